"""Bytes on the wire, as Chromium counts them: the way to a ballot fits 40 kB and six requests, other pages 60 kB."""

from collections.abc import Iterable, Iterator

import pytest
from fixtures.browser import PHONE
from playwright.sync_api import Browser, Page, expect
from village.life import Village
from village.served import served

from web.pages import public_pages

pytestmark = pytest.mark.browser
# With every header of every answer; the bodies alone are some 4 kB less.
BOOTH_BYTES, BOOTH_REQUESTS, PAGE_BYTES = 40 * 1024, 6, 60_000
AT_ONCE = 8


@pytest.fixture(scope="module")
def site(village: Village, bundle: dict[str, dict[str, str]]) -> Iterator[str]:
    assert "booth.js" in bundle
    with served(village):
        yield village.address


class Wire:
    """Counts what a page brings over the network, headers and compressed bodies."""

    def __init__(self, page: Page) -> None:
        self.bytes: dict[str, float] = {}
        self.kinds: dict[str, str] = {}
        self._address: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)
        session.send("Network.enable")

    def _asked(self, event: dict) -> None:
        if not event["request"]["url"].startswith("data:"):
            self._address[event["requestId"]] = event["request"]["url"]
            self.kinds[event["request"]["url"]] = event.get("type", "")

    def _came(self, event: dict) -> None:
        if event["requestId"] in self._address:
            self.bytes[self._address[event["requestId"]]] = event["encodedDataLength"]

    @property
    def total(self) -> float:
        return sum(self.bytes.values())


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(**PHONE)
    yield context.new_page()
    context.close()


def test_the_way_to_a_ballot(page: Page, site: str, village: Village) -> None:
    wire = Wire(page)
    page.goto(f"{site}/the#dong-hoa.{village.phones['DH-002'].card}")
    expect(page.locator("h1:visible")).to_have_text("Lịch dùng nhà văn hóa năm 2027", timeout=20_000)
    page.wait_for_load_state("networkidle")
    assert len(wire.bytes) <= BOOTH_REQUESTS, wire.bytes
    assert wire.total <= BOOTH_BYTES, wire.bytes
    assert all(address.startswith(f"{site}/") for address in wire.bytes)
    assert "Font" not in wire.kinds.values()


def test_other_public_pages(chromium: Browser, site: str, village: Village) -> None:
    heavy = {}
    for paths in batched(public_pages(village), AT_ONCE):
        for path, wire in brought(chromium, site, paths).items():
            assert all(address.startswith(f"{site}/") for address in wire.bytes), path
            assert "Font" not in wire.kinds.values(), path
            if wire.total > PAGE_BYTES:
                heavy[path] = wire.total
    assert heavy == {}


def brought(chromium: Browser, site: str, paths: list[str]) -> dict[str, Wire]:
    """What each page brings to a phone that has seen none; side by side, because most of it is waiting for silence."""
    phones = {path: chromium.new_context(**PHONE).new_page() for path in paths}
    wires = {path: Wire(page) for path, page in phones.items()}
    for path, page in phones.items():
        page.goto(site + path, wait_until="commit")
    for page in phones.values():
        page.wait_for_load_state("networkidle")
        page.context.close()
    return wires


def batched(paths: Iterable[str], size: int) -> Iterator[list[str]]:
    left = list(paths)
    while left:
        yield left[:size]
        del left[:size]
