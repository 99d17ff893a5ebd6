"""The booth's first load, from the card's address to a vote that can be voted on, in Chromium against gunicorn.

Empty cache, a village of 500 households. Counted: every request and the bytes that came over the wire, answers'
headers included. Slowed down by Chromium itself (DevTools: 400 kbit/s both ways, 400 ms before each answer, 6x slower
processor); this does not model the handshakes of TCP and TLS, which cost a real phone two or three round trips more.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession
from village.clock import Clock
from village.life import HOST, SECRET
from village.people import VILLAGE
from village.states import settled

from bench.chromium import SLOW_PHONE, chromium, fresh_page
from bench.figures import Aim, Figure
from voting.manage.server import ServerSettings, free_port, running

HOUSEHOLDS = 500
VISITS = 5
KBIT_S, ROUND_TRIP_MS = 400, 400
NETWORK = {
    "offline": False,
    "latency": ROUND_TRIP_MS,
    "downloadThroughput": KBIT_S * 1000 / 8,
    "uploadThroughput": KBIT_S * 1000 / 8,
}
AIM_BYTES, AIM_REQUESTS, AIM_READY_S = 40_000, 6, 3
QUIET_S = 1.5
# Says when the vote's own panel appears, its button with it; counted from the start of the navigation.
WATCH = """
new MutationObserver(() => {
  const panel = document.querySelector('[data-panel="matter"]');
  if (panel && !panel.hidden) globalThis.readyMs ??= performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["hidden"] });
"""


@dataclass
class Visit:
    """One first visit: bytes by address of what was fetched, when the page was read, and when one could vote."""

    fetched: dict[str, int] = field(default_factory=dict)
    page_fetched: dict[str, int] = field(default_factory=dict)
    page_ms: float = 0
    ready_ms: float = 0


def measure(folder: Path) -> Iterator[Figure]:
    """Bytes and requests, then the time until a vote can be voted on, as it is and slowed down."""
    village = settled(folder, Clock(datetime.now(UTC)), households=HOUSEHOLDS)
    village.open_vote("Lịch đổ rác của thôn năm 2027")
    card = next(iter(village.phones.values())).card
    village.services.close()
    listen = f"127.0.0.1:{free_port()}"
    settings = ServerSettings(village.url, village.folder, SECRET, f"http://{HOST}", listen)
    with running(settings, folder / "server.log") as address, chromium() as browser:
        link = f"http://{address}/the#{VILLAGE}.{card}"
        _visit(browser, link, slowed=False)  # the server's own first answer is not the phone's business
        fast = [_visit(browser, link, slowed=False) for _ in range(VISITS)]
        slow = [_visit(browser, link, slowed=True) for _ in range(VISITS)]
    yield from _sizes(fast[0])
    yield from _times(fast, slow)


def _sizes(visit: Visit) -> Iterator[Figure]:
    page = ", ".join(f"{name} {size}" for name, size in visit.page_fetched.items())
    size = sum(visit.page_fetched.values())
    yield Figure(name="the page itself", value=size, unit="bytes, gzipped", aim=Aim(AIM_BYTES), note=page)
    yield Figure(name="the page itself", value=len(visit.page_fetched), unit="requests", aim=Aim(AIM_REQUESTS))
    more = {name: size for name, size in visit.fetched.items() if name not in visit.page_fetched}
    what = f"with the vote's data for {HOUSEHOLDS} households: " + ", ".join(f"{a} {b}" for a, b in more.items())
    everything = "page and vote's data"
    yield Figure(
        name=everything, value=sum(visit.fetched.values()), unit="bytes, gzipped", aim=Aim(AIM_BYTES), note=what
    )
    yield Figure(name=everything, value=len(visit.fetched), unit="requests", aim=Aim(AIM_REQUESTS))


def _times(fast: list[Visit], slow: list[Visit]) -> Iterator[Figure]:
    what = f"median of {VISITS} first visits"
    yield Figure(name="ready to vote, this machine", value=_median_s(fast), unit="s", note=what)
    network = f"{KBIT_S} kbit/s, {ROUND_TRIP_MS} ms round trip, {SLOW_PHONE}x slower processor"
    yield Figure(name=f"ready to vote, {network}", value=_median_s(slow), unit="s", aim=Aim(AIM_READY_S), note=what)


def _median_s(visits: list[Visit]) -> float:
    return median(visit.ready_ms for visit in visits) / 1000


def _visit(browser: Browser, link: str, *, slowed: bool) -> Visit:
    visit = Visit()
    with fresh_page(browser, slowdown=SLOW_PHONE if slowed else 1) as (page, tools):
        tools.send("Network.enable")
        if slowed:
            tools.send("Network.emulateNetworkConditions", NETWORK)
        _count_bytes(tools, visit)
        page.add_init_script(WATCH)
        page.goto(link, wait_until="load")
        page.locator('[data-panel="matter"]:not([hidden])').wait_for(timeout=60_000)
        visit.ready_ms = page.evaluate("readyMs")
        page.wait_for_timeout(QUIET_S * 1000)
    return visit


def _count_bytes(tools: CDPSession, visit: Visit) -> None:
    """Files are the page's own; what its script asks of the interface is the vote's data."""
    names: dict[str, str] = {}

    def sent(event: dict[str, Any]) -> None:
        names[event["requestId"]] = _short(event["request"]["url"])

    def done(event: dict[str, Any]) -> None:
        name = names.get(event["requestId"], "")
        if not name or name.startswith("data:"):
            return
        visit.fetched[name] = round(event["encodedDataLength"])
        if not name.startswith("/api/"):
            visit.page_fetched[name] = visit.fetched[name]

    tools.on("Network.requestWillBeSent", sent)
    tools.on("Network.loadingFinished", done)


def _short(url: str) -> str:
    parts = urlsplit(url)
    return url if parts.scheme == "data" else parts.path


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir="var") as place:
        for figure in measure(Path(place)):
            print(f"{figure.name:70} {figure.value:8.2f} {figure.unit:15} {figure.note}")
