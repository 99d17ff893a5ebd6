"""The village's desk: what waits, with the next act as the only big button; and the poster for the notice board."""

from dataclasses import dataclass

from flask import render_template, url_for

from voting.services.permissions import Actor
from voting.services.votes.summaries import Stage
from voting.services.votes.opening import Check
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.organizer.blueprint import blueprint
from voting.web.page_tools import public_url
from voting.web.speech.drawings import qr_path
from voting.web.speech.words import _
from voting.web.wiring import services


@dataclass(frozen=True)
class Act:
    """The next thing to do: address and words of its button."""

    address: str
    words: str


@blueprint.get("/quan-ly/<village>")
@requires("village.see")
def home(village: str) -> str:
    """Steps to a vote, the votes so far, and the next act."""
    actor = require_actor()
    checks = services().votes.readiness(actor, village)
    return render_template(
        "organizer/home.html",
        village=village_called(village),
        steps=_steps(checks),
        next_act=_next_act(actor, village, checks),
        roll=services().rolls.current(village),
        cards=services().cards.status(actor, village),
        committee=services().committees.current(village),
        votes=services().votes.list(village),
    )


def _steps(checks: tuple[Check, ...]) -> list[tuple[str, str]]:
    words = {
        "roll": _("Danh sách hộ"),
        "cards": _("Thẻ cho mọi hộ"),
        "committee": _("Ban kiểm phiếu và thẻ kiểm phiếu"),
    }
    steps, waiting = [], True
    for check in checks:
        steps.append(("done" if check.ok else "now" if waiting else "later", words[check.key]))
        waiting = waiting and check.ok
    return [*steps, ("now" if waiting else "later", _("Mở cuộc biểu quyết"))]


def _next_act(actor: Actor, village: str, checks: tuple[Check, ...]) -> Act | None:
    offers = {
        "roll": ("roll.import", "organizer.roll", _("Nhập danh sách hộ")),
        "cards": ("cards.issue", "organizer.cards", _("Làm thẻ cho các hộ")),
        "committee": ("committee.form", "committee.form", _("Lập ban kiểm phiếu")),
        "vote": ("vote.open", "organizer.new_vote", _("Mở cuộc biểu quyết")),
    }
    missing = next((check.key for check in checks if not check.ok), "vote")
    if missing == "committee" and services().committees.current(village) is not None:
        return None  # formed; its members make their own keys
    action, page, words = offers[missing]
    return Act(url_for(page, village=village), words) if actor.may(action, village) else None


@blueprint.get("/quan-ly/<village>/ap-phich")
@requires("village.see")
def poster(village: str) -> str:
    """A sheet for the notice board with a QR of the village's page (no secret), and words for Zalo and loudspeaker."""
    address = public_url(url_for("noticeboard.village", village=village))
    return render_template(
        "organizer/poster.html",
        village=village_called(village),
        address=address,
        qr=qr_path(address),
        votes=[one for one in services().votes.list(village) if one.state in {Stage.OPEN, Stage.UPCOMING}],
    )
