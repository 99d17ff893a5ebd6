"""A sample village whose every entry is judged twice, by the same rules: from memory, and from the database.

What one of the two refuses, the other must refuse, with the same error. `at` is the server's clock too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from record.sample_village import CODE, COMMUNE, LOG_KEY, ORIGIN, PROVEN, START, Village, server_secret
from sqlalchemy import func, select

from voting.bootstrap import BootstrapSettings, make_desk
from voting.record.entries.entry import Entry
from voting.record.entries.vote import VoteOpened
from voting.record.errors import RecordError
from voting.record.facts import Phase
from voting.services.books import LOG_KEY as LOG_KEY_KIND
from voting.services.clock import Clock
from voting.services.desk import Desk
from voting.services.house import Services
from voting.services.votes.closing import VOTE_KEY
from voting.services.votes.plan import Plan
from voting.storage.accounts import Account
from voting.storage.communes import Commune
from voting.storage.communes import Village as VillageRow
from voting.storage.database import Transaction
from voting.storage.tables.record import ballot_ciphertexts
from voting.storage.votes import Vote as VoteRow

SECRET = "for tests only, and long enough to seal keys with"
HOST = ORIGIN.split("/", maxsplit=1)[0]


class Undone(Exception):
    """Ends a transaction that is not to be kept."""


@contextmanager
def undone(desk: Desk) -> Iterator[Transaction]:
    """A transaction of which nothing is kept."""
    with suppress(Undone), desk.database.transaction() as tx:
        yield tx
        raise Undone


def desk_on(url: str, folder: Path, clock: Clock) -> Desk:
    """A desk of its own at this database, as another process of the same server has it."""
    given = {"database_url": url, "secret_key": SECRET, "host": HOST, "data_folder": folder, "clock": clock}
    return make_desk(BootstrapSettings(**given))


@dataclass(repr=False)
class TwinVillage(Village):
    """`desk` is where it writes; within `tx`, if given, which then belongs to whoever gave it."""

    desk: Desk = None
    tx: Transaction | None = None
    refused: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"TwinVillage({self.desk.database.engine_name})"

    @classmethod
    def on(cls, url: str, folder: Path) -> Self:
        """A commune with one village at this migrated, empty database; its book is not begun."""
        village = cls(verified=PROVEN)
        village.desk = desk_on(url, folder, lambda: village.at)
        with village.desk.database.transaction() as tx:
            tx.communes.add(Commune(COMMUNE, "Xã Đông Hòa", ORIGIN))
            tx.communes.add_village(VillageRow(COMMUNE, CODE, "Đông Hòa", "thôn"))
            tx.secrets.put(COMMUNE, LOG_KEY_KIND, ORIGIN, LOG_KEY.unsafe_skey().encode(), at=START)
            tx.accounts.add(Account(COMMUNE, "head", "head", "Trưởng thôn", "no password opens this", START))
        return village

    def settle(self, households: int = 6, *, spares: int = 1) -> None:
        """Ready for its first vote."""
        self.start()
        self.freeze(households)
        self.issue(spares=spares)
        self.form()

    @property
    def services(self) -> Services:
        """What people use, at the same desk."""
        return Services.at(self.desk)

    def write(self, kind: type[Entry] | Entry, **fields: Any) -> None:
        entry = kind if isinstance(kind, Entry) else self.entry(kind, **fields)
        self._both(
            lambda: super(TwinVillage, self).write(entry),
            lambda tx: self.desk.books.append(tx, COMMUNE, [entry]),
        )

    def write_in_vote(self, uuid: str, kind: type[Entry] | Entry, **fields: Any) -> None:
        entry = kind if isinstance(kind, Entry) else self.entry(kind, vote=uuid, **fields)
        self._both(
            lambda: super(TwinVillage, self).write_in_vote(uuid, entry),
            lambda tx: self.desk.books.append_in_vote(tx, COMMUNE, uuid, [entry], verified=self.verified),
        )

    def beside(self, raw: bytes) -> str:
        with self.transaction() as tx:
            tx.payloads.put(COMMUNE, raw)
        return super().beside(raw)

    def begin(self, entry: VoteOpened) -> None:
        with self.transaction() as tx:
            tx.log.start(COMMUNE, entry.vote, entry.book)
            tx.votes.add(_row(entry))
            secret = server_secret(entry.vote).to_bytes(32, "big")
            if self.tx is None:
                tx.secrets.put(COMMUNE, VOTE_KEY, entry.vote, secret, at=START, own_key=True)
        super().begin(entry)

    def _both(self, in_memory: Callable[[], None], stored: Callable[[Transaction], object]) -> None:
        """Both judge, the database first because memory has then no doubt left; they agree, or the test fails."""
        with self.transaction() as tx:
            from_database = error_of(lambda: stored(tx))
            from_memory = error_of(in_memory)
            assert told(from_database) == told(from_memory)
            if from_memory is not None:
                self.refused.append(from_memory.code)
                raise from_memory

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """The transaction given, or one of its own."""
        if self.tx is not None:
            yield self.tx
            return
        with self.desk.database.transaction() as tx:
            yield tx

    def stored(self, uuid: str) -> tuple[int, bytes, int, int]:
        """What must not change when a ballot is refused: size and root of the vote's book, ballots, ciphertexts."""
        with self.desk.database.reading() as tx:
            head = tx.log.head(COMMUNE, uuid)
            ciphertexts = tx._work.scalar(select(func.count()).select_from(ballot_ciphertexts))
            return head.size, head.root, tx.ballots.count(COMMUNE, uuid), int(ciphertexts)

    def raws_of(self, book: str) -> tuple[bytes, ...]:
        """Every entry stored in a book, in order."""
        with self.desk.database.reading() as tx:
            return tx.log.raws(COMMUNE, book, 0, tx.log.head(COMMUNE, book).size)

    def leave(self) -> None:
        """Let go of the database."""
        self.desk.database.close()


def error_of(deed: Callable[[], object]) -> RecordError | None:
    """The refusal of a deed, if it is refused."""
    try:
        deed()
    except RecordError as error:
        return error
    return None


def told(error: RecordError | None) -> tuple[str, ...]:
    """All that a refusal says."""
    if error is None:
        return ()
    return (type(error).__name__, error.code, str(error), getattr(error, "crime", ""))


def _row(entry: VoteOpened) -> VoteRow:
    plan = Plan((), entry.majority, entry.citation)
    return VoteRow(
        COMMUNE, entry.vote, CODE, "Họp thôn", "", Phase.OPEN.value, START, "head", plan.show(),
        households=entry.households, committee=entry.committee,
        opens_at_utc=entry.opens_at, closes_at_utc=entry.closes_at,
    )  # fmt: skip
