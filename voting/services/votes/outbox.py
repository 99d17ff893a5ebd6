"""Text messages to households: who gets one, and bringing them to the carrier, at most once each.

A message waits as a row, with no telephone number. Sending looks at the moment it sends: whether the vote still takes
ballots, whether the household has voted (then nothing is sent), which number the roll has now. The row is taken up and
committed before the carrier is called, and never given to it again: where a crash or a lost answer leaves it unknown
whether a message went, it counts as unknown and nobody gets two. Only where the carrier could not even be reached does
a message wait on. Rows go thirty days after the vote's closing time.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from voting.ballots.credentials import parse_household_key, vote_credential
from voting.services.carriers import CarrierError, NothingSent
from voting.services.desk import Desk, find_village, find_vote, vote_for
from voting.services.errors import Conflict
from voting.services.forms import once
from voting.services.households.rolls import latest_roll
from voting.services.people.contacts import phone_fault, plain_number
from voting.services.permissions import Actor
from voting.services.votes.occasions import Occasion
from voting.services.votes.reminding import KEPT, missing
from voting.services.votes.summaries import Stage, stage_at
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.storage.messages import Message
from voting.storage.votes import Vote

SENT_AT: Final = {
    Occasion.NOTICE: Stage.UPCOMING, Occasion.OPENING: Stage.OPEN, Occasion.LAST_DAY: Stage.OPEN,
}  # fmt: skip
"""What is sent to households' telephones, and while the vote stands where."""
MOST_A_RUN, RUN_S = 60, 25
"""How many messages, and for how many seconds, one run of the chores sends."""


class Fate(StrEnum):
    """What became of a message. ``CLAIMED``: taken up, and nobody knows whether it went."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Preview:
    """How many would get a message of this occasion now; ``mute`` have no number, ``told`` have one already."""

    occasion: Occasion
    ready: int
    mute: int
    told: int
    sent: Mapping[Fate, int]


@dataclass(frozen=True)
class Sending:
    """Whether this installation sends at all, and whether it only tries out; and each occasion of the moment."""

    possible: bool
    dry: bool
    previews: tuple[Preview, ...]


class Outbox:
    """Messages of a vote: what would be sent, what is to be sent, what was."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def possible(self) -> bool:
        """Whether this installation has a telephone gateway."""
        return self._desk.carriers.sms is not None

    def of_vote(self, actor: Actor, uuid: str) -> Sending:
        """What could be sent now, in numbers, and what became of what was."""
        with self._desk.database.reading() as tx:
            vote = vote_for(tx, actor, uuid, "messages.send")
            counts = tx.messages.counts(vote.commune_id, uuid)
            stage, homes = stage_at(vote, self._desk.now()), missing(tx, vote)
            previews = []
            for occasion, when in SENT_AT.items():
                fates = {fate: counts.get((occasion, fate), 0) for fate in Fate}
                if stage is not when and not any(fates.values()):
                    continue
                told = tx.messages.told(vote.commune_id, uuid, occasion)
                left = [one for one in homes if one.code not in told] if stage is when else []
                ready = [one for one in left if not phone_fault(one.phone)]
                previews.append(Preview(occasion, len(ready), len(left) - len(ready), len(told), fates))
        return Sending(self.possible, self._desk.carriers.dry, tuple(previews))

    def send(self, actor: Actor, uuid: str, occasion: Occasion, words: str, form: str = "") -> int:
        """Let a message wait for each household that has not voted and has none of this occasion; how many.

        ``Conflict`` "no-carrier", "not-now". The same ``form`` number again adds none.
        """
        if not self.possible:
            raise Conflict(code="no-carrier")

        def added(tx: Transaction) -> str:
            vote = vote_for(tx, actor, uuid, "messages.send")
            if stage_at(vote, self._desk.now()) is not SENT_AT.get(occasion):
                raise Conflict(code="not-now")
            told = tx.messages.told(vote.commune_id, uuid, occasion)
            now = self._desk.now()
            new = [
                Message(vote.commune_id, uuid, occasion, one.code, words, actor.account_id, now)
                for one in missing(tx, vote) if one.code not in told and not phone_fault(one.phone)
            ]  # fmt: skip
            tx.messages.add(*new)
            return str(len(new))

        return int(once(self._desk, actor, form and f"sms|{uuid}|{occasion}|{form}", added))


def send_due(desk: Desk) -> int:
    """Bring what waits to the carrier, for a while; how many were sent. For the chores."""
    began, sent = time.monotonic(), 0
    for _ in range(MOST_A_RUN):
        if desk.carriers.sms is None or time.monotonic() - began > RUN_S:
            break
        message = _taken_up(desk)
        if message is None:
            break
        fate = _sent(desk, message)
        with desk.database.transaction() as tx:
            tx.messages.settle(message, fate)
        if fate is Fate.WAITING:
            break
        sent += fate is Fate.SENT
    return sent


def forget_messages_due(desk: Desk) -> int:
    """Delete the messages of votes that closed long ago; of how many votes."""
    with desk.database.reading() as tx:
        due = tx.messages.votes_closed_before(desk.now() - KEPT)
    for commune, uuid in due:
        with desk.database.transaction() as tx:
            tx.messages.forget(commune, uuid)
    return len(due)


def _taken_up(desk: Desk) -> Message | None:
    """The next message that waits, committed as taken up by us alone."""
    with desk.database.reading() as tx:
        if tx.messages.next_waiting() is None:
            return None
    with desk.database.transaction() as tx:
        message = tx.messages.next_waiting()
        return message if message is not None and tx.messages.claim(message) else None


def _sent(desk: Desk, message: Message) -> Fate:
    with desk.database.reading() as tx:
        number = _number_now(desk, tx, message)
    if not number or desk.carriers.sms is None:
        return Fate.SKIPPED
    if desk.carriers.dry:
        return Fate.SENT
    try:
        desk.carriers.sms(number, message.words)
    except NothingSent:
        return Fate.WAITING
    except CarrierError:
        return Fate.FAILED
    return Fate.SENT


def _number_now(desk: Desk, tx: Transaction, message: Message) -> str:
    """Whom to send it to at this moment; empty if the time is over, the household has voted, or has no number."""
    vote = find_vote(tx, message.vote_uuid)
    if stage_at(vote, desk.now()) is not SENT_AT.get(Occasion(message.occasion)):
        return ""
    if _has_voted(tx, vote, message.household_code):
        return ""
    roll = latest_roll(tx, find_village(tx, vote.village_code))
    try:
        home = roll and tx.rolls.household(vote.commune_id, vote.village_code, roll.version, message.household_code)
    except storage_errors.NotFound:
        return ""
    return plain_number(home.phone) if home and not phone_fault(home.phone) else ""


def _has_voted(tx: Transaction, vote: Vote, household: str) -> bool:
    """By any card it ever had."""
    for card in tx.cards.of_household(vote.commune_id, vote.village_code, household):
        try:
            tx.ballots.last_of(
                vote.commune_id, vote.uuid, vote_credential(parse_household_key(card.key), vote.uuid).hex
            )  # fmt: skip
        except storage_errors.NotFound:
            continue
        return True
    return False
