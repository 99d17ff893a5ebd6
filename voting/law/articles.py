"""The only list of citations: page, refusal, paper and report quote the same one.

`confidence` says how sure we are of what we take from the place: C, read in a source; Q, only in a secondary source;
U, from memory. Everything that is not C shows "chưa kiểm chứng" where it is used.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from voting.law.errors import UnknownCitation


class Confidence(StrEnum):
    """How sure we are of a reading of the law."""

    CONFIRMED = "C"
    SECONDARY = "Q"
    UNCONFIRMED = "U"


@dataclass(frozen=True)
class Law:
    """A law or decree: its key, number, and names short enough to stand in a sentence."""

    key: str
    number: str
    name_vi: str
    name_en: str


@dataclass(frozen=True)
class Citation:
    """A place in a law. `article`, `clause` and `point` are "" where the place is wider; `key` is stable.

    The record carries the key, so a key once used is never given another meaning.
    """

    key: str
    law: str
    article: str
    clause: str
    point: str
    short_vi: str
    short_en: str
    confidence: Confidence

    @property
    def unconfirmed(self) -> bool:
        """Whether pages must say "chưa kiểm chứng" beside it."""
        return self.confidence is not Confidence.CONFIRMED


_GRASSROOTS = Law(
    "law-10-2022",
    "10/2022/QH15",
    "Luật Thực hiện dân chủ ở cơ sở năm 2022",
    "Law on Grassroots Democracy 2022 (10/2022/QH15)",
)
_DECREE_59 = Law("decree-59-2023", "59/2023/NĐ-CP", "Nghị định số 59/2023/NĐ-CP", "Decree 59/2023/NĐ-CP")
_DECREE_30 = Law("decree-30-2020", "30/2020/NĐ-CP", "Nghị định số 30/2020/NĐ-CP", "Decree 30/2020/NĐ-CP")
_PERSONAL_DATA = Law(
    "law-91-2025",
    "91/2025/QH15",
    "Luật Bảo vệ dữ liệu cá nhân năm 2025",
    "Law on Personal Data Protection 2025 (91/2025/QH15)",
)
_DECREE_356 = Law("decree-356-2025", "356/2025/NĐ-CP", "Nghị định số 356/2025/NĐ-CP", "Decree 356/2025/NĐ-CP")

LAWS: Mapping[str, Law] = {law.key: law for law in (_GRASSROOTS, _DECREE_59, _DECREE_30, _PERSONAL_DATA, _DECREE_356)}

_C = Confidence.CONFIRMED


def _place(law: Law, article: str = "", clause: str = "", point: str = "", confidence: Confidence = _C) -> Citation:
    inside = ".".join(part for part in (article, clause, point) if part)
    where_vi = (
        [f"điểm {point}"] * bool(point) + [f"khoản {clause}"] * bool(clause) + [f"Điều {article}"] * bool(article)
    )
    where_en = f"Article {article}" + f"({clause})" * bool(clause) + f"({point})" * bool(point)
    return Citation(
        key=f"{law.key}:{inside}" if inside else law.key,
        law=law.key,
        article=article,
        clause=clause,
        point=point,
        short_vi=" ".join([*where_vi, law.name_vi]),
        short_en=f"{where_en}, {law.name_en}" if article else law.name_en,
        confidence=confidence,
    )


def _form(number: str, name_vi: str, name_en: str) -> Citation:
    return Citation(
        key=f"{_DECREE_59.key}:mau-{number}",
        law=_DECREE_59.key,
        article="",
        clause="",
        point="",
        short_vi=f"Mẫu số {number} ({name_vi}) kèm theo {_DECREE_59.name_vi}",
        short_en=f"Form {number} ({name_en}) of {_DECREE_59.name_en}",
        confidence=_C,
    )


CITATIONS: Mapping[str, Citation] = {
    citation.key: citation
    for citation in (
        _place(_GRASSROOTS),
        _place(_GRASSROOTS, "15"),
        *(_place(_GRASSROOTS, "15", str(clause)) for clause in range(1, 7)),
        _place(_GRASSROOTS, "17"),
        _place(_GRASSROOTS, "18", "2"),
        _place(_GRASSROOTS, "21"),
        _place(_GRASSROOTS, "22"),
        _place(_GRASSROOTS, "23"),
        _place(_GRASSROOTS, "25"),
        _place(_GRASSROOTS, "26"),
        _place(_DECREE_59),
        _place(_DECREE_59, "5"),
        _place(_DECREE_59, "5", "2", "c"),
        _form("02", "biên bản kiểm phiếu", "minutes of the count"),
        _form("03", "nghị quyết, biên bản, bản ghi nhớ, bản thỏa thuận", "resolution, minutes, agreement"),
        _place(_DECREE_30),
        _place(_PERSONAL_DATA),
        _place(_DECREE_356),
    )
}
"""Every citation by its key."""


def cite(key: str) -> Citation:
    """The citation of this key. Raises UnknownCitation."""
    try:
        return CITATIONS[key]
    except KeyError:
        raise UnknownCitation(key) from None
