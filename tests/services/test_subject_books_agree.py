"""Memory and database judge a subject's book alike, good and bad, and know the same of it."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record.road import Matter
from record.sample_subject import VALUES, SpeakingVillage
from record.sample_village import COMMUNE, commitment, household_key
from services.matter_deeds import Written
from services.random_deeds import changed_in_one_field
from services.twin_village import TwinVillage, error_of, undone

from voting.ballots import strict_json
from voting.ballots.credentials import parse_household_key
from voting.ballots.statement import pseudonym
from voting.law.road import Mark
from voting.record.entries.commune import BooksSealed
from voting.record.entries.entry import Book, Entry, entry_bytes
from voting.record.entries.parsing import parse_entry
from voting.record.entries.statements import StatementMade, SubjectOpened, SubjectStarted
from voting.record.errors import RecordError
from voting.record.fields import Seal
from voting.services.books import Books
from voting.storage.database import Transaction
from voting.storage.statements import Subject

MINUTES = (1, 0, 60, 1, -1, 24 * 60)


@dataclass(repr=False)
class TwinSpeakers(TwinVillage, SpeakingVillage):
    """Speaks in subjects, judged twice."""

    def write_in_subject(self, name: str, kind: type[Entry] | Entry, **fields: Any) -> None:
        entry = kind if isinstance(kind, Entry) else self.entry(kind, subject_id=name, **fields)

        def stored(tx: Transaction) -> None:
            book = self.desk.books.subject(tx, COMMUNE, name)
            self.desk.books.take_in_subject(tx, book, entry, verified=self.verified)

        self._both(lambda: super(TwinSpeakers, self).write_in_subject(name, entry), stored)

    def begin_subject(self, entry: SubjectOpened) -> None:
        with self.transaction() as tx:
            tx.log.start(COMMUNE, entry.subject_id, entry.book)
            row = Subject(
                COMMUNE,
                entry.subject_id,
                self.code,
                entry.kind,
                "open",
                1,
                entry.at,
                entry.closes_at,
                "team",
                entry.about,
            )
            tx.statements.open(row, [])
        super().begin_subject(entry)


Deed = Callable[[TwinSpeakers, int, int], object]


def time(village: TwinSpeakers, n: int, _: int) -> None:
    village.at += timedelta(minutes=MINUTES[n % len(MINUTES)])


def statement(village: TwinSpeakers, n: int, m: int) -> Entry:
    words = (None, "Sai tên", "Thiếu con")[m % 3] if n % 2 else None
    return village.statement(village.subject_name(1), n % 4, VALUES[n % 2], m % 4 + 1, words)


def with_a_stolen_signature(village: TwinSpeakers, n: int, m: int) -> Entry:
    mine, other = statement(village, n, m), statement(village, n + 1, m)
    return replace(mine, statement=mine.statement | {"signature": other.statement["signature"]})


def of_another_subject(village: TwinSpeakers, n: int, m: int) -> Entry:
    made = village.statement(village.subject_name(2), n % 4, sequence=m % 4 + 1)
    return replace(made, subject_id=village.subject_name(1)) if n % 2 else made


def of_no_household(village: TwinSpeakers, n: int, _: int) -> Entry:
    cards = village.cards
    village.cards = ["stranger"] * 4
    made = village.statement(village.subject_name(1), n % 4)
    village.cards = cards
    return made


def started_again(village: TwinSpeakers, n: int, _: int) -> Entry:
    opening = village.commune.subjects[village.subject_name(1)].opening
    at = opening.index + n % 2
    return village.entry(SubjectStarted, subject_id=village.subject_name(1), opened_index=at, opened_leaf=opening.leaf)


def open_another(village: TwinSpeakers, n: int, m: int) -> None:
    village.open_subject(n % 2 + 1, hours=(48, 91 * 24, 0)[m % 3])


def opening(village: TwinSpeakers, n: int, _: int) -> Entry:
    return village.subject_opening(n % 3 + 1)


def open_as_vote(village: TwinSpeakers, n: int, _: int) -> Entry:
    return replace(village.opening(1), vote=village.subject_name(n % 2 + 1))


def seals(village: TwinSpeakers, n: int, m: int) -> Entry:
    book = village.subject_books[village.subject_name(1)]
    root = commitment("another") if m == 2 else book.root_at(max(1, book.size - m % 2))
    seal = (village.subject_name(1), Seal(max(1, book.size - m % 2), root))
    return BooksSealed(village="", at=village.at, books=(seal,) * (1 + (n == 3)))


def closing(village: TwinSpeakers, _: int, __: int) -> Entry:
    return village.subject_closing(village.subject_name(1))


def close(village: TwinSpeakers, n: int, _: int) -> None:
    village.close_subject(village.subject_name(n % 2 + 1))


def revoke(village: TwinSpeakers, n: int, _: int) -> None:
    if village.cards[n % 4]:
        village.revoke(n % 4)


# what is asked about a matter, and the steps that rest on it


def about_it(village: TwinSpeakers) -> Written:
    return Written(village, 1)


def raised(village: TwinSpeakers, n: int, _: int) -> Entry:
    one = about_it(village)
    (one.raise_, one.back, one.raise_, lambda: one.back(by="head"))[n % 4]()
    return one.made


def ask_about(village: TwinSpeakers, n: int, m: int) -> None:
    kind = ("consent", "form-poll", "consent", "vote-words")[n % 4]
    village.open_subject(n % 2 + 3, kind, (about_it(village).id, "1" * 14)[m == 3])


def answer_about(village: TwinSpeakers, n: int, m: int) -> Entry:
    return village.statement(village.subject_name(n % 2 + 3), m, ("yes", "no", "right")[n % 3], n % 4 + 1)


def close_about(village: TwinSpeakers, n: int, _: int) -> Entry:
    return village.subject_closing(village.subject_name(n % 2 + 3))


def proposed(village: TwinSpeakers, n: int, m: int) -> Entry:
    one = about_it(village)
    subject = ("", village.subject_name(3), village.subject_name(4))[n % 3]
    one.propose("citizens", consents=m, counted_in=subject, backed=int(n > 5))
    return one.made


def walk_to_the_form(village: TwinSpeakers, n: int, _: int) -> None:
    one = Matter(village)
    for name in (*list(one.steps)[1:8],)[: n + 2]:
        one.steps[name]()


def polled(village: TwinSpeakers, n: int, m: int) -> Entry:
    one = about_it(village)
    subject = village.subject_name(n % 2 + 3)
    said = {"way": "card", "counted_in": subject, "in_favour": m, "against": n % 3}
    one.poll(**said if n % 4 else {"in_favour": 4})
    return one.made


DEEDS: dict[str, Deed] = {
    deed.__name__: deed
    for deed in (
        time, statement, with_a_stolen_signature, of_another_subject, of_no_household, started_again, open_another,
        opening, open_as_vote, seals, closing, close, revoke, raised, ask_about, answer_about, close_about, proposed,
        walk_to_the_form, polled,
    )
}  # fmt: skip
CHOSEN = ["statement"] * 8 + sorted(DEEDS)
ABOUT = ["raised", "ask_about", "answer_about", "answer_about", "close_about", "proposed", "walk_to_the_form", "polled"]
IN_SUBJECT = (StatementMade, SubjectStarted)


@pytest.fixture(scope="module")
def settled(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwinSpeakers]:
    """A subject of four households is open."""
    village = TwinSpeakers.on(database_url, tmp_path_factory.mktemp("data"))
    village.settle(4)
    village.open_subject(1)
    yield village
    village.leave()


def continued(village: TwinSpeakers, tx: Transaction) -> TwinSpeakers:
    """Goes on from here within a transaction, and leaves the village as it is."""
    names = ("commune", "commune_raws", "payloads", "cards", "spares", "subject_books", "said", "books", "written")
    own = {name: deepcopy(getattr(village, name)) for name in names} | {"lost": set(), "refused": []}
    desk = replace(village.desk, books=Books(lambda: one.at))
    one = replace(village, desk=desk, tx=tx, **own)
    return one


def do(village: TwinSpeakers, name: str, n: int, m: int, change: int) -> None:
    """One deed; the entry it gives, if any, perhaps with one field changed, is offered to its book."""
    try:
        entry = DEEDS[name](village, n, m)
    except (RecordError, KeyError, AttributeError):
        return  # refused twice, or there is nothing yet to make such an entry of
    if not isinstance(entry, Entry):
        return
    entry = changed_in_one_field(entry, change)
    inside = isinstance(entry, IN_SUBJECT)
    if error_of(lambda: parse_entry(entry_bytes(entry), Book.SUBJECT if inside else Book.COMMUNE)) is None:
        where = village.subject_name(1)
        if name == "answer_about" and entry.subject_id in village.subject_books:
            where = entry.subject_id
        error_of(lambda: village.write_in_subject(where, entry) if inside else village.write(entry))


def require_same_answers(village: TwinSpeakers, tx: Transaction) -> None:
    """All that a rule may ask of the subjects."""
    asked = village.desk.books.commune(tx, COMMUNE)
    keys = [household_key(card) for card in village.cards if card] + [household_key("stranger")]
    matter = about_it(village).id
    assert asked.matter(matter) == village.commune.matter(matter)
    assert asked.village(village.code) == village.commune.village(village.code)
    for number in range(1, 5):
        name = village.subject_name(number)
        assert asked.subject(name) == village.commune.subject(name)
        if (known := village.subject_books.get(name)) is None:
            continue
        book = village.desk.books.subject(tx, COMMUNE, name)
        assert (book.size, book.last_at, book.opinions) == (known.size, known.last_at, known.opinions)
        assert book.setup == known.setup
        for one in [pseudonym(parse_household_key(key), name).hex for key in keys]:
            assert book.last(one) == known.last(one)
        sizes = range(1, known.size + 2)
        assert [book.root_at(size) for size in sizes] == [known.root_at(size) for size in sizes]


@given(
    st.lists(
        st.tuples(st.sampled_from(CHOSEN), st.integers(0, 7), st.integers(0, 3), st.just(0) | st.integers(0, 12)),
        min_size=5,
        max_size=25,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_memory_and_database_judge_alike_and_know_the_same(
    settled: TwinSpeakers, deeds: list[tuple[str, int, int, int]]
) -> None:
    with undone(settled.desk) as tx:
        village = continued(settled, tx)
        for name, n, m, change in deeds:
            do(village, name, n, m, change)
        require_same_answers(village, tx)


@given(
    st.lists(
        st.tuples(st.sampled_from(ABOUT), st.integers(0, 7), st.integers(0, 3), st.just(0) | st.integers(0, 12)),
        min_size=5,
        max_size=25,
    )
)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_steps_that_rest_on_what_was_said_are_judged_alike(
    settled: TwinSpeakers, deeds: list[tuple[str, int, int, int]]
) -> None:
    with undone(settled.desk) as tx:
        village = continued(settled, tx)
        village.close_subject(village.subject_name(1))
        do(village, "raised", 0, 0, 0)
        for name, n, m, change in deeds:
            do(village, name, n, m, change)
        require_same_answers(village, tx)


def test_a_whole_road_with_consents_and_a_poll_by_card_is_judged_alike(settled: TwinSpeakers) -> None:
    with undone(settled.desk) as tx:
        village = continued(settled, tx)
        village.close_subject(village.subject_name(1))
        for name, n, m in (
            ("raised", 0, 0), ("ask_about", 0, 0), ("answer_about", 0, 0), ("close_about", 0, 0), ("proposed", 1, 1),
            ("walk_to_the_form", 5, 0), ("ask_about", 1, 0), *(("answer_about", 3, house) for house in range(4)),
            ("close_about", 1, 0), ("polled", 3, 4),
        ):  # fmt: skip
            do(village, name, n, m, 0)
        assert village.commune.matter(about_it(village).id).marks[-1] is Mark.FORM_ONLINE
        require_same_answers(village, tx)


def test_every_deed_is_refused_or_accepted_alike_at_least_once(settled: TwinSpeakers) -> None:
    """A fixed walk through all of them, so that none is forgotten by chance."""
    with undone(settled.desk) as tx:
        village = continued(settled, tx)
        for name in ["with_a_stolen_signature", "statement", *DEEDS]:
            for n in range(4):
                do(village, name, n, n, 0)
        require_same_answers(village, tx)
        assert {"wrong-setup", "duplicate", "bad-proof", "wrong-subject", "unknown-pseudonym"} <= set(village.refused)


def test_what_the_rules_read_is_what_the_phone_signed(settled: TwinSpeakers) -> None:
    entry = settled.statement(settled.subject_name(1), 0)
    assert strict_json.dump(entry.statement) == entry.signed.raw
