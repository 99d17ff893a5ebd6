"""A counting member's own device: a browser of its own, signed in."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from village.life import Village
from village.people import PASSWORD

PATIENCE_MS = 90_000
"""A machine of any pace: these tests wait for what happens, not for a clock."""


@pytest.fixture
def member(village: Village, chromium: Browser) -> Iterator[Callable[[str], Page]]:
    """A page of this member's own device, signed in."""
    contexts: list[BrowserContext] = []

    def device(login: str) -> Page:
        context = chromium.new_context(base_url=village.address, locale="vi-VN")
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.goto("/dang-nhap")
        page.fill("[name=login]", login)
        page.fill("[name=password]", PASSWORD)
        with page.expect_navigation():
            page.locator("main form button").click()
        return page

    yield device
    for context in contexts:
        context.close()
