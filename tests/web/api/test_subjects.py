"""Household statements over HTTP: each refusal has its code, what is accepted can be read and checked by anyone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from village.life import Village
from village.people import COMMUNE, VILLAGE
from werkzeug.test import TestResponse

from voting.ledger.tlog_proof import check_receipt
from voting.manage.rehearsal import Phone
from voting.record.strict_zip import read_zip
from voting.services.households.subjects import SubjectKind

WORDS = "Hộ tôi đã tách hộ."


@pytest.fixture
def client(own_app: Flask) -> FlaskClient:
    return own_app.test_client()


@pytest.fixture
def subject(own_village: Village) -> str:
    closes = own_village.clock() + timedelta(days=3)
    team = own_village.actors["team"]
    return own_village.services.statements.open(team, VILLAGE, SubjectKind.LIST_REVIEW, closes).id


def letter(
    village: Village, subject: str, household: str = "DH-002", value: str = "right", n: int = 1, words=""
) -> bytes:
    return village.phones[household].letter(village.services.statements.get(subject).terms, value, n, words)


def send(client: FlaskClient, subject: str, body: bytes) -> TestResponse:
    return client.post(f"/api/v1/subjects/{subject}/statements", data=body, content_type="application/json")


def test_a_statement_is_accepted_counted_and_proven(client: FlaskClient, own_village: Village, subject: str) -> None:
    answer = send(client, subject, letter(own_village, subject, value="objection", words=WORDS))
    assert (answer.status_code, answer.json["index"]) == (201, 1)
    found = client.get(f"/api/v1/subjects/{subject}").json
    assert (found["state"], found["spoken"], found["households"]) == ("open", 1, 5)
    assert found["counts"] == [{"value": "right", "count": 0}, {"value": "objection", "count": 1}]
    vkey = client.get(f"/api/v1/subjects/{subject}/log/log.vkey").text.strip()
    assert vkey.startswith(f"dinh.example/{COMMUNE}/{subject}+")
    entry = own_village.raws(subject)[1]
    assert check_receipt(answer.json["receipt"], entry, vkey).index == 1


def test_the_household_sees_what_it_said_and_the_answer(
    client: FlaskClient, own_village: Village, subject: str
) -> None:
    tracker = send(client, subject, letter(own_village, subject, value="objection", words=WORDS)).json["tracker"]
    own_village.services.statements.answer(own_village.actors["team"], subject, tracker, "Tổ đã sửa.")
    asked = {"village": VILLAGE, "key": own_village.phones["DH-002"].key}
    (mine,) = client.post("/api/v1/cards/lookup", json=asked).json["subjects"]
    assert (mine["id"], mine["sequence"], mine["value"], mine["answer"]) == (subject, 1, "objection", "Tổ đã sửa.")
    assert WORDS not in client.post("/api/v1/cards/lookup", json=asked).text


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "malformed"),
        (b"{}", 400, "malformed"),
        (b"\xff\xfe", 400, "malformed"),
        (b"[" * 6_000, 400, "malformed"),
        (b" " * (8 * 1024 + 1), 413, "too-large"),
    ],
)
def test_nonsense_is_refused_with_its_code(
    client: FlaskClient, own_village: Village, subject: str, body: bytes, status: int, code: str
) -> None:
    answer = send(client, subject, body)
    assert (answer.status_code, answer.json["code"], answer.mimetype) == (status, code, "application/problem+json")
    assert own_village.services.statements.get(subject).statements == 0


def test_codes_of_refused_statements(client: FlaskClient, own_village: Village, subject: str) -> None:
    terms = own_village.services.statements.get(subject).terms
    good = letter(own_village, subject, n=5)
    assert send(client, subject, good).status_code == 201
    worded = letter(own_village, subject, "DH-003", "objection", words=WORDS)
    cases = {
        ("duplicate", 409): good,
        ("old-sequence", 409): letter(own_village, subject, n=4),
        ("unknown-pseudonym", 403): Phone.with_new_card().letter(terms, "right", 1),
        ("wrong-subject", 422): own_village.phones["DH-003"].letter(replace(terms, subject="1" * 14), "right", 1),
        ("wrong-value", 422): own_village.phones["DH-003"].letter(terms, "perhaps", 1),
        ("wrong-words", 422): worded.replace("tách".encode(), "nhập".encode()),
        ("bad-proof", 422): worded.replace(b'"sequence":1', b'"sequence":2'),
    }
    for (code, status), body in cases.items():
        answer = send(client, subject, body)
        assert (answer.json["code"], answer.status_code) == (code, status)
        assert answer.json["detail"]
    own_village.clock.move(hours=72)
    late = send(client, subject, worded)
    assert (late.json["code"], late.status_code) == ("not-open", 409)
    assert late.json["detail"] == "Đã hết giờ gửi ý kiến."
    missing = send(client, "1" * 14, worded)
    assert (missing.json["code"], missing.status_code) == ("unknown-subject", 404)


def test_who_sends_too_fast_is_told_to_wait(own_village: Village, subject: str) -> None:
    from voting.web.app import create_app  # noqa: PLC0415

    settings = replace(own_village.settings, ballots_per_minute=2)
    client = create_app(own_village.services, settings).test_client()
    codes = [
        client.post(
            f"/api/v1/subjects/{subject}/statements", data=b"{}", environ_overrides={"REMOTE_ADDR": "203.0.113.7"}
        ).json["code"]
        for _ in range(3)
    ]
    assert codes == ["malformed", "malformed", "rate-limited"]


def test_its_book_its_list_and_its_bundle_are_there_for_anyone(
    client: FlaskClient, own_village: Village, subject: str
) -> None:
    send(client, subject, letter(own_village, subject))
    base = f"/api/v1/subjects/{subject}"
    for path in ("checkpoint", "tile/0/000.p/2", "tile/entries/000.p/2", "log.vkey", "policy"):
        answer = client.get(f"{base}/log/{path}")
        assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, "*")
    listed = client.get(f"{base}/pseudonyms.json")
    assert len(listed.json) == 5
    with client.get(f"{base}/bundle.zip") as bundle:
        assert listed.data in read_zip(bundle.data).values()
    assert client.get(f"{base}/bundle.zip", headers={"If-None-Match": bundle.headers["ETag"]}).status_code == 304


def test_answers_have_the_described_shape(client: FlaskClient, own_village: Village, subject: str) -> None:
    described = client.get("/api/v1/openapi.json").get_json()
    registry = Registry().with_resource("urn:api", Resource(described, DRAFT202012))
    sent = letter(own_village, subject, value="objection", words=WORDS)
    asked = {"village": VILLAGE, "key": own_village.phones["DH-002"].key}
    answers = [
        ("Accepted", send(client, subject, sent).json),
        ("Subject", client.get(f"/api/v1/subjects/{subject}").json),
        ("Card", client.post("/api/v1/cards/lookup", json=asked).json),
    ]
    for schema, answer in answers:
        validator = Draft202012Validator({"$ref": f"urn:api#/components/schemas/{schema}"}, registry=registry)
        assert [error.message for error in validator.iter_errors(answer)] == [], schema
