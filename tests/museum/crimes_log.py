"""Crimes against the log: key, checkpoint, witnesses, tiles, entries, and the bundle as a zip. The vote is open."""

import io
import json
import struct
import zipfile
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from record.sample_village import LOG_KEY, ORIGIN, member_key, sealed

from museum.honest import COSIGNED_AT_S, OTHER, WITNESSES, several
from museum.telling import Told, Twist, tell, zipped
from voting.ledger.checkpoint import Checkpoint, parse_checkpoint
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.merkle import tree_root
from voting.ledger.note import NoteSigner, Signature, add_signatures, parse_note
from voting.record.entries.entry import compact

STRANGER = NoteSigner(ORIGIN, sha256(b"another key of the same name").digest())
NEIGHBOUR = NoteSigner("dinh.example/xa-doai", sha256(b"log of the neighbours").digest())
UNKNOWN_WITNESS = CosignatureSigner("nguoi-la.example", sha256(b"a witness nobody named").digest())

ALONE = "quorum none\n"

Twists = dict[str, Twist]


def resigned(sign: Callable[[Checkpoint, tuple[Signature, ...]], bytes]) -> Twists:
    """Another note: made of the checkpoint and the honest signature lines (the log's, then two witnesses')."""

    def twist(honest: bytes, _: Told) -> bytes:
        note = parse_note(honest)
        return sign(parse_checkpoint(note.text), note.signatures)

    return {"checkpoint": twist}


def lines(checkpoint: Checkpoint, *signatures: Signature) -> bytes:
    return add_signatures(checkpoint.text, signatures)


def by_another_key(checkpoint: Checkpoint, honest: tuple[Signature, ...]) -> bytes:
    return lines(checkpoint, STRANGER.sign(checkpoint.text), *honest[1:])


def of_another_origin(checkpoint: Checkpoint, honest: tuple[Signature, ...]) -> bytes:
    """The neighbouring commune's head, signed by its log and properly co-signed."""
    theirs = Checkpoint(NEIGHBOUR.name, checkpoint.size, checkpoint.root)
    return lines(theirs, NEIGHBOUR.sign(theirs.text), *(one.sign(theirs, COSIGNED_AT_S) for one in WITNESSES[:2]))


def with_an_extension(checkpoint: Checkpoint, honest: tuple[Signature, ...]) -> bytes:
    text = f"{checkpoint.text}a line nobody audits\n"
    return add_signatures(text, [LOG_KEY.sign(text)])


def another_ballot(honest: list[bytes], told: Told) -> list[bytes]:
    """What another reader of the log was shown."""
    return [sealed(told.election, told.vote.cards[5], (OTHER,), 1).raw]


def keeps_the_witnesses(honest: bytes, told: Told) -> bytes:
    """The log signs the forked head; the witnesses' lines are those of the head they saw."""
    seen = parse_note(tell(told.vote, until="cast", envelopes=only_the_first).checkpoint)
    note = parse_note(honest)
    return add_signatures(note.text, [note.signatures[0], *seen.signatures[1:]])


def only_the_first(honest: list[bytes], _: Told) -> list[bytes]:
    return honest[:1]


def stale(honest: bytes, told: Told) -> bytes:
    """The witnesses' lines are those of the log one entry shorter."""
    note = parse_note(honest)
    shorter = Checkpoint(ORIGIN, len(told.entries) - 1, tree_root(told.entries[:-1]))
    return add_signatures(note.text, [note.signatures[0], *(one.sign(shorter, COSIGNED_AT_S) for one in WITNESSES[:2])])


def witnessed(*signers: tuple[CosignatureSigner, int]) -> Twists:
    """Co-signed by these witnesses, so many seconds after the others."""
    return resigned(
        lambda checkpoint, honest: lines(
            checkpoint, honest[0], *(one.sign(checkpoint, COSIGNED_AT_S + later) for one, later in signers)
        )
    )


def restarted(honest: list[bytes], told: Told) -> list[bytes]:
    """The whole log begun anew under another key."""
    first = json.loads(honest[0])
    first["policy"] = first["policy"].replace(first["vkey"], STRANGER.vkey)
    return [compact(first | {"vkey": STRANGER.vkey}), *honest[1:]]


def restarted_files(honest: dict[str, bytes], told: Told) -> dict[str, bytes]:
    policy = honest["policy"].replace(LOG_KEY.vkey.encode(), STRANGER.vkey.encode())
    return honest | {"log.vkey": f"{STRANGER.vkey}\n".encode(), "policy": policy}


def restarted_head(honest: bytes, told: Told) -> bytes:
    head = Checkpoint(ORIGIN, len(told.entries), tree_root(told.entries))
    return lines(head, STRANGER.sign(head.text), *(one.sign(head, COSIGNED_AT_S) for one in WITNESSES[:2]))


def files(change: Callable[[dict[str, bytes]], dict[str, bytes]]) -> Twists:
    return {"bundle_members": lambda honest, told: change(honest)}


def replaced(name: str, change: Callable[[bytes], bytes]) -> Twists:
    """One file of the bundle changed: the first whose name begins so."""

    def twist(honest: dict[str, bytes]) -> dict[str, bytes]:
        found = next(one for one in honest if one.startswith(name))
        return honest | {found: change(honest[found])}

    return files(twist)


def last_byte(raw: bytes) -> bytes:
    return raw[:-1] + bytes([raw[-1] ^ 1])


def entry(index: int, **values: Any) -> Twists:
    """An entry says something else, in a log that is signed and co-signed as if it always had."""

    def twist(honest: list[bytes], told: Told) -> list[bytes]:
        place = index % len(honest)
        changed = json.dumps(json.loads(honest[place]) | values, ensure_ascii=False, separators=(",", ":")).encode()
        return [*honest[:place], changed, *honest[place + 1 :]]

    return {"entries": twist}


def of_another_vote(honest: dict[str, bytes], told: Told) -> dict[str, bytes]:
    other = tell(several(), until="cast", envelopes=only_the_first)
    return honest | {f"{told.vote.uuid}.bel": other.archive}


def shorter_archive(honest: dict[str, bytes], told: Told) -> dict[str, bytes]:
    """Sound in itself, but without the ballot that the record has."""
    return honest | {f"{told.vote.uuid}.bel": tell(told.vote, until="opened").archive}


def bomb(honest: bytes, told: Told) -> bytes:
    """Half a gigabyte of zeros as the archive: half a megabyte of zip, made smaller by being only claimed."""
    raw = bytearray(honest)
    name = f"{told.vote.uuid}.bel".encode()
    for magic, place, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        start = next(n for n in range(len(raw)) if raw[n : n + 4] == magic and raw[n + name_at :].startswith(name))
        raw[start + place : start + place + 4] = struct.pack("<L", 2**29)
    return bytes(raw)


def packed(method: int) -> Twist:
    """Packed in a way that no reader of ours unpacks."""

    def twist(honest: bytes, told: Told) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(honest)) as source, zipfile.ZipFile(out, "w", method) as target:
            for info in source.infolist():
                made = zipfile.ZipInfo(info.filename, info.date_time)
                made.compress_type = method
                target.writestr(made, source.read(info))
        return out.getvalue()

    return twist


def member_twice(honest: bytes, told: Told) -> bytes:
    """Two policies: which one a reader sees depends on the reader."""
    with zipfile.ZipFile(io.BytesIO(honest)) as source:
        content = {name: source.read(name) for name in source.namelist()}
    return zipped(content | {"polucy": b"quorum none\n"}).replace(b"polucy", b"policy")


def without_proof(key: str) -> str:
    return compact(json.loads(key) | {"pok": {"challenge": "1", "response": "1"}}).decode()


def other_commitment(raw: bytes) -> bytes:
    """No rule can see this: the commitment is salted. The log can."""
    return compact(json.loads(raw) | {"commitment": "0" * 64})


def missing(name: str) -> Twists:
    return files(lambda honest: {one: raw for one, raw in honest.items() if one != name})


WITH_A_BALLOT: dict[str, Twists] = {
    "forked-log": {"envelopes": another_ballot, "checkpoint": keeps_the_witnesses},
    "entry-backdated": entry(-1, at="2026-11-22T23:59Z"),
    "entry-to-the-second": entry(-1, at="2026-11-23T01:00:07Z"),
    "archive-of-another-vote": {"bundle_members": of_another_vote},
    "archive-differs": {"bundle_members": shorter_archive},
}
"""Twists of the first vote with one ballot cast."""

LOG: dict[str, Twists] = {
    "re-signed-checkpoint": resigned(by_another_key),
    "log-restarted-under-another-key": {
        "entries": restarted,
        "checkpoint": restarted_head,
        "bundle_members": restarted_files,
    },
    "checkpoint-of-another-origin": resigned(of_another_origin),
    "checkpoint-with-an-extension": resigned(with_an_extension),
    "unsigned-checkpoint": resigned(lambda checkpoint, honest: lines(checkpoint, *honest[1:])),
    "stale-cosignature": {"checkpoint": stale},
    "cosignature-of-an-unknown-witness": witnessed((WITNESSES[0], 0), (UNKNOWN_WITNESS, 0)),
    "one-cosignature-short": witnessed((WITNESSES[0], 0)),
    "one-witness-signs-twice": witnessed((WITNESSES[0], 0), (WITNESSES[0], 60)),
    "weakened-policy": replaced("policy", lambda raw: raw.replace(b"quorum watchers", b"quorum none")),
    "leaf-changed": replaced("tile/0/", last_byte),
    "entry-changed": replaced("entries/1.json", other_commitment),
    "entry-missing": missing("entries/2.json"),
    "first-entry-missing": files(
        lambda honest: {name: raw for name, raw in honest.items() if name != "entries/0.json"}
    ),
    "entry-beyond-the-checkpoint": files(lambda honest: honest | {"entries/99.json": honest["entries/2.json"]}),
    "personal-data-in-an-entry": entry(1, note="Bà Nguyễn Thị Mận, xóm Đình"),
    "unknown-entry-type": entry(1, type="roll-corrected"),
    "log-started-twice": {"entries": lambda honest, told: [honest[0], *honest]},
    "log-without-its-own-key-in-the-policy": entry(0, policy=ALONE) | replaced("policy", lambda raw: ALONE.encode()),
    "roll-that-does-not-add-up": entry(1, households=7),
    "more-cards-than-households": entry(2, cards=7),
    "committee-of-two": entry(3, members=2, threshold=2),
    "committee-key-shown-twice": entry(5, key=member_key(1, 1)),
    "committee-key-without-proof": entry(5, key=without_proof(member_key(1, 2))),
    "document-of-another-hash": files(lambda honest: honest | {f"payloads/{'0' * 64}": b"another paper"}),
    "unknown-member": files(lambda honest: honest | {"readme.html": b"<script>alert(1)</script>"}),
    "tile-cut-short": replaced("tile/0/", lambda raw: raw[:-1]),
    "member-in-a-folder-above": files(lambda honest: honest | {"../../policy": b"quorum none\n"}),
    "policy-twice": {"zip": member_twice},
    "zip-bomb": {"zip": bomb},
    "packed-with-bzip2": {"zip": packed(zipfile.ZIP_BZIP2)},
    "truncated-bundle": {"zip": lambda honest, told: honest[:-40]},
}
"""Twists of the first vote, opened and no more."""
