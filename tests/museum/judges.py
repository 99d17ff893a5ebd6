"""Who is asked about a piece: the verifier, the rules of the record and its ties, the audit of an archive."""

from datetime import UTC, datetime

from museum.bundles import unzipped
from voting.ballots.audit import verify_archive
from voting.ballots.errors import BallotError
from voting.record import ties
from voting.record.bundle import Bundle, read_bundle
from voting.record.entries.casting import BookStarted
from voting.record.entries.commune import BooksSealed
from voting.record.entries.entry import Book, Entry
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteCancelled, VoteClosed, VoteOpened
from voting.record.errors import RecordError
from voting.record.facts import Vote
from voting.record.lookups import Context, VoteBook
from voting.record.payloads import credentials_bytes
from voting.record.replay import accept, accept_in_vote
from voting.record.setup import setup_of
from voting.record.state.commune import CommuneState
from voting.record.state.vote_book import VoteBookState
from voting.record.strict_zip import read_zip
from voting.verifier.errors import UnreadableInput
from voting.verifier.evidence import Trusted
from voting.verifier.findings import crime_of
from voting.verifier.inputs import read_bytes
from voting.verifier.report import Report
from voting.verifier.verification import verify

NOW = datetime(2026, 11, 20, tzinfo=UTC)
"""When all pieces are looked at: after everything in them but what is dated in the future."""


def verifier(raw: bytes, trusted: Trusted) -> tuple[str, ...]:
    """The checks that fail, as the labels name them; empty if everything that could be checked holds."""
    try:
        evidence = read_bytes(raw, "a piece of the museum")
    except UnreadableInput as error:
        return (f"input:{error.code}",)
    return tuple(named(one.name, one.error, one.crime) for one in verify(evidence, trusted=trusted, now=NOW).failures)


def report_on(raw: bytes, trusted: Trusted) -> Report:
    """All that the verifier says of a piece that can be read."""
    return verify(read_bytes(raw, "a piece of the museum"), trusted=trusted, now=NOW)


def lines_of(report: Report, language: str) -> list[str]:
    """Every sentence of a report, with the number and the outcome of each check: as `judge.mjs` has them."""
    checks = [f"{one.number} {one.status} {getattr(one.sentence, language)}" for one in report.checks]
    signs = [getattr(one.sentence, language) for one in report.signs]
    return [*checks, *signs, getattr(report.conclusion, language)]


def named(check: str, error: str, crime: str) -> str:
    return f"{check}:{error}" if error == crime else f"{check}:{error}/{crime}"


def bundle_of(raw: bytes) -> Bundle:
    """A piece's bundle, strictly read."""
    return read_bundle(read_zip(raw))


def archive_in(raw: bytes) -> bytes:
    """The archive in a piece, also in one that only a lenient reader opens."""
    return next(content for name, content in unzipped(raw).items() if name.endswith(".bel"))


def rules(raw: bytes) -> str:
    """How the rules of the record refuse a bundle's books, as the labels name it; empty if they accept all, or if a
    book is not whole, its vote was never opened or its credential list is missing: then there is nothing to judge by.
    """  # fmt: skip
    shown, check = bundle_of(raw), "replay"
    if shown.commune.damage or shown.book.damage:
        return ""
    try:
        commune = CommuneState()
        for entry in shown.commune.entries:
            accept(commune, entry, Context(shown.payloads.get, lambda uuid: None))
        vote = commune.votes.get(shown.vote)
        if vote is None or not shown.payloads:
            return ""
        check = "vote-book"
        opened = commune.entries[vote.opening.index]
        assert isinstance(opened, VoteOpened)
        book = VoteBookState(setup_of(opened, vote.opening, credentials_bytes(opened, shown.payloads.get)))
        for entry in shown.book.entries:
            accept_in_vote(book, entry)
        check = "ties"
        _require_tied(commune, vote, book, parse_entry(shown.book.entries[0], Book.VOTE))
    except RecordError as error:
        return named(check, error.code, crime_of(error))
    return ""


def _require_tied(commune: CommuneState, vote: Vote, book: VoteBook, first: Entry) -> None:
    assert isinstance(first, BookStarted)
    ties.require_opening(vote, first)
    for entry in commune.entries:
        match entry:
            case BooksSealed():
                for uuid, seal in entry.books:
                    if uuid == book.setup.uuid:
                        ties.require_seal(seal, book)
            case VoteCancelled() if entry.vote == book.setup.uuid:
                ties.require_cancelled(entry, book)
            case VoteClosed() if entry.vote == book.setup.uuid:
                ties.require_closing(entry, vote, book)
    ties.require_moves(vote, book)


def audit(archive: bytes) -> str:
    """The name of the crime that an archive shows by itself; empty if it is sound."""
    try:
        verify_archive(archive)
    except BallotError as error:
        return error.name
    return ""
