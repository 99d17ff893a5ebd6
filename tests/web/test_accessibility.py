"""axe-core and the reader's screen: no violation on any page, light and dark; nothing wider than a narrow phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures.browser import serving
from flask import Flask
from playwright.sync_api import Browser, BrowserContext

from web.booth.conftest import free_port
from web.pages import all_pages
from web.world import PASSWORD, World

pytestmark = [pytest.mark.browser, pytest.mark.node]
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


def signed_in_context(chromium: Browser, site: str, login: str, scheme: str) -> BrowserContext:
    """A phone in which this official has signed in; the policy is lifted only for axe's own script."""
    context = chromium.new_context(
        viewport={"width": 320, "height": 640}, color_scheme=scheme, locale="vi-VN", bypass_csp=True
    )
    if login:
        page = context.new_page()
        page.goto(f"{site}/dang-nhap")
        page.fill("#login", login)
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.close()
    return context


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    chromium: Browser, site: str, axe: str, village: World, scheme: str
) -> None:
    contexts: dict[str, BrowserContext] = {}
    found = []
    for login, address in all_pages(village):
        if login not in contexts:
            contexts[login] = signed_in_context(chromium, site, login, scheme)
        page = contexts[login].new_page()
        page.goto(site + address)
        page.evaluate(axe)
        report = page.evaluate("only => axe.run({runOnly: only})", RUNS[scheme])
        found += [(address, one["id"], one["nodes"][0]["html"][:160]) for one in report["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append((address, "wider than 320 px", ""))
        page.close()
    for context in contexts.values():
        context.close()
    assert found == []
