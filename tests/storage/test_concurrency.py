"""Several appenders at once never make a gap, a fork or the same index twice; a ballot twice at once counts once."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from secrets import token_hex
from subprocess import PIPE, Popen

import pytest
from fixtures.postgres import POSTGRES

from storage.sample import NOW, Place, append, ballot, digest, settle, start
from voting.ledger.merkle import CompactRange, tree_root
from voting.storage.database import Database
from voting.storage.errors import Conflict, StorageError
from voting.storage.log import NewEntry

APPENDER = """
import sys
from storage.sample import NOW
from voting.ledger.note import NoteSigner
from voting.storage.database import Database
from voting.storage.log import NewEntry

url, commune, key, name, count = sys.argv[1:]
database, signer = Database(url, wait_seconds=60), NoteSigner.parse(key)
for number in range(int(count)):
    with database.transaction() as tx:
        entry = NewEntry(f"{name}/{number}".encode(), "t", "")
        tx.log.append(commune, "", [entry], at=NOW, signer=signer)
"""


def require_whole(database: Database, place: Place, expected: set[bytes]) -> None:
    """The log holds exactly the expected entries, dense, and every checkpoint is of one growing tree."""
    with database.reading() as tx:
        head = tx.log.head(place.commune, "")
        entries = tx.log.entries(place.commune, "", 0, head.size + 1)
        assert [one.idx for one in entries] == list(range(head.size))
        assert sorted(one.raw for one in entries) == sorted(expected)
        assert head.root == tree_root(one.raw for one in entries)
        tree = CompactRange()
        for one in entries:
            tree = tree.append(one.leaf_hash)
            assert tx.log.checkpoint(place.commune, "", tree.size).root == tree.root()


def test_threads_with_connections_of_their_own_make_one_log(
    database_url: str, database: Database, place: Place
) -> None:
    both = threading.Barrier(2)

    def work(name: str) -> None:
        own = Database(database_url, wait_seconds=60)
        both.wait()
        for number in range(150):
            with own.transaction() as tx:
                entry = NewEntry(f"{name}/{number}".encode(), "t", "")
                tx.log.append(place.commune, "", [entry], at=NOW, signer=place.signer)
        own.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, ["a", "b"]))
    require_whole(database, place, {f"{name}/{number}".encode() for name in "ab" for number in range(150)})


def test_processes_make_one_log(database_url: str, database: Database, place: Place) -> None:
    command = [sys.executable, "-c", APPENDER, database_url, place.commune, place.signer.unsafe_skey()]
    environment = {"PYTHONPATH": ":".join(path for path in sys.path if path)}
    started = [Popen([*command, name, "60"], stderr=PIPE, env=environment) for name in "abc"]
    for process in started:
        _, errors = process.communicate()
        assert process.returncode == 0, errors.decode()
    require_whole(database, place, {f"{name}/{number}".encode() for name in "abc" for number in range(60)})


def test_the_lock_is_held_until_the_transaction_ends(database: Database, place: Place) -> None:
    order: list[str] = []
    inside = threading.Event()

    def second() -> None:
        inside.wait()
        with database.transaction() as tx:
            order.append(f"second sees {tx.log.lock(place.commune, '').size}")

    thread = threading.Thread(target=second)
    thread.start()
    with database.transaction() as tx:
        tx.log.lock(place.commune, "")
        inside.set()
        thread.join(0.3)
        append(tx, place, 1)
        order.append("first ends")
    thread.join()
    assert order == ["first ends", "second sees 1"]


@pytest.mark.parametrize("how", ["the same ballot", "the same sequence", "a copied ciphertext"])
def test_of_two_rival_ballots_at_once_exactly_one_is_stored(database: Database, place: Place, how: str) -> None:
    both = threading.Barrier(2)
    with database.transaction() as tx:
        start(tx, place, "u1")

    def cast(number: int) -> str:
        both.wait()
        try:
            with database.transaction() as tx:
                head = append(tx, place, 1, "u1")
                tracker = "same" if how == "the same ballot" else f"t{number}"
                sequence = 1 if how == "the same sequence" else number + 1
                row = ballot(place, "u1", idx=head.size - 1, sequence=sequence, tracker=tracker)
                copied = [digest("copied")] if how == "a copied ciphertext" else []
                tx.ballots.add(row, [digest(f"own {number}"), *copied])
        except Conflict as conflict:
            return conflict.constraint
        return "stored"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(cast, [0, 1]))
    refused = {
        "the same ballot": "pk_ballots",
        "the same sequence": "uq_ballots_sequence",
        "a copied ciphertext": "pk_ballot_ciphertexts",
    }[how]
    assert answers == sorted(["stored", refused])
    with database.reading() as tx:
        assert tx.ballots.count(place.commune, "u1") == 1
        assert tx.log.head(place.commune, "u1").size == 1, "the refused one left no entry"


@pytest.mark.parametrize("database_url", [POSTGRES], indirect=True)
def test_books_do_not_wait_for_each_other_on_postgresql(database: Database, place: Place) -> None:
    """Neither communes nor, within one, its votes and itself; SQLite has one writer at a time by design."""
    other = settle(database, f"c{token_hex(4)}")
    with database.transaction() as tx:
        start(tx, place, "u1")
        start(tx, place, "u2")
    with ExitStack() as open_together:
        for where, book in [(place, "u1"), (place, "u2"), (place, ""), (other, "")]:
            tx = open_together.enter_context(database.transaction())
            assert append(tx, where, 1, book).size == 1


def test_a_deadlock_is_broken_and_both_logs_stay_whole(database: Database, place: Place) -> None:
    other = settle(database, f"c{token_hex(4)}")
    first_locks = threading.Barrier(2)

    def work(one: Place, two: Place) -> bool:
        try:
            with database.transaction() as tx:
                append(tx, one, 1)
                if database.engine_name == "postgresql":
                    first_locks.wait()
                append(tx, two, 1)
        except StorageError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(work, [place, other], [other, place]))
    with database.reading() as tx:
        assert tx.log.head(place.commune, "").size == tx.log.head(other.commune, "").size == sum(done) >= 1
