"""kill -9 in the middle of appending loses nothing that was acknowledged and leaves a log that reads."""

import os
import signal
import sys
from subprocess import PIPE, Popen

import pytest

from storage.sample import Place, append, digest
from storage.sample import start as begin
from voting.ledger.checkpoint import open_checkpoint
from voting.ledger.merkle import tree_root
from voting.ledger.note import NoteVerifier
from voting.ledger.tiles import cut_tile, tiles_of
from voting.storage.database import Database

# Acknowledges each entry on standard output only after its commit; with "hang" it stops between append and commit.
APPENDER = """
import sys, time
from storage.sample import NOW
from voting.ledger.note import NoteSigner
from voting.storage.database import Database
from voting.storage.log import NewEntry

url, commune, key, hang_at = sys.argv[1:]
database, signer = Database(url), NoteSigner.parse(key)
while True:
    with database.transaction() as tx:
        idx = tx.log.lock(commune, "").size
        tx.log.append(commune, "", [NewEntry(b"entry %d" % idx, "t", "")], at=NOW, signer=signer)
        if idx == int(hang_at):
            print("hanging", flush=True)
            time.sleep(600)
    print(idx, flush=True)
"""


def start(url: str, place: Place, hang_at: int) -> Popen[str]:
    command = [sys.executable, "-c", APPENDER, url, place.commune, place.signer.unsafe_skey(), str(hang_at)]
    return Popen(command, stdout=PIPE, text=True, env={"PYTHONPATH": ":".join(path for path in sys.path if path)})


def require_readable(url: str, place: Place, at_least: int) -> int:
    """Everything acknowledged is there; tiles, head and checkpoint agree with it; the next append goes on."""
    database = Database(url)
    with database.reading() as tx:
        head = tx.log.head(place.commune, "")
        entries = tx.log.entries(place.commune, "", 0, head.size + 10)
        assert len(entries) == head.size >= at_least
        assert [one.raw for one in entries] == [b"entry %d" % idx for idx in range(head.size)]
        assert head.root == tree_root(one.raw for one in entries)
        if entries:
            note = tx.log.checkpoint(place.commune, "").note
            signed = open_checkpoint(note, NoteVerifier.parse(place.signer.vkey))
            assert (signed.size, signed.root) == (head.size, head.root)
        leaves = [one.leaf_hash for one in entries]
        for tile in tiles_of(head.size):
            assert tx.tiles.read(place.commune, "", tile) == cut_tile(tile, leaves)
    with database.transaction() as tx:
        assert append(tx, place, 1).size == head.size + 1
    database.close()
    return head.size


@pytest.mark.parametrize("acknowledged", [1, 100, 256, 300])
def test_killed_while_appending_nothing_acknowledged_is_lost(
    database_url: str, place: Place, acknowledged: int
) -> None:
    process = start(database_url, place, -1)
    assert process.stdout is not None
    for _ in range(acknowledged):
        last = int(process.stdout.readline())
    os.kill(process.pid, signal.SIGKILL)
    last = max([last, *(int(line) for line in process.stdout.read().split("\n")[:-1])])
    process.wait()
    process.stdout.close()
    require_readable(database_url, place, last + 1)


@pytest.mark.parametrize("entries", [0, 3, 255])
def test_killed_between_append_and_commit_leaves_no_trace_of_the_entry(
    database_url: str, place: Place, entries: int
) -> None:
    process = start(database_url, place, entries)
    assert process.stdout is not None
    while process.stdout.readline() != "hanging\n":
        pass
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert require_readable(database_url, place, entries) == entries


# The same for whole ballots: entry, head with facts, unique rows and a fact, sent together.
CASTER = """
import sys, time
from storage.sample import NOW, ballot, digest
from voting.ledger.note import NoteSigner
from voting.storage.ballots import BallotRow
from voting.storage.database import Database
from voting.storage.log import NewEntry

url, commune, key = sys.argv[1:]
database, signer = Database(url), NoteSigner.parse(key)
while True:
    with database.transaction() as tx:
        idx = tx.log.lock(commune, "u1").size
        who = digest(str(idx)).hex()
        assert tx.ballots.look(commune, "u1", who, str(idx), [digest(who)]).sequence is None
        with tx.together():
            entry = NewEntry(b"ballot %d" % idx, "ballot", "u1")
            tx.log.append(commune, "u1", [entry], at=NOW, signer=signer, facts=str(idx + 1))
            tx.ballots.add(BallotRow(commune, "u1", str(idx), who, 1, idx), [digest(who)])
            tx.facts.put(commune, "u1", {("count", ""): str(idx + 1)})
    print(idx, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 60, 256])
def test_killed_while_casting_a_ballot_is_there_whole_or_not_at_all(
    database_url: str, database: Database, place: Place, acknowledged: int
) -> None:
    with database.transaction() as tx:
        begin(tx, place, "u1")
    command = [sys.executable, "-c", CASTER, database_url, place.commune, place.signs("u1").unsafe_skey()]
    environment = {"PYTHONPATH": ":".join(path for path in sys.path if path)}
    with Popen(command, stdout=PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        for _ in range(acknowledged):
            process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    with database.reading() as tx:
        size = tx.log.head(place.commune, "u1").size
        assert size >= acknowledged
        assert tx.log.head(place.commune, "u1").facts == tx.facts.get(place.commune, "u1", "count", "") == str(size)
        assert list(tx.ballots.counted(place.commune, "u1")) == [b"ballot %d" % idx for idx in range(size)]
        assert tx.ballots.count(place.commune, "u1") == size
        for idx in (0, size - 1, size):
            who = digest(str(idx)).hex()
            there = idx < size
            look = tx.ballots.look(place.commune, "u1", who, str(idx), [digest(who)])
            assert (look.tracker_seen, look.ciphertext_seen) == (there, there)
