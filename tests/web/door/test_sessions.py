"""Signing in: short sessions that end when they should; nothing about which of login and password was wrong."""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import PASSWORD, VILLAGE

from voting.web.app import create_app
from voting.web.door.sessions import own_path
from web.client import Reader, sign_in, submit, token


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
    changed = submit(here, "/mat-khau", {"password": PASSWORD, "new": "mot mat khau moi hon"})
    assert changed.status_code == 302
    assert "Đã đổi mật khẩu" in here.get("/ban-lam-viec").text
    assert elsewhere.get("/ban-lam-viec").status_code == 302


def test_wrong_passwords_are_counted_where_one_is_changed_as_at_the_sign_in(own_app: Flask) -> None:
    """A machine left open is no place to guess its owner's password."""
    client, new = sign_in(own_app, "vai.head"), "mot mat khau moi hon"
    for _ in range(6):
        short = submit(client, "/mat-khau", {"password": "sai", "new": "ngan"}).text
        assert "Mật khẩu cần ít nhất 10 ký tự." in short, "that was no guess"
    for _ in range(5):
        assert "Mật khẩu chưa đúng." in submit(client, "/mat-khau", {"password": "sai", "new": new}).text
    barred = submit(client, "/mat-khau", {"password": PASSWORD, "new": new})
    assert (barred.status_code, "Hãy chờ vài phút" in barred.text) == (422, True)
    client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    right = submit(client, "/mat-khau", {"password": PASSWORD, "new": new})
    assert right.status_code == 302, "its owner, from elsewhere"


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


LOST = f"/quan-ly/{VILLAGE}/the-ho/huy"
TYPED = {"household": "dh 003", "reason": "Thẻ hỏng, không quét được"}


def hidden_fields(page: str) -> dict[str, str]:
    """What the form of a page carries unseen."""
    inputs = (attributes for tag, attributes in Reader(page).tags if tag == "input")
    return {str(one["name"]): str(one.get("value")) for one in inputs if one.get("type") == "hidden"}


def signed_in_again(client: FlaskClient, page: str, login: str = "vai.head") -> str:
    """The address to which a sign-in from this page leads."""
    (form,) = (attributes for tag, attributes in Reader(page).tags if tag == "form")
    fields = {**hidden_fields(page), "login": login, "password": PASSWORD}
    return client.post(str(form["action"]), data=fields).headers["Location"]


def test_what_was_typed_when_the_session_was_over_is_there_again_and_not_sent(
    own_app: Flask, own_village: Village
) -> None:
    client, before = sign_in(own_app, "vai.head"), own_village.log().head().size
    typed = {"csrf_token": token(client.get(LOST).text), "number": "mot-so", **TYPED}
    client.delete_cookie("dinh")
    asked = client.post(LOST, data=typed)
    assert asked.status_code == 401
    assert "chữ đã gõ được giữ" in asked.text
    wrong = client.post("/dang-nhap", data={**hidden_fields(asked.text), "login": "vai.head", "password": "sai"})
    there = signed_in_again(client, asked.text)
    assert hidden_fields(wrong.text).items() >= {f"typed.{name}": value for name, value in TYPED.items()}.items()
    page = client.get(there).text
    assert there.startswith(LOST)
    assert 'value="dh 003"' in page
    assert 'selected value="Thẻ hỏng' in page or 'selected="" value="Thẻ hỏng' in page
    assert hidden_fields(page)["number"] == "mot-so"
    assert "CHƯA gửi" in page
    assert own_village.log().head().size == before
    assert own_village.services.replacing.waiting(own_village.actors["cards"], VILLAGE) == ()
    assert submit(client, there, TYPED, to=LOST).status_code == 302


def test_passwords_are_never_carried(own_app: Flask) -> None:
    client = sign_in(own_app, "vai.head")
    typed = {"csrf_token": token(client.get("/mat-khau").text), "password": PASSWORD, "new": "mot mat khau khac"}
    client.delete_cookie("dinh")
    asked = client.post("/mat-khau", data=typed, follow_redirects=True)
    assert PASSWORD not in asked.text
    assert "mot mat khau khac" not in asked.text


def test_files_must_be_chosen_again_and_the_page_says_so(own_app: Flask) -> None:
    client, page = sign_in(own_app, "vai.head"), f"/quan-ly/{VILLAGE}/ho"
    data = {"csrf_token": token(client.get(page).text), "file": (BytesIO(b"x"), "ho.csv")}
    client.delete_cookie("dinh")
    asked = client.post(page, data=data, content_type="multipart/form-data")
    assert "Xin chọn lại tệp" in client.get(signed_in_again(client, asked.text)).text


def test_a_page_left_open_over_another_sign_in_keeps_what_was_typed_too(own_app: Flask) -> None:
    client = sign_in(own_app, "vai.head")
    typed = {"csrf_token": token(client.get(LOST).text), **TYPED}
    client.delete_cookie("dinh")
    submit(client, "/dang-nhap", {"login": "vai.head", "password": PASSWORD})
    there = client.post(LOST, data=typed).headers["Location"]
    assert 'value="dh 003"' in client.get(there).text


def test_what_was_typed_is_its_owners_alone_and_goes_after_a_day(own_app: Flask, own_village: Village) -> None:
    client = sign_in(own_app, "vai.head")
    typed = {"csrf_token": token(client.get(LOST).text), **TYPED}
    client.delete_cookie("dinh")
    there = signed_in_again(client, client.post(LOST, data=typed).text)
    assert 'value="dh 003"' not in sign_in(own_app, "vai.team").get(there).text
    own_village.clock.move(hours=25)
    own_village.services.chores.run()
    assert 'value="dh 003"' not in sign_in(own_app, "vai.head").get(there).text


def test_what_one_official_typed_is_never_offered_to_another_on_the_same_browser(own_app: Flask) -> None:
    client = sign_in(own_app, "vai.head")
    typed = {"csrf_token": token(client.get(LOST).text), **TYPED}
    client.delete_cookie("dinh")
    asked = client.post(LOST, data=typed).text
    page = client.get(signed_in_again(client, asked, "vai.cards"), follow_redirects=True).text
    assert 'value="dh 003"' not in page
    assert "của tài khoản khác" in page
    there = client.post(LOST, data=typed).headers["Location"]  # the head's page, still open in another tab
    assert 'value="dh 003"' not in client.get(there).text
    assert there == LOST


def test_a_form_without_its_owner_gives_nothing_back(own_app: Flask) -> None:
    client = sign_in(own_app, "vai.head")
    typed = {"csrf_token": token(client.get(LOST).text), **TYPED}
    client.delete_cookie("dinh")
    asked = client.post(LOST, data=typed).text
    forged = {**hidden_fields(asked), "typed-by": "0" * 16, "login": "vai.head", "password": PASSWORD}
    assert "giu=" not in client.post(f"/dang-nhap?tiep={LOST}", data=forged).headers["Location"]


def test_a_form_says_nothing_of_the_account_it_belongs_to(own_app: Flask, own_village: Village) -> None:
    client, other = sign_in(own_app, "vai.head"), sign_in(own_app, "vai.head")
    own = [token(one.get(LOST).text).encode() for one in (client, other)]
    head = own_village.actors["head"]
    said = [b64decode(one.split(b".")[0] + b"==", altchars=b"-_").decode() for one in own]
    assert said[0] != said[1]
    assert said[0].partition(".")[0] == said[1].partition(".")[0]
    assert not any(name in one for one in said for name in (head.account_id, head.login, head.name))


def test_another_sites_page_plants_nothing_in_our_forms(own_app: Flask) -> None:
    answer = own_app.test_client().post(LOST, data=TYPED, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 302
    assert "typed." not in answer.text


def test_a_script_is_told_to_sign_in_first(own_app: Flask) -> None:
    answer = own_app.test_client().post(f"/quan-ly/{VILLAGE}/the-ho", json={"cards": []})
    assert (answer.status_code, answer.json["code"]) == (401, "sign-in-first")
