"""Any single change of a book is refused by name and leaves the state untouched, but for a short list of changes.

What the rules cannot see in an entry by itself, a later entry contradicts, or the other book, once both are given.
What nothing can contradict is listed below with the reason, and changes the root of its book.
"""

import json
from collections.abc import Sequence
from copy import copy, deepcopy
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from record.complete_record import changes, complete, everything, village, votes
from record.sample_village import PROVEN, replayed_in_vote
from voting.ledger.merkle import tree_root
from voting.ledger.policy import parse_policy
from voting.record import errors
from voting.record.entries.casting import BookStarted
from voting.record.entries.entry import Book
from voting.record.entries.parsing import TYPES, parse_entry
from voting.record.entries.vote import VoteOpened
from voting.record.errors import RecordError
from voting.record.facts import Vote
from voting.record.lookups import Context
from voting.record.payloads import credentials_bytes
from voting.record.replay import accept, accept_in_vote
from voting.record.setup import setup_of
from voting.record.state.commune import CommuneState
from voting.record.state.tree import GrowingTree
from voting.record.state.vote_book import VoteBookState
from voting.record.ties import require_moves, require_opening

State = TypeVar("State", CommuneState, VoteBookState)

MATTERS = sorted(one for one in TYPES[Book.COMMUNE] if one.startswith("matter-"))
COUNTED = "what was counted outside the books is the word of two people, or of the team; it still adds up"
TOLD = "what a village is told is its office's own statement"
MADE_PUBLIC = "what is made public is its office's own statement, within what its item allows"
DAYS_SAID = "any day between its neighbours, and within what the law allows, is as likely"
UNSEEN = {
    **{(kind, "papers"): "a paper is what its office says it is" for kind in MATTERS},
    ("matter-proposed", "content"): "salted: whoever holds the words and the salt can prove it",
    ("matter-proposed", "consents"): "the consents are an annex that stays in the village",
    ("matter-proposed", "annex"): "salted: whoever holds the list and the salt can prove it",
    **{(kind, one): TOLD for kind in ("notice-posted", "notice-corrected") for one in ("words", "papers")},
    **{(kind, "reason"): "free text" for kind in ("notice-corrected", "notice-withdrawn", "report-frozen")},
    **{("disclosed", one): MADE_PUBLIC for one in ("disclosure", "item", "title", "words", "papers", "plan", "forms")},
    **{("disclosed", one): DAYS_SAID for one in ("decided", "due", "sector")},
    **{("disclosure-added", one): MADE_PUBLIC for one in ("forms", "photos")},
    ("disclosure-ended", "reason"): "free text",
    ("report-frozen", "papers"): "a report is what whoever makes it says it is",
    ("report-frozen", "period"): "of the only revision: one of another year",
    ("report-sent", "revision"): "which revision went where is the statement of whoever sent it",
    ("recommendation", "document"): "salted: whoever holds the words and the salt can prove it",
    ("matter-classified", "clause"): "clauses that go by the same channel: the answers stand on the paper",
    ("matter-agreed", "joint"): "their own statement; shown as a sign",
    ("matter-team", "commitment"): "salted: whoever holds the names and the salt can prove it",
    **{("matter-team", one): COUNTED for one in ("members", "of_village", "of_front", "of_households", "of_it")},
    **{("matter-polled", one): COUNTED for one in ("in_favour", "against")},
    **{("matter-held", one): COUNTED for one in ("present", "against")},
    ("matter-minuted", "participants"): "salted: whoever holds the list and the salt can prove it",
    ("matter-recognised", "reason"): "free text",
    ("matter-turned", "reason"): "free text",
    ("matter-ended", "reason"): "free text",
    ("log-started", "at"): "nothing comes before it",
    ("officials-changed", "at"): "any minute between its neighbours is as likely",
    ("officials-changed", "village"): "officials are appointed before anything else is known of a village",
    ("officials-changed", "commitment"): "salted: whoever holds the salt can prove it",
    **{("settings-changed", one): "the administrator's own statement" for one in ("value", "reason", "by")},
    ("policy-changed", "by"): "the administrator's own statement",
    **{("village-ended", one): "the administrator's own statement" for one in ("reason", "by")},
    ("officials-changed", "by"): "the role is the appointing body's own statement",
    ("roll-frozen", "commitment"): "salted: whoever holds the list and the salt can prove it",
    ("cards-issued", "issued"): "how many are new is the card makers' own statement; the registers show it",
    ("cards-issued", "reissued"): "likewise",
    ("card-revoked", "commitment"): "salted: whoever holds the card's key and the salt can prove it",
    ("card-revoked", "reason"): "free text",
    ("correction", "reason"): "free text",
    ("correction", "by"): "the role is the head's own statement",
    ("correction", "papers"): "the right paper is whatever the head says it is",
    ("vote-cancelled", "reason"): "free text",
    ("vote-cancelled", "by"): "the role is the head's own statement",
}
UNSEEN_DROPPED = {
    "officials-changed": "nothing rests on it",
    "settings-changed": "the number before it then holds",
    "policy-changed": "the policy before it then holds",
    "village-ended": "the village then goes on",
    "books-sealed": "a later seal, or the end, is of the same book",
    "cards-issued": "a register that no vote rests on",
    "card-revoked": "the last of its village: the count of a later one would show it",
    "correction": "nothing else rests on it",
    "result": "the last of its vote, which then is not decided",
    "matter-published": "nothing rests on it: the result is then not shown to be public",
    "matter-reported": "nothing rests on it: the matter then goes on",
    "matter-turned": "the last of its matter, which then waits",
    "matter-ended": "the last of its matter, which then goes on",
    "vote-cancelled": "the vote then is still open",
    "petition": "the last of its own, which then waits",
    "recommendation": "the last of its own, which then waits",
    "notice-corrected": "the words before it then hold",
    "notice-withdrawn": "the announcement then stands",
    "disclosed": "the last of its own: it was then never made public",
    "disclosure-added": "the forms before it then hold",
    "disclosure-ended": "it is then still public",
    "report-frozen": "the last of its period: the revision before it then holds",
    "report-sent": "nothing rests on it: the report is then not shown to be sent",
}
UNSEEN_REPEATED = {
    "officials-changed": "may be stated again",
    "cards-issued": "may be stated again",
    "correction": "words may be corrected again",
    "matter-carried-out": "may be stated again",
    "matter-convened": "a meeting may be called again",
    "notice-corrected": "may be put right again",
}
UNSEEN_SWAPPED = {
    *(frozenset({f"committee-{one}"}) for one in ("certificate", "committed", "coefficients", "key", "confirmed")),
    frozenset({"partial-decryption"}),
    frozenset({"books-sealed", "card-revoked"}),
    frozenset({"books-sealed", "correction"}),
    frozenset({"correction"}),
    frozenset({"officials-changed", "committee-key"}),
    frozenset({"cards-issued", "committee-formed"}),
    frozenset({"settings-changed", "petition"}),
    frozenset({"matter-turned", "petition"}),
    frozenset({"notice-posted", "petition"}),
    frozenset({"notice-posted", "matter-turned"}),
    frozenset({"notice-withdrawn", "report-frozen"}),
    frozenset({"report-frozen"}),
    frozenset({"report-sent"}),
    frozenset({"report-frozen", "report-sent"}),
    *(frozenset({"disclosed", other}) for other in ("report-frozen", "disclosure-ended", "session")),
    frozenset({"recommendation", "settings-changed"}),
    frozenset({"report-frozen", "settings-changed"}),
    frozenset({"settings-changed", "officials-changed"}),
    frozenset({"policy-changed", "village-ended"}),
    frozenset({"matter-agreed"}),
    frozenset({"matter-informed"}),
    frozenset({"matter-sent"}),
    frozenset({"matter-published", "matter-sent"}),
    frozenset({"matter-published", "matter-recognised"}),
    frozenset({"matter-published", "matter-carried-out"}),
    *(
        frozenset({"matter-proposed", other})
        for other in (
            "officials-changed",
            "committee-key",
            "matter-sent",
            "matter-reported",
            "matter-ended",
        )
    ),
    frozenset({"matter-ended", "result"}),
    frozenset({"matter-raised", "matter-reported"}),
}
"""Neighbours in the commune's book that may stand in either order, as long as nothing names their place."""

COMMUNE = ""
KEYS = [(COMMUNE, index) for index in range(len(complete()))]
KEYS += [(uuid, index) for uuid in votes() for index in range(len(village().vote_raws(uuid)))]
"""Every entry of every book; the commune's book is called ""."""


def raws_of(key: str) -> list[bytes]:
    return list(complete()) if key == COMMUNE else list(village().vote_raws(key))


def type_of(raw: bytes) -> str:
    return json.loads(raw)["type"]


def named(key: tuple[str, int]) -> str:
    return f"{key[0][:4]}-{key[1]}-{type_of(raws_of(key[0])[key[1]])}"


PAYLOADS = village().payloads.get
ALONE, GIVEN = Context(PAYLOADS, lambda _: None), Context(PAYLOADS, village().books.get)


@cache
def state_before(key: str, index: int) -> CommuneState | VoteBookState:
    """The state in which an entry is judged, everything given; never to be changed."""
    if index == 0:
        return CommuneState() if key == COMMUNE else VoteBookState(village().book(key).setup)
    state = fork(state_before(key, index - 1))
    take(state, raws_of(key)[index - 1])
    return state


def fork(state: State) -> State:
    """A state that goes on by itself: its own containers; what lies in them is only ever replaced."""
    own = copy(state)
    for name, value in vars(state).items():
        if isinstance(value, dict | list | set):
            setattr(own, name, copy(value))
    own.tree = GrowingTree([list(level) for level in state.tree.levels])
    return own


def take(state: CommuneState | VoteBookState, raw: bytes, context: Context = GIVEN) -> None:
    if isinstance(state, CommuneState):
        accept(state, raw, context)
    else:
        accept_in_vote(state, raw, PROVEN)


def judge_commune(raws: Sequence[bytes]) -> None:
    """As the verifier does: both kinds of books by themselves, then what ties them; raises `RecordError`.

    Up to the first entry that is another, nothing is judged that was not judged before.
    """
    start = first_other(raws, complete())
    state = commune_from(start, raws, ALONE)
    if missing := set(votes()) - set(state.votes):
        raise errors.UnknownVote(f"opened nowhere: {missing}")
    books = {uuid: book_of(state, uuid, fresh=state.votes[uuid].opening.index >= start) for uuid in votes()}
    commune_from(start, raws, Context(PAYLOADS, books.get))


def judge_book(key: str, raws: Sequence[bytes]) -> None:
    """The same for a vote's book, beside the commune's as it is; entries before the opening ask nothing of it."""
    start = first_other(raws, raws_of(key))
    book = fork(state_before(key, start))
    assert isinstance(book, VoteBookState)
    for raw in raws[start:]:
        take(book, raw)
    vote = honest_end().votes[key]
    require_tied(vote, book, raws[0])
    commune_from(vote.opening.index, complete(), Context(PAYLOADS, (village().books | {key: book}).get))


def first_other(raws: Sequence[bytes], honest: Sequence[bytes]) -> int:
    """Where a book is not the honest one any more."""
    pairs = zip(raws, honest, strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(raws), len(honest)))


def commune_from(start: int, raws: Sequence[bytes], context: Context) -> CommuneState:
    """The commune's book, its first entries being the honest ones."""
    state = fork(state_before(COMMUNE, start))
    assert isinstance(state, CommuneState)
    for raw in raws[start:]:
        take(state, raw, context)
    return state


def honest_end() -> CommuneState:
    state = state_before(COMMUNE, len(complete()))
    assert isinstance(state, CommuneState)
    return state


def book_of(state: CommuneState, uuid: str, *, fresh: bool) -> VoteBookState:
    """A vote's own book, read anew where its opening may be another, and tied to the commune's."""
    vote, raws = state.votes[uuid], village().vote_raws(uuid)
    book = village().book(uuid)
    if fresh:
        opened = state.entries[vote.opening.index]
        assert isinstance(opened, VoteOpened)
        book = replayed_in_vote(setup_of(opened, vote.opening, credentials_bytes(opened, PAYLOADS)), raws)
    require_tied(vote, book, raws[0])
    return book


def require_tied(vote: Vote, book: VoteBookState, first: bytes) -> None:
    started = parse_entry(first, Book.VOTE)
    assert isinstance(started, BookStarted)
    require_opening(vote, started)
    require_moves(vote, book)


def refusal_of(key: str, raws: Sequence[bytes]) -> RecordError | None:
    """Why the record is refused in which this book is as given and all others as they are, if it is."""
    try:
        judge_commune(raws) if key == COMMUNE else judge_book(key, raws)
    except RecordError as error:
        require_named(error)
        return error
    return None


def require_named(error: RecordError) -> None:
    known = {one.code for one in vars(errors).values() if isinstance(one, type) and issubclass(one, RecordError)}
    codes = {"malformed", "unknown-credential", "closed-credential", "not-open", "duplicate", "old-sequence"}
    assert str(error)
    assert error.code in known | codes | {"wrong-election", "bad-proof"}


def put(key: str, index: int, *instead: bytes, drop: int = 1) -> list[bytes]:
    raws = raws_of(key)
    return [*raws[:index], *instead, *raws[index + drop :]]


@pytest.mark.parametrize("key", KEYS, ids=named)
def test_no_field_can_be_changed(key: tuple[str, int]) -> None:
    book, index = key
    good, before = raws_of(book)[index], state_before(book, index)
    untouched = deepcopy(before)
    state = fork(before)
    for path, value in changes(json.loads(good)):
        changed = dumped(value)
        if changed == good:
            continue
        try:
            take(state, changed)
        except RecordError as error:
            require_named(error)
            continue
        assert state != before
        state = fork(before)
        raws = put(book, index, changed)
        if refusal_of(book, raws) is None:
            assert (type_of(good), path[0]) in UNSEEN, (type_of(good), path)
            assert tree_root(raws) != tree_root(raws_of(book))
    assert state == before == untouched


def dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def changed_fields(good: bytes, changed: bytes) -> set[tuple[str, str]]:
    old, new = json.loads(good), json.loads(changed)
    return {(old["type"], name) for name in old if stated(name, new.get(name)) != stated(name, old[name])}


def stated(name: str, value: Any) -> Any:
    """A field's value; of a policy its keys, groups and quorum: where a witness is reached decides nothing."""
    return replace(parse_policy(value.encode()), urls={}) if name == "policy" and value else value


@settings(max_examples=300, deadline=None)
@given(
    key=st.sampled_from(KEYS),
    place=st.integers(0, 2**16),
    byte=st.integers(0, 255) | st.sampled_from(b'0123456789abcdef"\\{}[],: '),
    way=st.sampled_from(["instead", "before", "dropped"]),
)
@example(key=(COMMUNE, 0), place=0, byte=239, way="before")
def test_no_byte_can_be_changed(key: tuple[str, int], place: int, byte: int, way: str) -> None:
    book, index = key
    good = raws_of(book)[index]
    place %= len(good)
    keep = place if way == "before" else place + 1
    changed = good[:place] + (b"" if way == "dropped" else bytes([byte])) + good[keep:]
    if changed != good and refusal_of(book, put(book, index, changed)) is None:
        assert changed_fields(good, changed) <= set(UNSEEN)


@pytest.mark.parametrize("key", KEYS, ids=named)
def test_no_entry_can_be_left_out(key: tuple[str, int]) -> None:
    if refusal_of(key[0], put(*key)) is None:
        assert type_of(raws_of(key[0])[key[1]]) in UNSEEN_DROPPED


@pytest.mark.parametrize("key", KEYS, ids=named)
def test_no_entry_can_stand_twice(key: tuple[str, int]) -> None:
    good = raws_of(key[0])[key[1]]
    if refusal_of(key[0], put(*key, good, good)) is None:
        assert type_of(good) in UNSEEN_REPEATED


@pytest.mark.parametrize("key", [key for key in KEYS if key[1] + 1 < len(raws_of(key[0]))], ids=named)
@pytest.mark.parametrize("redated", [False, True], ids=["as they are", "re-dated"])
def test_no_neighbours_can_change_places(key: tuple[str, int], redated: bool) -> None:
    book, index = key
    first, second = raws_of(book)[index : index + 2]
    if redated:
        first, second = dated_as(first, second), dated_as(second, first)
    if refusal_of(book, put(book, index, second, first, drop=2)) is None:
        assert frozenset({type_of(first), type_of(second)}) in UNSEEN_SWAPPED


def dated_as(raw: bytes, other: bytes) -> bytes:
    return dumped(json.loads(raw) | {"at": json.loads(other)["at"]})


def test_the_list_of_unseen_changes_names_nothing_that_is_seen() -> None:
    """Each line of `UNSEEN` is needed: some such change is accepted by every rule there is."""
    accepted = set()
    for index, good in enumerate(complete()):
        fields = {name for kind, name in UNSEEN if kind == type_of(good)} - {"at"}
        for path, value in changes(json.loads(good)):
            if path and path[0] in fields and refusal_of(COMMUNE, put(COMMUNE, index, dumped(value))) is None:
                accepted.add((type_of(good), path[0]))
    assert accepted == {one for one in UNSEEN if one[1] != "at"}


def test_every_type_of_entry_stands_in_the_complete_record() -> None:
    types = {book: {parse_entry(raw, book).type for own, raw in everything() if own is book} for book in Book}
    assert types == {book: set(known) for book, known in TYPES.items()}
