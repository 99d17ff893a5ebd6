"""Which witness policy is in force: a later one needs the old one's quorum on the checkpoint that carries it."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from record.refusals import refusal
from record.sample_village import CODE, LOG_KEY, ORIGIN, START, Village
from record.sample_witnesses import BOARDS, head, policy_of, seen
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.errors import LedgerDataError
from voting.ledger.merkle import tree_root
from voting.ledger.note import NoteSigner
from voting.record.entries.commune import PolicyChanged
from voting.record.errors import PolicyNotCosigned
from voting.record.facts import Commune, PolicyChange, read, show
from voting.record.policies import Heads, Standing, is_well_dated, standing

NOBODY, FIRST, SECOND, BOTH = policy_of(), policy_of(0, 1), policy_of(2), policy_of(0, 2)


@dataclass
class Book:
    """A commune's book in which the policy changes, and the checkpoints said to have let each change in."""

    village: Village
    notes: dict[int, bytes] = field(default_factory=dict)

    def change(self, policy: str, village: str = "") -> int:
        self.village.write(PolicyChanged(village=village, at=self.village.at, policy=policy, by="admin"))
        return self.village.commune.size - 1

    def more(self) -> None:
        self.village.appoint()

    def heads(self, **other: object) -> Heads:
        raws, entries = self.village.commune_raws, self.village.commune.entries
        asked = Heads(
            LOG_KEY.verifier,
            lambda size: tree_root(raws[:size]) if size <= len(raws) else None,
            lambda size: entries[size - 1].at if 0 < size <= len(entries) else None,
        )
        return replace(asked, **other)

    def stands(self, *others: bytes) -> Standing:
        commune = self.village.commune.known
        return standing(commune.policy, commune.changes, self.notes, self.heads(), seen=others)


@pytest.fixture
def book() -> Book:
    return started(FIRST)


def started(policy: str) -> Book:
    village = Village(policy=policy)
    village.start()
    return Book(village)


def texts(found: Standing) -> list[str]:
    return [era.text for era in found.eras]


# the entry


def test_a_later_policy_is_kept_beside_the_first_with_its_place(book):
    book.more()
    index = book.change(SECOND)
    commune = book.village.commune.known
    assert (commune.policy, commune.changes, commune.newest_policy) == (FIRST, (PolicyChange(index, SECOND),), SECOND)
    assert read(Commune, show(commune)) == commune


@pytest.mark.parametrize(
    "policy",
    [
        "quorum nobody\n",
        policy_of(2).replace(f"log {LOG_KEY.vkey}\n", ""),
        policy_of(2).replace(LOG_KEY.vkey, NoteSigner("else.example/x", b"1" * 32).vkey),
        policy_of(2).replace(" https://board-2.example/", ""),
        policy_of(2).replace("https://", "ftp://"),
        policy_of(2).replace("witness b2", f"witness again {BOARDS[2].vkey} https://x.example/\nwitness b2"),
        FIRST,
    ],
    ids=["unreadable", "no-log", "another-log", "no-address", "other-address", "key-twice", "no-news"],
)
def test_a_policy_that_nobody_could_go_by_is_refused(book, policy):
    assert refusal(book.village, lambda: book.change(policy)) == "bad-policy"


def test_the_logs_own_key_is_no_witness(book):
    policy = policy_of(2).replace(BOARDS[2].vkey, CosignatureSigner("self.example", b"7" * 32).vkey)
    of_a_log = f"log {LOG_KEY.vkey}\nlog {NoteSigner(ORIGIN, b'7' * 32).vkey}"
    with_its_key = policy.replace(f"log {LOG_KEY.vkey}", of_a_log)
    assert refusal(book.village, lambda: book.change(with_its_key)) == "bad-policy"
    book.change(policy)


def test_it_is_about_no_village_and_is_news_against_the_newest(book):
    assert refusal(book.village, lambda: book.change(SECOND, CODE)) == "bad-policy"
    book.change(SECOND)
    assert refusal(book.village, lambda: book.change(SECOND)) == "bad-policy"
    book.change(FIRST)


# in force


def test_a_change_waits_until_the_old_quorum_has_seen_it(book):
    index = book.change(SECOND)
    assert texts(book.stands()) == [FIRST]
    assert [one.index for one in book.stands().waiting] == [index]
    book.notes[index] = seen(book.village, 0, 1)
    assert texts(book.stands()) == [FIRST, SECOND]
    assert book.stands().waiting == ()


def test_where_nobody_is_asked_a_change_holds_at_once():
    book = started(NOBODY)
    index = book.change(FIRST)
    found = book.stands()
    assert (texts(found), found.in_force.index, found.in_force.note) == ([NOBODY, FIRST], index, b"")


def test_a_checkpoint_is_judged_by_the_policy_of_its_time(book):
    index = book.change(SECOND)
    for _ in range(3):
        book.more()
    book.notes[index] = seen(book.village, 0, 1)
    size = book.village.commune.size
    found = book.stands()
    assert [found.at(one).text for one in (0, 1, index + 1, size, size + 1)] == [FIRST] * 4 + [SECOND]


@pytest.mark.parametrize("boards", [(), (0,), (2,), (0, 2)], ids=["nobody", "one-of-two", "the-new-one", "one-and-new"])
def test_a_checkpoint_without_the_old_quorum_lets_nothing_in(book, boards):
    index = book.change(SECOND)
    book.notes[index] = seen(book.village, *boards)
    with pytest.raises(PolicyNotCosigned):
        book.stands()


def test_a_checkpoint_from_before_the_change_lets_nothing_in(book):
    book.more()
    before = seen(book.village, 0, 1)
    index = book.change(SECOND)
    book.notes[index] = before
    with pytest.raises(PolicyNotCosigned, match="ends at"):
        book.stands()


def test_a_checkpoint_of_another_history_lets_nothing_in(book):
    index = book.change(SECOND)
    raws = book.village.commune_raws
    book.notes[index] = head([raws[0], raws[0]], 0, 1, at_s=START.timestamp())
    with pytest.raises(PolicyNotCosigned, match="another book"):
        book.stands()
    book.notes[index] = head([*raws, raws[0]], 0, 1, at_s=START.timestamp())
    with pytest.raises(PolicyNotCosigned, match="another book"):
        book.stands()


def test_a_checkpoint_that_the_log_has_not_signed_lets_nothing_in(book):
    index = book.change(SECOND)
    book.notes[index] = seen(book.village, 0, 1).replace(b"dinh.example/", b"other.example/")
    with pytest.raises(LedgerDataError):
        book.stands()


def test_a_checkpoint_for_what_changes_no_policy_is_refused(book):
    book.more()
    book.notes[1] = seen(book.village, 0, 1)
    with pytest.raises(PolicyNotCosigned, match="changes no policy"):
        book.stands()


def test_what_comes_after_a_change_that_waits_is_judged_by_what_is_in_force(book):
    first, second = book.change(SECOND), book.change(BOTH)
    book.notes[second] = seen(book.village, 2)
    with pytest.raises(PolicyNotCosigned):
        book.stands()
    del book.notes[second]
    assert [one.index for one in book.stands().waiting] == [first, second]


def test_the_quorum_of_a_later_checkpoint_lets_the_earlier_change_in_first(book):
    """Whoever hides the checkpoint of a change does not get the next one past the new policy."""
    first = book.change(SECOND)
    hidden = seen(book.village, 0, 1)
    second = book.change(BOTH)
    book.notes[second] = seen(book.village, 0, 1)
    with pytest.raises(PolicyNotCosigned, match=f"entry {second}"):
        book.stands()
    book.notes = {first: hidden, second: seen(book.village, 2)}
    assert texts(book.stands()) == [FIRST, SECOND, BOTH]


def test_a_head_that_was_seen_lets_a_change_in_too(book):
    book.change(SECOND)
    assert texts(book.stands(seen(book.village, 0))) == [FIRST]
    assert texts(book.stands(seen(book.village, 0), seen(book.village, 0, 1))) == [FIRST, SECOND]


def test_a_change_that_has_waited_is_passed_over_by_the_next(book):
    """Of two that wait, both are let in by the quorum that sees both: the first for no time at all."""
    book.change(BOTH)
    last = book.change(SECOND)
    book.notes[last] = seen(book.village, 0, 1, 2)
    found = book.stands()
    assert (texts(found), found.waiting) == ([FIRST, BOTH, SECOND], ())


# when they signed


@pytest.mark.parametrize(
    ("after", "counts"),
    [
        (timedelta(days=-1), True),
        (timedelta(days=-1, seconds=-1), False),
        (timedelta(hours=1, minutes=2), True),
        (timedelta(hours=1, minutes=2, seconds=1), False),
    ],
)
def test_a_cosignature_dated_long_before_the_last_entry_or_in_the_future_does_not_count(book, after, counts):
    index = book.change(SECOND)
    heads = book.heads(now=START + timedelta(hours=1))
    at_s = (START + after).timestamp()
    assert is_well_dated(int(at_s), index + 1, heads) is counts
    note = seen(book.village, 0, 1, after_s=after.total_seconds())
    commune = book.village.commune.known
    found = standing(commune.policy, commune.changes, {}, heads, seen=(note,))
    assert bool(found.waiting) is not counts
