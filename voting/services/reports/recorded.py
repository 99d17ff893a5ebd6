"""What the commune's book tells of a period: proposals, decisions by vote, meeting or slips, and what became of them.

Read from one place of the book on, which is looked for by its dates: entries before the period are never read, and what
is asked grows with the years asked about, not with the book. Nothing is replayed.

A vote counts on the day it ended, a meeting on the day it was held, whenever either was written down.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from voting.law.choices import Meaning, meaning_of
from voting.law.deadlines import last_day
from voting.law.majority import needed
from voting.law.matters import MATTERS, ONLINE_CLAUSE, Channel
from voting.law.periods import Period, day_of
from voting.law.petitions import Handling
from voting.law.road import Office
from voting.law.supervision import ANSWERS, Held, Stand, To
from voting.papers.publicity import Published
from voting.papers.report import Decided
from voting.record.entries.decision import MatterConvened, MatterHeld, MatterPublished, MatterRecognised, MatterSent
from voting.record.entries.entry import Book, Entry
from voting.record.entries.matter import MatterProposed
from voting.record.entries.oversight import PetitionMoved, RecommendationMoved, SessionMoved
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteClosed
from voting.record.facts import Matter as MatterKnown
from voting.record.facts import Vote as VoteKnown
from voting.services.lookups import COMMUNE_BOOK, MATTER, MATTER_OF, VOTE, entry_at, read_fact
from voting.services.oversight.petitions import last_days
from voting.services.oversight.supervised import clocks_at
from voting.services.people.working_days import days_off_between
from voting.services.reports.published import DISCLOSED, published_in
from voting.services.votes.summaries import Said, VoteSummary, told
from voting.storage.communes import Village
from voting.storage.database import Transaction

Fact = TypeVar("Fact")
Kept = TypeVar("Kept", bound=Entry)
_KINDS: tuple[type[Entry], ...] = (
    MatterProposed, MatterHeld, MatterPublished, MatterSent, MatterRecognised, VoteClosed, PetitionMoved, *DISCLOSED,
    SessionMoved, RecommendationMoved,
)  # fmt: skip
TYPES = tuple(one.type for one in _KINDS)
SENT_TO = {Office.COMMUNE.value, Office.COMMUNE_FRONT.value}


@dataclass(frozen=True)
class Deed:
    """Something on a day in a village; ``what`` says which: a proposer's office, a board, who is to answer a
    recommendation, or 1 and 0 for yes and no."""

    village: str
    day: date
    what: str = ""


@dataclass(frozen=True)
class Ballots:
    """An online vote that ended: of how many households, how many of them voted."""

    village: str
    day: date
    households: int
    voted: int


@dataclass(frozen=True)
class Petition:
    """A petition about a matter of a village: the day it came, the last for its answer, and the day of that."""

    village: str
    day: date
    last: date
    answered: date | None = None


@dataclass(frozen=True)
class Recorded:
    """What the book tells. ``since`` is the first day on which it tells of each village (by code)."""

    since: Mapping[str, date]
    decided: tuple[Decided, ...] = ()
    votes: tuple[Ballots, ...] = ()
    proposed: tuple[Deed, ...] = ()
    recognised: tuple[Deed, ...] = ()
    opinions: tuple[Deed, ...] = ()
    meetings: tuple[Deed, ...] = ()
    petitions: tuple[Petition, ...] = ()
    disclosures: tuple[Published, ...] = ()
    sessions: tuple[Deed, ...] = ()
    recommended: tuple[Deed, ...] = ()
    asked: tuple[Petition, ...] = ()
    """Recommendations that the People's Committee answers."""

    def of(self, villages: Iterable[str], period: Period) -> "Recorded":
        """The same of these villages, in a period."""
        codes = frozenset(villages)

        def chosen(found: Sequence[Placed]) -> tuple[Placed, ...]:
            return tuple(one for one in found if one.village in codes and period.has(one.day))

        return Recorded(
            {code: day for code, day in self.since.items() if code in codes and day < period.after},
            chosen(self.decided), chosen(self.votes), chosen(self.proposed), chosen(self.recognised),
            chosen(self.opinions), chosen(self.meetings), chosen(self.petitions), chosen(self.disclosures),
            chosen(self.sessions), chosen(self.recommended), chosen(self.asked),
        )  # fmt: skip


Placed = TypeVar("Placed", Decided, Ballots, Deed, Petition, Published)


@dataclass(frozen=True)
class _Read:
    """What was read, before it is put together."""

    entries: Sequence[tuple[int, Entry]]
    convened: Sequence[tuple[int, MatterConvened]]
    villages: Mapping[str, Village]
    matters: Mapping[str, MatterKnown]
    titles: Mapping[str, str]
    votes: Mapping[str, VoteKnown]
    matter_of: Mapping[str, str]
    told: Mapping[str, VoteSummary]
    holidays: frozenset[date]

    @cached_property
    def about(self) -> Mapping[str, Sequence[tuple[int, Entry]]]:
        """The entries about each matter, its votes' closings among them."""
        found: dict[str, list[tuple[int, Entry]]] = defaultdict(list)
        for index, one in self.entries:
            matter = self.matter_of.get(one.vote, "") if isinstance(one, VoteClosed) else one.subject()
            found[matter].append((index, one))
        return found

    def of_type(self, kind: type[Kept]) -> Iterator[tuple[int, Kept]]:
        return ((index, one) for index, one in self.entries if isinstance(one, kind))


def recorded(tx: Transaction, commune: str, period: Period, now: datetime) -> Recorded:
    """What the book tells of a period and of the same a year before, and of all that happened since."""
    read = _read(tx, commune, period, now)
    meetings = tuple(_held(read))
    return Recorded(
        _since(tx, commune, list(read.villages)),
        tuple(sorted((*meetings, *_voted(read)), key=lambda one: (one.day, one.village_name, one.words))),
        tuple(
            Ballots(known.village, day_of(known.ended_at), known.households, known.voted)
            for known in read.votes.values() if known.decides
        ),
        tuple(Deed(one.village, day_of(one.at), one.by) for _, one in read.of_type(MatterProposed)),
        tuple(Deed(one.village, day_of(one.at), str(one.recognised)) for _, one in read.of_type(MatterRecognised)),
        tuple(Deed(known.village, day_of(known.ended_at)) for known in read.votes.values() if known.opinion),
        tuple(_meetings(read)),
        tuple(_petitions(tx, commune, read, now)),
        tuple(published_in((one for _, one in read.entries), lambda code: name_of(read.villages, code))),
        tuple(_sessions(read)),
        tuple(Deed(one.village, day_of(one.at), one.to) for one in _sent(read)),
        tuple(_asked(tx, commune, read, now)),
    )  # fmt: skip


def place_since(tx: Transaction, commune: str, moment: datetime) -> int:
    """The index of the first entry of the commune's book at a moment or later: entries are in order of time."""
    low, high = 0, tx.log.head(commune, COMMUNE_BOOK).size
    while low < high:
        middle = (low + high) // 2
        if entry_at(tx, commune, middle).at < moment:
            low = middle + 1
        else:
            high = middle
    return low


def _since(tx: Transaction, commune: str, villages: Sequence[str]) -> dict[str, date]:
    firsts = tx.log.first_about(commune, villages)
    entries = tx.log.entries_at(commune, sorted(set(firsts.values())))
    return {code: day_of(parse_entry(entries[place].raw, Book.COMMUNE).at) for code, place in firsts.items()}


def _read(tx: Transaction, commune: str, period: Period, now: datetime) -> _Read:
    villages = {one.code: one for one in tx.communes.villages(commune)}
    place = place_since(tx, commune, period.before.begins_at)
    rows = tx.log.of_types_since(commune, TYPES, place)
    entries = [(one.idx, parse_entry(one.raw, Book.COMMUNE)) for one in rows]
    closed = [one.vote for _, one in entries if isinstance(one, VoteClosed)]
    votes = _facts(VoteKnown, tx.facts.some(commune, COMMUNE_BOOK, VOTE, closed))
    matter_of = tx.facts.some(commune, COMMUNE_BOOK, MATTER_OF, closed)
    held = list(dict.fromkeys(one.matter for _, one in entries if isinstance(one, MatterHeld)))
    convened = tx.log.of_types_about(commune, [MatterConvened.type], held)
    calls = [(one.idx, parse_entry(one.raw, Book.COMMUNE)) for one in convened]
    return _Read(
        entries, [(index, one) for index, one in calls if isinstance(one, MatterConvened)], villages,
        _facts(MatterKnown, tx.facts.some(commune, COMMUNE_BOOK, MATTER, held)),
        {one.id: one.title for one in tx.matters.some(commune, held)}, votes, matter_of,
        _told(tx, commune, villages, votes, now),
        days_off_between(tx, commune, period.before.first, now.date()),
    )  # fmt: skip


def _facts(kind: type[Fact], found: Mapping[str, str]) -> dict[str, Fact]:
    return {key: read_fact(kind, text) for key, text in found.items()}


def _told(
    tx: Transaction, commune: str, villages: Mapping[str, Village], votes: Mapping[str, VoteKnown], now: datetime
) -> dict[str, VoteSummary]:
    """The votes that decide something, with what the book says of their result."""
    deciding = [key for key, one in votes.items() if one.decides]
    entries = tx.log.entries_at(commune, [votes[key].result or 0 for key in deciding if votes[key].result is not None])
    found = {}
    for row in tx.votes.some(commune, deciding):
        place = votes[row.uuid].result
        result = None if place is None else parse_entry(entries[place].raw, Book.COMMUNE)
        found[row.uuid] = told(row, villages[row.village_code], now, Said(None, result, False))
    return found


# putting together


def _voted(read: _Read) -> Iterator[Decided]:
    """A row for each question of each vote that ended."""
    for uuid, vote in read.told.items():
        known = read.votes[uuid]
        day, matter = day_of(known.ended_at), read.matter_of.get(uuid, "")
        base = Decided(
            known.village, name_of(read.villages, known.village), matter, vote.title, ONLINE_CLAUSE, Channel.ONLINE,
            day, known.households, known.voted, 0, vote.needed, None, last_day("online.send", day, read.holidays),
        )  # fmt: skip
        base = _followed(read, base, known.closing or 0)
        for number, question in enumerate(vote.questions):
            words = vote.title if len(vote.questions) == 1 else f"{vote.title} – {question.text}"
            if vote.outcome is None:
                yield replace(base, words=words)
                continue
            outcome = vote.outcome[number]
            yes = sum(
                count for answer, count in zip(question.answers, outcome.counts, strict=True)
                if meaning_of(answer) is Meaning.YES
            )  # fmt: skip
            yield replace(base, words=words, in_favour=yes, passed=all(outcome.passed))


def _held(read: _Read) -> Iterator[Decided]:
    for index, one in read.of_type(MatterHeld):
        called, clause = _called(read, one.matter, index), read.matters[one.matter].clause or ONLINE_CLAUSE
        day = day_of(called.held_at)
        found = Decided(
            one.village, name_of(read.villages, one.village), one.matter, read.titles.get(one.matter, ""), clause,
            Channel(called.channel), day, one.households, one.present, one.in_favour,
            needed(MATTERS[clause].majority, one.households), bool(one.passed),
            last_day("decision.send", day, read.holidays),
        )  # fmt: skip
        yield _followed(read, found, index)


def _called(read: _Read, matter: str, before: int) -> MatterConvened:
    """The last call for a matter before what it led to was written down."""
    return [one for index, one in read.convened if one.matter == matter and index < before][-1]


def _meetings(read: _Read) -> Iterator[Deed]:
    """Meetings of which an outcome is recorded; several matters of one hour are one meeting."""
    calls = {(one.village, _called(read, one.matter, index)) for index, one in read.of_type(MatterHeld)}
    moments = {(village, call.held_at) for village, call in calls if call.channel == Channel.MEETING}
    for village, moment in sorted(moments):
        yield Deed(village, day_of(moment))


def _petitions(tx: Transaction, commune: str, read: _Read, now: datetime) -> Iterator[Petition]:
    """Each that came, on that day, with its answer whenever that was written down."""
    came: dict[tuple[str, int], PetitionMoved] = {}
    answered: dict[tuple[str, int], date] = {}
    for _, one in read.of_type(PetitionMoved):
        if one.state == Handling.RECEIVED:
            came[one.matter, one.number] = one
        elif one.state == Handling.ANSWERED:
            answered[one.matter, one.number] = day_of(one.at)
    last = last_days(tx, commune, [day_of(one.at) for one in came.values()], now)
    for key, one in came.items():
        day = day_of(one.at)
        yield Petition(one.village, day, last[day], answered.get(key))


def _sessions(read: _Read) -> Iterator[Deed]:
    """Sessions of the boards that were held, by board."""
    for _, one in read.of_type(SessionMoved):
        if one.state == Held.HELD:
            yield Deed(one.village, day_of(one.held_at), one.board)


def _sent(read: _Read) -> Iterator[RecommendationMoved]:
    return (one for _, one in read.of_type(RecommendationMoved) if one.state == Stand.SENT)


def _asked(tx: Transaction, commune: str, read: _Read, now: datetime) -> Iterator[Petition]:
    """Each recommendation to the People's Committee, on the day it was sent, with its answer whenever that came."""
    sent = [one for one in _sent(read) if one.to == To.GOVERNMENT]
    moves = (one for _, one in read.of_type(RecommendationMoved) if one.state in ANSWERS)
    answered = {one.recommendation: day_of(one.at) for one in moves}
    if not sent:
        return
    clocks = clocks_at(tx, commune, [day_of(one.at) for one in sent], now)
    for one in sent:
        day = day_of(one.at)
        yield Petition(one.village, day, clocks.answer_by(day), answered.get(one.recommendation))


def _followed(read: _Read, found: Decided, index: int) -> Decided:
    """With the first posting after it, and the day by which both offices had it; until the matter was decided anew."""
    later = [(place, one) for place, one in read.about.get(found.matter, ()) if place > index]
    until = min((place for place, one in later if isinstance(one, MatterHeld | VoteClosed)), default=None)
    mine = [one for place, one in later if until is None or place < until]
    posted = [one.at for one in mine if isinstance(one, MatterPublished)]
    sent = {one.to: one.at for one in mine if isinstance(one, MatterSent)}
    return replace(
        found,
        published=day_of(posted[0]) if posted else None,
        sent=day_of(max(sent.values())) if sent.keys() >= SENT_TO else None,
    )


def name_of(villages: Mapping[str, Village], village: str) -> str:
    """What a village is called, with the word for its kind."""
    row = villages[village]
    return row.name if row.name.lower().startswith(row.unit_kind) else f"{row.unit_kind.capitalize()} {row.name}"
