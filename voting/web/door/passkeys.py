"""Passkeys at the door: challenges, what browsers are asked for, and what they hand in (WebAuthn level 2).

A challenge is 16 random bytes, the second it was made, and a MAC over both, what it is for and this browser's session:
nothing is stored for a stranger, tabs do not take each other's away, and one that was seen elsewhere is worth nothing.
That none is answered twice is the services' (`people/passkeys`).

The library is loaded when something is handed in, never at the start.
"""

import hmac
import secrets
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, Self
from urllib.parse import urlsplit

from flask import current_app, json, session
from flask_wtf.csrf import generate_csrf
from wtforms import HiddenField

from voting.services.people.passkeys import (
    CHALLENGE_LASTS,
    Answer,
    ChallengeOver,
    MadeKey,
    NewKey,
    WrongPasskey,
    handle_of,
)
from voting.services.permissions import Actor
from voting.web.bodies import Malformed, read_json
from voting.web.door.owners import TOKEN_FIELD
from voting.web.door.typed import SECRET_FIELDS
from voting.web.wiring import now_utc, settings

FIELD: Final = "passkey"
ADDING_SINCE: Final = "passkey-adding-since"
SECRET_FIELDS.add(FIELD)
LARGEST_CHARACTERS: Final = 16_384
ALGORITHMS: Final = (-8, -7, -257)
"""EdDSA, ES256, RS256 (RFC 8152): between them every device there is."""
_NONCE, _TIME, _MAC = 16, 8, 32
_LASTS_S: Final = int(CHALLENGE_LASTS.total_seconds())
_UNREADABLE: Final = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, AssertionError,
    NotImplementedError, struct.error,
)  # fmt: skip
"""What the library says of bytes that are not what they should be."""


class Purpose(StrEnum):
    """What a challenge is for; an answer to one is none to another."""

    SIGN_IN = "sign-in"
    CONFIRM = "confirm"
    ADD = "add"
    FIRST = "first"
    """The first key of somebody who has been invited."""


class PasskeyField(HiddenField):  # type: ignore[misc] # WTForms has no types
    """What the browser hands in, as its script writes it."""


def new_challenge(purpose: Purpose) -> bytes:
    """A challenge for this browser's session, good for five minutes."""
    begins = secrets.token_bytes(_NONCE) + int(now_utc().timestamp()).to_bytes(_TIME, "big")
    generate_csrf()  # the session has its token from now on
    return begins + _mac(purpose, begins)


def require_challenge(purpose: Purpose, challenge: bytes) -> None:
    """`ChallengeOver` unless it was made for this, in this session, within the last five minutes."""
    begins, mac = challenge[:-_MAC], challenge[-_MAC:]
    if len(challenge) != _NONCE + _TIME + _MAC or not hmac.compare_digest(mac, _mac(purpose, begins)):
        raise ChallengeOver
    age_s = now_utc().timestamp() - int.from_bytes(begins[_NONCE:], "big")
    if not -1 <= age_s <= _LASTS_S:
        raise ChallengeOver


def _mac(purpose: Purpose, begins: bytes) -> bytes:
    """Without a token of its own a session has no challenge: the key is then one that nobody else has."""
    of_session = session.get(TOKEN_FIELD) or secrets.token_hex(20)
    key = f"dinh/passkey|{current_app.secret_key!s}".encode()
    return hmac.new(key, f"{purpose}|{of_session}|".encode() + begins, sha256).digest()


def allow_adding() -> None:
    """For the next five minutes this browser's official, who has just shown who it is, may add one passkey."""
    session[ADDING_SINCE] = int(now_utc().timestamp())


def may_add() -> bool:
    """Whether that is so now."""
    since: int = session.get(ADDING_SINCE, 0)
    return 0 <= now_utc().timestamp() - since <= _LASTS_S


def has_added() -> None:
    """The next one has to be asked for again."""
    session.pop(ADDING_SINCE, None)


def host() -> str:
    """The relying party's id: the host that people type."""
    return urlsplit(settings().public_url).hostname or ""


def to_show(purpose: Purpose) -> str:
    """What `navigator.credentials.get` is asked for: any key of this host, so that nothing is said about accounts."""
    return json.dumps({
        "challenge": _text(new_challenge(purpose)), "rpId": host(), "allowCredentials": [],
        "userVerification": "required", "timeout": _LASTS_S * 1000,
    })  # fmt: skip


def to_make(actor: Actor, known: Iterable[bytes], purpose: Purpose = Purpose.ADD) -> str:
    """What `navigator.credentials.create` is asked for: one that is found without a login, and opened by its owner.

    The first one is the device's own: nobody looks for a stick, or another telephone, to come in.
    """
    own = {"authenticatorAttachment": "platform"} if purpose is Purpose.FIRST else {}
    return json.dumps({
        "challenge": _text(new_challenge(purpose)),
        "rp": {"id": host(), "name": f"Đình – {host()}"},
        "user": {"id": _text(handle_of(actor.commune, actor.account_id)), "name": actor.login,
                 "displayName": actor.name},
        "pubKeyCredParams": [{"type": "public-key", "alg": one} for one in ALGORITHMS],
        "authenticatorSelection": {"residentKey": "required", "requireResidentKey": True,
                                   "userVerification": "required", **own},
        "excludeCredentials": [{"type": "public-key", "id": _text(one)} for one in known],
        "attestation": "none", "timeout": _LASTS_S * 1000,
    })  # fmt: skip


@dataclass(frozen=True)
class Handed:
    """What a browser has handed in: read, not yet believed."""

    purpose: Purpose
    fields: Mapping[str, Any]
    challenge: bytes

    @classmethod
    def read(cls, purpose: Purpose, text: str) -> Self:
        """`WrongPasskey` if it is nothing of the kind, `ChallengeOver` if it answers none of ours."""
        if len(text) > LARGEST_CHARACTERS:
            raise WrongPasskey
        try:
            fields = read_json(text.encode())
            said = read_json(_bytes(fields["response"]["clientDataJSON"]))
            challenge = _bytes(said["challenge"])
        except (*_UNREADABLE, Malformed) as error:
            raise WrongPasskey from error
        if _has_number(fields):
            raise WrongPasskey
        require_challenge(purpose, challenge)
        return cls(purpose, fields, challenge)

    def made(self, name: str) -> NewKey:
        """The key that a device has made, under this name; `WrongPasskey`."""
        data = _believed(lambda: _server().register_complete(self._state, self.fields))
        key = data.credential_data
        if key is None or key.public_key.get(3) not in ALGORITHMS or self._is_framed:
            raise WrongPasskey
        from fido2 import cbor  # noqa: PLC0415 - not at the start

        made = MadeKey(key.credential_id, cbor.encode(dict(key.public_key)), data.counter)
        return NewKey(name, made, self.challenge)

    def answer(self) -> Answer:
        """Which key is shown, by whom; `WrongPasskey`."""
        try:
            response = self.fields["response"]
            return Answer(_bytes(self.fields["rawId"]), _bytes(response["userHandle"]), self.challenge)
        except _UNREADABLE as error:
            raise WrongPasskey from error

    def check(self, public_key: bytes) -> int:
        """The device's counter, if the answer holds under this key; `WrongPasskey`."""
        if self._is_framed:
            raise WrongPasskey
        return int(_believed(lambda: self._counted(public_key)))

    def _counted(self, public_key: bytes) -> int:
        from fido2 import cbor, cose, webauthn  # noqa: PLC0415 - not at the start

        key = cose.CoseKey.parse(cbor.decode(public_key))  # type: ignore[arg-type] # as we wrote it
        known = webauthn.AttestedCredentialData.create(bytes(16), self.answer().credential_id, key)
        _server().authenticate_complete(self._state, [known], self.fields)
        return webauthn.AuthenticatorData(_bytes(self.fields["response"]["authenticatorData"])).counter

    @property
    def _state(self) -> dict[str, Any]:
        return {"challenge": _text(self.challenge), "user_verification": "required"}

    @property
    def _is_framed(self) -> bool:
        """Whether the page was shown inside another site's."""
        return bool(read_json(_bytes(self.fields["response"]["clientDataJSON"])).get("crossOrigin"))


def _has_number(value: Any) -> bool:
    """Whether a number stands where a browser sends texts: the library would make as many bytes of it."""
    if isinstance(value, Mapping):
        return any(map(_has_number, value.values()))
    if isinstance(value, list):
        return any(map(_has_number, value))
    return isinstance(value, int | float) and not isinstance(value, bool)


def _server() -> Any:
    """The library, which asks for this host, this origin, and that the device knew its owner."""
    from fido2.server import Fido2Server  # noqa: PLC0415 - not at the start
    from fido2.webauthn import PublicKeyCredentialRpEntity  # noqa: PLC0415

    party = PublicKeyCredentialRpEntity(id=host(), name="Đình")
    return Fido2Server(party, verify_origin=lambda origin: origin == settings().public_url)


def _believed(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except _UNREADABLE as error:
        raise WrongPasskey from error


def _text(content: bytes) -> str:
    """Base64url without filling, as WebAuthn writes bytes."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    """What `_text` wrote; `ValueError` or `TypeError` for anything else."""
    content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if _text(content) != text:
        raise ValueError("not Base64url as it is written")
    return content
