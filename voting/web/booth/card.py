"""The booth behind a scanned card. Its page is the same for everyone: its script does the rest."""

from flask import render_template

from voting.web.booth.blueprint import blueprint
from voting.web.door.access import public


@blueprint.get("/the")
@public
def card() -> str:
    """The booth. What stands after `#` in the address never reaches the server."""
    return render_template("booth/the.html")
