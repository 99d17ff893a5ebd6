"""What anyone may know of a vote: the index in the database, beside what the record's own rows count."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from voting.law.majority import Majority, needed
from voting.record.state import Phase
from voting.services.checkpoints import is_final
from voting.services.desk import Desk, find_village
from voting.storage.database import Transaction
from voting.storage.votes import Vote


@dataclass(frozen=True)
class Question:
    """A question as put to the households; ``proposals`` are the answers (from 0) put to the majority."""

    text: str
    answers: tuple[str, ...]
    minimum: int
    maximum: int
    blank: bool
    proposals: tuple[int, ...]


@dataclass(frozen=True)
class QuestionOutcome:
    """The count of a question: by answer, the blanks apart (``None`` where not allowed), and which proposals passed."""

    counts: tuple[int, ...]
    blanks: int | None
    passed: tuple[bool, ...]


@dataclass(frozen=True)
class DocumentInfo:
    """A paper shown with a vote, without its bytes; ``sha256`` is 32 bytes."""

    sha256: bytes
    name: str
    media_type: str


@dataclass(frozen=True)
class VoteSummary:
    """A vote for pages and the interface. ``state``: upcoming, open, counting, decided or cancelled.

    ``ballots`` counts accepted ballots, ``voted`` households; ``outcome`` is ``None`` until decided; ``final`` once the
    closing's checkpoint is co-signed by the policy's quorum.
    """

    uuid: str
    commune: str
    village: str
    village_name: str
    unit_kind: str
    title: str
    description: str
    questions: tuple[Question, ...]
    state: str
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


def summaries(desk: Desk, tx: Transaction, votes: tuple[Vote, ...]) -> tuple[VoteSummary, ...]:
    """The summaries of these votes, in their order."""
    return tuple(summary(desk, tx, vote) for vote in votes)


def summary(desk: Desk, tx: Transaction, vote: Vote) -> VoteSummary:
    """One vote as it stands now."""
    village = find_village(tx, vote.village_code)
    households = vote.households or 0
    opens, closes = _window(vote)
    return VoteSummary(
        uuid=vote.uuid,
        commune=vote.commune_id,
        village=village.code,
        village_name=village.name,
        unit_kind=village.unit_kind,
        title=vote.title,
        description=vote.description,
        questions=questions_of(vote.plan),
        state=state_at(vote, desk.now()),
        opens_at_utc=opens,
        closes_at_utc=closes,
        households=households,
        needed=needed(Majority(vote.plan["majority"]), households),
        majority=vote.plan["majority"],
        citation=vote.plan["citation"],
        ballots=tx.ballots.count(vote.commune_id, vote.uuid),
        voted=tx.ballots.count_households(vote.commune_id, vote.uuid),
        outcome=_outcome(vote.plan),
        final=is_final(tx, vote.commune_id, vote.plan.get("closed_index")),
        documents=_documents(tx, vote),
    )


def _documents(tx: Transaction, vote: Vote) -> tuple[DocumentInfo, ...]:
    rows = tx.votes.documents(vote.commune_id, vote.uuid)
    return tuple(DocumentInfo(row.sha256, row.name, row.media_type) for row in rows)


def state_at(vote: Vote, now: datetime) -> str:
    """The vote's state for people: a vote in the record may still be upcoming, and is counting from its last minute."""
    opens, closes = _window(vote)
    if vote.state != Phase.OPEN:
        return {Phase.DECIDED.value: "decided", Phase.CANCELLED.value: "cancelled"}.get(vote.state, "counting")
    if now < opens:
        return "upcoming"
    return "open" if now < closes else "counting"


def questions_of(plan: Any) -> tuple[Question, ...]:
    """The questions kept in a vote's plan."""
    return tuple(
        Question(one["text"], tuple(one["answers"]), one["minimum"], one["maximum"], one["blank"],
                 tuple(one["proposals"]))
        for one in plan["questions"]
    )  # fmt: skip


def _outcome(plan: Any) -> tuple[QuestionOutcome, ...] | None:
    if "counts" not in plan:
        return None
    outcomes = []
    for question, numbers, judged in zip(questions_of(plan), plan["counts"], plan["passed"], strict=True):
        answers, blanks = (numbers[1:], numbers[0]) if question.blank else (numbers, None)
        outcomes.append(QuestionOutcome(tuple(answers), blanks, tuple(judged)))
    return tuple(outcomes)


def _window(vote: Vote) -> tuple[datetime, datetime]:
    if vote.opens_at_utc is None or vote.closes_at_utc is None:
        raise ValueError(f"vote {vote.uuid} has no times")
    return vote.opens_at_utc, vote.closes_at_utc
