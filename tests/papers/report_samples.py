"""Reports from made-up values: a village's of a half year, the commune's of a year with the longest names there are."""

from dataclasses import replace
from datetime import date

from voting.law.disclosure import Form
from voting.law.matters import Channel
from voting.law.periods import Period, Quarter
from voting.law.report_tables import OF_COMMUNE, OF_VILLAGE, PARTS, WORDED
from voting.law.road import Office
from voting.law.supervision import Board, Held, Stand, To, Topic
from voting.papers.publicity import PublicityFacts, Published, council_report, quarterly_list
from voting.papers.report import Amount, Charted, Decided, Group, Line, ReportFacts, Source, report
from voting.papers.sheet import Signer
from voting.papers.supervision import BoardFacts, HeldSession, SentPaper, board_report

FORMULA = "=HYPERLINK(1)"
DAY = date(2027, 1, 5)
LONG = "Tổ dân phố Khu tập thể Nhà máy Cơ khí số 2"


def _decided(number: int, words: str, *, passed: bool | None, channel: Channel = Channel.ONLINE) -> Decided:
    return Decided(
        "dong-hoa", LONG, f"m{number}", words, 6, channel,
        date(2026, 9, number), 210, 180, 106 if passed else 90, 106, passed, date(2026, 9, number + 7),
        date(2026, 9, number + 1) if passed else None, date(2026, 9, number + 2) if passed else None,
    )  # fmt: skip


def _public(number: int, title: str, item: int = 5, village: str = LONG) -> Published:
    forms = ((Form.POSTING, date(2026, 9, 3)), (Form.LOUDSPEAKER, date(2026, 9, 4)))
    return Published(
        "khu" if village else "", village, item, title, Office.HEAD if village else Office.COMMUNE, "12/KH-UBND",
        date(2026, 9, 1), date(2026, 9, 8), date(2026, 9, number),
        forms[: 2 if item in range(7, 13) else 1],
    )  # fmt: skip


PUBLIC = (
    _public(3, "Quyết toán quỹ nhà văn hóa, quỹ đèn đường và quỹ khuyến học năm 2026 của tổ dân phố"),
    _public(9, FORMULA), _public(4, "", 7), _public(5, "Thủ tục xác nhận cư trú", 13, ""),
    *(_public(number, f"Dự án đường ngõ {number}", 3, "") for number in range(3, 23)),
)  # fmt: skip
PUBLICITY = PublicityFacts(
    "phường Nguyễn Thị Minh Khai", Quarter(2026, 3).named, DAY, Signer("Chủ tịch Ủy ban nhân dân"), PUBLIC,
    frozenset({13}),
)  # fmt: skip
NOTHING = replace(PUBLICITY, commune="xã Đông Hòa", rows=(), standing=frozenset({4, 13}))


def _sent(number: int, state: Stand, late: int) -> SentPaper:
    last, answered = date(2026, 9, number + 15), None if state is Stand.SENT else date(2026, 9, number + 15)
    sent = date(2026, 9, number)
    return SentPaper(LONG, Topic.FUNDS, To.GOVERNMENT, state, sent, last, answered, late)


BOARD = BoardFacts(
    Board.INVESTMENT, "phường Nguyễn Thị Minh Khai", LONG, Quarter(2026, 3).named, DAY,
    tuple(HeldSession(LONG, topic, Held.HELD, date(2026, 8, 3), n % 2) for n, topic in enumerate(Topic)),
    (_sent(1, Stand.DONE, 0), _sent(2, Stand.SENT, 94), _sent(3, Stand.REFUSED, 2)),
)  # fmt: skip
IDLE = replace(BOARD, board=Board.INSPECTION, commune="xã Đông Hòa", place="xã Đông Hòa", sessions=(), recommended=())


def facts(village: str, commune: str, period: Period) -> ReportFacts:
    """A report in which every third number is not known, and one matter begins like a formula."""
    groups = []
    for table in OF_VILLAGE if village else OF_COMMUNE:
        lines = tuple(
            Line(one.key, one.said, _amount(place), _amount(place + 1), one.unit, deeper=place > 0)
            for place, one in enumerate(table.fields)
        )
        groups.append(Group(table.part, table.said, lines, table.key))
    long = "Vị trí đặt mười hai máy quay ở các ngõ, ai được xem lại hình, hình giữ bao nhiêu ngày"
    rows = [_decided(n, f"{long}, ngõ {n}", passed=n % 2 == 0) for n in range(1, 9)]
    return ReportFacts(
        commune, village, period.named, period.before.named, DAY, Signer("Trưởng thôn" if village else "Chủ tịch"),
        tuple(PARTS.items()), tuple(groups),
        (_decided(1, FORMULA, passed=True), _decided(2, "Lịch sân bóng", passed=None, channel=Channel.MEETING), *rows),
        tuple((part, "Bà con thực hiện tốt.\nKhông có vướng mắc." if part == "III" else "") for part in WORDED),
        (Charted(Channel.ONLINE, (5, 4, 1), None),), PUBLIC[:4], date(2026, 8, 1),
    )  # fmt: skip


def _amount(place: int) -> Amount:
    return (Amount(1_250_000 * place, Source.TYPED, 12, 30), Amount(), Amount(7, Source.RECORD))[place % 3]


VILLAGE = facts("thôn Đông Hòa", "xã Đông Hòa", Period(2026, 2))
COMMUNE = facts("", "phường Nguyễn Thị Minh Khai", Period(2026))
REPORTS = {
    "village-report": report(VILLAGE), "commune-report": report(COMMUNE),
    "board-report": board_report(BOARD), "board-report-of-nothing": board_report(IDLE),
    "publicity-list": quarterly_list(PUBLICITY), "publicity-report": council_report(PUBLICITY),
    "publicity-nothing": quarterly_list(NOTHING), "publicity-nothing-report": council_report(NOTHING),
}  # fmt: skip
