"""Counting members' own devices, each a browser signed in, and what is done on them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from village.life import NO, YES, Village
from village.people import MEMBERS, PASSWORD, VILLAGE
from village.served import served
from village.states import settled

KEY = f"/kiem-phieu/{VILLAGE}"
PATIENCE_MS = 90_000
"""A machine of any pace: these tests wait for what happens, not for a clock."""


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """A village behind a real server, whose three counting members have not begun to make their key."""
    village = settled(tmp_path, households=4)
    chosen = [village.actors[login].account_id for login in MEMBERS]
    village.services.committees.form_together(village.actors["head"], VILLAGE, chosen)
    with served(village) as reached:
        yield reached
    village.services.close()


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
            page.locator("main form button[type=submit]").click()
        return page

    yield device
    for context in contexts:
        context.close()


Paper = tuple[str, str]
Look = Callable[[Page, str], None]
"""Looks at a page of somebody's."""


def make_paper(page: Page) -> Paper:
    """The two lines that the member writes down, read off the screen."""
    page.goto(KEY)
    page.click("[data-act=make]")
    page.wait_for_selector("[data-slot=seed]:visible")
    lines = page.locator("[data-paper]").first
    paper = (lines.locator("[data-slot=seed]").inner_text(), lines.locator("[data-slot=book-code]").inner_text())
    page.click("[data-act=written]")
    type_paper(page, paper)
    return paper


def type_paper(page: Page, paper: Paper) -> None:
    page.fill("#seed", paper[0])
    page.fill("#book-code", paper[1])
    page.locator("[data-step=repeat] button[type=submit]").click()


def fingerprint(page: Page) -> str:
    page.wait_for_selector("[data-step=compare]:visible")
    return page.locator("[data-slot=fingerprint]").inner_text()


def make_key(member: Callable[[str], Page]) -> tuple[dict[str, Page], dict[str, Paper]]:
    pages = {login: member(login) for login in MEMBERS}
    papers = {login: make_paper(page) for login, page in pages.items()}
    return pages, papers


def confirm(page: Page) -> None:
    with page.expect_navigation():
        page.click("[data-act=same]")
    expect(page.locator("main")).to_contain_text("Thẻ kiểm phiếu đã tạo xong")


def two_count(
    village: Village, member: Callable[[str], Page], papers: dict[str, Paper], look: Look = lambda _page, _who: None
) -> str:
    """A vote, which two of the three count; days later, so everybody signs in anew. Its uuid."""
    vote = village.open_vote()
    for household, choice in zip(("DH-001", "DH-002", "DH-003"), (YES, YES, NO), strict=True):
        village.cast(vote, household, choice)
    village.close(vote)
    for login, waits in ((MEMBERS[0], "Cần thêm 1 người trong số"), (MEMBERS[2], "")):
        page = member(login)
        page.goto(f"/mo-phieu/{vote}")
        page.wait_for_selector("[data-step=seed]:visible")
        assert page.locator("[data-slot=voted]").inner_text() == "3"
        look(page, f"{login}-mo-phieu")
        page.fill("#seed", papers[login][0])
        page.fill("#book-code", papers[login][1])
        with page.expect_navigation():
            page.locator("[data-step=seed] button[type=submit]").click()
        if waits:
            expect(page.locator("aside")).to_contain_text(waits)
        look(page, f"{login}-xong")
    assert village.services.votes.get(vote).state == "decided"
    third = member(MEMBERS[1])
    third.goto(f"/mo-phieu/{vote}")
    expect(third.locator("main")).to_contain_text("Đã đủ số thành viên cần. Kết quả đã có.")
    return vote
