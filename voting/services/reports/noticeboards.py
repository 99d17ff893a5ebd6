"""A village's public page: its votes, results and matters, in so many statements, however many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voting.law import wording
from voting.law.sentence import Sentence
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteCancelled
from voting.record.facts import OVER, UNDER_WAY
from voting.record.subject_kinds import SubjectKind
from voting.services.desk import Desk, find_village
from voting.services.households.subject_life import close_subjects_due
from voting.services.households.subjects import OPEN, title_of
from voting.services.matters.listing import MatterListed, listed
from voting.services.pages import PAGE, Page
from voting.services.people.announcements import Announced, announced_now
from voting.services.votes.closing import close_due
from voting.services.votes.summaries import VoteSummary, summaries
from voting.storage.database import Transaction
from voting.storage.statements import Subject

RESULTS, MATTERS = 5, 10
"""How many of the latest stand on the village's page itself; the others on pages of their own."""


@dataclass(frozen=True)
class Results(Page[VoteSummary]):
    """Votes that are over; of each that was cancelled (by uuid), when and why."""

    reasons: Mapping[str, Sentence] | None = None


@dataclass(frozen=True)
class Asked:
    """What households are asked in the open just now; ``matter``, ``title``: what it is about, empty for the list."""

    id: str
    kind: SubjectKind
    title: str = ""
    matter: str = ""


@dataclass(frozen=True)
class Noticeboard:
    """A village as its page shows it: every vote under way, the latest results and matters."""

    votes: tuple[VoteSummary, ...]
    results: Results
    matters: Page[MatterListed]
    asked: tuple[Asked, ...]
    announced: tuple[Announced, ...]


class Noticeboards:
    """What a village's page shows, for everyone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, village: str) -> Noticeboard:
        """The page itself; ``NotFound``."""
        close_due(self._desk)
        close_subjects_due(self._desk)
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            commune = where.commune_id
            subjects = tx.statements.in_village(commune, village)
            matters = tx.matters.some_in_village(commune, village, MATTERS + 1)
            return Noticeboard(
                summaries(self._desk, tx, tx.votes.in_village(commune, village, states=UNDER_WAY)),
                self._results(tx, commune, village, 1, RESULTS),
                Page(listed(tx, matters[:MATTERS], self._desk.now()), more=len(matters) > MATTERS),
                _asked(tx, subjects),
                announced_now(tx, where, self._desk.now()),
            )

    def results(self, village: str, number: int) -> Results:
        """Votes that are over, newest first, a page of them; ``NotFound``."""
        with self._desk.database.reading() as tx:
            return self._results(tx, find_village(tx, village).commune_id, village, number, PAGE)

    def _results(self, tx: Transaction, commune: str, village: str, number: int, most: int) -> Results:
        rows = tx.votes.some_in_village(commune, village, OVER, most + 1, after=(number - 1) * most)
        shown = summaries(self._desk, tx, rows[:most])
        return Results(shown, number, len(rows) > most, _reasons(tx, commune, [one.uuid for one in shown]))


def _asked(tx: Transaction, subjects: Sequence[Subject]) -> tuple[Asked, ...]:
    """What is open; words beside a vote are told with the vote."""
    open_ = [one for one in subjects if one.state == OPEN and one.kind != SubjectKind.VOTE_WORDS]
    return tuple(Asked(one.subject_id, SubjectKind(one.kind), title_of(tx, one), one.about) for one in open_)


def _reasons(tx: Transaction, commune: str, uuids: Sequence[str]) -> dict[str, Sentence]:
    """When and why each of these votes was cancelled, as the commune's book says."""
    found = tx.log.last_of(commune, VoteCancelled.type, uuids)
    entries = {uuid: parse_entry(one.raw, Book.COMMUNE) for uuid, one in found.items()}
    return {
        uuid: wording.cancelled(one.at, one.reason) for uuid, one in entries.items() if isinstance(one, VoteCancelled)
    }
