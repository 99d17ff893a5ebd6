"""A help desk: an official turns a device into one, households vote on it one after another, an official ends it."""

import re
from collections.abc import Iterator

import pytest
from fixtures.browser import PHONE
from playwright.sync_api import Browser, Page, expect
from village.life import Village
from village.people import PASSWORD

from web.booth.test_officials_browsers import sign_in
from web.booth.test_voting import HEADING, choose, recorded, send

pytestmark = pytest.mark.browser
START = "Mời hộ tiếp theo"


@pytest.fixture(params=[360, 1280])
def desk(request: pytest.FixtureRequest, chromium: Browser, village: Village) -> Iterator[Page]:
    """A device on which somebody of the team has opened a help desk."""
    width: int = request.param
    context = chromium.new_context(**PHONE | {"viewport": {"width": width, "height": 800}})
    page = context.new_page()
    sign_in(page, village, "vai.team")
    page.goto(f"{village.address}/quan-ly/dong-hoa/ban-ho-tro")
    page.get_by_role("button", name="Mở bàn hỗ trợ trên máy này").click()
    expect(page.locator(HEADING)).to_have_text(START)
    yield page
    context.close()


def scan(desk: Page, village: Village, household: str) -> None:
    """As the device's camera does: the card's address leads to the desk's own booth."""
    desk.goto(village.card(household))
    expect(desk.locator(HEADING)).to_have_text("Lịch dùng nhà văn hóa năm 2027")
    assert desk.url == f"{village.address}/ban-ho-tro"


def household_of(desk: Page) -> int:
    """How often a household's code can be read anywhere in the page."""
    return desk.content().count("DH-0")


def test_one_household_after_another_and_nothing_is_left_for_the_next(desk: Page, village: Village) -> None:
    vote = village.votes["open"]
    before = village.services.votes.get(vote).ballots
    expect(desk.get_by_text("Người giúp đứng xa, không nhìn màn hình.")).to_be_visible()
    scan(desk, village, "DH-002")
    choose(desk, "Đồng ý")
    send(desk)
    tracker = recorded(desk)
    assert desk.url == f"{village.address}/ban-ho-tro", "the receipt's address does not stay in the history"
    expect(desk.locator("main a[href]")).to_have_count(0)
    desk.get_by_role("button", name="Xong, xóa màn hình").click()
    expect(desk.locator(HEADING)).to_have_text(START)
    for _ in range(4):
        desk.go_back()
        expect(desk.locator(HEADING)).to_have_text(START)
        assert not household_of(desk)
        assert tracker not in "".join(desk.locator("body").inner_text().split())
    scan(desk, village, "DH-003")
    assert village.services.votes.get(vote).ballots == before + 1
    assert village.services.help_desks.ballots(vote) is None, "the number is told when the vote has ended"


def test_the_device_opens_nothing_but_the_booth_until_an_official_leaves(desk: Page, village: Village) -> None:
    for path in ("/", "/ban-lam-viec", "/dang-nhap", "/quan-ly/dong-hoa", "/thon/dong-hoa"):
        desk.goto(village.address + path)
        assert desk.url == f"{village.address}/ban-ho-tro", path
    desk.get_by_role("link", name="Đóng bàn hỗ trợ").click()
    for login, password in (("vai.team", "sai mat khau roi"), ("vai.board", PASSWORD)):
        desk.locator("[name=login]").fill(login)
        desk.locator("[name=password]").fill(password)
        desk.get_by_role("button", name="Đóng bàn hỗ trợ").click()
        expect(desk.locator(".errors")).to_be_visible()
        desk.goto(f"{village.address}/quan-ly/dong-hoa")
        assert desk.url == f"{village.address}/ban-ho-tro", "whoever is not of the team stays locked in, signed out"
        desk.get_by_role("link", name="Đóng bàn hỗ trợ").click()
    desk.locator("[name=login]").fill("vai.team")
    desk.locator("[name=password]").fill(PASSWORD)
    desk.get_by_role("button", name="Đóng bàn hỗ trợ").click()
    expect(desk.locator(HEADING)).to_have_text("Dùng máy này làm bàn hỗ trợ?")
    desk.goto(f"{village.address}/ban-ho-tro")
    expect(desk.locator(HEADING)).to_have_text("Máy này chưa phải bàn hỗ trợ")


def test_a_screen_nobody_touches_is_wiped_unless_somebody_says_to_be_there(desk: Page, village: Village) -> None:
    desk.clock.install()
    desk.goto(f"{village.address}/ban-ho-tro")
    desk.clock.run_for(90_000)
    expect(desk.locator('[data-slot="idle"]')).to_be_hidden()
    scan(desk, village, "DH-004")
    choose(desk, "Ý kiến khác")
    desk.clock.run_for(45_000)
    expect(desk.locator('[data-slot="seconds"]')).to_have_text(re.compile(r"Còn 1\d giây"))
    desk.get_by_role("button", name="Tôi còn ở đây").click()
    expect(desk.locator('[data-slot="idle"]')).to_be_hidden()
    desk.clock.run_for(30_000)
    expect(desk.locator(HEADING)).to_have_text("Gửi phiếu này của hộ?")
    desk.clock.run_for(31_000)
    expect(desk.locator(HEADING)).to_have_text(START)
    assert not household_of(desk)


def test_a_desk_closed_from_elsewhere_sends_nothing_and_says_so(desk: Page, village: Village) -> None:
    scan(desk, village, "DH-005")
    choose(desk, "Đồng ý")
    team = village.actors["team"]
    for one in village.services.help_desks.open_in(team, "dong-hoa"):
        village.services.help_desks.close(team, "dong-hoa", one.id)
    send(desk)
    expect(desk.get_by_text("Bàn hỗ trợ này đã đóng, nên phiếu CHƯA được gửi.")).to_be_visible(timeout=20_000)
    desk.goto(f"{village.address}/ban-ho-tro")
    expect(desk.locator(HEADING)).to_have_text("Bàn hỗ trợ này đã đóng")
