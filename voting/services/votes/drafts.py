"""A vote being prepared: what was typed and the papers chosen stay for a day, until it is opened, once.

It may stand in two tabs: neither undoes the other's words unknowingly, and what is opened is what was looked over.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Self

from voting.services.desk import Desk, village_for
from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.forms import MOST_TYPED, form_id, require_seen, seen_of
from voting.services.permissions import Actor
from voting.services.votes.drafting import NewDocument, NewVote, check_documents, check_new_vote, tidied
from voting.services.votes.opening import nothing_before, open_vote, require_other_title
from voting.services.votes.paper_names import paper_name
from voting.storage import errors as storage_errors
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.forms import KeptForm, KeptPaper, KeptPaperInfo

VOTE_PLACE = "vote "
"""What a draft is about, before the village's code."""


Opens = Callable[[Transaction, Village, NewVote], str]
"""Opens a vote in its village, inside the transaction; its uuid."""


class OtherWords(Conflict):
    """A form's first page was sent again, and other words stand in its draft by now; ``draft`` is that one's id."""

    code = "changed-meanwhile"

    def __init__(self, draft: str) -> None:
        super().__init__()
        self.draft = draft


@dataclass(frozen=True)
class PaperChosen:
    """A paper chosen for a vote: as the vote will show it; ``digest`` is its SHA-256 in hex."""

    name: str
    media_type: str
    size_bytes: int
    digest: str

    @classmethod
    def of(cls, row: KeptPaperInfo) -> Self:
        """As it is handed up."""
        return cls(row.name, row.media_type, row.size_bytes, row.sha256.hex())


@dataclass(frozen=True)
class VoteDraft:
    """What was typed, field by field in the order of the form, and the papers; ``opened`` is the vote it became."""

    id: str
    typed: tuple[tuple[str, str], ...]
    papers: tuple[PaperChosen, ...]
    opened: str | None

    @property
    def words_seen(self) -> str:
        """What a page that shows the words has seen (`save`)."""
        return seen_of(_told(self.typed))

    @property
    def seen(self) -> str:
        """What a page that shows everything has seen (`is_as`)."""
        return self._seen(one.digest for one in self.papers)

    def is_as(self, seen: str, brought: Sequence[NewDocument] = ()) -> bool:
        """Whether this is what was looked over, but for the papers that are brought just now. "" is for programs."""
        new = {sha256(one.content).hexdigest() for one in brought}
        before = (one.digest for one in self.papers if one.digest not in new)
        return seen in ("", self.seen, self._seen(before))

    def _seen(self, digests: Iterable[str]) -> str:
        return seen_of(_told(self.typed), *sorted(digests))


class Drafts:
    """Votes being prepared, for whoever may open votes in their village."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def begin(self, actor: Actor, village: str, form: str, typed: Sequence[tuple[str, str]]) -> str:
        """Keep what was typed into the form of this one-time number; the draft's id. The same number is one draft.

        That page has seen nothing of the draft: ``OtherWords`` if what stands there is not what is sent.
        """
        draft = form_id(actor, f"draft|{village}|{form}")
        try:
            self._begin(actor, village, draft, typed)
        except storage_errors.Conflict:  # sent twice at once
            self._begin(actor, village, draft, typed)
        return draft

    def _begin(self, actor: Actor, village: str, draft: str, typed: Sequence[tuple[str, str]]) -> None:
        fields = _fields(typed)
        with self._desk.database.transaction() as tx:
            village_for(tx, actor, village, "vote.open")
            try:
                kept = tx.forms.get(actor.commune, draft)
            except storage_errors.NotFound:
                place = VOTE_PLACE + village
                tx.forms.add(KeptForm(actor.commune, draft, actor.account_id, place, fields, self._desk.now()))
                return
            if kept.made is None and _told(kept.fields) != _told(fields):
                raise OtherWords(draft)

    def save(self, actor: Actor, village: str, draft: str, typed: Sequence[tuple[str, str]], seen: str = "") -> None:
        """Keep what is typed now; nothing is changed any more once the vote is open. ``NotFound``.

        ``seen`` is the draft's `words_seen` as the page had it: ``Conflict`` "changed-meanwhile" if others stand there.
        """
        fields = _fields(typed)
        with self._desk.database.transaction() as tx:
            kept = _kept(tx, actor, village, draft)
            if kept.made is None:
                require_seen(seen, _told(kept.fields), wanted=[_told(fields)])
                tx.forms.type_anew(actor.commune, draft, fields)

    def get(self, actor: Actor, village: str, draft: str) -> VoteDraft:
        """The draft as it stands; ``NotFound`` a day after it was begun."""
        with self._desk.database.reading() as tx:
            kept = _kept(tx, actor, village, draft)
            papers = tuple(map(PaperChosen.of, tx.forms.papers(actor.commune, draft)))
            return VoteDraft(draft, tuple((name, value) for name, value in kept.fields), papers, kept.made)

    def add_papers(self, actor: Actor, village: str, draft: str, papers: Sequence[NewDocument]) -> None:
        """Keep these papers too; one that is there already changes nothing. ``Invalid`` at ``documents``."""
        with self._desk.database.transaction() as tx:
            if _kept(tx, actor, village, draft).made is not None:
                return
            there = [tx.forms.paper(actor.commune, draft, one.sha256) for one in tx.forms.papers(actor.commune, draft)]
            known = {one.sha256 for one in there}
            new = {sha256(one.content).digest(): one for one in papers}
            check_documents([*map(_document, there), *(one for digest, one in new.items() if digest not in known)])
            after = max((one.position for one in there), default=0) + 1
            for position, (digest, one) in enumerate(new.items(), after):
                if digest not in known:
                    tx.forms.add_paper(_paper(actor.commune, draft, position, one))

    def remove_paper(self, actor: Actor, village: str, draft: str, digest: str) -> None:
        """Forget a paper that was chosen by mistake; doing it again changes nothing."""
        with self._desk.database.transaction() as tx:
            _kept(tx, actor, village, draft)
            for one in tx.forms.papers(actor.commune, draft):
                if one.sha256.hex() == digest:
                    tx.forms.remove_paper(actor.commune, draft, one.sha256)

    def ask(self, actor: Actor, village: str, draft: str, new: NewVote) -> str:
        """Open a vote that asks for opinions and is of no matter, as ``open`` does."""

        def opens(tx: Transaction, where: Village, whole: NewVote) -> str:
            return open_vote(self._desk, tx, actor, where, whole, before=nothing_before).uuid

        return self.open(actor, village, draft, replace(new, opinion=True), opens)

    def open(self, actor: Actor, village: str, draft: str, new: NewVote, opens: Opens) -> str:
        """Open the vote, by ``opens``, with the papers of the draft; its uuid. Opened already, it is that vote.

        ``Invalid`` names faulty fields, ``Conflict`` what is still missing; the draft and its papers stay then.
        """
        with self._desk.database.transaction() as tx:
            where = village_for(tx, actor, village, "vote.open")
            self._desk.books.commune(tx, actor.commune)  # locked: of two clicks the second sees the first
            kept = _kept(tx, actor, village, draft)
            if kept.made is not None:
                return kept.made
            papers = [tx.forms.paper(actor.commune, draft, one.sha256) for one in tx.forms.papers(actor.commune, draft)]
            whole = tidied(replace(new, documents=tuple(map(_document, papers))))
            check_new_vote(whole, self._desk.now())
            require_other_title(tx, where, whole.title)
            uuid = opens(tx, where, whole)
            tx.forms.done(actor.commune, draft, uuid)
            return uuid


def _fields(typed: Sequence[tuple[str, str]]) -> list[list[str]]:
    if sum(len(part.encode()) for pair in typed for part in pair) > MOST_TYPED:
        raise Invalid({"description": "text-long"})
    return [[name, value] for name, value in typed]


def _told(typed: Sequence[Sequence[str]]) -> str:
    return json.dumps([list(pair) for pair in typed])


def _kept(tx: Transaction, actor: Actor, village: str, draft: str) -> KeptForm:
    village_for(tx, actor, village, "vote.open")
    try:
        kept = tx.forms.get(actor.commune, draft)
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-draft") from error
    if kept.place != VOTE_PLACE + village:
        raise NotFound(code="unknown-draft")
    return kept


def _document(paper: KeptPaper) -> NewDocument:
    return NewDocument(paper.name, paper.media_type, paper.content)


def _paper(commune: str, draft: str, position: int, one: NewDocument) -> KeptPaper:
    name, digest = paper_name(one.name, one.media_type), sha256(one.content).digest()
    return KeptPaper(commune, draft, digest, position, name, one.media_type, len(one.content), one.content)
