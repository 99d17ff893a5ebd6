"""What subjects are about: which may be opened now, when nothing more is to come of it, what its closing changes."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from voting.law.initiatives import consents_needed
from voting.law.road import Mark, may_follow
from voting.record.changes import CommuneChange
from voting.record.entries.statements import SubjectClosed, SubjectOpened
from voting.record.errors import OutOfOrder, StepMissing, UnknownMatter, UnknownVote, WrongSetup
from voting.record.facts import Matter, Phase, Subject
from voting.record.lookups import CommuneBook
from voting.record.subject_kinds import OBJECTION, YES, SubjectKind


def asked(book: CommuneBook, entry: SubjectOpened) -> CommuneChange:
    """What the opening changes besides the subject: what it is about must be there, and not be asked about already."""
    return _OPENINGS[SubjectKind(entry.kind)](book, entry)


def _review(book: CommuneBook, entry: SubjectOpened) -> CommuneChange:
    """Of the present roll, as often as the village wants."""
    if entry.about:
        raise WrongSetup("a review of the list is about nothing but the list")
    village = book.village(entry.village)
    return CommuneChange(villages={entry.village: replace(village, reviews=(*village.reviews, entry.subject_id))})


def _consents(book: CommuneBook, entry: SubjectOpened) -> CommuneChange:
    """LAW.md 3: once for a matter that households have raised."""
    return _of_matter(book, entry, Mark.PROPOSED, needs=Mark.RAISED)


def _form(book: CommuneBook, entry: SubjectOpened) -> CommuneChange:
    """LAW.md 5, #7: once under a roll, so that nobody asks until the answer is liked."""
    return _of_matter(book, entry, Mark.FORM_ONLINE, needs=Mark.ROLL)


def _of_matter(book: CommuneBook, entry: SubjectOpened, leads_to: Mark, *, needs: Mark) -> CommuneChange:
    found = book.matter(entry.about)
    if found is None or found.village != entry.village:
        raise UnknownMatter(f"{entry.type}: no matter {entry.about!r} in village {entry.village!r}")
    matter = found.under(book.village(entry.village))
    if needs not in matter.marks or not may_follow(matter.marks, leads_to):
        raise StepMissing(f"{leads_to} cannot follow for matter {entry.about}")
    if matter.asked:
        raise OutOfOrder(f"matter {entry.about} was asked about before")
    return CommuneChange(matters={entry.about: replace(matter, asked=entry.subject_id)})


def _words(book: CommuneBook, entry: SubjectOpened) -> CommuneChange:
    """LAW.md 5(b): once beside a vote that is open."""
    vote = book.vote(entry.about)
    if vote is None or vote.village != entry.village:
        raise UnknownVote(f"{entry.type}: no vote {entry.about!r} in village {entry.village!r}")
    if vote.phase is not Phase.OPEN or vote.words or vote.practice:
        raise OutOfOrder("the vote is over or practice, or households explain themselves beside it already")
    return CommuneChange(votes={entry.about: replace(vote, words=entry.subject_id)})


_OPENINGS: Mapping[SubjectKind, Callable[[CommuneBook, SubjectOpened], CommuneChange]] = {
    SubjectKind.LIST_REVIEW: _review,
    SubjectKind.CONSENT: _consents,
    SubjectKind.FORM_POLL: _form,
    SubjectKind.VOTE_WORDS: _words,
}


def is_over(book: CommuneBook, entry: SubjectClosed, subject: Subject) -> bool:
    """Whether it may close before its minute: a proposal is carried, what it was about has ended, or its vote has."""
    match SubjectKind(subject.kind):
        case SubjectKind.VOTE_WORDS:
            vote = book.vote(subject.about)
            return vote is None or vote.phase is not Phase.OPEN
        case SubjectKind.CONSENT:
            carried = dict(entry.counts).get(YES, 0) >= consents_needed(subject.listed)
            return carried or not _still_asked(book, entry, subject)
        case SubjectKind.FORM_POLL:
            return not _still_asked(book, entry, subject)
    return entry.subject_id not in book.village(subject.village).reviews


def _still_asked(book: CommuneBook, entry: SubjectClosed, subject: Subject) -> bool:
    """Whether its matter goes on under the roll it was asked of."""
    found = book.matter(subject.about)
    matter: Matter | None = None if found is None else found.under(book.village(subject.village))
    return matter is not None and Mark.ENDED not in matter.marks and matter.asked == entry.subject_id


def counted(book: CommuneBook, entry: SubjectClosed, subject: Subject) -> CommuneChange:
    """What the closing changes besides the subject: objections to the present roll are the village's to answer."""
    village = book.village(subject.village)
    if entry.subject_id not in village.reviews:
        return CommuneChange()
    left = tuple(one for one in village.reviews if one != entry.subject_id)
    objections = village.objections + dict(entry.counts).get(OBJECTION, 0)
    return CommuneChange(villages={subject.village: replace(village, reviews=left, objections=objections)})
