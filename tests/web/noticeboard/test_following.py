"""A village's feed and calendar, read by programs that others wrote: what happens there, and nothing of any person."""

import re
from datetime import date, timedelta

import feedparser
import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient
from village.life import YES, Village
from village.people import NEIGHBOUR, VILLAGE
from village.road import PHOTO, Walk

from voting.law.road import Office
from voting.services.people.announcements import NewAnnouncement
from web.client import Reader

FEED, CALENDAR = f"/thon/{VILLAGE}/ban-tin.xml", f"/thon/{VILLAGE}/lich.ics"


def entries(client: FlaskClient, address: str = FEED) -> list[feedparser.FeedParserDict]:
    """What the feed tells, newest first, by a reader that complains of nothing."""
    told = feedparser.parse(client.get(address).data)
    assert not told.bozo, told.get("bozo_exception")
    assert told.version == "atom10"
    return told.entries


def events(client: FlaskClient, address: str = CALENDAR) -> dict[str, vobject.base.Component]:
    """The calendar's events by what they are called."""
    read = vobject.readOne(client.get(address).data.decode())
    return {one.summary.value: one for one in read.contents.get("vevent", [])}


def test_the_feed_tells_votes_and_steps_newest_first(village: Village, public: FlaskClient) -> None:
    told = entries(public)
    times = [one.updated_parsed for one in told]
    assert times == sorted(times, reverse=True)
    assert len({one.id for one in told}) == len(told)
    assert any(re.match(r"Đã hủy lúc .*, vì: Nội dung có chỗ nhầm ngày\.", one.summary) for one in told)
    assert told[0].title == "Giữ yên tĩnh sau 22 giờ"
    assert re.match(r"Mở lúc |.*nhận phiếu đến", told[0].summary)
    for one in told:
        address = one.link.removeprefix(village.settings.public_url)
        assert public.get(address).status_code == 200


def test_the_feed_says_which_body_a_report_went_to(own_app: Flask, own_village: Village) -> None:
    walk = Walk(own_village).propose("Trồng cây ở ngõ 1").walk("agree")
    own_village.services.proposals.receive(own_village.actors["commune"], walk.id, Office.COMMUNE)
    own_village.services.proposals.inform(own_village.actors["head"], walk.id, Office.COMMUNE_FRONT, PHOTO)
    said = [one.summary for one in entries(own_app.test_client())][:2]
    assert [words.partition(".")[0] for words in said] == [
        "Báo cáo xã, gửi Ủy ban Mặt trận Tổ quốc xã", "Báo cáo xã, gửi Ủy ban nhân dân xã",
    ]  # fmt: skip
    page = Reader(own_app.test_client().get(f"/viec/{walk.id}").text).text
    assert "Báo cáo xã, gửi Ủy ban Mặt trận Tổ quốc xã." in page


def test_the_calendar_has_each_vote_from_opening_to_closing(village: Village, public: FlaskClient) -> None:
    found = events(public)
    for state, uuid in village.votes.items():
        vote = village.services.votes.get(uuid)
        event = found[f"Biểu quyết: {vote.title}"]
        assert (event.dtstart.value, event.dtend.value) == (vote.opens_at_utc, vote.closes_at_utc)
        assert event.status.value == ("CANCELLED" if state == "cancelled" else "CONFIRMED")
        assert event.url.value == f"{village.settings.public_url}/bieu-quyet/{uuid}"
    uids = [one.uid.value for one in found.values()]
    assert len(set(uids)) == len(uids)


def test_the_calendar_has_meetings_and_the_last_days_of_the_law(own_app: Flask, own_village: Village) -> None:
    held = Walk(own_village).propose("Sửa hương ước, điều 1")
    held.classify(**{"village-rules": True})
    held.convene()
    at = own_village.clock().replace(second=0, microsecond=0) + timedelta(days=3)
    found = events(own_app.test_client())
    assert found["Họp thôn: Sửa hương ước, điều 1"].dtstart.value == at
    walk = Walk(own_village).propose("Trồng cây ở ngõ 1").walk("poll")
    vote = walk.open(lasts_h=1)
    own_village.cast_all(vote, [YES] * 5)
    own_village.services.votes.close(own_village.actors["head"], vote)
    own_village.count(vote)
    walk.minute()
    walk.resolve()
    assert "Đã thông qua: “Đồng ý” được 5/5 hộ, cần từ 3." in {one.summary for one in entries(own_app.test_client())}
    last = own_village.services.matters.get(walk.id).send_by
    days = [one.dtstart.value for title, one in events(own_app.test_client()).items() if title.startswith("Hạn chót")]
    assert last in days
    assert all(type(one) is date for one in days)


def test_the_feed_tells_what_the_village_announces_until_it_is_taken_off(own_app: Flask, own_village: Village) -> None:
    announcements, head = own_village.services.announcements, own_village.actors["head"]
    own_village.clock.move(minutes=1)
    until = own_village.clock().date() + timedelta(days=9)
    one = announcements.post(head, VILLAGE, NewAnnouncement("Mai cắt điện <cả ngày>.", "Điện lực xã", until))
    (first, *_) = entries(own_app.test_client())
    assert (first.title, first.summary) == ("Loa thôn", "Mai cắt điện <cả ngày>.\nNguồn: Điện lực xã")
    page = Reader(own_app.test_client().get(f"/thon/{VILLAGE}").text).text
    assert "Mai cắt điện <cả ngày>." in page
    assert "Nguồn: Điện lực xã" in page
    announcements.hide(head, VILLAGE, one, "Ghi nhầm ngày")
    assert all(told.title != "Loa thôn" for told in entries(own_app.test_client()))
    page = Reader(own_app.test_client().get(f"/thon/{VILLAGE}").text).text
    assert "Mai cắt điện" not in page
    assert "vì: Ghi nhầm ngày" in page


@pytest.mark.parametrize("address", [FEED, CALENDAR])
def test_whoever_has_the_newest_is_told_so_and_gets_no_body(public: FlaskClient, address: str) -> None:
    first = public.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert "Vary" not in first.headers or "Cookie" not in first.headers["Vary"]
    again = public.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    public.set_cookie("lang", "en")
    assert public.get(address).data == first.data, "the same for everyone, whatever their language"
    public.delete_cookie("lang")


@pytest.mark.parametrize("address", [FEED, CALENDAR])
def test_nobody_is_named_to_those_who_follow(own_app: Flask, own_village: Village, address: str) -> None:
    walk = Walk(own_village).propose("Trồng cây ở ngõ 1").walk("poll")
    walk.open()
    text = re.sub(r"\r\n ", "", own_app.test_client().get(address).text)
    for personal in ("Lê Thị Mận", "0912", "DH-00", "Nguyễn", "giay-da-nhan"):
        assert personal not in text


def test_the_calendar_is_written_as_its_standard_says(public: FlaskClient) -> None:
    answer = public.get(CALENDAR)
    assert answer.content_type == "text/calendar; charset=utf-8"
    lines = answer.data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]


def test_the_page_of_a_village_names_both_and_one_where_nothing_happens_has_both(public: FlaskClient) -> None:
    page = public.get(f"/thon/{VILLAGE}").text
    for kind, address in (("application/atom+xml", FEED), ("text/calendar", CALENDAR)):
        assert re.search(rf'<link rel="alternate" type="{re.escape(kind)}" title="[^"]+" href="{address}">', page)
        assert f'<a class="link" href="{address}">' in page
    assert entries(public, f"/thon/{NEIGHBOUR}/ban-tin.xml") == []
    assert events(public, f"/thon/{NEIGHBOUR}/lich.ics") == {}
    assert public.get("/thon/khong-co/ban-tin.xml").status_code == 404
