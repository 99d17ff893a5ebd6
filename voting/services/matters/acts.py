"""Which acts are next for a matter, and whose they are: what the matter's page and each official's desk both ask."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from voting.law.matters import MATTERS, ONLINE_CLAUSE, Channel
from voting.law.road import JUDGES, Ending, Mark, Step, may_end, next_steps
from voting.record.facts import Matter, Phase
from voting.services.permissions import PERMISSIONS, Actor, Role


class Deed(StrEnum):
    """What an official does for a matter, in the order in which it is offered."""

    CARRY = "carry"
    BACK = "back"
    CLASSIFY = "classify"
    AGREE = "agree"
    INFORM = "inform"
    RECEIVE_REPORT = "receive-report"
    APPOINT_TEAM = "appoint-team"
    SETTLE_ROLL = "settle-roll"
    TAKE_POLL = "take-poll"
    ASK_FORM = "ask-form"
    POLL = "poll"
    ANNOUNCE = "announce"
    MINUTE = "minute"
    RESOLVE = "resolve"
    CONFIRM_HELD = "confirm-held"
    ENTER_HELD = "enter-held"
    CONVENE = "convene"
    PUBLISH = "publish"
    SEND = "send"
    RECEIVE_RESULT = "receive-result"
    RECOGNISE = "recognise"
    CARRY_OUT = "carry-out"
    REPORT = "report"
    TURN = "turn"
    END = "end"
    ABOLISH = "abolish"


class Stand(StrEnum):
    """How what households say of a matter by card, or on paper, stands: it decides what may be done next.

    CARRIED, FEW and NOBODY are consents; COUNTED is a poll of the form that is closed.
    """

    NOTHING = "nothing"
    OPEN = "open"
    CARRIED = "carried"
    FEW = "few"
    NOBODY = "nobody"
    COUNTED = "counted"


@dataclass(frozen=True)
class Doing:
    """The marks of the road that a deed may leave, and the permission for it."""

    marks: tuple[Mark, ...]
    action: str


_INFORMED = (Mark.INFORMED_COMMUNE, Mark.INFORMED_FRONT)
_SENT = (Mark.SENT_COMMUNE, Mark.SENT_FRONT)
_FORM = (Mark.FORM_ONLINE, Mark.FORM_MEETING)
_OUTCOME = (Mark.PASSED, Mark.NOT_PASSED)
DOINGS: Mapping[Deed, Doing] = {
    Deed.CARRY: Doing((Mark.PROPOSED,), "matter.propose"),
    Deed.BACK: Doing((Mark.BACKED,), "matter.back"),
    Deed.CLASSIFY: Doing((Mark.ONLINE, Mark.ELSEWHERE), "matter.lead"),
    Deed.AGREE: Doing((Mark.AGREED_HEAD, Mark.AGREED_FRONT), "matter.agree"),
    Deed.INFORM: Doing(_INFORMED, "matter.lead"),
    Deed.RECEIVE_REPORT: Doing(_INFORMED, "matter.receive"),
    Deed.APPOINT_TEAM: Doing((Mark.TEAM,), "matter.lead"),
    Deed.SETTLE_ROLL: Doing((Mark.ROLL,), "matter.team"),
    Deed.TAKE_POLL: Doing(_FORM, "matter.team"),
    Deed.ASK_FORM: Doing(_FORM, "matter.team"),
    Deed.POLL: Doing(_FORM, "matter.team"),
    Deed.ANNOUNCE: Doing((Mark.ANNOUNCED,), "vote.open"),
    Deed.MINUTE: Doing((Mark.MINUTED,), "matter.team"),
    Deed.RESOLVE: Doing(_OUTCOME, "matter.lead"),
    Deed.CONFIRM_HELD: Doing(_OUTCOME, "matter.agree"),
    Deed.ENTER_HELD: Doing(_OUTCOME, "matter.agree"),
    Deed.CONVENE: Doing((Mark.CONVENED,), "matter.lead"),
    Deed.PUBLISH: Doing((Mark.PUBLISHED,), "matter.lead"),
    Deed.SEND: Doing(_SENT, "matter.lead"),
    Deed.RECEIVE_RESULT: Doing(_SENT, "matter.receive"),
    Deed.RECOGNISE: Doing((Mark.RECOGNISED, Mark.NOT_RECOGNISED), "matter.recognise"),
    Deed.CARRY_OUT: Doing((Mark.CARRIED_OUT,), "matter.lead"),
    Deed.REPORT: Doing((Mark.REPORTED,), "matter.lead"),
    Deed.TURN: Doing((Mark.TURNED,), "matter.lead"),
    Deed.END: Doing((Mark.ENDED,), "matter.lead"),
    Deed.ABOLISH: Doing((Mark.ENDED,), "matter.abolish"),
}
_AGREES = {Mark.AGREED_HEAD: Role.HEAD, Mark.AGREED_FRONT: Role.FRONT}


@dataclass(frozen=True)
class NextAct:
    """A deed that may be done now by holders of `roles`, except the account `apart`; `marks` are those still open.

    `waits`: the road does not go on without it; otherwise it is only possible.
    """

    deed: Deed
    marks: tuple[Mark, ...]
    roles: frozenset[Role]
    apart: str = ""
    waits: bool = True

    def is_for(self, actor: Actor, village: str) -> bool:
        """Whether it is this official's in the matter's village."""
        held = {one.role for one in actor.grants if one.village in {"", village}}
        return bool(held & self.roles) and actor.account_id != self.apart


def steps_now(matter: Matter, vote: Phase | None) -> tuple[Step, ...]:
    """The steps of the road that may be taken now: minutes are made once the vote has its figures."""
    steps = next_steps(matter.marks, matter.clause)
    return tuple(one for one in steps if one.mark is not Mark.MINUTED or vote is Phase.DECIDED)


def next_acts(
    matter: Matter, vote: Phase | None, entered_by: str = "", stand: Stand = Stand.NOTHING
) -> tuple[NextAct, ...]:
    """What may be done now, what the road waits for first. `vote` is where its vote stands, `entered_by` the account
    that typed in what a meeting gave, until another confirms it, `stand` what households say of it.
    """
    open_now = {step.mark for step in steps_now(matter, vote)}
    deeds = [one for one in Deed if _is_asked_for(one, stand)]
    found = [one for deed in deeds for one in _of_deed(deed, matter, open_now, vote, entered_by)]
    if stand is Stand.NOBODY:
        found = [replace(one, waits=True) if one.deed is Deed.END else one for one in found]
    return tuple(sorted(found, key=lambda one: not one.waits))


def _is_asked_for(deed: Deed, stand: Stand) -> bool:
    """Consents carry a proposal, or the Front backs the few; a poll by card is taken as it was counted, or typed in."""
    match deed:
        case Deed.CARRY:
            return stand is Stand.CARRIED
        case Deed.BACK:
            return stand is Stand.FEW
        case Deed.TAKE_POLL:
            return stand is Stand.COUNTED
        case Deed.ASK_FORM | Deed.POLL:
            return stand is Stand.NOTHING
    return True


def _of_deed(
    deed: Deed, matter: Matter, open_now: Collection[Mark], vote: Phase | None, entered_by: str
) -> Iterator[NextAct]:
    doing = DOINGS[deed]
    marks = tuple(mark for mark in doing.marks if mark in open_now)
    if not marks or not _fits(deed, matter, entered=bool(entered_by)):
        return
    if deed is Deed.AGREE:
        for mark in marks:
            yield NextAct(deed, (mark,), frozenset({_AGREES[mark]}))
        return
    apart = entered_by if deed is Deed.CONFIRM_HELD else ""
    yield NextAct(deed, marks, _roles(deed, matter), apart, _waits(deed, matter, vote))


def _roles(deed: Deed, matter: Matter) -> frozenset[Role]:
    """Whose it is; who judges a decision does so once it has come to them."""
    roles = PERMISSIONS[DOINGS[deed].action]
    if deed is not Deed.RECOGNISE:
        return roles
    judge = JUDGES.get(MATTERS[matter.clause or ONLINE_CLAUSE].takes_effect)
    return roles if judge and judge[1] in matter.marks else roles - {Role.COMMUNE}


def _fits(deed: Deed, matter: Matter, *, entered: bool) -> bool:
    """A decision is made after a vote; the outcome of a meeting is entered after it was called, and confirmed."""
    called = Mark.CONVENED in matter.marks
    match deed:
        case Deed.RESOLVE:
            return Mark.MINUTED in matter.marks
        case Deed.ENTER_HELD:
            return called and not entered
        case Deed.CONFIRM_HELD:
            return called and entered
        case Deed.CONVENE:
            return matter.channel in {Channel.MEETING, Channel.SLIPS}
        case Deed.ABOLISH:
            return may_end(matter.marks, Ending.ABOLISHED)
    return True


def _waits(deed: Deed, matter: Matter, vote: Phase | None) -> bool:
    """What may be done more than once, or instead of going on, is waited for only where nothing else leads on."""
    match deed:
        case Deed.ASK_FORM:
            return False
        case Deed.TURN:
            return Mark.FORM_MEETING in matter.marks
        case Deed.ABOLISH:
            return False
        case Deed.CONVENE | Deed.CARRY_OUT:
            return DOINGS[deed].marks[0] not in matter.marks
        case Deed.END:
            stuck = vote is Phase.CANCELLED and not {*_OUTCOME} & set(matter.marks)
            return stuck or matter.channel == Channel.COMMUNE
    return True


def is_over(matter: Matter) -> bool:
    """Whether nothing waits for anybody any more: ended, reported, or told and sent without anything to carry out."""
    marks = set(matter.marks)
    if marks & {Mark.ENDED, Mark.REPORTED}:
        return True
    told = {Mark.PUBLISHED, *_SENT} <= marks
    return told and bool(marks & {Mark.NOT_PASSED, Mark.NOT_RECOGNISED})
