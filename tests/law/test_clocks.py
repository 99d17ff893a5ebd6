"""The numbers of the law, how sure we are of each, and when a clock runs out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.law.articles import Confidence
from voting.law.clocks import CLOCKS, UNIT_NAMES, Unit, value_of
from voting.law.deadlines import is_working_day, last_day, months_after, working_days_after
from voting.law.periods import day_of

TET_2027 = frozenset(date(2027, 2, 5) + timedelta(days=one) for one in range(5))
DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))
HOLIDAYS = st.frozensets(DAYS, max_size=40)
LAST_DAYS = st.dates(date(9999, 10, 1))


def test_what_the_law_does_not_say_is_marked():
    silent = {key for key, clock in CLOCKS.items() if clock.confidence is Confidence.SILENT}
    assert silent == {
        "online.notice", "online.min-duration", "result.posting", "implementation.report", "counting.least",
        "counting.most", "petition.answer", "annex.retention", "report.due",
    }  # fmt: skip
    assert Confidence.SILENT.mark_vi == "luật không quy định"
    assert (Confidence.UNCONFIRMED.mark_vi, Confidence.SECONDARY.mark_vi) == ("chưa kiểm chứng", "chưa kiểm chứng")
    assert Confidence.CONFIRMED.mark_vi == ""


def test_each_number_has_its_own_key_and_a_unit_with_words():
    assert all(clock.key == key and clock.unit in UNIT_NAMES and clock.value > 0 for key, clock in CLOCKS.items())


def test_the_numbers_of_the_articles():
    assert value_of("online.send") == value_of("decision.send") == value_of("recognition") == 5
    assert value_of("online.notice") == value_of("meeting.notice") == value_of("slips.notice") == 2
    assert (value_of("team.least"), value_of("team.most")) == (3, 5)
    assert (value_of("initiative.share"), value_of("consent.validity")) == (10, 3)


def test_five_working_days_pass_over_a_weekend():
    friday = date(2026, 11, 27)
    assert last_day("online.send", friday) == date(2026, 12, 4)


def test_five_working_days_pass_over_tet():
    assert last_day("online.send", date(2027, 2, 4), TET_2027) == date(2027, 2, 16)


def test_days_that_end_on_a_day_off_end_on_the_next_working_day():
    saturday = date(2026, 11, 28)
    assert last_day("meeting.notice", saturday - timedelta(days=2)) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 3, 15)),
    ],
)
def test_three_months_end_on_the_same_day_or_the_months_last(start, end):
    assert last_day("consent.validity", start) == end


def test_a_number_of_people_never_runs_out():
    with pytest.raises(ValueError, match="no time"):
        last_day("team.least", date(2026, 11, 27))


@given(start=DAYS, number=st.integers(1, 40), holidays=HOLIDAYS)
def test_so_many_working_days_lie_after_the_start(start, number, holidays):
    end = working_days_after(start, number, holidays)
    between = [start + timedelta(days=one) for one in range(1, (end - start).days + 1)]
    assert sum(is_working_day(day, holidays) for day in between) == number
    assert is_working_day(end, holidays)


@given(start=DAYS, holidays=HOLIDAYS)
def test_no_time_ends_before_its_days_are_over_nor_on_a_day_off_that_counts(start, holidays):
    for clock in CLOCKS.values():
        if clock.unit is Unit.DAYS:
            end = last_day(clock, start, holidays)
            assert end >= start + timedelta(days=clock.value)
            assert is_working_day(end, holidays)


@given(start=LAST_DAYS, number=st.integers(0, 40), holidays=st.frozensets(LAST_DAYS))
def test_a_limit_beyond_the_calendar_runs_out_on_its_last_day(start, number, holidays):
    for end in (working_days_after(start, number, holidays), months_after(start, number)):
        assert start <= end <= date.max
    assert months_after(date(9999, 11, 30), 3) == working_days_after(date.max, 5, ()) == date.max
    for clock in CLOCKS:
        if CLOCKS[clock].unit in {Unit.DAYS, Unit.MONTHS, Unit.WORKING_DAYS}:
            assert start <= last_day(clock, start, holidays) <= date.max


def test_the_last_evening_of_the_calendar_is_its_last_day():
    assert day_of(datetime(9999, 12, 31, 23, 59, tzinfo=UTC)) == date.max


@given(start=DAYS, number=st.integers(1, 30))
def test_months_go_forward(start, number):
    assert start < months_after(start, number)
    assert months_after(start, number).day <= start.day
