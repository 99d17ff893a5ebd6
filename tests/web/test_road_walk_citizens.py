"""Two matters of a village of 40 households: one that its households propose, with consents by card, to its result;
and one for which every household would pay, stopped kindly with its invitation to a meeting.

On a phone, with no guide but the pages (`web.walking`).
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from village.people import VILLAGE, roll_of

from web.walking import (
    PAPERS,
    Company,
    all_speak,
    ballots,
    classifies,
    company,
    concludes,
    everybody_reads,
    keeps_papers,
    prepares,
    proposes,
    screens_words,
    speaks,
    subject_of,
)

pytestmark = pytest.mark.browser
HOUSEHOLDS = 40
GARDEN, CAMERA, BENCHES = "Trồng hoa dọc đường thôn", "Lắp camera ở đầu thôn", "Ghế đá ở nhà văn hóa"
SAID = "Nên trồng cả ở ngõ sau."


@pytest.fixture(scope="module")
def village(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory, bundle: dict[str, dict[str, str]]
) -> Iterator[Company]:
    assert "booth.js" in bundle
    with company("de-xuat-cua-ho", chromium, tmp_path_factory.mktemp("road"), roll_of(HOUSEHOLDS)) as found:
        yield found


@pytest.mark.timeout(600)
def test_a_tenth_of_the_households_consent_by_card_and_all_of_them_decide(village: Company) -> None:
    head = village["head"]
    proposes(head, GARDEN, "Mỗi ngõ tự trồng, không góp tiền.", "Trồng hoa dọc đường thôn?")
    head.picks("Các hộ trong thôn: lấy đồng ý bằng thẻ của hộ")
    head.presses("Ghi đề xuất")
    head.reads("0/40 hộ đồng ý, cần từ 4.")
    speaks(village, "DH-040", "Đồng ý đưa ra bàn")
    all_speak(village, subject_of(village, GARDEN), 3, 1)
    head.begins(GARDEN, "Đưa đề xuất của các hộ ra bàn?")
    head.presses("Đưa đề xuất ra bàn")
    head.begins(GARDEN, "Việc này được biểu quyết trực tuyến không?", "đóng góp nào")
    classifies(head, *["Không"] * 5)
    head.presses("Ghi kết quả xếp loại")
    prepares(village, GARDEN)
    ballots(village, words=SAID)
    screens_words(village, GARDEN, SAID)
    concludes(village, GARDEN)
    everybody_reads(village, GARDEN)
    assert keeps_papers(village, GARDEN) == PAPERS


def test_a_camera_for_which_every_household_pays_is_stopped_kindly(village: Company) -> None:
    head, reader = village["head"], village["reader"]
    village.album.walk = "camera"
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
    reader.looks()
    reader.follows(CAMERA)
    reader.looks()
    reader.follows("Giấy mời họp (Mẫu số 01)")
    expect(reader.page.locator("body")).to_contain_text("Mẫu số 01")
    assert keeps_papers(village, CAMERA) == ["Đề xuất", "Bản xếp loại việc", "Giấy mời họp (Mẫu số 01)"]


def test_one_consent_too_few_on_paper_is_said_at_its_field(village: Company) -> None:
    head = village["head"]
    village.album.walk = "ky-giay"
    proposes(head, BENCHES, "Không góp tiền.", "Đặt ghế đá ở nhà văn hóa?")
    head.picks("Các hộ trong thôn: đã có danh sách ký giấy")
    head.page.get_by_text("Các hộ đề xuất: điền thêm ở đây").click()
    head.fills(consents="3")
    head.presses("Ghi đề xuất")
    expect(head.page.locator("#errors")).to_be_visible()
    expect(head.page.locator("[name=consents]")).to_have_value("3")
    expect(head.page.locator(".field.faulty")).to_have_count(1)
    head.fills(consents="4")
    head.presses("Ghi đề xuất")
    head.reads("Câu 1 trong 5")
    head.follows("Thôi, quay lại")
    head.reads_heading(BENCHES)
    head.page.locator(".papers").get_by_role("link", name="Đề xuất", exact=True).click()
    expect(head.page.locator("body")).to_contain_text("4/40 hộ")
