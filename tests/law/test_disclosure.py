"""The fourteen items of Article 11, their forms and days."""

from datetime import date, timedelta

import pytest

from voting.law.articles import cite
from voting.law.disclosure import (
    CITATION,
    ITEMS,
    Form,
    done_on,
    due_fits,
    is_late,
    item_called,
    last_of,
    owed,
    unposted,
)
from voting.law.errors import UnknownItem, UnknownPeriod
from voting.law.periods import Period, Quarter, quarter_of, span_called

FIRST = date(2026, 11, 2)


def test_there_are_fourteen_items_each_in_its_forms():
    assert list(ITEMS) == list(range(1, 15))
    assert [one for one in ITEMS if ITEMS[one].permanent] == [4, 13]
    assert [one for one in ITEMS if ITEMS[one].takes(Form.LOUDSPEAKER)] == [7, 8, 9, 10, 11, 12]
    assert [one for one in ITEMS if ITEMS[one].lists] == [7, 8, 9]
    assert all(one.takes(Form.POSTING) and one.takes(Form.PORTAL) for one in ITEMS.values())
    assert cite(CITATION).short_vi.startswith("Điều 11")
    for number in (0, 15):
        with pytest.raises(UnknownItem):
            item_called(number)


def test_a_posting_hangs_thirty_days_the_first_among_them_and_the_loudspeaker_speaks_three():
    assert last_of(Form.POSTING, FIRST) == FIRST + timedelta(days=29)
    assert last_of(Form.LOUDSPEAKER, FIRST) == FIRST + timedelta(days=2)
    assert last_of(Form.PORTAL, FIRST) == FIRST
    both = [(Form.POSTING, FIRST), (Form.LOUDSPEAKER, FIRST + timedelta(days=40))]
    assert done_on(item_called(7), both) == FIRST + timedelta(days=42)
    assert done_on(item_called(13), both[:1]) is None


def test_it_is_due_within_five_working_days_or_by_another_law():
    assert not is_late(FIRST, FIRST)
    assert is_late(FIRST + timedelta(days=1), FIRST)
    for days, fits in ((4, False), (5, True), (21, True), (22, False)):
        assert due_fits(FIRST, FIRST + timedelta(days=days), by_sector=False) is fits
    assert due_fits(FIRST, FIRST + timedelta(days=90), by_sector=True)
    assert not due_fits(FIRST, FIRST - timedelta(days=1), by_sector=True)


def test_what_is_told_is_posted_and_read_out_the_rest_posted_and_two_items_hang_for_good():
    assert owed(item_called(7), []) == (Form.POSTING, Form.LOUDSPEAKER)
    assert owed(item_called(7), [Form.POSTING]) == (Form.LOUDSPEAKER,)
    assert owed(item_called(2), [Form.PORTAL]) == (Form.POSTING,)
    assert owed(item_called(13), [Form.POSTING]) == owed(item_called(14), []) == ()
    assert (unposted([]), unposted([4, 7]), unposted([13, 4])) == ((4, 13), (13,), ())


def test_the_quarters_of_a_year_follow_each_other_day_by_day():
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    quarters = list(dict.fromkeys(quarter_of(day) for day in days))
    assert [one.code for one in quarters] == ["2026-q1", "2026-q2", "2026-q3", "2026-q4"]
    assert all(quarter_of(day).has(day) and not quarter_of(day).before.has(day) for day in days)
    assert [one.after for one in quarters[:3]] == [one.first for one in quarters[1:]]
    assert (quarters[3].after, quarters[0].before) == (date(2027, 1, 1), Quarter(2025, 4))
    assert quarters[2].named.vi == "quý III năm 2026"
    assert (span_called("2026-q2"), span_called("2026-2"), span_called("2026")) == (
        Quarter(2026, 2), Period(2026, 2), Period(2026),
    )  # fmt: skip
    for code in ("2026-q0", "2026-q5", "2026-q", "2026-1-q2", "26-q1", "2026-q1 "):
        with pytest.raises(UnknownPeriod):
            span_called(code)
