"""A village's page, its earlier results, all its matters, and its announcements as they are hung up."""

from collections.abc import Iterable

from flask import Response, render_template

from voting.services.matters.listing import MatterListed
from voting.services.matters.terms import Mark
from voting.services.people.announcements import SHEET, WORD
from voting.services.reports.noticeboards import Noticeboard
from voting.services.votes.summaries import Stage
from voting.web.door.access import public, village_called
from voting.web.downloads import name_file
from voting.web.noticeboard.blueprint import blueprint
from voting.web.page_tools import page_asked
from voting.web.speech.labels import STATES, Label
from voting.web.speech.roads import Part, is_coming, label_of, part_now
from voting.web.speech.words import _l
from voting.web.wiring import services

GOING = (
    (STATES[Stage.COUNTING].text, Stage.COUNTING),
    (STATES[Stage.UPCOMING].text, Stage.UPCOMING),
)
OVER = (
    (_l("Kết quả gần đây"), Stage.DECIDED),
    (STATES[Stage.CANCELLED].text, Stage.CANCELLED),
)
"""Below the votes that are open: a heading for those of each state."""
COMING = 3
"""How many matters that are being prepared are told beside the village's messages."""


@blueprint.get("/thon/<village>")
@public
def village(village: str) -> str:
    """A village's votes: open, being counted, to come, the last that are over; and its last matters."""
    found, board = village_called(village), services().noticeboards.of(village)
    return render_template(
        "noticeboard/village.html",
        village=found,
        commune=services().communes.commune(found.commune),
        board=board,
        votes=(*board.votes, *board.results),
        coming=_coming(board),
        matters=_shown(_others(board)),
        asked=board.asked,
        record=services().logs.of_commune(found.commune).head(),
        alarmed_at=services().watchers.alarmed_at(found.commune),
        groups=(*GOING, *OVER),
        reasons=board.results.reasons,
        successors=[services().communes.village(code) for code in found.successors],
        joined=services().communes.joined(village),
        ending=services().communes.ending(village) if found.successors else None,
    )


@blueprint.get("/thon/<village>/ket-qua")
@public
def results(village: str) -> str:
    """Votes that are over, newest first, a page of them (`?trang=`)."""
    found = services().noticeboards.results(village, page_asked())
    return render_template(
        "noticeboard/results.html",
        village=village_called(village),
        page=found,
        votes=found.rows,
        groups=((_l("Kết quả"), Stage.DECIDED), OVER[1]),
        reasons=found.reasons,
    )


@blueprint.get("/thon/<village>/viec")
@public
def matters(village: str) -> str:
    """The village's matters, newest first, a page of them (`?trang=`)."""
    found = services().matters.page(village, page_asked())
    return render_template(
        "noticeboard/matters.html", village=village_called(village), page=found, matters=_shown(found)
    )


def _coming(board: Noticeboard) -> list[tuple[MatterListed, Part | None, bool, bool]]:
    """What comes next: the last matters that are being prepared, where each is, whether households are asked by card,
    and whether they have been called to a meeting or sent slips."""
    asked = {one.matter for one in board.asked}
    coming = [one for one in board.matters if is_coming(one)][:COMING]
    return [(one, part_now(one), one.id in asked, Mark.CONVENED in one.marks) for one in coming]


def _others(board: Noticeboard) -> list[MatterListed]:
    """The matters that the page tells in no other place: neither as a vote nor as what comes."""
    told = {one.uuid for one in (*board.votes, *board.results)} | {one.id for one, *_ in _coming(board)}
    return [one for one in board.matters if not {one.id, one.vote} & told]


def _shown(matters: Iterable[MatterListed]) -> list[tuple[MatterListed, Label, Part | None]]:
    return [(one, label_of(one, one.stage), part_now(one)) for one in matters]


@blueprint.get("/thon/<village>/tin/<announcement>/<int(max=9999):version>/<any(xem,word):way>")
@public
def announcement_paper(village: str, announcement: str, version: int, way: str) -> Response:
    """A message as it is hung up, exact bytes, also as it was before it was put right; none that is withdrawn."""
    found = services().announcements.paper(village, announcement, version, SHEET if way == "xem" else WORD)
    page = found.media_type == SHEET
    answer = Response(found.content, content_type="text/html; charset=utf-8" if page else found.media_type)
    name_file(answer, found.name, "inline")
    return answer
