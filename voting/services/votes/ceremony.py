"""A committee makes one key together, in the members' browsers: what each is waiting for, and what each hands in.

The rounds are those of PROTOCOL 5. What is public goes into the commune's book, whose rules check it and name whoever
lies; what members send each other goes through here sealed, and only the recipient's page can judge it. A member may go
and come back at any time: everything needed to go on is here, but the code on the member's paper.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from voting.ballots import strict_json
from voting.ballots.errors import BallotError
from voting.ballots.pedersen import Polynomial, read_polynomial, read_verification_output
from voting.record import facts
from voting.record.committee_keys import key_digest
from voting.record.entries.committee import (
    CommitteeCertificate,
    CommitteeCoefficients,
    CommitteeCommitted,
    CommitteeConfirmed,
    CommitteeKey,
)
from voting.record.entries.entry import Entry
from voting.services.desk import Desk, find_village, village_for
from voting.services.errors import Conflict, Invalid
from voting.services.lookups import village_facts
from voting.services.permissions import Actor
from voting.services.votes.committees import Committee, committee_of, seat_of
from voting.storage.committee import SealedMessage, Seat
from voting.storage.database import Transaction

HERE_S = 15
"""A member whose page was heard of within so many seconds is present."""
_HEARD_EVERY = timedelta(seconds=5)
KEPT, POLYNOMIAL, SHARE, PRIVATE_KEY = "kept", "polynomial", "share", "private-key"
MOST_BYTES = 64 * 1024


class Round(StrEnum):
    """What all members do, one round after the other; ``DONE`` when the key is there and all have confirmed it."""

    CERTIFICATE = "certificate"
    COMMITMENT = "commitment"
    COEFFICIENTS = "coefficients"
    KEY = "key"
    CONFIRMED = "confirmed"
    DONE = "done"


@dataclass(frozen=True)
class Present:
    """A member in the lobby: whether their page is open, and whether their part of this round is in."""

    number: int
    name: str
    here: bool
    done: bool


@dataclass(frozen=True)
class Lobby:
    """How far the committee's key is, and all that the member's page needs for its next part; exact texts.

    ``certificates`` to ``keys`` are public, by member number, as far as they are there (empty before). ``kept`` is what
    this member sealed to itself; ``shares`` what everyone sealed for it.
    """

    committee: int
    threshold: int
    member: int
    round: Round
    members: tuple[Present, ...]
    certificates: tuple[str, ...]
    commitments: tuple[str, ...]
    coefficients: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]
    kept: str
    shares: tuple[str, ...]
    digest: str


class Ceremony:
    """The rounds of a committee's common key."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def lobby(self, actor: Actor, village: str) -> Lobby:
        """How far it is, for a member, whose page is heard of by this.

        ``Conflict`` "not-a-member", or "keys-of-their-own" where no key is made together.
        """
        with self._desk.database.reading() as tx:
            seat, known = self._seat(tx, actor, village)
            found = self._lobby(tx, seat, known)
        if seat.seen_at_utc is None or self._desk.now() - seat.seen_at_utc >= _HEARD_EVERY:
            with self._desk.database.transaction() as tx:
                tx.committee.see(seat, self._desk.now())
        return found

    def begun(self, actor: Actor, village: str) -> frozenset[int]:
        """The members whose certificate is in the book: their papers exist."""
        with self._desk.database.reading() as tx:
            _, known = self._seat(tx, actor, village)
            return _done(known, Round.CERTIFICATE)

    def hand_in(self, actor: Actor, village: str, round_: Round, body: bytes) -> Lobby:
        """Take a member's part of a round, exact JSON; what the record refuses is ``Conflict`` and changes nothing.

        The same part again, after a lost answer, changes nothing either. ``Invalid`` "malformed" for anything else.
        """
        with self._desk.database.transaction() as tx:
            self._desk.books.commune(tx, actor.commune)  # locked: of two tabs the second sees the first
            seat, known = self._seat(tx, actor, village)
            if round_ is not _round(known, seat.member):
                return self._lobby(tx, seat, known)
            try:
                place, value = _Place(self._desk, tx, seat, known), strict_json.load(body, size_max_bytes=MOST_BYTES)
                entry, sealed = _PARTS[round_](place, value)
            except (BallotError, KeyError, TypeError) as error:
                raise Invalid({"part": "malformed"}, str(error)) from error
            self._desk.append(tx, actor.commune, [entry])
            tx.committee.put_messages(sealed)
            if isinstance(entry, CommitteeKey):
                tx.committee.set_public_key(_with_key(seat, entry.key))
            return self._lobby(tx, seat, self._known(tx, seat))

    def _seat(self, tx: Transaction, actor: Actor, village: str) -> tuple[Seat, facts.Committee]:
        where = village_for(tx, actor, village, "committee.key")
        seat = seat_of(tx, actor, where)
        known = self._known(tx, seat)
        if not known.shared:
            raise Conflict(code="keys-of-their-own")
        return seat, known

    def _known(self, tx: Transaction, seat: Seat) -> facts.Committee:
        known = village_facts(tx, seat.commune_id, seat.village_code).committee
        if known is None or known.number != seat.committee:
            raise Conflict(code="not-a-member")
        return known

    def _lobby(self, tx: Transaction, seat: Seat, known: facts.Committee) -> Lobby:
        committee = committee_of(tx, find_village(tx, seat.village_code), seat.committee)
        round_ = _round_of_all(known)
        mine = tx.committee.messages(seat, KEPT)
        return Lobby(
            committee=known.number,
            threshold=known.threshold,
            member=seat.member,
            round=round_,
            members=self._present(tx, seat, committee, known, round_),
            certificates=tuple(raw for _, raw in known.certificates),
            commitments=tuple(raw for _, raw in known.commitments),
            coefficients=tuple((raw, signature) for _, raw, signature in known.coefficients),
            keys=tuple(raw for _, raw in known.keys),
            kept=mine[0].sealed if mine else "",
            shares=tuple(one.sealed for one in tx.committee.messages(seat, SHARE)),
            digest=key_digest(known) if len(known.keys) == known.members else "",
        )

    def _present(
        self, tx: Transaction, seat: Seat, committee: Committee, known: facts.Committee, round_: Round
    ) -> tuple[Present, ...]:
        seats = tx.committee.members(seat.commune_id, seat.village_code, seat.committee)
        seen = {one.member: one.seen_at_utc for one in seats} | {seat.member: self._desk.now()}
        limit, done = self._desk.now() - timedelta(seconds=HERE_S), _done(known, round_)
        return tuple(
            Present(one.number, one.name, (seen[one.number] or limit) > limit, one.number in done)
            for one in committee.members
        )


@dataclass(frozen=True)
class _Place:
    """Where a part is handed in."""

    desk: Desk
    tx: Transaction
    seat: Seat
    known: facts.Committee

    def entry(self, kind: Callable[..., Entry], **fields: str) -> Entry:
        """The entry of this member's part."""
        at = self.desk.next_minute(self.tx, self.seat.commune_id)
        place = {"committee": self.seat.committee, "member": self.seat.member}
        return kind(village=self.seat.village_code, at=at, **place, **fields)

    def sealed(self, kind: str, recipient: int, text: object) -> SealedMessage:
        """What only this recipient can open."""
        seat = self.seat
        place = (seat.commune_id, seat.village_code, seat.committee, seat.member)
        return SealedMessage(*place, kind, recipient, strict_json.text(text))


def _certificate(place: _Place, value: Any) -> tuple[Entry, list[SealedMessage]]:
    return place.entry(CommitteeCertificate, certificate=strict_json.dump(value).decode()), []


def _commitment(place: _Place, value: Any) -> tuple[Entry, list[SealedMessage]]:
    commitment, kept = strict_json.fields(value, ("commitment", "kept"))
    entry = place.entry(CommitteeCommitted, commitment=strict_json.text(commitment))
    return entry, [place.sealed(KEPT, place.seat.member, kept)]


def _coefficients(place: _Place, value: Any) -> tuple[Entry, list[SealedMessage]]:
    made: Polynomial = read_polynomial(value)
    if len(made.secrets) != place.known.members:
        raise Invalid({"part": "malformed"}, "not a share for each member")
    entry = place.entry(
        CommitteeCoefficients,
        coefexps=strict_json.dump(made.coefexps.value()).decode(),
        signature=strict_json.dump(strict_json.proof_value(made.signature)).decode(),
    )
    shares = [place.sealed(SHARE, number, text) for number, text in enumerate(made.secrets, 1)]
    return entry, [place.sealed(POLYNOMIAL, place.seat.member, made.polynomial), *shares]


def _key(place: _Place, value: Any) -> tuple[Entry, list[SealedMessage]]:
    made = read_verification_output(value)
    entry = place.entry(CommitteeKey, key=strict_json.dump(made.public_key.value()).decode())
    return entry, [place.sealed(PRIVATE_KEY, place.seat.member, made.private_key)]


def _confirmed(place: _Place, value: Any) -> tuple[Entry, list[SealedMessage]]:
    return place.entry(CommitteeConfirmed, signature=strict_json.dump(value).decode()), []


_PARTS: Mapping[Round, Callable[[_Place, Any], tuple[Entry, list[SealedMessage]]]] = {
    Round.CERTIFICATE: _certificate,
    Round.COMMITMENT: _commitment,
    Round.COEFFICIENTS: _coefficients,
    Round.KEY: _key,
    Round.CONFIRMED: _confirmed,
}


def _done(known: facts.Committee, round_: Round) -> frozenset[int]:
    """Members whose part of a round is in the book."""
    given: Mapping[Round, tuple[int, ...]] = {
        Round.CERTIFICATE: tuple(one for one, _ in known.certificates),
        Round.COMMITMENT: tuple(one for one, _ in known.commitments),
        Round.COEFFICIENTS: tuple(one for one, *_ in known.coefficients),
        Round.KEY: tuple(one for one, _ in known.keys),
        Round.CONFIRMED: known.confirmed,
        Round.DONE: known.confirmed,
    }
    return frozenset(given[round_])


def _round_of_all(known: facts.Committee) -> Round:
    """The round in which somebody's part is still awaited."""
    return next((one for one in _PARTS if len(_done(known, one)) < known.members), Round.DONE)


def _round(known: facts.Committee, member: int) -> Round:
    """The round in which this member's part is awaited now; ``DONE`` while it waits for others."""
    round_ = _round_of_all(known)
    return Round.DONE if member in _done(known, round_) else round_


def _with_key(seat: Seat, key: str) -> Seat:
    return Seat(seat.commune_id, seat.village_code, seat.committee, seat.member, seat.account_id, key)
