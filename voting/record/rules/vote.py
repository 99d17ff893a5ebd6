"""Rules about a vote as a whole: everything it stands on fits together at its opening; a later or no end; closing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from voting.ballots.election import ENVELOPE_MAX_BYTES, Election, Question, max_envelope_bytes
from voting.ballots.errors import BallotError
from voting.ballots.single import SingleKey
from voting.ballots.trustees import Trustees, check_trustees
from voting.law.choices import decides, yes_among
from voting.law.matters import ONLINE_CLAUSE
from voting.law.outcome import OPINION, rule_of
from voting.law.practice import PRACTICE
from voting.record.changes import CommuneChange
from voting.record.committee_keys import trustees_of
from voting.record.content import content_hash
from voting.record.entries.entry import Entry
from voting.record.entries.vote import VoteCancelled, VoteClosed, VoteExtended, VoteOpened
from voting.record.errors import (
    ClosedTooEarly,
    OutOfOrder,
    PosesAsDecision,
    RecordError,
    RollOutdated,
    WrongAnswers,
    WrongCards,
    WrongClosing,
    WrongCommittee,
    WrongCredentialCount,
    WrongPractice,
    WrongPublicKey,
    WrongRule,
    WrongSeal,
    WrongSetup,
    WrongText,
)
from voting.record.facts import Committee, Move, Phase, Village, Vote
from voting.record.fields import Seal
from voting.record.lookups import CommuneBook, Context
from voting.record.opinion import is_deciding, names_practice, names_verdict
from voting.record.practice import require_practice
from voting.record.rules.matter import announced
from voting.record.rules.shared import payload, place_of, require_strong, require_text, started, village_of, vote_in
from voting.record.setup import MAX_DURATION, read_credentials, read_election, read_trustees
from voting.record.ties import require_cancelled, require_closing
from voting.texts.sameness import pairs_alike


def vote_opened(book: CommuneBook, entry: VoteOpened, context: Context) -> CommuneChange:
    """Roll, cards, committee, keys, credentials, rule and times all fit together, and are fixed from now on."""
    village = village_of(book, entry)
    _check_place(book, entry)
    if not (practice := entry.majority == PRACTICE):
        _check_cards(village, entry)
    _check_committee(village.committee, entry)
    _check_times(entry)
    election, trustees = read_election(entry), read_trustees(entry)
    if max_envelope_bytes(election) > ENVELOPE_MAX_BYTES:
        raise WrongSetup("a ballot of these questions would be too large for an entry")
    server_key = _check_trustees(book, trustees, village.committee, election)
    _check_texts(election)
    _check_counts(entry)
    _check_kind(book, village, entry, election)
    if (raw := payload(context, entry.credentials)) is not None:
        read_credentials(entry, raw)
    vote = Vote(
        village=entry.village,
        opening=place_of(book, entry),
        opened_at=entry.at,
        opens_at=entry.opens_at,
        closes_at=entry.closes_at,
        households=entry.households,
        parts=trustees.parts,
        opinion=entry.majority == OPINION,
        practice=practice,
    )
    opened = {"practice": entry.vote} if practice else {"open": (*village.open, entry.vote)}
    return CommuneChange(
        villages={entry.village: replace(village, **opened)}, votes={entry.vote: vote}, server_key=server_key
    )


def _check_kind(book: CommuneBook, village: Village, entry: VoteOpened, election: Election) -> None:
    """It decides a matter as that was announced, asks for opinions, or is practice; none looks like another."""
    if entry.majority == PRACTICE:
        require_practice(village, entry, election)
        _check_no_matter(book, entry)
    elif any(map(names_practice, _texts(election))):
        raise WrongPractice("a real vote has the words by which practice is known")
    elif entry.majority == OPINION:
        _check_opinion(entry, election)
        _check_no_matter(book, entry)
    else:
        _check_rule(entry, election)
        announced(book, entry, _content(entry, election))  # LAW.md 5, #8 to #9


def _texts(election: Election) -> tuple[str, ...]:
    """What the voters read, but for the answers."""
    return (election.name, election.description, *(one.text for one in election.questions))


def _content(entry: VoteOpened, election: Election) -> str:
    return content_hash(election.name, election.description, election.questions, entry.documents)


def _check_place(book: CommuneBook, entry: VoteOpened) -> None:
    """A vote is opened once, and its book is called after it (LEDGER, "Why two kinds of books")."""
    if book.vote(entry.vote) is not None or book.subject(entry.vote) is not None:
        raise WrongSetup(f"vote {entry.vote} was opened before")
    origin = f"{started(book, entry).origin}/{entry.vote}"
    if entry.book != origin:
        raise WrongSetup(f"the vote's book is called {entry.book}, not {origin}")


def _check_cards(village: Village, entry: VoteOpened) -> None:
    """Every household of the frozen roll votes, by its valid card."""
    if village.outdated:
        raise RollOutdated("households have come from another village since the roll was frozen")
    if not village.households or entry.households != village.households:
        raise WrongSetup(f"{entry.households} households, the frozen roll has {village.households}")
    if village.cards != village.households or entry.register != village.register:
        raise WrongCards(f"{village.cards} valid cards for {village.households} households, or another register")
    if len(entry.spares) != village.spares:
        raise WrongCards(f"{len(entry.spares)} spare credentials for {village.spares} spare cards")


def _check_committee(committee: Committee | None, entry: VoteOpened) -> None:
    if committee is None or not committee.complete or committee.number != entry.committee:
        raise WrongCommittee("the present committee is not the one named, or lacks keys")


def _check_times(entry: VoteOpened) -> None:
    if not entry.at <= entry.opens_at < entry.closes_at:
        raise WrongSetup("a vote opens after it is recorded and before it closes")
    if entry.closes_at - entry.at > MAX_DURATION:
        raise WrongSetup(f"a vote closes at most {MAX_DURATION.days} days after its opening")


def _check_trustees(book: CommuneBook, trustees: Trustees, committee: Committee | None, election: Election) -> str:
    """The server's fresh key first, then the committee's keys as published; returns the server's key (hex)."""
    server, *others = trustees.entries
    if not isinstance(server, SingleKey) or committee is None or tuple(others) != trustees_of(committee):
        raise WrongCommittee("the trustees are not the server and the committee's published keys, in order")
    if book.has_server_key(server.public_key.hex):
        raise WrongSetup("the server's key served an earlier vote")
    require_strong([owner.public_key for owner in trustees.owners])
    if trustees.public_key != election.public_key:
        raise WrongPublicKey("the election key is not the product of the trustees' keys")
    try:
        check_trustees(trustees)  # PROTOCOL 5
    except BallotError as error:
        raise WrongSetup(f"{error.name}: {error}") from error
    return server.public_key.hex


def _check_texts(election: Election) -> None:
    """LEDGER, "Texts that people read": they can be seen, and no two answers of a question look alike."""
    require_text(election.name, "title")
    if election.description:
        require_text(election.description, "description", line_breaks=True)
    for question in election.questions:
        require_text(question.text, "question", line_breaks=True)
        for answer in question.answers:
            require_text(answer, "answer")
        for one, other in pairs_alike(question.answers):
            raise WrongText(f"answers {one + 1} and {other + 1} look alike")


def _check_counts(entry: VoteOpened) -> None:
    if entry.listed - len(entry.spares) != entry.households:
        raise WrongCredentialCount(
            f"{entry.listed} credentials, {len(entry.spares)} of them spare, for {entry.households} households"
        )
    if len(set(entry.spares)) != len(entry.spares):
        raise WrongCredentialCount("a spare credential is named twice")


def _check_opinion(entry: VoteOpened, election: Election) -> None:
    """It decides nothing: no clause, no majority, no article; and nothing in it looks like a decision."""
    nothing = (0, "", ((),) * len(election.questions))
    if (entry.clause, entry.citation, entry.proposals) != nothing:
        raise WrongRule("an opinion vote has no clause, no article, and puts nothing to a majority")
    answers = [answer for one in election.questions for answer in one.answers]
    if any(map(is_deciding, answers)):
        raise PosesAsDecision("an answer says yes or no in the decree's words")
    if any(map(names_verdict, (*_texts(election), *answers))):
        raise PosesAsDecision("a text has the words of a decision")


def _check_no_matter(book: CommuneBook, entry: VoteOpened) -> None:
    if book.matter_of(entry.vote) is not None:
        raise WrongRule(f"vote {entry.vote} decides a matter: no matter is an opinion or practice")


def _check_rule(entry: VoteOpened, election: Election) -> None:
    """Only matters of clause 6 of Article 15 are voted online (Art. 17), with the majority the law has for them."""
    rule = rule_of(ONLINE_CLAUSE)
    if (entry.clause, entry.majority, entry.citation) != (ONLINE_CLAUSE, rule.majority.value, rule.citation_key):
        raise WrongRule(f"{entry.majority!r} by {entry.citation!r} is not the rule of clause {ONLINE_CLAUSE}")
    if len(entry.proposals) != len(election.questions):
        raise WrongRule("each question names the answers that are put to the majority")
    for numbers, question in zip(entry.proposals, election.questions, strict=True):
        _check_answers(numbers, question)


def _check_answers(numbers: tuple[int, ...], question: Question) -> None:
    """The decree's three answers, of which the yes, by its words, is put to the majority; nothing else is asked."""
    if not decides(question.answers) or numbers != yes_among(question.answers):
        raise WrongAnswers(f"answers {list(numbers)} of {list(question.answers)} are put to the majority")
    if (question.minimum, question.maximum, question.blank) != (1, 1, False):
        raise WrongAnswers("one of the decree's answers is chosen, and none is left blank")


def vote_extended(book: CommuneBook, entry: VoteExtended, _: Context) -> CommuneChange:
    """Only to a later time, before the vote has reached its closing, and not beyond the longest time there is."""
    vote = vote_in(book, entry, Phase.OPEN)
    if not entry.at < vote.closes_at < entry.closes_at:
        raise OutOfOrder("an extension comes before closing and ends later")
    if entry.closes_at - vote.opened_at > MAX_DURATION:
        raise OutOfOrder(f"a vote closes at most {MAX_DURATION.days} days after its opening")
    require_text(entry.reason, "reason", line_breaks=True)
    place = place_of(book, entry)
    move = Move(place.index, place.leaf, entry.closes_at)
    extended = replace(vote, closes_at=entry.closes_at, extensions=(*vote.extensions, move))
    return CommuneChange(votes={entry.vote: extended})


def vote_cancelled(book: CommuneBook, entry: VoteCancelled, context: Context) -> CommuneChange:
    """A vote can be cancelled until there is a result; its ballots stay sealed."""
    vote = vote_in(book, entry, Phase.OPEN, Phase.CLOSED, Phase.TALLIED)
    require_text(entry.reason, "reason", line_breaks=True)
    seal = _last_seal(vote, entry.size, entry.root, WrongSeal)
    if vote.phase is not Phase.OPEN and seal != vote.seal:
        raise WrongSeal("the vote's book has grown after its closing")
    if (own := context.vote_book(entry.vote)) is not None:
        require_cancelled(entry, own)
    cancelled = replace(vote, phase=Phase.CANCELLED, seal=seal)
    return CommuneChange(villages=_without(book, entry), votes={entry.vote: cancelled})


def vote_closed(book: CommuneBook, entry: VoteClosed, context: Context) -> CommuneChange:
    """At its time, or earlier if all N have voted; states what anyone can count in the vote's book."""
    vote = vote_in(book, entry, Phase.OPEN)
    if entry.at < vote.closes_at and not (entry.voted == vote.households and entry.at >= vote.opens_at):
        raise ClosedTooEarly(f"{entry.voted} of {vote.households} households have voted")
    seal = _last_seal(vote, entry.size, entry.root, WrongClosing)
    if not entry.voted <= min(entry.ballots, vote.households) or bool(entry.voted) != bool(entry.ballots):
        raise WrongClosing(f"{entry.voted} of {vote.households} households cast {entry.ballots} ballots")
    if entry.size < 1 + entry.ballots:  # book-started stands there too
        raise WrongClosing(f"a book of {entry.size} entries with {entry.ballots} ballots")
    if (own := context.vote_book(entry.vote)) is not None:
        require_closing(entry, vote, own)
    closed = replace(
        vote,
        phase=Phase.CLOSED,
        seal=seal,
        ballots=entry.ballots,
        voted=entry.voted,
        closing=book.size,
        closed_at=entry.at,
    )
    return CommuneChange(villages=_without(book, entry), votes={entry.vote: closed})


def _last_seal(vote: Vote, size: int, root: str, error: type[RecordError]) -> Seal:
    """The end of the vote's book does not lie before, nor contradict, the last seal that was put on it."""
    before = vote.seal or Seal(0, "")
    if size < max(1, before.size) or (size == before.size and root != before.root):
        raise error(f"the vote's book ends at size {size}, or with another root; it was sealed at {before.size}")
    return Seal(size, root)


def _without(book: CommuneBook, entry: Entry) -> dict[str, Village]:
    village = book.village(entry.village)
    if village.practice == entry.subject():
        return {entry.village: replace(village, practice="")}
    return {entry.village: replace(village, open=tuple(one for one in village.open if one != entry.subject()))}


RULES: dict[type[Entry], Callable[[CommuneBook, Any, Context], CommuneChange]] = {
    VoteOpened: vote_opened,
    VoteExtended: vote_extended,
    VoteCancelled: vote_cancelled,
    VoteClosed: vote_closed,
}
