"""An election: its exact bytes, fingerprint and questions (PROTOCOL section 3)."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from voting.ballots import strict_json
from voting.ballots.errors import BadElection, BallotUsageError
from voting.crypto.errors import CryptoDataError
from voting.crypto.group import Element
from voting.crypto.hashes import b64_sha256
from voting.crypto.scalars import SCALAR_DIGITS_MAX

BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
UUID_LENGTH: Final = 14
SEQUENCE_MAX: Final = 2**53 - 1
"""Largest sequence number: the largest integer a JavaScript twin holds exactly."""
ENVELOPE_MAX_BYTES: Final = 64_000
"""Largest envelope of an election we build: a record entry holds 65,535 bytes with its wrapping."""

_UUID = re.compile(rf"[{BASE58}]{{{UUID_LENGTH}}}\Z")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_FIELDS: Final = ("version", "description", "name", "group", "public_key", "questions", "uuid")
_OPTIONAL: Final = ("administrator", "credential_authority")
_QUESTION: Final = ("answers", "min", "max", "question")
_QUESTION_BLANK: Final = ("answers", "blank", "min", "max", "question")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `minimum <= number of choices <= maximum`, or a blank answer where allowed."""

    text: str
    answers: tuple[str, ...]
    minimum: int = 1
    maximum: int = 1
    blank: bool = False

    @property
    def width(self) -> int:
        """Number of ciphertexts of an answer: the blank one, if any, and one for each answer."""
        return len(self.answers) + self.blank

    def value(self) -> dict[str, Any]:
        """The JSON object; `blank` is absent when false."""
        blank = {"blank": True} if self.blank else {}
        return {"answers": list(self.answers), **blank, "min": self.minimum, "max": self.maximum, "question": self.text}


@dataclass(frozen=True)
class Election:
    """A parsed election. `raw` are the exact bytes and the only truth; the rest is read from them."""

    raw: bytes
    uuid: str
    name: str
    description: str
    public_key: Element
    questions: tuple[Question, ...]

    @cached_property
    def fingerprint(self) -> str:
        """`phi`: unpadded Base64 of the SHA-256 of the exact bytes."""
        return b64_sha256(self.raw)

    @staticmethod
    def build(
        name: str, questions: Sequence[Question], public_key: Element, *, uuid: str | None = None, description: str = ""
    ) -> "Election":
        """Makes a new election's bytes; draws a uuid when none is given. Raises `BallotUsageError` if it is too large.

        Raises `BadElection` for values that contradict each other.
        """
        values = (
            1, description, name, "Ed25519", public_key.hex, [question.value() for question in questions],
            uuid or random_uuid(),
        )  # fmt: skip
        election = parse_election(strict_json.dump(dict(zip(_FIELDS, values, strict=True))))
        if max_envelope_bytes(election) > ENVELOPE_MAX_BYTES:
            raise BallotUsageError("a ballot of so many answers does not fit one record entry")
        return election


def random_uuid() -> str:
    """Draws 14 Base58 characters."""
    return "".join(secrets.choice(BASE58) for _ in range(UUID_LENGTH))


def parse_election(raw: bytes) -> Election:
    """Reads an election's exact bytes; raises a `Malformed`, or `BadElection` when its values contradict each other."""
    value = strict_json.load(raw)
    names = tuple(value)[len(_FIELDS) :] if isinstance(value, dict) else ()
    if names not in ((), _OPTIONAL[:1], _OPTIONAL[1:], _OPTIONAL):
        raise BadElection("unknown fields")
    version, description, name, group, key, questions, uuid, *people = strict_json.fields(value, _FIELDS + names)
    strict_json.integer(version, 1, 1)
    if group != "Ed25519":
        raise BadElection("only version 1 over Ed25519 is known")
    if not _UUID.match(strict_json.text(uuid)):
        raise BadElection("the uuid is not 14 Base58 characters")
    for person in people:
        _text(person)
    listed = tuple(_question(question) for question in strict_json.items(questions))
    if not listed:
        raise BadElection("no question")
    return Election(raw, uuid, _text(name), _text(description), _public_key(key), listed)


def _text(value: object) -> str:
    checked = strict_json.text(value)
    if _CONTROL.search(checked):
        raise BadElection("control characters in a text")
    return checked


def _public_key(value: object) -> Element:
    key = strict_json.element(value)
    try:
        return Element.key(key.hex)
    except CryptoDataError as error:
        raise BadElection(f"public key: {error}") from None


def _question(value: object) -> Question:
    blank = isinstance(value, dict) and "blank" in value
    found = strict_json.fields(value, _QUESTION_BLANK if blank else _QUESTION)
    answers, minimum, maximum, asked = found[0], *found[-3:]
    if blank and found[1] is not True:
        raise BadElection("`blank` is absent when false")
    listed = tuple(_text(answer) for answer in strict_json.items(answers))
    highest = strict_json.integer(maximum, 1, max(1, len(listed)))
    lowest = strict_json.integer(minimum, 0, highest)
    if not listed:
        raise BadElection("a question without answers")
    return Question(_text(asked), listed, lowest, highest, blank)


def max_ballot_bytes(election: Election) -> int:
    """The size in bytes of the largest ballot this election can have: every scalar of full length."""
    proof = len('{"challenge":"","response":""},') + 2 * SCALAR_DIGITS_MAX
    choice = len('{"alpha":"","beta":""},') + 2 * 64
    size = len('{"election_uuid":"","election_hash":"","credential":"","answers":[]}') + UUID_LENGTH + 43 + 64
    size += len(',"signature":{"hash":"","proof":}') + 43 + proof - 1
    for question in election.questions:
        overall = question.maximum - question.minimum + 1 + question.blank
        size += len('{"choices":[],"individual_proofs":[],"overall_proof":[]},') - 3
        size += question.width * (choice + 2 * proof + len("[],") - 1) + overall * proof
        size += len(',"blank_proof":[]') + 2 * proof - 1 if question.blank else 0
    return size - 1


def max_envelope_bytes(election: Election) -> int:
    """The size in bytes of the largest envelope of this election."""
    proof = len('{"challenge":"","response":""}') + 2 * SCALAR_DIGITS_MAX
    wrapping = len('{"sequence":,"seal":,"ballot":}') + len(str(SEQUENCE_MAX)) + proof
    return wrapping + max_ballot_bytes(election)
