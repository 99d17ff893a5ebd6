"""Signed notes (c2sp.org/signed-note): text, a blank line, and lines `— <key name> base64(key id || signature)`.

Strict: a note is refused unless it is the one printed form of what was read from it. Lines of unknown keys are kept
and ignored; a line of a known key that does not verify refuses the whole note.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from voting.ledger.encoding import parse_base64, print_base64
from voting.ledger.errors import (
    KeyMalformed,
    LedgerDataError,
    LedgerMisuse,
    NoteMalformed,
    SignatureInvalid,
    SignatureMissing,
)

ED25519 = 0x01
COSIGNATURE_V1 = 0x04
MAX_NOTE_BYTES = 65_536
MAX_SIGNATURES_READ = 100
MAX_SIGNATURES_WRITTEN = 16

_KEY_ID_BYTES = 4
_ED25519_BYTES = 32
_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
# The y of the eight points of small order: identity, order 2, order 4 (twice), order 8 (four times).
_Y8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL_ORDER_Y = frozenset({1, _P - 1, 0, _Y8, _P - _Y8})
# Unicode White_Space (what Go's unicode.IsSpace tests), control characters, plus and lone surrogates (which are not
# text), spelled out so that both twins agree.
_NOT_IN_NAMES = re.compile("[\x00-\x20+\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff]")
_NOT_IN_NOTES = re.compile("[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who claims it (name, 4-byte key id) and the raw signature bytes after the id."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def line(self) -> str:
        """The line as printed in a note, with its newline."""
        return f"— {self.name} {print_base64(self.key_id + self.signature)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A parsed, NOT yet verified note: `text` with its final newline, and the signature lines in order."""

    text: str
    signatures: tuple[Signature, ...]

    @property
    def raw(self) -> bytes:
        """The note's bytes."""
        return (self.text + "\n" + "".join(one.line for one in self.signatures)).encode()


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public side of a key: name, type byte (0x01 or 0x04) and 32-byte Ed25519 public key; prints as a vkey."""

    name: str
    key_type: int
    public_key: bytes

    @property
    def key_id(self) -> bytes:
        """The 4-byte id: SHA-256(name, newline, type byte, public key)[:4]."""
        material = self.name.encode() + b"\n" + bytes([self.key_type]) + self.public_key
        return hashlib.sha256(material).digest()[:_KEY_ID_BYTES]

    @property
    def vkey(self) -> str:
        """The key's text: `<name>+<id in hex>+<base64 of type byte and public key>`."""
        return f"{self.name}+{self.key_id.hex()}+{print_base64(bytes([self.key_type]) + self.public_key)}"

    @classmethod
    def parse(cls, vkey: str, *, key_type: int) -> VerifierKey:
        """Read a vkey of the wanted type, or raise KeyMalformed."""
        name, _, rest = vkey.partition("+")
        material = parse_base64(rest.partition("+")[2], KeyMalformed)
        require_name(name, KeyMalformed)
        if len(material) != 1 + _ED25519_BYTES or material[0] != key_type:
            raise KeyMalformed(f"not an Ed25519 key of type 0x{key_type:02x}")
        require_point(material[1:])
        key = cls(name, key_type, material[1:])
        if key.vkey != vkey:
            raise KeyMalformed("the key id does not belong to this name and key")
        return key

    def ed25519_holds(self, message: bytes, signature: bytes) -> bool:
        """Say whether these 64 bytes are this key's Ed25519 signature (RFC 8032) of the message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class Verifier(Protocol):
    """What `open_note` needs of a trusted key: its identity and its judgement of one signature."""

    @property
    def key(self) -> VerifierKey:
        """The public key with its name and type."""

    def holds(self, text: str, signature: bytes) -> bool:
        """Say whether the signature bytes (without key id) are valid for the note's text."""


@dataclass(frozen=True, slots=True)
class NoteVerifier:
    """A trusted key of type 0x01: plain Ed25519 over the note's text."""

    key: VerifierKey

    @classmethod
    def parse(cls, vkey: str) -> NoteVerifier:
        """Read a vkey of type 0x01, or raise KeyMalformed."""
        return cls(VerifierKey.parse(vkey, key_type=ED25519))

    @property
    def name(self) -> str:
        """The key's name; for a log, its origin."""
        return self.key.name

    @property
    def vkey(self) -> str:
        """The key's text."""
        return self.key.vkey

    def named(self, name: str) -> NoteVerifier:
        """The same key under another name: one commune key signs several books, each under its origin (LEDGER)."""
        return NoteVerifier(VerifierKey(require_name(name, KeyMalformed), self.key.key_type, self.key.public_key))

    def holds(self, text: str, signature: bytes) -> bool:
        """Say whether the 64 signature bytes are valid for the note's text."""
        return self.key.ed25519_holds(text.encode(), signature)


class NoteSigner:
    """A private key of type 0x01 with its name. Signs note texts; never prints itself except by `unsafe_skey`."""

    def __init__(self, name: str, seed: bytes) -> None:
        """Take the key's name and its 32-byte Ed25519 seed."""
        require_name(name, KeyMalformed)
        if len(seed) != _ED25519_BYTES:
            raise KeyMalformed("an Ed25519 seed has 32 bytes")
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = NoteVerifier(VerifierKey(name, ED25519, self._private.public_key().public_bytes_raw()))

    @classmethod
    def generate(cls, name: str) -> NoteSigner:
        """Make a new random key of that name."""
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, skey: str) -> NoteSigner:
        """Read Go's signer text `PRIVATE+KEY+<name>+<id>+<base64>`, or raise KeyMalformed (which never quotes it)."""
        name, _, rest = skey.removeprefix("PRIVATE+KEY+").partition("+")
        material = parse_base64(rest.partition("+")[2], KeyMalformed)
        if len(material) != 1 + _ED25519_BYTES or material[0] != ED25519:
            raise KeyMalformed("not an Ed25519 signer key")
        signer = cls(name, material[1:])
        if signer.unsafe_skey() != skey:
            raise KeyMalformed("the signer key is not in its printed form")
        return signer

    @property
    def name(self) -> str:
        """The key's name; for a log, its origin."""
        return self.verifier.name

    @property
    def vkey(self) -> str:
        """The public key's text."""
        return self.verifier.vkey

    def named(self, name: str) -> NoteSigner:
        """The same key under another name: one commune key signs several books, each under its origin (LEDGER)."""
        return NoteSigner(name, self._private.private_bytes_raw())

    def sign(self, text: str) -> Signature:
        """Sign a note's text (which ends in a newline)."""
        return Signature(self.name, self.verifier.key.key_id, self._private.sign(text.encode()))

    def unsafe_skey(self) -> str:
        """Print the PRIVATE key in Go's signer text; for the operator's key store only."""
        material = bytes([ED25519]) + self._private.private_bytes_raw()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key.key_id.hex()}+{print_base64(material)}"


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A note that at least one trusted key has signed: its `verified` lines, and the `ignored` lines of strangers."""

    text: str
    verified: tuple[Signature, ...]
    ignored: tuple[Signature, ...]


def require_point(public_key: bytes) -> None:
    """Raise KeyMalformed unless these 32 bytes are a canonical point of edwards25519 and not of small order.

    Libraries differ in how they treat such keys; refused here, a signature is valid for all of them or for none.
    """
    y = int.from_bytes(public_key, "little") & ~(1 << 255)
    x_squared = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    if y >= _P or y in _SMALL_ORDER_Y or pow(x_squared, (_P - 1) // 2, _P) != 1:
        raise KeyMalformed("not a canonical Ed25519 public key, or one of small order")


def require_name(name: str, error: type[LedgerDataError]) -> str:
    """Return the key name if it is one (not empty; no space, control character or plus), or raise `error`."""
    if not name or _NOT_IN_NAMES.search(name):
        raise error("a key name is not empty and has no space, control character or plus")
    return name


def parse_note(raw: bytes) -> Note:
    """Read a note without verifying it, or raise NoteMalformed."""
    if len(raw) > MAX_NOTE_BYTES:
        raise NoteMalformed(f"a note of more than {MAX_NOTE_BYTES} bytes")
    try:
        whole = raw.decode()
    except UnicodeDecodeError as cause:
        raise NoteMalformed("not UTF-8") from cause
    text, blank, lines = whole.rpartition("\n\n")
    if not blank or _NOT_IN_NOTES.search(whole):
        raise NoteMalformed("no blank line before the signatures, or a control character")
    note = Note(text + "\n", parse_signature_lines(lines.encode()))
    if note.raw != raw:
        raise NoteMalformed("not the printed form of a note")
    return note


def parse_signature_lines(raw: bytes) -> tuple[Signature, ...]:
    """Read one or more signature lines (the end of a note, or a witness's answer), or raise NoteMalformed."""
    try:
        lines = raw.decode().split("\n")
    except UnicodeDecodeError as cause:
        raise NoteMalformed("not UTF-8") from cause
    if lines[-1] or not 1 < len(lines) <= MAX_SIGNATURES_READ + 1:
        raise NoteMalformed(f"not between 1 and {MAX_SIGNATURES_READ} signature lines, each ended by a newline")
    return tuple(_parse_signature_line(line) for line in lines[:-1])


def _parse_signature_line(line: str) -> Signature:
    dash, name, encoded = [*line.split(" "), "", ""][:3]
    if dash != "—" or line != f"— {name} {encoded}":
        raise NoteMalformed("a signature line is an em dash, a name and base64")
    blob = parse_base64(encoded, NoteMalformed)
    if len(blob) <= _KEY_ID_BYTES:
        raise NoteMalformed("a signature line without a signature")
    return Signature(require_name(name, NoteMalformed), blob[:_KEY_ID_BYTES], blob[_KEY_ID_BYTES:])


def sign_note(text: str, *signers: NoteSigner) -> bytes:
    """Print the note of this text, signed by each signer in order. The text ends in a newline."""
    return add_signatures(text, (one.sign(text) for one in signers))


def add_signatures(text: str, signatures: Iterable[Signature]) -> bytes:
    """Print the note of this text and these lines; raises LedgerMisuse for what no reader would accept."""
    note = Note(text, tuple(signatures))
    if not text.endswith("\n") or len(note.signatures) > MAX_SIGNATURES_WRITTEN:
        raise LedgerMisuse(f"a text without final newline, or more than {MAX_SIGNATURES_WRITTEN} signatures")
    try:
        parse_note(note.raw)
    except NoteMalformed as cause:
        raise LedgerMisuse(f"this text cannot be a note: {cause}") from cause
    return note.raw


def open_note(raw: bytes, verifiers: Sequence[Verifier]) -> OpenedNote:
    """Read a note and check every line of a trusted key.

    Raises NoteMalformed; SignatureInvalid if a trusted key's line fails; SignatureMissing if there is none.
    """
    known = {(one.key.name, one.key.key_id): one for one in verifiers}
    if len(known) != len(verifiers):
        raise LedgerMisuse("two trusted keys share name and id")
    note = parse_note(raw)
    verified, ignored = [], []
    for line in note.signatures:
        verifier = known.get((line.name, line.key_id))
        if verifier is None:
            ignored.append(line)
        elif not verifier.holds(note.text, line.signature):
            raise SignatureInvalid(f"the signature of {line.name} does not verify")
        else:
            verified.append(line)
    if not verified:
        raise SignatureMissing("no trusted key has signed this note")
    return OpenedNote(note.text, tuple(verified), tuple(ignored))
