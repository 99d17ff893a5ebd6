"""On what a vote may be opened: roll, cards, committee, keys, credentials, rule, times and texts fit together."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from record import road
from record.refusals import refusal
from record.sample_village import (
    ORIGIN,
    USUAL,
    Village,
    base58,
    commitment,
    own_keys,
    settled,
    setup,
)
from voting.ballots import strict_json
from voting.ballots.election import Question
from voting.ballots.errors import BallotUsageError
from voting.ballots.single import make_single
from voting.crypto.scalars import Q
from voting.ledger.note import NoteSigner
from voting.record.entries.decision import MatterEnded
from voting.record.entries.vote import VoteOpened

YES, NO = [[1, 0, 0]], [[0, 1, 0]]
OTHER_KEY = NoteSigner(ORIGIN, sha256(b"another log of the same name").digest())


def opened(**changes: object) -> tuple[Village, Callable[[], object]]:
    """A settled village, and the opening of its first vote with these fields."""
    village = settled(3, spares=1)
    honest = village.opening(1)
    return village, lambda: village.write(replace(honest, **changes))


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
        ({"listed": 3}, "wrong-credential-count"),
        ({"listed": 5}, "wrong-credential-count"),
        ({"committee": 2}, "wrong-committee"),
        ({"vote": base58("another vote", 14)}, "wrong-setup"),
        ({"book": ORIGIN}, "wrong-setup"),
        ({"book": f"{ORIGIN}/{base58('another vote', 14)}"}, "wrong-setup"),
        ({"majority": "most"}, "wrong-rule"),
        ({"majority": "two-thirds"}, "wrong-rule"),
        ({"citation": "no-law:1"}, "wrong-rule"),
        ({"citation": "law-10-2022:15.1"}, "wrong-rule"),
        ({"clause": 1}, "wrong-rule"),
        ({"clause": 1, "citation": "law-10-2022:15.1", "majority": "two-thirds"}, "wrong-rule"),
        ({"proposals": ()}, "wrong-rule"),
        ({"proposals": ((1, 0),)}, "wrong-answers"),
        ({"proposals": ((0, 0),)}, "wrong-answers"),
        ({"proposals": ((3,),)}, "wrong-answers"),
        ({"proposals": ((1,),)}, "wrong-answers"),
        ({"proposals": ((2,),)}, "wrong-answers"),
        ({"proposals": ((),)}, "wrong-answers"),
        ({"election": "{}"}, "wrong-setup"),
        ({"trustees": "[]"}, "wrong-setup"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_a_vote_opens_only_on_what_the_record_holds(changes: dict[str, object], code: str) -> None:
    village, deed = opened(**changes)
    if "vote" in changes:
        honest = village.opening(1)
        deed = lambda: village.write(replace(honest, **changes, book=f"{ORIGIN}/{changes['vote']}"))  # noqa: E731
    assert refusal(village, deed) == code


def test_a_vote_opens_once_and_never_with_a_used_server_key() -> None:
    village = settled(3)
    again = village.opening(1)
    village.write(again)
    village.begin(again)
    assert refusal(village, lambda: village.write(again)) == "wrong-setup"
    other = village.opening(2)
    _, election = setup(again.vote, own_keys(1, 3), (USUAL,))
    used = other.election.replace(f'"public_key":"{public_key(other)}"', f'"public_key":"{election.public_key.hex}"')
    crime = replace(other, election=used, trustees=again.trustees)
    assert refusal(village, lambda: village.write(crime)) == "wrong-setup"


def public_key(entry: VoteOpened) -> str:
    return strict_json.load(entry.election.encode())["public_key"]


@pytest.mark.parametrize("days", [90, 91])
def test_a_vote_lasts_at_most_90_days(days: int) -> None:
    village = settled(3)
    if days > 90:
        longer = village.opening(1, hours=days * 24)
        assert refusal(village, lambda: village.write(longer)) == "wrong-setup"
        return
    vote = village.open(1, hours=days * 24)
    assert refusal(village, lambda: village.extend(vote, hours=1)) == "out-of-order"


def test_a_server_key_that_anyone_can_guess_opens_no_vote() -> None:
    village = settled(3)
    entry = village.opening(1)
    value = strict_json.load(entry.trustees.encode())
    for secret in (1, Q - 1):
        value[0] = ["Single", make_single(secret).value()]
        crime = replace(entry, trustees=strict_json.dump(value).decode())
        assert refusal(village, lambda crime=crime: village.write(crime)) == "weak-key"


TEXTS = [
    Question("Làm đường?", ("Tán thành", "Tán thành")),
    Question("Làm đường?", ("Tán thành", "TÁN  THÀNH")),
    Question("Làm đường?", ("Tán thành", "Tán thành")),
    Question("Làm đường?", ("Tán\u200b thành", "Không")),
    Question("Làm đường?", ("Có\nvà không", "Không")),
    Question("Làm đường?", ("", "Không")),
    Question("\u202eLàm đường?", ("Có", "Không")),
    Question("\u3164", ("Có", "Không")),
    Question("La\u0300m đường?", ("Có", "Không")),
]


@pytest.mark.parametrize("question", TEXTS, ids=range(len(TEXTS)))
def test_texts_can_be_seen_and_answers_told_apart(question: Question) -> None:
    village = settled(3)
    unseen = village.opening(1, (question,))
    assert refusal(village, lambda: village.write(unseen)) == "wrong-text"


def test_a_title_is_a_text_too_and_a_question_may_have_lines() -> None:
    village = settled(3)
    entry = village.opening(1)
    for title in ("", "Ho\u0323p th\u00f4n", "Họp\nthôn", " \u00a0"):
        other = entry.election.replace("Họp thôn tháng 11", title.replace("\n", "\\n"))
        crime = replace(entry, election=other)
        assert refusal(village, lambda crime=crime: village.write(crime)) == "wrong-text"
    village.open(2, (Question("Làm đường?\nBắt đầu tháng 12.", ("Có", "Không", "Ý kiến khác")),))


def test_reasons_can_be_seen() -> None:
    village = settled(3, spares=1)
    vote = village.open(1)
    for unseen in ("\u200b", "m\u202eất", "\t", " "):
        assert refusal(village, lambda unseen=unseen: village.revoke(0, unseen)) == "wrong-text"
        assert refusal(village, lambda unseen=unseen: village.extend(vote, reason=unseen)) == "wrong-text"
        assert refusal(village, lambda unseen=unseen: village.cancel(vote, unseen)) == "wrong-text"
        assert refusal(village, lambda unseen=unseen: village.bar(vote, village.cards[0], unseen)) == "wrong-text"


def test_a_vote_without_its_road_is_not_opened() -> None:
    village, other = settled(3), settled(3)
    entry = other.opening(1)
    village.payloads.update(other.payloads)
    assert refusal(village, lambda: village.write(entry)) == "step-missing"
    road.Matter(village).walk("announce")
    assert refusal(village, lambda: village.write(entry)) == "step-missing"
    road.Matter(village).tie()
    village.write(entry)


def test_a_vote_of_a_matter_that_has_ended_is_not_opened() -> None:
    village = settled(3)
    entry = village.opening(1)
    road.Matter(village).step(MatterEnded, "head", ending="cancelled", reason="xã yêu cầu làm lại")
    assert refusal(village, lambda: village.write(entry)) == "step-missing"


def test_only_what_was_announced_is_voted_on() -> None:
    village = settled(3)
    entry = village.opening(1)
    others = {
        "election": entry.election.replace("Họp thôn tháng 11", "Họp thôn tháng 12"),
        "documents": (),
    }
    for name, value in others.items():
        crime = replace(entry, **{name: value})
        assert refusal(village, lambda crime=crime: village.write(crime)) == "wrong-step"
    village.write(entry)


def test_a_ballot_must_fit_an_entry() -> None:
    village = settled(3)
    many = Question("Bầu", tuple(f"Người thứ {n}" for n in range(130)))
    with pytest.raises(BallotUsageError):
        setup(base58("too many", 14), own_keys(1, 3), (many,))
    entry = village.opening(1)
    answers = ",".join(f'"Người thứ {n}"' for n in range(130))
    wide = entry.election.replace(",".join(f'"{one}"' for one in USUAL.answers), answers)
    assert wide != entry.election
    assert refusal(village, lambda: village.write(replace(entry, election=wide))) == "wrong-setup"


def lists(entry: VoteOpened, raw: bytes) -> dict[str, Any]:
    listed = strict_json.load(raw)
    return {
        "another order": listed[::-1],
        "a double": [listed[0], *listed[:-1]],
        "one less": listed[:-1],
        "one more": sorted([*listed, "01" + "0" * 62]),
        "none of the group": [*listed[:-1], "f" * 64],
        "without the spare": [one for one in listed if one not in entry.spares] + [listed[0]],
    }


@pytest.mark.parametrize("crime", ["another order", "a double", "one less", "one more", "none of the group"])
def test_a_credential_list_is_sorted_unique_in_the_group_and_as_long_as_stated(crime: str) -> None:
    village = settled(3, spares=1)
    entry = village.opening(1)
    wrong = strict_json.dump(lists(entry, village.payloads[entry.credentials])[crime])
    named = replace(entry, credentials=village.beside(wrong))
    assert refusal(village, lambda: village.write(named)) in {"wrong-setup", "wrong-credential-count"}


def test_a_credential_list_is_the_one_that_is_named() -> None:
    village = settled(3, spares=1)
    entry = village.opening(1)
    village.payloads[entry.credentials] += b" "
    assert refusal(village, lambda: village.write(entry)) == "wrong-setup"


def test_without_the_list_a_vote_is_opened_and_the_list_not_examined() -> None:
    village = settled(3, spares=1)
    entry = village.opening(1)
    del village.payloads[entry.credentials]
    assert refusal(village, lambda: village.write(replace(entry, listed=5))) == "wrong-credential-count"
    village.write(entry)
