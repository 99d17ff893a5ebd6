"""Rules about a village's counting committee."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from voting.ballots import strict_json
from voting.ballots.errors import BallotError
from voting.ballots.single import SingleKey, check_key, read_single
from voting.law.clocks import value_of
from voting.record.changes import CommuneChange
from voting.record.entries.committee import CommitteeFormed, CommitteeKey
from voting.record.entries.entry import Entry
from voting.record.errors import OutOfOrder, WrongCommittee
from voting.record.facts import Committee
from voting.record.lookups import CommuneBook, Context
from voting.record.rules.shared import require_strong, village_of

COMMITTEE_SIZES = range(value_of("counting.least"), value_of("counting.most") + 1)


def committee_formed(book: CommuneBook, entry: CommitteeFormed, _: Context) -> CommuneChange:
    """Three to five members; numbers run on, so that an older committee's keys are never taken for a newer's."""
    village = village_of(book, entry)
    number = village.committee.number + 1 if village.committee else 1
    if entry.committee != number:
        raise WrongCommittee(f"committee {entry.committee}, the next is {number}")
    if entry.members not in COMMITTEE_SIZES or not 1 <= entry.threshold <= entry.members:
        raise WrongCommittee(f"{entry.threshold} of {entry.members} members")
    formed = replace(village, committee=Committee(entry.committee, entry.members, entry.threshold))
    return CommuneChange(villages={entry.village: formed})


def committee_key(book: CommuneBook, entry: CommitteeKey, _: Context) -> CommuneChange:
    """A member's key comes once, with proof that its secret is held, and no two members' keys belong together."""
    village = village_of(book, entry)
    committee = village.committee
    if committee is None or committee.number != entry.committee:
        raise OutOfOrder(f"no committee {entry.committee} in village {entry.village}")
    if committee.threshold != committee.members:
        raise WrongCommittee(f"keys of members' own need all {committee.members}, not {committee.threshold} of them")
    taken = dict(committee.keys)
    if not 1 <= entry.member <= committee.members or entry.member in taken:
        raise WrongCommittee(f"member {entry.member} is not one of {committee.members} still without a key")
    key = _read_key(entry.member, entry.key)
    require_strong([_read_key(member, raw).public_key for member, raw in committee.keys] + [key.public_key])
    try:
        check_key(key.public_key, key.pok)
    except BallotError as error:
        raise WrongCommittee(f"key of member {entry.member}: {error.name}: {error}") from error
    keys = tuple(sorted((taken | {entry.member: entry.key}).items()))
    return CommuneChange(villages={entry.village: replace(village, committee=replace(committee, keys=keys))})


def _read_key(member: int, raw: str) -> SingleKey:
    try:
        return read_single(strict_json.load(raw.encode()))
    except BallotError as error:
        raise WrongCommittee(f"key of member {member}: {error.name}: {error}") from error


RULES: dict[type[Entry], Callable[[CommuneBook, Any, Context], CommuneChange]] = {
    CommitteeFormed: committee_formed,
    CommitteeKey: committee_key,
}
