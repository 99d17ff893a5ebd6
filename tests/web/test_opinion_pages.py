"""A vote that asks for opinions decides nothing: no page, no paper, no interface says of it that it passed or did not.

Every page that shows such a vote is opened in each state of it; so are what machines read and what the verifier says.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE
from village.states import HOURS, opinions

from voting.verifier.formats import read_bytes
from voting.verifier.verification import verify
from web.client import Reader, sign_in
from web.conftest import app_for

NEVER = ("thông qua", "passed", "cần từ", "needed in favour", "tính như chưa đồng ý")
"""What is said of decisions alone, in both languages."""


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    village = opinions(tmp_path_factory.mktemp("opinions"))
    yield village
    village.services.close()


@pytest.fixture(scope="module")
def app(village: Village) -> Flask:
    return app_for(village)


def public_pages(village: Village) -> Iterator[str]:
    yield from ("/", "/the", f"/thon/{VILLAGE}")
    yield from (f"/phieu/{one.replace('+', '-').replace('/', '_')}" for one in village.trackers)
    for name, vote in village.votes.items():
        if name == "draft":
            continue
        yield from (f"/bieu-quyet/{vote}", f"/bieu-quyet/{vote}/kiem-tra", f"/api/v1/votes/{vote}")
        yield f"/api/v1/votes/{vote}/election.json"
        yield from (f"/bieu-quyet/{vote}/so/{one.index}" for one in village.services.votes.history(vote).events)
    yield f"/api/v1/votes/{village.votes['decided']}/result"


def head_pages(village: Village) -> Iterator[str]:
    yield "/ban-lam-viec"
    yield from (f"/quan-ly/{VILLAGE}{rest}" for rest in ("", "/y-kien-kin", "/ap-phich"))
    draft = f"/quan-ly/{VILLAGE}/bieu-quyet/nhap/{village.votes['draft']}"
    yield from (draft, f"{draft}/sua")
    for name, vote in village.votes.items():
        if name != "draft":
            yield from (f"/dieu-hanh/{vote}{rest}" for rest in ("", "/gia-han", "/huy", "/dinh-chinh"))


def others_pages(village: Village) -> Iterator[tuple[str, str]]:
    for login in ("dem.mot", "dem.hai"):
        yield from ((login, page) for page in (f"/kiem-phieu/{VILLAGE}", "/ban-lam-viec"))
        yield from ((login, f"/mo-phieu/{village.votes[name]}") for name in ("counting", "decided"))
    yield from (("vai.board", page) for page in (f"/giam-sat/{VILLAGE}", "/ban-lam-viec"))


def said_on(client: FlaskClient, page: str) -> str:
    answer = client.get(page, follow_redirects=True)
    assert answer.status_code == 200, page
    return " ".join(f"{answer.text} {Reader(answer.text).text}".lower().split())


def test_no_page_says_that_an_opinion_has_passed_or_not(app: Flask, village: Village) -> None:
    clients = {login: sign_in(app, login) for login in ("vai.head", "dem.mot", "dem.hai", "vai.board")}
    pages = [("", page) for page in public_pages(village)] + [("vai.head", page) for page in head_pages(village)]
    found = []
    for login, page in [*pages, *others_pages(village)]:
        for language in ("vi", "en"):
            client = clients.get(login) or app.test_client()
            client.set_cookie("ngon-ngu", language)
            said = said_on(client, page)
            found += [(page, language, words) for words in NEVER if words in said and not is_of_others(page, words)]
    assert found == []


def is_of_others(page: str, words: str) -> bool:
    """The interface names a field for what decisions have, which is null here."""
    return page.endswith("/result") and words == "passed"


def test_the_interface_has_no_number_to_reach(app: Flask, village: Village) -> None:
    client = app.test_client()
    for name, vote in village.votes.items():
        if name != "draft":
            told = client.get(f"/api/v1/votes/{vote}").json
            assert (told["opinion"], told["needed"], told["majority"], told["citation"]) == (True, None, None, None)
    result = client.get(f"/api/v1/votes/{village.votes['decided']}/result").json
    assert (result["needed"], {row["passed"] for one in result["questions"] for row in one["rows"]}) == (None, {None})


def test_a_card_is_told_that_it_is_an_opinion(app: Flask, village: Village) -> None:
    asked = {"village": VILLAGE, "key": village.phones["DH-002"].key}
    told = app.test_client().post("/api/v1/cards/lookup", data=json.dumps(asked))
    assert told.status_code == 200, told.text
    assert {one["kind"] for one in told.json["votes"]} == {"Ý kiến kín"}
    assert not [words for words in NEVER if words in told.text.lower()]


@pytest.mark.parametrize("name", ["decided", "counting", "open", "cancelled", "few"])
def test_the_verifier_finds_everything_right_and_nothing_decided(village: Village, name: str, tmp_path: Path) -> None:
    report = verify(read_bytes(village.bundle(village.votes[name]), "bundle.zip"))
    assert report.ok
    said = " ".join(str(one.sentence) for one in report.checks) + str(report.conclusion)
    assert not [words for words in NEVER if words in said.lower()]
    assert ("Kết quả ý kiến" in said) is (name == "decided")


def test_the_vote_is_marked_and_says_what_it_is(app: Flask, village: Village) -> None:
    page = Reader(app.test_client().get(f"/bieu-quyet/{village.votes['open']}").text)
    assert "Ý kiến kín. Chỉ để biết ý kiến, không quyết định việc gì." in page.text
    assert HOURS.text in Reader(app.test_client().get(f"/bieu-quyet/{village.votes['decided']}").text).text
