"""Household cards. Made and printed in the browser of the card authority; only public keys come here."""

from dataclasses import dataclass

from flask import Response, jsonify, render_template, request, url_for

from voting.services.errors import Invalid
from voting.services.households.cards import CardStatus, CardTodo
from voting.web.bodies import body_up_to, read_json
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.downloads import name_file
from voting.web.forms import NumberedForm
from voting.web.organizer.blueprint import blueprint
from voting.web.page_tools import public_url
from voting.web.wiring import services

CARDS_MAX_BYTES = 2 * 1024 * 1024
"""Of public keys, for the longest household list."""
_PART_WORDS = ("xóm", "ngõ", "tổ", "khu", "đội", "ấp", "cụm", "liên gia", "phố", "đường")


@dataclass(frozen=True)
class Batch:
    """Cards that can be made now, by the part of the village in which they are handed out."""

    todo: tuple[CardTodo, ...]
    held: tuple[CardTodo, ...]

    @property
    def parts(self) -> dict[str, int]:
        """Part of the village -> how many cards, in list order; nothing where the addresses name no parts."""
        found: dict[str, int] = {}
        for one in self.todo:
            found[part_of(one.address)] = found.get(part_of(one.address), 0) + 1
        return found if len(found) > 1 else {}


def part_of(address: str) -> str:
    """The part of the village that an address names, as lists have it: `Số 3, xóm Đoài` -> `xóm Đoài`; or empty."""
    pieces = [piece.strip() for piece in address.split(",") if piece.strip()]
    named = (piece for piece in pieces if piece.lower().startswith(_PART_WORDS))
    return next(named, "")


def _batch(todo: tuple[CardTodo, ...], status: CardStatus) -> Batch:
    """Cards made again by one official alone are few: the others are held until a second one agrees."""
    again = tuple(one for one in todo if one.again and not one.agreed)
    held = again if len(again) > status.alone else ()
    return Batch(tuple(one for one in todo if one not in held), held)


@blueprint.get("/quan-ly/<village>/the-ho")
@requires("cards.issue")
def cards(village: str) -> str:
    """Makes and prints the cards of households that have none."""
    actor = require_actor()
    status = services().cards.status(actor, village)
    return render_template(
        "organizer/cards.html",
        village=village_called(village),
        batch=_batch(services().cards.pending(actor, village), status),
        spares=services().cards.spares(actor, village),
        cards=status,
        waiting=services().replacing.waiting(actor, village),
        address=public_url(url_for("booth.card")),
        book_code=services().logs.of_commune(village_called(village).commune).code(),
        part_of=part_of,
        form=NumberedForm(),
    )


@blueprint.post("/quan-ly/<village>/the-ho")
@requires("cards.issue")
def issue(village: str) -> Response:
    """Stores household code -> public key of cards that lie printed before their maker, all or none."""
    report = services().cards.issue(require_actor(), village, keys_in(read_json(body_up_to(CARDS_MAX_BYTES))))
    return jsonify(issued=report.issued, total=report.total, register=report.register_sha256)


def keys_in(body: object) -> dict[str, str]:
    """What a page sends of cards it has made: code -> public key; ``Invalid``."""
    listed = body.get("cards") if isinstance(body, dict) else None
    if not isinstance(listed, list):
        raise Invalid({"cards": "malformed"})
    keys: dict[str, str] = {}
    for card in listed:
        household, key = (card.get("household"), card.get("key")) if isinstance(card, dict) else (None, None)
        if not isinstance(household, str) or not isinstance(key, str) or household in keys:
            raise Invalid({"cards": "malformed"})
        keys[household] = key
    return keys


@blueprint.get("/quan-ly/<village>/the-ho/giao-the")
@requires("cards.issue")
def hand_over(village: str) -> str:
    """The list that households sign when they get their card: no secret, printed."""
    households = services().cards.handed_out(require_actor(), village)
    parts = dict.fromkeys(part_of(one.address) for one in households)
    part = request.args.get("xom", "")
    chosen = [one for one in households if not part or part_of(one.address) == part]
    return render_template(
        "organizer/cards_hand_over.html",
        village=village_called(village),
        households=chosen,
        parts=[one for one in parts if one],
        part=part if part in parts else "",
    )


@blueprint.get("/quan-ly/<village>/the-ho/so-the")
@requires("cards.register")
def register(village: str) -> Response:
    """The card register (no secret): for whoever checks that a credential list is complete."""
    found = services().cards.register(require_actor(), village)
    answer = Response(found.raw, mimetype="application/json")
    name_file(answer, f"so-the-{village}.json")
    return answer
