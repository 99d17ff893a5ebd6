"""The database: transactions, and the repositories that hang off one."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cached_property

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from voting.storage.accounts import Accounts
from voting.storage.announcements import Announcements
from voting.storage.ballots import Ballots
from voting.storage.board_notes import BoardNotes
from voting.storage.calendar import Calendar
from voting.storage.cards import Cards
from voting.storage.closings import Closings
from voting.storage.committee import Committees
from voting.storage.communes import Communes
from voting.storage.cosignatures import Cosignatures
from voting.storage.dead_rows import forget_dead_rows
from voting.storage.disclosures import Disclosures
from voting.storage.engines import empty_write_ahead_log, make_engines, read_url
from voting.storage.errors import OutcomeUnknown, ReadOnly, StorageError, StorageMisuse, Unavailable
from voting.storage.facts import Facts
from voting.storage.faults import translate, translated
from voting.storage.forms import Forms
from voting.storage.help_desks import HelpDesks
from voting.storage.identities import Identities
from voting.storage.key_files import KeyFiles
from voting.storage.log import Log
from voting.storage.matters import Matters
from voting.storage.messages import Messages
from voting.storage.passkeys import Passkeys
from voting.storage.payloads import Payloads
from voting.storage.petitions import Petitions
from voting.storage.reminders import Reminders
from voting.storage.report_figures import ReportPages
from voting.storage.rolls import Rolls
from voting.storage.secrets import Sealer, Secrets
from voting.storage.statements import Statements
from voting.storage.supervision import Supervision
from voting.storage.tiles import Tiles
from voting.storage.votes import Votes
from voting.storage.witnesses import Witnesses
from voting.storage.work import Work


class Transaction:
    """One transaction and its repositories; good until the `with` block it came from ends."""

    def __init__(self, work: Work, sealer: Sealer | None, keys: KeyFiles | None) -> None:
        self._work = work
        self._sealer = sealer
        self._keys = keys

    def together(self) -> AbstractContextManager[None]:
        """Send all that the block writes in one go (`Work.together`); nothing can be read in it."""
        return self._work.together()

    @cached_property
    def communes(self) -> Communes:
        """Communes and villages."""
        return Communes(self._work, self.log)

    @cached_property
    def accounts(self) -> Accounts:
        """Accounts and granted roles."""
        return Accounts(self._work)

    @cached_property
    def passkeys(self) -> Passkeys:
        """Keys of accounts on their owners' devices."""
        return Passkeys(self._work)

    @cached_property
    def identities(self) -> Identities:
        """Accounts elsewhere with which accounts are opened too."""
        return Identities(self._work)

    @cached_property
    def rolls(self) -> Rolls:
        """Household rolls and uploads."""
        return Rolls(self._work, self.secrets)

    @cached_property
    def cards(self) -> Cards:
        """The card register."""
        return Cards(self._work)

    @cached_property
    def committee(self) -> Committees:
        """Counting committees."""
        return Committees(self._work)

    @cached_property
    def votes(self) -> Votes:
        """Votes and their papers."""
        return Votes(self._work)

    @cached_property
    def announcements(self) -> Announcements:
        """What villages tell everyone."""
        return Announcements(self._work)

    @cached_property
    def board_notes(self) -> BoardNotes:
        """What supervising boards write down."""
        return BoardNotes(self._work)

    @cached_property
    def calendar(self) -> Calendar:
        """Where the commune's days off differ from the public holidays."""
        return Calendar(self._work)

    @cached_property
    def matters(self) -> Matters:
        """Matters on their road, and their papers."""
        return Matters(self._work)

    @cached_property
    def petitions(self) -> Petitions:
        """What citizens ask about matters."""
        return Petitions(self._work)

    @cached_property
    def disclosures(self) -> Disclosures:
        """What is made public, with its papers and photographs."""
        return Disclosures(self._work)

    @cached_property
    def supervision(self) -> Supervision:
        """What the boards look into and recommend."""
        return Supervision(self._work)

    @cached_property
    def forms(self) -> Forms:
        """Forms kept for a while, and their one-time numbers."""
        return Forms(self._work)

    @cached_property
    def closings(self) -> Closings:
        """Closed credentials whose closing waits to be written."""
        return Closings(self._work)

    @cached_property
    def help_desks(self) -> HelpDesks:
        """Shared devices on which households vote."""
        return HelpDesks(self._work)

    @cached_property
    def reminders(self) -> Reminders:
        """Whom the team has reminded."""
        return Reminders(self._work)

    @cached_property
    def messages(self) -> Messages:
        """Messages to households, and officials to be reminded by mail."""
        return Messages(self._work)

    @cached_property
    def report_pages(self) -> ReportPages:
        """What officials type for reports."""
        return ReportPages(self._work)

    @cached_property
    def ballots(self) -> Ballots:
        """Index of accepted ballots."""
        return Ballots(self._work, self.log)

    @cached_property
    def statements(self) -> Statements:
        """What households are asked in the open, and what they said."""
        return Statements(self._work)

    @cached_property
    def log(self) -> Log:
        """The append-only books."""
        return Log(self._work, self.tiles)

    @cached_property
    def facts(self) -> Facts:
        """Facts that follow from the books' entries."""
        return Facts(self._work)

    @cached_property
    def tiles(self) -> Tiles:
        """Tiles, entry bundles, and the reader proofs are made from."""
        return Tiles(self._work)

    @cached_property
    def payloads(self) -> Payloads:
        """Large payloads of the record."""
        return Payloads(self._work)

    @cached_property
    def cosignatures(self) -> Cosignatures:
        """Witnesses' lines."""
        return Cosignatures(self._work)

    @cached_property
    def witnesses(self) -> Witnesses:
        """How it stands with each witness, and the evidence that is kept."""
        return Witnesses(self._work)

    @cached_property
    def secrets(self) -> Secrets:
        """Sealed secrets."""
        return Secrets(self._work, self._sealer, self._keys)


class Database:
    """One database, `sqlite:///path` or `postgresql+psycopg://...`; shared by the threads of a process.

    `sealer` and `keys` seal secrets and keep the key files of those that have one. `wait_seconds`: longest wait for a
    lock or a free connection, then `Busy`. `connections`: most at a time (on SQLite for reading; one writes).
    """

    def __init__(
        self,
        url: str,
        *,
        sealer: Sealer | None = None,
        keys: KeyFiles | None = None,
        wait_seconds: float = 10,
        connections: int = 8,
    ) -> None:
        parsed = read_url(url)
        self.engine_name = parsed.get_backend_name()
        self._sealer = sealer
        self._keys = keys
        self._trouble: tuple[float, Unavailable] | None = None
        self._engine, self._reader = make_engines(parsed, wait_seconds=wait_seconds, connections=connections)

    def __repr__(self) -> str:
        return f"Database({self.engine_name})"

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A writing transaction: committed durably when the block ends well, rolled back by any exception.

        SQLite admits one writer at a time, from here on; PostgreSQL is READ COMMITTED, with row locks.
        Raises `Unavailable` (nothing stored), `OutcomeUnknown` (commit cut off), `TransactionBroken`.
        """
        with self._writing(), self._connected(self._engine) as connection:
            work = Work(connection, writes=True)
            try:
                yield Transaction(work, self._sealer, self._keys)
                work.require_intact()
            except BaseException:
                _roll_back(connection)
                work.rolled_back()
                raise
            _commit(connection)
        if work.erased:
            self._sweep_quietly()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction that sees one snapshot of the database and cannot write (`ReadOnly`)."""
        with self._connected(self._reader) as connection:
            try:
                yield Transaction(Work(connection, writes=False), self._sealer, self._keys)
            finally:
                _end_reading(connection)

    def sweep(self) -> int:
        """Finish what destroying and erasing leave for after the commit; returns how many key files went.

        Removes the key files of destroyed secrets and empties SQLite's write-ahead log. `transaction` does it itself;
        to be called now and then for what a crash, or a reader of an old snapshot, kept from being done.
        """
        with self.reading() as tx:
            forgotten = tx.secrets.forgotten()
        if forgotten:
            if self._keys is None:
                raise StorageMisuse("this Database was given no KeyFiles")
            for key_file in forgotten:
                self._keys.forget(key_file)
            with self.transaction() as tx:
                tx.secrets.forgotten_now(forgotten)
        with translated():
            empty_write_ahead_log(self._engine)
        return len(forgotten)

    def forget_dead_rows(self) -> int:
        """Let PostgreSQL forget the bytes of deleted rows with people's data (`dead_rows`); in how many tables.

        It counts deleted rows a second or so later; to be called now and then.
        """
        with translated():
            return forget_dead_rows(self._engine)

    def ping(self) -> None:
        """Ask the database for a sign of life; `Unavailable`."""
        with self._connected(self._reader) as connection, translated():
            connection.execute(text("SELECT 1"))

    def last_trouble(self, within_s: float) -> Unavailable | None:
        """What the last writer in this process met, if it was not long ago and nobody has written since."""
        seen = self._trouble
        return seen[1] if seen is not None and time.monotonic() - seen[0] <= within_s else None

    def prove_writable(self) -> None:
        """Commit a change that changes nothing: what a full disk or a lock never given back refuses. `Unavailable`."""
        with self._writing(), self._connected(self._engine) as connection, translated():
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
            connection.commit()

    def close(self) -> None:
        """Close all connections that are not in use."""
        self._engine.dispose()
        self._reader.dispose()

    def _sweep_quietly(self) -> None:
        # The transaction is stored, and must not look as if it were not; what is left waits for the next sweep.
        with suppress(StorageError):
            self.sweep()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Remembers whether writing goes well. What has become read-only is away for whoever writes."""
        try:
            try:
                yield
            except ReadOnly:
                raise Unavailable("the database can only be read") from None
        except Unavailable as error:
            self._trouble = (time.monotonic(), error)
            raise
        self._trouble = None

    @contextmanager
    def _connected(self, engine: Engine) -> Iterator[Connection]:
        with translated():
            connection = engine.connect()
        try:
            with translated():
                connection.begin()
            yield connection
        finally:
            with suppress(SQLAlchemyError):
                connection.close()


def _end_reading(connection: Connection) -> None:
    # There is nothing to take back, and psycopg forgets with each rollback which statements it has prepared.
    with suppress(SQLAlchemyError):
        connection.commit()


def _roll_back(connection: Connection) -> None:
    # A connection that is gone has rolled back already; the first error is the one to tell.
    with suppress(SQLAlchemyError):
        connection.rollback()


def _commit(connection: Connection) -> None:
    try:
        connection.commit()
    except DBAPIError as error:
        _roll_back(connection)
        if error.connection_invalidated:
            raise OutcomeUnknown("the connection broke during the commit") from None
        raise translate(error) from None
