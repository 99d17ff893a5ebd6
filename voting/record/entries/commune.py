"""The commune itself: whose book this is, who holds a role, how far the votes' books have come."""

from dataclasses import dataclass

from voting.record.entries.entry import Entry
from voting.record.fields import CODE, COUNT, LABEL, LONG_TEXT, REASON, SEALS, SHA256, Seal, carries

NOBODY_ELSE, APART_AGAIN = "admin-nobody-else", "admin-apart-again"
"""Stand as ``by`` of an ``officials-changed`` where the administrator declares that a village has nobody else for
duties that are kept apart, and where that declaration is withdrawn."""


@dataclass(frozen=True, kw_only=True)
class LogStarted(Entry):
    """The first entry of a commune's book: who it is for, its origin and key, and who must co-sign."""

    type = "log-started"
    named = ("mở sổ", "the log's beginning")
    commune: str = carries(CODE)
    origin: str = carries(LABEL)
    vkey: str = carries(LABEL)
    policy: str = carries(LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class PolicyChanged(Entry):
    """Who must co-sign from now on, and which office changed it; in force once the policy before has co-signed it."""

    type = "policy-changed"
    named = ("đổi quy ước xác nhận", "a change of the witness policy")
    policy: str = carries(LONG_TEXT)
    by: str = carries(CODE)


@dataclass(frozen=True, kw_only=True)
class OfficialsChanged(Entry):
    """Salted commitment to who holds which role from now on, and which role made the change."""

    type = "officials-changed"
    named = ("thay người giữ vai trò", "a change of officials")
    commitment: str = carries(SHA256)
    by: str = carries(CODE)


@dataclass(frozen=True, kw_only=True)
class SettingsChanged(Entry):
    """Another number of those about which the law is silent (``law.clocks``), from now on, for a public reason."""

    type = "settings-changed"
    named = ("đổi một con số luật không quy định", "a change of a number the law leaves open")
    key: str = carries(LABEL)
    value: int = carries(COUNT)
    reason: str = carries(REASON)
    by: str = carries(CODE)


@dataclass(frozen=True, kw_only=True)
class BooksSealed(Entry):
    """Size and root of every open vote's book that has grown since its last seal, by uuid in order."""

    type = "books-sealed"
    named = ("niêm các sổ phiếu", "a seal on the votes' books")
    books: tuple[tuple[str, Seal], ...] = carries(SEALS)
