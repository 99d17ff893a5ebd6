"""kill -9 in the middle of appending loses nothing that was acknowledged and leaves a log that reads."""

import os
import signal
import sys
from subprocess import PIPE, Popen

import pytest

from storage.sample import Place, append
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
