"""The time in the village."""

from datetime import UTC, datetime, timedelta

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
