"""Where an official works: what waits for them now, whom others wait for, and the pages their roles open."""

from dataclasses import dataclass

from flask import render_template, url_for

from voting.services.people.communes import VillageInfo
from voting.services.permissions import Actor
from voting.web.account.blueprint import blueprint
from voting.web.door.access import signed_in
from voting.web.door.sessions import require_actor
from voting.web.errands import shown
from voting.web.speech.labels import full_name
from voting.web.speech.leaflets import leaflets_of
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
    """Where an official begins: the next act first."""
    actor = require_actor()
    villages = {one.code: one for one in services().communes.villages(actor.commune)}
    places = [_workplace(actor, one) for one in villages.values()]
    return render_template(
        "account/desk.html",
        day=shown(services().agenda.of(actor), villages),
        commune=services().communes.commune(actor.commune),
        places=[place for place in places if place.pages],
        mails=services().mail_reminders.possible,
        leaflets=leaflets_of({grant.role for grant in actor.grants}),
    )


def _workplace(actor: Actor, village: VillageInfo) -> Workplace:
    offers = (
        ("village.see", "organizer.home", _("Việc của thôn")),
        ("cards.issue", "organizer.cards", _("In thẻ của hộ")),
        ("committee.key", "committee.key", _("Thẻ kiểm phiếu của tôi")),
        ("supervision.see", "board.supervision", _("Sổ giám sát của hai ban")),
        ("record.sign", "board.console", _("Kiểm tra và ký sổ chung")),
        ("record.inspect", "board.record", _("Giám sát sổ chung")),
    )
    mine = (offer[1:] for offer in offers if actor.may(offer[0], village.code))
    pages = tuple((url_for(page, village=village.code), words) for page, words in mine)
    return Workplace(full_name(village.name, village.unit_kind), pages)
