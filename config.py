"""Configuration from the environment. Safe to publish: it holds no secret, and its defaults suit production.

| variable | meaning | default |
| --- | --- | --- |
| `PUBLIC_URL` | the address people type: **choose it for ever**, the books begin with it | `http://localhost:8000` |
| `BOOKS_HOST` | where the address had to change: the first one's host, which the books keep | `PUBLIC_URL`'s |
| `DATA_FOLDER` | files beside the database: keys of their own, archives made once | `var` beside this file |
| `DATABASE_URL` | SQLAlchemy address | `dinh.sqlite` in `DATA_FOLDER` |
| `SECRET_KEY` | signs sessions, seals secrets at rest; the same on every machine | made once in `DATA_FOLDER` |
| `OLD_SECRET_KEY` | the one before, while `rotate-secret` has not run yet: opens, never seals | none |
| `BEHIND_PROXY` | `1` when one reverse proxy sets `X-Forwarded-*` | `0` |
| `BALLOTS_PER_MINUTE` | ballots accepted a minute from one address, `0` for no limit | `300` |
| `CHORES_EVERY_S` | seconds after which readers remind the server of what is due; `0` where a timer alone does | `60` |
| `MAIL_SERVER` | `host:port` of an SMTP server with STARTTLS, for officials who wish a mail | none: no mail |
| `MAIL_FROM` `MAIL_USER` `MAIL_PASSWORD` | its letters' sender; the account there, if it needs one | none |
| `SMS_URL` | a telephone gateway that takes JSON; `http://` only on this machine | none: no messages |
| `SMS_BODY` | JSON in which `"{phone}"` and `"{text}"` are filled in | `{"to":"{phone}","text":"{text}"}` |
| `SMS_HEADERS` | JSON, such as `{"Authorization": "Bearer ..."}` | `{}` |
| `IDENTITY_PROVIDERS` | other places to sign in: a file like `voting/manage/identity_providers.example.json` | none |
| `MESSAGES_DRY_RUN` | `1`: all is done but the sending itself | `0` |
"""

import json
import os
import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from voting.web.settings import IdentityProvider

ROOT = Path(__file__).resolve().parent
SECRET_BYTES = 32
PROVIDERS = "IDENTITY_PROVIDERS"
SECRET_FILE = "secret.key"  # noqa: S105 - a file's name
MAX_HOST = 253
PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_PORT = re.compile(r"[0-9]{1,5}")
_IN_NUMBERS = re.compile("[0-9]+|0x[0-9a-f]*")
_SPELLED_TWO_WAYS = frozenset("ßς")
"""Letters of which the older rule for names makes others, and browsers do not: the books would name another host."""
_Address = TypeVar("_Address", IPv4Address, IPv6Address)


class ConfigError(Exception):
    """A variable of the environment has a value that cannot work."""


@dataclass(frozen=True, kw_only=True)
class Messages:
    """What carries messages to people: a mail server (host, port), a telephone gateway; empty where there is none."""

    mail_server: tuple[str, int] | None = None
    mail_from: str = ""
    mail_user: str = ""
    mail_password: str = field(default="", repr=False)
    sms_url: str = ""
    sms_body: dict[str, Any] = field(default_factory=dict)
    sms_headers: dict[str, str] = field(default_factory=dict, repr=False)
    dry: bool = False


@dataclass(frozen=True, kw_only=True)
class Config:
    """Everything an installation may set. `host` is the schema-less name that the books' origins start with."""

    secret_key: str
    database_url: str
    data_folder: Path
    public_url: str
    behind_proxy: bool
    ballots_per_minute: int
    chores_every_s: int = 60
    old_secret_key: str = ""
    books_host: str = ""
    messages: Messages = Messages()
    identity_providers: tuple[IdentityProvider, ...] = ()

    @property
    def host(self) -> str:
        """What the books begin with: host and port of the public address, or of the first one there was."""
        return self.books_host or urlsplit(self.public_url).netloc


def from_environment(environment: Mapping[str, str] = os.environ, folder: Path = ROOT / "var") -> Config:
    """Reads the configuration; raises `ConfigError` for a value that cannot work. `folder` is the usual data folder."""
    public_url = public_address(environment.get("PUBLIC_URL", "http://localhost:8000"))
    books_host = environment.get("BOOKS_HOST", "")
    if books_host:
        books_host = urlsplit(public_address(f"https://{books_host}", "BOOKS_HOST")).netloc
    folder = Path(environment.get("DATA_FOLDER") or folder).absolute()
    return Config(
        secret_key=environment.get("SECRET_KEY") or _kept_secret(folder / SECRET_FILE),
        old_secret_key=environment.get("OLD_SECRET_KEY", ""),
        database_url=environment.get("DATABASE_URL") or _sqlite_in(folder),
        data_folder=folder,
        public_url=public_url,
        behind_proxy=environment.get("BEHIND_PROXY", "0") not in {"", "0"},
        ballots_per_minute=_number(environment, "BALLOTS_PER_MINUTE", "300"),
        chores_every_s=_number(environment, "CHORES_EVERY_S", "60"),
        books_host=books_host,
        messages=_messages(environment),
        identity_providers=_providers(environment.get("IDENTITY_PROVIDERS", "")),
    )


def _number(environment: Mapping[str, str], name: str, usual: str) -> int:
    given = environment.get(name, usual)
    if not (given.isascii() and given.isdecimal() and len(given) < 10):  # noqa: PLR2004 - thirty years in seconds
        raise ConfigError(f"{name} phải là một số nguyên, không phải {given!r} ({name} must be a whole number)")
    return int(given)


def _messages(environment: Mapping[str, str]) -> Messages:
    """What carries messages; `ConfigError`."""
    url = environment.get("SMS_URL", "")
    parts = urlsplit(url)
    near = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"}
    if url and not near and not (parts.scheme == "https" and parts.hostname):
        raise _plainly("SMS_URL", "phải là https://...", "it must be https://...")
    sender = environment.get("MAIL_FROM", "")
    server = _mail_server(environment.get("MAIL_SERVER", ""))
    if server and "@" not in sender:
        raise _plainly("MAIL_FROM", "phải là một địa chỉ thư", "it must be a mail address")
    return Messages(
        mail_server=server,
        mail_from=sender,
        mail_user=environment.get("MAIL_USER", ""),
        mail_password=environment.get("MAIL_PASSWORD", ""),
        sms_url=url,
        sms_body=_json_object(environment, "SMS_BODY", '{"to": "{phone}", "text": "{text}"}') if url else {},
        sms_headers=_json_object(environment, "SMS_HEADERS", "{}"),
        dry=environment.get("MESSAGES_DRY_RUN", "0") not in {"", "0"},
    )


def _mail_server(given: str) -> tuple[str, int] | None:
    host, _, port = given.rpartition(":")
    if given and not (host and _PORT.fullmatch(port) and 0 < int(port) < 65536):  # noqa: PLR2004 - the largest port
        raise _plainly("MAIL_SERVER", "phải có dạng ten-may:587", "it must look like host:587")
    return (host, int(port)) if given else None


def _providers(path: str) -> tuple[IdentityProvider, ...]:
    """What the file says; `ConfigError` without a value of it, which may be a secret."""
    if not path:
        return ()
    try:
        given = json.loads(Path(path).read_text(encoding="utf-8"))
        found = tuple(map(_provider, given if isinstance(given, list) else [given]))
    except OSError as error:
        raise _plainly(PROVIDERS, f"không đọc được tệp {path}", f"cannot read {path}") from error
    except (ValueError, TypeError) as error:
        raise _plainly(PROVIDERS, f"tệp {path} chưa đúng: {error}", f"{path} does not hold: {error}") from error
    if len({one.key for one in found}) < len(found) or len({one.issuer for one in found}) < len(found):
        raise _plainly(PROVIDERS, "hai mục trùng key hoặc issuer", "two entries have one key or one issuer")
    return found


def _provider(given: object) -> IdentityProvider:
    """`ValueError` or `TypeError` with the name of what is wrong."""
    if not isinstance(given, dict):
        raise TypeError("[{...}]")
    texts = {name: value for name, value in given.items() if name not in {"acr_values", "about"}}
    if wrong := [name for name, value in texts.items() if not (isinstance(value, str) and value)]:
        raise ValueError(", ".join(wrong))
    levels = given.get("acr_values", [])
    if not (isinstance(levels, list) and all(isinstance(one, str) and one for one in levels)):
        raise ValueError("acr_values")
    one = IdentityProvider(**texts, acr_values=tuple(levels))  # TypeError names a word that is missing or unknown
    parts = urlsplit(one.issuer)
    near = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"}
    if not ((near or parts.scheme == "https") and parts.hostname) or parts.query or parts.fragment or parts.username:
        raise ValueError("issuer")
    if not _LABEL.fullmatch(one.key):
        raise ValueError("key")
    if one.client_authentication not in {"client_secret_basic", "client_secret_post"}:
        raise ValueError("client_authentication")
    return one


def _json_object(environment: Mapping[str, str], name: str, usual: str) -> dict[str, Any]:
    try:
        value = json.loads(environment.get(name) or usual)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise _plainly(name, "phải là một đối tượng JSON", "it must be a JSON object")
    return value


def _plainly(name: str, why_vi: str, why_en: str) -> ConfigError:
    """Without the value, which may be a secret."""
    return ConfigError(f"{name}: {why_vi} ({why_en})")


def public_address(given: str, name: str = "PUBLIC_URL") -> str:
    """The address in its one spelling: small letters, no slash at the end, no usual port; `ConfigError`.

    The books carry it for ever, so nothing is guessed: whatever is not scheme, host and perhaps port is refused.
    """
    if any(one.isspace() or unicodedata.category(one).startswith("C") for one in given):
        raise _refused(name, given, "có khoảng trắng hoặc ký tự ẩn", "it holds spaces or invisible characters")
    if "@" in given:
        raise _refused(name, "...", "không được có tên người dùng hay mật khẩu", "no user or password may stand in it")
    if "?" in given or "#" in given or "\\" in given:
        raise _refused(name, given, "không được có ? # hoặc \\", "no ? # or \\ may stand in it")
    scheme, _, rest = given.partition("://")
    scheme, netloc = scheme.lower(), rest.removesuffix("/")
    if scheme not in PORTS or not netloc:
        raise _refused(name, given, "phải có dạng https://ten-may", "it must look like https://host")
    if "/" in netloc:
        raise _refused(name, given, "không được có đường dẫn sau tên máy", "no path may follow the host")
    try:
        host, port = _parted(netloc)
    except ValueError as error:
        raise _refused(name, given, "tên máy hoặc cổng không hợp lệ", "host or port cannot be") from error
    return f"{scheme}://{host}" + ("" if port in {None, PORTS[scheme]} else f":{port}")


def _parted(netloc: str) -> tuple[str, int | None]:
    """Host and port; `ValueError`."""
    bracket, closed, after = netloc.partition("]")
    if netloc.startswith("["):
        if not closed or "%" in bracket or (after and not after.startswith(":")):
            raise ValueError(netloc)
        host, colon, port = f"[{_reachable(IPv6Address(bracket[1:]))}]", after[:1], after[1:]
    else:
        name, colon, port = netloc.partition(":")
        host = _host(name)
    if not colon:
        return host, None
    if not _PORT.fullmatch(port) or port.startswith("0") or int(port) > 65535:  # noqa: PLR2004 - the largest port
        raise ValueError(port)
    return host, int(port)


def _host(name: str) -> str:
    """The name as it goes over the network: letters of Vietnamese and others become `xn--`; `ValueError`."""
    small = unicodedata.normalize("NFC", name).lower()
    if (
        unicodedata.normalize("NFKC", small) != small
        or not all(one.isalnum() or one in "-." for one in small)
        or (_SPELLED_TWO_WAYS & set(small))
    ):
        raise ValueError(name)
    host = small.encode("idna").decode("ascii")  # UnicodeError is a ValueError
    labels = host.split(".")
    if len(host) > MAX_HOST or not all(map(_LABEL.fullmatch, labels)):
        raise ValueError(name)
    if _IN_NUMBERS.fullmatch(labels[-1]):  # browsers read this as numbers: only the plain form is one address
        try:
            return str(_reachable(IPv4Address(host)))
        except AddressValueError as error:
            raise ValueError(name) from error
    if any(label.startswith("xn--") and not label.encode().decode("idna") for label in labels):
        raise ValueError(name)
    return host


def _reachable(address: _Address) -> _Address:
    """An address of one machine; `ValueError` for those that name none, or many."""
    if address.is_unspecified or address.is_multicast or address == IPv4Address("255.255.255.255"):
        raise ValueError(str(address))
    return address


def _refused(name: str, given: str, why_vi: str, why_en: str) -> ConfigError:
    return ConfigError(f"{name}={given!r}: {why_vi} ({why_en}). Ví dụ: https://bieuquyet.xa-dong-hoa.example")


def _sqlite_in(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'dinh.sqlite'}"


def _kept_secret(path: Path) -> str:
    """The secret in `path`, made at the first call; two processes starting at once agree on one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".secret-{secrets.token_hex(8)}")
    if not path.exists():
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
