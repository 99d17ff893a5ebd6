"""Whatever a server leaves out of either book of an honest vote, signing and having co-signed the rest: it is seen."""

import json
from collections.abc import Iterator

import pytest
from record.sample_village import LOG_KEY

from museum.honest import cancelled, exchanged, extended, sealed
from museum.judges import verifier
from museum.telling import Told, tell
from museum.vote import Vote
from museum.witnesses import POLICY
from voting.verifier.evidence import Trusted

STORIES = {"sealed": sealed, "extended": extended, "exchanged": exchanged, "cancelled": cancelled}
MAY_BE_LEFT_OUT = {"books-sealed"}
"""A seal that no witness has seen yet was never put on the book."""


def whole(vote: Vote) -> Told:
    return tell(vote, until="cast" if vote == cancelled() else "result")


def without(vote: Vote, book: str, index: int) -> Told:
    """The vote with one entry of a book left out, and both books signed again."""
    until = "cast" if vote == cancelled() else "result"
    return tell(vote, until=until, **{book: lambda honest, told: [*honest[:index], *honest[index + 1 :]]})


def entries_of(vote: Vote) -> Iterator[tuple[str, int, str]]:
    """Book, index and type of every entry about the vote, but for the commune's last: without it that book is what it
    was before, and only the witnesses' newer head shows that it is old (`cut-before-the-cancellation`).
    """  # fmt: skip
    told = whole(vote)
    for index in range(len(vote.before), len(told.commune) - 1):
        yield "commune", index, json.loads(told.commune[index])["type"]
    for index, raw in enumerate(told.book):
        yield "book", index, json.loads(raw)["type"]


@pytest.mark.parametrize("name", STORIES)
def test_nothing_can_be_left_out_of_a_vote_that_has_ended(name: str) -> None:
    vote = STORIES[name]()
    trusted = Trusted(LOG_KEY.vkey, POLICY.encode(), vote.register.raw)
    assert verifier(whole(vote).bundle, trusted) == ()
    unseen = {kind for book, n, kind in entries_of(vote) if not verifier(without(vote, book, n).bundle, trusted)}
    assert unseen <= MAY_BE_LEFT_OUT


def test_something_left_out_before_the_opening_is_seen_too() -> None:
    """At the latest because the vote's book names the place of its opening."""
    vote = sealed()
    trusted = Trusted(LOG_KEY.vkey, POLICY.encode(), vote.register.raw)
    for index in range(len(vote.before)):
        assert verifier(without(vote, "commune", index).bundle, trusted) != ()
