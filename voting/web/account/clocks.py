"""The numbers and clocks of the law that this program goes by, each with its article and how sure we are of it."""

from dataclasses import dataclass

from flask import render_template

from voting.services.matters.terms import CLOCKS, UNIT_NAMES, Clock, cite
from voting.web.account.blueprint import blueprint
from voting.web.door.access import requires
from voting.web.speech.languages import language, spoken


@dataclass(frozen=True)
class ShownClock:
    """A number as the page shows it; ``mark`` is empty where the article's own text was read."""

    name: str
    value: int
    unit: str
    place: str
    mark: str


@blueprint.get("/can-bo/quy-dinh")
@requires("village.manage", commune_wide=True)
def clocks() -> str:
    """Every number, those that the law does not set marked so."""
    return render_template("account/clocks.html", clocks=[_shown(one) for one in CLOCKS.values()])


def _shown(clock: Clock) -> ShownClock:
    english, place = language() == "en", cite(clock.citation)
    return ShownClock(
        name=spoken(clock.name),
        value=clock.value,
        unit=spoken(UNIT_NAMES[clock.unit]),
        place=place.short_en if english else place.short_vi,
        mark=clock.confidence.mark_en if english else clock.confidence.mark_vi,
    )
