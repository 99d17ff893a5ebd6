"""Checks of a subject's own book: whole and by the rules, tied to the commune's book, its list, and the recount."""

from collections import Counter
from contextlib import suppress

from voting.ballots.credentials import parse_credentials, parse_household_key
from voting.ballots.statement import pseudonyms
from voting.ledger.checkpoint import open_checkpoint
from voting.ledger.errors import LedgerDataError
from voting.record.entries.commune import BooksSealed
from voting.record.entries.statements import StatementMade, SubjectClosed, SubjectOpened, SubjectStarted
from voting.record.errors import NotStarted, RecordError
from voting.record.facts import Subject
from voting.record.register import CardRegister, parse_register
from voting.record.replay import judge_in_subject
from voting.record.state.subject_book import SubjectBookState
from voting.record.subject_setup import subject_setup_of
from voting.record.ties import require_seal, require_subject_closing, require_subject_opening
from voting.verifier.case import Case, Line, need
from voting.verifier.checks_commune import require_whole
from voting.verifier.errors import (
    CredentialsDiffer,
    Crime,
    MissingPayload,
    RegisterOfAnotherVillage,
    UnnamedPayload,
    WrongRecount,
    WrongRegister,
)
from voting.verifier.findings import Failure, Finding, Needs, NotShown, Status, held
from voting.verifier.sentence import Sentence, joined

VALUES: dict[str, Sentence] = {
    "right": Sentence("đúng", "right"),
    "objection": Sentence("chưa đúng", "not right"),
    "yes": Sentence("đồng ý", "yes"),
    "no": Sentence("không đồng ý", "no"),
    "said": Sentence("ghi ý kiến", "said something"),
    "withdrawn": Sentence("rút lời", "withdrawn"),
}
"""What people call the values of the kinds of subjects there are."""
KINDS: dict[str, Sentence] = {
    "list-review": Sentence("về danh sách hộ", "on the household list"),
    "consent": Sentence("về một đề xuất của các hộ", "on a proposal of households"),
    "form-poll": Sentence("về hình thức biểu quyết", "on the form of a vote"),
    "vote-words": Sentence("bằng lời bên một cuộc biểu quyết", "in words beside a vote"),
}
"""What people call the kinds of subjects there are."""


def subject_book(case: Case) -> Finding:
    """22. The subject's book is signed by the commune's key, whole, and its rules accept every entry in order.

    Every statement is signed, of a pseudonym on the list, about this subject, in time, and newer than the last.
    """
    subject, opened = need(case.subject, "replay"), need(case.subject_opened, "replay")
    if unnamed := case.evidence.payloads.keys() - {opened.pseudonyms}:
        raise UnnamedPayload(f"subject-opened does not name {min(unnamed)}")
    listed = case.payload(opened.pseudonyms)
    if listed is None:
        raise MissingPayload(f"the list of pseudonyms {opened.pseudonyms} is not in the bundle")
    case.subject_book = SubjectBookState(subject_setup_of(opened, subject.opening, listed))
    try:
        head = open_checkpoint(case.evidence.book.checkpoint, need(case.log, "log-key").named(opened.book))
        require_whole(case.evidence.book, case.book_lines, head)
    except (Crime, LedgerDataError, Failure, Needs):
        with suppress(Failure, RecordError):
            _replay(case, case.subject_book)
        raise
    _replay(case, case.subject_book)
    return held("subject-book.whole", entries=head.size, statements=head.size - 1)


def _replay(case: Case, book: SubjectBookState) -> None:
    for line in case.book_lines:
        _take(book, line)
    if not book.size:
        raise NotStarted("no entries in the subject's book")


def _take(book: SubjectBookState, line: Line) -> None:
    try:
        if line.entry is None:
            raise line.error or NotStarted("no entry")
        book.apply(line.entry, line.leaf, judge_in_subject(book, line.entry))
    except RecordError as error:
        raise Failure(error, index=line.index, type=line.entry.type if line.entry else "") from error


def subject_ties(case: Case) -> Finding:
    """23. The two books agree: opening, every seal, the closing with its counts; so nothing is left out."""
    subject, book = _both(case)
    first = case.book_lines[0].entry
    if isinstance(first, SubjectStarted):
        require_subject_opening(subject, first)
    seals = 0
    for index, entry in enumerate(case.commune.entries if case.commune else ()):
        try:
            if isinstance(entry, BooksSealed) and case.evidence.subject in dict(entry.books):
                require_seal(dict(entry.books)[case.evidence.subject], book)
                seals += 1
            elif isinstance(entry, SubjectClosed) and entry.subject_id == case.evidence.subject:
                require_subject_closing(entry, book)
        except RecordError as error:
            raise Failure(error, index=index, type=entry.type) from error
    say = "subject-ties.hold-open" if subject.closing is None else "subject-ties.hold"
    return held(say, seals=seals, sealed=subject.seal.size if subject.seal else 0, book=book.size)


def _both(case: Case) -> tuple[Subject, SubjectBookState]:
    """The subject and its book, once both books are whole and by the rules."""
    for name in ("checkpoint", "entries", "replay", "subject-book"):
        if case.statuses[name] is not Status.PASS:
            raise Needs(name)
    return need(case.subject, "replay"), need(case.subject_book, "subject-book")


def subject_list(case: Case) -> Finding:
    """24. The list is the one that the village's card register gives: every household, and nobody else."""
    if not case.trusted.register:
        raise NotShown("subject-list.none")
    register, opened = parse_register(case.trusted.register), need(case.subject_opened, "replay")
    _require_register(register, opened)
    keys = [parse_household_key(key) for _, key in register.cards]
    given = parse_credentials(pseudonyms(keys, opened.subject_id))
    listed = need(case.subject_book, "subject-book").setup.pseudonyms
    if set(given) != listed:
        added, missing = len(listed - set(given)), len(set(given) - listed)
        error = CredentialsDiffer(f"{added} pseudonyms of no card, {missing} cards without a pseudonym")
        raise Failure(error, added=added, missing=missing)
    return held("subject-list.matches", cards=len(register.cards))


def _require_register(register: CardRegister, opened: SubjectOpened) -> None:
    if register.village != opened.village:
        raise RegisterOfAnotherVillage(f"a register of {register.village[:80]!r}, a subject of {opened.village!r}")
    if register.sha256 != opened.register:
        raise WrongRegister("the register is not the one whose hash the record fixed")


def recount(case: Case) -> Finding:
    """25. How many households said what, counted anew from the bare statements, is what the books say."""
    subject, book = _both(case)
    last: dict[str, tuple[int, str]] = {}
    for line in case.book_lines:
        if isinstance(line.entry, StatementMade):
            said = line.entry.signed
            last[said.pseudonym] = max(last.get(said.pseudonym, (0, "")), (said.said.sequence, said.said.value))
    counted = Counter(value for _, value in last.values())
    counts = tuple((value, counted[value]) for value in subject.values)
    stated = {entry.counts for entry in case.entries_of_subject() if isinstance(entry, SubjectClosed)}
    if book.opinions is None or counts != book.opinions.counts or not stated <= {counts}:
        raise WrongRecount(f"counted {counts}, stated {stated or 'nothing yet'}")
    case.opinions = book.opinions
    say = "recount.open" if subject.closing is None else "recount.closed"
    return held(say, spoken=len(last), listed=subject.listed, counts=told(counts))


def told(counts: tuple[tuple[str, int], ...]) -> Sentence:
    """Counts in words."""
    return joined(", ", [joined(" ", [VALUES.get(value, Sentence(value, value)), _number(n)]) for value, n in counts])


def _number(number: int) -> Sentence:
    return Sentence(str(number), str(number))
