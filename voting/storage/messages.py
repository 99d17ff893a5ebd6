"""Messages that wait to be sent, what became of them, and officials who want to be reminded by mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select

from voting.storage.tables.messages import mail_wishes, messages
from voting.storage.tables.votes import votes
from voting.storage.work import Work, columns_for, where

WAITING, CLAIMED = "waiting", "claimed"
"""A message before anybody has taken it up, and once somebody has; what becomes of it is the caller's word."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text for a household; `occasion` is why it is sent, `asked_by` an account's id."""

    commune_id: str
    vote_uuid: str
    occasion: str
    household_code: str
    words: str
    asked_by: str
    asked_at_utc: datetime
    state: str = WAITING


@dataclass(frozen=True, slots=True)
class MailWish:
    """An official who wants to be reminded by mail at this address."""

    commune_id: str
    account_id: str
    address: str
    last_at_utc: datetime


class Messages:
    """`tx.messages`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, *new: Message) -> None:
        """Let them wait; `Conflict` (pk_messages) where a household has one of this occasion, `MissingReference`."""
        self._work.insert(messages, *new)

    def told(self, commune_id: str, vote_uuid: str, occasion: str) -> frozenset[str]:
        """The households that have a message of this occasion, whatever became of it."""
        mine = where(messages, commune_id=commune_id, vote_uuid=vote_uuid, occasion=occasion)
        return frozenset(self._work.run(select(messages.c.household_code).where(mine)).scalars())

    def counts(self, commune_id: str, vote_uuid: str) -> Mapping[tuple[str, str], int]:
        """How many of a vote there are, by occasion and state."""
        columns = (messages.c.occasion, messages.c.state)
        of_vote = where(messages, commune_id=commune_id, vote_uuid=vote_uuid)
        query = select(*columns, func.count().label("number")).where(of_vote).group_by(*columns)
        return {(row["occasion"], row["state"]): row["number"] for row in self._work.mappings(query)}

    def next_waiting(self) -> Message | None:
        """The one that has waited longest, of all communes; none if nobody waits."""
        query = columns_for(Message, messages).where(messages.c.state == WAITING)
        found = self._work.find(
            Message, query.order_by(messages.c.asked_at_utc, *messages.primary_key.columns).limit(1)
        )
        return found[0] if found else None

    def claim(self, message: Message) -> bool:
        """Take it up; false if somebody else has."""
        mine = _same(message) & (messages.c.state == WAITING)
        return self._work.run(messages.update().where(mine).values(state=CLAIMED)).rowcount == 1

    def settle(self, message: Message, state: str) -> None:
        """What became of it."""
        self._work.run(messages.update().where(_same(message)).values(state=state))

    def votes_closed_before(self, moment: datetime) -> tuple[tuple[str, str], ...]:
        """Commune and uuid of each vote with messages whose closing time lies before this."""
        same = and_(messages.c.commune_id == votes.c.commune_id, messages.c.vote_uuid == votes.c.uuid)
        query = select(votes.c.commune_id, votes.c.uuid).where(votes.c.closes_at_utc < moment, exists().where(same))
        return tuple((row["commune_id"], row["uuid"]) for row in self._work.mappings(query))

    def forget(self, commune_id: str, vote_uuid: str) -> int:
        """Delete all of a vote; how many."""
        gone = self._work.run(messages.delete().where(where(messages, commune_id=commune_id, vote_uuid=vote_uuid)))
        self._work.erased = self._work.erased or gone.rowcount > 0
        return gone.rowcount

    def wish(self, wish: MailWish) -> None:
        """In the place of the account's last wish; `MissingReference`."""
        self.forget_wish(wish.commune_id, wish.account_id)
        self._work.insert(mail_wishes, wish)

    def wish_of(self, commune_id: str, account_id: str) -> MailWish:
        """What an account wishes, or `NotFound`."""
        mine = where(mail_wishes, commune_id=commune_id, account_id=account_id)
        return self._work.get(MailWish, columns_for(MailWish, mail_wishes).where(mine), "no wish")

    def forget_wish(self, commune_id: str, account_id: str) -> None:
        """It wishes nothing any more."""
        gone = self._work.run(
            mail_wishes.delete().where(where(mail_wishes, commune_id=commune_id, account_id=account_id))
        )
        self._work.erased = self._work.erased or gone.rowcount > 0

    def wishes_before(self, moment: datetime, most: int) -> tuple[MailWish, ...]:
        """Some of those whose last mail was sent before this, longest ago first."""
        query = columns_for(MailWish, mail_wishes).where(mail_wishes.c.last_at_utc < moment)
        return self._work.find(MailWish, query.order_by(mail_wishes.c.last_at_utc).limit(most))

    def claim_wish(self, wish: MailWish, at: datetime) -> bool:
        """Note that a mail is being sent now; false if somebody else has done so."""
        mine = where(mail_wishes, commune_id=wish.commune_id, account_id=wish.account_id)
        same = mine & (mail_wishes.c.last_at_utc == wish.last_at_utc)
        return self._work.run(mail_wishes.update().where(same).values(last_at_utc=at)).rowcount == 1


def _same(message: Message) -> ColumnElement[bool]:
    return where(
        messages, commune_id=message.commune_id, vote_uuid=message.vote_uuid, occasion=message.occasion,
        household_code=message.household_code,
    )  # fmt: skip
