"""What is said of a result names the answer and its number, in both languages, wherever the answer stands."""

from datetime import UTC, datetime

import pytest

from voting.law import wording
from voting.law.sentence import Sentence
from voting.law.wording import Counted

ASKED = ("Đồng ý", "Không đồng ý", "Ý kiến khác")


def question(*counts: int, passed: bool) -> Counted:
    return Counted(ASKED, counts, None, {0: passed})


def test_the_answer_and_its_number_are_named() -> None:
    assert wording.outcome([question(152, 20, 3, passed=True)], needed=106, households=210) == Sentence(
        "Đã thông qua: “Đồng ý” được 152/210 hộ, cần từ 106.",
        "Passed: “Đồng ý” has 152 of 210 households, 106 needed.",
    )
    said = wording.outcome([question(72, 138, 0, passed=False)], needed=106, households=210)
    assert said.vi == "Không thông qua: “Đồng ý” được 72/210 hộ, cần từ 106."


def test_the_yes_is_found_wherever_it_stands() -> None:
    turned = Counted(ASKED[::-1], (0, 138, 72), None, {2: False})
    said = wording.outcome([turned], needed=106, households=210)
    assert said.vi == "Không thông qua: “Đồng ý” được 72/210 hộ, cần từ 106."


def test_several_questions_are_told_by_number() -> None:
    two = [question(4, 0, 0, passed=True), question(3, 3, 0, passed=False)]
    assert wording.outcome(two, needed=4, households=6).vi == (
        "Câu 1 – Đã thông qua: “Đồng ý” được 4/6 hộ, cần từ 4. "
        "Câu 2 – Không thông qua: “Đồng ý” được 3/6 hộ, cần từ 4."
    )


def test_an_opinion_is_told_in_numbers_and_decides_nothing() -> None:
    hours, days = Counted(("6 giờ", "18 giờ"), (5, 1), 2, {}), Counted(("thứ Bảy", "Chủ nhật"), (6, 0), None, {})
    one, two = wording.opinion([hours]), wording.opinion([hours, days])
    numbers = "“6 giờ” 5 hộ, “18 giờ” 1 hộ, phiếu trắng 2 hộ"
    assert one.vi == f"Kết quả ý kiến: {numbers}; không quyết định việc gì."
    assert two.vi == (
        f"Kết quả ý kiến, không quyết định việc gì. Câu 1 – {numbers}. Câu 2 – “thứ Bảy” 6 hộ, “Chủ nhật” 0 hộ."
    )
    for said in (one, two, wording.OPINION):
        assert "thông qua" not in said.vi
        assert "assed" not in said.en


@pytest.mark.parametrize(("value", "vi", "en"), [(0, "0", "0"), (999, "999", "999"), (1234, "1.234", "1,234")])
def test_numbers_are_grouped_as_each_language_does(value: int, vi: str, en: str) -> None:
    assert wording.number(value) == Sentence(vi, en)


def test_a_moment_is_on_the_villages_clock() -> None:
    assert wording.moment(datetime(2026, 11, 28, 13, 0, tzinfo=UTC)) == Sentence(
        "20:00, thứ Bảy 28/11/2026", "20:00, Saturday 28/11/2026"
    )


def test_a_cancellation_says_when_and_why() -> None:
    at = datetime(2026, 11, 23, 1, 5, tzinfo=UTC)
    for reason in ("sai ngày", "sai ngày."):
        assert wording.cancelled(at, reason).vi == "Đã hủy lúc 08:05, thứ Hai 23/11/2026, vì: sai ngày."
