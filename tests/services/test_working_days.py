"""A commune's days off: the public holidays, and what the administrator knows better."""

from datetime import date

import pytest
from village.life import Village
from village.people import COMMUNE

from voting.services.errors import Forbidden, Invalid
from voting.services.people.working_days import days_off_after

TET = date(2027, 2, 6)


def days(village: Village, year: int = 2027) -> dict[date, str]:
    return {one.day: one.name for one in village.services.working_days.days_off(COMMUNE, year)}


def test_the_public_holidays_are_known_by_their_vietnamese_names(village: Village) -> None:
    assert "Tết" in days(village)[TET]
    assert date(2027, 9, 2) in days(village)
    assert date(2027, 2, 15) not in days(village)


def test_the_administrator_adds_and_takes_away_days(village: Village) -> None:
    change, admin = village.services.working_days.change, village.actors["admin"]
    change(admin, date(2027, 2, 11), off=True, name="Nghỉ bù Tết")
    change(admin, date(2026, 11, 24), off=False, name="Không phải ngày nghỉ")
    assert days(village)[date(2027, 2, 11)] == "Nghỉ bù Tết"
    assert date(2026, 11, 24) not in days(village, 2026)
    change(admin, date(2027, 2, 11), off=False, name="Đi làm bình thường")
    assert date(2027, 2, 11) not in days(village)


def test_clocks_reckon_with_them(village: Village) -> None:
    village.services.working_days.change(village.actors["admin"], date(2026, 12, 1), off=True, name="Ngày hội của xã")
    with village.desk.database.reading() as tx:
        assert date(2026, 12, 1) in days_off_after(tx, COMMUNE, date(2026, 11, 27))
        assert TET in days_off_after(tx, COMMUNE, date(2026, 11, 27))


@pytest.mark.parametrize(
    ("day", "name", "field"), [(date(2019, 1, 1), "Cũ", "day"), (TET, "", "name"), (TET, "\u202e", "name")]
)
def test_days_that_make_no_sense_are_refused_at_their_field(village: Village, day: date, name: str, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        village.services.working_days.change(village.actors["admin"], day, off=True, name=name)
    assert set(caught.value.faults) == {field}


def test_only_the_administrator_changes_the_calendar(village: Village) -> None:
    with pytest.raises(Forbidden):
        village.services.working_days.change(village.actors["head"], TET, off=False, name="Đi làm")
