"""A village of many years: its page costs what it cost in the first one, and everything is found page by page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from village.life import Village
from village.people import VILLAGE
from village.road import Walk

from voting.services.matters.terms import Ending
from voting.services.pages import PAGE
from voting.services.votes.drafting import NewQuestion
from web.client import Reader

HOME = f"/thon/{VILLAGE}"
MANY = 60
MATTER, VOTE = re.compile(r'href="/viec/(\w+)"'), re.compile(r'href="/bieu-quyet/([0-9A-Za-z]+)"')


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of any database meanwhile, as SQLite's driver says it."""
    asked: list[str] = []
    drivers: list[Any] = []

    def note(connection: Connection) -> None:
        drivers.append(connection.connection.driver_connection)
        drivers[-1].set_trace_callback(asked.append)

    event.listen(Engine, "engine_connect", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "engine_connect", note)
        for driver in drivers:
            driver.set_trace_callback(None)


def cost(client: FlaskClient, page: str) -> int:
    """How many statements a page takes, the second time: the first fills what never changes."""
    client.get(page)
    with statements() as asked:
        assert client.get(page).status_code == 200
    assert asked
    return len(asked)


def ended(village: Village, title: str) -> None:
    """A question that was asked of the households and cancelled."""
    vote = village.ask(title, NewQuestion("Cây gì?", ("Cây bàng", "Cây xoài")))
    village.services.votes.cancel(village.actors["head"], vote, "Bà con muốn bàn thêm")


def read_on(client: FlaskClient, page: str) -> Iterator[str]:
    """This page, and the older ones by its link."""
    while page:
        text = client.get(page).text
        yield text
        older = re.search(r'rel="next" href="([^"]+)"', text)
        page = older[1].replace("&amp;", "&") if older else ""


def test_a_page_takes_as_many_statements_with_sixty_matters_as_with_a_few(own_app: Flask, own_village: Village) -> None:
    public, head = own_app.test_client(), own_village.actors["head"]
    stopped = Walk(own_village).propose("Giờ tưới cây")
    own_village.services.meetings.end(head, stopped.id, Ending.WITHDRAWN, "Bà con muốn bàn thêm")
    pages = (HOME, f"{HOME}/viec", f"{HOME}/ket-qua")
    first = {page: cost(public, page) for page in pages}
    for number in range(MANY):
        Walk(own_village).propose(f"Trồng cây ở ngõ {number}")
    for number in range(PAGE + 3):
        ended(own_village, f"Bà con muốn trồng cây gì ở ngõ {number}?")
    assert all(cost(public, page) <= first[page] for page in pages)


def test_every_matter_and_result_is_found_page_by_page_newest_first(own_app: Flask, own_village: Village) -> None:
    public = own_app.test_client()
    ids = [Walk(own_village).propose(f"Trồng cây ở ngõ {number}").id for number in range(2 * PAGE)]
    found = [MATTER.findall(page) for page in read_on(public, f"{HOME}/viec")]
    assert [len(one) for one in found] == [PAGE, PAGE, 5]
    assert [*chain(*found)][: 2 * PAGE] == ids[::-1]
    for number in range(PAGE):
        ended(own_village, f"Bà con muốn trồng cây gì ở ngõ {number}?")
    shown = [VOTE.findall(page) for page in read_on(public, f"{HOME}/ket-qua")]
    assert [len(one) for one in shown] == [PAGE, 2]
    assert {own_village.votes["decided"], own_village.votes["cancelled"]} <= {*chain(*shown)}
    page = public.get(HOME).text
    assert f'href="{HOME}/viec"' in page
    assert f'href="{HOME}/ket-qua"' in page


def test_a_page_that_is_not_there_says_so_and_a_wrong_number_is_the_first(public: FlaskClient) -> None:
    assert "Không còn việc nào cũ hơn." in Reader(public.get(f"{HOME}/viec?trang=9").text).text
    assert "Không còn kết quả nào cũ hơn." in Reader(public.get(f"{HOME}/ket-qua?trang=9").text).text
    first = public.get(f"{HOME}/viec").text
    for wrong in ("0", "-1", "x", "9" * 30):
        assert MATTER.findall(public.get(f"{HOME}/viec?trang={wrong}").text) == MATTER.findall(first)


def test_a_few_results_stand_on_the_village_page_itself(village: Village, public: FlaskClient) -> None:
    page = public.get(HOME).text
    assert {village.votes["decided"], village.votes["cancelled"]} <= {*VOTE.findall(page)}
    assert f'href="{HOME}/ket-qua"' not in page


def test_strangers_are_told_nothing_that_is_kept_beside_the_record(own_village: Village) -> None:
    walk = Walk(own_village).propose("Trồng cây ở ngõ 1").walk("poll")
    walk.open()
    told = repr(own_village.services.matters.get(walk.id))
    for personal in ("Lê Thị Mận", "0912 345 678", "giay-da-nhan", own_village.actors["head"].account_id):
        assert personal not in told
