"""The two ways to answer what a rule asks, from memory and from the database, agree on every entry, good or bad."""

from collections.abc import Iterator
from copy import copy
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record.sample_village import COMMUNE
from services.matter_deeds import MATTERS
from services.random_deeds import DEEDS, ON_THE_ROAD, VOTES, WHILE_OPEN, do, server_keys
from services.twin_village import TwinVillage, undone

from voting.record.rules.count import counted
from voting.record.state.tree import GrowingTree
from voting.services.books import Books
from voting.storage.database import Transaction

NUMBERS = (st.integers(0, 7), st.integers(0, 3), st.just(0) | st.integers(0, 20))
WHOLE_LIFE = st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), *NUMBERS), min_size=5, max_size=25)
OPEN_VOTE = st.lists(st.tuples(st.sampled_from(WHILE_OPEN), *NUMBERS), min_size=5, max_size=25)
ROAD = st.lists(st.tuples(st.sampled_from(ON_THE_ROAD), *NUMBERS), min_size=5, max_size=25)


PLAIN, BY_VOTE = ("commune", "commune_raws", "payloads", "cards", "spares"), ("books", "written")


@pytest.fixture(scope="module")
def settled(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwinVillage]:
    """A vote of six households is open; a spare card is there."""
    village = TwinVillage.on(database_url, tmp_path_factory.mktemp("data"))
    village.settle()
    village.open(1)
    yield village
    village.leave()


def continued(village: TwinVillage, tx: Transaction) -> TwinVillage:
    """Goes on from here within a transaction, and leaves the village as it is."""
    desk = replace(village.desk, books=Books(lambda: one.at))
    own = {name: copied(getattr(village, name)) for name in PLAIN}
    own |= {name: {key: copied(value) for key, value in getattr(village, name).items()} for name in BY_VOTE}
    own |= {"lost": set(), "refused": [], "committees": dict(village.committees)}
    one = replace(village, desk=desk, tx=tx, **own)
    return one


def copied(value: Any) -> Any:
    """A state or a collection, whose further changes do not reach the first; what it holds never changes itself."""
    if not hasattr(value, "__dataclass_fields__"):
        return copy(value)
    parts = {one.name: getattr(value, one.name) for one in fields(value)}
    tree = GrowingTree([list(level) for level in parts["tree"].levels])
    return replace(value, **{name: copy(part) for name, part in parts.items() if name != "setup"} | {"tree": tree})


def require_same_answers(village: TwinVillage, tx: Transaction) -> None:
    """All that a rule may ask of the commune's book."""
    asked, known = village.desk.books.commune(tx, COMMUNE), village.commune
    assert (asked.size, asked.last_at, asked.commune()) == (known.size, known.last_at, known.commune())
    for code in {*known.villages, "thon-khac"}:
        assert asked.village(code) == known.village(code)
    for uuid in VOTES:
        assert asked.vote(uuid) == known.vote(uuid)
        assert asked.matter_of(uuid) == known.matter_of(uuid)
    for matter in [*MATTERS, "nobody's matter"]:
        assert asked.matter(matter) == known.matter(matter)
    assert [asked.has_server_key(key) for key in server_keys()] == [known.has_server_key(key) for key in server_keys()]
    assert asked.entry(known.size - 1) == known.entry(known.size - 1)


def require_same_answers_in_vote(village: TwinVillage, tx: Transaction, uuid: str) -> None:
    """All that a rule may ask of a vote's book."""
    asked, known = village.desk.books.vote(tx, COMMUNE, uuid), village.book(uuid)
    assert (asked.size, asked.last_at, asked.tallies) == (known.size, known.last_at, known.tallies)
    assert asked.setup == known.setup
    for one in [*known.setup.credentials, "0" * 64]:
        assert (asked.barred(one), asked.last(one)) == (known.barred(one), known.last(one))
    assert [asked.root_at(size) for size in range(1, known.size + 2)] == [
        known.root_at(size) for size in range(1, known.size + 2)
    ]
    assert counted(asked) == counted(known)
    some, more = sorted(known.trackers)[:1], sorted(known.ciphertexts)[:1]
    for tracker in [*some, "x" * 43]:
        for ciphertexts in (more, ["new,new"], []):
            fresh = village.desk.books.vote(tx, COMMUNE, uuid)
            assert fresh.seen(tracker, ciphertexts) == known.seen(tracker, ciphertexts)


@given(WHOLE_LIFE | OPEN_VOTE | ROAD)
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_memory_and_database_judge_alike_and_know_the_same(
    settled: TwinVillage, deeds: list[tuple[str, int, int, int]]
) -> None:
    with undone(settled.desk) as tx:
        village = continued(settled, tx)
        for name, n, m, change in deeds:
            do(village, name, n, m, change)
        require_same_answers(village, tx)
        for uuid in village.books:
            require_same_answers_in_vote(village, tx, uuid)
