"""The description is valid, and it describes exactly the routes there are."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from village.life import Village
from village.people import COMMUNE, VILLAGE

from voting.web.speech.trackers import to_address


@pytest.fixture(scope="module")
def described(app: Flask) -> dict[str, Any]:
    return app.test_client().get("/api/v1/openapi.json").get_json()


def test_the_description_is_valid_openapi(described: dict[str, Any]) -> None:
    validate(described)


def test_it_describes_the_routes_there_are_and_no_other(app: Flask, described: dict[str, Any]) -> None:
    routes = set()
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api."):
            path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix("/api/v1"))
            routes |= {(path, method, rule.endpoint) for method in rule.methods & {"GET", "POST"}}
    listed = {
        (path, method.upper(), f"api.{operation['operationId']}")
        for path, item in described["paths"].items()
        for method, operation in item.items()
    }
    assert routes == listed


def answers(village: Village, public: FlaskClient) -> list[tuple[str, str, Any]]:
    """(path, schema, answer) of each JSON answer."""
    vote, tracker = village.votes["decided"], to_address(village.trackers[0])
    phone = village.phones["DH-001"]
    base = f"/api/v1/votes/{vote}"
    found = [
        (base, "Vote", public.get(base).json),
        (f"{base}/result", "Result", public.get(f"{base}/result").json),
        (f"{base}/ballots", "Ballot", public.get(f"{base}/ballots/{tracker}").json),
        (f"{base}/credentials", "LastBallot", public.get(f"{base}/credentials/{phone.credential(vote)}").json),
        ("problem", "Problem", public.get("/api/v1/votes/none").json),
    ]
    card = public.post("/api/v1/cards/lookup", json={"village": VILLAGE, "key": phone.key})
    return [*found, ("lookup", "Card", card.json)]


def test_answers_have_the_described_shape(village: Village, public: FlaskClient, described: dict[str, Any]) -> None:
    registry = Registry().with_resource("urn:api", Resource(described, DRAFT202012))
    for path, schema, answer in answers(village, public):
        validator = Draft202012Validator({"$ref": f"urn:api#/components/schemas/{schema}"}, registry=registry)
        assert [error.message for error in validator.iter_errors(answer)] == [], path


RECORD = ["checkpoint", "tile/0/000.p/1", "tile/entries/000.p/1", "log.vkey", "policy"]


@pytest.mark.parametrize("path", RECORD)
def test_the_record_is_there_for_anyone(village: Village, public: FlaskClient, path: str) -> None:
    for place in (f"communes/{COMMUNE}", f"votes/{village.votes['open']}"):
        answer = public.get(f"/api/v1/{place}/log/{path}")
        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
