"""Crimes against the log: key, checkpoints, witnesses, entries, and the bundle as a zip. The vote is open."""

import json
import re
import struct
import zipfile
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from record.sample_village import LOG_KEY, ORIGIN, member_key, sealed

from museum.bundles import files_of, unzipped, zipped
from museum.crimes_setup import entry_says
from museum.deeds import Cast, Deed, Seal
from museum.honest import OTHER, several
from museum.telling import Told, Twist, Twists, tell
from museum.witnesses import QUORUM, WITNESSES, seen_at_s
from voting.ledger.checkpoint import Checkpoint, parse_checkpoint
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.merkle import tree_root
from voting.ledger.note import NoteSigner, Signature, add_signatures, parse_note
from voting.record.entries.entry import compact

STRANGER = NoteSigner(ORIGIN, sha256(b"another key of the same name").digest())
NEIGHBOUR = NoteSigner("dinh.example/xa-doai", sha256(b"log of the neighbours").digest())
UNKNOWN_WITNESS = CosignatureSigner("nguoi-la.example", sha256(b"a witness nobody named").digest())

ALONE = "quorum none\n"
DAY_S = 86_400
Sign = Callable[[Checkpoint, tuple[Signature, ...], int], bytes]
Files = dict[str, bytes]


def resigned(sign: Sign) -> Twists:
    """Another note: made of the checkpoint, the honest signature lines (the log's, then two witnesses'), the time."""

    def twist(honest: bytes, told: Told) -> bytes:
        note = parse_note(honest)
        return sign(parse_checkpoint(note.text), note.signatures, seen_at_s(told.commune))

    return {"checkpoint": twist}


def lines(checkpoint: Checkpoint, *signatures: Signature) -> bytes:
    return add_signatures(checkpoint.text, signatures)


def by_another_key(checkpoint: Checkpoint, honest: tuple[Signature, ...], _: int) -> bytes:
    return lines(checkpoint, STRANGER.sign(checkpoint.text), *honest[1:])


def of_another_origin(checkpoint: Checkpoint, honest: tuple[Signature, ...], at_s: int) -> bytes:
    """The neighbouring commune's head, signed by its log and properly co-signed."""
    theirs = Checkpoint(NEIGHBOUR.name, checkpoint.size, checkpoint.root)
    return lines(theirs, NEIGHBOUR.sign(theirs.text), *(one.sign(theirs, at_s) for one in QUORUM))


def with_an_extension(checkpoint: Checkpoint, honest: tuple[Signature, ...], _: int) -> bytes:
    text = f"{checkpoint.text}a line nobody audits\n"
    return add_signatures(text, [LOG_KEY.sign(text)])


def stale(honest: bytes, told: Told) -> bytes:
    """The witnesses' lines are those of the book one entry shorter."""
    note = parse_note(honest)
    shorter = Checkpoint(ORIGIN, len(told.commune) - 1, tree_root(told.commune[:-1]))
    seen = [one.sign(shorter, seen_at_s(told.commune)) for one in QUORUM]
    return add_signatures(note.text, [note.signatures[0], *seen])


def witnessed(*signers: tuple[CosignatureSigner, int]) -> Twists:
    """Co-signed by these witnesses, so many seconds after the others."""
    return resigned(
        lambda checkpoint, honest, at_s: lines(
            checkpoint, honest[0], *(one.sign(checkpoint, at_s + later) for one, later in signers)
        )
    )


def one_ballot_sealed(honest: list[Deed], told: Told) -> list[Deed]:
    return [honest[0], Seal(told.vote.after(1))]


def another_ballot_sealed(honest: list[Deed], told: Told) -> list[Deed]:
    """What another reader was shown."""
    other = sealed(told.election, told.vote.cards[5], (OTHER,), 1).raw
    return [Cast(other, told.vote.after(0)), Seal(told.vote.after(1))]


def keeps_the_witnesses(honest: bytes, told: Told) -> bytes:
    """The log signs the forked head; the witnesses' lines are those of the head they saw."""
    seen = parse_note(tell(told.vote, until="cast", deeds=one_ballot_sealed).checkpoint)
    note = parse_note(honest)
    return add_signatures(note.text, [note.signatures[0], *seen.signatures[1:]])


def restarted(honest: list[bytes], told: Told) -> list[bytes]:
    """The whole book begun anew under another key."""
    policy = json.loads(honest[0])["policy"].replace(LOG_KEY.vkey, STRANGER.vkey)
    return entry_says(honest, 0, policy=policy, vkey=STRANGER.vkey)


def restarted_files(honest: Files, told: Told) -> Files:
    policy = honest["commune/policy"].replace(LOG_KEY.vkey.encode(), STRANGER.vkey.encode())
    return honest | {"commune/log.vkey": f"{STRANGER.vkey}\n".encode(), "commune/policy": policy}


def by_the_stranger(checkpoint: Checkpoint, honest: tuple[Signature, ...], at_s: int) -> bytes:
    return lines(checkpoint, STRANGER.sign(checkpoint.text), *(one.sign(checkpoint, at_s) for one in QUORUM))


def book_by_the_stranger(honest: bytes, told: Told) -> bytes:
    """The head of the vote's book, signed by another key under the right name."""
    text = parse_note(honest).text
    return add_signatures(text, [STRANGER.named(told.book_origin).sign(text)])


def files(change: Callable[[Files], Files]) -> Twists:
    return {"bundle_files": lambda honest, told: change(honest)}


def replaced(name: str, change: Callable[[bytes], bytes]) -> Twists:
    """One file of the bundle changed: the first whose name begins so."""

    def twist(honest: Files) -> Files:
        found = next(one for one in honest if one.startswith(name))
        return honest | {found: change(honest[found])}

    return files(twist)


def missing(name: str) -> Twists:
    """One file of the bundle missing."""
    return files(lambda honest: {one: raw for one, raw in honest.items() if not one.startswith(name)})


def shown(folder: str, change: Callable[[list[bytes]], list[bytes]]) -> Twists:
    """A book's entries as the bundle shows them are not those that its checkpoint is of."""

    def twist(honest: Files, told: Told) -> Files:
        kept = {name: raw for name, raw in honest.items() if not name.startswith(f"{folder}/tile/")}
        entries = change(told.commune if folder == "commune" else told.book)
        return kept | files_of(folder, entries)

    return {"bundle_files": twist}


def before(place: int, **said: Any) -> Twists:
    """An entry of the commune's book says something else, in a book that is co-signed as if it always had."""
    return {"before": lambda honest, told: entry_says(honest, place, **said)}


def last_of_book(**said: Any) -> Twists:
    """The last entry of the vote's book says something else."""
    return {"book": lambda honest, told: entry_says(honest, -1, **said)}


def of_another_vote(honest: Files, told: Told) -> Files:
    other = tell(several(), until="cast", deeds=lambda deeds, _: deeds[:1])
    return honest | {f"{told.vote.uuid}.bel": other.archive}


def shorter_archive(honest: Files, told: Told) -> Files:
    """Sound in itself, but without the ballot that the record has."""
    return honest | {f"{told.vote.uuid}.bel": tell(told.vote, until="opened").archive}


def headers_of(raw: bytes, name: bytes) -> list[tuple[bytes, int]]:
    """Where a member's two headers begin: the local one and the directory's."""
    found = []
    for magic, name_at in ((b"PK\x03\x04", 30), (b"PK\x01\x02", 46)):
        places = (n for n in range(len(raw)) if raw.startswith(magic, n))
        found.append((magic, next(n for n in places if raw.startswith(name, n + name_at))))
    return found


def bomb(honest: bytes, told: Told) -> bytes:
    """Half a gigabyte of zeros as the archive: half a megabyte of zip, made smaller by being only claimed."""
    raw = bytearray(honest)
    for (_, start), place in zip(headers_of(honest, f"{told.vote.uuid}.bel".encode()), (22, 24), strict=True):
        raw[start + place : start + place + 4] = struct.pack("<L", 2**29)
    return bytes(raw)


def other_name(honest: bytes, told: Told) -> bytes:
    """One reader goes by the directory and finds a policy, another by the file's own header and finds none."""
    (_, start), _ = headers_of(honest, b"commune/policy")
    return honest[: start + 30] + b"commune/polucy" + honest[start + 44 :]


def other_checksum(honest: bytes, told: Told) -> bytes:
    """The policy's checksum is wrong in both headers: some readers look, some do not."""
    raw = bytearray(honest)
    for (_, start), place in zip(headers_of(honest, b"commune/policy"), (14, 16), strict=True):
        raw[start + place] ^= 1
    return bytes(raw)


def packed(method: int) -> Twist:
    """Packed in a way that no reader of ours unpacks."""
    return lambda honest, told: zipped(unzipped(honest), method)


def member_twice(honest: bytes, told: Told) -> bytes:
    """Two policies: which one a reader sees depends on the reader."""
    content = unzipped(honest)
    return zipped(content | {"commune/polucy": b"quorum none\n"}).replace(b"commune/polucy", b"commune/policy")


def second_zip(honest: bytes, told: Told) -> bytes:
    """Another bundle behind the first: which one a reader sees depends on where it looks for the directory."""
    return (
        honest + tell(told.vote, until="opened", before=lambda raws, _: entry_says(raws, 1, commitment="0" * 64)).bundle
    )


def with_a_comment(honest: bytes, told: Told) -> bytes:
    note = "mời xem https://example.com".encode()
    return honest[:-2] + struct.pack("<H", len(note)) + note


def without_proof(key: str) -> str:
    return compact(json.loads(key) | {"pok": {"challenge": "1", "response": "1"}}).decode()


def other_commitment(entries: list[bytes]) -> list[bytes]:
    """No rule can see this: the commitment is salted. The log can."""
    return entry_says(entries, 1, commitment="0" * 64)


ONE_BALLOT: Twists = {"deeds": lambda honest, told: honest[:1]}
WITH_A_BALLOT: dict[str, Twists] = {
    "forked-log": {"deeds": another_ballot_sealed, "checkpoint": keeps_the_witnesses},
    "entry-backdated": ONE_BALLOT | last_of_book(at="2026-11-01T23:59Z"),
    "entry-to-the-second": ONE_BALLOT | last_of_book(at="2026-11-02T01:00:07Z"),
    "archive-of-another-vote": ONE_BALLOT | {"bundle_files": of_another_vote},
    "archive-differs": ONE_BALLOT | {"bundle_files": shorter_archive},
    "ballot-entry-changed": ONE_BALLOT | shown("vote", lambda book: entry_says(book, -1, at="2026-11-02T02:00Z")),
    "ballot-entry-missing": ONE_BALLOT | shown("vote", lambda book: book[:-1]),
}
"""Twists of the first vote while it is open."""

LOG: dict[str, Twists] = {
    "re-signed-checkpoint": resigned(by_another_key),
    "log-restarted-under-another-key": {
        "before": restarted,
        "book_checkpoint": book_by_the_stranger,
        "bundle_files": restarted_files,
        **resigned(by_the_stranger),
    },
    "checkpoint-of-another-origin": resigned(of_another_origin),
    "checkpoint-with-an-extension": resigned(with_an_extension),
    "unsigned-checkpoint": resigned(lambda checkpoint, honest, _: lines(checkpoint, *honest[1:])),
    "stale-cosignature": {"checkpoint": stale},
    "cosignature-of-an-unknown-witness": witnessed((WITNESSES[0], 0), (UNKNOWN_WITNESS, 0)),
    "one-cosignature-short": witnessed((WITNESSES[0], 0)),
    "one-witness-signs-twice": witnessed((WITNESSES[0], 0), (WITNESSES[0], 60)),
    "co-signed-two-days-before-its-last-entry": witnessed((WITNESSES[0], -2 * DAY_S), (WITNESSES[1], -2 * DAY_S)),
    "co-signed-in-the-next-century": witnessed((WITNESSES[0], 0), (WITNESSES[1], 100 * 365 * DAY_S)),
    "weakened-policy": replaced("commune/policy", lambda raw: raw.replace(b"quorum watchers", b"quorum none")),
    "entry-changed": shown("commune", other_commitment),
    "entry-missing": shown("commune", lambda entries: [*entries[:2], *entries[3:]]),
    "entries-missing": missing("commune/tile/"),
    "entry-beyond-the-checkpoint": replaced(
        "commune/tile/entries/", lambda raw: raw + raw[: 2 + raw[0] * 256 + raw[1]]
    ),
    "entries-cut-short": replaced("commune/tile/entries/", lambda raw: raw[:-1]),
    "book-missing": missing("vote/tile/"),
    "personal-data-in-an-entry": before(1, note="Bà Nguyễn Thị Mận, xóm Đình"),
    "unknown-entry-type": before(1, type="roll-corrected"),
    "log-started-twice": {"before": lambda honest, told: [honest[0], *honest]},
    "log-never-started": {"before": lambda honest, told: honest[1:]},
    "log-without-its-own-key-in-the-policy": before(0, policy=ALONE)
    | replaced("commune/policy", lambda raw: ALONE.encode()),
    "cards-never-issued": {"before": lambda honest, told: [*honest[:2], *honest[3:]]},
    "roll-that-does-not-add-up": before(1, households=7),
    "more-cards-than-households": before(2, cards=7),
    "more-issued-again-than-issued": before(2, reissued=9),
    "committee-of-two": before(3, members=2, threshold=2),
    "committee-key-shown-twice": before(5, key=member_key(1, 1)),
    "committee-key-without-proof": before(5, key=without_proof(member_key(1, 2))),
    "file-that-no-entry-names": files(lambda honest: honest | {f"payloads/{sha256(b'more').hexdigest()}": b"more"}),
    "document-of-another-hash": files(lambda honest: honest | {f"payloads/{'0' * 64}": b"another paper"}),
    "unknown-member": files(lambda honest: honest | {"readme.html": b"<script>alert(1)</script>"}),
    "bundle-of-a-vote-nobody-opened": files(
        lambda honest: {re.sub("^.{14}[.]bel$", "11111111111111.bel", name): raw for name, raw in honest.items()}
    ),
    "two-archives": files(lambda honest: honest | {"11111111111111.bel": b""}),
    "no-archive": files(lambda honest: {name: raw for name, raw in honest.items() if not name.endswith(".bel")}),
    "member-in-a-folder-above": files(lambda honest: honest | {"../../policy": b"quorum none\n"}),
    "policy-twice": {"zip": member_twice},
    "zip-bomb": {"zip": bomb},
    "packed-with-bzip2": {"zip": packed(zipfile.ZIP_BZIP2)},
    "truncated-bundle": {"zip": lambda honest, told: honest[:-40]},
    "second-zip-behind-the-first": {"zip": second_zip},
    "something-before-the-zip": {"zip": lambda honest, told: b"#!/bin/sh\n" + honest},
    "zip-with-a-comment": {"zip": with_a_comment},
    "two-names-of-a-member": {"zip": other_name},
    "member-with-another-checksum": {"zip": other_checksum},
}
"""Twists of the first vote, opened and no more."""
