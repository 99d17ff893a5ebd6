"""A vote's public pages: what is decided, and how anyone checks it."""

from flask import render_template

from voting.services.votes.summaries import Stage
from voting.web.door.access import public
from voting.web.noticeboard.blueprint import blueprint
from voting.web.speech.outcomes import numbers_of, outcome_of
from voting.web.wiring import services


@blueprint.get("/bieu-quyet/<vote>")
@public
def vote(vote: str) -> str:
    """One vote: what is decided, when, how many have voted, and the result once there is one."""
    found = services().votes.get(vote)
    changes = None if found.state is Stage.UPCOMING else services().replacing.changes(vote)
    progress = services().counting.progress(vote) if found.state is Stage.COUNTING else None
    if found.practice:
        history = services().votes.history(vote)
        return render_template(
            "noticeboard/practice.html", vote=found, progress=progress, outcome=outcome_of(found), history=history
        )
    return render_template(
        "noticeboard/vote.html",
        vote=found,
        progress=progress,
        outcome=outcome_of(found),
        changes=changes,
        from_desks=services().help_desks.ballots(vote),
        matter=services().matters.of_vote(vote, services().communes.village(found.village).commune),
        history=services().votes.history(vote),
    )


@blueprint.get("/bieu-quyet/<vote>/kiem-tra")
@public
def check(vote: str) -> str:
    """How to check a vote without trusting this server."""
    found = services().votes.get(vote)
    return render_template("noticeboard/check.html", vote=found, counts=numbers_of(found))


@blueprint.get("/bieu-quyet/<vote>/so/<int(max=2147483647):index>")
@public
def entry(vote: str, index: int) -> str:
    """One line of the commune's book about a vote, exactly as it stands there."""
    votes = services().votes
    events = votes.history(vote).events
    return render_template(
        "noticeboard/entry.html",
        vote=votes.get(vote),
        entry=votes.entry(vote, index),
        event=next((one for one in events if one.index == index), None),
    )
