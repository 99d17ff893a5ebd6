"""The front page, the choice of language, and what search engines may read."""

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as PlainResponse

from voting.web.door.access import public
from voting.web.door.sessions import own_path
from voting.web.noticeboard.blueprint import blueprint
from voting.web.speech.languages import COOKIE, LANGUAGES
from voting.web.wiring import services, settings

A_YEAR_S = 31_536_000


@blueprint.get("/")
@public
def home() -> str:
    """The communes of this server with their villages."""
    communes = services().communes
    places = [(one, communes.villages(one.code)) for one in communes.all()]
    return render_template("noticeboard/home.html", places=places)


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
