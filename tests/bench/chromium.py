"""The system's Chromium for measurements: fresh pages, slowed down through the DevTools protocol."""

from collections.abc import Iterator
from contextlib import contextmanager

from fixtures.browser import PHONE, find_chromium
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.figures import NotMeasured

SLOW_PHONE = 6
"""How much slower than this machine the throttled processor is."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium without a window; raises `NotMeasured` where there is none."""
    program = find_chromium()
    if program is None:
        raise NotMeasured("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def fresh_page(browser: Browser, *, slowdown: int = 1) -> Iterator[tuple[Page, CDPSession]]:
    """A phone's page with an empty cache, its processor slowed down, and its DevTools session."""
    context = browser.new_context(**PHONE)
    try:
        page = context.new_page()
        tools = context.new_cdp_session(page)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        yield page, tools
    finally:
        context.close()
