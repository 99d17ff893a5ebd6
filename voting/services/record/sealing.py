"""Seals: the commune's book names size and root of every open book that has grown (LEDGER, "Entries").

What a vote's or a subject's book said at a seal can then no longer be told otherwise, while it is still open.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from voting.record.entries.commune import BooksSealed
from voting.record.facts import Phase
from voting.record.fields import Seal, minute, show_minute
from voting.services.checkpoints import keep_seals
from voting.services.desk import Desk
from voting.services.errors import ServiceError
from voting.services.households.subjects import OPEN
from voting.services.lookups import COMMUNE_BOOK, subject_facts, vote_facts
from voting.storage.database import Transaction

EVERY = timedelta(hours=1)
SEALED = ("sealed", "")
"""Kind and key of the row that remembers the minute of a commune's last seal."""
MOST_BOOKS = 400
"""In one entry: a seal takes some 110 of its 65,535 bytes."""
_EVER = datetime.max.replace(tzinfo=UTC)


def seal_due(desk: Desk) -> tuple[str, ...]:
    """Seal the open books of each commune that has not done so for an hour; the communes that did.

    A read first, so that nothing is locked while nothing is due.
    """
    with desk.database.reading() as tx:
        voting = {vote.commune_id for vote in tx.votes.closing_by(_EVER, Phase.OPEN)}
        communes = sorted(voting | {row.commune_id for row in tx.statements.standing(OPEN)})
        due = [commune for commune in communes if _is_due(desk, tx, commune) and _grown(tx, commune)]
    return tuple(commune for commune in due if _sealed(desk, commune))


def _sealed(desk: Desk, commune: str) -> bool:
    try:
        with desk.database.transaction() as tx:
            desk.books.commune(tx, commune)  # locked before anything is asked: another process may be sealing too
            return _is_due(desk, tx, commune) and seal(desk, tx, commune)
    except ServiceError:  # what was to be sealed ended meanwhile: the next round sees it as it is then
        return False


def seal(desk: Desk, tx: Transaction, commune: str) -> bool:
    """Seal every open book of a commune that has grown, whenever the last seal was; whether there was any."""
    seals = _grown(tx, commune)
    if not seals:
        return False
    at = desk.next_minute(tx, commune)
    for start in range(0, len(seals), MOST_BOOKS):
        books = tuple(seals[start : start + MOST_BOOKS])
        index = desk.append(tx, commune, [BooksSealed(village="", at=at, books=books)])
        keep_seals(tx, commune, index, {name: sealed.size for name, sealed in books})
    tx.facts.put(commune, COMMUNE_BOOK, {SEALED: json.dumps(show_minute(at))})
    return True


def _is_due(desk: Desk, tx: Transaction, commune: str) -> bool:
    text = tx.facts.get(commune, COMMUNE_BOOK, *SEALED)
    return text is None or not timedelta() <= desk.now() - minute(json.loads(text)) < EVERY


def _grown(tx: Transaction, commune: str) -> Sequence[tuple[str, Seal]]:
    """Open books by their names in order, as they stand now, that have grown since their last seal."""
    seals: dict[str, Seal | None] = {}
    for one in tx.votes.real_and_practice(commune, [Phase.OPEN]):
        if (vote := vote_facts(tx, commune, one.uuid)) is not None:
            seals[one.uuid] = vote.seal
    for row in tx.statements.standing(OPEN):
        if row.commune_id == commune and (subject := subject_facts(tx, commune, row.subject_id)) is not None:
            seals[row.subject_id] = subject.seal
    heads = tx.log.open_heads(commune, list(seals))
    return [
        (name, Seal(size, root.hex()))
        for name, (size, root) in sorted(heads.items())
        if size > (before.size if (before := seals[name]) else 0)
    ]
