"""Moments as people say them: "20:00, thứ Bảy 28/11/2026", "còn 2 ngày 4 giờ"."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flask import Flask

from voting.services import wording
from voting.services.wording import HERE, WEEKDAYS
from voting.web.speech.languages import spoken
from voting.web.speech.words import _
from voting.web.wiring import now_utc


@dataclass(frozen=True)
class Leaf:
    """A moment as a leaf of a calendar, for paper: "8:00", "27/11", "thứ Sáu", 2026."""

    hour: str
    day: str
    weekday: str
    year: int


def prepare(app: Flask) -> None:
    """Gives templates the filters `moment`, `remaining`, `is_over`, `day`, `machine_time` and `leaf`."""
    app.jinja_env.filters.update(
        moment=moment, remaining=remaining, is_over=is_over, day=day, machine_time=machine_time, leaf=leaf
    )  # fmt: skip


def local(moment_utc: datetime) -> datetime:
    """The moment on the village's clock (no summer time in Việt Nam)."""
    return moment_utc.astimezone(HERE)


def to_utc(day_: date, time_: time) -> datetime:
    """A day and a time on the village's clock, as an aware moment in UTC."""
    return datetime.combine(day_, time_, HERE).astimezone(UTC)


def moment(moment_utc: datetime) -> str:
    """Hour, weekday and day."""
    return spoken(wording.moment(moment_utc))


def day(moment_utc: datetime) -> str:
    """The day alone."""
    return wording.day(moment_utc)


def leaf(moment_utc: datetime) -> Leaf:
    """The leaf of that moment on the village's clock."""
    here = local(moment_utc)
    return Leaf(f"{here.hour}:{here:%M}", f"{here.day}/{here.month}", spoken(WEEKDAYS[here.weekday()]), here.year)


def machine_time(moment_utc: datetime) -> str:
    """For the `datetime` attribute and the interface: UTC to the second."""
    return f"{moment_utc.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def is_over(until_utc: datetime) -> bool:
    """Whether that moment has passed."""
    return until_utc < now_utc()


def remaining(until_utc: datetime) -> str:
    """How long until then, in the two largest units, one minute at least; or that it is over."""
    if is_over(until_utc):
        return _("đã quá hạn")
    left = max(until_utc - now_utc(), timedelta(minutes=1))
    days, seconds = left.days, left.seconds
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    if days:
        return _("còn %(days)s ngày %(hours)s giờ", days=days, hours=hours)
    if hours:
        return _("còn %(hours)s giờ %(minutes)s phút", hours=hours, minutes=minutes)
    return _("còn %(minutes)s phút", minutes=minutes)
