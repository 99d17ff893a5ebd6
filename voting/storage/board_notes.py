"""What supervising boards write down about a village: added to, never changed."""

from dataclasses import dataclass
from datetime import datetime

from voting.storage.tables.board_notes import board_notes
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class BoardNote:
    """A note of this `kind`; `office` is the role of whoever posted it."""

    commune_id: str
    id: str
    village_code: str
    kind: str
    words: str
    office: str
    posted_by: str
    posted_at_utc: datetime


class BoardNotes:
    """`tx.board_notes`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, note: BoardNote) -> None:
        """Store a new one; `Conflict` (pk_board_notes), `MissingReference`, `BadValue`."""
        self._work.insert(board_notes, note)

    def in_village(self, commune_id: str, village_code: str, most: int, *, after: int = 0) -> tuple[BoardNote, ...]:
        """The newest of a village, `most` of them after so many."""
        query = columns_for(BoardNote, board_notes).where(
            where(board_notes, commune_id=commune_id, village_code=village_code)
        )
        query = query.order_by(board_notes.c.posted_at_utc.desc(), board_notes.c.id)
        return self._work.find(BoardNote, query.limit(most).offset(after))
