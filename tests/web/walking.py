"""People who walk the road of a matter in the browser: each presses and types what the pages offer, and nothing else.

`SCREENS=var/screens` keeps a picture of every page they see.
"""

import os
import re
from pathlib import Path

from fixtures.browser import PATIENCE_MS, PHONE
from playwright.sync_api import Browser, Locator, Page, expect
from screens.papers import PNG
from village.life import Village
from village.people import PASSWORD, VILLAGE

NEEDED = 106
PHOTO = {"name": "giay-da-nhan.png", "mimeType": "image/png", "buffer": PNG}
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
