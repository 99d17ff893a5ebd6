"""Which texts can be seen and are what they seem."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.texts.validity import Fault, InvalidText, cleaned, require_valid, seen_of

GOOD = [
    "Tán thành", "Làm đường hoa ngõ xóm?", "Kinh phí: 1.500.000 đ/hộ (≤ 30%) – “tự nguyện”", "✓", "🌳 Trồng cây", "A",
    "Buôn Akŏ Dhông",
    "K'Brơ̆ng jê̆ ư̆ ô̆̃", "ផឿ៊ុំ", "ប៊ុំ", "ที่นี่", "ꪀꪲ꪿ꪣ", "Y Bih Alêô", "អូរ", "ꪎꪱꪥ ꪼꪕ", "ꨌꩌ", "中文", "Khu\u00a01", "ệ",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_what_people_write_is_valid(text: str) -> None:
    assert require_valid(text) == text


BAD = {
    "nothing": ("", Fault.EMPTY),
    "spaces": (" \u00a0\u3000", Fault.EMPTY),
    "a tab": ("a\tb", Fault.CONTROL),
    "a return": ("a\r\nb", Fault.CONTROL),
    "a zero": ("a\0", Fault.CONTROL),
    "delete": ("a\x7f", Fault.CONTROL),
    "a control of the second set": ("a\x9b31m", Fault.CONTROL),
    "half a surrogate pair": ("a\ud800", Fault.CONTROL),
    "a new line": ("a\nb", Fault.LINE_BREAK),
    "a next line": ("a\x85b", Fault.LINE_BREAK),
    "a line separator": ("a\u2028b", Fault.LINE_BREAK),
    "a paragraph separator": ("a\u2029b", Fault.LINE_BREAK),
    "a zero-width space": ("Tán\u200bthành", Fault.INVISIBLE),
    "a joiner": ("Tán\u200dthành", Fault.INVISIBLE),
    "a word joiner": ("Tán\u2060thành", Fault.INVISIBLE),
    "a byte order mark": ("\ufeffTán thành", Fault.INVISIBLE),
    "a soft hyphen": ("Tán\u00adthành", Fault.INVISIBLE),
    "a combining grapheme joiner": ("a\u034f", Fault.INVISIBLE),
    "a variation selector": ("a\ufe0f", Fault.INVISIBLE),
    "a Hangul filler": ("\u3164", Fault.INVISIBLE),
    "a half-width Hangul filler": ("\uffa0", Fault.INVISIBLE),
    "a Braille blank": ("\u2800", Fault.INVISIBLE),
    "a tag letter": ("a\U000e0041", Fault.INVISIBLE),
    "private use": ("a\ue000", Fault.INVISIBLE),
    "no character": ("a\uffff", Fault.INVISIBLE),
    "no character of another plane": ("a\U0001ffff", Fault.INVISIBLE),
    "a musical control": ("a\U0001d173", Fault.INVISIBLE),
    "right to left override": ("\u202eTán thành", Fault.DIRECTION),
    "an isolate": ("a\u2067b\u2069", Fault.DIRECTION),
    "a right to left mark": ("a\u200f", Fault.DIRECTION),
    "a left to right mark": ("a\u200e", Fault.DIRECTION),
    "Hebrew": ("אב", Fault.DIRECTION),
    "Arabic": ("نعم", Fault.DIRECTION),
    "Arabic forms": ("\ufe8d", Fault.DIRECTION),
    "a mark alone": ("\u0301a", Fault.MARK_ALONE),
    "a mark behind a space": ("a \u0301", Fault.MARK_ALONE),
    "a heap of marks": ("Tán tha\u0300\u0316\u0317\u0318nh", Fault.STACKED),
    "three marks more than a letter has": ("Tán thàn\u0316\u0317\u0318h", Fault.STACKED),
    "lines through a letter": ("a\u0335\u0336\u0337", Fault.STACKED),
    "rings around a letter": ("a\u0489\u0489\u0489\u0489", Fault.STACKED),
    "a heap of Thai signs": ("ก\u0e47\u0e47\u0e47\u0e47", Fault.STACKED),
    "two kinds of signs in a heap": ("ก\u0e47\u0301\u0e47\u0301", Fault.STACKED),
    "letters and marks apart": ("Ta\u0301n tha\u0300nh", Fault.NOT_COMPOSED),
    "a sign that is another": ("\u212b", Fault.NOT_COMPOSED),
}


@pytest.mark.parametrize(("text", "fault"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_seen_or_turns_is_named(text: str, fault: Fault) -> None:
    with pytest.raises(InvalidText) as refusal:
        require_valid(text)
    assert refusal.value.fault is fault
    assert str(refusal.value).startswith(fault.value)


def test_a_text_may_have_lines_where_they_are_allowed() -> None:
    assert require_valid("một\nhai", line_breaks=True) == "một\nhai"
    for text in ("một\r\nhai", "một\u2028hai", "\n \n", "một\n\u0301"):
        with pytest.raises(InvalidText):
            require_valid(text, line_breaks=True)


def test_the_tables_cover_what_unicode_calls_control_and_format() -> None:
    """By this interpreter's Unicode; the tables themselves do not ask it, so that all readers of all years agree."""
    for number in range(0x110000):
        character = chr(number)
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
            with pytest.raises(InvalidText):
                require_valid(f"a{character}", line_breaks=character != "\n")
        elif unicodedata.bidirectional(character) in {"R", "AL", "AN", "RLO", "RLE", "RLI"}:
            with pytest.raises(InvalidText):
                require_valid(f"a{character}")


def test_no_letter_of_a_script_written_in_viet_nam_is_refused() -> None:
    """Latin, Tai Viet, Cham, Khmer, Lao, Thai, Han, Hangul, Kana; and pictures."""
    blocks = [
        (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x1E00, 0x1EFF), (0xAA00, 0xAA5F), (0xAA80, 0xAADF),
        (0x1780, 0x17B3), (0x17B6, 0x17FF), (0x0E00, 0x0EFF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x3040, 0x30FF),
        (0x2190, 0x27BF), (0x1F300, 0x1FAFF),
    ]  # fmt: skip
    for first, last in blocks:
        for number in range(first, last + 1):
            text = unicodedata.normalize("NFC", f"a{chr(number)}")
            assert require_valid(text) == text


@pytest.mark.parametrize(
    ("typed", "line", "lines"),
    [
        ("  Tán   thành ", "Tán thành", "Tán thành"),
        ("Ta\u0301n tha\u0300nh", "Tán thành", "Tán thành"),
        ("Tán\u00a0thành\t", "Tán thành", "Tán thành"),
        ("\r\nmột \r\n hai\r\n\r\n", "một hai", "một\nhai"),
        ("một\u2028hai", "một hai", "một\nhai"),
        ("một\x0bhai\x0cba", "một hai ba", "một\nhai\nba"),
        ("một\n\nhai", "một hai", "một\n\nhai"),
        ("a\u200bb", "a\u200bb", "a\u200bb"),
        ("", "", ""),
    ],
)
def test_what_is_typed_is_made_plain_where_nothing_is_lost(typed: str, line: str, lines: str) -> None:
    assert cleaned(typed) == line
    assert cleaned(typed, line_breaks=True) == lines


def fault_of(text: str) -> Fault | None:
    try:
        require_valid(text)
    except InvalidText as error:
        return error.fault
    return None


@given(st.text(max_size=30))
def test_what_a_reader_sees_of_a_text_holds_nothing_invisible_and_keeps_what_is_valid(text: str) -> None:
    seen = seen_of(text)
    assert seen_of(seen) == seen
    assert fault_of(seen) in {None, Fault.EMPTY, Fault.MARK_ALONE, Fault.STACKED, Fault.DIRECTION}
    assert not any(unicodedata.category(one) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for one in seen if one < "\u0590")
    assert fault_of(text) is not None or seen == cleaned(text)


@pytest.mark.parametrize(
    ("copied", "seen"),
    [
        ("\ufeffNguyễn\u200b Văn\u00ad An\r\n", "Nguyễn Văn An"),
        ("A\u202eB\u202c", "AB"),
        ("e\u200b\u0301", "é"),
        ("a\0b\x0bc", "a b c"),
        ("\u200b", ""),
        ("אב", "אב"),
    ],
)
def test_what_is_copied_from_other_programs_loses_what_nobody_sees(copied: str, seen: str) -> None:
    assert seen_of(copied) == seen


@given(st.text(max_size=30), st.booleans())
def test_cleaning_twice_changes_nothing_more_and_valid_texts_stay_valid(text: str, line_breaks: bool) -> None:
    once = cleaned(text, line_breaks=line_breaks)
    assert cleaned(once, line_breaks=line_breaks) == once
    try:
        require_valid(text, line_breaks=line_breaks)
    except InvalidText:
        return
    require_valid(once, line_breaks=line_breaks)
