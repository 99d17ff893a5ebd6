"""A household votes: four taps, nothing secret leaves the phone, Back works, one ballot however bad the connection."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect
from village.life import Village

pytestmark = pytest.mark.browser
HEADING = "h1:visible"


def open_card(phone: Page, village: Village, household: str) -> None:
    phone.goto("about:blank")
    phone.goto(village.card(household))
    expect(phone.locator(HEADING)).to_have_text("Lịch dùng nhà văn hóa năm 2027")


def choose(phone: Page, answer: str) -> None:
    phone.get_by_role("button", name="Chọn câu trả lời").click()
    phone.get_by_text(answer, exact=True).click()
    phone.get_by_role("button", name="Xem lại trước khi gửi").click()


def send(phone: Page) -> None:
    phone.get_by_role("button", name="Gửi phiếu của hộ").click()


def recorded(phone: Page) -> str:
    """The ballot's number, once the page says that it is recorded."""
    expect(phone.locator(HEADING)).to_have_text("Phiếu đã được ghi nhận", timeout=20_000)
    return "".join(phone.locator('[data-slot="number"]').inner_text().split())


def test_four_taps_and_nothing_secret_leaves_the_phone(phone: Page, village: Village) -> None:
    sent: list[str] = []

    def record(request: Request) -> None:
        sent.append(f"{request.url} {request.headers} {request.post_data}")

    phone.on("request", record)
    open_card(phone, village, "DH-002")
    assert phone.url == f"{village.address}/the"
    assert "Thẻ này có trong danh sách." in phone.locator("main").inner_text()
    choose(phone, "Không đồng ý")
    expect(phone.locator(HEADING)).to_have_text("Gửi phiếu này của hộ?")
    expect(phone.get_by_text("Phiếu CHƯA được gửi.").locator("visible=true")).to_be_visible()
    expect(phone.locator('[data-slot="summary"]')).to_have_text("Không đồng ý")
    send(phone)
    tracker = recorded(phone)
    found = village.services.casting.find(tracker)
    assert found.counts
    expect(phone.locator('[data-slot="verdict"]')).to_contain_text(f"dòng {found.index + 1} của sổ")
    card = village.phones["DH-002"].card
    assert len(sent) > 6
    assert not [one for one in sent if card in one]
    assert phone.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_back_after_sending_shows_what_happened_and_the_address_keeps_working(phone: Page, village: Village) -> None:
    open_card(phone, village, "DH-003")
    choose(phone, "Đồng ý")
    send(phone)
    tracker = recorded(phone)
    for _ in range(3):
        phone.go_back()
        expect(phone.locator(HEADING)).to_have_text("Phiếu đã được ghi nhận")
    assert village.services.votes.get(village.votes["open"]).ballots == 3
    phone.reload()
    expect(phone.locator(HEADING)).to_have_text("Phiếu này có trong sổ phiếu")
    expect(phone.locator('[data-slot="verdict"]')).to_contain_text("Máy này đã tự kiểm")
    assert tracker in "".join(phone.locator("main").inner_text().split())


def test_back_before_sending_keeps_the_choice(phone: Page, village: Village) -> None:
    open_card(phone, village, "DH-004")
    choose(phone, "Ý kiến khác")
    phone.go_back()
    expect(phone.locator("h1:visible")).to_have_text("Bà con có tán thành không?")
    expect(phone.get_by_label("Ý kiến khác")).to_be_checked()
    phone.go_forward()
    expect(phone.locator(HEADING)).to_have_text("Gửi phiếu này của hộ?")


def test_the_second_person_is_told_and_the_new_ballot_replaces_the_old(phone: Page, village: Village) -> None:
    first = village.trackers[-1]  # DH-001 has voted
    open_card(phone, village, "DH-001")
    expect(phone.get_by_text("Gửi phiếu mới sẽ thay phiếu cũ.").locator("visible=true")).to_contain_text(first[:4])
    choose(phone, "Đồng ý")
    send(phone)
    casting = village.services.casting
    assert casting.find(recorded(phone)).sequence == 2
    assert not casting.find(first).counts


@pytest.mark.parametrize("lost", ["request", "answer"])
def test_a_broken_connection_never_makes_two_ballots(phone: Page, village: Village, lost: str) -> None:
    breaks = iter([True, True])
    bodies: list[str] = []

    def cut(route: Route) -> None:
        bodies.append(route.request.post_data or "")
        if not next(breaks, False):
            route.continue_()
            return
        if lost == "answer":
            route.fetch()
        route.abort("connectionreset")

    before = village.services.votes.get(village.votes["open"]).ballots
    phone.route(re.compile(r"/ballots$"), cut)
    open_card(phone, village, "DH-005")
    choose(phone, "Đồng ý")
    send(phone)
    expect(phone.get_by_text("Đang gửi lại chính phiếu này")).to_be_visible()
    tracker = recorded(phone)
    assert len(bodies) > 1
    assert len(set(bodies)) == 1
    assert village.services.casting.find(tracker).counts
    assert village.services.votes.get(village.votes["open"]).ballots == before + 1


def test_no_connection_before_sealing_says_that_nothing_was_sent(phone: Page, village: Village) -> None:
    open_card(phone, village, "DH-004")
    choose(phone, "Đồng ý")
    phone.context.set_offline(offline=True)
    send(phone)
    expect(phone.get_by_text("Không có mạng nên chưa gửi được gì.")).to_be_visible()
    expect(phone.get_by_text("Phiếu CHƯA được gửi.").locator("visible=true")).to_be_visible()
    phone.context.set_offline(offline=False)
    send(phone)
    recorded(phone)


def test_a_shared_phone_forgets_everything(phone: Page, village: Village) -> None:
    open_card(phone, village, "DH-005")
    choose(phone, "Đồng ý")
    send(phone)
    tracker = recorded(phone)
    phone.get_by_role("button", name="Xóa khỏi máy này").click()
    expect(phone.locator(HEADING)).to_have_text("Đã xóa khỏi máy này")
    phone.go_back()
    assert tracker[:4] not in phone.content()
    assert phone.locator("h1:visible").inner_text() == "Đã xóa khỏi máy này"


def test_another_card_in_the_same_page_begins_anew(phone: Page, village: Village) -> None:
    open_card(phone, village, "DH-002")
    choose(phone, "Đồng ý")
    phone.goto(village.card("DH-003"))
    expect(phone.locator(".mark")).to_contain_text("Thẻ của hộ DH-003")
    assert phone.url == f"{village.address}/the"


def test_closed_while_the_person_was_reading(phone: Page, village: Village) -> None:
    open_card(phone, village, "DH-004")
    choose(phone, "Không đồng ý")
    village.clock.move(hours=60)
    try:
        send(phone)
        expect(phone.get_by_text("Đã hết giờ trước khi phiếu đến")).to_be_visible()
        expect(phone.get_by_role("heading", name="Phiếu chưa được ghi nhận")).to_be_visible()
    finally:
        village.clock.move(hours=-60)
