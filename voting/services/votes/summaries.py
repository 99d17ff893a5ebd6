"""What anyone may know of a vote: its index in the database, and what the books say of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from voting.ballots.tally import parse_result
from voting.law import wording
from voting.law.majority import Majority, needed
from voting.law.sentence import Sentence
from voting.record.entries.count import ResultDeclared
from voting.record.facts import Phase
from voting.services.checkpoints import is_final
from voting.services.desk import Desk, find_village
from voting.services.lookups import entry_at, tallies_of, vote_facts
from voting.services.votes.plan import Plan, Question
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.votes import Vote


class Stage(StrEnum):
    """Where a vote stands for people; spelled as the interface and pages have it."""

    UPCOMING = "upcoming"
    OPEN = "open"
    COUNTING = "counting"
    DECIDED = "decided"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class QuestionOutcome:
    """The count of a question: by answer, the blanks apart (``None`` where not allowed), and which proposals passed."""

    counts: tuple[int, ...]
    blanks: int | None
    passed: tuple[bool, ...]


@dataclass(frozen=True)
class DocumentInfo:
    """A paper shown with a vote, without its bytes; ``sha256`` is 32 bytes, ``replaced_by`` (hex) the paper that a
    correction put in its place, empty where it holds."""

    sha256: bytes
    name: str
    media_type: str
    replaced_by: str


@dataclass(frozen=True)
class VoteSummary:
    """A vote for pages and the interface.

    ``ballots`` counts accepted ballots, ``voted`` households; ``outcome`` is what the record's ``result`` says, none
    before it; ``final`` once the policy's quorum has co-signed a checkpoint of the commune's book that carries it.
    """

    uuid: str
    commune: str
    village: str
    village_name: str
    unit_kind: str
    title: str
    description: str
    questions: tuple[Question, ...]
    state: Stage
    opens_at_utc: datetime
    closes_at_utc: datetime
    households: int
    needed: int
    majority: str
    citation: str
    ballots: int
    voted: int
    outcome: tuple[QuestionOutcome, ...] | None
    final: bool
    documents: tuple[DocumentInfo, ...]

    @property
    def rule(self) -> Sentence:
        """What it takes to pass."""
        return wording.rule(self.needed, self.households)

    @property
    def result(self) -> Sentence:
        """What was decided, in one sentence; of a vote that is not decided yet, `ValueError`."""
        if self.outcome is None:
            raise ValueError(f"vote {self.uuid} has no result")
        counted = [
            wording.Counted(
                one.answers, found.counts, found.blanks, dict(zip(one.proposals, found.passed, strict=True))
            )
            for one, found in zip(self.questions, self.outcome, strict=True)
        ]
        return wording.outcome(counted, needed=self.needed, households=self.households)


def summaries(desk: Desk, tx: Transaction, votes: tuple[Vote, ...]) -> tuple[VoteSummary, ...]:
    """The summaries of these votes, in their order."""
    villages = {code: find_village(tx, code) for code in {vote.village_code for vote in votes}}
    return tuple(_summary(desk, tx, vote, villages[vote.village_code]) for vote in votes)


def summary(desk: Desk, tx: Transaction, vote: Vote) -> VoteSummary:
    """One vote as it stands now."""
    return _summary(desk, tx, vote, find_village(tx, vote.village_code))


def _summary(desk: Desk, tx: Transaction, vote: Vote, village: Village) -> VoteSummary:
    plan, households = Plan.read(vote.plan), vote.households or 0
    opens, closes = window_of(vote)
    known = vote_facts(tx, vote.commune_id, vote.uuid)
    tallies = tallies_of(tx.log.head(vote.commune_id, vote.uuid))
    result = known.result if known else None
    return VoteSummary(
        uuid=vote.uuid,
        commune=vote.commune_id,
        village=village.code,
        village_name=village.name,
        unit_kind=village.unit_kind,
        title=vote.title,
        description=vote.description,
        questions=plan.questions,
        state=stage_at(vote, desk.now()),
        opens_at_utc=opens,
        closes_at_utc=closes,
        households=households,
        needed=needed(Majority(plan.majority), households),
        majority=plan.majority,
        citation=plan.citation,
        ballots=tallies.ballots if tallies else 0,
        voted=tallies.voted if tallies else 0,
        outcome=None if result is None else _outcome(tx, vote, plan, result),
        final=is_final(tx, vote.commune_id, result),
        documents=_documents(tx, vote, dict(known.corrected) if known else {}),
    )


def _documents(tx: Transaction, vote: Vote, corrected: dict[str, str]) -> tuple[DocumentInfo, ...]:
    rows = tx.votes.documents(vote.commune_id, vote.uuid)
    return tuple(
        DocumentInfo(row.sha256, row.name, row.media_type, corrected.get(row.sha256.hex(), "")) for row in rows
    )


def stage_at(vote: Vote, now: datetime) -> Stage:
    """Where a vote stands: one in the record may still be upcoming, and is counting from its last minute."""
    opens, closes = window_of(vote)
    if vote.state != Phase.OPEN:
        return {Phase.DECIDED.value: Stage.DECIDED, Phase.CANCELLED.value: Stage.CANCELLED}.get(
            vote.state, Stage.COUNTING
        )
    if now < opens:
        return Stage.UPCOMING
    return Stage.OPEN if now < closes else Stage.COUNTING


def _outcome(tx: Transaction, vote: Vote, plan: Plan, index: int) -> tuple[QuestionOutcome, ...]:
    """What the record's ``result`` entry says."""
    entry = entry_at(tx, vote.commune_id, index)
    if not isinstance(entry, ResultDeclared):
        raise TypeError(f"entry {index} is no result but {entry.type}")
    counts = parse_result(entry.result.encode()).counts
    outcomes = []
    for question, numbers, judged in zip(plan.questions, counts, entry.outcome["questions"], strict=True):
        answers, blanks = (numbers[1:], numbers[0]) if question.blank else (numbers, None)
        outcomes.append(QuestionOutcome(answers, blanks, tuple(one["passed"] for one in judged)))
    return tuple(outcomes)


def window_of(vote: Vote) -> tuple[datetime, datetime]:
    """Opening and closing time."""
    if vote.opens_at_utc is None or vote.closes_at_utc is None:
        raise ValueError(f"vote {vote.uuid} has no times")
    return vote.opens_at_utc, vote.closes_at_utc
