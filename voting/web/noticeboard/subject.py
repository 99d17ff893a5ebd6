"""What households were asked in the open, for everyone: counts alone, and how to count again."""

from flask import render_template

from voting.web.door.access import public
from voting.web.noticeboard.blueprint import blueprint
from voting.web.subjects import page_about
from voting.web.wiring import services


@blueprint.get("/lay-y-kien/<subject>")
@public
def subject(subject: str) -> str:
    """How many households said what; never who, and never their words."""
    found = services().statements.get(subject)
    return render_template("noticeboard/subject.html", subject=found, page=page_about(found) if found.about else "")
