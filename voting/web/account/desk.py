"""Where an official works: each village of the commune with the pages their roles open there."""

from dataclasses import dataclass

from flask import render_template, url_for

from voting.services.permissions import Actor
from voting.web.account.blueprint import blueprint
from voting.web.door.access import signed_in
from voting.web.door.sessions import require_actor
from voting.web.speech.labels import full_name
from voting.web.speech.words import _
from voting.web.wiring import services


@dataclass(frozen=True)
class Workplace:
    """A village, and `(address, words)` for each page that is this official's work there."""

    name: str
    pages: tuple[tuple[str, str], ...]


@blueprint.get("/ban-lam-viec")
@signed_in
def desk() -> str:
    """Where an official begins: the villages they work for and what they may do there."""
    return render_template("account/desk.html", places=workplaces(require_actor()))


def workplaces(actor: Actor) -> tuple[Workplace, ...]:
    """The villages in which the actor has any work."""
    villages = services().communes.villages(actor.commune)
    places = (Workplace(full_name(one.name, one.unit_kind), _pages(actor, one.code)) for one in villages)
    return tuple(place for place in places if place.pages)


def _pages(actor: Actor, village: str) -> tuple[tuple[str, str], ...]:
    offers = (
        ("village.see", "organizer.home", _("Việc của thôn")),
        ("cards.issue", "organizer.cards", _("In thẻ của hộ")),
        ("committee.key", "committee.key", _("Thẻ kiểm phiếu của tôi")),
        ("record.inspect", "board.record", _("Giám sát sổ ghi")),
    )
    mine = (offer[1:] for offer in offers if actor.may(offer[0], village))
    return tuple((url_for(page, village=village), words) for page, words in mine)
