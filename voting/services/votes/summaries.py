"""What anyone may know of a vote: its index in the database, and what the books say of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from voting.ballots.tally import parse_result
from voting.law import wording
from voting.law.majority import Majority, needed
from voting.law.outcome import DECIDES_NOTHING, OPINION
from voting.law.practice import PRACTICE
from voting.law.sentence import Sentence
from voting.record.entries.count import ResultDeclared
from voting.record.entries.entry import Book, Entry
from voting.record.entries.parsing import parse_entry
from voting.record.facts import Phase, Tallies
from voting.record.facts import Vote as Known
from voting.services.checkpoints import Confirmation, confirmations
from voting.services.desk import Desk, find_village
from voting.services.lookups import COMMUNE_BOOK, VOTE, read_fact, tallies_in
from voting.services.votes.plan import Plan, Question
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.votes import DocumentInfo as Document
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
    """A vote for pages and the interface. One that ``decides`` nothing (opinion, practice) needs no households.

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
    confirmed: Confirmation | None = None

    @property
    def opinion(self) -> bool:
        """Whether it only asks what the households think."""
        return self.majority == OPINION

    @property
    def practice(self) -> bool:
        """Whether it is none but in form: people practise."""
        return self.majority == PRACTICE

    @property
    def decides(self) -> bool:
        """Whether its numbers decide something."""
        return self.majority not in DECIDES_NOTHING

    @property
    def rule(self) -> Sentence:
        """What it takes to pass; of a vote that decides nothing, that it does not."""
        if self.practice:
            return wording.PRACTICE
        if self.opinion:
            return wording.OPINION
        return wording.rule(self.needed, self.households)

    @property
    def vouched(self) -> Sentence:
        """Who has confirmed the result, and when; or that nobody who watches has, so far."""
        if self.confirmed is None:
            return wording.UNCONFIRMED
        return wording.confirmed(self.confirmed.by, self.confirmed.at_utc)

    @property
    def result(self) -> Sentence:
        """What was decided, or what the households think; of a vote without its numbers yet, `ValueError`."""
        if self.outcome is None:
            raise ValueError(f"vote {self.uuid} has no result")
        counted = [
            wording.Counted(
                one.answers, found.counts, found.blanks, dict(zip(one.proposals, found.passed, strict=True))
            )
            for one, found in zip(self.questions, self.outcome, strict=True)
        ]
        if self.practice:
            return wording.practised(counted)
        if self.opinion:
            return wording.opinion(counted)
        return wording.outcome(counted, needed=self.needed, households=self.households)


def summaries(desk: Desk, tx: Transaction, votes: Sequence[Vote]) -> tuple[VoteSummary, ...]:
    """The summaries of these votes of one commune, in their order: so many statements, however many votes."""
    villages = {code: find_village(tx, code) for code in {vote.village_code for vote in votes}}
    return tuple(
        told(vote, villages[vote.village_code], desk.now(), said)
        for vote, said in zip(votes, _said_of(tx, votes), strict=True)
    )


def summary(desk: Desk, tx: Transaction, vote: Vote) -> VoteSummary:
    """One vote as it stands now."""
    return summaries(desk, tx, [vote])[0]


@dataclass(frozen=True)
class Said:
    """What the books say of a vote, read for one vote or for many at once."""

    tallies: Tallies | None
    result: Entry | None
    final: bool
    documents: tuple[DocumentInfo, ...] = ()
    confirmed: Confirmation | None = None


def _said_of(tx: Transaction, votes: Sequence[Vote]) -> Iterator[Said]:
    if not votes:
        return
    commune, uuids = votes[0].commune_id, [one.uuid for one in votes]
    known = {key: read_fact(Known, text) for key, text in tx.facts.some(commune, COMMUNE_BOOK, VOTE, uuids).items()}
    results = {key: one.result for key, one in known.items() if one.result is not None}
    entries = tx.log.entries_at(commune, list(results.values()))
    tallies, documents = tx.log.facts_of(commune, uuids), tx.votes.documents_of(commune, uuids)
    confirmed = confirmations(tx, commune, list(results.values()))
    for uuid in uuids:
        place = results.get(uuid)
        yield Said(
            tallies_in(tallies.get(uuid, "")),
            None if place is None else parse_entry(entries[place].raw, Book.COMMUNE),
            place in confirmed,
            _documents(documents.get(uuid, ()), dict(known[uuid].corrected) if uuid in known else {}),
            None if place is None else confirmed.get(place),
        )


def told(vote: Vote, village: Village, now: datetime, said: Said) -> VoteSummary:
    """A vote as it is known now; reads nothing."""
    plan, households = Plan.read(vote.plan), vote.households or 0
    opens, closes = window_of(vote)
    return VoteSummary(
        uuid=vote.uuid,
        commune=vote.commune_id,
        village=village.code,
        village_name=village.name,
        unit_kind=village.unit_kind,
        title=vote.title,
        description=vote.description,
        questions=plan.questions,
        state=stage_at(vote, now),
        opens_at_utc=opens,
        closes_at_utc=closes,
        households=households,
        needed=0 if plan.majority in DECIDES_NOTHING else needed(Majority(plan.majority), households),
        majority=plan.majority,
        citation=plan.citation,
        ballots=said.tallies.ballots if said.tallies else 0,
        voted=said.tallies.voted if said.tallies else 0,
        outcome=None if said.result is None else _outcome(plan, said.result),
        final=said.final,
        documents=said.documents,
        confirmed=said.confirmed,
    )


def _documents(rows: Sequence[Document], corrected: dict[str, str]) -> tuple[DocumentInfo, ...]:
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


def _outcome(plan: Plan, entry: Entry) -> tuple[QuestionOutcome, ...]:
    """What the record's ``result`` entry says."""
    if not isinstance(entry, ResultDeclared):
        raise TypeError(f"no result but {entry.type}")
    counts = parse_result(entry.result.encode()).counts
    outcomes = []
    judgements = entry.outcome.get("questions", [()] * len(counts))  # none of an opinion vote
    for question, numbers, judged in zip(plan.questions, counts, judgements, strict=True):
        answers, blanks = (numbers[1:], numbers[0]) if question.blank else (numbers, None)
        outcomes.append(QuestionOutcome(answers, blanks, tuple(one["passed"] for one in judged)))
    return tuple(outcomes)


def window_of(vote: Vote) -> tuple[datetime, datetime]:
    """Opening and closing time."""
    if vote.opens_at_utc is None or vote.closes_at_utc is None:
        raise ValueError(f"vote {vote.uuid} has no times")
    return vote.opens_at_utc, vote.closes_at_utc
