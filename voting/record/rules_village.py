"""Rules about the log, a village's household roll, its cards and its counting committee."""

from collections.abc import Callable
from typing import Any

from voting.ballots import strict_json
from voting.ballots.errors import BallotError
from voting.ballots.single import check_key, read_single
from voting.law.settings import SETTINGS
from voting.ledger.errors import LedgerDataError
from voting.ledger.note import NoteVerifier
from voting.ledger.policy import parse_policy
from voting.record.entries import (
    CardRevoked,
    CardsIssued,
    CommitteeFormed,
    CommitteeKey,
    Entry,
    LogStarted,
    OfficialsChanged,
    RollFrozen,
)
from voting.record.errors import (
    MalformedEntry,
    NotStarted,
    OutOfOrder,
    WrongCards,
    WrongCommittee,
    WrongLog,
    WrongRollCount,
)
from voting.record.rules import Change, Context
from voting.record.state import Committee, Phase, State, VillageState

COMMITTEE_SIZES = range(SETTINGS["counting-committee-least"].value, SETTINGS["counting-committee-most"].value + 1)


def log_started(state: State, entry: LogStarted, _: Context) -> Change:
    """The first entry, and only the first, says whose log this is, by which key, and who must co-sign it."""
    if state.size or entry.village:
        raise NotStarted("log-started stands first, once, and is about no village")
    try:
        key, policy = NoteVerifier.parse(entry.vkey), parse_policy(entry.policy.encode())
    except LedgerDataError as error:
        raise WrongLog(f"{error.code}: {error}") from error
    if key.name != entry.origin or not entry.origin.endswith(f"/{entry.commune}"):
        raise WrongLog(f"the key of {key.name} and the origin {entry.origin} are not those of {entry.commune}")
    if key not in policy.logs:
        raise WrongLog("the policy does not list the log's own key")

    def change() -> None:
        state.commune, state.origin, state.vkey, state.policy = entry.commune, entry.origin, entry.vkey, entry.policy

    return change


def started(state: State, entry: Entry) -> None:
    """Nothing comes before ``log-started``."""
    if not state.size:
        raise NotStarted(f"{entry.type} before log-started")


def village_of(state: State, entry: Entry) -> VillageState:
    """The village an entry is about as it stands, or as it begins; ``MalformedEntry`` if none is named."""
    started(state, entry)
    if not entry.village:
        raise MalformedEntry(f"{entry.type} names no village")
    return state.villages.get(entry.village, VillageState())


def officials_changed(state: State, entry: OfficialsChanged, _: Context) -> Change:
    """A commitment binds whoever holds its salt; there is nothing else to check in the open."""
    started(state, entry)
    return lambda: None


def roll_frozen(state: State, entry: RollFrozen, _: Context) -> Change:
    """N adds up with what was there before; no vote of the village is under way; cards must follow anew."""
    village = village_of(state, entry)
    if entry.households < 1 or entry.households != village.households + entry.added - entry.removed:
        raise WrongRollCount(
            f"{village.households} + {entry.added} - {entry.removed} households are not {entry.households}"
        )
    under_way(state, entry)

    def change() -> None:
        state.villages[entry.village] = village
        village.households = entry.households
        village.register, village.cards, village.spares = "", 0, 0

    return change


def under_way(state: State, entry: Entry) -> None:
    """The roll does not change while a vote of the village is open."""
    if any(v.setup.village == entry.village and v.phase is Phase.OPEN for v in state.votes.values()):
        raise OutOfOrder(f"{entry.type} while a vote of the village is open")


def cards_issued(state: State, entry: CardsIssued, _: Context) -> Change:
    """As many cards as households, no more and no fewer; a register with fewer cannot open a vote."""
    village = village_of(state, entry)
    if not village.households:
        raise OutOfOrder("cards-issued before roll-frozen")
    if entry.cards > village.households or entry.issued > entry.cards + entry.spares:
        raise WrongCards(f"{entry.cards} cards ({entry.issued} new) for {village.households} households")

    def change() -> None:
        village.register, village.cards, village.spares = entry.register, entry.cards, entry.spares

    return change


def card_revoked(state: State, entry: CardRevoked, _: Context) -> Change:
    """Each lost card counts one further; the register must be issued anew."""
    village = village_of(state, entry)
    if not village.cards:
        raise OutOfOrder("card-revoked before cards-issued")
    if entry.count != village.revoked + 1:
        raise WrongCards(f"card-revoked says {entry.count}, the record has {village.revoked} before it")

    def change() -> None:
        village.revoked += 1
        village.cards -= 1

    return change


def committee_formed(state: State, entry: CommitteeFormed, _: Context) -> Change:
    """Three to five members; numbers run on, so that an older committee's keys are never taken for a newer's."""
    village = village_of(state, entry)
    number = village.committee.number + 1 if village.committee else 1
    if entry.committee != number:
        raise WrongCommittee(f"committee {entry.committee}, the next is {number}")
    if entry.members not in COMMITTEE_SIZES or not 1 <= entry.threshold <= entry.members:
        raise WrongCommittee(f"{entry.threshold} of {entry.members} members")

    def change() -> None:
        state.villages[entry.village] = village
        village.committee = Committee(entry.committee, entry.members, entry.threshold)

    return change


def committee_key(state: State, entry: CommitteeKey, _: Context) -> Change:
    """A member's key comes once, with proof that its secret is held, and no two members share one."""
    village = village_of(state, entry)
    committee = village.committee
    if committee is None or committee.number != entry.committee:
        raise OutOfOrder(f"no committee {entry.committee} in village {entry.village}")
    if committee.threshold != committee.members:
        raise WrongCommittee(f"keys of members' own need all {committee.members}, not {committee.threshold} of them")
    if not 1 <= entry.member <= committee.members or entry.member in committee.keys:
        raise WrongCommittee(f"member {entry.member} is not one of {committee.members} still without a key")
    try:
        single = read_single(strict_json.load(entry.key.encode()))
        check_key(single.public_key, single.pok)
    except BallotError as error:
        raise WrongCommittee(f"key of member {entry.member}: {error.name}: {error}") from error
    if any(single.public_key.hex in key for key in committee.keys.values()):
        raise WrongCommittee(f"member {entry.member} shows another member's key")

    def change() -> None:
        committee.keys[entry.member] = entry.key

    return change


RULES: dict[type[Entry], Callable[[State, Any, Context], Change]] = {
    LogStarted: log_started,
    OfficialsChanged: officials_changed,
    RollFrozen: roll_frozen,
    CardsIssued: cards_issued,
    CardRevoked: card_revoked,
    CommitteeFormed: committee_formed,
    CommitteeKey: committee_key,
}
