"""The booth of a help desk: the same panels, on a device that many households use one after another."""

from flask import make_response, render_template
from werkzeug.wrappers import Response

from voting.services.errors import NotFound
from voting.services.votes.summaries import Stage
from voting.web.booth.blueprint import blueprint
from voting.web.door.access import public
from voting.web.door.help_desk import desk_token, unlock
from voting.web.places import is_about
from voting.web.wiring import services


@blueprint.get("/ban-ho-tro")
@public
def help_desk() -> Response:
    """The desk's booth; on a browser that is no desk, or no longer one, how it becomes one."""
    token = desk_token()
    try:
        desk = services().help_desks.of_token(token)
    except NotFound:
        answer = make_response(render_template("booth/no_desk.html", ended=bool(token)))
        unlock(answer)
        return answer
    is_about(desk.village)
    votes = [one for one in services().votes.under_way(desk.village) if one.state is Stage.OPEN]
    answer = make_response(render_template("booth/desk.html", desk=desk, token=token, votes=votes))
    answer.headers["Cache-Control"] = "no-store"
    return answer
