"""What can go wrong between the program and its database.

Four branches: `StorageDataError` (somebody asked for what cannot be), `Unavailable` (try again later), `Damaged`
(stored bytes were altered) and `StorageMisuse` (the calling code is wrong). Messages name tables and constraints,
never the values stored: they end up in logs, and the rows hold personal data.
"""


class StorageError(Exception):
    """Anything this package raises."""


class StorageDataError(StorageError):
    """The data does not allow what was asked."""


class NotFound(StorageDataError):
    """There is no such row, tile, entry or secret."""


class Conflict(StorageDataError):
    """A row with this key exists already, or the row has moved on meanwhile.

    `constraint` is the name of the unique constraint or primary key, the same on both engines; of a row that
    breaks several, SQLite and PostgreSQL may name different ones.
    """

    def __init__(self, message: str, constraint: str = "") -> None:
        super().__init__(message)
        self.constraint = constraint


class MissingReference(StorageDataError):
    """A row refers to one that is not there, or a row still referred to was to be deleted."""


class BadValue(StorageDataError):
    """A value is empty, too long or outside its bounds (a check of the schema)."""


class RefusedByRecord(StorageDataError):
    """The record is append-only: a trigger refused to change, shorten or tear it."""


class SecretUnreadable(StorageDataError):
    """A sealed secret does not open: wrong master key, moved to another name, or altered."""


class Damaged(StorageError):
    """Stored bytes are not those that their hash names: altered on the disk or in the database."""


class Unavailable(StorageError):
    """The database cannot answer now; nothing was stored."""


class Busy(Unavailable):
    """Another transaction held the lock for too long, or the engine broke a deadlock."""


class OutcomeUnknown(Unavailable):
    """The connection broke during the commit: it may or may not have been stored. Look before trying again."""


class StorageMisuse(StorageError):
    """The calling code is wrong."""


class ReadOnly(StorageMisuse):
    """A write was tried in a reading transaction."""


class TransactionBroken(StorageMisuse):
    """The transaction went on after one of its statements had failed."""


class SchemaMismatch(StorageMisuse):
    """The database's schema is not the one this program was written for: run the migrations."""
