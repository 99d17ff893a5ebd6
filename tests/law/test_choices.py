"""An answer means what its words say, wherever it stands."""

from itertools import permutations

import pytest

from voting.law.choices import CHOICES, Meaning, decides, meaning_of, turned_round, yes_among


def test_the_decree_fixes_three_answers_in_this_order() -> None:
    assert CHOICES == ("Đồng ý", "Không đồng ý", "Ý kiến khác")


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [("Đồng ý", Meaning.YES), ("Không đồng ý", Meaning.NO), ("Ý kiến khác", Meaning.OTHER), ("Tán thành", Meaning.YES),
     ("Không tán thành", Meaning.NO), ("18 giờ", None), ("Không", None), ("", None), ("Phiếu trắng", None)],
)  # fmt: skip
def test_a_meaning_comes_from_the_words(answer: str, meaning: Meaning | None) -> None:
    assert meaning_of(answer) is meaning


def test_only_the_answers_of_the_decree_in_their_order_decide_anything() -> None:
    assert yes_among(CHOICES) == (0,)
    assert [order for order in permutations(CHOICES) if decides(order)] == [CHOICES]
    for answers in (CHOICES[:2], (*CHOICES, "Khác"), ("Tán thành", "Không tán thành", "Ý kiến khác"), ()):
        assert (decides(answers), yes_among(answers)) == (False, ())


@pytest.mark.parametrize(
    ("question", "negation"),
    [
        ("Không làm đường hoa?", "Không"),
        ("KHÔNG làm đường hoa?", "KHÔNG"),
        ("  “Không” làm đường hoa?", "Không"),
        ("Chưa họp thôn tháng này?", "Chưa"),
        ("Đừng mở loa sau 22 giờ", "Đừng"),
        ("Thôi dùng loa buổi sáng?", "Thôi"),
        ("Phản đối việc đặt camera?", "Phản đối"),
        ("Có không làm đường nữa?", "Có không"),
        ("Bà con có đồng ý không làm đường nữa không?", "không"),
        ("Hộ có tán thành việc không mở loa?", "không"),
        ("Ông bà có nhất trí  không\nđặt camera?", "không"),
        ("1. Không làm đường?", "Không"),
        ("Câu 2: Chưa làm đường?", "Chưa"),
        ("b) Không làm đường?", "Không"),
        ("Ý kiến: không làm đường?", "không"),
        ("Đề nghị không thu phí?", "không"),
        ("Khong lam duong?", "Khong"),
        ("\u041ahông làm đường?", "\u041ahông"),
        ("Khôn\u0261 làm đường?", "Khôn\u0261"),
        ("Hộ mình không muốn làm đường?", "không"),
        ("Bà con thấy không nên làm đường?", "không"),
        ("Có nên không làm đường?", "không"),
        ("Bà con đồng tình không làm đường?", "không"),
        ("Bà con có đồng ý với đề xuất không làm đường?", "không"),
        ("Bà con có đồng ý là sẽ không làm đường?", "không"),
    ],
)
def test_a_negation_that_the_yes_would_turn_round_is_found(question: str, negation: str) -> None:
    assert turned_round(question) == negation


@pytest.mark.parametrize(
    "question",
    [
        "Làm đường hoa ngõ xóm?",
        "Bà con có đồng ý không?",
        "Bà con có đồng ý làm đường hoa không?",
        "Ông bà có đồng ý không ạ?",
        "Ông bà có tán thành không, nếu không tốn tiền?",
        "Hộ có đồng ý hay không?",
        "Lịch dùng nhà văn hóa, không thu tiền, từ tháng 1?",
        "Thôn Khôngtên làm đường?",
        "Có làm đường hoa không?",
        "Không gian nhà văn hóa mở đến 22 giờ?",
        "Không những quét ngõ mà còn trồng hoa?",
        "Thôn có không gian chung ở đình?",
        "Nhà văn hóa: không thu tiền?",
        "Bà con có muốn làm đường không?",
        "Bà con có đồng ý hay không đồng ý?",
        "Ý kiến của bà con có đồng ý không?",
        "",
    ],
)
def test_asking_in_the_usual_way_is_no_negation(question: str) -> None:
    assert turned_round(question) == ""
