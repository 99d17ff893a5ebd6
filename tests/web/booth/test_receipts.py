"""Receipts: found by number or camera, checked on the device itself, without a network and after the vote is over."""

import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
import zxingcpp
from fixtures.browser import PHONE
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect
from village.life import Village

from voting.ledger.note import NoteVerifier
from voting.ledger.tlog_proof import check_receipt
from voting.web.speech.trackers import to_address

from .test_check_this_machine import CAMERA_OF_A_PAGE
from .test_voting import HEADING, choose, open_card, recorded, send

pytestmark = pytest.mark.browser
CHECKED = re.compile(r"Máy này đã tự kiểm: phiếu nằm ở dòng \d+ của sổ phiếu")


def address(village: Village, tracker: str) -> str:
    return f"{village.address}/phieu/{to_address(tracker)}"


def verdict(page: Page) -> Locator:
    return page.locator('[data-slot="verdict"]:visible')


def read_code(place: Locator) -> str:
    (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(place.screenshot())))
    text: str = found.text
    return text


def grouped(tracker: str) -> str:
    return " ".join(tracker[start : start + 4] for start in range(0, len(tracker), 4))


def test_a_typed_number_in_groups_finds_the_receipt(phone: Page, village: Village) -> None:
    tracker = village.trackers[-1]
    phone.goto(f"{village.address}/phieu")
    phone.get_by_label("Số phiếu").fill(f" {grouped(tracker)} ")
    phone.get_by_role("button", name="Tìm phiếu").click()
    expect(phone.locator(HEADING)).to_have_text("Phiếu này có trong sổ phiếu")
    expect(verdict(phone)).to_have_text(CHECKED)
    assert phone.url == address(village, tracker)


def test_a_receipt_says_whose_it_is_and_whom_to_ring(phone: Page, village: Village) -> None:
    services, head = village.services, village.actors["head"]
    services.communes.ring_in_village(head, "dong-hoa", "bà Lê Thị Hạnh", "Tổ trưởng Tổ lấy ý kiến", "0900 000 012")
    for path in (address(village, village.trackers[0]), village.card("DH-002")):
        phone.goto("about:blank")
        phone.goto(path)
        expect(phone.locator(".mark")).to_contain_text("Thôn Đông Hòa")
        assert phone.locator(".mark").evaluate("mark => mark.tagName") == "DIV", "no link that leaves"
        expect(phone.locator(".foot .call")).to_have_attribute("href", "tel:0900000012")
        expect(phone.locator(".foot .call")).to_contain_text("bà Lê Thị Hạnh")


def test_a_number_of_no_ballot_is_told(phone: Page, village: Village) -> None:
    phone.goto(f"{village.address}/phieu")
    phone.get_by_label("Số phiếu").fill("A" * 43)
    phone.get_by_role("button", name="Tìm phiếu").click()
    expect(phone.locator(HEADING)).to_have_text("Không có phiếu nào mang số này trong sổ")


def test_another_phone_reads_the_confirmation_with_its_camera(phone: Page, chromium: Browser, village: Village) -> None:
    open_card(phone, village, "DH-002")
    choose(phone, "Đồng ý")
    send(phone)
    tracker = recorded(phone)
    code = phone.locator('[data-slot="qr"]:visible svg')
    assert read_code(code) == address(village, tracker)
    picture = code.screenshot()
    context = chromium.new_context(**PHONE)
    other = context.new_page()
    other.route("**/picture.png", lambda route: route.fulfill(body=picture, content_type="image/png"))
    other.goto(f"{village.address}/phieu")
    other.evaluate(CAMERA_OF_A_PAGE, "/picture.png")
    other.get_by_role("button", name="Quét mã vuông bằng máy ảnh").click()
    expect(other.locator(HEADING)).to_have_text("Phiếu này có trong sổ phiếu", timeout=20_000)
    expect(other.get_by_text("Đây là phiếu đang được tính của hộ.")).to_be_visible()
    expect(verdict(other)).to_have_text(CHECKED)
    context.close()


def test_a_phone_without_camera_is_offered_typing_alone(chromium: Browser, village: Village) -> None:
    context = chromium.new_context(**PHONE)
    context.add_init_script("Object.defineProperty(navigator, 'mediaDevices', { value: undefined });")
    page = context.new_page()
    page.goto(f"{village.address}/phieu")
    expect(page.get_by_label("Số phiếu")).to_be_visible()
    expect(page.locator("[data-scanner]")).to_be_hidden()
    context.close()


def test_a_refused_camera_says_what_to_do(phone: Page, village: Village) -> None:
    refuse = "() => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    phone.add_init_script(f"navigator.mediaDevices.getUserMedia = {refuse};")
    phone.goto(f"{village.address}/phieu")
    phone.get_by_role("button", name="Quét mã vuông bằng máy ảnh").click()
    expect(phone.get_by_text("Máy ảnh không mở được. Hãy gõ hoặc dán")).to_be_visible()


def test_the_page_once_loaded_checks_without_a_network(phone: Page, village: Village) -> None:
    asked: list[str] = []

    def record(request: Request) -> None:
        asked.append(urlsplit(request.url).path)

    phone.on("request", record)
    phone.goto(address(village, village.trackers[0]))
    expect(verdict(phone)).to_have_text(CHECKED)
    assert not [path for path in asked if path.startswith("/api/")]
    phone.context.set_offline(offline=True)
    phone.evaluate("document.querySelector('[data-slot=verdict]').textContent = ''")
    phone.get_by_role("button", name="Kiểm lại, không cần mạng").click()
    expect(verdict(phone)).to_have_text(CHECKED)
    spoilt = "root => root.dataset.entry = root.dataset.entry.replace('\"sequence\":1', '\"sequence\":2')"
    phone.locator("[data-receipt]").evaluate(spoilt)
    phone.get_by_role("button", name="Kiểm lại, không cần mạng").click()
    expect(verdict(phone)).to_contain_text("Lỗi: biên nhận không khớp với sổ phiếu.")


def test_the_true_receipt_of_another_ballot_is_no_receipt_of_this_one(phone: Page, village: Village) -> None:
    mine, other = village.trackers[0], village.trackers[1]

    def swap(route: Route) -> None:
        route.fulfill(response=route.fetch(url=address(village, other)))

    phone.route(address(village, mine), swap)
    phone.goto(address(village, mine))
    expect(verdict(phone)).to_contain_text("Lỗi: biên nhận không khớp với sổ phiếu.")


def test_a_receipt_stays_valid_when_the_vote_is_over_and_says_which_one_counts(phone: Page, village: Village) -> None:
    _, _, _, replaced, counted, _ = village.trackers[:6]
    phone.goto(address(village, counted))
    expect(phone.get_by_text("Đây là phiếu đang được tính của hộ.")).to_be_visible()
    expect(verdict(phone)).to_have_text(CHECKED)
    phone.goto(address(village, replaced))
    expect(phone.locator(HEADING)).to_have_text("Phiếu này đã được thay")
    expect(phone.get_by_text("nhưng không được tính")).to_be_visible()
    expect(verdict(phone)).to_have_text(CHECKED)


def test_the_full_receipt_in_its_code_is_checked_by_another_program(phone: Page, village: Village) -> None:
    tracker = village.trackers[0]
    phone.goto(address(village, tracker))
    phone.get_by_text("Biên nhận đầy đủ").click()
    text = read_code(phone.locator('[data-slot="proof"] svg'))
    found = village.services.casting.find(tracker)
    vkey = NoteVerifier.parse(village.vkey).named(f"dinh.example/xa-dong-hoa/{found.vote}").vkey
    assert check_receipt(text, found.entry.encode(), vkey).index == found.index
