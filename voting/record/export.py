"""The Belenios archive of a vote, derived from the record's entries byte for byte (PROTOCOL section 7)."""

from collections.abc import Callable, Iterable

from voting.ballots import strict_json
from voting.ballots.archive import ArchiveWriter
from voting.ballots.tally import parse_owned, parse_partial, parse_tally
from voting.record.entries.casting import BallotCast
from voting.record.entries.count import PartialDecryption, ResultDeclared, Tally
from voting.record.entries.entry import Entry
from voting.record.entries.vote import VoteClosed, VoteOpened
from voting.record.fields import PayloadRef


def archive_of(entries: Iterable[Entry], payload: Callable[[str], bytes]) -> bytes:
    """``<uuid>.bel`` of one vote's accepted entries in order; grows as they do. Empty before ``vote-opened``.

    ``payload`` reads what entries refer to by SHA-256; whatever it raises comes through.
    """
    writer: ArchiveWriter | None = None
    pieces = []
    for entry in entries:
        if isinstance(entry, VoteOpened):
            writer = _begin(entry, payload)
        elif writer is not None:
            _extend(writer, entry)
        if writer is not None:
            pieces.append(writer.take())
    return b"".join(pieces)


def _begin(entry: VoteOpened, payload: Callable[[str], bytes]) -> ArchiveWriter:
    writer = ArchiveWriter(int(entry.at.timestamp()))
    given = entry.credentials
    credentials = payload(given.sha256) if isinstance(given, PayloadRef) else strict_json.dump(list(given))
    writer.setup(entry.election.encode(), entry.trustees.encode(), credentials)
    return writer


def _extend(writer: ArchiveWriter, entry: Entry) -> None:
    match entry:
        case BallotCast():
            writer.ballot(strict_json.dump(entry.envelope["ballot"]))
        case VoteClosed():
            writer.end_ballots()
        case Tally():
            writer.encrypted_tally(parse_tally(entry.encrypted_tally.encode(), entry.sized.encode()))
        case PartialDecryption():
            owner, _ = parse_owned(entry.owned.encode())
            writer.partial(owner, parse_partial(entry.partial.encode()))
        case ResultDeclared():
            writer.result(entry.result.encode())
