"""Every paper there is, from made-up values: ordinary ones, and ones as long as villages write them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from voting.law.matters import Channel, Showing
from voting.papers import annexes, decision, matter, meeting, notice
from voting.papers.annexes import ListedHousehold, Shot
from voting.papers.decision import Answered, Numbers, Opinions
from voting.papers.matter import MatterFacts, TeamMember, Window
from voting.papers.meeting import Called, Held
from voting.papers.notice import NoticeFacts
from voting.papers.sheet import Sheet, Stamp

AT, END = datetime(2027, 2, 5, 1, 0, tzinfo=UTC), datetime(2027, 2, 8, 13, 0, tzinfo=UTC)
NO = dict.fromkeys(("contribution", "community-money", "village-rules", "persons", "beyond-village"), False)
STAMP = Stamp("7K4Q-M2XD", "xa-dong-hoa", 42, "https://dinh.example/thon/dong-hoa")
SHORT = MatterFacts(
    "xã Đông Hòa", "thôn Đông Hòa", "Trưởng thôn", "Nguyễn Văn Bền", "Trần Thị Nết", 3, "Giờ thu gom rác của thôn",
    "Xe rác của xã đổi giờ chạy từ tháng 3.", ("Thu gom rác lúc 6 giờ sáng?",), "trưởng thôn", 210,
    date(2027, 2, 5), STAMP,
)  # fmt: skip
LONG = MatterFacts(
    "phường Nguyễn Thị Minh Khai", "tổ dân phố Khu tập thể Nhà máy Cơ khí Trần Hưng Đạo số 2",
    "Tổ trưởng tổ dân phố", "Công Tằng Tôn Nữ Thị Phương Quỳnh", "Nguyễn Phước Bảo Thiện Nghiêm", 128,
    "Vị trí đặt mười hai máy quay ở các ngõ, ai được xem lại hình, hình giữ bao nhiêu ngày, việc bảo dưỡng hằng quý do "
    "tổ tự quản làm, và cách báo cho các hộ khi công an phường cần trích xuất hình ảnh để làm rõ một vụ việc cụ thể",
    "\n".join(f"Đoạn {n}: máy quay hướng ra ngõ, không vào nhà ai; hình tự xóa sau 30 ngày." for n in range(1, 60)),
    tuple(f"Ý thứ {n}: đặt máy quay ở đầu ngõ {n} có được không?" for n in range(1, 6)), "các hộ trong tổ", 1_000,
    date(2026, 11, 30), STAMP,
)  # fmt: skip
OPINIONS = Opinions(
    ("Đề nghị thu rác cả ngày lễ.", "Cần thêm thùng rác."),
    "3 hộ ghi ý kiến bằng lời, đếm trong sổ; ghi vào biên bản 2. Không đưa vào biên bản: 1 lời có tên người.",
)
CALLED = Called(
    END, "nhà văn hóa thôn", "Bà Lê Thị Mận, 0912 345 678", "đại diện Ủy ban nhân dân và Mặt trận xã",
    "dự toán; mức đóng góp dự kiến",
)  # fmt: skip
KINDS = ("Ban công tác Mặt trận", "thôn", "đại diện hộ gia đình", "người thạo công nghệ thông tin")
NINE = tuple(TeamMember(f"Nguyễn Thị Hồng Nhung {n}", KINDS[n % 4 - 1], leads=n == 1) for n in range(1, 10))
"""More than the decree allows, so that a paper holds whatever a village writes."""
TEAM = NINE[:5]


def numbers(facts: MatterFacts) -> Numbers:
    """A vote that passed its first question and no other."""
    half, asked = facts.households // 2 + 1, enumerate(facts.questions)
    answers = tuple(Answered(one, half - n, n, 2, half, n == 0) for n, one in asked)
    return Numbers(AT, END, facts.households, half + 2, answers)


def held(facts: MatterFacts, showing: Showing) -> Held:
    """A meeting, or slips, without the majority."""
    half = facts.households // 2
    return Held("nhà văn hóa", END, facts.households, half, half - 1, 1, 0, half + 1, False, showing)


SHOT = Shot("https://dinh.example/bieu-quyet/4xKqP2mN7vRtYz", END, "xa-dong-hoa", 217, "0123456789abcdef" * 4)


def listed(households: int) -> list[ListedHousehold]:
    """Households on an annex: with a code and an address, or as they signed."""
    return [
        ListedHousehold(f"DH-{n:04}", f"Công Tằng Tôn Nữ Thị Phương {n}", f"Ngõ {n}, đường Nguyễn Thị Minh Khai")
        if n % 3
        else ListedHousehold("", f"Hộ ông Trần Văn {n}")
        for n in range(1, households + 1)
    ]


def told(facts: MatterFacts) -> NoticeFacts:
    """What the commune tells a village, put right once; as long as it may be where names are long."""
    more = facts.description[:200] if facts is LONG else ""
    words = f"Mai thu gom rác muộn một giờ.\nBà con để rác trước cổng.{more}"
    return NoticeFacts(
        facts.commune, facts.village, facts is LONG, words, "Ủy ban nhân dân xã; Thông báo số 12", date(2027, 3, 10),
        AT, facts.day, facts.signer, "ghi nhầm ngày", STAMP,
    )  # fmt: skip


def papers(facts: MatterFacts) -> dict[str, Sheet]:
    """Every kind of paper of this matter, by kind."""
    count = numbers(facts)
    window = Window(AT, END, "dinh.example/the", "Bà Lê Thị Mận", "0912 345 678")
    made = (
        matter.proposal(facts, matter.Consents(21, by_card=True)),
        matter.classification(facts, NO, 6, Channel.ONLINE),
        matter.agreement(facts),
        matter.report(facts),
        matter.team(facts, NINE if facts is LONG else TEAM),
        matter.roll(facts, TEAM[0].name, 2),
        matter.poll(facts, TEAM[0].name, (120, 14), "nhóm Zalo của thôn"),
        matter.notice(facts, TEAM[0].name, window),
        decision.minutes(facts, TEAM[0].name, count, OPINIONS),
        annexes.result_copy(facts, TEAM[0].name, count, SHOT),
        annexes.participants(facts, TEAM[0].name, listed(44 if facts is LONG else 4)),
        annexes.consents(facts, listed(22 if facts is LONG else 2)),
        notice.announcement(told(facts)),
        decision.decision(facts, count),
        decision.posting(facts, count, date(2027, 3, 10)),
        decision.dispatch(facts, count),
        decision.implementation(facts, [(date(2027, 3, 1), "Đã đặt biển báo giờ mới.")], "Bà con thực hiện tốt."),
        meeting.invitation(facts, CALLED),
        meeting.count(facts, held(facts, Showing.SLIPS)),
        meeting.decided(facts, held(facts, Showing.HANDS)),
        replace(meeting.posting(facts, held(facts, Showing.HANDS), date(2027, 3, 10)), kind="posting-of-a-meeting"),
        replace(meeting.dispatch(facts, held(facts, Showing.SLIPS)), kind="dispatch-of-slips"),
    )
    return {one.kind: one for one in made}
