"""The counting committee: who sits in it, and the public keys its members make on their own devices."""

from collections.abc import Sequence
from dataclasses import dataclass

from voting.record.entries.committee import CommitteeFormed, CommitteeKey
from voting.record.rules.committee import COMMITTEE_SIZES
from voting.services.desk import Desk, find_village, village_for
from voting.services.errors import Conflict, Invalid
from voting.services.forms import once
from voting.services.lookups import village_facts
from voting.services.permissions import Actor, Role
from voting.storage.committee import Seat
from voting.storage.communes import Village
from voting.storage.database import Transaction


@dataclass(frozen=True)
class Member:
    """A seat: its number from 1, whose it is, and the public key message (exact JSON) once there is one."""

    number: int
    account_id: str
    name: str
    public_key: str | None


@dataclass(frozen=True)
class Committee:
    """A counting committee; ``threshold`` of its members open a tally, with one key made together if these are not all.

    ``confirmed`` are the members who have compared such a key's fingerprint, and have shown that they hold their paper.
    """

    number: int
    threshold: int
    members: tuple[Member, ...]
    confirmed: tuple[int, ...] = ()

    @property
    def shared(self) -> bool:
        """Whether fewer than all open a tally."""
        return self.threshold < len(self.members)

    @property
    def done(self) -> tuple[int, ...]:
        """The numbers of those of whom nothing is awaited before a vote opens."""
        return self.confirmed if self.shared else tuple(one.number for one in self.members if one.public_key)

    @property
    def awaited(self) -> tuple[Member, ...]:
        """Those who have not shown yet that they hold their paper."""
        return tuple(one for one in self.members if one.number not in self.done)

    @property
    def complete(self) -> bool:
        """Whether votes can be counted by it: all have done their part, or of a shared key as many as open it."""
        keyed = all(member.public_key for member in self.members)
        return keyed and (not self.shared or len(self.confirmed) >= self.threshold)


def most_of(members: int) -> int:
    """How many are more than half of a committee: those who open a tally together."""
    return members // 2 + 1


class Committees:
    """Forming a committee and publishing its members' keys. Members hold a key each; all of them are needed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def candidates(self, actor: Actor, village: str) -> tuple[Member, ...]:
        """Accounts that hold the counting role in this village, by login; numbered as they would sit."""
        with self._desk.database.reading() as tx:
            village_for(tx, actor, village, "committee.form")
            held = tx.accounts.holders(actor.commune, Role.COUNTING, village)
            active = [one for one in held if one.active]
            return tuple(Member(n, one.id, one.name, None) for n, one in enumerate(active, 1))

    def form(
        self, actor: Actor, village: str, account_ids: list[str], form: str = "", seen: int | None = None
    ) -> Committee:
        """Seat three to five members in this order; ``Invalid`` if they are not that many, or lack the role.

        All of them will be needed to open a tally. The same ``form`` number again seats no second committee. ``seen``
        is the number of the committee that stood (0 for none) when this one was chosen: ``Conflict``
        "committee-changed" if there is another one by now.
        """
        return self._form(actor, village, account_ids, (form, seen), shared=False)

    def form_together(
        self, actor: Actor, village: str, account_ids: list[str], form: str = "", seen: int | None = None
    ) -> Committee:
        """As ``form``; more than half of them will open a tally, with one key that all make together."""
        return self._form(actor, village, account_ids, (form, seen), shared=True)

    def _form(
        self, actor: Actor, village: str, account_ids: list[str], sent: tuple[str, int | None], *, shared: bool
    ) -> Committee:
        form, seen = sent
        known = {member.account_id for member in self.candidates(actor, village)}
        chosen = set(account_ids)
        if len(chosen) != len(account_ids) or len(chosen) not in COMMITTEE_SIZES or not chosen <= known:
            raise Invalid({"members": "committee-size"})

        def seated(tx: Transaction) -> str:
            village_for(tx, actor, village, "committee.form")
            self._desk.books.commune(tx, actor.commune)  # locked: of two tabs the second sees the first
            if seen is not None and seen != tx.committee.latest(actor.commune, village):
                raise Conflict(code="committee-changed")
            needed = most_of(len(account_ids)) if shared else len(account_ids)
            return str(self._seat(tx, actor.commune, village, account_ids, needed))

        number = int(once(self._desk, actor, form and f"committee|{village}|{form}", seated))
        with self._desk.database.reading() as tx:
            return committee_of(tx, find_village(tx, village), number)

    def form_first(self, actor: Actor, village: str) -> bool:
        """Seat all who were named to count when the village was set up; whether there is a committee now.

        Only if they are three to five and nobody sits yet: everything else is for the head to choose. More than half of
        them will open a tally, so that one lost paper does not lose a vote.
        """
        with self._desk.database.transaction() as tx:
            village_for(tx, actor, village, "village.manage")
            self._desk.books.commune(tx, actor.commune)  # locked: sent twice at once, it is one committee
            if tx.committee.latest(actor.commune, village):
                return True
            named = [one.id for one in tx.accounts.holders(actor.commune, Role.COUNTING, village) if one.active]
            if len(named) in COMMITTEE_SIZES:
                self._seat(tx, actor.commune, village, named, most_of(len(named)))
            return len(named) in COMMITTEE_SIZES

    def _seat(self, tx: Transaction, commune: str, village: str, account_ids: Sequence[str], needed: int) -> int:
        number = tx.committee.latest(commune, village) + 1
        tx.committee.add([Seat(commune, village, number, n, one) for n, one in enumerate(account_ids, 1)])
        at, size = self._desk.next_minute(tx, commune), len(account_ids)
        entry = CommitteeFormed(village=village, at=at, committee=number, members=size, threshold=needed)
        self._desk.append(tx, commune, [entry])
        return number

    def publish_key(self, actor: Actor, village: str, key: str) -> Committee:
        """Record the actor's own key (exact JSON of key and proof); ``Conflict`` if the record refuses it."""
        with self._desk.database.transaction() as tx:
            where = village_for(tx, actor, village, "committee.key")
            seat = seat_of(tx, actor, where)
            at = self._desk.next_minute(tx, actor.commune)
            entry = CommitteeKey(village=village, at=at, committee=seat.committee, member=seat.member, key=key)
            self._desk.append(tx, actor.commune, [entry])
            tx.committee.set_public_key(Seat(actor.commune, village, seat.committee, seat.member, seat.account_id, key))
            return committee_of(tx, where, seat.committee)

    def current(self, village: str) -> Committee | None:
        """The village's newest committee, or ``None``."""
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            number = tx.committee.latest(where.commune_id, village)
            return committee_of(tx, where, number) if number else None


def committee_of(tx: Transaction, village: Village, number: int) -> Committee:
    """The village's newest committee, whose number this is."""
    known = village_facts(tx, village.commune_id, village.code).committee
    members = members_of(tx, village, number)
    if known is None or known.number != number:
        return Committee(number, len(members), members)
    return Committee(number, known.threshold, members, known.confirmed)


def members_of(tx: Transaction, village: Village, number: int) -> tuple[Member, ...]:
    """Who sits in a committee, also in an earlier one."""
    seats = tx.committee.members(village.commune_id, village.code, number)
    return tuple(
        Member(seat.member, seat.account_id,
               tx.accounts.get(seat.commune_id, seat.account_id).name, seat.public_key)
        for seat in seats
    )  # fmt: skip


def seat_of(tx: Transaction, actor: Actor, village: Village, committee: int | None = None) -> Seat:
    """The actor's seat in a committee of this village (the newest if not told); ``Conflict`` without one."""
    number = committee or tx.committee.latest(village.commune_id, village.code)
    for seat in tx.committee.members(village.commune_id, village.code, number):
        if (seat.commune_id, seat.account_id) == (actor.commune, actor.account_id):
            return seat
    raise Conflict(code="not-a-member")
