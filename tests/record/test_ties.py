"""What ties a vote's book to the commune's: opening, seals, moved closing times, the end."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest

from record.complete_record import village as complete_village
from record.complete_record import votes
from record.refusals import refusal, untouched
from record.sample_village import Village, base58, commitment, settled
from voting.ballots.tally import Tally as TallyOfBallots
from voting.record.entries.casting import BookStarted
from voting.record.entries.commune import BooksSealed
from voting.record.entries.count import ResultDeclared, Tally
from voting.record.entries.entry import Book, entry_bytes
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteCancelled, VoteClosed, VoteExtended
from voting.record.errors import (
    NotStarted,
    RecordError,
    WrongClosing,
    WrongMove,
    WrongOpening,
    WrongResult,
    WrongSeal,
    WrongTally,
)
from voting.record.facts import Phase
from voting.record.fields import Seal
from voting.record.lookups import Context
from voting.record.replay import accept, accept_in_vote
from voting.record.rules.count import counted
from voting.record.state.vote_book import VoteBookState
from voting.record.ties import require_cancelled, require_closing, require_moves, require_opening, require_seal

YES, NO = [[1, 0, 0]], [[0, 1, 0]]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

# seals


def test_a_seal_is_of_an_open_vote_that_has_grown() -> None:
    village = settled(3)
    first, second = sorted([village.open(1), village.open(2)])
    seals = {uuid: Seal(1, village.book(uuid).root()) for uuid in (first, second)}

    def code(*books: tuple[str, Seal], where: str = "") -> str:
        entry = BooksSealed(village=where, at=village.at, books=books)
        return refusal(village, lambda: village.write(entry))

    good = (first, seals[first])
    assert code() == "wrong-seal"
    assert code(good, where=village.code) == "wrong-seal"
    assert code((second, seals[second]), good) == "wrong-seal"
    assert code(good, good) == "wrong-seal"
    assert code((base58("no vote", 14), seals[first])) == "wrong-seal"
    assert code((first, seals[second])) == "wrong-seal"
    assert code((first, Seal(2, seals[first].root))) == "wrong-seal"
    assert code((first, Seal(0, seals[first].root))) == "wrong-seal"
    village.seal_books()
    assert code(good) == "wrong-seal"
    village.cast(first, 0, YES)
    village.seal_books()
    assert [village.vote(uuid).seal.size for uuid in (first, second)] == [2, 1]
    village.cancel(second)
    assert code((second, Seal(2, seals[second].root))) == "wrong-seal"


def test_a_seal_without_the_books_is_still_of_an_open_vote_that_has_grown() -> None:
    village = settled(3)
    vote = village.open(1)
    blind = Context(nothing, nothing)
    entry = BooksSealed(village="", at=village.at, books=((vote, Seal(7, commitment("not examined"))),))
    accept(village.commune, entry_bytes(entry), blind)
    with untouched(village), pytest.raises(WrongSeal):
        accept(village.commune, entry_bytes(entry), blind)


def nothing(_: str) -> None:
    """Nothing is given."""


# the beginning


@pytest.mark.parametrize("fields", [{"opened_index": 0}, {"opened_leaf": commitment("another entry")}])
def test_a_votes_book_begins_with_its_opening(fields: dict[str, object]) -> None:
    village = settled(3)
    entry = village.opening(1)
    village.write(entry)
    village.begin(entry)
    vote, good = village.vote(entry.vote), parse_entry(village.vote_raws(entry.vote)[0], Book.VOTE)
    assert isinstance(good, BookStarted)
    fresh = VoteBookState(village.book(entry.vote).setup)
    with pytest.raises(WrongOpening):
        accept_in_vote(fresh, entry_bytes(replace(good, **fields)))
    assert fresh == VoteBookState(village.book(entry.vote).setup)
    require_opening(vote, good)
    for other in (replace(good, **fields), replace(good, village="thon-khac"), replace(good, at=good.at - MINUTE)):
        with pytest.raises(WrongOpening):
            require_opening(vote, other)


def test_nothing_stands_before_the_beginning_of_a_votes_book_nor_a_second_one() -> None:
    village = complete_village()
    vote = votes()[0]
    fresh = VoteBookState(village.book(vote).setup)
    first, *rest = village.vote_raws(vote)
    for raw in rest:
        with pytest.raises(NotStarted):
            accept_in_vote(fresh, raw)
    accept_in_vote(fresh, first)
    with pytest.raises(NotStarted):
        accept_in_vote(fresh, first)


def test_a_book_is_not_older_than_its_vote() -> None:
    village = complete_village()
    vote = votes()[0]
    good = parse_entry(village.vote_raws(vote)[0], Book.VOTE)
    with pytest.raises(RecordError) as found:
        accept_in_vote(VoteBookState(village.book(vote).setup), entry_bytes(replace(good, at=good.at - MINUTE)))
    assert found.value.code == "dated-before-predecessor"


# moved closing times


def extended() -> tuple[Village, str]:
    """A village with an open vote that was extended twice."""
    village = settled(3)
    vote = village.open(1)
    village.extend(vote)
    village.extend(vote)
    return village, vote


def test_an_extension_is_followed_in_the_votes_book_before_the_closing_it_moves() -> None:
    village, vote = extended()
    require_moves(village.vote(vote), village.book(vote))
    again = village.moved(vote)
    assert refusal(village, lambda: village.write_in_vote(vote, again)) == "out-of-order"
    further = replace(again, closes_at=again.closes_at + HOUR)
    assert refusal(village, lambda: village.write_in_vote(vote, further)) == "out-of-order"  # of the same extension
    later = replace(further, extended_index=again.extended_index + 1)
    for crime in (
        replace(later, at=village.book(vote).tallies.closes_at),
        replace(later, closes_at=village.book(vote).setup.opened_at + 90 * DAY + MINUTE),
        replace(later, extended_index=village.vote(vote).opening.index),
    ):
        assert refusal(village, lambda crime=crime: village.write_in_vote(vote, crime)) == "out-of-order"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda moves: moves[:1],
        lambda moves: moves[1:],
        lambda moves: (*moves, moves[-1]),
        lambda moves: moves[::-1],
        lambda moves: (replace(moves[0], leaf=commitment("another extension")), moves[1]),
        lambda moves: (replace(moves[0], closes_at=moves[0].closes_at - HOUR), moves[1]),
        lambda moves: (moves[0], replace(moves[1], closes_at=moves[1].closes_at + HOUR)),
    ],
    ids=["one missing", "the first missing", "one more", "turned", "another entry", "sooner between", "later at last"],
)
def test_every_closing_time_is_moved_in_both_books_alike(spoil) -> None:
    village, vote = extended()
    book = deepcopy(village.book(vote))
    book.tallies = replace(book.tallies, moves=spoil(book.tallies.moves))
    with pytest.raises(WrongMove):
        require_moves(village.vote(vote), book)


def test_a_vote_whose_extension_was_not_followed_does_not_close() -> None:
    village, vote = extended()
    closes_at = village.vote(vote).closes_at + HOUR
    village.write(VoteExtended, vote=vote, closes_at=closes_at, reason="mưa bão", by="head")
    assert refusal(village, lambda: village.close(vote)) == "wrong-move"


# the end


def closed_fields(village: Village, vote: str) -> Iterator[dict[str, object]]:
    good = village.closing(vote)
    yield from (
        {"size": good.size - 1, "root": village.book(vote).root_at(good.size - 1)},
        {"size": good.size + 1},
        {"root": commitment("another book")},
        {"ballots": good.ballots - 1},
        {"ballots": good.ballots + 1},
        {"ballots": 0, "voted": 0},
        {"voted": good.voted - 1},
        {"voted": good.voted + 1},
        {"voted": 0},
        {"head": commitment("another archive")},
    )


def ready_to_close() -> tuple[Village, str]:
    village = settled(3)
    vote = village.open(1)
    village.cast(vote, 0, YES)
    village.seal_books()
    village.cast(vote, 1, YES)
    village.cast(vote, 0, NO, 2)
    village.extend(vote)
    village.at = village.vote(vote).closes_at
    return village, vote


def test_the_closing_states_the_whole_book() -> None:
    village, vote = ready_to_close()
    good = village.closing(vote)
    for fields in closed_fields(village, vote):
        crime = replace(good, **fields)
        assert refusal(village, lambda crime=crime: village.write(crime)) == "wrong-closing", fields
    village.write(good)
    assert village.vote(vote).seal == Seal(good.size, good.root)


@pytest.mark.parametrize(
    "fields",
    [
        {"voted": 4, "ballots": 4},
        {"voted": 3, "ballots": 2},
        {"voted": 0},
        {"ballots": 6},
        {"size": 1},
        {"size": 2, "root": commitment("not what was sealed"), "ballots": 0, "voted": 0},
    ],
    ids=["more than N", "more than ballots", "ballots of nobody", "no room", "below the seal", "not as sealed"],
)
def test_counts_of_a_closing_are_judged_without_the_book(fields: dict[str, object]) -> None:
    village, vote = ready_to_close()
    crime = replace(village.closing(vote), **fields)
    with untouched(village), pytest.raises(WrongClosing):
        accept(village.commune, entry_bytes(crime), Context(nothing, nothing))
    accept(village.commune, entry_bytes(village.closing(vote)), Context(nothing, nothing))


def test_a_vote_is_not_closed_before_its_last_ballot() -> None:
    village = settled(3)
    vote = village.open(1)
    before = village.at
    village.later(minutes=5)
    for household in range(3):
        village.cast(vote, household, YES)
    early = replace(village.closing(vote), at=before)
    assert refusal(village, lambda: village.write(early)) == "wrong-closing"


def test_a_cancellation_ends_the_book_as_it_stands() -> None:
    village, vote = ready_to_close()
    book = village.book(vote)
    deed = {"vote": vote, "reason": "sai câu hỏi", "by": "head"}
    for size, root in (
        (0, book.root_at(0)),
        (1, book.root_at(1)),
        (book.size - 1, book.root_at(book.size - 1)),
        (book.size, commitment("another book")),
        (2, commitment("not what was sealed")),
    ):
        fields = {**deed, "size": size, "root": root}
        assert refusal(village, lambda fields=fields: village.write(VoteCancelled, **fields)) == "wrong-seal"
    village.cancel(vote)
    assert village.vote(vote).phase is Phase.CANCELLED
    require_cancelled(village.commune.entries[-1], book)


def test_what_has_been_tied_holds_of_the_books_at_the_end_too() -> None:
    """As the verifier asks, once both are replayed."""
    village = complete_village()
    for entry in village.commune.entries:
        if isinstance(entry, BooksSealed):
            for uuid, seal in entry.books:
                require_seal(seal, village.book(uuid))
        if isinstance(entry, VoteClosed):
            require_closing(entry, village.vote(entry.vote), village.book(entry.vote))
        if isinstance(entry, VoteCancelled):
            require_cancelled(entry, village.book(entry.vote))
    for uuid in votes():
        require_moves(village.vote(uuid), village.book(uuid))


# the content of a count that is not examined


UNEXAMINED = {"households": 3, "needed": 2, "questions": [[{"answer": 0, "in_favour": 3, "passed": True}]]}
"""An outcome by its form; whether the numbers make it is seen in the vote's book alone."""


def test_without_the_votes_book_the_count_is_judged_by_its_order_and_numbers() -> None:
    village = settled(3)
    vote = village.open(1)
    for household in (0, 1):
        village.cast(vote, household, YES)
    village.close(vote)
    blind = Context(nothing, nothing)
    village.tally(vote)
    honest = village.partial(vote, 1)
    wrong = replace(honest, owned=honest.owned.replace('{"owner":1,', '{"owner":4,'))
    assert refusal(village, lambda: village.write(wrong)) == "wrong-partial-decryption"
    accept(village.commune, entry_bytes(wrong), blind)
    with pytest.raises(RecordError):
        accept(village.commune, entry_bytes(wrong), blind)
    early = village.entry(ResultDeclared, vote=vote, result='{"result":[[2,0,0]]}', outcome=UNEXAMINED)
    with untouched(village), pytest.raises(WrongResult):
        accept(village.commune, entry_bytes(early), blind)
    for owner in (1, 2, 3):
        accept(village.commune, entry_bytes(village.partial(vote, owner)), blind)
    for numbers in ("[[3,0,0]]", "[[]]x", ""):
        fields = {"result": f'{{"result":{numbers}}}', "outcome": UNEXAMINED}
        with untouched(village), pytest.raises(WrongResult):
            accept(village.commune, entry_bytes(village.entry(ResultDeclared, vote=vote, **fields)), blind)
    accept(
        village.commune,
        entry_bytes(early),
        blind,
    )


def test_without_the_votes_book_as_many_ballots_are_counted_as_households_voted() -> None:
    village = settled(3)
    vote = village.open(1)
    village.cast(vote, 0, YES)
    village.close(vote)
    made = counted(village.book(vote))
    more = TallyOfBallots(made.rows, 2)
    fields = {"encrypted_tally": more.raw.decode(), "sized": more.sized_raw.decode()}
    with untouched(village), pytest.raises(WrongTally):
        accept(village.commune, entry_bytes(village.entry(Tally, vote=vote, **fields)), Context(nothing, nothing))
