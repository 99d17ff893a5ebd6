"""A matter is prepared for its vote: team, roll, form, notice, opening (LAW.md 5, #5 to #9)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from voting.ballots.election import Question as BallotQuestion
from voting.law.clocks import value_of
from voting.law.road import Mark, Office
from voting.papers import matter as papers
from voting.papers.matter import TeamMember, Window
from voting.record.content import content_hash
from voting.record.entries.matter import MatterAnnounced, MatterPolled, MatterRoll, MatterTeam, MatterVote
from voting.record.entries.village import RollFrozen
from voting.record.setup import MAX_DURATION
from voting.services.desk import Desk, village_for
from voting.services.errors import Conflict, Invalid
from voting.services.forms import once
from voting.services.lookups import entry_at
from voting.services.matters.content import Proposal, text_of
from voting.services.matters.steps import Act, act_in, find_matter, take
from voting.services.people.contacts import phone_fault
from voting.services.permissions import Actor
from voting.services.typed import name_fault
from voting.services.votes.drafting import NewDocument, check_documents
from voting.services.votes.opening import open_vote
from voting.storage.database import Transaction
from voting.texts.validity import cleaned

KINDS = ("village", "front", "households", "it")
"""The four kinds of member a team must have (Art. 5(2)b)."""
KIND_NAMES = {
    "village": "đại diện thôn", "front": "đại diện Ban công tác Mặt trận", "households": "đại diện hộ gia đình",
    "it": "người thông thạo công nghệ thông tin",
}  # fmt: skip
POLL_PLACES = {"application": "trang này", "group": "nhóm mạng xã hội của thôn"}


@dataclass(frozen=True)
class Member:
    """A member of the online-voting team; ``kinds`` are those of the four that this person stands for."""

    name: str
    kinds: tuple[str, ...]
    leads: bool = False


@dataclass(frozen=True)
class Notice:
    """When ballots are taken, and whom to call for help."""

    opens_at_utc: datetime
    closes_at_utc: datetime
    helper: str
    phone: str


@dataclass(frozen=True)
class Poll:
    """How the households want to decide: asked here or in a group; for an online vote, against; a picture of it."""

    way: str
    in_favour: int
    against: int
    proof: NewDocument | None = None


class Preparing:
    """The steps from the team to the opening of the vote."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def appoint(self, actor: Actor, matter: str, members: Sequence[Member], form: str = "") -> None:
        """Set up the online-voting team; ``Invalid`` at ``members`` names what it lacks."""
        team = tuple(replace(one, name=cleaned(one.name)) for one in members if cleaned(one.name))
        _check_team(team)

        def make(act: Act) -> None:
            act.note(team=[{"name": one.name, "kinds": list(one.kinds), "leads": one.leads} for one in team])
            salt = act.salt("team")
            listed = [
                TeamMember(one.name, ", ".join(KIND_NAMES[kind] for kind in one.kinds), one.leads) for one in team
            ]
            act.paper(papers.team(act.facts(), listed), Mark.TEAM)
            counts = {f"of_{kind}": sum(kind in one.kinds for one in team) for kind in KINDS}
            who = "\n".join(one.name for one in team).encode()
            act.record(
                MatterTeam, Office.HEAD, members=len(team), **counts, leader=Office.FRONT,
                commitment=_hash(salt + who),
            )  # fmt: skip

        take(self._desk, actor, matter, "matter.lead", form, make)

    def settle(self, actor: Actor, matter: str, form: str = "") -> None:
        """The household roll stands for this matter, as it is frozen now."""

        def make(act: Act) -> None:
            frozen = _last_roll(act)
            act.paper(papers.roll(act.facts(), act.leader, 0), Mark.ROLL)
            act.record(
                MatterRoll, Office.TEAM, roll=frozen, households=act.facts().households, objections=0, answered=0
            )

        take(self._desk, actor, matter, "matter.team", form, make)

    def poll(self, actor: Actor, matter: str, poll: Poll, form: str = "") -> None:
        """How the households want to decide: more than half of all for an online vote, or a meeting is needed."""
        if poll.proof is not None:
            check_documents([poll.proof])
        elif poll.way == "group":
            raise Invalid({"proof": "proof-missing"})

        def make(act: Act) -> None:
            if poll.in_favour + poll.against > act.facts().households:
                raise Invalid({"in_favour": "more-than-households"})
            if poll.proof is not None:
                act.attach(poll.proof, Mark.FORM_ONLINE, private=True)
            numbers = (poll.in_favour, poll.against)
            act.paper(papers.poll(act.facts(), act.leader, numbers, POLL_PLACES[poll.way]), Mark.FORM_ONLINE)
            act.record(
                MatterPolled, Office.TEAM, way=poll.way, households=act.facts().households,
                in_favour=poll.in_favour, against=poll.against,
            )  # fmt: skip

        take(self._desk, actor, matter, "matter.team", form, make)

    def announce(self, actor: Actor, matter: str, notice: Notice, form: str = "") -> None:
        """The notice: times, how to take part, whom to call; what is asked is fixed from here. ``Invalid``."""
        notice = replace(notice, helper=cleaned(notice.helper), phone=cleaned(notice.phone))
        _check_notice(notice, self._desk.now())

        def make(act: Act) -> None:
            opens = max(_minute(notice.opens_at_utc), act.at)
            closes = _minute(notice.closes_at_utc)
            act.note(helper=notice.helper, phone=notice.phone, opens_at=opens.isoformat(), closes_at=closes.isoformat())
            window = Window(opens, closes, f"{self._desk.host}/the", notice.helper, notice.phone)
            act.paper(papers.notice(act.facts(), act.leader, window), Mark.ANNOUNCED)
            act.record(MatterAnnounced, Office.TEAM, content=_content(act), opens_at=opens, closes_at=closes)

        take(self._desk, actor, matter, "matter.team", form, make)

    def open_vote(self, actor: Actor, matter: str, form: str = "") -> str:
        """Open the vote that was announced, with its words and times; its uuid."""

        def opened(tx: Transaction) -> str:
            row = find_matter(tx, matter)
            where = village_for(tx, actor, row.village_code, "vote.open")
            act = act_in(self._desk, tx, where, row)
            if Mark.ANNOUNCED not in act.marks:
                raise Conflict(code="step-missing")
            opens, closes = (datetime.fromisoformat(text_of(row.notes, name)) for name in ("opens_at", "closes_at"))
            if closes <= self._desk.now():
                raise Invalid({"closes_at": "closes-before-opening"})
            new = Proposal.of(row).as_vote(opens, closes, _documents(act))

            def tie(uuid: str) -> None:
                act.enter(MatterVote, Office.HEAD, uuid=uuid)

            vote = open_vote(self._desk, tx, actor, where, new, before=tie)
            tx.matters.tie(row.commune_id, row.id, vote.uuid)
            return vote.uuid

        return once(self._desk, actor, form and f"open|{matter}|{form}", opened)


def _check_team(team: Sequence[Member]) -> None:
    if not value_of("team.least") <= len(team) <= value_of("team.most"):
        raise Invalid({"members": "team-size"})
    if any(name_fault(one.name) for one in team):
        raise Invalid({"members": "name-missing"})
    if any(not one.kinds for one in team) or {kind for one in team for kind in one.kinds} != set(KINDS):
        raise Invalid({"members": "team-kinds"})
    leaders = [one for one in team if one.leads]
    if len(leaders) != 1 or "front" not in leaders[0].kinds:
        raise Invalid({"members": "team-leader"})


def _check_notice(notice: Notice, now: datetime) -> None:
    faults: dict[str, str] = {}
    if name_fault(notice.helper):
        faults["helper"] = "name-missing"
    if fault := phone_fault(notice.phone):
        faults["phone"] = fault
    if notice.opens_at_utc < now - timedelta(minutes=1):
        faults["opens_at"] = "opens-in-the-past"
    if notice.closes_at_utc <= max(notice.opens_at_utc, now):
        faults["closes_at"] = "closes-before-opening"
    elif notice.closes_at_utc - max(notice.opens_at_utc, now) > MAX_DURATION / 2:
        faults["closes_at"] = "closes-too-late"
    if faults:
        raise Invalid(faults)


def _last_roll(act: Act) -> int:
    """The index of the village's last ``roll-frozen``; the rule refuses 0, where the book began."""
    found = act.tx.log.entries_about(act.village.commune_id, act.village.code)
    rolls = [one.idx for one in found if isinstance(entry_at(act.tx, act.village.commune_id, one.idx), RollFrozen)]
    return max(rolls, default=0)


def _documents(act: Act) -> tuple[NewDocument, ...]:
    """The papers handed in with the proposal, which households see with the vote."""
    found = (
        act.tx.matters.paper(act.row.commune_id, act.row.id, one.position)
        for one in act.tx.matters.papers(act.row.commune_id, act.row.id)
        if (one.step, one.kind) == (Mark.PROPOSED, "attached")
    )
    return tuple(NewDocument(one.name, one.media_type, one.content) for one in found)


def _content(act: Act) -> str:
    words = Proposal.of(act.row)
    questions = [BallotQuestion(one.text, one.answers, one.minimum, one.maximum, one.blank) for one in words.asked]
    return content_hash(words.title, words.description, questions, [_hash(one.content) for one in _documents(act)])


def _hash(raw: bytes) -> str:
    return sha256(raw).hexdigest()


def _minute(when: datetime) -> datetime:
    return when.replace(second=0, microsecond=0)
