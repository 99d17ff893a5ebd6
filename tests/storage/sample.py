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
from voting.storage.log import Head, NewEntry
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


def settle(database: Database, code: str) -> Place:
    origin = f"bau.example/{code}"
    place = Place(code, "dong-hoa", "a-chief", "a-clerk", NoteSigner.generate(origin))
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


def entry(number: int, vote_uuid: str | None = None) -> NewEntry:
    return NewEntry(b'{"v":1,"n":%d}' % number, "ballot" if vote_uuid else "note", vote_uuid)


def append(tx: Transaction, place: Place, count: int, vote_uuid: str | None = None) -> Head:
    """Append `count` numbered entries in one batch."""
    start = tx.log.lock(place.commune).size
    batch = [entry(number, vote_uuid) for number in range(start, start + count)]
    return tx.log.append(place.commune, batch, at=NOW, signer=place.signer)


def ballot(place: Place, uuid: str, *, idx: int, sequence: int = 1, who: str = "S1", tracker: str = "") -> BallotRow:
    return BallotRow(place.commune, uuid, tracker or f"tracker-{idx}", hex_of(who), sequence, idx)
