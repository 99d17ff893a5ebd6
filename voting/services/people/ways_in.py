"""What a change of an account's ways in (password, passkeys, identities elsewhere) has in common."""

from contextlib import suppress

from voting.services.carriers import CarrierError
from voting.services.desk import Desk
from voting.services.people.officials import account_of
from voting.services.permissions import Actor
from voting.storage import errors as storage_errors
from voting.storage.accounts import Account
from voting.storage.database import Transaction


def lock_account(desk: Desk, tx: Transaction, actor: Actor) -> Account:
    """The account as it stands, and nobody else at its ways in meanwhile; ``NotFound`` once it is closed."""
    desk.books.commune(tx, actor.commune)
    return account_of(tx, actor.commune, actor.account_id)


def tell_owner(desk: Desk, actor: Actor, what: str) -> None:
    """By mail, where the official has given an address (`mail_reminders`); it is done whether or not that works."""
    carriers = desk.carriers
    if carriers.mail is None or carriers.dry:
        return
    with desk.database.reading() as tx:
        try:
            address = tx.messages.wish_of(actor.commune, actor.account_id).address
        except storage_errors.NotFound:
            return
    with suppress(CarrierError):
        carriers.mail(address, "Đình: khóa truy cập của ông/bà vừa thay đổi", _letter(actor, what, carriers.site))


def _letter(actor: Actor, what: str, site: str) -> str:
    return (
        f"Kính gửi ông/bà {actor.name},\n\n{what} ở tài khoản {actor.login}.\n\n"
        "Nếu không phải ông/bà làm, hãy bỏ khóa lạ và đặt mật khẩu mới ngay ở trang:\n"
        f"{site}/khoa-truy-cap\n"
        "Không vào được nữa thì nhờ cán bộ quản trị của xã mời lại.\n"
    )
