"""Every village of a commune on one page: what is on its way, what is open, what was decided, which clocks run out.

So many statements, however many villages, matters and votes there are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from voting.law.clocks import CLOCKS, Clock, in_force
from voting.law.deadlines import last_day
from voting.law.disclosure import Item
from voting.law.periods import Period, day_of
from voting.law.reporting import last_day_of
from voting.law.road import Mark
from voting.law.sentence import Sentence
from voting.law.supervision import ANSWER, Stand, To
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.facts import UNDER_WAY, Phase
from voting.record.facts import Matter as MatterKnown
from voting.record.facts import Village as VillageKnown
from voting.record.facts import Vote as VoteKnown
from voting.record.told import Report
from voting.services.checkpoints import final_to
from voting.services.desk import Desk
from voting.services.errors import Forbidden
from voting.services.lookups import COMMUNE_BOOK, MATTER, VILLAGE, VOTE, clock_of, commune_facts, read_fact, tallies_in
from voting.services.matters.acts import is_over
from voting.services.matters.content import held_at_of
from voting.services.matters.running import clocks_of
from voting.services.oversight.hanging import Hanging, hanging
from voting.services.oversight.petitions import CLOCK, Petitioned, waiting_in
from voting.services.people.communes import VillageInfo
from voting.services.people.working_days import days_off_between
from voting.services.permissions import Actor
from voting.services.reports.frozen import DUE, is_sent, period_over, reports_of
from voting.services.reports.standings import heirs_of
from voting.services.votes.closing import close_due
from voting.services.votes.summaries import Said, Stage, VoteSummary, told
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.matters import Matter
from voting.storage.supervision import Recommendation
from voting.storage.votes import Vote
from voting.texts.names import name_key

Fact = TypeVar("Fact")
LATELY = timedelta(days=60)
"""How long a result stays on the page of its commune."""
SOON_DAYS = 3
"""A clock that runs out within so many days is told beside those that have."""


@dataclass(frozen=True)
class Due:
    """A clock of the law that runs for a matter, or for a ``petition`` about it; ``days`` left on it, today not
    counted: below 0 it has run out.

    Of a board's recommendation that waits for its answer ``number`` is set, and ``matter`` is empty; of something
    public ``item`` is, and ``village`` may be empty: the commune's own. ``report`` is the period of one that was
    settled and not sent.
    """

    village: str
    matter: str
    title: str
    clock: Clock
    last: date
    days: int
    petition: Petitioned | None = None
    number: int = 0
    item: Item | None = None
    report: Sentence | None = None

    @property
    def late(self) -> bool:
        """Whether it has run out."""
        return self.days < 0


@dataclass(frozen=True)
class OnTheWay:
    """A matter of which something still waits, where it stands, its vote ("" without one), and its clocks."""

    village: str
    id: str
    title: str
    marks: tuple[Mark, ...]
    vote: str
    stage: Stage | None
    clocks: tuple[Due, ...]
    ended: Sentence | None = None


@dataclass(frozen=True)
class VillageNow:
    """A village with what is going on in it: matters on their way, votes open or being counted, results of late."""

    village: VillageInfo
    households: int
    matters: tuple[OnTheWay, ...] = ()
    votes: tuple[VoteSummary, ...] = ()
    results: tuple[VoteSummary, ...] = ()
    petitions: tuple[Due, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether anything goes on here, or has of late."""
        return bool(self.matters or self.votes or self.results or self.petitions)

    @property
    def late(self) -> int:
        """How many clocks have run out here."""
        running = [one for matter in self.matters for one in matter.clocks]
        return sum(one.late for one in (*running, *self.petitions))

    @property
    def open_votes(self) -> tuple[VoteSummary, ...]:
        """The votes that take ballots now."""
        return tuple(one for one in self.votes if one.state is Stage.OPEN)


@dataclass(frozen=True)
class Overview:
    """A commune at a glance. ``due`` are clocks that ran out or soon do, the most urgent first; ``over`` villages that
    became part of others."""

    villages: tuple[VillageNow, ...]
    due: tuple[Due, ...]
    over: tuple[VillageInfo, ...]

    def only(self, villages: Collection[str]) -> "Overview":
        """The same of some villages."""
        here = tuple(one for one in self.villages if one.village.code in villages)
        return Overview(here, tuple(one for one in self.due if one.village in villages), ())


@dataclass(frozen=True)
class _Read:
    """What was read of a commune, before it is put together."""

    now: datetime
    villages: Mapping[str, Village]
    known: Mapping[str, VillageKnown]
    matters: Mapping[str, MatterKnown]
    rows: Sequence[Matter]
    votes: Mapping[str, VoteKnown]
    told: Sequence[VoteSummary]
    numbers: Mapping[str, int]
    holidays: frozenset[date]
    petitions: tuple[Due, ...]
    recommended: Sequence[Recommendation]
    hanging: Sequence[Hanging]
    reports: Mapping[str, Report]


class Overviews:
    """What stands where in a commune."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, actor: Actor) -> Overview:
        """The whole commune, or the villages of it that the official follows; ``Forbidden``."""
        followed = actor.villages_for("commune.see")
        if not followed:
            raise Forbidden("commune.see")
        whole = self.public(actor.commune)
        return whole if "" in followed else whole.only(followed)

    def public(self, commune: str) -> Overview:
        """The same for anyone: every part of it stands on a village's page too."""
        close_due(self._desk)
        with self._desk.database.reading() as tx:
            read = _read(tx, commune, self._desk.now())
        matters = tuple(_matters(read))
        villages = sorted(read.villages.values(), key=lambda one: name_key(one.name))
        due = sorted(
            (
                one
                for one in (*_of(matters), *read.petitions, *_answers(read), *_unmade(read), *_unsent(read))
                if one.days <= SOON_DAYS
            ),
            key=lambda one: (one.last, one.village, one.title),
        )
        return Overview(
            tuple(_village(read, one, matters) for one in villages if not one.successors),
            tuple(due),
            tuple(VillageInfo.of(one) for one in villages if one.successors),
        )


def _village(read: _Read, village: Village, matters: Iterable[OnTheWay]) -> VillageNow:
    votes = [one for one in read.told if one.village == village.code]
    return VillageNow(
        VillageInfo.of(village),
        read.known.get(village.code, VillageKnown()).households,
        tuple(one for one in matters if one.village == village.code),
        tuple(one for one in votes if one.state in {Stage.UPCOMING, Stage.OPEN, Stage.COUNTING}),
        tuple(one for one in votes if one.state is Stage.DECIDED),
        tuple(one for one in read.petitions if one.village == village.code),
    )


# reading: so many statements, each for all villages at once


def _read(tx: Transaction, commune: str, now: datetime) -> _Read:
    villages = {one.code: one for one in tx.communes.villages(commune)}
    known = _facts(VillageKnown, tx.facts.many(commune, COMMUNE_BOOK, VILLAGE))
    found = _facts(MatterKnown, tx.facts.many(commune, COMMUNE_BOOK, MATTER))
    going = {key: one.under(known.get(one.village, VillageKnown())) for key, one in found.items() if not is_over(one)}
    rows = [
        *tx.votes.list(commune, states=UNDER_WAY),
        *tx.votes.closed_since(commune, now - LATELY, Phase.DECIDED),
    ]
    asked = {*(one.uuid for one in rows), *(one.vote for one in going.values() if one.vote)}
    votes = _facts(VoteKnown, tx.facts.some(commune, COMMUNE_BOOK, VOTE, sorted(asked)))
    facts = commune_facts(tx, commune)
    recommended = tx.supervision.in_state(commune, [Stand.SENT])
    sent = (one.sent_at_utc for one in recommended if one.sent_at_utc)
    first = min([now, *(one.opened_at for one in votes.values()), *sent])
    return _Read(
        now, villages, known, going, tx.matters.some(commune, list(going)), votes,
        tuple(told(one, villages[one.village_code], now, said) for one, said in _said(tx, commune, rows, votes)),
        facts.numbers if facts else {}, days_off_between(tx, commune, first.date(), now.date()),
        tuple(_petitions(tx, commune, known, now)) if any(map(_is_asked, found.values())) else (),
        recommended, hanging(tx, commune, day_of(now)),
        reports_of(tx, commune, ["", *(one.code for one in villages.values() if not one.successors)], _over(now)),
    )  # fmt: skip


def _is_asked(known: MatterKnown) -> bool:
    return any(not one.answered for one in known.petitions)


def _petitions(tx: Transaction, commune: str, known: Mapping[str, VillageKnown], now: datetime) -> Iterator[Due]:
    """Those that wait for an answer, each at its village or the first of those that this became part of."""
    waiting, clock, today = waiting_in(tx, commune, now), clock_of(tx, commune, CLOCK), day_of(now)
    rows = {one.id: one for one in tx.matters.some(commune, sorted({matter for matter, _ in waiting}))}
    for matter, one in waiting:
        row = rows[matter]
        at = heirs_of(row.village_code, known)[0]
        yield Due(at, matter, row.title, clock, one.last, (one.last - today).days, one)


def _facts(kind: type[Fact], found: Mapping[str, str]) -> dict[str, Fact]:
    return {key: read_fact(kind, text) for key, text in found.items()}


def _said(
    tx: Transaction, commune: str, rows: Sequence[Vote], votes: Mapping[str, VoteKnown]
) -> Iterator[tuple[Vote, Said]]:
    """Each vote with what the books say of it."""
    results = {one.uuid: votes[one.uuid].result for one in rows if one.uuid in votes}
    entries = tx.log.entries_at(commune, [one for one in results.values() if one is not None])
    tallies, final = tx.log.facts_of(commune, [one.uuid for one in rows]), final_to(tx, commune)
    for one in rows:
        place = results.get(one.uuid)
        entry = None if place is None else parse_entry(entries[place].raw, Book.COMMUNE)
        yield one, Said(tallies_in(tallies.get(one.uuid, "")), entry, place is not None and place < final)


# putting together


def _matters(read: _Read) -> Iterator[OnTheWay]:
    stages = {one.uuid: one.state for one in read.told}
    for row in read.rows:
        known = read.matters[row.id]
        if not read.villages[row.village_code].successors:
            clocks = tuple(_clocks(read, row, known))
            stage = stages.get(known.vote)
            yield OnTheWay(row.village_code, row.id, row.title, known.marks, known.vote, stage, clocks)


def _of(matters: Iterable[OnTheWay]) -> Iterator[Due]:
    return (one for matter in matters for one in matter.clocks)


def _answers(read: _Read) -> Iterator[Due]:
    """The answers of the commune that boards wait for, also where the village has become part of another since."""
    today, clock = day_of(read.now), in_force(ANSWER, read.numbers)
    for one in read.recommended:
        if one.recipient == To.GOVERNMENT and one.sent_at_utc:
            last = last_day(clock, day_of(one.sent_at_utc), read.holidays)
            yield Due(one.village_code, "", "", clock, last, (last - today).days, number=one.number)


def _unmade(read: _Read) -> Iterator[Due]:
    """What is public and lacks a form that the law demands, by the last day for it."""
    today, clock = day_of(read.now), CLOCKS["publicity.default"]
    for one in read.hanging:
        gone = bool(one.village) and bool(read.villages[one.village].successors)
        if one.owed and not gone:
            yield Due(one.village, "", one.title, clock, one.due, (one.due - today).days, item=one.item)


def _unsent(read: _Read) -> Iterator[Due]:
    """The reports of the period that ended last, settled and not sent to whom they are made for."""
    period, clock, today = _over(read.now), in_force(DUE, read.numbers), day_of(read.now)
    last = last_day_of(period, clock.value)
    for code, report in read.reports.items():
        if not is_sent(code, report):
            yield Due(code, "", "", clock, last, (last - today).days, report=period.named)


def _over(now: datetime) -> Period:
    return period_over(day_of(now))


def _clocks(read: _Read, row: Matter, known: MatterKnown) -> Iterator[Due]:
    today = day_of(read.now)
    vote, held_at = read.votes.get(known.vote), held_at_of(row.notes)
    for one in clocks_of(known, vote, held_at, read.now, read.numbers, read.holidays):
        yield Due(row.village_code, row.id, row.title, one.clock, one.last, (one.last - today).days)
