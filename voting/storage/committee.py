"""Seats of the counting committees, the public keys their members made, and what they send each other sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from voting.storage.errors import Conflict
from voting.storage.tables.households import committee_members, committee_messages
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class Seat:
    """Member number `member` (from 1) of a village's committee number `committee`.

    `public_key` is the key message, the JSON text exactly as the member sent it, or `None` before. `seen_at_utc`: when
    the member's page was last heard of while a key is made together.
    """

    commune_id: str
    village_code: str
    committee: int
    member: int
    account_id: str
    public_key: str | None = None
    seen_at_utc: datetime | None = None


@dataclass(frozen=True, slots=True)
class SealedMessage:
    """What a member gives the server for `recipient` (itself, too) while a key is made: only that one can open it."""

    commune_id: str
    village_code: str
    committee: int
    member: int
    kind: str
    recipient: int
    sealed: str


class Committees:
    """`tx.committee`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, seats: Sequence[Seat]) -> None:
        """Seat members; `Conflict` (pk_committee_members, uq_committee_members_account), `MissingReference`."""
        self._work.insert(committee_members, *seats)

    def members(self, commune_id: str, village_code: str, committee: int) -> tuple[Seat, ...]:
        """The seats of one committee, by member number; empty if there is no such committee."""
        query = columns_for(Seat, committee_members).where(_committee(commune_id, village_code, committee))
        return self._work.find(Seat, query.order_by(committee_members.c.member))

    def newest(self, commune_id: str, village_code: str) -> tuple[Seat, ...]:
        """The seats of the village's newest committee, by member number; empty if it never had one."""
        key = where(committee_members, commune_id=commune_id, village_code=village_code)
        last = select(func.max(committee_members.c.committee)).where(key).scalar_subquery()
        query = columns_for(Seat, committee_members).where(key, committee_members.c.committee == last)
        return self._work.find(Seat, query.order_by(committee_members.c.member))

    def latest(self, commune_id: str, village_code: str) -> int:
        """The number of the village's newest committee, 0 if it never had one."""
        key = where(committee_members, commune_id=commune_id, village_code=village_code)
        return int(self._work.scalar(select(func.coalesce(func.max(committee_members.c.committee), 0)).where(key)))

    def seats_of(self, commune_id: str, account_id: str) -> tuple[Seat, ...]:
        """All seats an account holds, newest committee first."""
        query = columns_for(Seat, committee_members).where(
            where(committee_members, commune_id=commune_id, account_id=account_id)
        )
        return self._work.find(Seat, query.order_by(committee_members.c.village_code, _newest_first()))

    def set_public_key(self, seat: Seat) -> None:
        """Store a seat's `public_key` once; `Conflict` if it has one (a new key needs a new committee), `NotFound`."""
        key = _committee(seat.commune_id, seat.village_code, seat.committee) & (
            committee_members.c.member == seat.member
        )
        changed = committee_members.update().where(key, committee_members.c.public_key.is_(None))
        if self._work.run(changed.values(public_key=seat.public_key)).rowcount == 0:
            self._work.get(Seat, columns_for(Seat, committee_members).where(key), "no such seat")
            raise Conflict("this member's key is set already")

    def see(self, seat: Seat, at: datetime) -> None:
        """A member's page was heard of."""
        key = _committee(seat.commune_id, seat.village_code, seat.committee) & (
            committee_members.c.member == seat.member
        )
        self._work.run(committee_members.update().where(key).values(seen_at_utc=at))

    def put_messages(self, messages: Sequence[SealedMessage]) -> None:
        """Keep what a member sealed; `Conflict` (pk_committee_messages) if it was sent before."""
        self._work.insert(committee_messages, *messages)

    def messages(self, seat: Seat, kind: str) -> tuple[SealedMessage, ...]:
        """What was sealed for this seat, by the number of the member it comes from."""
        found = columns_for(SealedMessage, committee_messages).where(
            where(
                committee_messages, commune_id=seat.commune_id, village_code=seat.village_code,
                committee=seat.committee, kind=kind, recipient=seat.member,
            )
        )  # fmt: skip
        return self._work.find(SealedMessage, found.order_by(committee_messages.c.member))


def _committee(commune_id: str, village_code: str, committee: int) -> ColumnElement[bool]:
    return where(committee_members, commune_id=commune_id, village_code=village_code, committee=committee)


def _newest_first() -> ColumnElement[int]:
    return committee_members.c.committee.desc()
