"""How often one address may knock. Kept in memory, per process, for a minute; nothing is written down.

Wrong passwords are also counted per account by the services; this only slows a machine that tries many.
"""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address

from flask import Flask, current_app, request

from voting.services.errors import TooManyAttempts
from voting.web.settings import WebSettings

WINDOW_S = 60
MANY_ADDRESSES = 10_000
TRIES_OF_A_DEVICE = 5
LIMITS = "dinh.limits"


class TooFast(TooManyAttempts):
    """Too many calls from one address within a minute."""

    code = "rate-limited"


class RateLimit:
    """At most `per_minute` calls in one minute from one address; 0 means no limit."""

    def __init__(self, per_minute: int, clock_s: Callable[[], float]) -> None:
        self._per_minute = per_minute
        self._clock_s = clock_s
        self._counts: OrderedDict[tuple[str, int], int] = OrderedDict()

    def knock(self, address: str) -> None:
        """Counts one call; raises `TooFast` with the seconds left of this minute."""
        now_s = self._clock_s()
        key = (address, int(now_s // WINDOW_S))
        count = self._counts.pop(key, 0) + 1
        self._counts[key] = count
        while len(self._counts) > MANY_ADDRESSES:
            self._counts.popitem(last=False)
        if self._per_minute and count > self._per_minute:
            raise TooFast(WINDOW_S - int(now_s % WINDOW_S))


def prepare(app: Flask, settings: WebSettings) -> None:
    """The limits of `app`: signing in, sending ballots, looking up cards."""

    def clock_s() -> float:
        return settings.clock().timestamp()

    app.extensions[LIMITS] = {
        "sign-in": RateLimit(settings.sign_ins_per_minute, clock_s),
        "device": RateLimit(TRIES_OF_A_DEVICE, clock_s),
        "ballots": RateLimit(settings.ballots_per_minute, clock_s),
        "cards": RateLimit(settings.ballots_per_minute, clock_s),
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
