"""Three matters walked as people walk them, on a phone, with no guide but the pages: one to the commune, one stopped
kindly, one that households propose. Their consents are counted by the head from a signed list.

A real server with the village's own clock, so that days pass. `SCREENS=var/screens` keeps a picture of every page.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures.browser import PATIENCE_MS, PHONE
from playwright.sync_api import Browser, Locator, Page, expect
from screens.papers import PNG
from village.clock import Clock
from village.life import NO, OTHER, YES, Village
from village.people import PASSWORD, VILLAGE, roll_of
from village.served import served
from village.states import settled

from web.booth.test_voting import choose, recorded, send

pytestmark = pytest.mark.browser
HOUSEHOLDS, NEEDED = 210, 106
PHOTO = {"name": "giay-da-nhan.png", "mimeType": "image/png", "buffer": PNG}
WASTE, CAMERA, GARDEN = "Giờ thu gom rác của thôn", "Lắp camera ở đầu thôn", "Trồng hoa dọc đường thôn"
TEAM = (("Lê Thị Mận", "front"), ("Phạm Văn Đủ", "village", "households"), ("Đỗ Thị Lan", "it"))


class Person:
    """Somebody with a phone. They begin at their desk, and press and type what the pages offer."""

    def __init__(self, chromium: Browser, village: Village, login: str, **options: object) -> None:
        self.login, self._village, self._shots = login, village, 0
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
        if folder := os.environ.get("SCREENS"):
            self._shots += 1
            name = f"walk-{self.login.removeprefix('vai.') or 'ba-con'}-{self._shots:02}.png"
            self.page.screenshot(path=Path(folder) / name, full_page=True)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory, bundle: dict[str, dict[str, str]]) -> Iterator[Village]:
    """A village of 210 households with cards and a counting committee, and no matter yet."""
    assert "booth.js" in bundle
    made = settled(tmp_path_factory.mktemp("road"), Clock(), roll=roll_of(HOUSEHOLDS))
    with served(made, ballots_per_minute=0) as village:
        yield village


@pytest.fixture(scope="module")
def people(chromium: Browser, village: Village) -> Iterator[dict[str, Person]]:
    found = {role: Person(chromium, village, f"vai.{role}") for role in ("head", "front", "commune", "team")}
    found["household"] = Person(chromium, village, "")
    found["reader"] = Person(chromium, village, "", java_script_enabled=False)
    yield found
    for person in found.values():
        person.page.context.close()


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


def asks_the_form(team: Person, title: str) -> None:
    team.begins(title, "Danh sách hộ của thôn đúng và đủ?")
    team.reads("210 hộ")
    team.presses("Chốt danh sách")
    team.begins(title, "Bao nhiêu hộ muốn biểu quyết trực tuyến?")
    team.reads(f"Cần từ {NEEDED} hộ đồng ý")
    team.picks("Trong nhóm mạng xã hội của thôn")
    team.fills(in_favour="150", against="24")
    team.shows_paper()
    team.presses("Ghi kết quả hỏi")


def announces(head: Person, title: str) -> None:
    """The times are there already: two days of notice, three days of voting until the evening."""
    head.begins(title, "Ra thông báo và mở biểu quyết?", "Các hộ biểu quyết việc gì?")
    expect(head.page.locator("[name=title]")).to_have_value(title)
    expect(head.page.locator("[name=opens][value=later]")).to_be_checked()
    expect(head.page.locator("[name=closes_at]")).to_have_value("20:00")
    head.fills(helper="Bà Lê Thị Mận", phone="0912 345 678")
    head.presses("Xem lại trước khi mở")
    head.presses("Mở cuộc biểu quyết")


def tells(head: Person, title: str) -> None:
    head.opens(f"/quan-ly/{VILLAGE}/viec")
    head.follows(title)
    head.reads("Ông/bà không phải làm gì lúc này.")
    head.follows("Lời đọc loa, tin nhắn Zalo, áp phích")
    head.reads_heading("Báo cho bà con thế nào?")
    head.reads("Cần giúp, xin gọi Bà Lê Thị Mận, điện thoại 0912 345 678.")


def ballots(village: Village, household: Person) -> None:
    """Enough households, one of them with a phone in hand; then days pass and the members count."""
    (vote,) = village.services.votes.list(VILLAGE)
    village.clock.now = vote.opens_at_utc
    village.cast_all(vote.uuid, [YES] * NEEDED + [NO] * 3 + [OTHER])
    household.page.goto(village.card("DH-150"))
    choose(household.page, "Không đồng ý")
    send(household.page)
    recorded(household.page)
    village.close(vote.uuid)
    village.count(vote.uuid)


@pytest.mark.timeout(300)
def test_waste_collection_hours_from_the_proposal_to_the_commune(people: dict[str, Person], village: Village) -> None:
    head, front, commune, team = (people[role] for role in ("head", "front", "commune", "team"))
    proposes(head, WASTE, "Xe rác đến lúc 6 giờ sáng thay vì 9 giờ.", "Thu gom rác lúc 6 giờ sáng?")
    head.presses("Ghi đề xuất")
    classifies(head, *["Không"] * 5)
    head.presses("Ghi kết quả xếp loại")
    agrees(head, WASTE)
    agrees(front, WASTE)
    receives(commune, WASTE, "Xã đã nhận báo cáo?", "Đã nhận báo cáo")
    hands_over(head, WASTE, "Đã giao báo cáo giấy cho ai?", "Ghi đã báo cáo")
    appoints(head, WASTE)
    asks_the_form(team, WASTE)
    announces(head, WASTE)
    tells(head, WASTE)
    ballots(village, people["household"])

    team.begins(WASTE, "Lập biên bản của Tổ?")
    team.fills(opinions="Nên thu cả ngày lễ.")
    team.presses("Lập biên bản")
    head.begins(WASTE, "Lập biên bản kết quả theo Mẫu số 03?")
    head.presses("Lập biên bản kết quả")
    head.begins(WASTE, "Đã niêm yết kết quả?")
    head.presses("Ghi đã niêm yết")
    receives(commune, WASTE, "Xã đã nhận kết quả?", "Đã nhận kết quả")
    hands_over(head, WASTE, "Đã giao kết quả giấy cho ai?", "Ghi đã gửi")

    reader = people["reader"]
    reader.opens(f"/thon/{VILLAGE}")
    reader.page.get_by_role("link", name=WASTE).last.click()
    reader.reads_heading(WASTE)
    reader.reads(f"Đã thông qua: “Đồng ý” được {NEEDED}/{HOUSEHOLDS} hộ, cần từ {NEEDED}.")
    reader.follows("Biên bản kết quả (Mẫu số 03)")
    expect(reader.page.locator("body")).to_contain_text(f"được {NEEDED}/{HOUSEHOLDS} hộ")


def test_a_camera_for_which_every_household_pays_is_stopped_kindly(people: dict[str, Person]) -> None:
    head, reader = people["head"], people["reader"]
    proposes(head, CAMERA, "Mỗi hộ góp 100.000 đồng.", "Mỗi hộ góp 100.000 đồng để lắp camera?")
    head.presses("Ghi đề xuất")
    classifies(head, "Có", *["Không"] * 4)
    head.reads("Việc này cần họp hoặc phát phiếu, không biểu quyết trực tuyến được.")
    head.reads("khoản 1 Điều 15")
    head.presses("Ghi kết quả xếp loại")
    head.reads("Việc này vẫn làm được, bằng cuộc họp hoặc phát phiếu.")
    head.begins(CAMERA, "Họp hoặc thu phiếu khi nào, ở đâu?")
    head.fills(place="Nhà văn hóa thôn")
    head.presses("Lập giấy mời")
    reader.opens(f"/thon/{VILLAGE}")
    reader.follows(CAMERA)
    reader.follows("Giấy mời họp (Mẫu số 01)")
    expect(reader.page.locator("body")).to_contain_text("Mẫu số 01")


def test_households_propose_and_one_consent_too_few_is_said_at_its_field(people: dict[str, Person]) -> None:
    head = people["head"]
    proposes(head, GARDEN, "Mỗi ngõ tự trồng, không góp tiền.", "Trồng hoa dọc đường thôn?")
    head.picks("Các hộ trong thôn: đã có danh sách ký giấy")
    head.page.get_by_text("Các hộ đề xuất: điền thêm ở đây").click()
    head.fills(consents="20")
    head.presses("Ghi đề xuất")
    expect(head.page.locator("#errors")).to_be_visible()
    expect(head.page.locator("[name=consents]")).to_have_value("20")
    expect(head.page.locator(".field.faulty")).to_have_count(1)
    head.fills(consents="21")
    head.presses("Ghi đề xuất")
    head.reads("Câu 1 trong 5")
    head.follows("Thôi, quay lại")
    head.reads_heading(GARDEN)
    head.page.locator(".papers").get_by_role("link", name="Đề xuất", exact=True).click()
    expect(head.page.locator("body")).to_contain_text("21/210 hộ")
