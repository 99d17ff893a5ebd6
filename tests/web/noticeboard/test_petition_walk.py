"""A petition from the public form to the answer that its sender reads, on a phone of 360 px and at the commune's desk.

The connection breaks, people press Back and reload: it is sent once, and nothing that was typed is lost.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from village.behind_gunicorn import gunicorn_at
from village.clock import TowerClock
from village.life import Village
from village.people import VILLAGE, import_roll, roll_of
from village.road import Walk
from village.states import appointed

from web.walking import Album, Person

pytestmark = pytest.mark.browser
TITLE, WORDS, ANSWER = "Giờ yên tĩnh", "Ngõ 3 không được báo trước.", "Xã đã xem: giấy báo dán từ ngày 2/11."


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """A village with one matter, behind a real server."""
    made = appointed(tmp_path, TowerClock(tmp_path / "clock"))
    import_roll(made.services, made.actors["head"], roll_of(3), VILLAGE)
    Walk(made).propose(TITLE)
    with gunicorn_at(made) as served:
        yield served
    made.services.close()


@pytest.fixture
def sender(chromium: Browser, village: Village) -> Iterator[Person]:
    """Somebody on a phone, without an account."""
    found = Person(chromium, village, "", Album("petition"))
    yield found
    found.page.context.close()


@pytest.fixture
def commune(chromium: Browser, village: Village) -> Iterator[Person]:
    """Of the commune's office."""
    found = Person(chromium, village, "vai.commune", Album("petition-commune"))
    yield found
    found.page.context.close()


def writes(sender: Person) -> None:
    sender.opens(f"/thon/{VILLAGE}")
    sender.follows(TITLE)
    sender.follows("kiến nghị")
    sender.reads_heading("Thấy điều gì chưa đúng ở việc này?")
    sender.picks("Ủy ban nhân dân xã")
    sender.picks("Cách làm: báo trước, danh sách, kiểm phiếu")
    sender.fills(words=WORDS, sender="Bà Lê Thị Hồng")


@pytest.mark.timeout(240)
def test_a_petition_reaches_the_commune_and_its_answer_the_sender(
    village: Village, sender: Person, commune: Person
) -> None:
    page = sender.page
    writes(sender)
    page.context.set_offline(offline=True)
    sender.button("Gửi kiến nghị").click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(offline=False)
    page.reload()  # the browser sends again what it could not
    sender.reads_heading("Kiến nghị đã được ghi nhận")
    mine = page.url
    assert len(village.services.petitions.about(mine.split("/")[-3])) == 1
    page.go_back()
    page.go_forward()
    page.reload()
    sender.reads_heading("Kiến nghị đã được ghi nhận")
    commune.begins(TITLE, "Trả lời kiến nghị số 1", "Kiến nghị số 1")
    commune.reads(WORDS)
    commune.presses("Gửi câu trả lời")
    commune.reads("Hãy viết câu trả lời.")
    commune.fills(answer=ANSWER)
    commune.presses("Gửi câu trả lời")
    commune.reads("Đã trả lời ngày")
    page.goto(mine)
    sender.reads_heading("Kiến nghị đã được trả lời")
    sender.reads(ANSWER)
    sender.opens(f"/thon/{VILLAGE}")
    sender.follows(TITLE)
    sender.reads("Đã có 1 kiến nghị về việc này.")
    assert WORDS not in page.content()
