"""Sending a ballot: each refusal has its code, nothing is half-stored, an acceptance can be checked."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE
from werkzeug.test import TestResponse

from voting.manage.rehearsal import Phone
from voting.web.speech.trackers import from_address, to_address

YES, NO = [[1, 0, 0]], [[0, 1, 0]]


@pytest.fixture
def client(own_app: Flask) -> FlaskClient:
    return own_app.test_client()


def envelope(village: Village, household: str = "DH-002", *, vote: str = "open", sequence: int = 1) -> bytes:
    election = village.services.publication.election(village.votes[vote])
    return village.phones[household].envelope(election, YES, sequence)


def send(client: FlaskClient, village: Village, body: bytes, vote: str = "open") -> TestResponse:
    return client.post(f"/api/v1/votes/{village.votes[vote]}/ballots", data=body, content_type="application/json")


def size(village: Village) -> int:
    return village.log(village.votes["open"]).head().size


def test_a_ballot_is_accepted_and_found_again(client: FlaskClient, own_village: Village) -> None:
    answer = send(client, own_village, envelope(own_village))
    assert answer.status_code == 201
    tracker = answer.json["tracker"]
    assert answer.json["receipt"].startswith("c2sp.org/tlog-proof@v1\n")
    address = to_address(tracker)
    found = client.get(f"/api/v1/votes/{own_village.votes['open']}/ballots/{address}").json
    assert (found["tracker"], found["index"], found["counted"]) == (tracker, answer.json["index"], True)
    assert found["at"] == answer.json["at"]


def test_either_alphabet_finds_a_ballot(client: FlaskClient, own_village: Village) -> None:
    assert from_address(to_address("/+/" * 14 + "A")) == "/+/" * 14 + "A"
    for tracker in own_village.trackers[:4]:
        answer = client.get(f"/api/v1/votes/{own_village.votes['decided']}/ballots/{tracker}")
        assert answer.json["tracker"] == tracker


def test_a_later_ballot_of_the_household_counts_instead(client: FlaskClient, own_village: Village) -> None:
    first = send(client, own_village, envelope(own_village)).json["tracker"]
    second = send(client, own_village, envelope(own_village, sequence=2)).json["tracker"]
    counted = {}
    for tracker in (first, second):
        address = to_address(tracker)
        found = client.get(f"/api/v1/votes/{own_village.votes['open']}/ballots/{address}")
        counted[tracker] = found.json["counted"]
    assert counted == {first: False, second: True}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "malformed"),
        (b"{}", 400, "malformed"),
        (b"\xff\xfe", 400, "malformed"),
        (b"[" * 60_000, 400, "malformed"),
        (b" " * (64 * 1024 + 1), 413, "too-large"),
    ],
)
def test_nonsense_is_refused_with_its_code(
    client: FlaskClient, own_village: Village, body: bytes, status: int, code: str
) -> None:
    before = size(own_village)
    answer = send(client, own_village, body)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.mimetype == "application/problem+json"
    assert size(own_village) == before


def test_a_body_of_unknown_length_is_read_no_further_than_the_limit(client: FlaskClient, own_village: Village) -> None:
    endless = BytesIO(b"1" * 1_000_000)
    answer = client.post(
        f"/api/v1/votes/{own_village.votes['open']}/ballots",
        input_stream=endless,
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )
    assert answer.json["code"] == "too-large"
    assert endless.tell() < 200_000


def test_codes_of_refused_ballots(client: FlaskClient, own_village: Village) -> None:
    good = envelope(own_village)
    assert send(client, own_village, good.replace(b'"sequence":1', b'"sequence":1 ')).json["code"] == "malformed"
    assert send(client, own_village, good.replace(b'"sequence":1', b'"sequence":2')).json["code"] == "bad-proof"
    assert send(client, own_village, envelope(own_village, vote="upcoming"), "upcoming").json["code"] == "not-open"
    assert send(client, own_village, envelope(own_village, vote="decided"), "decided").json["code"] == "not-open"
    assert send(client, own_village, envelope(own_village, vote="decided")).json["code"] == "wrong-election"
    assert send(client, own_village, good).status_code == 201
    assert send(client, own_village, good).json["code"] == "duplicate"
    assert send(client, own_village, envelope(own_village)).json["code"] == "old-sequence"


def test_a_card_of_nobody_is_refused(client: FlaskClient, own_village: Village) -> None:
    own_village.phones["stranger"] = Phone.with_new_card()
    answer = send(client, own_village, envelope(own_village, "stranger"))
    assert (answer.status_code, answer.json["code"]) == (403, "unknown-credential")


def test_one_second_after_closing_is_too_late(client: FlaskClient, own_village: Village) -> None:
    body = envelope(own_village)
    own_village.clock.now = own_village.services.votes.get(own_village.votes["open"]).closes_at_utc
    own_village.clock.move(seconds=1)
    answer = send(client, own_village, body)
    assert (answer.status_code, answer.json["code"]) == (409, "not-open")


def test_a_replaced_card_says_so(client: FlaskClient, own_village: Village) -> None:
    key = own_village.phones["DH-005"].key
    own_village.lose_card("DH-005")
    answer = client.post("/api/v1/cards/lookup", json={"village": VILLAGE, "key": key})
    assert (answer.status_code, answer.json["code"]) == (410, "revoked-card")
    late = send(client, own_village, envelope(own_village, "DH-005"))
    assert (late.status_code, late.json["code"]) == (403, "closed-credential")


NONSENSE = [
    b"", b"[]", b'{"village":"dong-hoa"}', b'{"village":1,"key":2}', b"\xff", b"[" * 900, b"[" * 1024,
    b'{"village":"\\ud800","key":"x"}', b'{"village":"dong-hoa","key":"\\udfff"}',
]  # fmt: skip


@pytest.mark.parametrize("body", NONSENSE)
def test_a_nonsense_lookup_is_malformed(client: FlaskClient, body: bytes) -> None:
    answer = client.post("/api/v1/cards/lookup", data=body, content_type="application/json")
    assert (answer.status_code, answer.json["code"]) == (400, "malformed")


def test_a_card_is_told_of_the_households_last_ballot(client: FlaskClient, own_village: Village) -> None:
    def known(household: str) -> dict[str, tuple[int, str | None]]:
        card = {"village": VILLAGE, "key": own_village.phones[household].key}
        votes = client.post("/api/v1/cards/lookup", json=card).json["votes"]
        return {vote["uuid"]: (vote["sequence"], vote["tracker"]) for vote in votes}

    assert known("DH-001")[own_village.votes["open"]] == (1, own_village.trackers[-1])
    assert known("DH-002")[own_village.votes["open"]] == (0, None)
    assert known("DH-004")[own_village.votes["decided"]] == (2, own_village.trackers[4])


def test_an_unknown_card_is_not_found(client: FlaskClient) -> None:
    answer = client.post("/api/v1/cards/lookup", json={"village": VILLAGE, "key": Phone.with_new_card().key})
    assert (answer.status_code, answer.json["code"]) == (404, "unknown-card")
    answer = client.post("/api/v1/cards/lookup", json={"village": "khong-co", "key": "00"})
    assert (answer.status_code, answer.json["code"]) == (404, "unknown-village")


@pytest.mark.parametrize("number", ["/" * 43, "//+" * 14 + "A", "-_" * 21 + "A", "x", "a/b c"])
def test_any_number_may_be_asked_for(client: FlaskClient, own_village: Village, number: str) -> None:
    answer = client.get(f"/api/v1/votes/{own_village.votes['open']}/ballots/{number}")
    assert (answer.status_code, answer.json["code"]) == (404, "unknown-ballot")
    assert client.get(f"/phieu/{number}").status_code == 404
    found = client.get("/phieu", query_string={"so": number})
    assert found.status_code == (302 if len(number) == 43 else 200), "too short a number is told so on the form"
