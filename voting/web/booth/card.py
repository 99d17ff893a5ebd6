"""The booth behind a scanned card. Its page is the same for everyone: its script does the rest."""

import re

from flask import render_template

from voting.web.booth.blueprint import blueprint
from voting.web.door.access import public

INDENT = re.compile(r"\n\s+")


@blueprint.get("/the")
@public
def card() -> str:
    """The booth, without what only indents it: that weighs. What stands after `#` never reaches the server."""
    return INDENT.sub("\n", render_template("booth/the.html"))
