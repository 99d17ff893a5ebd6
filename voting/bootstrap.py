"""From settings to ready services: the one place that knows how the parts are put together."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from voting.services.books import Books
from voting.services.carriers import NONE, Carriers
from voting.services.clock import Clock, system_clock
from voting.services.desk import Desk
from voting.services.house import Services
from voting.services.people.communes import CommuneInfo
from voting.storage import migrate
from voting.storage.database import Database
from voting.storage.errors import Busy, SchemaMismatch, SecretUnreadable, StorageMisuse, Unavailable
from voting.storage.key_files import KeyFiles
from voting.storage.secrets import Sealer

MIN_SECRET_CHARACTERS = 32
KEYS = "keys"


class CannotRun(Exception):
    """The installation is not as it must be; the message says what to do, in Vietnamese and in English."""


class WeakSecret(CannotRun):
    """``SECRET_KEY`` is too short to seal keys with."""


class OtherSecret(CannotRun):
    """There are books already, and ``SECRET_KEY`` does not open the key that signs them."""


class OtherHost(CannotRun):
    """There are books already, and they begin with another host than the one that is set now."""


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
    carriers: Carriers = NONE


def build(settings: BootstrapSettings) -> Services:
    """Services on this database, which must be migrated to the newest revision; ``OtherHost``, ``OtherSecret``."""
    desk = make_desk(settings)
    services = Services.at(desk)
    try:
        for commune in services.communes.all():
            _require_same_host(commune, settings.host)
            _require_same_secret(desk, commune)
    except CannotRun:
        services.close()
        raise
    return services


def _require_same_host(commune: CommuneInfo, host: str) -> None:
    began = commune.origin.removesuffix(f"/{commune.code}")
    if began != host:
        raise OtherHost(
            f"Sổ của xã {commune.code} bắt đầu bằng {began}, nhưng PUBLIC_URL là {host}; sổ giữ tên đó mãi mãi."
            f" Hãy đặt lại PUBLIC_URL như trước; nếu địa chỉ buộc phải đổi, đặt thêm BOOKS_HOST={began}"
            f" (the books begin with {began} for ever: set PUBLIC_URL back, or, if the address had to change,"
            f" set BOOKS_HOST={began} beside it)."
        )


def _require_same_secret(desk: Desk, commune: CommuneInfo) -> None:
    try:
        with desk.database.reading() as tx:
            desk.books.signer(tx, commune.code)
    except SecretUnreadable as error:
        raise OtherSecret(
            f"SECRET_KEY không mở được khóa ký sổ của xã {commune.code}: hãy đặt lại khóa cũ, hoặc đặt OLD_SECRET_KEY"
            " rồi chạy `python wsgi.py rotate-secret` (this SECRET_KEY does not open the key that signs the books: set"
            " the old one back, or set OLD_SECRET_KEY and run rotate-secret)."
        ) from error


def make_desk(settings: BootstrapSettings) -> Desk:
    """The desk that services work at: database, books, clock, host, folder for files."""
    return Desk(
        database=make_database(settings),
        books=Books(settings.clock),
        clock=settings.clock,
        host=settings.host,
        data_folder=settings.data_folder,
        carriers=settings.carriers,
    )


def make_database(settings: BootstrapSettings) -> Database:
    """The database with the keys that open its secrets; ``WeakSecret``."""
    given = [settings.secret_key, *filter(None, [settings.old_secret_key])]
    if any(len(key) < MIN_SECRET_CHARACTERS for key in given):
        raise WeakSecret(
            f"SECRET_KEY cần ít nhất {MIN_SECRET_CHARACTERS} ký tự"
            f" (SECRET_KEY must have at least {MIN_SECRET_CHARACTERS} characters)."
        )
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
    present = migrate.current(database_url)
    if present and present not in migrate.revisions():
        raise CannotRun(
            f"Cơ sở dữ liệu ở phiên bản {present}, mới hơn chương trình này: hãy dùng chương trình mới hơn"
            " (the database is newer than this program: use a newer program)."
        )
    migrate.upgrade(database_url)


@contextmanager
def said_plainly() -> Iterator[None]:
    """What an operator can put right becomes ``CannotRun`` with a sentence that says how; all else passes."""
    try:
        yield
    except SchemaMismatch as error:
        raise CannotRun(
            "Cơ sở dữ liệu không ở phiên bản của chương trình: hãy chạy `python wsgi.py migrate`"
            f" (run the migrations: {error})."
        ) from error
    except Busy as error:
        raise CannotRun(f"Cơ sở dữ liệu đang bị giữ lâu: hãy thử lại (locked for too long: {error}).") from error
    except Unavailable as error:
        raise CannotRun(
            "Không dùng được cơ sở dữ liệu: hãy xem DATABASE_URL (máy chủ, tên, mật khẩu), đĩa còn chỗ không"
            f" (the database cannot be used: {error})."
        ) from error
    except StorageMisuse as error:
        raise CannotRun(f"DATABASE_URL không dùng được (DATABASE_URL cannot be used: {error}).") from error
    except ModuleNotFoundError as error:
        raise CannotRun(
            f"Thiếu thư viện {error.name}: hãy chạy `pip install -r requirements.lock`"
            f" (the library {error.name} is missing)."
        ) from error
    except OSError as error:
        raise CannotRun(
            f"Không đọc hoặc ghi được {error.filename}: {error.strerror} (cannot read or write)."
        ) from error
