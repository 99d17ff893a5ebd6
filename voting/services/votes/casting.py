"""Accepting a ballot: proofs before the lock, everything that depends on the record inside it (PROTOCOL section 4)."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from voting.ballots import acceptance, strict_json
from voting.ballots.election import Election, parse_election
from voting.ballots.envelope import Envelope, parse_envelope
from voting.ballots.errors import BallotError
from voting.ledger.merkle import CompactRange
from voting.ledger.tlog_proof import make_newest_receipt, make_receipt
from voting.record import errors as record_errors
from voting.record.entries.casting import BallotCast
from voting.record.entries.entry import Entry, entry_bytes
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteOpened
from voting.record.fields import PayloadRef, show_minute
from voting.services.checkpoints import published_note
from voting.services.desk import Desk, find_vote
from voting.services.errors import NotFound, RefusedBallot, Unavailable
from voting.storage import errors as storage_errors
from voting.storage.ballots import BallotRow
from voting.storage.database import Transaction
from voting.storage.votes import Vote

MAX_BODY_BYTES = 64 * 1024


@dataclass(frozen=True)
class Accepted:
    """An accepted, durable ballot: its tracker, place in the log, receipt (tlog-proof), and the entry's minute."""

    tracker: str
    index: int
    receipt: str
    at: str


@dataclass(frozen=True)
class LastBallot:
    """The last accepted ballot of a credential; sequence 0 and no tracker before the first."""

    sequence: int
    tracker: str | None


@dataclass(frozen=True)
class BallotStatus:
    """A ballot in the record: where, whether it is the one that counts, and a fresh receipt for its exact entry."""

    vote: str
    tracker: str
    index: int
    receipt: str
    counts: bool
    sequence: int
    at: str
    entry: str


@dataclass(frozen=True)
class _Known:
    """What a process remembers of a vote. Only ``vote`` can change, and of it nothing that counts here but the end."""

    vote: Vote
    election: Election
    credentials: frozenset[str]


class Casting:
    """Casting ballots and finding them again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, _Known] = {}

    def cast(self, uuid: str, body: bytes) -> Accepted:
        """Accept an envelope's exact bytes, durably, or ``RefusedBallot`` with a code of PROTOCOL section 8."""
        if len(body) > MAX_BODY_BYTES:
            raise RefusedBallot("more than 64 KiB", code="too-large")
        known = self._open_vote(uuid)
        envelope = self._checked(body, known)
        try:
            with self._desk.database.transaction() as tx:
                return self._append(tx, known.vote, envelope)
        except record_errors.RefusedBallot as error:
            raise RefusedBallot(str(error), code=error.code, crime=error.crime) from error
        except storage_errors.OutcomeUnknown:
            raise  # it may be in the record: nobody says here that nothing was stored
        except (record_errors.RecordError, storage_errors.Unavailable) as error:
            raise Unavailable(str(error)) from error

    def _open_vote(self, uuid: str) -> _Known:
        """The vote, read again once the end last seen is past: it may have been extended.

        A vote that ended early, or was cancelled, since it was read is refused by the record.
        """
        known = self._known.get(uuid)
        if known is None or not _is_open(known.vote, self._desk.now()):
            with self._desk.database.reading() as tx:
                known = self._knowledge(tx, find_vote(tx, uuid))
        return known

    def _checked(self, body: bytes, known: _Known) -> Envelope:
        """Everything that needs no lock; cheap refusals come before the costly proofs."""
        try:
            envelope = parse_envelope(body)
            acceptance.check_shape(envelope.ballot, known.election)
        except BallotError as error:
            raise RefusedBallot(str(error), code=error.code, crime=error.name) from error
        if envelope.ballot.credential not in known.credentials:
            raise RefusedBallot("the credential is not on the list", code="unknown-credential")
        if not _is_open(known.vote, self._desk.now()):
            raise RefusedBallot("the vote is not open at this time", code="not-open")
        try:
            acceptance.check_proofs(envelope, known.election)
        except BallotError as error:
            raise RefusedBallot(str(error), code=error.code, crime=error.name) from error
        return envelope

    def _append(self, tx: Transaction, vote: Vote, envelope: Envelope) -> Accepted:
        state = self._desk.logs.state(tx, vote.commune_id)
        before = tx.log.lock(vote.commune_id)
        entry = BallotCast(
            village=vote.village_code,
            at=self._desk.entry_time(state),
            vote=vote.uuid,
            envelope=strict_json.load(envelope.raw),
        )
        verified = {sha256(envelope.raw).hexdigest()}
        index = self._desk.logs.append(tx, vote.commune_id, [entry], verified=verified)
        cast = envelope.ballot
        row = BallotRow(vote.commune_id, vote.uuid, cast.tracker, cast.credential, envelope.sequence, index)
        tx.ballots.add(row, [sha256(one.encode()).digest() for one in cast.ciphertexts])
        # Nobody but this transaction knows the new checkpoint, so it has no cosignature yet.
        signed = tx.log.checkpoint(vote.commune_id).note
        receipt = make_newest_receipt(CompactRange(before.size, before.hashes), signed)
        return Accepted(cast.tracker, index, receipt, show_minute(entry.at))

    def last(self, uuid: str, credential: str) -> LastBallot:
        """The last accepted ballot of a credential; ``RefusedBallot`` if it is not on the vote's list."""
        with self._desk.database.reading() as tx:
            vote = find_vote(tx, uuid)
            if credential not in self._knowledge(tx, vote).credentials:
                raise RefusedBallot("the credential is not on the list", code="unknown-credential")
            try:
                row = tx.ballots.last_of(vote.commune_id, uuid, credential)
            except storage_errors.NotFound:
                return LastBallot(0, None)
            return LastBallot(row.sequence, row.tracker)

    def ballot(self, uuid: str, tracker: str) -> BallotStatus:
        """A ballot by its tracker, with a receipt under the newest checkpoint; ``NotFound`` "unknown-ballot"."""
        with self._desk.database.reading() as tx:
            vote = find_vote(tx, uuid)
            try:
                row = tx.ballots.by_tracker(vote.commune_id, uuid, tracker)
            except storage_errors.NotFound as error:
                raise NotFound(code="unknown-ballot") from error
            return _status(tx, row)

    def find(self, tracker: str) -> BallotStatus:
        """As ``ballot``, for a page that knows no vote."""
        with self._desk.database.reading() as tx:
            found = tx.ballots.with_tracker(tracker)
            if not found:
                raise NotFound(code="unknown-ballot")
            return _status(tx, found[0])

    def _knowledge(self, tx: Transaction, vote: Vote) -> _Known:
        known = self._known.get(vote.uuid)
        if known is not None:
            known = replace(known, vote=vote)
        else:
            opened = opened_entry(tx, vote)
            given = opened.credentials
            listed = strict_json.load(
                tx.payloads.get(vote.commune_id, bytes.fromhex(given.sha256)), size_max_bytes=2**24
            ) if isinstance(given, PayloadRef) else given  # fmt: skip
            known = _Known(vote, parse_election(opened.election.encode()), frozenset(listed))
        self._known[vote.uuid] = known
        return known


def _is_open(vote: Vote, now: datetime) -> bool:
    """Whether the vote's times, as they were read, say that it is open."""
    opens, closes = vote.opens_at_utc, vote.closes_at_utc
    return opens is not None and closes is not None and opens <= now < closes


def opened_entry(tx: Transaction, vote: Vote) -> VoteOpened:
    """The entry that opened a vote: the first of its own."""
    entry = parse_entry(tx.log.first_of_vote(vote.commune_id, vote.uuid).raw)
    if not isinstance(entry, VoteOpened):
        raise NotFound(code="unknown-vote")
    return entry


def _receipt(tx: Transaction, commune: str, index: int) -> str:
    note = published_note(tx, commune)
    size = tx.tiles.published_size(commune)
    return make_receipt(index, note, tx.tiles.node_reader(commune, size))


def _status(tx: Transaction, row: BallotRow) -> BallotStatus:
    entry: Entry = parse_entry(tx.log.entry(row.commune_id, row.idx).raw)
    return BallotStatus(
        vote=row.vote_uuid,
        tracker=row.tracker,
        index=row.idx,
        receipt=_receipt(tx, row.commune_id, row.idx),
        counts=tx.ballots.last_of(row.commune_id, row.vote_uuid, row.credential).tracker == row.tracker,
        sequence=row.sequence,
        at=show_minute(entry.at),
        entry=entry_bytes(entry).decode(),
    )
