"""A village's household roll, its cards, and its end."""

from dataclasses import dataclass

from voting.record.entries.entry import Entry
from voting.record.fields import CODE, CODES, COUNT, REASON, SHA256, carries


@dataclass(frozen=True, kw_only=True)
class RollFrozen(Entry):
    """The household list is settled: N households; salted commitment to the list; what changed since the last one."""

    type = "roll-frozen"
    named = ("chốt danh sách hộ", "the household roll")
    households: int = carries(COUNT)
    commitment: str = carries(SHA256)
    added: int = carries(COUNT)
    removed: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class CardsIssued(Entry):
    """Hash of the card register, cards and spare cards in it; how many are new, and how many of those issued again."""

    type = "cards-issued"
    named = ("phát thẻ", "cards issued")
    register: str = carries(SHA256)
    cards: int = carries(COUNT)
    spares: int = carries(COUNT)
    issued: int = carries(COUNT)
    reissued: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class CardRevoked(Entry):
    """A lost card: salted commitment to its key, the reason, and how many have been revoked in this village."""

    type = "card-revoked"
    named = ("thu hồi thẻ", "a revoked card")
    commitment: str = carries(SHA256)
    reason: str = carries(REASON)
    count: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class VillageEnded(Entry):
    """The village is one no more: its households belong to its ``successors`` (codes), for a public reason."""

    type = "village-ended"
    named = ("thôn hợp vào thôn khác", "a village that became part of another")
    successors: tuple[str, ...] = carries(CODES)
    reason: str = carries(REASON)
    by: str = carries(CODE)
