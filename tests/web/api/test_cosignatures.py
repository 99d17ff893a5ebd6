"""A witness that pulls posts its line; what is wrong with one is told as a problem; anyone reads what came of it."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from village.clock import START
from village.life import Village
from village.people import COMMUNE
from village.states import appointed
from village.witness import SocketWitness

from voting.services.record.watchers import NewWatcher
from web.conftest import app_for

LOG = f"/api/v1/communes/{COMMUNE}/log"
BOARD = SocketWitness("giam-sat.example/w", [], int(START.timestamp()))
OTHER = SocketWitness("ai-do.example/w", [], int(START.timestamp()))


@pytest.fixture
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    village = appointed(tmp_path_factory.mktemp("watched"))
    add(village, BOARD)
    yield village
    village.services.close()


@pytest.fixture
def client(watched: Village) -> FlaskClient:
    return app_for(watched).test_client()


def add(village: Village, witness: SocketWitness) -> None:
    new = NewWatcher(witness.name, witness.signer.vkey, "", 1)
    village.services.watchers.add(village.actors["admin"], new, "")


def body(village: Village, witness: SocketWitness, size: int = 0) -> bytes:
    log = village.log()
    return f"size {size or log.head().size}\n".encode() + witness.line(log.checkpoint())


def test_a_line_is_kept_published_and_told_in_the_described_shape(watched: Village, client: FlaskClient) -> None:
    sent = body(watched, BOARD)
    answer = client.post(f"{LOG}/cosignatures", data=sent, content_type="text/plain")
    assert (answer.status_code, answer.json) == (
        200, {"witness": "giam-sat-example-w", "size": watched.log().head().size, "new": True},
    )  # fmt: skip
    described = client.get("/api/v1/openapi.json").get_json()
    registry = Registry().with_resource("urn:api", Resource(described, DRAFT202012))
    shape = Draft202012Validator({"$ref": "urn:api#/components/schemas/Cosigned"}, registry=registry)
    assert list(shape.iter_errors(answer.json)) == []
    assert BOARD.line(watched.log().checkpoint()) in client.get(f"{LOG}/checkpoint").data
    again = client.post(f"{LOG}/cosignatures", data=sent)
    assert (again.status_code, again.json["new"]) == (200, False)


def test_what_is_wrong_with_a_line_is_told_by_status_and_code(watched: Village, client: FlaskClient) -> None:
    long_ago = SocketWitness(BOARD.name, [], BOARD.time_s - 3 * 86_400)
    cases = [
        (b"", 400, "malformed"),
        (b"size 1\nno line\n", 400, "malformed"),
        (b"a" * 2000, 413, "too-large"),
        (body(watched, OTHER), 422, "unknown-witness"),
        (body(watched, BOARD, 1), 422, "signature-invalid"),
        (body(watched, long_ago), 422, "cosignature-dated"),
        (body(watched, BOARD, 9999), 404, "unknown-size"),
    ]
    for sent, status, code in cases:
        answer = client.post(f"{LOG}/cosignatures", data=sent)
        assert (answer.status_code, answer.mimetype, answer.json["code"]) == (status, "application/problem+json", code)
    elsewhere = client.post("/api/v1/communes/nowhere/log/cosignatures", data=body(watched, BOARD))
    assert (elsewhere.status_code, elsewhere.json["code"]) == (404, "unknown-commune")


def test_one_address_posts_so_many_a_minute(watched: Village) -> None:
    client, most = app_for(watched).test_client(), watched.settings.ballots_per_minute
    answers = [
        client.post(f"{LOG}/cosignatures", data=b"", environ_base={"REMOTE_ADDR": "203.0.113.7"}).status_code
        for _ in range(most + 1)
    ]
    assert answers == [400] * most + [429]


def test_the_head_that_brought_a_policy_is_served_for_ever(watched: Village, client: FlaskClient) -> None:
    add(watched, OTHER)
    index = watched.log().head().size - 1
    waiting = client.get(f"{LOG}/policies/{index}")
    assert (waiting.status_code, waiting.json["code"]) == (404, "unknown-policy")
    assert OTHER.signer.vkey not in client.get(f"{LOG}/policy").text
    client.post(f"{LOG}/cosignatures", data=body(watched, BOARD))
    answer = client.get(f"{LOG}/policies/{index}")
    assert answer.data == watched.log().checkpoint()
    assert "immutable" in answer.headers["Cache-Control"]
    assert OTHER.signer.vkey in client.get(f"{LOG}/policy").text
    assert client.get(f"{LOG}/policies/0").status_code == 404
