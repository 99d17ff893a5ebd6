"""The page with which a second device checks the first."""

from flask import render_template

from voting.web.booth.blueprint import blueprint
from voting.web.door.access import public


@blueprint.get("/kiem-tra-may")
@public
def check_machine() -> str:
    """The second device seals an opened ballot again. What stands after `#` never reaches the server."""
    return render_template("booth/check_machine.html")
