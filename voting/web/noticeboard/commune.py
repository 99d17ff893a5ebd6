"""A commune's page: its villages with what is open in each, and the numbers that the law leaves to it."""

from flask import render_template

from voting.services.matters.terms import Confidence
from voting.web.door.access import public
from voting.web.noticeboard.blueprint import blueprint
from voting.web.speech.clocks import shown
from voting.web.speech.villages import earlier, names_of, told
from voting.web.wiring import services


@blueprint.get("/xa/<commune>")
@public
def commune(commune: str) -> str:
    """The villages of a commune, those that became part of others with where they went."""
    found = services().communes.commune(commune)
    whole = services().overviews.public(commune)
    numbers = services().settings.of(commune).values()
    return render_template(
        "noticeboard/commune.html",
        commune=found,
        whole=whole,
        names=names_of(whole),
        words=(told, earlier),
        numbers=[shown(one) for one in numbers if one.confidence is not Confidence.CONFIRMED],
        changes=[(shown(one.clock), one) for one in services().settings.changes(commune)],
    )
