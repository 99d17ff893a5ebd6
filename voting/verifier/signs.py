"""Signs worth a look (LEDGER, "Offline verification"): never an error, never hidden. What a dishonest hand would need,
and what honest hands do too: whoever reads one asks the people concerned.

That one account holds several roles cannot be seen from here: the record names no accounts.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from voting.law import wording
from voting.law.clocks import CLOCKS
from voting.record.entries.casting import CredentialAdded, CredentialClosed
from voting.record.entries.commune import APART_AGAIN, NOBODY_ELSE, OfficialsChanged
from voting.record.entries.correction import Correction
from voting.record.entries.entry import Entry
from voting.record.entries.village import CardRevoked, CardsIssued
from voting.record.entries.vote import VoteCancelled, VoteClosed, VoteOpened
from voting.record.facts import Vote
from voting.verifier.case import Case

SHORTEST = CLOCKS["online.min-duration"]
"""The law is silent (LAW.md 11): a vote that is over sooner could pass by whoever did not hear of it."""


@dataclass(frozen=True)
class Sign:
    """One thing to look at. `name` names its sentence, `values` fill it."""

    name: str
    values: Mapping[str, object]


def signs_of(case: Case) -> tuple[Sign, ...]:
    """What is worth a look about the examined vote, as far as its two books could be read."""
    opened, vote = case.opened, case.vote
    if opened is None or vote is None:
        return ()
    return tuple(sign for look in LOOKS for sign in look(case, opened, vote))


def cards_changed(case: Case, opened: VoteOpened, vote: Vote) -> Iterator[Sign]:
    """Cards that were issued again, or revoked, since the village's last vote and until the end of this one."""
    since = _previous(case, opened, vote)
    entries = [entry for entry in _until_end(case, opened) if entry.village == opened.village]
    entries = entries[entries.index(since) :] if since else entries
    reissued = sum(entry.reissued for entry in entries if isinstance(entry, CardsIssued))
    revoked = sum(isinstance(entry, CardRevoked) for entry in entries)
    if reissued or revoked:
        yield Sign("cards-changed", {"reissued": reissued, "revoked": revoked, "households": opened.households})


def committee_for_this_vote(case: Case, opened: VoteOpened, vote: Vote) -> Iterator[Sign]:
    """The counting committee was formed after the last vote, or had no vote before."""
    if not any(entry.committee == opened.committee for entry in _openings(case, opened, vote)):
        yield Sign("committee-for-this-vote", {"committee": opened.committee})


def short_vote(_: Case, opened: VoteOpened, vote: Vote) -> Iterator[Sign]:
    """From opening to closing it is shorter than a vote should be."""
    lasts = vote.closes_at - opened.opens_at
    if lasts < timedelta(days=SHORTEST.value):
        hours = round(lasts.total_seconds() / 3600, 1)
        shown = int(hours) if hours == int(hours) else str(hours)
        yield Sign("short-vote", {"hours": shown, "days": SHORTEST.value})


def credentials_closed(case: Case, opened: VoteOpened, _: Vote) -> Iterator[Sign]:
    """Credentials that were closed while the vote was open, and those that took their place."""
    entries = [line.entry for line in case.book_lines]
    closed = sum(isinstance(entry, CredentialClosed) for entry in entries)
    if closed:
        added = sum(isinstance(entry, CredentialAdded) for entry in entries)
        yield Sign("credentials-closed", {"closed": closed, "added": added, "households": opened.households})


def corrected(case: Case, _: VoteOpened, __: Vote) -> Iterator[Sign]:
    """What was said of the vote, or a paper shown with it, was corrected afterwards."""
    found = [entry for entry in case.entries_of_vote() if isinstance(entry, Correction)]
    if found:
        values = {"corrections": len(found), "day": wording.day(found[-1].at), "reason": found[-1].reason}
        yield Sign("corrected", values)


def duties_joined(case: Case, opened: VoteOpened, _: Vote) -> Iterator[Sign]:
    """While this vote ran, the village had declared that it has nobody else for duties that are kept apart."""
    declared, before = None, True
    for entry in _until_end(case, opened):
        before = before and not (isinstance(entry, VoteOpened) and entry.vote == opened.vote)
        if isinstance(entry, OfficialsChanged) and entry.village == opened.village:
            if entry.by == NOBODY_ELSE:
                declared = entry
            elif entry.by == APART_AGAIN and before:
                declared = None
    if declared:
        yield Sign("duties-joined", {"day": wording.day(declared.at)})


LOOKS: tuple[Callable[[Case, VoteOpened, Vote], Iterator[Sign]], ...] = (
    cards_changed,
    committee_for_this_vote,
    short_vote,
    credentials_closed,
    corrected,
    duties_joined,
)


def _openings(case: Case, opened: VoteOpened, vote: Vote) -> list[VoteOpened]:
    """The openings of the village's earlier votes, in order."""
    before = [line.entry for line in case.commune_lines[: vote.opening.index]]
    return [entry for entry in before if isinstance(entry, VoteOpened) and entry.village == opened.village]


def _previous(case: Case, opened: VoteOpened, vote: Vote) -> VoteOpened | None:
    return next(reversed(_openings(case, opened, vote)), None)


def _until_end(case: Case, opened: VoteOpened) -> Iterator[Entry]:
    """The entries of the commune's book up to the end of the vote."""
    for line in case.commune_lines:
        if line.entry is not None:
            yield line.entry
        if isinstance(line.entry, VoteClosed | VoteCancelled) and line.entry.vote == opened.vote:
            return
