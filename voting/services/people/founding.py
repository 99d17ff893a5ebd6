"""Setting up a village in one act: the village, its officials, and an invitation for each of them."""

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from voting.law.units import UNITS, Unit
from voting.record.entries.commune import NOBODY_ELSE
from voting.services.desk import Desk
from voting.services.errors import Invalid
from voting.services.people.communes import UNIT_KINDS, VillageInfo
from voting.services.people.contacts import Contact, phone_fault, with_contact
from voting.services.people.invitations import invite
from voting.services.people.lines import Person, people_in
from voting.services.people.officials import is_known_name, record_officials
from voting.services.people.short_names import login_for, numbered_id, short_code
from voting.services.permissions import Actor, Grant, Role, clashes
from voting.services.typed import name_fault, public_reason
from voting.storage import accounts as stored
from voting.storage import errors as storage_errors
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.texts.sameness import likeness
from voting.texts.validity import cleaned

MOST_PEOPLE = 20
OF_THE_COMMUNE = (Role.ADMIN, Role.COMMUNE)
"""Roles that a village is not set up with."""


@dataclass(frozen=True)
class NewVillage:
    """A village to be: role -> who holds it, a line each as people type or paste it; a name in two roles is one person.

    ``nobody_else`` is why duties that are kept apart are in one hand here; empty where they are apart.
    ``ring_phone`` is the number under which people reach the head, in public; empty where none is named yet.
    """

    name: str
    unit_kind: str
    people: Mapping[Role, str]
    nobody_else: str = ""
    ring_phone: str = ""


class Founding:
    """Setting up villages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def found(self, actor: Actor, new: NewVillage, form: str) -> VillageInfo:
        """The village with its people, all or nothing; the same ``form`` number again makes nothing more.

        ``Invalid`` names the fields: those of ``NewVillage``, and each role by its value.
        """
        actor.require("village.manage")
        actor.require("account.manage")
        form = form or secrets.token_hex(8)
        try:
            return self._found(actor, new, form)
        except storage_errors.Conflict:  # sent twice at once: what the other one made, or what is now said of it
            return self._found(actor, new, form)

    def _found(self, actor: Actor, new: NewVillage, form: str) -> VillageInfo:
        name, reason = cleaned(new.name), _reason(new.nobody_else)
        people = people_in(new.people)
        faults = _faults(name, new.unit_kind, people, joined=bool(reason)) | _phone_fault(new.ring_phone)
        with self._desk.database.transaction() as tx:
            if done := _made_before(tx, actor.commune, form):
                return done
            faults |= _known(tx, actor.commune, name, people)
            if faults:
                raise Invalid(faults)
            code = short_code(name, tx.communes.villages_with_code)
            unit = next(one for one in UNITS.values() if one.name_vi == new.unit_kind)
            village = Village(actor.commune, code, name, new.unit_kind, reason or None)
            tx.communes.add_village(with_contact(village, _ring(new, unit, people)))
            for place, person in enumerate(people):
                self._add(tx, numbered_id(actor.commune, form, place), person, village, unit)
            by = NOBODY_ELSE if reason else "admin"
            record_officials(self._desk, tx, actor.commune, by=by, village=code)
            return VillageInfo.of(tx.communes.village(actor.commune, code))

    def _add(self, tx: Transaction, account_id: str, person: Person, village: Village, unit: Unit) -> None:
        commune, login = village.commune_id, login_for(person.name, tx.accounts.with_login)
        account = stored.Account(commune, account_id, login, person.name, "", self._desk.now(), phone=person.phone)
        tx.accounts.add(account)
        titles = {Role.HEAD: unit.deputy_vi if person.is_deputy else unit.head_vi}
        for role in person.roles:
            tx.accounts.grant(stored.Grant(commune, account_id, role, village.code, titles.get(role, "")))
        invite(self._desk, tx, commune, account_id)


def _reason(nobody_else: str) -> str:
    try:
        return public_reason(nobody_else) if nobody_else.strip() else ""
    except Invalid as error:
        raise Invalid({"nobody_else": error.faults["reason"]}) from error


def _phone_fault(phone: str) -> dict[str, str]:
    fault = phone_fault(cleaned(phone)) if phone.strip() else ""
    return {"ring_phone": fault} if fault else {}


def _ring(new: NewVillage, unit: Unit, people: Iterable[Person]) -> Contact | None:
    """The head, who answers under the number that was given."""
    head = next(one for one in people if Role.HEAD in one.roles)
    return Contact(head.name, unit.head_vi, new.ring_phone) if new.ring_phone.strip() else None


def _faults(name: str, unit_kind: str, people: Collection[Person], *, joined: bool) -> dict[str, str]:
    faults = {} if unit_kind in UNIT_KINDS else {"unit_kind": "unit-kind"}
    if fault := name_fault(name):
        faults["name"] = fault
    if not any(Role.HEAD in one.roles for one in people):
        faults[Role.HEAD] = "head-missing"
    for person in people:
        if person.fault:
            faults[person.roles[0]] = person.fault
        for role in () if joined else clashes([Grant(one) for one in person.roles]).values():
            faults[role] = f"apart-{role.value}"
    if len(people) > MOST_PEOPLE:
        faults[Role.HEAD] = "people-many"
    return {str(field): fault for field, fault in faults.items()}


def _known(tx: Transaction, commune: str, name: str, people: Iterable[Person]) -> dict[str, str]:
    """No village and no person is made a second time by accident."""
    faults = {str(one.roles[0]): "person-known" for one in people if is_known_name(tx, commune, one.name)}
    if any(likeness(one.name) == likeness(name) for one in tx.communes.villages(commune)):
        faults["name"] = "village-known"
    return faults


def _made_before(tx: Transaction, commune: str, form: str) -> VillageInfo | None:
    account_id = numbered_id(commune, form)
    try:
        tx.accounts.get(commune, account_id)
    except storage_errors.NotFound:
        return None
    villages = (one.village_code for one in tx.accounts.grants(commune, account_id))
    return VillageInfo.of(tx.communes.village(commune, next(villages)))
