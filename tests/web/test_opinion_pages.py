"""A vote that asks for opinions decides nothing: no page, no paper, no interface says of it that it passed or did not.

Every page that shows such a vote is opened in each state of it; so are what machines read and what the verifier says.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, url_for
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


ASKED = ("village", "vote", "draft", "index", "digest", "name")
"""Arguments of addresses that are about a vote, its village or its commune."""
LOGINS = ("", "vai.head", "vai.team", "vai.cards", "dem.mot", "vai.board", "quan.tri")
"""Who is tried in turn, until somebody may open an address."""
PLAIN = ("home", "card", "find_receipt", "guide", "desk")
"""Pages without an argument that say something of votes."""


def addresses(app: Flask, village: Village) -> Iterator[str]:
    """Every address of the map that is about an opinion vote or where it is held, in each state of it."""
    named = {"village": VILLAGE, "draft": village.votes["draft"]}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or not set(rule.arguments) <= set(ASKED) or "log" in rule.rule:
            continue
        is_about = {"village", "vote", "draft"} & set(rule.arguments)  # a commune's page tells the law's own clocks
        if not is_about and rule.endpoint.rpartition(".")[2] not in PLAIN:
            continue
        with app.test_request_context("/"):
            yield from (url_for(rule.endpoint, **values) for values in values_of(rule.arguments, village, named))


def values_of(arguments: set[str], village: Village, named: dict[str, str]) -> Iterator[dict[str, object]]:
    known = {name: value for name, value in named.items() if name in arguments}
    if "vote" not in arguments:
        yield known
        return
    for name, vote in village.votes.items():
        if name == "draft" or "digest" in arguments:  # no paper is shown with them
            continue
        events = village.services.votes.history(vote).events if "index" in arguments else [None]
        for event in events:
            yield (
                known
                | {"vote": vote}
                | ({"index": event.index} if event else {})
                | ({"name": vote} if "name" in arguments else {})
            )


def said_on(clients: dict[str, FlaskClient], address: str) -> list[str]:
    """What the address answers to the first who may read it, in both languages; nothing where nobody may."""
    for client in clients.values():
        answer = client.get(address, follow_redirects=True, buffered=True)
        if answer.status_code == 200:
            if not answer.mimetype.startswith(("text/", "application/json", "application/atom")):
                return []
            client.set_cookie("ngon-ngu", "en")
            english = client.get(address, follow_redirects=True, buffered=True).text
            client.set_cookie("ngon-ngu", "vi")
            return [" ".join(f"{one} {Reader(one).text}".lower().split()) for one in (answer.text, english)]
    return []


def test_no_page_says_that_an_opinion_has_passed_or_not(app: Flask, village: Village) -> None:
    clients = {login: sign_in(app, login) if login else app.test_client() for login in LOGINS}
    read, found = 0, []
    for address in addresses(app, village):
        told = said_on(clients, address)
        read += bool(told)
        found += [
            (address, words) for said in told for words in NEVER if words in said and not is_named(address, words)
        ]
    assert found == []
    assert read > 90, read


def is_named(address: str, words: str) -> bool:
    """The interface names a field for what decisions have, which is null here."""
    return address.endswith("/result") and words == "passed"


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


def test_while_it_takes_ballots_it_asks_and_is_no_vote_under_way(app: Flask, village: Village) -> None:
    state = app.test_client().get(f"/bieu-quyet/{village.votes['open']}").text
    assert "Đang hỏi ý kiến" in state
    assert "Đang biểu quyết" not in state
