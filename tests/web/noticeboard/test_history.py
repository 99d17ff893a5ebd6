"""A vote's public page tells what happened to it: when, by which office and why, each line to be opened."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village

from web.client import Reader


def told(page: str) -> str:
    """The part of a page that tells what happened."""
    return Reader(page.partition('<ol class="time">')[2].partition("</ol>")[0]).text


def test_opening_says_when_until_when_and_for_how_many(village: Village, public: FlaskClient) -> None:
    said = told(public.get(f"/bieu-quyet/{village.votes['open']}").text)
    assert "Trưởng thôn" in said
    assert "Mở lúc " in said
    assert "5 hộ được biểu quyết" in said


def test_an_extension_says_until_when_and_why(own_app: Flask, own_village: Village) -> None:
    vote = own_village.votes["open"]
    later = own_village.services.votes.get(vote).closes_at_utc + timedelta(days=1)
    own_village.services.votes.extend(own_village.actors["head"], vote, later, "mưa bão, mất điện")
    said = told(own_app.test_client().get(f"/bieu-quyet/{vote}").text)
    assert "Kéo dài đến " in said
    assert ", vì: mưa bão, mất điện." in said


def test_a_cancellation_says_why_where_the_state_stands_and_in_the_history(
    village: Village, public: FlaskClient
) -> None:
    page = public.get(f"/bieu-quyet/{village.votes['cancelled']}").text
    assert "Đã hủy lúc " in told(page)
    assert Reader(page).text.count(", vì: ") == 2


def test_a_decided_vote_is_told_to_its_end(village: Village, public: FlaskClient) -> None:
    said = told(public.get(f"/bieu-quyet/{village.votes['decided']}").text)
    steps = (
        "Mở lúc",
        "Đóng sổ phiếu",
        "Cộng xong",
        "Máy chủ mở phần",
        "Thành viên kiểm phiếu số 3",
        "Đã thông qua: “Đồng ý”",
    )
    places = [said.index(step) for step in steps]
    assert places == sorted(places, reverse=True), "the latest first"


def test_every_line_of_the_history_opens_as_it_stands_in_the_book(village: Village, public: FlaskClient) -> None:
    vote = village.votes["decided"]
    links = [str(a.get("href")) for tag, a in Reader(public.get(f"/bieu-quyet/{vote}").text).tags if tag == "a"]
    lines = [link for link in links if "/so/" in link]
    assert len(lines) == len(village.services.votes.history(vote).events)
    for link in lines:
        page = public.get(link).text
        entry = json.loads(page.partition("<pre><code>")[2].partition("</code>")[0].replace("&#34;", '"'))
        assert entry["vote"] == vote


@pytest.mark.parametrize("index", [0, 99_999])
def test_a_line_about_something_else_is_not_shown_as_this_votes(
    village: Village, public: FlaskClient, index: int
) -> None:
    assert public.get(f"/bieu-quyet/{village.votes['decided']}/so/{index}").status_code == 404


def test_a_shared_link_says_what_is_decided_and_names_nobody(village: Village, public: FlaskClient) -> None:
    told = {"decided": "Đã thông qua: “Đồng ý” được 3/5 hộ", "open": "Đang biểu quyết. Cần từ 3/5 hộ đồng ý."}
    for state, says in told.items():
        tags = Reader(public.get(f"/bieu-quyet/{village.votes[state]}").text).tags
        meta = {str(a["property"]): str(a["content"]) for tag, a in tags if tag == "meta" and a.get("property")}
        assert meta["og:title"] == village.services.votes.get(village.votes[state]).title
        assert meta["og:description"].startswith(says)
        assert "DH-" not in str(meta)
