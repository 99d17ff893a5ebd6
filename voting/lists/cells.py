"""Reading single cells of a household list: text in, clean value and the faults found out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from voting.lists.damage import Damage, as_unicode, damage_of
from voting.lists.faults import make_fault
from voting.lists.header import fold
from voting.lists.rows import Fault, FieldName, HouseholdRow
from voting.lists.spoiled import is_date, is_rounded
from voting.texts.validity import InvalidText, require_valid, seen_of

MAX_MEMBERS_OF_HOUSEHOLD = 99
MAX_CHARACTERS: Mapping[FieldName, int] = {"code": 40, "head_name": 100, "representative": 100, "address": 200}

_EMPTY_MARKS = frozenset({"-", "--", "–", "—", "_", ".", "…", "...", "/"})
_FORMULA_SIGNS = frozenset("=+-@")
_CELL_ERROR = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!)")
_RESERVED_SIGN = "~"
"""Kept for the codes of spare cards (`services/households`)."""
_LIKE_D = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_WORD = re.compile(r"[^\W\d_]+")
_PHONE_JOINTS = re.compile(r"[\s.()\-–_]")
_PHONES_APART = re.compile(r"[,;/\n]| - ")
_PHONE = re.compile(r"0[35789][0-9]{8}|02[0-9]{8,9}")
_LOST_ZERO = re.compile(r"[35789][0-9]{8}|2[0-9]{8,9}")
_YES = frozenset({"x", "co", "yes", "y", "1", "v", "true", "dung", "✓", "✔", "☑"})
_NO = frozenset({"", "khong", "k", "ko", "no", "n", "0", "false", "sai", "chua"})
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"), start=1)
}


@dataclass
class RowFaults:
    """Collects the faults of one row."""

    row_number: int
    font: Damage | None = None
    found: list[Fault] = field(default_factory=list)

    def add(self, column: FieldName, kind: str, **values: str | int) -> None:
        """Note a fault (a key of faults.KINDS) in this row."""
        self.found.append(make_fault(self.row_number, column, kind, **values))


def clean_text(text: str) -> str:
    """One line as a reader sees it (`texts.validity`), Đ where it looks so, "" for a mark that means nothing."""
    line = seen_of(text).translate(_LIKE_D)
    return "" if line in _EMPTY_MARKS else line


def formula_sign(text: str) -> str:
    """The sign that would make a spreadsheet read this text as a formula, "" when there is none.

    Full-width forms count too: some programs read them as the plain sign.
    """
    sign = unicodedata.normalize("NFKC", text[:1])
    return sign if sign in _FORMULA_SIGNS else ""


def read_household(
    row_number: int, cells: Mapping[FieldName, str], font: Damage | None = None
) -> tuple[HouseholdRow, tuple[Fault, ...]]:
    """The household of one row. A cell with an error gives an empty value, so that nothing unsafe is carried on.

    ``font``: the old one that the list is typed in, if it is.
    """
    faults = RowFaults(row_number, font)
    head_name = _name("head_name", cells, faults)
    representative = _name("representative", cells, faults)
    _check_people(cells, head_name, representative, faults)
    household = HouseholdRow(
        code=_text("code", cells, faults),
        head_name=head_name,
        representative=representative or head_name,
        address=_text("address", cells, faults),
        phone=_phone(cells, faults),
        members=_members(cells, faults),
        smartphone=_smartphone(cells, faults),
        row_number=row_number,
    )
    return household, tuple(faults.found)


def _text(name: FieldName, cells: Mapping[FieldName, str], faults: RowFaults) -> str:
    written = cells.get(name, "")
    text = clean_text(written)
    kind = _text_fault(name, text) or (text and _letters_fault(name, written, faults.font))
    if not kind:
        return text
    faults.add(
        name, kind, sign=formula_sign(text), value=text[:20], length=len(text), limit=MAX_CHARACTERS[name],
        meant=clean_text(as_unicode(written))[:60],
    )  # fmt: skip
    return ""


def _letters_fault(name: FieldName, written: str, font: Damage | None) -> str:
    return damage_of(written, is_name=name in ("head_name", "representative"), font=font) or ""


def _text_fault(name: FieldName, text: str) -> str:
    if formula_sign(text):
        return "formula"
    if _CELL_ERROR.fullmatch(text):
        return "cell-error"
    if is_date(text):
        return "date-in-text"
    if name in ("code", "address") and is_rounded(text):
        return "rounded-number"
    if name == "code" and unicodedata.normalize("NFKC", text[:1]) == _RESERVED_SIGN:
        return "reserved-code"
    if len(text) > MAX_CHARACTERS[name]:
        return "too-long"
    return "wrong-text" if text and not _is_valid(text) else ""


def _number_fault(text: str) -> str:
    """What a spreadsheet did to a cell that should hold a number or a mark."""
    if text.startswith("="):
        return "formula"
    if _CELL_ERROR.fullmatch(text):
        return "cell-error"
    return "rounded-number" if is_rounded(text) else ""


def _number_text(name: FieldName, cells: Mapping[FieldName, str], faults: RowFaults) -> str:
    text = clean_text(cells.get(name, ""))
    kind = _number_fault(text)
    if not kind:
        return text
    faults.add(name, kind, sign=text[:1], value=text[:20])
    return ""


def _is_valid(text: str) -> bool:
    try:
        require_valid(text)
    except InvalidText:
        return False
    return True


def _name(name: FieldName, cells: Mapping[FieldName, str], faults: RowFaults) -> str:
    text = _text(name, cells, faults)
    if not text:
        return ""
    if not _WORD.search(text):
        faults.add(name, "no-letters-in-name")
        return ""
    if any(c.isdigit() for c in text):
        faults.add(name, "digits-in-name")
    if text.isupper() and len(_WORD.findall(text)) > 1:
        text = _WORD.sub(lambda word: word[0].capitalize(), text)
        faults.add(name, "capitals", name=text)
    return text


def _check_people(cells: Mapping[FieldName, str], head: str, representative: str, faults: RowFaults) -> None:
    if head and representative:
        return
    refused = {fault.column for fault in faults.found}
    if not head and not representative and not refused:
        faults.add("representative", "missing-name")
    elif not representative and "representative" in cells and "representative" not in refused:
        faults.add("representative", "missing-representative")
    elif not head and "head_name" in cells and "head_name" not in refused:
        faults.add("head_name", "missing-head")


def _phone(cells: Mapping[FieldName, str], faults: RowFaults) -> str:
    text = _number_text("phone", cells, faults)
    if not text:
        return ""
    parts = [part for part in (_plain_phone(part) for part in _PHONES_APART.split(text)) if part]
    if not parts or not _PHONE.fullmatch(parts[0]):
        faults.add("phone", "bad-phone")
        return ""
    if len(parts) > 1:
        faults.add("phone", "several-phones")
    return parts[0]


def _plain_phone(text: str) -> str:
    digits = _PHONE_JOINTS.sub("", text)
    for country in ("+84", "0084", "84"):
        if digits.startswith(country) and len(digits) - len(country) >= 9:  # noqa: PLR2004 - digits after the country code
            digits = "0" + digits.removeprefix(country).removeprefix("0")
            break
    return "0" + digits if _LOST_ZERO.fullmatch(digits) else digits


def _members(cells: Mapping[FieldName, str], faults: RowFaults) -> int | None:
    text = _number_text("members", cells, faults)
    if not text:
        return None
    if re.fullmatch(r"0?[0-9]{1,2}", text) and 1 <= int(text) <= MAX_MEMBERS_OF_HOUSEHOLD:
        return int(text)
    number = _NUMBER_WORDS.get(fold(text[:20]))
    faults.add("members", "bad-members", limit=MAX_MEMBERS_OF_HOUSEHOLD, suggestion=f" ({number})" if number else "")
    return None


def _smartphone(cells: Mapping[FieldName, str], faults: RowFaults) -> bool:
    text = _number_text("smartphone", cells, faults)
    answer = text if text in _YES else fold(text[:20])
    if answer in _YES:
        return True
    if answer not in _NO or (text and not answer):
        faults.add("smartphone", "bad-smartphone")
    return False
