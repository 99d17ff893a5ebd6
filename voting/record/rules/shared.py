"""What all rules share: how a village and a vote are found, and what stands beside the book."""

from voting.ballots import errors as ballot_errors
from voting.ballots.weak_keys import Keys, require_strong_keys
from voting.ledger.merkle import leaf_hash
from voting.record.entries.entry import Entry, entry_bytes
from voting.record.errors import (
    MalformedEntry,
    NotStarted,
    OutOfOrder,
    UnknownVote,
    VillageIsOver,
    WeakKey,
    WrongText,
)
from voting.record.facts import Commune, Phase, Place, Village, Vote
from voting.record.lookups import CommuneBook, Context
from voting.record.payloads import require_named
from voting.texts.validity import InvalidText, require_valid


def started(book: CommuneBook, entry: Entry) -> Commune:
    """What ``log-started`` fixed; nothing comes before it."""
    commune = book.commune()
    if commune is None:
        raise NotStarted(f"{entry.type} before log-started")
    return commune


def village_of(book: CommuneBook, entry: Entry) -> Village:
    """The village an entry is about as it stands, or as it begins; ``MalformedEntry`` if none is named.

    ``VillageIsOver`` of one that became part of another.
    """
    started(book, entry)
    if not entry.village:
        raise MalformedEntry(f"{entry.type} names no village")
    village = book.village(entry.village)
    if village.successors:
        raise VillageIsOver(f"{entry.type}: the village became part of {', '.join(village.successors)}")
    return village


def vote_in(book: CommuneBook, entry: Entry, *phases: Phase) -> Vote:
    """The vote an entry is about, which must be of the entry's village and in one of these phases."""
    started(book, entry)
    vote = book.vote(entry.subject())
    if vote is None or vote.village != entry.village:
        raise UnknownVote(f"{entry.type}: no vote {entry.subject()} in village {entry.village!r}")
    if vote.phase not in phases:
        raise OutOfOrder(f"{entry.type}: the vote is {vote.phase.value}, not {' or '.join(phases)}")
    return vote


def place_of(book: CommuneBook, entry: Entry) -> Place:
    """Where the entry that is judged will stand."""
    return Place(book.size, leaf_hash(entry_bytes(entry)).hex())


def payload(context: Context, name: str) -> bytes | None:
    """The payload of this SHA-256, ``None`` if it is not examined; ``WrongSetup`` if it is not the one named."""
    raw = context.payload(name)
    return None if raw is None else require_named(name, raw)


def require_strong(keys: Keys) -> None:
    """Keys whose secrets nobody can guess and that do not cancel each other; else ``WeakKey``."""
    try:
        require_strong_keys(keys)
    except ballot_errors.WeakKey as error:
        raise WeakKey(str(error)) from error


def require_text(text: str, what: str, *, line_breaks: bool = False) -> None:
    """A text that people read can be seen, and is what it seems; else ``WrongText``."""
    try:
        require_valid(text, line_breaks=line_breaks)
    except InvalidText as error:
        raise WrongText(f"{what}: {error}") from error
