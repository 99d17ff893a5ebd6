"""Seals: the commune's book names size and root of every open vote's book that has grown (LEDGER, "Entries").

What a vote's book said at a seal can then no longer be told otherwise, while the vote is still open.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from voting.record.entries.commune import BooksSealed
from voting.record.facts import Phase
from voting.record.fields import Seal, minute, show_minute
from voting.services.desk import Desk
from voting.services.errors import ServiceError
from voting.services.lookups import COMMUNE_BOOK, vote_facts
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
        communes = sorted({vote.commune_id for vote in tx.votes.closing_by(_EVER, Phase.OPEN)})
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
        desk.append(tx, commune, [BooksSealed(village="", at=at, books=books)])
    tx.facts.put(commune, COMMUNE_BOOK, {SEALED: json.dumps(show_minute(at))})
    return True


def _is_due(desk: Desk, tx: Transaction, commune: str) -> bool:
    text = tx.facts.get(commune, COMMUNE_BOOK, *SEALED)
    return text is None or not timedelta() <= desk.now() - minute(json.loads(text)) < EVERY


def _grown(tx: Transaction, commune: str) -> Sequence[tuple[str, Seal]]:
    """Open books by uuid in order, as they stand now, that have grown since their last seal."""
    uuids = [vote.uuid for vote in tx.votes.list(commune, states=[Phase.OPEN])]
    heads = tx.log.open_heads(commune, uuids)
    found = []
    for uuid, (size, root) in sorted(heads.items()):
        vote = vote_facts(tx, commune, uuid)
        if vote is not None and size > (vote.seal.size if vote.seal else 0):
            found.append((uuid, Seal(size, root.hex())))
    return found
