"""A matter is prepared for its vote: team, roll, form; notice and opening in one (LAW.md 5, #5 to #9)."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Self

from voting.ballots.election import Question as BallotQuestion
from voting.law.clocks import value_of
from voting.law.road import Mark, Office, may_follow
from voting.papers import matter as papers
from voting.papers.matter import TeamMember, Window
from voting.record.content import content_hash
from voting.record.entries.matter import MatterAnnounced, MatterPolled, MatterRoll, MatterTeam, MatterVote
from voting.record.entries.village import RollFrozen
from voting.record.setup import MAX_DURATION
from voting.record.subject_kinds import NO, YES
from voting.services.desk import Desk, village_for
from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.forms import once
from voting.services.households.subject_life import Asking, open_subject
from voting.services.households.subjects import SubjectKind, objections_in
from voting.services.lookups import subject_facts
from voting.services.matters.steps import Act, act_in, drafted, find_matter, matter_facts, rehearsed, take
from voting.services.people.contacts import phone_fault
from voting.services.permissions import Actor
from voting.services.press import Press
from voting.services.typed import name_fault
from voting.services.votes.drafting import NewDocument, NewVote, check_documents, check_new_vote, tidied
from voting.services.votes.drafts import Drafts
from voting.services.votes.opening import open_vote
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.texts.validity import cleaned

KINDS = ("village", "front", "households", "it")
"""The four kinds of member a team must have (Art. 5(2)b)."""
KIND_NAMES = {
    "village": "đại diện {unit}", "front": "đại diện Ban công tác Mặt trận", "households": "đại diện hộ gia đình",
    "it": "người thông thạo công nghệ thông tin",
}  # fmt: skip
POLL_PLACES = {"card": "thẻ của hộ", "group": "nhóm mạng xã hội của {unit}", "visits": "cách gặp hoặc gọi từng hộ"}


@dataclass(frozen=True)
class Member:
    """A member of the online-voting team; ``kinds`` are those of the four that this person stands for."""

    name: str
    kinds: tuple[str, ...]
    leads: bool = False


@dataclass(frozen=True)
class Means:
    """How many households vote by themselves, need help, and cannot (Art. 5(1)c), as the village counted."""

    alone: int
    helped: int
    unable: int

    @property
    def all(self) -> int:
        """How many were counted."""
        return self.alone + self.helped + self.unable


@dataclass(frozen=True)
class Helper:
    """Whom people call for help with a vote, and how many need it; printed on the notice (Art. 5(1)c, 5(3))."""

    name: str
    phone: str
    means: Means | None = None

    def checked(self) -> Self:
        """Both made plain; ``Invalid`` at ``helper`` and ``phone``."""
        plain = replace(self, name=cleaned(self.name), phone=cleaned(self.phone))
        found = {"helper": name_fault(plain.name), "phone": phone_fault(plain.phone)}
        if faults := {field: fault for field, fault in found.items() if fault}:
            raise Invalid(faults)
        return plain


@dataclass(frozen=True)
class Poll:
    """How the households want to decide: asked in a group or one by one; for an online vote, against, a picture."""

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
                TeamMember(one.name, ", ".join(_named(KIND_NAMES[kind], act) for kind in one.kinds), one.leads)
                for one in team
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
        """The household roll stands for this matter, as it is frozen now, every objection to it answered.

        ``Conflict`` "objections-open".
        """

        def make(act: Act) -> None:
            objections, answered = objections_in(act.tx, act.village)
            if answered < objections:
                raise Conflict(code="objections-open")
            act.paper(papers.roll(act.facts(), act.leader, objections), Mark.ROLL)
            act.record(
                MatterRoll, Office.TEAM, roll=_last_roll(act), households=act.facts().households,
                objections=objections, answered=answered,
            )  # fmt: skip

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
            if matter_facts(act.tx, act.row).asked:
                raise Conflict(code="asked-by-card")
            if poll.proof is not None:
                act.attach(poll.proof, Mark.FORM_ONLINE, private=True)
            _polled(act, poll)

        take(self._desk, actor, matter, "matter.team", form, make)

    def ask_form(self, actor: Actor, matter: str, closes_at_utc: datetime, form: str = "") -> str:
        """Ask every household by card how it wants to decide; the subject's id. ``Invalid`` at ``closes_at``."""
        asking = Asking(SubjectKind.FORM_POLL, _minute(closes_at_utc), matter)

        def opened(tx: Transaction) -> str:
            where = village_for(tx, actor, find_matter(tx, matter).village_code, "matter.team")
            return open_subject(self._desk, tx, where, asking, actor.account_id)

        return once(self._desk, actor, form and f"ask-form|{matter}|{form}", opened)

    def take_poll(self, actor: Actor, matter: str, form: str = "") -> None:
        """How the households want to decide, as they said by card: the numbers its subject was closed with."""

        def make(act: Act) -> None:
            asked = matter_facts(act.tx, act.row).asked
            subject = subject_facts(act.tx, act.village.commune_id, asked) if asked else None
            if subject is None or subject.closing is None:
                raise Conflict(code="step-missing")
            _polled(act, Poll("card", subject.count(YES), subject.count(NO)), asked)

        take(self._desk, actor, matter, "matter.team", form, make)

    def open(self, actor: Actor, matter: str, new: NewVote, helper: Helper) -> str:
        """Announce the vote and write its opening; the uuid. It takes ballots from its opening time on.

        What is asked is fixed from here. ``Invalid`` names faulty fields, ``Conflict`` what is still missing.
        """
        new = tidied(new)
        check_new_vote(new, self._desk.now())
        press = self._rehearsed(actor, matter, new, helper)
        with self._desk.database.transaction() as tx:
            where = village_for(tx, actor, find_matter(tx, matter).village_code, "vote.open")
            return self._open(tx, actor, act_in(self._desk, tx, where, matter, press), new, helper)

    def open_draft(self, actor: Actor, matter: str, draft: str, new: NewVote, helper: Helper) -> str:
        """The same with the papers of a draft, once: opened already, it is that vote and no second one."""
        press = self._rehearsed(actor, matter, tidied(new), helper)

        def opens(tx: Transaction, where: Village, whole: NewVote) -> str:
            if find_matter(tx, matter).village_code != where.code:
                raise NotFound(code="unknown-matter")
            return self._open(tx, actor, act_in(self._desk, tx, where, matter, press), whole, helper)

        with self._desk.database.reading() as tx:
            village = find_matter(tx, matter).village_code
        return Drafts(self._desk).open(actor, village, draft, new, opens)

    def draft_notice(self, actor: Actor, matter: str, new: NewVote, helper: Helper) -> bytes:
        """The notice as it would be given now, a page marked as a draft; ``Conflict`` before its turn."""
        return drafted(self._desk, actor, matter, "vote.open", lambda act: self._announce(act, tidied(new), helper))

    def _rehearsed(self, actor: Actor, matter: str, new: NewVote, helper: Helper) -> Press:
        """The notice, made without a lock."""
        return rehearsed(self._desk, actor, matter, "vote.open", lambda act: self._announce(act, new, helper))

    def _announce(self, act: Act, new: NewVote, helper: Helper) -> None:
        helper = helper.checked()
        if not may_follow(act.marks, Mark.ANNOUNCED):
            raise Conflict(code="step-missing")
        opens, closes = max(_minute(new.opens_at_utc), act.at), _minute(new.closes_at_utc)
        act.note(helper=helper.name, phone=helper.phone)
        means = None if helper.means is None else astuple(helper.means)
        window = Window(opens, closes, f"{self._desk.host}/the", helper.name, helper.phone, means)
        act.paper(papers.notice(act.facts(new), act.leader, window), Mark.ANNOUNCED)
        act.record(MatterAnnounced, Office.HEAD, content=_content(new), opens_at=opens, closes_at=closes)

    def _open(self, tx: Transaction, actor: Actor, act: Act, new: NewVote, helper: Helper) -> str:
        self._announce(act, new, helper)
        tie = partial(act.enter_vote, MatterVote)
        vote = open_vote(self._desk, tx, actor, act.village, new, before=tie)
        tx.matters.tie(act.row.commune_id, act.row.id, vote.uuid)
        words = Asking(SubjectKind.VOTE_WORDS, act.at + MAX_DURATION, vote.uuid)
        open_subject(self._desk, tx, act.village, words, actor.account_id)
        return vote.uuid


def _polled(act: Act, poll: Poll, counted_in: str = "") -> None:
    numbers = (poll.in_favour, poll.against)
    act.paper(papers.poll(act.facts(), act.leader, numbers, _named(POLL_PLACES[poll.way], act)), Mark.FORM_ONLINE)
    act.record(
        MatterPolled, Office.TEAM, way=poll.way, counted_in=counted_in, households=act.facts().households,
        in_favour=poll.in_favour, against=poll.against,
    )  # fmt: skip


def _named(words: str, act: Act) -> str:
    """Words of a paper with what the village's kind of community is called."""
    return words.format(unit=act.unit.name_vi)


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


def _last_roll(act: Act) -> int:
    """The index of the village's last ``roll-frozen``; the rule refuses 0, where the book began."""
    found = act.tx.log.entries_about(act.village.commune_id, act.village.code)
    return max((one.idx for one in found if one.type == RollFrozen.type), default=0)


def _content(new: NewVote) -> str:
    questions = [BallotQuestion(one.text, one.answers, one.minimum, one.maximum, one.blank) for one in new.questions]
    return content_hash(new.title, new.description, questions, [_hash(one.content) for one in new.documents])


def _hash(raw: bytes) -> str:
    return sha256(raw).hexdigest()


def _minute(when: datetime) -> datetime:
    return when.replace(second=0, microsecond=0)
