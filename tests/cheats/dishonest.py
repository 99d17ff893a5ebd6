"""Whoever runs the server and wants another truth: they have its database, the commune's key and the code.

What they write is hashed, signed and indexed as the honest server's is: tiles, heads, receipts, archives and pages all
fit. What no server has, it does not have either: the cards, the members' papers, the boards' keys.
"""

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from record.sample_village import entry_bytes
from verifier.forger import Told, retied
from village.life import Village
from village.people import COMMUNE, VILLAGE

from voting.ballots import strict_json
from voting.ballots.envelope import parse_envelope
from voting.ballots.event_chain import EventChain
from voting.ledger.merkle import EMPTY_ROOT, leaf_hash
from voting.record.changes import BookChange, CommuneChange, TakenBallot
from voting.record.entries.casting import BallotCast
from voting.record.entries.entry import Book, Entry
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteOpened
from voting.record.facts import Place
from voting.record.replay import judge
from voting.services.books import Books, _store, _write_change, _write_facts
from voting.services.clock import Clock
from voting.services.house import Services
from voting.services.lookups import COMMUNE_BOOK, VOTE, StoredVoteBook, fact_text, tallies_of, vote_facts
from voting.storage.database import Transaction
from voting.storage.log import NewEntry

Lie = Callable[[Transaction, Any], Entry]
"""What is written in the place of an entry; most stay as they are."""


class LyingBooks(Books):
    """The commune's book says what its keeper wants; the pages' own rows go on as if it were true."""

    def __init__(self, clock: Clock, lie: Lie) -> None:
        super().__init__(clock)
        self._lie = lie

    def append(
        self, tx: Transaction, commune: str, entries: Sequence[Entry], *, asked: Collection[StoredVoteBook] = ()
    ) -> int:
        first = tx.log.lock(commune, COMMUNE_BOOK).size
        for entry in entries:
            told, book = self._lie(tx, entry), self.commune(tx, commune)
            change = judge(book, entry, self._context(tx, commune, asked))
            place = Place(book.size, leaf_hash(entry_bytes(told)).hex())
            signer = self.signer(tx, commune)
            with tx.together():
                _store(tx, commune, COMMUNE_BOOK, told, signer)
                _write_facts(tx, commune, _at(place, change))
        return first


def _at(place: Place, change: CommuneChange) -> CommuneChange:
    """An opening stands in the rows as what was written, not as what was judged."""
    votes = {
        uuid: replace(one, opening=place) if one.opening.index == place.index else one
        for uuid, one in change.votes.items()
    }
    return replace(change, votes=votes)


def lying(village: Village, lie: Lie) -> Village:
    """From here on the village's server lies so."""
    village.desk = replace(village.desk, books=LyingBooks(village.clock, lie))
    village.services = Services.at(village.desk)
    return village


def about(kind: type[Entry], change: Callable[[Transaction, Any], Entry]) -> Lie:
    """A lie in the entries of one kind."""
    return lambda tx, entry: change(tx, entry) if isinstance(entry, kind) else entry


def write_unjudged(village: Village, entry: Entry) -> None:
    """One more entry of the commune's book, whatever the rules say."""
    with village.desk.database.transaction() as tx:
        signer = village.desk.books.signer(tx, COMMUNE)
        _store(tx, COMMUNE, COMMUNE_BOOK, entry, signer)


def slip_in(village: Village, vote: str, raw: bytes) -> None:
    """An older ballot of a household at the end of the vote's book, where the last one counts; the rows say so too."""
    envelope, books = parse_envelope(raw), village.desk.books
    with village.desk.database.transaction() as tx:
        book = books.vote(tx, COMMUNE, vote)
        tallies, cast, last = book.started(), envelope.ballot, book.last(envelope.ballot.credential)
        at = village.desk.next_minute(tx, COMMUNE, vote)
        entry = BallotCast.of(envelope, strict_json.load(raw), village=VILLAGE, at=at, vote=vote)
        counted = replace(tallies, ballots=tallies.ballots + 1, chain=tallies.chain.append("Ballot", cast.raw))
        taken = TakenBallot(cast.credential, last.sequence + 1, cast.tracker, cast.ciphertexts, cast.choices)
        signer = books.signer(tx, COMMUNE, vote)
        with tx.together():
            _store(tx, COMMUNE, vote, entry, signer, facts=fact_text(counted))
            _write_change(tx, book, BookChange(counted, ballot=taken))


def retell(village: Village, vote: str, commune: Sequence[bytes], payloads: Mapping[str, bytes]) -> None:
    """Both books as if the commune's had always said this: hashed, tied and signed anew, from the first entry on."""
    told = retied(Told(vote, tuple(commune), village.raws(vote), payloads, b""))
    _forget(village, vote)
    with village.desk.database.transaction() as tx:
        for raw in payloads.values():
            tx.payloads.put(COMMUNE, raw)
        known = vote_facts(tx, COMMUNE, vote)
        opened = told.commune[known.opening.index]
        place = Place(known.opening.index, leaf_hash(opened).hex())
        tx.facts.put(COMMUNE, COMMUNE_BOOK, {(VOTE, vote): fact_text(replace(known, opening=place))})
        _write_anew(village, tx, "", told.commune, None)
        tallies = tallies_of(tx.log.head(COMMUNE, vote))
        chain = _chain(tx, parse_entry(opened, Book.COMMUNE), told.book)
        _write_anew(village, tx, vote, told.book, fact_text(replace(tallies, chain=chain)))


def _write_anew(village: Village, tx: Transaction, book: str, raws: Sequence[bytes], facts: str | None) -> None:
    signer = village.desk.books.signer(tx, COMMUNE, book)
    for raw in raws:
        entry = parse_entry(raw, Book.VOTE if book else Book.COMMUNE)
        row = NewEntry(raw, entry.type, entry.subject())
        tx.log.append(COMMUNE, book, [row], at=entry.at, signer=signer, facts=facts)


def _chain(tx: Transaction, opened: VoteOpened, book: Sequence[bytes]) -> EventChain:
    """The head of the archive that these books give."""
    listed = tx.payloads.get(COMMUNE, bytes.fromhex(opened.credentials))
    chain = EventChain.setup(opened.election.encode(), opened.trustees.encode(), listed)
    for raw in book:
        if isinstance(entry := parse_entry(raw, Book.VOTE), BallotCast):
            chain = chain.append("Ballot", entry.sealed.ballot.raw)
    return chain


def _forget(village: Village, vote: str) -> None:
    """What triggers and keys of the database refuse, its owner can do."""
    with sqlite3.connect(village.url.removeprefix("sqlite:///")) as database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        for table in ("log_entries", "log_checkpoints", "log_tiles", "cosignatures"):
            database.execute(f"DELETE FROM {table} WHERE book IN ('', ?)", (vote,))
        database.execute(
            "UPDATE log_heads SET size = 0, hashes = x'', root = ?, last_at_utc = NULL WHERE book IN ('', ?)",
            (EMPTY_ROOT, vote),
        )
    database.close()
