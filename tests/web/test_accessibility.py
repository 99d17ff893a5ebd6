"""axe-core and the reader's screen: no violation on any page, light and dark; nothing wider than a narrow phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from screens.browse import CUT, GROW, LANDSCAPE, UNMARKED, UNREACHED
from screens.communes import Communes
from screens.lookers import Lookers
from screens.sight import Sight
from screens.states import SIGHTS

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.timeout(300)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Everything on light pages; on dark ones what the colours change.
RUNS = {"light": {"type": "tag", "values": TAGS}, "dark": {"type": "rule", "values": ["color-contrast"]}}
AXE = "only => axe.run({runOnly: only})"
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}
BROKEN = """[...document.querySelectorAll('.sheet .road li > span')]
    .filter(one => one.getClientRects().length > 1).map(one => one.innerText)"""
TORN = "[...document.querySelectorAll('tr')].filter(row => getComputedStyle(row).display !== 'table-row').length"
"""Rows of tables whose cells do not stand in the table's columns."""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def axe(root: Path) -> str:
    file = root / "node_modules" / "axe-core" / "axe.min.js"
    if not file.is_file():
        pytest.skip("needs node_modules (axe-core)")
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def lookers(chromium: Browser, communes: Communes, bundle: dict[str, dict[str, str]]) -> Iterator[Lookers]:
    """People with narrow phones; the policy is lifted only for axe's own script."""
    assert "site.css" in bundle
    looking = Lookers(chromium, communes, viewport=NARROW, bypass_csp=True, reduced_motion="reduce")
    yield looking
    looking.close()


def violations(page: Page, scheme: str) -> list[tuple[str, str, str]]:
    """What axe-core finds: rule, and the first place."""
    page.emulate_media(color_scheme=scheme)
    report = page.evaluate(AXE, RUNS[scheme])
    return [(scheme, one["id"], one["nodes"][0]["html"][:160]) for one in report["violations"]]


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_axe_finds_nothing_and_nothing_is_cut_off(lookers: Lookers, axe: str, sight: Sight) -> None:
    with lookers.at(sight) as page:
        assert page.evaluate(OVERFLOW) <= 0, "wider than 320 px"
        assert page.evaluate(TORN) == 0, "a row beside its table's columns"
        assert page.evaluate(UNMARKED) == []
        page.evaluate(axe)
        assert violations(page, "light") + violations(page, "dark") == []
        page.set_viewport_size(LANDSCAPE)
        assert page.evaluate(OVERFLOW) <= 0, "wider than a phone held sideways"
        assert (page.evaluate(CUT), page.evaluate(UNREACHED)) == ([], []), "held sideways"
        if page.locator(".sheet .road").count():
            page.set_viewport_size(WIDE)
            assert page.evaluate(BROKEN) == [], "parts of a road whose words are broken on a wide screen"
        page.set_viewport_size(NARROW)
        page.evaluate(GROW, 200)
        assert page.evaluate(OVERFLOW) <= 0, "wider than 320 px at 200 % text"
        assert (page.evaluate(CUT), page.evaluate(UNREACHED)) == ([], []), "200 % text"
