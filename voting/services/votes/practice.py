"""Practice: a vote with the village's real committee and a few cards of its own, which decides nothing.

Of no household, of no matter, in no list of votes: it is found by its cards, by the committee and by its own page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from voting.law import practice as law
from voting.record.facts import Phase
from voting.record.practice import CARDS
from voting.record.register import CardRegister
from voting.services.desk import Desk, find_village, village_for
from voting.services.errors import Conflict, Invalid
from voting.services.forms import once
from voting.services.households.cards import CardTodo, key_faults
from voting.services.lookups import village_facts
from voting.services.permissions import Actor
from voting.services.votes.closing import close_due
from voting.services.votes.drafting import NewQuestion, NewVote
from voting.services.votes.opening import open_practice
from voting.services.votes.summaries import VoteSummary, summaries
from voting.storage import errors as storage_errors
from voting.storage.cards import PracticeCard
from voting.storage.communes import Village
from voting.storage.database import Transaction

PREFIX = "TAP-"
"""The code of a practice card begins with this, before its number."""
LASTS_MINUTES = (15, 30, 60, 1440)
"""How long practice may last: no notice is given, because no household waits for it."""
SHOWN = 10


@dataclass(frozen=True)
class PracticeStanding:
    """How practice stands in a village: its cards, whether the committee has its key, its practice votes, newest first.

    ``under_way`` is the one that is open; none while another can be opened.
    """

    cards: int
    keyed: bool
    votes: tuple[VoteSummary, ...]
    under_way: VoteSummary | None


class Practice:
    """Making practice cards, opening a practice vote, and what became of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def standing(self, actor: Actor, village: str) -> PracticeStanding:
        """How practice stands, for the village's officials."""
        close_due(self._desk)
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, "village.see")
            known = village_facts(tx, where.commune_id, village)
            rows = tx.votes.practices(where.commune_id, village)[:SHOWN]
            votes = summaries(self._desk, tx, rows)
            return PracticeStanding(
                cards=len(tx.cards.practice(where.commune_id, village)),
                keyed=known.committee is not None and known.committee.complete,
                votes=votes,
                under_way=next((one for one in votes if one.uuid == known.practice), None),
            )

    def to_make(self, actor: Actor, village: str) -> tuple[CardTodo, ...]:
        """The cards that can be made, as many as are practised with at most."""
        with self._desk.database.reading() as tx:
            village_for(tx, actor, village, "cards.issue")
        return tuple(CardTodo(code_of(number), "") for number in range(1, law.MOST_CARDS + 1))

    def make_cards(self, actor: Actor, village: str, keys: Mapping[str, str]) -> int:
        """Store ``code -> K`` (hex) of printed cards instead of the practice cards so far; how many there are now.

        The same cards again change nothing. ``Conflict`` "practice-open" while a practice vote is, "card-key-used".
        """
        with self._desk.database.transaction() as tx:
            where = village_for(tx, actor, village, "cards.issue")
            known = self._desk.books.commune(tx, where.commune_id).village(village)  # locked: no opening in between
            new = [PracticeCard(where.commune_id, village, _number(code), key) for code, key in keys.items()]
            if tuple(sorted(new, key=lambda one: one.number)) == tx.cards.practice(where.commune_id, village):
                return len(new)
            if known.practice:
                raise Conflict(code="practice-open")
            _require_cards(keys)
            if any(tx.cards.with_key(one.key) for one in new):
                raise Conflict(code="card-key-used")
            try:
                tx.cards.renew_practice(where.commune_id, village, new)
            except storage_errors.Conflict as error:
                raise Conflict(code="card-key-used") from error
            return len(new)

    def open(self, actor: Actor, village: str, minutes: int, form: str = "") -> str:
        """Open a practice vote with the village's practice cards for so long; its uuid.

        The same ``form`` number again is the same vote. ``Conflict`` "missing-committee", "missing-practice-cards",
        "practice-open".
        """
        if minutes not in LASTS_MINUTES:
            raise Invalid({"minutes": "closes-too-late"})

        def opened(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "vote.open")
            if self._desk.books.commune(tx, where.commune_id).village(village).practice:
                raise Conflict(code="practice-open")
            register = practice_register(tx, where)
            if len(register.cards) not in CARDS:
                raise Conflict(code="missing-practice-cards")
            new = self._new_vote(minutes)
            return open_practice(self._desk, tx, actor, where, new, register).uuid

        close_due(self._desk)
        return once(self._desk, actor, form and f"practice|{village}|{form}", opened)

    def _new_vote(self, minutes: int) -> NewVote:
        now = self._desk.now()
        return NewVote(
            title=law.TITLE,
            description=law.DESCRIPTION,
            questions=(NewQuestion(law.QUESTION, law.ANSWERS),),
            opens_at_utc=now,
            closes_at_utc=now + timedelta(minutes=minutes + 1),
            practice=True,
        )

    def of_village(self, village: str) -> tuple[VoteSummary, ...]:
        """The practice votes of a village that are open or being counted, for its committee."""
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            states = (Phase.OPEN, Phase.CLOSED, Phase.TALLIED)
            return summaries(self._desk, tx, tx.votes.practices(where.commune_id, village, states=states))


def practice_register(tx: Transaction, village: Village) -> CardRegister:
    """The practice cards of a village as a register of their own; no household is in it."""
    cards = tx.cards.practice(village.commune_id, village.code)
    return CardRegister(village.code, tuple((code_of(one.number), one.key) for one in cards))


def code_of(number: int) -> str:
    """The code that is printed on a practice card."""
    return f"{PREFIX}{number}"


def _number(code: str) -> int:
    number = code.removeprefix(PREFIX)
    if not number.isdecimal() or len(number) > 2 or code != code_of(int(number)):  # noqa: PLR2004 - of ten cards
        raise Invalid({"cards": "malformed"})
    return int(number)


def _require_cards(keys: Mapping[str, str]) -> None:
    """A few, numbered from 1, each with a key of its own; else ``Invalid``."""
    if len(keys) not in CARDS:
        raise Invalid({"cards": "practice-cards-number"})
    if faults := key_faults(keys, {code_of(number) for number in range(1, len(keys) + 1)}):
        raise Invalid(faults)
