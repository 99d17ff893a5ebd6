"""After the vote: minutes, decision, publication, sending, carrying out, reporting (LAW.md 5, #10 to #14)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from voting.law.road import Mark, Office
from voting.law.wording import HERE
from voting.ledger.merkle import leaf_hash
from voting.papers import decision as papers
from voting.papers.annexes import Shot, result_copy
from voting.papers.decision import Opinions
from voting.record.entries.decision import (
    MatterCarriedOut,
    MatterMinuted,
    MatterPublished,
    MatterReported,
    MatterResolved,
    MatterSent,
)
from voting.services.desk import Desk
from voting.services.errors import Conflict, Invalid
from voting.services.lookups import COMMUNE_BOOK, clock_of, vote_facts
from voting.services.matters.annexes import seal_participants
from voting.services.matters.figures import dispatch, posting, vote_numbers
from voting.services.matters.steps import Act, drafted, matter_facts, take
from voting.services.matters.words import close_words, published
from voting.services.permissions import Actor
from voting.services.typed import public_words
from voting.services.votes.drafting import NewDocument, check_documents

MOST_OPINIONS = 200
SENT = {Office.COMMUNE: Mark.SENT_COMMUNE, Office.COMMUNE_FRONT: Mark.SENT_FRONT}


class Decisions:
    """The steps of a matter after its vote has a result."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def minute(self, actor: Actor, matter: str, opinions: Sequence[str] = (), form: str = "") -> None:
        """The team's minutes, with what households said beside their ballots as the team has looked it through, and
        what else it was told; no names. ``Conflict`` "words-unread".
        """
        said = [public_words(one, "opinions") for one in opinions if one.strip()]
        if len(said) > MOST_OPINIONS:
            raise Invalid({"opinions": "text-long"})

        close_words(self._desk)

        def make(act: Act) -> None:
            words = published(act.tx, act.row.commune_id, matter_facts(act.tx, act.row).vote)
            opinions = Opinions((*words.shown, *said), words.told)
            numbers = vote_numbers(act)
            act.paper(papers.minutes(act.facts(), act.leader, numbers, opinions), Mark.MINUTED)
            act.paper(result_copy(act.facts(), act.leader, numbers, _shot(act)), Mark.MINUTED)
            act.record(MatterMinuted, Office.TEAM, participants=seal_participants(act))

        take(self._desk, actor, matter, "matter.team", form, make)

    def resolve(self, actor: Actor, matter: str, form: str = "") -> None:
        """The decision on Mẫu 03: what the result says, for four signatures."""
        take(self._desk, actor, matter, "matter.lead", form, _decide)

    def draft(self, actor: Actor, matter: str) -> bytes:
        """The decision as it would be recorded now, a page marked as a draft; ``Conflict`` before the result."""
        return drafted(self._desk, actor, matter, "matter.lead", _decide)

    def publish(self, actor: Actor, matter: str, until: date, photo: NewDocument | None = None, form: str = "") -> None:
        """The result is posted until a day, at least as long as the commune has set. ``Invalid`` at ``until``."""
        _check(photo)

        def make(act: Act) -> None:
            if (until - act.at.astimezone(HERE).date()).days < _posting_days(act):
                raise Invalid({"until": "posting-short"})
            act.paper(posting(act, until), Mark.PUBLISHED)
            if photo is not None:
                act.attach(photo, Mark.PUBLISHED)
            end = datetime.combine(until, time(23, 59), HERE).astimezone(UTC)
            act.record(MatterPublished, Office.HEAD, until=end)

        take(self._desk, actor, matter, "matter.lead", form, make)

    def send(self, actor: Actor, matter: str, to: Office, proof: NewDocument, form: str = "") -> None:
        """The decision was handed over on paper: a photograph of it, received and dated, is kept."""
        check_documents([proof])

        def make(act: Act) -> None:
            act.attach(proof, SENT[to], private=True)
            self._send(act, to, "paper")

        take(self._desk, actor, matter, "matter.lead", form, make)

    def receive(self, actor: Actor, matter: str, to: Office, form: str = "") -> None:
        """The commune's account acknowledges the decision."""
        take(self._desk, actor, matter, "matter.receive", form, lambda act: self._send(act, to, "account"))

    def _send(self, act: Act, to: Office, way: str) -> None:
        act.paper(dispatch(act), SENT[to])
        act.record(MatterSent, Office.HEAD, to=to, way=way)

    def carry_out(
        self, actor: Actor, matter: str, words: str, photo: NewDocument | None = None, form: str = ""
    ) -> None:
        """Something of the decision is done: words, and a photograph without faces. Said again that day, it is one."""
        words = public_words(words, "words")
        _check(photo)

        def make(act: Act) -> None:
            day = act.at.astimezone(HERE).date().isoformat()
            done = act.row.notes.get("done", [])
            if [day, words] in done:
                return
            act.note(done=[*done, [day, words]])
            if photo is not None:
                act.attach(photo, Mark.CARRIED_OUT)
            act.record(MatterCarriedOut, Office.HEAD)

        take(self._desk, actor, matter, "matter.lead", form, make)

    def report(self, actor: Actor, matter: str, words: str, form: str = "") -> None:
        """The head reports to the people and to the commune how it was carried out."""
        words = public_words(words, "words")

        def make(act: Act) -> None:
            done = [(date.fromisoformat(day), said) for day, said in act.row.notes.get("done", ())]
            act.paper(papers.implementation(act.facts(), done, words), Mark.REPORTED)
            act.record(MatterReported, Office.HEAD)

        take(self._desk, actor, matter, "matter.lead", form, make)


def _posting_days(act: Act) -> int:
    return clock_of(act.tx, act.row.commune_id, "result.posting").value


def _decide(act: Act) -> None:
    numbers = vote_numbers(act)
    act.paper(papers.decision(act.facts(), numbers), Mark.PASSED)
    passed = sum(one.passed for one in numbers.answers)
    act.record(MatterResolved, Office.HEAD, questions=len(numbers.answers), passed=passed)


def _check(photo: NewDocument | None) -> None:
    if photo is not None:
        check_documents([photo])


def _shot(act: Act) -> Shot:
    """The result's page as it stands now, with the entry that it shows."""
    uuid, commune = matter_facts(act.tx, act.row).vote, act.row.commune_id
    vote = vote_facts(act.tx, commune, uuid)
    if vote is None or vote.result is None:
        raise Conflict(code="step-missing")
    leaf = leaf_hash(act.tx.log.entry(commune, COMMUNE_BOOK, vote.result).raw).hex()
    return Shot(f"https://{act.desk.host}/bieu-quyet/{uuid}", act.at, commune, vote.result, leaf)
