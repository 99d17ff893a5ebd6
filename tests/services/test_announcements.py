"""Short messages of a village: who may post them, where they are read, how one is taken off again."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from village.life import Village
from village.people import COMMUNE, NEIGHBOUR, VILLAGE

from voting.record.entries.entry import compact
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound
from voting.services.people.announcements import NOTICE_SALT, SHEET, SHOWN, WORD, Announced, NewAnnouncement
from voting.services.permissions import Role

SOURCE = "Thông báo số 12 của UBND xã"
CALLED = {Role.HEAD: "Trưởng thôn", Role.FRONT: "trưởng ban công tác Mặt trận", Role.COMMUNE: "Ủy ban nhân dân xã"}


def today(village: Village) -> date:
    return (village.clock() + timedelta(hours=7)).date()


def new(village: Village, words: str = "Mai cắt điện cả ngày.", days: int = 3) -> NewAnnouncement:
    return NewAnnouncement(words, SOURCE, today(village) + timedelta(days=days))


def shown(village: Village, at: str = VILLAGE) -> tuple[Announced, ...]:
    return village.services.noticeboards.of(at).announced


@pytest.mark.parametrize("role", list(Role))
def test_head_front_and_commune_tell_everyone_and_nobody_else_does(village: Village, role: Role) -> None:
    actor = village.actors[role.value]
    if role not in CALLED:
        with pytest.raises(Forbidden):
            village.services.announcements.post(actor, VILLAGE, new(village))
        assert shown(village) == ()
        return
    assert shown(village) == ()  # what was due is done by now
    before = village.raws()
    village.services.announcements.post(actor, VILLAGE, new(village))
    (one,) = shown(village)
    assert (one.words, one.source, one.office.vi) == ("Mai cắt điện cả ngày.", SOURCE, CALLED[role])
    assert shown(village, NEIGHBOUR) == ()
    (entry,) = village.entries()[len(before) :]
    assert (entry.type, entry.by, entry.source) == ("notice-posted", role.value, "commune")
    assert one.index == len(before)
    assert "cắt điện".encode() not in b"".join(village.raws())


def test_the_same_form_again_is_one_message(village: Village) -> None:
    announcements, head = village.services.announcements, village.actors["head"]
    once = {announcements.post(head, VILLAGE, new(village), "so-1") for _ in range(3)}
    assert {announcements.post(head, VILLAGE, new(village), "so-2")} == once, "the same words from another tab"
    assert len(once) == len(shown(village)) == 1
    announcements.hide(head, VILLAGE, *once, "Ghi nhầm ngày")
    assert {announcements.post(head, VILLAGE, new(village), "so-3")} != once, "taken off, it may be said again"


def test_a_message_stands_until_the_end_of_its_last_day(village: Village) -> None:
    village.services.announcements.post(village.actors["head"], VILLAGE, new(village, days=2))
    village.clock.move(days=2)
    assert len(shown(village)) == 1
    village.clock.move(days=1)
    assert shown(village) == ()
    assert len(village.services.announcements.page(VILLAGE, 1).rows) == 1


def test_one_taken_off_leaves_its_reason_and_not_its_words_and_the_first_reason_stays(village: Village) -> None:
    announcements, head = village.services.announcements, village.actors["head"]
    one = announcements.post(head, VILLAGE, new(village))
    announcements.hide(village.actors["front"], VILLAGE, one, "Ghi nhầm ngày")
    announcements.hide(head, VILLAGE, one, "Lý do khác")
    (left,) = shown(village)
    assert (left.words, left.hidden) == ("", "Ghi nhầm ngày")
    assert village.services.newsfeeds.news(VILLAGE)[0].announced is None
    with pytest.raises(NotFound):
        announcements.hide(head, VILLAGE, "0123456789abcdef", "Ghi nhầm ngày")
    with pytest.raises(Forbidden):
        announcements.hide(village.actors["other-head"], VILLAGE, one, "Ghi nhầm ngày")


def test_words_are_committed_to_with_their_salt_and_the_sheets_with_their_hashes(village: Village) -> None:
    announcements, head = village.services.announcements, village.actors["head"]
    one = announcements.post(head, VILLAGE, new(village))
    entry = village.entries()[-1]
    with village.desk.database.reading() as tx:
        salt = tx.secrets.get(COMMUNE, NOTICE_SALT, f"{one} 1")
    assert entry.words == sha256(salt + compact(["Mai cắt điện cả ngày.", SOURCE])).hexdigest()
    files = [announcements.paper(VILLAGE, one, 1, kind).content for kind in (SHEET, WORD)]
    assert entry.papers == tuple(sha256(file).hexdigest() for file in files)
    assert f"dòng {len(village.entries()) - 1}" in files[0].decode()


def test_put_right_it_says_why_and_the_sheet_before_stays(village: Village) -> None:
    announcements, head = village.services.announcements, village.actors["head"]
    one = announcements.post(head, VILLAGE, new(village))
    for form in ("so-1", "so-1", "so-2"):  # the same words again change nothing
        right = new(village, "Ngày kia cắt điện.")
        announcements.correct(village.actors["front"], VILLAGE, one, right, "Nhầm ngày", form)
    (left,) = shown(village)
    assert (left.words, left.put_right, left.version) == ("Ngày kia cắt điện.", "Nhầm ngày", 2)
    assert village.entries()[left.index].type == "notice-corrected"
    said = [one.type for one in village.entries() if one.type.startswith("notice-")]
    assert said == ["notice-posted", "notice-corrected"]
    sheets = [announcements.paper(VILLAGE, one, version).content.decode() for version in (1, 2)]
    assert "Mai cắt điện" in sheets[0]
    assert "Lý do: Nhầm ngày" in sheets[1]
    announcements.hide(head, VILLAGE, one, "Đã hoãn")
    (left,) = shown(village)
    assert village.entries()[left.hidden_index].reason == "Đã hoãn"
    with pytest.raises(NotFound):
        announcements.paper(VILLAGE, one, 1)
    with pytest.raises(Conflict) as refused:
        announcements.correct(head, VILLAGE, one, new(village, "Khác"), "Nhầm ngày")
    assert refused.value.code == "notice-withdrawn"


@pytest.mark.parametrize(
    ("words", "source", "days", "faults"),
    [
        ("", SOURCE, 1, {"words": "text-missing"}),
        ("a" * 301, SOURCE, 1, {"words": "text-long"}),
        ("Mai cắt điện.", " ", 1, {"source": "text-missing"}),
        ("Mai cắt điện.", "b" * 121, 1, {"source": "text-long"}),
        ("Mai cắt điện.", SOURCE, -1, {"until": "day-out-of-range"}),
        ("Mai cắt điện.", SOURCE, 366, {"until": "day-out-of-range"}),
        ("Mai cắt\u202e điện.", SOURCE, 1, {"words": "wrong-text"}),
    ],
)
def test_what_does_not_hold_is_said_at_its_field(
    village: Village, words: str, source: str, days: int, faults: dict[str, str]
) -> None:
    told = NewAnnouncement(words, source, today(village) + timedelta(days=days))
    with pytest.raises(Invalid) as refused:
        village.services.announcements.post(village.actors["head"], VILLAGE, told)
    assert refused.value.faults == faults
    assert shown(village) == ()


def test_the_latest_few_stand_on_the_page_and_all_in_the_list(village: Village) -> None:
    for number in range(SHOWN + 2):
        village.services.announcements.post(village.actors["head"], VILLAGE, new(village, f"Tin số {number}"))
        village.clock.move(minutes=1)
    assert [one.words for one in shown(village)] == [f"Tin số {number}" for number in range(SHOWN + 1, 1, -1)]
    assert len(village.services.announcements.page(VILLAGE, 1).rows) == SHOWN + 2
