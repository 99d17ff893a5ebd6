"""How much is read, of what, before anything is believed.

Largest use in mind: a vote of a commune's 9,000 households (about 80 MB as a bundle) beside a commune's book of many
years. A ballot to three answers is about 4 kB in its book and 4 kB in the archive, so that a bundle holds some 60,000
of them: 5,000 households that all vote twelve times. One of 100,000 ballots (0.85 GB) is refused as too large, and says
so.
"""

import re

from voting.ledger.note import MAX_NOTE_BYTES
from voting.ledger.policy import MAX_POLICY_BYTES
from voting.ledger.tiles import MAX_ENTRY_BYTES, TILE_WIDTH
from voting.record import strict_zip

INPUT_MAX_BYTES = strict_zip.MAX_BYTES
"""The same whether it comes as a zip, as the folder it unpacks to, or as an archive alone."""
MEMBERS_MAX = strict_zip.MAX_MEMBERS
KEY_MAX_BYTES = 1024
TILE_MAX_BYTES = TILE_WIDTH * 32
PAYLOAD_MAX_BYTES = 16 * 2**20
DOCUMENTS_MAX = 1000
RECEIPTS_MAX = 100
RECEIPT_MAX_BYTES = 4 * MAX_NOTE_BYTES

_BUNDLE_MAX_BYTES = TILE_WIDTH * (2 + MAX_ENTRY_BYTES)
_BOOK = "(commune|vote|subject)"
_FILES: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(rf"({_BOOK}/checkpoint|commune/cosigned|commune/policies/[1-9][0-9]{{0,6}})\Z"), MAX_NOTE_BYTES),
    (re.compile(r"commune/log\.vkey\Z"), KEY_MAX_BYTES),
    (re.compile(r"commune/policy\Z"), MAX_POLICY_BYTES),
    (re.compile(rf"{_BOOK}/tile/entries/(x[0-9]{{3}}/){{0,6}}[0-9]{{3}}(\.p/[0-9]{{1,3}})?\Z"), _BUNDLE_MAX_BYTES),
    (re.compile(r"payloads/[0-9a-f]{64}\Z"), PAYLOAD_MAX_BYTES),
    (re.compile(r"[1-9A-HJ-NP-Za-km-z]{14}\.bel\Z"), INPUT_MAX_BYTES),
)


def most_bytes(name: str) -> int | None:
    """How large a file of an unpacked bundle may be; `None` for one that no bundle has, which is not opened."""
    return next((most for pattern, most in _FILES if pattern.match(name)), None)
