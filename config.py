"""Configuration from the environment. Safe to publish: it holds no secret, and its defaults suit production.

| variable | meaning | default |
| --- | --- | --- |
| `PUBLIC_URL` | the address people type | `http://localhost:8000` |
| `DATA_FOLDER` | files beside the database: keys of their own, archives made once | `var` beside this file |
| `DATABASE_URL` | SQLAlchemy address | `dinh.sqlite` in `DATA_FOLDER` |
| `SECRET_KEY` | signs sessions, seals secrets at rest; the same on every machine | made once in `DATA_FOLDER` |
| `OLD_SECRET_KEY` | the one before, while `rotate-secret` has not run yet: opens, never seals | none |
| `BEHIND_PROXY` | `1` when one reverse proxy sets `X-Forwarded-*` | `0` |
| `BALLOTS_PER_MINUTE` | ballots accepted a minute from one address, `0` for no limit | `300` |
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
SECRET_BYTES = 32
SECRET_FILE = "secret.key"  # noqa: S105 - a file's name


class ConfigError(Exception):
    """A variable of the environment has a value that cannot work."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """Everything an installation may set. `host` is the schema-less name that the record's origin starts with."""

    secret_key: str
    database_url: str
    data_folder: Path
    public_url: str
    behind_proxy: bool
    ballots_per_minute: int
    old_secret_key: str = ""

    @property
    def host(self) -> str:
        """Host and port of the public address, without its scheme."""
        return urlsplit(self.public_url).netloc


def from_environment(environment: Mapping[str, str] = os.environ, folder: Path = ROOT / "var") -> Config:
    """Reads the configuration; raises `ConfigError` for a value that cannot work. `folder` is the usual data folder."""
    public_url = environment.get("PUBLIC_URL", "http://localhost:8000").rstrip("/")
    address = urlsplit(public_url)
    if address.scheme not in {"http", "https"} or not address.netloc or address.path or address.query:
        raise ConfigError(f"PUBLIC_URL must look like https://host, not {public_url!r}")
    limit = environment.get("BALLOTS_PER_MINUTE", "300")
    if not limit.isdecimal():
        raise ConfigError(f"BALLOTS_PER_MINUTE must be a whole number, not {limit!r}")
    folder = Path(environment.get("DATA_FOLDER") or folder).absolute()
    return Config(
        secret_key=environment.get("SECRET_KEY") or _kept_secret(folder / SECRET_FILE),
        old_secret_key=environment.get("OLD_SECRET_KEY", ""),
        database_url=environment.get("DATABASE_URL") or _sqlite_in(folder),
        data_folder=folder,
        public_url=public_url,
        behind_proxy=environment.get("BEHIND_PROXY", "0") not in {"", "0"},
        ballots_per_minute=int(limit),
    )


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
