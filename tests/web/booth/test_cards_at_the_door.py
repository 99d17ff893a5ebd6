"""The card at the door: typed codes, and every card that cannot vote gets a page that says what to do next."""

import pytest
from fixtures.browser import PHONE
from playwright.sync_api import Browser, Page, expect
from village.life import Village

pytestmark = pytest.mark.browser
UNKNOWN = "7Yt3kQ9LmN2pR5sVwXyZaB"


def heading(phone: Page) -> str:
    return phone.locator("h1:visible").inner_text()


def type_code(phone: Page, village: Village, code: list[str]) -> None:
    phone.goto(f"{village.address}/the")
    phone.get_by_label("Mã thôn").fill("dong-hoa")
    for number, group in enumerate(code, start=1):
        phone.get_by_label(f"Nhóm {number}").fill(group)
    phone.get_by_role("button", name="Mở thẻ").click()


def groups(card: str) -> list[str]:
    return [card[:5], card[5:11], card[11:16], card[16:]]


def test_a_typed_code_opens_the_card(phone: Page, village: Village) -> None:
    type_code(phone, village, groups(village.phones["DH-002"].card))
    expect(phone.get_by_text("Thẻ của hộ DH-002 – Thôn Đông Hòa").locator("visible=true")).to_be_visible()


def test_a_whole_code_pasted_into_the_first_field_is_spread(phone: Page, village: Village) -> None:
    phone.goto(f"{village.address}/the")
    code = "-".join(groups(village.phones["DH-002"].card))
    phone.get_by_label("Nhóm 1").fill(code)
    assert [phone.get_by_label(f"Nhóm {number}").input_value() for number in range(1, 5)] == code.split("-")


def test_the_wrong_group_is_named_on_top_and_at_its_field(phone: Page, village: Village) -> None:
    first, second, third, fourth = groups(village.phones["DH-002"].card)
    type_code(phone, village, [first, second[:-1], "đ" + third[1:], fourth])
    summary = phone.get_by_role("alert").locator("visible=true")
    expect(summary).to_contain_text("Nhóm 2 mới có 5 ký tự, cần đủ 6.")
    expect(summary).to_contain_text("Nhóm 3 có chữ có dấu “đ”")
    expect(summary).to_be_focused()
    assert phone.title().startswith("Lỗi: ")
    assert phone.get_by_label("Nhóm 1").input_value() == first
    summary.get_by_role("link").first.click()
    expect(phone.get_by_label("Nhóm 2")).to_be_focused()


def test_a_well_formed_code_of_no_card_is_told_at_the_field(phone: Page, village: Village) -> None:
    type_code(phone, village, groups(UNKNOWN))
    expect(phone.get_by_role("alert").locator("visible=true")).to_contain_text("Không tìm thấy thẻ mang mã này.")


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        (f"#dong-hoa.{UNKNOWN}", "Không tìm thấy thẻ này"),
        (f"#khong-co.{UNKNOWN}", "Không tìm thấy thẻ này|Thẻ của một thôn khác"),
        ("#dong-hoa.qua-ngan", "Mã trên thẻ của hộ là gì?"),
        ("", "Mã trên thẻ của hộ là gì?"),
    ],
)
def test_what_is_no_card_here_says_what_to_do(phone: Page, village: Village, fragment: str, said: str) -> None:
    phone.goto(f"{village.address}/the{fragment}")
    expect(phone.locator("h1:visible")).not_to_have_text("Thẻ của hộ")
    assert heading(phone) in said.split("|")


def test_a_revoked_card_says_so(phone: Page, village: Village) -> None:
    village.lose_card("DH-003")
    phone.goto(village.card("DH-003"))
    expect(phone.locator("h1:visible")).to_have_text("Thẻ này không còn dùng được")


def test_no_connection_at_the_door_can_be_tried_again(phone: Page, village: Village) -> None:
    phone.route("**/cards/lookup", lambda route: route.abort())
    phone.goto(village.card("DH-004"))
    expect(phone.locator("h1:visible")).to_have_text("Chưa có mạng")
    assert phone.title().startswith("Lỗi: ")
    phone.unroute("**/cards/lookup")
    phone.get_by_role("button", name="Thử lại").click()
    expect(phone.locator("h1:visible")).to_have_text("Lịch dùng nhà văn hóa năm 2027")


def test_a_list_without_the_card_or_a_changed_election_is_noticed_by_the_phone(phone: Page, village: Village) -> None:
    others = village.services.publication.credentials_short(village.votes["counting"])
    phone.route("**/public_creds.short", lambda route: route.fulfill(body=others))
    phone.goto(village.card("DH-004"))
    expect(phone.locator("h1:visible")).to_have_text("Thẻ không có trong danh sách của cuộc biểu quyết này")
    phone.goto("about:blank")
    phone.route("**/election.json", lambda route: route.fulfill(body=b'{"version":1}'))
    phone.goto(village.card("DH-004"))
    expect(phone.locator("h1:visible")).to_have_text("Dữ liệu của cuộc biểu quyết không khớp")


def test_the_card_lists_what_is_open_to_come_and_past(phone: Page, village: Village) -> None:
    phone.goto(village.card("DH-004"))
    phone.get_by_role("button", name="Quay lại thẻ").click()
    expect(phone.locator("h1:visible")).to_have_text("Thẻ của hộ DH-004 – Thôn Đông Hòa")
    listed = phone.locator('[data-panel="card"]').inner_text()
    for title in ("Lịch dùng nhà văn hóa năm 2027", "Giữ yên tĩnh sau 22 giờ"):
        assert title in listed


def test_a_browser_without_bigint_is_told_so(chromium: Browser, village: Village) -> None:
    old = chromium.new_page(**PHONE)
    old.add_init_script("delete window.BigInt")
    old.goto(village.card("DH-004"))
    expect(old.locator("h1:visible")).to_have_text("Máy này quá cũ để niêm phong phiếu")
    old.close()


def test_without_javascript_the_page_says_what_to_do(chromium: Browser, village: Village) -> None:
    # Playwright's own switch leaves <noscript> undrawn.
    plain = chromium.new_page(**PHONE, java_script_enabled=False)
    plain.goto(village.card("DH-004"))
    assert heading(plain) == "Thẻ của hộ"
    assert "Trình duyệt này đang tắt JavaScript." in plain.content()
    plain.close()


def test_a_script_that_never_arrives_is_told_after_some_seconds(phone: Page, village: Village) -> None:
    phone.route("**/booth-*.js", lambda route: route.abort())
    phone.goto(village.card("DH-004"))
    expect(phone.get_by_text("Thẻ chưa mở được trên máy này")).not_to_be_visible()
    phone.wait_for_timeout(8_500)
    expect(phone.get_by_text("Thẻ chưa mở được trên máy này")).to_be_visible()
