"""Bad ballots and bad moments at the server, on both engines: each gets its code, and nothing is stored by half."""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from museum.forging import changed
from record.sample_village import (
    CODE,
    COMMUNE,
    USUAL,
    base58,
    credential,
    own_keys,
    replayed,
    replayed_in_vote,
    sealed,
    setup,
)
from services.twin_village import TwinVillage, desk_on

from voting.ledger.merkle import tree_root
from voting.record.entries.casting import BallotCast
from voting.record.entries.entry import Book, Entry
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteClosed
from voting.record.state.vote_book import VoteBookState
from voting.services.desk import Desk
from voting.services.errors import NotFound, RefusedBallot
from voting.services.house import Services
from voting.services.permissions import Actor, Grant, Role
from voting.services.votes.closing import close_due

KIB_64 = 64 * 1024
YES, NO, OTHER = (1, 0, 0), (0, 1, 0), (0, 0, 1)
VOTE, LATER_VOTE = (base58(f"vote|{CODE}|{number}", 14) for number in (1, 2))
ELECTION, LATER_ELECTION = (setup(uuid, own_keys(1, 3), (USUAL,))[1] for uuid in (VOTE, LATER_VOTE))
CARDS = [f"{CODE} {number}" for number in range(1, 8)]
"""Of six households, and a spare one."""
HEAD = Actor("head", "head", "Trưởng thôn", COMMUNE, 1, frozenset({Grant(Role.HEAD, CODE)}))


def envelope(household: int, vote: tuple[int, ...] = YES, sequence: int = 1) -> bytes:
    return sealed(ELECTION, CARDS[household], (vote,), sequence).raw


def opened(url: str, folder: Path) -> TwinVillage:
    village = TwinVillage.on(url, folder)
    village.settle()
    assert village.open(1) == VOTE
    return village


@pytest.fixture(scope="module")
def open_village(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwinVillage]:
    """A vote under way; tests that share it are refused everything."""
    village = opened(database_url, tmp_path_factory.mktemp("data"))
    village.services.casting.cast(VOTE, envelope(0))
    yield village
    village.leave()


@pytest.fixture
def village(fresh_database_url: str, tmp_path: Path) -> Iterator[TwinVillage]:
    """A vote under way, without any ballot yet."""
    made = opened(fresh_database_url, tmp_path)
    yield made
    made.leave()


@pytest.fixture
def elsewhere(village: TwinVillage, fresh_database_url: str, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Desks of other processes at the same database, with the village's clock or one of their own."""
    made: list[Desk] = []

    def desk(clock: Callable[[], datetime] | None = None) -> Desk:
        made.append(desk_on(fresh_database_url, tmp_path, clock or (lambda: village.at)))
        return made[-1]

    yield desk
    for one in made:
        one.database.close()


def require_whole(village: TwinVillage) -> VoteBookState:
    """Both books replay, every proof checked; the vote's root is the signed one, and the index says the same."""
    raws = village.raws_of(VOTE)
    setup = village.book(VOTE).setup
    book = replayed_in_vote(setup, raws, verified=set())
    replayed(village.raws_of(""), payloads=village.payloads, books={VOTE: book})
    size, root, ballots, ciphertexts = village.stored(VOTE)
    assert (size, root) == (len(raws), tree_root(raws))
    cast = [entry for entry in entries(raws, Book.VOTE) if isinstance(entry, BallotCast)]
    assert (ballots, ciphertexts) == (len(cast), 3 * len(cast))
    assert book.tallies.ballots == len(cast)
    return book


def entries(raws: Sequence[bytes], book: Book) -> list[Entry]:
    return [parse_entry(raw, book) for raw in raws]


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
    "a bare ballot": (lambda: json.dumps(json.loads(envelope(1))["ballot"]).encode(), "malformed"),
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
        of_ballot(lambda one: one.update(credential=credential(CARDS[1], LATER_VOTE))),
        "unknown-credential",
    ),
    "a ballot of another vote": (lambda: sealed(LATER_ELECTION, CARDS[0], (YES,), 1).raw, "wrong-election"),
    "a stranger's credential": (lambda: sealed(ELECTION, "nobody's card", (YES,), 1).raw, "unknown-credential"),
    "a spare card": (lambda: envelope(6), "closed-credential"),
    "somebody else's seal": (
        lambda: changed(envelope(1), lambda one: one.update(seal=json.loads(envelope(2))["seal"])), "bad-proof",
    ),
    "the same ballot again": (lambda: envelope(0), "duplicate"),
    "the same sequence again": (lambda: envelope(0, NO), "old-sequence"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "code"), BODIES.values(), ids=BODIES.keys())
def test_a_bad_body_gets_its_code_and_nothing_is_stored(open_village: TwinVillage, make: Callable, code: str) -> None:
    before = open_village.stored(VOTE)
    assert code_of(lambda: open_village.services.casting.cast(VOTE, make())) == code
    assert open_village.stored(VOTE) == before


def test_after_all_that_the_record_is_whole_and_takes_an_honest_ballot(open_village: TwinVillage) -> None:
    require_whole(open_village)
    open_village.services.casting.cast(VOTE, envelope(3, OTHER))
    assert require_whole(open_village).tallies.voted == 2


def test_a_ballot_for_no_vote_is_not_found(open_village: TwinVillage) -> None:
    before = open_village.stored(VOTE)
    for uuid in ("11111111111111", "", "../../etc/passwd", "0" * 10_000):
        with pytest.raises(NotFound):
            open_village.services.casting.cast(uuid, envelope(1))
    assert open_village.stored(VOTE) == before


@pytest.mark.parametrize("same_process", [True, False], ids=["one process", "two processes' connections"])
def test_a_ballot_posted_twice_at_once_is_accepted_once(
    village: TwinVillage, elsewhere: Callable[..., Desk], same_process: bool
) -> None:
    here = village.services
    other = here if same_process else Services.at(elsewhere())
    for household in range(6):
        codes = at_once([
            lambda services=services, household=household: services.casting.cast(VOTE, envelope(household))
            for services in (here, other)
        ])  # fmt: skip
        assert sorted(codes) == ["", "duplicate"]
    tallies = require_whole(village).tallies
    assert (tallies.ballots, tallies.voted) == (6, 6)


def test_two_ballots_of_a_household_under_one_number_at_once_make_one(
    village: TwinVillage, elsewhere: Callable[..., Desk]
) -> None:
    here, other = village.services, Services.at(elsewhere())
    for household in range(6):
        codes = at_once([
            lambda household=household: here.casting.cast(VOTE, envelope(household, YES)),
            lambda household=household: other.casting.cast(VOTE, envelope(household, NO)),
        ])  # fmt: skip
        assert sorted(codes) == ["", "old-sequence"]
    assert require_whole(village).tallies.voted == 6


def at_once(deeds: list[Callable[[], object]]) -> list[str]:
    """The codes of deeds that all begin at the same moment, each in a thread of its own."""
    ready = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> str:
        ready.wait()
        return code_of(deed)

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_the_vote_is_open_from_its_first_to_before_its_last_second(village: TwinVillage) -> None:
    opens_at, closes_at, second = village.at, village.vote(VOTE).closes_at, timedelta(seconds=1)
    for when, household, code in [
        (opens_at - second, 0, "not-open"),
        (opens_at, 0, ""),
        (closes_at - second, 1, ""),
        (closes_at, 2, "not-open"),
        (closes_at + second, 3, "not-open"),
        (closes_at + timedelta(days=30), 4, "not-open"),
    ]:
        village.at, before = when, village.stored(VOTE)
        assert code_of(lambda number=household: village.services.casting.cast(VOTE, envelope(number))) == code
        assert (village.stored(VOTE) == before) is bool(code)
    assert require_whole(village).tallies.voted == 2


def test_ballots_posted_while_the_vote_is_being_closed_count_or_are_refused(
    village: TwinVillage, elsewhere: Callable[..., Desk]
) -> None:
    """The clock of the process that takes ballots is a little slow: only the lock tells it that the vote is over."""
    closes_at = village.vote(VOTE).closes_at
    closer, casting = elsewhere(lambda: closes_at), village.services.casting
    village.at = closes_at - timedelta(seconds=1)
    deeds = [lambda n=n: casting.cast(VOTE, envelope(n)) for n in range(6)]
    *codes, _ = at_once([*deeds, lambda: close_due(closer)])
    assert set(codes) <= {"", "not-open"}
    book = require_whole(village)
    closing = next(one for one in entries(village.raws_of(""), Book.COMMUNE) if isinstance(one, VoteClosed))
    assert closing.ballots == codes.count("") == village.stored(VOTE)[2]
    assert (closing.size, closing.root) == (book.size, book.root())
    before = village.stored(VOTE)
    assert code_of(lambda: casting.cast(VOTE, envelope(0, NO, 2))) == "not-open"
    assert village.stored(VOTE) == before


def test_a_vote_is_closed_once_however_many_try(village: TwinVillage, elsewhere: Callable[..., Desk]) -> None:
    for household in range(3):
        village.services.casting.cast(VOTE, envelope(household))
    closes_at = village.vote(VOTE).closes_at
    others = [elsewhere(lambda: closes_at) for _ in range(3)]
    at_once([lambda desk=desk: close_due(desk) for desk in others])
    kinds = [one.type for one in entries(village.raws_of(""), Book.COMMUNE)]
    assert [kinds.count(kind) for kind in ("vote-closed", "tally", "partial-decryption")] == [1, 1, 1]
    require_whole(village)


def test_a_cancelled_vote_takes_no_ballot_from_a_process_that_has_not_heard(
    village: TwinVillage, elsewhere: Callable[..., Desk]
) -> None:
    casting = village.services.casting
    casting.cast(VOTE, envelope(0))
    Services.at(elsewhere()).votes.cancel(HEAD, VOTE, "sai câu hỏi")
    before = village.stored(VOTE)
    assert code_of(lambda: casting.cast(VOTE, envelope(1))) == "not-open"
    assert village.stored(VOTE) == before
    require_whole(village)
