"""Reads: exact bytes, ETags, how long they may be kept, no cookie, any origin."""

import gzip
from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import COMMUNE

FOR_EVER = "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("file", "service"),
    [
        ("election.json", "election"),
        ("trustees.json", "trustees"),
        ("public_creds.json", "credentials"),
        ("public_creds.short", "credentials_short"),
    ],
)
def test_files_are_the_exact_bytes_and_may_be_kept_for_ever(
    village: Village, public: FlaskClient, file: str, service: str
) -> None:
    uuid = village.votes["decided"]
    answer = public.get(f"/api/v1/votes/{uuid}/{file}")
    assert answer.data == getattr(village.services.publication, service)(uuid)
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert answer.mimetype == ("application/json" if file.endswith(".json") else "application/octet-stream")


def test_the_archive_and_the_bundle_are_the_exact_bytes(village: Village, public: FlaskClient) -> None:
    uuid, publication = village.votes["decided"], village.services.publication
    base = f"/api/v1/votes/{uuid}"
    assert public.get(f"{base}/{uuid}.bel", buffered=True).data == publication.archive(uuid).path.read_bytes()
    assert public.get(f"{base}/bundle.zip", buffered=True).data == publication.bundle(uuid).path.read_bytes()
    assert public.get(f"/api/v1/votes/{uuid}/{village.votes['open']}.bel").status_code == 404


def test_what_the_caller_has_is_not_sent_again(village: Village, public: FlaskClient) -> None:
    address = f"/api/v1/votes/{village.votes['decided']}/election.json"
    first = public.get(address)
    again = public.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_zipped_answer_unpacks_to_the_same_bytes(village: Village, public: FlaskClient) -> None:
    address = f"/api/v1/votes/{village.votes['decided']}/trustees.json"
    plain, zipped = public.get(address), public.get(address, headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data


def base_of(village: Village, book: str) -> str:
    """The prefix of the commune's book, or of the vote's in this state."""
    return f"/api/v1/votes/{village.votes[book]}/log" if book else f"/api/v1/communes/{COMMUNE}/log"


BOOKS = pytest.mark.parametrize("book", ["", "open", "decided", "cancelled"])


@BOOKS
def test_tiles_never_change_and_end_at_the_published_size(village: Village, public: FlaskClient, book: str) -> None:
    base, log = base_of(village, book), village.log(village.votes.get(book, ""))
    size = log.head().size
    tile, entries = (public.get(f"{base}/tile/{level}/000.p/{size}") for level in ("0", "entries"))
    assert (tile.status_code, len(tile.data), tile.headers["Cache-Control"]) == (200, 32 * size, FOR_EVER)
    assert (entries.data, entries.headers["Cache-Control"]) == (log.tile(f"tile/entries/000.p/{size}"), FOR_EVER)
    for path in (f"tile/0/000.p/{size + 1}", "tile/0/000", "tile/0/001.p/1", "tile/entries/001", "tile/64/000"):
        assert public.get(f"{base}/{path}").json["code"] == "unknown-tile", path


OTHER_SPELLINGS = [
    "0",
    "00",
    "0000",
    "x000/000",
    "001/002",
    "000.p/0",
    "000.p/256",
    "000.p/01",
    "x1/000",
    "x999/" * 7 + "999",
    "x999/" * 5 + "999",
    "٠٠٠",
]


@BOOKS
@pytest.mark.parametrize("path", OTHER_SPELLINGS)
def test_a_tile_has_one_spelling(village: Village, public: FlaskClient, book: str, path: str) -> None:
    for level in ("0", "entries"):
        answer = public.get(f"{base_of(village, book)}/tile/{level}/{path}")
        assert (answer.status_code, answer.json["code"]) == (404, "unknown-tile"), level


@BOOKS
def test_key_policy_and_checkpoint_are_those_of_the_book(village: Village, public: FlaskClient, book: str) -> None:
    base, log = base_of(village, book), village.log(village.votes.get(book, ""))
    assert public.get(f"{base}/log.vkey").text == f"{log.vkey()}\n"
    assert public.get(f"{base}/policy").text == log.policy()
    checkpoint = public.get(f"{base}/checkpoint")
    assert (checkpoint.data, checkpoint.headers["Cache-Control"]) == (log.checkpoint(), "public, max-age=5")


@BOOKS
def test_a_payload_has_the_hash_it_is_called_by_and_never_changes(
    village: Village, public: FlaskClient, book: str
) -> None:
    credentials = village.services.publication.credentials(village.votes[book or "open"])
    name = sha256(credentials).hexdigest()
    answer = public.get(f"{base_of(village, book)}/payloads/{name}")
    assert (answer.data, answer.headers["Cache-Control"]) == (credentials, FOR_EVER)
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    for other in (name.upper(), "00" * 32, name[:-1], f"{name}.json"):
        assert public.get(f"{base_of(village, book)}/payloads/{other}").json["code"] == "unknown-payload"


def test_a_log_of_nobody_has_no_files(public: FlaskClient) -> None:
    for base, code in (("communes/xa-khac", "unknown-commune"), (f"votes/{'1' * 14}", "unknown-vote")):
        for path in ("checkpoint", "log.vkey", "policy", "tile/0/000.p/1", "tile/entries/000", f"payloads/{'0' * 64}"):
            answer = public.get(f"/api/v1/{base}/log/{path}")
            assert (answer.status_code, answer.json["code"]) == (404, code), path


@pytest.mark.parametrize("path", ["log.vkey", "policy", "checkpoint", "tile/0/000.p/1"])
def test_nothing_of_a_log_lies_beside_its_prefix(village: Village, public: FlaskClient, path: str) -> None:
    for place in (f"communes/{COMMUNE}", f"votes/{village.votes['open']}"):
        assert public.get(f"/api/v1/{place}/{path}").status_code == 404
        assert public.get(f"/api/v1/{place}/log/{path}").status_code == 200
        assert public.get(f"/api/v1/{place}/log//{path}").status_code == 404


def test_sentences_are_kept_apart_by_language(village: Village, public: FlaskClient) -> None:
    address = f"/api/v1/votes/{village.votes['open']}"
    answers = [public.get(address, headers={"Accept-Language": language}) for language in ("vi", "en")]
    assert answers[0].json["rule"] != answers[1].json["rule"]
    assert all("Accept-Language" in answer.vary for answer in answers)


def test_the_interface_neither_takes_nor_gives_cookies(app: Flask, signed_in, village: Village) -> None:
    for client in (app.test_client(), signed_in("vai.head")):
        answer = client.get(f"/api/v1/votes/{village.votes['open']}")
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert answer.headers["Cache-Control"] == "public, max-age=5"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/api/v1/votes/khong-co", "unknown-vote"),
        ("/api/v1/votes/khong-co/election.json", "unknown-vote"),
        ("/api/v1/communes/khong-co/log/checkpoint", "unknown-commune"),
        ("/api/v1/khong-co", "not-found"),
    ],
)
def test_what_is_not_there_is_a_problem_with_a_code(public: FlaskClient, path: str, code: str) -> None:
    answer = public.get(path)
    assert (answer.status_code, answer.mimetype, answer.json["code"]) == (404, "application/problem+json", code)
    assert answer.json["detail"].endswith(".")


def test_a_result_is_given_only_when_there_is_one(village: Village, public: FlaskClient) -> None:
    decided = public.get(f"/api/v1/votes/{village.votes['decided']}/result").json
    assert decided["sentence"] == "Đã thông qua: “Đồng ý” được 3/5 hộ, cần từ 3."
    assert [row["count"] for row in decided["questions"][0]["rows"]] == [3, 0, 1]
    assert public.get(f"/api/v1/votes/{village.votes['counting']}/result").json["code"] == "no-result"


def test_another_method_is_refused_and_the_right_ones_named(public: FlaskClient, village: Village) -> None:
    answer = public.delete(f"/api/v1/votes/{village.votes['open']}")
    assert (answer.status_code, answer.json["code"]) == (405, "method-not-allowed")
    assert "GET" in answer.headers["Allow"]
