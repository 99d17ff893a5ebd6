"""Those who look, each in the way and with the things that they have; what they read, and whether it is an alarm."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path
from shutil import copytree

from fixtures.browser import PHONE
from playwright.sync_api import Browser, Page, expect
from village.life import TITLE, Village
from village.people import MEMBERS
from web.booth.test_check_this_machine import open_it, scan, seal_first
from web.booth.test_officials_browsers import sign_in
from web.booth.test_voting import choose

from cheats.evening import CLOSED, DECIDED, OPEN, Evening, Play, look
from cheats.front import Front
from voting.verifier.commands import run_command
from voting.verifier.evidence import GivenReceipt, Trusted
from voting.verifier.fetching import fetch
from voting.verifier.inputs import read_input
from voting.verifier.limits import INPUT_MAX_BYTES
from voting.verifier.served_scripts import AGENTS
from voting.verifier.verification import verify
from voting.verifier.watching import STILL_AWAITED
from voting.web.speech.trackers import to_address

VISIBLE = "h1:visible"
SHUT_OUT = "nên chưa gửi phiếu được"


@dataclass(frozen=True)
class Seen:
    """What somebody read, and whether it tells them that something is wrong."""

    alarm: bool
    said: str


@dataclass
class Scene:
    """A play on stage: served, with what people hold."""

    name: str
    play: Play
    front: Front
    evening: Evening
    chromium: Callable[[], Browser]

    @property
    def village(self) -> Village:
        return self.play.village

    @property
    def address(self) -> str:
        return f"{self.village.address}/bieu-quyet/{self.play.vote}"

    @contextmanager
    def phone(self, who: str, **options: object) -> Iterator[Page]:
        """A phone of its own; a picture of what it shows in the end, where those are wanted."""
        context = self.chromium().new_context(**PHONE, **options)
        page = context.new_page()
        yield page
        if folder := os.environ.get("SCREENS"):
            page.screenshot(path=Path(folder) / f"cheat-{self.name}-{who}-360.png", full_page=True)
        context.close()


def _text(page: Page) -> str:
    return page.locator("main").inner_text().replace("\u00a0", " ")  # as it is read


# with the verifier's programs


def verifier(scene: Scene, trusted: Trusted = Trusted()) -> Seen:  # noqa: B008 - frozen
    """Anybody, with the address alone; signatures that are still awaited are no alarm."""
    report = verify(read_input(scene.address), trusted=trusted, now=scene.village.clock.now)
    wrong = [one for one in report.failures if one.error not in STILL_AWAITED]
    return Seen(bool(wrong), "\n".join(report.lines("vi")))


def household_proof(scene: Scene) -> Seen:
    """A household gives the receipt that it kept to somebody with the program."""
    return verifier(scene, Trusted(receipts=(GivenReceipt("bien-nhan.tlog-proof", scene.evening.receipt),)))


def register_holder(scene: Scene) -> Seen:
    """The board has the card register as it was before the vote."""
    return verifier(scene, Trusted(register=scene.evening.register))


def _run(command: str, *given: str, scene: Scene) -> Seen:
    said = StringIO()
    with redirect_stdout(said):
        status = run_command(command, given, scene.village.clock.now)
    assert status in {0, 1}, said.getvalue()
    return Seen(status == 1, said.getvalue())


def watcher(scene: Scene) -> Seen:
    """Somebody follows the vote, and has seen it two hours after it was opened."""
    kept = copytree(scene.play.kept or scene.evening.kept, scene.evening.place() / "kept")
    given = ("--keep", str(kept), "--vkey", scene.village.vkey, "--rounds", "1", "--processes", "1")
    return _run("watch", scene.address, *given, scene=scene)


def kept_bundle(scene: Scene) -> Seen:
    """Somebody has kept what was shown then."""
    return _run("diff", str(scene.evening.kept / "kept"), scene.address, scene=scene)


def phones_against_board(scene: Scene) -> Seen:
    """What a phone gets, and what the board's program gets, side by side."""
    place, address = scene.evening.place(), f"{scene.village.address}/api/v1/votes/{scene.play.vote}/bundle.zip"
    (place / "board.zip").write_bytes(fetch(address, INPUT_MAX_BYTES))
    (place / "phone.zip").write_bytes(fetch(address, INPUT_MAX_BYTES, AGENTS["Android"]))
    return _run("diff", str(place / "board.zip"), str(place / "phone.zip"), scene=scene)


def board(scene: Scene) -> Seen:
    """With the memory of what it signed before."""
    saw, said = scene.play.saw, StringIO()
    laptop = scene.evening.laptop(saw if isinstance(saw, str) else "voted")
    if isinstance(saw, Path):
        laptop.folder = saw
    with redirect_stdout(said):
        status = look(laptop, scene.village, scene.village.clock.now)
    assert status in {0, 1}, said.getvalue()
    return Seen(status == 1, said.getvalue())


# in a browser


def result_check(scene: Scene) -> Seen:
    """“Kiểm tra kết quả này”, on anybody's phone."""
    with scene.phone("kiem-tra-ket-qua") as page:
        page.goto(f"{scene.address}/kiem-tra#kiem-tra")
        page.locator("[role=alert]:visible, [data-slot=done]:visible").first.wait_for()
        return Seen(page.locator("[role=alert]:visible").count() > 0, _text(page))


def result_page(scene: Scene) -> Seen:
    """After the board has looked, and signed: has anybody confirmed the result?"""
    assert not board(scene).alarm
    with scene.phone("trang-ket-qua") as page:
        page.goto(scene.address)
        said = _text(page)
        return Seen("chưa xác nhận" in said, said)


def result_page_reader(scene: Scene) -> Seen:
    """Who knows that there are six households reads how many there are said to be."""
    with scene.phone("nguoi-doc") as page:
        page.goto(scene.address)
        said = _text(page)
        return Seen("/6 hộ" not in said, said)


def receipt_page(name: str, scene: Scene) -> Seen:
    """The page of a ballot, as its household's confirmation links to it."""
    with scene.phone("trang-cua-phieu") as page:
        page.goto(f"{scene.village.address}/phieu/{to_address(scene.evening.tracker(name))}")
        expect(page.locator(VISIBLE)).to_be_visible()
        if page.locator("[data-slot=verdict]").count():
            expect(page.locator("[data-slot=verdict]")).to_contain_text(re.compile("Máy này đã tự kiểm|Lỗi"))
        said = _text(page)
        return Seen("Đây là phiếu đang được tính của hộ." not in said or "Lỗi" in said, said)


def card(household: str, who: str, scene: Scene, **options: object) -> Seen:
    """A household scans its card."""
    with scene.phone(who, **options) as page:
        page.goto(scene.village.card(household))
        expect(page.locator(VISIBLE)).to_have_text(re.compile(f"{TITLE}|Thẻ của hộ {household}"))
        said = _text(page)
        return Seen(SHUT_OUT in said, said)


def second_phone(scene: Scene) -> Seen:
    """A household has its ballot opened instead of sending it, and looks with another phone at what was sealed."""
    with scene.phone("may-zalo-niem-phong", user_agent=AGENTS["Zalo"]) as page, scene.phone("may-thu-hai") as other:
        page.goto(scene.village.card("DH-006"))
        choose(page, "Đồng ý")
        seal_first(page)
        scan(other, scene.village, open_it(page))
        expect(other.locator("[data-verdict]:visible")).to_be_visible()
        return Seen(other.locator("[data-verdict=wrong]:visible").count() > 0, _text(other))


def counting_member(scene: Scene) -> Seen:
    """Opens the page of counting day."""
    with scene.phone("thanh-vien-kiem-phieu") as page:
        return _counts(page, scene)


def counting_member_again(scene: Scene) -> Seen:
    """Looks at what is to be opened, and is asked once more on another day."""
    with scene.phone("thanh-vien-kiem-phieu") as page:
        assert not _counts(page, scene).alarm
        if scene.front.other:
            scene.front.own = scene.front.others
        page.context.clear_cookies()
        return _counts(page, scene)


def _counts(page: Page, scene: Scene) -> Seen:
    sign_in(page, scene.village, MEMBERS[0])
    page.goto(f"{scene.village.address}/mo-phieu/{scene.play.vote}")
    page.locator("[data-step=seed]:visible, [data-slot=refusal]:visible").first.wait_for()
    return Seen(page.locator("[data-slot=refusal]:visible").count() > 0, _text(page))


@dataclass(frozen=True)
class Observer:
    """`stage` is when they look; `browser` whether they need one."""

    look: Callable[[Scene], Seen]
    stage: str = DECIDED
    browser: bool = True


OBSERVERS = {
    "verifier": Observer(verifier, browser=False),
    "household-proof": Observer(household_proof, browser=False),
    "register-holder": Observer(register_holder, browser=False),
    "watcher": Observer(watcher, browser=False),
    "kept-bundle": Observer(kept_bundle, browser=False),
    "phones-against-board": Observer(phones_against_board, browser=False),
    "board": Observer(board, browser=False),
    "result-check": Observer(result_check),
    "result-page": Observer(result_page),
    "result-page-reader": Observer(result_page_reader),
    "household-receipt-page": Observer(partial(receipt_page, "dropped")),
    "household-second-receipt": Observer(partial(receipt_page, "second")),
    "household-left-out": Observer(partial(card, "DH-006", "ho-bi-gat"), OPEN),
    "second-phone": Observer(second_phone, OPEN),
    "phone-with-that-script": Observer(partial(card, "DH-006", "may-zalo", user_agent=AGENTS["Zalo"]), OPEN),
    "counting-member": Observer(counting_member, CLOSED),
    "counting-member-again": Observer(counting_member_again, CLOSED),
}
