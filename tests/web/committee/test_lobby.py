"""Three members make one key together in their browsers, come and go, and two of them count: through the real pages."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from village.life import NO, YES, Village
from village.people import MEMBERS, VILLAGE
from village.served import served
from village.states import settled

from web.committee.devices import PATIENCE_MS, member

__all__ = ["member"]  # the fixture
pytestmark = pytest.mark.browser
KEY = f"/kiem-phieu/{VILLAGE}"


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    village = settled(tmp_path, households=4)
    chosen = [village.actors[login].account_id for login in MEMBERS]
    village.services.committees.form_together(village.actors["head"], VILLAGE, chosen)
    with served(village) as reached:
        yield reached
    village.services.close()


Paper = tuple[str, str]


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


def test_three_make_a_key_one_comes_back_and_two_count(village: Village, member: Callable[[str], Page]) -> None:
    pages = {login: member(login) for login in MEMBERS}
    papers = {login: make_paper(pages[login]) for login in MEMBERS[:2]}
    expect(pages[MEMBERS[0]].locator("[data-slot=awaited]")).to_contain_text("dem.ba", timeout=PATIENCE_MS)
    handed_in = pages[MEMBERS[1]].locator("[data-slot=present] li").nth(1)
    expect(handed_in).to_contain_text("đã xong bước này", timeout=PATIENCE_MS)
    pages[MEMBERS[1]].reload()  # gone in mid-way: only the paper is needed to go on
    papers[MEMBERS[2]] = make_paper(pages[MEMBERS[2]])
    expect(pages[MEMBERS[2]].locator("[data-slot=awaited]")).to_contain_text("dem.hai", timeout=PATIENCE_MS)
    type_paper(pages[MEMBERS[1]], papers[MEMBERS[0]])
    expect(pages[MEMBERS[1]].locator("[data-slot=errors]")).to_contain_text("không phải mã trên thẻ của ông/bà")
    type_paper(pages[MEMBERS[1]], papers[MEMBERS[1]])
    digits = {login: fingerprint(page) for login, page in pages.items()}
    assert len(set(digits.values())) == 1
    assert re.fullmatch(r"\d{3} \d{3}", digits[MEMBERS[0]])
    for page in pages.values():
        confirm(page)
    committee = village.services.committees.current(VILLAGE)
    assert committee.complete
    assert committee.confirmed == (1, 2, 3)
    _count(village, member, papers)


def _count(village: Village, member: Callable[[str], Page], papers: dict[str, Paper]) -> None:
    """Days later, so everybody signs in anew."""
    vote = village.open_vote()
    for household, choice in zip(("DH-001", "DH-002", "DH-003"), (YES, YES, NO), strict=True):
        village.cast(vote, household, choice)
    village.close(vote)
    for login, waits in ((MEMBERS[0], "Cần thêm 1 người trong số"), (MEMBERS[2], "")):
        page = member(login)
        page.goto(f"/mo-phieu/{vote}")
        page.wait_for_selector("[data-step=seed]:visible")
        assert page.locator("[data-slot=voted]").inner_text() == "3"
        page.fill("#seed", papers[login][0])
        page.fill("#book-code", papers[login][1])
        with page.expect_navigation():
            page.locator("[data-step=seed] button[type=submit]").click()
        if waits:
            expect(page.locator("aside")).to_contain_text(waits)
    assert village.services.votes.get(vote).state == "decided"
    third = member(MEMBERS[1])
    third.goto(f"/mo-phieu/{vote}")
    expect(third.locator("main")).to_contain_text("Đã đủ số thành viên cần. Kết quả đã có.")


def test_who_hands_out_a_wrong_share_is_named_to_the_member_who_got_it(
    village: Village, member: Callable[[str], Page]
) -> None:
    """The second member's page is made to seal another number for the first; nobody but the first can see that."""
    pages = {login: member(login) for login in MEMBERS}
    pages[MEMBERS[1]].route(
        "**/phong/coefficients", lambda route: route.continue_(post_data=_exchanged(route.request.post_data))
    )
    for page in pages.values():
        make_paper(page)
    first = pages[MEMBERS[0]]
    expect(first.locator("[data-status]")).to_contain_text(
        "phần của thành viên số 2 (Người dem.hai) không đúng", timeout=PATIENCE_MS
    )
    assert first.locator("[data-committee]").get_attribute("data-accused") == "2"
    assert not village.services.committees.current(VILLAGE).complete


def _exchanged(body: str | None) -> str:
    """The shares for the first and the third member, exchanged."""
    value = json.loads(body or "{}")
    one, two, three = value["secrets"]
    value["secrets"] = [three, two, one]
    return json.dumps(value, separators=(",", ":"))


def test_who_reads_other_digits_confirms_nothing(village: Village, member: Callable[[str], Page]) -> None:
    pages, _ = make_key(member)
    first = pages[MEMBERS[0]]
    fingerprint(first)
    first.click("[data-act=differs]")
    expect(first.locator("[data-status]")).to_contain_text("Chưa xác nhận gì.")
    confirm(pages[MEMBERS[1]])
    assert village.services.committees.current(VILLAGE).confirmed == (2,)
