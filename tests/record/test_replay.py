"""Whatever a village does, in any order: what the books accept replays to the same state, and only that."""

from copy import deepcopy
from datetime import timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from record.complete_record import complete, votes
from record.complete_record import village as complete_village
from record.sample_village import (
    DAYS,
    LOG_KEY,
    ORIGIN,
    PROVEN,
    START,
    USUAL,
    WITH_BLANK,
    Village,
    replayed,
    replayed_in_vote,
    settled,
)
from voting.ledger.merkle import CompactRange, tree_root
from voting.record.entries.entry import Book, entry_bytes
from voting.record.entries.parsing import parse_entry
from voting.record.errors import NotStarted, RecordError
from voting.record.facts import Phase, read, show
from voting.record.lookups import Context
from voting.record.replay import accept, accept_in_vote
from voting.record.state.commune import CommuneState
from voting.record.state.tree import GrowingTree
from voting.record.state.vote_book import VoteBookState

QUESTIONS = [(USUAL,), (WITH_BLANK,), (WITH_BLANK, DAYS)]
MOST_HOUSEHOLDS = 5

household = st.integers(0, MOST_HOUSEHOLDS - 1)
choice = st.integers(0, 2)


class VillageLife(RuleBasedStateMachine):
    """Deeds of officials and households in any order; refused ones are kept too, to see that they leave no trace."""

    def __init__(self) -> None:
        super().__init__()
        self.village = settled(3, spares=1)
        self.village.verified = PROVEN
        self.votes = 0
        self.refused: list[str] = []

    def attempt(self, deed, *args, **more) -> bool:
        """Do it if the record allows it; if not, the state is as it was."""
        before, size = deepcopy((self.village.commune, self.village.books)), self.size
        kept = (list(self.village.cards), list(self.village.spares), self.village.at)
        try:
            deed(*args, **more)
        except RecordError as error:
            self.refused.append(error.code)
            if self.size == size:
                assert (self.village.commune, self.village.books) == before
            self.village.cards, self.village.spares, self.village.at = kept
            return False
        return True

    @property
    def size(self) -> int:
        """Entries of all books."""
        return sum(map(len, (self.village.commune_raws, *self.village.written.values())))

    def running(self, number: int, phase: Phase = Phase.OPEN) -> str:
        known = [uuid for uuid, vote in self.village.commune.votes.items() if vote.phase is phase]
        return known[number % len(known)]

    def has(self, phase: Phase) -> bool:
        return any(vote.phase is phase for vote in self.village.commune.votes.values())

    @property
    def open_votes(self) -> int:
        return sum(vote.phase is Phase.OPEN for vote in self.village.commune.votes.values())

    @rule(minutes=st.integers(0, 90))
    def time_passes(self, minutes: int) -> None:
        self.village.later(minutes=minutes)

    @precondition(lambda self: self.open_votes < 3)
    @rule(questions=st.sampled_from(QUESTIONS), hours=st.integers(0, 3))
    def open_a_vote(self, questions, hours: int) -> None:
        if "" not in self.village.cards and self.attempt(self.village.open, self.votes, questions, hours=hours):
            self.votes += 1

    @precondition(lambda self: self.has(Phase.OPEN))
    @rule(number=st.integers(0, 3), who=household, what=choice, sequence=st.integers(1, 3))
    def cast(self, number: int, who: int, what: int, sequence: int) -> None:
        uuid = self.running(number)
        questions = self.village.book(uuid).setup.election.questions
        choices = [[int(place == what % question.width) for place in range(question.width)] for question in questions]
        if card := self.village.cards[who % len(self.village.cards)]:
            made = self.village.envelope(uuid, card, choices, sequence)
            self.attempt(self.village.post, made)

    @precondition(lambda self: any(self.village.cards) and self.village.spares)
    @rule(who=household, again=st.booleans())
    def lose_a_card(self, who: int, again: bool) -> None:
        """The household goes on with a spare card, in the votes under way too if it has not voted; or it does not."""
        who %= len(self.village.cards)
        lost = self.village.cards[who]
        if not lost or not self.attempt(self.village.revoke, who):
            return
        spare = self.village.spares[0]
        for uuid, vote in list(self.village.commune.votes.items()):
            if vote.phase is Phase.OPEN and self.attempt(self.village.bar, uuid, lost) and again:
                self.attempt(self.village.swap_in, uuid, spare, lost)
        if again:
            self.village.cards[who] = self.village.spares.pop(0)
        self.attempt(self.village.issue)

    @precondition(lambda self: self.has(Phase.OPEN))
    @rule(number=st.integers(0, 3), hours=st.integers(-1, 5))
    def extend(self, number: int, hours: int) -> None:
        self.attempt(self.village.extend, self.running(number), hours=hours)

    @rule()
    def seal_the_books(self) -> None:
        self.attempt(self.village.seal_books)

    @precondition(lambda self: self.open_votes == 3)
    @rule(number=st.integers(0, 3))
    def cancel(self, number: int) -> None:
        self.attempt(self.village.cancel, self.running(number))

    @precondition(lambda self: self.has(Phase.OPEN))
    @rule(number=st.integers(0, 3), waiting=st.booleans())
    def close(self, number: int, waiting: bool) -> None:
        uuid = self.running(number)
        if waiting:
            self.attempt(self.village.close, uuid)
        else:
            self.attempt(lambda: self.village.write(self.village.closing(uuid)))

    @precondition(lambda self: self.has(Phase.CLOSED))
    @rule(number=st.integers(0, 3))
    def tally(self, number: int) -> None:
        assert self.attempt(self.village.tally, self.running(number, Phase.CLOSED))

    @precondition(lambda self: self.has(Phase.TALLIED))
    @rule(number=st.integers(0, 3), order=st.permutations(range(1, 7)), most=st.sampled_from([6, 6, 6, 2]))
    def open_the_tally(self, number: int, order: list[int], most: int) -> None:
        uuid = self.running(number, Phase.TALLIED)
        owners = len(self.village.book(uuid).setup.trustees.owners)
        for owner in order[:most]:
            if owner <= owners:
                self.attempt(lambda owner=owner: self.village.write(self.village.partial(uuid, owner)))
        if len(self.village.vote(uuid).partials) == owners:
            assert self.attempt(self.village.write, self.village.result(uuid))

    @rule(households=st.integers(0, MOST_HOUSEHOLDS))
    def freeze_the_roll(self, households: int) -> None:
        if self.attempt(self.village.freeze, households):
            self.attempt(self.village.issue)

    @rule(spares=st.integers(0, 1))
    def issue_cards(self, spares: int) -> None:
        self.attempt(self.village.issue, spares=spares if len(self.village.spares) < 2 else 0)

    @rule(members=st.integers(2, 5))
    def form_a_committee(self, members: int) -> None:
        self.attempt(self.village.form, members)

    @rule()
    def appoint(self) -> None:
        self.attempt(self.village.appoint)

    @invariant()
    def the_state_counts_what_was_written(self) -> None:
        village = self.village
        assert village.commune.size == len(village.commune_raws)
        assert set(village.commune.village(village.code).open) == {
            uuid for uuid, vote in village.commune.votes.items() if vote.phase is Phase.OPEN
        }
        for uuid, vote in village.commune.votes.items():
            book = village.book(uuid)
            assert book.size == len(village.vote_raws(uuid))
            assert book.tallies.voted <= vote.households
            assert book.tallies.exchanged <= book.tallies.closings
            assert (book.tallies.moves, book.tallies.closes_at) == (vote.extensions, vote.closes_at)

    def teardown(self) -> None:
        assert all(self.refused)
        village = self.village
        assert replayed(village.commune_raws) == village.commune
        for uuid, book in village.books.items():
            assert replayed_in_vote(book.setup, village.vote_raws(uuid)) == book
            assert [entry_bytes(parse_entry(raw, Book.VOTE)) for raw in village.vote_raws(uuid)] == village.vote_raws(
                uuid
            )
        assert replayed(village.commune_raws, payloads=village.payloads, books=village.books) == village.commune
        assert [entry_bytes(parse_entry(raw, Book.COMMUNE)) for raw in village.commune_raws] == village.commune_raws


VillageLife.TestCase.settings = settings(max_examples=30, stateful_step_count=40, deadline=None)
TestVillageLife = VillageLife.TestCase


def test_the_books_replay_to_the_same_state_with_every_proof_checked() -> None:
    village = complete_village()
    for uuid in votes():
        raws, book = village.vote_raws(uuid), village.book(uuid)
        assert replayed_in_vote(book.setup, raws, verified=set()) == replayed_in_vote(book.setup, raws) == book
    assert replayed(complete(), payloads=village.payloads, books=village.books) == village.commune
    assert {vote.phase for vote in village.commune.votes.values()} == {Phase.DECIDED, Phase.CANCELLED}


def test_the_commune_book_replays_without_payloads_and_votes_books() -> None:
    assert replayed(complete()) == complete_village().commune


def test_refused_entries_in_between_leave_no_trace() -> None:
    state = CommuneState()
    for raw in complete():
        for intruder in (raw[:-1], raw.replace(b'"v":1', b'"v":2'), complete()[0] if state.size else b""):
            with pytest.raises(RecordError):
                accept(state, intruder, NOTHING)
        accept(state, raw, NOTHING)
    assert state == replayed(complete())
    village, uuid = complete_village(), votes()[0]
    book = VoteBookState(village.book(uuid).setup)
    for raw in village.vote_raws(uuid):
        for intruder in (raw[:-1], raw.replace(b'"v":1', b'"v":2'), village.vote_raws(uuid)[0] if book.size else b""):
            with pytest.raises(RecordError):
                accept_in_vote(book, intruder)
        accept_in_vote(book, raw, PROVEN)
    assert book == village.book(uuid)


NOTHING = Context({}.get, {}.get)


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, 2**20), byte=st.integers(0, 255), stands=st.integers(0, 100), book=st.sampled_from(Book))
def test_a_refusal_changes_nothing_whatever_the_bytes(place: int, byte: int, stands: int, book: Book) -> None:
    village, uuid = complete_village(), votes()[0]
    raws = village.commune_raws if book is Book.COMMUNE else village.vote_raws(uuid)
    stands %= len(raws)
    changed = bytearray(raws[stands])
    changed[place % len(changed)] = byte
    state, before = (state_after(book, raws[:stands]) for _ in range(2))
    try:
        if isinstance(state, CommuneState):
            accept(state, bytes(changed), Context(village.payloads.get, village.books.get))
        else:
            accept_in_vote(state, bytes(changed), PROVEN)
    except RecordError:
        assert state == before


def state_after(book: Book, raws: list[bytes]) -> CommuneState | VoteBookState:
    setup = complete_village().book(votes()[0]).setup
    return replayed(raws) if book is Book.COMMUNE else replayed_in_vote(setup, raws)


def test_a_book_knows_its_root_at_every_size_it_had() -> None:
    village, uuid = complete_village(), votes()[0]
    raws, book = village.vote_raws(uuid), village.book(uuid)
    for size in range(len(raws) + 1):
        assert book.root_at(size) == tree_root(raws[:size]).hex()
    assert book.root_at(len(raws) + 1) is None
    assert book.root_at(-1) is None
    assert (book.root(), village.commune.root()) == (tree_root(raws).hex(), tree_root(complete()).hex())


def test_a_growing_tree_has_the_roots_of_rfc_6962() -> None:
    tree, leaves = GrowingTree(), [sha256(bytes([n])).digest() for n in range(70)]
    for n, leaf in enumerate(leaves, 1):
        tree.append(leaf)
        assert tree.root() == CompactRange().extend(leaves[:n]).root()
    for n in range(71):
        assert tree.root_at(n) == CompactRange().extend(leaves[:n]).root()


def test_facts_are_written_as_json_and_read_again() -> None:
    village = complete_village()
    facts = [village.commune.known, *village.commune.villages.values(), *village.commune.votes.values()]
    facts += [village.book(uuid).tallies for uuid in votes()]
    for fact in facts:
        assert read(type(fact), show(fact)) == fact


def test_a_record_begins_with_the_log_and_only_begins_there() -> None:
    village = Village()
    with pytest.raises(NotStarted):
        village.freeze(3)
    with pytest.raises(NotStarted):
        village.appoint()
    village.start()
    with pytest.raises(NotStarted):
        village.start()
    known = village.commune.commune()
    assert (known.origin, known.vkey) == (ORIGIN, LOG_KEY.vkey)


def test_time_never_goes_back_in_either_book() -> None:
    village = settled()
    vote = village.open(1)
    village.at = START - timedelta(minutes=1)
    for deed in (village.appoint, lambda: village.bar(vote, village.cards[0])):
        with pytest.raises(RecordError) as refusal:
            deed()
        assert refusal.value.code == "dated-before-predecessor"


def test_verified_spares_only_the_proofs() -> None:
    village = settled()
    uuid = village.open(1)
    envelope = village.envelope(uuid, village.cards[0], [[1, 0, 0]], 1)
    forged = envelope.raw.replace(b'"sequence":1', b'"sequence":2')
    entry = entry_bytes(village.ballot(envelope)).replace(envelope.raw, forged)
    named = {sha256(forged).hexdigest()}
    with pytest.raises(RecordError):
        accept_in_vote(deepcopy(village.book(uuid)), entry)
    accept_in_vote(deepcopy(village.book(uuid)), entry, named)
    village.cast(uuid, 0, [[0, 1, 0]], 2)
    with pytest.raises(RecordError) as refusal:
        accept_in_vote(village.book(uuid), entry, named)
    assert refusal.value.code == "old-sequence"
