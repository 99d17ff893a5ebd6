"""What a measurement gives: figures with unit and aim, and what could not be measured with the reason."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import ceil
from typing import Any


class NotMeasured(Exception):
    """Something this machine lacks, or that did not work; the message says what."""


@dataclass(frozen=True)
class Aim:
    """The value to reach: at most, or at least."""

    value: float
    at_least: bool = False

    def met(self, value: float) -> bool:
        return value >= self.value if self.at_least else value <= self.value

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {number(self.value)}"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the table. `note` says what exactly was measured, for whoever wants to measure it again."""

    name: str
    value: float
    unit: str
    aim: Aim | None = None
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        aim = {"aim": str(self.aim), "met": self.aim.met(self.value)} if self.aim else {}
        return {**asdict(self), "aim": None, "met": None, **aim}


def number(value: float) -> str:
    """Three digits that count, no more: 1234, 12.3, 0.123."""
    if value == 0 or abs(value) >= 100 or value == int(value):
        return f"{value:.0f}"
    return f"{value:.3g}"


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest of the values that at least `percent` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]
