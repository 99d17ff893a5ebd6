"""The road of a matter as a line of at most eight parts, where it stands in a shape and a few words, and its papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from flask_babel.speaklater import LazyString

from voting.services.matters.reading import PaperInfo
from voting.services.matters.terms import STEPS, Mark, Sentence, stretches
from voting.services.votes.summaries import Stage
from voting.web.speech.labels import STATES, Label
from voting.web.speech.languages import spoken
from voting.web.speech.words import _, _l

_LOOKS = {
    Mark.REPORTED: ("done", ""),
    Mark.CARRIED_OUT: ("now", ""),
    Mark.NOT_RECOGNISED: ("cross", "still"),
    Mark.PASSED: ("done", ""),
    Mark.NOT_PASSED: ("not", "still"),
    Mark.VOTE: ("now", ""),
    Mark.ANNOUNCED: ("clock", "still"),
    Mark.CONVENED: ("clock", "still"),
    Mark.TURNED: ("now", "still"),
    Mark.ELSEWHERE: ("now", "still"),
    Mark.ONLINE: ("now", "still"),
    Mark.PROPOSED: ("now", "still"),
}
"""The marks a matter is known by, the furthest first, each with its drawing and style."""


class Travels(Protocol):
    """A matter, told in full or by a desk."""

    @property
    def marks(self) -> Sequence[Mark]:
        """What has been done."""

    @property
    def ended(self) -> Sentence | None:
        """How it was ended before it was carried out."""


def road_of(matter: Travels) -> list[tuple[str, str]]:
    """(state, words) of each part; the first that is not behind is now."""
    parts, going = [], matter.ended is None
    for one in stretches(matter.marks):
        done = one.is_done(matter.marks)
        parts.append(("done" if done else "now" if going else "later", spoken(one.said)))
        going = going and done
    return parts


@dataclass(frozen=True)
class Part:
    """The part of the road that a matter has come to: the third of eight, and its words."""

    number: int
    all: int
    words: str


def part_now(matter: Travels) -> Part | None:
    """Where on its road a matter is; none once that is over."""
    road = road_of(matter)
    return next((Part(n, len(road), words) for n, (state, words) in enumerate(road, 1) if state == "now"), None)


def label_of(matter: Travels, stage: Stage | None = None) -> Label:
    """Where a matter stands; while it is voted on, that is where its vote stands."""
    if matter.ended is not None:
        return Label(LazyString(spoken, matter.ended), "cross", "still")
    mark = next(one for one in _LOOKS if one in matter.marks)
    if mark is Mark.VOTE and stage is not None:
        return STATES[stage]
    words = _l("Đang chuẩn bị biểu quyết") if mark is Mark.ONLINE else LazyString(spoken, STEPS[mark].done)
    return Label(words, *_LOOKS[mark])


_PAPERS = {
    "proposal": _l("Đề xuất"),
    "classification": _l("Bản xếp loại việc"),
    "agreement": _l("Biên bản thống nhất"),
    "report": _l("Báo cáo xã trước khi biểu quyết"),
    "team": _l("Quyết định lập Tổ lấy ý kiến"),
    "roll": _l("Biên bản chốt danh sách hộ"),
    "poll": _l("Biên bản hỏi hình thức"),
    "notice": _l("Thông báo biểu quyết"),
    "minutes": _l("Biên bản của Tổ lấy ý kiến"),
    "decision": _l("Biên bản kết quả (Mẫu số 03)"),
    "posting": _l("Niêm yết kết quả"),
    "dispatch": _l("Công văn gửi kết quả"),
    "implementation": _l("Báo cáo kết quả thực hiện"),
    "invitation": _l("Giấy mời họp (Mẫu số 01)"),
    "count": _l("Biên bản kiểm phiếu"),
    "decided": _l("Nghị quyết của cộng đồng (Mẫu số 03)"),
}
_TO = {
    Mark.INFORMED_COMMUNE: _l("UBND xã"), Mark.SENT_COMMUNE: _l("UBND xã"),
    Mark.INFORMED_FRONT: _l("Mặt trận xã"), Mark.SENT_FRONT: _l("Mặt trận xã"),
}  # fmt: skip
_WORD = "vnd.openxmlformats"


@dataclass(frozen=True)
class ShownPaper:
    """One paper as people think of it: its name, the number of the page to read, that of the Word file if any."""

    name: str
    page: int
    word: int = 0
    private: bool = False


def papers_of(papers: Sequence[PaperInfo]) -> list[ShownPaper]:
    """Each paper once, the latest first; what was handed in has the name of its file."""
    shown: list[ShownPaper] = []
    for one in papers:
        if _WORD in one.media_type and shown:
            last = shown[-1]
            shown[-1] = ShownPaper(last.name, last.page, one.position, last.private)
            continue
        shown.append(ShownPaper(_name_of(one), one.position, private=one.private))
    return shown[::-1]


def _name_of(paper: PaperInfo) -> str:
    name = str(_PAPERS[paper.kind]) if paper.kind in _PAPERS else paper.name
    to = _TO.get(Mark(paper.step)) if paper.step in set(Mark) else None
    if to is None:
        return name
    return _("%(name)s, gửi %(to)s", name=name, to=to) if paper.kind in _PAPERS else f"{name} ({to})"
