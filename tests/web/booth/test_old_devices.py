"""A device that is too old, or has no script: every page with scripts says so truly, and names a way on."""

from collections.abc import Iterator

import pytest
from fixtures.browser import PHONE
from playwright.sync_api import Browser, Page, Route, expect
from village.life import YES, Village
from village.people import MEMBERS, VILLAGE

from voting.web.speech.trackers import to_address
from web.booth.test_officials_browsers import sign_in

pytestmark = pytest.mark.browser
MISSING = ("BigInt", "fetch", "crypto")
DESK = "bàn hỗ trợ ở nhà văn hóa"


@pytest.fixture(params=MISSING)
def old(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A phone whose browser lacks something."""
    context = chromium.new_context(**PHONE)
    page = context.new_page()
    page.add_init_script(f"Object.defineProperty(window, '{request.param}', {{ value: undefined }})")
    yield page
    context.close()


def says(page: Page, words: str) -> None:
    told = page.locator("[data-old]:visible")
    expect(told).to_contain_text(words)
    expect(told).to_contain_text(DESK)


def test_the_second_device(old: Page, village: Village) -> None:
    old.goto(f"{village.address}/kiem-tra-may")
    says(old, "Máy này quá cũ để kiểm phiếu.")
    expect(old.get_by_role("button")).to_have_count(0)


def test_a_receipt(old: Page, village: Village) -> None:
    old.goto(f"{village.address}/phieu/{to_address(village.trackers[0])}")
    expect(old.locator("h1")).to_have_text("Phiếu này có trong sổ phiếu")
    says(old, "Máy này quá cũ để tự kiểm biên nhận. Các dòng trên là lời của máy chủ.")
    expect(old.locator('[data-slot="qr"] svg')).to_be_visible()  # the server's


def test_a_number_can_be_typed_all_the_same(old: Page, village: Village) -> None:
    tracker = village.trackers[0]
    old.goto(f"{village.address}/phieu")
    old.get_by_label("Số phiếu").fill(tracker[:8])
    old.get_by_role("button", name="Tìm phiếu").click()
    expect(old.locator("h1")).to_have_text("Phiếu này có trong sổ phiếu")


@pytest.fixture(scope="module")
def counting(village: Village) -> str:
    """A vote that is over, and a new committee whose members have no cards yet."""
    uuid = village.open_vote("Giờ đóng cổng nhà văn hóa", lasts_h=1)
    village.cast_all(uuid, [YES, YES, YES])
    village.clock.move(hours=2)
    village.services.votes.close_due()
    seats = [village.actors[login].account_id for login in MEMBERS]
    village.services.committees.form(village.actors["head"], VILLAGE, seats)
    return uuid


def test_a_counting_members_pages(old: Page, village: Village, counting: str) -> None:
    sign_in(old, village, MEMBERS[0])
    for path in (f"kiem-phieu/{VILLAGE}", f"mo-phieu/{counting}"):
        old.goto(f"{village.address}/{path}")
        says(old, "Máy này quá cũ cho việc này.")
        expect(old.locator("[data-committee] button:visible")).to_have_count(0)


def test_a_counting_card_can_be_made_once_the_page_s_script_is_there_and_not_before(
    phone: Page, village: Village, counting: str
) -> None:
    assert counting
    sign_in(phone, village, MEMBERS[0])
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    phone.route("**/committee-*.js", hold)
    phone.goto(f"{village.address}/kiem-phieu/{VILLAGE}", wait_until="commit")
    waiting, make = phone.locator("[data-waiting]"), phone.get_by_role("button", name="Tạo thẻ kiểm phiếu")
    expect(waiting).to_contain_text("Nút bấm hiện ra khi trang đã tải đủ.")
    expect(phone.locator("[data-committee] button:visible")).to_have_count(0)
    for route in held:
        route.continue_()
    make.click()
    expect(waiting).to_be_hidden()
    expect(phone.locator("[data-paper]").first).to_be_visible()


def test_the_page_of_the_cards(old: Page, village: Village) -> None:
    sign_in(old, village, village.actors["cards"].login)
    old.goto(f"{village.address}/quan-ly/{VILLAGE}/the-ho")
    says(old, "Máy này quá cũ cho việc này.")
    expect(old.locator('[data-act="make"]:visible')).to_have_count(0)


def test_a_receipt_without_scripts_is_whole(chromium: Browser, village: Village) -> None:
    context = chromium.new_context(**PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{village.address}/phieu/{to_address(village.trackers[0])}")
    expect(page.locator("h1")).to_have_text("Phiếu này có trong sổ phiếu")
    expect(page.locator('[data-slot="qr"] svg')).to_be_visible()
    assert "Cần JavaScript để kiểm biên nhận ngay trên máy này." in page.content()
    context.close()
