"""Supervision by the two boards (Art. 36-45): what they look into, and the road of a recommendation to its end."""

from collections.abc import Mapping
from enum import StrEnum

from voting.law.road import Office
from voting.law.sentence import Sentence


class Board(StrEnum):
    """The two boards."""

    INSPECTION = "bttnd"
    INVESTMENT = "bgsdtcd"


BOARDS: Mapping[Board, Sentence] = {
    Board.INSPECTION: Sentence("Ban Thanh tra nhân dân", "The people's inspection board"),
    Board.INVESTMENT: Sentence("Ban Giám sát đầu tư của cộng đồng", "The community's investment supervision board"),
}
"""Each in both languages."""
NOTICES: Mapping[Board, str] = {
    Board.INSPECTION: "bttnd.session.notice",
    Board.INVESTMENT: "bgsdtcd.plan.notice",
}
"""The clock (``law.clocks``) by which each sends its plan before a session."""
ANSWER = "recommendation.answer"
"""The clock by which the People's Committee answers."""


class Topic(StrEnum):
    """What a session looks into; never whom."""

    PUBLICITY = "publicity"
    DECISIONS = "decisions"
    FUNDS = "funds"
    WORKS = "works"
    LAND = "land"
    SUPPORT = "support"
    PETITIONS = "petitions"
    OTHER = "other"


TOPICS: Mapping[Topic, Sentence] = {
    Topic.PUBLICITY: Sentence("Công khai", "What is made public"),
    Topic.DECISIONS: Sentence("Thực hiện điều đã bàn, đã quyết", "Carrying out what was decided"),
    Topic.FUNDS: Sentence("Quỹ, khoản đóng góp, tài trợ", "Funds, contributions, sponsorship"),
    Topic.WORKS: Sentence("Công trình, dự án đầu tư", "Works and investment projects"),
    Topic.LAND: Sentence("Đất đai, tài sản công", "Land and public assets"),
    Topic.SUPPORT: Sentence("Hỗ trợ, trợ cấp, cứu trợ", "Support, benefits, relief"),
    Topic.PETITIONS: Sentence("Tiếp công dân, giải quyết đơn thư", "Reception of citizens, petitions"),
    Topic.OTHER: Sentence("Việc khác", "Something else"),
}
"""Each in both languages."""


class Held(StrEnum):
    """What became of a session; nothing follows the last two."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


SESSIONS: Mapping[Held, Sentence] = {
    Held.PLANNED: Sentence("đã gửi kế hoạch", "plan sent"),
    Held.HELD: Sentence("đã giám sát", "held"),
    Held.CANCELLED: Sentence("không giám sát nữa", "called off"),
}
"""Each in both languages."""


class To(StrEnum):
    """Who is to answer a recommendation."""

    GOVERNMENT = "government"
    PARTY = "party"
    OTHERS = "others"


RECIPIENTS: Mapping[To, Sentence] = {
    To.GOVERNMENT: Sentence("Ủy ban nhân dân xã", "the commune People's Committee"),
    To.PARTY: Sentence("cấp ủy Đảng", "the Party committee"),
    To.OTHERS: Sentence("nơi khác", "somebody else"),
}
"""Each in both languages."""


class Stand(StrEnum):
    """Where a recommendation stands."""

    DRAFTED = "drafted"
    CERTIFIED = "certified"
    RETURNED = "returned"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DONE = "done"
    WITHDRAWN = "withdrawn"


STANDS: Mapping[Stand, Sentence] = {
    Stand.DRAFTED: Sentence("chờ Mặt trận xã xác nhận", "waits for the Front to certify it"),
    Stand.CERTIFIED: Sentence("Mặt trận xã đã xác nhận, chờ gửi", "certified by the Front, to be sent"),
    Stand.RETURNED: Sentence("Mặt trận xã trả lại", "returned by the Front"),
    Stand.SENT: Sentence("đã gửi, chờ trả lời", "sent, waits for an answer"),
    Stand.ACCEPTED: Sentence("được chấp nhận, đang làm", "accepted, being done"),
    Stand.REFUSED: Sentence("không được chấp nhận", "refused"),
    Stand.DONE: Sentence("đã làm xong", "done"),
    Stand.WITHDRAWN: Sentence("ban đã rút", "withdrawn by the board"),
}
"""Each in both languages."""
FOLLOWING: Mapping[Stand, tuple[Stand, ...]] = {
    Stand.DRAFTED: (Stand.CERTIFIED, Stand.RETURNED, Stand.WITHDRAWN),
    Stand.CERTIFIED: (Stand.SENT, Stand.WITHDRAWN),
    Stand.SENT: (Stand.ACCEPTED, Stand.REFUSED),
    Stand.ACCEPTED: (Stand.DONE,),
    Stand.RETURNED: (),
    Stand.REFUSED: (),
    Stand.DONE: (),
    Stand.WITHDRAWN: (),
}
"""What may come after each: certified before it is sent (Art. 40, 45), sent before it is answered."""
SAME_WORDS = (Stand.CERTIFIED, Stand.SENT)
"""Steps whose document is the very one that was drafted: the Front certifies what is sent, to the letter."""
BY_FRONT = (Stand.CERTIFIED, Stand.RETURNED)
ANSWERS = (Stand.ACCEPTED, Stand.REFUSED)


def whose(stand: Stand, board: Board, to: To) -> str:
    """Who takes this step: the board (by its name), the commune's Front or its People's Committee (``Office``).

    What the Party or somebody else answers comes on paper, and the board writes it down.
    """
    if stand in BY_FRONT:
        return Office.COMMUNE_FRONT
    return Office.COMMUNE if stand in ANSWERS and to is To.GOVERNMENT else board
