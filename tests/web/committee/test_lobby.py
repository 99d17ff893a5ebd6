"""Three members make one key together in their browsers, come and go, and two of them count: through the real pages."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from village.life import Village
from village.people import MEMBERS, VILLAGE

from web.committee.devices import (
    KEY,
    PATIENCE_MS,
    Paper,
    confirm,
    fingerprint,
    make_key,
    make_paper,
    member,
    two_count,
    type_paper,
    village,
)

__all__ = ["member", "village"]  # the fixtures
pytestmark = pytest.mark.browser


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
    two_count(village, member, papers)


def made_and_left(page: Page) -> Paper:
    """A paper is made and written down, and then the page is loaded again: the browser asks first."""
    page.goto(KEY)
    page.click("[data-act=make]")
    page.wait_for_selector("[data-slot=seed]:visible")
    lines = page.locator("[data-paper]").first
    paper = (lines.locator("[data-slot=seed]").inner_text(), lines.locator("[data-slot=book-code]").inner_text())
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]
    expect(page.locator("[data-slot=seed]")).to_be_empty()
    page.get_by_role("button", name="Quét hoặc gõ lại thẻ ấy").click()
    return paper


def test_a_page_loaded_again_before_the_key_was_sent_needs_only_the_paper(
    village: Village, member: Callable[[str], Page]
) -> None:
    chosen = [village.actors[login].account_id for login in MEMBERS]
    village.services.committees.form(village.actors["head"], VILLAGE, chosen)
    page = member(MEMBERS[0])
    seed, code = made_and_left(page)
    type_paper(page, (seed, code[::-1]))
    expect(page.locator("[data-slot=errors]")).to_contain_text("của mã sổ gõ chưa đúng")
    type_paper(page, (seed, code))
    expect(page.locator("main")).to_contain_text("Thẻ kiểm phiếu đã tạo xong", timeout=PATIENCE_MS)
    members = village.services.committees.current(VILLAGE).members
    assert [bool(one.public_key) for one in members] == [True, False, False]


def test_a_lobby_loaded_again_before_anything_was_handed_in_needs_only_the_paper(
    village: Village, member: Callable[[str], Page]
) -> None:
    page = member(MEMBERS[0])
    type_paper(page, made_and_left(page))
    own = page.locator("[data-slot=present] li").first
    expect(own).to_contain_text("đã xong bước này", timeout=PATIENCE_MS)
    expect(own.locator("svg:visible")).to_have_count(1)  # a shape beside the word
    expect(page.locator("[data-step=lobby] .meter")).to_contain_text("0/5 bước")
    expect(page.get_by_text("chưa tạo thẻ kiểm phiếu")).to_have_count(0)  # one list of members, not two that differ
    assert len(village.services.ceremony.begun(village.actors[MEMBERS[0]], VILLAGE)) == 1


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


def while_it_asks(page: Page, act: str) -> None:
    """Presses a button while the page waits for the answer to how far it is."""
    fingerprint(page)
    place = f"**{KEY}/phong"
    held: list[Route] = []
    page.route(place, lambda route: held.append(route), times=1)  # noqa: PLW0108 - it is marked by who calls it
    with page.expect_request(place):
        pass
    page.click(f"[data-act={act}]")
    (asked,) = held
    asked.continue_()


def test_what_is_pressed_while_a_page_asks_how_far_it_is_is_not_lost(
    village: Village, member: Callable[[str], Page]
) -> None:
    pages, _ = make_key(member)
    one, other = pages[MEMBERS[0]], pages[MEMBERS[1]]
    with one.expect_navigation():
        while_it_asks(one, "same")
    assert village.services.committees.current(VILLAGE).confirmed == (1,)
    with other.expect_event("requestfinished", lambda request: request.url.endswith(f"{KEY}/phong")):
        while_it_asks(other, "differs")
    other.evaluate("new Promise((resolve) => setTimeout(resolve, 100))")  # the answer was taken
    expect(other.locator("[data-status]")).to_contain_text("Chưa xác nhận gì.")
