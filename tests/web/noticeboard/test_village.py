"""A village's votes stand under what is happening to them; before the count no page says how anyone voted."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import NEIGHBOUR, VILLAGE
from village.road import Walk

from voting.law.road import Ending
from voting.services.people.announcements import NewAnnouncement
from web.client import Reader

STATES = {"open", "upcoming", "counting", "decided", "cancelled"}
SECTION = re.compile(r'<section[^>]* data-state="([a-z]+)">(.*?)</section>', re.DOTALL)


def link_to(uuid: str) -> str:
    return f'href="/bieu-quyet/{uuid}"'


def test_each_vote_stands_under_its_state_and_nowhere_else(village: Village, public: FlaskClient) -> None:
    page = public.get(f"/thon/{VILLAGE}").text
    sections = dict(SECTION.findall(page))
    listed = {one.uuid: one.state for one in village.services.votes.page(VILLAGE)}
    assert set(listed.values()) == STATES == sections.keys()
    for uuid, state in listed.items():
        assert link_to(uuid) in sections[state], state
        assert page.count(link_to(uuid)) == 1, state


def test_each_state_says_what_people_ask(village: Village, public: FlaskClient) -> None:
    said = {state: Reader(part).text for state, part in SECTION.findall(public.get(f"/thon/{VILLAGE}").text)}
    assert re.search(r"Còn 2 ngày 4 giờ \( ?đến \d\d:\d\d, thứ ", said["open"])
    assert "1 /5 hộ đã gửi phiếu" in said["open"]
    assert "Mở lúc " in said["upcoming"]
    assert "Đã thông qua: “Đồng ý” được 3/5 hộ, cần từ 3." in said["decided"]
    assert re.search(r"Đã hủy lúc .*, vì: Nội dung có chỗ nhầm ngày\.", said["cancelled"])


def test_the_loudspeaker_tells_messages_what_comes_next_and_whether_a_household_has_to_do_anything(
    own_app: Flask, own_village: Village
) -> None:
    until, head = own_village.clock().date() + timedelta(days=9), own_village.actors["head"]
    own_village.services.announcements.post(head, VILLAGE, NewAnnouncement("Mai cắt điện cả ngày.", "Điện lực", until))
    prepared = Walk(own_village).propose("Trồng cây dọc đường làng").walk("agree").id
    ends = own_village.clock() + timedelta(days=3)
    called = Walk(own_village).propose("Sửa hương ước, điều 3")
    called.classify(**{"village-rules": True})
    called.convene()
    gathering = Walk(own_village).raise_("Lập tủ sách của thôn", until_utc=ends).id
    over = Walk(own_village).propose("Giờ tưới cây").id
    own_village.services.meetings.end(head, over, Ending.WITHDRAWN, "Bà con muốn bàn thêm")
    page = own_app.test_client().get(f"/thon/{VILLAGE}").text
    told = page.partition("<h2>Loa thôn</h2>")[2].partition("</section>")[0]
    rows = {row: Reader(row).text for row in told.split("</li>")}
    assert any("Mai cắt điện cả ngày. Nguồn: Điện lực" in text for text in rows.values())
    (calm,) = (text for row, text in rows.items() if f"/viec/{prepared}" in row)
    assert calm.startswith("Sắp bàn: Trồng cây dọc đường làng Bước 3/8: ")
    assert calm.endswith("Hộ mình không phải làm gì lúc này.")
    (asks,) = (text for row, text in rows.items() if f"/viec/{gathering}" in row)
    assert asks.endswith("Thôn đang hỏi các hộ.")
    (meets,) = (text for row, text in rows.items() if f"/viec/{called.id}" in row)
    assert "không phải làm gì" not in meets, "they are called to a meeting"
    assert f"/viec/{over}" not in told
    matters = re.findall(r'href="/viec/(\w+)"', page)
    assert len(matters) == len({*matters}), "no matter stands on the page twice"


def test_a_village_and_its_votes_say_whom_to_ring(own_app: Flask, own_village: Village) -> None:
    people = own_village.services.communes
    public = own_app.test_client()
    pages = (f"/thon/{VILLAGE}", *(f"/bieu-quyet/{uuid}" for uuid in own_village.votes.values()))
    assert all("tel:" not in public.get(page).text for page in pages)
    people.ring_in_commune(own_village.actors["admin"], "Ông Vũ Văn Xã", "Văn hóa xã", "0912000001")
    assert all('href="tel:0912000001"' in public.get(page).text for page in (*pages, "/", "/huong-dan"))
    people.ring_in_village(own_village.actors["admin"], VILLAGE, "Bà Lê Thị Hạnh", "Tổ lấy ý kiến", "0912000002")
    for page in pages:
        foot = public.get(page).data.decode().partition("<footer")[2]
        assert 'href="tel:0912000002"' in foot, page
        assert "Bà Lê Thị Hạnh, 0912\u00a0000\u00a0002" in Reader(foot).text
    assert 'href="tel:0912000001"' in public.get("/").text


def test_a_village_without_votes_says_so_and_shows_none_of_another(village: Village, public: FlaskClient) -> None:
    page = public.get(f"/thon/{NEIGHBOUR}").text
    assert "Lúc này thôn Tây Hòa không có việc nào cần biểu quyết. Hộ mình không phải làm gì." in Reader(page).text
    assert "/bieu-quyet/" not in page


def test_every_village_is_found_from_the_front_page(public: FlaskClient) -> None:
    page = public.get("/").text
    for code in (VILLAGE, NEIGHBOUR):
        assert f'href="/thon/{code}"' in page
        assert public.get(f"/thon/{code}").status_code == 200


def test_counts_stand_on_the_page_of_a_decided_vote_and_on_no_other(village: Village, public: FlaskClient) -> None:
    for state, uuid in village.votes.items():
        page = public.get(f"/bieu-quyet/{uuid}").text
        assert ('<table class="result">' in page) == (state == "decided"), state
        assert ('class="tally"' in page) == (state == "decided"), state
