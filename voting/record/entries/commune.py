"""The commune itself: whose log this is, and who holds a role."""

from dataclasses import dataclass

from voting.record.entries.entry import Entry
from voting.record.fields import CODE, LABEL, LONG_TEXT, SHA256, carries


@dataclass(frozen=True, kw_only=True)
class LogStarted(Entry):
    """The first entry of a commune's log: who it is for, its origin and key, and who must co-sign."""

    type = "log-started"
    named = ("mở sổ", "the log's beginning")
    commune: str = carries(CODE)
    origin: str = carries(LABEL)
    vkey: str = carries(LABEL)
    policy: str = carries(LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class OfficialsChanged(Entry):
    """Salted commitment to who holds which role from now on, and which role made the change."""

    type = "officials-changed"
    named = ("thay người giữ vai trò", "a change of officials")
    commitment: str = carries(SHA256)
    by: str = carries(CODE)
