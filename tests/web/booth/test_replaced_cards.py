"""A card that took a lost card's place during a vote: what it can do in each vote is said calmly."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from village.life import YES, Village
from village.people import VILLAGE
from village.served import served
from village.states import settled

from voting.manage.rehearsal import Phone
from voting.services.votes.replacing import Turn

pytestmark = pytest.mark.browser
SENT, NEW, LATE = "Lát gạch đường ngõ xóm", "Trồng cây đường làng", "Sửa cổng làng"


@pytest.fixture
def village(tmp_path: Path, bundle: dict[str, dict[str, str]]) -> Iterator[Village]:
    """DH-001 has voted in one of two votes when its card is lost; DH-002's is lost with no spare card for a third."""
    assert "booth.js" in bundle
    village = settled(tmp_path, households=5)
    village.votes["late"] = village.open_vote(LATE)
    village.spares = {f"~{n}": Phone.with_new_card() for n in (1, 2)}
    keys = {code: phone.key for code, phone in village.spares.items()}
    village.services.cards.issue(village.actors["cards"], VILLAGE, keys)
    village.votes["sent"], village.votes["new"] = village.open_vote(SENT), village.open_vote(NEW)
    village.cast(village.votes["sent"], "DH-001", YES)
    village.lose_card("DH-001")
    village.phones["DH-001"] = village.spares["~1"]
    with served(village, ballots_per_minute=0) as village:
        yield village


def entry(phone: Page, title: str) -> Locator:
    return phone.locator('[data-list="open"] li', has_text=title)


def test_the_lookup_tells_what_the_card_can_do_in_each_vote(village: Village) -> None:
    found = village.services.card_lookup.find(VILLAGE, village.phones["DH-001"].key)
    votes = village.votes
    assert found.turns == {votes["sent"]: Turn.STANDS, votes["new"]: Turn.VOTES, votes["late"]: Turn.SHUT}
    assert found.turns == village.services.replacing.turns(VILLAGE, "DH-001")


def test_a_new_card_votes_where_it_can_and_the_old_ballot_stands(phone: Page, village: Village) -> None:
    phone.goto(village.card("DH-001"))
    expect(phone.locator("h1:visible")).to_have_text(NEW)  # the one vote in which it votes
    phone.get_by_role("button", name="Quay lại thẻ").click()
    expect(entry(phone, SENT)).to_contain_text("Đã gửi")
    expect(entry(phone, SENT)).to_contain_text("Phiếu hộ mình gửi bằng thẻ cũ vẫn được tính.")
    expect(entry(phone, SENT).get_by_role("button")).to_have_count(0)
    expect(entry(phone, LATE)).to_contain_text("Thẻ này làm sau khi việc này mở, nên chưa gửi phiếu được.")
    expect(entry(phone, LATE).get_by_role("button")).to_have_count(0)
    entry(phone, NEW).get_by_role("button", name="Xem và biểu quyết").click()
    phone.get_by_role("button", name="Chọn câu trả lời").click()
    phone.get_by_label("Đồng ý", exact=True).check()
    phone.get_by_role("button", name="Xem lại trước khi gửi").click()
    phone.get_by_role("button", name="Gửi phiếu của hộ").click()
    expect(phone.locator("h1:visible")).to_have_text("Phiếu đã được ghi nhận")
    assert village.services.votes.get(village.votes["new"]).voted == 1
    phone.goto("about:blank")
    phone.goto(village.card("DH-001"))
    phone.get_by_role("button", name="Quay lại thẻ").click()
    expect(entry(phone, NEW)).to_contain_text("Đã gửi")
    expect(entry(phone, NEW).get_by_role("button", name="Gửi phiếu khác")).to_be_visible()


def test_a_decided_vote_says_its_result_on_the_card(phone: Page, village: Village) -> None:
    village.clock.move(days=30)
    village.services.votes.close_due()
    uuid = village.open_vote("Giờ đóng cổng nhà văn hóa", lasts_h=1)
    village.cast_all(uuid, [YES, YES, YES])
    village.clock.move(hours=2)
    village.services.votes.close_due()
    village.count(uuid)
    phone.goto(village.card("DH-003"))
    told = phone.locator('[data-list="past"] li', has_text="Giờ đóng cổng nhà văn hóa")
    expect(told).to_contain_text("Đã thông qua: “Đồng ý” được 3/5 hộ")
