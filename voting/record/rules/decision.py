"""Rules about what becomes of a matter: the decision after a vote, a meeting or slips instead, and what follows."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from voting.law.majority import reached
from voting.law.matters import COUNTED_ON_PAPER, MATTERS, ONLINE_CLAUSE, SHOWINGS, Channel
from voting.law.matters import Matter as Clause
from voting.law.road import AFTER_TURNING, BY_COMMUNE, JUDGES, Ending, Mark, Office, may_end
from voting.record.changes import CommuneChange
from voting.record.entries.count import ResultDeclared
from voting.record.entries.decision import (
    MatterCarriedOut,
    MatterConvened,
    MatterEnded,
    MatterHeld,
    MatterMinuted,
    MatterPublished,
    MatterRecognised,
    MatterReported,
    MatterResolved,
    MatterSent,
    MatterTurned,
)
from voting.record.entries.entry import Entry
from voting.record.errors import OutOfOrder, StepMissing, WrongStep
from voting.record.facts import Matter, Phase, Vote
from voting.record.lookups import CommuneBook, Context
from voting.record.rules.road import WAYS, addressed, changed, flag, marked, matter_in, one_of
from voting.record.rules.shared import require_text


def matter_minuted(book: CommuneBook, entry: MatterMinuted, _: Context) -> CommuneChange:
    """LAW.md 5, #10: once the vote has its figures."""
    matter = matter_in(book, entry)
    further = marked(matter, entry, Mark.MINUTED)
    _decided(book, matter)
    return changed(entry, further)


def matter_resolved(book: CommuneBook, entry: MatterResolved, _: Context) -> CommuneChange:
    """LAW.md 5, #11: it says what the result says, question by question."""
    matter = matter_in(book, entry)
    further = marked(matter, entry, Mark.PASSED if entry.passed else Mark.NOT_PASSED)
    result = book.entry(_decided(book, matter).result or 0)
    judged = result.outcome["questions"] if isinstance(result, ResultDeclared) else []
    passed = sum(all(one["passed"] for one in answers) for answers in judged if answers)
    if (entry.questions, entry.passed) != (len(judged), passed):
        raise WrongStep(f"{entry.passed} of {entry.questions} questions passed, the result has {passed}")
    return changed(entry, further)


def matter_turned(book: CommuneBook, entry: MatterTurned, _: Context) -> CommuneChange:
    """LAW.md 5, exits: to a meeting or slips, from which it begins anew."""
    matter = matter_in(book, entry)
    one_of(entry.channel, (Channel.MEETING, Channel.SLIPS), "channel")
    require_text(entry.reason, "reason", line_breaks=True)
    further = marked(matter, entry, Mark.TURNED)
    return changed(entry, replace(further, marks=AFTER_TURNING, channel=entry.channel, content="", vote="", dates=()))


def matter_convened(book: CommuneBook, entry: MatterConvened, _: Context) -> CommuneChange:
    """LAW.md 6: announced before it is held, in the channel the matter goes by."""
    matter = matter_in(book, entry)
    if entry.channel != matter.channel or entry.channel not in {Channel.MEETING, Channel.SLIPS}:
        raise WrongStep(f"the matter goes by {matter.channel!r}")
    if entry.held_at <= entry.at:
        raise WrongStep("announced after it was held")
    return changed(entry, marked(matter, entry, Mark.CONVENED))


def matter_held(book: CommuneBook, entry: MatterHeld, _: Context) -> CommuneChange:
    """LAW.md 1, 6: of all households, by the majority of its clause; in a way of its channel, with the minutes of the
    count that this way leaves."""
    matter, village = matter_in(book, entry), book.village(entry.village)
    flag(entry.passed, "passed")
    one_of(entry.showing, SHOWINGS.get(matter.channel, ()), "showing")
    minutes = tuple(one for one in entry.papers if one in entry.count)
    if bool(entry.count) != (entry.showing in COUNTED_ON_PAPER) or minutes != entry.count:
        raise WrongStep(f"{len(entry.count)} minutes of a count by {entry.showing!r}, or not among its papers")
    said = entry.in_favour + entry.against + entry.other
    if not 1 <= village.households == entry.households or not said <= entry.present <= entry.households:
        raise WrongStep(f"{said} answers of {entry.present} present, {village.households} households")
    if bool(entry.passed) != reached(_clause(matter).majority, entry.in_favour, entry.households):
        raise WrongStep("the majority of its clause says otherwise")
    return changed(entry, marked(matter, entry, Mark.PASSED if entry.passed else Mark.NOT_PASSED))


def matter_recognised(book: CommuneBook, entry: MatterRecognised, _: Context) -> CommuneChange:
    """LAW.md 2: clauses 3, 4, 5 wait for it; a refusal gives its reason. By whom it came to, or the head."""
    matter = matter_in(book, entry)
    flag(entry.recognised, "recognised")
    judge, received = JUDGES.get(_clause(matter).takes_effect, (None, None))
    if judge is None:
        raise WrongStep(f"clause {matter.clause} needs no recognition")
    if entry.by not in {judge, Office.HEAD}:
        raise WrongStep(f"clause {matter.clause} is not recognised by {entry.by!r}")
    if entry.by == judge and received not in matter.marks:
        raise StepMissing(f"the decision has not come to {entry.by!r}")
    require_text(entry.reason, "reason", line_breaks=True)
    return changed(entry, marked(matter, entry, Mark.RECOGNISED if entry.recognised else Mark.NOT_RECOGNISED))


def matter_published(book: CommuneBook, entry: MatterPublished, _: Context) -> CommuneChange:
    """LAW.md 5, #12."""
    if entry.until <= entry.at:
        raise WrongStep("made public until a moment that is over")
    return changed(entry, marked(matter_in(book, entry), entry, Mark.PUBLISHED))


def matter_sent(book: CommuneBook, entry: MatterSent, _: Context) -> CommuneChange:
    """LAW.md 5, #13."""
    one_of(entry.way, WAYS, "way")
    marks = {Office.COMMUNE: Mark.SENT_COMMUNE, Office.COMMUNE_FRONT: Mark.SENT_FRONT}
    return changed(entry, marked(matter_in(book, entry), entry, addressed(marks, entry.to)))


def matter_carried_out(book: CommuneBook, entry: MatterCarriedOut, _: Context) -> CommuneChange:
    """LAW.md 5, #14; nothing is carried out that waits for recognition."""
    matter = matter_in(book, entry)
    waits = matter.clause and _clause(matter).takes_effect in JUDGES
    if waits and Mark.RECOGNISED not in matter.marks:
        raise StepMissing("the decision is not recognised yet")
    return changed(entry, marked(matter, entry, Mark.CARRIED_OUT))


def matter_reported(book: CommuneBook, entry: MatterReported, _: Context) -> CommuneChange:
    """LAW.md 5, #14."""
    return changed(entry, marked(matter_in(book, entry), entry, Mark.REPORTED))


def matter_ended(book: CommuneBook, entry: MatterEnded, _: Context) -> CommuneChange:
    """LAW.md 5, exits; a vote that is open is cancelled first."""
    matter = matter_in(book, entry)
    require_text(entry.reason, "reason", line_breaks=True)
    one_of(entry.ending, tuple(Ending), "ending")
    further = marked(matter, entry, Mark.ENDED)
    if entry.ending in BY_COMMUNE and not entry.papers:
        raise WrongStep(f"{entry.ending} without the commune's own paper")
    vote = book.vote(matter.vote) if matter.vote else None
    if vote is not None and vote.phase not in {Phase.DECIDED, Phase.CANCELLED}:
        raise OutOfOrder("the vote of the matter is under way")
    if not may_end(matter.marks, Ending(entry.ending)):
        raise WrongStep(f"a matter that has come so far does not end as {entry.ending}")
    return changed(entry, further)


def _decided(book: CommuneBook, matter: Matter) -> Vote:
    vote = book.vote(matter.vote)
    if vote is None or vote.phase is not Phase.DECIDED:
        raise StepMissing("the vote has no result yet")
    return vote


def _clause(matter: Matter) -> Clause:
    clause = MATTERS.get(matter.clause or ONLINE_CLAUSE)
    if clause is None:
        raise WrongStep(f"no clause {matter.clause}")
    return clause


RULES: dict[type[Entry], Callable[[CommuneBook, Any, Context], CommuneChange]] = {
    MatterMinuted: matter_minuted,
    MatterResolved: matter_resolved,
    MatterTurned: matter_turned,
    MatterConvened: matter_convened,
    MatterHeld: matter_held,
    MatterRecognised: matter_recognised,
    MatterPublished: matter_published,
    MatterSent: matter_sent,
    MatterCarriedOut: matter_carried_out,
    MatterReported: matter_reported,
    MatterEnded: matter_ended,
}
