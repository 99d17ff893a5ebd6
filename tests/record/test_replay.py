"""Whatever a village does, in any order: what the record accepts replays to the same state, and only that."""

from copy import deepcopy
from datetime import timedelta
from hashlib import sha256

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from record.complete_record import complete
from record.sample_village import LOG_KEY, ORIGIN, PROVEN, START, USUAL, WITH_BLANK, Village, replayed, settled
from voting.ledger.merkle import leaf_hash, tree_root
from voting.record.entries.entry import entry_bytes
from voting.record.entries.parsing import parse_entry
from voting.record.errors import NotStarted, RecordError
from voting.record.replay import UNSAFE_ALREADY_VERIFIED, accept
from voting.record.state import Phase, State

QUESTIONS = [(USUAL,), (WITH_BLANK,), (WITH_BLANK, USUAL)]
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
        before, size = deepcopy(self.village.state), len(self.village.raws)
        kept = (list(self.village.cards), list(self.village.spares), self.village.at)
        try:
            deed(*args, **more)
        except RecordError as error:
            self.refused.append(error.code)
            if len(self.village.raws) == size:
                assert self.village.state == before
            self.village.cards, self.village.spares, self.village.at = kept
            return False
        return True

    def running(self, number: int, phase: Phase = Phase.OPEN) -> str:
        known = [uuid for uuid, vote in self.village.state.votes.items() if vote.phase is phase]
        return known[number % len(known)]

    def has(self, phase: Phase) -> bool:
        return any(vote.phase is phase for vote in self.village.state.votes.values())

    @property
    def open_votes(self) -> int:
        return sum(vote.phase is Phase.OPEN for vote in self.village.state.votes.values())

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
        questions = self.village.vote(uuid).setup.election.questions
        choices = [[int(place == what % question.width) for place in range(question.width)] for question in questions]
        if card := self.village.cards[who % len(self.village.cards)]:
            made = self.village.envelope(uuid, card, choices, sequence)
            if self.attempt(self.village.write, self.village.ballot(made)):
                PROVEN.add(sha256(made.raw).hexdigest())

    @precondition(lambda self: any(self.village.cards) and self.village.spares)
    @rule(who=household, again=st.booleans())
    def lose_a_card(self, who: int, again: bool) -> None:
        """The household goes on with a spare card, in the votes under way too if it has not voted; or it does not."""
        who %= len(self.village.cards)
        lost = self.village.cards[who]
        if not lost or not self.attempt(self.village.revoke, who):
            return
        spare = self.village.spares[0]
        for uuid, vote in list(self.village.state.votes.items()):
            if vote.phase is Phase.OPEN and self.attempt(self.village.bar, uuid, lost) and again:
                self.attempt(self.village.swap_in, uuid, spare, lost)
        if again:
            self.village.cards[who] = self.village.spares.pop(0)
        self.attempt(self.village.issue)

    @precondition(lambda self: self.has(Phase.OPEN))
    @rule(number=st.integers(0, 3), hours=st.integers(-1, 5))
    def extend(self, number: int, hours: int) -> None:
        self.attempt(self.village.extend, self.running(number), hours=hours)

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
        known = self.village.vote(uuid)
        for owner in order[:most]:
            if owner <= len(known.setup.trustees.owners):
                self.attempt(lambda owner=owner: self.village.write(self.village.partial(uuid, owner)))
        if len(known.partials) == len(known.setup.trustees.owners):
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
        assert self.village.state.size == len(self.village.raws)
        for vote in self.village.state.votes.values():
            assert vote.voted <= vote.setup.households
            assert vote.exchanged <= vote.closings

    def teardown(self) -> None:
        assert all(self.refused)
        raws = self.village.raws
        assert replayed(raws) == self.village.state
        assert replayed(raws, verified=UNSAFE_ALREADY_VERIFIED) == self.village.state
        assert [entry_bytes(parse_entry(raw)) for raw in raws] == raws


VillageLife.TestCase.settings = settings(max_examples=40, stateful_step_count=50, deadline=None)
TestVillageLife = VillageLife.TestCase


def test_a_whole_record_replays_to_the_same_state_with_every_proof_checked() -> None:
    first, again = replayed(complete(), verified=set()), replayed(complete())
    assert first == again
    assert {vote.phase for vote in first.votes.values()} == {Phase.DECIDED, Phase.CANCELLED}


def test_refused_entries_in_between_leave_no_trace() -> None:
    state = State()
    for raw in complete():
        for intruder in (raw[:-1], raw.replace(b'"v":1', b'"v":2'), complete()[0] if state.size else b""):
            with pytest.raises(RecordError):
                accept(state, intruder)
        accept(state, raw, verified=PROVEN)
    assert state == replayed(complete())


def test_the_vote_root_covers_the_votes_own_entries_alone() -> None:
    state = State()
    for raw in complete():
        accept(state, raw, verified=PROVEN)
    own = [raw for raw in complete() if getattr(parse_entry(raw), "vote", None) == (uuid := next(iter(state.votes)))]
    closing = next(place for place, raw in enumerate(own) if parse_entry(raw).type == "vote-closed")
    assert parse_entry(own[closing]).root == tree_root(own[:closing]).hex()
    assert state.votes[uuid].entries.size == closing
    assert leaf_hash(own[0]) != leaf_hash(own[1])


def test_a_record_begins_with_the_log_and_only_begins_there() -> None:
    village = Village()
    with pytest.raises(NotStarted):
        village.freeze(3)
    with pytest.raises(NotStarted):
        village.appoint()
    village.start()
    with pytest.raises(NotStarted):
        village.start()
    assert (village.state.origin, village.state.vkey) == (ORIGIN, LOG_KEY.vkey)


def test_time_never_goes_back() -> None:
    village = settled()
    village.at = START - timedelta(minutes=1)
    with pytest.raises(RecordError) as refusal:
        village.appoint()
    assert refusal.value.code == "dated-before-predecessor"


def test_verified_spares_only_the_proofs() -> None:
    village = settled()
    uuid = village.open(1)
    envelope = village.envelope(uuid, village.cards[0], [[1, 0, 0]], 1)
    forged = envelope.raw.replace(b'"sequence":1', b'"sequence":2')
    entry = entry_bytes(village.ballot(envelope)).replace(envelope.raw, forged)
    named = {sha256(forged).hexdigest()}
    with pytest.raises(RecordError):
        accept(deepcopy(village.state), entry)
    accept(deepcopy(village.state), entry, verified=named)
    village.cast(uuid, 0, [[0, 1, 0]], 2)
    with pytest.raises(RecordError) as refusal:
        accept(village.state, entry, verified=named)
    assert refusal.value.code == "old-sequence"
