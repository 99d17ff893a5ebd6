"""Matters that go to a meeting or to slips: announced and recorded here, not run (LAW.md 6)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from voting.law.clocks import value_of
from voting.law.matters import SHOWINGS, Channel, Showing
from voting.law.road import BY_COMMUNE, JUDGES, Ending, Mark, Office, may_end
from voting.papers import meeting as papers
from voting.papers.meeting import Called
from voting.record.entries.decision import MatterConvened, MatterEnded, MatterHeld, MatterRecognised, MatterTurned
from voting.record.entries.entry import compact
from voting.services.desk import Desk
from voting.services.errors import Conflict, Invalid
from voting.services.households.subject_life import close_subjects_about
from voting.services.matters.figures import clause_of, held_figures
from voting.services.matters.steps import Act, matter_facts, take
from voting.services.people.contacts import contact_of
from voting.services.permissions import Actor
from voting.services.typed import name_fault, public_reason, public_words
from voting.services.votes.drafting import NewDocument, check_documents
from voting.texts.validity import cleaned

MOST_BESIDE = 300


@dataclass(frozen=True)
class Beside:
    """What an invitation may name besides: delegates by their office, not by name, and papers that come with it."""

    delegates: str = ""
    documents: str = ""


@dataclass(frozen=True)
class Counted:
    """What a meeting or slips gave, as one person enters it: those present or asked, their answers, and how they gave
    them; slips are the only way of their channel."""

    present: int
    in_favour: int
    against: int
    other: int
    showing: str = Showing.HANDS


def counted_of(kept: Mapping[str, Any]) -> Counted:
    """The numbers among what is kept of an entering."""
    return Counted(kept["present"], kept["in_favour"], kept["against"], kept["other"], kept["showing"])


def seal_of(entered: Mapping[str, Any]) -> str:
    """Stands for what was entered, as it was shown to whoever confirms it."""
    return sha256(compact(dict(entered))).hexdigest()


class Meetings:
    """Turning a matter to a meeting or slips, and recording what came of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def turn(self, actor: Actor, matter: str, channel: Channel, reason: str, form: str = "") -> None:
        """The matter goes to a meeting or to slips instead, for a reason."""
        reason = public_reason(reason)
        take(
            self._desk, actor, matter, "matter.lead", form,
            lambda act: act.record(MatterTurned, Office.HEAD, channel=channel, reason=reason),
        )  # fmt: skip

    def convene(
        self, actor: Actor, matter: str, held_at_utc: datetime, place: str, form: str = "", beside: Beside | None = None
    ) -> None:
        """Call the meeting, or announce the slips: the invitation on Mẫu 01. ``Invalid`` at ``place``, and at
        ``held_at``, which lies at least two days ahead (D 3(3), 4(4)).

        The same way, place and time again change nothing.
        """
        place = cleaned(place)
        if name_fault(place):
            raise Invalid({"place": "name-missing"})
        named = {
            name: public_words(text, name, MOST_BESIDE) if text.strip() else ""
            for name, text in asdict(beside or Beside()).items()
        }
        if held_at_utc <= self._desk.now():
            raise Invalid({"held_at": "opens-in-the-past"})
        at = held_at_utc.replace(second=0, microsecond=0)

        def make(act: Act) -> None:
            channel = matter_facts(act.tx, act.row).channel
            called = {"place": place, "held_at": at.isoformat(), "by_way_of": channel, **named}
            if called.items() <= act.row.notes.items():
                return
            if at - act.at < timedelta(days=value_of(f"{channel}.notice")):
                raise Invalid({"held_at": "notice-short"})
            act.note(entered=None, **called)
            ring = contact_of(act.village)
            call = f"{ring.name}, {ring.phone}" if ring else ""
            act.paper(papers.invitation(act.facts(), Called(at, place, call, **named)), Mark.CONVENED)
            act.record(MatterConvened, Office.HEAD, channel=called["by_way_of"], held_at=at)

        take(self._desk, actor, matter, "matter.lead", form, make)

    def enter(self, actor: Actor, matter: str, counted: Counted, proof: NewDocument, form: str = "") -> None:
        """What was counted, as one person enters it, with the signed minutes; recorded once another agrees.

        The same numbers again change nothing. ``Invalid`` at ``showing``, ``present``, ``in_favour``.
        """
        check_documents([proof])
        if min(counted.present, counted.in_favour, counted.against, counted.other) < 0:
            raise Invalid({"in_favour": "number-below-zero"})

        def make(act: Act) -> None:
            if Mark.CONVENED not in act.marks or {Mark.PASSED, Mark.NOT_PASSED} & set(act.marks):
                raise Conflict(code="out-of-order")
            if counted.showing not in SHOWINGS[matter_facts(act.tx, act.row).channel]:
                raise Invalid({"showing": "choice-missing"})
            total = counted.in_favour + counted.against + counted.other
            if not total <= counted.present <= act.facts().households:
                raise Invalid({"present": "more-than-households"})
            said = {"by": actor.account_id} | asdict(counted)
            if said.items() <= (act.row.notes.get("entered") or {}).items():
                return
            act.attach(proof, Mark.PASSED, private=True)
            signed = {"papers": list(act.digests)}
            act.keep()
            act.note(entered={"by": actor.account_id, "name": actor.name} | signed | asdict(counted))

        take(self._desk, actor, matter, "matter.agree", form, make)

    def confirm(self, actor: Actor, matter: str, seen: str | None = None, form: str = "") -> None:
        """Another person agrees with what was entered, ``seen`` by its seal: it is recorded.

        ``Conflict`` "second-person"; "out-of-order" where something else was entered since.
        """

        def make(act: Act) -> None:
            entered = act.row.notes.get("entered")
            if not entered or seen not in {None, seal_of(entered)}:
                raise Conflict(code="out-of-order")
            if entered["by"] == actor.account_id:
                raise Conflict(code="second-person")
            act.kept_before = tuple(entered["papers"])
            held = held_figures(act, entered, act.facts().households)
            if held.is_counted:
                act.paper(papers.count(act.facts(), held), Mark.PASSED)
            count = tuple(one.sha256.hex() for one in act.kept)
            act.paper(papers.decided(act.facts(), held), Mark.PASSED)
            act.record(
                MatterHeld, Office.HEAD, showing=held.showing, households=held.households, present=held.present,
                in_favour=held.in_favour, against=held.against, other=held.other, passed=int(held.passed), count=count,
            )  # fmt: skip
            act.note(entered=None)

        take(self._desk, actor, matter, "matter.agree", form, make)

    def recognise(self, actor: Actor, matter: str, *, recognised: bool, reason: str, form: str = "") -> None:
        """The commune, or its Front, recognises the decision, or refuses it with its reason: from its own account, or
        as the head was told on paper."""
        reason = public_reason(reason)

        def make(act: Act) -> None:
            judge = JUDGES.get(clause_of(act).takes_effect)
            if judge is None:
                raise Conflict(code="wrong-step")
            by = Office.HEAD if actor.may("matter.lead", act.village.code) else judge[0]
            act.record(MatterRecognised, by, recognised=int(recognised), reason=reason)

        take(self._desk, actor, matter, "matter.recognise", form, make)

    def abolish(
        self, actor: Actor, matter: str, ending: Ending, reason: str, paper: NewDocument, form: str = ""
    ) -> None:
        """The commune abolishes a decision, or has it amended, with its own paper (Art. 22); ``Conflict`` before."""
        reason = public_reason(reason)
        check_documents([paper])

        def make(act: Act) -> None:
            if not may_end(act.marks, ending) or ending not in BY_COMMUNE:
                raise Conflict(code="wrong-step")
            act.attach(paper, Mark.ENDED)
            act.record(MatterEnded, Office.COMMUNE, ending=ending, reason=reason)

        take(self._desk, actor, matter, "matter.abolish", form, make)

    def end(
        self, actor: Actor, matter: str, ending: Ending, reason: str, form: str = "", *,
        paper: NewDocument | None = None,
    ) -> None:  # fmt: skip
        """The matter ends before it is carried out, for a public reason; households are asked nothing more about it.

        ``Invalid`` at ``proof`` where it is the commune that ended it, and its paper is not there.
        """
        reason = public_reason(reason)
        if ending in BY_COMMUNE and paper is None:
            raise Invalid({"proof": "paper-missing"})
        if paper is not None:
            check_documents([paper])

        def make(act: Act) -> None:
            if paper is not None:
                act.attach(paper, Mark.ENDED)
            act.record(MatterEnded, Office.HEAD, ending=ending, reason=reason)

        take(self._desk, actor, matter, "matter.lead", form, make)
        close_subjects_about(self._desk, actor.commune, matter)
