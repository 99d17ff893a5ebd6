"""The road of a matter as data: from a proposal to a paper the commune files (Decree 59/2023, Art. 5; LAW.md 5).

Whatever is done leaves a mark. A step says which marks must be there before it, one of each group, and whose act it is;
what is next, and what is still missing, follows from the marks alone. Order in time is the order of the marks.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from voting.law.matters import MATTERS, ONLINE_CLAUSE, TakesEffect
from voting.law.sentence import Sentence
from voting.law.units import unit_called


class Office(StrEnum):
    """Who acts; no names."""

    HEAD = "head"
    FRONT = "front"
    TEAM = "team"
    COMMUNE = "commune"
    COMMUNE_FRONT = "commune-front"
    CITIZENS = "citizens"
    INSPECTION = "inspection"


OFFICES: Mapping[Office, Sentence] = {
    Office.HEAD: Sentence("trưởng thôn, tổ trưởng", "the village head"),
    Office.FRONT: Sentence("trưởng ban công tác Mặt trận", "the head of the Front committee"),
    Office.TEAM: Sentence("Tổ lấy ý kiến", "the online-voting team"),
    Office.COMMUNE: Sentence("Ủy ban nhân dân xã", "the commune People's Committee"),
    Office.COMMUNE_FRONT: Sentence("Ủy ban Mặt trận Tổ quốc xã", "the commune Front"),
    Office.CITIZENS: Sentence("các hộ trong thôn", "households of the village"),
    Office.INSPECTION: Sentence("Ban Thanh tra nhân dân", "the people's inspection board"),
}
"""Each office in both languages."""


def office_called(office: Office, unit_kind: str) -> Sentence:
    """What an office is called in a community of this kind: its head by their own title, "tổ trưởng tổ dân phố"."""
    if office is not Office.HEAD:
        return OFFICES[office]
    unit = unit_called(unit_kind)
    return Sentence(unit.head_vi[:1].lower() + unit.head_vi[1:], f"the {unit.head_en}")


PROPOSERS = (Office.HEAD, Office.FRONT, Office.COMMUNE, Office.CITIZENS)
"""Who may propose a matter (Art. 16)."""


class Mark(StrEnum):
    """What has been done for a matter."""

    RAISED = "raised"
    BACKED = "backed"
    PROPOSED = "proposed"
    ONLINE = "online"
    ELSEWHERE = "elsewhere"
    AGREED_HEAD = "agreed-head"
    AGREED_FRONT = "agreed-front"
    INFORMED_COMMUNE = "informed-commune"
    INFORMED_FRONT = "informed-commune-front"
    TEAM = "team"
    ROLL = "roll"
    FORM_ONLINE = "form-online"
    FORM_MEETING = "form-meeting"
    ANNOUNCED = "announced"
    VOTE = "vote"
    MINUTED = "minuted"
    PASSED = "passed"
    NOT_PASSED = "not-passed"
    TURNED = "turned"
    CONVENED = "convened"
    RECOGNISED = "recognised"
    NOT_RECOGNISED = "not-recognised"
    PUBLISHED = "published"
    SENT_COMMUNE = "sent-commune"
    SENT_FRONT = "sent-commune-front"
    CARRIED_OUT = "carried-out"
    REPORTED = "reported"
    ENDED = "ended"


@dataclass(frozen=True)
class Step:
    """One act on the road. ``needs``: of each group one mark must be there; ``bars``: none of these may be.

    ``done`` says that it is done, ``act`` are the words of the button; ``row`` is the state's number in LAW.md 5, 0 for
    what lies beside the online road.
    """

    mark: Mark
    row: int
    needs: tuple[frozenset[Mark], ...]
    bars: frozenset[Mark]
    offices: tuple[Office, ...]
    citation: str
    done: Sentence
    act: Sentence


_OUTCOME = frozenset({Mark.PASSED, Mark.NOT_PASSED})


def _one_of(*marks: Mark) -> frozenset[Mark]:
    return frozenset(marks)


def _all_of(*marks: Mark) -> tuple[frozenset[Mark], ...]:
    return tuple(frozenset({mark}) for mark in marks)


_HEAD, _FRONT, _TEAM = (Office.HEAD,), (Office.FRONT,), (Office.TEAM,)
_JUDGES = (Office.HEAD, Office.COMMUNE, Office.COMMUNE_FRONT)
_D5 = "decree-59-2023:5"
_NEVER: frozenset[Mark] = frozenset()

STEPS: Mapping[Mark, Step] = {
    step.mark: step
    for step in (
        Step(
            Mark.RAISED, 0, (), _one_of(Mark.PROPOSED), (Office.CITIZENS,), "law-10-2022:16.3",
            Sentence("Các hộ đã nêu, chưa đủ đồng ý", "Raised by households, not carried yet"),
            Sentence("Lấy đồng ý của các hộ", "Gather the households' consents"),
        ),
        Step(
            Mark.BACKED, 0, _all_of(Mark.RAISED), _one_of(Mark.PROPOSED), _FRONT, "law-10-2022:16.3",
            Sentence("Ban công tác Mặt trận đã ủng hộ đề xuất", "Backed by the Front committee"),
            Sentence("Ủng hộ đề xuất của các hộ", "Back the households' proposal"),
        ),
        Step(
            Mark.PROPOSED, 1, (), _NEVER, PROPOSERS, "law-10-2022:16",
            Sentence("Đã đề xuất", "Proposed"), Sentence("Đề xuất một việc", "Propose a matter"),
        ),
        Step(
            Mark.ONLINE, 2, _all_of(Mark.PROPOSED), _one_of(Mark.ELSEWHERE, Mark.TURNED), _HEAD, "law-10-2022:15.6",
            Sentence("Thuộc khoản 6, được biểu quyết trực tuyến", "Clause 6: may be voted online"),
            Sentence("Xếp loại việc này", "Classify this matter"),
        ),
        Step(
            Mark.ELSEWHERE, 2, _all_of(Mark.PROPOSED), _one_of(Mark.ONLINE, Mark.TURNED), _HEAD, "law-10-2022:17.1",
            Sentence("Phải họp hoặc phát phiếu", "Needs a meeting or slips"),
            Sentence("Xếp loại việc này", "Classify this matter"),
        ),
        Step(
            Mark.AGREED_HEAD, 3, _all_of(Mark.ONLINE), _NEVER, _HEAD, f"{_D5}.1.a",
            Sentence("Trưởng thôn thống nhất không phải họp", "The head agrees that no meeting is needed"),
            Sentence("Thống nhất biểu quyết trực tuyến", "Agree to an online vote"),
        ),
        Step(
            Mark.AGREED_FRONT, 3, _all_of(Mark.ONLINE), _NEVER, _FRONT, f"{_D5}.1.a",
            Sentence("Ban công tác Mặt trận thống nhất không phải họp", "The Front agrees that no meeting is needed"),
            Sentence("Thống nhất biểu quyết trực tuyến", "Agree to an online vote"),
        ),
        Step(
            Mark.INFORMED_COMMUNE, 4, _all_of(Mark.AGREED_HEAD, Mark.AGREED_FRONT), _NEVER, _HEAD, f"{_D5}.2.a",
            Sentence("Đã báo cáo UBND xã", "The commune is informed"),
            Sentence("Báo cáo UBND xã", "Inform the commune"),
        ),
        Step(
            Mark.INFORMED_FRONT, 4, _all_of(Mark.AGREED_HEAD, Mark.AGREED_FRONT), _NEVER, _HEAD, f"{_D5}.2.a",
            Sentence("Đã báo cáo Mặt trận xã", "The commune Front is informed"),
            Sentence("Báo cáo Mặt trận xã", "Inform the commune Front"),
        ),
        Step(
            Mark.TEAM, 5, _all_of(Mark.INFORMED_COMMUNE, Mark.INFORMED_FRONT), _NEVER, _HEAD, f"{_D5}.2.b",
            Sentence("Đã lập Tổ lấy ý kiến", "The online-voting team is set up"),
            Sentence("Lập Tổ lấy ý kiến", "Set up the online-voting team"),
        ),
        Step(
            Mark.ROLL, 6, _all_of(Mark.TEAM), _NEVER, _TEAM, "law-10-2022:18.2",
            Sentence("Đã chốt danh sách hộ", "The household roll is settled"),
            Sentence("Chốt danh sách hộ cho việc này", "Settle the household roll for this matter"),
        ),
        Step(
            Mark.FORM_ONLINE, 7, _all_of(Mark.ROLL), _one_of(Mark.FORM_MEETING), _TEAM, f"{_D5}.2.c",
            Sentence("Quá nửa số hộ chọn biểu quyết trực tuyến", "More than half of the households want it online"),
            Sentence("Ghi ý kiến của bà con về hình thức", "Record how the households want to decide"),
        ),
        Step(
            Mark.FORM_MEETING, 7, _all_of(Mark.ROLL), _one_of(Mark.FORM_ONLINE), _TEAM, f"{_D5}.2.c",
            Sentence("Chưa quá nửa số hộ chọn trực tuyến: phải họp", "Not more than half want it online: a meeting"),
            Sentence("Ghi ý kiến của bà con về hình thức", "Record how the households want to decide"),
        ),
        Step(
            Mark.ANNOUNCED, 8, _all_of(Mark.FORM_ONLINE), _NEVER, (Office.TEAM, Office.HEAD), f"{_D5}.3",
            Sentence("Đã thông báo", "Announced"), Sentence("Ra thông báo", "Announce the vote"),
        ),
        Step(
            Mark.VOTE, 9, _all_of(Mark.ANNOUNCED), _NEVER, _HEAD, f"{_D5}.2.d",
            Sentence("Đã mở biểu quyết", "The vote is opened"), Sentence("Mở cuộc biểu quyết", "Open the vote"),
        ),
        Step(
            Mark.MINUTED, 10, _all_of(Mark.VOTE), _NEVER, _TEAM, f"{_D5}.4.a",
            Sentence("Tổ đã lập biên bản", "The team has made its minutes"),
            Sentence("Lập biên bản của Tổ", "Make the team's minutes"),
        ),
        Step(
            Mark.PASSED, 11, (_one_of(Mark.MINUTED, Mark.CONVENED),), _OUTCOME, _HEAD, "law-10-2022:21",
            Sentence("Đã thông qua", "Passed"), Sentence("Lập biên bản kết quả", "Make the record of the decision"),
        ),
        Step(
            Mark.NOT_PASSED, 11, (_one_of(Mark.MINUTED, Mark.CONVENED),), _OUTCOME, _HEAD, "law-10-2022:21",
            Sentence("Không thông qua", "Not passed"),
            Sentence("Lập biên bản kết quả", "Make the record of the decision"),
        ),
        Step(
            Mark.TURNED, 0, (_one_of(Mark.FORM_MEETING, Mark.NOT_PASSED, Mark.CONVENED),), _one_of(Mark.PASSED), _HEAD,
            "law-10-2022:17.1",
            Sentence("Chuyển sang họp hoặc phát phiếu", "Turned to a meeting or slips"),
            Sentence("Chuyển sang họp hoặc phát phiếu", "Turn to a meeting or slips"),
        ),
        Step(
            Mark.CONVENED, 0, (_one_of(Mark.ELSEWHERE, Mark.TURNED),), _OUTCOME, _HEAD, "decree-59-2023:3.3",
            Sentence("Đã mời họp, đã báo phát phiếu", "The meeting or the slips are announced"),
            Sentence("Mời họp hoặc báo phát phiếu", "Call the meeting or announce the slips"),
        ),
        Step(
            Mark.RECOGNISED, 0, _all_of(Mark.PASSED), _one_of(Mark.NOT_RECOGNISED), _JUDGES, "law-10-2022:21.2",
            Sentence("Đã được công nhận", "Recognised"), Sentence("Ghi việc công nhận", "Record the recognition"),
        ),
        Step(
            Mark.NOT_RECOGNISED, 0, _all_of(Mark.PASSED), _one_of(Mark.RECOGNISED), _JUDGES, "law-10-2022:21.2",
            Sentence("Không được công nhận", "Not recognised"),
            Sentence("Ghi việc không công nhận", "Record the refusal"),
        ),
        Step(
            Mark.PUBLISHED, 12, (_OUTCOME,), _NEVER, _HEAD, f"{_D5}.4.b",
            Sentence("Đã công khai kết quả", "The result is made public"),
            Sentence("Ghi việc niêm yết, đọc loa", "Record posting and loudspeaker"),
        ),
        Step(
            Mark.SENT_COMMUNE, 13, (_OUTCOME,), _NEVER, _HEAD, f"{_D5}.4.b",
            Sentence("Đã gửi UBND xã", "Sent to the commune"),
            Sentence("Gửi kết quả cho UBND xã", "Send to the commune"),
        ),
        Step(
            Mark.SENT_FRONT, 13, (_OUTCOME,), _NEVER, _HEAD, f"{_D5}.4.b",
            Sentence("Đã gửi Mặt trận xã", "Sent to the commune Front"),
            Sentence("Gửi kết quả cho Mặt trận xã", "Send to the commune Front"),
        ),
        Step(
            Mark.CARRIED_OUT, 14, _all_of(Mark.PASSED), _one_of(Mark.REPORTED), _HEAD, "law-10-2022:23.2",
            Sentence("Đang thực hiện", "Being carried out"), Sentence("Ghi việc đã làm", "Record what was done"),
        ),
        Step(
            Mark.REPORTED, 14, _all_of(Mark.CARRIED_OUT), _NEVER, _HEAD, "law-10-2022:23.2",
            Sentence("Đã báo cáo kết quả thực hiện", "Carried out and reported"),
            Sentence("Báo cáo kết quả thực hiện", "Report how it was carried out"),
        ),
        Step(
            Mark.ENDED, 0, (_one_of(Mark.RAISED, Mark.PROPOSED),), _one_of(Mark.REPORTED),
            (Office.HEAD, Office.COMMUNE), "law-10-2022:22",
            Sentence("Đã dừng", "Ended"), Sentence("Dừng việc này", "End this matter"),
        ),
    )
}  # fmt: skip
"""Every step by the mark it leaves."""

ONCE_MORE = frozenset({Mark.CARRIED_OUT, Mark.TURNED, Mark.CONVENED})
"""Steps that may be taken again."""
OF_ROLL = frozenset({Mark.ROLL, Mark.FORM_ONLINE, Mark.FORM_MEETING})
"""What holds for one household roll only: with another, it is to be done again."""
ROAD = tuple(mark for mark, step in STEPS.items() if step.row)
"""The marks of the online road, in the order of LAW.md 5."""


@dataclass(frozen=True)
class Stretch:
    """A part of the road in the village's own words; it is behind when all of these groups have a mark."""

    said: Sentence
    groups: tuple[frozenset[Mark], ...]

    def is_done(self, marks: Collection[Mark]) -> bool:
        """Whether it is behind."""
        there = set(marks)
        return all(group & there for group in self.groups)


_BEGUN = (
    Stretch(Sentence("Đề xuất", "Proposal"), _all_of(Mark.PROPOSED)),
    Stretch(Sentence("Xếp loại", "Classification"), (_one_of(Mark.ONLINE, Mark.ELSEWHERE, Mark.TURNED),)),
)
_ENDED = (
    Stretch(
        Sentence("Công khai, gửi xã", "Published and sent"),
        _all_of(Mark.PUBLISHED, Mark.SENT_COMMUNE, Mark.SENT_FRONT),
    ),
    Stretch(Sentence("Thực hiện", "Carried out"), (_one_of(Mark.REPORTED, Mark.NOT_PASSED),)),
)
ONLINE_STRETCHES = (
    *_BEGUN,
    Stretch(
        Sentence("Thống nhất, báo cáo xã", "Agreed, commune informed"),
        _all_of(Mark.INFORMED_COMMUNE, Mark.INFORMED_FRONT),
    ),
    Stretch(Sentence("Lập Tổ, chốt danh sách", "Team and roll"), _all_of(Mark.TEAM, Mark.ROLL)),
    Stretch(Sentence("Hỏi hình thức, thông báo", "Form and notice"), _all_of(Mark.ANNOUNCED)),
    Stretch(Sentence("Biểu quyết", "Vote"), (*_all_of(Mark.MINUTED), _OUTCOME)),
    *_ENDED,
)
"""The online road in eight parts, as a village sees it."""
OTHER_STRETCHES = (
    *_BEGUN,
    Stretch(Sentence("Mời họp, báo phát phiếu", "Meeting or slips announced"), _all_of(Mark.CONVENED)),
    Stretch(Sentence("Họp, ghi kết quả", "Held and recorded"), (_OUTCOME,)),
    *_ENDED,
)
"""The way by a meeting or slips."""


def stretches(marks: Collection[Mark]) -> tuple[Stretch, ...]:
    """The parts of the road a matter is on."""
    return OTHER_STRETCHES if {Mark.ELSEWHERE, Mark.TURNED} & set(marks) else ONLINE_STRETCHES


class Ending(StrEnum):
    """How a matter ends before it is carried out (Art. 22)."""

    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    AMENDMENT = "amendment-requested"
    ABOLISHED = "abolished"


BY_COMMUNE = (Ending.ABOLISHED, Ending.AMENDMENT)
"""Endings that the commune decides, on a paper of its own (Art. 22)."""
ENDINGS: Mapping[Ending, Sentence] = {
    Ending.WITHDRAWN: Sentence("Người đề xuất rút lại", "Withdrawn by the proposer"),
    Ending.CANCELLED: Sentence("Đã hủy", "Cancelled"),
    Ending.AMENDMENT: Sentence("Bị yêu cầu sửa đổi", "Amendment requested"),
    Ending.ABOLISHED: Sentence("Bị bãi bỏ", "Abolished"),
}
"""Each ending in both languages."""


def missing(marks: Collection[Mark], mark: Mark) -> tuple[Mark, ...]:
    """What must come first before a step: of each group without a mark, the first in the order of the road."""
    order = list(STEPS)
    return tuple(min(group, key=order.index) for group in STEPS[mark].needs if not group & set(marks))


def may_follow(marks: Collection[Mark], mark: Mark) -> bool:
    """Whether a step may be taken now: all it needs is there, nothing bars it, the matter goes on."""
    step, there = STEPS[mark], set(marks)
    if Mark.ENDED in there or step.bars & there or (mark in there and mark not in ONCE_MORE):
        return False
    return not missing(there, mark)


def next_steps(marks: Collection[Mark], clause: int = ONLINE_CLAUSE) -> tuple[Step, ...]:
    """The steps that may be taken now, in the order of the road; those side by side are side by side.

    Only decisions of clauses 3, 4 and 5 are recognised, and only once they are may they be carried out (Art. 21(2)).
    """
    waits = clause in MATTERS and MATTERS[clause].takes_effect is not TakesEffect.DAY_OF_VOTE
    left_out = {Mark.CARRIED_OUT} if waits and Mark.RECOGNISED not in marks else set()
    left_out |= set() if waits else {Mark.RECOGNISED, Mark.NOT_RECOGNISED}
    return tuple(step for mark, step in STEPS.items() if mark not in left_out and may_follow(marks, mark))


def may_end(marks: Collection[Mark], ending: Ending) -> bool:
    """Whether a matter may end this way now: withdrawn before its vote, abolished only once passed (Art. 22)."""
    there = set(marks)
    if not may_follow(there, Mark.ENDED):
        return False
    if ending is Ending.WITHDRAWN:
        return not there & {Mark.VOTE, Mark.CONVENED}
    return (Mark.PASSED in there) == (ending in {Ending.ABOLISHED, Ending.AMENDMENT})


JUDGES: Mapping[TakesEffect, tuple[Office, Mark]] = {
    TakesEffect.COMMUNE_RECOGNITION: (Office.COMMUNE, Mark.SENT_COMMUNE),
    TakesEffect.FRONT_RECOGNITION: (Office.COMMUNE_FRONT, Mark.SENT_FRONT),
}
"""Who recognises a decision, and the mark of its having come to them: they say so themselves, or the head writes down
what they answered on paper (Art. 21(2))."""

AFTER_TURNING = (Mark.PROPOSED, Mark.TURNED)
"""What still counts once a matter goes to a meeting or to slips: that it was proposed, and that it was turned."""
