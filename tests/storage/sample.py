"""Sample rows for the storage tests."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from voting.ledger.note import NoteSigner
from voting.storage.accounts import Account
from voting.storage.ballots import BallotRow
from voting.storage.cards import Card
from voting.storage.communes import Commune, Village
from voting.storage.database import Database, Transaction
from voting.storage.log import COMMUNE_BOOK, Head, NewEntry
from voting.storage.rolls import Household, Roll
from voting.storage.votes import Vote

NOW = datetime(2026, 3, 1, 2, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Place:
    """A commune in a test database."""

    commune: str
    village: str
    chief: str
    clerk: str
    signer: NoteSigner

    def uuid(self, name: str) -> str:
        """The uuid of a vote of this commune: no two communes have the same."""
        return f"{name}-{self.commune}"

    def signs(self, book: str) -> NoteSigner:
        """The commune's key under the name of a book's origin."""
        return self.signer.named(origin_of(self, book))


def origin_of(place: Place, book: str) -> str:
    return f"{place.signer.name}/{book}" if book else place.signer.name


def settle(database: Database, code: str) -> Place:
    origin = f"bau.example/{code}"
    place = Place(code, f"dong-hoa-{code}", "a-chief", "a-clerk", NoteSigner.generate(origin))
    with database.transaction() as tx:
        tx.communes.add(Commune(code, "Xã Đông Hòa", origin))
        tx.communes.add_village(Village(code, place.village, "Đông Hòa", "thôn"))
        tx.accounts.add(account(place, place.chief))
        tx.accounts.add(account(place, place.clerk))
    return place


def account(place: Place, account_id: str, login: str = "") -> Account:
    return Account(place.commune, account_id, login or f"login-{account_id}", "Nguyễn Thị Ví Dụ", "scrypt:...", NOW)


def roll(place: Place, version: int = 1, households: int = 2) -> Roll:
    return Roll(place.commune, place.village, version, households, NOW)


def household(number: int) -> Household:
    return Household(f"DH-{number:03d}", number, "Trần Văn Mẫu", "Trần Thị Mẫu", f"Ngõ {number}", "0900000000", 4, True)


def card(place: Place, number: int, issue: int = 1, key: str = "") -> Card:
    return Card(place.commune, place.village, f"DH-{number:03d}", issue, key or hex_of(f"K{number}.{issue}"), NOW)


def vote(place: Place, uuid: str, state: str = "draft") -> Vote:
    plan = {"questions": [{"question": "Đồng ý?", "answers": ["Tán thành", "Không"]}]}
    return Vote(place.commune, uuid, place.village, "Đường ngõ 3", "Mô tả", state, NOW, place.chief, plan)


def hex_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def entry(number: int, subject: str = "") -> NewEntry:
    return NewEntry(b'{"v":1,"n":%d}' % number, "note", subject)


def start(tx: Transaction, place: Place, book: str) -> Head:
    """Start a vote's book."""
    return tx.log.start(place.commune, book, origin_of(place, book))


def append(tx: Transaction, place: Place, count: int, book: str = COMMUNE_BOOK, *, facts: str | None = None) -> Head:
    """Append `count` numbered entries in one batch."""
    first = tx.log.lock(place.commune, book).size
    batch = [entry(number, book) for number in range(first, first + count)]
    return tx.log.append(place.commune, book, batch, at=NOW, signer=place.signs(book), facts=facts)


def ballot(place: Place, uuid: str, *, idx: int, sequence: int = 1, who: str = "S1", tracker: str = "") -> BallotRow:
    return BallotRow(place.commune, uuid, tracker or f"tracker-{idx}", hex_of(who), sequence, idx)
