"""A subject from its opening to its closing and the erasing of what is personal: each one transaction."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from voting.ballots.credentials import parse_household_key
from voting.ballots.election import random_uuid
from voting.ballots.statement import pseudonym, pseudonyms
from voting.record.entries.statements import SubjectClosed, SubjectOpened, SubjectStarted
from voting.record.facts import Phase
from voting.record.setup import MAX_DURATION
from voting.record.subject_kinds import TERMS
from voting.services.desk import Desk
from voting.services.errors import Conflict, Invalid, ServiceError
from voting.services.households.card_records import is_spare, register_of
from voting.services.households.rolls import latest_roll
from voting.services.households.subjects import CLOSED, OPEN, WORDS_KEPT, SubjectKind, answered_in
from voting.services.lookups import subject_facts, village_facts
from voting.storage import errors as storage_errors
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.statements import Speaker, Subject

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asking:
    """What households are to be asked: its kind, about which matter or vote, until when."""

    kind: SubjectKind
    closes_at: datetime
    about: str = ""


def open_subject(desk: Desk, tx: Transaction, village: Village, asking: Asking, by: str) -> str:
    """Ask every household of the village, each by the pseudonym of its card; the subject's id.

    ``Conflict`` "missing-roll", "missing-cards", "subject-open" (the same is asked already). ``Invalid`` at
    ``closes_at``.
    """
    kind, closes_at = asking.kind, asking.closes_at
    commune = village.commune_id
    at = desk.next_minute(tx, commune)  # locked from here on
    _require_times(at, closes_at)
    _require_cards(tx, village)
    standing = tx.statements.in_village(commune, village.code)
    if any((one.kind, one.about, one.state) == (kind, asking.about, OPEN) for one in standing):
        raise Conflict(code="subject-open")
    name, register = random_uuid(), register_of(tx, village)
    values, worded = TERMS[kind]
    listed = tx.payloads.put(commune, pseudonyms((parse_household_key(key) for _, key in register.cards), name))
    book = f"{tx.communes.get(commune).origin}/{name}"
    opened = SubjectOpened(
        village=village.code, at=at, subject_id=name, book=book, kind=kind.value, about=asking.about, values=values,
        worded=worded, pseudonyms=listed.hex(), listed=len(register.cards), register=register.sha256,
        closes_at=closes_at,
    )  # fmt: skip
    desk.append(tx, commune, [opened])
    tx.log.start(commune, name, book)
    version = roll.version if (roll := latest_roll(tx, village)) else 0
    row = Subject(commune, name, village.code, kind.value, OPEN, version, at, closes_at, by, asking.about)
    tx.statements.open(row, _speakers(tx, village, name))
    _begin_book(desk, tx, row)
    return name


def _require_times(at: datetime, closes_at: datetime) -> None:
    if closes_at <= at:
        raise Invalid({"closes_at": "closes-before-opening"})
    if closes_at - at > MAX_DURATION:
        raise Invalid({"closes_at": "closes-too-late"})


def _require_cards(tx: Transaction, village: Village) -> None:
    known = village_facts(tx, village.commune_id, village.code)
    if not known.households:
        raise Conflict(code="missing-roll")
    if known.cards != known.households:
        raise Conflict(code="missing-cards")


def _speakers(tx: Transaction, village: Village, name: str) -> list[Speaker]:
    return [
        Speaker(
            card.commune_id,
            name,
            pseudonym(parse_household_key(card.key), name).hex,
            card.village_code,
            card.household_code,
            card.issue,
        )
        for card in tx.cards.active(village.commune_id, village.code)
        if not is_spare(card.household_code)
    ]


def _begin_book(desk: Desk, tx: Transaction, row: Subject) -> None:
    facts = subject_facts(tx, row.commune_id, row.subject_id)
    if facts is None:
        raise Conflict(code="out-of-order")
    started = SubjectStarted(
        village=row.village_code,
        at=facts.opened_at,
        subject_id=row.subject_id,
        opened_index=facts.opening.index,
        opened_leaf=facts.opening.leaf,
    )
    desk.books.take_in_subject(tx, desk.books.subject(tx, row.commune_id, row.subject_id), started)


def close_subject(desk: Desk, row: Subject) -> None:
    """State the whole of a subject's book in the commune's; ``Conflict`` with the record's code."""
    with desk.database.transaction() as tx:
        commune, name = row.commune_id, row.subject_id
        book = desk.books.subject(tx, commune, name)  # the subject's first, then the commune's
        at = max(desk.next_minute(tx, commune), desk.next_minute(tx, commune, name))
        opinions = book.begun()
        closed = SubjectClosed(
            village=row.village_code,
            at=at,
            subject_id=name,
            size=book.size,
            root=book.head.root.hex(),
            statements=opinions.statements,
            counts=opinions.counts,
        )
        desk.append(tx, commune, [closed])
        tx.statements.close(row, CLOSED, at)


def close_subjects_about(desk: Desk, commune: str, about: str) -> None:
    """Close what is still asked about something that is over; what another process has closed meanwhile is closed."""
    with desk.database.reading() as tx:
        rows = [one for one in tx.statements.about(commune, about) if one.state == OPEN]
    for row in rows:
        with suppress(ServiceError):
            close_subject(desk, row)


def close_subjects_due(desk: Desk) -> tuple[str, ...]:
    """Close every subject whose time, or vote, is over; a read first: nothing is locked while nothing is due."""
    with desk.database.reading() as tx:
        due = tx.statements.due(OPEN, desk.now(), Phase.OPEN)
    closed = []
    for row in due:
        try:
            close_subject(desk, row)
        except ServiceError:  # another process closed it first
            continue
        except (storage_errors.StorageDataError, storage_errors.Damaged) as error:
            _LOG.error("subject %s cannot be closed: %s", row.subject_id, type(error).__name__)
            continue
        closed.append(row.subject_id)
    return tuple(closed)


def erase_statements_due(desk: Desk) -> int:
    """Erase what is personal of subjects closed long enough ago; how many. The record still verifies."""
    before = desk.now() - WORDS_KEPT
    with desk.database.reading() as tx:
        rows = tx.statements.standing(CLOSED)
        due = [row for row in rows if row.erased_at_utc is None and row.closes_at_utc <= before]
    for row in due:
        with desk.database.transaction() as tx:
            tx.statements.erase(row, desk.now(), answered_in(tx, row))
    return len(due)
