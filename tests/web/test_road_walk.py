"""Three matters walked as people walk them, on a phone, with no guide but the pages: one to the commune, one stopped
kindly, one that households propose. Their consents are counted by the head from a signed list.

A real server with the village's own clock, so that days pass. `SCREENS=var/screens` keeps a picture of every page.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from village.clock import Clock
from village.life import NO, OTHER, YES, Village
from village.people import VILLAGE, roll_of
from village.served import served
from village.states import settled

from web.booth.test_voting import choose, recorded, send
from web.walking import (
    NEEDED,
    Person,
    agrees,
    announces,
    appoints,
    asks_the_form,
    classifies,
    hands_over,
    proposes,
    receives,
    tells,
)

pytestmark = pytest.mark.browser
HOUSEHOLDS = 210
WASTE, CAMERA, GARDEN = "Giờ thu gom rác của thôn", "Lắp camera ở đầu thôn", "Trồng hoa dọc đường thôn"


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
