"""What the pages need to know of their surroundings; made by `wsgi.py` from the environment, or by a test."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class IdentityProvider:
    """Where officials may also show who they are (OpenID Connect): `key` in our addresses, `name` on the button.

    `acr_values` are asked for, and one of them must come back; none asked, any will do. `client_authentication` is
    how we show the token endpoint who we are.
    """

    key: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    acr_values: tuple[str, ...] = ()
    prompt: str = "login"
    client_authentication: str = "client_secret_basic"


@dataclass(frozen=True, kw_only=True)
class WebSettings:
    """Settings of the web layer. `public_url` is the address people type, without a trailing slash.

    `chores_every_s`: how often answering reminds the server of what is due (`chores`); 0 where a timer does it.
    """

    secret_key: str
    public_url: str = "http://localhost:8000"
    behind_proxy: bool = False
    session_minutes: int = 30
    session_hours_at_most: int = 12
    sign_ins_per_minute: int = 20
    ballots_per_minute: int = 300
    chores_every_s: int = 0
    identity_providers: tuple[IdentityProvider, ...] = ()
    template_folder: Path = ROOT / "templates"
    static_folder: Path = ROOT / "static"
    clock: Callable[[], datetime] = utc_now

    @property
    def https(self) -> bool:
        """Whether people reach the site over HTTPS, so that cookies can be Secure and HSTS can be sent."""
        return urlsplit(self.public_url).scheme == "https"
