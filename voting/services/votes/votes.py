"""A vote from opening to closing, for the village head and for whoever asks."""

from dataclasses import replace
from datetime import datetime

from voting.record.entries.casting import ClosingMoved
from voting.record.entries.vote import VoteCancelled, VoteExtended
from voting.record.facts import UNDER_WAY, Phase
from voting.record.setup import MAX_DURATION
from voting.services.desk import Desk, find_village, find_vote, village_for, vote_for
from voting.services.errors import Conflict, Invalid
from voting.services.forms import once
from voting.services.lookups import COMMUNE_BOOK, StoredVoteBook, vote_facts
from voting.services.pages import PAGE, Page
from voting.services.people.communes import VillageInfo
from voting.services.permissions import Actor
from voting.services.typed import public_reason
from voting.services.votes.closing import VOTE_KEY, close_due, close_vote, last_minute, require_open
from voting.services.votes.history import EntryText, History, entry_text, history
from voting.services.votes.opening import Check, readiness
from voting.services.votes.summaries import VoteSummary, summaries, summary
from voting.services.votes.waiting_closings import write
from voting.storage.database import Transaction
from voting.storage.votes import Vote


class Votes:
    """Opening, extending, cancelling, closing and reading votes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def readiness(self, actor: Actor, village: str) -> tuple[Check, ...]:
        """What is still missing before a vote of this village can open."""
        with self._desk.database.reading() as tx:
            return readiness(tx, village_for(tx, actor, village, "village.see"))

    def under_way(self, village: str) -> tuple[VoteSummary, ...]:
        """The votes of a village that are to come, open or being counted, newest first."""
        self.close_due()
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            return summaries(self._desk, tx, tx.votes.in_village(where.commune_id, village, states=UNDER_WAY))

    def page(self, village: str, number: int = 1) -> Page[VoteSummary]:
        """All votes of a village, newest first, a page of them."""
        self.close_due()
        with self._desk.database.reading() as tx:
            commune, after = find_village(tx, village).commune_id, (number - 1) * PAGE
            rows = tx.votes.some_in_village(commune, village, tuple(Phase), PAGE + 1, after=after)
            return Page(summaries(self._desk, tx, rows[:PAGE]), number, more=len(rows) > PAGE)

    def get(self, uuid: str) -> VoteSummary:
        """One vote; ``NotFound``."""
        self.close_due()
        with self._desk.database.reading() as tx:
            return summary(self._desk, tx, find_vote(tx, uuid))

    def history(self, uuid: str) -> History:
        """What happened to a vote, from its entries in the commune's book; ``NotFound``."""
        with self._desk.database.reading() as tx:
            return history(self._desk, tx, find_vote(tx, uuid))

    def entry(self, uuid: str, index: int) -> EntryText:
        """One entry about a vote, as it stands in the commune's book; ``NotFound``."""
        with self._desk.database.reading() as tx:
            return entry_text(tx, find_vote(tx, uuid), index)

    def village(self, uuid: str) -> VillageInfo:
        """The village that a vote is of, and nothing else of it: a cheap look-up; ``NotFound``."""
        with self._desk.database.reading() as tx:
            return VillageInfo.of(find_village(tx, find_vote(tx, uuid).village_code))

    def cancel(self, actor: Actor, uuid: str, reason: str, form: str = "") -> None:
        """End a vote without a result, for a public reason, also while it is counted; its ballots stay sealed.

        The same ``form`` number again changes nothing.
        """
        reason = public_reason(reason)

        def ended(tx: Transaction) -> str:
            vote = vote_for(tx, actor, uuid, "vote.cancel")
            head = write(self._desk, tx, self._uncounted(tx, vote)).head
            entry = VoteCancelled(
                village=vote.village_code, at=last_minute(self._desk, tx, vote), vote=uuid,
                size=head.size, root=head.root.hex(), reason=reason, by="head",
            )  # fmt: skip
            self._desk.append(tx, vote.commune_id, [entry])
            tx.votes.set_state(vote.commune_id, uuid, expected=find_vote(tx, uuid).state, state=Phase.CANCELLED)
            tx.secrets.destroy(vote.commune_id, VOTE_KEY, uuid)
            return uuid

        once(self._desk, actor, form and f"cancel|{uuid}|{form}", ended)

    def _uncounted(self, tx: Transaction, vote: Vote) -> StoredVoteBook:
        """The book of a vote without a result, locked, and then the commune's; ``Conflict`` "out-of-order"."""
        book = self._desk.books.vote(tx, vote.commune_id, vote.uuid)
        self._desk.books.commune(tx, vote.commune_id)
        known = vote_facts(tx, vote.commune_id, vote.uuid)
        if known is None or known.phase in {Phase.DECIDED, Phase.CANCELLED}:
            raise Conflict(code="out-of-order")
        return book

    def extend(self, actor: Actor, uuid: str, closes_at_utc: datetime, reason: str, form: str = "") -> VoteSummary:
        """A later closing time, for a public reason, before the present one; at most 90 days after the opening.

        The same ``form`` number again changes nothing.
        """
        reason = public_reason(reason)
        closes_at = closes_at_utc.replace(second=0, microsecond=0)

        def moved(tx: Transaction) -> str:
            vote = vote_for(tx, actor, uuid, "vote.extend")
            book = require_open(self._desk, tx, vote)
            if closes_at - book.setup.opened_at > MAX_DURATION:
                raise Invalid({"closes_at": "closes-too-late"})
            self._move_closing(tx, vote, closes_at, reason)
            later = replace(vote, closes_at_utc=closes_at)
            tx.votes.update(later, expected_state=Phase.OPEN)
            return uuid

        once(self._desk, actor, form and f"extend|{uuid}|{form}", moved)
        return self.get(uuid)

    def _move_closing(self, tx: Transaction, vote: Vote, closes_at: datetime, reason: str) -> None:
        """In the commune's book for everyone to read, and in the vote's, between the ballots it lets in."""
        at = last_minute(self._desk, tx, vote)
        extended = VoteExtended(
            village=vote.village_code, at=at, vote=vote.uuid, closes_at=closes_at, reason=reason, by="head"
        )
        index = self._desk.append(tx, vote.commune_id, [extended])
        moved = ClosingMoved(
            village=vote.village_code,
            at=at,
            vote=vote.uuid,
            extended_index=index,
            extended_leaf=tx.log.entry(vote.commune_id, COMMUNE_BOOK, index).leaf_hash.hex(),
            closes_at=closes_at,
        )
        self._desk.append_in_vote(tx, vote.commune_id, vote.uuid, [moved])

    def close(self, actor: Actor, uuid: str) -> VoteSummary:
        """Close a vote whose time is over, or in which every household has voted; ``Conflict`` otherwise."""
        with self._desk.database.reading() as tx:
            vote = vote_for(tx, actor, uuid, "vote.close")
        close_vote(self._desk, vote)
        return self.get(uuid)

    def close_due(self) -> tuple[str, ...]:
        """Close every vote whose time is over; their uuids. Runs before every reading of votes and from a timer."""
        return close_due(self._desk)
