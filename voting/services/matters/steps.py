"""One step on the road: who may take it, its papers, its entry in the commune's book; all or nothing, once a form."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar

from voting.law.road import Mark, Office
from voting.law.units import Unit, commune_unit_of, unit_called
from voting.law.wording import HERE
from voting.papers.matter import MatterFacts
from voting.papers.names import PAPER_NAMES
from voting.papers.page import html_page
from voting.papers.sheet import Sheet, Stamp
from voting.record.entries.matter import OfMatter
from voting.record.facts import Matter as MatterKnown
from voting.services.desk import Desk, village_for
from voting.services.errors import Conflict, NotFound, ServiceError
from voting.services.forms import once
from voting.services.lookups import COMMUNE_BOOK, MATTER, read_fact, village_facts
from voting.services.matters.content import Proposal, text_of
from voting.services.permissions import Actor, Role
from voting.services.press import Press
from voting.services.votes.drafting import NewDocument, NewVote
from voting.services.votes.paper_names import paper_name
from voting.storage import errors as storage_errors
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.matters import Matter, MatterPaper

HTML, WORD = "text/html", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MATTER_SALT, ANNEX = "matter-salt", "annex"
"""The kinds of secrets that the salts of what a matter commits to are, and its private lists, each with its salt."""
MOST_PAPERS = 200
"""Papers and photographs of one matter: far more than its road has steps, and an end to what can be heaped up."""


def matter_facts(tx: Transaction, row: Matter) -> MatterKnown:
    """The matter as the commune's book tells it, under its village's present roll."""
    text = tx.facts.get(row.commune_id, COMMUNE_BOOK, MATTER, row.id)
    known = MatterKnown(row.village_code, ()) if text is None else read_fact(MatterKnown, text)
    return known.under(village_facts(tx, row.commune_id, row.village_code))


def find_matter(tx: Transaction, matter: str) -> Matter:
    """The matter of this id; ``NotFound``."""
    try:
        return tx.matters.with_id(matter)
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-matter") from error


@dataclass(frozen=True)
class Holder:
    """Who holds a role, with the title of a deputy; ``office`` is empty where it is the role's own."""

    name: str
    office: str


def holding(tx: Transaction, where: Village, role: Role) -> Holder:
    """The head before the deputy, who signs as the deputy while there is no head; no account that is closed."""
    deputy, found = unit_called(where.unit_kind).deputy_vi, []
    for one in tx.accounts.holders(where.commune_id, role, where.code):
        if one.active:
            grants = tx.accounts.grants(where.commune_id, one.id)
            held = [grant.office for grant in grants if (grant.role, grant.village_code) == (role, where.code)]
            found.append(Holder(one.name, deputy if held == [deputy] else ""))
    return min(found, key=lambda one: bool(one.office), default=Holder("", ""))


@dataclass
class Act:
    """A step being taken inside its transaction; the commune's book is locked, so its entry's index is known.

    ``kept_before`` are papers (SHA-256, hex) that came for this step before its entry could be written.
    """

    desk: Desk
    tx: Transaction
    village: Village
    row: Matter
    at: datetime
    index: int
    press: Press
    rehearsed: ClassVar[bool] = False
    kept: list[MatterPaper] = field(default_factory=list)
    kept_before: tuple[str, ...] = ()
    sheets: list[Sheet] = field(default_factory=list)

    def facts(self, new: NewVote | None = None) -> MatterFacts:
        """What the papers of this step have in common; with the words of the vote, once these are fixed."""
        words = Proposal.of(self.row) if new is None else Proposal.of_vote(new)
        commune, head = self.tx.communes.get(self.village.commune_id), self._holding(Role.HEAD)
        proposer = Office(text_of(self.row.notes, "proposer") or Office.HEAD)
        return MatterFacts(
            commune=commune.name[:1].lower() + commune.name[1:],
            village=f"{self.village.unit_kind.lower()} {self.village.name}",
            head_title=head.office or self.unit.head_vi,
            head=head.name,
            front=self.holder(Role.FRONT),
            number=self.row.number,
            title=words.title,
            description=words.description,
            questions=words.questions,
            proposer=self._named(proposer, commune.name),
            households=village_facts(self.tx, self.village.commune_id, self.village.code).households,
            day=self.at.astimezone(HERE).date(),
        )

    @property
    def unit(self) -> Unit:
        """What kind of community the village is."""
        return unit_called(self.village.unit_kind)

    def _named(self, proposer: Office, commune: str) -> str:
        """Who proposes, by the names that village and commune go by."""
        kind = commune_unit_of(commune)
        match proposer:
            case Office.HEAD:
                return self.unit.head_vi[:1].lower() + self.unit.head_vi[1:]
            case Office.COMMUNE:
                return f"Ủy ban nhân dân {kind.name_vi if kind else 'xã'}"
            case Office.CITIZENS:
                return f"các hộ trong {self.unit.name_vi}"
        return "Ban công tác Mặt trận"

    def holder(self, role: Role) -> str:
        """The name of whoever holds a role in the village and may act; empty where nobody does."""
        return self._holding(role).name

    def _holding(self, role: Role) -> Holder:
        return holding(self.tx, self.village, role)

    @property
    def leader(self) -> str:
        """The name of the team's leader, as appointed."""
        return next((one["name"] for one in self.row.notes.get("team", ()) if one["leads"]), "")

    def paper(self, sheet: Sheet, step: str, *, private: bool = False) -> None:
        """Make a paper of this step, as a page and as a Word file, with its place in the book."""
        made = self.press.printed(self._stamped(sheet))
        called = f"{PAPER_NAMES[sheet.kind].vi}, việc {self.row.number}, giấy {self._next_position}"
        for ending, media_type, content in (("html", HTML, made.page), ("docx", WORD, made.word)):
            self._keep(step, sheet.kind, NewDocument(f"{called}.{ending}", media_type, content), private=private)

    def attach(self, document: NewDocument, step: str, *, private: bool = False) -> None:
        """Keep a paper, or a photograph of one, that was handed in with this step."""
        name = paper_name(document.name, document.media_type)
        self._keep(step, "attached", NewDocument(name, document.media_type, document.content), private=private)

    def _stamped(self, sheet: Sheet) -> Sheet:
        address = f"https://{self.desk.host}/viec/{self.row.id}"
        code = self.press.code(len(self.sheets))
        self.sheets.append(replace(sheet, stamp=Stamp(code, self.village.commune_id, self.index, address)))
        return self.sheets[-1]

    @property
    def _next_position(self) -> int:
        return len(self.tx.matters.papers(self.row.commune_id, self.row.id)) + len(self.kept) + 1

    def _keep(self, step: str, kind: str, one: NewDocument, *, private: bool) -> None:
        position = self._next_position
        if position > MOST_PAPERS:
            raise Conflict(code="matter-full")
        self.kept.append(
            MatterPaper(
                self.row.commune_id, self.row.id, position, step, kind, one.name, one.media_type, private,
                sha256(one.content).digest(), self.desk.now(), one.content,
            )
        )  # fmt: skip

    @property
    def digests(self) -> tuple[str, ...]:
        """SHA-256 (hex) of the papers of this step."""
        return (*self.kept_before, *(one.sha256.hex() for one in self.kept))

    def note(self, **notes: Any) -> None:
        """Keep something of this matter beside the record."""
        self.row = replace(self.row, notes={**self.row.notes, **notes})
        self.tx.matters.note(self.row.commune_id, self.row.id, self.row.notes)

    def salt(self, name: str) -> bytes:
        """A fresh salt for something the record only commits to; destroying it is the erasure.

        ``Conflict`` "out-of-order" where another has taken this very step since it was offered.
        """
        salt = secrets.token_bytes(32)
        self.keep_secret(MATTER_SALT, name, salt)
        return salt

    def keep_secret(self, kind: str, name: str, plain: bytes) -> None:
        """Keep something under a key of its own, so that it can be destroyed; ``Conflict`` as for ``salt``."""
        try:
            kept = f"{self.row.id} {name}"
            self.tx.secrets.put(self.row.commune_id, kind, kept, plain, at=self.desk.now(), own_key=True)
        except storage_errors.Conflict as error:
            raise Conflict(code="out-of-order") from error

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What has been done for the matter, in this transaction too."""
        return matter_facts(self.tx, self.row).marks

    def record(self, kind: type[OfMatter], by: Office, **fields: Any) -> None:
        """Write the step into the commune's book with the hashes of its papers, and keep these. ``Conflict``."""
        self.enter(kind, by, **fields)
        self.keep()

    def keep(self) -> None:
        """Keep the papers made so far."""
        for paper in self.kept:
            self.tx.matters.add_paper(paper)
        self.kept.clear()

    def enter(self, kind: type[OfMatter], by: Office, **fields: Any) -> OfMatter:
        """The entry alone; its papers are kept by ``record``."""
        entry = kind(village=self.village.code, at=self.at, matter=self.row.id, by=by, papers=self.digests, **fields)
        self.desk.append(self.tx, self.village.commune_id, [entry])
        self.index += 1
        return entry

    def enter_vote(self, kind: type[OfMatter], uuid: str) -> None:
        """The vote that decides the matter, before it is opened."""
        self.enter(kind, Office.HEAD, uuid=uuid)


class Rehearsal(Act):
    """A step gone through beforehand: it reads what the step would, and nothing of it is written or made."""

    rehearsed = True

    def paper(self, sheet: Sheet, step: str, *, private: bool = False) -> None:  # noqa: ARG002 - as the step's own
        """What the paper would say."""
        self._stamped(sheet)

    def attach(self, document: NewDocument, step: str, *, private: bool = False) -> None:
        """What is handed in is kept when the step is taken."""

    def keep_secret(self, kind: str, name: str, plain: bytes) -> None:
        """Nothing is committed to yet."""

    def note(self, **notes: Any) -> None:
        """For the rest of the step alone."""
        self.row = replace(self.row, notes={**self.row.notes, **notes})

    def record(self, kind: type[OfMatter], by: Office, **fields: Any) -> None:  # noqa: ARG002 - as the step's own
        """The place that the entry would take."""
        self.index += 1

    def keep(self) -> None:
        """Nothing is kept."""


Taking = Callable[[Act], None]
"""What a step does, inside its transaction or before it."""


def act_in(desk: Desk, tx: Transaction, village: Village, matter: str, press: Press) -> Act:
    """A step of this matter that begins now; locks the commune's book, and only then reads what is kept of it."""
    book = desk.books.commune(tx, village.commune_id)
    at = desk.next_minute(tx, village.commune_id)
    return Act(desk, tx, village, find_matter(tx, matter), at, book.size, press)


def rehearsed(desk: Desk, actor: Actor, matter: str, action: str, take: Taking) -> Press:
    """The papers of a step, made without a lock; what is wrong with the step is said when it is taken."""

    def row(tx: Transaction) -> tuple[Village, Matter]:
        found = find_matter(tx, matter)
        return village_for(tx, actor, found.village_code, action), found

    return rehearsed_of(desk, row, take)


def rehearsed_of(desk: Desk, row: Callable[[Transaction], tuple[Village, Matter]], take: Taking) -> Press:
    """As ``rehearsed``, for a matter that may not be kept yet."""
    press = Press()
    sheets: list[Sheet] = []
    with suppress(ServiceError), desk.database.reading() as tx:
        village, matter = row(tx)
        head = tx.log.head(village.commune_id, COMMUNE_BOOK)
        act = Rehearsal(desk, tx, village, matter, desk.books.minute_after(head), head.size, press)
        take(act)
        sheets = act.sheets
    for sheet in sheets:
        press.printed(sheet)
    return press


def drafted(desk: Desk, actor: Actor, matter: str, action: str, take: Taking) -> bytes:
    """The first paper of a step as a page, marked as a draft and without a place in the book; nothing is written.

    ``Conflict`` where there is nothing to show yet; ``Forbidden``, ``NotFound``.
    """
    with desk.database.reading() as tx:
        row = find_matter(tx, matter)
        village = village_for(tx, actor, row.village_code, action)
        head = tx.log.head(village.commune_id, COMMUNE_BOOK)
        act = Rehearsal(desk, tx, village, row, desk.books.minute_after(head), head.size, Press())
        take(act)
    if not act.sheets:
        raise Conflict(code="step-missing")
    return html_page(replace(act.sheets[0], draft=True, stamp=None))


def take(desk: Desk, actor: Actor, matter: str, action: str, form: str, make: Taking) -> None:
    """Take a step, for whoever may; the same ``form`` number again changes nothing. ``Conflict``, ``Forbidden``."""
    press = rehearsed(desk, actor, matter, action, make)

    def taken(tx: Transaction) -> str:
        village = village_for(tx, actor, find_matter(tx, matter).village_code, action)
        make(act_in(desk, tx, village, matter, press))
        return matter

    once(desk, actor, form and f"{action}|{matter}|{form}", taken)
