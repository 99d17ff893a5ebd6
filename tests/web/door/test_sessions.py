"""Signing in: short sessions that end when they should; nothing about which of login and password was wrong."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import PASSWORD

from voting.web.app import create_app
from voting.web.door.sessions import own_path
from web.client import Reader, sign_in, submit


def test_after_signing_in_the_page_first_asked_for_opens(app: Flask) -> None:
    client = app.test_client()
    first = client.get("/quan-ly/dong-hoa/ho")
    answer = submit(client, first.headers["Location"], {"login": "vai.head", "password": PASSWORD})
    assert answer.headers["Location"] == "/quan-ly/dong-hoa/ho"
    assert client.get("/dang-nhap").status_code == 302


ELSEWHERE = [
    "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil", "", None,
    "/\t/evil.example", "/\r\nSet-Cookie: a=b",
]  # fmt: skip


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_leads_nowhere_else(address: str | None) -> None:
    assert own_path(address) is None


@pytest.mark.parametrize(("login", "password"), [("vai.head", "sai mat khau"), ("khong.co", PASSWORD)])
def test_a_wrong_password_and_a_wrong_login_look_the_same(app: Flask, login: str, password: str) -> None:
    answer = submit(app.test_client(), "/dang-nhap", {"login": login, "password": password})
    assert answer.status_code == 422
    page = Reader(answer.text)
    assert page.title.startswith("Lỗi:")
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in page.text
    assert f'value="{login}"' in answer.text
    assert password not in answer.text


def test_after_five_wrong_passwords_the_account_rests(own_app: Flask, own_village: Village) -> None:
    client = own_app.test_client()
    for _attempt in range(5):
        submit(client, "/dang-nhap", {"login": "vai.head", "password": "sai"})
    locked = submit(client, "/dang-nhap", {"login": "vai.head", "password": PASSWORD})
    assert "Hãy chờ vài phút" in locked.text
    own_village.clock.move(minutes=6)
    assert submit(client, "/dang-nhap", {"login": "vai.head", "password": PASSWORD}).status_code == 302


def test_strangers_cannot_lock_an_official_out_of_a_device_used_before(own_app: Flask, own_village: Village) -> None:
    head, stranger = sign_in(own_app, "vai.head"), own_app.test_client()
    submit(head, "/ban-lam-viec", {}, to="/dang-xuat")
    for _attempt in range(5):
        submit(stranger, "/dang-nhap", {"login": "vai.head", "password": "sai"})
    right = {"login": " Vai.Head ", "password": PASSWORD}
    assert submit(head, "/dang-nhap", right).status_code == 302
    assert "Hãy chờ vài phút" in submit(stranger, "/dang-nhap", right).text
    submit(head, "/ban-lam-viec", {}, to="/dang-xuat")
    assert "Hãy chờ vài phút" in submit(own_app.test_client(), "/dang-nhap", right).text


def test_a_device_used_before_may_not_try_without_end_either(own_app: Flask, own_village: Village) -> None:
    head = sign_in(own_app, "vai.head")
    submit(head, "/ban-lam-viec", {}, to="/dang-xuat")
    wrong = {"login": "vai.head", "password": "sai"}
    assert ["Nhiều yêu cầu" in submit(head, "/dang-nhap", wrong).text for _ in range(6)] == [False] * 5 + [True]
    own_village.clock.move(minutes=1)
    assert submit(head, "/dang-nhap", {"login": "vai.head", "password": PASSWORD}).status_code == 302


def test_the_device_of_one_official_is_a_strangers_for_another(own_app: Flask) -> None:
    team = sign_in(own_app, "vai.team")
    submit(team, "/ban-lam-viec", {}, to="/dang-xuat")
    for _attempt in range(5):
        submit(team, "/dang-nhap", {"login": "vai.head", "password": "sai"})
    assert "Hãy chờ vài phút" in submit(team, "/dang-nhap", {"login": "vai.head", "password": PASSWORD}).text
    cookie = team.get_cookie("dinh-device", path="/dang-nhap")
    assert cookie is not None
    assert cookie.http_only


def test_signing_out_ends_it(own_app: Flask) -> None:
    client = sign_in(own_app, "vai.head")
    submit(client, "/ban-lam-viec", {}, to="/dang-xuat")
    assert client.get("/ban-lam-viec").status_code == 302


def test_a_session_ends_after_half_a_working_day_whatever_happens(own_app: Flask, own_village: Village) -> None:
    client = sign_in(own_app, "vai.head")
    own_village.clock.move(hours=11)
    assert client.get("/ban-lam-viec").status_code == 200
    own_village.clock.move(hours=2)
    assert client.get("/ban-lam-viec").status_code == 302


def test_a_new_password_ends_the_other_sessions(own_app: Flask) -> None:
    here, elsewhere = sign_in(own_app, "vai.head"), sign_in(own_app, "vai.head")
    changed = submit(here, "/mat-khau", {"old": PASSWORD, "new": "mot mat khau moi hon"})
    assert changed.status_code == 302
    assert "Đã đổi mật khẩu" in here.get("/ban-lam-viec").text
    assert elsewhere.get("/ban-lam-viec").status_code == 302


def test_a_closed_account_is_out_at_once(own_app: Flask, own_village: Village) -> None:
    victim, admin = sign_in(own_app, "vai.team"), sign_in(own_app, "quan.tri")
    account = own_village.actors["team"].account_id
    submit(admin, f"/can-bo/khoa?tai-khoan={account}", {"account": account}, to="/can-bo/khoa")
    assert victim.get("/ban-lam-viec").status_code == 302
    assert submit(own_app.test_client(), "/dang-nhap", {"login": "vai.team", "password": PASSWORD}).status_code == 422


def test_a_cookie_signed_with_another_key_is_worth_nothing(village: Village, app: Flask) -> None:
    other = create_app(village.services, replace(village.settings, secret_key="x" * 40))
    cookie = sign_in(other, "quan.tri").get_cookie("dinh")
    client = app.test_client()
    assert cookie is not None
    client.set_cookie("dinh", cookie.value)
    assert client.get("/can-bo").status_code == 302


def test_a_machine_that_tries_many_logins_is_slowed(village: Village) -> None:
    app = create_app(village.services, replace(village.settings, sign_ins_per_minute=2))
    client = app.test_client()
    answers = [submit(client, "/dang-nhap", {"login": f"ai.{n}", "password": "sai"}).text for n in range(3)]
    assert ["Nhiều yêu cầu" in text for text in answers] == [False, False, True]


def test_addresses_written_as_ipv6_are_told_apart(village: Village) -> None:
    app = create_app(village.services, replace(village.settings, ballots_per_minute=1))
    client = app.test_client()
    answers = []
    for number in (1, 2, 1):
        client.environ_base["REMOTE_ADDR"] = f"::ffff:203.0.113.{number}"
        answers.append(client.post("/api/v1/cards/lookup", data=b"{}").status_code)
    assert answers == [400, 400, 429]


def test_many_ballots_from_one_place_are_slowed_with_a_time_to_wait(village: Village) -> None:
    app = create_app(village.services, replace(village.settings, ballots_per_minute=1))
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    address = f"/api/v1/votes/{village.votes['open']}/ballots"
    assert client.post(address, data=b"{}").json["code"] == "malformed"
    slowed = client.post(address, data=b"{}")
    assert (slowed.status_code, slowed.json["code"]) == (429, "rate-limited")
    assert 0 < int(slowed.headers["Retry-After"]) <= 60


def test_clients_keep_their_own_sessions(signed_in: Callable[[str], FlaskClient]) -> None:
    assert "Người head" in signed_in("vai.head").get("/ban-lam-viec").text
    assert "Người team" in signed_in("vai.team").get("/ban-lam-viec").text
