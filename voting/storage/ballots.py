"""Index of the accepted ballots: unique by tracker, by credential and sequence, and by every ciphertext.

The ballots themselves are entries of their vote's book; these rows make a repeat impossible under concurrency.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, Text, bindparam, exists, func, select

from voting.storage.intact import require_entry
from voting.storage.tables.record import ballot_ciphertexts, ballots, log_entries, record_facts
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
    vote_state: str | None = field(default=None, compare=False)


BARRED = "barred"
"""The kind of a vote's fact, by credential, that `Ballots.look` tells."""
BATCH = 256


def _look() -> Select[tuple[str, int, str, bool, bool, str]]:
    """All of a `Look` in one row. Made once, because every ballot runs it."""
    facts, mine, same = record_facts.c, ballots.alias("mine").c, ballot_ciphertexts.c
    commune, vote, credential = (bindparam(name, type_=Text) for name in ("commune", "vote", "credential"))
    kept = (facts.commune_id == commune, facts.book == vote, facts.kind == BARRED, facts.key == credential)
    by_same = (mine.commune_id == commune, mine.vote_uuid == vote, mine.credential == credential)
    repeated = (ballots.c.commune_id == commune, ballots.c.vote_uuid == vote, ballots.c.tracker == bindparam("tracker"))
    copied = (
        same.commune_id == commune,
        same.vote_uuid == vote,
        same.ciphertext_hash.in_(bindparam("hashes", expanding=True)),
    )
    newest = mine.sequence.desc()
    return select(
        select(facts.value).where(*kept).scalar_subquery(),
        select(mine.sequence).where(*by_same).order_by(newest).limit(1).scalar_subquery(),
        select(mine.tracker).where(*by_same).order_by(newest).limit(1).scalar_subquery(),
        exists(select(ballots.c.idx).where(*repeated)),
        exists(select(same.idx).where(*copied)),
        select(votes.c.state).where(votes.c.commune_id == commune, votes.c.uuid == vote).scalar_subquery(),
    )


_LOOK = _look()


def _counted() -> Select[tuple[int, bytes, bytes]]:
    """Ballots from `start` on with no later one of the same credential, in the order of the book, a batch."""
    one, later, entries = ballots.alias("one").c, ballots.alias("later").c, log_entries.c
    replaced = exists(
        select(later.idx).where(
            later.commune_id == one.commune_id,
            later.vote_uuid == one.vote_uuid,
            later.credential == one.credential,
            later.sequence > one.sequence,
        )
    )
    entry = (entries.commune_id == one.commune_id, entries.book == one.vote_uuid, entries.idx == one.idx)
    return (
        select(one.idx, entries.raw, entries.leaf_hash)
        .where(one.commune_id == bindparam("commune"), one.vote_uuid == bindparam("vote"))
        .where(one.idx >= bindparam("start"), ~replaced, *entry)
        .order_by(one.idx)
        .limit(BATCH)
    )


_COUNTED = _counted()


class Ballots:
    """`tx.ballots`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, ballot: BallotRow, ciphertext_hashes: Iterable[bytes]) -> None:
        """Store a ballot's unique rows, after its entry was appended; `ciphertext_hashes` are SHA-256 (32 bytes).

        Inside `tx.together` what is refused is raised at that block's end.

        Raises:
            Conflict: pk_ballots (this very ballot), uq_ballots_sequence, pk_ballot_ciphertexts (a copied
                ciphertext), uq_ballots_idx.
            MissingReference: the vote's book has no entry `idx`.
        """
        key = {"commune_id": ballot.commune_id, "vote_uuid": ballot.vote_uuid, "idx": ballot.idx}
        rows = [{**key, "ciphertext_hash": one} for one in ciphertext_hashes]
        with self._work.together():
            self._work.insert(ballots, ballot)
            self._work.insert_rows(ballot_ciphertexts, rows)

    def look(
        self, commune_id: str, vote_uuid: str, credential: str, tracker: str, ciphertext_hashes: Sequence[bytes]
    ) -> Look:
        """All that a ballot is judged by, in one statement; what is asked for with `""` or nothing is not found."""
        asked = {
            "commune": commune_id,
            "vote": vote_uuid,
            "credential": credential,
            "tracker": tracker,
            "hashes": list(ciphertext_hashes),
        }
        barred, sequence, last_tracker, tracker_seen, ciphertext_seen, state = self._work.run(_LOOK, asked).one()
        return Look(barred, sequence, last_tracker, bool(tracker_seen), bool(ciphertext_seen), state)

    def counted(self, commune_id: str, vote_uuid: str) -> Iterator[bytes]:
        """The entries of the ballots that count (the last of each credential), in the order of the book. `Damaged`.

        Read in batches while the transaction lasts.
        """
        start = 0
        while True:
            asked = {"commune": commune_id, "vote": vote_uuid, "start": start}
            rows = self._work.run(_COUNTED, asked).all()
            for _, raw, leaf in rows:
                yield require_entry(raw, leaf)
            if len(rows) < BATCH:
                return
            start = rows[-1][0] + 1

    def by_tracker(self, commune_id: str, vote_uuid: str, tracker: str) -> BallotRow:
        """The ballot with this tracker, or `NotFound`."""
        key = where(ballots, commune_id=commune_id, vote_uuid=vote_uuid, tracker=tracker)
        return self._work.get(BallotRow, columns_for(BallotRow, ballots).where(key), "no ballot")

    def with_tracker(self, tracker: str) -> tuple[BallotRow, ...]:
        """Ballots with this tracker in any vote of any commune (at most one, unless a hash collides)."""
        query = columns_for(BallotRow, ballots).where(where(ballots, tracker=tracker))
        return self._work.find(BallotRow, query.order_by(ballots.c.commune_id))

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

    def known_ciphertexts(self, commune_id: str, vote_uuid: str, hashes: Sequence[bytes]) -> frozenset[bytes]:
        """Which of these ciphertext hashes the vote has already."""
        key = where(ballot_ciphertexts, commune_id=commune_id, vote_uuid=vote_uuid)
        query = select(ballot_ciphertexts.c.ciphertext_hash).where(
            key, ballot_ciphertexts.c.ciphertext_hash.in_(hashes)
        )
        return frozenset(self._work.run(query).scalars())


def _vote(commune_id: str, vote_uuid: str) -> ColumnElement[bool]:
    return where(ballots, commune_id=commune_id, vote_uuid=vote_uuid)
