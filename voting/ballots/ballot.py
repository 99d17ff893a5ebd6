"""A sealed ballot: its exact bytes, reading it, and sealing one (PROTOCOL section 4).

Parsing does no curve operation: the server parses again what it has verified before.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from voting.ballots import hashed_texts, strict_json
from voting.ballots.election import Election, Question
from voting.ballots.errors import BallotUsageError, WrongFields, WrongType
from voting.ballots.hashed_texts import Ciphertext
from voting.crypto.group import Element, G
from voting.crypto.hashes import b64_sha256
from voting.crypto.proofs import Branch, Entropy, Proof, prove_disjunction, prove_knowledge
from voting.crypto.scalars import Q, random_scalar

_FIELDS: Final = ("election_uuid", "election_hash", "credential", "answers", "signature")
_ANSWER: Final = ("choices", "individual_proofs", "overall_proof")
_ANSWER_BLANK: Final = (*_ANSWER, "blank_proof")
_CIPHERTEXT: Final = ("alpha", "beta")
_SIGNATURE: Final = ("hash", "proof")
_HASH = re.compile(r"[A-Za-z0-9+/]{43}\Z")

Proofs = tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The ciphertexts of one question and what is proven of them; `blank_proof` only where blank is allowed."""

    choices: tuple[Ciphertext, ...]
    individual_proofs: tuple[Proofs, ...]
    overall_proof: Proofs
    blank_proof: Proofs | None = None

    def value(self) -> dict[str, Any]:
        """The JSON object."""
        found: dict[str, Any] = {
            "choices": [choice.value() for choice in self.choices],
            "individual_proofs": [_proofs_value(proofs) for proofs in self.individual_proofs],
            "overall_proof": _proofs_value(self.overall_proof),
        }
        if self.blank_proof is not None:
            found["blank_proof"] = _proofs_value(self.blank_proof)
        return found


@dataclass(frozen=True)
class Ballot:
    """A parsed ballot, canonical in form; whether its proofs hold is for `acceptance` to say."""

    raw: bytes
    election_uuid: str
    election_hash: str
    key: Element
    answers: tuple[Answer, ...]
    signature_hash: str
    signature: Proof

    @cached_property
    def tracker(self) -> str:
        """Unpadded Base64 of the SHA-256 of the ballot's bytes, 43 characters."""
        return b64_sha256(self.raw)

    @cached_property
    def credential(self) -> str:
        """`hex(S)`."""
        return self.key.hex

    @cached_property
    def ciphertexts(self) -> tuple[str, ...]:
        """All ciphertexts as `alpha,beta` hex, question by question: to find doubles."""
        return tuple(choice.hex for answer in self.answers for choice in answer.choices)

    @property
    def choices(self) -> tuple[tuple[Ciphertext, ...], ...]:
        """The ciphertexts by question: all that a tally needs of a ballot."""
        return tuple(answer.choices for answer in self.answers)

    @property
    def unsigned(self) -> bytes:
        """The ballot serialized without `signature`: what the signature's hash is over."""
        return self.raw[: self.raw.rindex(b',"signature":')] + b"}"


def parse_ballot(raw: bytes) -> Ballot:
    """Reads a ballot strictly; raises `TooLarge` or a `Malformed`. No curve operation."""
    return read_ballot(strict_json.load(raw), raw)


def read_ballot(value: object, raw: bytes) -> Ballot:
    """As `parse_ballot`, from JSON already loaded strictly and its own exact bytes."""
    uuid, phi, credential, answers, signature = strict_json.fields(value, _FIELDS)
    ballot_hash, signed = strict_json.fields(signature, _SIGNATURE)
    for hashed in (phi, ballot_hash):
        if not _HASH.match(strict_json.text(hashed)):
            raise WrongType("expected 43 characters of Base64")
    return Ballot(
        raw=raw,
        election_uuid=strict_json.text(uuid),
        election_hash=phi,
        key=strict_json.element(credential),
        answers=tuple(_answer(answer) for answer in strict_json.items(answers)),
        signature_hash=ballot_hash,
        signature=strict_json.proof(signed),
    )


def _answer(value: object) -> Answer:
    if not isinstance(value, dict):
        raise WrongFields("expected an answer")
    blank = "blank_proof" in value
    choices, individual, overall, *rest = strict_json.fields(value, _ANSWER_BLANK if blank else _ANSWER)
    return Answer(
        tuple(_ciphertext(choice) for choice in strict_json.items(choices)),
        tuple(_proofs(proofs) for proofs in strict_json.items(individual)),
        _proofs(overall),
        _proofs(rest[0]) if blank else None,
    )


def _ciphertext(value: object) -> Ciphertext:
    alpha, beta = strict_json.fields(value, _CIPHERTEXT)
    return Ciphertext(strict_json.element(alpha), strict_json.element(beta))


def _proofs(value: object) -> Proofs:
    return tuple(strict_json.proof(proof) for proof in strict_json.items(value))


def _proofs_value(proofs: Proofs) -> list[dict[str, str]]:
    return [strict_json.proof_value(proof) for proof in proofs]


def seal(
    election: Election,
    secret: int,
    choices: Sequence[Sequence[int]],
    *,
    entropy: Entropy = random_scalar,
    signing: Entropy | None = None,
) -> Ballot:
    """Encrypts, proves and signs the choices: one vector of 0 and 1 for each question, the blank one first if allowed.

    Draws of `entropy`, question by question: r of each choice; then the individual proof of each choice, the overall
    proof, the blank proof (each as `prove_disjunction` draws). The signature's w is drawn last, from `signing` if
    given: who opens a ballot shows the draws of `entropy`, and w would give the secret away.
    Raises `BallotUsageError` for choices outside the bounds or a zero secret.
    """
    if not secret % Q:
        raise BallotUsageError("the vote secret is zero")

    def sign(ballot_hash: str) -> Proof:
        return prove_knowledge(secret, hashed_texts.signature(ballot_hash), signing or entropy)

    return assemble(election, G**secret, choices, entropy, sign)


def assemble(
    election: Election,
    key: Element,
    choices: Sequence[Sequence[int]],
    entropy: Entropy,
    sign: Callable[[str], Proof],
) -> Ballot:
    """The ballot of the credential `key` with these choices; `sign` gives the signature of the unsigned part's hash."""
    if len(choices) != len(election.questions):
        raise BallotUsageError("one vector of choices for each question")
    context = hashed_texts.signer(election.fingerprint, key.hex)
    answers = [
        _Sealing(election.public_key, question, context, entropy).answer(votes)
        for question, votes in zip(election.questions, choices, strict=True)
    ]
    value: dict[str, Any] = {
        "election_uuid": election.uuid,
        "election_hash": election.fingerprint,
        "credential": key.hex,
        "answers": [answer.value() for answer in answers],
    }
    ballot_hash = b64_sha256(strict_json.dump(value))
    signature = sign(ballot_hash)
    value["signature"] = {"hash": ballot_hash, "proof": strict_json.proof_value(signature)}
    raw = strict_json.dump(value)
    return Ballot(raw, election.uuid, election.fingerprint, key, tuple(answers), ballot_hash, signature)


@dataclass(frozen=True, slots=True)
class _Sealing:
    """Sealing of one question's answer."""

    public_key: Element
    question: Question
    context: str
    entropy: Entropy

    def answer(self, votes: Sequence[int]) -> Answer:
        _require_allowed(self.question, votes)
        randoms = [self.entropy() for _ in votes]
        choices = tuple(self._encrypt(r, vote) for r, vote in zip(randoms, votes, strict=True))
        individual = tuple(
            self._prove(hashed_texts.interval(self.context, choice), _within(r, vote, 0, 1), vote)
            for choice, r, vote in zip(choices, randoms, votes, strict=True)
        )
        context = hashed_texts.question(self.context, choices)
        if self.question.blank:
            overall, blank = self._blank_proofs(context, randoms, votes)
            return Answer(choices, individual, overall, blank)
        minimum, maximum, total = self.question.minimum, self.question.maximum, sum(votes)
        label = hashed_texts.interval(context, hashed_texts.multiply(choices))
        overall = self._prove(label, _within(sum(randoms), total, minimum, maximum), total - minimum)
        return Answer(choices, individual, overall)

    def _encrypt(self, randomness: int, vote: int) -> Ciphertext:
        hidden = self.public_key**randomness
        return Ciphertext(G**randomness, hidden * G if vote else hidden)

    def _prove(self, label: str, branches: Sequence[Branch], true_index: int) -> Proofs:
        return prove_disjunction(self.public_key, label, branches, true_index, self.entropy)

    def _blank_proofs(self, context: str, randoms: Sequence[int], votes: Sequence[int]) -> tuple[Proofs, Proofs]:
        minimum, maximum = self.question.minimum, self.question.maximum
        is_blank, total, rest = votes[0], sum(votes[1:]), sum(randoms[1:])
        within = _within(rest, total, minimum, maximum)
        overall = self._prove(
            hashed_texts.blank_or_within(context),
            (Branch(randoms[0], is_blank - 1), *within),
            0 if is_blank else 1 + total - minimum,
        )
        excludes = (Branch(randoms[0], is_blank), Branch(rest, total))
        return overall, self._prove(hashed_texts.blank_excludes(context), excludes, is_blank)


def _within(randomness: int, value: int, minimum: int, maximum: int) -> list[Branch]:
    """The alternatives "encrypts minimum", ..., "encrypts maximum" of a ciphertext that encrypts `value`."""
    return [Branch(randomness, value - possible) for possible in range(minimum, maximum + 1)]


def _require_allowed(question: Question, votes: Sequence[int]) -> None:
    total = sum(votes[1:] if question.blank else votes)
    is_blank = question.blank and len(votes) > 0 and votes[0] == 1
    if len(votes) != question.width or any(vote not in (0, 1) for vote in votes):
        raise BallotUsageError("a choice is 0 or 1, one for each answer")
    if total if is_blank else not question.minimum <= total <= question.maximum:
        raise BallotUsageError("the number of choices is outside the bounds")
