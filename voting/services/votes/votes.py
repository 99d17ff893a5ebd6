"""A vote from opening to closing, for the village head and for whoever asks."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256

from voting.record.entries.vote import VoteCancelled, VoteExtended
from voting.record.errors import RecordError
from voting.record.register import CardRegister
from voting.record.state import Phase
from voting.services.desk import Desk, find_village, find_vote, village_for, vote_for
from voting.services.errors import Conflict, Invalid
from voting.services.households.card_records import register_of
from voting.services.households.rolls import HouseholdInfo, households_of, latest_roll
from voting.services.permissions import Actor
from voting.services.votes.closing import VOTE_KEY, close_due, close_vote
from voting.services.votes.committees import committee_of
from voting.services.votes.drafting import MAX_DURATION, Draft, NewVote, check_new_vote, make_draft
from voting.services.votes.summaries import VoteSummary, summaries, summary
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.votes import Document, Vote

MAX_REASON_CHARACTERS = 500


@dataclass(frozen=True)
class Check:
    """One thing that must hold before a vote can open: ``roll``, ``cards`` or ``committee``."""

    key: str
    ok: bool


class Votes:
    """Opening, extending, cancelling, closing and reading votes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def readiness(self, actor: Actor, village: str) -> tuple[Check, ...]:
        """What is still missing before a vote of this village can open."""
        with self._desk.database.reading() as tx:
            return _readiness(tx, village_for(tx, actor, village, "village.see"))

    def open(self, actor: Actor, village: str, new: NewVote) -> VoteSummary:
        """Fix a vote in the record; it takes ballots from its opening time on. ``Invalid`` names faulty fields."""
        check_new_vote(new, self._desk.now())
        with self._desk.database.transaction() as tx:
            where = village_for(tx, actor, village, "vote.open")
            missing = [check.key for check in _readiness(tx, where) if not check.ok]
            if missing:
                raise Conflict(", ".join(missing), code=f"missing-{missing[0]}")
            draft = self._prepare(tx, where, new)
            if draft.payload is not None:
                tx.payloads.put(actor.commune, draft.payload)
            try:
                self._desk.logs.append(tx, actor.commune, [draft.entry])
            except RecordError as error:
                raise Conflict(str(error), code=error.code) from error
            secret = draft.server_secret.to_bytes(32, "big")
            tx.secrets.put(actor.commune, VOTE_KEY, draft.entry.vote, secret, at=self._desk.now())
            vote = self._index(where, draft, new, actor)
            tx.votes.add(vote)
            for one in new.documents:
                digest = sha256(one.content).digest()
                tx.votes.add_document(Document(
                    vote.commune_id, vote.uuid, digest, one.name[:200], one.media_type, self._desk.now(), one.content
                ))  # fmt: skip
            return summary(self._desk, tx, vote)

    def _prepare(self, tx: Transaction, village: Village, new: NewVote) -> Draft:
        number = tx.committee.latest(village.commune_id, village.code)
        keys = tuple(member.public_key or "" for member in committee_of(tx, village, number).members)
        return make_draft(
            new,
            village=village.code,
            at=self._desk.entry_time(self._desk.logs.state(tx, village.commune_id)),
            register=register_of(tx, village),
            committee=number,
            member_keys=keys,
        )

    def _index(self, village: Village, draft: Draft, new: NewVote, actor: Actor) -> Vote:
        entry = draft.entry
        return Vote(
            commune_id=village.commune_id,
            uuid=entry.vote,
            village_code=village.code,
            title=new.title.strip(),
            description=new.description.strip(),
            state=Phase.OPEN.value,
            created_at_utc=self._desk.now(),
            created_by=actor.id.partition("/")[2],
            plan={
                "questions": [asdict(question) for question in new.questions],
                "majority": entry.majority,
                "citation": entry.citation,
            },
            households=entry.households,
            committee=entry.committee,
            opens_at_utc=entry.opens_at,
            closes_at_utc=entry.closes_at,
        )

    def list(self, village: str) -> tuple[VoteSummary, ...]:
        """Every vote of a village, newest first."""
        self.close_due()
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            return summaries(self._desk, tx, tx.votes.in_village(where.commune_id, village))

    def get(self, uuid: str) -> VoteSummary:
        """One vote; ``NotFound``."""
        self.close_due()
        with self._desk.database.reading() as tx:
            return summary(self._desk, tx, find_vote(tx, uuid))

    def not_voted(self, actor: Actor, uuid: str) -> tuple[HouseholdInfo, ...]:
        """Households that have not voted yet, for reminding them. Never shown to the public."""
        with self._desk.database.reading() as tx:
            vote = vote_for(tx, actor, uuid, "turnout.names")
            village = find_village(tx, vote.village_code)
            voted = tx.ballots.voted_credentials(vote.commune_id, uuid)
            cards = tuple((one.household_code, one.key) for one in tx.cards.every(vote.commune_id, village.code))
            have = CardRegister(village.code, cards, ()).households_with(uuid, voted)  # by a card replaced since, too
            return tuple(HouseholdInfo.of(one) for one in households_of(tx, village) if one.code not in have)

    def cancel(self, actor: Actor, uuid: str, reason: str) -> None:
        """End a vote without a count, for a public reason; its ballots stay sealed for ever."""
        _require_reason(reason)
        with self._desk.database.transaction() as tx:
            vote = vote_for(tx, actor, uuid, "vote.cancel")
            at = self._desk.entry_time(self._desk.logs.state(tx, vote.commune_id))
            entry = VoteCancelled(village=vote.village_code, at=at, vote=uuid, reason=reason.strip(), by="head")
            self._append(tx, vote, entry)
            tx.votes.set_state(vote.commune_id, uuid, expected=Phase.OPEN, state=Phase.CANCELLED)
            tx.secrets.delete(vote.commune_id, VOTE_KEY, uuid)

    def extend(self, actor: Actor, uuid: str, closes_at_utc: datetime, reason: str) -> VoteSummary:
        """A later closing time, for a public reason; only before the present one, and within the same 90 days."""
        _require_reason(reason)
        if closes_at_utc - self._desk.now() > MAX_DURATION:
            raise Invalid({"closes_at": "closes-too-late"})
        closes_at = closes_at_utc.replace(second=0, microsecond=0)
        with self._desk.database.transaction() as tx:
            vote = vote_for(tx, actor, uuid, "vote.extend")
            at = self._desk.entry_time(self._desk.logs.state(tx, vote.commune_id))
            entry = VoteExtended(
                village=vote.village_code, at=at, vote=uuid, closes_at=closes_at, reason=reason.strip(), by="head"
            )
            self._append(tx, vote, entry)
            later = replace(vote, closes_at_utc=closes_at)
            tx.votes.update(later, expected_state=Phase.OPEN)
            return summary(self._desk, tx, later)

    def close(self, actor: Actor, uuid: str) -> VoteSummary:
        """Close a vote whose time is over, or in which every household has voted; ``Conflict`` otherwise."""
        with self._desk.database.transaction() as tx:
            vote = vote_for(tx, actor, uuid, "vote.close")
            return summary(self._desk, tx, close_vote(self._desk, tx, vote))

    def close_due(self) -> tuple[str, ...]:
        """Close every vote whose time is over; their uuids. Runs before every reading of votes and from a timer."""
        return close_due(self._desk)

    def _append(self, tx: Transaction, vote: Vote, entry: VoteCancelled | VoteExtended) -> None:
        try:
            self._desk.logs.append(tx, vote.commune_id, [entry])
        except RecordError as error:
            raise Conflict(str(error), code=error.code) from error


def _readiness(tx: Transaction, village: Village) -> tuple[Check, ...]:
    roll = latest_roll(tx, village)
    cards = len(register_of(tx, village).cards)
    number = tx.committee.latest(village.commune_id, village.code)
    return (
        Check("roll", roll is not None),
        Check("cards", roll is not None and cards == roll.households),
        Check("committee", bool(number) and committee_of(tx, village, number).complete),
    )


def _require_reason(reason: str) -> None:
    if not reason.strip() or len(reason) > MAX_REASON_CHARACTERS:
        raise Invalid({"reason": "reason-missing"})
