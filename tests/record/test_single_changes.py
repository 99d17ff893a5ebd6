"""Any single change of a record is refused by name and leaves the state untouched, but for a short list of changes.

What the rules cannot see in an entry by itself, a later entry of the record contradicts; what no entry can
contradict is listed below with the reason, and changes the root of the log.
"""

import json
from copy import deepcopy
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from record.complete_record import changes, complete
from record.sample_village import PROVEN
from voting.ledger.merkle import tree_root
from voting.record import errors
from voting.record.entries.parsing import TYPES, parse_entry
from voting.record.errors import RecordError
from voting.record.replay import accept
from voting.record.state import State

UNSEEN = {
    ("log-started", "at"): "nothing comes before it",
    ("officials-changed", "at"): "any minute between its neighbours is as likely",
    ("officials-changed", "village"): "officials are appointed before anything else is known of a village",
    ("officials-changed", "commitment"): "salted: whoever holds the salt can prove it",
    ("officials-changed", "by"): "the role is the appointing body's own statement",
    ("roll-frozen", "commitment"): "salted: whoever holds the list and the salt can prove it",
    ("cards-issued", "issued"): "how many are new is the card makers' own statement; the registers show it",
    ("card-revoked", "commitment"): "salted: whoever holds the card's key and the salt can prove it",
    ("card-revoked", "reason"): "free text",
    ("vote-cancelled", "reason"): "free text",
    ("vote-cancelled", "by"): "the role is the head's own statement",
    ("vote-opened", "citation"): "of the cancelled vote: no closing states the root of its entries",
    ("vote-opened", "proposals"): "of the cancelled vote: no closing states the root of its entries",
    ("vote-opened", "documents"): "of the cancelled vote: no closing states the root of its entries",
    ("vote-opened", "closes_at"): "of the cancelled vote: no closing states the root of its entries",
}
UNSEEN_DROPPED = {
    "officials-changed": "nothing rests on it",
    "cards-issued": "a register that no vote rests on",
    "card-revoked": "the last of its village: the count of a later one would show it",
    "result": "the last of its vote, which then is not decided",
    "ballot": "of the cancelled vote: no closing states the root of its entries",
}
UNSEEN_REPEATED = {"officials-changed": "may be stated again", "cards-issued": "may be stated again"}
UNSEEN_SWAPPED = {
    frozenset({"committee-key"}),
    frozenset({"partial-decryption"}),
    frozenset({"card-revoked", "credential-closed"}),
    frozenset({"result", "vote-opened"}),
    frozenset({"officials-changed", "committee-key"}),
    frozenset({"officials-changed", "vote-opened"}),
    frozenset({"cards-issued", "committee-formed"}),
    frozenset({"cards-issued", "credential-added"}),
    frozenset({"cards-issued", "ballot"}),
}
"""Neighbours that may stand in either order; a ballot's place among entries of no vote is not part of its vote."""


@cache
def state_before(index: int) -> State:
    """The state in which entry `index` is judged; never to be changed."""
    if index == 0:
        return State()
    state = deepcopy(state_before(index - 1))
    accept(state, complete()[index - 1], verified=PROVEN)
    return state


def first_refusal(index: int, raws: list[bytes]) -> RecordError | None:
    """Why a record is refused that begins with the first `index` good entries and goes on with these, if it is."""
    state = deepcopy(state_before(index))
    for place, raw in enumerate(raws):
        try:
            accept(state, raw, verified=PROVEN)
        except RecordError as error:
            untouched = deepcopy(state_before(index))
            for one in raws[:place]:
                accept(untouched, one, verified=PROVEN)
            assert state == untouched
            return error
    return None


def require_named(error: RecordError | None) -> None:
    known = {one.code for one in vars(errors).values() if isinstance(one, type) and issubclass(one, RecordError)}
    codes = {"malformed", "unknown-credential", "closed-credential", "not-open", "duplicate", "old-sequence"}
    assert error is not None
    assert str(error)
    assert error.code in known | codes | {"wrong-election", "bad-proof"}


def type_of(raw: bytes) -> str:
    return json.loads(raw)["type"]


@pytest.mark.parametrize("index", range(len(complete())), ids=lambda index: f"{index}-{type_of(complete()[index])}")
def test_no_field_can_be_changed(index: int) -> None:
    good, rest = complete()[index], list(complete()[index + 1 :])
    state, before = deepcopy(state_before(index)), state_before(index)
    for path, value in changes(json.loads(good)):
        changed = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        if changed == good:
            continue
        try:
            accept(state, changed)
        except RecordError as error:
            require_named(error)
            assert state == before, path
            continue
        state = deepcopy(before)
        later = first_refusal(index, [changed, *rest])
        if later is None:
            assert (type_of(good), path[0]) in UNSEEN, (type_of(good), path)
            assert tree_root([*complete()[:index], changed, *rest]) != tree_root(complete())
        else:
            require_named(later)


def changed_fields(good: bytes, changed: bytes) -> set[tuple[str, str]]:
    old, new = json.loads(good), json.loads(changed)
    return {(old["type"], name) for name in old if new.get(name) != old[name]}


@settings(max_examples=400, deadline=None)
@given(
    index=st.integers(0, len(complete()) - 1),
    place=st.integers(0, 2**16),
    byte=st.integers(0, 255) | st.sampled_from(b'0123456789abcdef"\\{}[],: '),
    way=st.sampled_from(["instead", "before", "dropped"]),
)
@example(index=0, place=0, byte=239, way="before")
def test_no_byte_can_be_changed(index: int, place: int, byte: int, way: str) -> None:
    good, rest = complete()[index], list(complete()[index + 1 :])
    place %= len(good)
    keep = place if way == "before" else place + 1
    changed = good[:place] + (b"" if way == "dropped" else bytes([byte])) + good[keep:]
    if changed == good:
        return
    refusal = first_refusal(index, [changed, *rest])
    if refusal is None:
        assert changed_fields(good, changed) <= set(UNSEEN)
    else:
        require_named(refusal)


@pytest.mark.parametrize("index", range(len(complete())), ids=lambda index: f"{index}-{type_of(complete()[index])}")
def test_no_entry_can_be_left_out(index: int) -> None:
    refusal = first_refusal(index, list(complete()[index + 1 :]))
    if index == len(complete()) - 1:
        assert refusal is None  # a record may end anywhere; the size of the checkpoint says where
    elif refusal is None:
        assert type_of(complete()[index]) in UNSEEN_DROPPED
    else:
        require_named(refusal)


@pytest.mark.parametrize("index", range(len(complete())), ids=lambda index: f"{index}-{type_of(complete()[index])}")
def test_no_entry_can_stand_twice(index: int) -> None:
    refusal = first_refusal(index, [complete()[index], *complete()[index:]])
    if refusal is None:
        assert type_of(complete()[index]) in UNSEEN_REPEATED
    else:
        require_named(refusal)


@pytest.mark.parametrize("index", range(len(complete()) - 1), ids=lambda index: f"{index}-{type_of(complete()[index])}")
@pytest.mark.parametrize("redated", [False, True], ids=["as they are", "re-dated"])
def test_no_neighbours_can_change_places(index: int, redated: bool) -> None:
    first, second = complete()[index], complete()[index + 1]
    if redated:
        first, second = dated_as(first, second), dated_as(second, first)
    refusal = first_refusal(index, [second, first, *complete()[index + 2 :]])
    if refusal is None:
        assert frozenset({type_of(first), type_of(second)}) in UNSEEN_SWAPPED
    else:
        require_named(refusal)


def dated_as(raw: bytes, other: bytes) -> bytes:
    value = json.loads(raw) | {"at": json.loads(other)["at"]}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def test_the_list_of_unseen_changes_names_nothing_that_is_seen() -> None:
    """Each line of `UNSEEN` is needed: some such change is accepted by every rule there is."""
    accepted = set()
    for index, good in enumerate(complete()):
        fields = {name for kind, name in UNSEEN if kind == type_of(good)}
        for path, value in changes(json.loads(good)):
            if path and path[0] in fields - {"at", "closes_at"}:
                changed = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
                if first_refusal(index, [changed, *complete()[index + 1 :]]) is None:
                    accepted.add((type_of(good), path[0]))
    assert accepted == {one for one in UNSEEN if one[1] not in {"at", "closes_at"}}


def test_every_type_of_entry_stands_in_the_complete_record() -> None:
    assert {parse_entry(raw).type for raw in complete()} == set(TYPES)
