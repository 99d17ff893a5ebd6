"""Numbers and clocks of the law that an administrator may correct: each with its citation and how sure we are of it.

A number that the article's own text did not give us, or about which the law is silent, is never a bare constant: the
administrator's page lists all of them and shows "chưa kiểm chứng" or "luật không quy định" beside those (LAW.md 11).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from voting.law.articles import Confidence
from voting.law.sentence import Sentence


class Unit(StrEnum):
    """What a number counts."""

    DAYS = "days"
    WORKING_DAYS = "working-days"
    MONTHS = "months"
    PERCENT = "percent"
    PEOPLE = "people"
    TIMES_A_YEAR = "times-a-year"


UNIT_NAMES: Mapping[Unit, Sentence] = {
    Unit.DAYS: Sentence("ngày", "days"),
    Unit.WORKING_DAYS: Sentence("ngày làm việc", "working days"),
    Unit.MONTHS: Sentence("tháng", "months"),
    Unit.PERCENT: Sentence("% số hộ", "% of the households"),
    Unit.PEOPLE: Sentence("người", "people"),
    Unit.TIMES_A_YEAR: Sentence("lần mỗi năm", "times a year"),
}


@dataclass(frozen=True)
class Clock:
    """A number with its unit and what it limits; ``citation`` is a key of ``articles.CITATIONS``.

    ``bounds`` are the least and the most that a commune may set; none where the law, or this program, has the number.
    """

    key: str
    value: int
    unit: Unit
    name: Sentence
    citation: str
    confidence: Confidence = Confidence.CONFIRMED
    bounds: tuple[int, int] | None = None

    def allows(self, value: int) -> bool:
        """Whether a commune may set this number: only one that the law does not fix, within its bounds."""
        return self.bounds is not None and self.bounds[0] <= value <= self.bounds[1]


_Q, _U, _S = Confidence.SECONDARY, Confidence.UNCONFIRMED, Confidence.SILENT
_LAW, _DECREE_59, _DECREE_61 = "law-10-2022", "decree-59-2023", "decree-61-2023"

CLOCKS: Mapping[str, Clock] = {
    clock.key: clock
    for clock in (
        Clock(
            "online.notice", 2, Unit.DAYS,
            Sentence("Thông báo trước khi biểu quyết trực tuyến ít nhất", "Notice before an online vote, at least"),
            f"{_DECREE_59}:3.3", _S, (1, 30),
        ),
        Clock(
            "online.min-duration", 3, Unit.DAYS,
            Sentence("Thời gian nhận phiếu trực tuyến ít nhất", "An online vote lasts at least"),
            f"{_DECREE_59}:5", _S, (1, 30),
        ),
        Clock(
            "online.send", 5, Unit.WORKING_DAYS,
            Sentence(
                "Gửi kết quả biểu quyết đến UBND và Mặt trận xã, kể từ khi hết giờ nhận phiếu",
                "Sending the result to the commune and its Front, from the end of the vote",
            ),
            f"{_DECREE_59}:5.4.b",
        ),
        Clock(
            "publicity.default", 5, Unit.WORKING_DAYS,
            Sentence("Công khai kết quả, kể từ ngày có quyết định", "Making the result public, from the decision"),
            f"{_LAW}:12.3",
        ),
        Clock(
            "result.posting", 30, Unit.DAYS,
            Sentence("Niêm yết kết quả biểu quyết", "Posting the result of a vote"), f"{_LAW}:23.2", _S, (7, 365),
        ),
        Clock(
            "posting.min", 30, Unit.DAYS,
            Sentence("Niêm yết liên tục ít nhất", "Posted without a break, at least"), f"{_LAW}:13.2",
        ),
        Clock(
            "loudspeaker.min", 3, Unit.DAYS,
            Sentence("Đọc loa liên tục ít nhất", "Read out by loudspeaker without a break, at least"), f"{_LAW}:13.3",
        ),
        Clock(
            "implementation.report", 30, Unit.DAYS,
            Sentence(
                "Báo cáo việc thực hiện với bà con và UBND xã, kể từ ngày thông qua",
                "Reporting to the people and the commune how it was carried out, from the day passed",
            ),
            f"{_LAW}:23.2", _S, (7, 365),
        ),
        Clock(
            "annex.retention", 365, Unit.DAYS,
            Sentence(
                "Giữ phụ lục riêng (danh sách hộ tham gia, hộ đồng ý), kể từ bước cuối của việc",
                "Keeping private annexes (lists of households), from a matter's last step",
            ),
            f"{_DECREE_59}:5.4.a", _S, (30, 3650),
        ),
        Clock(
            "report.due", 15, Unit.DAYS,
            Sentence(
                "Chốt và gửi báo cáo 6 tháng, báo cáo năm, kể từ khi hết kỳ",
                "Settling and sending the half-year's and the year's report, from the period's end",
            ),
            f"{_LAW}:14.3", _S, (1, 90),
        ),
        Clock(
            "initiative.share", 10, Unit.PERCENT,
            Sentence("Số hộ đồng ý để công dân đề xuất", "Households that consent to a citizens' initiative"),
            f"{_LAW}:16.3",
        ),
        Clock(
            "consent.validity", 3, Unit.MONTHS,
            Sentence("Sự đồng ý của mỗi hộ với đề xuất có giá trị", "Each consent to an initiative is valid for"),
            f"{_LAW}:16.3",
        ),
        Clock(
            "team.least", 3, Unit.PEOPLE,
            Sentence("Tổ lấy ý kiến biểu quyết trực tuyến có ít nhất", "Fewest people in the online-voting team"),
            f"{_DECREE_59}:5.2.b",
        ),
        Clock(
            "team.most", 5, Unit.PEOPLE,
            Sentence("Tổ lấy ý kiến biểu quyết trực tuyến có nhiều nhất", "Most people in the online-voting team"),
            f"{_DECREE_59}:5.2.b",
        ),
        Clock(
            "counting.least", 3, Unit.PEOPLE,
            Sentence("Ban kiểm phiếu có ít nhất", "Fewest people in the counting committee"), f"{_LAW}:18", _S,
        ),
        Clock(
            "counting.most", 5, Unit.PEOPLE,
            Sentence("Ban kiểm phiếu có nhiều nhất", "Most people in the counting committee"), f"{_LAW}:18", _S,
        ),
        Clock(
            "meeting.notice", 2, Unit.DAYS,
            Sentence("Thông báo trước cuộc họp ít nhất", "Notice before a meeting, at least"), f"{_DECREE_59}:3.3",
        ),
        Clock(
            "meeting.documents", 2, Unit.DAYS,
            Sentence(
                "Gửi tài liệu trước cuộc họp về khoản 1, 2, 3 ít nhất",
                "Papers before a meeting on clauses 1, 2, 3, at least",
            ),
            f"{_DECREE_59}:3.4",
        ),
        Clock(
            "slips.notice", 2, Unit.DAYS,
            Sentence("Thông báo trước khi phát phiếu lấy ý kiến ít nhất", "Notice before slips, at least"),
            f"{_DECREE_59}:4.4",
        ),
        Clock(
            "decision.send", 5, Unit.WORKING_DAYS,
            Sentence(
                "Gửi quyết định của cuộc họp, của đợt phát phiếu đến UBND và Mặt trận xã",
                "Sending the decision of a meeting or of slips to the commune and its Front",
            ),
            f"{_LAW}:20.3",
        ),
        Clock(
            "recognition", 5, Unit.WORKING_DAYS,
            Sentence(
                "UBND, Mặt trận xã công nhận hoặc trả lời vì sao không, kể từ khi nhận",
                "The commune or its Front recognises or refuses with reasons, from receipt",
            ),
            f"{_LAW}:21.2",
        ),
        Clock(
            "petition.answer", 15, Unit.DAYS,
            Sentence(
                "Trả lời kiến nghị về một việc, kể từ ngày kiến nghị đến",
                "Answering a petition about a matter, from the day it came",
            ),
            f"{_LAW}:24.4", _S, (3, 60),
        ),
        Clock(
            "bttnd.session.notice", 5, Unit.WORKING_DAYS,
            Sentence(
                "Ban Thanh tra nhân dân gửi kế hoạch trước cuộc giám sát ít nhất",
                "The inspection board sends its plan before a session, at least",
            ),
            f"{_DECREE_59}:14.1.b",
        ),
        Clock(
            "bgsdtcd.plan.notice", 45, Unit.DAYS,
            Sentence(
                "Ban Giám sát đầu tư của cộng đồng gửi kế hoạch trước cuộc giám sát ít nhất",
                "The investment supervision board sends its plan before a session, at least",
            ),
            f"{_LAW}:45.1.b",
        ),
        Clock(
            "recommendation.answer", 15, Unit.DAYS,
            Sentence(
                "UBND xã trả lời kiến nghị giám sát, kể từ ngày nhận",
                "The commune answers a board's recommendation, from receipt",
            ),
            f"{_LAW}:40.1.c",
        ),
    )
}  # fmt: skip
"""Every number by its key."""


def value_of(key: str) -> int:
    """The number of a clock, as the law or this program has it."""
    return CLOCKS[key].value


def in_force(key: str, settings: Mapping[str, int]) -> Clock:
    """A clock with the number that the commune has set (``settings``: key -> number), where it has set one."""
    clock = CLOCKS[key]
    return replace(clock, value=settings.get(key, clock.value))
