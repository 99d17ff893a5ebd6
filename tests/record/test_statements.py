"""A subject's book: what may stand in it, what the commune's book says of it; no change of either goes unseen."""

import json
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from record.complete_record import changes
from record.refusals import untouched
from record.sample_subject import SpeakingVillage, signed, speaking, spoken
from record.sample_village import PROVEN, commitment, replayed
from voting.ballots import strict_json
from voting.ledger.merkle import tree_root
from voting.record import errors
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.entries.statements import StatementMade, SubjectOpened, SubjectStarted
from voting.record.errors import RecordError
from voting.record.facts import read, show
from voting.record.fields import Seal
from voting.record.lookups import Context
from voting.record.replay import accept, accept_in_subject
from voting.record.state.commune import CommuneState
from voting.record.state.subject_book import SubjectBookState
from voting.record.subject_setup import subject_setup_of
from voting.record.ties import require_subject_opening


@pytest.fixture
def village() -> SpeakingVillage:
    return speaking()


def refusal(village: SpeakingVillage, deed: Callable[[], object]) -> str:
    """The code of the refusal, all books being untouched."""
    before = deepcopy(village.subject_books)
    with untouched(village), pytest.raises(RecordError) as found:
        deed()
    assert village.subject_books == before
    return found.value.code


# statements


def test_the_last_statement_of_each_household_counts(village: SpeakingVillage) -> None:
    name = village.open_subject(1)
    village.say(name, 0)
    village.say(name, 1, "objection", 1, "Sai tên")
    village.say(name, 0, "objection", 2, "Sai tuổi")
    village.say(name, 1, "right", 7)
    village.say(name, 1, "right", 8)
    book = village.subject_books[name]
    assert (book.opinions.statements, book.opinions.spoken) == (5, 2)
    assert dict(book.opinions.counts) == {"right": 1, "objection": 1}


def test_a_statement_that_came_before_is_refused(village: SpeakingVillage) -> None:
    name = village.open_subject(1)
    village.say(name, 0, sequence=5)
    assert refusal(village, lambda: village.say(name, 0, sequence=5)) == "duplicate"
    assert refusal(village, lambda: village.say(name, 0, "objection", 5, "Sai")) == "old-sequence"
    assert refusal(village, lambda: village.say(name, 0, "objection", 4, "Sai")) == "old-sequence"


def test_a_statement_about_another_subject_is_refused(village: SpeakingVillage) -> None:
    one, other = village.open_subject(1), village.open_subject(2)
    stray = replace(village.statement(other, 0), subject_id=one)
    assert refusal(village, lambda: village.write_in_subject(one, stray)) == "wrong-subject"
    assert refusal(village, lambda: village.write_in_subject(one, village.statement(other, 0))) == "unknown-subject"


def test_a_card_of_another_village_or_of_nobody_says_nothing(village: SpeakingVillage) -> None:
    name = village.open_subject(1)
    for card in ("tay-hoa 1", "nobody"):
        made = signed(name, card, "right", 1, None)
        entry = village.entry(StatementMade, subject_id=name, statement=strict_json.load(made.raw))
        assert refusal(village, lambda entry=entry: village.write_in_subject(name, entry)) == "unknown-pseudonym"


def test_an_entry_of_another_village_does_not_stand_there(village: SpeakingVillage) -> None:
    name = village.open_subject(1)
    entry = replace(village.statement(name, 0), village="tay-hoa")
    assert refusal(village, lambda: village.write_in_subject(name, entry)) == "unknown-subject"


def test_a_statement_comes_before_the_closing_minute(village: SpeakingVillage) -> None:
    name = village.open_subject(1, hours=1)
    village.later(minutes=59)
    village.say(name, 0)
    village.later(minutes=1)
    assert refusal(village, lambda: village.say(name, 1)) == "not-open"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"value": "perhaps"}, "wrong-value"),
        ({"kind": "poll"}, "wrong-subject"),
        ({"text": commitment("x")}, "wrong-value"),
        ({"value": "objection"}, "bad-proof"),
        ({"sequence": 9}, "bad-proof"),
        ({"sequence": 0}, "malformed"),
        ({"name": "Nguyễn Văn An"}, "malformed"),
    ],
)
def test_an_altered_statement_is_refused(village: SpeakingVillage, change: dict[str, Any], code: str) -> None:
    name = village.open_subject(1)
    good = village.statement(name, 0)
    entry = replace(good, statement=good.statement | change)
    assert refusal(village, lambda: village.write_in_subject(name, entry)) == code


def test_a_household_cannot_speak_for_another(village: SpeakingVillage) -> None:
    name = village.open_subject(1)
    mine, other = village.statement(name, 0), village.statement(name, 1)
    entry = replace(mine, statement=mine.statement | {"pseudonym": other.statement["pseudonym"]})
    assert refusal(village, lambda: village.write_in_subject(name, entry)) == "bad-proof"


# opening and closing


def opened_with(village: SpeakingVillage, **other: Any) -> str:
    return refusal(village, lambda: village.write(replace(village.subject_opening(1), **other)))


def test_a_subject_asks_every_household_with_its_card_and_no_spare_card() -> None:
    village = speaking(4, spares=2)
    name = village.open_subject(1)
    assert village.commune.subjects[name].listed == len(village.subject_books[name].setup.pseudonyms) == 4
    village.revoke(1)
    assert refusal(village, lambda: village.write(village.subject_opening(2))) == "wrong-cards"


def test_an_opening_at_the_end_of_the_calendar_is_judged_as_any_other(village: SpeakingVillage) -> None:
    at = datetime(9999, 12, 1, tzinfo=UTC)  # no date lies ninety days after it
    late = {"at": at, "closes_at": at + timedelta(days=30)}
    assert opened_with(village, **late, values=("right",)) == "wrong-setup"
    village.write(replace(village.subject_opening(1), **late))


def test_what_an_opening_must_be(village: SpeakingVillage) -> None:
    at = village.at
    assert opened_with(village, closes_at=at) == "wrong-setup"
    assert opened_with(village, closes_at=at + timedelta(days=91)) == "wrong-setup"
    assert opened_with(village, values=("right",)) == "wrong-setup"
    assert opened_with(village, values=("right", "right"), worded=()) == "wrong-setup"
    assert opened_with(village, worded=("perhaps",)) == "wrong-setup"
    assert opened_with(village, book="dinh.example/xa-dong-hoa/other") == "wrong-setup"
    assert opened_with(village, register=commitment("another")) == "wrong-cards"
    assert opened_with(village, listed=5) == "wrong-setup"
    assert opened_with(village, pseudonyms=village.beside(b"[]")) == "wrong-credential-count"
    assert opened_with(village, pseudonyms=village.beside(b"[ ]")) == "wrong-setup"


def test_no_name_serves_twice_neither_for_a_subject_nor_for_a_vote(village: SpeakingVillage) -> None:
    vote, opening = village.open(1), village.opening(2)
    name = village.open_subject(1)
    assert refusal(village, lambda: village.write(village.subject_opening(1))) == "wrong-setup"
    as_vote = replace(village.subject_opening(2), subject_id=vote, book=f"dinh.example/xa-dong-hoa/{vote}")
    assert refusal(village, lambda: village.write(as_vote)) == "wrong-setup"
    as_subject = replace(opening, vote=name)
    assert refusal(village, lambda: village.write(as_subject)) == "wrong-setup"


def test_it_closes_at_its_minute_or_when_every_household_has_spoken(village: SpeakingVillage) -> None:
    name = village.open_subject(1)
    for household in range(5):
        village.say(name, household)
    assert refusal(village, lambda: village.write(village.subject_closing(name))) == "closed-too-early"
    village.say(name, 5)
    village.write(village.subject_closing(name))
    assert refusal(village, lambda: village.write(village.subject_closing(name))) == "out-of-order"
    silent = village.open_subject(2)
    village.close_subject(silent)
    assert village.commune.subjects[silent].closing == village.commune.size - 1


def test_a_closing_states_the_book_as_it_is(village: SpeakingVillage) -> None:
    name = village.open_subject(1)
    village.say(name, 0)
    village.seal_subjects()
    village.say(name, 1, "objection", 1, "Sai tên")
    village.later(hours=48)
    good = village.subject_closing(name)
    for other in (
        {"size": 2}, {"root": commitment("x")}, {"statements": 1}, {"statements": 3, "size": 4},
        {"counts": (("right", 2), ("objection", 0))}, {"counts": (("objection", 1), ("right", 1))},
        {"counts": (("right", 0), ("objection", 0))}, {"counts": (("right", 7), ("objection", 0))},
    ):  # fmt: skip
        assert refusal(village, lambda other=other: village.write(replace(good, **other))) == "wrong-closing"
    elsewhere = replace(good, village="tay-hoa")
    assert refusal(village, lambda: village.write(elsewhere)) == "unknown-subject"
    village.write(good)
    assert refusal(village, village.seal_subjects) == "wrong-seal"


def test_a_seal_on_a_subjects_book_is_of_that_book(village: SpeakingVillage) -> None:
    name = village.open_subject(1)
    village.seal_subjects()
    (sealed,) = village.commune.entries[-1].books
    village.say(name, 0)
    book = village.subject_books[name]
    for seal in (sealed[1], Seal(2, commitment("x")), Seal(3, book.root())):
        entry = replace(village.commune.entries[-1], books=((name, seal),))
        assert refusal(village, lambda entry=entry: village.write(entry)) == "wrong-seal"
    village.seal_subjects()
    assert village.commune.subjects[name].seal == Seal(2, book.root())


def test_what_is_said_of_a_subject_can_be_kept_as_text_and_read_again() -> None:
    village, name = spoken()
    book = village.subject_books[name]
    for fact in (village.commune.subjects[name], book.opinions, *book.last_statements.values()):
        assert read(type(fact), json.loads(json.dumps(show(fact)))) == fact


# every single change of both books is seen

VILLAGE, NAME = spoken()
COMMUNE_RAWS, BOOK_RAWS = tuple(VILLAGE.commune_raws), tuple(VILLAGE.said[NAME])
ABOUT = [n for n, raw in enumerate(COMMUNE_RAWS) if b'"type":"subject-' in raw or b'"type":"books-sealed"' in raw]
KEYS = [("commune", n) for n in ABOUT] + [("book", n) for n in range(len(BOOK_RAWS))]
UNSEEN_DROPPED = {"subject-closed": "the subject then is still open", "books-sealed": "the end is of the same book"}


def judge_whole(commune_raws: Sequence[bytes], book_raws: Sequence[bytes]) -> None:
    """As the verifier does: each book by itself, then what ties them."""
    state = replayed(commune_raws, payloads=VILLAGE.payloads)
    subject = state.subjects.get(NAME)
    if subject is None:
        raise errors.UnknownSubject("opened nowhere")
    opened = state.entries[subject.opening.index]
    assert isinstance(opened, SubjectOpened)
    book = SubjectBookState(subject_setup_of(opened, subject.opening, VILLAGE.payloads.get(opened.pseudonyms, b"")))
    for raw in book_raws:
        accept_in_subject(book, raw, PROVEN)
    if not book_raws:
        raise errors.NotStarted("no entries")
    started = parse_entry(book_raws[0], Book.SUBJECT)
    assert isinstance(started, SubjectStarted)
    require_subject_opening(subject, started)
    again, given = CommuneState(), Context(VILLAGE.payloads.get, lambda _: None, {NAME: book}.get)
    for raw in commune_raws:
        accept(again, raw, given)


def refusal_of(key: tuple[str, int], *instead: bytes, drop: int = 1) -> RecordError | None:
    raws = COMMUNE_RAWS if key[0] == "commune" else BOOK_RAWS
    changed = (*raws[: key[1]], *instead, *raws[key[1] + drop :])
    try:
        judge_whole(*((changed, BOOK_RAWS) if key[0] == "commune" else (COMMUNE_RAWS, changed)))
    except RecordError as error:
        return error
    return None


def raw_of(key: tuple[str, int]) -> bytes:
    return (COMMUNE_RAWS if key[0] == "commune" else BOOK_RAWS)[key[1]]


def named(key: tuple[str, int]) -> str:
    return f"{key[0]}-{key[1]}-{json.loads(raw_of(key))['type']}"


def dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def test_the_record_as_it_is_holds() -> None:
    judge_whole(COMMUNE_RAWS, BOOK_RAWS)


@pytest.mark.parametrize("key", KEYS, ids=named)
def test_no_field_of_a_subjects_entries_can_be_changed(key: tuple[str, int]) -> None:
    good = raw_of(key)
    for path, value in changes(json.loads(good)):
        if dumped(value) != good:
            assert refusal_of(key, dumped(value)) is not None, path


@settings(max_examples=150, deadline=None)
@given(key=st.sampled_from(KEYS), place=st.integers(0, 2**12), byte=st.integers(0, 255))
def test_no_byte_can_be_changed(key: tuple[str, int], place: int, byte: int) -> None:
    good = raw_of(key)
    place %= len(good)
    changed = good[:place] + bytes([byte]) + good[place + 1 :]
    assert changed == good or refusal_of(key, changed) is not None


@pytest.mark.parametrize("key", KEYS, ids=named)
def test_no_entry_can_be_left_out_or_stand_twice(key: tuple[str, int]) -> None:
    good = raw_of(key)
    if refusal_of(key) is None:
        assert json.loads(good)["type"] in UNSEEN_DROPPED
    assert refusal_of(key, good, good) is not None


def test_a_statement_hidden_behind_a_new_root_is_missed_by_the_seal_or_the_end() -> None:
    for index in range(1, len(BOOK_RAWS)):
        kept = [raw for n, raw in enumerate(BOOK_RAWS) if n != index]
        assert tree_root(kept) != tree_root(BOOK_RAWS)
        assert refusal_of(("book", index)) is not None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["right", "objection"]), st.integers(1, 4)), max_size=14))
def test_the_counts_are_those_of_the_last_accepted_statements(spoken: list[tuple[int, str, int]]) -> None:
    village = deepcopy(READY)
    last: dict[int, tuple[int, str]] = {}
    accepted = 0
    for household, value, sequence in spoken:
        if sequence <= last.get(household, (0, ""))[0]:
            with pytest.raises(RecordError) as found:
                village.say(READY_NAME, household, value, sequence)
            assert found.value.code in {"duplicate", "old-sequence"}
            continue
        village.say(READY_NAME, household, value, sequence)
        last[household], accepted = (sequence, value), accepted + 1
    opinions = village.subject_books[READY_NAME].opinions
    values = [value for _, value in last.values()]
    assert dict(opinions.counts) == {one: values.count(one) for one in ("right", "objection")}
    assert (opinions.statements, opinions.spoken) == (accepted, len(last))


READY = speaking(4)
READY_NAME = READY.open_subject(1)
