"""Households speak under their cards: a subject from its opening to the erasing of what was said."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from services.watched import Watched, watched
from village.life import Village
from village.people import VILLAGE, import_roll, roll_of
from village.states import appointed, settled

from voting.ballots.statement import parse_letter
from voting.ledger.merkle import leaf_hash
from voting.manage.rehearsal import Phone
from voting.record.entries.commune import BooksSealed
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.entries.statements import StatementMade, SubjectClosed, SubjectOpened
from voting.record.facts import Place
from voting.record.replay import accept_in_subject
from voting.record.state.subject_book import SubjectBookState
from voting.record.subject_kinds import MOST_STATEMENTS
from voting.record.subject_setup import subject_setup_of
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound, RefusedStatement
from voting.services.households.statements import MOST_WORDS, Statements
from voting.services.households.subjects import WORDS_KEPT, SubjectKind
from voting.services.votes.casting import Casting
from voting.verifier.evidence import Trusted
from voting.verifier.findings import Status
from voting.verifier.formats import read_bytes
from voting.verifier.verification import verify

WORDS = "Hộ tôi đã tách hộ từ tháng trước."
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Village:
    """Five households with cards, and nothing open: to be copied."""
    village = settled(tmp_path_factory.mktemp("settled"), households=5)
    village.services.close()
    return village


@pytest.fixture
def village(made: Village, tmp_path) -> Iterator[Village]:
    """The same, to be changed at will."""
    own = made.copied(tmp_path)
    yield own
    own.services.close()


@pytest.fixture
def subject(village: Village) -> str:
    return ask(village)


def ask(village: Village, days: float = 3) -> str:
    closes = village.clock() + timedelta(days=days)
    return village.services.statements.open(village.actors["team"], VILLAGE, SubjectKind.LIST_REVIEW, closes).id


def body(village: Village, subject: str, household: str, value: str = "right", *, n: int = 1, words: str = "") -> bytes:
    return village.phones[household].letter(village.services.statements.get(subject).terms, value, n, words)


def say(village: Village, subject: str, household: str, value: str = "right", *, n: int = 1, words: str = "") -> str:
    return village.services.statements.take(subject, body(village, subject, household, value, n=n, words=words)).tracker


def refused(deed) -> str:
    with pytest.raises((RefusedStatement, Conflict)) as found:
        deed()
    return found.value.code


def test_households_speak_the_team_answers_and_the_household_reads_it(village: Village, subject: str) -> None:
    statements, team = village.services.statements, village.actors["team"]
    say(village, subject, "DH-001")
    tracker = say(village, subject, "DH-002", "objection", words=WORDS)
    (right, objection) = statements.heard(team, subject)
    assert (right.household_code, right.value, right.words) == ("DH-001", "right", "")
    assert (objection.tracker, objection.words, objection.answer) == (tracker, WORDS, "")
    assert objection.household.head_name == "Hộ số 2"
    assert [one.code for one in statements.silent(team, subject)] == ["DH-003", "DH-004", "DH-005"]
    statements.answer(team, subject, tracker, "  Tổ đã ghi thêm hộ mới. ")
    (mine,) = village.services.card_lookup.find(VILLAGE, village.phones["DH-002"].key).subjects
    assert (mine.value, mine.sequence, mine.answer) == ("objection", 1, "Tổ đã ghi thêm hộ mới.")
    (other,) = village.services.card_lookup.find(VILLAGE, village.phones["DH-003"].key).subjects
    assert (other.asked, other.sequence, other.answer) == (True, 0, "")


def test_the_last_statement_counts_and_an_answer_to_an_earlier_one_is_no_more(village: Village, subject: str) -> None:
    statements, team = village.services.statements, village.actors["team"]
    first = say(village, subject, "DH-002", "objection", words=WORDS)
    say(village, subject, "DH-002", "right", n=2)
    info = statements.get(subject)
    assert (info.spoken, info.statements, dict(info.counts)) == (1, 2, {"right": 1, "objection": 0})
    assert refused(lambda: statements.answer(team, subject, first, "Đã sửa")) == "statement-replaced"


def test_nothing_personal_stands_in_any_book(village: Village, subject: str) -> None:
    say(village, subject, "DH-002", "objection", words=WORDS)
    written = b"".join([*village.raws(), *village.raws(subject)])
    for one in (WORDS, "DH-002", "Hộ số 2", "Người đại diện", village.phones["DH-002"].key):
        assert one.encode() not in written


@pytest.mark.parametrize("kind", ["duplicate", "old-sequence", "unknown-pseudonym", "wrong-subject", "bad-proof"])
def test_what_a_read_or_the_signature_can_refuse_takes_no_lock(village: Village, subject: str, kind: str) -> None:
    say(village, subject, "DH-001", n=5)
    other = ask_elsewhere(village, subject)
    sent = body(village, subject, "DH-001", n=5)
    village.services.statements.take(subject, body(village, subject, "DH-004", n=3)) if kind == "duplicate" else None
    bodies = {
        "duplicate": None,
        "old-sequence": sent,
        "unknown-pseudonym": Phone.with_new_card().letter(village.services.statements.get(subject).terms, "right", 1),
        "wrong-subject": village.phones["DH-002"].letter(other, "right", 1),
        "bad-proof": body(village, subject, "DH-003").replace(b'"sequence":1', b'"sequence":2'),
    }
    raw = bodies[kind] or letter_in_the_book(village, subject)
    desk, database = watched(village)
    assert refused(lambda: Statements(desk).take(subject, raw)) == kind
    assert database.writes == 0
    database.close()


def ask_elsewhere(village: Village, subject: str):
    """Terms of a subject that does not exist."""
    return replace(village.services.statements.get(subject).terms, subject="1" * 14)


def letter_in_the_book(village: Village, subject: str) -> bytes:
    """A copy of the last statement, as anybody finds it in the public book."""
    entry = parse_entry(village.raws(subject)[-1], Book.SUBJECT)
    assert isinstance(entry, StatementMade)
    return b'{"statement":' + entry.signed.raw + b',"salt":null,"words":null}'


def test_words_must_be_the_ones_that_were_signed_and_readable(village: Village, subject: str) -> None:
    take = village.services.statements.take
    good = body(village, subject, "DH-001", "objection", words=WORDS)
    assert refused(lambda: take(subject, good.replace("tháng".encode(), "năm".encode()))) == "wrong-words"
    assert refused(lambda: say(village, subject, "DH-001", "right", words=WORDS)) == "wrong-value"
    assert refused(lambda: say(village, subject, "DH-001", "objection", words="chữ\u202engược")) == "malformed"
    assert refused(lambda: say(village, subject, "DH-001", "objection", words="x" * (MOST_WORDS + 1))) == "too-large"
    assert refused(lambda: take(subject, b"x" * 9000)) == "too-large"
    assert refused(lambda: take(subject, b"{}")) == "malformed"
    assert village.services.statements.get(subject).statements == 0
    say(village, subject, "DH-001", "objection", words="x" * MOST_WORDS)


def test_an_unknown_subject_is_not_found(village: Village, subject: str) -> None:
    for deed in (
        lambda: village.services.statements.get("1" * 14),
        lambda: village.services.statements.take("1" * 14, body(village, subject, "DH-001")),
        lambda: village.services.statements.heard(village.actors["team"], "1" * 14),
    ):
        with pytest.raises(NotFound):
            deed()


def test_a_replaced_card_speaks_no_more_and_its_statement_stands(village: Village, subject: str) -> None:
    old = village.phones["DH-003"]
    say(village, subject, "DH-003")
    village.services.cards.revoke(village.actors["cards"], VILLAGE, "DH-003", "Hộ báo mất thẻ")
    terms = village.services.statements.get(subject).terms
    late = old.letter(terms, "objection", 2, WORDS)
    assert refused(lambda: village.services.statements.take(subject, late)) == "closed-credential"
    assert dict(village.services.statements.get(subject).counts) == {"right": 1, "objection": 0}


def test_it_closes_at_its_minute_by_the_chore_and_takes_nothing_more(village: Village, subject: str) -> None:
    say(village, subject, "DH-001", "objection", words=WORDS)
    letter = body(village, subject, "DH-002")
    village.clock.move(hours=72)
    assert refused(lambda: village.services.statements.take(subject, letter)) == "not-open"
    assert village.services.chores.run().subjects == ((subject,), 0)
    (closed,) = (one for one in village.entries() if isinstance(one, SubjectClosed))
    assert (closed.size, closed.statements, dict(closed.counts)) == (2, 1, {"right": 0, "objection": 1})
    assert refused(lambda: village.services.statements.take(subject, letter)) == "not-open"
    assert village.services.chores.run().subjects == ((), 0)


def test_it_closes_early_only_when_every_household_has_spoken(village: Village, subject: str) -> None:
    statements, team = village.services.statements, village.actors["team"]
    for household in list(village.phones)[:4]:
        say(village, subject, household)
    assert refused(lambda: statements.close(team, subject)) == "closed-too-early"
    say(village, subject, "DH-005")
    statements.close(team, subject)
    assert statements.get(subject).closed
    assert refused(lambda: statements.close(team, subject)) == "out-of-order"


def test_words_are_erased_on_demand_and_all_that_is_personal_some_time_after_the_closing(
    village: Village, subject: str
) -> None:
    statements, team = village.services.statements, village.actors["team"]
    first = say(village, subject, "DH-001", "objection", words=WORDS)
    second = say(village, subject, "DH-002", "objection", words="Thiếu một người.")
    for tracker in (first, second):
        statements.answer(team, subject, tracker, "Tổ đã sửa.")
    before = village.raws(subject)
    statements.erase_words(team, subject, first)
    assert [(one.words, one.answer) for one in statements.heard(team, subject)] == [
        ("", ""), ("Thiếu một người.", "Tổ đã sửa."),
    ]  # fmt: skip
    village.clock.move(hours=72)
    village.services.chores.run()
    village.clock.now += WORDS_KEPT
    assert village.services.chores.run().subjects == ((), 1)
    assert statements.heard(team, subject) == ()
    assert (statements.get(subject).erased, statements.get(subject).spoken) == (True, 2)
    assert village.raws(subject) == before
    assert village.services.card_lookup.find(VILLAGE, village.phones["DH-002"].key).subjects == ()


def test_what_was_erased_is_not_left_on_the_disk(village: Village, subject: str) -> None:
    tracker = say(village, subject, "DH-001", "objection", words="chuyện rất riêng")
    village.services.statements.erase_words(village.actors["team"], subject, tracker)
    village.services.close()
    file = village.url.removeprefix("sqlite:///")
    for ending in ("", "-wal"):
        with suppress(FileNotFoundError), open(file + ending, "rb") as source:
            assert "chuyện rất riêng".encode() not in source.read()


def test_only_the_team_reads_words_and_only_team_or_head_asks(village: Village, subject: str) -> None:
    statements, actors = village.services.statements, village.actors
    tracker = say(village, subject, "DH-001", "objection", words=WORDS)
    for who in ("head", "board", "front", "cards", "admin", "counting", "other-head"):
        for deed in (
            lambda who=who: statements.heard(actors[who], subject),
            lambda who=who: statements.silent(actors[who], subject),
            lambda who=who: statements.answer(actors[who], subject, tracker, "Đã xem"),
            lambda who=who: statements.erase_words(actors[who], subject, tracker),
        ):
            with pytest.raises(Forbidden):
                deed()
    for who in ("board", "front", "cards", "admin", "counting", "other-head"):
        with pytest.raises(Forbidden):
            statements.open(actors[who], VILLAGE, SubjectKind.LIST_REVIEW, village.clock() + DAY)


@pytest.mark.parametrize("text", ["", " \n ", "x" * (MOST_WORDS + 1), "chữ\u200bẩn"])
def test_an_answer_can_be_read(village: Village, subject: str, text: str) -> None:
    tracker = say(village, subject, "DH-001", "objection", words=WORDS)
    with pytest.raises(Invalid):
        village.services.statements.answer(village.actors["team"], subject, tracker, text)


def test_what_an_opening_needs(village: Village, tmp_path_factory) -> None:
    statements, team = village.services.statements, village.actors["team"]
    kind, now = SubjectKind.LIST_REVIEW, village.clock()
    for closes, fault in ((now, "closes-before-opening"), (now + 91 * DAY, "closes-too-late")):
        with pytest.raises(Invalid) as found:
            statements.open(team, VILLAGE, kind, closes)
        assert found.value.faults == {"closes_at": fault}
    statements.open(team, VILLAGE, kind, now + DAY)
    assert refused(lambda: statements.open(team, VILLAGE, kind, now + DAY)) == "subject-open"
    empty = appointed(tmp_path_factory.mktemp("empty"))
    assert refused(lambda: ask(empty)) == "missing-roll"
    import_roll(empty.services, empty.actors["head"], roll_of(5))
    assert refused(lambda: ask(empty)) == "missing-cards"
    empty.services.close()


def test_the_same_form_sent_twice_asks_once(village: Village) -> None:
    statements, team = village.services.statements, village.actors["team"]
    asked = {
        statements.open(team, VILLAGE, SubjectKind.LIST_REVIEW, village.clock() + DAY, form="f1").id for _ in range(2)
    }
    assert len(asked) == 1
    assert len([one for one in village.entries() if isinstance(one, SubjectOpened)]) == 1


def test_a_seal_covers_the_subjects_book_beside_the_votes(village: Village, subject: str) -> None:
    village.clock.move(hours=72)
    village.services.chores.run()
    vote, subject = village.open_vote(), ask(village)
    say(village, subject, "DH-001")
    village.clock.move(hours=1)
    village.services.chores.run()
    *_, sealed = (one for one in village.entries() if isinstance(one, BooksSealed))
    assert {name for name, _ in sealed.books} >= {vote, subject}
    assert dict(sealed.books)[subject].size == 2


def test_a_statement_costs_the_same_however_many_there_are(village: Village, subject: str) -> None:
    desk, database = watched(village)
    statements = Statements(desk)
    costs = [cost(statements, database, village, subject, n) for n in range(1, MOST_STATEMENTS + 1)]
    assert len(set(costs[1:])) == 1
    assert costs[0] <= costs[1] + 2  # the book's signing key, and what it is called
    village.clock.move(hours=72)  # no list is settled for a vote while households look through it
    village.services.chores.run()
    assert costs[1] == vote_cost(village)
    database.close()


def cost(statements: Statements, database: Watched, village: Village, subject: str, n: int) -> int:
    """How many statements the transaction of the nth has."""
    statements.take(subject, body(village, subject, "DH-003", n=n))
    return database.statements


def vote_cost(village: Village) -> int:
    """How many the second ballot of a vote has, less the ciphertexts' row."""
    desk, database = watched(village)
    vote = village.open_vote()
    casting = Casting(desk)
    for n in (1, 2):
        election = village.services.publication.election(vote)
        casting.cast(vote, village.phones["DH-001"].envelope(election, [[1, 0, 0]], n))
    counted = database.statements - 1
    database.close()
    return counted


def test_the_book_replays_for_whoever_downloads_it(village: Village, subject: str) -> None:
    say(village, subject, "DH-001")
    say(village, subject, "DH-001", "objection", n=2, words=WORDS)
    (opened,) = (one for one in village.entries() if isinstance(one, SubjectOpened))
    raw = village.services.subject_files.pseudonyms(subject)
    index = village.entries().index(opened)
    place = Place(index, leaf_hash(village.raws()[index]).hex())
    book = SubjectBookState(subject_setup_of(opened, place, raw))
    for one in village.raws(subject):
        accept_in_subject(book, one)
    assert dict(book.opinions.counts) == {"right": 0, "objection": 1}
    assert parse_letter(body(village, subject, "DH-001", n=3)).statement.pseudonym in book.last_statements


def test_the_bundle_holds_for_a_stranger_open_and_closed(village: Village, subject: str) -> None:
    say(village, subject, "DH-001")
    say(village, subject, "DH-002", "objection", words=WORDS)
    village.services.chores.run()
    say(village, subject, "DH-002", n=2)
    assert recounted(village, subject) == {"right": 2, "objection": 0}
    village.clock.move(hours=72)
    bundle = village.services.subject_files.bundle(subject)
    assert recounted(village, subject) == {"right": 2, "objection": 0}
    village.open_vote()
    village.clock.move(hours=1)
    assert village.services.subject_files.bundle(subject).etag == bundle.etag


def recounted(village: Village, subject: str) -> dict[str, int]:
    """What the verifier counts in the bundle that the server gives, everything holding; the register is the boards'."""
    raw = village.services.subject_files.bundle(subject).path.read_bytes()
    register = village.services.cards.register(village.actors["board"], VILLAGE).raw
    report = verify(read_bytes(raw, "bundle"), trusted=Trusted(vkey=village.vkey, register=register))
    assert report.ok, [one.detail for one in report.failures]
    assert {one.name: one.status for one in report.checks}["subject-list"] is Status.PASS
    assert report.subject is not None
    assert report.subject.closed == village.services.statements.get(subject).closed
    return dict(report.subject.counts or ())
