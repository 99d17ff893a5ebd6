"""What a village may not do, deed by deed: each refused with its code, and the books go on as if it had not been."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from record.complete_record import everything
from record.refusals import refusal, untouched
from record.road import Matter
from record.sample_village import (
    LOG_KEY,
    ORIGIN,
    Village,
    changed,
    commitment,
    member_key,
    member_secret,
    sealed,
    settled,
)
from voting.ballots import strict_json
from voting.ballots.single import make_single
from voting.crypto.scalars import Q
from voting.ledger.note import NoteSigner
from voting.record.entries.committee import CommitteeFormed, CommitteeKey
from voting.record.entries.commune import LogStarted
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.entries.village import CardRevoked, CardsIssued, RollFrozen
from voting.record.entries.vote import VoteCancelled
from voting.record.errors import RecordError
from voting.record.replay import RULES

YES, NO = [[1, 0, 0]], [[0, 1, 0]]
OTHER_KEY = NoteSigner(ORIGIN, sha256(b"another log of the same name").digest())


# the commune's book, the roll, the cards, the committee


@pytest.mark.parametrize(
    "fields",
    [
        {"vkey": "no key"},
        {"vkey": OTHER_KEY.vkey},
        {"policy": "no policy"},
        {"policy": f"log {OTHER_KEY.vkey}\nquorum none\n"},
        {"origin": "dinh.example/another"},
        {"commune": "xa-khac"},
    ],
    ids=["no key", "a key the policy does not list", "no policy", "another key", "another origin", "another commune"],
)
def test_the_log_names_a_key_and_policy_that_belong_together(fields: dict[str, str]) -> None:
    village = Village()
    entry = {"commune": "xa-dong-hoa", "origin": ORIGIN, "vkey": LOG_KEY.vkey, "policy": village.policy} | fields

    started = LogStarted(village="", at=village.at, **entry)
    assert refusal(village, lambda: village.write(started)) == "wrong-log"


@pytest.mark.parametrize(("households", "added", "removed"), [(3, 4, 0), (3, 3, 1), (0, 0, 0), (4, 3, 0)])
def test_the_roll_adds_up(households: int, added: int, removed: int) -> None:
    village = Village()
    village.start()
    numbers = {"households": households, "added": added, "removed": removed}
    deed = {"commitment": commitment("roll"), **numbers}
    assert refusal(village, lambda: village.write(RollFrozen, **deed)) == "wrong-roll-count"


def test_the_roll_stays_while_a_vote_is_open_and_cards_follow_a_new_roll() -> None:
    village = settled(3)
    first, second = village.open(1), village.open(2)
    assert refusal(village, lambda: village.freeze(4)) == "out-of-order"
    village.cancel(second)
    assert refusal(village, lambda: village.freeze(4)) == "out-of-order"
    village.close(first)
    village.freeze(4)
    Matter(village, 3).walk()
    assert refusal(village, lambda: village.open(3)) == "wrong-cards"
    village.issue()
    village.open(3)


def test_a_neighbours_open_vote_holds_nothing_up() -> None:
    village = settled(3)
    village.open(1)
    neighbour = village.neighbour("thon-khac")
    neighbour.freeze(2)
    neighbour.issue()
    neighbour.form()
    neighbour.open(1)
    assert len(village.commune.votes) == 2


@pytest.mark.parametrize(("cards", "issued", "reissued"), [(4, 0, 0), (3, 4, 0), (3, 2, 3)])
def test_no_more_cards_than_households_nor_more_again_than_new(cards: int, issued: int, reissued: int) -> None:
    village = settled(3)
    numbers = {"cards": cards, "spares": 0, "issued": issued, "reissued": reissued}
    deed = {"register": commitment("x"), **numbers}
    assert refusal(village, lambda: village.write(CardsIssued, **deed)) == "wrong-cards"


def test_a_vote_needs_as_many_cards_as_households_and_losses_count_one_by_one() -> None:
    village = settled(3)
    Matter(village, 1).walk()
    village.revoke(0)
    assert refusal(village, lambda: village.open(1)) == "wrong-cards"
    deed = {"commitment": commitment("card"), "reason": "mất thẻ"}
    for count in (1, 3):
        assert refusal(village, lambda count=count: village.write(CardRevoked, count=count, **deed)) == "wrong-cards"


def test_cards_come_after_the_roll_and_losses_after_cards() -> None:
    village = Village()
    village.start()
    deed = {"register": commitment("x"), "cards": 0, "spares": 0, "issued": 0, "reissued": 0}
    assert refusal(village, lambda: village.write(CardsIssued, **deed)) == "out-of-order"
    village.freeze(3)
    village.cards = ["lost", "", ""]
    assert refusal(village, lambda: village.revoke(0)) == "out-of-order"


@pytest.mark.parametrize(
    ("number", "members", "threshold"), [(1, 3, 3), (3, 3, 3), (2, 2, 2), (2, 6, 6), (2, 3, 4), (2, 3, 0)]
)
def test_a_committee_has_three_to_five_members_and_the_next_number(number: int, members: int, threshold: int) -> None:
    village = settled(3)
    deed = {"committee": number, "members": members, "threshold": threshold}
    assert refusal(village, lambda: village.write(CommitteeFormed, **deed)) == "wrong-committee"


def test_members_with_keys_of_their_own_are_all_needed() -> None:
    village = settled(3)
    village.write(CommitteeFormed, committee=2, members=3, threshold=2)
    deed = {"committee": 2, "member": 1, "key": member_key(2, 1)}
    assert refusal(village, lambda: village.write(CommitteeKey, **deed)) == "out-of-order"


def key_of(secret: int) -> str:
    return strict_json.dump(make_single(secret).value()).decode()


def secret_of_the_first() -> int:
    return member_secret(2, 1)


@pytest.mark.parametrize(
    ("member", "key", "code"),
    [
        (1, member_key(2, 1), "wrong-committee"),
        (4, member_key(2, 4), "wrong-committee"),
        (2, "no key", "wrong-committee"),
        (2, member_key(2, 2).replace('"response":"', '"response":"1'), "wrong-committee"),
        (2, member_key(2, 1), "weak-key"),
        (2, key_of(-secret_of_the_first() % Q), "weak-key"),
        (2, key_of(1), "weak-key"),
        (2, key_of(Q - 1), "weak-key"),
    ],
    ids=["again", "nobody's", "no key", "no proof", "another's", "another's inverse", "g", "the inverse of g"],
)
def test_a_members_key_is_its_own_and_comes_once(member: int, key: str, code: str) -> None:
    village = settled(3)
    village.write(CommitteeFormed, committee=2, members=3, threshold=3)
    village.write(CommitteeKey, committee=2, member=1, key=member_key(2, 1))
    assert refusal(village, lambda: village.write(CommitteeKey, committee=2, member=member, key=key)) == code
    late = {"committee": 1, "member": 1, "key": member_key(1, 1)}
    assert refusal(village, lambda: village.write(CommitteeKey, **late)) == "out-of-order"


# ballots and credentials


def test_a_ballot_is_taken_once_under_a_growing_number_with_fresh_ciphertexts() -> None:
    village = settled(3)
    vote = village.open(1)
    first = village.envelope(vote, village.cards[0], YES, 2)
    village.post(first)
    assert refusal(village, lambda: village.post(first)) == "duplicate"
    assert refusal(village, lambda: village.cast(vote, 0, NO, 2)) == "old-sequence"
    assert refusal(village, lambda: village.cast(vote, 0, NO, 1)) == "old-sequence"
    village.cast(vote, 0, NO, 3)
    assert (village.book(vote).tallies.ballots, village.book(vote).tallies.voted) == (2, 1)


def test_a_ciphertext_is_never_taken_twice_not_even_within_a_ballot() -> None:
    village = settled(3)
    vote = village.open(1)
    good = village.envelope(vote, village.cards[0], YES, 1)
    ballot = deepcopy(village.ballot(good).envelope["ballot"])
    choices = ballot["answers"][0]["choices"]
    choices[1] = choices[0]
    twice = changed(good, ballot=ballot)
    with untouched(village), pytest.raises(RecordError) as found:
        village.post(twice)
    assert (found.value.code, found.value.crime) == ("duplicate", "copied-ciphertext")


def test_only_open_credentials_of_this_vote_cast_ballots_in_it() -> None:
    village = settled(3, spares=1)
    vote = village.open(1)
    election = village.book(vote).setup.election
    stranger = sealed(election, "nobody's card", ((1, 0, 0),), 1)
    assert refusal(village, lambda: village.post(stranger)) == "unknown-credential"
    spare = sealed(election, village.spares[0], ((1, 0, 0),), 1)
    assert refusal(village, lambda: village.post(spare)) == "closed-credential"
    village.bar(vote, village.cards[2])
    assert refusal(village, lambda: village.cast(vote, 2, YES)) == "closed-credential"
    village.swap_in(vote, village.spares[0], village.cards[2])
    village.post(spare)
    assert village.book(vote).tallies.voted == 1


def test_a_ballot_stands_when_its_credential_is_closed_and_none_follows_nor_a_spare_in_its_place() -> None:
    village = settled(3, spares=1)
    vote = village.open(1)
    village.cast(vote, 0, YES)
    village.bar(vote, village.cards[0])
    assert refusal(village, lambda: village.cast(vote, 0, YES, 2)) == "closed-credential"
    assert refusal(village, lambda: village.swap_in(vote, village.spares[0], village.cards[0])) == "out-of-order"
    assert village.book(vote).tallies.voted == 1


def test_a_credential_is_closed_once_and_counted() -> None:
    village = settled(3, spares=1)
    vote = village.open(1)
    assert refusal(village, lambda: village.bar(vote, "nobody's card")) == "wrong-setup"
    village.bar(vote, village.cards[1])
    assert refusal(village, lambda: village.bar(vote, village.cards[1])) == "wrong-setup"


def test_a_spare_takes_the_place_of_one_closed_credential() -> None:
    village = settled(3, spares=2)
    vote = village.open(1)
    first, second = village.spares
    assert refusal(village, lambda: village.swap_in(vote, first, village.cards[0])) == "wrong-setup"
    village.bar(vote, village.cards[0])
    village.swap_in(vote, first, village.cards[0])
    assert refusal(village, lambda: village.swap_in(vote, first, village.cards[0])) == "wrong-setup"
    assert refusal(village, lambda: village.swap_in(vote, second, village.cards[0])) == "wrong-setup"


def test_times_are_kept() -> None:
    village = settled(3)
    vote = village.open(1, hours=2)
    assert refusal(village, lambda: village.write(village.closing(vote))) == "closed-too-early"
    assert refusal(village, lambda: village.extend(vote, hours=-1)) == "out-of-order"
    village.extend(vote, hours=1)
    village.later(hours=3)
    assert refusal(village, lambda: village.cast(vote, 0, YES)) == "not-open"
    assert refusal(village, lambda: village.extend(vote)) == "out-of-order"
    village.write(village.closing(vote))
    assert refusal(village, lambda: village.cast(vote, 0, YES)) == "not-open"


def test_a_vote_can_be_cancelled_while_it_is_counted_and_not_once_there_is_a_result() -> None:
    village = settled(3)
    counting, decided = village.open(1), village.open(2)
    for vote in (counting, decided):
        village.cast(vote, 0, YES)
    for vote in (counting, decided):
        village.close(vote)
        village.tally(vote)
    village.write(village.partial(counting, 1))
    late = village.partial(counting, 2)
    book = village.book(counting)
    deed = {"vote": counting, "reason": "sai câu hỏi", "by": "head"}
    for size, root in ((book.size + 1, commitment("grown")), (book.size, commitment("another"))):
        fields = {**deed, "size": size, "root": root}
        assert refusal(village, lambda fields=fields: village.write(VoteCancelled, **fields)) == "wrong-seal"
    village.cancel(counting)
    assert refusal(village, lambda: village.write(late)) == "out-of-order"
    assert refusal(village, lambda: village.cancel(counting)) == "out-of-order"
    for owner in range(1, 5):
        village.write(village.partial(decided, owner))
    village.write(village.result(decided))
    assert refusal(village, lambda: village.cancel(decided)) == "out-of-order"


def test_no_ballot_before_the_vote_opens() -> None:
    village = settled(3)
    matter, at = Matter(village), village.at + timedelta(hours=24)
    matter.walk("poll")
    matter.announce(opens_at=at)
    matter.tie()
    entry = village.opening(1)
    later = replace(entry, opens_at=at)
    village.write(later)
    village.begin(later)
    assert refusal(village, lambda: village.cast(entry.vote, 0, YES)) == "not-open"
    assert refusal(village, lambda: village.write(village.closing(entry.vote))) == "closed-too-early"
    village.at = later.opens_at
    village.cast(entry.vote, 0, YES)


def test_a_vote_ends_early_when_all_have_voted() -> None:
    village = settled(3)
    vote = village.open(1)
    for household in range(3):
        village.cast(vote, household, YES)
    village.write(village.closing(vote))


def test_nothing_in_a_votes_book_names_another_vote_or_village() -> None:
    village = settled(3, spares=1)
    vote, other = village.open(1), village.open(2)
    good = village.ballot(village.envelope(vote, village.cards[0], YES, 1))
    assert refusal(village, lambda: village.write_in_vote(other, good)) == "wrong-election"
    elsewhere = replace(good, village="thon-khac")
    assert refusal(village, lambda: village.write_in_vote(vote, elsewhere)) == "wrong-election"
    misfiled = replace(good, vote=other)
    assert refusal(village, lambda: village.write_in_vote(other, misfiled)) == "wrong-election"
    village.bar(vote, village.cards[0])
    village.extend(vote)
    village.swap_in(vote, village.spares[0], village.cards[0])
    book = village.commune.votes[vote]
    assert book.extensions
    for name in ("credential-closed", "credential-added", "closing-moved", "book-started"):
        (entry,) = (one for one in entries_of(village, vote) if one.type == name)
        if name != "book-started":
            assert refusal(village, lambda entry=entry: village.write_in_vote(other, entry)) == "unknown-vote"
            strange = replace(entry, village="thon-khac")
            assert refusal(village, lambda strange=strange: village.write_in_vote(vote, strange)) == "unknown-vote"


def entries_of(village: Village, uuid: str) -> list[Any]:
    return [parse_entry(raw, Book.VOTE) for raw in village.vote_raws(uuid)]


# the count


def test_the_count_goes_step_by_step() -> None:
    village = settled(3)
    vote = village.open(1)
    village.cast(vote, 0, YES)
    assert refusal(village, lambda: village.tally(vote)) == "out-of-order"
    village.close(vote)
    village.tally(vote)
    assert refusal(village, lambda: village.tally(vote)) == "out-of-order"
    honest = village.partial(vote, 1)
    for owned in ('{"owner":5,', '{"owner":2,'):
        other = replace(honest, owned=honest.owned.replace('{"owner":1,', owned))
        assert refusal(village, lambda other=other: village.write(other)) == "wrong-partial-decryption"
    village.write(honest)
    assert refusal(village, lambda: village.write(honest)) == "wrong-partial-decryption"
    for owner in (4, 3, 2):
        village.write(village.partial(vote, owner))
    good = village.result(vote)
    assert refusal(village, lambda: village.write(replace(good, result='{"result":[[0,1,0]]}'))) == "wrong-result"
    village.write(good)
    assert refusal(village, lambda: village.write(good)) == "out-of-order"


def test_a_result_before_all_have_done_their_part_is_refused() -> None:
    village = settled(3)
    vote = village.open(1)
    village.close(vote)
    village.tally(vote)
    for owner in (1, 2, 3):
        village.write(village.partial(vote, owner))
    with pytest.raises(RecordError) as found:
        village.result(vote)
    assert found.value.code == "wrong-result"
    village.write(village.partial(vote, 4))
    village.write(village.result(vote))


def test_another_villages_entries_are_not_about_this_vote() -> None:
    village = settled(3)
    vote = village.open(1)
    village.code = "thon-khac"
    assert refusal(village, lambda: village.cancel(vote)) == "unknown-vote"
    assert refusal(village, lambda: village.cast(vote, 0, YES)) == "wrong-election"


def test_every_rule_refuses_what_stands_before_the_beginning() -> None:
    """Nothing comes before `log-started`, whatever it is."""
    village = Village()
    seen = set()
    for raw in (raw for book, raw in everything() if book is Book.COMMUNE):
        entry = parse_entry(raw, Book.COMMUNE)
        if not isinstance(entry, LogStarted):
            assert refusal(village, lambda entry=entry: village.write(entry)) == "log-not-started"
            seen.add(type(entry))
    assert seen == set(RULES[Book.COMMUNE]) - {LogStarted}
