"""What households say in words beside a vote, whatever they chose: read by the team, published in its minutes.

The words come apart from the ballots and are counted in a book of their own. The team decides about each whether it is
published, for a reason where it is not: nobody's name, nobody insulted. No household is named beside what is published.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from voting.law.road import Mark
from voting.law.sentence import Sentence
from voting.record.subject_kinds import SAID, SubjectKind
from voting.services.desk import Desk, subject_for
from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.households.subject_life import close_subjects_due
from voting.services.households.subjects import heard_of
from voting.services.lookups import subject_facts
from voting.services.matters.steps import matter_facts
from voting.services.permissions import Actor
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.storage.statements import Subject, Words

PUBLISH = "publish"
REASONS: Mapping[str, Sentence] = {
    "name": Sentence("có tên người, hoặc ai cũng biết là ai", "names somebody, or lets everybody know who is meant"),
    "insult": Sentence("xúc phạm người khác", "insults somebody"),
    "other": Sentence("không nói về việc này", "is not about this matter"),
}
"""Why words are not published, by the code that is kept."""


@dataclass(frozen=True)
class Published:
    """What minutes say of the words beside a vote: those shown; how many households said some, and why some are not."""

    shown: tuple[str, ...] = ()
    households: int = 0
    hidden: tuple[tuple[str, int], ...] = ()

    @property
    def told(self) -> str:
        """How many, in a sentence; empty where nobody said anything."""
        if not self.households:
            return ""
        why = "; ".join(f"{number} lời {REASONS[reason].vi}" for reason, number in self.hidden)
        left_out = f" Không đưa vào biên bản: {why}." if why else ""
        return f"{self.households} hộ ghi ý kiến bằng lời, đếm trong sổ; ghi vào biên bản {len(self.shown)}.{left_out}"


class VoteWords:
    """Looking through what households say beside a vote."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def screen(self, actor: Actor, subject_id: str, tracker: str, said: str) -> None:
        """Publish a household's last words (``PUBLISH``), or not, for one of ``REASONS``. ``Invalid`` at ``reason``.

        ``Conflict`` "statement-replaced" where it has said something newer, "minutes-made" once that is too late.
        """
        reason = "" if said == PUBLISH else said
        if said != PUBLISH and said not in REASONS:
            raise Invalid({"reason": "screen-reason"})
        with self._desk.database.transaction() as tx:
            row = subject_for(tx, actor, subject_id, "subject.answer")
            if row.kind != SubjectKind.VOTE_WORDS:
                raise NotFound(code="unknown-subject")
            self._desk.books.commune(tx, row.commune_id)  # locked: no minutes are made meanwhile
            if is_minuted(tx, row):
                raise Conflict(code="minutes-made")
            if tracker not in {one.tracker for one in heard_of(tx, row)}:
                raise Conflict(code="statement-replaced")
            if not tx.statements.screen(
                Words(row.commune_id, row.subject_id, tracker, b"", "", shown=not reason, reason=reason)
            ):
                raise NotFound(code="unknown-statement")

    def minuted(self, actor: Actor, subject_id: str) -> bool:
        """Whether the team's minutes are made, so that nothing can be decided any more."""
        with self._desk.database.reading() as tx:
            return is_minuted(tx, subject_for(tx, actor, subject_id, "subject.answer"))


def is_minuted(tx: Transaction, subject: Subject) -> bool:
    """Whether the minutes of the vote that this is beside are made."""
    try:
        matter = tx.matters.of_vote(subject.commune_id, subject.about)
    except storage_errors.NotFound:
        return False
    return Mark.MINUTED in matter_facts(tx, matter).marks


def close_words(desk: Desk) -> None:
    """Words beside votes that are over are taken no more: their numbers stand in the books before minutes are made."""
    close_subjects_due(desk)


def published(tx: Transaction, commune: str, vote: str) -> Published:
    """What is published of the words beside a vote, in no household's order. ``Conflict`` "words-unread"."""
    for row in tx.statements.about(commune, vote):
        facts = subject_facts(tx, commune, row.subject_id)
        said = [one for one in heard_of(tx, row) if one.value == SAID and one.words]
        if any(one.shown is None for one in said):
            raise Conflict(code="words-unread")
        hidden = Counter(one.reason for one in said if not one.shown)
        shown = tuple(one.words for one in sorted(said, key=lambda one: one.tracker) if one.shown)
        return Published(shown, facts.count(SAID) if facts else 0, tuple(sorted(hidden.items())))
    return Published()
