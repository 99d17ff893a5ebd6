"""A village's desk after many votes: the latest few stand on it, all are found page by page, and it costs no more."""

import re
from collections.abc import Iterator
from itertools import chain

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE

from voting.services.pages import PAGE
from voting.web.organizer.home import LATEST
from web.client import Reader, sign_in
from web.noticeboard.test_long_lists import cost, ended, read_on

HOME, ALL, BOARD = f"/quan-ly/{VILLAGE}", f"/quan-ly/{VILLAGE}/bieu-quyet", f"/giam-sat/{VILLAGE}"
LINKS = {ALL: re.compile(r'<h3><a href="/dieu-hanh/(\w+)"'), BOARD: re.compile(r'<h3><a href="/bieu-quyet/(\w+)"')}


@pytest.fixture
def head(own_app: Flask) -> Iterator[FlaskClient]:
    return sign_in(own_app, "vai.head")


def many(village: Village) -> None:
    for number in range(PAGE):
        ended(village, f"Bà con muốn trồng cây gì ở ngõ {number}?")


def test_the_desk_shows_the_latest_votes_and_leads_to_all_of_them(head: FlaskClient, own_village: Village) -> None:
    assert f'href="{ALL}"' not in head.get(HOME).text, "few votes stand on the desk itself"
    many(own_village)
    earlier = head.get(HOME).text.partition("Các cuộc trước đây")[2]
    assert len(LINKS[ALL].findall(earlier)) == LATEST
    assert f'href="{ALL}"' in earlier


@pytest.mark.parametrize("page", LINKS)
def test_every_vote_is_found_page_by_page_newest_first(head: FlaskClient, own_village: Village, page: str) -> None:
    before = {one.uuid for one in own_village.services.votes.page(VILLAGE)}
    many(own_village)
    found = [LINKS[page].findall(text) for text in read_on(head, page)]
    assert [len(one) for one in found] == [PAGE, len(before)]
    assert before < {*chain(*found)}
    assert "Không còn cuộc nào cũ hơn." in Reader(head.get(f"{page}?trang=9").text).text


def test_the_desk_costs_the_same_after_many_votes(own_app: Flask, own_village: Village) -> None:
    for number in range(LATEST):
        ended(own_village, f"Bà con muốn trồng cây gì ở xóm {number}?")
    first = cost_later(own_app, own_village)
    many(own_village)
    assert cost_later(own_app, own_village) <= first


def cost_later(app: Flask, village: Village) -> int:
    """The desk's statements when nothing on it is fresh any more, to an official who has just signed in."""
    village.clock.move(days=40)
    return cost(sign_in(app, "vai.head"), HOME)
