"""What stands on one line."""

import pytest

from voting.law.spacing import bound


@pytest.mark.parametrize("said", [
    "Mở lúc 20:00, thứ_Ba 24/11/2026.", "Thứ_Bảy và Chủ_nhật", "còn 15_ngày 4_giờ", "149/210_hộ, cần từ 106.",
    "“Tối thứ_Hai” 300_hộ, phiếu trắng 61_hộ", "6_tháng cuối năm 2026", "ngày 05 tháng 02 năm 2027", "1.234_phiếu",
    "lần thứ ba", "thứ Batam", "5 hộp sữa", "số 5_người", "At least 2 of 5_households, in 3_days",
    "", "Điều 15 khoản 6",
])  # fmt: skip
def test_a_figure_stays_with_what_it_counts_and_a_weekday_is_one_word(said: str) -> None:
    assert bound(said.replace("_", " ")) == said.replace("_", "\u00a0")
    assert bound(bound(said)) == bound(said)
