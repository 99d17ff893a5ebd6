"""From bytes to an entry: every type there is, and the strict reading of each."""

from typing import Any

from voting.ballots import strict_json
from voting.ballots.errors import BallotError
from voting.record.entries.casting import BallotCast, BookStarted, ClosingMoved, CredentialAdded, CredentialClosed
from voting.record.entries.committee import (
    CommitteeCertificate,
    CommitteeCoefficients,
    CommitteeCommitted,
    CommitteeConfirmed,
    CommitteeFormed,
    CommitteeKey,
)
from voting.record.entries.commune import BooksSealed, LogStarted, OfficialsChanged, PolicyChanged, SettingsChanged
from voting.record.entries.correction import Correction
from voting.record.entries.count import PartialDecryption, ResultDeclared, Tally
from voting.record.entries.decision import (
    MatterCarriedOut,
    MatterConvened,
    MatterEnded,
    MatterHeld,
    MatterMinuted,
    MatterPublished,
    MatterRecognised,
    MatterReported,
    MatterResolved,
    MatterSent,
    MatterTurned,
)
from voting.record.entries.disclosure import Disclosed, DisclosureAdded, DisclosureEnded
from voting.record.entries.entry import MAX_ENTRY_BYTES, Book, Entry, kinds_of
from voting.record.entries.matter import (
    MatterAgreed,
    MatterAnnounced,
    MatterBacked,
    MatterClassified,
    MatterInformed,
    MatterPolled,
    MatterProposed,
    MatterRaised,
    MatterRoll,
    MatterTeam,
    MatterVote,
)
from voting.record.entries.oversight import PetitionMoved, RecommendationMoved, SessionMoved
from voting.record.entries.publicity import NoticeCorrected, NoticePosted, NoticeWithdrawn, ReportFrozen, ReportSent
from voting.record.entries.statements import StatementMade, SubjectClosed, SubjectOpened, SubjectStarted
from voting.record.entries.village import CardRevoked, CardsIssued, RollFrozen, VillageEnded
from voting.record.entries.vote import VoteCancelled, VoteClosed, VoteExtended, VoteOpened
from voting.record.errors import MalformedEntry, UnknownEntryType
from voting.record.fields import CODE, MINUTE, read

COMMUNE_TYPES: tuple[type[Entry], ...] = (
    LogStarted,
    PolicyChanged,
    OfficialsChanged,
    SettingsChanged,
    BooksSealed,
    RollFrozen,
    CardsIssued,
    CardRevoked,
    VillageEnded,
    CommitteeFormed,
    CommitteeCertificate,
    CommitteeCommitted,
    CommitteeCoefficients,
    CommitteeKey,
    CommitteeConfirmed,
    MatterRaised,
    MatterBacked,
    MatterProposed,
    MatterClassified,
    MatterAgreed,
    MatterInformed,
    MatterTeam,
    MatterRoll,
    MatterPolled,
    MatterAnnounced,
    MatterVote,
    VoteOpened,
    VoteExtended,
    VoteCancelled,
    VoteClosed,
    Correction,
    Tally,
    PartialDecryption,
    ResultDeclared,
    SubjectOpened,
    SubjectClosed,
    MatterMinuted,
    MatterResolved,
    MatterTurned,
    MatterConvened,
    MatterHeld,
    MatterRecognised,
    MatterPublished,
    MatterSent,
    MatterCarriedOut,
    MatterReported,
    MatterEnded,
    PetitionMoved,
    SessionMoved,
    RecommendationMoved,
    NoticePosted,
    NoticeCorrected,
    NoticeWithdrawn,
    ReportFrozen,
    ReportSent,
    Disclosed,
    DisclosureAdded,
    DisclosureEnded,
)
"""What may stand in the commune's book."""

VOTE_TYPES: tuple[type[Entry], ...] = (BookStarted, BallotCast, CredentialClosed, CredentialAdded, ClosingMoved)
"""What may stand in a vote's book."""

SUBJECT_TYPES: tuple[type[Entry], ...] = (SubjectStarted, StatementMade)
"""What may stand in a subject's book."""

TYPES: dict[Book, dict[str, type[Entry]]] = {
    Book.COMMUNE: {cls.type: cls for cls in COMMUNE_TYPES},
    Book.VOTE: {cls.type: cls for cls in VOTE_TYPES},
    Book.SUBJECT: {cls.type: cls for cls in SUBJECT_TYPES},
}
_HEAD = ("v", "type", "village", "at")


def parse_entry(raw: bytes, book: Book) -> Entry:
    """The entry of these bytes in a book of this kind; ``MalformedEntry`` if they are not exactly what we would print.

    A type of the other kind of book is unknown here (``UnknownEntryType``): an entry in the wrong book is refused.
    """
    fields = _json_object(raw)
    if tuple(fields)[:4] != _HEAD or fields["v"] != 1 or type(fields["v"]) is not int:
        raise MalformedEntry("an entry begins with v, type, village, at")
    cls = TYPES[book].get(fields["type"]) if isinstance(fields["type"], str) else None
    if cls is None:
        raise UnknownEntryType(f"a {book} book knows no type {fields['type']!r:.60}")
    kinds = kinds_of(cls)
    if tuple(fields)[4:] != tuple(name for name, _ in kinds):
        raise MalformedEntry(f"{cls.type}: fields are not {[name for name, _ in kinds]}")
    village = fields["village"] if fields["village"] == "" else read(CODE, "village", fields["village"])
    at = read(MINUTE, "at", fields["at"])
    values = {name: read(kind, name, fields[name]) for name, kind in kinds}
    # The JSON itself has one spelling (`strict_json`), so the bytes are ours if every value prints back to its own.
    if MINUTE.show(at) != fields["at"] or any(kind.show(values[name]) != fields[name] for name, kind in kinds):
        raise MalformedEntry(f"{cls.type}: does not print back to the same bytes")
    return cls(village=village, at=at, **values)


def _json_object(raw: bytes) -> dict[str, Any]:
    try:
        value = strict_json.load(raw, size_max_bytes=MAX_ENTRY_BYTES)
    except BallotError as error:
        raise MalformedEntry(f"{error.name}: {error}") from error
    if not isinstance(value, dict):
        raise MalformedEntry("not a JSON object")
    return value
