"""The routes of a village's desk. `/quan-ly/<village>` is about a village, `/dieu-hanh/<uuid>` about one vote."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from voting.web.organizer import cards, creation, home, roll, running

blueprint = Blueprint("organizer", __name__)

READS: dict[str, Callable[..., Any]] = {
    "/quan-ly/<village>": home.home,
    "/quan-ly/<village>/ap-phich": home.poster,
    "/quan-ly/<village>/ho": roll.roll,
    "/quan-ly/<village>/ho/xem-truoc/<preview>": roll.preview,
    "/quan-ly/<village>/the-ho": cards.cards,
    "/quan-ly/<village>/the-ho/so-the": cards.register,
    "/quan-ly/<village>/bieu-quyet/moi": creation.new_vote,
    "/dieu-hanh/<uuid>": running.manage,
    "/dieu-hanh/<uuid>/chua-gui": running.not_voted,
    "/dieu-hanh/<uuid>/gia-han": running.extend,
    "/dieu-hanh/<uuid>/huy": running.cancel,
    "/quan-ly/<village>/the-ho/huy": cards.revoke,
}
WRITES: dict[str, Callable[..., Any]] = {
    "/quan-ly/<village>/ho": roll.upload,
    "/quan-ly/<village>/ho/xem-truoc/<preview>": roll.confirm,
    "/quan-ly/<village>/the-ho": cards.issue,
    "/quan-ly/<village>/the-ho/huy": cards.revoke_now,
    "/quan-ly/<village>/bieu-quyet/moi": creation.open_vote,
    "/dieu-hanh/<uuid>/gia-han": running.extend_now,
    "/dieu-hanh/<uuid>/huy": running.cancel_now,
    "/dieu-hanh/<uuid>/dong": running.close_now,
}

for path, view in READS.items():
    blueprint.add_url_rule(path, view_func=view)
for path, view in WRITES.items():
    blueprint.add_url_rule(path, view_func=view, methods=["POST"])
