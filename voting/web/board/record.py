"""The record as a supervising board sees it: size, root, checkpoint, what to download. They see and never touch."""

from flask import render_template

from voting.web.board.blueprint import blueprint
from voting.web.door.access import requires, village_called
from voting.web.wiring import services


@blueprint.get("/giam-sat/<village>")
@requires("record.inspect")
def record(village: str) -> str:
    """Size, root and checkpoint of the commune's record, and the village's votes with their bundles."""
    found = village_called(village)
    log = services().logs.of_commune(found.commune)
    return render_template(
        "board/record.html",
        village=found,
        commune=services().communes.commune(found.commune),
        head=log.head(),
        checkpoint=log.checkpoint().decode(),
        vkey=log.vkey(),
        code=log.code(),
        votes=services().votes.list(village),
    )
