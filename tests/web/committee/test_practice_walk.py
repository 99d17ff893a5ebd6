"""A village practises: cards made in a browser, three phones, two of three members with their real papers, the result.

`SCREENS=var/screens` keeps the pictures.
"""

from collections.abc import Callable

import pytest
from fixtures.browser import PHONE
from playwright.sync_api import Browser, Page, expect
from village.life import Village
from village.people import MEMBERS, VILLAGE

from voting.ballots.credentials import parse_card
from voting.manage.rehearsal import Phone
from web.booth.test_voting import recorded, send
from web.committee.devices import confirm, make_key, member, village
from web.walking import Album

__all__ = ["member", "village"]  # the fixtures
pytestmark = pytest.mark.browser
PAGE = f"/quan-ly/{VILLAGE}/tap-duot"
MARKED = "BỎ PHIẾU TẬP DƯỢT – không có giá trị"


def make_cards(page: Page, album: Album) -> list[str]:
    """Three practice cards, printed and read back; their secrets."""
    page.goto(f"{PAGE}/the")
    page.locator("[data-many]").select_option("3")
    page.get_by_role("button", name="Làm 3 thẻ tập dượt").click()
    expect(page.get_by_role("button", name="In thẻ")).to_be_visible()
    codes = page.locator(".card-code").all_inner_texts()
    assert page.locator(".card").first.inner_text().count("KHÔNG CÓ GIÁ TRỊ") == 1
    album.take(page, "the-tap-duot")
    page.get_by_label("6 ký tự cuối").fill("".join(filter(str.isalnum, codes[-1]))[-6:])
    page.get_by_role("button", name="Đã in đủ").click()
    expect(page.locator("[data-status]")).to_contain_text("3 thẻ tập dượt đã dùng được")
    return [parse_card(code) for code in codes]


def vote(phone: Page, village: Village, card: Phone, answer: str, album: Album) -> None:
    """What a card's holder sees is marked from the first panel to the receipt."""
    phone.goto("about:blank")
    phone.goto(f"{village.address}/the#{VILLAGE}.{card.card}")
    for _ in range(2):  # the matter, the choice
        expect(phone.locator("header")).to_contain_text("Thẻ tập dượt TAP-")
        album.take(phone, "phieu-tap-duot")
        if phone.get_by_role("button", name="Chọn câu trả lời").is_visible():
            phone.get_by_role("button", name="Chọn câu trả lời").click()
    phone.get_by_text(answer, exact=True).click()
    phone.get_by_role("button", name="Xem lại trước khi gửi").click()
    expect(phone.locator("main")).to_contain_text(MARKED)
    send(phone)
    recorded(phone)
    expect(phone.locator(".receipt")).to_contain_text(MARKED)
    album.take(phone, "bien-nhan-tap-duot")


def test_a_village_practises(village: Village, member: Callable[[str], Page], chromium: Browser) -> None:
    album = Album("tap-duot")
    pages, papers = make_key(member)
    for page in pages.values():
        confirm(page)
    cards = [Phone(secret) for secret in make_cards(member("vai.cards"), album)]
    head = member("vai.head")
    head.goto(PAGE)
    head.get_by_role("button", name="Mở bỏ phiếu tập dượt").click()
    expect(head.locator("main")).to_contain_text("0/3 thẻ tập dượt đã gửi phiếu")
    album.take(head, "dang-tap")
    phone = chromium.new_context(**PHONE).new_page()
    for card, answer in zip(cards, ("Đồng ý", "Ý kiến khác", "Đồng ý"), strict=True):
        vote(phone, village, card, answer, album)
    head.reload()
    head.get_by_role("button", name="Đóng sớm").click()
    (practised,) = village.services.practice.of_village(VILLAGE)
    for login in MEMBERS[:2]:
        page = pages[login]
        page.goto("/ban-lam-viec")
        page.locator("[data-task]").filter(has_text="TẬP DƯỢT").get_by_role("link").first.click()
        page.wait_for_selector("[data-step=seed]:visible")
        expect(page.locator("main")).to_contain_text("thẻ đã gửi phiếu, trong 3 thẻ tập dượt")
        album.take(page, f"{login}-tap-mo-phieu")
        page.fill("#seed", papers[login][0])
        page.fill("#book-code", papers[login][1])
        with page.expect_navigation():
            page.locator("[data-step=seed] button[type=submit]").click()
    phone.goto(f"{village.address}/bieu-quyet/{practised.uuid}")
    expect(phone.locator("main")).to_contain_text("Các con số này không có giá trị")
    album.take(phone, "ket-qua-tap-duot")
    phone.get_by_role("link", name="Kiểm tra kết quả này").click()
    said = "Bỏ phiếu tập dượt: không có giá trị, không quyết định việc gì. Tập đếm được: “Đồng ý” 2 thẻ"
    expect(phone.locator("[data-slot=conclusion]")).to_contain_text(said, timeout=90_000)
    album.take(phone, "tu-kiem-tap-duot")
    phone.context.close()
