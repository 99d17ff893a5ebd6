"""Rules about a village's counting committee."""

from collections.abc import Callable
from typing import Any

from voting.ballots import strict_json
from voting.ballots.errors import BallotError
from voting.ballots.single import check_key, read_single
from voting.law.settings import SETTINGS
from voting.record.entries.committee import CommitteeFormed, CommitteeKey
from voting.record.entries.entry import Entry
from voting.record.errors import OutOfOrder, WrongCommittee
from voting.record.rules.shared import Change, Context, village_of
from voting.record.state import Committee, State

COMMITTEE_SIZES = range(SETTINGS["counting-committee-least"].value, SETTINGS["counting-committee-most"].value + 1)


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
    CommitteeFormed: committee_formed,
    CommitteeKey: committee_key,
}
