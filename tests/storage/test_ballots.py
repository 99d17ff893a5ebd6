"""The index of accepted ballots: what a new one is judged by, and which ones count."""

from dataclasses import replace

import pytest
from fixtures.postgres import POSTGRES
from sqlalchemy import create_engine, text

from storage.by_force import altered
from storage.sample import Place, append, ballot, digest, hex_of, start
from voting.ledger.tiles import ENTRIES, Tile
from voting.storage.ballots import BATCH, BallotRow, Look
from voting.storage.database import Database
from voting.storage.errors import Conflict, Damaged, NotFound

NOTHING = Look(None, None, None, tracker_seen=False, ciphertext_seen=False)


def cast(database: Database, place: Place, rows: list[BallotRow]) -> None:
    """Append an entry for each row to the book "u1", started here, and store the row with two ciphertexts."""
    with database.transaction() as tx:
        start(tx, place, "u1")
        with tx.together():
            append(tx, place, len(rows), "u1")
            for row in rows:
                tx.ballots.add(row, [digest(f"{row.tracker} {number}") for number in range(2)])


@pytest.fixture
def rows(database: Database, place: Place) -> list[BallotRow]:
    made = [
        ballot(place, "u1", idx=0, sequence=1, who="S1"),
        ballot(place, "u1", idx=1, sequence=1, who="S2"),
        ballot(place, "u1", idx=2, sequence=10, who="S1"),
    ]
    cast(database, place, made)
    return made


def test_the_last_ballot_by_sequence_counts(database: Database, place: Place, rows: list[BallotRow]) -> None:
    with database.reading() as tx:
        assert tx.ballots.last_of(place.commune, "u1", hex_of("S1")) == rows[2]
        assert tx.ballots.by_tracker(place.commune, "u1", rows[1].tracker) == rows[1]
        assert tx.ballots.list(place.commune, "u1") == tuple(rows)
        assert tx.ballots.count(place.commune, "u1") == 3
        assert tx.ballots.count_households(place.commune, "u1") == 2
        assert tx.ballots.voted_credentials(place.commune, "u1") == {hex_of("S1"), hex_of("S2")}
        counted = list(tx.ballots.counted(place.commune, "u1"))
        assert counted == list(tx.log.raws(place.commune, "u1", 1, 3))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("S1", "new", []), Look(None, 10, "tracker-2", tracker_seen=False, ciphertext_seen=False)),
        (("S2", "tracker-0", ["new"]), Look(None, 1, "tracker-1", tracker_seen=True, ciphertext_seen=False)),
        (("S3", "new", ["new", "tracker-2 1"]), Look("closed", None, None, tracker_seen=False, ciphertext_seen=True)),
        (("S4", "new", ["new"]), NOTHING),
        (("", "", []), NOTHING),
        (("", "tracker-", []), NOTHING),
        (("", "tracker-3", []), NOTHING),
    ],
)
def test_a_ballot_is_judged_by_one_look(
    database: Database, place: Place, rows: list[BallotRow], asked: tuple[str, str, list[str]], expected: Look
) -> None:
    credential, tracker, hashes = asked
    with database.transaction() as tx:
        tx.facts.put(place.commune, "u1", {("barred", hex_of("S3")): "closed", ("other", hex_of("S4")): "x"})
        who = hex_of(credential) if credential else ""
        assert tx.ballots.look(place.commune, "u1", who, tracker, [digest(one) for one in hashes]) == expected


def test_ballots_of_another_vote_are_not_seen(database: Database, place: Place, rows: list[BallotRow]) -> None:
    with database.transaction() as tx:
        start(tx, place, "u2")
        tx.facts.put(place.commune, "u1", {("barred", hex_of("S1")): "closed"})
        look = tx.ballots.look(place.commune, "u2", hex_of("S1"), "tracker-0", [digest("tracker-0 1")])
        assert look == NOTHING
        assert list(tx.ballots.counted(place.commune, "u2")) == []
        assert tx.ballots.count(place.commune, "u2") == 0
        with pytest.raises(NotFound):
            tx.ballots.last_of(place.commune, "u2", hex_of("S1"))
        with pytest.raises(NotFound):
            tx.ballots.by_tracker(place.commune, "u2", "tracker-0")


def test_a_refused_ballot_takes_its_entry_with_it(database: Database, place: Place, rows: list[BallotRow]) -> None:
    with pytest.raises(Conflict) as caught, database.transaction() as tx:  # noqa: PT012
        append(tx, place, 1, "u1", facts="{}")
        tx.ballots.add(ballot(place, "u1", idx=3, who="S3"), [digest("own"), digest("tracker-0 1")])
    assert caught.value.constraint == "pk_ballot_ciphertexts"
    with database.reading() as tx:
        assert tx.log.head(place.commune, "u1").size == 3
        assert tx.log.head(place.commune, "u1").facts == ""


def test_more_ballots_than_one_batch_are_counted_in_the_order_of_the_book(database: Database, place: Place) -> None:
    total = 2 * BATCH + 10
    cast(database, place, [ballot(place, "u1", idx=idx, sequence=idx + 1, who=f"S{idx % 500}") for idx in range(total)])
    with database.reading() as tx:
        counted = list(tx.ballots.counted(place.commune, "u1"))
        assert counted == list(tx.log.raws(place.commune, "u1", total - 500, total))


def test_a_ballot_that_was_altered_is_not_counted_but_reported(
    database: Database, place: Place, rows: list[BallotRow]
) -> None:
    where = "raw = :r WHERE commune_id = :c AND book = 'u1' AND idx = 2"
    with altered(database, "log_entries", where, r=b"other", c=place.commune) as tx:
        with pytest.raises(Damaged):
            list(tx.ballots.counted(place.commune, "u1"))
        with pytest.raises(Damaged):
            tx.log.entry(place.commune, "u1", 2)
        with pytest.raises(Damaged):
            tx.log.raws(place.commune, "u1", 0, 3)
        with pytest.raises(Damaged):
            tx.tiles.read(place.commune, "u1", Tile(ENTRIES, 0, 3))
        assert len(tx.log.raws(place.commune, "u1", 0, 2)) == 2


def test_a_tracker_is_found_by_its_beginning_letter_for_letter(database: Database, place: Place) -> None:
    trackers = ["aBcdEf", "abcdEf", "aBzz", "b"]
    made = [
        replace(ballot(place, "u1", idx=number, sequence=1, who=f"S{number}"), tracker=tracker)
        for number, tracker in enumerate(trackers)
    ]
    cast(database, place, made)
    for letters, found in {"aBcd": ["aBcdEf"], "aB": ["aBcdEf", "aBzz"], "a_c": [], "%": []}.items():
        with database.reading() as tx:
            assert [row.tracker for row in tx.ballots.beginning_with(letters, 9)] == found
            assert [row.tracker for row in tx.ballots.beginning_with(letters, 1)] == found[:1]


@pytest.mark.parametrize("fresh_database_url", [POSTGRES], indirect=True)
def test_postgresql_looks_a_beginning_up_in_its_index(fresh_database_url: str) -> None:
    engine = create_engine(fresh_database_url)
    with engine.begin() as connection:
        connection.execute(text("SET enable_seqscan = off"))
        plan = connection.execute(text("EXPLAIN SELECT 1 FROM ballots WHERE tracker LIKE 'GUASZBK+%'")).scalars()
        assert "tracker ~>=~ 'GUASZBK+'" in "\n".join(plan)
    engine.dispose()
