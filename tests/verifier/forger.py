"""Both books of a vote as the holder of the commune's key can tell them: hashed and signed rightly, true or not."""

import dataclasses
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from typing import Any

from record import sample_village as sample

from voting.ballots import strict_json
from voting.ledger.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.merkle import leaf_hash, root_of, tree_root
from voting.ledger.note import NoteSigner, add_signatures, parse_note
from voting.record.book_files import BookFiles
from voting.record.bundle import Bundle, write_bundle
from voting.record.entries.casting import BallotCast
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteOpened
from voting.record.errors import RecordError
from voting.record.export import archive_of
from voting.verifier.evidence import Evidence, Kind, Trusted
from voting.verifier.findings import Status
from voting.verifier.report import CheckResult, Report
from voting.verifier.verification import verify

YES, NO = ((1, 0, 0),), ((0, 1, 0),)
STRANGER = NoteSigner(sample.ORIGIN, sha256(b"someone else's key").digest())
WITNESSES = [CosignatureSigner(f"witness-{n}.example", sha256(f"w{n}".encode()).digest()) for n in range(3)]
QUORUM_OF_TWO = (
    f"log {sample.LOG_KEY.vkey}\n"
    + "".join(f"witness w{n} {one.vkey}\n" for n, one in enumerate(WITNESSES))
    + "group boards 2 w0 w1 w2\nquorum boards\n"
)


@dataclass(frozen=True)
class Told:
    """What a server tells of one vote: the entries of both books, what stands beside them, the archive."""

    vote: str
    commune: tuple[bytes, ...]
    book: tuple[bytes, ...]
    payloads: Mapping[str, bytes]
    archive: bytes
    policy: str = sample.POLICY

    def bundle(self, **other: Any) -> Bundle:
        """Its bundle, all signatures right."""
        fields: dict[str, Any] = {
            "vote": self.vote,
            "vkey": sample.LOG_KEY.vkey,
            "policy": self.policy,
            "commune": signed(self.commune),
            "book": signed(self.book, f"/{self.vote}"),
            "payloads": self.payloads,
            "archive": self.archive,
        }
        return Bundle(**fields | other)


def told(village: sample.Village, vote: str) -> Told:
    """What an honest server tells."""
    made = village.bundle(vote)
    return Told(vote, made.commune.entries, made.book.entries, made.payloads, made.archive, village.policy)


def finished_village(policy: str = sample.POLICY) -> tuple[sample.Village, str]:
    """A sample village that has decided one vote, with one re-vote, one seal and one extension."""
    village = sample.settled(households=5, spares=1, policy=policy)
    vote = village.open(1)
    for household, choice in enumerate((YES, YES, YES, NO)):
        village.cast(vote, household, choice)
    village.later(hours=1)
    village.seal_books()
    village.cast(vote, 3, YES, 2)
    village.extend(vote)
    village.close(vote)
    village.count(vote)
    return village, vote


@cache
def finished(policy: str = sample.POLICY) -> Told:
    """What is told of it."""
    return told(*finished_village(policy))


def signed(raws: Sequence[bytes], suffix: str = "", key: NoteSigner = sample.LOG_KEY) -> BookFiles:
    """A book of these entries under a signed checkpoint."""
    origin = sample.ORIGIN + suffix
    return BookFiles(sign_checkpoint(Checkpoint(origin, len(raws), tree_root(raws)), key.named(origin)), tuple(raws))


def cosigned(note: bytes, *witnesses: CosignatureSigner, at_s: float, over: bytes | None = None) -> bytes:
    """A checkpoint with witnesses' lines; with `over`, lines that were made for another checkpoint."""
    seen, shown = parse_note(note), parse_checkpoint(parse_note(over or note).text)
    return add_signatures(seen.text, [*seen.signatures, *(one.sign(shown, int(at_s)) for one in witnesses)])


def index_of(raws: Sequence[bytes], kind: str, nth: int = 0) -> int:
    """Where the nth entry of a type stands."""
    return [n for n, raw in enumerate(raws) if raw.startswith(b'{"v":1,"type":"%s",' % kind.encode())][nth]


def rewritten(
    raws: Sequence[bytes], kind: str, change: Callable[[dict[str, Any]], None], nth: int = 0
) -> tuple[bytes, ...]:
    """The entries with the nth of a type changed as JSON and printed again."""
    place = index_of(raws, kind, nth)
    value = strict_json.load(raws[place])
    change(value)
    return (*raws[:place], strict_json.dump(value), *raws[place + 1 :])


def without(raws: Sequence[bytes], kind: str, nth: int = 0) -> tuple[bytes, ...]:
    """The entries without the nth of a type."""
    place = index_of(raws, kind, nth)
    return (*raws[:place], *raws[place + 1 :])


def retied(one: Told) -> Told:
    """With the hashes by which the two books name each other made right again."""
    commune, book = list(one.commune), list(one.book)
    leaves = [leaf_hash(raw).hex() for raw in commune]
    opened = next(n for n, raw in enumerate(commune) if _about(raw, "vote-opened", one.vote))
    moved = [n for n, raw in enumerate(commune) if _about(raw, "vote-extended", one.vote)]
    for place, raw in enumerate(book):
        value = strict_json.load(raw)
        if value["type"] == "book-started":
            value |= {"opened_index": opened, "opened_leaf": leaves[opened]}
        elif value["type"] == "closing-moved" and moved:
            index = moved.pop(0)
            value |= {"extended_index": index, "extended_leaf": leaves[index]}
        book[place] = strict_json.dump(value)
    hashes = [leaf_hash(raw) for raw in book]
    for place, raw in enumerate(commune):
        value = strict_json.load(raw)
        seals = value["books"] if value["type"] == "books-sealed" else []
        if _about(raw, "vote-closed", one.vote) or _about(raw, "vote-cancelled", one.vote):
            value["size"] = len(book)
            seals = [value]
        for seal in seals:
            if seal.get("book", one.vote) == one.vote:
                seal["root"] = root_of(min(seal["size"], len(book)), hashes).hex()
        commune[place] = strict_json.dump(value)
    return replace(one, commune=tuple(commune), book=tuple(book))


def _about(raw: bytes, kind: str, vote: str) -> bool:
    value = strict_json.load(raw)
    return value["type"] == kind and value["vote"] == vote


def rederived(one: Told) -> Told:
    """With the archive that these entries give, valid or not."""
    commune = [entry for raw in one.commune if (entry := _entry(raw, Book.COMMUNE)) and entry.subject() == one.vote]
    opened = next(entry for entry in commune if isinstance(entry, VoteOpened))
    ballots = [entry for raw in one.book if isinstance(entry := _entry(raw, Book.VOTE), BallotCast)]
    return replace(one, archive=b"".join(archive_of(opened, one.payloads[opened.credentials], ballots, commune)))


def _entry(raw: bytes, book: Book) -> Any:
    try:
        return parse_entry(raw, book)
    except RecordError:
        return None


def evidence_of(bundle: Bundle, **other: Any) -> Evidence:
    """A bundle as the verifier reads it."""
    fields = {one.name: getattr(bundle, one.name) for one in dataclasses.fields(bundle)}
    return Evidence("bundle", Kind.BUNDLE, **fields | other)


def archive_alone(one: Told) -> Evidence:
    """The bare archive."""
    return Evidence("archive", Kind.ARCHIVE, archive=one.archive)


def report_on(given: Told | Bundle, *, trusted: Trusted = Trusted(), **other: Any) -> Report:  # noqa: B008 - frozen
    """What the verifier says of a bundle; `other` are fields of the evidence, or `now`."""
    now = other.pop("now", None)
    bundle = given.bundle() if isinstance(given, Told) else given
    return verify(evidence_of(bundle, **other), trusted=trusted, now=now)


def named(report: Report) -> Mapping[str, CheckResult]:
    """The checks by name."""
    return {one.name: one for one in report.checks}


def failures(report: Report) -> dict[str, str]:
    """The crime of each check that fails."""
    return {one.name: one.crime for one in report.checks if one.status is Status.FAIL}


def zipped(bundle: Bundle) -> bytes:
    """The bundle's zip."""
    out = io.BytesIO()
    write_bundle(bundle, out)
    return out.getvalue()
