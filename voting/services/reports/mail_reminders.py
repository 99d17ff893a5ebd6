"""An official may wish a mail each morning on which work waits: how many things, and the way to the desk; no names.

Households have no mail addresses here. A mail is noted as sent before it is sent, so nobody gets two in a day; one that
fails is not sent again that day.
"""

import re
from datetime import datetime, time
from typing import Final

from voting.law.wording import HERE
from voting.services.carriers import CarrierError
from voting.services.desk import Desk
from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.people.officials import account_of, actor_of
from voting.services.permissions import Actor
from voting.services.reports.agenda import Agenda
from voting.storage import errors as storage_errors
from voting.storage.messages import MailWish

_ADDRESS: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
MORNING: Final = time(7)
MOST_A_RUN: Final = 20
MOST_ADDRESS: Final = 254


class MailReminders:
    """What each official wishes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def possible(self) -> bool:
        """Whether this installation has a mail server."""
        return self._desk.carriers.mail is not None

    def address(self, actor: Actor) -> str:
        """Where the official wants to be reminded; empty for nowhere."""
        with self._desk.database.reading() as tx:
            try:
                return tx.messages.wish_of(actor.commune, actor.account_id).address
            except storage_errors.NotFound:
                return ""

    def wish(self, actor: Actor, address: str) -> None:
        """From tomorrow morning on; with an empty address no more. ``Invalid`` at ``address``, ``Conflict``."""
        address = address.strip()
        if not self.possible:
            raise Conflict(code="no-carrier")
        if address and (len(address) > MOST_ADDRESS or not _ADDRESS.fullmatch(address)):
            raise Invalid({"address": "mail-form"})
        with self._desk.database.transaction() as tx:
            tx.messages.forget_wish(actor.commune, actor.account_id)
            if address:
                tx.messages.wish(MailWish(actor.commune, actor.account_id, address, self._desk.now()))


def remind_by_mail(desk: Desk) -> int:
    """Send this morning's mails, some of them; how many. For the chores."""
    if desk.carriers.mail is None or desk.now().astimezone(HERE).time() < MORNING:
        return 0
    with desk.database.reading() as tx:
        due = tx.messages.wishes_before(_this_morning(desk.now()), MOST_A_RUN)
    return sum(_reminded(desk, wish) for wish in due)


def _this_morning(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(HERE).date(), MORNING, HERE)


def _reminded(desk: Desk, wish: MailWish) -> bool:
    with desk.database.transaction() as tx:
        if not tx.messages.claim_wish(wish, desk.now()):
            return False
        try:
            actor = actor_of(tx, account_of(tx, wish.commune_id, wish.account_id))
        except NotFound:  # the account was closed
            tx.messages.forget_wish(wish.commune_id, wish.account_id)
            return False
    waiting = len(Agenda(desk).of(actor).tasks)
    if not waiting or desk.carriers.mail is None:
        return False
    if desk.carriers.dry:
        return True
    try:
        desk.carriers.mail(wish.address, f"Đình: {waiting} việc đang chờ ông/bà", _letter(actor, waiting, desk))
    except CarrierError:
        return False
    return True


def _letter(actor: Actor, waiting: int, desk: Desk) -> str:
    return (
        f"Kính gửi ông/bà {actor.name},\n\n"
        f"Có {waiting} việc đang chờ ông/bà. Xem ở bàn làm việc:\n{desk.carriers.site}/ban-lam-viec\n\n"
        "Thư này do ông/bà đặt. Không muốn nhận nữa thì bỏ địa chỉ ở trang Nhắc qua thư:\n"
        f"{desk.carriers.site}/nhac-qua-thu\n"
    )
