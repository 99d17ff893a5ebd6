"""Who watches a commune's book, for everyone: who, when last, over how many entries, and what they found wrong."""

from flask import render_template

from voting.web.door.access import public
from voting.web.noticeboard.blueprint import blueprint
from voting.web.speech.watching import ANSWERS, answer_of, enough, is_alarming, looks_at
from voting.web.wiring import services


@blueprint.get("/ai-giam-sat/<commune>")
@public
def watchers(commune: str) -> str:
    """Those who watch; a change that waits; alarms with the notes that show them."""
    found = services().watchers
    return render_template(
        "noticeboard/watchers.html",
        commune=services().communes.commune(commune),
        watch=found.of(commune),
        alarms=found.alarms(commune),
        answers=ANSWERS,
        answer_of=answer_of,
        enough=enough,
        is_alarming=is_alarming,
        looks_at=looks_at,
    )
