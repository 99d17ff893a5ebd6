"""A matter begins: proposed, classified, agreed by head and Front, reported to the commune (LAW.md 5, #1 to #4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from voting.law.classification import QUESTIONS, OnlineRefused, classify
from voting.law.initiatives import consents_needed
from voting.law.matters import MATTERS, ONLINE_CLAUSE, Channel
from voting.law.road import Mark, Office
from voting.papers import matter as papers
from voting.record.entries.matter import MatterAgreed, MatterClassified, MatterInformed, MatterProposed
from voting.services.desk import Desk, village_for
from voting.services.errors import Invalid
from voting.services.forms import once
from voting.services.lookups import village_facts
from voting.services.matters.content import Proposal
from voting.services.matters.steps import Act, act_in, matter_facts, random_id, take
from voting.services.permissions import Actor, Role
from voting.services.votes.drafting import NewDocument, check_documents
from voting.services.votes.opening import require_other_title
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.matters import Matter

OFFICE_OF = {Role.HEAD: Office.HEAD, Role.FRONT: Office.FRONT, Role.COMMUNE: Office.COMMUNE}


@dataclass(frozen=True)
class NewProposal:
    """A proposal as filled in; ``by`` is "citizens" when households propose it, with so many ``consents``."""

    words: Proposal
    by: str = ""
    consents: int = 0
    backed: bool = False
    documents: tuple[NewDocument, ...] = ()


class Proposals:
    """The first steps of a matter."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def propose(self, actor: Actor, village: str, new: NewProposal, form: str = "") -> str:
        """Begin a matter; its id. ``Invalid`` names the fields; the same form, or words, again make no other."""
        words = new.words.checked()
        check_documents(new.documents)

        def proposed(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "matter.propose")
            office = Office.CITIZENS if new.by == Office.CITIZENS else _office(actor, village)
            citizens = office is Office.CITIZENS
            if citizens:
                _require_carried(new, village_facts(tx, actor.commune, village).households)
            require_other_title(tx, where, words.title)
            self._desk.books.commune(tx, actor.commune)  # locked: two proposals have two numbers
            if known := _same_proposal(tx, where, actor, new, words):
                return known
            row = Matter(
                actor.commune, random_id(), village, tx.matters.next_number(actor.commune, village), words.title,
                words.show(), {"proposer": office}, self._desk.now(), actor.account_id,
            )  # fmt: skip
            tx.matters.add(row)
            act = act_in(self._desk, tx, where, row.id)
            salt = act.salt("content")
            for one in new.documents:
                act.attach(one, Mark.PROPOSED)
            act.paper(papers.proposal(act.facts(), new.consents if citizens else 0), Mark.PROPOSED)
            act.record(
                MatterProposed, office, content=words.commitment(salt),
                consents=new.consents if citizens else 0, backed=int(citizens and new.backed),
            )  # fmt: skip
            return row.id

        return once(self._desk, actor, form and f"propose|{village}|{form}", proposed)

    def classify(self, actor: Actor, matter: str, answers: Mapping[str, bool], form: str = "") -> Channel:
        """What kind of matter it is, by the answers to the law's questions; the channel it goes by."""
        if set(answers) != {one.key for one in QUESTIONS}:
            raise Invalid({one.key: "answer-missing" for one in QUESTIONS if one.key not in answers})
        found = classify(answers)
        clause, channel = ONLINE_CLAUSE, Channel.ONLINE
        if isinstance(found, OnlineRefused):
            channel = found.channels[0]
            clause = 0 if channel is Channel.COMMUNE else _strictest(found)

        def make(act: Act) -> None:
            act.note(answers=dict(answers))
            act.paper(papers.classification(act.facts(), dict(answers), clause, channel), Mark.ONLINE)
            act.record(MatterClassified, Office.HEAD, clause=clause, channel=channel)

        take(self._desk, actor, matter, "matter.lead", form, make)
        return channel

    def agree(self, actor: Actor, matter: str, form: str = "") -> None:
        """The head, or the head of the Front committee, agrees that no meeting is needed; each from their account."""

        def make(act: Act) -> None:
            marks = act.marks
            offices = [one for one in (Office.HEAD, Office.FRONT) if _holds(actor, one, act.village.code)]
            open_ = [one for one in offices if _AGREED[one] not in marks] or offices
            joint = len(offices) > 1
            for office in open_ if joint else open_[:1]:
                other = _AGREED[Office.FRONT if office is Office.HEAD else Office.HEAD]
                if other in act.marks:
                    act.paper(papers.agreement(act.facts()), Mark.AGREED_FRONT)
                act.record(MatterAgreed, office, joint=int(joint))

        take(self._desk, actor, matter, "matter.agree", form, make)

    def inform(self, actor: Actor, matter: str, to: Office, proof: NewDocument, form: str = "") -> None:
        """The report was handed over on paper: a photograph of it, received and dated, is kept."""
        check_documents([proof])

        def make(act: Act) -> None:
            act.attach(proof, _INFORMED[to], private=True)
            self._inform(act, to, "paper")

        take(self._desk, actor, matter, "matter.lead", form, make)

    def receive(self, actor: Actor, matter: str, to: Office, form: str = "") -> None:
        """The commune's account acknowledges the report."""
        take(self._desk, actor, matter, "matter.receive", form, lambda act: self._inform(act, to, "account"))

    def _inform(self, act: Act, to: Office, way: str) -> None:
        act.paper(papers.report(act.facts()), _INFORMED[to])
        act.record(MatterInformed, Office.HEAD, to=to, way=way)


_AGREED = {Office.HEAD: Mark.AGREED_HEAD, Office.FRONT: Mark.AGREED_FRONT}
_INFORMED = {Office.COMMUNE: Mark.INFORMED_COMMUNE, Office.COMMUNE_FRONT: Mark.INFORMED_FRONT}


def _holds(actor: Actor, office: Office, village: str) -> bool:
    role = {Office.HEAD: Role.HEAD, Office.FRONT: Role.FRONT}[office]
    return any(one.role is role and one.village in {"", village} for one in actor.grants)


def _office(actor: Actor, village: str) -> Office:
    roles = {one.role for one in actor.grants if one.village in {"", village}}
    return next(office for role, office in OFFICE_OF.items() if role in roles)


def _same_proposal(tx: Transaction, where: Village, actor: Actor, new: NewProposal, words: Proposal) -> str:
    """The matter that this person has proposed in the same words, nothing done for it yet; empty if there is none."""
    handed_in = {sha256(one.content).digest() for one in new.documents}
    for row in tx.matters.in_village(where.commune_id, where.code):
        alike = row.created_by == actor.account_id and Proposal.of(row) == words
        if alike and set(matter_facts(tx, row).marks) == {Mark.PROPOSED}:
            kept = {one.sha256 for one in tx.matters.papers(row.commune_id, row.id)}
            if handed_in <= kept:
                return row.id
    return ""


def _require_carried(new: NewProposal, households: int) -> None:
    if not households:
        raise Invalid({"consents": "roll-missing"})
    enough = consents_needed(households) <= new.consents <= households
    if not enough and not (new.backed and 0 < new.consents <= households):
        raise Invalid({"consents": "consents-few"})


def _strictest(found: OnlineRefused) -> int:
    """The clause whose majority decides, the first of those that need it."""
    clauses = [clause for one in found.reasons for clause in one.clauses]
    return next(clause for clause in clauses if MATTERS[clause].majority is found.majority)
