"""A matter's public page: where it stands, every step by which office, its papers; private papers for officials."""

from flask import Response, render_template

from voting.web.door.access import public
from voting.web.door.sessions import current_actor
from voting.web.downloads import name_file
from voting.web.noticeboard.blueprint import blueprint
from voting.web.speech.petitions import handled, shown
from voting.web.speech.roads import label_of, papers_of, road_of, steps_of
from voting.web.wiring import services


@blueprint.get("/viec/<matter>")
@public
def matter(matter: str) -> str:
    """One matter for everybody."""
    found = services().matters.get(matter)
    vote = services().votes.get(found.vote) if found.vote else None
    return render_template(
        "noticeboard/matter.html",
        matter=found,
        village=services().communes.village(found.village),
        vote=vote,
        label=label_of(found, vote.state if vote else None),
        road=road_of(found),
        steps=steps_of(services().matters.steps(matter)),
        papers=papers_of(found.papers),
        petitions=[(shown(one), handled(one)) for one in services().petitions.about(matter)],
    )


@blueprint.get("/viec/<matter>/giay/<int(max=2147483647):position>")
@public
def matter_paper(matter: str, position: int) -> Response:
    """A paper of a matter, exact bytes; a private one only for officials of its village."""
    found = services().matters.paper(matter, position, current_actor())
    answer = Response(found.content, content_type=found.media_type)
    if found.media_type == "text/html":
        answer.content_type = "text/html; charset=utf-8"
    name_file(answer, found.name, "inline")
    return answer
