"""What is made public: of an item of the law, by its office, on days that have been, and for as long as it says."""

from datetime import date, timedelta
from typing import Any

import pytest

from record.refusals import refusal
from record.sample_village import Village, base58, commitment, settled
from voting.law.periods import day_of
from voting.record.entries.disclosure import Disclosed, DisclosureAdded, DisclosureEnded
from voting.record.told import Disclosure

BUDGET = base58("quyết toán", 14)
WRONG = "wrong-disclosure"


@pytest.fixture
def village() -> Village:
    return settled(2)


def today(village: Village) -> date:
    return day_of(village.at)


def make_public(village: Village, **fields: Any) -> None:
    day = today(village)
    said = {
        "disclosure": BUDGET, "by": "head", "item": 5, "title": "Quyết toán quỹ", "words": commitment("quyết toán"),
        "papers": (commitment("bảng"),), "plan": "", "decided": day - timedelta(days=1), "due": day + timedelta(days=5),
        "sector": 0, "forms": ("posting",), "first": day,
    }  # fmt: skip
    village.write(Disclosed, **said | fields)


def add(village: Village, **fields: Any) -> None:
    said = {"disclosure": BUDGET, "by": "head", "forms": (), "first": today(village), "photos": ()}
    village.write(DisclosureAdded, **said | fields)


def end(village: Village, **fields: Any) -> None:
    said = {"disclosure": BUDGET, "by": "head", "last": today(village), "reason": ""}
    village.write(DisclosureEnded, **said | fields)


def test_it_hangs_on_the_board_for_thirty_days_and_ends_without_a_reason(village):
    make_public(village)
    first = today(village)
    add(village, forms=("portal",), photos=(commitment("ảnh"),))
    village.later(minutes=28 * 24 * 60)
    assert refusal(village, lambda: end(village)) == WRONG, "the 29th day"
    village.later(minutes=24 * 60)
    end(village, by="commune")
    found = village.commune.disclosure(BUDGET)
    forms = (("posting", first.isoformat()), ("portal", first.isoformat()))
    made = Disclosure(village.code, 5, (first - timedelta(days=1)).isoformat(), forms, (commitment("ảnh"),))
    assert (found.forms, found.photos) == (made.forms, made.photos)
    assert found.last == (first + timedelta(days=29)).isoformat()
    assert refusal(village, lambda: end(village)) == WRONG
    assert refusal(village, lambda: add(village, forms=("other",))) == WRONG


def test_it_ends_early_only_for_a_reason_that_can_be_read(village):
    make_public(village)
    assert refusal(village, lambda: end(village, reason="\u202e")) == "wrong-text"
    end(village, reason="ghi nhầm số liệu")


def test_what_is_posted_for_good_never_ends_by_itself(village):
    make_public(village, item=13)
    village.later(minutes=400 * 24 * 60)
    assert refusal(village, lambda: end(village)) == WRONG
    end(village, reason="thủ tục đã bãi bỏ")


@pytest.mark.parametrize("item", [7, 8, 9])
def test_of_a_list_of_people_neither_title_nor_paper_enters_the_book(village, item):
    assert refusal(village, lambda: make_public(village, item=item)) == WRONG
    assert refusal(village, lambda: make_public(village, item=item, title="")) == WRONG
    assert refusal(village, lambda: make_public(village, item=item, papers=())) == WRONG
    make_public(village, item=item, title="", papers=(), forms=("posting", "loudspeaker", "through-head"))


@pytest.mark.parametrize(
    "fields",
    [
        {"by": "front"}, {"item": 0}, {"item": 15}, {"forms": ()}, {"forms": ("posting", "posting")},
        {"forms": ("loudspeaker",)}, {"forms": ("shout",)}, {"first": 1}, {"first": -2}, {"decided": 1}, {"due": 3},
        {"due": 21}, {"sector": 2}, {"sector": 1, "due": -2},
    ],
)  # fmt: skip
def test_it_is_of_an_item_in_its_forms_on_days_that_have_been(village, fields):
    """Numbers are days from today for what is a day."""
    days = {"first", "decided", "due"} & fields.keys()
    said = fields | {name: today(village) + timedelta(days=fields[name]) for name in days}
    assert refusal(village, lambda: make_public(village, **said)) == WRONG


def test_another_law_may_set_another_last_day(village):
    make_public(village, sector=1, due=today(village) + timedelta(days=60))


def test_nothing_is_made_public_twice_or_elsewhere_under_one_id(village):
    assert refusal(village, lambda: add(village, forms=("other",))) == WRONG
    make_public(village)
    assert refusal(village, lambda: make_public(village)) == WRONG
    assert refusal(village, lambda: end(village.neighbour("doai"), reason="nhầm")) == WRONG
    assert refusal(village, lambda: add(village)) == WRONG
    assert refusal(village, lambda: add(village, forms=("posting",))) == WRONG
    assert refusal(village, lambda: add(village, forms=("other",), first=today(village) + timedelta(days=1))) == WRONG
    add(village, photos=(commitment("ảnh"),))
    assert refusal(village, lambda: add(village, photos=(commitment("ảnh"),))) == WRONG


def test_the_communes_own_is_the_communes(village):
    day = today(village)
    said = {
        "village": "", "at": village.at, "disclosure": BUDGET, "item": 2, "title": "Quyết toán ngân sách",
        "words": commitment("a"), "papers": (), "plan": "", "decided": day, "due": day + timedelta(days=7), "sector": 0,
        "forms": ("posting",), "first": day,
    }  # fmt: skip
    assert refusal(village, lambda: village.write(Disclosed(by="head", **said))) == WRONG
    unknown = said | {"village": "khong-co"}
    assert refusal(village, lambda: village.write(Disclosed(by="head", **unknown))) == WRONG
    village.write(Disclosed(by="commune", **said))
