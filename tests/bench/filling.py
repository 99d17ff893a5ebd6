"""Fills a vote's book with ballots of the right form whose proofs nobody made: the size is what counts.

They go through the record's rules, the entry, tiles, checkpoint and every unique index as real ones do; only the proofs
are said to be checked already. Real ballots are cast on top of them.
"""

import json
import secrets
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from village.life import YES, Village

from voting.ballots import strict_json
from voting.manage.rehearsal import Phone
from voting.record.entries.casting import BallotCast

BATCH = 250


def fill(village: Village, vote: str, total: int) -> None:
    """So many ballots in the vote's book, those of the last sequence numbers below `total`."""
    election = village.services.publication.election(vote)
    patterns = [json.loads(phone.envelope(election, YES, 1)) for phone in half(village, 0)]
    desk, commune = village.desk, village.services.votes.get(vote).commune
    have = village.services.votes.get(vote).ballots
    made = _ballots(patterns, have)
    while have < total:
        size = min(BATCH, total - have)
        entries, names = [], set()
        at = village.clock().replace(second=0, microsecond=0)
        for envelope in (next(made) for _ in range(size)):
            raw = strict_json.dump(envelope)
            names.add(sha256(raw).hexdigest())
            entries.append(BallotCast(village=village.services.votes.get(vote).village, at=at, vote=vote,
                                      envelope=envelope))  # fmt: skip
        with desk.database.transaction() as tx:
            desk.books.append_in_vote(tx, commune, vote, entries, verified=names)
        have += size


def half(village: Village, which: int) -> list[Phone]:
    """The phones of every second household: the even ones (0) fill the book, the odd ones (1) cast real ballots."""
    return list(village.phones.values())[which::2]


def _ballots(patterns: list[dict[str, Any]], start: int) -> Iterator[dict[str, Any]]:
    """Each household in turn, under rising sequence numbers; every ciphertext another."""
    number = start
    while True:
        envelope = json.loads(json.dumps(patterns[number % len(patterns)]))
        envelope["sequence"] = number // len(patterns) + 1
        for answer in envelope["ballot"]["answers"]:
            for choice in answer["choices"]:
                choice["alpha"] = _element()
                choice["beta"] = _element()
        yield envelope
        number += 1


def _element() -> str:
    """Text of the form of a group element."""
    return "00" + secrets.token_hex(31)
