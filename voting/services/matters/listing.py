"""Matters in a list: so many statements, however many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from voting.law.road import ENDINGS, STEPS, Ending, Mark
from voting.law.sentence import Sentence
from voting.record.entries.decision import MatterEnded
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.facts import Matter as MatterKnown
from voting.services.desk import find_village
from voting.services.lookups import COMMUNE_BOOK, MATTER, read_fact, village_facts
from voting.services.votes.summaries import Stage, stage_at
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.log import LogEntry
from voting.storage.matters import Matter


@dataclass(frozen=True)
class MatterListed:
    """A matter in a list: what has been done for it, the uuid of its vote or empty, and where that vote stands."""

    id: str
    number: int
    title: str
    marks: tuple[Mark, ...]
    ended: Sentence | None
    vote: str
    stage: Stage | None


def listed(tx: Transaction, rows: Sequence[Matter], now: datetime) -> tuple[MatterListed, ...]:
    """These matters of one village, in their order."""
    if not rows:
        return ()
    where, ids = find_village(tx, rows[0].village_code), [one.id for one in rows]
    known = known_of(tx, where, tx.facts.some(where.commune_id, COMMUNE_BOOK, MATTER, ids))
    ended = tx.log.last_of(where.commune_id, MatterEnded.type, ids)
    votes = tx.votes.some(where.commune_id, [one.vote for one in known.values() if one.vote])
    stages = {one.uuid: stage_at(one, now) for one in votes}
    return tuple(
        MatterListed(
            row.id, row.number, row.title, known[row.id].marks,
            ending_of(ended[row.id]) if row.id in ended else None, known[row.id].vote,
            stages.get(known[row.id].vote),
        )
        for row in rows
    )  # fmt: skip


def known_of(tx: Transaction, where: Village, found: Mapping[str, str]) -> dict[str, MatterKnown]:
    """What the book tells of matters of one village, under its present roll."""
    village = village_facts(tx, where.commune_id, where.code)
    return {key: read_fact(MatterKnown, text).under(village) for key, text in found.items()}


def ending_of(last: LogEntry) -> Sentence:
    """How a matter was ended, by its last entry about that."""
    entry = parse_entry(last.raw, Book.COMMUNE)
    return ENDINGS[Ending(entry.ending)] if isinstance(entry, MatterEnded) else STEPS[Mark.ENDED].done
