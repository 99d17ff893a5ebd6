"""The quarterly list and the Council's report: from the book, posted once a quarter, in the half-year's table too."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from village.life import Village
from village.people import COMMUNE, PASSWORD, VILLAGE, import_roll, roll_of
from village.states import appointed

from voting.law.periods import day_of, quarter_of
from voting.services.errors import Conflict, Forbidden, NotFound
from voting.services.oversight.disclosure import Addition, NewDisclosure
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role
from voting.services.reports.publicity import PaperKind, PublicityList
from voting.services.reports.tasks import TaskKind

SECRET = "Hộ nghèo: Nguyễn Văn Nghèo"


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """A commune that made public a budget, late, and a list of people; the office of the whole commune is `office`."""
    made = appointed(tmp_path)
    whole = NewAccount("van.phong", "Văn Phòng", PASSWORD, (Grant(Role.COMMUNE),))
    made.actors["office"] = made.services.accounts.add(made.actors["admin"], whole)
    import_roll(made.services, made.actors["head"], roll_of(2))
    day, disclosures = day_of(made.clock()), made.services.disclosures
    budget = NewDisclosure(2, "Dự toán năm 2027", day - timedelta(days=15), day, ("posting",), "12/KH-UBND")
    disclosures.make_public(made.actors["office"], "", budget)
    poor = NewDisclosure(7, SECRET, day, day, ("posting",))
    listed = disclosures.make_public(made.actors["head"], VILLAGE, poor)
    disclosures.add(made.actors["head"], VILLAGE, listed, Addition(("loudspeaker",), day))
    disclosures.end(made.actors["head"], VILLAGE, listed, "Niêm yết lại")
    yield made
    made.services.close()


def quarter(village: Village, later: int = 0) -> str:
    return quarter_of(day_of(village.clock()) + timedelta(days=later)).code


def due(village: Village) -> list[tuple[str, int]]:
    tasks = village.services.agenda.of(village.actors["office"]).tasks
    return [(one.item, one.number) for one in tasks if one.kind is TaskKind.POST_LIST]


def listed(village: Village, code: str) -> PublicityList:
    return village.services.publicity_lists.of(COMMUNE, code)


def test_the_list_holds_what_began_in_its_quarter_with_every_form_and_no_name(village: Village) -> None:
    now, lists = quarter(village), village.services.publicity_lists
    rows = listed(village, now).facts.rows
    assert [(one.village_name, one.item, one.title, one.late, len(one.forms)) for one in rows] == [
        ("", 2, "Dự toán năm 2027", True, 1), ("Thôn Đông Hòa", 7, "", False, 2),
    ]  # fmt: skip
    assert listed(village, now[:4]).facts.rows == rows
    for kind in PaperKind:
        content = lists.file(COMMUNE, now, kind).content
        assert content == lists.file(COMMUNE, now, kind).content
        assert SECRET.encode() not in content
    report = lists.report_file(village.actors["office"], now[:4], PaperKind.PAGE).content.decode()
    assert "Hội đồng nhân dân" in report
    assert SECRET not in report
    with pytest.raises(NotFound):
        lists.file(COMMUNE, now, "khac.pdf")
    for code in (quarter(village, 100), "2026-q5", "2026-2-q1", "2022-q4"):
        with pytest.raises(NotFound):
            lists.of(COMMUNE, code)


def test_the_desk_asks_for_the_list_of_the_quarter_that_ended_until_it_hangs(village: Village) -> None:
    lists, office, ended = village.services.publicity_lists, village.actors["office"], quarter(village)
    assert due(village) == []
    with pytest.raises(Conflict):
        lists.post(office, ended)
    village.clock.move(days=42)
    assert due(village) == [(ended, 2)]
    assert listed(village, ended).may_post
    for who in ("head", "commune"):
        with pytest.raises(Forbidden):
            lists.post(village.actors[who], ended)
        with pytest.raises(Forbidden):
            lists.report_file(village.actors[who], ended, PaperKind.WORD)
    for form in ("mot", "hai"):
        lists.post(office, ended, form)
    assert due(village) == []
    (posted,) = listed(village, quarter(village)).facts.rows
    assert (posted.item, posted.title, posted.late) == (14, "Danh mục công khai quý IV năm 2026", False)
    assert listed(village, ended).posted == posted.day


def test_the_rows_stand_in_the_half_years_report_and_its_files_by_themselves(village: Village) -> None:
    period = village.services.reports.present()
    facts = village.services.reports.of_commune(village.actors["office"], period).facts
    assert [(one.item, one.title) for one in facts.public] == [(2, "Dự toán năm 2027"), (7, "")]
    own = village.services.reports.of_village(village.actors["head"], VILLAGE, period).facts
    assert [one.item for one in own.public] == [7]
