"""Text messages without accents: whatever the title, one message, its deadline whole."""

from hypothesis import given
from hypothesis import strategies as st

from voting.texts.plain import SMS_CHARACTERS, fitting, without_marks


def test_vietnamese_loses_its_marks_and_nothing_else() -> None:
    assert without_marks("Đường ngõ xóm, 20:00 – “Ưỡn ẹo”… Ở") == 'Duong ngo xom, 20:00 - "Uon eo"... O'
    assert without_marks("đ" * 3 + "日") == "ddd?"


def test_a_long_title_is_cut_at_a_word_and_the_rest_stays() -> None:
    said = fitting("Thon Dong Hoa moi bieu quyet: ", "Lich dung nha van hoa " * 12, ". Han 20:00 28/11/2026.")
    assert len(said) <= SMS_CHARACTERS
    assert said.startswith("Thon Dong Hoa moi bieu quyet: Lich dung nha van hoa Lich")
    assert said.endswith("... Han 20:00 28/11/2026.")


@given(st.text(max_size=80), st.text(max_size=400), st.text(max_size=120))
def test_no_text_is_longer_than_one_message_and_each_is_plain(before: str, title: str, after: str) -> None:
    said = fitting(without_marks(before), without_marks(title), without_marks(after))
    assert len(said) <= SMS_CHARACTERS
    assert said.isascii()
