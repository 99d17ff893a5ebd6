"""How often one address may knock. Kept in memory, per process, for a minute; nothing is written down.

Wrong passwords are also counted per account by the services; this only slows a machine that tries many.
"""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address

from flask import request

from voting.services.errors import TooManyAttempts

WINDOW_S = 60
MANY_ADDRESSES = 10_000


class RateLimit:
    """At most `per_minute` calls in one minute from one address; 0 means no limit."""

    def __init__(self, per_minute: int, clock_s: Callable[[], float]) -> None:
        self._per_minute = per_minute
        self._clock_s = clock_s
        self._counts: OrderedDict[tuple[str, int], int] = OrderedDict()

    def knock(self, address: str) -> None:
        """Counts one call; raises `TooManyAttempts` with the seconds left of this minute."""
        now_s = self._clock_s()
        key = (address, int(now_s // WINDOW_S))
        count = self._counts.pop(key, 0) + 1
        self._counts[key] = count
        while len(self._counts) > MANY_ADDRESSES:
            self._counts.popitem(last=False)
        if self._per_minute and count > self._per_minute:
            raise TooManyAttempts(WINDOW_S - int(now_s % WINDOW_S))


def caller() -> str:
    """The caller's address; of an IPv6 address the /64, which is what one household gets."""
    address = request.remote_addr or "unknown"
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return address if parsed.version == 4 else parsed.exploded[:19]  # noqa: PLR2004 - IP version 4


def from_this_machine() -> bool:
    """Whether the caller is a program on the server itself (a demonstration, a measurement)."""
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
