"""The team asks the households, reads what they say, answers each, erases words, closes; others see numbers alone."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE

from web.client import sign_in, submit, token

PAGE = f"/quan-ly/{VILLAGE}/hoi-y-kien"
WORDS = "Thiếu tên con trai tôi.\nXin ghi thêm."


@pytest.fixture
def team(own_app: Flask) -> FlaskClient:
    return sign_in(own_app, "vai.team")


def ask(team: FlaskClient, village: Village) -> str:
    """Opened on the page; the subject's id."""
    closes = village.clock() + timedelta(days=3)
    sent = submit(team, PAGE, {"number": "1", "closes_day": f"{closes:%Y-%m-%d}", "closes_at": "20:00"})
    assert sent.status_code == 302, sent.text
    return sent.headers["Location"].rpartition("/")[2]


def say(village: Village, subject: str, household: str, value: str = "right", words: str = "") -> str:
    statements = village.services.statements
    letter = village.phones[household].letter(statements.get(subject).terms, value, 1, words)
    return statements.take(subject, letter).tracker


def test_the_team_asks_answers_and_erases(team: FlaskClient, own_village: Village) -> None:
    subject = ask(team, own_village)
    page = f"/hoi-y-kien/{subject}"
    tracker = say(own_village, subject, "DH-003", "objection", WORDS)
    say(own_village, subject, "DH-001")
    shown = team.get(page).text
    for said in ("Lê Thị Cúc", "Thiếu tên con trai tôi.", "Xin ghi thêm.", "3 hộ chưa trả lời"):
        assert said in shown
    empty = submit(team, page, {"tracker": tracker, "answer": ""}, to=f"{page}/tra-loi")
    assert empty.status_code == 422
    assert "Hãy viết câu trả lời." in empty.text
    sent = submit(team, page, {"tracker": tracker, "answer": "Tổ đã ghi thêm."}, to=f"{page}/tra-loi")
    assert sent.status_code == 302
    assert "Tổ đã ghi thêm." in team.get(page).text
    submit(team, page, {"tracker": tracker}, to=f"{page}/xoa-loi")
    after = team.get(page).text
    assert "Thiếu tên con trai tôi." not in after
    assert "hộ đã nhờ xóa" in after


def test_a_form_not_filled_in_says_so_and_keeps_what_was_typed(team: FlaskClient, own_village: Village) -> None:
    day = f"{own_village.clock() + timedelta(days=2):%Y-%m-%d}"
    empty = submit(team, PAGE, {"closes_day": day, "closes_at": ""})
    assert (empty.status_code, "Hãy chọn giờ hết hạn." in empty.text, day in empty.text) == (422, True, True)
    past = submit(team, PAGE, {"closes_day": "2020-01-01", "closes_at": "20:00"})
    assert "Giờ đóng phải sau giờ mở." in past.text or "Hãy chọn ngày" in past.text


def test_asked_twice_at_once_it_is_one_subject(team: FlaskClient, own_village: Village) -> None:
    closes = own_village.clock() + timedelta(days=3)
    fields = {"number": "same", "closes_day": f"{closes:%Y-%m-%d}", "closes_at": "20:00"}
    token_of = {"csrf_token": token(team.get(PAGE).text)}
    places = {team.post(PAGE, data=fields | token_of).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    again = team.post(PAGE, data=fields | token_of | {"number": "other"})
    assert "Thôn đang hỏi các hộ việc này rồi." in again.text


def test_only_the_team_reads_words_and_everyone_sees_numbers(
    team: FlaskClient, own_app: Flask, own_village: Village
) -> None:
    subject = ask(team, own_village)
    tracker = say(own_village, subject, "DH-003", "objection", WORDS)
    head = sign_in(own_app, "vai.head")
    seen = head.get(f"/hoi-y-kien/{subject}").text
    assert "Chỉ Tổ lấy ý kiến đọc được lời của từng hộ." in seen
    assert "Thiếu tên con trai tôi." not in seen
    refused = submit(head, PAGE, {"tracker": tracker, "answer": "x"}, to=f"/hoi-y-kien/{subject}/tra-loi")
    assert refused.status_code == 403
    for login in ("vai.board", "vai.front", "truong.tay"):
        assert sign_in(own_app, login).get(f"/hoi-y-kien/{subject}").status_code == 403
    stranger = own_app.test_client()
    page = stranger.get(f"/lay-y-kien/{subject}").text
    assert "1/5" in page.replace("<b>", "").replace("</b>", "")
    for private in ("DH-003", "Lê Thị Cúc", "Thiếu tên con trai tôi."):
        assert private not in page
    assert f"/lay-y-kien/{subject}" in stranger.get(f"/thon/{VILLAGE}").text
    assert stranger.get("/lay-y-kien/11111111111111").status_code == 404


def test_it_can_be_closed_when_every_household_has_answered(team: FlaskClient, own_village: Village) -> None:
    subject = ask(team, own_village)
    page = f"/hoi-y-kien/{subject}"
    early = submit(team, page, {}, to=f"{page}/dong")
    assert "vẫn còn hộ chưa trả lời" in team.get(early.headers["Location"]).text
    for household in own_village.phones:
        say(own_village, subject, household)
    assert "Mọi hộ đã trả lời: đóng ngay" in team.get(page).text
    submit(team, page, {}, to=f"{page}/dong")
    assert own_village.services.statements.get(subject).closed
