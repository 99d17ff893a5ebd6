"""Opening a sealed ballot instead of casting it, to see what the phone has sealed (a Benaloh challenge).

All randomness of a ballot but the signature's comes from one seed. Whoever is shown the seed and the choices seals
again and compares the tracker with the one shown before. Nothing of the card's secret can be learnt from an opening,
and no envelope can be made of it: the sequence seal of an opened ballot never exists.
"""

import hashlib
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voting.ballots.acceptance import check_ballot_proofs
from voting.ballots.ballot import Ballot, assemble, seal
from voting.ballots.election import Election, Question
from voting.ballots.errors import BadElementText, BadOpening, BallotUsageError, WrongOpening, WrongUuid
from voting.ballots.strict_json import element
from voting.crypto.group import Element
from voting.crypto.proofs import Entropy, Proof
from voting.crypto.scalars import Q, random_scalar

SEED_BYTES: Final = 32
_VERSION: Final = "1"
_B64: Final = r"([A-Za-z0-9_-]{43})"
_TEXT = re.compile(rf"{_VERSION}\.([1-9A-HJ-NP-Za-km-z]{{14}})\.([01]+(?:-[01]+)*)" + rf"\.{_B64}" * 5)

Choices = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """What is shown of a sealed ballot: seed (32 bytes), choices by question, credential, signature, its tracker."""

    election_uuid: str
    choices: Choices
    seed: bytes
    key: Element
    signature: Proof
    tracker: str

    @property
    def text(self) -> str:
        """`1.uuid.choices.seed.S.challenge.response.tracker`, base64url without padding; fits a QR code."""
        votes = "-".join("".join(map(str, vector)) for vector in self.choices)
        proof = (self.signature.challenge.to_bytes(32, "big"), self.signature.response.to_bytes(32, "big"))
        parts = [_b64url(one) for one in (self.seed, bytes.fromhex(self.key.hex), *proof)]
        return ".".join((_VERSION, self.election_uuid, votes, *parts, _to_url(self.tracker)))


def entropy_from_seed(seed: bytes) -> Entropy:
    """Scalars from a seed: draw n = 0, 1, ... is SHA-512 of `dinh/seal|<seed, hex>|<n>`, big-endian, mod q.

    512 bits make the remainder uniform but for 2^-259. Raises `BallotUsageError` for a seed that is not 32 bytes.
    """
    if len(seed) != SEED_BYTES:
        raise BallotUsageError("a seed has 32 bytes")
    drawn = 0

    def draw() -> int:
        nonlocal drawn
        digest = hashlib.sha512(f"dinh/seal|{seed.hex()}|{drawn}".encode()).digest()
        drawn += 1
        return int.from_bytes(digest, "big") % Q

    return draw


def seal_openable(
    election: Election, secret: int, choices: Sequence[Sequence[int]], seed: bytes, *, signing: Entropy = random_scalar
) -> tuple[Ballot, Opening]:
    """Seals from a fresh seed; the signature draws from `signing`, never from it. Forget the opening, or show it."""
    ballot = seal(election, secret, choices, entropy=entropy_from_seed(seed), signing=signing)
    given = tuple(tuple(vector) for vector in choices)
    return ballot, Opening(election.uuid, given, seed, ballot.key, ballot.signature, ballot.tracker)


def parse_opening(text: str) -> Opening:
    """Reads the text of an opening, also at the end of an address (after `#`); raises `BadOpening`."""
    found = _TEXT.fullmatch(text.strip().rpartition("#")[2])
    if not found:
        raise BadOpening("not the text of an opening")
    uuid, votes, seed, credential, challenge, response, tracker = found.groups()
    try:
        key = element(_bytes(credential).hex())
    except BadElementText as error:
        raise BadOpening(str(error)) from error
    choices = tuple(tuple(map(int, vector)) for vector in votes.split("-"))
    signature = Proof(_scalar(challenge), _scalar(response))
    _bytes(tracker)
    return Opening(uuid, choices, _bytes(seed), key, signature, tracker.replace("-", "+").replace("_", "/"))


def check_opening(election: Election, opening: Opening) -> Ballot:
    """Seals again and compares; the ballot that was sealed.

    Raises `WrongUuid` for another election's, `BadOpening` for choices this election does not allow, `WrongOpening`
    when other bytes were sealed than the opening says, a `BadProof` when the ballot would not have been accepted.
    """
    if opening.election_uuid != election.uuid:
        raise WrongUuid("the opening is of another election")
    entropy = entropy_from_seed(opening.seed)
    try:
        ballot = assemble(election, opening.key, opening.choices, entropy, lambda _: opening.signature)
    except BallotUsageError as error:
        raise BadOpening(str(error)) from error
    if ballot.tracker != opening.tracker:
        raise WrongOpening("sealed again, the ballot has another number: not these choices were sealed")
    check_ballot_proofs(ballot, election)
    return ballot


def chosen_answers(election: Election, choices: Choices) -> tuple[tuple[str, ...] | None, ...]:
    """What the choices say in the election's words, question by question; None for a blank answer."""
    return tuple(_chosen(question, votes) for question, votes in zip(election.questions, choices, strict=True))


def _chosen(question: Question, votes: Sequence[int]) -> tuple[str, ...] | None:
    if question.blank and votes[0]:
        return None
    shown = votes[1:] if question.blank else votes
    return tuple(answer for answer, vote in zip(question.answers, shown, strict=True) if vote)


def _b64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _to_url(tracker: str) -> str:
    return tracker.replace("+", "-").replace("/", "_")


def _bytes(text: str) -> bytes:
    raw = urlsafe_b64decode(text + "=")
    if _b64url(raw) != text:
        raise BadOpening("not the printed form of Base64")
    return raw


def _scalar(text: str) -> int:
    value = int.from_bytes(_bytes(text), "big")
    if value >= Q:
        raise BadOpening("a scalar is not below the group order")
    return value
