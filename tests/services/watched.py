"""A database that counts what is asked of it, and breaks where it is told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import event
from village.life import SECRET, Village

from voting.bootstrap import KEYS, master_key
from voting.services.desk import Desk
from voting.storage.database import Database, Transaction
from voting.storage.key_files import KeyFiles
from voting.storage.secrets import Sealer


class Broken(Exception):
    """The process dies here, as far as the transaction can tell."""


class Watched(Database):
    """`writes` counts writing transactions, each of which takes a lock; `statements` those of the last one of any kind,
    and `rows` what they gave.

    With `break_at` set, the first writing transaction from then on dies before its statement of that number.
    """

    def __init__(self, village: Village) -> None:
        keys = KeyFiles(village.folder / KEYS)
        super().__init__(village.url, sealer=Sealer(master_key(SECRET)), keys=keys)
        self.writes = self.reads = self.statements = self.rows = self.break_at = 0
        for engine in {self._engine, self._reader}:
            event.listen(engine, "before_cursor_execute", self._count)

    def _count(self, *_: Any) -> None:
        self.statements += 1
        if self.statements == self.break_at:
            raise Broken

    def _counted(self, rows: Any) -> Any:
        self.rows += len(rows)
        return rows

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        self.writes, self.statements = self.writes + 1, 0
        try:
            with super().transaction() as tx:
                yield self._watched(tx)
                if self.break_at:
                    raise Broken
        finally:
            self.break_at = 0

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        self.reads, self.statements, self.rows = self.reads + 1, 0, 0
        with super().reading() as tx:
            yield self._watched(tx)

    def _watched(self, tx: Transaction) -> Transaction:
        """Counts what goes past SQLAlchemy's events too: the statements that are `Ready`."""
        work: Any = tx._work
        drive = work._drive

        def counted(*given: Any) -> Any:
            self._count()
            return self._counted(drive(*given))

        work._drive = counted
        mappings = work.mappings
        work.mappings = lambda *given: self._counted(mappings(*given))
        return tx


def watched(village: Village) -> tuple[Desk, Watched]:
    """A desk of its own, as a process just started has it, and its database."""
    database = Watched(village)
    return replace(village.again().desk, database=database), database
