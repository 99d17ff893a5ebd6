"""Bad ballots and bad moments at the server, on both engines: each gets its code, and nothing is stored by half."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from museum.forging import changed
from museum.honest import NO, OTHER, YES, Vote, several, usual
from museum.live_village import LiveVillage, services_on
from museum.telling import ballot_of
from record.sample_village import COMMUNE, credential, sealed

from voting.ballots.election import Election, parse_election
from voting.ledger.merkle import tree_root
from voting.record.entries.casting import BallotCast
from voting.record.entries.entry import compact
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteCancelled, VoteClosed
from voting.record.fields import minute
from voting.record.replay import accept
from voting.record.state import Phase, State
from voting.services.errors import NotFound, RefusedBallot
from voting.services.votes.closing import close_due

KIB_64 = 64 * 1024
OPENED = (*usual().before, compact(usual().opened))
CLOSES_AT = minute(usual().opened["closes_at"])


def election(vote: Vote | None = None) -> Election:
    return parse_election((vote or usual()).opened["election"].encode())


def envelope(household: int, vote: tuple[int, ...] = YES, sequence: int = 1) -> bytes:
    return sealed(election(), usual().cards[household], (vote,), sequence).raw


@pytest.fixture(scope="module")
def open_village(database_url: str) -> Iterator[LiveVillage]:
    """A vote under way; tests that share it are refused everything."""
    village = LiveVillage(database_url, OPENED)
    village.services.casting.cast(village.vote, envelope(0))
    yield village
    village.close()


@pytest.fixture
def village(fresh_database_url: str) -> Iterator[LiveVillage]:
    """A vote under way, without any ballot yet."""
    made = LiveVillage(fresh_database_url, OPENED)
    yield made
    made.close()


def require_whole(village: LiveVillage) -> State:
    """The log replays with every proof checked, its root is the signed one, and the index beside it says the same."""
    log, state = village.log(), State()
    for raw in log:
        accept(state, raw)
    size, root, ballots, ciphertexts = village.stored()
    assert (size, root) == (len(log), tree_root(log))
    cast = [entry for entry in map(parse_entry, log) if isinstance(entry, BallotCast)]
    assert (ballots, ciphertexts) == (len(cast), 3 * len(cast))
    assert state.votes[village.vote].ballots == len(cast)
    return state


def code_of(deed: Callable[[], object]) -> str:
    """The code with which a deed is refused; "" if it is done."""
    try:
        deed()
    except RefusedBallot as error:
        return error.code
    return ""


def padded(size: int) -> bytes:
    """A well-formed envelope made this long by a field too many."""
    bare = len(changed(envelope(1), lambda one: one.update(note="")))
    return changed(envelope(1), lambda one: one.update(note="x" * (size - bare)))


def of_ballot(change: Callable[[dict], object]) -> Callable[[], bytes]:
    return lambda: changed(envelope(1), lambda one: change(one["ballot"]))


def of_answer(change: Callable[[dict], object]) -> Callable[[], bytes]:
    return of_ballot(lambda ballot: change(ballot["answers"][0]))


BODIES = {
    "64 KiB and a byte": (lambda: padded(KIB_64 + 1), "too-large"),
    "64 KiB": (lambda: padded(KIB_64), "malformed"),
    "10,000 ciphertexts": (of_answer(lambda one: one.update(choices=one["choices"][:1] * 10_000)), "too-large"),
    "10,000 choices that are numbers": (of_answer(lambda one: one.update(choices=[0] * 10_000)), "malformed"),
    "200 ciphertexts": (of_answer(lambda one: one.update(choices=one["choices"][:1] * 200)), "malformed"),
    "nothing": (lambda: b"", "malformed"),
    "not UTF-8": (lambda: envelope(1).replace(b"sequence", b"sequ\xffnce"), "malformed"),
    "UTF-16": (lambda: envelope(1).decode().encode("utf-16"), "malformed"),
    "a byte order mark": (lambda: b"\xef\xbb\xbf" + envelope(1), "malformed"),
    "half an envelope": (lambda: envelope(1)[:-1], "malformed"),
    "two envelopes": (lambda: envelope(1) * 2, "malformed"),
    "a newline at the end": (lambda: envelope(1) + b"\n", "malformed"),
    "a list": (lambda: b"[" + envelope(1) + b"]", "malformed"),
    "a number": (lambda: b"17", "malformed"),
    "null": (lambda: b"null", "malformed"),
    "a text": (lambda: b'"Tan thanh"', "malformed"),
    "an empty object": (lambda: b"{}", "malformed"),
    "a bare ballot": (lambda: ballot_of(envelope(1)), "malformed"),
    "a form": (lambda: b"choice=1&village=dong-hoa", "malformed"),
    "deep nesting": (lambda: b"[" * 30_000 + b"]" * 30_000, "malformed"),
    "a number of many digits": (lambda: b'{"sequence":' + b"9" * 60_000 + b"}", "malformed"),
    "not a number": (lambda: b'{"sequence":NaN}', "malformed"),
    "a field more": (lambda: changed(envelope(1), lambda one: one.update(note="x")), "malformed"),
    "a field more in the ballot": (of_ballot(lambda one: one.update(note="x")), "malformed"),
    "a field more in an answer": (of_answer(lambda one: one.update(weight=2)), "malformed"),
    "a field more in a proof": (lambda: changed(envelope(1), lambda one: one["seal"].update(w="1")), "malformed"),
    "sequence 0": (lambda: changed(envelope(1), lambda one: one.update(sequence=0)), "malformed"),
    "sequence 2^53": (lambda: changed(envelope(1), lambda one: one.update(sequence=2**53)), "malformed"),
    "sequence 1.0": (lambda: envelope(1).replace(b'"sequence":1', b'"sequence":1.0'), "malformed"),
    "a credential of another vote": (
        of_ballot(lambda one: one.update(credential=credential(usual().cards[1], several().uuid))),
        "unknown-credential",
    ),
    "a ballot of another vote": (lambda: sealed(election(several()), *several().casts[0]).raw, "wrong-election"),
    "a stranger's credential": (lambda: sealed(election(), "nobody's card", (YES,), 1).raw, "unknown-credential"),
    "a spare card": (lambda: envelope(6), "closed-credential"),
    "somebody else's seal": (
        lambda: changed(envelope(1), lambda one: one.update(seal=json.loads(envelope(2))["seal"])), "bad-proof",
    ),
    "the same ballot again": (lambda: envelope(0), "duplicate"),
    "the same sequence again": (lambda: envelope(0, NO), "old-sequence"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "code"), BODIES.values(), ids=BODIES.keys())
def test_a_bad_body_gets_its_code_and_nothing_is_stored(open_village: LiveVillage, make: Callable, code: str) -> None:
    before = open_village.stored()
    assert code_of(lambda: open_village.services.casting.cast(open_village.vote, make())) == code
    assert open_village.stored() == before


def test_after_all_that_the_record_is_whole_and_takes_an_honest_ballot(open_village: LiveVillage) -> None:
    require_whole(open_village)
    open_village.services.casting.cast(open_village.vote, envelope(3, OTHER))
    assert require_whole(open_village).votes[open_village.vote].voted == 2


def test_a_ballot_for_no_vote_is_not_found(open_village: LiveVillage) -> None:
    before = open_village.stored()
    for uuid in ("11111111111111", "", "../../etc/passwd", "0" * 10_000):
        with pytest.raises(NotFound):
            open_village.services.casting.cast(uuid, envelope(1))
    assert open_village.stored() == before


@pytest.mark.parametrize("same_process", [True, False], ids=["one process", "two processes' connections"])
def test_a_ballot_posted_twice_at_once_is_accepted_once(
    village: LiveVillage, fresh_database_url: str, same_process: bool
) -> None:
    other = village.services if same_process else services_on(fresh_database_url, lambda: village.now)
    for household in range(6):
        codes = at_once([
            lambda services=services, household=household: services.casting.cast(village.vote, envelope(household))
            for services in (village.services, other)
        ])  # fmt: skip
        assert sorted(codes) == ["", "duplicate"]
    state = require_whole(village)
    assert (state.votes[village.vote].ballots, state.votes[village.vote].voted) == (6, 6)
    if not same_process:
        other.close()


def test_two_ballots_of_a_household_under_one_number_at_once_make_one(
    village: LiveVillage, fresh_database_url: str
) -> None:
    other = services_on(fresh_database_url, lambda: village.now)
    for household in range(6):
        codes = at_once([
            lambda household=household: village.services.casting.cast(village.vote, envelope(household, YES)),
            lambda household=household: other.casting.cast(village.vote, envelope(household, NO)),
        ])  # fmt: skip
        assert sorted(codes) == ["", "old-sequence"]
    assert require_whole(village).votes[village.vote].voted == 6
    other.close()


def at_once(deeds: list[Callable[[], object]]) -> list[str]:
    """The codes of deeds that all begin at the same moment, each in a thread of its own."""
    ready = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> str:
        ready.wait()
        return code_of(deed)

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_the_vote_is_open_from_its_first_to_before_its_last_second(village: LiveVillage) -> None:
    opens_at, second = minute(usual().opened["opens_at"]), timedelta(seconds=1)
    for when, household, code in [
        (opens_at - second, 0, "not-open"),
        (opens_at, 0, ""),
        (CLOSES_AT - second, 1, ""),
        (CLOSES_AT, 2, "not-open"),
        (CLOSES_AT + second, 3, "not-open"),
        (CLOSES_AT + timedelta(days=30), 4, "not-open"),
    ]:
        village.now, before = when, village.stored()
        assert code_of(lambda number=household: village.services.casting.cast(village.vote, envelope(number))) == code
        assert (village.stored() == before) is bool(code)
    assert require_whole(village).votes[village.vote].voted == 2


def test_ballots_posted_while_the_vote_is_being_closed_count_or_are_refused(
    village: LiveVillage, fresh_database_url: str
) -> None:
    """The clock of the process that takes ballots is a little slow: only the record tells it that the vote is over."""
    closer = services_on(fresh_database_url, lambda: CLOSES_AT)
    village.now = CLOSES_AT - timedelta(seconds=1)
    deeds = [lambda n=n: village.services.casting.cast(village.vote, envelope(n)) for n in range(6)]
    *codes, _ = at_once([*deeds, lambda: close_due(closer.casting._desk)])
    assert set(codes) <= {"", "not-open"}
    state = require_whole(village)
    assert state.votes[village.vote].phase is Phase.TALLIED
    closing = next(entry for entry in map(parse_entry, village.log()) if isinstance(entry, VoteClosed))
    assert closing.ballots == codes.count("") == village.stored()[2]
    before = village.stored()
    assert code_of(lambda: village.services.casting.cast(village.vote, envelope(0, NO, 2))) == "not-open"
    assert village.stored() == before
    closer.close()


def test_a_vote_is_closed_once_however_many_try(village: LiveVillage, fresh_database_url: str) -> None:
    village.services.casting.cast(village.vote, envelope(0))
    others = [services_on(fresh_database_url, lambda: CLOSES_AT) for _ in range(3)]
    at_once([lambda services=services: close_due(services.casting._desk) for services in others])
    kinds = [parse_entry(raw).type for raw in village.log()]
    assert [kinds.count(kind) for kind in ("vote-closed", "tally", "partial-decryption")] == [1, 1, 1]
    require_whole(village)
    for services in others:
        services.close()


def test_a_cancelled_vote_takes_no_ballot_from_a_process_that_has_not_heard(
    village: LiveVillage, fresh_database_url: str
) -> None:
    village.services.casting.cast(village.vote, envelope(0))
    other = services_on(fresh_database_url, lambda: village.now)
    desk = other.casting._desk
    with desk.database.transaction() as tx:
        entry = VoteCancelled(village="dong-hoa", at=village.now, vote=village.vote, reason="sai câu hỏi", by="head")
        desk.logs.append(tx, COMMUNE, [entry])
        tx.votes.set_state(COMMUNE, village.vote, expected=Phase.OPEN, state=Phase.CANCELLED)
    before = village.stored()
    assert code_of(lambda: village.services.casting.cast(village.vote, envelope(1))) == "not-open"
    assert village.stored() == before
    require_whole(village)
    other.close()
