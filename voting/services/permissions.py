"""Who may do what: one table for pages, interface and services. What is not in it, nobody may do."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import permutations

from voting.services.errors import Forbidden


class Role(StrEnum):
    """A role an official's account may hold, for one village or for the whole commune (LAW.md, "Who")."""

    ADMIN = "admin"
    HEAD = "head"
    FRONT = "front"
    TEAM = "team"
    CARDS = "cards"
    COUNTING = "counting"
    BOARD = "board"
    COMMUNE = "commune"
    """Of the commune's People's Committee or Front: proposes and receives, and never touches a vote."""


_EVERYONE = frozenset(Role)
PERMISSIONS: dict[str, frozenset[Role]] = {
    "account.own": _EVERYONE,
    "account.manage": frozenset({Role.ADMIN}),
    "village.manage": frozenset({Role.ADMIN}),
    "watch.change": frozenset({Role.ADMIN}),
    "village.see": _EVERYONE,
    "commune.see": frozenset({Role.ADMIN, Role.COMMUNE}),
    "contact.name": frozenset({Role.ADMIN, Role.HEAD}),
    "roll.import": frozenset({Role.HEAD, Role.TEAM}),
    "roll.see": frozenset({Role.HEAD, Role.TEAM, Role.CARDS}),
    "cards.issue": frozenset({Role.CARDS}),
    "cards.decide": frozenset({Role.HEAD, Role.TEAM}),
    "cards.revoke": frozenset({Role.HEAD, Role.TEAM, Role.CARDS}),
    "cards.register": frozenset({Role.CARDS, Role.BOARD}),
    "subject.open": frozenset({Role.HEAD, Role.TEAM}),
    "subject.answer": frozenset({Role.TEAM}),
    "committee.form": frozenset({Role.HEAD}),
    "committee.key": frozenset({Role.COUNTING}),
    "notice.post": frozenset({Role.HEAD, Role.FRONT, Role.COMMUNE}),
    "disclosure.village": frozenset({Role.HEAD, Role.COMMUNE}),
    "disclosure.commune": frozenset({Role.COMMUNE}),
    "disclosure.end": frozenset({Role.HEAD, Role.COMMUNE}),
    "matter.propose": frozenset({Role.HEAD, Role.FRONT, Role.COMMUNE}),
    "matter.lead": frozenset({Role.HEAD}),
    "matter.back": frozenset({Role.FRONT}),
    "matter.agree": frozenset({Role.HEAD, Role.FRONT}),
    "matter.team": frozenset({Role.TEAM}),
    "annex.open": frozenset({Role.HEAD, Role.TEAM}),
    "matter.abolish": frozenset({Role.COMMUNE}),
    "matter.receive": frozenset({Role.COMMUNE}),
    "matter.recognise": frozenset({Role.HEAD, Role.COMMUNE}),
    "matter.hear": frozenset({Role.COMMUNE, Role.BOARD}),
    "supervision.see": frozenset({Role.FRONT, Role.BOARD, Role.COMMUNE}),
    "supervision.lead": frozenset({Role.BOARD}),
    "supervision.move": frozenset({Role.BOARD, Role.COMMUNE}),
    "vote.open": frozenset({Role.HEAD}),
    "vote.cancel": frozenset({Role.HEAD}),
    "vote.extend": frozenset({Role.HEAD}),
    "vote.correct": frozenset({Role.HEAD}),
    "vote.close": frozenset({Role.HEAD}),
    "turnout.names": frozenset({Role.HEAD, Role.TEAM}),
    "desk.open": frozenset({Role.HEAD, Role.TEAM}),
    "messages.send": frozenset({Role.HEAD}),
    "count.decrypt": frozenset({Role.COUNTING}),
    "report.see": frozenset({Role.ADMIN, Role.HEAD, Role.FRONT, Role.BOARD, Role.COMMUNE}),
    "report.fill": frozenset({Role.HEAD}),
    "report.commune.see": frozenset({Role.ADMIN, Role.COMMUNE}),
    "report.commune.fill": frozenset({Role.COMMUNE}),
    "record.sign": frozenset({Role.FRONT, Role.BOARD, Role.COMMUNE}),
    "record.inspect": frozenset({Role.ADMIN, Role.HEAD, Role.FRONT, Role.BOARD, Role.COMMUNE}),
}
FOLLOWED = frozenset({"matter.hear"})
"""What is done in a village that became part of others by whoever does it in one of these: answering what came."""


@dataclass(frozen=True)
class Grant:
    """A role in one village; ``village`` "" means every village of the commune.

    ``office`` is the person's title where it is not the role's usual one ("Phó trưởng thôn"): it gives no right.
    """

    role: Role
    village: str = ""
    office: str = field(default="", compare=False)


KEPT_APART = (
    (Role.CARDS, Role.HEAD), (Role.CARDS, Role.COUNTING),
    (Role.ADMIN, Role.CARDS), (Role.ADMIN, Role.HEAD), (Role.ADMIN, Role.COUNTING),
)  # fmt: skip
"""Duties that one person does not hold together: who makes the cards could vote for others, who makes accounts could
make themselves anything, and neither may also lead a vote or count it."""


def clashes(grants: Collection[Grant]) -> dict[str, Role]:
    """Village ("" for the whole commune) -> the role that may not be held there beside another of these grants."""
    return {
        one.village or other.village: one.role
        for one, other in permutations(grants, 2)
        if (one.role, other.role) in KEPT_APART and (one.village == other.village or "" in {one.village, other.village})
    }


@dataclass(frozen=True)
class Actor:
    """A signed-in official of a commune. ``session_version`` changes when every session of the account must end.

    ``phone`` is for the other officials of the commune, as it was typed; empty where nobody gave one.
    """

    account_id: str
    login: str
    name: str
    commune: str
    session_version: int
    grants: frozenset[Grant]
    phone: str = field(default="", compare=False)

    def may(self, action: str, village: str = "") -> bool:
        """Whether a grant for this village, or for the whole commune, allows the action; unknown actions never."""
        roles = PERMISSIONS.get(action, frozenset())
        return any(g.role in roles and g.village in {"", village} for g in self.grants)

    def follows(self, action: str, successors: Iterable[str]) -> bool:
        """Whether it is theirs in a village that became part of these, because it is in one of them."""
        return action in FOLLOWED and any(self.may(action, one) for one in successors)

    def require(self, action: str, village: str = "") -> None:
        """``Forbidden`` unless ``may``."""
        if not self.may(action, village):
            raise Forbidden(f"{action} in {village or 'the commune'}")

    def villages_for(self, action: str) -> frozenset[str]:
        """Village codes for which some grant allows the action ("" stands for all of the commune)."""
        roles = PERMISSIONS.get(action, frozenset())
        return frozenset(g.village for g in self.grants if g.role in roles)
