"""One step on the road: who may take it, its papers, its entry in the commune's book; all or nothing, once a form."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from voting.ballots.election import BASE58
from voting.law.road import Mark, Office
from voting.law.units import UNITS
from voting.law.wording import HERE
from voting.papers.matter import MatterFacts
from voting.papers.page import html_page
from voting.papers.sheet import Sheet, Stamp
from voting.papers.word import word_file
from voting.record.entries.matter import OfMatter
from voting.record.facts import Matter as MatterKnown
from voting.services.desk import Desk, village_for
from voting.services.errors import Conflict, NotFound
from voting.services.forms import once
from voting.services.lookups import COMMUNE_BOOK, MATTER, read_fact, village_facts
from voting.services.matters.content import Proposal, text_of
from voting.services.permissions import Actor, Role
from voting.services.votes.drafting import NewDocument, NewVote
from voting.services.votes.paper_names import paper_name
from voting.storage import errors as storage_errors
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.matters import Matter, MatterPaper

HTML, WORD = "text/html", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CODE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
MATTER_SALT = "matter-salt"
"""The kind of secret that the salts of what a matter commits to are."""
MOST_PAPERS = 200
"""Papers and photographs of one matter: far more than its road has steps, and an end to what can be heaped up."""
PROPOSER_NAMES = {
    Office.HEAD: "trưởng thôn, tổ trưởng",
    Office.FRONT: "Ban công tác Mặt trận",
    Office.COMMUNE: "Ủy ban nhân dân xã",
    Office.CITIZENS: "các hộ trong thôn",
}


def random_id() -> str:
    """14 random Base58 characters: the id of a matter."""
    return "".join(secrets.choice(BASE58) for _ in range(14))


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
    kept: list[MatterPaper] = field(default_factory=list)
    kept_before: tuple[str, ...] = ()

    def facts(self, new: NewVote | None = None) -> MatterFacts:
        """What the papers of this step have in common; with the words of the vote, once these are fixed."""
        words = Proposal.of(self.row) if new is None else Proposal.of_vote(new)
        unit = next((one for one in UNITS.values() if one.name_vi == self.village.unit_kind.lower()), UNITS["thon"])
        commune = self.tx.communes.get(self.village.commune_id)
        code = "".join(secrets.choice(_CODE) for _ in range(8))
        address = f"https://{self.desk.host}/viec/{self.row.id}"
        proposer = Office(text_of(self.row.notes, "proposer") or Office.HEAD)
        return MatterFacts(
            commune=commune.name[:1].lower() + commune.name[1:],
            village=f"{self.village.unit_kind.lower()} {self.village.name}",
            head_title=unit.head_vi,
            head=self.holder(Role.HEAD),
            front=self.holder(Role.FRONT),
            number=self.row.number,
            title=words.title,
            description=words.description,
            questions=words.questions,
            proposer=PROPOSER_NAMES[proposer],
            households=village_facts(self.tx, self.village.commune_id, self.village.code).households,
            day=self.at.astimezone(HERE).date(),
            stamp=Stamp(f"{code[:4]}-{code[4:]}", commune.code, self.index, address),
        )

    def holder(self, role: Role) -> str:
        """The name of whoever holds a role in the village; empty where nobody does."""
        found = self.tx.accounts.holders(self.village.commune_id, role, self.village.code)
        return found[0].name if found else ""

    @property
    def leader(self) -> str:
        """The name of the team's leader, as appointed."""
        return next((one["name"] for one in self.row.notes.get("team", ()) if one["leads"]), "")

    def paper(self, sheet: Sheet, step: str, *, private: bool = False) -> None:
        """Make a paper of this step, as a page and as a Word file."""
        stem = paper_name(f"{sheet.title} {self.row.number}", HTML)
        self._keep(step, sheet.kind, NewDocument(f"{stem}.html", HTML, html_page(sheet)), private=private)
        self._keep(step, sheet.kind, NewDocument(f"{stem}.docx", WORD, word_file(sheet)), private=private)

    def attach(self, document: NewDocument, step: str, *, private: bool = False) -> None:
        """Keep a paper, or a photograph of one, that was handed in with this step."""
        name = paper_name(document.name, document.media_type)
        self._keep(step, "attached", NewDocument(name, document.media_type, document.content), private=private)

    def _keep(self, step: str, kind: str, one: NewDocument, *, private: bool) -> None:
        position = len(self.tx.matters.papers(self.row.commune_id, self.row.id)) + len(self.kept) + 1
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
        self.row = Matter(**{name: getattr(self.row, name) for name in Matter.__slots__} | {
            "notes": {**self.row.notes, **notes}
        })  # fmt: skip
        self.tx.matters.note(self.row.commune_id, self.row.id, self.row.notes)

    def salt(self, name: str) -> bytes:
        """A fresh salt for something the record only commits to; destroying it is the erasure."""
        salt, kept = secrets.token_bytes(32), f"{self.row.id} {name}"
        self.tx.secrets.put(self.row.commune_id, MATTER_SALT, kept, salt, at=self.desk.now(), own_key=True)
        return salt

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


def act_in(desk: Desk, tx: Transaction, village: Village, matter: str) -> Act:
    """A step of this matter that begins now; locks the commune's book, and only then reads what is kept of it."""
    book = desk.books.commune(tx, village.commune_id)
    return Act(desk, tx, village, find_matter(tx, matter), desk.next_minute(tx, village.commune_id), book.size)


def take(desk: Desk, actor: Actor, matter: str, action: str, form: str, make: Callable[[Act], None]) -> None:
    """Take a step, for whoever may; the same ``form`` number again changes nothing. ``Conflict``, ``Forbidden``."""

    def taken(tx: Transaction) -> str:
        village = village_for(tx, actor, find_matter(tx, matter).village_code, action)
        make(act_in(desk, tx, village, matter))
        return matter

    once(desk, actor, form and f"{action}|{matter}|{form}", taken)
