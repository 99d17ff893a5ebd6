"""Signs worth a look (LEDGER, "Offline verification"): never an error, never hidden. What a dishonest hand would need,
and what honest hands do too: whoever reads one asks the people concerned.

That one account holds several roles cannot be seen from here: the record names no accounts.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from voting.law import wording
from voting.law.clocks import CLOCKS, in_force
from voting.law.deadlines import last_day
from voting.law.initiatives import consents_needed
from voting.law.periods import day_of
from voting.law.practice import PRACTICE
from voting.law.road import Office
from voting.record.entries.casting import CredentialAdded, CredentialClosed
from voting.record.entries.commune import APART_AGAIN, NOBODY_ELSE, OfficialsChanged, SettingsChanged
from voting.record.entries.correction import Correction
from voting.record.entries.decision import MatterSent
from voting.record.entries.entry import Entry
from voting.record.entries.matter import MatterAgreed, MatterAnnounced, MatterProposed, OfMatter
from voting.record.entries.village import CardRevoked, CardsIssued
from voting.record.entries.vote import VoteCancelled, VoteClosed, VoteOpened
from voting.record.facts import Phase, Vote
from voting.verifier.case import Case
from voting.verifier.checks_road import steps_of
from voting.verifier.policy_signs import Sign, signs_of_policy

SENT = CLOCKS["online.send"]
NOTICE, SHORTEST = "online.notice", "online.min-duration"
"""The law is silent (LAW.md 11): custom asks for as much notice as before a meeting, and what is over sooner could pass
by whoever did not hear of it. The commune may have set other numbers before the vote was opened."""
CLOSED_LATE = timedelta(hours=1)
"""A server closes a vote within minutes; it may have stood still."""


def signs_of(case: Case) -> tuple[Sign, ...]:
    """What is worth a look about the witnesses, and about the examined vote, as far as the books could be read."""
    opened, vote = case.opened, case.vote
    witnesses = tuple(signs_of_policy(case))
    if opened is None or vote is None:
        return witnesses
    looks = () if vote.practice else LOOKS  # nobody gains by practice
    return (*witnesses, *(sign for look in looks for sign in look(case, opened, vote)))


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


def short_vote(case: Case, opened: VoteOpened, vote: Vote) -> Iterator[Sign]:
    """From opening to closing it is shorter than a vote should be."""
    lasts, shortest = vote.closes_at - opened.opens_at, _days(case, vote, SHORTEST)
    if lasts < timedelta(days=shortest):
        yield Sign("short-vote", {"hours": _hours(lasts), "days": shortest})


def closed_late(case: Case, _: VoteOpened, vote: Vote) -> Iterator[Sign]:
    """Long after its hour the vote was not closed yet, or is not: until then ballots could still come into its book."""
    until = case.now if vote.phase is Phase.OPEN else vote.closed_at
    if until is not None and (late := until - vote.closes_at) >= CLOSED_LATE:
        yield Sign("closed-late", {"hours": _hours(late)})


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


def posts_joined(case: Case, opened: VoteOpened, _: Vote) -> Iterator[Sign]:
    """The two who must agree are one person, who holds both posts."""
    if any(isinstance(entry, MatterAgreed) and entry.joint for entry in _steps(case, opened)):
        yield Sign("posts-joined", {})


def short_notice(case: Case, opened: VoteOpened, vote: Vote) -> Iterator[Sign]:
    """Between the notice and the first ballot lies less than should."""
    found = [entry for entry in _steps(case, opened) if isinstance(entry, MatterAnnounced)]
    least = _days(case, vote, NOTICE)
    if found and (lasts := opened.opens_at - found[-1].at) < timedelta(days=least):
        yield Sign("short-notice", {"hours": _hours(lasts), "days": least})


def few_consents(case: Case, opened: VoteOpened, _: Vote) -> Iterator[Sign]:
    """Fewer households than the law's share proposed it, and the Front committee backed them."""
    for entry in _steps(case, opened):
        if isinstance(entry, MatterProposed) and entry.by == Office.CITIZENS and entry.backed:
            needed = consents_needed(opened.households)
            if entry.consents < needed:
                yield Sign("few-consents", {"consents": entry.consents, "needed": needed})


def sent_late(case: Case, opened: VoteOpened, _: Vote) -> Iterator[Sign]:
    """The result went to the commune later than it should, by weekdays: the record knows no public holidays."""
    ends = [one.at for one in _until_end(case, opened) if isinstance(one, VoteClosed) and one.vote == opened.vote]
    sent = [
        entry.at for entry in _steps(case, opened) if isinstance(entry, MatterSent) and ends and entry.at >= ends[0]
    ]
    last = last_day(SENT, day_of(ends[0])) if sent else date.max
    late = [at for at in sent if day_of(at) > last]
    if late:
        yield Sign("sent-late", {"day": wording.day(max(late)), "last": f"{last:%d/%m/%Y}", "days": SENT.value})


LOOKS: tuple[Callable[[Case, VoteOpened, Vote], Iterator[Sign]], ...] = (
    cards_changed,
    committee_for_this_vote,
    short_vote,
    closed_late,
    credentials_closed,
    corrected,
    duties_joined,
    posts_joined,
    short_notice,
    few_consents,
    sent_late,
)


def _days(case: Case, vote: Vote, key: str) -> int:
    """A number of days as it was in force when the vote was opened."""
    before = [line.entry for line in case.commune_lines[: vote.opening.index]]
    return in_force(key, {one.key: one.value for one in before if isinstance(one, SettingsChanged)}).value


def _openings(case: Case, opened: VoteOpened, vote: Vote) -> list[VoteOpened]:
    """The openings of the village's earlier votes, in order; practice is none."""
    before = [line.entry for line in case.commune_lines[: vote.opening.index]]
    votes = [entry for entry in before if isinstance(entry, VoteOpened) and entry.village == opened.village]
    return [entry for entry in votes if entry.majority != PRACTICE]


def _previous(case: Case, opened: VoteOpened, vote: Vote) -> VoteOpened | None:
    return next(reversed(_openings(case, opened, vote)), None)


def _until_end(case: Case, opened: VoteOpened) -> Iterator[Entry]:
    """The entries of the commune's book up to the end of the vote."""
    for line in case.commune_lines:
        if line.entry is not None:
            yield line.entry
        if isinstance(line.entry, VoteClosed | VoteCancelled) and line.entry.vote == opened.vote:
            return


def _steps(case: Case, opened: VoteOpened) -> Iterator[OfMatter]:
    """The steps of the matter that the vote decides."""
    matter = case.commune.matter_of(opened.vote) if case.commune else None
    return (entry for _, entry in steps_of(case, matter)) if matter else iter(())


def _hours(lasts: timedelta) -> int | str:
    hours = round(lasts.total_seconds() / 3600, 1)
    return int(hours) if hours == int(hours) else str(hours)
