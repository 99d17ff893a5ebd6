"""Index of the accepted ballots: unique by tracker, by credential and sequence, and by every ciphertext.

The ballots themselves are entries of their vote's book; these rows make a repeat impossible under concurrency.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, exists, false, func, or_, select

from voting.storage.errors import NotFound
from voting.storage.log import Log
from voting.storage.ready import Ready
from voting.storage.tables.record import ballot_ciphertexts, ballots, record_facts
from voting.storage.tables.turnout import waiting_closings
from voting.storage.tables.votes import votes
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class BallotRow:
    """An accepted ballot: `tracker` (Base64), `credential` S (64 hex digits), `idx` its place in the vote's book."""

    commune_id: str
    vote_uuid: str
    tracker: str
    credential: str
    sequence: int
    idx: int


@dataclass(frozen=True, slots=True)
class Look:
    """What a new ballot is judged by: the fact that bars its credential, the credential's last ballot, repeats.

    `vote_state` is the vote's own row's: whether it has ended stands in the commune's book, not in the vote's.
    """

    barred: str | None
    sequence: int | None
    last_tracker: str | None
    tracker_seen: bool
    ciphertext_seen: bool
    vote_state: str | None = None
    waits: bool = False
    """Whether the credential is closed already, and its closing waits to be written."""


BARRED = "barred"
"""The kind of a vote's fact, by credential, that `Ballots.look` tells."""
BATCH = 256


@cache
def _look(ciphertexts: int) -> Ready:
    """All of a `Look` in one row, for so many ciphertexts.

    Each lookup is written so that one index alone can answer it, to the last column: PostgreSQL keeps a plan from when
    the table was empty, and then any index that begins with the vote seems as good. So no list of ciphertexts is
    asked for, and the tracker is looked for as the first one in order from its own place on.
    """
    facts, mine, other, same = record_facts.c, ballots.alias("mine").c, ballots.alias("other").c, ballot_ciphertexts.c
    commune, vote, credential = (bindparam(name, type_=Text) for name in ("commune", "vote", "credential"))
    kept = (facts.commune_id == commune, facts.book == vote, facts.kind == BARRED, facts.key == credential)
    by_same = (mine.commune_id == commune, mine.vote_uuid == vote, mine.credential == credential)
    from_here = (other.commune_id == commune, other.vote_uuid == vote, other.tracker >= bindparam("tracker"))
    in_vote = select(same.idx).where(same.commune_id == commune, same.vote_uuid == vote)
    copied = [exists(in_vote.where(same.ciphertext_hash == bindparam(_hash(one)))) for one in range(ciphertexts)]
    newest = mine.sequence.desc()
    waits = waiting_closings.c
    closing = (waits.commune_id == commune, waits.vote_uuid == vote, waits.credential == credential)
    look = select(
        select(facts.value).where(*kept).scalar_subquery(),
        select(mine.sequence).where(*by_same).order_by(newest).limit(1).scalar_subquery(),
        select(mine.tracker).where(*by_same).order_by(newest).limit(1).scalar_subquery(),
        select(other.tracker).where(*from_here).order_by(other.tracker).limit(1).scalar_subquery(),
        or_(false(), *copied),
        select(votes.c.state).where(votes.c.commune_id == commune, votes.c.uuid == vote).scalar_subquery(),
        exists(select(waits.credential).where(*closing)),
    )
    return Ready(look)


@cache
def _add_ciphertexts(count: int) -> Ready:
    """The rows of one ballot's ciphertexts, in one statement."""
    key: dict[str, Any] = {
        "commune_id": bindparam("commune"),
        "vote_uuid": bindparam("vote"),
        "idx": bindparam("place"),
    }
    rows = [key | {"ciphertext_hash": bindparam(_hash(number))} for number in range(count)]
    return Ready(ballot_ciphertexts.insert().values(rows))


def _hash(number: int) -> str:
    return f"hash_{number}"


def _counted() -> Select[*tuple[Any, ...]]:
    """Places of the ballots with the largest sequence of their credential, in the order of the book."""
    one, every = ballots.alias("one").c, ballots.alias("every").c
    largest = (
        select(func.max(every.sequence))
        .where(every.commune_id == one.commune_id, every.vote_uuid == one.vote_uuid)
        .where(every.credential == one.credential)
        .scalar_subquery()
    )
    return (
        select(one.idx)
        .where(one.commune_id == bindparam("commune"), one.vote_uuid == bindparam("vote"), one.sequence == largest)
        .order_by(one.idx)
    )


_COUNTED = _counted()


class Ballots:
    """`tx.ballots`."""

    def __init__(self, work: Work, log: Log) -> None:
        self._work = work
        self._log = log

    def add(self, ballot: BallotRow, ciphertext_hashes: Iterable[bytes]) -> None:
        """Store a ballot's unique rows, after its entry was appended; `ciphertext_hashes` are SHA-256 (32 bytes).

        Inside `tx.together` what is refused is raised at that block's end.

        Raises:
            Conflict: pk_ballots (this very ballot), uq_ballots_sequence, pk_ballot_ciphertexts (a copied
                ciphertext), uq_ballots_idx.
            MissingReference: the vote's book has no entry `idx`.
        """
        hashes = {_hash(number): one for number, one in enumerate(ciphertext_hashes)}
        key = {"commune": ballot.commune_id, "vote": ballot.vote_uuid, "place": ballot.idx}
        with self._work.together():
            self._work.insert(ballots, ballot)
            if hashes:
                self._work.send(_add_ciphertexts(len(hashes)), key | hashes)

    def look(
        self, commune_id: str, vote_uuid: str, credential: str, tracker: str, ciphertext_hashes: Sequence[bytes]
    ) -> Look:
        """All that a ballot is judged by, in one statement; what is asked for with `""` or nothing is not found."""
        hashes = {_hash(number): one for number, one in enumerate(ciphertext_hashes)}
        asked = {"commune": commune_id, "vote": vote_uuid, "credential": credential, "tracker": tracker, **hashes}
        ((barred, sequence, last, from_here, copied, state, waits),) = self._work.ask(_look(len(hashes)), asked)
        return Look(barred, sequence, last, tracker == from_here, bool(copied), state, bool(waits))

    def counted(self, commune_id: str, vote_uuid: str) -> Iterator[bytes]:
        """The entries of the ballots that count (the last of each credential), in the order of the book. `Damaged`.

        Read in batches while the transaction lasts.
        """
        places = self._work.run(_COUNTED, {"commune": commune_id, "vote": vote_uuid}).scalars().all()
        wanted = set(places)
        for start in range(places[0], places[-1] + 1, BATCH) if places else ():
            raws = self._log.raws(commune_id, vote_uuid, start, start + BATCH)
            yield from (raw for idx, raw in enumerate(raws, start) if idx in wanted)

    def by_tracker(self, commune_id: str, vote_uuid: str, tracker: str) -> BallotRow:
        """The ballot with this tracker, or `NotFound`."""
        for found in self.with_tracker(tracker):
            if (found.commune_id, found.vote_uuid) == (commune_id, vote_uuid):
                return found
        raise NotFound("no ballot")

    def with_tracker(self, tracker: str) -> tuple[BallotRow, ...]:
        """Ballots with this tracker in any vote of any commune (at most one, unless a hash collides)."""
        query = columns_for(BallotRow, ballots).where(where(ballots, tracker=tracker))
        return self._work.find(BallotRow, query.order_by(ballots.c.commune_id))

    def beginning_with(self, start: str, most: int) -> tuple[BallotRow, ...]:
        """Up to `most` ballots whose tracker begins so, in any vote; exact letters, whatever the database's order."""
        prefix = ballots.c.tracker.like(f"{start}%")  # what PostgreSQL's index can answer; SQLite's takes any case
        exact = func.substr(ballots.c.tracker, 1, len(start)) == start
        query = columns_for(BallotRow, ballots).where(prefix, exact)
        return self._work.find(BallotRow, query.order_by(ballots.c.commune_id, ballots.c.tracker).limit(most))

    def last_of(self, commune_id: str, vote_uuid: str, credential: str) -> BallotRow:
        """A credential's ballot with the largest sequence, the one that counts; `NotFound` before the first."""
        key = where(ballots, commune_id=commune_id, vote_uuid=vote_uuid, credential=credential)
        query = columns_for(BallotRow, ballots).where(key).order_by(ballots.c.sequence.desc()).limit(1)
        return self._work.get(BallotRow, query, "no ballot")

    def list(self, commune_id: str, vote_uuid: str) -> tuple[BallotRow, ...]:
        """All accepted ballots of a vote in the order of the book."""
        query = columns_for(BallotRow, ballots).where(_vote(commune_id, vote_uuid))
        return self._work.find(BallotRow, query.order_by(ballots.c.idx))

    def count(self, commune_id: str, vote_uuid: str) -> int:
        """How many ballots were accepted, repeated votes included."""
        return int(self._work.scalar(select(func.count()).where(_vote(commune_id, vote_uuid))))

    def count_households(self, commune_id: str, vote_uuid: str) -> int:
        """How many credentials have voted at least once."""
        counted = select(func.count(ballots.c.credential.distinct())).where(_vote(commune_id, vote_uuid))
        return int(self._work.scalar(counted))

    def voted_credentials(self, commune_id: str, vote_uuid: str) -> frozenset[str]:
        """The credentials that have voted at least once."""
        query = select(ballots.c.credential).distinct().where(_vote(commune_id, vote_uuid))
        return frozenset(self._work.run(query).scalars())


def _vote(commune_id: str, vote_uuid: str) -> ColumnElement[bool]:
    return where(ballots, commune_id=commune_id, vote_uuid=vote_uuid)
