"""Rules about the road of a matter up to its vote: each step asks `law.road` whether it may follow (LAW.md 5).

Clocks are not judged here: that a paper came late is shown, but it does not undo what was decided.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from voting.law.clocks import value_of
from voting.law.deadlines import months_after
from voting.law.errors import BadCount
from voting.law.initiatives import is_carried
from voting.law.majority import Majority, reached
from voting.law.matters import MATTERS, Channel
from voting.law.periods import day_of
from voting.law.road import STEPS, Mark, Office, may_follow
from voting.record.changes import CommuneChange
from voting.record.entries.entry import Entry
from voting.record.entries.matter import (
    MatterAgreed,
    MatterAnnounced,
    MatterBacked,
    MatterClassified,
    MatterInformed,
    MatterPolled,
    MatterProposed,
    MatterRaised,
    MatterRoll,
    MatterTeam,
    MatterVote,
)
from voting.record.entries.vote import VoteOpened
from voting.record.errors import OutOfOrder, RollOutdated, StepMissing, WrongStep
from voting.record.facts import Matter, Subject
from voting.record.lookups import CommuneBook, Context
from voting.record.rules.road import WAYS, addressed, changed, flag, marked, matter_in, one_of
from voting.record.rules.shared import village_of
from voting.record.subject_kinds import NO, YES

BY_CARD = "card"
POLL_WAYS = (BY_CARD, "group", "visits")
"""How the households were asked about the form: by card, in the village's own group, or one by one."""


def matter_raised(book: CommuneBook, entry: MatterRaised, _: Context) -> CommuneChange:
    """LAW.md 3: households raise it, of a frozen roll; what they are asked to consent to is fixed from here."""
    village = village_of(book, entry)
    if book.matter(entry.matter) is not None:
        raise WrongStep(f"matter {entry.matter} was raised or proposed before")
    if not village.households:
        raise OutOfOrder("consents are counted against a frozen roll")
    raised = marked(Matter(entry.village, ()), entry, Mark.RAISED)
    return changed(entry, replace(raised, raised=entry.content))


def matter_backed(book: CommuneBook, entry: MatterBacked, _: Context) -> CommuneChange:
    """LAW.md 3: the Front committee's own act, from its head's account."""
    return changed(entry, marked(matter_in(book, entry), entry, Mark.BACKED))


def matter_proposed(book: CommuneBook, entry: MatterProposed, _: Context) -> CommuneChange:
    """LAW.md 3: head, Front committee, commune; or households, a tenth of them or fewer whom the Front backs."""
    village, known = village_of(book, entry), book.matter(entry.matter)
    if known is not None and (known.village != entry.village or not may_follow(known.marks, Mark.PROPOSED)):
        raise WrongStep(f"matter {entry.matter} was proposed before, or has ended")
    if entry.by not in STEPS[Mark.PROPOSED].offices:
        raise WrongStep(f"{entry.by!r} does not propose matters")
    flag(entry.backed, "backed")
    if len(entry.annex) > 1:
        raise WrongStep("more than one list of who consented")
    if entry.by == Office.CITIZENS:
        _require_theirs(book, entry, known or Matter(entry.village, ()))
        _require_carried(entry, village.households)
    elif known is not None or entry.consents or entry.backed or entry.counted_in or entry.annex:
        raise WrongStep("consents belong to a proposal of the citizens")
    before = known or Matter(entry.village, ())
    return changed(entry, Matter(entry.village, (*before.marks, Mark.PROPOSED), petitions=before.petitions))


def _require_theirs(book: CommuneBook, entry: MatterProposed, raised: Matter) -> None:
    """The words are those that households consented to, and consents by card are as many as their subject counted."""
    if bool(entry.backed) != (Mark.BACKED in raised.marks):
        raise WrongStep("the Front's backing is an act of its own")
    if raised.raised and entry.content != raised.raised:
        raise WrongStep("not the words that the households were asked to consent to")
    if entry.counted_in != raised.asked:
        raise WrongStep(f"the consents are those of subject {raised.asked or 'none'}")
    if not entry.counted_in:
        return
    subject = _closed(book, entry.counted_in)
    if entry.consents != subject.count(YES):
        raise WrongStep(f"{entry.consents} consents, the subject has {subject.count(YES)}")
    last = months_after(day_of(subject.opened_at), value_of("consent.validity"))
    if day_of(entry.at) > last:
        raise WrongStep("consents of more than three months ago")


def _closed(book: CommuneBook, subject_id: str) -> Subject:
    subject = book.subject(subject_id)
    if subject is None or subject.closing is None:
        raise StepMissing(f"subject {subject_id} is not closed yet")
    return subject


def _require_carried(entry: MatterProposed, households: int) -> None:
    try:
        carried = is_carried(entry.consents, households, backed=bool(entry.backed)) and entry.consents <= households
    except BadCount as error:
        raise OutOfOrder("consents are counted against a frozen roll") from error
    if not carried:
        raise WrongStep(f"{entry.consents} of {households} households do not carry a proposal")


def matter_classified(book: CommuneBook, entry: MatterClassified, _: Context) -> CommuneChange:
    """LAW.md 2: only clause 6 goes online; 0 stands for what is not the village's alone."""
    matter = matter_in(book, entry)
    clause = MATTERS.get(entry.clause)
    channels = (Channel.COMMUNE,) if entry.clause == 0 else clause.channels if clause else ()
    if entry.channel not in channels:
        raise WrongStep(f"clause {entry.clause} of Article 15 does not go by {entry.channel!r}")
    online = entry.channel == Channel.ONLINE
    further = marked(matter, entry, Mark.ONLINE if online else Mark.ELSEWHERE)
    return changed(entry, replace(further, clause=entry.clause, channel=entry.channel))


def matter_agreed(book: CommuneBook, entry: MatterAgreed, _: Context) -> CommuneChange:
    """LAW.md 5, #3: each for their own office."""
    matter = matter_in(book, entry)
    flag(entry.joint, "joint")
    return changed(entry, marked(matter, entry, Mark.AGREED_HEAD if entry.by == Office.HEAD else Mark.AGREED_FRONT))


def matter_informed(book: CommuneBook, entry: MatterInformed, _: Context) -> CommuneChange:
    """LAW.md 5, #4: the People's Committee and the Front of the commune, both before it is done."""
    matter = matter_in(book, entry)
    one_of(entry.way, WAYS, "way")
    marks = {Office.COMMUNE: Mark.INFORMED_COMMUNE, Office.COMMUNE_FRONT: Mark.INFORMED_FRONT}
    return changed(entry, marked(matter, entry, addressed(marks, entry.to)))


def matter_team(book: CommuneBook, entry: MatterTeam, _: Context) -> CommuneChange:
    """LAW.md 5, #5: three to five, all four kinds among them, led by a representative of the Front."""
    matter = matter_in(book, entry)
    if not value_of("team.least") <= entry.members <= value_of("team.most"):
        raise WrongStep(f"a team of {entry.members}")
    kinds = (entry.of_village, entry.of_front, entry.of_households, entry.of_it)
    if not all(1 <= kind <= entry.members for kind in kinds) or sum(kinds) < entry.members:
        raise WrongStep("the team lacks one of its four kinds of member")
    if entry.leader != Office.FRONT:
        raise WrongStep("the team is led by a representative of the Front committee")
    return changed(entry, marked(matter, entry, Mark.TEAM))


def matter_roll(book: CommuneBook, entry: MatterRoll, _: Context) -> CommuneChange:
    """LAW.md 5, #6: the village's present roll, and every objection to it answered."""
    matter, village = matter_in(book, entry), book.village(entry.village)
    if village.outdated:
        raise RollOutdated("households have come from another village since the roll was frozen")
    if not village.roll or entry.roll != village.roll:
        raise WrongStep(f"entry {entry.roll} froze no roll of the village, or not its last")
    if entry.households != village.households:
        raise WrongStep(f"{entry.households} households, the frozen roll has {village.households}")
    if village.reviews:
        raise StepMissing("households are still looking through the roll")
    if entry.objections != village.objections:
        raise WrongStep(f"{entry.objections} objections, the subjects have {village.objections}")
    if entry.answered != entry.objections:
        raise WrongStep(f"{entry.answered} of {entry.objections} objections are answered")
    return changed(entry, replace(marked(matter, entry, Mark.ROLL), roll=entry.roll))


def matter_polled(book: CommuneBook, entry: MatterPolled, _: Context) -> CommuneChange:
    """LAW.md 5, #7: more than half of all households want it online; otherwise a meeting is needed."""
    matter, village = matter_in(book, entry), book.village(entry.village)
    one_of(entry.way, POLL_WAYS, "way")
    if not 1 <= entry.households == village.households or entry.in_favour + entry.against > entry.households:
        raise WrongStep(f"{entry.in_favour} + {entry.against} of {village.households} households")
    if bool(entry.counted_in) != (entry.way == BY_CARD) or entry.counted_in != matter.asked:
        raise WrongStep(f"the poll is that of subject {matter.asked or 'none'}")
    if entry.counted_in:
        subject = _closed(book, entry.counted_in)
        if (entry.in_favour, entry.against) != (subject.count(YES), subject.count(NO)):
            raise WrongStep("not the numbers that the subject was closed with")
    online = reached(Majority.MORE_THAN_HALF, entry.in_favour, entry.households)
    return changed(entry, marked(matter, entry, Mark.FORM_ONLINE if online else Mark.FORM_MEETING))


def matter_announced(book: CommuneBook, entry: MatterAnnounced, _: Context) -> CommuneChange:
    """LAW.md 5, #8: from here the content is fixed by its hash, and when households may vote."""
    matter = matter_in(book, entry)
    if not entry.at <= entry.opens_at < entry.closes_at:
        raise WrongStep("a vote is announced before it opens, and opens before it closes")
    told = replace(marked(matter, entry, Mark.ANNOUNCED), content=entry.content)
    return changed(entry, replace(told, opens_at=entry.opens_at, closes_at=entry.closes_at))


def matter_vote(book: CommuneBook, entry: MatterVote, _: Context) -> CommuneChange:
    """LAW.md 5, #9: one vote for a matter, which is opened after this."""
    matter = matter_in(book, entry)
    if book.vote(entry.uuid) is not None or book.matter_of(entry.uuid) is not None:
        raise WrongStep(f"vote {entry.uuid} decides something else")
    return changed(entry, replace(marked(matter, entry, Mark.VOTE), vote=entry.uuid))


def announced(book: CommuneBook, opened: VoteOpened, content: str) -> None:
    """What a ``vote-opened`` rests on: its matter, announced with this very content and time; else ``StepMissing``."""
    uuid, village = opened.vote, opened.village
    found = book.matter_of(uuid)
    matter = None if found is None else book.matter(found)
    if matter is None or matter.village != village or Mark.VOTE not in matter.marks or Mark.ENDED in matter.marks:
        raise StepMissing(f"vote {uuid} is of no matter that has come so far")
    if matter.content != content:
        raise WrongStep("not what was announced")
    opens_at = max(matter.opens_at or opened.at, opened.at)
    if (opened.opens_at, opened.closes_at) != (opens_at, matter.closes_at):
        raise WrongStep("not when it was announced")


RULES: dict[type[Entry], Callable[[CommuneBook, Any, Context], CommuneChange]] = {
    MatterRaised: matter_raised,
    MatterBacked: matter_backed,
    MatterProposed: matter_proposed,
    MatterClassified: matter_classified,
    MatterAgreed: matter_agreed,
    MatterInformed: matter_informed,
    MatterTeam: matter_team,
    MatterRoll: matter_roll,
    MatterPolled: matter_polled,
    MatterAnnounced: matter_announced,
    MatterVote: matter_vote,
}
