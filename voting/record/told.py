"""What the commune's book says of announcements, reports, what was made public, and supervision; plain values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Notice:
    """An announcement as the commune's book tells it: how often its words were put right; 1 once it is withdrawn."""

    village: str
    corrections: int = 0
    withdrawn: int = 0


@dataclass(frozen=True)
class Report:
    """A report of one period: the index of each ``report-frozen``, one for each revision; ``sent``: which revision went
    to which body on which day (`2026-11-22`)."""

    frozen: tuple[int, ...] = ()
    sent: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True)
class Disclosure:
    """Something made public: its item, each form with its first day (`2026-11-22`), and the last day once it is over.

    ``decided`` is the day of what was decided; ``photos`` are those of the board, by SHA-256 (hex).
    """

    village: str
    item: int
    decided: str
    forms: tuple[tuple[str, str], ...]
    photos: tuple[str, ...] = ()
    last: str = ""


@dataclass(frozen=True)
class Session:
    """A session of a board: whose, what kind of thing it looks into, where it stands, when its plan was sent."""

    village: str
    board: str
    topic: str
    state: str
    sent_at: datetime


@dataclass(frozen=True)
class Recommendation:
    """What a board recommends after a session: about what, to whom, where it stands, the hash of what was drafted."""

    village: str
    session: str
    board: str
    about: str
    to: str
    state: str
    document: str
