"""Private annexes of a matter: which households took part, which consented (LAW.md 5, #1, #10 and (e)).

A list is sealed with its salt under a key of its own; the record has the salted hash, and destroying the seal is the
erasure. It never says how anyone voted. Head and team may open it, and each time is noted: who, and when.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from voting.law.sentence import Sentence
from voting.papers import annexes as papers
from voting.papers.annexes import ListedHousehold
from voting.papers.names import PAPER_NAMES
from voting.papers.page import html_page
from voting.papers.sheet import Sheet, Stamp
from voting.record.entries.decision import MatterMinuted
from voting.record.entries.entry import compact
from voting.record.entries.matter import MatterProposed
from voting.record.subject_kinds import YES
from voting.services.desk import Desk, find_subject, find_vote, village_for
from voting.services.errors import NotFound
from voting.services.households.rolls import HouseholdInfo
from voting.services.households.subjects import heard_of
from voting.services.lookups import clock_of, entry_at
from voting.services.matters.asked import Asked
from voting.services.matters.forgetting import RETENTION
from voting.services.matters.reading import PaperFile
from voting.services.matters.steps import ANNEX, HTML, Act, Rehearsal, find_matter, matter_facts
from voting.services.permissions import Actor
from voting.services.press import Press
from voting.services.votes.reminding import took_part
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.matters import AnnexOpening, Matter

_SALT_BYTES = 32


class AnnexKind(StrEnum):
    """What an annex lists."""

    PARTICIPANTS = "participants"
    CONSENTS = "consents"


@dataclass(frozen=True)
class Opened:
    """Who opened an annex, and when."""

    by: str
    at_utc: datetime


@dataclass(frozen=True)
class AnnexInfo:
    """An annex without its list: its entry in the book, and whether the list is still kept; ``openings`` newest first.

    ``days`` is how long it is kept after the matter's last step.
    """

    kind: AnnexKind
    named: Sentence
    index: int
    digest: str
    kept: bool
    days: int
    openings: tuple[Opened, ...]


class Annexes:
    """Reading private annexes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_matter(self, actor: Actor, matter: str) -> tuple[AnnexInfo, ...]:
        """What there is, for whoever may open it; ``NotFound``, ``Forbidden``."""
        with self._desk.database.reading() as tx:
            row = find_matter(tx, matter)
            village_for(tx, actor, row.village_code, "annex.open")
            kept, days = set(_kept(tx, row.commune_id, matter)), clock_of(tx, row.commune_id, RETENTION).value
            names = {one.id: one.name for one in tx.accounts.list(row.commune_id)}
            noted = tx.matters.openings(row.commune_id, matter)
            return tuple(
                AnnexInfo(
                    kind, PAPER_NAMES[kind], index, digest, kind in kept, days,
                    tuple(Opened(names.get(one.by_account, ""), one.at_utc) for one in noted if one.kind == kind),
                )
                for kind, index, digest in _in_the_book(tx, row)
            )  # fmt: skip

    def open(self, actor: Actor, matter: str, kind: str, media_type: str = HTML) -> PaperFile:
        """The list as a page, or as a Word file, for head and team; who opened it is noted first.

        ``NotFound`` where there is none, or none any more; ``Forbidden``.
        """
        with self._desk.database.transaction() as tx:
            row = find_matter(tx, matter)
            village = village_for(tx, actor, row.village_code, "annex.open")
            known = next((one for one in _kept(tx, row.commune_id, matter) if one == kind), None)
            if known is None:
                raise NotFound(code="unknown-document")
            index = next(place for one, place, _ in _in_the_book(tx, row) if one == known)
            at = self._desk.now()
            tx.matters.note_opening(AnnexOpening(row.commune_id, matter, known, actor.account_id, at))
            sheet = _sheet(self._desk, tx, village, row, (known, index))
        ending = "html" if media_type == HTML else "docx"
        return PaperFile(f"{PAPER_NAMES[known].vi}, việc {row.number}.{ending}", media_type, _made(sheet, media_type))


def seal_participants(act: Act) -> str:
    """Seal the list of households that took part in the matter's vote; its salted hash, for the record."""
    if act.rehearsed:
        return ""
    vote = find_vote(act.tx, matter_facts(act.tx, act.row).vote)
    return _seal(act, AnnexKind.PARTICIPANTS, [_listed(one) for one in took_part(act.tx, vote)])


def seal_consents(act: Act, asked: Asked, typed: Sequence[str] = ()) -> tuple[str, ...]:
    """Seal the list of households that consent, by card or as ``typed``; its salted hash, none where none is kept."""
    if act.rehearsed:
        return ()
    listed = [ListedHousehold("", one) for one in typed]
    if asked.subject:
        heard = heard_of(act.tx, find_subject(act.tx, asked.subject))
        said = [one.household for one in heard if one.value == YES]
        listed = [_listed(one) for one in said if one is not None]
    return (_seal(act, AnnexKind.CONSENTS, listed),) if listed else ()


def _listed(one: HouseholdInfo) -> ListedHousehold:
    return ListedHousehold(one.code, one.representative or one.head_name, one.address)


def _seal(act: Act, kind: AnnexKind, households: Sequence[ListedHousehold]) -> str:
    facts = act.facts()
    told = {"day": facts.day.isoformat(), "all": facts.households, "leader": act.leader}
    code = act.press.code(len(act.sheets))
    listed = compact(told | {"code": code, "listed": [list(astuple(one)) for one in households]})
    salt = secrets.token_bytes(_SALT_BYTES)
    act.keep_secret(ANNEX, kind, salt + listed)
    return sha256(salt + listed).hexdigest()


def _sheet(desk: Desk, tx: Transaction, village: Village, row: Matter, which: tuple[AnnexKind, int]) -> Sheet:
    """The paper of a sealed list, as it was on its day, with its place in the book."""
    kind, index = which
    told = json.loads(tx.secrets.get(row.commune_id, ANNEX, f"{row.id} {kind}")[_SALT_BYTES:])
    stamp = Stamp(told["code"], row.commune_id, index, f"https://{desk.host}/viec/{row.id}")
    facts = replace(
        Rehearsal(desk, tx, village, row, desk.now(), index, Press()).facts(),
        day=date.fromisoformat(told["day"]), households=told["all"], stamp=stamp,
    )  # fmt: skip
    listed = [ListedHousehold(*one) for one in told["listed"]]
    if kind is AnnexKind.PARTICIPANTS:
        return papers.participants(facts, told["leader"], listed)
    return papers.consents(facts, listed)


def _kept(tx: Transaction, commune: str, matter: str) -> list[AnnexKind]:
    names = set(tx.secrets.names(commune, ANNEX))
    return [one for one in AnnexKind if f"{matter} {one}" in names]


def _in_the_book(tx: Transaction, row: Matter) -> list[tuple[AnnexKind, int, str]]:
    """Each annex that the record has a hash of: its kind, the index of its entry, the hash."""
    found = []
    for place in tx.log.entries_about(row.commune_id, row.id):
        if place.type not in {MatterMinuted.type, MatterProposed.type}:
            continue
        entry = entry_at(tx, row.commune_id, place.idx)
        if isinstance(entry, MatterMinuted):
            found.append((AnnexKind.PARTICIPANTS, place.idx, entry.participants))
        elif isinstance(entry, MatterProposed) and entry.annex:
            found.append((AnnexKind.CONSENTS, place.idx, entry.annex[0]))
    return found


def _made(sheet: Sheet, media_type: str) -> bytes:
    if media_type == HTML:
        return html_page(sheet)
    from voting.papers.word import word_file  # noqa: PLC0415 - 60 ms that a server's start need not pay

    return word_file(sheet)
