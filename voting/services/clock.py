"""Time is an argument: services ask this for the present moment, and tests give them another."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The machine's time, aware UTC."""
    return datetime.now(UTC)
