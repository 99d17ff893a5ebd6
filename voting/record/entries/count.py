"""The count: the encrypted tally, its partial decryptions, the result."""

from dataclasses import dataclass
from typing import Any

from voting.record.entries.entry import Entry
from voting.record.fields import LONG_TEXT, OBJECT, UUID, carries


@dataclass(frozen=True, kw_only=True)
class Tally(Entry):
    """The encrypted tally and its size, exact bytes of both."""

    type = "tally"
    named = ("tổng các phiếu còn niêm phong", "the sealed sum")
    vote: str = carries(UUID)
    encrypted_tally: str = carries(LONG_TEXT)
    sized: str = carries(LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class PartialDecryption(Entry):
    """One trustee's partial decryption with proofs, and who owns it, exact bytes of both."""

    type = "partial-decryption"
    named = ("một phần mở phiếu", "a part of the opening")
    vote: str = carries(UUID)
    partial: str = carries(LONG_TEXT)
    owned: str = carries(LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class ResultDeclared(Entry):
    """The opened numbers (exact bytes) and what the rule of decision makes of them; ``{}`` where nothing is decided."""

    type = "result"
    named = ("kết quả", "the result")
    vote: str = carries(UUID)
    result: str = carries(LONG_TEXT)
    outcome: dict[str, Any] = carries(OBJECT)
