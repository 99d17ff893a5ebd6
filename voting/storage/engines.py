"""SQLAlchemy engines for both databases, set up so that a commit is durable and a lock is taken when we say so."""

import os
import sqlite3
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from select import POLLIN, poll
from tempfile import mkstemp
from typing import Any
from weakref import WeakSet

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError

from voting.storage.errors import StorageMisuse

_SQLITE_LOOK_AGAIN_S = 0.001
_CUT_WAIT_MS = 1000
_FORGET_IN_CHILDREN: WeakSet[Engine] = WeakSet()


def read_url(text: str) -> URL:
    """Parse a database address; `postgresql://` means psycopg 3, SQLite must name a file.

    Raises:
        StorageMisuse: not an address, another engine, or SQLite in memory (which cannot be shared by workers).
    """
    try:
        url = make_url(text)
    except ArgumentError:
        raise StorageMisuse("not a database address") from None
    if url.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"sqlite", "sqlite+pysqlite"}:
        raise StorageMisuse(f"no such engine here: {url.drivername}")
    if not url.database or url.database == ":memory:":
        raise StorageMisuse("SQLite needs a file")
    return url


def make_engines(url: URL, *, wait_seconds: float, connections: int) -> tuple[Engine, Engine]:
    """The engine that writes and the one that reads snapshots; on PostgreSQL they share their connections.

    SQLite admits one writer at a time: one connection for writing lets the threads of a process wait in a row for it,
    and only one of them look whether another process still holds the lock.
    """
    if url.get_backend_name() == "sqlite":
        writer = make_engine(url, wait_seconds=wait_seconds, connections=1)
        reader = _sqlite_engine(url, wait_seconds, _pool(wait_seconds, connections), writes=False)
        _FORGET_IN_CHILDREN.add(reader)
        return writer, reader
    engine = make_engine(url, wait_seconds=wait_seconds, connections=connections)
    return engine, engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def make_engine(url: URL, *, wait_seconds: float, connections: int) -> Engine:
    """An engine that writes, with its pool; `wait_seconds` is the longest wait for a lock or a free connection."""
    shared = _pool(wait_seconds, connections)
    if url.get_backend_name() == "sqlite":
        engine = _sqlite_engine(url, wait_seconds, shared, writes=True)
    else:
        engine = _postgres_engine(url, wait_seconds, shared)
    _FORGET_IN_CHILDREN.add(engine)
    return engine


def _pool(wait_seconds: float, connections: int) -> dict[str, Any]:
    return {"hide_parameters": True, "pool_timeout": wait_seconds, "pool_size": connections, "max_overflow": 0}


def _forget_connections() -> None:
    for engine in list(_FORGET_IN_CHILDREN):
        engine.dispose(close=False)


# A forked gunicorn worker must not speak through its parent's connections.
os.register_at_fork(after_in_child=_forget_connections)


def _postgres_engine(url: URL, wait_seconds: float, shared: dict[str, Any]) -> Engine:
    # A plan is kept from when its table was empty and a scan the cheapest; every statement of ours has an index, so
    # scans are refused and a ballot costs the same however many there are. A just-in-time compiler gains nothing here.
    settings = {
        "enable_seqscan": "off",
        "jit": "off",
        "synchronous_commit": "on",
        "timezone": "UTC",
        "lock_timeout": f"{int(wait_seconds * 1000)}ms",
        "idle_in_transaction_session_timeout": "60s",
    }
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    engine = create_engine(
        url,
        isolation_level="READ COMMITTED",
        connect_args={"options": options, "application_name": "dinh", "connect_timeout": max(2, int(wait_seconds))},
        **shared,
    )
    event.listen(engine, "checkout", _require_open)
    return engine


def _require_open(connection: Any, _record: object, _proxy: object) -> None:
    """Drop an idle connection the server has closed; SQLAlchemy then takes another.

    A closing server's last words make the socket readable. Looking costs no round trip, as asking would.
    """
    watch = poll()
    watch.register(connection.fileno(), POLLIN)
    if watch.poll(0):
        raise DisconnectionError


def _sqlite_engine(url: URL, wait_seconds: float, shared: dict[str, Any], *, writes: bool) -> Engine:
    _create_private_file(Path(str(url.database)))
    engine = create_engine(url, connect_args={"timeout": wait_seconds, "check_same_thread": False}, **shared)
    event.listen(engine, "connect", _prepare_sqlite)
    if writes:
        event.listen(engine, "begin", partial(_begin_writing, wait_seconds))
    else:
        event.listen(engine, "connect", _forbid_writing)
        event.listen(engine, "begin", _begin_reading)
    return engine


def _create_private_file(path: Path) -> None:
    """The file holds names and addresses: readable by the server's own user only. SQLite's side files follow it.

    It is made elsewhere and linked into place, never opened here: closing any descriptor of a database file drops
    all of this process's locks on it, and another process would then delete the write-ahead log in use.
    """
    if path.exists() or not path.parent.is_dir():
        return
    descriptor, made = mkstemp(dir=path.parent)  # readable by its owner only
    os.close(descriptor)
    with suppress(FileExistsError):
        os.link(made, path)
    os.unlink(made)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own habit of opening transactions late, and only for some statements, is switched off here;
    # `_begin_sqlite` opens them.
    connection.isolation_level = None
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # What is deleted is overwritten with zeros: a free page must not keep a name, an address or a sealed secret.
    connection.execute("PRAGMA secure_delete = ON")
    # Without this INSERT OR REPLACE would delete rows past the triggers that refuse DELETE.
    connection.execute("PRAGMA recursive_triggers = ON")


def empty_write_ahead_log(writer: Engine) -> None:
    """Put what SQLite's write-ahead log holds into the database file and cut it to nothing; PostgreSQL has none.

    Readers of older snapshots may keep it from being cut; then it is left for the next time.
    """
    if writer.dialect.name != "sqlite":
        return
    with writer.connect() as connection:
        driver = _driver(connection)
        (before,) = driver.execute("PRAGMA busy_timeout").fetchone()
        driver.execute(f"PRAGMA busy_timeout = {min(before, _CUT_WAIT_MS)}")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        driver.execute(f"PRAGMA busy_timeout = {before}")


def _forbid_writing(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA query_only = ON")


def _driver(connection: Connection) -> Any:
    """What is said to open a transaction goes straight to the driver: SQLAlchemy's way costs ten times as much."""
    return connection.connection.driver_connection


def _begin_reading(connection: Connection) -> None:
    _driver(connection).execute("BEGIN")


def _begin_writing(wait_seconds: float, connection: Connection) -> None:
    """Wait for the one write lock, looking often.

    SQLite's own waiting sleeps longer each time it finds the lock taken, up to 100 ms, while a ballot holds it for a
    few; with several writers the lock then lies idle, and somebody always comes last.
    """
    driver, deadline = _driver(connection), time.monotonic() + wait_seconds
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while not _lock_taken(driver, last_try=time.monotonic() >= deadline):
            time.sleep(_SQLITE_LOOK_AGAIN_S)
    finally:
        driver.execute(f"PRAGMA busy_timeout = {int(wait_seconds * 1000)}")


def _lock_taken(driver: Any, *, last_try: bool) -> bool:
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or last_try:
            raise
        return False
    return True
