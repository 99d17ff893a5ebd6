"""Secrets with a key file of their own: durable before the row, gone for ever with it, whatever happens between."""

import os
import signal
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from fixtures.postgres import POSTGRES
from sqlalchemy import text

from storage.bytes_on_disk import files_with
from storage.sample import NOW, Place, household, roll, settle
from voting.storage.database import Database
from voting.storage.errors import Conflict, NotFound, SecretUnreadable, StorageMisuse, Unavailable
from voting.storage.key_files import KeyFiles
from voting.storage.rolls import RollUpload
from voting.storage.secrets import Sealer

PLAIN = b"a secret that is easily recognised"
SECRET = ("vote-key", "u1")


@dataclass
class Home:
    """A database of one's own with its folder of key files."""

    database: Database
    url: str
    keys: Path
    place: Place

    def files(self) -> list[Path]:
        return sorted(self.keys.glob("*"))

    def put(self, name: str = "u1") -> bytes:
        """Store the secret; returns what its key file holds."""
        before = set(self.files())
        with self.database.transaction() as tx:
            tx.secrets.put(self.place.commune, SECRET[0], name, PLAIN, at=NOW, own_key=True)
        (made,) = set(self.files()) - before
        return made.read_bytes()

    def destroy(self) -> None:
        with self.database.transaction() as tx:
            tx.secrets.destroy(self.place.commune, *SECRET)

    def sealed(self, name: str = "u1") -> bytes:
        with self.database.reading() as tx:
            query = "SELECT sealed FROM sealed_secrets WHERE commune_id = :c AND name = :n"
            return bytes(tx._work.scalar(text(query).bindparams(c=self.place.commune, n=name)))

    def require_unreadable(self) -> None:
        with self.database.reading() as tx, pytest.raises(NotFound):
            tx.secrets.get(self.place.commune, *SECRET)

    def data(self) -> list[Path]:
        """Every file of the database: of its folder, or of the server's data folder if that is ours to read."""
        if self.database.engine_name == "sqlite":
            return list(Path(self.url.removeprefix("sqlite:///")).parent.rglob("*"))
        with self.database.reading() as tx:
            folder = Path(tx._work.scalar(text("SHOW data_directory")))
        with self.database._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("CHECKPOINT"))
        return [path for path in folder.rglob("*") if path.is_file()]

    def holds(self, *needles: bytes) -> list[str]:
        """The files, of the database and of the keys, that hold any of these bytes."""
        return files_with([*self.data(), *self.files()], needles)


def opened(url: str, keys: KeyFiles, **options: object) -> Database:
    return Database(url, sealer=Sealer(b"m" * 32), keys=keys, **options)


@pytest.fixture
def home(fresh_database_url: str, tmp_path: Path) -> Iterator[Home]:
    keys = tmp_path / "keys"
    with closing(opened(fresh_database_url, KeyFiles(keys))) as database:
        yield Home(database, fresh_database_url, keys, settle(database, "c1"))


def test_a_secret_with_a_key_file_comes_back_and_the_file_is_private(home: Home) -> None:
    home.put()
    with home.database.reading() as tx:
        assert tx.secrets.get("c1", *SECRET) == PLAIN
    (file,) = home.files()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.keys.stat().st_mode) == 0o700
    assert file.stat().st_size == 32
    assert "u1" not in file.name


def test_without_its_key_file_or_the_master_key_it_does_not_open(home: Home) -> None:
    home.put()
    stranger = Database(home.url, sealer=Sealer(b"x" * 32), keys=KeyFiles(home.keys))
    with closing(stranger), stranger.reading() as tx, pytest.raises(SecretUnreadable, match="master key"):
        tx.secrets.get("c1", *SECRET)
    (file,) = home.files()
    for torn in (b"k" * 31, b"k" * 32):
        file.write_bytes(torn)
        with home.database.reading() as tx, pytest.raises(SecretUnreadable):
            tx.secrets.get("c1", *SECRET)
    file.unlink()
    with home.database.reading() as tx, pytest.raises(SecretUnreadable, match="gone"):
        tx.secrets.get("c1", *SECRET)
    home.destroy()
    home.require_unreadable()


def test_a_database_without_key_files_says_so(home: Home) -> None:
    home.put()
    bare = Database(home.url, sealer=Sealer(b"m" * 32))
    with closing(bare):
        with pytest.raises(StorageMisuse), bare.transaction() as tx:
            tx.secrets.put("c1", "vote-key", "u2", PLAIN, at=NOW, own_key=True)
        with pytest.raises(StorageMisuse), bare.reading() as tx:
            tx.secrets.get("c1", *SECRET)
        with bare.transaction() as tx:
            tx.secrets.destroy("c1", *SECRET)
        with pytest.raises(StorageMisuse):
            bare.sweep()
    assert len(home.files()) == 1
    assert home.database.sweep() == 1
    assert home.files() == []


def test_after_destroying_no_file_holds_the_key_nor_what_it_opened(home: Home) -> None:
    kept = home.put("another")
    key, sealed = home.put(), home.sealed()
    if home.database.engine_name == "sqlite":
        assert home.holds(sealed)
    assert home.holds(key)
    home.destroy()
    assert home.holds(key, PLAIN) == []
    if home.database.engine_name == "sqlite":
        assert home.holds(sealed) == []
        assert Path(home.url.removeprefix("sqlite:///") + "-wal").stat().st_size == 0
    assert home.holds(kept)
    assert home.database.sweep() == 0


def test_what_is_sealed_is_all_a_database_may_keep(home: Home) -> None:
    """Dead rows of PostgreSQL may hold sealed bytes on; with the master key alone they do not open."""
    key, sealed = home.put(), home.sealed()
    home.destroy()
    bound_to = b"c1|vote-key|u1"
    assert Sealer(b"m" * 32).open(sealed, bound_to, key) == PLAIN
    with pytest.raises(SecretUnreadable):
        Sealer(b"m" * 32).open(sealed, bound_to)


def test_erased_personal_data_is_in_no_file_of_sqlite(home: Home) -> None:
    if home.database.engine_name != "sqlite":
        return  # dead rows stay until VACUUM, see DESIGN.md
    name, address, told = "Trần Văn Mẫu".encode(), "Ngõ 1".encode(), b"someone-in-an-upload"
    with home.database.transaction() as tx:
        tx.rolls.add(roll(home.place), [household(1), household(2)], salt=b"the salt of the commitment")
        tx.rolls.add_upload(RollUpload("c1", "up", home.place.village, home.place.chief, "f", [told.decode()], [], NOW))
    for needle in (name, address, told):
        assert home.holds(needle)
    with home.database.transaction() as tx:
        tx.rolls.erase("c1", home.place.village, 1)
        tx.rolls.delete_upload("c1", "up")
    assert home.holds(name, address, told, b"the salt of the commitment") == []
    assert home.files() == []


def test_a_reader_of_an_old_snapshot_only_delays_it(home: Home) -> None:
    key = home.put()
    with home.database.reading() as reader:
        assert reader.secrets.get("c1", *SECRET) == PLAIN
        home.destroy()
        assert home.holds(key) == []
    home.database.sweep()
    if home.database.engine_name == "sqlite":
        assert Path(home.url.removeprefix("sqlite:///") + "-wal").stat().st_size == 0


def test_a_transaction_that_comes_to_nothing_leaves_no_key_file_and_destroys_none(home: Home) -> None:
    home.put()
    before = home.files()
    with pytest.raises(KeyError), home.database.transaction() as tx:  # noqa: PT012
        tx.secrets.put("c1", "vote-key", "u2", PLAIN, at=NOW, own_key=True)
        tx.secrets.destroy("c1", *SECRET)
        raise KeyError
    with pytest.raises(Conflict), home.database.transaction() as tx:
        tx.secrets.put("c1", *SECRET, PLAIN, at=NOW, own_key=True)
    assert home.files() == before
    with home.database.reading() as tx:
        assert tx.secrets.get("c1", *SECRET) == PLAIN


def test_a_key_file_that_cannot_be_made_stores_no_row(home: Home) -> None:
    home.keys.write_text("a file in the place of the folder")
    with pytest.raises(Unavailable), home.database.transaction() as tx:
        tx.secrets.put("c1", *SECRET, PLAIN, at=NOW, own_key=True)
    home.require_unreadable()


class Stuck(KeyFiles):
    """A folder whose files cannot be removed, as on a disk that has become read-only."""

    def forget(self, name: str) -> None:
        raise Unavailable("key files: Read-only file system")


def test_a_file_that_cannot_be_removed_now_is_removed_by_a_later_sweep(home: Home) -> None:
    key = home.put()
    with closing(opened(home.url, Stuck(home.keys))) as stuck:
        with stuck.transaction() as tx:
            tx.secrets.destroy("c1", *SECRET)
        home.require_unreadable()
        with pytest.raises(Unavailable):
            stuck.sweep()
    assert home.holds(key)
    assert home.database.sweep() == 1
    assert home.holds(key) == []


def test_names_of_key_files_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    keys = KeyFiles(tmp_path)
    for name in ("../x", "", "a" * 31, "A" * 32):
        for ask in (keys.make, keys.get, keys.forget):
            with pytest.raises(StorageMisuse):
                ask(name)
    name = keys.new_name()
    assert keys.make(name) == keys.get(name)
    with pytest.raises(Unavailable):
        keys.make(name)
    keys.forget(name)
    keys.forget(name)


# Stops where it is told: with the row destroyed and committed but its file still there, or with a file made for a row
# that is not committed.
STOPPING = """
import sys, time
from pathlib import Path
from storage.sample import NOW
from voting.storage.database import Database
from voting.storage.key_files import KeyFiles
from voting.storage.secrets import Sealer

class Stopping(KeyFiles):
    def forget(self, name):
        print("stopped", flush=True)
        time.sleep(600)

url, folder, what = sys.argv[1:]
database = Database(url, sealer=Sealer(b"m" * 32), keys=Stopping(Path(folder)))
with database.transaction() as tx:
    if what == "destroying":
        tx.secrets.destroy("c1", "vote-key", "u1")
    else:
        tx.secrets.put("c1", "vote-key", "u2", b"never stored", at=NOW, own_key=True)
        print("stopped", flush=True)
        time.sleep(600)
"""


def kill_while(home: Home, what: str) -> None:
    command = [sys.executable, "-c", STOPPING, home.url, str(home.keys), what]
    environment = {"PYTHONPATH": ":".join(path for path in sys.path if path)}
    with Popen(command, stdout=PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "stopped\n"
        os.kill(process.pid, signal.SIGKILL)


def test_killed_between_the_commit_and_the_file_the_sweep_finishes(home: Home) -> None:
    key = home.put()
    kill_while(home, "destroying")
    home.require_unreadable()
    assert home.holds(key)
    assert home.database.sweep() == 1
    assert home.holds(key) == []
    assert home.database.sweep() == 0


def test_killed_before_the_commit_no_row_is_without_its_file(home: Home) -> None:
    home.put()
    kill_while(home, "putting")
    with home.database.reading() as tx:
        assert tx.secrets.names("c1", "vote-key") == ("u1",)
        assert tx.secrets.get("c1", *SECRET) == PLAIN
    assert len(home.files()) == 2, "nothing was ever sealed under the other one; see DESIGN.md"
    home.database.sweep()
    with home.database.reading() as tx:
        assert tx.secrets.get("c1", *SECRET) == PLAIN


@pytest.mark.parametrize("fresh_database_url", [POSTGRES], indirect=True)
def test_a_commit_of_unknown_outcome_keeps_the_key_file(home: Home) -> None:
    with pytest.raises(Unavailable), home.database.transaction() as tx:  # noqa: PT012
        tx.secrets.put("c1", *SECRET, PLAIN, at=NOW, own_key=True)
        backend = tx._work.scalar(text("SELECT pg_backend_pid()"))
        with home.database._engine.begin() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": backend})
    assert len(home.files()) == 1
