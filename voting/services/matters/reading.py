"""What anyone, or only the village's officials, may know of a matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from voting.law.deadlines import Running, last_day
from voting.law.matters import SHOWING_NAMES, Showing
from voting.law.road import Mark, Office, Step, may_follow, office_called
from voting.law.sentence import Sentence
from voting.law.wording import HERE
from voting.record.entries.decision import MatterEnded, MatterHeld
from voting.record.entries.entry import Book, Entry
from voting.record.entries.matter import OfMatter
from voting.record.entries.parsing import parse_entry
from voting.record.facts import Matter as Known
from voting.record.facts import Vote
from voting.services.desk import Desk, find_village, village_for
from voting.services.errors import Forbidden, NotFound
from voting.services.lookups import COMMUNE_BOOK, MATTER, commune_facts, vote_facts
from voting.services.matters.acts import NextAct, next_acts, steps_now
from voting.services.matters.asked import Asked, asked_of
from voting.services.matters.content import Proposal, held_at_of, text_of
from voting.services.matters.endings import is_untold
from voting.services.matters.listing import MatterListed, ending_of, known_of, listed
from voting.services.matters.meetings import Counted, counted_of, seal_of
from voting.services.matters.running import clocks_of, is_timed
from voting.services.matters.steps import find_matter, matter_facts
from voting.services.pages import PAGE, Page
from voting.services.people.communes import VillageInfo
from voting.services.people.working_days import days_off_after, days_off_between
from voting.services.permissions import Actor
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.storage.matters import Matter, MatterPaperInfo


@dataclass(frozen=True)
class PaperInfo:
    """A paper of a matter: ``position`` is its number in addresses; ``private`` is for the village's officials."""

    position: int
    step: str
    kind: str
    name: str
    media_type: str
    private: bool
    digest: str


@dataclass(frozen=True)
class StepTaken:
    """One entry about a matter: its index in the commune's book, what was done, by which office, with which reason;
    ``to`` is the body that it was handed to, or empty; ``called`` what the office is called in that village.
    ``showing``: how people voted, where a meeting or slips decided."""

    index: int
    type: str
    named: Sentence
    at_utc: datetime
    office: str
    reason: str
    to: str
    called: Sentence
    showing: Sentence | None = None


@dataclass(frozen=True)
class MatterSummary:
    """A matter as everyone may know it. ``vote`` is the uuid of its vote, or empty; ``send_by`` the last day for
    sending the decision to the commune, once its vote is over; ``papers`` those that are not private; ``asked`` what
    households are asked of it."""

    id: str
    village: str
    number: int
    title: str
    words: Proposal
    proposer: Office
    marks: tuple[Mark, ...]
    clause: int
    channel: str
    vote: str
    papers: tuple[PaperInfo, ...]
    ended: Sentence | None
    send_by: date | None
    asked: Asked

    def has(self, mark: Mark) -> bool:
        """Whether this has been done."""
        return mark in self.marks


@dataclass(frozen=True)
class Entered:
    """What a meeting gave, as one person typed it in and another is to confirm; ``seal`` stands for all of it."""

    account_id: str
    name: str
    counted: Counted
    seal: str


@dataclass(frozen=True)
class MatterInHand(MatterSummary):
    """The same for officials of its village, with the private papers. ``next`` are the steps that may be taken now,
    ``acts`` whose they are; ``answers`` those of the classification; ``helper`` and ``phone`` stand on the notice.
    ``clocks`` of the law run for it, the first to run out first; ``untold``: the commune has ended it, and the village
    is still to be told."""

    next: tuple[Step, ...]
    acts: tuple[NextAct, ...]
    helper: str
    phone: str
    answers: Mapping[str, bool]
    entered: Entered | None
    clocks: tuple[Running, ...]
    untold: bool


@dataclass(frozen=True)
class PaperFile:
    """A paper with its bytes."""

    name: str
    media_type: str
    content: bytes


class Matters:
    """Reading matters."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def page(self, village: str, number: int = 1) -> Page[MatterListed]:
        """A village's matters, newest first, a page of them."""
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            rows = tx.matters.some_in_village(where.commune_id, village, PAGE + 1, after=(number - 1) * PAGE)
            return Page(listed(tx, rows[:PAGE], self._desk.now()), number, more=len(rows) > PAGE)

    def get(self, matter: str) -> MatterSummary:
        """One matter; ``NotFound``."""
        with self._desk.database.reading() as tx:
            return MatterSummary(**_told(tx, find_matter(tx, matter)))

    def in_hand(self, actor: Actor, matter: str) -> MatterInHand:
        """One matter for an official of its village; ``NotFound``, ``Forbidden``."""
        with self._desk.database.reading() as tx:
            row = find_matter(tx, matter)
            village_for(tx, actor, row.village_code, "village.see")
            return _in_hand(tx, row, self._desk.now())

    def ready(self, actor: Actor, village: str) -> tuple[MatterInHand, ...]:
        """Matters of a village whose vote may be announced, in the order of their numbers."""
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, "village.see")
            known = tx.facts.many(where.commune_id, COMMUNE_BOOK, MATTER)
            here = {key: one for key, one in known_of(tx, where, known).items() if one.village == village}
            ids = [key for key, one in here.items() if may_follow(one.marks, Mark.ANNOUNCED)]
            return tuple(_in_hand(tx, row, self._desk.now()) for row in tx.matters.some(where.commune_id, ids))

    def of_vote(self, uuid: str, commune: str) -> str:
        """The id of the matter that a vote decides; empty where there is none."""
        with self._desk.database.reading() as tx:
            try:
                return tx.matters.of_vote(commune, uuid).id
            except storage_errors.NotFound:
                return ""

    def village(self, matter: str) -> VillageInfo:
        """The village that a matter is of, and nothing else of it: a cheap look-up; ``NotFound``."""
        with self._desk.database.reading() as tx:
            return VillageInfo.of(find_village(tx, find_matter(tx, matter).village_code))

    def steps(self, matter: str) -> tuple[StepTaken, ...]:
        """What was done for a matter, in order, from the commune's book."""
        with self._desk.database.reading() as tx:
            row = find_matter(tx, matter)
            kind = find_village(tx, row.village_code).unit_kind
            found = tx.log.entries_about(row.commune_id, row.id)
            entries = ((one.idx, parse_entry(one.raw, Book.COMMUNE)) for one in found)
            return tuple(taken(index, entry, kind) for index, entry in entries if isinstance(entry, OfMatter))

    def paper(self, matter: str, position: int, actor: Actor | None) -> PaperFile:
        """A paper with its bytes; a private one for officials of the village alone. ``NotFound``, ``Forbidden``."""
        with self._desk.database.reading() as tx:
            row = find_matter(tx, matter)
            try:
                found = tx.matters.paper(row.commune_id, row.id, position)
            except storage_errors.NotFound as error:
                raise NotFound(code="unknown-document") from error
            if found.private and (
                actor is None or actor.commune != row.commune_id or not actor.may("village.see", row.village_code)
            ):
                raise Forbidden("a private paper")
            return PaperFile(found.name, found.media_type, found.content)


def _told(tx: Transaction, row: Matter, *, private: bool = False) -> dict[str, Any]:
    known = matter_facts(tx, row)
    vote = vote_facts(tx, row.commune_id, known.vote) if known.vote else None
    ended = tx.log.last_of(row.commune_id, MatterEnded.type, [row.id])
    return {
        "id": row.id, "village": row.village_code, "number": row.number, "title": row.title,
        "words": Proposal.of(row), "proposer": Office(text_of(row.notes, "proposer") or Office.HEAD),
        "marks": known.marks, "clause": known.clause, "channel": known.channel, "vote": known.vote,
        "papers": tuple(
            _paper(one) for one in tx.matters.papers(row.commune_id, row.id) if private or not one.private
        ),
        "ended": ending_of(ended[row.id]) if row.id in ended else None,
        "send_by": send_by(tx, row.commune_id, vote), "asked": asked_of(tx, row, known),
    }  # fmt: skip


def _in_hand(tx: Transaction, row: Matter, now: datetime) -> MatterInHand:
    known, notes = matter_facts(tx, row), row.notes
    vote = vote_facts(tx, row.commune_id, known.vote) if known.vote else None
    phase = vote.phase if vote else None
    told = _told(tx, row, private=True)
    return MatterInHand(
        **told,
        next=steps_now(known, phase),
        acts=next_acts(known, phase, entered_by(notes), told["asked"].stand),
        helper=text_of(notes, "helper"),
        phone=text_of(notes, "phone"),
        answers=notes.get("answers", {}),
        entered=_entered(notes.get("entered")),
        clocks=_clocks(tx, row, known, vote, now),
        untold=is_untold(known, row),
    )


def _clocks(tx: Transaction, row: Matter, known: Known, vote: Vote | None, now: datetime) -> tuple[Running, ...]:
    held_at = held_at_of(row.notes)
    if not is_timed(known, vote, held_at):
        return ()
    facts = commune_facts(tx, row.commune_id)
    days_off = days_off_between(tx, row.commune_id, row.created_at_utc.date(), now.date())
    return clocks_of(known, vote, held_at, now, facts.numbers if facts else {}, days_off)


def _entered(kept: Mapping[str, Any] | None) -> Entered | None:
    return Entered(kept["by"], kept["name"], counted_of(kept), seal_of(kept)) if kept else None


def _paper(row: MatterPaperInfo) -> PaperInfo:
    return PaperInfo(row.position, row.step, row.kind, row.name, row.media_type, row.private, row.sha256.hex())


def entered_by(notes: Mapping[str, Any]) -> str:
    """The account that entered what a meeting gave, while another is to confirm it; else empty."""
    return text_of(notes.get("entered") or {}, "by")


def send_by(tx: Transaction, commune: str, vote: Vote | None) -> date | None:
    """Five working days from the end of the vote (Decree 59/2023, Art. 5(4)b)."""
    if vote is None or vote.closing is None:
        return None
    end = vote.ended_at.astimezone(HERE).date()
    return last_day("online.send", end, days_off_after(tx, commune, end))


def taken(index: int, entry: Entry, unit_kind: str) -> StepTaken:
    """A step as its entry tells it, in a community of this kind."""
    office = entry.by if isinstance(entry, OfMatter) else ""
    reason, to = str(getattr(entry, "reason", "")), str(getattr(entry, "to", ""))
    called = office_called(Office(office), unit_kind) if office else Sentence("", "")
    showing = SHOWING_NAMES[Showing(entry.showing)] if isinstance(entry, MatterHeld) else None
    return StepTaken(index, entry.type, Sentence(*entry.named), entry.at, office, reason, to, called, showing)
