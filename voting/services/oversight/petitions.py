"""Petitions about a matter, whatever stage it has come to (Art. 24(4)): from anyone, without an account.

The commune's book tells that one came, who has it, and when it was answered; what it says, and who sent it, is read by
the office that has it alone. Its sender has an address that nobody can guess, and reads the answer there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from voting.law.deadlines import last_day
from voting.law.petitions import RECEIVERS, About, Handling
from voting.law.road import Office
from voting.law.wording import HERE
from voting.record.entries.oversight import PetitionMoved
from voting.services.desk import Desk, find_village, village_for
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound
from voting.services.forms import once
from voting.services.lookups import clock_of
from voting.services.matters.steps import find_matter
from voting.services.people.working_days import days_off_between
from voting.services.permissions import Actor, Role
from voting.services.typed import public_words
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.storage.matters import Matter
from voting.storage.petitions import Petition
from voting.texts.validity import cleaned

ROLES: Mapping[Office, Role] = {
    Office.COMMUNE: Role.COMMUNE, Office.COMMUNE_FRONT: Role.COMMUNE, Office.INSPECTION: Role.BOARD,
}  # fmt: skip
"""Whose accounts serve each office that may be petitioned."""
MOST_WORDS, MOST_SENDER = 2000, 200
MOST_WAITING, MOST_IN_ALL = 20, 200
"""Petitions of one matter that wait, and in all: an end to what strangers can heap up in the commune's book."""
KEPT = timedelta(days=90)
"""After its answer: long enough to read it, and to go further. No law sets this time."""
CLOCK = "petition.answer"


@dataclass(frozen=True)
class NewPetition:
    """A petition as filled in; ``sender`` (name, how to reach them) may be empty."""

    to: str
    about: str
    words: str
    sender: str = ""


@dataclass(frozen=True)
class Petitioned:
    """A petition as anyone may know it: its number, about what, who has it, since when, until when it is answered.

    ``late``: the answer came, or still is to come, after ``last``.
    """

    number: int
    about: About
    to: Office
    state: Handling
    received: date
    last: date
    answered: date | None
    late: bool


@dataclass(frozen=True)
class Sent:
    """The same for whoever sent it, with the answer."""

    told: Petitioned
    answer: str


@dataclass(frozen=True)
class Received(Sent):
    """The same for the office that has it: its words and its sender (empty once they are erased), and the offices that
    it may be passed on to."""

    words: str
    sender: str
    onward: tuple[Office, ...]


class Petitions:
    """Handing in, reading, passing on and answering petitions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def receivers(self, matter: str) -> tuple[Office, ...]:
        """The offices that have somebody to read a petition; none in a village that is over. ``NotFound``."""
        with self._desk.database.reading() as tx:
            return _receivers(tx, find_matter(tx, matter))

    def hand_in(self, matter: str, new: NewPetition, form: str) -> str:
        """Take a petition; the id by which its sender finds it, the same for the same ``form`` number.

        ``Invalid`` at ``to``, ``about``, ``words``, ``sender``; ``Conflict`` "petitions-many", "village-over".
        """
        words, sender = public_words(new.words, "words", MOST_WORDS), cleaned(new.sender, line_breaks=True)
        if len(sender) > MOST_SENDER:
            raise Invalid({"sender": "text-long"})
        if new.about not in set(About):
            raise Invalid({"about": "choice-missing"})
        with self._desk.database.transaction() as tx:
            row = find_matter(tx, matter)
            self._desk.books.commune(tx, row.commune_id)  # locked: its number is the next
            if new.to not in _receivers(tx, row):
                raise Invalid({"to": "choice-missing"})
            known = tx.petitions.about(row.commune_id, row.id)
            made = Petition(
                row.commune_id, _id_of(matter, form), row.id, len(known) + 1, new.about, new.to, Handling.RECEIVED,
                words, sender, self._desk.now(),
            )  # fmt: skip
            if made.id not in {one.id for one in known}:  # else it was sent already
                _require_room(known)
                self._record(tx, row, made)
                tx.petitions.add(made)
        return made.id

    def of(self, matter: str, petition: str) -> Sent:
        """A petition and its answer, for whoever has its id; ``NotFound``."""
        with self._desk.database.reading() as tx:
            row = find_matter(tx, matter)
            try:
                found = tx.petitions.get(row.commune_id, row.id, petition)
            except storage_errors.NotFound as error:
                raise NotFound(code="unknown-petition") from error
            return Sent(_told(tx, [found], self._desk.now())[0], found.answer)

    def about(self, matter: str) -> tuple[Petitioned, ...]:
        """The petitions about a matter, as anyone may know them."""
        with self._desk.database.reading() as tx:
            row = find_matter(tx, matter)
            return _told(tx, tx.petitions.about(row.commune_id, row.id), self._desk.now())

    def read(self, actor: Actor, matter: str, number: int) -> Received:
        """A petition for the office that has it; ``NotFound``, ``Forbidden``."""
        with self._desk.database.reading() as tx:
            row, found = _theirs(tx, actor, matter, number)
            onward = tuple(one for one in _serving(tx, row) if one != found.office)
            told = _told(tx, [found], self._desk.now())[0]
            return Received(told, found.answer, found.words, found.sender, onward)

    def answer(self, actor: Actor, matter: str, number: int, words: str, form: str = "") -> None:
        """Answer a petition, for whoever sent it to read. ``Invalid`` at ``answer``; ``Conflict``."""
        words = public_words(words, "answer", MOST_WORDS)

        def answered(tx: Transaction, row: Matter, found: Petition) -> None:
            state = Handling.ANSWERED
            if ROLES[Office(found.office)] not in _roles_in(tx, row, actor):  # nobody is left there: the commune's now
                found = replace(found, state=Handling.FORWARDED, office=Office.COMMUNE)
                self._record(tx, row, found)
                tx.petitions.pass_on(row.commune_id, found.id, found.office, found.state)
            self._record(tx, row, replace(found, state=state))
            tx.petitions.answer(
                row.commune_id, found.id, words=words, state=state, by=actor.account_id, at=self._desk.now()
            )  # fmt: skip

        self._handle(actor, matter, number, form and f"petition-answered|{form}", answered)

    def pass_on(self, actor: Actor, matter: str, number: int, to: str, form: str = "") -> None:
        """Another office is to answer; its time runs on. ``Invalid`` at ``to``; ``Conflict``."""

        def passed(tx: Transaction, row: Matter, found: Petition) -> None:
            if to == found.office or to not in _serving(tx, row):
                raise Invalid({"to": "choice-missing"})
            self._record(tx, row, replace(found, state=Handling.FORWARDED, office=to))
            tx.petitions.pass_on(row.commune_id, found.id, to, Handling.FORWARDED)

        self._handle(actor, matter, number, form and f"petition-passed-on|{form}", passed)

    def _handle(
        self, actor: Actor, matter: str, number: int, form: str,
        what: Callable[[Transaction, Matter, Petition], None],
    ) -> None:  # fmt: skip
        def handled(tx: Transaction) -> str:
            self._desk.books.commune(tx, actor.commune)  # locked: of two officials at once the second sees the first
            row, found = _theirs(tx, actor, matter, number)
            if found.answered_at_utc is not None:
                raise Conflict(code="petition-answered")
            what(tx, row, found)
            return found.id

        once(self._desk, actor, form and f"{form}|{matter}|{number}", handled)

    def _record(self, tx: Transaction, row: Matter, one: Petition) -> None:
        """It came, or what became of it, in the commune's book."""
        at = self._desk.next_minute(tx, row.commune_id)
        entry = PetitionMoved(
            village=row.village_code, at=at, matter=row.id, number=one.number, about=one.about, state=one.state,
            to=one.office,
        )  # fmt: skip
        self._desk.append(tx, row.commune_id, [entry])


def erase_petitions_due(desk: Desk) -> int:
    """Empty what is personal of petitions answered long ago; how many. What the book tells of them stays."""
    before = desk.now() - KEPT
    with desk.database.reading() as tx:
        due = [one for commune in tx.communes.list() for one in tx.petitions.answered_before(commune.code, before)]
    for one in due:
        with desk.database.transaction() as tx:
            tx.petitions.erase(one.commune_id, one.id)
    return len(due)


def waiting_in(tx: Transaction, commune: str, now: datetime) -> tuple[tuple[str, Petitioned], ...]:
    """The petitions of a commune that wait for an answer, each with its matter, the oldest first."""
    rows = tx.petitions.waiting(commune)
    return tuple(zip((one.matter_id for one in rows), _told(tx, rows, now), strict=True))


def last_days(tx: Transaction, commune: str, received: Sequence[date], now: datetime) -> Mapping[date, date]:
    """The last day for an answer to what came on each of these days."""
    if not received:
        return {}
    clock, days_off = clock_of(tx, commune, CLOCK), days_off_between(tx, commune, min(received), now.date())
    return {day: last_day(clock, day, days_off) for day in received}


def _told(tx: Transaction, rows: Sequence[Petition], now: datetime) -> tuple[Petitioned, ...]:
    if not rows:
        return ()
    last = last_days(tx, rows[0].commune_id, [_day(one.received_at_utc) for one in rows], now)
    return tuple(_one(row, last[_day(row.received_at_utc)], _day(now)) for row in rows)


def _one(row: Petition, last: date, today: date) -> Petitioned:
    received, answered = _day(row.received_at_utc), row.answered_at_utc and _day(row.answered_at_utc)
    late = (answered or today) > last
    return Petitioned(
        row.number, About(row.about), Office(row.office), Handling(row.state), received, last, answered, late
    )  # fmt: skip


def _receivers(tx: Transaction, row: Matter) -> tuple[Office, ...]:
    """The offices that take a new one: none in a village that became part of another."""
    return () if find_village(tx, row.village_code).successors else _serving(tx, row)


def _serving(tx: Transaction, row: Matter) -> tuple[Office, ...]:
    """The offices with an account that is in use, in a matter's village or what that became part of."""
    serving = {role for role in ROLES.values() if _serves(tx, row, role)}
    return tuple(office for office in RECEIVERS if ROLES[office] in serving)


def _serves(tx: Transaction, row: Matter, role: Role) -> bool:
    held = (tx.accounts.holders(row.commune_id, role, place) for place in (*_places(tx, row), ""))
    return any(one.active for accounts in held for one in accounts)


def _places(tx: Transaction, row: Matter) -> tuple[str, ...]:
    """A matter's village, and the villages it became part of: who serves there answers what came before."""
    return (row.village_code, *(find_village(tx, row.village_code).successors or "").split())


def _roles_in(tx: Transaction, row: Matter, actor: Actor) -> frozenset[Role]:
    places = {"", *_places(tx, row)}
    return frozenset(one.role for one in actor.grants if one.village in places)


def _theirs(tx: Transaction, actor: Actor, matter: str, number: int) -> tuple[Matter, Petition]:
    """A petition that lies with the actor's office here, or with one in which nobody serves any more and so with the
    commune; ``NotFound``, ``Forbidden``."""
    row = find_matter(tx, matter)
    village_for(tx, actor, row.village_code, "matter.hear")
    found = next((one for one in tx.petitions.about(row.commune_id, row.id) if one.number == number), None)
    if found is None:
        raise NotFound(code="unknown-petition")
    role, held = ROLES[Office(found.office)], _roles_in(tx, row, actor)
    if role not in held and (Role.COMMUNE not in held or _serves(tx, row, role)):
        raise Forbidden("a petition that lies with another office")
    return row, found


def _require_room(known: Sequence[Petition]) -> None:
    waiting = sum(one.answered_at_utc is None for one in known)
    if len(known) >= MOST_IN_ALL or waiting >= MOST_WAITING:
        raise Conflict(code="petitions-many")


def _id_of(matter: str, form: str) -> str:
    """128 bits that nobody can guess who does not have the form's number."""
    return sha256(f"petition|{matter}|{form}".encode()).hexdigest()[:32]


def _day(at: datetime) -> date:
    return at.astimezone(HERE).date()
