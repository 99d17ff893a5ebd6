"""The annexes of a matter (LAW.md 5, (d) and (e)): the copy of the result, for all; lists of households, for few."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from voting.papers.decision import Numbers, figures_of, outcomes_of
from voting.papers.matter import MatterFacts, sheet
from voting.papers.sheet import Block, Para, Rows, Sheet, Signer, clock, number, paras

_GROUP = 8
"""Characters of a hash between spaces, so that it can be read aloud, and broken at a line's end."""


@dataclass(frozen=True)
class Shot:
    """The page of a result as it stood: its address, when, and the entry of the book that it shows."""

    address: str
    at: datetime
    book: str
    index: int
    leaf: str


@dataclass(frozen=True)
class ListedHousehold:
    """A household on an annex: its code (empty where it signed on paper), whom it is listed by, where it lives."""

    code: str
    name: str
    address: str = ""


def result_copy(facts: MatterFacts, leader: str, numbers: Numbers, shot: Shot) -> Sheet:
    """LAW.md 5 (d): the result's page with time, figures, hash."""
    grouped = " ".join(shot.leaf[n : n + _GROUP] for n in range(0, len(shot.leaf), _GROUP))
    blocks: tuple[Block, ...] = (
        *paras(f"Chụp lúc {clock(shot.at)}, từ trang {shot.address}."),
        *paras(
            f"Nhận phiếu đến {clock(numbers.closed_at)}. Tổng số hộ: {number(numbers.households)}. "
            f"Số hộ đã biểu quyết: {number(numbers.voted)}."
        ),
        figures_of(numbers), *outcomes_of(numbers),
        *paras(f"Kết quả là dòng {shot.index} của sổ chung {shot.book}. Mã băm (SHA-256) của dòng ấy: {grouped}."),
    )  # fmt: skip
    titles = ("Bản chụp kết quả", f"Về việc: {facts.title}")
    return sheet(facts, ("result-copy", *titles), blocks, [Signer("Tổ trưởng", leader)])


def participants(facts: MatterFacts, leader: str, households: Sequence[ListedHousehold]) -> Sheet:
    """LAW.md 5 (e): who took part, and not a word of how anyone voted."""
    blocks: tuple[Block, ...] = (
        *paras(
            f"Các hộ đã gửi phiếu trong cuộc biểu quyết trực tuyến về việc: {facts.title}. "
            f"Tất cả {number(len(households))}/{number(facts.households)} hộ.",
        ),
        _rows(households), *_private("Danh sách không ghi hộ nào chọn gì; phiếu được niêm phong, không ai biết."),
    )  # fmt: skip
    titles = ("Danh sách", "Đại diện hộ gia đình tham gia biểu quyết trực tuyến")
    return sheet(facts, ("participants", *titles), blocks, [Signer("Tổ trưởng", leader)], to=(facts.head_title,))


def consents(facts: MatterFacts, households: Sequence[ListedHousehold]) -> Sheet:
    """LAW.md 5, #1: who consents to a citizens' proposal."""
    blocks: tuple[Block, ...] = (
        *paras(
            f"Các hộ đồng ý đề xuất việc: {facts.title}. "
            f"Tất cả {number(len(households))}/{number(facts.households)} hộ.",
        ),
        _rows(households), *_private("Người đề xuất chịu trách nhiệm về số hộ và danh sách này."),
    )  # fmt: skip
    titles = ("Danh sách", "Các hộ đồng ý với đề xuất của công dân")
    return sheet(facts, ("consents", *titles), blocks, [Signer("Người đề xuất")])


def _rows(households: Sequence[ListedHousehold]) -> Rows:
    return Rows(
        (10, 20, 35, 35), ("STT", "Mã hộ", "Đại diện hộ", "Địa chỉ"),
        tuple((str(n), one.code, one.name, one.address) for n, one in enumerate(households, 1)),
    )  # fmt: skip


def _private(words: str) -> tuple[Para, ...]:
    return paras(words, "Phụ lục riêng, giữ tại hồ sơ của cộng đồng; không niêm yết, không gửi trong nhóm.")
