"""From settings to ready services: the one place that knows how the parts are put together."""

import hashlib
from dataclasses import dataclass

from voting.services.clock import Clock, system_clock
from voting.services.desk import Desk
from voting.services.house import Services
from voting.services.log import Logs
from voting.storage import migrate
from voting.storage.database import Database
from voting.storage.secrets import Sealer

MIN_SECRET_CHARACTERS = 32


class WeakSecret(Exception):
    """``SECRET_KEY`` is too short to seal keys with."""


@dataclass(frozen=True)
class BootstrapSettings:
    """``host`` is the public host name (log origins begin with it); ``secret_key`` seals the keys kept at rest."""

    database_url: str
    secret_key: str
    host: str
    clock: Clock = system_clock


def build(settings: BootstrapSettings) -> Services:
    """Services on this database, which must be migrated to the newest revision."""
    return Services.at(make_desk(settings))


def make_desk(settings: BootstrapSettings) -> Desk:
    """The desk that services work at: database, logs, clock, host."""
    if len(settings.secret_key) < MIN_SECRET_CHARACTERS:
        raise WeakSecret(f"SECRET_KEY must have at least {MIN_SECRET_CHARACTERS} characters")
    migrate.require_head(settings.database_url)
    database = Database(settings.database_url, sealer=Sealer(master_key(settings.secret_key)))
    return Desk(database, Logs(settings.clock), settings.clock, settings.host)


def master_key(secret_key: str) -> bytes:
    """The 32 bytes that seal secrets at rest, derived so that the web's session key does not open them."""
    return hashlib.sha256(b"dinh/master-key|" + secret_key.encode()).digest()


def migrate_database(database_url: str) -> None:
    """Bring a database to the newest revision; safe to run by several processes at once."""
    migrate.upgrade(database_url)
