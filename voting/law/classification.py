"""Asking what kind of matter a proposal is, one question a page (Art. 15 and 17 of Law 10/2022/QH15).

Most proposals that sound like clause 6 ("camera", "street light", "flower road") carry a contribution and belong to
clause 1 or 2. A yes refuses online voting with the reason, the article and the right channel, and keeps the proposal
for that channel.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from voting.law.errors import UnansweredQuestion, UnknownQuestion
from voting.law.majority import Majority
from voting.law.matters import MATTERS, ONLINE_CLAUSE, Channel, Matter


@dataclass(frozen=True)
class Question:
    """A question of the classification, with what a yes means.

    `clauses` are the clauses of Article 15 that the matter then falls under, none when it is not the village's alone.
    """

    key: str
    text_vi: str
    text_en: str
    hint_vi: str
    hint_en: str
    clauses: tuple[int, ...]
    citation: str
    reason_vi: str
    reason_en: str

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels open to such a matter, the preferred one first."""
        return MATTERS[self.clauses[0]].channels if self.clauses else (Channel.COMMUNE,)


@dataclass(frozen=True)
class OnlineMatter:
    """The proposal falls under clause 6 and may be voted online."""

    matter: Matter


@dataclass(frozen=True)
class OnlineRefused:
    """The proposal may not be voted online; `reasons` are the questions answered yes, in the order asked."""

    reasons: tuple[Question, ...]

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels that every reason leaves open; the commune's where one reason needs it."""
        widest = (Channel.COMMUNE,)
        return widest if any(reason.channels == widest for reason in self.reasons) else self.reasons[0].channels

    @property
    def majority(self) -> Majority | None:
        """The strictest majority among the clauses concerned; None when the matter is not the village's alone."""
        found = {MATTERS[clause].majority for reason in self.reasons for clause in reason.clauses}
        if not found or Channel.COMMUNE in self.channels:
            return None
        return Majority.TWO_THIRDS if Majority.TWO_THIRDS in found else Majority.MORE_THAN_HALF


QUESTIONS: tuple[Question, ...] = (
    Question(
        key="contribution",
        text_vi="Việc này có đặt ra hoặc thay đổi khoản đóng góp nào của người dân không?",
        text_en="Does it create or change any contribution of the people?",
        hint_vi="Đóng góp bằng tiền, tài sản hay ngày công; kể cả khi ai cũng vui lòng đóng góp.",
        hint_en="Money, assets or labour, even when everybody gives gladly.",
        clauses=(1, 2),
        citation="law-10-2022:15.1",
        reason_vi="Việc có đóng góp của người dân phải quyết định tại cuộc họp hoặc bằng phiếu lấy ý kiến. "
        "Việc ấy không được biểu quyết trực tuyến.",
        reason_en="What asks the people to contribute is decided in a meeting or by slips, never online.",
    ),
    Question(
        key="community-money",
        text_vi="Việc này có dùng tiền hoặc tài sản chung của cộng đồng không?",
        text_en="Does it spend money or assets of the community?",
        hint_vi="Quỹ của thôn, tổ dân phố, tiền được ủng hộ, đất và tài sản chung.",
        hint_en="The village's funds, donations, common land and assets.",
        clauses=(2,),
        citation="law-10-2022:15.2",
        reason_vi="Việc thu, chi quỹ và tài sản chung phải quyết định tại cuộc họp hoặc bằng phiếu lấy ý kiến. "
        "Việc ấy không được biểu quyết trực tuyến.",
        reason_en="Funds and assets of the community are decided on in a meeting or by slips, never online.",
    ),
    Question(
        key="village-rules",
        text_vi="Việc này có đặt ra hoặc sửa đổi hương ước, quy ước không?",
        text_en="Does it make or amend the village's own rules (hương ước, quy ước)?",
        hint_vi="Kể cả khi chỉ thêm hoặc bỏ một điều.",
        hint_en="Even a single article added or struck out.",
        clauses=(3,),
        citation="law-10-2022:15.3",
        reason_vi="Hương ước, quy ước phải quyết định tại cuộc họp hoặc bằng phiếu lấy ý kiến. "
        "Sau đó Ủy ban nhân dân cấp xã công nhận. Việc ấy không được biểu quyết trực tuyến.",
        reason_en="The village's rules are decided in a meeting or by slips, then recognised by the commune People's "
        "Committee; never online.",
    ),
    Question(
        key="persons",
        text_vi="Việc này có bầu hoặc cho thôi một người nào không?",
        text_en="Does it elect or dismiss someone?",
        hint_vi="Trưởng thôn, tổ trưởng; thành viên Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng.",
        hint_en="The village head, members of the inspection or investment supervision board.",
        clauses=(4, 5),
        citation="law-10-2022:15.4",
        reason_vi="Việc bầu, cho thôi chức vụ phải quyết định tại cuộc họp hoặc bằng phiếu lấy ý kiến. "
        "Việc ấy không được biểu quyết trực tuyến.",
        reason_en="Electing or dismissing someone is decided in a meeting or by slips, never online.",
    ),
    Question(
        key="beyond-village",
        text_vi="Việc này có vượt ra ngoài phạm vi thôn, tổ dân phố không?",
        text_en="Does it go beyond this village?",
        hint_vi="Ví dụ: đường liên thôn, chợ chung của xã, việc của nhiều tổ dân phố.",
        hint_en="For example a road between villages, the commune's market, work of several villages.",
        clauses=(),
        citation="law-10-2022:15",
        reason_vi="Thôn, tổ dân phố chỉ biểu quyết trực tuyến việc tự quản trong nội bộ của mình. Việc liên quan nhiều "
        "nơi "
        "do Ủy ban nhân dân cấp xã tổ chức lấy ý kiến.",
        reason_en="A village votes online on its own self-management only. What concerns more places is organised by "
        "the commune People's Committee.",
    ),
)
"""Asked in this order, one a page."""


def classify(answers: Mapping[str, bool]) -> OnlineMatter | OnlineRefused:
    """What the answers (question key -> yes) make of a proposal (Art. 15, 17).

    Raises UnansweredQuestion or UnknownQuestion unless exactly the questions asked are answered.
    """
    keys = [question.key for question in QUESTIONS]
    for key in answers:
        if key not in keys:
            raise UnknownQuestion(key)
    for key in keys:
        if key not in answers:
            raise UnansweredQuestion(key)
    reasons = tuple(question for question in QUESTIONS if answers[question.key])
    return OnlineRefused(reasons) if reasons else OnlineMatter(MATTERS[ONLINE_CLAUSE])
