"""Where the commune abolishes a decision, or has it amended (Art. 22), its head or its Front tells the village so.

What they tell is an announcement, which comes from the commune; the matter keeps which, and waits for nobody after it.
"""

from dataclasses import dataclass
from datetime import timedelta

from voting.law.road import Ending, Mark, Office
from voting.law.wording import HERE, day, ended_by_commune
from voting.record.entries.decision import MatterEnded
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.facts import Matter as Known
from voting.services.desk import Desk, village_for
from voting.services.errors import Conflict
from voting.services.matters.content import text_of
from voting.services.matters.steps import find_matter, matter_facts
from voting.services.people.announcements import MOST_WORDS, Announcements, NewAnnouncement
from voting.services.permissions import Actor
from voting.storage.database import Transaction
from voting.storage.matters import Matter

TOLD = "ending-told"
"""Where a matter's notes have the announcement by which its end was told."""
SHOWN_FOR = timedelta(days=30)


@dataclass(frozen=True)
class ToTell:
    """What the commune decided: with its reason, the positions of its own papers among the matter's, and the
    announcement as it may be posted."""

    matter: str
    title: str
    reason: str
    papers: tuple[int, ...]
    usual: NewAnnouncement


def is_ended_by_commune(known: Known) -> bool:
    """Whether the commune abolished it, or has it amended: only what was passed ends that way."""
    return {Mark.PASSED, Mark.ENDED} <= set(known.marks)


def is_untold(known: Known, row: Matter) -> bool:
    """Whether the commune has ended it, and nobody has told the village."""
    return is_ended_by_commune(known) and not text_of(row.notes, TOLD)


class Endings:
    """Telling a village what the commune decided."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def to_tell(self, actor: Actor, village: str, matter: str) -> ToTell:
        """What is to be told; ``Conflict`` "out-of-order" where nothing is, or no more; ``NotFound``, ``Forbidden``."""
        with self._desk.database.reading() as tx:
            row = self._of_village(tx, actor, village, matter)
            if not is_untold(matter_facts(tx, row), row):
                raise Conflict(code="out-of-order")
            ended = _ending(tx, row)
            papers = tx.matters.papers(row.commune_id, row.id)
            own = tuple(one.position for one in papers if one.step == Mark.ENDED and not one.private)
            words = ended_by_commune(row.title, ended.reason, abolished=ended.ending == Ending.ABOLISHED).vi
            source = f"Văn bản của Ủy ban nhân dân xã, ghi vào sổ chung ngày {day(ended.at)}"
            until = self._desk.now().astimezone(HERE).date() + SHOWN_FOR
        short = words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1].rstrip() + "…"
        return ToTell(row.id, row.title, ended.reason, own, NewAnnouncement(short, source, until, Office.COMMUNE))

    def tell(self, actor: Actor, village: str, matter: str, new: NewAnnouncement, form: str = "") -> str:
        """Announce it, in one transaction with the note that it is told; the announcement's id, the first one's where
        it was told before.

        ``Invalid`` as for any announcement, ``Conflict`` "out-of-order", ``NotFound``, ``Forbidden``.
        """
        with self._desk.database.reading() as tx:
            self._of_village(tx, actor, village, matter)
            ended = _Ended(matter)
            if told := ended.told(tx):
                return told
        return Announcements(self._desk).post(actor, village, new, form, ended)

    def _of_village(self, tx: Transaction, actor: Actor, village: str, matter: str) -> Matter:
        row = find_matter(tx, matter)
        village_for(tx, actor, row.village_code, "notice.post")
        if row.village_code != village:
            raise Conflict(code="out-of-order")
        return row


@dataclass(frozen=True)
class _Ended:
    """The commune has ended a matter's decision: told of once."""

    matter: str

    def told(self, tx: Transaction) -> str:
        """The id of the announcement that told of it; ``Conflict`` "out-of-order" where there is nothing to tell."""
        row = find_matter(tx, self.matter)
        told = text_of(row.notes, TOLD)
        if not told and not is_untold(matter_facts(tx, row), row):
            raise Conflict(code="out-of-order")
        return told

    def note(self, tx: Transaction, announced: str) -> None:
        """This announcement does."""
        row = find_matter(tx, self.matter)
        tx.matters.note(row.commune_id, row.id, {**row.notes, TOLD: announced})


def _ending(tx: Transaction, row: Matter) -> MatterEnded:
    raw = tx.log.last_of(row.commune_id, MatterEnded.type, [row.id])[row.id].raw
    entry = parse_entry(raw, Book.COMMUNE)
    if not isinstance(entry, MatterEnded):
        raise TypeError(entry.type)
    return entry
