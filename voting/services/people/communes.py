"""Communes, each with its permanent log, and their villages."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from voting.law.units import UNITS
from voting.ledger.note import NoteSigner
from voting.ledger.policy import make_policy
from voting.record.entries.commune import APART_AGAIN, NOBODY_ELSE, LogStarted
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.entries.village import VillageEnded
from voting.record.fields import CODE, fits
from voting.services.books import LOG_KEY
from voting.services.desk import Desk, find_village, village_for
from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.people.contacts import Contact, checked_contact, contact_of, require_contact_seen, with_contact
from voting.services.people.officials import joined_in, record_officials
from voting.services.permissions import Actor
from voting.services.typed import name_fault, public_reason
from voting.storage import errors as storage_errors
from voting.storage.communes import Commune, Village
from voting.texts.validity import cleaned

UNIT_KINDS = tuple(unit.name_vi for unit in UNITS.values())


@dataclass(frozen=True)
class CommuneInfo:
    """A commune; ``origin`` is the name of its log."""

    code: str
    name: str
    origin: str
    ring: Contact | None = None

    @classmethod
    def of(cls, row: Commune) -> Self:
        """As it is handed up."""
        return cls(row.code, row.name, row.origin, contact_of(row))


@dataclass(frozen=True)
class VillageInfo:
    """A village, hamlet or residential group; ``unit_kind`` is the word before its name, ``commune`` a code.

    ``nobody_else`` is why one person may hold duties in it that are kept apart elsewhere: a *sign worth a look* for the
    public; empty where they are kept apart. ``ring`` is whom the village itself names; ``whom_to_ring`` finds somebody.
    ``successors`` are the codes of the villages it became part of.
    """

    commune: str
    code: str
    name: str
    unit_kind: str
    nobody_else: str = ""
    ring: Contact | None = None
    successors: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: Village) -> Self:
        """As it is handed up."""
        successors = tuple((row.successors or "").split())
        return cls(
            row.commune_id, row.code, row.name, row.unit_kind, row.nobody_else or "", contact_of(row), successors
        )


@dataclass(frozen=True)
class Ending:
    """When a village became part of others, and by which decision or for which reason."""

    at_utc: datetime
    reason: str


class Communes:
    """Starting a commune's log, adding villages, finding them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def start(self, code: str, name: str) -> CommuneInfo:
        """A commune and the first entry of its log, by command line; ``Conflict`` if the code is taken."""
        name = cleaned(name)
        if faults := _faults(code, name):
            raise Invalid(faults)
        origin = f"{self._desk.host}/{code}"
        signer = NoteSigner.generate(origin)
        with self._desk.database.transaction() as tx:
            commune = Commune(code, name, origin)
            try:
                tx.communes.add(commune)
            except storage_errors.Conflict as error:
                raise Conflict(code="commune-exists") from error
            tx.secrets.put(code, LOG_KEY, origin, signer.unsafe_skey().encode(), at=self._desk.now())
            at = self._desk.next_minute(tx, code)
            policy = make_policy([f"log {signer.vkey}", "quorum none"]).text
            started = LogStarted(village="", at=at, commune=code, origin=origin, vkey=signer.vkey, policy=policy)
            self._desk.append(tx, code, [started])
        return CommuneInfo.of(commune)

    def all(self) -> tuple[CommuneInfo, ...]:
        """Every commune of this installation, by code."""
        with self._desk.database.reading() as tx:
            return tuple(map(CommuneInfo.of, tx.communes.list()))

    def commune(self, code: str) -> CommuneInfo:
        """One commune; ``NotFound``."""
        with self._desk.database.reading() as tx:
            try:
                return CommuneInfo.of(tx.communes.get(code))
            except storage_errors.NotFound as error:
                raise NotFound(code="unknown-commune") from error

    def add_village(self, actor: Actor, code: str, name: str, unit_kind: str) -> VillageInfo:
        """A village of the actor's commune; its code is unique in the installation, because cards name only it."""
        actor.require("village.manage")
        name = cleaned(name)
        faults = _faults(code, name)
        if unit_kind not in UNIT_KINDS:
            faults["unit_kind"] = "unit-kind"
        with self._desk.database.transaction() as tx:
            if not faults and tx.communes.villages_with_code(code):
                faults["code"] = "code-taken"
            if faults:
                raise Invalid(faults)
            village = Village(actor.commune, code, name, unit_kind)
            tx.communes.add_village(village)
        return VillageInfo.of(village)

    def declare_nobody_else(self, actor: Actor, code: str, reason: str) -> VillageInfo:
        """This village has nobody else for duties that are kept apart; in the record, and its reason on its page."""
        reason = public_reason(reason)
        with self._desk.database.transaction() as tx:
            self._desk.books.commune(tx, actor.commune)  # locked: a village is read and written whole
            village = village_for(tx, actor, code, "village.manage")
            if village.nobody_else != reason:
                tx.communes.change_village(replace(village, nobody_else=reason))
                record_officials(self._desk, tx, actor.commune, by=NOBODY_ELSE, village=code)
        return self.village(code)

    def joined_duties(self, actor: Actor, code: str) -> tuple[Actor, ...]:
        """Who holds duties in the village that are kept apart elsewhere: the declaration stands as long as they do."""
        with self._desk.database.reading() as tx:
            village = village_for(tx, actor, code, "village.manage")
            return joined_in(tx, actor.commune, village.code)

    def withdraw_nobody_else(self, actor: Actor, code: str) -> VillageInfo:
        """The village keeps its duties apart again, in the record; twice is once.

        ``Conflict`` "duties-joined" while somebody still holds duties that are kept apart.
        """
        with self._desk.database.transaction() as tx:
            self._desk.books.commune(tx, actor.commune)  # locked, so that nobody is given such duties meanwhile
            village = village_for(tx, actor, code, "village.manage")
            if village.nobody_else:
                if joined_in(tx, actor.commune, code):
                    raise Conflict(code="duties-joined")
                tx.communes.change_village(replace(village, nobody_else=None))
                record_officials(self._desk, tx, actor.commune, by=APART_AGAIN, village=code)
        return self.village(code)

    def ring_in_village(self, actor: Actor, code: str, name: str, office: str, phone: str, *, seen: str = "") -> None:
        """Whom people may ring about the village; three empty fields take it away. ``Invalid`` at ``ring_name``...

        ``seen`` is `contact_seen` of who stood there: ``Conflict`` "changed-meanwhile" if it is another one by now.
        """
        contact = checked_contact(name, office, phone)
        with self._desk.database.transaction() as tx:
            self._desk.books.commune(tx, actor.commune)  # locked: a village is read and written whole
            village = village_for(tx, actor, code, "contact.name")
            require_contact_seen(seen, village, contact)
            tx.communes.change_village(with_contact(village, contact))

    def ring_in_commune(self, actor: Actor, name: str, office: str, phone: str, *, seen: str = "") -> None:
        """Whom people may ring about the commune, and about a village of it that names nobody. As in a village."""
        actor.require("village.manage")
        contact = checked_contact(name, office, phone)
        with self._desk.database.transaction() as tx:
            self._desk.books.commune(tx, actor.commune)  # locked: a commune is read and written whole
            commune = tx.communes.get(actor.commune)
            require_contact_seen(seen, commune, contact)
            tx.communes.change(with_contact(commune, contact))

    def whom_to_ring(self, village_code: str) -> Contact | None:
        """The village's person to ring, or its commune's; ``NotFound``."""
        with self._desk.database.reading() as tx:
            village = find_village(tx, village_code)
            return contact_of(village) or contact_of(tx.communes.get(village.commune_id))

    def villages(self, commune: str) -> tuple[VillageInfo, ...]:
        """The villages of a commune, by code, without those that became part of others."""
        return tuple(one for one in self.all_villages(commune) if not one.successors)

    def all_villages(self, commune: str) -> tuple[VillageInfo, ...]:
        """Every village that a commune has or had, by code."""
        with self._desk.database.reading() as tx:
            return tuple(map(VillageInfo.of, tx.communes.villages(commune)))

    def ending(self, code: str) -> Ending | None:
        """When a village became part of others, and why, as the commune's book says; none of one that goes on."""
        with self._desk.database.reading() as tx:
            village = find_village(tx, code)
            found = tx.log.entries_about(village.commune_id, code) if village.successors else ()
            read = [parse_entry(one.raw, Book.COMMUNE) for one in found if one.type == VillageEnded.type]
            return next((Ending(one.at, one.reason) for one in read if isinstance(one, VillageEnded)), None)

    def joined(self, code: str) -> tuple[VillageInfo, ...]:
        """The villages that became part of this one, by code; ``NotFound``."""
        commune = self.village(code).commune
        return tuple(one for one in self.all_villages(commune) if code in one.successors)

    def village(self, code: str) -> VillageInfo:
        """One village; ``NotFound``."""
        with self._desk.database.reading() as tx:
            return VillageInfo.of(find_village(tx, code))


def _faults(code: str, name: str) -> dict[str, str]:
    faults = {} if fits(CODE, code) else {"code": "code-form"}
    if fault := name_fault(name):
        faults["name"] = fault
    return faults
