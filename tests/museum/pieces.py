"""All pieces of the museum: a bundle or an archive, and, where the crime is a ballot, which entry of its book it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from museum import (
    crimes_archive,
    crimes_ballots,
    crimes_books,
    crimes_committee,
    crimes_corrections,
    crimes_count,
    crimes_hiding,
    crimes_log,
    crimes_opinion,
    crimes_oversight,
    crimes_policy,
    crimes_practice,
    crimes_road,
    crimes_setup,
    crimes_villages,
    honest,
    threshold,
)
from museum.honest import several, small, tiny, usual
from museum.telling import Told, Twists, ballots_cast, tell
from museum.vote import Vote


@dataclass(frozen=True)
class Piece:
    """One piece: `raw` is a bundle's zip, with `archive` in it, or an archive alone.

    `ballot` is the index in the vote's book of the entry that is the bad ballot, -1 where the crime is none; `register`
    the card register of the vote's village, empty for an archive alone; `receipt` what a household holds, if any.
    """

    name: str
    raw: bytes
    archive: bytes
    is_bundle: bool
    register: bytes = b""
    receipt: bytes = b""
    ballot: int = -1


def good_pieces() -> Iterator[Piece]:
    """Control pieces: nothing is wrong with them."""
    told = tell(usual())
    yield _bundle("good-usual", told, receipt=crimes_hiding.receipt(told, 2))
    others = (honest.sealed, honest.extended, honest.exchanged, honest.corrected, honest.practised, honest.overseen)
    for vote in (several, small, *others):
        yield _bundle(f"good-{vote.__name__}", tell(vote()))
    yield _bundle("good-with-other-votes", tell(honest.beside()))
    yield _bundle("good-cancelled", tell(honest.cancelled(), until="cast"))
    yield _bundle("good-still-open", tell(usual(), until="cast"))
    yield _bundle("good-co-signed-before-the-newest-entry", tell(tiny(), **crimes_hiding.SEEN_EARLIER))
    yield _bundle("good-with-a-new-policy", tell(tiny(), **crimes_policy.IN_FORCE))
    yield _bundle("good-lost-and-decided-at-a-meeting", tell(tiny(), **crimes_road.met("ballot", crimes_road.COUNT)))
    told = tell(honest.sealed())
    yield _bundle("good-receipt-with-its-seal", told, receipt=crimes_policy.with_seal(told, 1, 3, 0))
    made = crimes_committee.written(*crimes_committee.rounds())
    yield _bundle("good-committee-made-meanwhile", tell(tiny(), until="cast", **made))
    raw = threshold.tell()
    yield Piece("good-threshold", raw, raw, is_bundle=False)


def bad_pieces() -> Iterator[Piece]:
    """Every crime."""
    for vote, ballots in ((usual(), crimes_ballots.USUAL), (several(), crimes_ballots.SEVERAL)):
        yield from _ballots(vote, "cast", {name: ballots_cast(make) for name, make in ballots.items()})
    yield from _told(usual(), "opened", crimes_setup.OPENED)
    yield from _told(several(), "opened", crimes_setup.SECOND)
    yield from _told(small(), "closed", crimes_count.CLOSED)
    yield from _told(tiny(), "closed", crimes_count.CLOSED_TINY)
    yield from _ballots(tiny(), "closed", crimes_count.LATE)
    yield from _told(small(), "result", crimes_count.COUNTED)
    yield from _told(tiny(), "result", crimes_count.COUNTED_TINY)
    yield from _opinions()
    yield from _practice()
    yield from _books()
    yield from _told(usual(), "cast", crimes_log.WITH_A_BALLOT)
    yield from _told(usual(), "opened", crimes_log.LOG)
    for name, make in crimes_archive.CRIMES.items():
        raw = make()
        yield Piece(name, raw, raw, is_bundle=False)
    yield from _told(tiny(), "opened", crimes_policy.OPENED)
    yield from _told(honest.sealed(), "cast", {name: {} for name in crimes_policy.RECEIPTS})
    yield from _told(tiny(), "cast", crimes_committee.CAST)


def _books() -> Iterator[Piece]:
    yield from _told(tiny(), "cast", crimes_books.OPEN)
    yield from _told(tiny(), "closed", crimes_books.CLOSED)
    yield from _told(tiny(), "result", crimes_hiding.COUNTED)
    yield from _told(small(), "closed", crimes_hiding.ARCHIVED)
    yield from _told(honest.sealed(), "closed", crimes_hiding.SEALED)
    yield from _told(honest.extended(), "closed", crimes_books.EXTENDED)
    yield from _told(honest.exchanged(), "cast", crimes_hiding.EXCHANGED)
    yield from _told(honest.cancelled(), "cast", crimes_books.CANCELLED)
    yield from _told(honest.beside(), "closed", crimes_books.BESIDE)
    yield from _told(several(), "opened", crimes_books.SECOND_VOTE)
    yield from _corrections()
    yield from _road()
    yield from _ballots(tiny(), "cast", crimes_hiding.BALLOTS_OF_OPEN)
    yield from _ballots(honest.exchanged(), "cast", crimes_hiding.BALLOTS_OF_EXCHANGED)
    yield from _ballots(honest.cancelled(), "cast", crimes_hiding.BALLOTS_OF_CANCELLED)


def _opinions() -> Iterator[Piece]:
    yield from _told(several(), "opened", crimes_opinion.OPENED)
    yield from _told(several(), "result", crimes_opinion.COUNTED)
    yield from _told(usual(), "opened", crimes_opinion.MATTER)
    yield from _told(tiny(), "result", crimes_opinion.COUNTED_TINY)


def _practice() -> Iterator[Piece]:
    yield from _told(honest.practised(), "opened", crimes_practice.OPENED)
    yield from _told(honest.practised(), "result", crimes_practice.COUNTED)
    yield from _told(tiny(), "opened", crimes_practice.REAL)


def _corrections() -> Iterator[Piece]:
    yield from _told(tiny(), "cast", crimes_corrections.OPEN)
    yield from _told(tiny(), "result", crimes_corrections.COUNTED)
    yield from _told(honest.extended(), "cast", crimes_corrections.EXTENDED)
    yield from _told(several(), "cast", crimes_corrections.SECOND_VOTE)
    yield from _told(honest.beside(), "cast", crimes_corrections.BESIDE)


def _road() -> Iterator[Piece]:
    yield from _told(tiny(), "opened", crimes_road.OPENED)
    yield from _told(tiny(), "closed", crimes_road.CLOSED)
    yield from _told(tiny(), "result", crimes_road.COUNTED)
    yield from _told(tiny(), "opened", crimes_villages.OPENED)
    yield from _told(tiny(), "closed", crimes_villages.CLOSED)
    yield from _told(honest.overseen(), "cast", crimes_oversight.OVERSEEN)


def _told(vote: Vote, until: str, crimes: Mapping[str, Twists]) -> Iterator[Piece]:
    for name, twists in crimes.items():
        yield _bundle(name, tell(vote, until=until, **twists))


def _ballots(vote: Vote, until: str, crimes: Mapping[str, Twists]) -> Iterator[Piece]:
    """The bad ballot is the last entry of the vote's book."""
    for name, twists in crimes.items():
        told = tell(vote, until=until, **twists)
        yield _bundle(name, told, ballot=len(told.book) - 1)


def _bundle(name: str, told: Told, *, ballot: int = -1, receipt: bytes = b"") -> Piece:
    held = {**crimes_hiding.RECEIPTS, **crimes_policy.RECEIPTS}.get(name)
    return Piece(
        name,
        told.bundle,
        told.archive,
        is_bundle=True,
        register=crimes_setup.REGISTERS.get(name, lambda: told.vote.register)().raw,
        receipt=held(told) if held else receipt,
        ballot=ballot,
    )
