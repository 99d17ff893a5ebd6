"""How often one address may knock. Kept in memory, per process, for some minutes; nothing is written down.

Wrong passwords are counted by who tries and what they typed as login, whether there is such an account or not: after
five an address waits with this login, and nobody else does. Strangers can keep nobody out but themselves.
"""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from ipaddress import ip_address

from flask import Flask, current_app, request

from voting.services.errors import TooManyAttempts
from voting.web.settings import WebSettings

WINDOW_S = 60
MANY_ADDRESSES = 10_000
TRIES_OF_A_DEVICE = 5
GUESSES, GUESSING_S = 5, 300
PETITIONS, PETITIONING_S = 5, 3600
LIMITS = "dinh.limits"


class TooFast(TooManyAttempts):
    """Too many calls from one address within a minute."""

    code = "rate-limited"


class RateLimit:
    """At most `most` calls in one window of time (a minute) from one address; 0 means no limit."""

    def __init__(self, most: int, clock_s: Callable[[], float], window_s: int = WINDOW_S) -> None:
        self._most = most
        self._clock_s = clock_s
        self._window_s = window_s
        self._counts: OrderedDict[tuple[str, int], int] = OrderedDict()

    def knock(self, address: str) -> None:
        """Counts one call; raises `TooFast` with the seconds left of this window."""
        now_s = self._clock_s()
        key = (address, int(now_s // self._window_s))
        count = self._counts.pop(key, 0) + 1
        self._counts[key] = count
        while len(self._counts) > MANY_ADDRESSES:
            self._counts.popitem(last=False)
        if self._most and count > self._most:
            raise TooFast(self._window_s - int(now_s % self._window_s))

    def forget(self, address: str) -> None:
        """As if this address had not called in the present window."""
        self._counts.pop((address, int(self._clock_s() // self._window_s)), None)


def prepare(app: Flask, settings: WebSettings) -> None:
    """The limits of `app`: signing in, sending ballots, petitions, looking up cards."""

    def clock_s() -> float:
        return settings.clock().timestamp()

    app.extensions[LIMITS] = {
        "sign-in": RateLimit(settings.sign_ins_per_minute, clock_s),
        "device": RateLimit(TRIES_OF_A_DEVICE, clock_s),
        "guesses": RateLimit(GUESSES, clock_s, GUESSING_S),
        "ballots": RateLimit(settings.ballots_per_minute, clock_s),
        "cards": RateLimit(settings.ballots_per_minute, clock_s),
        "petitions": RateLimit(PETITIONS, clock_s, PETITIONING_S),
        "statements": RateLimit(settings.ballots_per_minute, clock_s),
        "cosignatures": RateLimit(settings.ballots_per_minute, clock_s),
    }


def knock(name: str) -> None:
    """Counts a call of the present request's address; raises `TooFast`. Programs on this machine are not counted."""
    address = caller()
    if address is not None or name == "sign-in":
        limits: dict[str, RateLimit] = current_app.extensions[LIMITS]
        limits[name].knock(address or "this machine")


def knock_as(name: str, who: str) -> None:
    """Counts a call by a number of ours instead of an address; raises `TooFast`."""
    limits: dict[str, RateLimit] = current_app.extensions[LIMITS]
    limits[name].knock(who)


def guess(login: str) -> None:
    """Counts a password tried for this login from the present address; `TooManyAttempts` after five."""
    try:
        knock_as("guesses", _who_guesses(login))
    except TooFast as error:
        raise TooManyAttempts(error.retry_after_s) from error


def forgive(login: str) -> None:
    """The last password was right: the ones before it were slips."""
    limits: dict[str, RateLimit] = current_app.extensions[LIMITS]
    limits["guesses"].forget(_who_guesses(login))


def _who_guesses(login: str) -> str:
    return f"{caller()}|{sha256(login.strip().lower().encode()).hexdigest()}"


def caller() -> str | None:
    """The caller's address; of an IPv6 address the /64, which is what one household gets; None for this machine."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    address = getattr(address, "ipv4_mapped", None) or address  # as a socket for both kinds writes IPv4
    if address.is_loopback:
        return None
    return str(address) if address.version == 4 else address.exploded[:19]  # noqa: PLR2004 - IP version 4
