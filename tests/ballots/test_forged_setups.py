"""Archives whose every hash fits but whose setup, chain or ballots are forged."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from vectors import crimes

from ballots.sample_vote import TIMESTAMP, USUAL, SampleVote, committee, sample_vote
from voting.ballots import credentials, strict_json, tar_blocks
from voting.ballots.archive import ArchiveWriter
from voting.ballots.audit import require_fresh, verify_archive
from voting.ballots.ballot import parse_ballot, seal
from voting.ballots.errors import BallotDataError, DuplicateBallot, DuplicateCiphertext
from voting.crypto.hashes import sha256_hex


@cache
def vote() -> SampleVote:
    return sample_vote([USUAL], [(0, [[1, 0, 0]]), (1, [[0, 1, 0]])])


@cache
def finished() -> bytes:
    return vote().archive()


def growing(trustees: bytes, listed: bytes, *ballots: bytes) -> bytes:
    writer = ArchiveWriter(TIMESTAMP)
    writer.setup(vote().election.raw, trustees, listed)
    for raw in ballots:
        writer.ballot(raw)
    return writer.take()


def last_event(change: dict[str, Any]) -> bytes:
    """The finished archive with its last event changed and named by its new hash."""
    listed = [(name, content) for name, content, _ in tar_blocks.members(finished())]
    content = strict_json.dump(json.loads(listed[-1][1]) | change)
    return b"".join(
        tar_blocks.member(*one, TIMESTAMP) for one in [*listed[:-1], (f"{sha256_hex(content)}.event.json", content)]
    )


def copied_ballot() -> bytes:
    """The first household's ballot, its ciphertexts and proofs, signed a second time."""
    card = vote().cards[0]
    secret = credentials.vote_secret(credentials.household_secret(card), vote().election.uuid)
    envelope = {"sequence": 2, "seal": {}, "ballot": json.loads(vote().ballots[0].raw)}
    crimes.resign(envelope, secret)
    return strict_json.dump(envelope["ballot"])


def twice_in_one_ballot() -> bytes:
    """A dishonest phone uses one random number for two choices of the same value."""
    card = vote().cards[2]
    secret = credentials.vote_secret(credentials.household_secret(card), vote().election.uuid)
    given = iter([5, 7, 7, *range(100, 200)])
    return seal(vote().election, secret, [[1, 0, 0]], entropy=lambda: next(given)).raw


def broken_trustees() -> bytes:
    value = json.loads(vote().committee.trustees.raw)
    value[0][1]["pok"]["response"] = "5"
    return strict_json.dump(value)


FORGERIES: dict[str, tuple[Callable[[], bytes], str]] = {
    "another parent": (lambda: last_event({"parent": "0" * 64}), "bad-event-chain"),
    "another height": (lambda: last_event({"height": 3}), "bad-event-chain"),
    "a height that is true": (lambda: last_event({"height": True}), "wrong-type"),
    "another type": (lambda: last_event({"type": "Ballot"}), "bad-event-chain"),
    "an unknown type": (lambda: last_event({"type": "Revoke"}), "bad-event-chain"),
    "a payload that is not there": (lambda: last_event({"payload": "0" * 64}), "bad-member"),
    "trustees of another vote": (lambda: growing(committee().trustees.raw, vote().credentials), "bad-election"),
    "a trustee without proof": (lambda: growing(broken_trustees(), vote().credentials), "bad-key-proof"),
    "a copied ballot": (
        lambda: growing(vote().committee.trustees.raw, vote().credentials, vote().ballots[0].raw, copied_ballot()),
        "duplicate-ciphertext",
    ),
    "one ciphertext for two choices": (
        lambda: growing(vote().committee.trustees.raw, vote().credentials, twice_in_one_ballot()),
        "duplicate-ciphertext",
    ),
}


def test_the_unforged_parts_are_accepted() -> None:
    assert last_event({}) == finished()
    verify_archive(growing(vote().committee.trustees.raw, vote().credentials, copied_ballot()))


@pytest.mark.parametrize("crime", FORGERIES)
def test_a_forgery_with_fitting_hashes_is_refused_under_its_name(crime: str) -> None:
    make, name = FORGERIES[crime]
    with pytest.raises(BallotDataError) as refusal:
        verify_archive(make())
    assert refusal.value.name == name


def test_the_same_ballot_and_a_copied_ciphertext_have_two_names() -> None:
    first = vote().ballots[0]
    with pytest.raises(DuplicateBallot):
        require_fresh([first, vote().ballots[1], first])
    with pytest.raises(DuplicateCiphertext):
        require_fresh([first, parse_ballot(copied_ballot())])
    require_fresh(vote().ballots)
