"""Cards lost, and cards made again in numbers: who asks, who answers, and what Back, reload and a second press do."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE
from werkzeug.test import TestResponse

from voting.manage.rehearsal import Phone
from web.client import sign_in, submit, token

PAGE = f"/quan-ly/{VILLAGE}/the-ho"
LOST, WAITING, AGAIN = f"{PAGE}/huy", f"{PAGE}/cho-dong-y", f"{PAGE}/lam-lai"
REASON = {"reason": "Hộ báo mất thẻ"}


@pytest.fixture
def quiet(own_village: Village) -> Village:
    """No vote is open."""
    for name in ("open", "upcoming"):
        own_village.services.votes.cancel(own_village.actors["head"], own_village.votes[name], "Kiểm thử")
    return own_village


def answer(client: FlaskClient, yes: bool = True) -> TestResponse:
    """Presses the first button of the first question."""
    page = client.get(WAITING).text
    data = {"csrf_token": token(page), "question": first_question(page), "answer": "yes" if yes else "no"}
    return client.post(WAITING, data=data)


def first_question(page: str) -> str:
    return re.findall(r'name="question" value="([^"]+)"', page)[0]


def test_a_lost_card_is_cancelled_with_a_public_reason(own_app: Flask, quiet: Village) -> None:
    team = sign_in(own_app, "vai.team")
    unknown = submit(team, LOST, {"household": "DH-404", **REASON})
    assert "Không có thẻ còn hiệu lực nào" in unknown.text
    assert 'value="DH-404"' in unknown.text
    done = submit(team, LOST, {"household": " dh-002 ", **REASON})
    assert done.status_code == 302
    assert "Đã hủy thẻ của hộ DH-002" in team.get(done.headers["Location"]).text
    twice = submit(team, LOST, {"household": "DH-002", **REASON})
    assert twice.status_code == 422
    assert quiet.services.cards.status(quiet.actors["team"], VILLAGE).revoked == 1


def test_while_a_vote_is_open_one_asks_and_another_agrees(own_app: Flask, own_village: Village) -> None:
    spares = {"~1": Phone.with_new_card().key}
    own_village.services.cards.issue(own_village.actors["cards"], VILLAGE, spares)
    own_village.votes["new"] = own_village.open_vote("Trồng cây đường làng")
    team, authority = sign_in(own_app, "vai.team"), sign_in(own_app, "vai.cards")
    assert "cần hai người" in team.get(LOST).text
    for _press in range(2):  # a second press, or Back and again
        assert submit(team, LOST, {"household": "DH-003", **REASON}).status_code == 302
    mine = team.get(WAITING).text
    assert mine.count("Thay thẻ của hộ DH-003") == 1
    assert "Chờ một người khác đồng ý" in mine
    assert "Đồng ý thay thẻ này" not in mine
    theirs = authority.get(WAITING).text
    assert "thẻ dự phòng số 1" in theirs
    assert "gửi được phiếu trong 1 cuộc" in theirs
    assert "Trong 2 cuộc đang mở, hộ không gửi phiếu qua mạng được nữa" in theirs, "opened before there were spares"
    done = answer(authority)
    told = authority.get(done.headers["Location"]).text
    assert "Hãy lấy thẻ dự phòng số 1 và giao cho hộ DH-003" in told
    assert "Hộ DH-003: thẻ dự phòng số 1" in authority.get(WAITING).text, "after a reload too"


def test_a_question_answered_twice_changes_nothing_the_second_time(own_app: Flask, own_village: Village) -> None:
    team, authority = sign_in(own_app, "vai.team"), sign_in(own_app, "vai.cards")
    submit(team, LOST, {"household": "DH-003", **REASON})
    page = authority.get(WAITING).text
    data = {"csrf_token": token(page), "question": first_question(page), "answer": "yes"}
    for _press in range(2):
        assert authority.post(WAITING, data=data).status_code == 302
    assert "đã được quyết từ trước" in authority.get(WAITING).text
    assert own_village.services.replacing.changes(own_village.votes["open"]).closed == 1
    assert authority.post(WAITING, data={**data, "question": "khong-co"}).status_code == 404


def test_who_asked_may_take_it_back_but_not_agree(own_app: Flask, own_village: Village) -> None:
    team = sign_in(own_app, "vai.team")
    submit(team, LOST, {"household": "DH-003", **REASON})
    answer(team)
    assert "Người đã đề nghị không tự đồng ý được." in team.get(WAITING).text
    assert answer(team, yes=False).status_code == 302
    assert "Không có việc nào đang chờ" in team.get(WAITING).text
    assert own_village.services.card_lookup.find(VILLAGE, own_village.phones["DH-003"].key).valid


def test_all_cards_are_made_again_only_by_name_and_by_two(own_app: Flask, quiet: Village) -> None:
    head = sign_in(own_app, "vai.head")
    assert "5 thẻ đã in sẽ hết hiệu lực" in head.get(AGAIN).text
    wrong = submit(head, AGAIN, {"reason": "Tờ in bị mất hoặc hỏng", "named": "Tây Hòa"})
    assert wrong.status_code == 422
    assert "Tên thôn chưa đúng" in wrong.text
    voted = submit(head, AGAIN, {"reason": "Tờ in bị mất hoặc hỏng", "named": "đông hòa"})
    assert (voted.status_code, quiet.services.replacing.waiting(quiet.actors["head"], VILLAGE)) == (422, ())
    assert "Đã có hộ gửi phiếu bằng bộ thẻ này" in voted.text


def test_more_than_three_cards_at_once_wait_for_a_second_official(own_app: Flask, quiet: Village) -> None:
    authority, team = sign_in(own_app, "vai.cards"), sign_in(own_app, "vai.team")
    for household in ("DH-001", "DH-002", "DH-003", "DH-004"):
        quiet.services.cards.revoke(quiet.actors["team"], VILLAGE, household, "Hộ báo mất thẻ")
    page = authority.get(PAGE).text
    assert 'data-household="DH-001"' not in page
    assert "4 hộ chờ cấp lại thẻ" in page
    assert submit(authority, PAGE, {}, to=f"{PAGE}/cap-lai").status_code == 302
    assert answer(team).status_code == 302
    assert 'data-household="DH-004"' in authority.get(PAGE).text
