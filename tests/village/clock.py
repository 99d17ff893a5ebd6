"""The time in the village."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # 08:00 on Tuesday 24/11/2026 in Việt Nam


class Clock:
    """Stands still until a test moves it."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **step: float) -> None:
        """As `timedelta`: `move(hours=3)`."""
        self.now += timedelta(**step)


class TowerClock(Clock):
    """Kept in a file, so that the test and the server's processes read the same time; a new file begins at `START`."""

    def __init__(self, file: Path) -> None:
        self.file = file
        if not file.exists():
            self.now = START

    @property
    def now(self) -> datetime:
        """As it stands in the file."""
        return datetime.fromisoformat(self.file.read_text(encoding="ascii"))

    @now.setter
    def now(self, moment: datetime) -> None:
        beside = self.file.with_suffix(".next")
        beside.write_text(moment.isoformat(), encoding="ascii")
        beside.replace(self.file)  # whole at every moment
