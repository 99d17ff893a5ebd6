"""Cards made in the card authority's browser: printed, copied badly, read again; nothing secret leaves the page."""

import io
import json
import logging
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page, expect
from village.life import DATABASE, Village
from village.people import COMMUNE, NEIGHBOUR, PASSWORD, VILLAGE, import_roll, roll_of
from village.served import served
from village.states import appointed

from voting.ballots.credentials import format_card, parse_card
from voting.manage.rehearsal import Phone
from web.booth.test_check_this_machine import CAMERA_OF_A_PAGE

pytestmark = pytest.mark.browser
A_SHEET = 8
MILLIMETRES = """one => { const { width, height } = one.getBoundingClientRect();
  return [width, height].map((pixels) => Math.round(pixels * 254 / 96) / 10); }"""
FITS = """one => [one, ...one.querySelectorAll("*")].every((part) => part.scrollWidth <= part.clientWidth + 1
  || getComputedStyle(part).display === "inline" || part.closest("svg")) && one.scrollHeight <= one.clientHeight + 1"""
STORED = """async () => JSON.stringify([
  Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, await indexedDB.databases(),
  await caches.keys(), location.href, history.state,
])"""


class Office:
    """A village with its list and a card authority, behind a server whose log is kept."""

    def __init__(self, village: Village) -> None:
        self.village, self.address = village, village.address

    def import_roll(self, households: int) -> None:
        """The household list with this many households."""
        import_roll(self.village.services, self.village.actors["head"], roll_of(households))

    def sign_in(self, page: Page, login: str) -> None:
        """Signs an official in."""
        page.goto(f"{self.address}/dang-nhap")
        page.locator("[name=login]").fill(login)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        page.wait_for_url(lambda url: "dang-nhap" not in url)

    def make_cards(self, page: Page, number: int) -> list[str]:
        """Makes the cards that are wanting; their secrets, read from what is printed."""
        page.goto(f"{self.address}/quan-ly/{VILLAGE}/the-ho")
        page.get_by_role("button", name=f"Làm {number} thẻ").click()
        expect(page.get_by_role("button", name="In thẻ")).to_be_visible(timeout=90_000)
        codes: list[str] = page.locator(".card-code").all_inner_texts()
        assert len(codes) == number
        return [parse_card(code) for code in codes]

    def confirm(self, page: Page) -> None:
        """Reads the end of a card of the last sheet from the paper: now the cards count."""
        page.get_by_label("6 ký tự cuối").fill(ending(page, -1))
        page.get_by_role("button", name="Đã in đủ").click()
        expect(page.locator("[data-status]")).to_contain_text("thẻ đã có hiệu lực", timeout=30_000)

    def events(self, kind: str) -> list[dict[str, object]]:
        """The record's entries of one type."""
        with self.village.desk.database.reading() as tx:
            entries = tx.log.entries(COMMUNE, "", 0, tx.log.head(COMMUNE, "").size)
        return [entry for one in entries if (entry := json.loads(one.raw))["type"] == kind]


@pytest.fixture
def office(tmp_path: Path, bundle: dict[str, dict[str, str]]) -> Iterator[Office]:
    assert "cards.js" in bundle
    with served(appointed(tmp_path)) as village:
        yield Office(village)


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Page]:
    """A laptop's page."""
    context = chromium.new_context(locale="vi-VN", viewport={"width": 1200, "height": 800})
    yield context.new_page()
    context.close()


def ending(page: Page, place: int) -> str:
    """The last six characters of a card's code, as they stand on the paper."""
    return "".join(filter(str.isalnum, page.locator(".card-code").nth(place).inner_text()))[-6:]


def pages_of(pdf: bytes, folder: Path, dpi: int) -> list[Image.Image]:
    """The pages of a PDF as grey pictures."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("needs pdftoppm (poppler-utils)")
    (folder / "cards.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(dpi), "-gray", str(folder / "cards.pdf"), str(folder / f"page-{dpi}")]
    subprocess.run(command, check=True, capture_output=True)
    return [Image.open(io.BytesIO(one.read_bytes())) for one in sorted(folder.glob(f"page-{dpi}-*.pgm"))]


def read(page: Image.Image) -> set[str]:
    """What a QR reader finds on a page."""
    return {found.text for found in zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)}


def bad_copy(page: Image.Image) -> Image.Image:
    """A page copied by a tired machine: soft, grey on grey, a little askew."""
    soft = page.rotate(0.7, fillcolor=255, resample=Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(0.8))
    return soft.point(lambda value: 70 + value * 130 // 255)


def test_sixty_cards_are_printed_copied_and_read_again(desk: Page, office: Office, tmp_path: Path) -> None:
    office.import_roll(60)
    office.sign_in(desk, "vai.cards")
    codes = office.make_cards(desk, 60)
    pdf = desk.pdf(prefer_css_page_size=True)
    pages = pages_of(pdf, tmp_path, 150)
    assert len(pages) == 2 * 8
    assert all(abs(page.width - 1240) <= 2 and abs(page.height - 1754) <= 2 for page in pages)
    wanted = {f"{office.address}/the#{VILLAGE}.{code}" for code in codes}
    fronts = pages[::2]
    assert [len(read(page)) for page in fronts] == [A_SHEET] * 7 + [4]
    assert set().union(*map(read, fronts)) == wanted
    assert set().union(*(read(bad_copy(page)) for page in fronts)) == wanted
    assert not any(read(page) for page in pages[1::2])


def test_each_card_has_its_own_code_label_and_back(desk: Page, office: Office, tmp_path: Path) -> None:
    office.import_roll(9)
    office.sign_in(desk, "vai.cards")
    codes = office.make_cards(desk, 9)
    (tmp_path / "cards.pdf").write_bytes(desk.pdf(prefer_css_page_size=True))
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext (poppler-utils)")
    # The first card: 97 x 70 mm from the margin of 8 mm, at 72 points an inch.
    box = ["-x", "23", "-y", "23", "-W", "275", "-H", "198"]
    texts = [
        subprocess.run(
            ["pdftotext", *box, "-f", str(page), "-l", str(page), "-layout", "cards.pdf", "-"],
            cwd=tmp_path, capture_output=True, text=True, check=True,
        ).stdout
        for page in (1, 2, 3)
    ]  # fmt: skip
    first, back, ninth = ("".join(text.split()) for text in texts)
    assert "DH-001" in first
    assert "DH-009" in ninth
    assert all(group in first for group in format_card(codes[0]).split())
    assert codes[8][:5] in ninth
    assert codes[1][:5] not in first
    assert "Cáchbiểuquyết" in back
    stub = desk.locator(".stub").first
    assert stub.evaluate("one => getComputedStyle(one).borderTopStyle") == "dashed"
    assert desk.locator(".card").first.evaluate("one => getComputedStyle(one).outlineStyle") == "dashed"


def test_a_card_has_its_measures_and_nothing_is_cut_off_also_where_the_village_has_a_long_name(
    desk: Page, tmp_path: Path, bundle: dict[str, dict[str, str]]
) -> None:
    names = {VILLAGE: "Dân cư số 12 Nguyễn Thị Minh Khai kéo dài", NEIGHBOUR: "Tây Hòa"}
    with served(appointed(tmp_path, names=names)) as village:
        office = Office(village)
        village.services.communes.ring_in_commune(village.actors["admin"], "bà Lê Thị Hạnh", "Mặt trận", "0900000012")
        office.import_roll(2)
        office.sign_in(desk, "vai.cards")
        office.make_cards(desk, 2)
        front, back = desk.locator(".card").all()[::2]
        assert front.evaluate(MILLIMETRES) == [97, 70.2]
        assert front.locator(".card-qr").evaluate(MILLIMETRES) == [40.2, 40.2]
        assert [line.inner_text()[5] for line in front.locator(".card-code li").all()] == ["-"] * 5
        for words in ("bà Lê Thị Hạnh", "0900 000 012", "Dân cư số 12"):
            expect(front.locator(".face")).to_contain_text(words)
        for words in ("Không đưa thẻ cho người khác", "Cách kiểm tra", village.log().code()):
            expect(back).to_contain_text(words)
        assert [side.locator(".face").evaluate(FITS) for side in (front, back)] == [True, True]


def test_nothing_secret_leaves_the_page(
    desk: Page, office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    office.import_roll(500)
    office.sign_in(desk, "vai.cards")
    traffic: list[str] = []
    desk.on("request", lambda asked: traffic.append(f"{asked.url} {asked.headers} {asked.post_data}"))
    desk.goto(f"{office.address}/quan-ly/{VILLAGE}/the-ho")
    desk.evaluate(
        "() => { window.steps = []; const status = document.querySelector('[data-status]');"
        " new MutationObserver(() => window.steps.push(status.textContent)).observe(status, {childList: true}); }"
    )
    desk.get_by_role("button", name="Làm 500 thẻ").click()
    expect(desk.get_by_role("button", name="In thẻ")).to_be_visible(timeout=90_000)
    codes = [parse_card(code) for code in desk.locator(".card-code").all_inner_texts()]
    before = desk.evaluate(STORED)
    office.confirm(desk)
    assert len(set(codes)) == 500
    steps = desk.evaluate("window.steps")
    assert len([step for step in steps if re.match(r"Đang làm thẻ \d+/500", step)]) >= 10
    stored = before + desk.evaluate(STORED)
    database = b"".join(one.read_bytes() for one in tmp_path.glob(f"{DATABASE}*"))
    places = {
        "traffic": "\n".join(traffic),
        "browser": stored,
        "log": caplog.text,
        "database": database.decode("latin-1"),
    }
    assert "DH-500" in places["traffic"]
    assert len(places["database"]) > 100_000
    for name, content in places.items():
        # Halves of a code too; single groups of six characters only where little else is random.
        parts = [part for code in codes for part in (code[:10], code[10:], format_card(code)[:15])]
        assert not [part for part in parts if part in content], name
    groups = [group for code in codes for group in (format_card(code)[:7], code[5:11], code[16:22])]
    assert not [group for group in groups if group in stored + caplog.text + "\n".join(traffic)]
    assert not [code for code in codes if format_card(code)[:7] in desk.content()]


def test_a_lost_card_is_replaced_through_the_pages(desk: Page, phone: Page, office: Office) -> None:
    office.import_roll(3)
    office.sign_in(desk, "vai.cards")
    codes = office.make_cards(desk, 3)
    office.confirm(desk)
    lost = codes[1]
    desk.goto(f"{office.address}/quan-ly/{VILLAGE}/the-ho/huy")
    desk.locator("[name=household]").fill("dh-002")
    desk.locator("[name=reason]").select_option("Hộ báo mất thẻ")
    desk.get_by_role("button", name="Hủy thẻ này").click()
    expect(desk.get_by_text("Đã hủy thẻ của hộ DH-002.")).to_be_visible()
    (revoked,) = office.events("card-revoked")
    assert (revoked["count"], revoked["reason"]) == (1, "Hộ báo mất thẻ")
    assert "DH-002" not in json.dumps(revoked)
    (new,) = office.make_cards(desk, 1)
    office.confirm(desk)
    assert office.events("cards-issued")[-1]["issued"] == 1
    phone.goto(f"{office.address}/the#{VILLAGE}.{lost}")
    expect(phone.locator("h1:visible")).to_have_text("Thẻ này không còn dùng được")
    phone.goto("about:blank")
    phone.goto(f"{office.address}/the#{VILLAGE}.{new}")
    expect(phone.locator("h1:visible")).to_have_text("Thẻ của hộ DH-002 – Thôn Đông Hòa")


def test_households_added_later_get_cards_and_the_others_keep_theirs(desk: Page, office: Office) -> None:
    office.import_roll(3)
    office.sign_in(desk, "vai.cards")
    first = office.make_cards(desk, 3)
    office.confirm(desk)
    office.import_roll(5)
    later = office.make_cards(desk, 2)
    office.confirm(desk)
    lookup = office.village.services.card_lookup.find
    found = [lookup(VILLAGE, Phone(code).key).household_code for code in (*first, *later)]
    assert found == [f"DH-{n:03d}" for n in range(1, 6)]


def test_a_reload_before_the_paper_is_confirmed_loses_nothing_that_was_registered(desk: Page, office: Office) -> None:
    office.import_roll(12)
    office.sign_in(desk, "vai.cards")
    void = office.make_cards(desk, 12)
    asked: list[str] = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.mouse.click(5, 5)
    desk.reload()
    assert asked == ["beforeunload"]
    expect(desk.locator("[data-lost]")).to_contain_text("đã làm 12 thẻ (từ DH-001 đến DH-012)")
    expect(desk.locator("[data-counts]")).to_contain_text("0/12 hộ")
    assert office.events("cards-issued") == []
    assert not [code for code in void if code[5:11] in desk.content()]
    desk.get_by_role("button", name="Làm 12 thẻ").click()
    expect(desk.locator("[data-lost]")).to_be_hidden(timeout=30_000)
    office.confirm(desk)
    desk.reload()
    expect(desk.locator("[data-lost]")).to_be_hidden()
    expect(desk.locator("[data-counts]")).to_contain_text("12/12 hộ")


def test_only_a_card_of_the_last_sheet_confirms_and_printing_can_be_repeated(desk: Page, office: Office) -> None:
    office.import_roll(9)
    office.sign_in(desk, "vai.cards")
    office.make_cards(desk, 9)
    expect(desk.get_by_role("heading", name="Đã in đủ 2 tờ?")).to_be_visible()
    desk.evaluate("() => { window.prints = 0; window.print = () => { window.prints += 1; }; }")
    for _ in range(2):
        desk.get_by_role("button", name="In thẻ").click()
    assert desk.evaluate("window.prints") == 2
    for wrong in ("", ending(desk, 0), "ABCDEF"):
        desk.get_by_label("6 ký tự cuối").fill(wrong)
        desk.get_by_role("button", name="Đã in đủ").click()
        expect(desk.get_by_role("alert").locator("visible=true")).to_contain_text("tờ cuối")
        assert office.events("cards-issued") == []
    office.confirm(desk)
    assert [one["issued"] for one in office.events("cards-issued")] == [9]


def test_two_tabs_that_make_the_same_cards_register_one_set_and_say_so_to_the_other(desk: Page, office: Office) -> None:
    office.import_roll(3)
    office.sign_in(desk, "vai.cards")
    other = desk.context.new_page()
    for page in (desk, other):
        office.make_cards(page, 3)
    office.confirm(desk)
    other.get_by_label("6 ký tự cuối").fill(ending(other, -1))
    other.get_by_role("button", name="Đã in đủ").click()
    expect(other.locator("[data-status]")).to_contain_text("Tờ vừa in không có hiệu lực")
    assert [one["issued"] for one in office.events("cards-issued")] == [3]


def test_a_card_of_the_last_sheet_is_confirmed_by_the_camera_too(desk: Page, office: Office) -> None:
    office.import_roll(9)
    office.sign_in(desk, "vai.cards")
    answer = desk.goto(f"{office.address}/quan-ly/{VILLAGE}/the-ho")
    assert answer is not None
    assert "camera=(self)" in answer.headers["permissions-policy"]
    office.make_cards(desk, 9)
    first, last = (desk.locator(".card-qr svg").nth(place).screenshot() for place in (0, -1))
    desk.route("**/first.png", lambda route: route.fulfill(body=first, content_type="image/png"))
    desk.route("**/last.png", lambda route: route.fulfill(body=last, content_type="image/png"))
    desk.evaluate(CAMERA_OF_A_PAGE, "/first.png")
    desk.get_by_role("button", name="Quét bằng máy ảnh").click()
    expect(desk.get_by_role("alert").locator("visible=true")).to_contain_text("tờ cuối", timeout=20_000)
    assert office.events("cards-issued") == []
    desk.get_by_role("button", name="Quét bằng máy ảnh").click()
    desk.evaluate(CAMERA_OF_A_PAGE, "/last.png")
    desk.get_by_role("button", name="Quét bằng máy ảnh").click()
    expect(desk.locator("[data-status]")).to_contain_text("9 thẻ đã có hiệu lực", timeout=20_000)
    expect(desk.locator("video")).to_be_hidden()
