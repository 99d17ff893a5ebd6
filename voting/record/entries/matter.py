"""The road of a matter up to its vote: each step with the hash of its paper (LAW.md 5; Decree 59/2023, Art. 5).

No names: who acted is an office, who sits in the team a salted commitment. Hashes of papers are of bytes that carry a
random code, so that nobody can guess a short one.
"""

from dataclasses import dataclass
from datetime import datetime

from voting.record.entries.entry import Entry
from voting.record.fields import ABOUT, CODE, COUNT, HEXES, MINUTE, SHA256, UUID, carries


@dataclass(frozen=True, kw_only=True)
class OfMatter(Entry):
    """What every step carries: the matter, whose act it is (`law.road.Office`), the SHA-256 of its papers."""

    matter: str = carries(UUID)
    by: str = carries(CODE)
    papers: tuple[str, ...] = carries(HEXES)

    def subject(self) -> str:
        """The matter."""
        return self.matter


@dataclass(frozen=True, kw_only=True)
class MatterRaised(OfMatter):
    """Households raise a matter that is not carried yet: salted hash of the words they are asked to consent to."""

    type = "matter-raised"
    named = ("các hộ nêu một việc", "a matter raised by households")
    content: str = carries(SHA256)


@dataclass(frozen=True, kw_only=True)
class MatterBacked(OfMatter):
    """The head of the Front committee backs what fewer households than a tenth have raised."""

    type = "matter-backed"
    named = ("Mặt trận ủng hộ đề xuất của các hộ", "the Front's backing")


@dataclass(frozen=True, kw_only=True)
class MatterProposed(OfMatter):
    """A proposal: salted hash of its words; for citizens, how many households consent, and if the Front backs it.

    ``counted_in`` is the subject in which households consented by card; empty where they signed on paper. ``annex`` is
    the salted hash of the list of who consented, which stays in the village: one, or none where none is kept.
    """

    type = "matter-proposed"
    named = ("đề xuất một việc", "a proposal")
    content: str = carries(SHA256)
    consents: int = carries(COUNT)
    counted_in: str = carries(ABOUT)
    backed: int = carries(COUNT)
    annex: tuple[str, ...] = carries(HEXES)


@dataclass(frozen=True, kw_only=True)
class MatterClassified(OfMatter):
    """The clause of Article 15 (0: beyond the village), and the channel it goes by."""

    type = "matter-classified"
    named = ("xếp loại việc", "a classification")
    clause: int = carries(COUNT)
    channel: str = carries(CODE)


@dataclass(frozen=True, kw_only=True)
class MatterAgreed(OfMatter):
    """Head, or head of the Front committee, agrees that no meeting is needed; 1 if one person holds both posts."""

    type = "matter-agreed"
    named = ("thống nhất biểu quyết trực tuyến", "an agreement to vote online")
    joint: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class MatterInformed(OfMatter):
    """The report to the commune's People's Committee or its Front, by account or on paper."""

    type = "matter-informed"
    named = ("báo cáo xã", "a report to the commune")
    to: str = carries(CODE)
    way: str = carries(CODE)


@dataclass(frozen=True, kw_only=True)
class MatterTeam(OfMatter):
    """The online-voting team: members, how many of each of the four kinds, the leader's kind; who, as a commitment."""

    type = "matter-team"
    named = ("lập Tổ lấy ý kiến", "the online-voting team")
    members: int = carries(COUNT)
    of_village: int = carries(COUNT)
    of_front: int = carries(COUNT)
    of_households: int = carries(COUNT)
    of_it: int = carries(COUNT)
    leader: str = carries(CODE)
    commitment: str = carries(SHA256)


@dataclass(frozen=True, kw_only=True)
class MatterRoll(OfMatter):
    """The household roll for this matter: the index of its ``roll-frozen``; objections made, and answered."""

    type = "matter-roll"
    named = ("chốt danh sách hộ cho một việc", "the roll for a matter")
    roll: int = carries(COUNT)
    households: int = carries(COUNT)
    objections: int = carries(COUNT)
    answered: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class MatterPolled(OfMatter):
    """How the households want to decide: N, for an online vote, against; by card, in a group, or asked one by one.

    ``counted_in`` is the subject in which they said so by card; empty otherwise.
    """

    type = "matter-polled"
    named = ("hỏi ý kiến về hình thức", "the poll about the form")
    way: str = carries(CODE)
    counted_in: str = carries(ABOUT)
    households: int = carries(COUNT)
    in_favour: int = carries(COUNT)
    against: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class MatterAnnounced(OfMatter):
    """The notice. ``content`` is the SHA-256 of what will be voted on (`rules.matter.content_of`): fixed from here."""

    type = "matter-announced"
    named = ("thông báo biểu quyết", "the notice of a vote")
    content: str = carries(SHA256)
    opens_at: datetime = carries(MINUTE)
    closes_at: datetime = carries(MINUTE)


@dataclass(frozen=True, kw_only=True)
class MatterVote(OfMatter):
    """The vote that decides the matter; its ``vote-opened`` follows."""

    type = "matter-vote"
    named = ("gắn việc với cuộc biểu quyết", "the vote of a matter")
    uuid: str = carries(UUID)
