"""A matter begins: proposed, classified, agreed by head and Front, reported to the commune (LAW.md 5, #1 to #4)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from voting.law.classification import QUESTIONS, OnlineRefused, classify
from voting.law.initiatives import consents_needed
from voting.law.matters import MATTERS, ONLINE_CLAUSE, Channel
from voting.law.road import Mark, Office
from voting.papers import matter as papers
from voting.papers.matter import Consents
from voting.record.entries.matter import (
    MatterAgreed,
    MatterBacked,
    MatterClassified,
    MatterInformed,
    MatterProposed,
    MatterRaised,
)
from voting.services.desk import Desk, village_for
from voting.services.errors import Conflict, Invalid
from voting.services.forms import once
from voting.services.households.subject_life import Asking, close_subject, open_subject
from voting.services.households.subjects import OPEN, SubjectKind
from voting.services.ids import random_id
from voting.services.lookups import village_facts
from voting.services.matters.acts import Stand
from voting.services.matters.annexes import seal_consents
from voting.services.matters.asked import CONSENTERS, CONSENTS, Asked, asked_of
from voting.services.matters.content import Proposal
from voting.services.matters.steps import Act, act_in, find_matter, matter_facts, rehearsed_of, take
from voting.services.permissions import Actor, Role
from voting.services.typed import MOST_NAME, public_words
from voting.services.votes.drafting import NewDocument, check_documents
from voting.services.votes.opening import require_other_title
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.matters import Matter

LONGEST_GATHERING = timedelta(days=60)
"""Of consents by card: a month is left of the three that the first of them is good for. No law sets this time."""
OFFICE_OF = {Role.HEAD: Office.HEAD, Role.FRONT: Office.FRONT, Role.COMMUNE: Office.COMMUNE}


@dataclass(frozen=True)
class NewProposal:
    """A proposal as filled in; ``by`` is "citizens" when households propose it, with so many ``consents`` on paper.

    ``for_front``: they are fewer than a tenth, and the Front committee is to say whether it backs them. ``until_utc``:
    consents are gathered by card until then instead. ``consenters`` are the households that signed, a line each, where
    somebody typed them in: for the private annex alone.
    """

    words: Proposal
    by: str = ""
    consents: int = 0
    for_front: bool = False
    until_utc: datetime | None = None
    consenters: tuple[str, ...] = ()
    documents: tuple[NewDocument, ...] = ()

    def is_carried(self, households: int) -> bool:
        """Whether it goes on the road at once: officials', or one with enough consents on paper."""
        enough = households and self.consents >= consents_needed(households)
        return self.by != Office.CITIZENS or (self.until_utc is None and bool(enough))


class Proposals:
    """The first steps of a matter."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def propose(self, actor: Actor, village: str, new: NewProposal, form: str = "") -> str:
        """Begin a matter; its id. ``Invalid`` names the fields; the same form, or words, again make no other."""
        listed = tuple(public_words(one, "consenters", MOST_NAME) for one in new.consenters)
        new = replace(new, words=new.words.checked(), consenters=listed)
        check_documents(new.documents)
        code = random_id()

        def first(tx: Transaction) -> tuple[Village, Matter]:
            where = village_for(tx, actor, village, "matter.propose")
            return where, self._row(tx, actor, where, code, new)

        press = rehearsed_of(self._desk, first, lambda act: _begin(act, new))

        def proposed(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "matter.propose")
            require_other_title(tx, where, new.words.title)
            self._desk.books.commune(tx, actor.commune)  # locked: two proposals have two numbers
            if known := _same_proposal(tx, where, actor, new):
                return known
            row = self._row(tx, actor, where, code, new)
            tx.matters.add(row)
            _begin(act_in(self._desk, tx, where, row.id, press), new)
            if row.notes["proposer"] == Office.CITIZENS and new.until_utc is not None:
                closes_at = new.until_utc.replace(second=0, microsecond=0)
                open_subject(self._desk, tx, where, Asking(SubjectKind.CONSENT, closes_at, row.id), actor.account_id)
            return row.id

        return once(self._desk, actor, form and f"propose|{village}|{form}", proposed)

    def _row(self, tx: Transaction, actor: Actor, where: Village, code: str, new: NewProposal) -> Matter:
        """The matter as it will be kept, with the next number of its village."""
        office = Office.CITIZENS if new.by == Office.CITIZENS else _office(actor, where.code)
        notes: dict[str, Any] = {"proposer": office}
        if office is Office.CITIZENS:
            _require_consents(new, village_facts(tx, actor.commune, where.code).households, self._desk.now())
            notes |= {CONSENTS: new.consents} if new.until_utc is None else {}
            if not new.is_carried(village_facts(tx, actor.commune, where.code).households):
                notes |= {CONSENTERS: list(new.consenters)}
        return Matter(
            actor.commune, code, where.code, tx.matters.next_number(actor.commune, where.code), new.words.title,
            new.words.show(), notes, self._desk.now(), actor.account_id,
        )  # fmt: skip

    def carry(self, actor: Actor, matter: str, form: str = "") -> None:
        """What a tenth of the households consent to goes on the road; who has not said anything is waited for no more.

        ``Conflict`` "consents-few".
        """
        self._end_gathering(actor, matter)
        take(self._desk, actor, matter, "matter.propose", form, lambda act: _carried(act, Stand.CARRIED))

    def back(self, actor: Actor, matter: str, form: str = "") -> None:
        """The head of the Front committee backs what fewer than a tenth propose: so it goes on the road, too."""

        def make(act: Act) -> None:
            act.record(MatterBacked, Office.FRONT)
            _carried(act, Stand.FEW)

        take(self._desk, actor, matter, "matter.back", form, make)

    def _end_gathering(self, actor: Actor, matter: str) -> None:
        with self._desk.database.reading() as tx:
            row = find_matter(tx, matter)
            village_for(tx, actor, row.village_code, "matter.propose")
            asked = asked_of(tx, row, matter_facts(tx, row))
            open_ = [one for one in tx.statements.about(row.commune_id, matter) if one.state == OPEN]
        for subject in open_ if asked.stand is Stand.CARRIED else ():
            close_subject(self._desk, subject)

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
            agreed = set(marks)
            for office in open_ if joint else open_[:1]:
                other = _AGREED[Office.FRONT if office is Office.HEAD else Office.HEAD]
                if other in agreed:
                    act.paper(papers.agreement(act.facts()), Mark.AGREED_FRONT)
                act.record(MatterAgreed, office, joint=int(joint))
                agreed.add(_AGREED[office])

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


def _begin(act: Act, new: NewProposal) -> None:
    """The first step of a matter that is kept from now on."""
    office = Office(act.row.notes["proposer"])
    consents = new.consents if office is Office.CITIZENS else 0
    content = new.words.commitment(act.salt("content"))
    carried = new.is_carried(act.facts().households) or office is not Office.CITIZENS
    for one in new.documents:
        act.attach(one, Mark.PROPOSED if carried else Mark.RAISED)
    if not carried:
        act.record(MatterRaised, Office.CITIZENS, content=content)
        return
    act.paper(papers.proposal(act.facts(), Consents(consents)), Mark.PROPOSED)
    annex = seal_consents(act, Asked(), new.consenters) if consents else ()
    act.record(MatterProposed, office, content=content, consents=consents, counted_in="", backed=0, annex=annex)


def _carried(act: Act, stand: Stand) -> None:
    """A matter that households raised goes on the road, with the consents as they were counted."""
    known = matter_facts(act.tx, act.row)
    asked = asked_of(act.tx, act.row, known)
    if asked.stand is not stand:
        raise Conflict(code="consents-few" if stand is Stand.CARRIED else "out-of-order")
    backed = stand is Stand.FEW
    act.paper(papers.proposal(act.facts(), Consents(asked.yes, bool(asked.subject), backed)), Mark.PROPOSED)
    act.record(
        MatterProposed, Office.CITIZENS, content=known.raised, consents=asked.yes, counted_in=asked.subject,
        backed=int(backed), annex=seal_consents(act, asked, act.row.notes.get(CONSENTERS, ())),
    )  # fmt: skip
    act.note(**{CONSENTERS: []})


_AGREED = {Office.HEAD: Mark.AGREED_HEAD, Office.FRONT: Mark.AGREED_FRONT}
_INFORMED = {Office.COMMUNE: Mark.INFORMED_COMMUNE, Office.COMMUNE_FRONT: Mark.INFORMED_FRONT}


def _holds(actor: Actor, office: Office, village: str) -> bool:
    role = {Office.HEAD: Role.HEAD, Office.FRONT: Role.FRONT}[office]
    return any(one.role is role and one.village in {"", village} for one in actor.grants)


def _office(actor: Actor, village: str) -> Office:
    roles = {one.role for one in actor.grants if one.village in {"", village}}
    return next(office for role, office in OFFICE_OF.items() if role in roles)


def _same_proposal(tx: Transaction, where: Village, actor: Actor, new: NewProposal) -> str:
    """The matter that this person has proposed in the same words, nothing done for it yet; empty if there is none."""
    handed_in = {sha256(one.content).digest() for one in new.documents}
    for row in tx.matters.in_village(where.commune_id, where.code):
        alike = row.created_by == actor.account_id and Proposal.of(row) == new.words
        if alike and set(matter_facts(tx, row).marks) in ({Mark.PROPOSED}, {Mark.RAISED}):
            kept = {one.sha256 for one in tx.matters.papers(row.commune_id, row.id)}
            if handed_in <= kept:
                return row.id
    return ""


def _require_consents(new: NewProposal, households: int, now: datetime) -> None:
    if not households:
        raise Invalid({"consents": "roll-missing"})
    if new.until_utc is not None:
        if new.until_utc > now + LONGEST_GATHERING:
            raise Invalid({"closes_at": "gathering-too-long"})
        return
    if new.consenters and len({one.casefold() for one in new.consenters}) != new.consents:
        raise Invalid({"consenters": "consenters-count"})
    if new.consents > households or not (new.is_carried(households) or (new.for_front and new.consents)):
        raise Invalid({"consents": "consents-few"})


def _strictest(found: OnlineRefused) -> int:
    """The clause whose majority decides, the first of those that need it."""
    clauses = [clause for one in found.reasons for clause in one.clauses]
    return next(clause for clause in clauses if MATTERS[clause].majority is found.majority)
