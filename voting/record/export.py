"""The Belenios archive of a vote, derived from the record's entries byte for byte (PROTOCOL section 7)."""

from collections.abc import Iterable, Iterator

from voting.ballots import strict_json
from voting.ballots.archive import ArchiveWriter
from voting.record.entries.casting import BallotCast
from voting.record.entries.count import PartialDecryption, ResultDeclared, Tally
from voting.record.entries.entry import Entry
from voting.record.entries.vote import VoteClosed, VoteOpened
from voting.record.rules.count import read_partial, read_tally


def archive_of(
    opened: VoteOpened, credentials_raw: bytes, ballots: Iterable[BallotCast], after: Iterable[Entry]
) -> Iterator[bytes]:
    """``<uuid>.bel`` in pieces, one for each event; it grows as the two books do.

    ``ballots`` are those of the vote's book in order, ``after`` the entries of the commune's book about this vote from
    ``vote-closed`` on (others among them add nothing). All were accepted; only as much is held as one piece.
    """
    writer = ArchiveWriter(int(opened.at.timestamp()))
    writer.setup(opened.election.encode(), opened.trustees.encode(), credentials_raw)
    yield writer.take()
    for ballot in ballots:
        writer.ballot(strict_json.dump(ballot.envelope["ballot"]))
        yield writer.take()
    for entry in after:
        _extend(writer, entry)
        yield writer.take()


def _extend(writer: ArchiveWriter, entry: Entry) -> None:
    match entry:
        case VoteClosed():
            writer.end_ballots()
        case Tally():
            writer.encrypted_tally(read_tally(entry))
        case PartialDecryption():
            writer.partial(*read_partial(entry))
        case ResultDeclared():
            writer.result(entry.result.encode())
