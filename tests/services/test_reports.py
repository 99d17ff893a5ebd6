"""Reports of half a year and of a year: numbers of the book and numbers typed, each beside last year's."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from services.reported import EMPTY, THIS_YEAR, met, settled_commune, two_years, voted
from services.watched import watched
from village.life import NO, YES, Village
from village.people import NEIGHBOUR, VILLAGE
from village.road import PHOTO, Walk
from village.supervising import appoint_certifier, supervise

from voting.papers.report import Line
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound
from voting.services.matters.meetings import Counted
from voting.services.matters.terms import Channel
from voting.services.oversight.petitions import NewPetition
from voting.services.people.accounts import NewAccount
from voting.services.permissions import PERMISSIONS, Role
from voting.services.reports.periodic import Report, Reports
from voting.services.reports.typed_figures import TypedFigures, Which

HALF = "2026-2"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    """The commune of two years; nobody changes it."""
    village = two_years(tmp_path_factory.mktemp("reported"))
    yield village
    village.services.close()


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Village:
    """A commune in which nothing was decided yet, its services closed: to be copied."""
    village = settled_commune(tmp_path_factory.mktemp("settled"), THIS_YEAR)
    village.services.close()
    return village


@pytest.fixture
def commune(settled: Village, tmp_path: Path) -> Iterator[Village]:
    """The same for a test that changes something."""
    village = settled.copied(tmp_path)
    yield village
    village.services.close()


def of(village: Village, code: str = VILLAGE, period: str = HALF, who: str = "head") -> Report:
    return village.services.reports.of_village(village.actors[who], code, period)


def whole(village: Village, period: str = HALF) -> Report:
    return village.services.reports.of_commune(village.actors["whole"], period)


def lines(report: Report) -> dict[str, Line]:
    return {one.key: one for group in report.facts.groups for one in group.lines}


def numbers(report: Report, *keys: str) -> list[tuple[int | None, int | None]]:
    """(this period, last year's) of these lines."""
    found = lines(report)
    return [(found[key].now.value, found[key].before.value) for key in keys]


def fill(village: Village, key: str, content: dict[str, int], **how: str) -> None:
    code, who, period = how.get("at", VILLAGE), how.get("who", "head"), how.get("period", HALF)
    which = Which(code, period, key)
    village.services.typed_figures.fill(village.actors[who], which, content, how.get("seen", ""), how.get("form", ""))


# the book


def test_decisions_are_counted_by_channel_and_outcome_beside_last_years(made: Village) -> None:
    assert numbers(of(made), "decided", "passed", "not_passed", "none") == [(3, 1), (2, 1), (1, 0), (0, 0)]
    assert numbers(of(made), "online", "online_passed", "meeting", "slips") == [(3, 1), (2, 1), (0, 0), (0, 0)]
    met_there = of(made, NEIGHBOUR)
    assert numbers(met_there, "decided", "meeting_passed", "meeting_not_passed") == [(2, 0), (1, 0), (1, 0)]
    assert numbers(met_there, "clause_3", "clause_3_passed", "clause_6") == [(2, 0), (1, 0), (0, 0)]
    assert numbers(met_there, "meetings_recorded", "proposed", "proposed_head") == [(2, 0), (2, 0), (2, 0)]


def test_what_was_lost_online_and_passed_by_slips_are_two_results_never_added_up(commune: Village) -> None:
    """Five households: two say yes online, three on slips; together they would be five."""
    walk = voted(commune, "Giờ yên tĩnh", [YES, YES, NO])
    meetings, actors = commune.services.meetings, commune.actors
    meetings.turn(actors["head"], walk.id, Channel.SLIPS, "Bà con muốn phát phiếu")
    meetings.convene(actors["head"], walk.id, commune.clock() + timedelta(days=3), "Nhà văn hóa")
    commune.clock.move(days=3, hours=1)
    meetings.enter(actors["front"], walk.id, Counted(4, 3, 1, 0, "slips"), PHOTO)
    walk.confirm()
    report = of(commune)

    def now(*keys: str) -> list[int | None]:
        return [one for one, _ in numbers(report, *keys)]

    assert now("decided", "online", "online_not_passed", "slips", "slips_passed", "meeting") == [2, 1, 1, 1, 1, 0]
    assert now("votes", "voted", "meetings_recorded") == [1, 3, 0]
    rows = {(one.channel, one.took_part, one.in_favour, one.passed) for one in report.facts.decided}
    assert rows == {(Channel.ONLINE, 3, 2, False), (Channel.SLIPS, 4, 3, True)}


def test_petitions_are_counted_in_time_late_and_waiting(commune: Village) -> None:
    matter, petitions = Walk(commune).propose("Giờ yên tĩnh").id, commune.services.petitions
    for form in ("mot", "hai", "ba", "bon"):
        petitions.hand_in(matter, NewPetition("commune", "content", f"Lần {form}."), form)
    petitions.answer(commune.actors["commune"], matter, 1, "Đã xem.")
    commune.clock.move(days=20)
    petitions.answer(commune.actors["commune"], matter, 2, "Đã xem.")
    petitions.hand_in(matter, NewPetition("inspection", "procedure", "Lần năm."), "nam")
    keys = ("petitions", "petitions_in_time", "petitions_late", "petitions_unanswered_late", "petitions_unanswered")
    for report in (of(commune), whole(commune)):
        assert [now for now, _ in numbers(report, *keys)] == [5, 1, 1, 2, 1]


def test_sessions_and_recommendations_are_counted_by_themselves(commune: Village) -> None:
    appoint_certifier(commune)
    supervise(commune)
    held = ("sessions", "sessions_bttnd", "sessions_bgsdtcd")
    sent = ("recommendations", "recommendations_government", "recommendations_party", "recommendations_others")
    answers = [f"recommendations_{one}" for one in ("in_time", "late", "unanswered_late", "unanswered")]
    for report in (of(commune), whole(commune)):
        found = [now for now, _ in numbers(report, *held, *sent, *answers)]
        assert (found[:3], found[3:7], found[7:]) == ([1, 1, 0], [3, 3, 0, 0], [1, 0, 1, 1])


def test_votes_have_their_households_and_turnout(made: Village) -> None:
    assert numbers(of(made), "votes", "asked", "voted") == [(3, 1), (15, 5), (12, 4)]


def test_the_parts_of_a_whole_add_up(made: Village) -> None:
    for report in (of(made), of(made, NEIGHBOUR), whole(made), whole(made, "2026")):
        found = {key: (one.now.value, one.before.value) for key, one in lines(report).items()}
        sums = {
            "decided": [("passed", "not_passed", "none"), [one.value for one in Channel][:3],
                        [f"clause_{n}" for n in range(1, 7)], ("with_result", "none")],
            "with_result": [("sent_in_time", "sent_late", "unsent_late", "unsent")],
            "petitions": [["petitions_in_time", "petitions_late", "petitions_unanswered_late", "petitions_unanswered"]],
            "sessions": [["sessions_bttnd", "sessions_bgsdtcd"]],
            "recommendations": [[f"recommendations_{one}" for one in ("government", "party", "others")]],
            "proposed": [[f"proposed_{one}" for one in ("head", "front", "commune", "citizens")]],
        }  # fmt: skip
        for key, ways in sums.items():
            for parts in ways:
                for side in (0, 1):
                    assert sum(found[part][side] or 0 for part in parts) == found[key][side], (key, parts)


def test_sending_is_in_time_late_or_still_due(made: Village) -> None:
    keys = ("with_result", "published", "sent_in_time", "sent_late", "unsent_late", "unsent")
    assert [now for now, _ in numbers(of(made), *keys)] == [3, 1, 2, 0, 1, 0]


def test_the_commune_adds_its_villages_up_and_says_of_how_many_the_book_tells(made: Village) -> None:
    assert numbers(whole(made), "decided", "online", "meeting", "asked") == [(5, 1), (3, 1), (2, 0), (15, 5)]
    assert lines(whole(made))["households"].now.value == 10
    assert lines(whole(made))["households"].now.origin.vi == "theo sổ, 2/3 thôn"
    shares = {one.village.code: one.decided for one in whole(made).villages}
    assert (shares[VILLAGE], shares[NEIGHBOUR]) == (3, 2)


def test_each_number_says_where_it_is_from(made: Village) -> None:
    for report in (of(made), whole(made)):
        for line in lines(report).values():
            for amount in (line.now, line.before):
                assert bool(amount.origin.vi) == (amount.value is not None)


def test_what_was_decided_is_listed_with_its_outcome(made: Village) -> None:
    listed = {one.words: one for one in of(made).facts.decided}
    one = listed["Giờ thu gom rác"]
    assert (one.households, one.took_part, one.in_favour, one.needed, one.passed) == (5, 5, 3, 3, True)
    assert one.outcome.vi == "Đã thông qua: “Đồng ý” được 3/5 hộ, cần từ 3."
    assert listed["Lịch sân bóng"].outcome.vi.startswith("Không thông qua")
    assert [one.clause for one in of(made, NEIGHBOUR).facts.decided] == [3, 3]


def test_what_the_book_cannot_know_is_not_nought(made: Village) -> None:
    """Before the book's first day nothing is known, though nothing is counted."""
    early = of(made, period="2025-1")
    assert numbers(early, "decided", "votes", "meetings_recorded") == [(None, None)] * 3
    assert lines(early)["decided"].now.said.vi == "chưa có số liệu"
    assert of(made, period="2025-2").facts.partly == date(2025, 11, 3)
    assert numbers(of(made, period="2025-2"), "decided") == [(1, None)]
    assert numbers(of(made, period="2026-1"), "decided") == [(0, None)], "known to be none"
    assert early.facts.charted[0].now is None


def test_a_village_without_a_list_has_no_households_rather_than_none(made: Village) -> None:
    assert numbers(of(made, EMPTY), "households") == [(None, None)]
    assert numbers(of(made, period="2026-1"), "households") == [(None, None)], "of another day nobody knows"


def test_a_vote_too_small_to_count_has_no_result(commune: Village) -> None:
    vote = Walk(commune).propose("Ít người").walk("poll").open()
    commune.cast_all(vote, [YES, YES])
    commune.close(vote)
    assert [now for now, _ in numbers(of(commune), "decided", "none", "online_none")] == [1, 1, 1]
    assert of(commune).facts.decided[0].outcome.vi == "Không có kết quả."


@pytest.mark.parametrize(
    ("last", "first"), [((2026, 12, 31), (2027, 1, 1)), ((2027, 6, 30), (2027, 7, 1))], ids=["new year", "half year"]
)
def test_a_half_ends_at_midnight_in_the_village(
    commune: Village, last: tuple[int, ...], first: tuple[int, ...]
) -> None:
    """23:59 of the last day is 16:59 UTC; what was held then counts there, whenever it was written down."""
    commune.clock.now = datetime(*last, 1, tzinfo=UTC) - timedelta(days=5)
    met(commune, "Buổi cuối", datetime(*last, 16, 59, tzinfo=UTC), 5)
    commune.clock.now = datetime(*last, 3, tzinfo=UTC) + timedelta(days=3)
    ended = f"{last[0]}-{1 if last[1] == 6 else 2}"
    begun = f"{first[0]}-{2 if first[1] == 7 else 1}"
    assert [numbers(of(commune, NEIGHBOUR, one), "decided")[0][0] for one in (ended, begun)] == [1, 0]


@pytest.mark.parametrize(
    ("first", "ended", "begun"), [((2027, 1, 1), "2026-2", "2027-1"), ((2027, 7, 1), "2027-1", "2027-2")]
)
def test_a_half_begins_at_midnight_in_the_village(
    commune: Village, first: tuple[int, ...], ended: str, begun: str
) -> None:
    commune.clock.now = datetime(*first, tzinfo=UTC) - timedelta(days=5)
    met(commune, "Buổi đầu", datetime(*first, tzinfo=UTC) - timedelta(hours=7), 5)
    assert [numbers(of(commune, NEIGHBOUR, one), "decided")[0][0] for one in (ended, begun)] == [0, 1]


def test_a_vote_counts_on_the_day_it_ended_though_it_was_counted_the_next_year(commune: Village) -> None:
    commune.clock.now = datetime(2026, 12, 29, 16, 59, tzinfo=UTC)
    vote = commune.open_vote("Giờ giao thừa", lasts_h=48)
    commune.cast_all(vote, [YES] * 4)
    commune.clock.now = datetime(2027, 1, 2, 3, tzinfo=UTC)
    commune.services.votes.close_due()
    commune.count(vote)
    assert numbers(of(commune, period="2026-2"), "online_passed") == [(1, None)]
    assert numbers(of(commune, period="2027-1"), "decided") == [(0, None)]
    assert numbers(of(commune, period="2026"), "votes") == [(1, None)]


def test_it_asks_as_much_of_the_database_for_many_decisions_as_for_few(made: Village, commune: Village) -> None:
    asked = []
    for village in (made, commune):
        desk, database = watched(village)
        Reports(desk).of_commune(village.actors["whole"], HALF)
        asked.append(database.statements)
        database.close()
    assert abs(asked[0] - asked[1]) <= 12, "a few more steps to find the place in a longer book, and nothing else"
    assert max(asked) < 60


# what is typed


def test_what_is_typed_stands_beside_the_book_and_says_so(commune: Village) -> None:
    fill(commune, "hop", {"meetings": 3})
    found = lines(of(commune))
    assert (found["meetings"].now.value, found["meetings"].now.origin.vi) == (3, "điền tay")
    assert found["conferences"].now.value is None, "left empty it is not 0"
    fill(commune, "hop", {"meetings": 3, "conferences": 0})
    assert lines(of(commune))["conferences"].now.value == 0


def test_a_year_adds_its_halves_and_is_not_known_before_both_are(commune: Village) -> None:
    whole_year = ("received", "pending_before", "pending")
    halves = (
        ("2026-1", {"pending_before": 2, "received": 10, "settled": 9, "pending": 3}),
        ("2026-2", {"pending_before": 3, "received": 5, "settled": 7, "pending": 1}),
    )
    fill(commune, "don-thu", halves[0][1], at="", who="whole", period="2026-1")
    assert [now for now, _ in numbers(whole(commune, "2026"), *whole_year)] == [None, 2, None]
    fill(commune, "don-thu", halves[1][1], at="", who="whole", period="2026-2")
    assert [now for now, _ in numbers(whole(commune, "2026"), *whole_year)] == [15, 2, 1]


def test_last_years_number_is_what_was_typed_last_year(commune: Village) -> None:
    fill(commune, "hop", {"meetings": 2}, period="2025-2")
    assert numbers(of(commune), "meetings") == [(None, 2)]


def test_the_commune_adds_up_what_its_villages_typed_and_says_how_many_did(commune: Village) -> None:
    money = {"value": 300, "state_money": 100, "people_money": 200, "other_money": 0}
    fill(commune, "gia-tri", money)
    fill(commune, "gia-tri", money, at=NEIGHBOUR)
    found = lines(whole(commune))["value"].now
    assert (found.value, found.origin.vi) == (600, "điền tay, 2/3 thôn")


@pytest.mark.parametrize(
    ("key", "content", "wrong"),
    [
        ("gia-tri", {"value": 5, "state_money": 1, "people_money": 2, "other_money": 1}, {"value": "sum-differs"}),
        ("gia-tri", {"value": 2, "people_money": 3}, {"value": "sum-differs"}),
        ("hop", {"meetings": 1, "conferences": 2}, {"conferences": "more-than-whole"}),
        ("hop", {"meetings": -1}, {"meetings": "figure-below-zero"}),
        ("hop", {"meetings": 10**18}, {"meetings": "figure-too-large"}),
        ("cong-khai", {"items": 3, "posted": 4}, {"posted": "more-than-whole"}),
        (
            "cong-khai", {"items": 3, "posted": 1, "loudspeaker": 1, "through_head": 0, "otherwise": 0},
            {"items": "not-covered"},
        ),
    ],
)  # fmt: skip
def test_numbers_that_do_not_add_up_are_refused_at_their_field(
    commune: Village, key: str, content: dict[str, int], wrong: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        fill(commune, key, content)
    assert refused.value.faults == wrong
    assert not commune.services.typed_figures.page(commune.actors["head"], Which(VILLAGE, HALF, key)).versions


def test_petitions_balance(commune: Village) -> None:
    with pytest.raises(Invalid) as refused:
        fill(commune, "don-thu", {"pending_before": 1, "received": 2, "settled": 1, "pending": 1}, at="", who="whole")
    assert refused.value.faults == {"pending": "balance-differs"}


def test_a_change_is_kept_beside_what_it_replaced_with_who_and_when(commune: Village) -> None:
    fill(commune, "hop", {"meetings": 1})
    commune.clock.move(days=1)
    fill(commune, "hop", {"meetings": 2})
    fill(commune, "hop", {"meetings": 2})
    page = commune.services.typed_figures.page(commune.actors["head"], Which(VILLAGE, HALF, "hop"))
    assert [(one.number, one.content["meetings"], one.by) for one in page.versions] == [
        (2, 2, "Người head"), (1, 1, "Người head")
    ]  # fmt: skip
    assert page.versions[0].at_utc - page.versions[1].at_utc == timedelta(days=1)


def test_of_two_stale_tabs_the_second_is_told(commune: Village) -> None:
    head, which = commune.actors["head"], Which(VILLAGE, HALF, "hop")
    seen = commune.services.typed_figures.page(head, which).seen
    fill(commune, "hop", {"meetings": 1}, seen=seen, form="so-1")
    fill(commune, "hop", {"meetings": 1}, seen=seen, form="so-1")
    with pytest.raises(Conflict) as refused:
        fill(commune, "hop", {"meetings": 9}, seen=seen, form="so-2")
    assert refused.value.code == "changed-meanwhile"
    assert len(commune.services.typed_figures.page(head, which).versions) == 1


def test_typing_is_no_part_of_the_record(commune: Village) -> None:
    before = commune.raws()
    fill(commune, "hop", {"meetings": 1})
    assert commune.raws() == before


# who may


@pytest.mark.parametrize("role", list(Role))
def test_only_the_head_types_for_the_village_and_only_the_office_for_the_commune(commune: Village, role: Role) -> None:
    actor = commune.actors[role.value]
    page, typed = Which(VILLAGE, HALF, "hop"), TypedFigures(commune.desk)
    if role is Role.HEAD:
        typed.fill(actor, page, {"meetings": 1})
    else:
        with pytest.raises(Forbidden):
            typed.fill(actor, page, {"meetings": 1})
    with pytest.raises(Forbidden):  # the commune's official of these tests follows villages, not the whole
        typed.fill(actor, Which("", HALF, "don-thu"), {"received": 1})
    if role in PERMISSIONS["report.see"]:
        of(commune, who=role.value)
    else:
        with pytest.raises(Forbidden):
            of(commune, who=role.value)
    if role is not Role.ADMIN:
        with pytest.raises(Forbidden):
            commune.services.reports.of_commune(actor, HALF)


def test_another_villages_and_another_communes_are_refused(commune: Village) -> None:
    with pytest.raises(Forbidden):
        of(commune, VILLAGE, who="other-head")
    with pytest.raises(Forbidden):
        fill(commune, "hop", {"meetings": 1}, who="other-head")
    with pytest.raises(Forbidden):
        fill(commune, "hop", {"meetings": 1}, who="whole")
    commune.services.communes.start("xa-khac", "Xã Khác")
    stranger = commune.services.accounts.create_first("xa-khac", NewAccount("la", "Người lạ", "mat khau kiem thu"))
    for code in (VILLAGE, EMPTY):
        with pytest.raises(Forbidden):
            commune.services.reports.of_village(stranger, code, HALF)
    assert commune.services.reports.of_commune(stranger, HALF).villages == ()


@pytest.mark.parametrize("period", ["2026-3", "2027-1", "2027", "2022", "2026-", "none", "²026", "2026-02", "02026"])
def test_a_period_that_is_none_or_has_not_begun_is_not_found(commune: Village, period: str) -> None:
    with pytest.raises(NotFound):
        of(commune, period=period)
    with pytest.raises(NotFound):
        fill(commune, "hop", {"meetings": 1}, period=period)


def test_a_whole_year_is_not_typed_and_an_unknown_page_is_not_found(commune: Village) -> None:
    for key, period in (("hop", "2026"), ("don-thu", HALF), ("khong-co", HALF)):
        with pytest.raises(NotFound):
            fill(commune, key, {"meetings": 1}, period=period)


def test_a_village_that_is_over_is_read_and_no_more_filled_in(commune: Village) -> None:
    voted(commune, "Việc trước khi hợp", [YES] * 4, at=NEIGHBOUR)
    for walk in commune.services.matters.page(NEIGHBOUR).rows:
        commune.services.decisions.receive(commune.actors["commune"], walk.id, "commune")
        commune.services.decisions.send(commune.actors["head"], walk.id, "commune-front", PHOTO)
    commune.services.mergers.merge(commune.actors["admin"], NEIGHBOUR, [VILLAGE], "Nghị quyết", "Tây Hòa")
    assert numbers(of(commune, NEIGHBOUR), "decided") == [(1, None)]
    with pytest.raises(Conflict):
        fill(commune, "hop", {"meetings": 1}, at=NEIGHBOUR)
    assert numbers(whole(commune), "decided") == [(1, None)], "what it decided still counts"
