"""The register of what was made public, of a village and of the commune itself, and its papers: for everyone."""

from flask import Response, render_template

from voting.services.oversight.disclosure import DOCUMENT, PHOTO
from voting.web.door.access import public, village_called
from voting.web.downloads import name_file
from voting.web.noticeboard.blueprint import blueprint
from voting.web.page_tools import page_asked
from voting.web.reports import paper_answer
from voting.web.speech.disclosures import shown
from voting.web.speech.languages import spoken
from voting.web.wiring import services

_KINDS = {"van-ban": DOCUMENT, "anh": PHOTO}


@blueprint.get("/thon/<village>/cong-khai")
@public
def disclosures(village: str) -> str:
    """What was made public in a village, the newest first, a page of it (`?trang=`)."""
    page = services().registers.of_village(village, page_asked())
    return render_template(
        "noticeboard/disclosures.html", village=village_called(village), page=page, rows=[shown(one) for one in page]
    )


@blueprint.get("/xa/<commune>/cong-khai")
@public
def commune_disclosures(commune: str) -> str:
    """The commune's own, and where those of its villages are."""
    page = services().registers.of_commune(commune, page_asked())
    return render_template(
        "noticeboard/commune_disclosures.html",
        commune=services().communes.commune(commune),
        villages=[one for one in services().communes.villages(commune) if not one.successors],
        page=page,
        rows=[shown(one) for one in page],
        quarters=services().publicity_lists.quarters(),
        spoken=spoken,
    )


@blueprint.get("/xa/<commune>/cong-khai/danh-muc/<period>")
@public
def disclosure_list(commune: str, period: str) -> str:
    """What the commune and its villages made public in a quarter, a half or a whole year."""
    return render_template(
        "noticeboard/disclosure_list.html",
        commune=services().communes.commune(commune),
        found=services().publicity_lists.of(commune, period),
        spoken=spoken,
    )


@blueprint.get("/xa/<commune>/cong-khai/danh-muc/<period>/tai/<part>")
@public
def disclosure_list_file(commune: str, period: str, part: str) -> Response:
    """The same to be printed, for Word or as a workbook."""
    return paper_answer(services().publicity_lists.file(commune, period, part), part)


@blueprint.get("/xa/<commune>/cong-khai/<disclosure>/<any('van-ban',anh):kind>/<int(min=1,max=99):number>")
@public
def disclosure_file(commune: str, disclosure: str, kind: str, number: int) -> Response:
    """A paper, or a photograph of the board, exact bytes; a list of people only while it hangs."""
    found = services().registers.file(commune, disclosure, _KINDS[kind], number)
    answer = Response(found.content, content_type=found.media_type)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    name_file(answer, found.name, "inline")
    return answer
