"""People who walk the road of a matter in the browser: each presses and types what the pages offer, and nothing else.

A real gunicorn with the village's own clock, so that days pass. `SCREENS=var/screens` keeps a picture of every page
they see, on the phone and on a wide screen; `PAPERS=var/papers` every paper of the matter as PDF.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fixtures.browser import PATIENCE_MS, PHONE
from playwright.sync_api import Browser, Locator, Page, expect
from screens.papers import PNG
from village.behind_gunicorn import gunicorn_at
from village.clock import TowerClock
from village.life import NO, OTHER, YES, Village
from village.people import PASSWORD, VILLAGE
from village.states import settled

from voting.record.subject_kinds import NO as AGAINST
from voting.record.subject_kinds import YES as IN_FAVOUR
from web.booth.test_voting import choose, recorded, send

PHOTO = {"name": "giay-da-nhan.png", "mimeType": "image/png", "buffer": PNG}
TEAM = (("Lê Thị Mận", "front"), ("Phạm Văn Đủ", "village", "households"), ("Đỗ Thị Lan", "it"))
WIDE = {"width": 1280, "height": 800}
PAPERS = [
    "Đề xuất", "Bản xếp loại việc", "Biên bản thống nhất",
    "Báo cáo xã trước khi biểu quyết, gửi Ủy ban nhân dân xã",
    "Báo cáo xã trước khi biểu quyết, gửi Ủy ban Mặt trận Tổ quốc xã",
    "Quyết định lập Tổ lấy ý kiến", "Biên bản chốt danh sách hộ", "Biên bản hỏi hình thức", "Thông báo biểu quyết",
    "Biên bản của Tổ lấy ý kiến", "Bản chụp kết quả", "Biên bản kết quả (Mẫu số 03)", "Niêm yết kết quả",
    "Công văn gửi kết quả, gửi Ủy ban nhân dân xã", "Công văn gửi kết quả, gửi Ủy ban Mặt trận Tổ quốc xã",
]  # fmt: skip
"""What the road leaves until the commune has the result, for everybody to read."""
OFFICIALS = ("head", "front", "commune", "team")


@dataclass
class Album:
    """Pictures of one walk in the order in which its people saw the pages."""

    walk: str
    shots: int = 0

    def take(self, page: Page, who: str) -> None:
        """The page on the phone and on a wide screen, where pictures are wanted."""
        if not (folder := os.environ.get("SCREENS")):
            return
        self.shots += 1
        for size in (WIDE, PHONE["viewport"]):  # on the phone last, as it was
            page.set_viewport_size(size)
            name = f"walk-{self.walk}-{self.shots:03}-{who}-{size['width']}.png"
            page.screenshot(path=Path(folder) / name, full_page=True)


class Person:
    """Somebody with a phone. They begin at their desk, and press and type what the pages offer."""

    def __init__(self, chromium: Browser, village: Village, login: str, album: Album, **options: object) -> None:
        self.login, self._village, self._album = login, village, album
        self.page: Page = chromium.new_context(**{**PHONE, **options}).new_page()
        self.page.set_default_timeout(PATIENCE_MS)

    def opens(self, path: str) -> None:
        """A page, signing in where the session is over."""
        self.page.goto(self._village.address + path)
        if self.login and self.page.locator("[name=password]").count():
            self.page.locator("[name=login]").fill(self.login)
            self.page.locator("[name=password]").fill(PASSWORD)
            self.page.locator("main form [type=submit]").click()
            self.page.wait_for_url(lambda url: "dang-nhap" not in url)

    def begins(self, title: str, asked: str, heading: str = "") -> None:
        """Presses what waits for them in this matter, on their desk; its page asks the same, or has its own heading."""
        self.opens("/ban-lam-viec")
        due = self.page.locator("[data-task]").filter(has_text=title)
        due.filter(has_text=asked).locator(".button").click()
        self.reads_heading(heading or asked)

    def reads_heading(self, words: str) -> None:
        expect(self.page.locator("h1")).to_have_text(re.compile(re.escape(words)))
        self.looks()

    def reads(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def fills(self, **fields: str) -> None:
        for name, words in fields.items():
            self.page.locator(f"[name={name}]").fill(words)

    def picks(self, words: str) -> None:
        self.page.get_by_label(words, exact=True).check()

    def shows_paper(self) -> None:
        self.page.locator("[name=proof]").set_input_files(PHOTO)

    def presses(self, words: str) -> None:
        self.looks()
        self.button(words).click()
        self.page.wait_for_load_state()
        self.looks()

    def follows(self, words: str) -> None:
        self.page.locator("main").get_by_role("link", name=words).first.click()

    def button(self, words: str) -> Locator:
        return self.page.locator("main").get_by_role("button", name=words, exact=True)

    def looks(self) -> None:
        """No page is wider than the phone; a picture of it where those are wanted."""
        assert self.page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"], self.page.url
        self._album.take(self.page, self.login.removeprefix("vai.") or "ba-con")


@dataclass
class Company:
    """A village with its people; `needed` of its `households` decide."""

    village: Village
    album: Album
    households: int
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def needed(self) -> int:
        """More than half of all households."""
        return self.households // 2 + 1

    @property
    def officials(self) -> tuple[Person, ...]:
        """Head, Front, commune, team."""
        return tuple(self.people[role] for role in OFFICIALS)

    def __getitem__(self, who: str) -> Person:
        return self.people[who]


@contextmanager
def company(walk: str, chromium: Browser, folder: Path, roll: str | Path) -> Iterator[Company]:
    """A village with cards and a counting committee, and no matter yet; a household without account, a reader without
    scripts.
    """
    made = settled(folder, TowerClock(folder / "clock"), roll=roll)
    with gunicorn_at(made) as village:
        found = Company(village, Album(walk), len(village.phones))
        logins = {**{role: f"vai.{role}" for role in OFFICIALS}, "household": "", "reader": ""}
        for who, login in logins.items():
            options = {"java_script_enabled": False} if who == "reader" else {}
            found.people[who] = Person(chromium, village, login, found.album, **options)
        yield found
        for person in found.people.values():
            person.page.context.close()
    made.services.close()


def proposes(head: Person, title: str, description: str, question: str) -> None:
    """Up to the button that records it."""
    head.opens(f"/quan-ly/{VILLAGE}/viec")
    head.follows("Đề xuất một việc")
    head.reads_heading("Đề xuất việc gì?")
    head.fills(title=title, description=description, questions=question)


def classifies(head: Person, *answers: str) -> None:
    """They stand before it; one question a page; neither answer is more of a button than the other."""
    for number, answer in enumerate(answers, 1):
        head.reads(f"Câu {number} trong {len(answers)}")
        assert head.page.locator("main button.plain").count() == 2
        head.presses(answer)
    head.reads_heading("Việc này đi đường nào?")


def agrees(who: Person, title: str) -> None:
    who.begins(title, "Ông/bà thống nhất biểu quyết trực tuyến?")
    who.presses("Tôi thống nhất")


def hands_over(head: Person, title: str, heading: str, act: str) -> None:
    """On paper to the commune Front, the only one left: it is chosen already."""
    head.begins(title, heading)
    expect(head.page.get_by_label("Mặt trận xã")).to_be_checked()
    head.shows_paper()
    head.presses(act)


def receives(commune: Person, title: str, heading: str, act: str) -> None:
    commune.begins(title, heading)
    assert commune.page.locator("[type=radio]:checked").count() == 0
    commune.picks("Ủy ban nhân dân xã")
    commune.presses(act)


def appoints(head: Person, title: str) -> None:
    head.begins(title, "Ai ở trong Tổ lấy ý kiến?")
    head.presses("Lập Tổ lấy ý kiến")
    head.reads("Hãy điền họ tên người thứ 3.")
    for number, (name, *kinds) in enumerate(TEAM):
        head.page.locator(f"[name=members-{number}-name]").fill(name)
        for kind in kinds:
            head.page.locator(f"[name=members-{number}-{kind}]").check()
    head.page.locator("[name=leader][value='1']").check()
    head.presses("Lập Tổ lấy ý kiến")
    head.reads("Quyết định lập Tổ lấy ý kiến")


def settles(team: Person, title: str, households: int) -> None:
    team.begins(title, "Danh sách hộ của thôn đúng và đủ?")
    team.reads(f"{households} hộ")
    team.presses("Chốt danh sách")


def types_the_form(team: Person, title: str, needed: int) -> None:
    """As it was asked in the village's group, with a picture of it."""
    team.begins(title, "Bao nhiêu hộ muốn biểu quyết trực tuyến?")
    team.reads(f"Cần từ {needed} hộ đồng ý")
    team.picks("Trong nhóm mạng xã hội của thôn")
    team.fills(in_favour=str(needed + 4), against="4")
    team.shows_paper()
    team.presses("Ghi kết quả hỏi")


def speaks(company: Company, household: str, answer: str) -> None:
    """One household answers on its phone what is asked under its card; the card's own page leads there."""
    page = company["household"].page
    page.goto(company.village.card(household))
    page.get_by_role("button", name="Sang trang ý kiến").click()
    page.get_by_text(answer, exact=True).locator("visible=true").click()
    company["household"].looks()
    page.get_by_role("button", name="Ký bằng thẻ và gửi").click()
    expect(page.locator("h1:visible")).to_have_text("Ý kiến đã được ghi")
    company["household"].looks()


def all_speak(company: Company, subject: str, in_favour: int, against: int = 0) -> None:
    """So many other households do the same, with phones made of software."""
    statements = company.village.services.statements
    terms = statements.get(subject).terms
    said = [IN_FAVOUR] * in_favour + [AGAINST] * against
    for phone, value in zip(company.village.phones.values(), said, strict=False):
        statements.take(subject, phone.letter(terms, value, 1, ""))


def asks_the_form_by_card(company: Company, title: str) -> None:
    """Days pass until nobody can answer any more; then the numbers are those of the book."""
    team, village = company["team"], company.village
    team.begins(title, "Bao nhiêu hộ muốn biểu quyết trực tuyến?")
    team.follows("Thôi, quay lại")
    team.follows("Bắt đầu hỏi các hộ")
    team.reads_heading("Hỏi các hộ bằng thẻ?")
    team.presses("Bắt đầu hỏi các hộ")
    speaks(company, list(village.phones)[-1], "Đồng ý biểu quyết trực tuyến")
    all_speak(company, subject_of(company, title), company.needed - 1, 9)
    village.clock.move(days=7, hours=12)
    village.services.chores.run()  # what the timer does each minute
    team.begins(title, "Ghi kết quả hỏi bằng thẻ?")
    team.presses("Ghi kết quả hỏi")


def subject_of(company: Company, title: str) -> str:
    """What households are asked of this matter now."""
    matters = company.village.services.matters
    (found,) = [one for one in matters.page(VILLAGE, 1) if one.title == title]
    return matters.get(found.id).asked.subject


def announces(head: Person, title: str) -> None:
    """The times are there already: two days of notice, three days of voting until the evening."""
    head.begins(title, "Ra thông báo và mở biểu quyết?", "Các hộ biểu quyết việc gì?")
    expect(head.page.locator("[name=title]")).to_have_value(title)
    expect(head.page.locator("[name=opens][value=later]")).to_be_checked()
    expect(head.page.locator("[name=closes_at]")).to_have_value("20:00")
    head.fills(helper="Bà Lê Thị Mận", phone="0912 345 678")
    head.presses("Xem lại trước khi mở")
    head.follows("Xem trước thông báo (bản dự thảo)")
    expect(head.page.locator(".draft")).to_have_text("DỰ THẢO")
    expect(head.page.locator("body")).to_contain_text("Cần giúp, xin gọi: Bà Lê Thị Mận, điện thoại 0912 345 678.")
    head.page.go_back()
    head.presses("Mở cuộc biểu quyết")


def tells(head: Person, title: str) -> None:
    head.opens(f"/quan-ly/{VILLAGE}/viec")
    head.follows(title)
    head.reads("Ông/bà không phải làm gì lúc này.")
    head.follows("Lời đọc loa, tin nhắn Zalo, áp phích")
    head.reads_heading("Báo cho bà con thế nào?")
    head.reads("Cần giúp, xin gọi Bà Lê Thị Mận, điện thoại 0912 345 678.")


def prepares(company: Company, title: str, *, by_card: bool = False) -> None:
    """From the agreement of two to the notice and what is said of it."""
    head, front, commune, team = company.officials
    agrees(head, title)
    agrees(front, title)
    receives(commune, title, "Xã đã nhận báo cáo?", "Đã nhận báo cáo")
    hands_over(head, title, "Đã giao báo cáo giấy cho ai?", "Ghi đã báo cáo")
    appoints(head, title)
    settles(team, title, company.households)
    if by_card:
        asks_the_form_by_card(company, title)
    else:
        types_the_form(team, title, company.needed)
    announces(head, title)
    tells(head, title)


def ballots(company: Company, words: str = "") -> None:
    """Enough households, the last of them with a phone in hand, which has something to say too; the members count."""
    village, household = company.village, company["household"]
    (vote,) = village.services.votes.page(VILLAGE)
    village.clock.now = vote.opens_at_utc
    village.cast_all(vote.uuid, [YES] * company.needed + [NO] * 3 + [OTHER])
    last = list(village.phones)[-1]
    household.page.goto(village.card(last))
    expect(household.page.get_by_role("button", name="Chọn câu trả lời")).to_be_visible()
    household.looks()
    choose(household.page, "Không đồng ý")
    household.looks()
    send(household.page)
    recorded(household.page)
    household.looks()
    if words:
        writes(household, words)
    village.close(vote.uuid)
    village.count(vote.uuid)


def writes(household: Person, words: str) -> None:
    """In the open, whatever its ballot says: the confirmation of the ballot leads there."""
    page = household.page
    page.get_by_role("button", name="Muốn ghi ý kiến khác bằng lời?").click()
    page.get_by_text("Ghi ý kiến", exact=True).locator("visible=true").click()
    page.get_by_label("Ý kiến của hộ").fill(words)
    household.looks()
    page.get_by_role("button", name="Ký bằng thẻ và gửi").click()
    expect(page.locator("h1:visible")).to_have_text("Ý kiến đã được ghi")
    household.looks()


def concludes(company: Company, title: str) -> None:
    """From the team's minutes until both bodies of the commune have it."""
    head, _, commune, team = company.officials
    team.begins(title, "Lập biên bản của Tổ?")
    team.fills(opinions="Nên thu cả ngày lễ.")
    team.presses("Lập biên bản")
    head.begins(title, "Lập biên bản kết quả theo Mẫu số 03?")
    head.presses("Lập biên bản kết quả")
    head.begins(title, "Đã niêm yết kết quả?")
    head.presses("Ghi đã niêm yết")
    receives(commune, title, "Xã đã nhận kết quả?", "Đã nhận kết quả")
    hands_over(head, title, "Đã giao kết quả giấy cho ai?", "Ghi đã gửi")


def carries_out(company: Company, title: str) -> None:
    head = company["head"]
    head.begins(title, "Đã làm được gì?")
    head.fills(words="Đã đặt biển báo giờ mới ở đầu thôn.")
    head.presses("Ghi việc đã làm")
    company.village.clock.move(days=20)
    head.begins(title, "Báo cáo bà con và xã thế nào?")
    head.fills(words="Bà con thực hiện tốt.")
    head.presses("Lập báo cáo")


def finds_matter(reader: Person, title: str) -> None:
    """From the village's page; what is decided stands there with its result, whose page leads to the matter."""
    reader.page.locator("main").get_by_role("link", name=title).last.click()
    reader.page.wait_for_load_state()
    if "/viec/" not in reader.page.url:
        reader.follows("Việc này từ đề xuất đến nay")
    reader.page.wait_for_url("**/viec/**")


def everybody_reads(company: Company, title: str) -> None:
    """Without scripts and without an account: the village's page, the matter, its result, the paper of it."""
    reader, said = company["reader"], f"được {company.needed}/{company.households} hộ"
    reader.opens(f"/thon/{VILLAGE}")
    reader.looks()
    finds_matter(reader, title)
    reader.reads_heading(title)
    reader.reads(f"Đã thông qua: “Đồng ý” {said}, cần từ {company.needed}.")
    reader.follows("Biên bản kết quả (Mẫu số 03)")
    expect(reader.page.locator("body")).to_contain_text(said)


def keeps_papers(company: Company, title: str) -> list[str]:
    """The names of all papers that a matter's page offers to everybody, in their order; each as PDF where wanted."""
    reader = company["reader"]
    reader.opens(f"/thon/{VILLAGE}")
    finds_matter(reader, title)
    links = reader.page.locator(".papers li > a:first-of-type").all()
    found = [(one.inner_text(), str(one.get_attribute("href"))) for one in reversed(links)]
    for number, (name, address) in enumerate(found, 1):
        reader.page.goto(company.village.address + address)
        if folder := os.environ.get("PAPERS"):
            file = Path(folder) / f"{company.album.walk}-{number:02} {name.replace('/', '-')}.pdf"
            reader.page.pdf(path=file, prefer_css_page_size=True, print_background=False)
    return [name for name, _ in found]


def screens_words(company: Company, title: str, words: str) -> None:
    """The team reads what a household wrote, and lets it into the minutes without a name."""
    team = company["team"]
    team.begins(title, "Xem 1 lời của các hộ", "bằng lời")
    team.reads(words)
    team.picks("Đưa vào, không ghi tên hộ")
    team.presses("Ghi lại")
    team.reads("Đưa vào biên bản, không ghi tên hộ.")
