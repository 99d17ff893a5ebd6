"""A number of the law in words: what it limits, its unit, its place, and how sure we are of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel.speaklater import LazyString

from voting.services.matters.terms import UNIT_NAMES, Clock, cite
from voting.web.speech.languages import language, spoken
from voting.web.speech.words import _l


@dataclass(frozen=True)
class ShownClock:
    """A number as the page shows it; ``mark`` is empty where the article's own text was read.

    ``bounds`` are the least and the most that the commune may set; none of what is not its own to set.
    """

    key: str
    name: str
    value: int
    unit: str
    place: str
    mark: str
    bounds: tuple[int, int] | None


def shown(clock: Clock) -> ShownClock:
    """A number in the reader's language."""
    english, place = language() == "en", cite(clock.citation)
    return ShownClock(
        key=clock.key,
        name=spoken(clock.name),
        value=clock.value,
        unit=spoken(UNIT_NAMES[clock.unit]),
        place=place.short_en if english else place.short_vi,
        mark=clock.confidence.mark_en if english else clock.confidence.mark_vi,
        bounds=clock.bounds,
    )


_SENDING = _l("Gửi kết quả cho xã chậm nhất ngày %(day)s.")
LAST_DAYS: Mapping[str, LazyString] = {
    "online.send": _SENDING,
    "decision.send": _SENDING,
    "publicity.default": _l("Công khai kết quả chậm nhất ngày %(day)s."),
    "recognition": _l("Xã công nhận, hoặc trả lời vì sao không, chậm nhất ngày %(day)s."),
    "implementation.report": _l("Báo cáo việc thực hiện chậm nhất ngày %(day)s."),
}
"""What each clock that runs for a matter asks for."""


@dataclass(frozen=True)
class ShownDeadline:
    """A clock that runs: what is to be done by which day, whether that is over, and the number it comes from."""

    words: str
    late: bool
    clock: ShownClock


def running_out(clock: Clock, last: date, today: date) -> ShownDeadline:
    """A clock that runs for a matter, as its page tells it."""
    words = str(LAST_DAYS[clock.key]) % {"day": f"{last:%d/%m/%Y}"}
    return ShownDeadline(words, last < today, shown(clock))
