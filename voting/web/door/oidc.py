"""Accounts elsewhere at the door (OpenID Connect): sending officials off to a provider, believing what comes back.

Authlib does the protocol: authorization code with PKCE (S256), state and nonce, which wait in this browser's session,
signature and claims of the ID token. Here stand its settings and what it leaves open: only signatures by the
provider's own keys count, only its own address vouches, the level asked for must come back, and a provider that does
not answer keeps few threads, for seconds. The library is loaded when somebody is sent off, never at the start.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any, Final

from flask import current_app, request, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from voting.services.errors import ServiceError, Unavailable
from voting.services.people.identities import Shown
from voting.web.settings import IdentityProvider
from voting.web.wiring import settings

ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
"""Of ID tokens: by a key that the provider alone holds (RFC 7518, RFC 8037); never "none", never our shared secret."""
_CLIENTS, _ERRAND, _STATE = "dinh.oidc", "oidc-errand", "_state_"
_ANSWERS_S: Final = 5
_TURN_S: Final = 0.5
_AT_ONCE: Final = BoundedSemaphore(2)
"""Threads of a process that wait for providers; the others wait for their turn no longer than a ballot may."""


class NotShown(ServiceError):
    """The provider has not said who this is: stopped there, too late, a second time, or not as it must be said."""

    code = "identity-not-shown"


class LevelTooLow(NotShown):
    """It has, but at a lower level than this installation asks for (``acr``)."""

    code = "identity-level"


class Silent(Unavailable):
    """The provider did not answer in time, or not in a way that can be read."""

    code = "provider-silent"
    retry_after_s = 30


@dataclass(frozen=True)
class Errand:
    """Why somebody was sent off: to be linked with the account that is signed in, or to sign in; and where to next."""

    links: bool = False
    after: str = ""


def provider_of(key: str) -> IdentityProvider:
    """The one of this key; the plain page for an unknown address."""
    found = next((one for one in settings().identity_providers if one.key == key), None)
    if found is None:
        raise NotFound
    return found


def provider_name(issuer: str) -> str:
    """What people call it; its address where it is not among ours any more."""
    return next((one.name for one in settings().identity_providers if one.issuer == issuer), issuer)


def send_off(provider: IdentityProvider, errand: Errand) -> Response:
    """To the provider's own page; of several tabs the last one counts. ``Silent``."""
    for kept in [name for name in session if name.startswith(_STATE)]:
        session.pop(kept)  # a cookie holds few of them
    session[_ERRAND] = [provider.key, errand.links, errand.after]
    asked = {"acr_values": " ".join(provider.acr_values)} if provider.acr_values else {}
    with _asking():
        answer: Response = _client(provider).authorize_redirect(_address(provider), prompt=provider.prompt, **asked)
    return answer


def come_back(provider: IdentityProvider) -> Errand | None:
    """Why this browser was sent to this provider: told once; nothing if it was not."""
    key, links, after = session.pop(_ERRAND, ("", False, ""))
    return Errand(links, after) if key == provider.key else None


def shown_by(provider: IdentityProvider) -> Shown:
    """Whom the provider vouches for, once; ``NotShown``, ``LevelTooLow``, ``Silent``."""
    if not request.args.get("code"):
        raise NotShown
    with _asking():
        claims = _client(provider).authorize_access_token().get("userinfo")
    if not claims or claims["iss"] != provider.issuer:
        raise NotShown
    if provider.acr_values and claims.get("acr") not in provider.acr_values:
        raise LevelTooLow
    return Shown(provider.issuer, claims["sub"])


def _address(provider: IdentityProvider) -> str:
    """Where the provider sends people back, as it knows us."""
    return settings().public_url + url_for("account.came_back", provider=provider.key)


def _client(provider: IdentityProvider) -> Any:
    """Authlib's client, which keeps what the provider says of itself."""
    clients: dict[str, Any] = current_app.extensions.setdefault(_CLIENTS, {})
    if provider.key not in clients:
        clients[provider.key] = _new_client(provider)
    return clients[provider.key]


def _new_client(provider: IdentityProvider) -> Any:
    from authlib.integrations.flask_client import OAuth  # noqa: PLC0415 - loaded when somebody is sent off

    client = OAuth(current_app).register(
        provider.key,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid", "code_challenge_method": "S256", "default_timeout": _ANSWERS_S,
            "token_endpoint_auth_method": provider.client_authentication,
        },
    )  # fmt: skip
    said = client.load_server_metadata()
    if said.get("issuer") != provider.issuer:
        raise NotShown
    offered = said.get("id_token_signing_alg_values_supported", ())
    said["id_token_signing_alg_values_supported"] = [one for one in ALGORITHMS if one in offered]
    return client


@contextmanager
def _asking() -> Iterator[None]:
    """While a provider is asked: few at once, and what the library says of its answers in our words."""
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415
    from requests import RequestException  # noqa: PLC0415

    if not _AT_ONCE.acquire(timeout=_TURN_S):
        raise Silent
    try:
        yield
    except RequestException as error:
        raise Silent from error
    except (AuthlibBaseError, JoseError, LookupError, RuntimeError, TypeError, ValueError) as error:
        raise NotShown from error
    finally:
        _AT_ONCE.release()
