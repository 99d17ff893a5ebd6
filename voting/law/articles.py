"""The only list of citations: page, refusal, paper and report quote the same one.

`confidence` says how sure we are of what we take from the place: C, read in the article's own text; Q, only in a
secondary source; U, not found; S, the law is silent. Q and U show "chưa kiểm chứng" where they are used, S "luật không
quy định".
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
    SILENT = "S"

    @property
    def mark_vi(self) -> str:
        """What stands beside a number of this kind; empty where the article's own text was read."""
        return {"C": "", "S": "luật không quy định"}.get(self.value, "chưa kiểm chứng")

    @property
    def mark_en(self) -> str:
        """As ``mark_vi``, in English."""
        return {"C": "", "S": "not set by law"}.get(self.value, "unconfirmed")


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
_DECREE_61 = Law("decree-61-2023", "61/2023/NĐ-CP", "Nghị định số 61/2023/NĐ-CP", "Decree 61/2023/NĐ-CP")
_DECREE_30 = Law("decree-30-2020", "30/2020/NĐ-CP", "Nghị định số 30/2020/NĐ-CP", "Decree 30/2020/NĐ-CP")
_PERSONAL_DATA = Law(
    "law-91-2025",
    "91/2025/QH15",
    "Luật Bảo vệ dữ liệu cá nhân năm 2025",
    "Law on Personal Data Protection 2025 (91/2025/QH15)",
)
_DECREE_356 = Law("decree-356-2025", "356/2025/NĐ-CP", "Nghị định số 356/2025/NĐ-CP", "Decree 356/2025/NĐ-CP")

LAWS: Mapping[str, Law] = {
    law.key: law for law in (_GRASSROOTS, _DECREE_59, _DECREE_61, _DECREE_30, _PERSONAL_DATA, _DECREE_356)
}

_C = Confidence.CONFIRMED


def _place(law: Law, article: str = "", clause: str = "", point: str = "") -> Citation:
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
        confidence=_C,
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


def _at(law: Law, place: str) -> Citation:
    article, clause, point, *_ = [*place.split("."), "", ""]
    return _place(law, article, clause, point)


_PLACES: Mapping[Law, str] = {
    _GRASSROOTS: """
        11 12.3 13.1 13.2 13.3 13.4 14.1 14.2 14.3 15 15.1 15.2 15.3 15.4 15.5 15.6 16 16.2 16.3 17 17.1 17.2
        18 18.2 18.3 19 20.2 20.3 21 21.1 21.2 22 22.3 23 23.2 24.4 25 26 28.2 32.1 40.1.c 45.1.b 45.2.c
    """,
    _DECREE_59: """
        3.3 3.4 4 4.2 4.4 5 5.1.a 5.1.c 5.2.a 5.2.b 5.2.c 5.2.d 5.3 5.4.a 5.4.b 5.5 5.6 11.1.c 14.1.b
    """,
    _DECREE_61: "9 9.1 10 15.4",
}
"""Articles, clauses and points that anything here rests on, by law."""

CITATIONS: Mapping[str, Citation] = {
    citation.key: citation
    for citation in (
        *map(_place, LAWS.values()),
        *(_at(law, place) for law, places in _PLACES.items() for place in places.split()),
        _form("01", "giấy mời", "invitation"),
        _form("02", "biên bản kiểm phiếu", "minutes of the count"),
        _form("03", "nghị quyết, biên bản, bản ghi nhớ, bản thỏa thuận", "resolution, minutes, agreement"),
        _form("04", "biên bản kiểm phiếu lấy ý kiến", "minutes of the count of slips"),
        _form("05", "biên bản danh sách ứng cử", "list of candidates"),
    )
}
"""Every citation by its key."""


def cite(key: str) -> Citation:
    """The citation of this key. Raises UnknownCitation."""
    try:
        return CITATIONS[key]
    except KeyError:
        raise UnknownCitation(key) from None
