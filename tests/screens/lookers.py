"""The people who look at pages, each signed in once, in a browser of their own."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page
from village.people import PASSWORD

from screens.communes import Commune, Communes
from screens.sight import Sight


class Lookers:
    """Opens sights: one browser context for each person in each commune, one page in it."""

    def __init__(self, chromium: Browser, communes: Communes, **options: object) -> None:
        self._chromium, self._communes = chromium, communes
        self._options = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", **options}
        self._contexts: dict[tuple[str, str], BrowserContext] = {}

    @contextmanager
    def at(self, sight: Sight) -> Iterator[Page]:
        """The page, after what is done before looking; a page of its own, because scripts keep what they made."""
        commune = self._communes.served(sight.where)
        page = self._context(sight.where, sight.who, commune).new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        answer = page.goto(commune.village.address + commune.path(sight.address))
        assert answer
        assert answer.status == sight.status, f"{answer.status} instead of {sight.status}"
        if sight.act:
            sight.act(page)
        yield page
        page.close()

    def _context(self, where: str, who: str, commune: Commune) -> BrowserContext:
        if (where, who) not in self._contexts:
            context = self._contexts[where, who] = self._chromium.new_context(**self._options)
            if who:
                page = context.new_page()
                page.goto(f"{commune.village.address}/dang-nhap")
                page.locator("[name=login]").fill(who)
                page.locator("[name=password]").fill(PASSWORD)
                page.locator("main form [type=submit]").click()
                page.wait_for_url(lambda url: "dang-nhap" not in url)
                page.close()
        return self._contexts[where, who]

    def close(self) -> None:
        """Closes the browsers."""
        for context in self._contexts.values():
            context.close()
