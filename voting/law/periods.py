"""The periods that reports are about: a half of a year or a whole one, on the villages' calendar (LAW.md 13)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from voting.law.errors import UnknownPeriod
from voting.law.sentence import Sentence
from voting.law.wording import HERE, here_at

_SECOND_HALF = 7
"""The month in which it begins."""
_NAMED = {
    0: Sentence("năm {year}", "the year {year}"),
    1: Sentence("6 tháng đầu năm {year}", "the first half of {year}"),
    2: Sentence("6 tháng cuối năm {year}", "the second half of {year}"),
}
FIRST_YEAR, LAST_YEAR = 2023, 2099
"""Law 10/2022 is in force since 1 July 2023; no report of a later year is asked for in this program's lifetime."""


@dataclass(frozen=True)
class Period:
    """A whole year where ``half`` is 0, else its first or second half."""

    year: int
    half: int = 0

    @property
    def code(self) -> str:
        """How addresses and rows name it: "2026", "2026-1", "2026-2"."""
        return f"{self.year}-{self.half}" if self.half else str(self.year)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, _SECOND_HALF if self.half == 2 else 1, 1)  # noqa: PLR2004 - the second half

    @property
    def after(self) -> date:
        """The first day after it."""
        return date(self.year, _SECOND_HALF, 1) if self.half == 1 else date(self.year + 1, 1, 1)

    @property
    def begins_at(self) -> datetime:
        """Its first moment, in UTC."""
        return datetime.combine(self.first, time(), HERE).astimezone(UTC)

    @property
    def before(self) -> "Period":
        """The same period of the year before."""
        return Period(self.year - 1, self.half)

    @property
    def halves(self) -> tuple["Period", ...]:
        """The halves it is made of: itself, or both of its year."""
        return (self,) if self.half else (Period(self.year, 1), Period(self.year, 2))

    @property
    def named(self) -> Sentence:
        """What it is called."""
        return _NAMED[self.half].filled({"year": self.year})

    def has(self, day: date) -> bool:
        """Whether a day of the villages' calendar lies in it."""
        return self.first <= day < self.after


_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year; ``number`` from 1 to 4."""

    year: int
    number: int

    @property
    def code(self) -> str:
        """How addresses name it: "2026-q3"."""
        return f"{self.year}-q{self.number}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def after(self) -> date:
        """The first day after it."""
        return date(self.year + 1, 1, 1) if self.number == len(_ROMAN) else date(self.year, 3 * self.number + 1, 1)

    @property
    def begins_at(self) -> datetime:
        """Its first moment, in UTC."""
        return datetime.combine(self.first, time(), HERE).astimezone(UTC)

    @property
    def before(self) -> "Quarter":
        """The quarter that ended when it began."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, len(_ROMAN))

    @property
    def named(self) -> Sentence:
        """What it is called."""
        vi, en = "quý {roman} năm {year}", "quarter {number} of {year}"
        filling = {"roman": _ROMAN[self.number - 1], "number": self.number, "year": self.year}
        return Sentence(vi, en).filled(filling)

    def has(self, day: date) -> bool:
        """Whether a day of the villages' calendar lies in it."""
        return self.first <= day < self.after


def quarter_of(day: date) -> Quarter:
    """The quarter of a year in which a day lies."""
    return Quarter(day.year, (day.month + 2) // 3)


def span_called(code: str) -> "Period | Quarter":
    """The quarter, the half or the year of a code; ``UnknownPeriod``."""
    year, _dash, number = code.partition("-q")
    if not number:
        return period_called(code)
    if number not in {"1", "2", "3", "4"} or period_called(year).half:
        raise UnknownPeriod(code)
    return Quarter(int(year), int(number))


def period_called(code: str) -> Period:
    """The period of a code; ``UnknownPeriod``."""
    year, _dash, half = code.partition("-")
    if not (year.isascii() and year.isdigit() and FIRST_YEAR <= int(year) <= LAST_YEAR and half in {"", "1", "2"}):
        raise UnknownPeriod(code)
    found = Period(int(year), int(half or 0))
    if found.code != code:
        raise UnknownPeriod(code)
    return found


def half_of(day: date) -> Period:
    """The half of a year in which a day lies."""
    return Period(day.year, 1 if day.month < _SECOND_HALF else 2)


def day_of(moment: datetime) -> date:
    """The day on the villages' calendar."""
    return here_at(moment).date()
