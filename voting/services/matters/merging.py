"""A village becomes part of another (LAW.md 10): its open matters end with the reason, its cards open no vote any more.

What was decided there stays as it is, with the old books; each successor freezes its household roll anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from voting.law.road import Ending, Mark, Office
from voting.record.entries.decision import MatterEnded
from voting.record.entries.village import VillageEnded
from voting.record.facts import UNDER_WAY
from voting.record.facts import Matter as MatterKnown
from voting.record.fields import MAX_REASON
from voting.services.desk import Desk, village_for
from voting.services.errors import Conflict, Invalid
from voting.services.forms import once
from voting.services.households.impact import same_name
from voting.services.lookups import COMMUNE_BOOK, MATTER, read_fact, village_facts
from voting.services.matters.acts import is_over
from voting.services.matters.steps import act_in
from voting.services.people.communes import VillageInfo
from voting.services.permissions import Actor
from voting.services.press import Press
from voting.services.typed import public_reason
from voting.storage.communes import Village
from voting.storage.database import Transaction

_OUTCOME = {Mark.PASSED, Mark.NOT_PASSED}
_SENT = {Mark.SENT_COMMUNE, Mark.SENT_FRONT}


@dataclass(frozen=True)
class Merging:
    """What it means that a village becomes part of another: titles of what ends with it, and of what stands in the way.

    ``voting`` are votes without a result, ``unsent`` matters that are decided and not sent to the commune.
    """

    village: VillageInfo
    households: int
    cards: int
    ending: tuple[str, ...]
    voting: tuple[str, ...]
    unsent: tuple[str, ...]
    successors: tuple[VillageInfo, ...]


class Mergers:
    """Villages that become part of others."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def preview(self, actor: Actor, village: str) -> Merging:
        """What would end, and who could follow; ``Forbidden``, ``Conflict`` "village-over"."""
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, "village.manage")
            known, matters = village_facts(tx, actor.commune, village), _matters(tx, where)
            titles = {row.id: row.title for row in tx.matters.some(actor.commune, list(matters))}
            others = [one for one in tx.communes.villages(actor.commune) if not one.successors and one.code != village]
            return Merging(
                village=VillageInfo.of(where),
                households=known.households,
                cards=known.cards,
                ending=tuple(titles[key] for key, one in matters.items() if _ends(one)),
                voting=tuple(one.title for one in tx.votes.in_village(actor.commune, village, states=UNDER_WAY)),
                unsent=tuple(titles[key] for key, one in matters.items() if _is_unsent(one)),
                successors=tuple(map(VillageInfo.of, others)),
            )

    def merge(
        self, actor: Actor, village: str, successors: Sequence[str], reason: str, named: str, form: str = ""
    ) -> None:
        """The village is part of its successors from now on. ``Invalid`` at ``successors``, ``reason``, ``named``.

        ``Conflict`` "village-busy" while a vote has no result, "matters-decided" while a decision is not sent.
        """
        reason = public_reason(reason)

        def merged(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "village.manage")
            self._desk.books.commune(tx, actor.commune)  # locked: no vote opens and no matter begins meanwhile
            if not same_name(named, where.name):
                raise Invalid({"named": "village-name-typed"})
            chosen = _chosen(tx, where, successors)
            if tx.votes.in_village(actor.commune, village, states=UNDER_WAY):
                raise Conflict(code="village-busy")
            self._end(tx, where, chosen, reason)
            return village

        once(self._desk, actor, form and f"merge|{village}|{form}", merged)

    def _end(self, tx: Transaction, where: Village, chosen: Sequence[Village], reason: str) -> None:
        matters = _matters(tx, where)
        if any(map(_is_unsent, matters.values())):
            raise Conflict(code="matters-decided")
        said = _said(where, chosen, reason)
        for key, known in matters.items():
            if _ends(known):
                act = act_in(self._desk, tx, where, key, Press())
                act.record(MatterEnded, Office.COMMUNE, ending=Ending.CANCELLED, reason=said)
        codes = tuple(one.code for one in chosen)
        at = self._desk.next_minute(tx, where.commune_id)
        entry = VillageEnded(village=where.code, at=at, successors=codes, reason=reason, by="admin")
        self._desk.append(tx, where.commune_id, [entry])
        tx.communes.change_village(replace(where, successors=" ".join(codes)))


def _matters(tx: Transaction, where: Village) -> Mapping[str, MatterKnown]:
    """The matters of a village of which something still waits, by id."""
    stored = tx.facts.many(where.commune_id, COMMUNE_BOOK, MATTER)
    found = {key: read_fact(MatterKnown, text) for key, text in stored.items()}
    return {key: one for key, one in found.items() if one.village == where.code and not is_over(one)}


def _ends(matter: MatterKnown) -> bool:
    """Nothing is decided yet: it ends with the village."""
    return not _OUTCOME & set(matter.marks)


def _is_unsent(matter: MatterKnown) -> bool:
    """It is decided, and the commune does not have it yet."""
    marks = set(matter.marks)
    return bool(_OUTCOME & marks) and not marks >= _SENT


def _chosen(tx: Transaction, where: Village, successors: Sequence[str]) -> list[Village]:
    going = {one.code: one for one in tx.communes.villages(where.commune_id) if not one.successors}
    going.pop(where.code, None)
    if not successors or not set(successors) <= set(going):
        raise Invalid({"successors": "successors-missing"})
    return [going[code] for code in dict.fromkeys(successors)]


def _said(where: Village, chosen: Sequence[Village], reason: str) -> str:
    """Why each matter ends: that the village did, in whose favour, and why that."""
    names = ", ".join(f"{one.unit_kind} {one.name}" for one in chosen)
    head = f"{where.unit_kind} {where.name} đã hợp vào {names}. "
    return (head[:1].upper() + head[1:] + reason)[:MAX_REASON]
