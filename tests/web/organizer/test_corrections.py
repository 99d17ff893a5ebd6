"""The head corrects a wrong paper from the vote's own page, and everyone reads both papers and why."""

import io
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.road import Walk
from werkzeug.test import TestResponse

from voting.services.votes.drafting import NewDocument, NewQuestion, NewVote
from web.client import Reader, sign_in, submit, token

WHY = "Tải nhầm bản cũ."


def pdf(name: str, text: bytes) -> tuple[io.BytesIO, str, str]:
    return io.BytesIO(b"%PDF-1.7 " + text), name, "application/pdf"


@pytest.fixture
def head(own_app: Flask) -> FlaskClient:
    return sign_in(own_app, "vai.head")


@pytest.fixture
def vote(own_village: Village) -> str:
    """A vote that was opened with the wrong paper."""
    now = own_village.clock()
    wrong = NewDocument("Quy chế cũ.pdf", "application/pdf", b"%PDF-1.7 wrong")
    question = NewQuestion("Thông qua quy chế thôn?")
    new = NewVote("Quy chế thôn", "", (question,), now, now + timedelta(days=3), (wrong,))
    return Walk(own_village).to_vote(new)


def offered(page: str) -> list[str]:
    return [str(tag.get("value")) for name, tag in Reader(page).tags if name == "input" and tag.get("name") == "what"]


def test_a_wrong_paper_is_replaced_and_both_are_shown_with_the_reason(
    head: FlaskClient, vote: str, own_app: Flask
) -> None:
    assert f"/dieu-hanh/{vote}/dinh-chinh" in head.get(f"/dieu-hanh/{vote}").text
    address = f"/dieu-hanh/{vote}/dinh-chinh"
    paper = next(one for one in offered(head.get(address).text) if one.startswith("paper:"))
    sent = {"what": paper, "reason": WHY, "documents": pdf("Quy chế thôn.pdf", b"right")}
    assert submit(head, address, sent).status_code == 302
    again = sent | {"documents": pdf("Quy chế thôn.pdf", b"right")}
    assert submit(head, address, again).status_code == 302
    page = Reader(own_app.test_client().get(f"/bieu-quyet/{vote}").text).text
    assert "Quy chế cũ.pdf Đính chính ngày" in " ".join(page.split())
    assert f"nay là “Quy chế thôn.pdf”, vì: {WHY}" in page
    told = own_app.test_client().get(f"/api/v1/votes/{vote}").json["documents"]
    assert [bool(one["replaced_by"]) for one in told] == [True, False]


def test_back_after_a_correction_shows_it_and_corrects_nothing_twice(
    head: FlaskClient, vote: str, own_app: Flask, own_village: Village
) -> None:
    address = f"/dieu-hanh/{vote}/dinh-chinh"
    page = head.get(address).text
    paper = next(one for one in offered(page) if one.startswith("paper:"))
    kept = {"csrf_token": token(page), "what": paper, "reason": WHY,
            "seen": next(tag["value"] for _name, tag in Reader(page).tags if tag.get("name") == "seen")}  # fmt: skip

    def send(**change: object) -> TestResponse:
        sent = kept | {"documents": pdf("Quy chế thôn.pdf", b"right")} | change
        return head.post(address, data=sent, content_type="multipart/form-data")

    assert send().status_code == 302
    assert "Đính chính tài liệu “Quy chế cũ.pdf”, nay là “Quy chế thôn.pdf”" in head.get(address).text
    assert send().status_code == 302, "a second press"
    other = send(reason="Lý do khác", documents=pdf("Bản ba.pdf", b"third"))
    assert (other.status_code, "nơi khác vừa đổi việc này" in other.text) == (422, True)
    again = send(reason="Lý do khác", seen="", documents=pdf("Bản ba.pdf", b"third"))
    assert (again.status_code, "Tài liệu ấy đã được đính chính rồi." in again.text) == (422, True)
    assert own_village.services.corrections.possible(vote).made == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"what": ""}, "Hãy chọn điều cần đính chính."),
        ({"what": "words:0"}, "Hãy chọn điều cần đính chính."),
        ({"reason": " "}, "Hãy ghi lý do"),
        ({"what": "paper"}, "Hãy chọn tài liệu đúng."),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_the_rest_is_kept(
    head: FlaskClient, vote: str, sent: dict[str, str], said: str
) -> None:
    address = f"/dieu-hanh/{vote}/dinh-chinh"
    values = offered(head.get(address).text)
    whole = {"what": next(one for one in values if one.startswith("words:")), "reason": WHY} | sent
    if whole["what"] == "paper":
        whole["what"] = next(one for one in values if one.startswith("paper:"))
    answer = submit(head, address, whole)
    assert answer.status_code == 422
    assert said in Reader(answer.text).text
    assert whole["reason"] in answer.text


def test_only_the_head_is_offered_it(vote: str, own_app: Flask) -> None:
    board = sign_in(own_app, "vai.board")
    assert "dinh-chinh" not in board.get(f"/dieu-hanh/{vote}").text
    assert board.get(f"/dieu-hanh/{vote}/dinh-chinh").status_code == 403
