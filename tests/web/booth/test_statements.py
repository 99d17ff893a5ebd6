"""A household speaks in the open under its card: apart from every ballot, signed on the phone, over a bad line too."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect
from village.life import Village
from village.people import VILLAGE

from voting.services.households.subjects import SubjectKind
from web.booth.test_states import NARROW, OVERFLOW, axe, violations

pytestmark = pytest.mark.browser
__all__ = ["axe"]
HEADING = "h1:visible"
QUESTION = "Hộ mình có đúng trong danh sách không?"
WORDS = "Thiếu tên con trai tôi mới về."


@pytest.fixture(scope="module")
def subject(village: Village) -> str:
    closes = village.clock() + timedelta(days=3)
    return village.services.statements.open(village.actors["team"], VILLAGE, SubjectKind.LIST_REVIEW, closes).id


def open_statement(phone: Page, village: Village, household: str) -> None:
    phone.goto("about:blank")
    phone.goto(village.card(household).replace("/the#", "/y-kien#"))


def sign(phone: Page) -> None:
    phone.get_by_role("button", name="Ký bằng thẻ và gửi").click()


def choose_first(phone: Page) -> None:
    """Of the several things that are asked: the list, before words beside votes."""
    phone.get_by_role("button", name="Xem và trả lời").first.click()


def object_(phone: Page, words: str) -> None:
    phone.get_by_text("Chưa đúng", exact=True).click()
    phone.get_by_label("Chưa đúng chỗ nào?").fill(words)
    sign(phone)


def test_from_the_card_to_the_answer_and_nothing_secret_leaves_the_phone(
    phone: Page, village: Village, subject: str
) -> None:
    sent: list[str] = []

    def record(request: Request) -> None:
        sent.append(f"{request.url} {request.headers} {request.post_data}")

    phone.on("request", record)
    phone.goto(village.card("DH-002"))
    phone.get_by_role("button", name="Quay lại thẻ").click()
    expect(phone.get_by_text("Hộ mình chưa trả lời.")).to_be_visible()
    phone.get_by_role("button", name="Sang trang ý kiến").click()
    expect(phone.locator(HEADING)).to_have_text(QUESTION)
    assert phone.url == f"{village.address}/y-kien"
    told = phone.get_by_text("Ý kiến này ghi tên hộ mình với Tổ lấy ý kiến.").locator("visible=true")
    expect(told).to_have_count(1)
    object_(phone, f"  {WORDS}\t")
    expect(phone.locator(HEADING)).to_have_text("Ý kiến đã được ghi")
    expect(phone.locator(".said .words")).to_have_text(WORDS)
    (heard,) = village.services.statements.heard(village.actors["team"], subject)
    assert (heard.household_code, heard.words) == ("DH-002", WORDS)
    assert village.phones["DH-002"].card not in " ".join(sent)
    village.services.statements.answer(village.actors["team"], subject, heard.tracker, "Tổ đã ghi thêm.")
    open_statement(phone, village, "DH-002")
    expect(phone.get_by_text("Tổ lấy ý kiến đã trả lời.").locator("visible=true")).to_have_count(1)
    choose_first(phone)
    expect(phone.get_by_text("Tổ đã ghi thêm.")).to_be_visible()
    phone.get_by_role("button", name="Gửi ý kiến khác").click()
    phone.get_by_text("Đúng rồi", exact=True).click()
    sign(phone)
    expect(phone.get_by_text("Hộ mình ghi đúng rồi")).to_be_visible()
    assert dict(village.services.statements.get(subject).counts)["right"] == 1


def test_what_is_missing_is_said_at_its_field(phone: Page, village: Village, subject: str) -> None:
    open_statement(phone, village, "DH-003")
    sign(phone)
    expect(phone.locator(".errors:visible li")).to_have_text("Hãy chọn một câu trả lời.")
    object_(phone, "  ")
    expect(phone.locator("#list-review-fault")).to_have_text("Lỗi: Hãy viết chỗ chưa đúng.")
    object_(phone, "chữ\u200bẩn")
    expect(phone.locator("#list-review-fault")).to_contain_text("ký tự ẩn")
    assert village.services.statements.get(subject).spoken <= 1


def test_an_answer_that_gets_lost_is_asked_for_and_the_statement_stands_once(
    phone: Page, village: Village, subject: str
) -> None:
    lost: list[str] = []

    def lose_the_answer(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.post_data or "")
        route.fetch()
        route.abort()

    before = village.services.statements.get(subject).statements
    phone.route("**/statements", lose_the_answer)
    open_statement(phone, village, "DH-004")
    phone.get_by_text("Đúng rồi", exact=True).click()
    sign(phone)
    expect(phone.locator(HEADING)).to_have_text("Ý kiến đã được ghi")
    assert village.services.statements.get(subject).statements == before + 1


def test_never_on_one_page_with_a_ballot_and_in_other_colours(phone: Page, village: Village, subject: str) -> None:
    def act_colour() -> str:
        return str(phone.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--act')")).strip()

    phone.goto(f"{village.address}/the")
    vote = act_colour()
    assert phone.locator('[data-panel="ask"]').count() == 0
    open_statement(phone, village, "DH-005")
    expect(phone.locator(HEADING)).to_have_text(QUESTION)
    assert act_colour() != vote
    assert phone.locator('[data-panel="choice"], [data-panel="check"]').count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    chromium: Browser, village: Village, subject: str, axe: str, scheme: str
) -> None:
    context = chromium.new_context(viewport=NARROW, bypass_csp=True, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    open_statement(page, village, "DH-005")
    if scheme == "dark":  # it has answered before
        expect(page.locator(HEADING)).to_have_text("Thôn hỏi hộ mình mấy việc")
        assert (violations(page, axe), page.evaluate(OVERFLOW) <= 0) == ([], True)
        choose_first(page)
    expect(page.locator(HEADING)).to_have_text(QUESTION if scheme == "light" else "Ý kiến đã được ghi")
    if scheme == "dark":
        page.get_by_role("button", name="Gửi ý kiến khác").click()
    page.get_by_text("Chưa đúng", exact=True).click()
    sign(page)
    expect(page.locator("#list-review-fault")).to_be_visible()
    assert (violations(page, axe), page.evaluate(OVERFLOW) <= 0) == ([], True)
    object_(page, WORDS)
    expect(page.locator(HEADING)).to_have_text("Ý kiến đã được ghi")
    assert (violations(page, axe), page.evaluate(OVERFLOW) <= 0) == ([], True)
    context.close()


def test_a_card_that_was_replaced_says_nothing(phone: Page, village: Village) -> None:
    village.lose_card("DH-001")
    open_statement(phone, village, "DH-001")
    expect(phone.locator(HEADING)).to_have_text("Thẻ này không còn dùng được")
