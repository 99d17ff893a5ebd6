"""Witnesses' lines as they come in: from an answer to a request of ours, or posted by a witness that pulls.

A line is kept only if it is by a witness of the policy in force, or of one that waits to come into force, so that a new
witness can begin; and if it holds over our checkpoint, at a believable time.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from voting.ledger.checkpoint import parse_checkpoint
from voting.ledger.cosignature import CosignatureVerifier, cosignature_time, verify_cosignature
from voting.ledger.errors import NoteMalformed, SignatureInvalid
from voting.ledger.note import Signature, parse_note, parse_signature_lines
from voting.ledger.policy import parse_policy
from voting.record.policies import is_well_dated
from voting.services.checkpoints import heads_of, keep_cosignature, published_note, standing_of
from voting.services.desk import Desk
from voting.services.errors import NotFound, RefusedLine
from voting.services.lookups import COMMUNE_BOOK
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction

MOST_BYTES = 1024
"""Of a posted line with its size: a name and 76 bytes in base64."""
SIGNED = "signed"
"""What a witness's last answer is called when it was a line that counts."""
_POSTED = re.compile(r"size ([1-9][0-9]{0,15})\n(— [^\n]+\n)")


@dataclass(frozen=True)
class Kept:
    """A line that counts: by whom (the policy's own name), for which size; ``new``: whether it was not kept before."""

    witness: str
    size: int
    new: bool


class Cosigning:
    """What witnesses that pull send us."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def post(self, commune: str, body: bytes) -> Kept:
        """Keep a posted line: ``size <n>`` and the note-signature line, each ended by a newline.

        ``NotFound`` "unknown-commune", "unknown-size"; ``RefusedLine`` with its code.
        """
        size, line = _read(body)
        with self._desk.database.reading() as tx:  # who posts nonsense takes no lock
            name, vkey, _ = checked(self._desk, tx, commune, size, line)
        with self._desk.database.transaction() as tx:
            return Kept(name, size, keep(self._desk, tx, commune, size, {vkey: line}))

    def heads(self, commune: str) -> tuple[str, ...]:
        """The newest head that each witness has signed, as published, the larger first; ``NotFound``.

        With them a board that comes late signs what others have signed, and one that comes on another device finds what
        it has signed itself.
        """
        with self._desk.database.reading() as tx:
            known = tx.witnesses.of_commune(commune)
            sizes = {known[vkey].size for vkey in watching(tx, commune) if vkey in known} - {0}
            return tuple(published_note(tx, commune, size).decode() for size in sorted(sizes, reverse=True))


def _read(body: bytes) -> tuple[int, Signature]:
    try:
        found = _POSTED.fullmatch(body.decode()) if len(body) <= MOST_BYTES else None
        if found is None:
            raise RefusedLine("not a size and one signature line", code="malformed")
        return int(found[1]), parse_signature_lines(found[2].encode())[0]
    except (UnicodeDecodeError, NoteMalformed) as error:
        raise RefusedLine(str(error), code="malformed") from error


@dataclass(frozen=True)
class Watching:
    """A witness of the policy in force, or of one that waits: the policy's name, key and address."""

    name: str
    key: CosignatureVerifier
    url: str


def watching(tx: Transaction, commune: str) -> dict[str, Watching]:
    """The witnesses of the policy in force and of those that wait, by verifier key."""
    standing = standing_of(tx, commune)
    policies = [standing.in_force.policy, *(parse_policy(one.text.encode()) for one in standing.waiting)]
    return {
        key.vkey: Watching(name, key, policy.urls.get(name, ""))
        for policy in reversed(policies)
        for name, key in policy.witnesses.items()
    }


def checked(desk: Desk, tx: Transaction, commune: str, size: int, line: Signature) -> tuple[str, str, int]:
    """Whose line this is (name, verifier key) and of which POSIX time; ``NotFound``, ``RefusedLine``."""
    signer = next((one for one in watching(tx, commune).values() if is_by(line, one.key)), None)
    if signer is None:
        raise RefusedLine(f"no witness with the key of {line.name}", code="unknown-witness")
    try:
        note = tx.log.checkpoint(commune, COMMUNE_BOOK, size).note
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-size") from error
    try:
        time_s = verify_cosignature(parse_checkpoint(parse_note(note).text), line, signer.key)
    except SignatureInvalid as error:
        raise RefusedLine(str(error), code="signature-invalid") from error
    if not is_well_dated(time_s, size, heads_of(tx, commune, desk.now())):
        raise RefusedLine("the time of the line is not to be believed", code="cosignature-dated")
    return signer.name, signer.key.vkey, time_s


def is_by(line: Signature, verifier: CosignatureVerifier) -> bool:
    """Whether the line says that it is by this key."""
    return (line.name, line.key_id) == (verifier.name, verifier.key.key_id)


def keep(desk: Desk, tx: Transaction, commune: str, size: int, lines: Mapping[str, Signature]) -> bool:
    """Keep lines that were checked, by verifier key; whether any is new."""
    new = False
    for vkey, line in lines.items():
        new |= keep_cosignature(tx, commune, size, witness=vkey, line=line.line.removesuffix("\n"))
        known = tx.witnesses.get(commune, vkey)
        if size >= known.size:
            at, now = datetime.fromtimestamp(cosignature_time(line), UTC), desk.now()
            signed = replace(known, size=size, signed_at_utc=at, answer=SIGNED, asked_at_utc=now)
            tx.witnesses.put(replace(signed, failures=0, next_try_utc=None, stopped=False))
    return new
