"""What anyone, or only the village's officials, may know of a matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from voting.law.deadlines import last_day
from voting.law.road import ENDINGS, STEPS, Ending, Mark, Office, Step
from voting.law.sentence import Sentence
from voting.law.wording import HERE
from voting.record.entries.entry import Book, Entry
from voting.record.entries.matter import OfMatter
from voting.record.entries.parsing import parse_entry
from voting.record.facts import Vote
from voting.services.desk import Desk, find_village
from voting.services.errors import Forbidden, NotFound
from voting.services.lookups import vote_facts
from voting.services.matters.acts import NextAct, next_acts, steps_now
from voting.services.matters.content import Proposal, text_of
from voting.services.matters.steps import find_matter, matter_facts
from voting.services.people.communes import VillageInfo
from voting.services.people.working_days import days_off_after
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
    """One entry about a matter: its index in the commune's book, what was done, by which office, with which reason."""

    index: int
    type: str
    named: Sentence
    at_utc: datetime
    office: str
    reason: str


@dataclass(frozen=True)
class MatterSummary:
    """A matter as it stands. ``next`` are the steps that may be taken now, ``acts`` whose they are; ``vote`` the uuid
    of its vote, or empty; ``send_by`` the last day for sending the decision to the commune, once its vote is over."""

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
    next: tuple[Step, ...]
    acts: tuple[NextAct, ...]
    papers: tuple[PaperInfo, ...]
    ended: Sentence | None
    send_by: date | None
    notes: Mapping[str, Any]

    def has(self, mark: Mark) -> bool:
        """Whether this has been done."""
        return mark in self.marks


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

    def list(self, village: str) -> tuple[MatterSummary, ...]:
        """Every matter of a village, newest first."""
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            return tuple(_summary(tx, one) for one in tx.matters.in_village(where.commune_id, village))

    def get(self, matter: str) -> MatterSummary:
        """One matter; ``NotFound``."""
        with self._desk.database.reading() as tx:
            return _summary(tx, find_matter(tx, matter))

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
            found = tx.log.entries_about(row.commune_id, row.id)
            return tuple(_taken(one.idx, parse_entry(one.raw, Book.COMMUNE)) for one in found)

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


def _summary(tx: Transaction, row: Matter) -> MatterSummary:
    known = matter_facts(tx, row)
    vote = vote_facts(tx, row.commune_id, known.vote) if known.vote else None
    phase = vote.phase if vote else None
    ended = _ended(tx, row) if Mark.ENDED in known.marks else None
    return MatterSummary(
        id=row.id,
        village=row.village_code,
        number=row.number,
        title=row.title,
        words=Proposal.of(row),
        proposer=Office(row.notes.get("proposer", Office.HEAD)),
        marks=known.marks,
        clause=known.clause,
        channel=known.channel,
        vote=known.vote,
        next=steps_now(known, phase),
        acts=next_acts(known, phase, entered_by(row.notes)),
        papers=tuple(map(_paper, tx.matters.papers(row.commune_id, row.id))),
        ended=ended,
        send_by=send_by(tx, row.commune_id, vote),
        notes=row.notes,
    )


def _paper(row: MatterPaperInfo) -> PaperInfo:
    return PaperInfo(row.position, row.step, row.kind, row.name, row.media_type, row.private, row.sha256.hex())


def entered_by(notes: Mapping[str, Any]) -> str:
    """The account that entered what a meeting gave, while another is to confirm it; else empty."""
    return text_of(notes.get("entered") or {}, "by")


def send_by(tx: Transaction, commune: str, vote: Vote | None) -> date | None:
    """Five working days from the end of the vote (Decree 59/2023, Art. 5(4)b)."""
    if vote is None or vote.closing is None:
        return None
    end = vote.closes_at.astimezone(HERE).date()
    return last_day("online.send", end, days_off_after(tx, commune, end))


def _ended(tx: Transaction, row: Matter) -> Sentence:
    for one in tx.log.entries_about(row.commune_id, row.id):
        entry = parse_entry(one.raw, Book.COMMUNE)
        if entry.type == "matter-ended":
            return ENDINGS[Ending(entry.ending)]  # type: ignore[attr-defined]
    return STEPS[Mark.ENDED].done


def _taken(index: int, entry: Entry) -> StepTaken:
    office = entry.by if isinstance(entry, OfMatter) else ""
    return StepTaken(index, entry.type, Sentence(*entry.named), entry.at, office, str(getattr(entry, "reason", "")))
