"""Closing a card's credentials without telling which of them belong together.

A card that is replaced while several votes are open is refused in all of them from that minute on, and the count of
closings is public at once. The entries that name its credentials are written later: in each vote's book when that vote
ends, with all others that waited, in the order of the credentials, which is the order of nothing; and before that only
when the household itself votes there with its new card. Otherwise one card's closings would stand in the same minute of
every open book, for everybody to join. What waits is a row without a minute, in the database, and outlives a crash.

Where one vote is open there is nothing to join, and the entries are written at once.
"""

from collections.abc import Sequence

from voting.record.entries.casting import CredentialAdded, CredentialClosed
from voting.record.facts import Barred
from voting.services.desk import Desk
from voting.services.lookups import StoredVoteBook
from voting.storage.closings import WaitingClosing
from voting.storage.database import Transaction

CLOSED_BECAUSE = "Thẻ của hộ được hủy hoặc thay"
"""In a vote's book, whatever the reason is: the same words there as beside the card would tie the two together."""


def barred_now(book: StoredVoteBook, credential: str) -> Barred | None:
    """Why a credential may not vote: as the vote's book has it, or will have it once what waits is written."""
    if book.closing_waits(credential):
        return Barred.EXCHANGED if _row(book, credential).spare else Barred.CLOSED
    why = book.barred(credential)
    return None if why is Barred.SPARE and book.waits_for_spare(credential) else why


def shut(tx: Transaction, book: StoredVoteBook, credential: str) -> str:
    """Refuse a credential from now on; the credential whose place is free then, its own or the one it stood for.

    The caller holds the book's lock.
    """
    row = book.waits_for_spare(credential)  # a spare that never voted: its place is given on, nothing tells of it
    place = row.credential if row else credential
    tx.closings.wait(WaitingClosing(book.commune, book.uuid, place, None))
    return place


def seat(tx: Transaction, book: StoredVoteBook, place: str, spare: str) -> None:
    """Let a spare credential take a place; the caller holds the book's lock."""
    tx.closings.wait(WaitingClosing(book.commune, book.uuid, place, spare))


def write(desk: Desk, tx: Transaction, book: StoredVoteBook) -> StoredVoteBook:
    """Name what waits, whose lock the caller holds; the book as it is then."""
    return _write(desk, tx, book, tx.closings.waiting(book.commune, book.uuid))


def write_for(desk: Desk, commune: str, uuid: str, spare: str) -> None:
    """Name the one closing whose place this spare has, so that it may vote; whoever sends it has proved to hold it."""
    with desk.database.transaction() as tx:
        book = desk.books.vote(tx, commune, uuid)
        if row := tx.closings.for_spare(commune, uuid, spare):
            _write(desk, tx, book, [row])


def _write(desk: Desk, tx: Transaction, book: StoredVoteBook, rows: Sequence[WaitingClosing]) -> StoredVoteBook:
    commune, uuid, village = book.commune, book.uuid, book.setup.village
    for row in rows:
        if book.barred(row.credential) is None:
            closed = CredentialClosed(
                village=village, at=desk.next_minute(tx, commune, uuid), vote=uuid, credential=row.credential,
                reason=CLOSED_BECAUSE, count=desk.books.vote(tx, commune, uuid).started().closings + 1,
            )  # fmt: skip
            desk.append_in_vote(tx, commune, uuid, [closed])
    for spare, place in sorted((row.spare, row.credential) for row in rows if row.spare):
        added = CredentialAdded(
            village=village, at=desk.next_minute(tx, commune, uuid), vote=uuid, credential=spare, instead_of=place,
            count=desk.books.vote(tx, commune, uuid).started().exchanged + 1,
        )  # fmt: skip
        desk.append_in_vote(tx, commune, uuid, [added])
    for row in rows:
        tx.closings.written(row)
    return desk.books.vote(tx, commune, uuid) if rows else book


def _row(book: StoredVoteBook, credential: str) -> WaitingClosing:
    return next(one for one in book.waiting() if one.credential == credential)
