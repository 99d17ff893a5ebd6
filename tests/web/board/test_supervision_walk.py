"""Supervision walked as people walk it: the board plans and holds a session and recommends, the Front certifies, the
commune answers late, the board confirms; everyone reads the days, and nobody's name, without a script."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from village.clock import Clock
from village.life import Village
from village.served import served
from village.states import appointed
from village.supervising import CERTIFIER, appoint_certifier

from web.walking import Album, Person

pytestmark = pytest.mark.browser
CERTIFIED = "Xác nhận: đúng thẩm quyền, đúng nội dung cuộc giám sát"
REFUSED = "Không chấp nhận, kèm lý do và điều luật"
WORDS = "Đề nghị niêm yết sổ quỹ của ông Tư."


@pytest.fixture
def village(tmp_path_factory: pytest.TempPathFactory, bundle: dict[str, dict[str, str]]) -> Iterator[Village]:
    """Officials, with an account of the commune's Front, and nothing that they have done."""
    made = appointed(tmp_path_factory.mktemp("supervised"), Clock())
    appoint_certifier(made)
    with served(made) as village:
        yield village


def day(village: Village, later: int = 0) -> str:
    return f"{village.clock() + timedelta(hours=7, days=later):%Y-%m-%d}"


def takes(person: Person, task: str, step: str, words: str, act: str) -> None:
    """From the desk to the step, and to what the page says then."""
    person.opens("/ban-lam-viec")
    person.follows(task)
    person.picks(step)
    if words:
        person.fills(words=words)
    person.presses(act)
    expect(person.page.get_by_text("Đã ghi vào sổ.")).to_be_visible()


@pytest.mark.timeout(120)
def test_from_a_plan_to_what_was_done(chromium: Browser, village: Village) -> None:
    album = Album("giam-sat")
    board, front, commune = (Person(chromium, village, who, album) for who in ("vai.board", CERTIFIER, "vai.commune"))
    board.opens("/giam-sat/dong-hoa/giam-sat")
    board.follows("Ghi một kế hoạch giám sát")
    board.picks("Ban Thanh tra nhân dân")
    board.picks("Quỹ, khoản đóng góp, tài trợ")
    board.fills(subject="Quỹ đèn đường", sent=day(village), held=day(village, 2))
    board.presses("Ghi kế hoạch vào sổ")
    expect(board.page.locator(".errors")).to_contain_text("Chưa đủ ngày báo trước theo luật")
    expect(board.page.locator("[name=subject]")).to_have_value("Quỹ đèn đường")
    board.fills(held=day(village, 9))
    board.presses("Ghi kế hoạch vào sổ")
    village.clock.move(days=9)
    board.opens("/ban-lam-viec")
    board.follows("Ghi kết quả")
    board.picks("Đã giám sát xong")
    board.fills(held=day(village), words="Sổ quỹ chưa niêm yết.")
    board.presses("Ghi vào sổ")
    board.follows("Soạn một kiến nghị")
    board.picks("Ủy ban nhân dân xã")
    board.fills(words=WORDS)
    board.presses("Trình Mặt trận xác nhận")
    takes(
        front,
        "Đọc và xác nhận",
        "Xác nhận: đúng thẩm quyền, đúng nội dung cuộc giám sát",
        "",
        "Ghi ý kiến của Mặt trận",
    )
    takes(board, "Xem kiến nghị", "Đã gửi văn bản đến nơi nhận", "", "Ghi bước tiếp theo")
    village.clock.move(days=30)
    reads(chromium, village, "Quá hạn, chưa trả lời")
    takes(
        commune,
        "Đọc và trả lời",
        "Không chấp nhận, kèm lý do và điều luật",
        "Không đúng thẩm quyền, khoản 1 Điều 40.",
        "Ghi câu trả lời",
    )
    page = reads(chromium, village, "Không được chấp nhận")
    assert "Tư" not in page
    assert "Trả lời muộn" in page


def reads(chromium: Browser, village: Village, state: str) -> str:
    """What a stranger reads of it, without a script."""
    context = chromium.new_context(java_script_enabled=False)
    page: Page = context.new_page()
    page.goto(f"{village.address}/thon/dong-hoa")
    page.get_by_role("link", name="Giám sát, kiến nghị và câu trả lời").click()
    expect(page.get_by_text(state)).to_be_visible()
    told = page.locator("main").inner_text()
    context.close()
    return told
