"""One whole vote through the pages, in a real browser: list, cards, keys, opening, voting, count, result, check."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from village.life import Village
from village.people import MEMBERS, ROLL
from village.road import Walk
from village.served import served
from village.states import appointed

from voting.ballots.credentials import format_card, parse_card
from voting.verifier.formats import read_bytes
from voting.verifier.verification import verify
from web.booth.test_officials_browsers import sign_in
from web.booth.test_voting import choose, recorded, send

pytestmark = pytest.mark.browser


@pytest.fixture
def empty_village(tmp_path: Path, bundle: dict[str, dict[str, str]]) -> Iterator[Village]:
    """A commune with its officials' accounts and nothing else."""
    assert "booth.js" in bundle
    with served(appointed(tmp_path), ballots_per_minute=0) as village:
        yield village
    village.services.close()


class Official:
    """A signed-in official at a desk."""

    def __init__(self, chromium: Browser, village: Village, login: str) -> None:
        context = chromium.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        self.page = context.new_page()
        self.address = village.address
        sign_in(self.page, village, login)

    def opens(self, path: str) -> Page:
        self.page.goto(f"{self.address}{path}")
        return self.page


def imports_the_list(head: Official) -> None:
    page = head.opens("/quan-ly/dong-hoa/ho")
    page.locator("input[type=file]").set_input_files(
        {"name": "ho.csv", "mimeType": "text/csv", "buffer": ROLL.encode()}
    )
    page.get_by_role("button", name="Đọc tệp và xem trước").click()
    page.get_by_role("button", name="Nhập 5 hộ").click()
    expect(page.get_by_text("Đã nhập danh sách: 5 hộ")).to_be_visible()


def makes_the_cards(authority: Official) -> dict[str, str]:
    """Household -> card secret, as they stand on the paper."""
    page = authority.opens("/quan-ly/dong-hoa/the-ho")
    households = [one.get_attribute("data-household") or "" for one in page.locator('[data-household^="DH"]').all()]
    page.get_by_role("button", name=re.compile("Làm 5 thẻ")).click()
    expect(page.get_by_role("button", name="In thẻ")).to_be_visible(timeout=20_000)
    codes = [parse_card(code) for code in page.locator(".card-code").all_inner_texts()]
    assert len(households) == len(codes) == 5
    page.get_by_label("6 ký tự cuối").fill("".join(filter(str.isalnum, format_card(codes[-1])))[-6:])
    page.get_by_role("button", name="Đã in đủ").click()
    expect(page.locator("[data-status]")).to_contain_text("5 thẻ đã có hiệu lực")
    return dict(zip(households, codes, strict=True))


def makes_a_paper(member: Official) -> tuple[str, str]:
    """The seed and the book's code that the member has written down; the page goes on with the others by itself."""
    page = member.opens("/kiem-phieu/dong-hoa")
    page.get_by_role("button", name="Tạo thẻ kiểm phiếu").click()
    expect(page.locator("[data-paper]")).to_have_count(2)
    paper = page.locator("[data-paper]").first
    seed, code = (paper.locator(f'[data-slot="{name}"]').inner_text() for name in ("seed", "book-code"))
    page.get_by_role("button", name="Tôi đã có hai bản").click()
    types(page, seed, code)
    page.get_by_role("button", name="Làm tiếp").click()
    return seed, code


def reads_the_same_digits(member: Official) -> None:
    """The common key is there, and all see the same six digits."""
    page = member.page
    page.get_by_role("button", name="Các số giống nhau").click(timeout=60_000)
    expect(page.get_by_text("Thẻ kiểm phiếu đã tạo xong")).to_be_visible(timeout=20_000)


def types(page: Page, seed: str, code: str) -> None:
    """Both lines of a counting card."""
    page.locator('[data-field="seed"]').fill(seed)
    page.locator('[data-field="code"]').fill(code)


def opens_a_vote(head: Official, matter: str) -> str:
    """The uuid of a vote on this matter that closes on the next evening."""
    page = head.opens(f"/quan-ly/dong-hoa/bieu-quyet/moi?viec={matter}")
    page.locator("[name=title]").fill("Lịch dùng nhà văn hóa")
    page.locator("[name=description]").fill("Ai đề xuất: Chi hội Phụ nữ.")
    page.locator('[name="questions-0-text"]').fill("Hộ có tán thành không?")
    page.locator("[name=opens][value=now]").check()
    page.locator("[name=closes_day]").fill("2026-11-25")
    page.locator("[name=closes_at]").fill("20:00")
    page.locator("[name=helper]").fill("Bà Lê Thị Mận")
    page.locator("[name=phone]").fill("0912 345 678")
    page.get_by_role("button", name="Xem lại trước khi mở").click()
    page.get_by_role("button", name="Mở cuộc biểu quyết").click()
    page.wait_for_url(re.compile("/dieu-hanh/"))
    return page.url.rsplit("/", 1)[-1]


def votes(phone: Page, village: Village, card: str, answer: str) -> str:
    phone.goto("about:blank")
    phone.goto(f"{village.address}/the#dong-hoa.{card}")
    choose(phone, answer)
    send(phone)
    return recorded(phone)


def opens_their_part(member: Official, uuid: str, seed: str, code: str) -> None:
    page = member.opens(f"/mo-phieu/{uuid}")
    expect(page.locator(".count-figure")).to_contain_text("hộ đã gửi phiếu, trong 5 hộ của thôn", timeout=30_000)
    types(page, seed, code)
    page.get_by_role("button", name="Mở phần của tôi").click()
    expect(page.get_by_role("link", name="Xem trang kết quả")).to_be_visible(timeout=30_000)


def test_a_village_votes_from_end_to_end_in_its_browsers(
    chromium: Browser, phone: Page, empty_village: Village
) -> None:
    village = empty_village
    head = Official(chromium, village, "vai.head")
    imports_the_list(head)
    cards = makes_the_cards(Official(chromium, village, "vai.cards"))
    page = head.opens("/kiem-phieu/dong-hoa/lap")
    for login in MEMBERS:
        page.get_by_label(f"Người {login}").check()
    page.get_by_role("button", name="Lập ban kiểm phiếu").click()
    members = {login: Official(chromium, village, login) for login in MEMBERS}
    seeds = {login: makes_a_paper(member) for login, member in members.items()}
    for member in members.values():
        reads_the_same_digits(member)
    uuid = opens_a_vote(head, Walk(village).propose("Lịch dùng nhà văn hóa").walk("poll").id)

    households = list(cards)
    first = votes(phone, village, cards[households[0]], "Không đồng ý")
    for household in households[:4]:
        last = votes(phone, village, cards[household], "Đồng ý" if household != households[3] else "Ý kiến khác")
    assert first != last

    village.clock.move(hours=37)
    for login in MEMBERS[1:]:  # two of three; the next evening their sessions are over: they sign in again
        opens_their_part(Official(chromium, village, login), uuid, *seeds[login])

    public = phone.context.new_page()
    public.goto(f"{village.address}/bieu-quyet/{uuid}")
    expect(public.get_by_text(re.compile("Đã thông qua.*3/5")).first).to_be_visible()
    data = public.request.get(f"{village.address}/api/v1/votes/{uuid}/bundle.zip").body()
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert {"commune/checkpoint", "vote/checkpoint", f"{uuid}.bel"} <= set(names)
    report = verify(read_bytes(data, "bundle.zip"))
    assert report.ok
