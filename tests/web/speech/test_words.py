"""One name for each thing, everywhere; no sentence of more than 20 words on any page, nor about a list or a matter."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from voting.web.speech.languages import read_catalogue
from web.speech.test_languages import sentences

LONGEST = 20
"""Words of a sentence that is read aloud once and understood."""
ON_THE_WAY = ("booth/", "quoted.html")
"""Where the sentences of a household's way stand, below `templates` or `voting/web`."""
ENDS = re.compile(r"(?<=[.?!…])[”)]*\s+")
VIETNAMESE = re.compile("[ạ-ỹăđơưâêô]", re.IGNORECASE)
PLACE = re.compile(r"%\(\w+\)s|\{\w+\}")

NAMES = {
    "sổ chung": ["sổ công khai", "sổ cái", "sổ của xã", "sổ xã", "nhật ký chung", "sổ ghi chung"],
    "sổ phiếu": ["sổ của cuộc biểu quyết", "sổ bỏ phiếu", "sổ lá phiếu"],
    "thẻ của hộ": ["thẻ hộ", "thẻ gia đình", "thẻ cử tri", "thẻ bỏ phiếu"],
    "thẻ kiểm phiếu": ["thẻ khóa", "thẻ thành viên", "thẻ kiểm đếm", "giấy khóa"],
    "Tổ lấy ý kiến": ["tổ giúp việc", "tổ công tác", "tổ vận động", "tổ hỗ trợ", "nhóm giúp việc"],
    "biên nhận": ["biên lai", "giấy nhận", "phiếu xác nhận"],
    "số phiếu": ["mã phiếu", "mã số phiếu", "mã biên nhận", "số biên nhận", "mã theo dõi"],
    "mã vuông": ["mã QR", "QR code", "mã vạch"],
    "máy ảnh": ["camera"],
    "bàn hỗ trợ": ["quầy hỗ trợ", "bàn giúp việc", "bàn trợ giúp"],
    "Loa thôn": ["tin của thôn", "loa làng"],
    "ông/bà, bà con, hộ mình": ["bạn", "các bạn", "hộ bạn", "quý vị"],
}
"""What a thing is called, and what it never is (EXPERIENCE, lesson 9): a second name makes people look for a second
thing."""
ENGLISH_NAMES = {
    "supervisory board": ["supervision board", "monitoring board"],
    "square code": ["QR code", "barcode"],
    "village hall": ["communal hall", "community hall", "cultural house"],
    "voting team": ["help team", "assisting team", "opinion team"],
    "ballot number": ["tracker", "receipt number"],
    "household's card": ["voter card", "family card"],
}


def called(names: dict[str, list[str]], text: str) -> list[str]:
    """The wrong names in a text, each with the right one."""
    return [
        f"“{wrong}” is called “{right}”"
        for right, others in names.items()
        for wrong in others
        if re.search(rf"(?<!\w){re.escape(wrong)}(?!\w)", text, re.IGNORECASE)
    ]


def test_each_thing_has_one_name(root: Path) -> None:
    found = {sentence: called(NAMES, sentence) for _file, sentence in sentences(root)}
    assert {sentence: wrong for sentence, wrong in found.items() if wrong} == {}


def test_each_thing_has_one_english_name() -> None:
    found = {str(one.string): called(ENGLISH_NAMES, str(one.string)) for one in read_catalogue() if one.id}
    assert {sentence: wrong for sentence, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("folder", ["papers", "law", "lists", "verifier"])
def test_papers_and_sentences_of_the_law_use_the_same_names(root: Path, folder: str) -> None:
    folder = f"voting/{folder}"
    found = {
        f"{file.name}: {line.strip()}": called(NAMES, line)
        for file in sorted((root / folder).rglob("*.py"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if VIETNAMESE.search(line)
    }
    assert {line: wrong for line, wrong in found.items() if wrong} == {}


def test_a_second_name_is_noticed_whatever_its_case_and_not_inside_another_word() -> None:
    assert called(NAMES, "Tổ giúp việc phát thẻ") == ["“tổ giúp việc” is called “Tổ lấy ý kiến”"]
    assert called(NAMES, "Ủy ban nhân dân xã, ban giám sát, thẻ kiểm phiếu, sổ chung") == []


def spoken_parts(text: str) -> Iterator[str]:
    """The sentences in a text."""
    yield from (part for part in ENDS.split(PLACE.sub("X", text)) if part)


def of_the_way(root: Path) -> set[str]:
    """Every text that a household may meet on its way."""
    return {text for file, text in sentences(root) if file.startswith(ON_THE_WAY)}


def test_no_sentence_on_a_households_way_is_long(root: Path) -> None:
    english = {str(one.id): str(one.string) for one in read_catalogue() if one.id}
    texts = of_the_way(root)
    assert len(texts) > 150
    both = [text for vietnamese in texts for text in (vietnamese, english.get(vietnamese, ""))]
    parts = {part for text in both for part in spoken_parts(text)}
    assert {part: len(part.split()) for part in parts if len(part.split()) > LONGEST} == {}


def test_no_sentence_of_any_page_is_long_not_even_for_officials(root: Path) -> None:
    parts = {part: file for file, text in sentences(root) for part in spoken_parts(text)}
    assert len(parts) > 1_500
    assert {part: file for part, file in parts.items() if len(part.split()) > LONGEST} == {}


def strings(tree: ast.Module) -> Iterator[str]:
    """Every text of a module that is said to somebody: documentation aside, values filled in counted as one word."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            said |= {id(part) for part in node.values}
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
    yield from (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    )


@pytest.mark.parametrize("place", ["lists/*.py", "law/classification.py", "law/wording.py"])
def test_no_sentence_about_a_list_a_matter_or_a_result_is_long(root: Path, place: str) -> None:
    texts = [text for file in (root / "voting").glob(place) for text in strings(ast.parse(file.read_text("utf-8")))]
    parts = {part for text in texts if VIETNAMESE.search(text) for part in spoken_parts(text)}
    assert len(parts) > 10
    assert {part: len(part.split()) for part in parts if len(part.split()) > LONGEST} == {}
