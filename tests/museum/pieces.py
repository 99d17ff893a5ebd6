"""All pieces of the museum: a bundle or an archive, and, where the crime is a ballot, which entry of the log it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from museum import crimes_archive, crimes_ballots, crimes_count, crimes_log, crimes_setup, threshold
from museum.honest import Vote, several, small, usual
from museum.telling import Told, Twist, tell


@dataclass(frozen=True)
class Piece:
    """One piece: `raw` is a bundle's zip, with `archive` in it, or an archive alone.

    `ballot` is the index in the log of the entry that is the bad ballot, -1 where the crime is none; `register` the
    card register of the vote's village, empty for an archive alone.
    """

    name: str
    raw: bytes
    archive: bytes
    is_bundle: bool
    register: bytes = b""
    ballot: int = -1


def good_pieces() -> Iterator[Piece]:
    """Control pieces: nothing is wrong with them."""
    for name, vote in (("good-usual", usual()), ("good-several", several()), ("good-small", small())):
        yield _bundle(name, vote, tell(vote))
    yield _bundle("good-still-open", usual(), tell(usual(), until="cast"))
    raw = threshold.tell()
    yield Piece("good-threshold", raw, raw, is_bundle=False)


def bad_pieces() -> Iterator[Piece]:
    """Every crime."""
    for vote, ballots in ((usual(), crimes_ballots.USUAL), (several(), crimes_ballots.SEVERAL)):
        for name, twist in ballots.items():
            told = tell(vote, until="cast", envelopes=twist)
            yield _bundle(name, vote, told, ballot=len(told.entries) - 1)
    yield from _told(usual(), "opened", {name: {"opened": twist} for name, twist in crimes_setup.OPENED.items()})
    yield from _told(several(), "opened", crimes_setup.SECOND)
    yield from _told(small(), "closed", crimes_count.CLOSED)
    yield from _told(small(), "result", crimes_count.COUNTED)
    one_ballot: dict[str, Twist] = {"envelopes": crimes_log.only_the_first}
    yield from _told(usual(), "cast", {name: one_ballot | twists for name, twists in crimes_log.WITH_A_BALLOT.items()})
    yield from _told(usual(), "opened", crimes_log.LOG)
    for name, make in crimes_archive.CRIMES.items():
        raw = make()
        yield Piece(name, raw, raw, is_bundle=False)


def _told(vote: Vote, until: str, crimes: dict[str, dict[str, Twist]]) -> Iterator[Piece]:
    for name, twists in crimes.items():
        told = tell(vote, until=until, **twists)
        late = name == "added-ballot-after-the-closing"
        yield _bundle(name, vote, told, ballot=len(told.entries) - 1 if late else -1)


def _bundle(name: str, vote: Vote, told: Told, *, ballot: int = -1) -> Piece:
    return Piece(name, told.bundle, told.archive, is_bundle=True, register=vote.register.raw, ballot=ballot)
