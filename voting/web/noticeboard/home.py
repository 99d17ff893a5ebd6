"""Public pages. They read no session of their own and show nothing personal."""

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as PlainResponse

from voting.web.assets import AssetList
from voting.web.door.access import public
from voting.web.door.sessions import own_path
from voting.web.speech.languages import COOKIE, LANGUAGES
from voting.web.speech.outcomes import outcome_of
from voting.web.speech.words import _l
from voting.web.wiring import services, settings

blueprint = Blueprint("noticeboard", __name__)
A_YEAR_S = 31_536_000
GROUPS = (
    (_l("Đang mở"), ("open",)),
    (_l("Sắp mở"), ("upcoming",)),
    (_l("Đang kiểm phiếu"), ("counting",)),
    (_l("Kết quả"), ("decided",)),
    (_l("Đã hủy"), ("cancelled",)),
)


@blueprint.get("/")
@public
def home() -> str:
    """The communes of this server with their villages."""
    communes = services().communes
    places = [(one, communes.villages(one.code)) for one in communes.all()]
    return render_template("noticeboard/home.html", places=places)


@blueprint.get("/thon/<village>")
@public
def village(village: str) -> str:
    """A village's votes: open, to come, being counted, decided."""
    found = services().communes.village(village)
    return render_template(
        "noticeboard/village.html",
        village=found,
        commune=services().communes.commune(found.commune_id),
        votes=services().votes.list(village),
        record=services().publication.head(found.commune_id),
        groups=GROUPS,
    )


@blueprint.get("/bieu-quyet/<uuid>")
@public
def vote(uuid: str) -> str:
    """One vote: what is decided, when, how many have voted, and the result once there is one."""
    found = services().votes.get(uuid)
    progress = services().counting.progress(uuid) if found.state == "counting" else None
    return render_template("noticeboard/vote.html", vote=found, progress=progress, outcome=outcome_of(found))


@blueprint.get("/bieu-quyet/<uuid>/kiem-tra")
@public
def check(uuid: str) -> str:
    """How to check a vote without trusting this server."""
    return render_template("noticeboard/check.html", vote=services().votes.get(uuid))


@blueprint.get("/huong-dan")
@public
def guide() -> str:
    """How to vote and how to check, in plain words."""
    return render_template("noticeboard/guide.html")


@blueprint.get("/du-lieu-ca-nhan")
@public
def privacy() -> str:
    """Which personal data is kept, by whom, and a person's rights (Law 91/2025/QH15)."""
    return render_template("noticeboard/privacy.html")


@blueprint.get("/ma-nguon")
@public
def source() -> str:
    """Every script and style this site sends, with its hash."""
    assets: AssetList = current_app.extensions["dinh.assets"]
    return render_template("noticeboard/source.html", assets=list(assets.all.values()))


@blueprint.get("/ngon-ngu/<code>")
@public
def speak(code: str) -> PlainResponse:
    """Remembers the language for a year and goes back to the page the reader came from."""
    if code not in LANGUAGES:
        abort(404)
    answer = redirect(own_path(request.args.get("tiep")) or url_for("noticeboard.home"))
    answer.set_cookie(COOKIE, code, max_age=A_YEAR_S, secure=settings().https, httponly=True, samesite="Lax")
    return answer


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """Search engines may read the public pages, not a household's page nor the officials'."""
    lines = ("User-agent: *", "Disallow: /the", "Disallow: /phieu/", "Disallow: /quan-ly/", "Disallow: /dang-nhap")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
