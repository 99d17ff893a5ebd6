"""A village whose every secret is fixed, so that the same deeds give the same bytes; for record and museum tests.

`Village` writes into the commune's book and the books of its votes, each entry judged before it stands there; what a
village may not do raises the record's own error and changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256, sha512
from itertools import count
from typing import Any

from record import road
from voting.ballots import credentials, single, strict_json, tally
from voting.ballots.ballot import seal
from voting.ballots.election import BASE58, Election, Question
from voting.ballots.envelope import Envelope, make_envelope, parse_envelope
from voting.ballots.trustees import Trustee, Trustees, parse_trustees, serialize_trustees
from voting.crypto.hashes import hash_to_scalar
from voting.ledger.checkpoint import Checkpoint, sign_checkpoint
from voting.ledger.merkle import tree_root
from voting.ledger.note import NoteSigner
from voting.record.book_files import BookFiles
from voting.record.bundle import Bundle
from voting.record.committee_keys import trustees_of
from voting.record.entries.casting import BallotCast, BookStarted, ClosingMoved, CredentialAdded, CredentialClosed
from voting.record.entries.committee import CommitteeFormed, CommitteeKey
from voting.record.entries.commune import BooksSealed, LogStarted, OfficialsChanged
from voting.record.entries.correction import Correction
from voting.record.entries.count import PartialDecryption, ResultDeclared, Tally
from voting.record.entries.entry import Book, Entry, entry_bytes
from voting.record.entries.parsing import parse_entry
from voting.record.entries.village import CardRevoked, CardsIssued, RollFrozen
from voting.record.entries.vote import VoteCancelled, VoteClosed, VoteExtended, VoteOpened
from voting.record.export import archive_of
from voting.record.facts import Phase, Setup, Vote
from voting.record.fields import Seal
from voting.record.lookups import Context
from voting.record.outcome import outcome_of
from voting.record.register import CardRegister
from voting.record.replay import accept, accept_in_vote
from voting.record.rules import count as rules_count
from voting.record.setup import setup_of
from voting.record.state.commune import CommuneState
from voting.record.state.vote_book import VoteBookState

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CODE, COMMUNE = "dong-hoa", "xa-dong-hoa"
ORIGIN = f"dinh.example/{COMMUNE}"
LOG_KEY = NoteSigner(ORIGIN, sha256(b"log of the sample village").digest())
POLICY = f"log {LOG_KEY.vkey}\nquorum none\n"

USUAL = Question("Làm đường hoa ngõ xóm?", ("Đồng ý", "Không đồng ý", "Ý kiến khác"))
WITH_BLANK = Question("Giờ thu gom rác", ("6 giờ", "18 giờ"), blank=True)
DAYS = Question("Ngày tổng vệ sinh", ("Thứ Bảy", "Chủ nhật", "Ngày khác"))
"""Opinion questions: a vote on them is of no matter and decides nothing."""

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
    return credentials.household_secret(base58(f"card|{card}", 22))


@cache
def household_key(card: str) -> str:
    return credentials.household_key(base58(f"card|{card}", 22)).hex


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


def own_keys(committee: int, members: int) -> tuple[Trustee, ...]:
    """A committee whose members have a key each."""
    return tuple(single.read_single(strict_json.load(member_key(committee, n).encode())) for n in range(1, members + 1))


def member_secret(committee: int, member: int) -> int:
    return single.member_secret(base58(f"seed|{committee}|{member}", 22))


def server_secret(uuid: str) -> int:
    return hash_to_scalar(f"server|{uuid}")


@cache
def sealed(election: Election, card: str, choices: tuple[tuple[int, ...], ...], sequence: int) -> Envelope:
    """A household's envelope: the same choice under the same number is the same bytes."""
    secret = vote_secret(card, election.uuid)
    entropy = draws(f"ballot|{election.uuid}|{card}|{choices}|{sequence}")
    return make_envelope(seal(election, secret, choices, entropy=entropy), secret, sequence, entropy=entropy)


@cache
def setup(uuid: str, others: tuple[Trustee, ...], questions: tuple[Question, ...]) -> tuple[Trustees, Election]:
    """The trustees and the election of a vote: the server beside the committee's."""
    server = single.make_single(server_secret(uuid), entropy=draws(f"server|{uuid}"))
    trustees = parse_trustees(serialize_trustees([server, *others]))
    return trustees, Election.build("Họp thôn tháng 11", questions, trustees.public_key, uuid=uuid)


@dataclass
class Village:
    """One village of one commune, what stands in the books so far, and the cards its households hold."""

    code: str = CODE
    policy: str = POLICY
    verified: set[str] = field(default_factory=set)
    commune: CommuneState = field(default_factory=CommuneState)
    books: dict[str, VoteBookState] = field(default_factory=dict)
    commune_raws: list[bytes] = field(default_factory=list)
    written: dict[str, list[bytes]] = field(default_factory=dict)
    payloads: dict[str, bytes] = field(default_factory=dict)
    at: datetime = START
    cards: list[str] = field(default_factory=list)
    spares: list[str] = field(default_factory=list)
    lost: set[int] = field(default_factory=set)
    cards_made: int = 0
    committees: dict[str, int] = field(default_factory=dict)
    shares: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def neighbour(self, code: str) -> "Village":
        """Another village that writes into the same commune's book."""
        shared = {name: getattr(self, name) for name in ("commune", "books", "commune_raws", "written", "payloads")}
        return Village(code, self.policy, self.verified, at=self.at, **shared)

    @property
    def context(self) -> Context:
        return Context(self.payloads.get, self.books.get)

    def entry(self, kind: type[Entry], **fields: Any) -> Any:
        """An entry of this village at this minute, not yet written."""
        return kind(village=self.code, at=self.at, **fields)

    def write(self, kind: type[Entry] | Entry, **fields: Any) -> None:
        """Append to the commune's book what it accepts: an entry, or one of this kind with these fields."""
        raw = entry_bytes(kind if isinstance(kind, Entry) else self.entry(kind, **fields))
        accept(self.commune, raw, self.context)
        self.commune_raws.append(raw)

    def write_in_vote(self, uuid: str, kind: type[Entry] | Entry, **fields: Any) -> None:
        """Append to a vote's book what it accepts."""
        raw = entry_bytes(kind if isinstance(kind, Entry) else self.entry(kind, vote=uuid, **fields))
        accept_in_vote(self.books[uuid], raw, self.verified)
        self.written[uuid].append(raw)

    def vote_raws(self, uuid: str) -> list[bytes]:
        return self.written[uuid]

    def later(self, **step: float) -> None:
        self.at += timedelta(**step)

    def vote(self, uuid: str) -> Vote:
        return self.commune.votes[uuid]

    def book(self, uuid: str) -> VoteBookState:
        return self.books[uuid]

    # the commune, the roll, the cards

    def start(self) -> None:
        self.write(
            LogStarted(village="", at=self.at, commune=COMMUNE, origin=ORIGIN, vkey=LOG_KEY.vkey, policy=self.policy)
        )

    def appoint(self, who: str = "head", by: str = "commune") -> None:
        self.write(OfficialsChanged, commitment=commitment(who), by=by)

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
        missing = [household for household, card in enumerate(self.cards) if not card]
        self.cards = [card or self._card() for card in self.cards]
        new_spares = [self._card() for _ in range(spares)]
        self.spares += new_spares
        made = self.register
        self.write(
            CardsIssued,
            register=made.sha256,
            cards=len(made.cards),
            spares=len(made.spares),
            issued=len(missing) + len(new_spares),
            reissued=len(self.lost.intersection(missing)),
        )
        self.lost.difference_update(missing)

    def revoke(self, household: int, reason: str = "mất thẻ") -> str:
        """A household's card is lost; gives back which one it was."""
        lost = self.cards[household]
        counted = self.commune.village(self.code).revoked + 1
        self.write(CardRevoked, commitment=commitment(lost), reason=reason, count=counted)
        self.cards[household] = ""
        self.lost.add(household)
        return lost

    def form(self, members: int = 3) -> None:
        """A new committee, with every member's key."""
        present = self.commune.village(self.code).committee
        number = present.number + 1 if present else 1
        self.write(CommitteeFormed, committee=number, members=members, threshold=members)
        for member in range(1, members + 1):
            key = member_key(number, member)
            self.write(CommitteeKey, committee=number, member=member, key=key)

    # a vote

    def opening(self, number: int, questions: tuple[Question, ...] = (USUAL,), *, hours: int = 48) -> VoteOpened:
        """The entry that opens the village's vote of this number, whose road has been walked unless it asks for
        opinions; its credential list is given beside the book."""
        uuid = base58(f"vote|{self.code}|{number}", 14)
        opinion = all(one.answers != USUAL.answers for one in questions)
        if not opinion and self.commune.matter_of(uuid) is None:
            road.Matter(self, number, questions, max(hours, 1)).walk()
        committee = self.commune.village(self.code).committee
        trustees, election = setup(uuid, trustees_of(committee), questions)
        made = self.register
        listed = made.credentials(uuid)
        return self.entry(
            VoteOpened,
            vote=uuid,
            book=f"{ORIGIN}/{uuid}",
            election=election.raw.decode(),
            trustees=trustees.raw.decode(),
            credentials=self.beside(strict_json.dump(listed)),
            listed=len(listed),
            spares=made.spare_credentials(uuid),
            households=len(self.cards),
            register=made.sha256,
            committee=committee.number,
            clause=0 if opinion else 6,
            majority="opinion" if opinion else "more-than-half",
            citation="" if opinion else "law-10-2022:15.6",
            proposals=tuple(() if opinion else (0,) for _ in questions),
            documents=(commitment("giấy mời họp"),),
            opens_at=self.at,
            closes_at=self.at + timedelta(hours=hours),
        )

    def beside(self, raw: bytes) -> str:
        """Puts a payload beside the books; gives its name."""
        name = sha256(raw).hexdigest()
        self.payloads[name] = raw
        return name

    def open(self, number: int, questions: tuple[Question, ...] = (USUAL,), *, hours: int = 48) -> str:
        """Opens a vote and its book; gives its uuid."""
        entry = self.opening(number, questions, hours=hours)
        self.write(entry)
        self.begin(entry)
        return entry.vote

    def begin(self, entry: VoteOpened) -> None:
        """The book of a vote that was opened."""
        opening = self.vote(entry.vote).opening
        made = setup_of(entry, opening, self.payloads[entry.credentials])
        self.books[entry.vote], self.written[entry.vote] = VoteBookState(made), []
        self.committees[entry.vote] = entry.committee
        self.write_in_vote(entry.vote, BookStarted, opened_index=opening.index, opened_leaf=opening.leaf)

    def envelope(self, uuid: str, card: str, choices: Sequence[Sequence[int]], sequence: int) -> Envelope:
        votes = tuple(tuple(row) for row in choices)
        return sealed(self.book(uuid).setup.election, card, votes, sequence)

    def ballot(self, envelope: Envelope) -> BallotCast:
        value = strict_json.load(envelope.raw)
        return self.entry(BallotCast, vote=envelope.ballot.election_uuid, envelope=value)

    def post(self, envelope: Envelope) -> None:
        """A ballot that has come in, by whomever."""
        entry = self.ballot(envelope)
        self.write_in_vote(entry.vote, entry)
        PROVEN.add(sha256(envelope.raw).hexdigest())

    def cast(self, uuid: str, household: int, choices: Sequence[Sequence[int]], sequence: int = 1) -> None:
        self.post(self.envelope(uuid, self.cards[household], choices, sequence))

    def bar(self, uuid: str, card: str, reason: str = "mất thẻ") -> None:
        """A card's credential may not vote any more."""
        known = credential(card, uuid)
        counted = self.book(uuid).tallies.closings + 1
        self.write_in_vote(uuid, CredentialClosed, credential=known, reason=reason, count=counted)

    def swap_in(self, uuid: str, spare: str, instead_of: str) -> None:
        """A spare card votes in place of a barred one."""
        self.write_in_vote(
            uuid,
            CredentialAdded,
            credential=credential(spare, uuid),
            instead_of=credential(instead_of, uuid),
            count=self.book(uuid).tallies.exchanged + 1,
        )

    def extend(self, uuid: str, *, hours: int = 24, reason: str = "mưa bão") -> None:
        """In the commune's book, and at its place between the ballots."""
        closes_at = self.vote(uuid).closes_at + timedelta(hours=hours)
        self.write(VoteExtended, vote=uuid, closes_at=closes_at, reason=reason, by="head")
        self.write_in_vote(uuid, self.moved(uuid))

    def moved(self, uuid: str) -> ClosingMoved:
        """The entry that follows the vote's last extension."""
        last = self.vote(uuid).extensions[-1]
        return self.entry(
            ClosingMoved, vote=uuid, extended_index=last.index, extended_leaf=last.leaf, closes_at=last.closes_at
        )

    def seal_books(self) -> None:
        """Seals the books of all open votes that have grown since."""
        seals = [(uuid, Seal(book.size, book.root())) for uuid, book in sorted(self.books.items())]
        grown = tuple(
            (uuid, seal)
            for uuid, seal in seals
            if self.vote(uuid).phase is Phase.OPEN and (self.vote(uuid).seal or Seal(0, "")).size < seal.size
        )
        self.write(BooksSealed(village="", at=self.at, books=grown))

    def cancel(self, uuid: str, reason: str = "sai câu hỏi") -> None:
        book = self.book(uuid)
        self.write(VoteCancelled, vote=uuid, size=book.size, root=book.root(), reason=reason, by="head")

    def correct(self, uuid: str, *papers: str, reason: str = "tải nhầm tệp", **said: Any) -> None:
        """A correction of the opening: of its words, or of a paper, the wrong one and the one that holds instead."""
        says = {"corrects": self.vote(uuid).opening.index, "about": "paper" if papers else "words", "papers": papers}
        self.write(Correction, vote=uuid, **(says | {"reason": reason, "by": "head"} | said))

    def closing(self, uuid: str) -> VoteClosed:
        book = self.book(uuid)
        return self.entry(
            VoteClosed,
            vote=uuid,
            size=book.size,
            root=book.root(),
            ballots=book.tallies.ballots,
            voted=book.tallies.voted,
            head=book.tallies.chain.append("EndBallots").head,
        )

    def close(self, uuid: str) -> None:
        """At closing time, whatever the clock says before."""
        self.at = max(self.at, self.vote(uuid).closes_at)
        self.write(self.closing(uuid))

    def tally(self, uuid: str) -> None:
        made = rules_count.counted(self.book(uuid))
        self.write(Tally, vote=uuid, encrypted_tally=made.raw.decode(), sized=made.sized_raw.decode())

    def partial(self, uuid: str, owner: int) -> PartialDecryption:
        """The entry by which a trustee (the server is 1) does its part."""
        secret = server_secret(uuid) if owner == 1 else self.member_secret(self.committees[uuid], owner - 1)
        known = rules_count.tally_of(self.commune, self.vote(uuid))
        election = self.book(uuid).setup.election
        made = tally.partial_decryption(election, known, secret, entropy=draws(f"partial|{uuid}|{owner}"))
        return self.entry(PartialDecryption, vote=uuid, partial=made.raw.decode(), owned=made.owned(owner).decode())

    def member_secret(self, committee: int, member: int) -> int:
        """What a member opens with: its share of the common key, or a secret of its own."""
        shares = self.shares.get(committee)
        return shares[member - 1] if shares else member_secret(committee, member)

    def result(self, uuid: str) -> ResultDeclared:
        made = self.book(uuid).setup
        numbers = rules_count.opened(self.commune, self.vote(uuid), made)
        outcome = outcome_of(made, numbers.counts)
        return self.entry(ResultDeclared, vote=uuid, result=numbers.raw.decode(), outcome=outcome)

    def count(self, uuid: str) -> None:
        """From the close to the declared result."""
        self.tally(uuid)
        trustees = self.book(uuid).setup.trustees
        for owner in trustees.owners[: trustees.parts]:
            self.write(self.partial(uuid, owner.number))
        self.write(self.result(uuid))

    # what anyone gets

    def archive(self, uuid: str) -> bytes:
        """The vote's archive so far."""
        opened = self.commune.entries[self.vote(uuid).opening.index]
        ballots = (entry for raw in self.written[uuid] if isinstance(entry := parse_entry(raw, Book.VOTE), BallotCast))
        after = [entry for entry in self.commune.entries if entry.subject() == uuid]
        return b"".join(archive_of(opened, self.payloads[opened.credentials], ballots, after))

    def bundle(self, uuid: str) -> Bundle:
        """The honest bundle of a vote, with both books as they stand."""
        opened = self.commune.entries[self.vote(uuid).opening.index]
        return Bundle(
            vote=uuid,
            vkey=LOG_KEY.vkey,
            policy=self.policy,
            commune=signed_book(ORIGIN, self.commune_raws),
            book=signed_book(f"{ORIGIN}/{uuid}", self.written[uuid]),
            payloads={opened.credentials: self.payloads[opened.credentials]},
            archive=self.archive(uuid),
        )


def signed_book(origin: str, raws: Sequence[bytes]) -> BookFiles:
    """A book of these entries with its checkpoint, signed by the commune's key under the book's own name."""
    checkpoint = Checkpoint(origin, len(raws), tree_root(raws))
    return BookFiles(sign_checkpoint(checkpoint, LOG_KEY.named(origin)), tuple(raws))


def settled(households: int = 6, *, spares: int = 0, members: int = 3, policy: str = POLICY) -> Village:
    """A village ready for its first vote."""
    village = Village(policy=policy)
    village.start()
    village.freeze(households)
    village.issue(spares=spares)
    village.form(members)
    return village


def replayed(
    raws: Iterable[bytes],
    *,
    payloads: Mapping[str, bytes] | None = None,
    books: Mapping[str, VoteBookState] | None = None,
) -> CommuneState:
    """The state of a commune's book from its start; what is not given is not examined.

    Books of votes must be given as they stood at the end: seals before it, and each end, are compared with them.
    """
    state = CommuneState()
    context = Context((payloads or {}).get, (books or {}).get)
    for raw in raws:
        accept(state, raw, context)
    return state


def replayed_in_vote(setup: Setup, raws: Iterable[bytes], *, verified: set[str] | None = None) -> VoteBookState:
    """The state of a vote's book from its start."""
    state = VoteBookState(setup)
    for raw in raws:
        accept_in_vote(state, raw, PROVEN if verified is None else verified)
    return state


def changed(envelope: Envelope, **values: object) -> Envelope:
    """An envelope with other fields, read again."""
    value = strict_json.load(envelope.raw) | values
    return parse_envelope(strict_json.dump(value))
