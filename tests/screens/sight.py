"""A page as one person finds it: data only, so that pictures, accessibility and HTML tests walk the same table."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class Sight:
    """Who looks ("" a stranger, otherwise a login), at which address, in which commune of `screens.communes`.

    The address may name ids of that commune: `/dieu-hanh/{open}`. `act` is done before looking.
    """

    name: str
    who: str
    address: str
    where: str = "lively"
    act: Callable[[Page], object] | None = None
    status: int = 200


def press(words: str) -> Callable[[Page], None]:
    """Presses the button with these words; the page that answers is looked at."""

    def act(page: Page) -> None:
        page.locator("main").get_by_role("button", name=words).first.click()
        page.wait_for_load_state()

    return act


def send_nothing(page: Page) -> None:
    """Sends the page's own form as it stands: what is wanting is said."""
    page.locator("main form [type=submit]:visible").last.click()
    page.wait_for_load_state()
    page.locator(".errors").wait_for()


def unfold(page: Page) -> None:
    """Opens what is folded."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
