"""What the commune's book says of announcements, reports and what was made public, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """An announcement as the commune's book tells it: how often its words were put right; 1 once it is withdrawn."""

    village: str
    corrections: int = 0
    withdrawn: int = 0


@dataclass(frozen=True)
class Report:
    """A report of one period: the index of each ``report-frozen``, one for each revision."""

    frozen: tuple[int, ...] = ()


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
