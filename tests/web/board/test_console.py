"""Two boards with nothing but a browser and a paper: they confirm a result, one of them on another phone.

A server that was put back or tells another story is refused, with evidence.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fixtures.browser import PHONE
from playwright.sync_api import Browser, BrowserContext, Page, expect
from village.life import NO, YES, Village
from village.people import COMMUNE, PASSWORD, VILLAGE
from village.served import free_port, served
from village.states import settled

from voting.ledger.policy import parse_policy
from voting.services.record.watchers import NewWatcher
from voting.verifier.evidence import Trusted
from voting.verifier.inputs import read_input
from voting.verifier.verification import verify
from web.walking import Album

pytestmark = pytest.mark.browser
BOARD, FRONT = "vai.board", "vai.front"
CONSOLE, KEY = f"/giam-sat/{VILLAGE}/ky", f"/giam-sat/{VILLAGE}/the-giam-sat"
PATIENCE_MS = 90_000
Paper = tuple[str, str]


class Phones:
    """Phones of boards before one address, which all keep the village's time."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self._chromium, self._address = chromium, address
        self.logins: dict[BrowserContext, str] = {}

    def new(self, login: str, village: Village) -> Page:
        """A phone that has never been here, signed in."""
        context = self._chromium.new_context(base_url=self._address, accept_downloads=True, **PHONE)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.clock.set_fixed_time(village.clock.now)
        self.logins[context] = login
        opens(page, "/ban-lam-viec", login)
        return page

    def close(self) -> None:
        for context in self.logins:
            context.close()


def opens(page: Page, address: str, login: str) -> None:
    """A page, signing in where days have passed since."""
    page.goto(address)
    if not page.locator("[name=password]").count():
        return
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def phones(chromium: Browser, port: int) -> Iterator[Phones]:
    found = Phones(chromium, f"http://localhost:{port}")
    yield found
    found.close()


@pytest.fixture
def made(tmp_path: Path) -> Village:
    """A village ready to vote."""
    (tmp_path / "village").mkdir()
    return settled(tmp_path / "village", households=4)


def make_paper(page: Page) -> Paper:
    """The two lines of a new paper, read off the screen, typed back, and the key handed in."""
    page.goto(KEY)
    page.click("[data-act=make]")
    lines = page.locator("[data-paper]").first
    lines.locator("[data-slot=qr] svg").wait_for()
    paper = (lines.locator("[data-slot=seed]").inner_text(), lines.locator("[data-slot=book-code]").inner_text())
    page.click("[data-act=written]")
    page.fill("#seed", paper[0])
    page.fill("#book-code", paper[1])
    with page.expect_navigation():
        page.locator("[data-step=repeat] button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("đang chờ người quản trị của xã ghi vào sổ")
    return paper


def listed(village: Village, office: str, needed: int) -> None:
    """The administrator writes the key that was handed in into the policy."""
    (offer,) = (one for one in village.services.boards.offers(COMMUNE) if one.office == office)
    village.services.watchers.add(village.actors["admin"], NewWatcher(offer.office, offer.vkey, "", needed), "")


def press(page: Page, village: Village, login: str, paper: Paper, written: tuple[str, str] = ("", "")) -> str:
    """“Kiểm tra và ký”, until something is said; how it ended."""
    page.clock.set_fixed_time(village.clock.now)
    opens(page, CONSOLE, login)
    fill(page, paper, written)
    page.locator("[data-step=paper] button[type=submit]").click()
    return ended(page)


def fill(page: Page, paper: Paper, written: tuple[str, str] = ("", "")) -> None:
    page.fill("#seed", paper[0])
    page.fill("#book-code", paper[1].lower())
    if any(written):
        page.locator("details summary").first.click()
        page.fill("#size", written[0])
        page.fill("#mark", written[1])


def ended(page: Page) -> str:
    page.locator("[data-slot=done]:visible, [data-slot=refused]:visible").wait_for()
    return str(page.locator("[data-board]").get_attribute("data-state"))


def written(page: Page) -> tuple[str, str]:
    """What the board writes on its paper."""
    done = page.locator("[data-slot=done]")
    return done.locator("[data-slot=size]").inner_text(), done.locator("[data-slot=mark]").inner_text()


def lines(village: Village, size: int) -> int:
    with village.desk.database.reading() as tx:
        return len(tx.cosignatures.of_size(COMMUNE, size))


def decided(village: Village, title: str) -> str:
    vote = village.open_vote(title)
    village.cast_all(vote, [YES, YES, NO])
    village.close(vote)
    village.count(vote)
    return vote


def both_watch(village: Village, phones: Phones, look: Callable[[Page, str], None]) -> tuple[Page, Paper, Paper]:
    """Board and Front make papers, are written into the policy, and sign that; the board's phone, both papers."""
    board, front = phones.new(BOARD, village), phones.new(FRONT, village)
    papers = make_paper(board), make_paper(front)
    look(board, "board-the-giam-sat")
    assert press(board, village, BOARD, papers[0]) == "stopped"
    expect(board.locator("[data-slot=reason]")).to_contain_text("chưa có trong danh sách giám sát")
    listed(village, f"Ban giám sát thôn {village.services.communes.village(VILLAGE).name}", 1)
    assert press(board, village, BOARD, papers[0]) == "signed"
    listed(village, f"Ban công tác Mặt trận thôn {village.services.communes.village(VILLAGE).name}", 2)
    assert press(board, village, BOARD, papers[0]) == "signed"
    assert press(front, village, FRONT, papers[1]) == "signed"
    assert not village.services.watchers.of(COMMUNE).waits
    return board, *papers


def test_two_boards_confirm_a_result_one_of_them_on_another_phone(made: Village, phones: Phones, port: int) -> None:
    album = Album("ban-giam-sat")
    with served(made, port) as village:
        board, board_paper, front_paper = both_watch(village, phones, album.take)
        vote = decided(village, "Việc một")
        open_vote = village.open_vote("Việc hai")
        village.cast(open_vote, "DH-001", YES)

        assert press(board, village, BOARD, board_paper) == "signed"
        first = village.log().head().size
        expect(board.locator("[data-slot=taken]")).to_have_text("Đã ký, máy chủ đã nhận chữ ký.")
        expect(board.locator("[data-slot=signed]")).to_contain_text(f"Sổ chung có {first} dòng, cùng 4 sổ khác")
        assert written(board) == (str(first), village.log().head().root_hex[:8].upper())
        assert board.input_value("#seed") == ""
        album.take(board, "board-da-ky")
        assert not village.services.votes.get(vote).final

        village.clock.move(hours=1)
        village.cast(open_vote, "DH-002", NO)
        village.open_vote("Việc ba")  # the book has grown: both still sign one size together
        village.clock.move(hours=1)
        fresh = phones.new(FRONT, village)
        assert press(fresh, village, FRONT, front_paper) == "signed"
        assert (lines(village, first), lines(village, village.log().head().size)) == (2, 1)
        found = village.services.votes.get(vote)
        assert found.final
        assert found.confirmed
        assert len(found.confirmed.by) == 2
        (_, signed) = village.services.cosigning.heads(COMMUNE)
        assert parse_policy(village.policy.encode()).judge(signed.encode()).satisfied
        evidence = read_input(f"{village.address}/bieu-quyet/{vote}")
        assert verify(evidence, trusted=Trusted(village.vkey), now=village.clock.now).ok

        pressed_again_signs_nothing_twice(board, village, board_paper)
    made.services.close()


def pressed_again_signs_nothing_twice(board: Page, village: Village, paper: Paper) -> None:
    """A double click, two tabs at once, and a session that is over."""
    other = board.context.new_page()
    for page in (board, other):
        page.clock.set_fixed_time(village.clock.now)
        opens(page, CONSOLE, BOARD)
        fill(page, paper)
    board.context.clear_cookies()  # nobody is signed in any more: what was begun is done
    for page in (board, other):
        page.locator("[data-step=paper] button[type=submit]").dblclick(no_wait_after=True)
    assert [ended(page) for page in (board, other)] == ["signed", "signed"]
    said = {page.locator("[data-slot=taken]").inner_text() for page in (board, other)}
    assert said == {"Đã ký, máy chủ đã nhận chữ ký.", "Máy chủ đã có chữ ký này từ trước."}
    assert lines(village, village.log().head().size) == 2
    other.goto(CONSOLE)
    expect(other.locator("[name=password]")).to_be_visible()
    other.close()


def refused(page: Page, code: str, words: str) -> dict[str, str]:
    """What the page says, and the file that it gives: what was shown, by name."""
    assert page.locator("[data-board]").get_attribute("data-refused") == code
    expect(page.locator("[data-slot=reason]")).to_contain_text("KHÔNG KÝ.")
    expect(page.locator("[data-slot=reason]")).to_contain_text(words)
    with page.expect_download() as download:
        page.click("[data-slot=file]")
    told = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert told["found"]["code"] == code
    return dict(told["shown"])


def test_a_server_that_was_put_back_or_forked_is_refused_with_evidence(
    made: Village, phones: Phones, port: int, tmp_path: Path
) -> None:
    album = Album("ban-giam-sat-khong-ky")
    with served(made, port) as village:
        board, board_paper, front_paper = both_watch(village, phones, lambda _page, _who: None)
    made.services.close()
    (tmp_path / "back").mkdir()
    back, goes_on = made.copied(tmp_path / "back"), made.again()
    with served(goes_on, port) as village:
        village.open_vote("Việc một")
        assert press(board, village, BOARD, board_paper) == "signed"
        seen, head = written(board), village.log().head()
    goes_on.services.close()
    with served(back, port) as village:
        fresh = phones.new(FRONT, village)
        assert press(board, village, BOARD, board_paper) == "refused"
        shown = refused(board, "rolled-back", "nay có ít dòng hơn lần trước đã thấy")
        assert f"\n{head.size}\n" in shown["commune-before.checkpoint"]
        assert f"\n{village.log().head().size}\n" in shown["commune-now.checkpoint"]
        album.take(board, "board-khong-ky")
        assert press(fresh, village, FRONT, front_paper, seen) == "refused"
        refused(fresh, "rolled-back", "sổ đã bị lùi lại")
        village.open_vote("Việc khác")
        village.open_vote("Việc khác nữa")
        for page, login, paper, known in ((board, BOARD, board_paper, ("", "")), (fresh, FRONT, front_paper, seen)):
            assert press(page, village, login, paper, known) == "refused"
            refused(page, "forked", "đã bị sửa hoặc tách làm hai")
        assert lines(village, village.log().head().size) == 0
    back.services.close()
