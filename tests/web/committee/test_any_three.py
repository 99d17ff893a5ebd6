"""Three of five count, whichever they are, and no two do: every choice of members, through their real pages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from village.life import NO, YES, Village
from village.served import served
from village.states import settled
from village.together import FIVE, counted_by_five

from web.committee.devices import member

__all__ = ["member"]  # the fixture
pytestmark = pytest.mark.browser
ORDERS = [
    tuple(FIVE[(first + step) % 5] for step in steps) for first in range(5) for steps in ((0, 1, 2), (1, 3, 0))
]
"""Every choice of three, ordered so that every pair comes first once."""


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    village = settled(tmp_path, households=4)
    counted_by_five(village)
    for order in ORDERS:
        village.votes["+".join(order)] = vote = village.open_vote(f"Việc của {', '.join(order)}")
        for household, choice in zip(("DH-001", "DH-002", "DH-003"), (YES, YES, NO), strict=True):
            village.cast(vote, household, choice)
    for vote in village.votes.values():
        village.close(vote)
    with served(village) as reached:
        yield reached
    village.services.close()


def test_every_three_open_a_total_and_no_two_do(village: Village, member: Callable[[str], Page]) -> None:
    assert len({frozenset(one) for one in ORDERS}) == len({frozenset(one[:2]) for one in ORDERS}) == 10
    pages = {login: member(login) for login in FIVE}
    for order in ORDERS:
        vote = village.votes["+".join(order)]
        for login in order:
            assert village.services.votes.get(vote).state != "decided", order
            _do_its_part(pages[login], vote, f"{village.seeds[login].seed} {village.vkey}")
        assert village.services.votes.get(vote).state == "decided", order


def _do_its_part(page: Page, vote: str, paper: str) -> None:
    page.goto(f"/mo-phieu/{vote}")
    page.wait_for_selector("[data-step=seed]:visible")
    page.fill("#seed", paper)  # as a scanner at a desk types it
    with page.expect_navigation():
        page.locator("[data-step=seed] button[type=submit]").click()
    expect(page.locator("h1")).to_be_visible()
