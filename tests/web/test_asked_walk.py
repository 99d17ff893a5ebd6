"""What rests on cards, walked as people walk it: households consent to a proposal and say how they want to decide, and
one of them adds something in words after its ballot, which the team reads before it stands in the minutes.

Between these, the steps of the road are taken by its services; `test_road_walk` walks them on pages.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fixtures.browser import PATIENCE_MS, PHONE
from playwright.sync_api import Browser, Page, expect
from village.clock import Clock
from village.life import NO, YES, Village
from village.people import VILLAGE, roll_of
from village.road import Walk
from village.served import served
from village.states import settled

from voting.law.road import Mark
from voting.services.households.subjects import SubjectInfo
from web.booth.test_voting import choose, recorded, send
from web.walking import Album, Person, proposes

pytestmark = pytest.mark.browser
HOUSEHOLDS = 20
GARDEN = "Trồng hoa dọc đường thôn"
WORDS = "Nên trồng hoa mười giờ, dễ chăm."
HEADING = "h1:visible"


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory, bundle: dict[str, dict[str, str]]) -> Iterator[Village]:
    """A village of 20 households with cards and a counting committee, and no matter yet."""
    assert "speak.js" in bundle
    made = settled(tmp_path_factory.mktemp("asked"), Clock(), roll=roll_of(HOUSEHOLDS))
    with served(made, ballots_per_minute=0) as village:
        yield village


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A household's."""
    context = chromium.new_context(**PHONE)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    yield page
    context.close()


def answers(phone: Page, village: Village, household: str, heading: str, answer: str) -> None:
    """From the card to what the household says in the open."""
    phone.goto("about:blank")
    phone.goto(village.card(household))
    phone.get_by_role("button", name="Sang trang ý kiến").click()
    expect(phone.locator(HEADING)).to_have_text(heading)
    expect(phone.get_by_text("Ý kiến này ghi tên hộ mình với Tổ lấy ý kiến.").locator("visible=true")).to_have_count(1)
    phone.get_by_text(answer, exact=True).locator("visible=true").click()
    phone.get_by_role("button", name="Ký bằng thẻ và gửi").locator("visible=true").click()
    expect(phone.locator(HEADING)).to_have_text("Ý kiến đã được ghi")


def others_say(village: Village, subject: SubjectInfo, value: str, numbers: range) -> None:
    for number in numbers:
        letter = village.phones[f"DH-{number:03}"].letter(subject.terms, value, 1, "")
        village.services.statements.take(subject.id, letter)


@pytest.mark.timeout(300)
def test_a_proposal_is_carried_by_cards_and_decided_as_the_households_want(
    chromium: Browser, village: Village, phone: Page
) -> None:
    album = Album("the-cua-ho")
    head, team = (Person(chromium, village, f"vai.{role}", album) for role in ("head", "team"))
    services = village.services
    proposes(head, GARDEN, "Mỗi ngõ tự trồng, không góp tiền.", "Trồng hoa dọc đường thôn?")
    head.picks("Các hộ trong thôn: lấy đồng ý bằng thẻ của hộ")
    head.page.get_by_text("Các hộ đề xuất: điền thêm ở đây").click()
    closes = village.clock() + timedelta(days=10)
    head.fills(closes_day=f"{closes:%Y-%m-%d}", closes_at="20:00")
    head.presses("Ghi đề xuất")
    head.reads_heading(GARDEN)
    head.reads("0/20 hộ đồng ý, cần từ 2.")

    answers(phone, village, "DH-001", "Hộ mình có đồng ý đề xuất này không?", "Đồng ý đưa ra bàn")
    (subject,) = services.statements.in_village(VILLAGE)
    others_say(village, subject, "yes", range(2, 3))
    head.begins(GARDEN, "Đưa đề xuất của các hộ ra bàn?")
    head.presses("Đưa đề xuất ra bàn")
    walk = Walk(village)
    walk.id = subject.about
    assert services.matters.get(walk.id).marks == (Mark.RAISED, Mark.PROPOSED)

    walk.walk("settle")
    team.opens(f"/quan-ly/viec/{walk.id}")
    team.follows("Bắt đầu hỏi các hộ")
    team.reads_heading("Hỏi các hộ bằng thẻ?")
    closes = village.clock() + timedelta(days=2)
    team.fills(closes_day=f"{closes:%Y-%m-%d}", closes_at="20:00")
    team.presses("Bắt đầu hỏi các hộ")
    answers(phone, village, "DH-001", "Việc này biểu quyết trực tuyến được không?", "Đồng ý biểu quyết trực tuyến")
    poll = services.statements.get(services.matters.get(walk.id).asked.subject)
    others_say(village, poll, "yes", range(2, 12))
    others_say(village, poll, "no", range(12, 15))
    village.clock.move(hours=72)
    services.chores.run()
    team.begins(GARDEN, "Ghi kết quả hỏi bằng thẻ?")
    team.presses("Ghi kết quả hỏi")
    team.reads("11/20 hộ đồng ý, cần từ 11.")
    assert services.matters.get(walk.id).has(Mark.FORM_ONLINE)

    vote = walk.open()
    words_after_a_ballot(phone, village)
    for number in range(2, 16):
        village.cast(vote, f"DH-{number:03}", YES if number > 2 else NO)
    reads_the_words(team)
    village.close(vote)
    village.count(vote)
    team.begins(GARDEN, "Lập biên bản của Tổ?")
    team.presses("Lập biên bản")
    team.page.locator(".papers").get_by_role("link", name="Biên bản của Tổ lấy ý kiến", exact=True).click()
    expect(team.page.locator("body")).to_contain_text(WORDS)
    expect(team.page.locator("body")).to_contain_text("1 hộ ghi ý kiến bằng lời, đếm trong sổ")
    for person in (head, team):
        person.page.context.close()


def reads_the_words(team: Person) -> None:
    """Nothing is chosen beforehand; what is decided is told."""
    team.begins(GARDEN, "Xem 1 lời của các hộ", "Các hộ ghi ý kiến bằng lời")
    team.reads(WORDS)
    assert team.page.locator("[type=radio]:checked").count() == 0
    team.picks("Đưa vào, không ghi tên hộ")
    team.presses("Ghi lại")
    team.reads("Đưa vào biên bản, không ghi tên hộ.")


def words_after_a_ballot(phone: Page, village: Village) -> None:
    """From the confirmation to another page, in other colours; the ballot itself says nothing of it."""
    phone.goto("about:blank")
    phone.goto(village.card("DH-001"))
    choose(phone, "Đồng ý")
    send(phone)
    recorded(phone)
    phone.get_by_role("button", name="Muốn ghi ý kiến khác bằng lời?").click()
    expect(phone.locator(HEADING)).to_have_text("Hộ mình muốn ghi ý kiến bằng lời?")
    assert phone.locator('[data-panel="choice"], [data-panel="check"]').count() == 0
    phone.get_by_text("Ghi ý kiến", exact=True).locator("visible=true").click()
    phone.get_by_label("Ý kiến của hộ").locator("visible=true").fill(WORDS)
    phone.get_by_role("button", name="Ký bằng thẻ và gửi").locator("visible=true").click()
    expect(phone.locator(HEADING)).to_have_text("Ý kiến đã được ghi")
    expect(phone.locator(".said .words")).to_have_text(WORDS)
