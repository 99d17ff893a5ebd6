"""What every answer carries, whoever asks and whatever happens."""

import gzip
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import PASSWORD, VILLAGE

from voting.web.app import create_app
from voting.web.door.security import CAMERA, DATA_IMAGES, POLICY
from web.client import submit
from web.pages import public_pages


def test_every_answer_has_the_strict_headers(app: Flask, village: Village, public: FlaskClient) -> None:
    extra = ("/healthz", "/metrics", "/robots.txt", "/static/img/mark.svg", "/static/css/x.js", "/api/v1/openapi.json")
    for address in [*public_pages(village), *extra, f"/api/v1/votes/{village.votes['open']}", "/quan-ly/x"]:
        headers = public.get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], address
        if not address.startswith(("/static/", "/api/", "/healthz", "/metrics")):
            assert "geolocation=()" in headers["Permissions-Policy"], address
            assert headers["Referrer-Policy"] == "no-referrer", address
            assert headers["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert "Cache-Control" in headers, address


def test_the_policy_allows_our_own_files_and_nothing_else() -> None:
    assert POLICY["default-src"] == "'none'"
    assert POLICY["require-trusted-types-for"] == "'script'"
    assert POLICY["trusted-types"] == "'none'"
    assert not any("unsafe" in value or "http" in value or "*" in value for value in POLICY.values())


def test_camera_and_data_images_only_where_named(app: Flask, public: FlaskClient) -> None:
    assert set(app.view_functions) >= CAMERA | DATA_IMAGES
    assert "camera=()" in public.get("/").headers["Permissions-Policy"]
    assert "camera=(self)" in public.get("/the").headers["Permissions-Policy"]
    assert "data:" not in public.get("/").headers["Content-Security-Policy"]


def test_over_https_cookies_are_secure_and_the_browser_is_told_to_stay(village: Village) -> None:
    app = create_app(village.services, replace(village.settings, public_url="https://dinh.example"))
    client = app.test_client()
    answer = client.get("/dang-nhap", base_url="https://dinh.example")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
    assert "upgrade-insecure-requests" in answer.headers["Content-Security-Policy"]
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-dinh=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))


def test_pages_of_officials_are_kept_nowhere(signed_in: Callable[[str], FlaskClient]) -> None:
    client = signed_in("vai.head")
    for address in ("/ban-lam-viec", f"/quan-ly/{VILLAGE}/ho", "/"):
        assert client.get(address).headers["Cache-Control"] == "no-store", address


def test_a_file_that_comes_late_brings_no_ended_session_back(signed_in: Callable[[str], FlaskClient]) -> None:
    client = signed_in("vai.head")
    assert "Set-Cookie" in client.get("/ban-lam-viec").headers  # a page lengthens the session
    for address in ("/static/img/mark.svg", "/static/dist/none.js", "/healthz", "/api/v1/none"):
        answer = client.get(address)
        assert "Set-Cookie" not in answer.headers, address
        assert "Cookie" not in answer.headers.get("Vary", ""), address


def test_the_public_gets_no_cookie_and_pages_that_can_be_asked_again(village: Village, public: FlaskClient) -> None:
    for address in public_pages(village):
        if address != "/dang-nhap":
            answer = public.get(address)
            assert "Set-Cookie" not in answer.headers, address
            assert "Cookie" not in answer.headers.get("Vary", ""), address
            assert answer.status_code == 404 or answer.headers["Cache-Control"] == "no-cache", address


def test_a_page_with_a_secret_token_is_never_compressed(app: Flask, public: FlaskClient) -> None:
    client = app.test_client()
    zipped = {"Accept-Encoding": "gzip"}
    assert client.get("/huong-dan", headers=zipped).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/dang-nhap", headers=zipped).headers
    assert client.get_cookie("dinh"), "the form's token is this visitor's from now on"
    again = client.get("/huong-dan", headers=zipped)
    assert again.headers["Content-Encoding"] == "gzip", "a page without a token is the same for every visitor"
    assert gzip.decompress(again.data) == public.get("/huong-dan").data
    assert "Content-Encoding" not in client.get("/dang-nhap", headers=zipped).headers
    submit(client, "/dang-nhap", {"login": "vai.head", "password": PASSWORD})
    assert "Content-Encoding" not in client.get("/huong-dan", headers=zipped).headers


@pytest.mark.parametrize("address", ["/healthz", "/metrics"])
def test_health_says_nothing_personal(village: Village, public: FlaskClient, address: str) -> None:
    public.get(f"/bieu-quyet/{village.votes['open']}")
    text = public.get(address).text
    for secret in ("Nguyễn", "DH-00", "127.0.0.1", village.votes["open"], village.trackers[0]):
        assert secret not in text


def test_metrics_count_answers_and_entries(village: Village, public: FlaskClient) -> None:
    text = public.get("/metrics").text
    size = village.log().head().size
    assert f'dinh_record_entries{{commune="xa-dong-hoa"}} {size}\n' in text
    assert 'endpoint="noticeboard.vote",status="2xx"' in text


def test_behind_a_proxy_the_callers_address_is_the_callers(village: Village) -> None:
    settings = replace(village.settings, behind_proxy=True, sign_ins_per_minute=1)
    app = create_app(village.services, settings)
    wrong = {"login": "khong.ai", "password": "sai"}
    for number in range(3):
        client = app.test_client()
        client.environ_base["HTTP_X_FORWARDED_FOR"] = f"203.0.113.{number}"
        assert "chưa đúng" in submit(client, "/dang-nhap", wrong).text
    assert "Nhiều yêu cầu" in submit(client, "/dang-nhap", wrong).text
