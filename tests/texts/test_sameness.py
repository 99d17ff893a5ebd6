"""When two answers look alike: a reader takes one for the other. Ranges of honest answers must stay apart."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.texts.sameness import likeness, pairs_alike

ALIKE = [
    ("Tán thành", "tán thành"),
    ("Tán thành", "TÁN THÀNH"),
    ("Tán thành", "Tán  thành"),
    ("Tán thành", "Tán\u00a0thành"),
    ("Tán thành", "Tánthành"),
    ("Tán thành", "Tán thành."),
    ("Tán thành", "Та\u0301n thành".replace("Т", "T")),
    ("TAN", "ТАN"),
    ("Khong", "Khοng"),
    ("Đồng ý", "Ðồng ý"),
    ("Đồng ý", "Ɖồng ý"),
    ("đồng ý", "ðồng ý"),
    ("Đồng ý", "D\u0335ồng ý"),
    ("Hoà giải", "Hòa giải"),
    ("thuỷ lợi", "thủy lợi"),
    ("ăn", "ǎn"),
    ("Lợi", "Iợi"),
    ("Lô 1", "Lô l"),
    ("Số 10", "Số 1O"),
    ("６ giờ", "6 giờ"),
    ("6 giờ – 7 giờ", "6 giờ - 7 giờ"),
    ("“Có”", '"Có"'),
    ("Phương án ①", "Phương án 1"),
    ("✓ Có", "✔ Có"),
    ("3 × 4", "3 x 4"),
    ("Quý", "Qúy"),
    ("Tán", "Tá\u0578"),
    ("TAN", "\u13a2\u13aaN"),
    ("hai", "\u0570ai"),
    ("an", "\u1d00\u0274"),
    ("6 giờ", "\u0431 giờ"),
    ("Tổ 3", "Tổ \u0417"),
    ("Tổ 5", "Tổ \u01bc"),
    ("Tán thành", "T\u0332án thành\u0332"),
    ("Có", "C\u0338ó\u0338"),
    ("ãi", "āi"),
    ("ưng", "\u028bng".replace("\u028b", "ư")),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_the_eye_passes_over_is_folded(one: str, other: str) -> None:
    assert likeness(one) == likeness(other)
    assert pairs_alike(["x", one, other]) == ((1, 2),)


APART = [
    ["ma", "má", "mà", "mả", "mã", "mạ", "mă", "mâ", "mơ", "mo", "mô", "mu", "mư"],
    ["Đồng ý", "Không đồng ý", "Ý kiến khác"],
    ["Tán thành", "Không tán thành", "Phiếu trắng"],
    ["6 giờ", "16 giờ", "18 giờ", "6 giờ 30", "60 giờ"],
    ["Thứ hai", "Thứ ba", "Thứ bảy", "Thứ bẩy"],
    ["Phương án 1", "Phương án 2", "Phương án 10", "Phương án 11", "Phương án 12"],
    ["A", "B", "C", "D", "Đ", "E", "1", "2", "3", "C+"],
    ["da", "đa", "dạ", "đã", "đá"],
    ["Có", "Cỏ", "Cô", "Cơ", "Cò"],
    ["Tổ 1", "Tổ 2", "Tổ 1a", "Tổ 1b", "Tổ 7", "Tổ 71"],
    ["100.000 đ", "150.000 đ", "200.000 đ", "1.000.000 đ"],
    ["✓", "✗"],
    ["hai lần", "hai lăn", "hai lân", "hai lẩn"],
    ["+5%", "-5%", "5%"],
    ["ma má", "má ma"],
    ["hoà", "hoa", "hóa", "hoả", "hoạ", "hoan", "hoàn"],
]


@pytest.mark.parametrize("answers", APART, ids=lambda answers: answers[0])
def test_honest_answers_stay_apart(answers: list[str]) -> None:
    assert pairs_alike(answers) == ()


def test_every_pair_is_named() -> None:
    assert pairs_alike(["a", "A", "b", "a ."]) == ((0, 1), (0, 3), (1, 3))
    assert pairs_alike([]) == ()


@given(st.text(max_size=20))
def test_likeness_is_stable(text: str) -> None:
    assert likeness(text) == likeness(f" {text} ")
    assert [likeness(one) == likeness(other) for one, other in combinations([text, text], 2)] == [True]
