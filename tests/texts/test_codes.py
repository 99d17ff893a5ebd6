"""One rule of sameness for household codes."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from voting.texts.codes import code_key


@pytest.mark.parametrize(
    "written",
    [
        "DH-001",
        "dh 001",
        "dh–001",
        "DH001",
        " Dh_001 ",
        "dh.001",
        "ＤＨ−００１",
        "D\u200bH-001",
        "DH - 001",
        "dh\u00a0001",
    ],
)
def test_slips_of_the_hand_make_no_other_household(written: str) -> None:
    assert code_key(written) == code_key("DH-001")


@pytest.mark.parametrize(
    "written", ["ĐH-001", "đh 001", "Ðh-001", "ðH 001", "D\u0335".replace("D\u0335", "đ") + "h001"]
)
def test_capitals_beyond_ascii_and_letters_that_look_like_d_with_a_stroke_are_one(written: str) -> None:
    assert code_key(written) == code_key("ĐH-001")


@pytest.mark.parametrize(
    ("one", "other"),
    [("DH-001", "DH-01"), ("DH-001", "ĐH-001"), ("5-11", "51-1"), ("H-1", "H-10"), ("Hộ 2", "Hố 2"), ("5/11", "5-11")],
)
def test_two_households_are_not_made_one(one: str, other: str) -> None:
    assert code_key(one) != code_key(other)


def test_numbers_parted_by_any_joint_are_the_same() -> None:
    assert code_key("5-11") == code_key("5.11") == code_key("5 11") == code_key("5 – 11")


@given(st.text(max_size=20))
@example("/-/")
@example("A´")
def test_a_key_of_a_key_is_itself(code: str) -> None:
    assert code_key(code_key(code)) == code_key(code)
