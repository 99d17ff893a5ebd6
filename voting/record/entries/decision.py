"""What becomes of a matter: minutes and decision, a meeting or slips instead, and all that follows (LAW.md 5, 6)."""

from dataclasses import dataclass
from datetime import datetime

from voting.record.entries.matter import OfMatter
from voting.record.fields import CODE, COUNT, HEXES, MINUTE, REASON, SHA256, carries


@dataclass(frozen=True, kw_only=True)
class MatterMinuted(OfMatter):
    """The team's minutes at closing, with both annexes; the list of who took part only as a salted commitment."""

    type = "matter-minuted"
    named = ("biên bản của Tổ lấy ý kiến", "the team's minutes")
    participants: str = carries(SHA256)


@dataclass(frozen=True, kw_only=True)
class MatterResolved(OfMatter):
    """The decision on Mẫu 03 after an online vote: how many of the questions are passed, as the result has it."""

    type = "matter-resolved"
    named = ("biên bản kết quả", "the record of a decision")
    questions: int = carries(COUNT)
    passed: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class MatterTurned(OfMatter):
    """The matter goes to a meeting or to slips instead, with the reason."""

    type = "matter-turned"
    named = ("chuyển hình thức", "another form of deciding")
    channel: str = carries(CODE)
    reason: str = carries(REASON)


@dataclass(frozen=True, kw_only=True)
class MatterConvened(OfMatter):
    """The meeting is called, or the slips are announced, for a moment."""

    type = "matter-convened"
    named = ("mời họp, báo phát phiếu", "a meeting or slips announced")
    channel: str = carries(CODE)
    held_at: datetime = carries(MINUTE)


@dataclass(frozen=True, kw_only=True)
class MatterHeld(OfMatter):
    """What a meeting or slips decided, entered by one and confirmed by another: how people voted (`law.matters`), N,
    those asked, for, against, other; ``count`` are those of its papers that are minutes of the count."""

    type = "matter-held"
    named = ("kết quả họp, phát phiếu", "the outcome of a meeting or slips")
    showing: str = carries(CODE)
    households: int = carries(COUNT)
    present: int = carries(COUNT)
    in_favour: int = carries(COUNT)
    against: int = carries(COUNT)
    other: int = carries(COUNT)
    passed: int = carries(COUNT)
    count: tuple[str, ...] = carries(HEXES)


@dataclass(frozen=True, kw_only=True)
class MatterRecognised(OfMatter):
    """The commune, or its Front, recognises the decision (1) or refuses it (0) with its reason."""

    type = "matter-recognised"
    named = ("công nhận quyết định", "a recognition")
    recognised: int = carries(COUNT)
    reason: str = carries(REASON)


@dataclass(frozen=True, kw_only=True)
class MatterPublished(OfMatter):
    """The result is posted, and read out, until a day."""

    type = "matter-published"
    named = ("công khai kết quả", "a result made public")
    until: datetime = carries(MINUTE)


@dataclass(frozen=True, kw_only=True)
class MatterSent(OfMatter):
    """The decision is sent to the commune's People's Committee or its Front, by account or on paper."""

    type = "matter-sent"
    named = ("gửi kết quả lên xã", "a result sent to the commune")
    to: str = carries(CODE)
    way: str = carries(CODE)


@dataclass(frozen=True, kw_only=True)
class MatterCarriedOut(OfMatter):
    """Something of the decision is done; ``papers`` hold photographs without faces, and words."""

    type = "matter-carried-out"
    named = ("thực hiện quyết định", "a decision being carried out")


@dataclass(frozen=True, kw_only=True)
class MatterReported(OfMatter):
    """The head reports to the people and to the commune how it was carried out."""

    type = "matter-reported"
    named = ("báo cáo kết quả thực hiện", "the report on a decision")


@dataclass(frozen=True, kw_only=True)
class MatterEnded(OfMatter):
    """The matter ends before it is carried out (`law.road.Ending`), with the reason."""

    type = "matter-ended"
    named = ("dừng một việc", "the end of a matter")
    ending: str = carries(CODE)
    reason: str = carries(REASON)
