"""The record as a supervising board sees it: size, root, checkpoint, who has signed, what to download, and how its own
laptop signs. They see and never touch."""

from flask import render_template, url_for

from voting.web.board.blueprint import blueprint
from voting.web.door.access import requires, village_called
from voting.web.page_tools import page_asked, public_url
from voting.web.speech.watching import ANSWERS, answer_of, enough, is_alarming
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
        votes=services().votes.page(village, page_asked()),
        watch=services().watchers.of(found.commune),
        alarms=services().watchers.alarms(found.commune),
        answers=ANSWERS,
        answer_of=answer_of,
        enough=enough,
        is_alarming=is_alarming,
        log_address=public_url(url_for("api.checkpoint", commune=found.commune)).removesuffix("/checkpoint"),
    )
