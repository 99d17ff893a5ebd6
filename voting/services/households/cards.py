"""Household cards: the server only learns the public keys ``K``; the secrets stay on paper (PROTOCOL section 2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from voting.ballots.credentials import parse_household_key
from voting.ballots.errors import BallotError
from voting.record.register import CardRegister
from voting.services.desk import Desk, village_for
from voting.services.errors import Conflict, Invalid
from voting.services.forms import once
from voting.services.households.card_records import (
    FEW,
    SERIES,
    SPARE_PREFIX,
    again_today,
    agreed_again,
    record_cards,
    register_of,
    require_few,
    require_unused,
    revoke_card,
    spares_of,
    valid_card,
)
from voting.services.households.rolls import HouseholdInfo, households_of
from voting.services.lookups import village_facts
from voting.services.permissions import Actor
from voting.services.typed import public_reason
from voting.storage import errors as storage_errors
from voting.storage.cards import Card
from voting.storage.communes import Village
from voting.storage.database import Transaction

FEWEST_SPARES, HOUSEHOLDS_A_SPARE = 2, 50
"""Spare cards of a village: two, and in a large one a card for each fifty households."""


@dataclass(frozen=True)
class CardTodo:
    """A card to be made: the household's code, and the label printed on the stub that is torn off.

    ``address`` tells in which part of the village it is handed out; ``again``: the household had a card before;
    ``agreed``: two officials agreed that it gets another; ``spare``: the number of a card that is made for no household
    yet (its code and label name none), else 0.
    """

    household_code: str
    label: str
    address: str = ""
    again: bool = False
    agreed: bool = False
    spare: int = 0


@dataclass(frozen=True)
class CardStatus:
    """How many households there are, how many have a valid card; cards issued again and cards revoked, counted apart.

    ``spares`` sealed cards wait and ``spares_wanted`` should; ``alone`` cards may still be made again today by one
    official; ``agreed`` households wait for the card that two officials agreed on.
    """

    households: int
    with_card: int
    reissued: int
    revoked: int
    spares: int
    spares_wanted: int
    alone: int
    agreed: int


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
        """Households without a valid card, and those whose card two officials agreed to make again, in list order."""
        with self._desk.database.reading() as tx:
            return _pending(tx, village_for(tx, actor, village, "cards.issue"))

    def spares(self, actor: Actor, village: str) -> tuple[CardTodo, ...]:
        """The spare cards that are wanting: made beforehand, because a vote's list is fixed when it opens."""
        with self._desk.database.reading() as tx:
            return _spares_to_make(tx, village_for(tx, actor, village, "cards.issue"))

    def handed_out(self, actor: Actor, village: str) -> tuple[HouseholdInfo, ...]:
        """Households with a valid card, in list order, for the list they sign on receiving it. Personal data."""
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, "cards.issue")
            have = {code for code, _ in register_of(tx, where).cards}
            return tuple(HouseholdInfo.of(row) for row in households_of(tx, where) if row.code in have)

    def issue(self, actor: Actor, village: str, keys: Mapping[str, str]) -> IssueReport:
        """Store ``code -> K`` (hex) of printed cards, all or none, and record the register.

        Cards sent a second time, after a lost answer, change nothing. ``Conflict`` "cards-need-two" for more than a
        few cards made again; "cards-in-vote", "card-has-voted" for a series that may not be made again any more.
        """
        with self._desk.database.transaction() as tx:
            where = village_for(tx, actor, village, "cards.issue")
            self._desk.books.commune(tx, where.commune_id)  # locked: of two presses the second sees the first
            stored = {card.household_code: card.key for card in tx.cards.active(where.commune_id, where.code)}
            new = {code: key for code, key in keys.items() if stored.get(code) != key}
            if not new:
                register = register_of(tx, where)
                return IssueReport(0, len(register.cards), register.sha256)
            self._require_due(tx, where, new)
            return self._store(tx, where, new)

    def _require_due(self, tx: Transaction, village: Village, new: Mapping[str, str]) -> None:
        due = {todo.household_code: todo for todo in (*_pending(tx, village), *_spares_to_make(tx, village))}
        faults = key_faults(new, due.keys())
        if faults:
            raise Invalid(faults)
        agreed = agreed_again(tx, village)
        if SERIES in {agreed.get(code) for code in new}:
            require_unused(self._desk, tx, village)
        require_few(self._desk, tx, village, (code for code in new if due[code].again and code not in agreed))

    def _store(self, tx: Transaction, village: Village, new: Mapping[str, str]) -> IssueReport:
        if any(tx.cards.practice_with_key(key) for key in new.values()):
            raise Conflict(code="card-key-used")
        now, issues = self._desk.now(), {}
        for code in new:
            earlier = tx.cards.of_household(village.commune_id, village.code, code)
            issues[code] = len(earlier) + 1
            for card in earlier:
                if card.revoked_at_utc is None:  # of a series that is made again
                    tx.cards.revoke(card, now)
        try:
            tx.cards.add([
                Card(village.commune_id, village.code, code, issues[code], key, now, spare=_spare_number(code))
                for code, key in new.items()
            ])  # fmt: skip
        except storage_errors.Conflict as error:
            raise Conflict(code="card-key-used") from error
        again = sum(issue > 1 for issue in issues.values())
        register = record_cards(self._desk, tx, village, issued=len(new), reissued=again)
        return IssueReport(len(new), len(register.cards), register.sha256)

    def revoke(self, actor: Actor, village: str, household_code: str, reason: str, form: str = "") -> str:
        """Make a lost card invalid, in the record too, while no vote of the village is open.

        However the code is written (``texts.codes``); returns it as the list spells it. ``Conflict`` "cards-need-two"
        while a vote is open: a closed card may then keep a household from voting (``votes/replacing``). The same
        ``form`` number again ends no newer card.
        """
        reason = public_reason(reason)

        def ended(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "cards.revoke")
            if self._desk.books.commune(tx, where.commune_id).village(where.code).open:
                raise Conflict(code="cards-need-two")
            card = valid_card(tx, where, household_code)
            revoke_card(self._desk, tx, card, reason)
            return card.household_code

        return once(self._desk, actor, form and f"revoke|{village}|{form}", ended)

    def status(self, actor: Actor, village: str) -> CardStatus:
        """Counts for the card page and the head's home page."""
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, "village.see")
            households = len(households_of(tx, where))
            register = register_of(tx, where)
            return CardStatus(
                households=households,
                with_card=len(register.cards),
                reissued=sum(card.issue > 1 for card in tx.cards.every(where.commune_id, where.code)),
                revoked=village_facts(tx, where.commune_id, where.code).revoked,
                spares=len(register.spares),
                spares_wanted=spares_wanted(households),
                alone=max(0, FEW - len(again_today(self._desk, tx, where))),
                agreed=len(agreed_again(tx, where)),
            )

    def register(self, actor: Actor, village: str) -> CardRegister:
        """The card register, for those who check a credential list; it names households by code only.

        ``Conflict`` "register-while-open": with it, a vote's public book tells which households have voted.
        """
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, "cards.register")
            if village_facts(tx, where.commune_id, where.code).open:
                raise Conflict(code="register-while-open")
            return register_of(tx, where)


def _pending(tx: Transaction, village: Village) -> tuple[CardTodo, ...]:
    ever, valid = set(), set()
    for card in tx.cards.every(village.commune_id, village.code):
        ever.add(card.household_code)
        if card.revoked_at_utc is None:
            valid.add(card.household_code)
    agreed = agreed_again(tx, village)
    return tuple(
        CardTodo(row.code, f"{row.representative or row.head_name}, {row.address}", row.address,
                 again=row.code in ever, agreed=row.code in agreed)
        for row in households_of(tx, village)
        if row.code not in valid or row.code in agreed
    )  # fmt: skip


def spares_wanted(households: int) -> int:
    """How many spare cards a village with so many households should have."""
    return max(FEWEST_SPARES, -(-households // HOUSEHOLDS_A_SPARE)) if households else 0


def _spares_to_make(tx: Transaction, village: Village) -> tuple[CardTodo, ...]:
    missing = spares_wanted(len(households_of(tx, village))) - len(spares_of(tx, village))
    first = tx.cards.last_spare(village.commune_id, village.code) + 1
    return tuple(CardTodo(f"{SPARE_PREFIX}{number}", "", spare=number) for number in range(first, first + missing))


def _spare_number(code: str) -> int | None:
    return int(code.removeprefix(SPARE_PREFIX)) if code.startswith(SPARE_PREFIX) else None


def key_faults(keys: Mapping[str, str], due: Collection[str]) -> dict[str, str]:
    """What is wrong with cards that were sent, by code: one that is not due, a key that is none or stands twice."""
    faults = {code: "card-not-pending" for code in keys if code not in due}
    for code, key in keys.items():
        try:
            parse_household_key(key)
        except BallotError:
            faults[code] = "card-key-bad"
    if len(set(keys.values())) != len(keys):
        faults["keys"] = "card-key-twice"
    return faults
