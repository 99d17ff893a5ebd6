"""A village whose every secret is fixed, so that the same deeds give the same bytes; for record and museum tests.

`Village` writes entries, each judged by `accept` before it stands in `raws`; what a village may not do raises the
record's own error and changes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256, sha512
from itertools import count
from typing import Any

from voting.ballots import credentials, single, strict_json, tally
from voting.ballots.ballot import seal
from voting.ballots.election import BASE58, Election, Question
from voting.ballots.envelope import Envelope, make_envelope, parse_envelope
from voting.ballots.trustees import Trustees, parse_trustees, serialize_trustees
from voting.crypto.hashes import hash_to_scalar
from voting.ledger.note import NoteSigner
from voting.record.entries.casting import BallotCast, CredentialAdded, CredentialClosed
from voting.record.entries.committee import CommitteeFormed, CommitteeKey
from voting.record.entries.commune import LogStarted, OfficialsChanged
from voting.record.entries.count import PartialDecryption, ResultDeclared, Tally
from voting.record.entries.entry import Entry, entry_bytes
from voting.record.entries.village import CardRevoked, CardsIssued, RollFrozen
from voting.record.entries.vote import VoteCancelled, VoteClosed, VoteExtended, VoteOpened
from voting.record.outcome import outcome_of
from voting.record.register import CardRegister
from voting.record.replay import accept
from voting.record.rules import count as rules_count
from voting.record.state import State, VoteState

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CODE, COMMUNE = "dong-hoa", "xa-dong-hoa"
ORIGIN = f"dinh.example/{COMMUNE}"
LOG_KEY = NoteSigner(ORIGIN, sha256(b"log of the sample village").digest())
POLICY = f"log {LOG_KEY.vkey}\nquorum none\n"

USUAL = Question("Làm đường hoa ngõ xóm?", ("Tán thành", "Không tán thành", "Ý kiến khác"))
WITH_BLANK = Question("Giờ thu gom rác", ("6 giờ", "18 giờ"), blank=True)

PROVEN: set[str] = set()
"""Envelopes (SHA-256, hex) whose proofs held once in this session; passing it on saves the costly part."""


def draws(label: str) -> Callable[[], int]:
    """Fixed draws instead of random ones; another label, other draws."""
    number = count()
    return lambda: hash_to_scalar(f"{label}|{next(number)}")


def base58(label: str, length: int) -> str:
    """A fixed text of this length."""
    value, text = int(sha512(label.encode()).hexdigest(), 16), ""
    while len(text) < length:
        value, digit = divmod(value, 58)
        text += BASE58[digit]
    return text


def commitment(label: str) -> str:
    """Stands for a salted commitment."""
    return sha256(label.encode()).hexdigest()


@cache
def household_secret(card: str) -> int:
    return credentials.household_secret(base58(f"card|{card}", credentials.CARD_LENGTH))


@cache
def household_key(card: str) -> str:
    return credentials.household_key(base58(f"card|{card}", credentials.CARD_LENGTH)).hex


@cache
def vote_secret(card: str, uuid: str) -> int:
    return credentials.vote_secret(household_secret(card), uuid)


@cache
def credential(card: str, uuid: str) -> str:
    return credentials.vote_credential(credentials.parse_household_key(household_key(card)), uuid).hex


@cache
def member_key(committee: int, member: int) -> str:
    """The exact bytes of a member's public key."""
    made = single.make_single(member_secret(committee, member), entropy=draws(f"key|{committee}|{member}"))
    return strict_json.dump(made.value()).decode()


def member_secret(committee: int, member: int) -> int:
    return single.member_secret(base58(f"seed|{committee}|{member}", single.SEED_LENGTH))


def server_secret(uuid: str) -> int:
    return hash_to_scalar(f"server|{uuid}")


@cache
def sealed(election: Election, card: str, choices: tuple[tuple[int, ...], ...], sequence: int) -> Envelope:
    """A household's envelope: the same choice under the same number is the same bytes."""
    secret = vote_secret(card, election.uuid)
    entropy = draws(f"ballot|{election.uuid}|{card}|{choices}|{sequence}")
    return make_envelope(seal(election, secret, choices, entropy=entropy), secret, sequence, entropy=entropy)


@cache
def setup(uuid: str, committee: int, members: int, questions: tuple[Question, ...]) -> tuple[Trustees, Election]:
    """The trustees and the election of a vote."""
    server = single.make_single(server_secret(uuid), entropy=draws(f"server|{uuid}"))
    others = [single.read_single(strict_json.load(member_key(committee, n).encode())) for n in range(1, members + 1)]
    trustees = parse_trustees(serialize_trustees([server, *others]))
    return trustees, Election.build("Họp thôn tháng 11", questions, trustees.public_key, uuid=uuid)


@dataclass
class Village:
    """One village of one commune, what stands in the log so far, and the cards its households hold."""

    code: str = CODE
    policy: str = POLICY
    verified: set[str] = field(default_factory=set)
    state: State = field(default_factory=State)
    raws: list[bytes] = field(default_factory=list)
    at: datetime = START
    cards: list[str] = field(default_factory=list)
    spares: list[str] = field(default_factory=list)
    cards_made: int = 0
    committees: dict[str, int] = field(default_factory=dict)
    payloads: Mapping[str, bytes] = field(default_factory=dict)

    def entry(self, kind: type[Entry], **fields: Any) -> Any:
        """An entry of this village at this minute, not yet written."""
        return kind(village=self.code, at=self.at, **fields)

    def write(self, kind: type[Entry] | Entry, **fields: Any) -> None:
        """Append what the record accepts: an entry, or one of this kind with these fields."""
        entry = kind if isinstance(kind, Entry) else self.entry(kind, **fields)
        raw = entry_bytes(entry)
        accept(self.state, raw, verified=self.verified, payload=lambda name: self.payloads[name])
        self.raws.append(raw)

    def later(self, **step: float) -> None:
        self.at += timedelta(**step)

    # the log, the roll, the cards

    def start(self) -> None:
        self.write(
            LogStarted(village="", at=self.at, commune=COMMUNE, origin=ORIGIN, vkey=LOG_KEY.vkey, policy=self.policy)
        )

    def appoint(self, who: str = "head") -> None:
        self.write(OfficialsChanged, commitment=commitment(who), by="commune")

    def freeze(self, households: int) -> None:
        """The roll now has so many households; cards of those that left are void."""
        before = len(self.cards)
        added, removed = max(0, households - before), max(0, before - households)
        self.write(
            RollFrozen, households=households, commitment=commitment(f"roll {households}"), added=added, removed=removed
        )
        self.cards = self.cards[:households] + [""] * added

    def _card(self) -> str:
        self.cards_made += 1
        return f"{self.code} {self.cards_made}"

    @property
    def register(self) -> CardRegister:
        cards = tuple((f"DH-{n:03}", household_key(card)) for n, card in enumerate(self.cards, 1) if card)
        return CardRegister(self.code, cards, tuple(household_key(card) for card in self.spares))

    def issue(self, *, spares: int = 0) -> None:
        """Every household without a card gets one, and so many spares are made."""
        missing = self.cards.count("")
        self.cards = [card or self._card() for card in self.cards]
        new_spares = [self._card() for _ in range(spares)]
        self.spares += new_spares
        made = self.register
        self.write(
            CardsIssued,
            register=made.sha256,
            cards=len(made.cards),
            spares=len(made.spares),
            issued=missing + len(new_spares),
        )

    def revoke(self, household: int, reason: str = "mất thẻ") -> str:
        """A household's card is lost; gives back which one it was."""
        lost = self.cards[household]
        counted = self.state.villages[self.code].revoked + 1
        self.write(CardRevoked, commitment=commitment(lost), reason=reason, count=counted)
        self.cards[household] = ""
        return lost

    def form(self, members: int = 3) -> None:
        """A new committee, with every member's key."""
        present = self.state.villages[self.code].committee if self.code in self.state.villages else None
        number = present.number + 1 if present else 1
        self.write(CommitteeFormed, committee=number, members=members, threshold=members)
        for member in range(1, members + 1):
            key = member_key(number, member)
            self.write(CommitteeKey, committee=number, member=member, key=key)

    # a vote

    def opening(self, number: int, questions: tuple[Question, ...] = (USUAL,), *, hours: int = 48) -> VoteOpened:
        """The entry that opens the village's vote of this number."""
        uuid = base58(f"vote|{self.code}|{number}", 14)
        committee = self.state.villages[self.code].committee
        trustees, election = setup(uuid, committee.number, committee.members, questions)
        made = self.register
        return self.entry(
            VoteOpened,
            vote=uuid,
            election=election.raw.decode(),
            trustees=trustees.raw.decode(),
            credentials=made.credentials(uuid),
            spares=made.spare_credentials(uuid),
            households=len(self.cards),
            register=made.sha256,
            committee=committee.number,
            majority="more-than-half",
            citation="law-10-2022:15.6",
            proposals=((0,),) * len(questions),
            documents=(commitment("giấy mời họp"),),
            opens_at=self.at,
            closes_at=self.at + timedelta(hours=hours),
        )

    def open(self, number: int, questions: tuple[Question, ...] = (USUAL,), *, hours: int = 48) -> str:
        """Opens a vote; gives its uuid."""
        entry = self.opening(number, questions, hours=hours)
        self.write(entry)
        self.committees[entry.vote] = entry.committee
        return entry.vote

    def vote(self, uuid: str) -> VoteState:
        return self.state.votes[uuid]

    def envelope(self, uuid: str, card: str, choices: Sequence[Sequence[int]], sequence: int) -> Envelope:
        votes = tuple(tuple(row) for row in choices)
        return sealed(self.vote(uuid).setup.election, card, votes, sequence)

    def ballot(self, envelope: Envelope) -> BallotCast:
        value = strict_json.load(envelope.raw)
        return self.entry(BallotCast, vote=envelope.ballot.election_uuid, envelope=value)

    def cast(self, uuid: str, household: int, choices: Sequence[Sequence[int]], sequence: int = 1) -> None:
        made = self.envelope(uuid, self.cards[household], choices, sequence)
        self.write(self.ballot(made))
        PROVEN.add(sha256(made.raw).hexdigest())

    def bar(self, uuid: str, card: str, reason: str = "mất thẻ") -> None:
        """A card's credential may not vote any more."""
        known = credential(card, uuid)
        counted = self.vote(uuid).closings + 1
        self.write(CredentialClosed, vote=uuid, credential=known, reason=reason, count=counted)

    def swap_in(self, uuid: str, spare: str, instead_of: str) -> None:
        """A spare card votes in place of a barred one."""
        self.write(
            CredentialAdded,
            vote=uuid,
            credential=credential(spare, uuid),
            instead_of=credential(instead_of, uuid),
            count=self.vote(uuid).exchanged + 1,
        )

    def extend(self, uuid: str, *, hours: int = 24) -> None:
        closes_at = self.vote(uuid).closes_at + timedelta(hours=hours)
        self.write(VoteExtended, vote=uuid, closes_at=closes_at, reason="mưa bão", by="head")

    def cancel(self, uuid: str) -> None:
        self.write(VoteCancelled, vote=uuid, reason="sai câu hỏi", by="head")

    def closing(self, uuid: str) -> VoteClosed:
        known = self.vote(uuid)
        return self.entry(
            VoteClosed,
            vote=uuid,
            ballots=known.ballots,
            voted=known.voted,
            head=known.chain.append("EndBallots").head,
            root=known.entries.root().hex(),
        )

    def close(self, uuid: str) -> None:
        """At closing time, whatever the clock says before."""
        self.at = max(self.at, self.vote(uuid).closes_at)
        self.write(self.closing(uuid))

    def tally(self, uuid: str) -> None:
        made = rules_count.counted(self.vote(uuid))
        self.write(Tally, vote=uuid, encrypted_tally=made.raw.decode(), sized=made.sized_raw.decode())

    def partial(self, uuid: str, owner: int) -> PartialDecryption:
        """The entry by which a trustee (the server is 1) does its part."""
        known = self.vote(uuid)
        secret = server_secret(uuid) if owner == 1 else member_secret(self.committees[uuid], owner - 1)
        made = tally.partial_decryption(
            known.setup.election, known.tally, secret, entropy=draws(f"partial|{uuid}|{owner}")
        )
        return self.entry(PartialDecryption, vote=uuid, partial=made.raw.decode(), owned=made.owned(owner).decode())

    def result(self, uuid: str) -> ResultDeclared:
        known = self.vote(uuid)
        numbers = rules_count.opened(known)
        outcome = outcome_of(known.setup, numbers.counts)
        return self.entry(ResultDeclared, vote=uuid, result=numbers.raw.decode(), outcome=outcome)

    def count(self, uuid: str) -> None:
        """From the close to the declared result."""
        self.tally(uuid)
        for owner in self.vote(uuid).setup.trustees.owners:
            self.write(self.partial(uuid, owner.number))
        self.write(self.result(uuid))


def settled(households: int = 6, *, spares: int = 0, members: int = 3, policy: str = POLICY) -> Village:
    """A village ready for its first vote."""
    village = Village(policy=policy)
    village.start()
    village.freeze(households)
    village.issue(spares=spares)
    village.form(members)
    return village


def replayed(
    raws: Sequence[bytes], *, verified: set[str] | None = None, payloads: Mapping[str, bytes] | None = None
) -> State:
    """The state of a log from its start."""
    state, given = State(), payloads or {}
    for raw in raws:
        accept(state, raw, verified=PROVEN if verified is None else verified, payload=lambda name: given[name])
    return state


def changed(envelope: Envelope, **values: object) -> Envelope:
    """An envelope with other fields, read again."""
    value = strict_json.load(envelope.raw) | values
    return parse_envelope(strict_json.dump(value))
