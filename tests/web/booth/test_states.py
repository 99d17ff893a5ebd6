"""Every state of the booth in Chromium: heading, next step, valid HTML, nothing for axe, nothing cut off or foreign."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from screens.browse import AS_SEEN, CUT, GROW, LANDSCAPE, UNMARKED, UNREACHED, opened, see
from screens.state import State
from screens.states import STATES
from village.life import Village
from village.served import served
from village.states import many_villages

from web.lint import Linter

pytestmark = [pytest.mark.browser, pytest.mark.node]
AXE = "tags => axe.run({runOnly: tags})"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = {"width": 320, "height": 640}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory, bundle: dict[str, dict[str, str]]) -> Iterator[Village]:
    assert "booth.js" in bundle
    with served(many_villages(tmp_path_factory.mktemp("commune")), **AS_SEEN) as commune:
        yield commune


@pytest.fixture(scope="module")
def axe(root: Path) -> str:
    file = root / "node_modules" / "axe-core" / "axe.min.js"
    if not file.is_file():
        pytest.skip("needs node_modules (axe-core)")
    return file.read_text(encoding="utf-8")


def violations(page: Page, axe: str) -> list[tuple[str, str]]:
    """What axe-core finds: rule and the first place."""
    page.evaluate(axe)
    report = page.evaluate(AXE, TAGS)
    return [(one["id"], one["nodes"][0]["html"][:160]) for one in report["violations"]]


@contextmanager
def as_seen_without_scripts(chromium: Browser, page: Page) -> Iterator[Page]:
    """The same page where axe can run (its timers need scripts): what `noscript` shows stands in a plain element."""
    shown = re.sub("<script.*?</script>|<template.*?</template>", "", page.content(), flags=re.DOTALL)
    shown = re.sub("<(/?)noscript", r"<\1div", shown)
    twin = chromium.new_page(viewport=NARROW)
    twin.route(page.url, lambda route: route.fulfill(body=shown, content_type="text/html; charset=utf-8"))
    twin.goto(page.url)
    yield twin
    twin.close()


def faults(linter: Linter, page: Page) -> list[str]:
    """What html-validate finds in the page as it stands, written as we write it: `hidden`, not `hidden=""`.

    Templates are judged by what is made of them. The headings of panels out of sight are no second heading: `see` has
    found just one in sight.
    """
    shown = re.sub("<template.*?</template>", "", page.content(), flags=re.DOTALL)
    found = linter.faults(shown.replace('=""', ""))
    return [fault for fault in found if "Multiple <h1>" not in fault]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_state(chromium: Browser, commune: Village, linter: Linter, axe: str, state: State) -> None:
    with opened(chromium, commune, state) as (page, asked):
        see(page, state)
        assert [url for url in asked if not url.startswith(commune.address)] == []
        assert page.evaluate(OVERFLOW) <= 0
        page.set_viewport_size(LANDSCAPE)
        assert (page.evaluate(CUT), page.evaluate(UNREACHED)) == ([], []), "held sideways"
        page.set_viewport_size(NARROW)
        assert page.evaluate(OVERFLOW) <= 0
        if state.browser.get("java_script_enabled", True):
            assert violations(page, axe) == []
            assert page.evaluate(UNMARKED) == []
        else:
            with as_seen_without_scripts(chromium, page) as twin:
                assert violations(twin, axe) == []
        page.evaluate("document.documentElement.removeAttribute('style')")  # larger text, by our own hand
        assert faults(linter, page) == []
        page.evaluate(GROW, 200)
        assert page.evaluate(OVERFLOW) <= 0
        assert (page.evaluate(CUT), page.evaluate(UNREACHED)) == ([], []), "200 % text"


def test_names_of_states_are_file_names_and_unique() -> None:
    names = [state.name for state in STATES]
    assert len(set(names)) == len(names)
    assert all(name.replace("-", "").isalnum() and name.isascii() for name in names)
