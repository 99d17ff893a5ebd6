"""An official's device with a passkey on it, in a few lines of its own: what it hands in can be anything."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fido2 import cbor

from voting.services.house import Services
from voting.services.people.passkeys import Answer, MadeKey, handle_of
from voting.services.permissions import Actor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
_CHALLENGES = count()


def text_of(content: bytes) -> str:
    """Base64url without filling."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


@dataclass
class Device:
    """One key, in the hands of its owner; `signs_at` is where its counter stands."""

    origin: str = "http://localhost"
    host: str = "localhost"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    credential_id: bytes = field(default_factory=lambda: token_bytes(32))
    handle: bytes = b""
    signs_at: int = 0

    @property
    def cose(self) -> bytes:
        """The public half as COSE writes an Ed25519 key (RFC 8152)."""
        return bytes(cbor.encode({1: 1, 3: -8, -1: 6, -2: self.key.public_key().public_bytes_raw()}))

    @property
    def made(self) -> MadeKey:
        """The key as services take it."""
        return MadeKey(self.credential_id, self.cose, self.signs_at)

    def sign_in(self, services: Services, actor: Actor, challenge: bytes = b"", count: int = 0) -> Actor:
        """At the services: the device says that it has counted to `count`."""
        challenge = challenge or b"challenge %d" % next(_CHALLENGES)
        answer = Answer(self.credential_id, handle_of(actor.commune, actor.account_id), challenge)
        return services.passkeys.authenticate(answer, lambda _key: count)

    def make(self, asked: str, **changes: Any) -> str:
        """What the browser hands in for a new key, to what the page asked for."""
        options = json.loads(asked)
        self.handle = _bytes(options["user"]["id"])
        own = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + self.cose
        data = self._data(changes.pop("flags", PRESENT | VERIFIED) | ATTESTED) + own
        made = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", options["challenge"], **changes)
        return self._handed(said, attestationObject=text_of(made))

    def show(self, asked: str, **changes: Any) -> str:
        """What the browser hands in to sign in or to confirm; counts one further, unless `signs_at` is changed."""
        self.signs_at = changes.pop("signs_at", self.signs_at + 1)
        data = self._data(changes.pop("flags", PRESENT | VERIFIED))
        handle = changes.pop("handle", self.handle)
        said = self._said("webauthn.get", json.loads(asked)["challenge"], **changes)
        signature = self.key.sign(data + sha256(said).digest())
        return self._handed(
            said, authenticatorData=text_of(data), signature=text_of(signature), userHandle=text_of(handle)
        )

    def _data(self, flags: int) -> bytes:
        return sha256(self.host.encode()).digest() + bytes([flags]) + self.signs_at.to_bytes(4, "big")

    def _said(self, kind: str, asked_with: str, **changes: Any) -> bytes:
        said = {"type": kind, "challenge": asked_with, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said | changes).encode()

    def _handed(self, said: bytes, **response: str) -> str:
        name = text_of(self.credential_id)
        response = {"clientDataJSON": text_of(said), **response}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
