"""Cards and keys made in the officials' browsers: secrets stay there, what is sent works."""

import json
import re

import pytest
from fixtures.node import Run
from playwright.sync_api import Browser, Page, Route, expect
from village.life import Village
from village.people import MEMBERS, PASSWORD

from voting.ballots.credentials import format_card, parse_card
from voting.ballots.paper_code import format_paper_code, parse_paper_code
from voting.manage.rehearsal import Phone

pytestmark = pytest.mark.browser
READ_QR = """
import decodeQR from "qr/decode.js";
import { readFileSync } from "node:fs";
const pictures = JSON.parse(readFileSync(0, "utf8"));
const read = ({ width, height, data }) => decodeQR({ width, height, data: Uint8Array.from(data) });
console.log(JSON.stringify(pictures.map(read)));
"""
DRAW = """
(svg) => new Promise((resolve) => {
  const size = 400, canvas = document.createElement("canvas"), picture = new Image();
  canvas.width = canvas.height = size;
  picture.onload = () => {
    const context = canvas.getContext("2d");
    context.drawImage(picture, 0, 0, size, size);
    resolve({ width: size, height: size, data: Array.from(context.getImageData(0, 0, size, size).data) });
  };
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  picture.src = "data:image/svg+xml," + encodeURIComponent(svg.outerHTML);
})
"""


def sign_in(page: Page, village: Village, login: str) -> None:
    page.goto(f"{village.address}/dang-nhap")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name=re.compile("^(Đăng nhập|Vào)$")).click()
    page.wait_for_url(lambda url: "dang-nhap" not in url)


def confirm(page: Page, code: str) -> None:
    """Reads a printed card back: now the cards count."""
    page.get_by_label("6 ký tự cuối").fill("".join(filter(str.isalnum, format_card(code)))[-6:])
    page.get_by_role("button", name="Đã in đủ").click()
    expect(page.locator("[data-status]")).to_contain_text("thẻ đã có hiệu lực")


def test_cards_are_made_printed_and_usable_and_their_secrets_stay_here(
    phone: Page, village: Village, node: Run
) -> None:
    village.lose_card("DH-005")
    sign_in(phone, village, "vai.cards")
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    phone.goto(f"{village.address}/quan-ly/dong-hoa/the-ho")
    phone.get_by_role("button", name="Làm 1 thẻ").click()
    expect(phone.get_by_role("button", name="In thẻ")).to_be_visible()
    code = parse_card(phone.locator(".card-code").inner_text())
    picture = phone.locator(".card-qr svg").first.evaluate(DRAW)
    done = node("--input-type=module", "--eval", READ_QR, stdin=json.dumps([picture]))
    assert json.loads(done.stdout) == [f"{village.address}/the#dong-hoa.{code}"], done.stderr
    assert not any('"household":"DH-005"' in one for one in sent), "nothing is sent before the paper is confirmed"
    confirm(phone, code)
    assert any('"household":"DH-005"' in one for one in sent)
    assert not [one for one in sent if code in one]
    assert village.services.card_lookup.find("dong-hoa", Phone(code).key).household_code == "DH-005"
    assert not [one for one in (code, *format_card(code).split()) if one in phone.content()]


def test_a_lost_answer_while_storing_cards_is_no_second_set(phone: Page, village: Village) -> None:
    village.lose_card("DH-004")
    sign_in(phone, village, "vai.cards")
    breaks = iter([True])

    def cut(route: Route) -> None:
        if next(breaks, False):
            route.fetch()
            route.abort()
        else:
            route.continue_()

    phone.goto(f"{village.address}/quan-ly/dong-hoa/the-ho")
    phone.route(re.compile(r"/the-ho$"), cut)
    phone.get_by_role("button", name="Làm 1 thẻ").click()
    expect(phone.get_by_role("button", name="In thẻ")).to_be_visible()
    code = parse_card(phone.locator(".card-code").inner_text())
    phone.get_by_label("6 ký tự cuối").fill("".join(filter(str.isalnum, format_card(code)))[-6:])
    phone.get_by_role("button", name="Đã in đủ").click()
    expect(phone.locator("[data-status]")).to_contain_text("Lỗi")
    confirm(phone, code)
    assert village.services.card_lookup.find("dong-hoa", Phone(code).key).household_code == "DH-004"


def test_the_sheet_prints_on_two_sides_of_a4(chromium: Browser, village: Village) -> None:
    village.lose_card("DH-003")
    page = chromium.new_page()
    sign_in(page, village, "vai.cards")
    page.goto(f"{village.address}/quan-ly/dong-hoa/the-ho")
    page.get_by_role("button", name="Làm 1 thẻ").click()
    expect(page.get_by_role("button", name="In thẻ")).to_be_visible()
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == 2
    page.close()


def test_a_member_makes_a_key_card_only_after_typing_it_again(phone: Page, village: Village, node: Run) -> None:
    member = village.actors[MEMBERS[0]]
    seats = [village.actors[one].account_id for one in MEMBERS]
    village.services.committees.form(village.actors["head"], "dong-hoa", seats)
    sign_in(phone, village, member.login)
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    phone.goto(f"{village.address}/kiem-phieu/dong-hoa")
    phone.get_by_role("button", name="Tạo thẻ kiểm phiếu").click()
    papers = phone.locator("[data-paper]")
    expect(papers).to_have_count(2)
    seed, code = (papers.first.locator(f'[data-slot="{one}"]').inner_text() for one in ("seed", "book-code"))
    picture = papers.first.locator("svg").evaluate(DRAW)
    done = node("--input-type=module", "--eval", READ_QR, stdin=json.dumps([picture]))
    secret = parse_paper_code(seed)
    assert json.loads(done.stdout) == [f"{secret} {village.vkey}"], done.stderr
    phone.get_by_role("button", name="Tôi đã có hai bản").click()
    assert seed not in phone.content()
    typed, book = phone.locator('[data-field="seed"]'), phone.locator('[data-field="code"]')
    for wrong, right, said in (
        (seed[:-1] + ("2" if seed[-1] != "2" else "3"), code, "Nhóm 5 của mã thành viên gõ chưa đúng"),
        (format_paper_code("7YT3KQ9XMN2PR5SVW0YZAB1DE"), code, "Mã này không giống mã vừa tạo"),
        (seed, code[:-1] + ("2" if code[-1] != "2" else "3"), "Nhóm 4 của mã sổ gõ chưa đúng"),
        (seed, "", "Hãy gõ mã sổ in trên thẻ"),
    ):
        typed.fill(wrong)
        book.fill(right)
        phone.get_by_role("button", name="Kiểm tra và hoàn tất").click()
        expect(phone.locator(".fault:visible")).to_contain_text(said)
        expect(phone.locator('[data-step="repeat"] .errors')).to_be_focused()
    assert not [one for one in sent if "public_key" in one]
    typed.fill(f"{secret} {village.vkey}")  # as a scanner at a desk types it
    expect(book).to_have_value(code)
    phone.get_by_role("button", name="Kiểm tra và hoàn tất").click()
    expect(phone.get_by_text("Thẻ kiểm phiếu đã tạo xong")).to_be_visible()
    assert not [one for one in sent if secret in one or seed in one]
    assert village.services.committees.current("dong-hoa").members[0].public_key


def test_the_paper_is_printed_twice_on_one_sheet(chromium: Browser, village: Village) -> None:
    page = chromium.new_page()
    sign_in(page, village, MEMBERS[1])
    page.goto(f"{village.address}/kiem-phieu/dong-hoa")
    page.get_by_role("button", name="Tạo thẻ kiểm phiếu").click()
    expect(page.locator("[data-paper]")).to_have_count(2)
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    page.close()
