"""What a village may not do, deed by deed: each refused with its code, and the record goes on as if it had not been."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256

import pytest

from record.sample_village import (
    LOG_KEY,
    ORIGIN,
    USUAL,
    Village,
    base58,
    changed,
    commitment,
    member_key,
    sealed,
    settled,
    setup,
)
from voting.ballots.election import Question
from voting.ballots.errors import BallotUsageError
from voting.ledger.note import NoteSigner
from voting.record.entries.committee import CommitteeFormed, CommitteeKey
from voting.record.entries.commune import LogStarted
from voting.record.entries.entry import compact
from voting.record.entries.village import CardsIssued, RollFrozen
from voting.record.errors import RecordError, WrongSetup
from voting.record.fields import PayloadRef

YES, NO = [[1, 0, 0]], [[0, 1, 0]]
OTHER_KEY = NoteSigner(ORIGIN, sha256(b"another log of the same name").digest())


def refusal(village: Village, deed: Callable[[], object]) -> str:
    """The code of the refusal, the state being untouched."""
    before = deepcopy(village.state)
    with pytest.raises(RecordError) as found:
        deed()
    assert village.state == before
    return found.value.code


def opened(**changes: object) -> tuple[Village, Callable[[], object]]:
    """A settled village, and the opening of its first vote with these fields."""
    village = settled(3, spares=1)
    return village, lambda: village.write(replace(village.opening(1), **changes))


# the log, the roll, the cards, the committee


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
    vote = village.open(1)
    assert refusal(village, lambda: village.freeze(4)) == "out-of-order"
    village.close(vote)
    village.freeze(4)
    assert refusal(village, lambda: village.open(2)) == "wrong-cards"
    village.issue()
    village.open(2)


def test_no_more_cards_than_households() -> None:
    village = settled(3)
    numbers = {"register": commitment("x"), "spares": 0}
    for cards, issued in ((4, 0), (3, 4)):
        deed = {**numbers, "cards": cards, "issued": issued}
        assert refusal(village, lambda deed=deed: village.write(CardsIssued, **deed)) == "wrong-cards"
    village.revoke(0)
    assert refusal(village, lambda: village.open(1)) == "wrong-cards"


def test_cards_come_after_the_roll_and_losses_after_cards() -> None:
    village = Village()
    village.start()
    deed = {"register": commitment("x"), "cards": 0, "spares": 0, "issued": 0}
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
    assert refusal(village, lambda: village.write(CommitteeKey, **deed)) == "wrong-committee"


@pytest.mark.parametrize(
    ("member", "key", "code"),
    [
        (1, member_key(2, 1), "wrong-committee"),
        (4, member_key(2, 4), "wrong-committee"),
        (2, "no key", "wrong-committee"),
        (2, member_key(2, 2).replace('"response":"', '"response":"1'), "wrong-committee"),
        (2, member_key(2, 1), "wrong-committee"),
    ],
    ids=["a second time", "by nobody", "no key", "without proof", "another member's"],
)
def test_a_members_key_is_its_own_and_comes_once(member: int, key: str, code: str) -> None:
    village = settled(3)
    village.write(CommitteeFormed, committee=2, members=3, threshold=3)
    village.write(CommitteeKey, committee=2, member=1, key=member_key(2, 1))
    assert refusal(village, lambda: village.write(CommitteeKey, committee=2, member=member, key=key)) == code
    late = {"committee": 1, "member": 1, "key": member_key(1, 1)}
    assert refusal(village, lambda: village.write(CommitteeKey, **late)) == "out-of-order"


# the opening


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"village": "thon-khac"}, "wrong-setup"),
        ({"village": ""}, "malformed-entry"),
        ({"households": 4}, "wrong-setup"),
        ({"register": commitment("another day")}, "wrong-cards"),
        ({"spares": ()}, "wrong-cards"),
        ({"spares": (commitment("nobody's"),)}, "wrong-credential-count"),
        ({"committee": 2}, "wrong-committee"),
        ({"vote": base58("another vote", 14)}, "wrong-setup"),
        ({"majority": "most"}, "wrong-rule"),
        ({"citation": "no-law:1"}, "wrong-rule"),
        ({"proposals": ()}, "wrong-rule"),
        ({"proposals": ((1, 0),)}, "wrong-rule"),
        ({"proposals": ((0, 0),)}, "wrong-rule"),
        ({"proposals": ((3,),)}, "wrong-rule"),
        ({"credentials": PayloadRef(commitment("not given"))}, "wrong-setup"),
        ({"election": "{}"}, "wrong-setup"),
        ({"trustees": "[]"}, "wrong-setup"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_vote_opens_only_on_what_the_record_holds(changes: dict[str, object], code: str) -> None:
    assert refusal(*opened(**changes)) == code


def test_a_vote_opens_once_and_never_with_a_used_server_key() -> None:
    village = settled(3)
    again = village.opening(1)
    village.write(again)
    assert refusal(village, lambda: village.write(again)) == "wrong-setup"


def test_a_ballot_must_fit_an_entry() -> None:
    village = settled(3)
    many = Question("Bầu", tuple(f"Người thứ {n}" for n in range(130)))
    with pytest.raises(BallotUsageError):
        setup(base58("too many", 14), 1, 3, (many,))
    entry = village.opening(1)
    answers = ",".join(f'"Người thứ {n}"' for n in range(130))
    wide = entry.election.replace(",".join(f'"{one}"' for one in USUAL.answers), answers)
    assert wide != entry.election
    assert refusal(village, lambda: village.write(replace(entry, election=wide))) == "wrong-setup"


def test_a_list_beside_the_record_is_the_one_that_is_named() -> None:
    village = settled(3, spares=1)
    entry = village.opening(1)
    listed = compact(list(entry.credentials))
    named = sha256(listed).hexdigest()
    beside = replace(entry, credentials=PayloadRef(named))
    village.payloads = {named: listed[:-1]}
    with pytest.raises(WrongSetup, match="another hash"):
        village.write(beside)
    village.payloads = {named: listed}
    village.write(beside)
    assert village.vote(entry.vote).setup.credentials == set(entry.credentials)


# ballots and credentials


def test_a_ballot_is_taken_once_under_a_growing_number_with_fresh_ciphertexts() -> None:
    village = settled(3)
    vote = village.open(1)
    first = village.envelope(vote, village.cards[0], YES, 2)
    village.write(village.ballot(first))
    assert refusal(village, lambda: village.write(village.ballot(first))) == "duplicate"
    assert refusal(village, lambda: village.cast(vote, 0, NO, 2)) == "old-sequence"
    assert refusal(village, lambda: village.cast(vote, 0, NO, 1)) == "old-sequence"
    village.cast(vote, 0, NO, 3)
    assert (village.vote(vote).ballots, village.vote(vote).voted) == (2, 1)


def test_a_ciphertext_is_never_taken_twice_not_even_within_a_ballot() -> None:
    village = settled(3)
    vote = village.open(1)
    good = village.envelope(vote, village.cards[0], YES, 1)
    ballot = deepcopy(village.ballot(good).envelope["ballot"])
    choices = ballot["answers"][0]["choices"]
    choices[1] = choices[0]
    twice = village.ballot(changed(good, ballot=ballot))
    before = deepcopy(village.state)
    with pytest.raises(RecordError) as found:
        village.write(twice)
    assert (found.value.code, found.value.crime) == ("duplicate", "copied-ciphertext")
    assert village.state == before


def test_only_open_credentials_of_this_vote_cast_ballots_in_it() -> None:
    village = settled(3, spares=1)
    vote = village.open(1)
    election = village.vote(vote).setup.election
    stranger = sealed(election, "nobody's card", ((1, 0, 0),), 1)
    assert refusal(village, lambda: village.write(village.ballot(stranger))) == "unknown-credential"
    spare = sealed(election, village.spares[0], ((1, 0, 0),), 1)
    assert refusal(village, lambda: village.write(village.ballot(spare))) == "closed-credential"
    village.bar(vote, village.cards[2])
    assert refusal(village, lambda: village.cast(vote, 2, YES)) == "closed-credential"
    village.swap_in(vote, village.spares[0], village.cards[2])
    village.write(village.ballot(spare))
    assert village.vote(vote).voted == 1


def test_a_ballot_stands_when_its_credential_is_closed_and_none_follows_nor_a_spare_in_its_place() -> None:
    village = settled(3, spares=1)
    vote = village.open(1)
    village.cast(vote, 0, YES)
    village.bar(vote, village.cards[0])
    assert refusal(village, lambda: village.cast(vote, 0, YES, 2)) == "closed-credential"
    assert refusal(village, lambda: village.swap_in(vote, village.spares[0], village.cards[0])) == "out-of-order"
    assert village.vote(vote).voted == 1


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
    assert refusal(village, lambda: village.cancel(vote)) == "out-of-order"


def test_a_vote_ends_early_when_all_have_voted() -> None:
    village = settled(3)
    vote = village.open(1)
    for household in range(3):
        village.cast(vote, household, YES)
    village.write(village.closing(vote))


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


def test_another_villages_entries_are_not_about_this_vote() -> None:
    village = settled(3)
    vote = village.open(1)
    village.code = "thon-khac"
    assert refusal(village, lambda: village.cancel(vote)) == "unknown-vote"
    assert refusal(village, lambda: village.cast(vote, 0, YES)) == "wrong-election"
