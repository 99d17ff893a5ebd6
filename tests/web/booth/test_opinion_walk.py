"""What the households think, from the head's form to the checked result, in real browsers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from village.life import Village
from village.served import served
from village.states import settled

from voting.verifier.findings import Status
from voting.verifier.formats import read_bytes
from voting.verifier.verification import verify
from web.booth.test_officials_browsers import sign_in
from web.booth.test_voting import recorded, send

pytestmark = pytest.mark.browser
TITLE = "Giờ thu gom rác và việc năm tới"
DECIDES_NOTHING = "Chỉ để biết ý kiến, không quyết định việc gì."
SAID = (("6 giờ", "Đèn đường", "Cống"), ("6 giờ", "Đèn đường"), ("18 giờ", "Phiếu trắng (không chọn câu nào)"))
NUMBERS = (
    "Kết quả ý kiến, không quyết định việc gì. Câu 1 – “6 giờ” 2 hộ, “18 giờ” 1 hộ. "
    "Câu 2 – “Đèn đường” 2 hộ, “Nhà văn hóa” 0 hộ, “Cống” 1 hộ, phiếu trắng 1 hộ."
)


@pytest.fixture
def village(tmp_path: Path, bundle: dict[str, dict[str, str]]) -> Iterator[Village]:
    """A village ready for its first vote."""
    assert {"booth.js", "verify.js"} <= set(bundle)
    with served(settled(tmp_path, households=5), ballots_per_minute=0) as village:
        yield village
    village.services.close()


def opens(page: Page, village: Village) -> str:
    """The head asks two questions; the uuid."""
    sign_in(page, village, "vai.head")
    page.goto(f"{village.address}/quan-ly/dong-hoa")
    page.get_by_role("link", name="Hỏi ý kiến kín").click()
    page.locator("[name=title]").fill(TITLE)
    page.locator('[name="questions-0-text"]').fill("Thu gom rác vào giờ nào?")
    page.locator('[name="questions-0-answers"]').fill("6 giờ\n18 giờ")
    page.get_by_role("button", name="Thêm một câu hỏi").click()
    page.locator('[name="questions-1-text"]').fill("Năm tới nên làm việc nào trước?")
    page.locator('[name="questions-1-answers"]').fill("Đèn đường\nNhà văn hóa\nCống")
    page.locator('[name="questions-1-maximum"]').select_option("2")
    page.locator('[name="questions-1-blank"]').check()
    page.locator("[name=closes_day]").fill("2026-11-25")
    page.get_by_role("button", name="Xem lại trước khi mở").click()
    expect(page.locator("main")).to_contain_text("muốn quyết định, hãy đi theo đường của một việc")
    page.get_by_role("button", name="Mở cuộc hỏi ý kiến").click()
    page.wait_for_url(re.compile("/dieu-hanh/"))
    return page.url.rsplit("/", 1)[-1]


def votes(phone: Page, card: str, answers: tuple[str, ...]) -> None:
    phone.goto("about:blank")
    phone.goto(card)
    expect(phone.locator("main")).to_contain_text(DECIDES_NOTHING)
    expect(phone.get_by_text("Ý kiến kín").locator("visible=true")).to_be_visible()
    phone.get_by_role("button", name="Chọn câu trả lời").click()
    expect(phone.get_by_text("Chọn nhiều nhất 2 câu trả lời.")).to_be_visible()
    for answer in answers:
        phone.get_by_text(answer, exact=True).click()
    phone.get_by_role("button", name="Xem lại trước khi gửi").click()
    send(phone)
    recorded(phone)


def test_three_households_say_what_they_think(chromium: Browser, phone: Page, village: Village) -> None:
    office = chromium.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    vote = opens(office.new_page(), village)
    for household, answers in zip(list(village.phones), SAID, strict=False):
        votes(phone, village.card(household), answers)
    village.close(vote)
    village.count(vote)
    page = phone.context.new_page()
    page.goto(f"{village.address}/bieu-quyet/{vote}")
    expect(page.get_by_text(DECIDES_NOTHING).first).to_be_visible()
    page.get_by_role("link", name="Kiểm tra kết quả này").click()
    said = f"{NUMBERS} Mọi điều kiểm được đều đúng."
    expect(page.locator("[data-slot=conclusion]")).to_contain_text(said, timeout=60_000)
    report = verify(read_bytes(village.bundle(vote), "bundle.zip"))
    assert report.ok
    assert not [one.name for one in report.checks if one.status in {Status.FAIL, Status.SKIPPED}]
    assert NUMBERS in report.conclusion.vi
