"""What the commune's book says of announcements and settled reports, as plain values beside those of ``facts``."""

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
