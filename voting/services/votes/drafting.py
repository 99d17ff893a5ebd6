"""Opening a vote: what the head filled in is checked field by field, then everything is fixed in one entry.

A vote decides a matter by the decree's three answers, or asks for opinions by answers of its own and decides nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from voting.ballots.credentials import serialize_credentials
from voting.ballots.election import Election, random_uuid
from voting.ballots.election import Question as BallotQuestion
from voting.ballots.errors import BallotError
from voting.ballots.single import make_single, random_secret
from voting.ballots.trustees import Trustee, parse_trustees, serialize_trustees
from voting.law.choices import CHOICES, decides, turned_round, yes_among
from voting.law.matters import ONLINE_CLAUSE
from voting.law.outcome import OPINION, rule_of
from voting.law.practice import PRACTICE
from voting.record.entries.entry import entry_bytes
from voting.record.entries.vote import VoteOpened
from voting.record.errors import MalformedEntry
from voting.record.opinion import is_deciding, names_practice, names_verdict
from voting.record.register import CardRegister
from voting.record.setup import MAX_DURATION
from voting.services.errors import Invalid
from voting.services.votes.paper_names import paper_name
from voting.services.votes.plan import Plan, Question
from voting.texts.sameness import pairs_alike
from voting.texts.validity import InvalidText, cleaned, require_valid, says_something

USUAL_ANSWERS = CHOICES
"""What every question that decides something is answered with."""
MAX_TITLE, MAX_DESCRIPTION, MAX_TEXT, MAX_ANSWER = 200, 20_000, 300, 200
MAX_DOCUMENTS, MAX_DOCUMENT_BYTES = 8, 10 * 2**20
MEDIA_TYPES = {"application/pdf": b"%PDF-", "image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
"""What papers may be, each with the bytes it begins with: nothing that a browser would run."""
MAX_QUESTIONS, MAX_OPINIONS = 5, 3
"""Questions of a matter's vote, and of one that asks for opinions."""
LEAST_ANSWERS, MAX_ANSWERS = 2, 8


@dataclass(frozen=True)
class NewQuestion:
    """A question as filled in: with the decree's answers it decides, with others it asks for an opinion."""

    text: str
    answers: tuple[str, ...] = USUAL_ANSWERS
    minimum: int = 1
    maximum: int = 1
    blank: bool = False

    @property
    def proposals(self) -> tuple[int, ...]:
        """The answers (from 0) that are put to the majority: the yes, or none."""
        return yes_among(self.answers)


@dataclass(frozen=True)
class NewDocument:
    """A paper shown with a vote: its file name, media type (one of ``MEDIA_TYPES``) and bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class NewVote:
    """A vote as filled in by the village head; times are aware. An ``opinion`` vote and ``practice`` decide nothing."""

    title: str
    description: str
    questions: tuple[NewQuestion, ...]
    opens_at_utc: datetime
    closes_at_utc: datetime
    documents: tuple[NewDocument, ...] = ()
    opinion: bool = False
    practice: bool = False

    @property
    def rule(self) -> tuple[int, str, str]:
        """Clause, rule of decision and the article it rests on."""
        if self.opinion or self.practice:
            return 0, PRACTICE if self.practice else OPINION, ""
        rule = rule_of(ONLINE_CLAUSE)
        return ONLINE_CLAUSE, rule.majority, rule.citation_key

    @property
    def proposals(self) -> tuple[tuple[int, ...], ...]:
        """The answers that are put to the majority, question by question."""
        return tuple(() if self.practice else one.proposals for one in self.questions)


@dataclass(frozen=True)
class Draft:
    """A vote ready for the record: its entry, the credential list beside it, and the server's secret key."""

    entry: VoteOpened
    credentials: bytes
    server_secret: int


def tidied(new: NewVote) -> NewVote:
    """The vote with its texts made plain where nothing is lost: composed, spaces and line ends simple."""
    questions = tuple(
        replace(one, text=cleaned(one.text, line_breaks=True), answers=tuple(map(cleaned, one.answers)))
        for one in new.questions
    )
    description = cleaned(new.description, line_breaks=True)
    documents = tuple(replace(one, name=paper_name(one.name, one.media_type)) for one in new.documents)
    return replace(new, title=cleaned(new.title), description=description, questions=questions, documents=documents)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of what was typed into a field for several, tidied; empty ones are left out."""
    return tuple(filter(None, cleaned(text, line_breaks=True).split("\n")))


def check_new_vote(new: NewVote, now: datetime) -> None:
    """``Invalid`` with a fault for each field of a tidied vote that does not hold, named as in the form
    (``questions.0.answers``)."""
    faults = words_faults(new.title, new.description, new.questions, opinion=new.opinion)
    if new.closes_at_utc <= max(new.opens_at_utc, now):
        faults["closes_at"] = "closes-before-opening"
    elif _minute(new.closes_at_utc) - _minute(now) > MAX_DURATION:
        faults["closes_at"] = "closes-too-late"
    faults |= _documents_faults(new.documents)
    if faults:
        raise Invalid(faults)


def words_faults(
    title: str, description: str, questions: Sequence[NewQuestion], *, opinion: bool = False
) -> dict[str, str]:
    """The faults of the tidied words of a vote, named as in the form; empty if they can be put to the households."""
    faults: dict[str, str] = {}
    _text(faults, "title", title, MAX_TITLE)
    if description:
        _text(faults, "description", description, MAX_DESCRIPTION, line_breaks=True)
    if not 1 <= len(questions) <= (MAX_OPINIONS if opinion else MAX_QUESTIONS):
        faults["questions"] = "opinions-number" if opinion else "questions-number"
    for number, question in enumerate(questions):
        _check_question(faults, f"questions.{number}", question)
        (_check_opinion if opinion else _check_decision)(faults, f"questions.{number}", question)
    texts = {"title": title, "description": description}
    texts |= {f"questions.{number}.text": one.text for number, one in enumerate(questions)}
    faults |= {name: "says-practice" for name, text in texts.items() if names_practice(text)}
    if opinion:
        faults |= {name: "says-verdict" for name in ("title", "description") if names_verdict(texts[name])}
    return faults


def check_documents(documents: Sequence[NewDocument]) -> None:
    """``Invalid`` at ``documents`` if these papers cannot stand beside each other in one vote."""
    if faults := _documents_faults(documents):
        raise Invalid(faults)


def _documents_faults(documents: Sequence[NewDocument]) -> dict[str, str]:
    if len(documents) > MAX_DOCUMENTS or sum(len(one.content) for one in documents) > MAX_DOCUMENT_BYTES:
        return {"documents": "documents-too-large"}
    if any(not one.content.startswith(MEDIA_TYPES.get(one.media_type, b"\0none")) for one in documents):
        return {"documents": "documents-kind"}
    if len({sha256(one.content).digest() for one in documents}) != len(documents):
        return {"documents": "documents-twice"}
    return {}


def _text(faults: dict[str, str], name: str, text: str, most: int, *, line_breaks: bool = False) -> None:
    """The fault of a text; the last one of several that stand in one field."""
    if not text:
        faults[name] = "text-missing"
    elif len(text) > most:
        faults[name] = "text-long"
    else:
        try:
            require_valid(text, line_breaks=line_breaks)
        except InvalidText:
            faults[name] = "wrong-text"
        else:
            if not says_something(text):
                faults[name] = "text-missing"


def _check_question(faults: dict[str, str], name: str, question: NewQuestion) -> None:
    _text(faults, f"{name}.text", question.text, MAX_TEXT, line_breaks=True)
    answers = question.answers
    if not LEAST_ANSWERS <= len(answers) <= MAX_ANSWERS:
        faults[f"{name}.answers"] = "answers-number"
    elif pairs_alike(answers):
        faults[f"{name}.answers"] = "answers-twice"
    for answer in answers:
        _text(faults, f"{name}.answers", answer, MAX_ANSWER)
    if not 0 <= question.minimum <= question.maximum <= len(answers) or not question.maximum:
        faults[f"{name}.maximum"] = "choices-range"


def _check_opinion(faults: dict[str, str], name: str, question: NewQuestion) -> None:
    """Nothing in it looks like a decision, as the record's rule has it."""
    if any(map(is_deciding, question.answers)):
        faults[f"{name}.answers"] = "answer-decides"
    elif any(map(names_verdict, question.answers)):
        faults[f"{name}.answers"] = "says-verdict"
    if names_verdict(question.text):
        faults[f"{name}.text"] = "says-verdict"


def _check_decision(faults: dict[str, str], name: str, question: NewQuestion) -> None:
    """A yes to the question must mean yes, and each household gives one of the three answers."""
    if not decides(question.answers):
        faults.setdefault(f"{name}.answers", "answers-decree")
    if turned_round(question.text):
        faults[f"{name}.text"] = "question-negated"
    if (question.minimum, question.maximum, question.blank) != (1, 1, False):
        faults[f"{name}.maximum"] = "choices-range"


def make_draft(
    new: NewVote, *, at: datetime, origin: str, register: CardRegister, committee: int, trustees: Sequence[Trustee]
) -> Draft:
    """The entry of a tidied and checked vote: fresh server key, election bytes, credentials from the card register.

    ``origin`` is the commune's; ``trustees`` are the committee's, which stand behind the server.
    """
    clause, majority, citation = new.rule
    secret = random_secret()
    together = parse_trustees(serialize_trustees([make_single(secret), *trustees]))
    uuid = random_uuid()
    try:
        election = Election.build(
            new.title, [_question(one) for one in new.questions], together.public_key,
            uuid=uuid, description=new.description,
        )  # fmt: skip
    except BallotError as error:
        raise _too_long(new, error) from error
    listed = register.credentials(uuid)
    credentials = serialize_credentials(listed)
    entry = VoteOpened(
        village=register.village,
        at=at,
        vote=uuid,
        book=f"{origin}/{uuid}",
        election=election.raw.decode(),
        trustees=together.raw.decode(),
        credentials=sha256(credentials).hexdigest(),
        listed=len(listed),
        spares=register.spare_credentials(uuid),
        households=len(register.cards),
        register=register.sha256,
        committee=committee,
        clause=clause,
        majority=majority,
        citation=citation,
        proposals=new.proposals,
        documents=tuple(sha256(one.content).hexdigest() for one in new.documents),
        opens_at=max(_minute(new.opens_at_utc), at),
        closes_at=_minute(new.closes_at_utc),
    )
    try:
        entry_bytes(entry)
    except MalformedEntry as error:
        raise _too_long(new, error) from error
    return Draft(entry, credentials, secret)


def plan_of(new: NewVote, draft: Draft) -> Plan:
    """What is kept of a vote beside the record, for pages."""
    questions = tuple(
        Question(one.text, one.answers, one.minimum, one.maximum, one.blank, put)
        for one, put in zip(new.questions, new.proposals, strict=True)
    )
    return Plan(questions, draft.entry.majority, draft.entry.citation)


def _too_long(new: NewVote, error: Exception) -> Invalid:
    """Each text is within its own limit, but together they do not fit: the longest place is to be shortened."""
    texts = sum(len(text) for question in new.questions for text in (question.text, *question.answers))
    if len(new.description) > texts:
        return Invalid({"description": "text-long"}, str(error))
    return Invalid({"questions": "questions-too-large"}, str(error))


def _question(question: NewQuestion) -> BallotQuestion:
    return BallotQuestion(question.text, question.answers, question.minimum, question.maximum, question.blank)


def _minute(when: datetime) -> datetime:
    return when.replace(second=0, microsecond=0)
