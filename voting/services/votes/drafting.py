"""Opening a vote: what the head filled in is checked field by field, then everything is fixed in one entry."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from voting.ballots import strict_json
from voting.ballots.election import Election, random_uuid
from voting.ballots.election import Question as BallotQuestion
from voting.ballots.errors import BallotError
from voting.ballots.single import make_single, random_secret, read_single
from voting.ballots.trustees import parse_trustees, serialize_trustees
from voting.law.matters import ONLINE_CLAUSE
from voting.law.outcome import rule_of
from voting.record.entries.entry import compact, entry_bytes
from voting.record.entries.vote import VoteOpened
from voting.record.errors import MalformedEntry
from voting.record.fields import PayloadRef
from voting.record.register import CardRegister
from voting.services.errors import Invalid

MAX_TITLE, MAX_DESCRIPTION, MAX_TEXT, MAX_ANSWER = 200, 20_000, 300, 200
MAX_DOCUMENTS, MAX_DOCUMENT_BYTES = 8, 10 * 2**20
MEDIA_TYPES = {"application/pdf": b"%PDF-", "image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
"""What papers may be, each with the bytes it begins with: nothing that a browser would run."""
MAX_QUESTIONS, MAX_ANSWERS = 5, 12
MAX_DURATION = timedelta(days=90)


@dataclass(frozen=True)
class NewQuestion:
    """A question as filled in; ``proposals`` are the answers (from 0) that are put to the majority."""

    text: str
    answers: tuple[str, ...] = ("Tán thành", "Không tán thành", "Ý kiến khác")
    minimum: int = 1
    maximum: int = 1
    blank: bool = False
    proposals: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class NewDocument:
    """A paper shown with a vote: its file name, media type (one of ``MEDIA_TYPES``) and bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class NewVote:
    """A vote as filled in by the village head; times are aware."""

    title: str
    description: str
    questions: tuple[NewQuestion, ...]
    opens_at_utc: datetime
    closes_at_utc: datetime
    documents: tuple[NewDocument, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A vote ready for the record: its entry, the server's secret key, and a payload too large for the entry."""

    entry: VoteOpened
    server_secret: int
    payload: bytes | None


def check_new_vote(new: NewVote, now: datetime) -> None:
    """``Invalid`` with a fault for each field that does not hold, named as in the form (``questions.0.answers``)."""
    faults: dict[str, str] = {}
    _text(faults, "title", new.title, MAX_TITLE)
    if len(new.description) > MAX_DESCRIPTION:
        faults["description"] = "text-long"
    if not 1 <= len(new.questions) <= MAX_QUESTIONS:
        faults["questions"] = "questions-number"
    for number, question in enumerate(new.questions):
        _check_question(faults, f"questions.{number}", question)
    if new.closes_at_utc <= max(new.opens_at_utc, now):
        faults["closes_at"] = "closes-before-opening"
    elif new.closes_at_utc - now > MAX_DURATION:
        faults["closes_at"] = "closes-too-late"
    _check_documents(faults, new.documents)
    if faults:
        raise Invalid(faults)


def _check_documents(faults: dict[str, str], documents: tuple[NewDocument, ...]) -> None:
    if len(documents) > MAX_DOCUMENTS or sum(len(one.content) for one in documents) > MAX_DOCUMENT_BYTES:
        faults["documents"] = "documents-too-large"
    elif any(not one.content.startswith(MEDIA_TYPES.get(one.media_type, b"\0none")) for one in documents):
        faults["documents"] = "documents-kind"
    elif len({sha256(one.content).digest() for one in documents}) != len(documents):
        faults["documents"] = "documents-twice"


def _text(faults: dict[str, str], name: str, text: str, most: int) -> None:
    if not text.strip():
        faults[name] = "text-missing"
    elif len(text) > most:
        faults[name] = "text-long"


def _check_question(faults: dict[str, str], name: str, question: NewQuestion) -> None:
    _text(faults, f"{name}.text", question.text, MAX_TEXT)
    answers = [answer.strip() for answer in question.answers]
    if not 1 <= len(answers) <= MAX_ANSWERS:
        faults[f"{name}.answers"] = "answers-number"
    elif any(not answer or len(answer) > MAX_ANSWER for answer in answers):
        faults[f"{name}.answers"] = "text-missing"
    elif len({answer.casefold() for answer in answers}) != len(answers):
        faults[f"{name}.answers"] = "answers-twice"
    if not 0 <= question.minimum <= question.maximum <= len(answers) or not question.maximum:
        faults[f"{name}.maximum"] = "choices-range"
    proposals = set(question.proposals)
    if not proposals or len(proposals) != len(question.proposals) or not proposals <= set(range(len(answers))):
        faults[f"{name}.proposals"] = "proposals-missing"


def make_draft(
    new: NewVote, *, village: str, at: datetime, register: CardRegister, committee: int, member_keys: tuple[str, ...]
) -> Draft:
    """The entry of a checked vote: fresh server key, election bytes, credentials from the register.

    ``member_keys`` are the committee's published keys, exact JSON, by member number.
    """
    rule = rule_of(ONLINE_CLAUSE)
    secret = random_secret()
    members = [read_single(strict_json.load(key.encode())) for key in member_keys]
    trustees = parse_trustees(serialize_trustees([make_single(secret), *members]))
    uuid = random_uuid()
    try:
        election = Election.build(
            new.title, [_question(one) for one in new.questions], trustees.public_key,
            uuid=uuid, description=new.description,
        )  # fmt: skip
    except BallotError as error:
        raise _too_long(new, error) from error
    credentials = register.credentials(uuid)
    entry = VoteOpened(
        village=village,
        at=at,
        vote=uuid,
        election=election.raw.decode(),
        trustees=trustees.raw.decode(),
        credentials=credentials,
        spares=register.spare_credentials(uuid),
        households=len(register.cards),
        register=register.sha256,
        committee=committee,
        majority=rule.majority,
        citation=rule.citation_key,
        proposals=tuple(tuple(sorted(question.proposals)) for question in new.questions),
        documents=tuple(sha256(one.content).hexdigest() for one in new.documents),
        opens_at=max(_minute(new.opens_at_utc), at),
        closes_at=_minute(new.closes_at_utc),
    )
    try:
        return _fitted(Draft(entry, secret, None), credentials)
    except MalformedEntry as error:
        raise _too_long(new, error) from error


def _too_long(new: NewVote, error: Exception) -> Invalid:
    """Each text is within its own limit, but together they do not fit: the longest place is to be shortened."""
    texts = sum(len(text) for question in new.questions for text in (question.text, *question.answers))
    if len(new.description) > texts:
        return Invalid({"description": "text-long"}, str(error))
    return Invalid({"questions": "questions-too-large"}, str(error))


def _fitted(draft: Draft, credentials: tuple[str, ...]) -> Draft:
    """The credential list goes beside the record when the entry would be too large for a bundle."""
    try:
        entry_bytes(draft.entry)
    except MalformedEntry:
        payload = compact(list(credentials))
        entry = replace(draft.entry, credentials=PayloadRef(sha256(payload).hexdigest()))
        entry_bytes(entry)  # refuses it again if the credentials were not what made it large
        return Draft(entry, draft.server_secret, payload)
    return draft


def _question(question: NewQuestion) -> BallotQuestion:
    answers = tuple(answer.strip() for answer in question.answers)
    return BallotQuestion(question.text.strip(), answers, question.minimum, question.maximum, question.blank)


def _minute(when: datetime) -> datetime:
    return when.replace(second=0, microsecond=0)
