"""The connection breaks at each point of a vote: the page says what is true, and never makes a second ballot."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from hashlib import sha256

import pytest
from playwright.sync_api import Page, expect
from screens.visitor import HEADING, Visitor
from village.life import Village
from village.people import COMMUNE
from village.served import free_port, served
from village.states import many_villages

from web.booth.broken_line import ANSWER_CUT, ANSWER_HELD, ANSWER_LOST, NEVER_SENT, Line, line_to

pytestmark = pytest.mark.browser
CAST = "POST /api/v1/votes/"
OPEN = "Lịch dùng nhà văn hóa năm 2027"
UNSENT = '[data-panel="check"] [data-slot="unsent"]'
UNSURE = "Chưa biết phiếu đã đến nơi chưa"
RECORDED = "Phiếu đã được ghi nhận"


class Server:
    """The site on a port of its own; stopped and started again on the same database."""

    def __init__(self, commune: Village) -> None:
        self.commune, self.port = commune, free_port()
        self._running = ExitStack()
        self.start()

    def start(self) -> None:
        """Starts a server that remembers nothing but its database."""
        again = self.commune.again()
        self._running.enter_context(served(again, self.port))
        self._running.callback(again.services.close)

    def stop(self) -> None:
        """Stops it; its port is free afterwards."""
        self._running.close()

    def ballots(self, household: str) -> list[str]:
        """The numbers of this household's ballots in the record itself, in order."""
        uuid = self.commune.votes["dong-hoa"]
        with self.commune.desk.database.reading() as tx:
            size = tx.log.head(COMMUNE, uuid).size
            entries = [json.loads(raw) for raw in tx.log.raws(COMMUNE, uuid, 0, size)]
        credential = self.commune.phones[household].credential(uuid)
        cast = [one["envelope"]["ballot"] for one in entries if one["type"] == "ballot"]
        return [number(ballot) for ballot in cast if ballot["credential"] == credential]


def number(ballot: dict[str, object]) -> str:
    """A ballot's tracker."""
    raw = json.dumps(ballot, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(sha256(raw).digest()).decode().rstrip("=")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, bundle: dict[str, dict[str, str]]) -> Iterator[Server]:
    assert "booth.js" in bundle
    server = Server(many_villages(tmp_path_factory.mktemp("commune")))
    yield server
    server.stop()


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    with line_to(server.port) as line:
        server.commune.address = line.address
        yield line


@pytest.fixture
def visitor(phone: Page, server: Server, line: Line) -> Visitor:
    phone.on("dialog", lambda dialog: dialog.accept())
    return Visitor(phone, server.commune)


def recorded_once(visitor: Visitor, server: Server, line: Line, household: str) -> None:
    """One ballot in the record, the one whose number is on the screen, sent each time with the same bytes."""
    tracker = visitor.recorded()
    assert server.ballots(household) == [tracker]
    sent = line.bodies(CAST)
    assert {number(json.loads(one)["ballot"]) for one in sent} == {tracker}
    assert len(set(sent)) == 1
    expect(visitor.page.locator('[data-slot="verdict"]')).to_contain_text("Máy này đã tự kiểm")


@pytest.mark.parametrize(
    ("household", "way", "times"),
    [("DH-002", NEVER_SENT, 2), ("DH-003", ANSWER_LOST, 2), ("DH-004", ANSWER_CUT, 2)],
)
def test_the_same_ballot_is_sent_again(
    visitor: Visitor, server: Server, line: Line, household: str, way: str, times: int
) -> None:
    visitor.ready(household)
    line.break_at(CAST, way, times)
    visitor.send()
    expect(visitor.page.get_by_text("Đang gửi lại chính phiếu này")).to_be_visible()
    recorded_once(visitor, server, line, household)
    assert len(line.bodies(CAST)) == times + 1


def test_a_server_that_restarts_before_it_answers(visitor: Visitor, server: Server, line: Line) -> None:
    visitor.ready("DH-005")
    held = line.break_at(CAST, ANSWER_HELD)
    visitor.send()
    until(lambda: bool(server.ballots("DH-005")), visitor.page)
    line.break_at(CAST, ANSWER_LOST)
    server.stop()
    server.start()
    line.break_at("GET /api/v1/votes/", NEVER_SENT)
    held.way = ANSWER_LOST
    held.let_go.set()
    recorded_once(visitor, server, line, "DH-005")


def test_a_slow_answer_is_waited_for(visitor: Visitor, server: Server, line: Line) -> None:
    visitor.ready("DH-006")
    held = line.break_at(CAST, ANSWER_HELD)
    visitor.send()
    visitor.page.wait_for_timeout(2500)
    expect(visitor.page.get_by_text("Đang gửi phiếu… Đừng đóng trang.")).to_be_visible()
    held.let_go.set()
    recorded_once(visitor, server, line, "DH-006")
    assert len(line.bodies(CAST)) == 1


def test_an_answer_that_never_comes_is_asked_for_again(visitor: Visitor, server: Server, line: Line) -> None:
    visitor.page.clock.install()
    visitor.ready("DH-007")
    line.break_at(CAST, ANSWER_HELD)
    visitor.send()
    until(lambda: bool(server.ballots("DH-007")), visitor.page)
    visitor.wait_for(RECORDED)
    recorded_once(visitor, server, line, "DH-007")


def test_a_connection_gone_for_long_leaves_the_ballot_in_the_page(visitor: Visitor, server: Server, line: Line) -> None:
    visitor.page.clock.install()
    visitor.ready("DH-008")
    line.break_at(CAST, ANSWER_LOST, times=5)
    line.break_at("/ballots/", NEVER_SENT, times=5)
    visitor.send()
    visitor.wait_for(UNSURE)
    expect(visitor.page.locator(UNSENT)).to_be_hidden()
    visitor.page.go_back()
    expect(visitor.page.get_by_role("heading", name=UNSURE)).to_be_visible()
    line.down()
    visitor.press("retry")
    visitor.wait_for(UNSURE)
    line.up()
    line.breaks.clear()
    visitor.press("retry")
    recorded_once(visitor, server, line, "DH-008")


def test_nothing_is_sealed_while_the_server_cannot_be_asked(visitor: Visitor, server: Server, line: Line) -> None:
    visitor.ready("DH-009")
    line.down()
    visitor.send()
    expect(visitor.page.get_by_text("Không có mạng nên chưa gửi được gì.")).to_be_visible()
    expect(visitor.page.locator(UNSENT)).to_be_visible()
    assert server.ballots("DH-009") == []
    line.up()
    visitor.send()
    recorded_once(visitor, server, line, "DH-009")


@pytest.mark.parametrize("words", ["POST /api/v1/cards/lookup", "/election.json", "/public_creds.short"])
@pytest.mark.parametrize("way", [NEVER_SENT, ANSWER_CUT])
def test_a_card_that_cannot_be_opened_can_be_tried_again(visitor: Visitor, line: Line, words: str, way: str) -> None:
    line.break_at(words, way)
    visitor.scan("dong-hoa", "DH-010")
    expect(visitor.page.locator(HEADING)).to_have_text("Chưa có mạng")
    visitor.press("again")
    expect(visitor.page.locator(HEADING)).to_have_text(OPEN)


def test_a_script_cut_in_half_is_not_run_and_the_page_says_what_to_do(visitor: Visitor, line: Line) -> None:
    line.break_at("/booth-", ANSWER_CUT, times=9)
    visitor.scan("dong-hoa", "DH-010")
    advice = visitor.page.get_by_text("Mạng có thể đang yếu: hãy tải lại trang.")
    expect(advice).to_be_visible(timeout=15_000)
    expect(visitor.page.get_by_text("Chưa có phiếu nào được gửi.").locator("visible=true")).to_be_visible()


def test_a_receipt_script_that_never_comes_leaves_number_and_link(visitor: Visitor, server: Server, line: Line) -> None:
    line.break_at("/receipt-", NEVER_SENT, times=9)
    visitor.ready("DH-011")
    visitor.send()
    tracker = visitor.recorded()
    assert server.ballots("DH-011") == [tracker]
    expect(visitor.page.get_by_role("link", name="trang của phiếu này")).to_be_visible()
    expect(visitor.page.locator('[data-slot="verdict"]')).to_contain_text("chưa kiểm được trên máy này")


@pytest.mark.parametrize(("household", "arrived"), [("DH-012", True), ("DH-013", False)])
def test_a_page_loaded_again_in_the_middle_sends_nothing(
    visitor: Visitor, server: Server, line: Line, household: str, arrived: bool
) -> None:
    visitor.ready(household)
    line.break_at(CAST, ANSWER_LOST if arrived else NEVER_SENT, times=9)
    line.break_at("/ballots/", NEVER_SENT, times=9)
    visitor.send()
    expect(visitor.page.get_by_text("Đang gửi lại chính phiếu này")).to_be_visible()
    before = len(line.bodies(CAST))
    visitor.page.reload()
    expect(visitor.page.locator(HEADING)).to_have_text("Mã trên thẻ của hộ là gì?")
    line.breaks.clear()
    visitor.page.goto("about:blank")
    visitor.scan("dong-hoa", household)
    expect(visitor.page.locator(HEADING)).to_have_text(OPEN)
    told = visitor.page.get_by_text("Hộ mình đã gửi phiếu", exact=False).locator("visible=true")
    expect(told).to_have_count(1 if arrived else 0)
    assert len(server.ballots(household)) == int(arrived)
    assert len(line.bodies(CAST)) == before


def test_back_forward_and_loading_again_after_the_confirmation(visitor: Visitor, server: Server, line: Line) -> None:
    page = visitor.page
    tracker = visitor.vote("DH-010")
    address = page.url
    for step in (page.go_back, page.go_back, page.go_forward):
        step()
        expect(page.locator(HEADING)).to_have_text(RECORDED)
    page.get_by_role("link", name="Trang của cuộc biểu quyết này").locator("visible=true").click()
    expect(page.locator(HEADING)).to_have_text(OPEN)
    page.go_back()
    expect(page.locator(HEADING)).to_have_text("Phiếu này có trong sổ phiếu")
    page.goto(address)
    page.reload()
    expect(page.locator(HEADING)).to_have_text("Phiếu này có trong sổ phiếu")
    page.go_back()
    assert server.ballots("DH-010") == [tracker]
    assert len(line.bodies(CAST)) == 1


def until(done: Callable[[], bool], page: Page) -> None:
    """Waits until it is so, ten seconds at most."""
    for _ in range(100):
        if done():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never came to that")
