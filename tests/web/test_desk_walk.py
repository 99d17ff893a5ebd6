"""From a bare installation along the law's road to a published result, by people who only press what they are offered.

A real gunicorn, a real browser for each person. Addresses come from paper alone: the operator's line, slips, cards.
Pages loaded, fields filled in, characters typed, passwords thought up and buttons pressed are counted and printed
(`-s`), setting the village up apart from the law's road: the numbers in the README.

People use what a page offers first. Whoever has a telephone has a lock on it, and is offered that; the administrator's
and the card authority's desktop computers have none, and are offered a password.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from manage.operator import run
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect
from screens.papers import PNG
from village.people import HEADER

from voting.ballots.credentials import format_card, parse_card
from voting.manage.server import ServerSettings, free_port, new_secret, running
from web.booth.test_voting import choose, recorded, send

pytestmark = pytest.mark.browser
MOST_PAGES_OF_SET_UP, MOST_PAGES_OF_THE_ROAD = 20, 28
"""Until a village is ready; from a proposal to its opened vote."""
MOST_PAGES_TO_OPEN = 55 // 2
"""Half of what setting a village up and opening its vote took before (issue 7, line 11), when no road led to a vote."""
MOST_PASSWORDS = 9 // 2
"""Half of what people, or the administrator for them, had to think up until then."""
S_A_PAGE, S_A_PRESS, S_A_CHARACTER = 20, 3, 0.6
"""How people's minutes are reckoned: to read a page, to find and press a button or a box, to type a character on a
phone. No clock is asked; reading a law, talking, waiting for others and the printer are not in it."""
TELEPHONE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
MOST_MINUTES_OF_SET_UP, MOST_MINUTES_OF_THE_ROAD = 14, 13
LIST = HEADER + "".join(f"DH-00{n};Hộ số {n};Người đại diện {n};Xóm Đông, số {n};091200000{n}\n" for n in range(1, 4))
HEAD, FRONT, TEAM = "Nguyễn Văn Hậu", "Lê Thị Mận", "Phạm Văn Đủ"
CARDS, BOARD, COMMUNE = "Trần Thị In", "Phạm Văn Giám", "Vũ Thị Ủy Ban"
COUNTING = ("Đỗ Văn Một", "Đỗ Văn Hai", "Đỗ Văn Ba")
PATIENCE_MS = 40_000


class Tally:
    """Pages that people loaded, fields that they filled in, characters and presses of that, by person."""

    def __init__(self) -> None:
        self.pages: Counter[str] = Counter()
        self.fields: Counter[str] = Counter()
        self.characters: Counter[str] = Counter()
        self.presses: Counter[str] = Counter()
        self.passwords: set[str] = set()
        """By whom one was thought up, from the beginning."""

    @property
    def minutes(self) -> float:
        """Of all people together."""
        pressed, typed = self.presses.total() * S_A_PRESS, self.characters.total() * S_A_CHARACTER
        return (self.pages.total() * S_A_PAGE + pressed + typed) / 60

    def said(self, until: str) -> str:
        """What was done since the last time this was asked."""
        counts = (self.pages, self.fields, self.characters, self.presses)
        pages, fields, characters, presses = (one.total() for one in counts)
        told = (
            f"{until}: {pages} pages, {fields} fields ({characters} characters), {presses} presses, {len(self.pages)} "
            f"people, about {self.minutes:.0f} minutes of all of them together"
        )
        for one in counts:
            one.clear()
        return told


class Person:
    """Somebody at their own device. They follow paper, press and type; they know no address."""

    def __init__(self, name: str, chromium: Browser, tally: Tally, *, on_desktop: bool = False) -> None:
        self.name, self._tally = name, tally
        self.context: BrowserContext = chromium.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("response", self._count)
        if not on_desktop:
            device = self.context.new_cdp_session(self.page)
            device.send("WebAuthn.enable")
            device.send("WebAuthn.addVirtualAuthenticator", {"options": TELEPHONE})

    def _count(self, answer: Response) -> None:
        asked = answer.request
        if asked.is_navigation_request() and asked.frame == self.page.main_frame and not 300 <= answer.status < 400:
            assert answer.status == 200, (self.name, answer.url, answer.status)
            self._tally.pages[self.name] += 1

    def follows(self, paper: str) -> None:
        """What is scanned or clicked from paper or a message."""
        self.page.goto(paper)

    def comes_in(self, slip: str) -> None:
        """Uses an invitation, as its page offers first; then they are before what waits, or at their desk."""
        self.follows(slip)
        password = self.page.locator("[name=password]")
        said = self.page.get_by_text("Ở máy này ông/bà đăng nhập bằng mật khẩu.")
        expect(said.or_(self.page.locator("details:not([open])"))).to_be_visible()  # the page has made up its mind
        if password.is_visible():
            self._tally.passwords.add(self.name)
            self.types("[name=password]", f"mật khẩu của {self.name}")
            self.presses("Đặt mật khẩu và vào làm việc")
            self.reads("Đã đặt mật khẩu")
        else:
            self._clicks(self.page.locator("main button:visible").first)
            self.reads("Lần sau ông/bà đăng nhập bằng vân tay, khuôn mặt hoặc mã khóa của máy này.")

    def to_desk(self) -> None:
        self._clicks(self.page.get_by_role("link", name="Bàn làm việc", exact=True))
        self.reads("Việc đang chờ ông/bà")

    def does(self, kind: str) -> None:
        """Presses the button of what waits."""
        self._clicks(self.page.locator(f'[data-task="{kind}"] .button'))

    def waits_for(self) -> list[str]:
        return self.page.locator("[data-task]").evaluate_all("all => all.map(one => one.dataset.task)")

    def goes_on(self, words: str) -> None:
        """Presses what the matter's page offers next."""
        self._clicks(self.page.locator(".task .button", has_text=words).first)

    def chooses(self, words: str) -> None:
        """Follows a link that the page offers."""
        self._clicks(self.page.locator("main").get_by_role("link", name=words, exact=True))

    def _clicks(self, where: Locator) -> None:
        self._tally.presses[self.name] += 1
        where.click()

    def ticks(self, where: str) -> None:
        self._tally.fields[self.name] += 1
        self._tally.presses[self.name] += 1
        self.page.locator(where).check()

    def hands_in(self, where: str = "input[type=file]") -> None:
        """A photograph of a paper that was received and dated."""
        self._tally.fields[self.name] += 1
        self._tally.presses[self.name] += 2  # the field, then the photograph
        photo = {"name": "da-nhan.png", "mimeType": "image/png", "buffer": PNG}
        self.page.locator(where).set_input_files(photo)

    def types(self, where: str, words: str) -> None:
        self._tally.fields[self.name] += 1
        self._tally.presses[self.name] += 1
        self._tally.characters[self.name] += len(words)
        self.page.locator(where).fill(words)

    def presses(self, words: str) -> None:
        self._clicks(self.page.get_by_role("button", name=words))

    def reads(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=PATIENCE_MS)


@pytest.fixture
def paper(tmp_path: Path, bundle: dict[str, dict[str, str]]) -> Iterator[str]:
    """The line that the operator hands to the administrator, of a bare installation that is being served."""
    assert "booth.js" in bundle
    port = free_port()
    served = ServerSettings(
        database_url=f"sqlite:///{tmp_path}/dinh.sqlite", data_folder=tmp_path / "data", secret_key=new_secret(),
        public_url=f"http://localhost:{port}", listen=f"localhost:{port}",
    )  # fmt: skip
    settings = {
        "DATABASE_URL": served.database_url, "DATA_FOLDER": str(served.data_folder), "SECRET_KEY": served.secret_key,
        "PUBLIC_URL": served.public_url,
    }  # fmt: skip
    assert run("migrate", settings=settings).returncode == 0
    made = run("create-commune", "xa-moi", "Xã Mới", settings=settings)
    (line,) = re.findall(r"https?://\S+/loi-moi/\S+", made.stdout)
    with running(served, tmp_path / "server.log"):
        yield line


def founds_the_village(admin: Person, paper: str) -> dict[str, str]:
    """Everybody's slip, by name."""
    admin.comes_in(paper)
    admin.reads("Lập thôn nào?")
    admin.types("[name=name]", "Đông Hòa")
    people = {"head": HEAD, "front": FRONT, "team": TEAM, "cards": CARDS, "board": BOARD}
    for field, names in {**people, "counting": "\n".join(COUNTING)}.items():
        admin.types(f"[name={field}]", names)
    admin.types("[name=ring_phone]", "0912 345 678")
    admin.presses("Lập thôn và lời mời")
    slips = admin.page.locator("[data-login]")
    expect(slips).to_have_count(8)
    links = {one.locator("h2").inner_text(): one.locator("a").get_attribute("href") or "" for one in slips.all()}
    assert set(links) == {HEAD, FRONT, TEAM, CARDS, BOARD, *COUNTING}
    return links


def brings_the_list(head: Person) -> None:
    head.page.locator("input[type=file]").set_input_files(
        {"name": "ho.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    )
    head.presses("Đọc tệp và xem trước")
    head.presses("Nhập 3 hộ")
    head.reads("Đã nhập danh sách: 3 hộ")
    head.reads("Ông/bà không phải làm gì lúc này.")
    for name in (CARDS, *COUNTING):
        head.reads(name)  # awaited


def makes_the_cards(authority: Person) -> list[str]:
    """What the square code on each card says."""
    authority.presses("Làm 3 thẻ")
    expect(authority.page.get_by_role("button", name="In thẻ")).to_be_visible()
    codes = [parse_card(code) for code in authority.page.locator(".card-code").all_inner_texts()]
    assert len(codes) == 3
    ending = "".join(filter(str.isalnum, format_card(codes[-1])))[-6:]
    authority.types("[data-ending]", ending)
    authority.presses("Đã in đủ")
    authority.reads("3 thẻ đã có hiệu lực")
    at = authority.page.url.split("/quan-ly/")[0]
    return [f"{at}/the#dong-hoa.{code}" for code in codes]


def makes_a_key(member: Person) -> tuple[str, str]:
    """The two lines that the member has written down; then the page waits for the others."""
    member.presses("Tạo thẻ kiểm phiếu")  # which is there once its script is
    expect(member.page.locator("[data-paper]")).to_have_count(2)
    paper = member.page.locator("[data-paper]").first
    seed, code = (paper.locator(f'[data-slot="{name}"]').inner_text() for name in ("seed", "book-code"))
    member.presses("Tôi đã có hai bản")
    types_the_paper(member, seed, code)
    member.presses("Làm tiếp")
    member.reads("Ai đang ở đây")
    return seed, code


def reads_the_digits_aloud(members: Sequence[Person]) -> None:
    """All pages are open, and have made one key by themselves."""
    digits = set()
    for member in members:
        shown = member.page.locator("[data-slot=fingerprint]")
        expect(shown).to_be_visible(timeout=PATIENCE_MS)
        digits.add(shown.inner_text())
    assert len(digits) == 1
    for member in members:
        member.presses("Các số giống nhau")
        member.reads("Thẻ kiểm phiếu đã tạo xong")


def types_the_paper(member: Person, seed: str, code: str) -> None:
    member.types('[data-field="seed"]', seed)
    member.types('[data-field="code"]', code)


def proposes(head: Person) -> None:
    """A matter of clause 6, by the law's five questions; the head agrees to an online vote."""
    head.to_desk()
    assert head.waits_for() == ["propose"]
    head.does("propose")
    head.types("[name=title]", "Lịch dùng nhà văn hóa")
    head.types("[name=description]", "Ai đề xuất: Chi hội Phụ nữ.")
    head.types("[name=questions]", "Dùng nhà văn hóa theo lịch mới?")
    head.presses("Ghi đề xuất")
    for number in range(1, 6):
        head.reads(f"Câu {number} trong 5")
        head.presses("Không")
    head.reads("Ông/bà thống nhất biểu quyết trực tuyến?")
    head.presses("Ghi xếp loại, và tôi thống nhất")
    head.reads("Trưởng ban công tác Mặt trận")  # awaited


def agrees(front: Person) -> None:
    """The only thing that waits: they stand before it as they come in."""
    front.presses("Tôi thống nhất")
    front.reads("Ông/bà không phải làm gì lúc này.")


def reports_and_appoints(head: Person) -> None:
    """To both bodies of the commune, on paper; then the team."""
    head.to_desk()
    assert head.waits_for() == ["inform"]
    head.does("inform")
    head.ticks("[name=to][value=commune]")
    head.hands_in()
    head.presses("Ghi đã báo cáo")
    head.hands_in()
    head.presses("Ghi đã báo cáo")
    expect(head.page.locator('[name="members-0-name"]')).to_have_value(FRONT)
    expect(head.page.locator('[name="members-1-name"]')).to_have_value(TEAM)
    expect(head.page.locator('[name="members-0-front"]')).to_be_checked()
    expect(head.page.locator('[name=leader][value="1"]')).to_be_checked()
    head.types('[name="members-2-name"]', "Đỗ Thị Lan")
    for box in ("members-1-village", "members-1-households", "members-2-it"):
        head.ticks(f"[name={box}]")
    head.presses("Lập Tổ lấy ý kiến")
    head.reads("Đã ghi.")


def asks_the_households(team: Person) -> None:
    team.presses("Chốt danh sách")
    team.goes_on("Ghi kết quả hỏi")
    team.ticks("[name=way][value=group]")
    team.types("[name=in_favour]", "3")
    team.types("[name=against]", "0")
    team.hands_in()
    team.presses("Ghi kết quả hỏi")
    team.reads("Ông/bà không phải làm gì lúc này.")


def opens_a_vote(head: Person) -> None:
    head.to_desk()
    assert head.waits_for() == ["announce"]
    head.does("announce")
    head.ticks("[name=opens][value=now]")
    expect(head.page.locator("[name=helper]")).to_have_value(HEAD)
    head.presses("Xem lại trước khi mở")
    head.presses("Mở cuộc biểu quyết")
    head.reads("0/3 hộ đã gửi phiếu")


def invites_the_commune(admin: Person) -> str:
    """The slip of an official of the commune, who is to see what the villages do."""
    admin.to_desk()
    admin.chooses("Cán bộ và các thôn của xã")
    admin.chooses("Thêm một cán bộ")
    admin.types("[name=name]", COMMUNE)
    admin.page.locator("[name=village]").select_option("*")
    admin.ticks('[name=grants][value="commune"]')
    admin.presses("Lập tài khoản")
    slip = admin.page.locator("[data-login]", has_text=COMMUNE)
    return slip.locator("a").get_attribute("href") or ""


def receives(commune: Person) -> None:
    """The result, the first of two things that wait (what hangs for good is the other); then all villages."""
    assert commune.waits_for() == ["receive-result", "post-for-good"]
    commune.does("receive-result")
    commune.reads("Xã đã nhận kết quả?")
    commune.ticks("[name=to][value=commune]")
    commune.presses("Đã nhận kết quả")
    commune.to_desk()
    commune.chooses("Các thôn đang đến đâu?")
    commune.reads("Lịch dùng nhà văn hóa")


def publishes(head: Person, team: Person, commune: Person, slip: str) -> None:
    """The team's minutes, the decision, both bodies of the commune, the notice board."""
    team.to_desk()
    assert team.waits_for() == ["minute", "tell-result"]
    team.does("minute")
    team.presses("Lập biên bản")
    head.to_desk()
    assert head.waits_for() == ["resolve", "tell-result"]
    head.does("resolve")
    head.presses("Lập biên bản kết quả")
    head.to_desk()
    assert head.waits_for() == ["publish", "send", "carry-out", "tell-result"]
    commune.comes_in(slip)
    receives(commune)
    head.to_desk()
    head.does("send")  # to the commune's Front, which has no account: on paper
    head.hands_in()
    head.presses("Ghi đã gửi")
    head.goes_on("Ghi đã niêm yết")
    head.presses("Ghi đã niêm yết")
    head.to_desk()
    assert head.waits_for() == ["carry-out"]


def abolishes(commune: Person, head: Person, front: Person) -> None:
    """The commune abolishes the decision; that is the head's next act and the Front's, until one of them has told."""
    commune.to_desk()
    commune.chooses("Các thôn đang đến đâu?")
    commune.chooses("Lịch dùng nhà văn hóa")
    commune.chooses("Ghi quyết định của xã")
    commune.ticks("[name=ending][value=abolished]")
    commune.types("[name=reason]", "Quyết định số 12, trái Luật.")
    commune.hands_in()
    commune.presses("Ghi quyết định của xã")
    commune.reads("Đã ghi.")
    for one, waits in ((front, ["tell-ended"]), (head, ["tell-ended", "propose"])):
        one.to_desk()
        assert one.waits_for() == waits
        one.reads("Báo bà con: xã đã dừng quyết định này")
    head.does("tell-ended")
    head.reads("Quyết định số 12, trái Luật.")
    head.reads("Văn bản của xã")
    head.presses("Đăng tin")
    head.reads("Ủy ban nhân dân xã đã bãi bỏ quyết định “Lịch dùng nhà văn hóa”. Lý do: Quyết định số 12, trái Luật.")
    for one in (front, head):
        one.to_desk()
        assert "tell-ended" not in one.waits_for()


def votes(household: Page, card: str, answer: str) -> None:
    household.goto(card)
    choose(household, answer)
    send(household)
    recorded(household)


def opens_their_part(member: Person, seed: str, code: str) -> None:
    member.to_desk()
    assert member.waits_for() == ["count"]
    member.does("count")
    expect(member.page.locator(".count-figure")).to_contain_text(re.compile(r"3\s+hộ"), timeout=PATIENCE_MS)
    types_the_paper(member, seed, code)
    member.presses("Mở phần của tôi")
    expect(member.page.get_by_role("link", name="Xem trang kết quả")).to_be_visible(timeout=PATIENCE_MS)


def counts(head: Person, members: dict[str, Person], papers: dict[str, tuple[str, str]]) -> None:
    head.to_desk()
    assert head.waits_for() == ["close-early"]
    head.does("close-early")
    head.presses("Đóng sớm")
    head.reads("0/2 phần")
    for name, member in list(members.items())[:2]:
        opens_their_part(member, *papers[name])


@pytest.mark.timeout(900)
def test_from_nothing_to_a_result_everybody_finds_the_next_act_on_their_desk(
    chromium: Browser, paper: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tally, said = Tally(), []
    head, front, team, board = (Person(name, chromium, tally) for name in (HEAD, FRONT, TEAM, BOARD))
    admin, authority = (Person(name, chromium, tally, on_desktop=True) for name in ("Quản trị", CARDS))
    members = {name: Person(name, chromium, tally) for name in COUNTING}
    slips = founds_the_village(admin, paper)
    head.comes_in(slips[HEAD])
    brings_the_list(head)
    authority.comes_in(slips[CARDS])
    cards = makes_the_cards(authority)
    papers = {}
    for name, member in members.items():
        member.comes_in(slips[name])
        papers[name] = makes_a_key(member)
    reads_the_digits_aloud(list(members.values()))
    set_up = tally.pages.total()
    assert set_up <= MOST_PAGES_OF_SET_UP, tally.pages
    assert tally.minutes <= MOST_MINUTES_OF_SET_UP, tally.said("set-up")
    said.append(tally.said("set-up, until the village is ready"))

    proposes(head)
    front.comes_in(slips[FRONT])
    agrees(front)
    reports_and_appoints(head)
    team.comes_in(slips[TEAM])
    asks_the_households(team)
    road = tally.pages.total()
    opens_a_vote(head)
    assert tally.pages.total() <= MOST_PAGES_OF_THE_ROAD, tally.pages
    assert set_up + tally.pages.total() - road <= MOST_PAGES_TO_OPEN, "setting up and opening, but for the law's road"
    assert tally.minutes <= MOST_MINUTES_OF_THE_ROAD, tally.said("the road")
    assert len(tally.passwords) <= MOST_PASSWORDS, tally.passwords
    said.append(tally.said("the law's road to an open vote") + f", {len(tally.passwords)} passwords until then")

    for card, answer in zip(cards, ("Đồng ý", "Đồng ý", "Không đồng ý"), strict=True):
        context = chromium.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        votes(context.new_page(), card, answer)
        context.close()
    counts(head, members, papers)
    said.append(tally.said("closing and counting"))

    commune = Person(COMMUNE, chromium, tally)
    publishes(head, team, commune, invites_the_commune(admin))
    said.append(tally.said("the law's road to a result that is posted and sent"))
    board.comes_in(slips[BOARD])
    board.to_desk()
    assert board.waits_for() == ["check-result"]
    board.does("check-result")
    board.reads("Lịch dùng nhà văn hóa")
    said.append(tally.said("the board's check"))
    abolishes(commune, head, front)
    said.append(tally.said("the commune abolishes it, the people are told"))
    with capsys.disabled():
        print("\nfrom a bare installation to a result, page loads and fields:", *said, sep="\n  ")
