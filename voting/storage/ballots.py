"""Index of the accepted ballots: unique by tracker, by credential and sequence, and by every ciphertext.

The ballots themselves are entries of the log; these rows make a repeat impossible under concurrency.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from voting.storage.tables.record import ballot_ciphertexts, ballots
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class BallotRow:
    """An accepted ballot: `tracker` (Base64), `credential` S (64 hex digits), `idx` its place in the log."""

    commune_id: str
    vote_uuid: str
    tracker: str
    credential: str
    sequence: int
    idx: int


class Ballots:
    """`tx.ballots`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, ballot: BallotRow, ciphertext_hashes: Iterable[bytes]) -> None:
        """Store a ballot's unique rows, after its entry was appended; `ciphertext_hashes` are SHA-256 (32 bytes).

        Raises:
            Conflict: pk_ballots (this very ballot), uq_ballots_sequence, pk_ballot_ciphertexts (a copied
                ciphertext), uq_ballots_idx.
            MissingReference: the log has no entry `idx`.
        """
        key = {"commune_id": ballot.commune_id, "vote_uuid": ballot.vote_uuid, "idx": ballot.idx}
        rows = [{**key, "ciphertext_hash": one} for one in ciphertext_hashes]
        with self._work.together():
            self._work.insert(ballots, ballot)
            self._work.insert_rows(ballot_ciphertexts, rows)

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
        """All accepted ballots of a vote in the order of the log."""
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
