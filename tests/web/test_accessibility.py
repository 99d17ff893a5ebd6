"""axe-core and the reader's screen: no violation on any page, light and dark; nothing wider than a narrow phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures.browser import serving
from flask import Flask
from playwright.sync_api import Browser, Page
from village.life import Village
from village.people import PASSWORD
from village.served import free_port

from web.pages import all_pages

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.timeout(900)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Everything on light pages; on dark ones what the colours change.
RUNS = {"light": {"type": "tag", "values": TAGS}, "dark": {"type": "rule", "values": ["color-contrast"]}}


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    with serving(app, free_port()) as address:
        yield address


@pytest.fixture(scope="module")
def axe(root: Path) -> str:
    file = root / "node_modules" / "axe-core" / "axe.min.js"
    if not file.is_file():
        pytest.skip("needs node_modules (axe-core)")
    return file.read_text(encoding="utf-8")


def phone_of(chromium: Browser, site: str, login: str, scheme: str) -> Page:
    """A phone in which this official has signed in; the policy is lifted only for axe's own script."""
    context = chromium.new_context(
        viewport={"width": 320, "height": 640}, color_scheme=scheme, locale="vi-VN", bypass_csp=True
    )
    page = context.new_page()
    if login:
        page.goto(f"{site}/dang-nhap")
        page.fill("#login", login)
        page.fill("#password", PASSWORD)
        page.click("main button")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    chromium: Browser, site: str, axe: str, village: Village, scheme: str
) -> None:
    phones: dict[str, Page] = {}
    found = []
    for login, address in all_pages(village):
        if login not in phones:
            phones[login] = phone_of(chromium, site, login, scheme)
        page = phones[login]
        page.goto(site + address)
        page.evaluate(axe)
        report = page.evaluate("only => axe.run({runOnly: only})", RUNS[scheme])
        found += [(address, one["id"], one["nodes"][0]["html"][:160]) for one in report["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append((address, "wider than 320 px", ""))
    for page in phones.values():
        page.context.close()
    assert found == []
