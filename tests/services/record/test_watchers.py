"""Who watches: changed by an entry, in force once those who watch now have signed it; results of their time stay."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace

import pytest
from village.life import NO, YES, Village
from village.people import COMMUNE
from village.states import appointed, settled
from village.witness import SocketWitness

from voting.ledger.policy import parse_policy
from voting.record.entries.commune import PolicyChanged
from voting.record.receipts import check_household_receipt, parse_household_receipt
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound, RefusedLine
from voting.services.record.watchers import MOST_WATCHERS, NewWatcher, Watch
from voting.verifier.formats import read_bytes
from voting.verifier.verification import verify

BOARD, FRONT, NEXT = (SocketWitness(f"{name}.example/w", [], 0) for name in ("giam-sat", "mat-tran", "thon-doai"))
NAMED = {BOARD.name: "ban-giam-sat", FRONT.name: "mat-tran", NEXT.name: "thon-doai"}
NAMES = {BOARD.name: "Ban giám sát", FRONT.name: "Mặt trận", NEXT.name: "Thôn Đoài"}


@pytest.fixture
def village(request: pytest.FixtureRequest, fresh_database_url: str) -> Iterator[Village]:
    voting = getattr(request, "param", "") == "voting"
    village = settled(fresh_database_url, households=3) if voting else appointed(fresh_database_url)
    yield village
    village.services.close()


CAN_VOTE = pytest.mark.parametrize("village", ["voting"], indirect=True)


def add(village: Village, witness: SocketWitness, needed: int = 1, **other: object) -> None:
    new = NewWatcher(NAMES[witness.name], witness.signer.vkey, "", needed)
    village.services.watchers.add(village.actors["admin"], replace(new, **other), "")


def watch(village: Village) -> Watch:
    return village.services.watchers.of(COMMUNE)


def offices(village: Village) -> list[str]:
    return [one.office for one in watch(village).watchers]


def sign(village: Village, witness: SocketWitness, note: bytes = b"", size: int = 0) -> bool:
    """A witness that pulls signs the newest head, and posts its line."""
    note, size = note or village.log().checkpoint(), size or village.log().head().size
    line = replace(witness, time_s=int(village.clock.now.timestamp())).line(note)
    return village.services.cosigning.post(COMMUNE, f"size {size}\n".encode() + line).new


def test_where_nobody_watches_the_first_counts_at_once(village: Village) -> None:
    assert (watch(village).watchers, watch(village).needed) == ((), 0)
    add(village, BOARD)
    assert (offices(village), watch(village).needed, watch(village).waits) == (["Ban giám sát"], 1, False)
    policy = parse_policy(village.policy.encode())
    assert policy.urls["ban-giam-sat"] == f"https://dinh.example/ai-giam-sat/{COMMUNE}"


def test_a_change_waits_until_those_who_watch_have_signed_a_head_that_carries_it(village: Village) -> None:
    add(village, BOARD)
    before, size = village.log().checkpoint(), village.log().head().size
    add(village, FRONT, needed=2)
    assert (offices(village), watch(village).waits) == (["Ban giám sát"], True)
    assert ([one.office for one in watch(village).coming], watch(village).coming_needed) == (
        ["Ban giám sát", "Mặt trận"], 2,
    )  # fmt: skip
    assert sign(village, FRONT)  # the new one may begin, and does not count yet
    assert sign(village, BOARD, before, size)
    assert watch(village).waits
    sign(village, BOARD)
    assert (offices(village), watch(village).needed, watch(village).waits) == (["Ban giám sát", "Mặt trận"], 2, False)


def test_the_head_that_brought_a_policy_is_kept_as_it_was(village: Village) -> None:
    add(village, BOARD)
    add(village, FRONT)
    index = village.log().head().size - 1
    with pytest.raises(NotFound):
        village.log().brought(str(index))
    sign(village, BOARD)
    note = village.log().checkpoint()
    assert village.log().brought(str(index)) == note
    sign(village, FRONT)
    assert village.log().brought(str(index)) == note != village.log().checkpoint()
    for other in ("0", str(index - 1), str(index + 1), f"0{index}", "x"):
        with pytest.raises(NotFound):
            village.log().brought(other)


def test_changes_that_wait_come_into_force_one_after_another(village: Village) -> None:
    add(village, BOARD)
    add(village, FRONT, needed=2)
    add(village, NEXT, needed=3)
    sign(village, BOARD)
    assert (offices(village), watch(village).waits) == (["Ban giám sát", "Mặt trận"], True)
    sign(village, FRONT)
    assert (len(offices(village)), watch(village).waits) == (3, False)


def test_one_who_leaves_signs_to_the_end_and_no_longer(village: Village) -> None:
    add(village, BOARD)
    village.services.watchers.remove(village.actors["admin"], "ban-giam-sat", 1, "")
    assert offices(village) == ["Ban giám sát"]
    sign(village, BOARD)
    assert (offices(village), watch(village).needed) == ([], 0)
    add(village, FRONT)
    with pytest.raises(RefusedLine) as refused:
        sign(village, BOARD)
    assert refused.value.code == "unknown-witness"


def test_those_who_only_see_that_the_book_grows_co_sign_and_do_not_count(village: Village) -> None:
    """LEDGER, "Witnesses": a result is final once a quorum has seen it that includes one who replays."""
    add(village, FRONT, needed=1, replays=False)
    assert (offices(village), watch(village).needed, watch(village).counting) == (["Mặt trận"], 0, 0)
    add(village, BOARD, needed=1)
    add(village, NEXT, needed=1, replays=False)
    sign(village, BOARD)
    assert [one.replays for one in watch(village).watchers] == [False, True, False]
    assert (watch(village).needed, watch(village).counting) == (1, 1)
    policy, signs = parse_policy(village.policy.encode()), village.log().checkpoint
    for witness, enough in ((FRONT, False), (NEXT, False), (BOARD, True)):
        if not enough:
            sign(village, witness)
        assert policy.is_satisfied_by([NAMED[witness.name]]) is enough
    assert len(policy.judge(signs()).cosigned) == 3
    village.services.watchers.remove(village.actors["admin"], "ban-giam-sat", 1, "")
    sign(village, BOARD)
    assert (offices(village), watch(village).needed) == (["Mặt trận", "Thôn Đoài"], 0)


def test_how_many_are_enough_is_changed_by_the_same_road(village: Village) -> None:
    add(village, BOARD)
    add(village, FRONT)
    sign(village, BOARD)
    village.services.watchers.require(village.actors["admin"], 2, "")
    assert (watch(village).needed, watch(village).coming_needed) == (1, 2)
    sign(village, FRONT)  # one of two is enough so far
    assert (watch(village).needed, watch(village).waits) == (2, False)
    with pytest.raises(Conflict, match="same-policy"):
        village.services.watchers.require(village.actors["admin"], 2, "")
    with pytest.raises(Invalid, match="watchers-needed"):
        village.services.watchers.require(village.actors["admin"], 3, "")


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("office", "", "name-missing"),
        ("vkey", "giam-sat.example+00000000+AAAA", "vkey-form"),
        ("vkey", "the log's own", "vkey-form"),
        ("vkey", BOARD.signer.vkey, "vkey-taken"),
        ("url", "w.example", "url-form"),
        ("url", "ftp://w.example/", "url-form"),
        ("url", "https://w.example/ w", "url-form"),
        ("url", "https://u@w.example/", "url-form"),
        ("url", "https://w.example/?a=b", "url-form"),
        ("url", "https://w.example:99999/", "url-form"),
        ("url", "https://w.example/" + "a" * 200, "url-form"),
    ],
)
def test_what_cannot_stand_in_a_policy_is_said_at_its_field(
    village: Village, field: str, value: str, fault: str
) -> None:
    add(village, BOARD)
    size = village.log().head().size
    with pytest.raises(Invalid) as refused:
        add(village, FRONT, **{field: village.vkey if value == "the log's own" else value})
    assert refused.value.faults == {field: fault}
    assert village.log().head().size == size


def test_two_of_one_office_and_names_that_mean_something_get_names_of_their_own(village: Village) -> None:
    for number, office in enumerate(("Ban giám sát", "Ban giám sát", "None", "Bên giám sát")):
        add(village, BOARD, office=office, vkey=SocketWitness(f"w{number}.example", [], 0).signer.vkey)
        for one in range(number):
            sign(village, SocketWitness(f"w{one}.example", [], 0))
    assert list(parse_policy(village.policy.encode()).witnesses) == [
        "ban-giam-sat", "ban-giam-sat-2", "none-2", "ben-giam-sat-2",
    ]  # fmt: skip


def test_more_than_a_checkpoint_carries_lines_for_are_not_taken(village: Village) -> None:
    witnesses = [SocketWitness(f"w{number}.example", [], 0) for number in range(MOST_WATCHERS + 1)]
    for number, one in enumerate(witnesses):
        with pytest.raises(Conflict, match="watchers-full") if number == MOST_WATCHERS else nullcontext():
            add(village, BOARD, office=f"Bên {number}", vkey=one.signer.vkey)
        sign(village, witnesses[0])


def test_only_whoever_manages_the_commune_changes_it_and_a_form_sent_twice_is_once(village: Village) -> None:
    new = NewWatcher("Ban giám sát", BOARD.signer.vkey, "", 1)
    for login in ("head", "board", "front", "team"):
        with pytest.raises(Forbidden):
            village.services.watchers.add(village.actors[login], new, "")
    for _ in range(2):
        village.services.watchers.add(village.actors["admin"], new, "one form")
    assert sum(isinstance(one, PolicyChanged) for one in village.entries()) == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "malformed"),
        ("— w x\n".encode(), "malformed"),
        (b"size 0\n" + BOARD.signer.name.encode(), "malformed"),
        ("size 1\n— a b".encode(), "malformed"),
        ("size 1\n— a b\n— c d\n".encode(), "malformed"),
        (b"size 1\n\xff\n", "malformed"),
        (b"size 1\n" + b"a" * 2000 + b"\n", "malformed"),
    ],
)
def test_what_is_no_line_is_refused(village: Village, body: bytes, code: str) -> None:
    add(village, BOARD)
    with pytest.raises(RefusedLine) as refused:
        village.services.cosigning.post(COMMUNE, body)
    assert refused.value.code == code


def test_a_line_of_another_head_size_or_time_is_refused_and_the_same_again_changes_nothing(village: Village) -> None:
    add(village, BOARD)
    note, size = village.log().checkpoint(), village.log().head().size
    add(village, FRONT)
    with pytest.raises(RefusedLine) as refused:
        sign(village, BOARD, note)
    assert refused.value.code == "signature-invalid"
    with pytest.raises(NotFound, match="unknown-size"):
        sign(village, BOARD, size=size + 7)
    village.clock.move(days=2)
    late = village.log().checkpoint()
    village.clock.move(days=-4)
    with pytest.raises(RefusedLine, match="not to be believed"):
        sign(village, BOARD, late)
    village.clock.move(days=2)
    assert sign(village, BOARD)
    assert not sign(village, BOARD)


# results


def decided(village: Village, title: str) -> str:
    vote = village.open_vote(title)
    village.cast_all(vote, [YES, YES, NO])
    village.close(vote)
    village.count(vote)
    return vote


@CAN_VOTE
def test_a_result_says_who_has_confirmed_it_and_stays_confirmed_under_a_later_policy(village: Village) -> None:
    add(village, BOARD)
    first = decided(village, "Việc một")
    found = village.services.votes.get(first)
    assert found.vouched.vi == "Do ban kiểm phiếu công bố; ban giám sát chưa xác nhận."
    sign(village, BOARD)
    found = village.services.votes.get(first)
    assert (found.final, found.confirmed and found.confirmed.by) == (True, ("Ban giám sát",))
    assert found.vouched.vi.startswith("Đã được Ban giám sát xác nhận lúc ")
    add(village, FRONT, needed=2)
    sign(village, BOARD)
    second = decided(village, "Việc hai")
    sign(village, BOARD)
    assert [village.services.votes.get(one).final for one in (first, second)] == [True, False]
    sign(village, FRONT)
    found = village.services.votes.get(second)
    assert (found.final, found.confirmed and found.confirmed.by) == (True, ("Ban giám sát", "Mặt trận"))


@CAN_VOTE
def test_the_verifier_accepts_the_bundle_at_every_step_of_a_change_and_says_the_same(village: Village) -> None:
    def finds(vote: str) -> tuple[bool, str]:
        report = verify(read_bytes(village.bundle(vote), "bundle"), now=village.clock.now)
        return report.ok, next(one.status.value for one in report.checks if one.name == "quorum")

    add(village, BOARD)
    add(village, FRONT, needed=2)
    vote = decided(village, "Việc một")
    assert finds(vote) == (False, "fail")  # an ended vote, and nobody has signed
    sign(village, BOARD)  # and with it the change comes into force, for later heads
    assert finds(vote) == (True, "pass")
    later = decided(village, "Việc hai")
    sign(village, BOARD)
    assert finds(later)[0] is False
    sign(village, FRONT)
    assert (finds(vote), finds(later)) == ((True, "pass"), (True, "pass"))


@CAN_VOTE
def test_a_receipt_carries_the_seal_once_witnesses_have_signed_past_its_ballot(village: Village) -> None:
    add(village, BOARD)
    vote = village.open_vote()
    tracker = village.cast(vote, "DH-001", YES)

    def receipt() -> str:
        return village.services.casting.ballot(vote, tracker).receipt

    assert parse_household_receipt(receipt()).seal is None
    village.clock.move(hours=2)
    assert village.services.chores.run().sealed == (COMMUNE,)
    assert parse_household_receipt(receipt()).seal is None
    sign(village, BOARD)
    village.cast(vote, "DH-002", NO)
    entry = village.services.casting.ballot(vote, tracker).entry.encode()
    policy = parse_policy(village.policy.encode())
    shown = check_household_receipt(receipt(), entry, village.vkey, vote, policy)
    assert (shown.index, list(shown.cosigned)) == (1, ["ban-giam-sat"])
    last = village.cast(vote, "DH-003", NO)
    village.close(vote)
    village.count(vote)
    sign(village, BOARD)
    status = village.services.casting.ballot(vote, last)
    shown = check_household_receipt(status.receipt, status.entry.encode(), village.vkey, vote, policy)
    assert shown.index == status.index
    assert status.receipt.count("c2sp.org/tlog-proof@v1") == 2
