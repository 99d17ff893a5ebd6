"""Open books that have grown are sealed in the commune's book, once an hour at most, all in one entry."""

from datetime import timedelta

import pytest
from village.clock import START
from village.life import NO, YES, Village
from village.people import COMMUNE

from voting.record.entries.commune import BooksSealed
from voting.record.entries.entry import Book, entry_bytes
from voting.record.entries.parsing import parse_entry
from voting.record.fields import Seal
from voting.services.households.subjects import OPEN
from voting.services.lookups import vote_facts
from voting.services.record import sealing
from voting.services.record.sealing import seal_due


def seals(village: Village) -> list[BooksSealed]:
    """Every seal in the commune's book."""
    with village.desk.database.reading() as tx:
        raws = tx.log.raws(COMMUNE, "", 0, village.log().head().size)
    return [entry for raw in raws if isinstance(entry := parse_entry(raw, Book.COMMUNE), BooksSealed)]


def as_it_stands(village: Village, book: str) -> Seal:
    with village.desk.database.reading() as tx:
        head = tx.log.head(COMMUNE, book)
    return Seal(head.size, head.root.hex())


def open_books(village: Village) -> list[str]:
    """The books of votes that take ballots now or later, and of what households are asked, by name in order."""
    with village.desk.database.reading() as tx:
        subjects = [row.subject_id for row in tx.statements.standing(OPEN)]
    return sorted([village.votes["open"], village.votes["upcoming"], *subjects])


def test_one_entry_names_every_open_book_as_it_stands(village: Village) -> None:
    waiting = [village.votes["open"], village.votes["upcoming"]]
    assert seal_due(village.desk) == (COMMUNE,)
    (entry,) = seals(village)
    assert entry.books == tuple((name, as_it_stands(village, name)) for name in open_books(village))
    with village.desk.database.reading() as tx:
        for uuid in waiting:
            assert vote_facts(tx, COMMUNE, uuid).seal == as_it_stands(village, uuid)


def test_within_the_hour_nothing_is_sealed_again_and_then_only_what_has_grown(village: Village) -> None:
    uuid = village.votes["open"]
    seal_due(village.desk)
    village.cast(uuid, "DH-002", YES)
    village.clock.move(minutes=59)
    assert seal_due(village.desk) == ()
    village.clock.move(minutes=1)
    assert seal_due(village.desk) == (COMMUNE,)
    assert seals(village)[1].books == ((uuid, as_it_stands(village, uuid)),)
    village.clock.move(hours=2)
    assert seal_due(village.desk) == ()
    assert len(seals(village)) == 2


def test_while_nothing_is_due_nothing_is_locked(village: Village) -> None:
    seal_due(village.desk)
    village.cast(village.votes["open"], "DH-002", YES)
    other = village.again()
    with village.desk.database.transaction() as tx:
        tx.log.lock(COMMUNE, "")
        assert seal_due(other.desk) == ()


def test_a_clock_that_went_back_stops_no_seals(village: Village) -> None:
    seal_due(village.desk)
    village.cast(village.votes["open"], "DH-002", YES)
    village.clock.now -= timedelta(days=2)
    assert seal_due(village.desk) == (COMMUNE,)


def test_two_processes_seal_once(village: Village) -> None:
    assert [seal_due(village.desk), seal_due(village.again().desk)] == [(COMMUNE,), ()]
    assert len(seals(village)) == 1


def test_votes_that_ended_are_not_sealed_again(village: Village) -> None:
    uuid = village.votes["open"]
    village.close(uuid)
    seal_due(village.desk)
    sealed = [name for entry in seals(village) for name, _seal in entry.books]
    assert [name for name in sealed if name in village.votes.values()] == [village.votes["upcoming"]]


def test_after_a_seal_the_vote_goes_on_to_its_result(village: Village) -> None:
    uuid = village.votes["open"]
    seal_due(village.desk)
    for household in ("DH-002", "DH-003"):
        village.cast(uuid, household, NO)
    village.clock.move(hours=1)
    seal_due(village.desk)
    village.close(uuid)
    village.count(uuid)
    assert village.services.votes.get(uuid).outcome is not None


def test_more_books_than_an_entry_holds_go_into_several(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MOST_BOOKS", 1)
    seal_due(village.desk)
    assert [len(entry.books) for entry in seals(village)] == [1] * len(open_books(village))


def test_the_largest_seal_fits_an_entry() -> None:
    books = tuple((f"{n:014d}".replace("0", "1"), Seal(2**31, "f" * 64)) for n in range(sealing.MOST_BOOKS))
    assert len(entry_bytes(BooksSealed(village="", at=START, books=books))) < 60_000
