"""Records and bundles by someone who holds the log's key: hashes and signatures are right, the contents are not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from record import sample_village as sample

from voting.ballots import strict_json
from voting.ledger.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.merkle import CompactRange, leaf_hash
from voting.ledger.note import NoteSigner, add_signatures, parse_note
from voting.record.bundle import Bundle
from voting.record.entries.parsing import parse_entry
from voting.record.errors import RecordError
from voting.record.export import archive_of
from voting.record.rules.shared import of_vote
from voting.verifier.evidence import Evidence, Kind, Trusted
from voting.verifier.report import CheckResult, Report
from voting.verifier.verification import verify

YES, NO = ((1, 0, 0),), ((0, 1, 0),)


@cache
def finished() -> tuple[tuple[bytes, ...], str]:
    """The entries of a sample village that has decided one vote with one re-vote, and the vote's uuid."""
    village = sample.settled(households=5)
    vote = village.open(1)
    for household, choice in enumerate((YES, YES, YES, NO)):
        village.cast(vote, household, choice)
    village.cast(vote, 3, YES, 2)
    village.close(vote)
    village.count(vote)
    return tuple(village.raws), vote


def checkpoint_of(raws: Sequence[bytes], key: NoteSigner = sample.LOG_KEY) -> bytes:
    """A signed checkpoint over these entries."""
    tree = CompactRange().extend(map(leaf_hash, raws))
    return sign_checkpoint(Checkpoint(key.name, tree.size, tree.root()), key)


def cosigned(note: bytes, *witnesses: CosignatureSigner, over: bytes | None = None) -> bytes:
    """A checkpoint with witnesses' lines; with `over`, lines that were made for another checkpoint."""
    seen, signed = parse_note(note), parse_checkpoint(parse_note(over or note).text)
    return add_signatures(seen.text, [*seen.signatures, *(one.sign(signed, 1_795_400_000) for one in witnesses)])


def bundle_of(
    raws: Sequence[bytes], vote: str, *, key: NoteSigner = sample.LOG_KEY, archive: bytes | None = None, **other: Any
) -> Bundle:
    """A bundle of a log with exactly these entries, all of them given."""
    fields: dict[str, Any] = {
        "vote": vote,
        "checkpoint": checkpoint_of(raws, key),
        "vkey": key.vkey,
        "policy": sample.POLICY,
        "leaves": tuple(map(leaf_hash, raws)),
        "entries": dict(enumerate(raws)),
        "payloads": {},
        "archive": derived(raws, vote) if archive is None else archive,
    }
    return Bundle(**fields | other)


def derived(raws: Sequence[bytes], vote: str) -> bytes:
    """The archive that these entries give, valid or not."""

    def entries() -> Any:
        for raw in raws:
            try:
                entry = parse_entry(raw)
            except RecordError:
                continue
            if of_vote(entry) == vote:
                yield entry

    return archive_of(entries(), lambda _: b"")


def evidence_of(bundle: Bundle, **other: Any) -> Evidence:
    """A bundle as the verifier reads it."""
    found = Evidence(
        "bundle",
        Kind.BUNDLE,
        vote=bundle.vote,
        checkpoint=bundle.checkpoint,
        vkey=bundle.vkey,
        policy=bundle.policy,
        leaves=bundle.leaves,
        entries=bundle.entries,
        payloads=bundle.payloads,
        archive=bundle.archive,
    )
    return replace(found, **other)


def report_on(bundle: Bundle, *, trusted: Trusted = Trusted(), **other: Any) -> Report:  # noqa: B008 - frozen
    """What the verifier says of a bundle."""
    return verify(evidence_of(bundle, **other), trusted=trusted)


def named(report: Report) -> Mapping[str, CheckResult]:
    """The checks by name."""
    return {one.name: one for one in report.checks}


def rewritten(raws: Sequence[bytes], index: int, change: Callable[[dict[str, Any]], None]) -> list[bytes]:
    """The entries with one of them changed as JSON and printed again."""
    value = strict_json.load(raws[index])
    change(value)
    return [*raws[:index], strict_json.dump(value), *raws[index + 1 :]]


def index_of(raws: Sequence[bytes], kind: str, nth: int = 0) -> int:
    """Where the nth entry of a type stands."""
    return [n for n, raw in enumerate(raws) if parse_entry(raw).type == kind][nth]
