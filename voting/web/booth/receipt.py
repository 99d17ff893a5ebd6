"""Receipts, by ballot number."""

from dataclasses import dataclass
from datetime import datetime

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as PlainResponse

from voting.services.errors import NotFound
from voting.services.votes.casting import TRACKER, BallotStatus
from voting.web.booth import numbers
from voting.web.booth.blueprint import blueprint
from voting.web.door.access import public
from voting.web.door.limits import knock
from voting.web.page_tools import public_url
from voting.web.places import is_about
from voting.web.speech.drawings import qr_path
from voting.web.wiring import services


@dataclass(frozen=True, kw_only=True)
class ReceiptPage:
    """What the receipt's page shows, and hands to its script to check without a network."""

    tracker: str
    index: int
    counted: bool
    at_utc: datetime
    vote_uuid: str
    vote_title: str
    practice: bool
    receipt_text: str
    entry_text: str
    vkey: str


@blueprint.get("/phieu")
@public
def find_receipt() -> str | PlainResponse:
    """A form for the ballot number, which leads to the receipt; the first two groups are enough."""
    typed = request.args.get("so", "")
    number = numbers.tidy(typed)
    if not number:
        return render_template("booth/find.html", typed="", fault="")
    try:
        return redirect(url_for("booth.receipt", tracker=_found(number)))
    except numbers.WrongNumber as fault:
        return render_template("booth/find.html", typed=typed.strip(), fault=fault.sentence, faulty=True)


def _found(number: str) -> str:
    """The whole number that was meant; `WrongNumber` says why there is none."""
    numbers.check(number)
    if len(number) == TRACKER:
        return number
    knock("cards")
    try:
        return services().casting.beginning_with(number)
    except NotFound as error:
        raise numbers.WrongNumber(numbers.none_begins(number, several=error.code == "several-ballots")) from error


@blueprint.get("/phieu/<tracker:tracker>")
@public
def receipt(tracker: str) -> PlainResponse:
    """The receipt of one ballot: in the record, where, and whether it is the one that counts.

    The beginning of a number leads to the whole.
    """
    try:
        found = services().casting.find(tracker)
    except NotFound:
        return make_response(render_template("booth/receipt.html", receipt=None), 404)
    if found.tracker != tracker:
        return redirect(url_for("booth.receipt", tracker=found.tracker))
    qr = qr_path(public_url(url_for("booth.receipt", tracker=tracker)))  # for whoever has no script
    return make_response(render_template("booth/receipt.html", receipt=_receipt(found), qr=qr))


def _receipt(found: BallotStatus) -> ReceiptPage:
    vote = services().votes.get(found.vote)
    is_about(vote.village)
    return ReceiptPage(
        tracker=found.tracker,
        index=found.index,
        counted=found.counts,
        at_utc=datetime.fromisoformat(found.at),
        vote_uuid=vote.uuid,
        vote_title=vote.title,
        practice=vote.practice,
        receipt_text=found.receipt,
        entry_text=found.entry,
        vkey=services().logs.of_commune(vote.commune).vkey(),
    )
