"""Each answer of a witness (LEDGER, "Witnesses"), given by a real one over a socket."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from threading import Thread

import pytest
from village.life import YES, Village
from village.people import COMMUNE
from village.states import appointed, settled
from village.witness import SocketWitness, serving

from voting.ledger.checkpoint import parse_checkpoint
from voting.ledger.merkle import consistency_proof
from voting.ledger.note import parse_note
from voting.ledger.witness import AddCheckpoint, Seen, parse_add_checkpoint
from voting.manage.witness_calls import ask
from voting.record.entries.commune import BooksSealed
from voting.services.record.watchers import NewWatcher, Watcher
from voting.services.record.witnessing import Answer, Reply, Told
from voting.storage.witnesses import Evidence, Witness

BOARD, FRONT = "giam-sat.example/dong-hoa", "mat-tran.example/dong-hoa"


@pytest.fixture
def village(request: pytest.FixtureRequest, fresh_database_url: str) -> Iterator[Village]:
    """Officials and no more; a village that can vote where a test says so."""
    voting = getattr(request, "param", "") == "voting"
    village = settled(fresh_database_url, households=3) if voting else appointed(fresh_database_url)
    yield village
    village.services.close()


CAN_VOTE = pytest.mark.parametrize("village", ["voting"], indirect=True)


@pytest.fixture
def witness(village: Village) -> Iterator[SocketWitness]:
    """One that watches; its clock is the village's."""
    with serving(SocketWitness(BOARD, [village.vkey], int(village.clock.now.timestamp()))) as one:
        watch(village, one, "Ban giám sát xã")
        yield one


def watch(village: Village, witness: SocketWitness, office: str, needed: int = 1) -> None:
    new = NewWatcher(office, witness.signer.vkey, witness.url, needed)
    village.services.watchers.add(village.actors["admin"], new, "")


def rounds(village: Village, **options: bool) -> tuple[Told, ...]:
    return village.services.witnessing.round(ask, **options)


def answers(village: Village, **options: bool) -> list[Answer]:
    return [one.answer for one in rounds(village, **options)]


def watcher(village: Village) -> Watcher:
    return village.services.watchers.of(COMMUNE).watchers[0]


def state(village: Village, witness: SocketWitness) -> Witness:
    with village.desk.database.reading() as tx:
        return tx.witnesses.get(COMMUNE, witness.signer.vkey)


def evidence(village: Village) -> tuple[Evidence, ...]:
    with village.desk.database.reading() as tx:
        return tx.witnesses.evidence(COMMUNE)


def size_of(village: Village) -> int:
    return village.log().head().size


def size_in(note: bytes) -> int:
    return parse_checkpoint(parse_note(note).text).size


def grow(village: Village) -> None:
    """One more entry in the commune's book."""
    village.services.communes.declare_nobody_else(village.actors["admin"], "dong-hoa", f"Lý do {size_of(village)}")


def later(village: Village, witness: SocketWitness, **step: float) -> None:
    village.clock.move(**step)
    witness.time_s = int(village.clock.now.timestamp())


# 200


def test_a_witness_signs_the_newest_checkpoint_and_its_line_is_published(
    village: Village, witness: SocketWitness
) -> None:
    assert rounds(village) == (Told(COMMUNE, "ban-giam-sat-xa", size_of(village), Answer.SIGNED, 200),)
    assert witness.line(village.log().checkpoint()) in village.log().checkpoint()
    assert (watcher(village).size, watcher(village).signed_at_utc) == (size_of(village), village.clock.now)
    assert rounds(village) == ()


def test_the_next_request_proves_that_the_book_has_grown_from_there(village: Village, witness: SocketWitness) -> None:
    rounds(village)
    before = size_of(village)
    grow(village)
    assert answers(village) == [Answer.SIGNED]
    first, second = map(parse_add_checkpoint, witness.bodies)
    assert (first.old_size, first.proof, second.old_size) == (0, (), before)
    assert second.note.startswith(village.log().checkpoint().partition(witness.line(village.log().checkpoint()))[0])


def test_a_body_is_what_the_format_says_to_the_byte(village: Village, witness: SocketWitness) -> None:
    rounds(village)
    old = size_of(village)
    grow(village)
    with village.desk.database.reading() as tx:
        proof = consistency_proof(old, size_of(village), tx.tiles.node_reader(COMMUNE, "", size_of(village)))
    expected = AddCheckpoint(old, proof, village.log().checkpoint()).body
    rounds(village)
    assert witness.bodies[-1] == expected


def test_several_lines_are_checked_each_and_unknown_keys_are_left_alone(
    village: Village, witness: SocketWitness
) -> None:
    stranger = SocketWitness("ai-do.example/w", [], witness.time_s)
    note = village.log().checkpoint()
    older = SocketWitness(BOARD, [], witness.time_s - 60)
    witness.answers = [(200, stranger.line(note) + older.line(note) + witness.line(note))]
    assert answers(village) == [Answer.SIGNED]
    assert witness.line(note) in village.log().checkpoint()
    assert older.line(note) not in village.log().checkpoint()
    assert stranger.line(note) not in village.log().checkpoint()


@pytest.mark.parametrize(
    "said",
    [
        lambda witness, note, other: b"",
        lambda witness, note, other: b"<html>",
        lambda witness, note, other: SocketWitness(FRONT, [], witness.time_s).line(note),
        lambda witness, note, other: witness.line(note).replace(b"A", b"B"),
        lambda witness, note, other: witness.line(other),
        lambda witness, note, other: SocketWitness(BOARD, [], witness.time_s + 3600).line(note),
        lambda witness, note, other: SocketWitness(BOARD, [], witness.time_s - 2 * 86_400).line(note),
        lambda witness, note, other: witness.line(note) * 2000,
    ],
    ids=["nothing", "a page", "another key", "damaged", "another head", "the future", "long ago", "without end"],
)
def test_an_answer_without_a_line_that_counts_is_asked_for_again(
    village: Village, witness: SocketWitness, said: "object"
) -> None:
    other = village.log().checkpoint()
    grow(village)
    note = village.log().checkpoint()
    witness.answers = [(200, said(witness, note, other))]  # type: ignore[operator]
    assert answers(village)[0] in (Answer.UNUSABLE, Answer.BUSY)
    assert village.log().checkpoint() == note
    assert rounds(village) == ()
    later(village, witness, minutes=1)
    assert answers(village) == [Answer.SIGNED]


# 409


def test_a_witness_that_has_signed_another_size_of_ours_gets_the_proof_from_there(
    village: Village, witness: SocketWitness
) -> None:
    rounds(village)
    lost = size_of(village)
    grow(village)
    rounds(village)
    with village.desk.database.reading() as tx:
        root = tx.log.checkpoint(COMMUNE, "", lost).root
    witness.seen = {origin: Seen(lost, root) for origin in witness.seen}
    grow(village)
    sent = len(witness.bodies)
    assert answers(village) == [Answer.SIGNED]
    assert [parse_add_checkpoint(one).old_size for one in witness.bodies[sent:]] == [size_of(village) - 1, lost]
    assert evidence(village) == ()


def test_a_line_that_got_lost_is_asked_for_once_more(village: Village, witness: SocketWitness) -> None:
    witness.judge(AddCheckpoint(0, (), village.log().checkpoint()).body)
    assert answers(village) == [Answer.SIGNED]
    assert parse_add_checkpoint(witness.bodies[-1]).old_size == size_of(village)


def test_whoever_names_one_size_and_then_another_is_asked_later(village: Village, witness: SocketWitness) -> None:
    witness.answers = [(409, b"3\n"), (409, b"2\n")]
    assert answers(village) == [Answer.BUSY]
    assert len(witness.bodies) == 2
    assert rounds(village) == ()


@pytest.mark.parametrize("said", [b"1000\n", b"", b"many\n", b"5", b"-1\n"])
def test_a_longer_book_than_ours_or_no_number_is_an_alarm_and_nobody_asks_again(
    village: Village, witness: SocketWitness, said: bytes
) -> None:
    rounds(village)
    signed = village.log().checkpoint()
    grow(village)
    witness.answers = [(409, said)]
    note = village.log().checkpoint()
    assert answers(village) == [Answer.ROLLED_BACK]
    (found,) = evidence(village)
    assert (found.kind, found.note, found.earlier, found.reply) == ("rolled-back", note, signed, said)
    assert watcher(village).stopped
    grow(village)
    later(village, witness, days=2)
    assert rounds(village) == () == rounds(village, at_once=True)
    assert [one.kind for one in village.services.watchers.alarms(COMMUNE)] == ["rolled-back"]


def test_an_alarm_whose_cause_was_found_ends_by_asking_again_and_its_evidence_stays(
    village: Village, witness: SocketWitness
) -> None:
    witness.answers = [(409, b"1000\n")]
    rounds(village)
    assert answers(village, at_once=True, stopped_too=True) == [Answer.SIGNED]
    assert not watcher(village).stopped
    assert len(evidence(village)) == 1


def test_a_book_that_was_rolled_back_is_noticed(
    village: Village, witness: SocketWitness, fresh_database_url: str
) -> None:
    """The witness has seen more than this database knows of: as after a restored backup."""
    rounds(village)
    origin = f"dinh.example/{COMMUNE}"
    witness.seen[origin] = Seen(size_of(village) + 7, b"r" * 32)
    grow(village)
    assert answers(village) == [Answer.ROLLED_BACK]


@pytest.mark.parametrize(("behind", "answer"), [(0, Answer.SIGNED), (7, Answer.ROLLED_BACK)])
def test_after_a_restore_everybody_is_asked_before_anything_is_written(
    village: Village, witness: SocketWitness, behind: int, answer: Answer
) -> None:
    """LEDGER, "Checkpoints": a copy that was put back believes that all have signed; only they know better."""
    rounds(village)
    assert rounds(village) == ()
    size, head = size_of(village), village.log().head()
    witness.seen[f"dinh.example/{COMMUNE}"] = Seen(size + behind, b"r" * 32 if behind else bytes.fromhex(head.root_hex))
    assert [one.answer for one in village.services.witnessing.after_restore(ask)] == [answer]
    assert village.log().head() == head
    assert len(evidence(village)) == (1 if behind else 0)


# 422, 403, 400


@pytest.mark.parametrize(("status", "answer"), [(422, "inconsistent"), (403, "refused"), (400, "refused")])
def test_a_refusal_is_final_for_this_checkpoint_and_for_no_other(
    village: Village, witness: SocketWitness, status: int, answer: str
) -> None:
    witness.answers = [(status, b"why")]
    note = village.log().checkpoint()
    assert answers(village) == [Answer(answer)]
    assert [(one.kind, one.note, one.reply) for one in evidence(village)] == (
        [("inconsistent", note, b"why")] if status == 422 else []
    )
    later(village, witness, days=3)
    assert rounds(village) == ()
    grow(village)
    assert answers(village) == [Answer.SIGNED]


def test_a_forked_book_is_noticed(village: Village, witness: SocketWitness) -> None:
    rounds(village)
    origin = f"dinh.example/{COMMUNE}"
    witness.seen[origin] = Seen(size_of(village), b"another root".ljust(32))
    grow(village)
    assert answers(village) == [Answer.INCONSISTENT]
    assert watcher(village).answer == "inconsistent"
    assert len(evidence(village)) == 1


# 404


def test_a_book_that_is_not_registered_yet_is_tried_the_next_day(village: Village, witness: SocketWitness) -> None:
    witness.logs = []
    assert answers(village) == [Answer.UNKNOWN_LOG]
    witness.logs = [village.vkey]
    later(village, witness, hours=23)
    assert rounds(village) == ()
    later(village, witness, hours=1)
    assert answers(village) == [Answer.SIGNED]


# 5xx, time-outs, 429


@pytest.mark.parametrize("status", [500, 503, 429, 302, 204, 418])
def test_trouble_is_met_with_growing_pauses(village: Village, witness: SocketWitness, status: int) -> None:
    pauses = []
    for _ in range(11):
        witness.answers = [(status, b"")]
        assert answers(village) == [Answer.BUSY]
        next_try = state(village, witness).next_try_utc
        assert next_try is not None
        pauses.append(next_try - village.clock.now)
        assert rounds(village) == ()
        later(village, witness, seconds=pauses[-1].total_seconds())
    assert pauses[:4] == [timedelta(minutes=one) for one in (1, 2, 4, 8)]
    assert pauses[-1] == timedelta(hours=6)
    assert len(witness.bodies) == 11
    assert answers(village) == [Answer.SIGNED]
    assert state(village, witness).failures == 0


def test_nobody_listening_is_trouble_and_nothing_more(village: Village) -> None:
    new = NewWatcher("Ban giám sát", SocketWitness(BOARD, [], 1).signer.vkey, "http://127.0.0.1:9/w", 1)
    village.services.watchers.add(village.actors["admin"], new, "")
    assert answers(village) == [Answer.BUSY]


def test_pressed_by_hand_nobody_waits_for_a_pause(village: Village, witness: SocketWitness) -> None:
    witness.answers = [(500, b""), (400, b"")]
    assert answers(village) == [Answer.BUSY]
    assert answers(village, at_once=True) == [Answer.REFUSED]
    assert answers(village, at_once=True) == [Answer.SIGNED]


@CAN_VOTE
def test_one_witness_in_trouble_keeps_no_other_and_no_ballot_waiting(village: Village, witness: SocketWitness) -> None:
    vote = village.open_vote()
    with ExitStack() as stack:
        front = SocketWitness(FRONT, [village.vkey], witness.time_s)
        stack.enter_context(serving(front))
        watch(village, front, "Mặt trận")
        rounds(village)
        witness.answers, told = [(500, b"")], []

        def slow(url: str, body: bytes) -> Reply:
            if url == witness.url:  # while it is waited for, somebody votes
                told.append(village.cast(vote, "DH-001", YES))
            return ask(url, body)

        later(village, front, hours=1)
        grow(village)
        found = {one.witness: one.answer for one in village.services.witnessing.round(slow)}
    assert found == {"ban-giam-sat-xa": Answer.BUSY, "mat-tran": Answer.SIGNED}
    assert len(told) == 1


# rounds


@CAN_VOTE
def test_open_books_are_sealed_before_a_round_and_only_then(village: Village, witness: SocketWitness) -> None:
    vote = village.open_vote()
    rounds(village)
    village.cast(vote, "DH-001", YES)
    assert rounds(village) == ()  # an entry of a vote's book alone asks for no round
    grow(village)
    assert answers(village) == [Answer.SIGNED]
    sealed = [one for one in village.entries() if isinstance(one, BooksSealed)]
    assert sealed[-1].books[0][1].size == village.log(vote).head().size
    assert size_in(witness.bodies[-1].partition(b"\n\n")[2]) == size_of(village)


def test_two_processes_that_ask_at_once_keep_one_line(village: Village, witness: SocketWitness) -> None:
    other = village.again()
    threads = [Thread(target=one.services.witnessing.round, args=(ask,)) for one in (village, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert village.log().checkpoint().count(BOARD.encode()) == 1
    assert evidence(village) == ()
    assert watcher(village).size == size_of(village)
    other.services.close()
