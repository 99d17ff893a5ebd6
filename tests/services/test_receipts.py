"""A ballot's receipt, fetched anew: two proofs from the first seal past the ballot that witnesses have signed."""

from collections.abc import Iterator

import pytest
from services.test_checkpoints import cosign, two_of_three
from village.life import NO, YES, Village
from village.people import COMMUNE
from village.states import settled

from voting.ledger.policy import parse_policy
from voting.record.receipts import SealedReceipt, check_household_receipt
from voting.services.checkpoints import first_seal_past, keep_seals
from voting.services.record.sealing import seal_due


@pytest.fixture
def voting(fresh_database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Village, str, str]]:
    """A commune that three witnesses watch, and two votes that take ballots."""
    monkeypatch.setattr("voting.services.people.communes.make_policy", two_of_three)
    village = settled(fresh_database_url, households=4)
    yield village, village.open_vote(lasts_h=48), village.open_vote("Việc khác", lasts_h=48)
    village.services.close()


def checked(village: Village, vote: str, tracker: str) -> SealedReceipt:
    """The receipt of a ballot as it is handed out now, checked as its household would."""
    found = village.services.casting.ballot(vote, tracker)
    policy = parse_policy(village.policy.encode())
    return check_household_receipt(found.receipt, found.entry.encode(), village.vkey, vote, policy)


def seal_and_sign(village: Village) -> int:
    """All open books are sealed, and two witnesses sign; the size of the commune's book then."""
    village.clock.move(hours=1)
    assert seal_due(village.desk) == (COMMUNE,)
    note = village.log().checkpoint()
    for witness in (0, 1):
        cosign(village, note, witness)
    return village.log().head().size


def test_a_receipt_has_its_second_part_from_the_first_signed_seal_past_its_ballot(
    voting: tuple[Village, str, str],
) -> None:
    village, one, other = voting
    first, elsewhere = village.cast(one, "DH-001", YES), village.cast(other, "DH-001", NO)
    assert checked(village, one, first).head is None
    at_first = seal_and_sign(village)
    second = village.cast(one, "DH-002", YES)
    assert checked(village, one, second).head is None
    at_second = seal_and_sign(village)
    for vote, tracker, size in ((one, first, at_first), (other, elsewhere, at_first), (one, second, at_second)):
        shown = checked(village, vote, tracker)
        assert shown.head is not None
        assert shown.head.size == size
        assert set(shown.cosigned) == {"w1", "w2"}


def test_a_ballot_after_the_last_seal_is_confirmed_by_the_closing(voting: tuple[Village, str, str]) -> None:
    village, one, _other = voting
    seal_and_sign(village)
    last = village.cast(one, "DH-003", YES)
    village.close(one)
    assert checked(village, one, last).head is None
    note = village.log().checkpoint()
    for witness in (1, 2):
        cosign(village, note, witness)
    shown = checked(village, one, last)
    assert shown.head is not None
    assert set(shown.cosigned) == {"w2", "w3"}


def test_a_ballot_of_a_cancelled_vote_is_confirmed_by_its_cancelling(voting: tuple[Village, str, str]) -> None:
    village, one, _other = voting
    last = village.cast(one, "DH-003", YES)
    village.services.votes.cancel(village.actors["head"], one, "Ghi nhầm giờ")
    assert checked(village, one, last).head is None
    note = village.log().checkpoint()
    for witness in (0, 2):
        cosign(village, note, witness)
    assert set(checked(village, one, last).cosigned) == {"w1", "w3"}


def test_a_seal_is_of_its_own_book_alone(voting: tuple[Village, str, str]) -> None:
    village, *_ = voting
    with village.desk.database.transaction() as tx:
        village.desk.books.commune(tx, COMMUNE)
        keep_seals(tx, COMMUNE, 90, {"aB7": 10, "Ab7": 25})
        keep_seals(tx, COMMUNE, 91, {"aB7": 30})
        asked = [("aB7", 8), ("aB7", 9), ("aB7", 10), ("aB7", 29), ("aB7", 30), ("Ab7", 0), ("Ab7", 25), ("ab7", 0)]
        found = [first_seal_past(tx, COMMUNE, uuid, index) for uuid, index in asked]
    assert found == [(10, 90), (10, 90), (30, 91), (30, 91), None, (25, 90), None, None]
