"""A commune at a glance: what is open, on its way, decided, and which clocks have run out; at a flat cost."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from services.watched import watched
from sqlalchemy import select
from village.life import YES, Village
from village.people import (
    COMMUNE,
    MEMBERS,
    NAMES,
    NEIGHBOUR,
    PASSWORD,
    VILLAGE,
    form_committee,
    give_cards,
    import_roll,
    roll_of,
)
from village.road import PHOTO, Walk
from village.states import appointed

from voting.law.road import Mark, Office
from voting.manage.rehearsal import CountingMember
from voting.services.errors import Forbidden
from voting.services.lookups import VILLAGE as VILLAGE_FACT
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role
from voting.services.reports.overview import Due, Overview, Overviews, VillageNow
from voting.services.votes.summaries import Stage
from voting.storage.tables.metadata import metadata

FIRST, SECOND = VILLAGE, NEIGHBOUR


def commune_of(folder: Path, number: int) -> Village:
    """So many villages of five households, ready to vote."""
    names = NAMES | {f"thon-{n}": f"Số {n}" for n in range(3, number + 1)}
    made, codes = appointed(folder, names=names, serving=tuple(names)), tuple(names)
    made.seeds = {login: CountingMember.with_new_seed() for login in MEMBERS}
    for code in codes:
        import_roll(made.services, made.actors["head"], roll_of(5), code)
        made.phones_at[code] = give_cards(made.services, made.actors["cards"], code)
        form_committee(made.services, made.actors, made.seeds, code)
    return made


def decided(village: Village, at: str, title: str = "Giờ thu gom rác") -> Walk:
    """A matter whose vote has its result, resolved."""
    walk = Walk(village, at).propose(title).walk("poll")
    vote = walk.open()
    village.cast_all(vote, [YES] * 5, at=at)
    village.close(vote)
    village.count(vote)
    walk.minute()
    walk.resolve()
    return walk


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = commune_of(tmp_path, 2)
    yield made
    made.services.close()


def overview(village: Village, who: str = "admin") -> Overview:
    return village.services.overviews.of(village.actors[who])


def part(found: Overview, code: str) -> VillageNow:
    return next(one for one in found.villages if one.village.code == code)


def clocks(village: Village) -> dict[str, Due]:
    return {one.clock.key: one for one in overview(village).due}


def test_each_village_has_its_matters_votes_and_results(village: Village) -> None:
    walk = decided(village, FIRST)
    vote = village.open_vote("Ngày tổng vệ sinh", at=SECOND)
    village.cast(vote, "DH-001", YES, at=SECOND)
    Walk(village, SECOND).propose("Lịch sân bóng").walk("agree")
    first, second = part(overview(village), FIRST), part(overview(village), SECOND)
    assert [one.id for one in first.matters] == [walk.id]
    assert [(one.title, one.state) for one in first.results] == [("Giờ thu gom rác", Stage.DECIDED)]
    assert first.results[0].result == village.services.votes.get(first.results[0].uuid).result
    assert [(one.title, one.voted) for one in second.open_votes] == [("Ngày tổng vệ sinh", 1)]
    assert [one.title for one in second.matters] == ["Ngày tổng vệ sinh", "Lịch sân bóng"]


def test_a_result_that_is_not_sent_runs_out_after_five_working_days(village: Village) -> None:
    walk = decided(village, FIRST)
    assert not overview(village).due, "there is time enough"
    closed = village.services.votes.get(village.services.matters.get(walk.id).vote).closes_at_utc.date()
    village.clock.move(days=8)
    found = clocks(village)
    assert {"online.send", "publicity.default"} <= found.keys()
    assert found["online.send"].late
    assert found["online.send"].last > closed + timedelta(days=5), "a week-end lies between"
    village.services.decisions.receive(village.actors["commune"], walk.id, Office.COMMUNE)
    assert "online.send" in clocks(village), "the Front has not got it"
    village.services.decisions.send(village.actors["head"], walk.id, Office.COMMUNE_FRONT, PHOTO)
    assert "online.send" not in clocks(village)
    village.services.decisions.publish(village.actors["head"], walk.id, village.clock().date() + timedelta(days=40))
    assert not overview(village).due


def test_the_clock_of_a_vote_that_was_closed_early_runs_from_its_closing(village: Village) -> None:
    walk = Walk(village, FIRST).propose("Giờ thu gom rác").walk("poll")
    vote = walk.open(lasts_h=24 * 30)
    village.cast_all(vote, [YES] * 5, at=FIRST)
    village.services.votes.close(village.actors["head"], vote)
    closed = village.clock().date()
    village.clock.move(days=10)
    last = clocks(village)["online.send"].last
    assert last == closed + timedelta(days=7), "five working days, a week-end between"
    assert village.services.matters.get(walk.id).send_by == last


def test_the_report_runs_out_by_the_number_the_commune_has_set(village: Village) -> None:
    walk = decided(village, FIRST)
    village.clock.move(days=20)
    assert "implementation.report" not in clocks(village)
    village.services.settings.change(village.actors["admin"], "implementation.report", 14, "Làm nhanh")
    assert clocks(village)["implementation.report"].late
    village.services.decisions.carry_out(village.actors["head"], walk.id, "Đã làm")
    village.services.decisions.report(village.actors["head"], walk.id, "Xong cả")
    assert "implementation.report" not in clocks(village)


def test_a_decision_that_waits_for_recognition_has_its_clock_from_the_day_it_was_sent(village: Village) -> None:
    walk = Walk(village, FIRST).propose("Sửa hương ước")
    walk.classify(**{"village-rules": True})
    walk.convene()
    village.clock.move(days=4)
    walk.enter()
    walk.confirm()
    village.services.decisions.receive(village.actors["commune"], walk.id, Office.COMMUNE)
    village.clock.move(days=9)
    found = clocks(village)
    assert found["recognition"].last == date(2026, 12, 4), "five working days from a Saturday"
    assert "implementation.report" not in found, "nothing is carried out before it is recognised"
    village.services.meetings.recognise(village.actors["head"], walk.id, recognised=True, reason="Quyết định số 12")
    assert "recognition" not in clocks(village)


def test_the_most_urgent_comes_first(village: Village) -> None:
    decided(village, SECOND, "Việc trước")
    village.clock.move(days=3)
    decided(village, FIRST, "Việc sau")
    village.clock.move(days=30)
    lasts = [one.last for one in overview(village).due]
    assert lasts == sorted(lasts)
    assert overview(village).due[0].title == "Việc trước"
    assert {one.village for one in overview(village).only({FIRST}).due} == {FIRST}


def test_a_matter_that_ended_has_no_clock_and_a_village_that_is_over_no_place(village: Village) -> None:
    walk = decided(village, FIRST)
    village.services.decisions.receive(village.actors["commune"], walk.id, Office.COMMUNE)
    village.services.decisions.send(village.actors["head"], walk.id, Office.COMMUNE_FRONT, PHOTO)
    village.clock.move(days=60)
    assert Mark.REPORTED not in village.services.matters.get(walk.id).marks
    assert overview(village).due
    village.services.mergers.merge(village.actors["admin"], FIRST, [SECOND], "Nghị quyết", "Đông Hòa")
    found = overview(village)
    assert ([one.village.code for one in found.villages], found.due) == ([SECOND], ())
    assert [one.code for one in found.over] == [FIRST]


def test_the_communes_officials_see_it_and_no_others(village: Village) -> None:
    with pytest.raises(Forbidden):
        overview(village, "head")
    village.actors["follower"] = village.services.accounts.add(
        village.actors["admin"], NewAccount("theo.doi", "Người theo dõi", PASSWORD, (Grant(Role.COMMUNE, SECOND),))
    )
    assert [one.village.code for one in overview(village, "follower").villages] == [SECOND]
    assert overview(village).villages == village.services.overviews.public(COMMUNE).villages


def copied(village: Village, number: int) -> None:
    """Another village as the first one is, its rows and facts put into the database as they stand, with 300 to 1,000
    households."""
    households = 300 + number * 700 // 30
    with village.desk.database.transaction() as tx:
        work: Any = tx._work
        ids = [one.uuid for one in tx.votes.list(COMMUNE) if one.village_code == FIRST]
        ids += [one.id for one in tx.matters.some_in_village(COMMUNE, FIRST, 9)]
        others = {FIRST: f"thon-{number}"} | {one: f"{one[:-2]}{number:02}" for one in ids}

        def swapped(value: Any) -> Any:
            if not isinstance(value, str | dict | list):
                return value
            text = json.dumps(value)
            for one, other in others.items():  # whole, and not as a part of the commune's own code
                text = re.sub(rf"(?<![\w-]){one}", other, text)
            return json.loads(text)

        for name, column, keys in (
            ("villages", "code", [FIRST]), ("votes", "uuid", ids), ("matters", "id", ids), ("log_heads", "book", ids),
            ("record_facts", "key", [FIRST, *ids]),
        ):  # fmt: skip
            table = metadata.tables[name]
            rows = work.mappings(select(table).where(table.c[column].in_(keys)))
            made = [{key: swapped(value) for key, value in row.items()} for row in rows]
            for row in made:
                row |= {key: None for key in ("roll_version", "committee") if key in row}  # no overview looks there
                if row.get("kind") == VILLAGE_FACT:
                    row["value"] = json.dumps(json.loads(row["value"]) | {"households": households})
            work.insert_rows(table, made)


def test_thirty_villages_of_300_to_1000_households_cost_the_statements_of_two_and_the_same_rows_each(
    tmp_path: Path,
) -> None:
    """Each with a matter that has its result, clocks that run, and an open vote; nothing is read for a household."""
    made = commune_of(tmp_path, 1)
    decided(made, FIRST)
    made.open_vote("Ngày tổng vệ sinh", at=FIRST)
    made.clock.move(days=20)
    desk, database = watched(made)
    asked = {}
    for number in range(2, 31):
        copied(made, number)
        if number in {2, 3, 30}:
            found = Overviews(desk).public(COMMUNE)
            asked[number] = (database.statements, database.rows)
    busy = [one for one in found.villages if one.results and one.matters and one.late]
    assert len(busy) == 30
    assert sorted(one.households for one in busy)[1::28] == [346, 1000]
    assert len({statements for statements, _ in asked.values()}) == 1
    rows = {number: rows for number, (_, rows) in asked.items()}
    assert rows[30] - rows[3] == 27 * (rows[3] - rows[2])
    database.close()
    made.services.close()
