"""Where a household speaks in the open, under its card: a page apart from every ballot."""

from flask import render_template

from voting.web.booth.blueprint import blueprint
from voting.web.door.access import public


@blueprint.get("/y-kien")
@public
def statement() -> str:
    """The page of household statements. What stands after `#` in the address never reaches the server."""
    return render_template("booth/statement.html")
