"""What was said wrongly of a vote is corrected in public: nothing is edited, both papers stay to be read (LEDGER)."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from voting.law.sentence import Sentence
from voting.record.entries.correction import Corrected, Correction
from voting.record.entries.entry import Book, Entry
from voting.record.entries.parsing import parse_entry
from voting.record.rules.correction import CORRECTABLE
from voting.services.desk import Desk, find_vote, vote_for
from voting.services.errors import NotFound
from voting.services.forms import require_seen, seen_of
from voting.services.permissions import Actor
from voting.services.typed import public_reason
from voting.services.votes.drafting import NewDocument, check_documents
from voting.services.votes.history import named
from voting.services.votes.paper_names import paper_name
from voting.services.votes.summaries import DocumentInfo, summary
from voting.storage.database import Transaction
from voting.storage.votes import Document, Vote


@dataclass(frozen=True)
class SaidOfVote:
    """An entry of the commune's book in which somebody said something of a vote."""

    index: int
    named: Sentence
    at_utc: datetime


@dataclass(frozen=True)
class Correctable:
    """A vote's papers, of which those can be corrected that hold so far, and what was said of it."""

    papers: tuple[DocumentInfo, ...]
    said: tuple[SaidOfVote, ...]
    made: int = 0

    @property
    def seen(self) -> str:
        """What a page has seen of it: how many corrections there were."""
        return seen_of(self.made)


class Corrections:
    """Corrections of votes, by the head."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def possible(self, uuid: str) -> Correctable:
        """What of a vote can be corrected now; ``NotFound``."""
        with self._desk.database.reading() as tx:
            vote = find_vote(tx, uuid)
            found = summary(self._desk, tx, vote)
            said = tuple(
                SaidOfVote(index, named(one, found.majority), one.at) for index, one in said_of(tx, vote)
            )
            return Correctable(found.documents, said, len(corrections_of(tx, vote)))

    def paper(self, actor: Actor, uuid: str, papers: tuple[str, NewDocument], reason: str, seen: str = "") -> None:
        """Another paper holds in place of the wrong one (SHA-256, hex). ``Invalid`` at ``documents`` or
        ``reason``; ``Conflict`` if the wrong one does not hold, or the right one was shown before; or
        "changed-meanwhile" if other corrections were made since the page was ``seen``."""
        wrong, right = papers
        reason, right = public_reason(reason), replace(right, name=paper_name(right.name, right.media_type))
        check_documents([right])
        digest = sha256(right.content).digest()
        with self._desk.database.transaction() as tx:
            vote = vote_for(tx, actor, uuid, "vote.correct")
            opening, _ = said_of(tx, vote)[0]
            if self._record(tx, vote, self._entry(tx, vote, opening, reason, (wrong, digest.hex())), seen):
                tx.votes.add_document(Document(
                    vote.commune_id, uuid, digest, right.name[:200], right.media_type, self._desk.now(), right.content
                ))  # fmt: skip

    def words(self, actor: Actor, uuid: str, index: int, reason: str, seen: str = "") -> None:
        """What the entry of this index says of the vote was wrong, and the reason says how; ``NotFound``.

        ``Conflict`` as for a paper.
        """
        reason = public_reason(reason)
        with self._desk.database.transaction() as tx:
            vote = vote_for(tx, actor, uuid, "vote.correct")
            if index not in dict(said_of(tx, vote)):
                raise NotFound(code="unknown-entry")
            self._record(tx, vote, self._entry(tx, vote, index, reason), seen)

    def _entry(self, tx: Transaction, vote: Vote, index: int, reason: str, papers: tuple[str, ...] = ()) -> Correction:
        return Correction(
            village=vote.village_code, at=self._desk.next_minute(tx, vote.commune_id), vote=vote.uuid, corrects=index,
            about=(Corrected.PAPER if papers else Corrected.WORDS).value, papers=papers, reason=reason, by="head",
        )  # fmt: skip

    def _record(self, tx: Transaction, vote: Vote, entry: Correction, seen: str) -> bool:
        """Append it; False where the very same was said already (a second press), so that nothing is to be done."""
        before = corrections_of(tx, vote)
        if any(replace(one, at=entry.at) == entry for one in before):
            return False
        require_seen(seen, len(before), wanted=())
        self._desk.append(tx, vote.commune_id, [entry])
        return True


def corrections_of(tx: Transaction, vote: Vote) -> tuple[Correction, ...]:
    """A vote's corrections so far, in order."""
    stored = tx.log.entries_about(vote.commune_id, vote.uuid)
    found = (parse_entry(one.raw, Book.COMMUNE) for one in stored if one.type == Correction.type)
    return tuple(one for one in found if isinstance(one, Correction))


def said_of(tx: Transaction, vote: Vote) -> tuple[tuple[int, Entry], ...]:
    """By index, the entries in which somebody said something of a vote that can be corrected; its opening first."""
    stored = tx.log.entries_about(vote.commune_id, vote.uuid)
    read = ((one.idx, parse_entry(one.raw, Book.COMMUNE)) for one in stored)
    return tuple((index, entry) for index, entry in read if isinstance(entry, CORRECTABLE))
