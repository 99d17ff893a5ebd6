"""Reads: exact bytes, ETags, how long they may be kept, no cookie, any origin."""

import gzip

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
    assert public.get(f"/api/v1/votes/{uuid}/{uuid}.bel").data == publication.archive(uuid)
    assert public.get(f"/api/v1/votes/{uuid}/bundle.zip").data == publication.bundle(uuid)
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


def test_tiles_never_change_and_end_at_the_published_size(village: Village, public: FlaskClient) -> None:
    size = village.services.publication.head(COMMUNE).size
    base = f"/api/v1/communes/{COMMUNE}/log"
    tile = public.get(f"{base}/tile/0/000.p/{size}")
    assert (tile.status_code, len(tile.data), tile.headers["Cache-Control"]) == (200, 32 * size, FOR_EVER)
    for path in (f"tile/0/000.p/{size + 1}", "tile/0/000", "tile/0/001.p/1", "tile/entries/001", "tile/64/000"):
        assert public.get(f"{base}/{path}").json["code"] == "unknown-tile", path


OTHER_SPELLINGS = [
    "0", "00", "0000", "x000/000", "001/002", "000.p/0", "000.p/256",
    "000.p/01", "x1/000", "x999/" * 7 + "999", "x999/" * 5 + "999", "٠٠٠",
]


@pytest.mark.parametrize("path", OTHER_SPELLINGS)
def test_a_tile_has_one_spelling(public: FlaskClient, path: str) -> None:
    answer = public.get(f"/api/v1/communes/{COMMUNE}/log/tile/0/{path}")
    assert (answer.status_code, answer.json["code"]) == (404, "unknown-tile")


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
    assert decided["sentence"] == "Đã thông qua: 3/5 hộ tán thành, cần từ 3."
    assert [row["count"] for row in decided["questions"][0]["rows"]] == [3, 0, 1]
    assert public.get(f"/api/v1/votes/{village.votes['counting']}/result").json["code"] == "no-result"


def test_another_method_is_refused_and_the_right_ones_named(public: FlaskClient, village: Village) -> None:
    answer = public.delete(f"/api/v1/votes/{village.votes['open']}")
    assert (answer.status_code, answer.json["code"]) == (405, "method-not-allowed")
    assert "GET" in answer.headers["Allow"]
