"""What happened to a vote: when, by which office and why, told from its entries in the commune's book."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from voting.ballots import strict_json
from voting.law import wording
from voting.law.sentence import Sentence
from voting.law.units import head_of
from voting.record.entries.correction import Correction
from voting.record.entries.count import PartialDecryption, ResultDeclared, Tally
from voting.record.entries.entry import Book, Entry
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteCancelled, VoteClosed, VoteExtended, VoteOpened
from voting.services.desk import Desk
from voting.services.errors import NotFound
from voting.services.votes.closing import BY_THE_PROGRAM
from voting.services.votes.plan import Plan
from voting.services.votes.summaries import VoteSummary, summary
from voting.storage.database import Transaction
from voting.storage.votes import Vote


@dataclass(frozen=True)
class Event:
    """One entry in words; ``index`` is its place in the commune's book, ``office`` who acted, empty for the program.

    ``named`` says in a word or two what was done, ``said`` the whole of it.
    """

    index: int
    type: str
    named: Sentence
    at_utc: datetime
    office: Sentence
    said: Sentence


@dataclass(frozen=True)
class History:
    """Everything that happened to a vote, in order; of each paper (SHA-256, hex) that was corrected, when and why."""

    events: tuple[Event, ...]
    papers: Mapping[str, Sentence]


@dataclass(frozen=True)
class EntryText:
    """One entry about a vote as it stands in the commune's book: exact bytes, place, leaf hash (hex)."""

    index: int
    named: Sentence
    at_utc: datetime
    text: str
    leaf: str


NOBODY = Sentence("", "")
Tells = Callable[[Any, VoteSummary], Sentence]
TELLS: dict[type[Entry], Tells] = {
    VoteOpened: lambda entry, vote: wording.opened(
        entry.opens_at, entry.closes_at, entry.households, opinion=vote.opinion, practice=vote.practice
    ),
    VoteExtended: lambda entry, _: wording.extended(entry.closes_at, entry.reason),
    VoteCancelled: lambda entry, _: wording.cancelled(entry.at, entry.reason),
    VoteClosed: lambda entry, vote: wording.closed(entry.voted, vote.households, practice=vote.practice),
    Tally: lambda *_: wording.SUMMED,
    PartialDecryption: lambda entry, _: wording.part_opened(strict_json.load(entry.owned.encode())["owner"]),
    ResultDeclared: lambda _, vote: vote.result,
}
"""How each kind of entry about a vote is told that tells itself."""
BY_THE_HEAD = (VoteOpened, VoteExtended, VoteCancelled, Correction)


def history(desk: Desk, tx: Transaction, vote: Vote) -> History:
    """The vote's history so far."""
    known = summary(desk, tx, vote)
    read = {one.idx: parse_entry(one.raw, Book.COMMUNE) for one in tx.log.entries_about(vote.commune_id, vote.uuid)}
    events = [_event(index, entry, known, read) for index, entry in read.items()]
    corrected = (one for one in read.values() if isinstance(one, Correction))
    papers = {one.papers[0]: wording.corrected(one.at, one.reason) for one in corrected if one.papers}
    return History(tuple(one for one in events if one is not None), papers)


def _event(index: int, entry: Entry, vote: VoteSummary, others: Mapping[int, Entry]) -> Event | None:
    tell = TELLS.get(type(entry))
    if isinstance(entry, Correction):
        said = _corrects(entry, vote, others[entry.corrects])
    elif tell is not None:
        said = tell(entry, vote)
    else:
        return None
    office = head_of(vote.unit_kind) if isinstance(entry, BY_THE_HEAD) and not _by_the_program(entry) else NOBODY
    return Event(index, entry.type, named(entry, vote.majority), entry.at, office, said)


def named(entry: Entry, majority: str) -> Sentence:
    """What was done, in a word or two, in a vote under this rule."""
    found = wording.ACTS.get(majority, {}).get(entry.type)
    return found or Sentence(*entry.named)


def _corrects(entry: Correction, vote: VoteSummary, of: Entry) -> Sentence:
    """Papers by their names; what was said, by what the entry is called."""
    if not entry.papers:
        return wording.corrects_entry(named(of, vote.majority), entry.reason)
    names = {one.sha256.hex(): one.name for one in vote.documents}
    wrong, right = (names[one] for one in entry.papers)
    return wording.corrects_paper(wrong, right, entry.reason)


def _by_the_program(entry: Entry) -> bool:
    return isinstance(entry, VoteCancelled) and entry.by == BY_THE_PROGRAM


def entry_text(tx: Transaction, vote: Vote, index: int) -> EntryText:
    """An entry about this vote, by its place in the commune's book; ``NotFound`` where that is about something else."""
    for stored in tx.log.entries_about(vote.commune_id, vote.uuid, start=index):
        if stored.idx == index:
            entry = parse_entry(stored.raw, Book.COMMUNE)
            majority = Plan.read(vote.plan).majority
            return EntryText(
                index, named(entry, majority), entry.at, stored.raw.decode(), stored.leaf_hash.hex()
            )
    raise NotFound(code="unknown-entry")
