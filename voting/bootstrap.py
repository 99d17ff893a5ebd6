"""From settings to ready services: the one place that knows how the parts are put together."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from voting.services.books import Books
from voting.services.clock import Clock, system_clock
from voting.services.desk import Desk
from voting.services.house import Services
from voting.storage import migrate
from voting.storage.database import Database
from voting.storage.errors import SecretUnreadable
from voting.storage.key_files import KeyFiles
from voting.storage.secrets import Sealer

MIN_SECRET_CHARACTERS = 32
KEYS = "keys"


class WeakSecret(Exception):
    """``SECRET_KEY`` is too short to seal keys with."""


class NotOpened(Exception):
    """Neither the present ``SECRET_KEY`` nor the old one opens a secret that is kept at rest."""


@dataclass(frozen=True, kw_only=True)
class BootstrapSettings:
    """``host`` is the public host name (log origins begin with it); ``secret_key`` seals the keys kept at rest.

    ``old_secret_key``, if any, still opens what was sealed before; nothing is sealed under it any more.
    """

    database_url: str
    secret_key: str
    host: str
    data_folder: Path
    old_secret_key: str = ""
    clock: Clock = system_clock


def build(settings: BootstrapSettings) -> Services:
    """Services on this database, which must be migrated to the newest revision."""
    return Services.at(make_desk(settings))


def make_desk(settings: BootstrapSettings) -> Desk:
    """The desk that services work at: database, books, clock, host, folder for files."""
    return Desk(
        database=make_database(settings),
        books=Books(settings.clock),
        clock=settings.clock,
        host=settings.host,
        data_folder=settings.data_folder,
    )


def make_database(settings: BootstrapSettings) -> Database:
    """The database with the keys that open its secrets; ``WeakSecret``."""
    given = [settings.secret_key, *filter(None, [settings.old_secret_key])]
    if any(len(key) < MIN_SECRET_CHARACTERS for key in given):
        raise WeakSecret(f"SECRET_KEY must have at least {MIN_SECRET_CHARACTERS} characters")
    migrate.require_head(settings.database_url)
    newest, *older = map(master_key, given)
    keys = KeyFiles(settings.data_folder / KEYS)
    return Database(settings.database_url, sealer=Sealer(newest, older=older), keys=keys)


def seal_again(settings: BootstrapSettings) -> int:
    """Seal every secret at rest under ``secret_key``, in one transaction; how many. ``NotOpened``: nothing changed."""
    database = make_database(settings)
    try:
        with database.transaction() as tx:
            return tx.secrets.seal_again()
    except SecretUnreadable as error:
        raise NotOpened(str(error)) from error
    finally:
        database.close()


def master_key(secret_key: str) -> bytes:
    """The 32 bytes that seal secrets at rest, derived so that the web's session key does not open them."""
    return hashlib.sha256(b"dinh/master-key|" + secret_key.encode()).digest()


def migrate_database(database_url: str) -> None:
    """Bring a database to the newest revision; safe to run by several processes at once."""
    migrate.upgrade(database_url)
