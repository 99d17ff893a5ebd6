"""Household cards: the server only learns the public keys ``K``; the secrets stay on paper (PROTOCOL section 2)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from voting.ballots.credentials import parse_household_key, vote_credential
from voting.ballots.errors import BallotError
from voting.record.entries.casting import CredentialClosed
from voting.record.entries.village import CardRevoked
from voting.record.register import CardRegister
from voting.services.desk import Desk, village_for
from voting.services.errors import Conflict, Invalid, NotFound, Unavailable
from voting.services.households.card_records import SPARE_PREFIX, record_cards, register_of
from voting.services.households.rolls import households_of
from voting.services.lookups import village_facts
from voting.services.permissions import Actor
from voting.services.typed import public_reason
from voting.storage import errors as storage_errors
from voting.storage.cards import Card
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.texts.codes import code_key

CARD_SALT = "card-salt"


@dataclass(frozen=True)
class CardTodo:
    """A household without a valid card: its code, and the label printed on the stub that is torn off."""

    household_code: str
    label: str


@dataclass(frozen=True)
class CardStatus:
    """How many households there are, how many have a valid card, how many cards were issued again."""

    households: int
    with_card: int
    reissued: int


@dataclass(frozen=True)
class IssueReport:
    """What an issue of cards changed: how many are new, how many there are, hash of the register in the record."""

    issued: int
    total: int
    register_sha256: str


class Cards:
    """Issuing and replacing cards."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def pending(self, actor: Actor, village: str) -> tuple[CardTodo, ...]:
        """Households without a valid card, in list order."""
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, "cards.issue")
            return self._pending(tx, where)

    def _pending(self, tx: Transaction, village: Village) -> tuple[CardTodo, ...]:
        have = {card.household_code for card in tx.cards.active(village.commune_id, village.code)}
        rows = (row for row in households_of(tx, village) if row.code not in have)
        return tuple(CardTodo(row.code, f"{row.representative or row.head_name}, {row.address}") for row in rows)

    def issue(self, actor: Actor, village: str, keys: Mapping[str, str]) -> IssueReport:
        """Store ``household code -> K`` (hex) for households without a card, all or none, and record the register."""
        with self._desk.database.transaction() as tx:
            where = village_for(tx, actor, village, "cards.issue")
            faults = _key_faults(keys, {todo.household_code for todo in self._pending(tx, where)})
            if faults:
                raise Invalid(faults)
            now = self._desk.now()
            issues = {code: len(tx.cards.of_household(actor.commune, village, code)) + 1 for code in keys}
            try:
                tx.cards.add([Card(actor.commune, village, code, issues[code], key, now) for code, key in keys.items()])
            except storage_errors.Conflict as error:
                raise Conflict(code="card-key-used") from error
            again = sum(issue > 1 for issue in issues.values())
            register = record_cards(self._desk, tx, where, issued=len(keys), reissued=again)
        return IssueReport(len(keys), len(register.cards), register.sha256)

    def revoke(self, actor: Actor, village: str, household_code: str, reason: str) -> str:
        """Make a lost card invalid, in the record too; in an open vote its credential takes no ballot any more.

        However the code is written (``texts.codes``); returns it as the list spells it.
        """
        reason = public_reason(reason)
        with self._desk.database.transaction() as tx:
            where = village_for(tx, actor, village, "cards.revoke")
            under_way = self._lock_open(tx, where)
            card = _valid_card(tx, where, household_code)
            for uuid in under_way:
                self._close_credential(tx, card, uuid, reason)
            tx.cards.revoke(card, self._desk.now())
            salt = secrets.token_bytes(32)
            revoked = CardRevoked(
                village=village,
                at=self._desk.next_minute(tx, actor.commune),
                commitment=sha256(salt + bytes.fromhex(card.key)).hexdigest(),
                reason=reason,
                count=village_facts(tx, actor.commune, village).revoked + 1,
            )
            index = self._desk.append(tx, actor.commune, [revoked])
            tx.secrets.put(actor.commune, CARD_SALT, str(index), salt, at=self._desk.now())
        return card.household_code

    def _lock_open(self, tx: Transaction, village: Village) -> tuple[str, ...]:
        """The open votes of a village, with their books locked (in order), and then the commune's book."""
        seen = village_facts(tx, village.commune_id, village.code).open
        for uuid in sorted(seen):
            self._desk.books.vote(tx, village.commune_id, uuid)
        now = self._desk.books.commune(tx, village.commune_id).village(village.code).open
        if not set(now) <= set(seen):  # a vote was opened in between: its book comes before the commune's
            raise Unavailable("a vote of this village has just been opened")
        return now

    def _close_credential(self, tx: Transaction, card: Card, uuid: str, reason: str) -> None:
        book = self._desk.books.vote(tx, card.commune_id, uuid)
        credential = vote_credential(parse_household_key(card.key), uuid).hex
        if credential not in book.setup.credentials or book.barred(credential) is not None:
            return
        closed = CredentialClosed(
            village=card.village_code,
            at=self._desk.next_minute(tx, card.commune_id, uuid),
            vote=uuid,
            credential=credential,
            reason=reason,
            count=book.started().closings + 1,
        )
        self._desk.append_in_vote(tx, card.commune_id, uuid, [closed])

    def status(self, actor: Actor, village: str) -> CardStatus:
        """Counts for the card page and the head's home page."""
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, "village.see")
            valid = len(register_of(tx, where).cards)
            again = sum(card.issue > 1 for card in tx.cards.every(where.commune_id, where.code))
            return CardStatus(len(households_of(tx, where)), valid, again)

    def register(self, actor: Actor, village: str) -> CardRegister:
        """The card register, for those who check a credential list; it names households by code only."""
        with self._desk.database.reading() as tx:
            return register_of(tx, village_for(tx, actor, village, "cards.register"))


def _valid_card(tx: Transaction, village: Village, household_code: str) -> Card:
    key = code_key(household_code)
    for card in tx.cards.active(village.commune_id, village.code):
        if key and code_key(card.household_code) == key and not card.household_code.startswith(SPARE_PREFIX):
            return card
    raise NotFound(code="unknown-card")


def _key_faults(keys: Mapping[str, str], pending: set[str]) -> dict[str, str]:
    faults = {code: "card-not-pending" for code in keys if code not in pending}
    for code, key in keys.items():
        try:
            parse_household_key(key)
        except BallotError:
            faults[code] = "card-key-bad"
    if len(set(keys.values())) != len(keys):
        faults["keys"] = "card-key-twice"
    return faults
