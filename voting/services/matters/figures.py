"""The figures a matter was decided by, as its papers give them: of its vote, of a meeting, of slips."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from voting.law.choices import Meaning, meaning_of
from voting.law.majority import needed
from voting.law.matters import MATTERS, ONLINE_CLAUSE, Matter, Showing
from voting.law.road import Mark
from voting.papers import decision, meeting
from voting.papers.decision import Answered, Numbers
from voting.papers.meeting import Held
from voting.papers.sheet import Sheet
from voting.record.entries.decision import MatterHeld
from voting.services.desk import find_vote
from voting.services.errors import Conflict
from voting.services.lookups import entry_at
from voting.services.matters.steps import Act, matter_facts
from voting.services.votes.summaries import summary


def clause_of(act: Act) -> Matter:
    """The clause of Article 15 that the matter falls under; clause 6 where the books name none."""
    return MATTERS[matter_facts(act.tx, act.row).clause or ONLINE_CLAUSE]


def vote_numbers(act: Act) -> Numbers:
    """The figures of the matter's vote, from the record's result; ``Conflict`` before it."""
    uuid = matter_facts(act.tx, act.row).vote
    vote = summary(act.desk, act.tx, find_vote(act.tx, uuid)) if uuid else None
    if vote is None or vote.outcome is None:
        raise Conflict(code="step-missing")
    answers = []
    for question, found in zip(vote.questions, vote.outcome, strict=True):
        told = {meaning_of(answer): count for answer, count in zip(question.answers, found.counts, strict=True)}
        answers.append(Answered(
            question.text, told[Meaning.YES], told[Meaning.NO], told[Meaning.OTHER], vote.needed, all(found.passed)
        ))  # fmt: skip
    from_desks = act.tx.help_desks.ballots(act.row.commune_id, vote.uuid)
    return Numbers(vote.opens_at_utc, vote.closes_at_utc, vote.households, vote.voted, tuple(answers), from_desks)


def held_figures(act: Act, counted: Mapping[str, Any], households: int) -> Held:
    """What a meeting or slips gave, as it was entered or as its entry has it, of all households."""
    least, notes = needed(clause_of(act).majority, households), act.row.notes
    return Held(
        place=notes["place"], at=datetime.fromisoformat(notes["held_at"]), households=households,
        present=counted["present"], in_favour=counted["in_favour"], against=counted["against"],
        other=counted["other"], needed=least, passed=counted["in_favour"] >= least,
        showing=Showing(counted["showing"]),
    )  # fmt: skip


def posting(act: Act, until: date) -> Sheet:
    """What is posted: the figures of the vote, or of the meeting that came instead of one."""
    if (held := _held(act)) is not None:
        return meeting.posting(act.facts(), held, until)
    return decision.posting(act.facts(), vote_numbers(act), until)


def dispatch(act: Act) -> Sheet:
    """What is sent to the commune, of the vote or of the meeting."""
    if (held := _held(act)) is not None:
        return meeting.dispatch(act.facts(), held)
    return decision.dispatch(act.facts(), vote_numbers(act))


def _held(act: Act) -> Held | None:
    """The figures of the meeting or slips that decided the matter, from the commune's book; none after a vote."""
    if Mark.CONVENED not in act.marks:
        return None
    found = act.tx.log.entries_about(act.row.commune_id, act.row.id)
    last = max((one.idx for one in found if one.type == MatterHeld.type), default=None)
    entry = None if last is None else entry_at(act.tx, act.row.commune_id, last)
    if not isinstance(entry, MatterHeld):
        raise Conflict(code="step-missing")
    return held_figures(act, vars(entry), entry.households)
