"""What happens in a village, for those who follow it by a feed or a calendar: only what its pages say to everyone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from voting.law.disclosure import ITEMS, Item
from voting.law.sentence import Sentence
from voting.record.entries.count import ResultDeclared
from voting.record.entries.decision import (
    MatterCarriedOut,
    MatterConvened,
    MatterEnded,
    MatterHeld,
    MatterMinuted,
    MatterPublished,
    MatterRecognised,
    MatterReported,
    MatterResolved,
    MatterSent,
    MatterTurned,
)
from voting.record.entries.entry import Book, Entry
from voting.record.entries.matter import (
    MatterAgreed,
    MatterClassified,
    MatterInformed,
    MatterPolled,
    MatterProposed,
    MatterRoll,
    MatterTeam,
)
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteCancelled, VoteClosed, VoteExtended, VoteOpened
from voting.record.facts import OVER, UNDER_WAY
from voting.services.desk import Desk, find_village
from voting.services.matters.reading import StepTaken, taken
from voting.services.people.announcements import Announced, announced_now
from voting.services.reports.overview import Overviews
from voting.services.votes.closing import close_due
from voting.services.votes.history import TELLS
from voting.services.votes.summaries import Stage, VoteSummary, summaries
from voting.storage.database import Transaction

MOST = 40
"""What a feed tells at once, and votes that are over in a calendar."""
OF_MATTERS = (
    MatterProposed, MatterClassified, MatterAgreed, MatterInformed, MatterTeam, MatterRoll, MatterPolled, MatterMinuted,
    MatterResolved, MatterTurned, MatterConvened, MatterHeld, MatterRecognised, MatterPublished, MatterSent,
    MatterCarriedOut, MatterReported, MatterEnded,
)  # fmt: skip
"""Steps of a matter that are news; that a vote is announced, and tied to its matter, is told by its opening."""
OF_VOTES = (VoteOpened, VoteExtended, VoteCancelled, VoteClosed, ResultDeclared)
TYPES = tuple(kind.type for kind in (*OF_MATTERS, *OF_VOTES))


@dataclass(frozen=True)
class News:
    """Something that happened: a matter's ``step``, what is ``said`` of a vote, a message that was ``announced``, or
    something made public, of an ``item`` of Article 11 (its title only where it names nobody).

    ``key`` is its place in the commune's book, or what a message is called.
    """

    key: str
    at_utc: datetime
    title: str
    matter: str = ""
    vote: str = ""
    step: StepTaken | None = None
    said: Sentence | None = None
    announced: Announced | None = None
    item: Item | None = None


@dataclass(frozen=True)
class Event:
    """Something with a time. Its ``kind`` is "vote" (from its opening to its closing), "meeting", "slips" (when they
    are handed in), or "clock": the last day of a clock of the law. An ``opinion`` vote decides nothing."""

    kind: str
    id: str
    title: str
    starts: datetime | date
    ends: datetime | None = None
    cancelled: bool = False
    clock: Sentence | None = None
    opinion: bool = False


@dataclass(frozen=True)
class Dates:
    """A village's calendar; ``at_utc`` is when the commune's book last changed."""

    at_utc: datetime
    events: tuple[Event, ...]


class Newsfeeds:
    """The news and dates of a village, for everyone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def news(self, village: str) -> tuple[News, ...]:
        """What happened last, newest first; ``NotFound``. So many statements, however much there is."""
        close_due(self._desk)
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            commune = where.commune_id
            places = tx.matters.places_lately(commune, village, TYPES, MOST)
            read = tx.log.entries_at(commune, places)
            found = {place: parse_entry(one.raw, Book.COMMUNE) for place, one in read.items()}
            about = sorted({one.subject() for one in found.values()})
            titles = {row.id: row.title for row in tx.matters.some(commune, about)}
            votes = {one.uuid: one for one in summaries(self._desk, tx, tx.votes.some(commune, about))}
            told = announced_now(tx, where, self._desk.now())
            public = tx.disclosures.in_village(commune, village, MOST)
        news = [_news(place, found[place], titles, votes, where.unit_kind) for place in places]
        news += [News(one.id, one.at_utc, "", announced=one) for one in told if one.hidden_at_utc is None]
        news += [
            News(str(one.entry_index), one.made_at_utc, "" if one.listed else one.title, item=ITEMS[one.item])
            for one in public
        ]  # fmt: skip
        return tuple(sorted(news, key=lambda one: one.at_utc, reverse=True))

    def dates(self, village: str) -> Dates:
        """Votes under way and the last that are over, meetings, and clocks of the law that run; ``NotFound``."""
        close_due(self._desk)
        with self._desk.database.reading() as tx:
            commune = find_village(tx, village).commune_id
            votes = (
                *tx.votes.in_village(commune, village, states=UNDER_WAY),
                *tx.votes.some_in_village(commune, village, OVER, MOST),
            )
            events = [_vote(one) for one in summaries(self._desk, tx, votes)]
            events += _meetings(tx, commune, village)
            at = tx.log.head(commune, "").last_at or self._desk.now()
        whole = Overviews(self._desk).public(commune).only(village)
        events += [
            Event("clock", f"{due.matter}-{due.clock.key}", due.title, due.last, clock=due.clock.name)
            for here in whole.villages for matter in here.matters for due in matter.clocks
        ]  # fmt: skip
        return Dates(at, tuple(events))


def _news(
    place: int, entry: Entry, titles: Mapping[str, str], votes: Mapping[str, VoteSummary], unit_kind: str
) -> News:
    about = entry.subject()
    if about in titles:
        return News(str(place), entry.at, titles[about], matter=about, step=taken(place, entry, unit_kind))
    vote = votes[about]
    return News(str(place), entry.at, vote.title, vote=about, said=TELLS[type(entry)](entry, vote))


def _vote(one: VoteSummary) -> Event:
    cancelled = one.state is Stage.CANCELLED
    return Event("vote", one.uuid, one.title, one.opens_at_utc, one.closes_at_utc, cancelled, opinion=one.opinion)


def _meetings(tx: Transaction, commune: str, village: str) -> Iterator[Event]:
    """Meetings that were called of the last matters, at the time that was last said."""
    rows = tx.matters.some_in_village(commune, village, MOST)
    called = tx.log.last_of(commune, MatterConvened.type, [one.id for one in rows])
    for row in rows:
        entry = parse_entry(called[row.id].raw, Book.COMMUNE) if row.id in called else None
        if isinstance(entry, MatterConvened):
            yield Event(entry.channel, row.id, row.title, entry.held_at)
