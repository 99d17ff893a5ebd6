"""What a household says under its card, in the open: form, signature, and the list it is accepted by (PROTOCOL 10).

A statement is never a secret vote. It uses the same card under another name: the pseudonym `P = K^t` of one subject,
different from every vote credential and from every other subject's.

Accepting a statement (numbered; the server and the verifier run the same list):
1. at most 2 KiB, UTF-8, JSON of exactly this shape, re-serializes to the same bytes; every element and scalar is
   canonical (`parse_statement`); 2. subject and kind are this subject's, the value is one of its values, and there are
   words only with a value that may have some (`check_terms`); 3. the pseudonym is on the subject's list; 4. it is in
   the group and the signature verifies (`check_signature`); 5. never seen before, and n is larger than the pseudonym's
   last; 6. the subject is open by server time. 3, 5 and 6 need the record's state and live in `voting.record`.
A later statement of a household replaces its earlier one until the subject closes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Final

from voting.ballots import hashed_texts, strict_json
from voting.ballots.credentials import derived_key, derived_secret, derived_tweak, serialize_credentials
from voting.ballots.election import SEQUENCE_MAX
from voting.ballots.errors import (
    BadSignature,
    BallotUsageError,
    ElementNotInGroup,
    TooLarge,
    WrongSubject,
    WrongType,
    WrongValue,
    WrongWords,
)
from voting.crypto.errors import CryptoDataError
from voting.crypto.group import Element, G
from voting.crypto.hashes import b64_sha256
from voting.crypto.proofs import Entropy, Proof, prove_knowledge, verify_knowledge
from voting.crypto.scalars import Q, random_scalar

STATEMENT_MAX_BYTES: Final = 2048
LETTER_MAX_BYTES: Final = 8192
SALT_BYTES: Final = 32
STATEMENT_KEY: Final = "dinh/statement-key"

_VERSION: Final = 1
_FIELDS: Final = ("v", "subject", "kind", "value", "text", "sequence", "pseudonym", "signature")
_LETTER: Final = ("statement", "salt", "words")
_HASH = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a subject asks for: its kind, the values to choose from, and those of them that may come with words."""

    subject: str
    kind: str
    values: tuple[str, ...]
    worded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be signed: one of the subject's values, and the hash of the words with it (`words_hash`), if any."""

    subject: str
    kind: str
    value: str
    sequence: int
    text: str | None = None


@dataclass(frozen=True)
class Statement:
    """A parsed statement, canonical in form; whether it may stand is for the checks to say."""

    raw: bytes
    said: Said
    key: Element
    signature: Proof

    @cached_property
    def tracker(self) -> str:
        """Unpadded Base64 of the SHA-256 of the statement's bytes, 43 characters."""
        return b64_sha256(self.raw)

    @cached_property
    def pseudonym(self) -> str:
        """`hex(P)`."""
        return self.key.hex

    @property
    def unsigned(self) -> bytes:
        """The statement serialized without `signature`: what is signed."""
        return self.raw[: self.raw.rindex(b',"signature":')] + b"}"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a phone sends: the signed statement, and the words that it names by their hash, empty where it has none."""

    statement: Statement
    salt: bytes = b""
    words: str = ""

    @property
    def raw(self) -> bytes:
        """`{"statement":...,"salt":hex|null,"words":str|null}`."""
        told = [self.salt.hex(), self.words] if self.words else [None, None]
        rest = strict_json.dump(dict(zip(_LETTER[1:], told, strict=True)))
        return b'{"statement":' + self.statement.raw + b"," + rest[1:]


def statement_tweak(key: Element, subject: str) -> int:
    """`t`: SHA-512 over subject and K, big-endian, mod q; 0 is refused."""
    return derived_tweak(STATEMENT_KEY, key, subject)


def pseudonym(key: Element, subject: str) -> Element:
    """`P = K^t`: what a household is called in one subject. Raises `BadCredentials` for a key outside the group."""
    return derived_key(STATEMENT_KEY, key, subject)


def statement_secret(secret: int, subject: str) -> int:
    """`k*t mod q`: the household's signing secret in one subject, from its household secret `k`."""
    return derived_secret(STATEMENT_KEY, secret, subject)


def pseudonyms(keys: Iterable[Element], subject: str) -> bytes:
    """The exact bytes of a subject's list: `{K^t}`, in the form of a credential list (`parse_credentials`)."""
    return serialize_credentials(pseudonym(key, subject) for key in keys)


def words_hash(salt: bytes, words: str) -> str:
    """SHA-256 (hex) of a 32-byte salt and the words: all that a statement, and so the record, says of them."""
    if len(salt) != SALT_BYTES:
        raise BallotUsageError("a salt has 32 bytes")
    return sha256(salt + words.encode()).hexdigest()


def parse_statement(raw: bytes) -> Statement:
    """Reads a statement strictly (step 1); raises `TooLarge` or a `Malformed`. No curve operation."""
    return read_statement(strict_json.load(raw, size_max_bytes=STATEMENT_MAX_BYTES), raw)


def read_statement(value: object, raw: bytes) -> Statement:
    """As `parse_statement`, from JSON already loaded strictly and its own exact bytes."""
    version, subject, kind, chosen, text, sequence, key, signature = strict_json.fields(value, _FIELDS)
    strict_json.integer(version, _VERSION, _VERSION)
    if text is not None and not _HASH.match(strict_json.text(text)):
        raise WrongType("expected 64 lower-case hex digits, or null")
    number = strict_json.integer(sequence, 1, SEQUENCE_MAX)
    said = Said(strict_json.text(subject), strict_json.text(kind), strict_json.text(chosen), number, text)
    return Statement(raw, said, strict_json.element(key), strict_json.proof(signature))


def make_statement(said: Said, secret: int, *, entropy: Entropy = random_scalar) -> Statement:
    """Signs with the subject's secret (`statement_secret`); draws w. Raises `BallotUsageError` for a zero secret."""
    if not secret % Q or not 1 <= said.sequence <= SEQUENCE_MAX:
        raise BallotUsageError("the secret is zero, or the sequence number outside 1 .. 2^53-1")
    key = G**secret
    value: dict[str, Any] = {
        "v": _VERSION,
        "subject": said.subject,
        "kind": said.kind,
        "value": said.value,
        "text": said.text,
        "sequence": said.sequence,
        "pseudonym": key.hex,
    }
    label = hashed_texts.statement(b64_sha256(strict_json.dump(value)))
    value["signature"] = strict_json.proof_value(prove_knowledge(secret, label, entropy))
    return parse_statement(strict_json.dump(value))


def check_terms(statement: Statement, terms: Terms) -> None:
    """Step 2; raises `WrongSubject` or `WrongValue`. No curve operation."""
    said = statement.said
    if (said.subject, said.kind) != (terms.subject, terms.kind):
        raise WrongSubject(f"a {said.kind} about {said.subject[:40]!r} for a {terms.kind} about {terms.subject}")
    if said.value not in terms.values:
        raise WrongValue(f"the subject knows no value {said.value!r}")
    if said.text is not None and said.value not in terms.worded:
        raise WrongValue(f"no words are asked for with {said.value!r}")


def check_signature(statement: Statement) -> None:
    """Step 4; raises `ElementNotInGroup` or `BadSignature`."""
    key = statement.key
    if key.is_identity:
        raise ElementNotInGroup("the identity as pseudonym")
    try:  # any power of the pseudonym proves that it is a member
        holds = verify_knowledge(key, hashed_texts.statement(b64_sha256(statement.unsigned)), statement.signature)
    except CryptoDataError as error:
        raise ElementNotInGroup(str(error)) from error
    if not holds:
        raise BadSignature("the statement's signature does not verify")


def check_words(statement: Statement, salt: bytes, words: str) -> None:
    """These are the words that the statement names; raises `WrongWords`."""
    if len(salt) != SALT_BYTES or statement.said.text != words_hash(salt, words):
        raise WrongWords("the words do not have the hash that the statement names")


def parse_letter(raw: bytes) -> Letter:
    """Reads a letter strictly; the words are those that the statement names.

    Raises `TooLarge`, a `Malformed`, or `WrongWords`. No curve operation.
    """
    value, salt, words = strict_json.fields(strict_json.load(raw, size_max_bytes=LETTER_MAX_BYTES), _LETTER)
    statement = read_statement(value, strict_json.dump(value))
    if len(statement.raw) > STATEMENT_MAX_BYTES:
        raise TooLarge(f"a statement of {len(statement.raw)} bytes")
    if statement.said.text is None and (salt, words) == (None, None):
        return Letter(statement)
    if not _HASH.match(strict_json.text(salt)) or not strict_json.text(words):
        raise WrongType("expected 32 bytes in hex, and words")
    letter = Letter(statement, bytes.fromhex(salt), words)
    check_words(statement, letter.salt, words)
    return letter
