"""Guessing passwords: who guesses waits, nobody else does; and nothing tells which logins there are."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import PASSWORD

from voting.services.people.passwords import BusySigningIn
from voting.web.app import create_app
from web.client import submit


def at(app: Flask, address: str) -> FlaskClient:
    """A browser nobody has signed in on, at this address."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return client


def try_with(client: FlaskClient, login: str, password: str = "sai mat khau") -> tuple[int, str, str | None]:
    answer = submit(client, "/dang-nhap", {"login": login, "password": password})
    return answer.status_code, answer.text.replace(login, "LOGIN"), answer.headers.get("Retry-After")


def test_known_and_unknown_logins_are_told_the_same_however_often_they_are_tried(own_app: Flask) -> None:
    known, unknown = at(own_app, "203.0.113.7"), at(own_app, "203.0.113.7")
    for number in range(8):
        one, other = try_with(known, "vai.head"), try_with(unknown, "khong.co")
        assert (one[0], one[2] is None) == (other[0], other[2] is None) == ((422, True) if number < 5 else (429, False))
        assert ("chưa đúng" in one[1], "Hãy chờ vài phút" in one[1]) == (number < 5, number >= 5)
        assert ("chưa đúng" in other[1], "Hãy chờ vài phút" in other[1]) == (number < 5, number >= 5)


def test_strangers_keep_no_official_out_of_a_new_device(own_app: Flask) -> None:
    for number in range(40):
        try_with(at(own_app, f"203.0.113.{number}"), "vai.head")
    assert try_with(at(own_app, "198.51.100.1"), "vai.head", PASSWORD)[0] == 302


def test_who_guessed_waits_some_minutes_with_this_login_only(own_app: Flask, own_village: Village) -> None:
    stranger = at(own_app, "203.0.113.7")
    for _ in range(5):
        try_with(stranger, "vai.head")
    status, text, wait = try_with(stranger, "vai.head", PASSWORD)
    assert (status, "Hãy chờ vài phút" in text) == (429, True)
    assert 0 < int(wait or 0) <= 300
    assert try_with(stranger, "vai.team", PASSWORD)[0] == 302
    own_village.clock.move(minutes=6)
    assert try_with(at(own_app, "203.0.113.7"), "vai.head", PASSWORD)[0] == 302


def test_slips_before_the_right_password_are_forgotten(own_app: Flask) -> None:
    for _ in range(3):
        client = at(own_app, "203.0.113.7")
        for _ in range(4):
            try_with(client, "vai.head")
        assert try_with(client, "vai.head", PASSWORD)[0] == 302


def test_a_server_that_is_busy_with_passwords_says_when_to_come_again(
    own_village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Busy:
        def authenticate(self, _login: str, _password: str) -> None:
            raise BusySigningIn

    services = replace(own_village.services, accounts=Busy())
    status, text, wait = try_with(at(create_app(services, own_village.settings), "203.0.113.7"), "vai.head")
    assert (status, wait) == (503, "3")
    assert "Nhiều người đang đăng nhập" in text
    assert 'value="LOGIN"' in text
