"""What a household does in the booth, in a few words, and what may be in its way."""

import json

from playwright.sync_api import Page, Route, expect
from village.life import Village

from voting.ballots.credentials import format_card

HEADING = "h1:visible"
ABSENT = "7YT3KQ9XMN2PR5SVW0YZAB1DE"
"""A well-formed card secret that no card has."""
FORWARDED = {"X-Forwarded-For": "203.0.113.9"}


class Visitor:
    """A person with a phone at the commune's site."""

    def __init__(self, page: Page, commune: Village) -> None:
        self.page = page
        self.commune = commune

    @property
    def heading(self) -> str:
        """The heading in sight."""
        return self.page.locator(HEADING).inner_text()

    def go(self, path: str) -> None:
        """Opens a page of the site."""
        self.page.goto(self.commune.address + path)

    def scan(self, village: str, household: str) -> None:
        """Scans a card."""
        self.page.goto(self.commune.card(household, village))

    def type_code(self, village: str, groups: list[str]) -> None:
        """Types the code of a card into the page without a card."""
        self.go("/the")
        self.page.locator("[name=village]").fill(village)
        for number, group in enumerate(groups, start=1):
            self.page.locator(f"[name=group{number}]").fill(group)
        self.page.locator("[data-form=code] [type=submit]").click()

    def press(self, act: str) -> None:
        """Presses the button in sight that does this."""
        self.page.locator(f'[data-act="{act}"]:visible').first.click()

    def choose(self, *answers: str) -> None:
        """Goes to the choice and takes these answers."""
        self.press("choose")
        for answer in answers:
            self.page.locator("label.choice", has=self.page.get_by_text(answer, exact=True)).click()

    def review(self) -> None:
        """Asks for the check page."""
        self.page.locator("[data-form=choice] [type=submit]").click()

    def ready(self, household: str, *answers: str, village: str = "dong-hoa") -> None:
        """Scans, chooses, stands at the check page."""
        self.scan(village, household)
        if village == "nam-hoa":
            self.press("vote")
        self.choose(*(answers or ("Đồng ý",)))
        self.review()

    def send(self) -> None:
        """The one act."""
        self.press("send")

    def vote(self, household: str, *answers: str, village: str = "dong-hoa") -> str:
        """Votes; the ballot's number."""
        self.ready(household, *answers, village=village)
        self.send()
        return self.recorded()

    def recorded(self) -> str:
        """The ballot's number, once the page says that it is recorded."""
        expect(self.page.locator('[data-panel="confirmation"]')).to_be_visible(timeout=20_000)
        return "".join(self.page.locator('[data-slot="number"]').inner_text().split())

    def deaf(self, path: str) -> None:
        """No request to this path gets through."""
        self.page.route(f"**/{path}", lambda route: route.abort())

    def waiting(self, path: str) -> None:
        """Requests to this path are never answered."""
        self.page.route(f"**/{path}", lambda _: None)

    def busy(self, path: str) -> None:
        """The server says that it is busy."""

        def refuse(route: Route) -> None:
            body = json.dumps({"status": 503, "code": "unavailable"})
            route.fulfill(status=503, content_type="application/problem+json", body=body)

        self.page.route(f"**/{path}", refuse)

    def wait_for(self, words: str, at_most_s: int = 120) -> None:
        """Lets the page's own clock run ahead until these words are in sight (needs `page.clock.install()` before)."""
        wanted = self.page.get_by_text(words).locator("visible=true")
        for _ in range(at_most_s):
            if wanted.count():
                return
            self.page.clock.fast_forward(1000)
            self.page.wait_for_timeout(40)
        raise AssertionError(words)

    def knock_often(self) -> None:
        """From now on this phone's address has asked too often."""
        self.page.set_extra_http_headers(FORWARDED)
        for _ in range(4):
            address = f"{self.commune.address}/api/v1/cards/lookup"
            self.page.request.post(address, data={"village": "dong-hoa", "key": "00"}, headers=FORWARDED)


def groups_of(card: str) -> list[str]:
    """A card's code as it is printed, group by group."""
    return format_card(card).split()
