"""A vote's two books at one moment, by their signed heads: what its archive and its bundle are made of.

Everything before a signed head never changes, so that a snapshot, once taken, can be read at leisure, piece by piece.
After the result it is the same one until its matter goes a step further, after a cancellation always; and until enough
witnesses have signed.
"""

import json
import zlib
from dataclasses import dataclass
from hashlib import sha256

from voting.ledger.checkpoint import parse_checkpoint
from voting.ledger.note import parse_note
from voting.record.entries.vote import VoteCancelled
from voting.record.facts import Commune, Phase, Vote
from voting.record.policies import Standing
from voting.services.checkpoints import final_note, log_start, published_note, standing_by
from voting.services.desk import find_vote
from voting.services.errors import NotFound
from voting.services.lookups import COMMUNE_BOOK, vote_facts
from voting.services.record.making import Wanted
from voting.storage.database import Transaction

FORM = f"1, zlib {zlib.ZLIB_RUNTIME_VERSION}"
"""Goes into every tag: to be changed when the same books give other bytes; another zlib packs otherwise."""
TAG_DIGITS = 32
OPEN, COUNTING, ENDED = "open", "counting", "ended"


@dataclass(frozen=True)
class Snapshot:
    """``commune_head``, ``book_head`` are signed notes of these sizes; ``cosigned`` an earlier note with a quorum;
    ``policies`` those that had come into force by then."""

    uuid: str
    commune: Commune
    vote: Vote
    commune_head: bytes
    commune_size: int
    book_head: bytes
    book_size: int
    cosigned: bytes
    policies: Standing

    @property
    def archive(self) -> Wanted:
        """The archive: it does not change with what else happens in the commune."""
        vote = self.vote
        return self._wanted("bel", self.book_size, self.book_head, vote.closing, vote.tally, vote.partials, vote.result)

    @property
    def bundle(self) -> Wanted:
        """The bundle."""
        return self._wanted("zip", self.commune_head, self.book_head, self.cosigned, self.policies)

    @property
    def stage(self) -> str:
        """Where the vote stands: a file made in one stage is not served in the next."""
        return {Phase.OPEN: OPEN, Phase.DECIDED: ENDED, Phase.CANCELLED: ENDED}.get(self.vote.phase, COUNTING)

    def _wanted(self, kind: str, *made_of: object) -> Wanted:
        told = json.dumps([FORM, kind, self.uuid, *map(str, made_of)])
        tag = sha256(told.encode()).hexdigest()[:TAG_DIGITS]
        return Wanted(self.uuid, kind, self.stage, tag, last=self.stage == ENDED)


def take_snapshot(tx: Transaction, uuid: str) -> Snapshot:
    """The vote now, in a few small reads; ``NotFound``."""
    commune = find_vote(tx, uuid).commune_id
    vote = vote_facts(tx, commune, uuid)
    if vote is None:
        raise NotFound(code="unknown-vote")
    head, cosigned = _heads(tx, commune, uuid, vote)
    book, size = tx.log.checkpoint(commune, uuid), parse_checkpoint(parse_note(head).text).size
    return Snapshot(
        uuid=uuid,
        commune=log_start(tx, commune),
        vote=vote,
        commune_head=head,
        commune_size=size,
        book_head=book.note,
        book_size=book.size,
        cosigned=cosigned,
        policies=standing_by(tx, commune, size),
    )


def _heads(tx: Transaction, commune: str, uuid: str, vote: Vote) -> tuple[bytes, bytes]:
    """The commune book's head to show: the newest, or the one pinned at the end; and an earlier one with a quorum."""
    end = _end_of(tx, commune, uuid, vote)
    if end is not None:
        final = final_note(tx, commune, end)
        if final:
            return final, b""
        head = published_note(tx, commune, tx.log.checkpoint_covering(commune, COMMUNE_BOOK, end).size)
    else:
        head = published_note(tx, commune)
    return head, final_note(tx, commune, vote.closing)


def _end_of(tx: Transaction, commune: str, uuid: str, vote: Vote) -> int | None:
    """Index of the entry after which nothing more is said of a vote, nor so far of its matter; ``None`` before."""
    if vote.phase is Phase.CANCELLED:
        rows = tx.log.entries_about(commune, uuid)
        return next(row.idx for row in rows if row.type == VoteCancelled.type)
    if vote.result is None:
        return None
    if not vote.decides:
        return vote.result
    taken = tx.log.entries_about(commune, tx.matters.of_vote(commune, uuid).id)
    return max(vote.result, taken[-1].idx)
