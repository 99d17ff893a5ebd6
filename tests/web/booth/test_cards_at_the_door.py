"""The card at the door: typed codes, and every card that cannot vote gets a page that says what to do next."""

import re
from io import BytesIO

import pytest
import qrcode
from fixtures.browser import PHONE
from playwright.sync_api import Browser, Page, expect
from village.life import Village

from voting.ballots.credentials import format_card
from web.booth.test_check_this_machine import CAMERA_OF_A_PAGE

pytestmark = pytest.mark.browser
UNKNOWN = "7YT3KQ9XMN2PR5SVW0YZAB1DE"
OLDER = "7Yt3kQ9LmN2pR5sVwXyZaB"


def heading(phone: Page) -> str:
    return phone.locator("h1:visible").inner_text()


def type_code(phone: Page, village: Village, code: list[str], name: str = "Đông Hòa") -> None:
    phone.goto(f"{village.address}/the")
    phone.get_by_label("Tên thôn").fill(name)
    for number, group in enumerate(code, start=1):
        phone.get_by_label(f"Nhóm {number}").fill(group)
    phone.get_by_role("button", name="Mở thẻ").click()


def groups(card: str) -> list[str]:
    return format_card(card).split()


def shows(phone: Page, household: str) -> None:
    expect(phone.locator(".mark")).to_have_text(re.compile(rf"Thẻ của hộ {household}\s*Thôn Đông Hòa"))


@pytest.mark.parametrize("name", ["Đông Hòa", "thôn đông hoà", "dong hoa", "dong-hoa"])
def test_a_typed_code_opens_the_card_its_village_by_name_or_code(phone: Page, village: Village, name: str) -> None:
    type_code(phone, village, groups(village.phones["DH-002"].card), name)
    shows(phone, "DH-002")


def test_a_code_typed_loosely_opens_the_card(phone: Page, village: Village) -> None:
    code = groups(village.phones["DH-005"].card)
    loose = [one.lower().replace("-", "").replace("0", "o").replace("1", "l") for one in code]
    type_code(phone, village, loose, "dong hoa")
    shows(phone, "DH-005")


def test_a_whole_code_pasted_into_the_first_field_is_spread(phone: Page, village: Village) -> None:
    phone.goto(f"{village.address}/the")
    code = groups(village.phones["DH-002"].card)
    for pasted in (" ".join(code), village.phones["DH-002"].card):
        phone.get_by_label("Nhóm 1").fill(pasted)
        assert [phone.get_by_label(f"Nhóm {number}").input_value() for number in range(1, 6)] == code


def test_a_whole_link_pasted_into_a_field_opens_the_card(phone: Page, village: Village) -> None:
    phone.goto(f"{village.address}/the")
    phone.get_by_label("Nhóm 1").fill(village.card("DH-002"))
    shows(phone, "DH-002")


def test_the_wrong_group_is_named_on_top_and_at_its_field(phone: Page, village: Village) -> None:
    first, second, third, fourth, fifth = groups(village.phones["DH-002"].card)
    other = ("8" if fourth[0] == "7" else "7") + fourth[1:]
    type_code(phone, village, [first, second[:-1], "đ" + third[1:], other, fifth])
    summary = phone.get_by_role("alert").locator("visible=true")
    expect(summary).to_contain_text("Nhóm 2 mới có 5 ký tự, cần đủ 6.")
    expect(summary).to_contain_text("Nhóm 3 có chữ có dấu “đ”")
    expect(summary).to_contain_text("Nhóm 4 có ký tự sai. Hãy so lại nhóm này với thẻ.")
    expect(summary).to_be_focused()
    assert phone.title().startswith("Lỗi: ")
    assert phone.get_by_label("Nhóm 1").input_value() == first
    expect(phone.locator("#group4-fault")).to_have_text("Lỗi: Nhóm 4 có ký tự sai. Hãy so lại nhóm này với thẻ.")
    summary.get_by_role("link").first.click()
    expect(phone.get_by_label("Nhóm 2")).to_be_focused()


def test_a_well_formed_code_of_no_card_is_told_at_the_field(phone: Page, village: Village) -> None:
    type_code(phone, village, groups(UNKNOWN))
    expect(phone.get_by_role("alert").locator("visible=true")).to_contain_text("Không tìm thấy thẻ mang mã này.")


def test_a_card_of_another_village_is_told_at_the_villages_field(phone: Page, village: Village) -> None:
    type_code(phone, village, groups(village.phones["DH-002"].card), "Tây Hòa")
    expect(phone.locator("#village-fault")).to_contain_text("Không có thẻ này ở thôn ấy.")
    assert phone.get_by_label("Tên thôn").input_value() == "Tây Hòa"


@pytest.mark.parametrize("sign", ["%23", "%2523"])
def test_a_link_whose_sign_was_encoded_opens_the_card_and_leaves_the_address(
    phone: Page, village: Village, sign: str
) -> None:
    phone.goto(village.card("DH-004").replace("#", sign))
    shows(phone, "DH-004")
    assert phone.url == f"{village.address}/the"
    assert phone.evaluate("document.documentElement.outerHTML").count(village.phones["DH-004"].card) == 0


def test_a_link_broken_beyond_repair_is_said_to_be_the_apps_fault(phone: Page, village: Village) -> None:
    phone.goto(village.card("DH-004").replace("#", "%23")[:-4])
    expect(phone.get_by_text("Đường dẫn của thẻ bị hỏng khi chuyển qua ứng dụng khác.")).to_be_visible()
    assert phone.url == f"{village.address}/the"


def test_the_camera_of_this_page_reads_a_card(phone: Page, village: Village) -> None:
    picture = BytesIO()
    qrcode.make(village.card("DH-002"), border=4).save(picture)
    phone.route("**/picture.png", lambda route: route.fulfill(body=picture.getvalue(), content_type="image/png"))
    phone.goto(f"{village.address}/the")
    phone.evaluate(CAMERA_OF_A_PAGE, "/picture.png")
    phone.get_by_role("button", name="Quét mã vuông bằng máy ảnh").click()
    shows(phone, "DH-002")
    expect(phone.locator("video")).to_be_hidden()


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        (f"#dong-hoa.{UNKNOWN}", "Không tìm thấy thẻ này"),
        (f"#dong-hoa.{OLDER}", "Không tìm thấy thẻ này"),
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


@pytest.mark.parametrize("missing", ["BigInt", "fetch", "crypto", "AbortController"])
def test_a_browser_that_cannot_seal_is_told_so(chromium: Browser, village: Village, missing: str) -> None:
    old = chromium.new_page(**PHONE)
    old.add_init_script(f"Object.defineProperty(window, '{missing}', {{ value: undefined }})")
    old.goto(village.card("DH-004"))
    expect(old.locator("h1:visible")).to_have_text("Máy này quá cũ để niêm phong phiếu")
    old.close()


def test_a_browser_some_years_old_opens_the_card(phone: Page, village: Village) -> None:
    phone.add_init_script("delete Object.hasOwn")
    phone.goto(village.card("DH-004"))
    shows(phone, "DH-004")


def test_without_javascript_the_page_says_what_to_do(chromium: Browser, village: Village) -> None:
    # Playwright's own switch leaves <noscript> undrawn.
    plain = chromium.new_page(**PHONE, java_script_enabled=False)
    plain.goto(village.card("DH-004"))
    assert heading(plain) == "Thẻ của hộ"
    assert "Trình duyệt này đang tắt JavaScript" in plain.content()
    plain.close()


def test_a_script_that_never_arrives_is_told_after_some_seconds(phone: Page, village: Village) -> None:
    phone.route("**/booth-*.js", lambda route: route.abort())
    phone.goto(village.card("DH-004"))
    expect(phone.get_by_text("Thẻ chưa mở được trên máy này")).not_to_be_visible()
    phone.wait_for_timeout(8_500)
    expect(phone.get_by_text("Thẻ chưa mở được trên máy này")).to_be_visible()
