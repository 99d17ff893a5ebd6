"""A number of the law in words: what it limits, its unit, its place, and how sure we are of it."""

from dataclasses import dataclass

from voting.services.matters.terms import UNIT_NAMES, Clock, cite
from voting.web.speech.languages import language, spoken


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
