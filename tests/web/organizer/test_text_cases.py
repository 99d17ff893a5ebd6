"""Texts that cannot be seen or told apart, typed into both forms that open a vote: 422 at the field, nothing begun."""

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE

from web.client import sign_in, submit
from web.organizer import test_opinions, test_votes

TITLES = [
    "\u200b\u200b", "\u2060\ufeff", "\u3164", "Sửa \u202eđường", "Sửa\u2028\u2067 đường", "Sửa đường\u0007",
    "\u0301Sửa", "Sửa đ\u0316\u0317\u0318\u0319ường", "—", "\u00ad…\u00ad",
]  # fmt: skip
ANSWERS = [
    "Vàng\nVàng\u200b", "Vàng\nvàng.", "6 giờ\n\u0431 giờ", "Đỏ\nÐỏ", "Nâu\nNâu\u0332", "Vàng\nNâu\n\u2060", "Vàng\n—",
    "Số 10\nSố 1O", "Tổ 3\nTổ \u0417", "Xanh\n\u202ehnaX", "Nâu\n\uff2eâu",
]  # fmt: skip


@pytest.fixture
def head(own_app: Flask) -> FlaskClient:
    return sign_in(own_app, "vai.head")


def refused(head: FlaskClient, village: Village, fields: dict[str, str]) -> None:
    before = len(village.services.votes.page(VILLAGE).rows)
    answer = submit(head, test_opinions.PAGE, test_opinions.GOOD | fields)
    assert answer.status_code == 422
    assert "Lỗi:" in answer.text
    assert len(village.services.votes.page(VILLAGE).rows) == before


@pytest.mark.parametrize("title", TITLES)
def test_a_title_that_cannot_be_read_opens_nothing(head: FlaskClient, own_village: Village, title: str) -> None:
    refused(head, own_village, {"title": title})


@pytest.mark.parametrize("answers", ANSWERS)
def test_answers_that_nobody_can_tell_apart_open_nothing(head: FlaskClient, own_village: Village, answers: str) -> None:
    refused(head, own_village, {"questions-0-answers": answers, "questions-0-maximum": "1"})


@pytest.mark.shared
def test_the_cases_open_nothing(head: FlaskClient, own_village: Village, shared: Path) -> None:
    matter = test_votes.ready(own_village)
    for case in json.loads((shared / "cases/invisible-text/forms.json").read_text()):
        fields = {"title": case["title"]} if "title" in case else {"questions-0-answers": case["answers"]}
        refused(head, own_village, fields)
        assert test_votes.send(head, matter, **fields).status_code == 422, case["name"]
