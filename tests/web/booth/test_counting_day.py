"""Counting day in the members' browsers: what is read and said before a code is typed, and each way to be refused."""

import json
import re
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
import qrcode
from fixtures.browser import PHONE, find_chromium
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect
from village.life import NO, OTHER, YES, Village
from village.people import COMMUNE, MEMBERS

from voting.ballots.paper_code import format_paper_code
from voting.ledger.note import NoteSigner
from voting.manage.rehearsal import CountingMember
from web.booth.test_officials_browsers import sign_in
from web.booth.test_states import NARROW, OVERFLOW, violations

pytestmark = pytest.mark.browser
STATUS, FORM, REFUSAL, FIGURE = "[data-status]", '[data-step="seed"]', '[data-slot="refusal"]', ".count-figure"
BUNDLES = re.compile(r"/api/v1/votes/\w+/log/tile/entries/")


def closed_vote(village: Village, *choices: list[list[int]]) -> str:
    """A vote that is over, with a ballot each of the first households."""
    uuid = village.open_vote("Giờ đóng cổng nhà văn hóa", lasts_h=1)
    village.cast_all(uuid, choices)
    village.clock.move(hours=2)
    village.services.votes.close_due()
    return uuid


@pytest.fixture
def uuid(village: Village) -> str:
    """Four of five households have voted, one of them twice."""
    uuid = village.open_vote("Giờ đóng cổng nhà văn hóa", lasts_h=1)
    village.cast_all(uuid, [YES, NO, OTHER, YES])
    village.cast(uuid, "DH-002", YES)
    village.clock.move(hours=2)
    village.services.votes.close_due()
    return uuid


def paper(village: Village, login: str, seed: str = "") -> str:
    """What a scanner at the desk types from the member's paper, or from one with another seed."""
    return f"{seed or village.seeds[login].seed} {village.vkey}"


def counting_page(phone: Page, village: Village, uuid: str, login: str = MEMBERS[0]) -> None:
    phone.context.clear_cookies()
    sign_in(phone, village, login)
    phone.goto(f"{village.address}/mo-phieu/{uuid}")


def refuses(phone: Page, code: str, words: str) -> None:
    """The reason stands there, nothing can be typed any more, and nothing was sent."""
    expect(phone.locator(REFUSAL)).to_contain_text(words, timeout=20_000)
    expect(phone.locator(REFUSAL).locator('[data-slot="code"]')).to_have_text(code)
    expect(phone.locator(REFUSAL)).to_be_focused()
    expect(phone.locator(FORM)).to_be_hidden()
    expect(phone.locator(FIGURE)).to_be_hidden()


def sends_of(phone: Page) -> list[str]:
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
    return sent


def test_members_open_the_total_in_their_browsers(phone: Page, village: Village, uuid: str) -> None:
    for login in MEMBERS:
        counting_page(phone, village, uuid, login)
        expect(phone.locator(FIGURE)).to_have_text(
            re.compile(r"4\s+hộ đã gửi phiếu, trong 5 hộ của thôn"), timeout=20_000
        )
        expect(phone.get_by_text("tổng của đúng 4 phiếu ấy")).to_be_visible()
        field, button = phone.locator('[data-field="seed"]'), phone.get_by_role("button", name="Mở phần của tôi")
        field.fill(paper(village, login, CountingMember.with_new_seed().seed))
        button.click()
        expect(phone.locator("#seed-fault")).to_contain_text("không phải mã trên thẻ của ông/bà")
        field.fill(paper(village, login))
        button.click()
        expect(phone.get_by_role("link", name="Xem trang kết quả")).to_be_visible(timeout=20_000)
    assert village.services.votes.get(uuid).state == "decided"


def film(folder: Path, *texts: str) -> str:
    """What a camera sees that is held before these square codes, half a second each, again and again."""
    frames = []
    for text in texts:
        code = qrcode.make(text, border=4, box_size=6).convert("RGB")
        picture, frame = Image.new("RGB", (640, 480), "white"), BytesIO()
        picture.paste(code, ((640 - code.width) // 2, (480 - code.height) // 2))
        picture.save(frame, "JPEG", quality=90)
        frames += [frame.getvalue()] * 15
    file = folder / "camera.mjpeg"
    file.write_bytes(b"".join(frames))
    return str(file)


def test_a_camera_reads_the_members_paper_and_a_households_card(
    chromium: Browser, village: Village, uuid: str, tmp_path: Path
) -> None:
    """Chromium's own camera, by the pages' own permission; each page passes over the other's code."""
    seen = film(tmp_path, village.card("DH-002"), paper(village, MEMBERS[0]))
    camera = [
        "--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={seen}",
    ]  # fmt: skip
    with closing(chromium.browser_type.launch(executable_path=find_chromium(), args=camera)) as browser:
        page = browser.new_context(**PHONE).new_page()
        counting_page(page, village, uuid)
        expect(page.locator(FORM)).to_be_visible(timeout=20_000)
        page.get_by_role("button", name="Quét mã vuông bằng máy ảnh").click()
        expect(page.locator('[data-field="seed"]')).to_have_value(re.compile("."), timeout=20_000)
        expect(page.locator("video")).to_be_hidden()
        page.get_by_role("button", name="Mở phần của tôi").click()
        expect(page.get_by_text("Phần của ông/bà đã xong.")).to_be_visible(timeout=20_000)
        page.goto(f"{village.address}/the")
        page.get_by_role("button", name="Quét mã vuông bằng máy ảnh").click()
        expect(page.locator(".mark")).to_contain_text("Thẻ của hộ DH-002", timeout=20_000)


def test_the_code_of_the_book_is_asked_for_too(phone: Page, village: Village, uuid: str) -> None:
    counting_page(phone, village, uuid)
    expect(phone.locator(FORM)).to_be_visible(timeout=20_000)
    sent = sends_of(phone)
    seed, button = phone.locator('[data-field="seed"]'), phone.get_by_role("button", name="Mở phần của tôi")
    seed.fill(village.seeds[MEMBERS[0]].seed)
    button.click()
    expect(phone.locator("#book-code-fault")).to_have_text("Lỗi: Hãy gõ mã sổ in trên thẻ.")
    phone.locator('[data-field="code"]').fill("7K3MQ-4WXYZ")
    button.click()
    summary = phone.locator(f"{FORM} .errors")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(
        re.compile("^Nhóm [12] của mã sổ gõ chưa đúng. Hãy so lại nhóm này")
    )
    expect(phone.locator("#book-code-fault")).to_contain_text("của mã sổ gõ chưa đúng")
    assert phone.title().startswith("Lỗi: ")
    summary.get_by_role("link").click()
    expect(phone.locator('[data-field="code"]')).to_be_focused()
    assert seed.input_value() == village.seeds[MEMBERS[0]].seed, "what was typed is kept"
    assert sent == []


def test_a_mistyped_group_of_the_members_code_is_named(phone: Page, village: Village, uuid: str) -> None:
    counting_page(phone, village, uuid)
    expect(phone.locator(FORM)).to_be_visible(timeout=20_000)
    groups = format_paper_code("7YT3KQ9XMN2PR5SVW0YZAB1DE").split()
    groups[2] = ("2" if groups[2][0] == "3" else "3") + groups[2][1:]
    phone.locator('[data-field="seed"]').fill(" ".join(groups).lower())
    phone.get_by_role("button", name="Mở phần của tôi").click()
    expect(phone.locator("#seed-fault")).to_have_text(
        "Lỗi: Nhóm 3 của mã thành viên gõ chưa đúng. Hãy so lại nhóm này với thẻ."
    )
    expect(phone.locator('[data-field="seed"]')).to_have_attribute("aria-invalid", "true")


def test_another_communes_key_on_the_paper_is_refused_loudly(phone: Page, village: Village, uuid: str) -> None:
    counting_page(phone, village, uuid)
    expect(phone.locator(FORM)).to_be_visible(timeout=20_000)
    sent = sends_of(phone)
    true_key = NoteSigner(f"dinh.example/{COMMUNE}", bytes(32)).vkey
    phone.locator('[data-field="seed"]').fill(f"{village.seeds[MEMBERS[0]].seed} {true_key}")
    phone.get_by_role("button", name="Mở phần của tôi").click()
    refuses(phone, "wrong-paper", "mã sổ khác")
    assert sent == []
    assert village.seeds[MEMBERS[0]].seed not in phone.content()


def test_one_ballot_as_the_total_is_refused(phone: Page, village: Village, uuid: str) -> None:
    archive = village.archive(uuid)
    one_ballot = json.loads(archive.split(b'"choices":')[1].split(b',"ind')[0])
    phone.route("**/tong", lambda route: route.fulfill(body=json.dumps([one_ballot], separators=(",", ":"))))
    counting_page(phone, village, uuid)
    refuses(phone, "wrong-tally", "không phải tổng của các phiếu trong sổ")


def test_a_book_without_its_last_ballot_is_refused(phone: Page, village: Village, uuid: str) -> None:
    def cut(route: Route) -> None:
        answer = route.fetch()
        body, ends = answer.body(), [0]
        while ends[-1] < len(body):
            ends.append(ends[-1] + 2 + int.from_bytes(body[ends[-1] : ends[-1] + 2], "big"))
        route.fulfill(response=answer, body=body[: ends[-2]])

    phone.route(BUNDLES, cut)
    counting_page(phone, village, uuid)
    refuses(phone, "tile-malformed", "Sổ bị thiếu dòng")


def test_a_total_of_too_few_ballots_is_not_opened(phone: Page, village: Village) -> None:
    """The server gives no part of it, and says so; what a device does with a server that would, its own tests show."""
    sign_in(phone, village, MEMBERS[0])
    phone.goto(f"{village.address}/mo-phieu/{closed_vote(village, YES, NO)}")
    expect(phone.locator("main")).to_contain_text("đã kết thúc mà không mở phiếu")


def remembers(phone: Page, name: str, value: str) -> None:
    """As if this browser had kept it at an earlier counting."""
    phone.evaluate("([name, value]) => localStorage.setItem(name, value)", [name, value])
    phone.reload()


def test_a_vote_is_opened_from_one_book_only(phone: Page, village: Village, uuid: str) -> None:
    counting_page(phone, village, uuid)
    remembers(phone, f"dinh.opened.{uuid}", "0" * 64)
    refuses(phone, "opened-before", "một sổ phiếu khác")


def test_a_commune_book_that_was_longer_before_is_refused(phone: Page, village: Village, uuid: str) -> None:
    counting_page(phone, village, uuid)
    remembers(phone, f"dinh.seen.{village.vkey}", f"{10**6} {'0' * 64}")
    refuses(phone, "rolled-back", "máy này đã thấy trước đây")


def test_a_weak_network_is_no_refusal(phone: Page, village: Village, uuid: str) -> None:
    phone.route(BUNDLES, lambda route: route.abort())
    counting_page(phone, village, uuid)
    expect(phone.locator(STATUS)).to_contain_text("chưa đọc được hết sổ", timeout=20_000)
    expect(phone.locator(REFUSAL)).to_be_hidden()
    phone.unroute(BUNDLES)
    phone.get_by_role("button", name="Đọc lại sổ").click()
    expect(phone.locator(FORM)).to_be_visible(timeout=20_000)
    expect(phone.get_by_role("button", name="Đọc lại sổ")).to_be_hidden()


def looks_well(page: Page, root: Path, waiting_for: str) -> None:
    """Nothing for axe, nothing wider than a narrow phone."""
    expect(page.locator(waiting_for).first).to_be_visible(timeout=20_000)
    axe = (root / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    assert violations(page, axe) == []
    assert page.evaluate(OVERFLOW) == 0


def narrow_page(chromium: Browser, scheme: str) -> Page:
    return chromium.new_page(viewport=NARROW, color_scheme=scheme, locale="vi-VN", bypass_csp=True)


@pytest.mark.node
def test_axe_finds_nothing_on_counting_day(chromium: Browser, village: Village, uuid: str, root: Path) -> None:
    for scheme in ("light", "dark"):
        page = narrow_page(chromium, scheme)
        sign_in(page, village, MEMBERS[0])
        page.goto(f"{village.address}/mo-phieu/{uuid}")
        looks_well(page, root, FORM)
        page.close()


@pytest.mark.node
def test_axe_finds_nothing_on_the_paper(chromium: Browser, village: Village, root: Path) -> None:
    seats = [village.actors[login].account_id for login in MEMBERS]
    village.services.committees.form(village.actors["head"], "dong-hoa", seats)
    for scheme in ("light", "dark"):
        page = narrow_page(chromium, scheme)
        sign_in(page, village, MEMBERS[0])
        page.goto(f"{village.address}/kiem-phieu/dong-hoa")
        page.get_by_role("button", name="Tạo thẻ kiểm phiếu").click()
        looks_well(page, root, "[data-paper] svg")
        page.get_by_role("button", name="Tôi đã có hai bản").click()
        looks_well(page, root, '[data-step="repeat"]')
        page.close()
