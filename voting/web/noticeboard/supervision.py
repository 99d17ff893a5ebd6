"""What the boards look into and recommend, as anyone may read it: sessions, kinds, states and days, nobody's name."""

from collections.abc import Mapping, Sequence

from flask import render_template

from voting.services.oversight.supervised import Supervised
from voting.services.oversight.terms import ANSWER
from voting.services.people.communes import CommuneInfo, VillageInfo
from voting.web.door.access import public, village_called
from voting.web.noticeboard.blueprint import blueprint
from voting.web.speech.labels import full_name
from voting.web.speech.supervision import session_shown
from voting.web.wiring import services


@blueprint.get("/thon/<village>/giam-sat")
@public
def supervision(village: str) -> str:
    """The sessions in a village, the last first, with what was recommended."""
    found = village_called(village)
    return _page(found.commune, services().supervision.of_village(village), {}, found)


@blueprint.get("/xa/<commune>/giam-sat")
@public
def commune_supervision(commune: str) -> str:
    """The same of all villages of a commune."""
    found = services().communes.commune(commune)
    names = {one.code: full_name(one.name, one.unit_kind) for one in services().communes.villages(commune)}
    return _page(commune, services().supervision.of_commune(commune), names, found)


def _page(
    commune: str, found: Sequence[Supervised], names: Mapping[str, str], place: VillageInfo | CommuneInfo
) -> str:  # fmt: skip
    return render_template(
        "noticeboard/supervision.html",
        place=place,
        village=place if isinstance(place, VillageInfo) else None,
        sessions=[session_shown(one) for one in found],
        names=names,
        answer_days=services().settings.of(commune)[ANSWER].value,
    )
