"""What a village decides, clause by clause of Article 15 of Law 10/2022/QH15, and which of it may be voted online.

Only clause 6 may: "other self-management work inside the community, not against law, good customs, social ethics".
The classification asks one question at a time; a single yes means another clause, and so another channel.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from voting.law.majority import Majority
from voting.law.sentence import Sentence


class Channel(StrEnum):
    """How the households may be asked (Art. 17)."""

    MEETING = "meeting"
    SLIPS = "slips"
    ONLINE = "online"
    COMMUNE = "commune"
    """Not the village's to decide: the commune organises it over the wider area."""


class Showing(StrEnum):
    """How people say what they want where they do not vote online: at a meeting hands or a secret ballot, as more than
    half of those present choose (Decree 59/2023, Art. 3); else the slips (Art. 4)."""

    HANDS = "hands"
    BALLOT = "ballot"
    SLIPS = "slips"


SHOWING_NAMES: Mapping[Showing, Sentence] = {
    Showing.HANDS: Sentence("giơ tay", "show of hands"), Showing.BALLOT: Sentence("bỏ phiếu kín", "secret ballot"),
    Showing.SLIPS: Sentence("phiếu lấy ý kiến", "slips"),
}  # fmt: skip
"""Each in both languages."""
SHOWINGS: Mapping[str, tuple[Showing, ...]] = {
    Channel.MEETING: (Showing.HANDS, Showing.BALLOT), Channel.SLIPS: (Showing.SLIPS,),
}  # fmt: skip
"""How people may say it in each channel."""
COUNTED_ON_PAPER = frozenset({Showing.BALLOT, Showing.SLIPS})
"""What leaves minutes of the count: Mẫu 02 after a secret ballot, Mẫu 04 after slips; a show of hands none."""
CHANNEL_NAMES: Mapping[Channel, tuple[str, str]] = {
    Channel.MEETING: ("họp cộng đồng dân cư", "meeting of the community"),
    Channel.SLIPS: ("phát phiếu lấy ý kiến của hộ gia đình", "slips to the households"),
    Channel.ONLINE: ("biểu quyết trực tuyến", "online vote"),
    Channel.COMMUNE: ("Ủy ban nhân dân cấp xã tổ chức trên phạm vi rộng hơn", "the commune organises it more widely"),
}
"""Each channel in Vietnamese and English."""


class TakesEffect(StrEnum):
    """What a decision waits for before it binds (Art. 21)."""

    DAY_OF_VOTE = "day-of-vote"
    COMMUNE_RECOGNITION = "commune-recognition"
    FRONT_RECOGNITION = "front-recognition"


@dataclass(frozen=True)
class Matter:
    """One clause of Article 15: channels in order of preference, majority of all households, when it takes effect.

    ``slips_after_meeting``: slips only when a meeting could not reach the majority (Art. 17(1)); otherwise when head
    and Front committee agree on them (Decree 59/2023, Art. 4(1)).
    """

    clause: int
    name_vi: str
    name_en: str
    channels: tuple[Channel, ...]
    majority: Majority
    takes_effect: TakesEffect
    citation: str
    slips_after_meeting: bool


ONLINE_CLAUSE = 6
"""The only clause of Article 15 that Article 17(2) opens to online voting."""

_HALF, _TWO_THIRDS = Majority.MORE_THAN_HALF, Majority.TWO_THIRDS


def _matter(clause: int, name: Sentence, majority: Majority, takes_effect: TakesEffect) -> Matter:
    online = (Channel.ONLINE,) if clause == ONLINE_CLAUSE else ()
    channels = (Channel.MEETING, Channel.SLIPS, *online)
    citation = f"law-10-2022:15.{clause}"
    return Matter(clause, name.vi, name.en, channels, majority, takes_effect, citation, clause != ONLINE_CLAUSE)


MATTERS: Mapping[int, Matter] = {
    matter.clause: matter
    for matter in (
        _matter(
            1,
            Sentence(
                "Chủ trương và mức đóng góp của người dân để làm hạ tầng, công trình công cộng",
                "Whether and how much people contribute to infrastructure and public works",
            ),
            _TWO_THIRDS,
            TakesEffect.DAY_OF_VOTE,
        ),
        _matter(
            2,
            Sentence(
                "Thu, chi, quản lý khoản đóng góp ngoài quy định của pháp luật; tiền, tài sản được giao hoặc được cho",
                "Collecting, spending, managing contributions beyond the law; money and assets given to the community",
            ),
            _TWO_THIRDS,
            TakesEffect.DAY_OF_VOTE,
        ),
        _matter(
            3,
            Sentence("Hương ước, quy ước của cộng đồng dân cư", "The village's own rules (hương ước, quy ước)"),
            _HALF,
            TakesEffect.COMMUNE_RECOGNITION,
        ),
        _matter(
            4,
            Sentence("Bầu, cho thôi Trưởng thôn, Tổ trưởng tổ dân phố", "Electing or dismissing the village head"),
            _HALF,
            TakesEffect.COMMUNE_RECOGNITION,
        ),
        _matter(
            5,
            Sentence(
                "Bầu, cho thôi thành viên Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng",
                "Electing or dismissing members of the inspection and investment supervision boards",
            ),
            _HALF,
            TakesEffect.FRONT_RECOGNITION,
        ),
        _matter(
            6,
            Sentence(
                "Công việc tự quản khác trong nội bộ cộng đồng dân cư, không trái pháp luật, thuần phong mỹ tục, "
                "đạo đức xã hội",
                "Other self-management work inside the community, not against law, good customs or social ethics",
            ),
            _HALF,
            TakesEffect.DAY_OF_VOTE,
        ),
    )
}
"""The six clauses of Article 15."""


def may_vote_online(clause: int) -> bool:
    """Whether matters of this clause of Article 15 may be voted online (Art. 17; Decree 59/2023, Art. 5)."""
    return clause in MATTERS and Channel.ONLINE in MATTERS[clause].channels
