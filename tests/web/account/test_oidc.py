"""Signing in with an account elsewhere: at a provider of others, and at one that says what it should not."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from fixtures.oidc import provider_of_pypi
from fixtures.oidc_liar import STRANGER, Liar, lying, shared_secret
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import PASSWORD
from werkzeug.test import TestResponse

from voting.services.people.identities import Shown
from voting.web.app import create_app
from voting.web.settings import IdentityProvider
from web.client import sign_in, submit

LEVELS = {"lan": "3", "hoa": "1"}
LIST, DESK = "/khoa-truy-cap", "/ban-lam-viec"
NOT_LINKED, NOT_SHOWN, TOO_LOW, SILENT = "chưa nối với cán bộ nào", "chưa xác nhận", "mức thấp hơn", "chưa trả lời"


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    with provider_of_pypi(users=LEVELS, acr=("3",)) as found:
        yield found


def app_with(village: Village, *providers: IdentityProvider) -> Flask:
    app = create_app(village.services, replace(village.settings, identity_providers=providers))
    app.testing = True
    return app


@pytest.fixture
def app(own_village: Village, provider: IdentityProvider) -> Flask:
    return app_with(own_village, provider)


def sent_off(client: FlaskClient, page: str) -> str:
    """The provider's address at which the person is now."""
    answer = client.get(page)
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"])


def answered(address: str, **fields: str) -> str:
    """Our address, to which the provider sends the person who did this on its page."""
    back = requests.post(address, data=fields, allow_redirects=False, timeout=10).headers["Location"]
    return back.removeprefix("http://localhost")


def come_in(client: FlaskClient, person: str = "lan", after: str = "") -> TestResponse:
    page = f"/dang-nhap/nha-xa?tiep={after}" if after else "/dang-nhap/nha-xa"
    return client.get(answered(sent_off(client, page), sub=person))


def linked(client: FlaskClient, person: str = "lan") -> TestResponse:
    """As an official does it: who sits here, then the provider."""
    assert submit(client, f"{LIST}/noi/nha-xa", {"password": PASSWORD}).status_code == 302
    return client.get(answered(sent_off(client, f"{LIST}/noi/nha-xa/di"), sub=person))


@pytest.fixture
def head(app: Flask) -> FlaskClient:
    """The head's browser, after the head has linked the account "lan"."""
    client = sign_in(app, "vai.head")
    assert linked(client).headers["Location"] == LIST
    return client


def test_a_linked_account_signs_in_and_opens_the_page_first_asked_for(app: Flask, head: FlaskClient) -> None:
    client = app.test_client()
    assert "Đăng nhập bằng Nhà cung cấp thử" in client.get("/dang-nhap").text
    assert come_in(client, after="/quan-ly/dong-hoa/ho").headers["Location"] == "/quan-ly/dong-hoa/ho"
    assert "Người head" in client.get(DESK).text
    assert "Dùng gần nhất lúc" in head.get(LIST).text


def test_we_ask_with_a_challenge_a_state_and_a_nonce_at_the_level_that_is_needed(app: Flask) -> None:
    asked = parse_qs(urlsplit(sent_off(app.test_client(), "/dang-nhap/nha-xa")).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert (asked["acr_values"], asked["prompt"], asked["scope"]) == (["3"], ["login"], ["openid"])
    assert all(len(asked[name][0]) >= 20 for name in ("state", "nonce", "code_challenge"))
    assert asked["redirect_uri"] == ["http://localhost/dang-nhap/nha-xa/ve"]


def test_an_account_that_nobody_linked_opens_nothing(app: Flask) -> None:
    client = app.test_client()
    answer = come_in(client)
    assert answer.status_code == 403
    assert NOT_LINKED in answer.text
    assert client.get(DESK).status_code == 302


def test_an_answer_opens_once_and_in_the_browser_that_asked(app: Flask, head: FlaskClient) -> None:
    client, other = app.test_client(), app.test_client()
    address = answered(sent_off(client, "/dang-nhap/nha-xa"), sub="lan")
    assert NOT_SHOWN in other.get(address).text
    assert client.get(address).status_code == 302
    again = client.get(address)  # Back and reload, still signed in
    assert (again.status_code, again.headers["Location"]) == (302, LIST)
    assert NOT_SHOWN in client.get(LIST).text
    assert other.get(DESK).status_code == 302


def test_of_two_tabs_the_last_one_counts(app: Flask, head: FlaskClient) -> None:
    client = app.test_client()
    first, second = (sent_off(client, "/dang-nhap/nha-xa") for _ in "ab")
    assert NOT_SHOWN in client.get(answered(first, sub="lan")).text
    client = app.test_client()
    first, second = (sent_off(client, "/dang-nhap/nha-xa") for _ in "ab")
    assert client.get(answered(second, sub="lan")).headers["Location"] == DESK


def test_who_stops_at_the_provider_is_told_so_and_can_choose_another_way(app: Flask) -> None:
    client = app.test_client()
    page = client.get(answered(sent_off(client, "/dang-nhap/nha-xa"), action="deny"))
    assert page.status_code == 403
    assert NOT_SHOWN in page.text
    assert 'action="/dang-nhap"' in page.text


def test_the_page_first_asked_for_outlives_a_provider_that_did_not_confirm(app: Flask, head: FlaskClient) -> None:
    client, wanted = app.test_client(), "/quan-ly/dong-hoa/ho"
    page = client.get(answered(sent_off(client, f"/dang-nhap/nha-xa?tiep={wanted}"), action="deny")).text
    assert f'action="/dang-nhap?tiep={wanted}"' in page
    other_way = page.split('href="/dang-nhap/nha-xa')[1].split('"')[0]
    back = client.get(answered(sent_off(client, f"/dang-nhap/nha-xa{other_way}"), sub="lan"))
    assert back.headers["Location"] == wanted


def test_a_level_below_the_one_that_is_needed_is_told_so(app: Flask, own_village: Village) -> None:
    issuer = own_village.services  # linked all the same: the level alone keeps it out
    issuer.identities.link(own_village.actors["head"], Shown(provider_issuer(app), "hoa"))
    answer = come_in(app.test_client(), "hoa")
    assert answer.status_code == 403
    assert TOO_LOW in answer.text


def provider_issuer(app: Flask) -> str:
    return str(app.extensions["dinh.settings"].identity_providers[0].issuer)


def test_a_provider_that_is_silent_leaves_the_other_ways_open(own_village: Village) -> None:
    gone = IdentityProvider(key="nha-xa", name="Đã tắt", issuer="http://localhost:1", client_id="a", client_secret="b")
    page = app_with(own_village, gone).test_client().get("/dang-nhap/nha-xa")
    assert page.status_code == 503
    assert SILENT in page.text
    assert 'name="password"' in page.text


def test_a_provider_that_does_not_answer_keeps_two_threads_and_no_more(own_village: Village) -> None:
    with socket.create_server(("localhost", 0), backlog=8) as mute, ThreadPoolExecutor(4) as pool:
        issuer = f"http://localhost:{mute.getsockname()[1]}"
        provider = IdentityProvider(key="cham", name="Chậm", issuer=issuer, client_id="a", client_secret="b")
        app = app_with(own_village, provider)
        answers = list(pool.map(lambda _: app.test_client().get("/dang-nhap/cham"), range(4)))
        assert all(answer.status_code == 503 and SILENT in answer.text for answer in answers)
        mute.setblocking(False)
        for _ in range(2):
            mute.accept()[0].close()
        with pytest.raises(BlockingIOError):
            mute.accept()


def test_one_account_elsewhere_opens_one_account_here(app: Flask, head: FlaskClient) -> None:
    team = sign_in(app, "vai.team")
    linked(team, "lan")
    assert "đã nối với một cán bộ khác" in team.get(LIST).text
    assert linked(head, "lan").headers["Location"] == LIST  # twice is once
    assert submit(head, f"{LIST}/noi/nha-xa", {"password": PASSWORD}).status_code == 302


def test_another_account_at_the_same_provider_waits_until_the_first_is_unlinked(
    own_village: Village, provider: IdentityProvider
) -> None:
    app = app_with(own_village, replace(provider, acr_values=()))
    client = sign_in(app, "vai.head")
    linked(client, "lan")
    linked(client, "hoa")
    assert "Hãy thôi nối tài khoản ấy trước" in client.get(LIST).text


def test_unlinked_it_opens_nothing_and_ends_the_other_sessions(app: Flask, head: FlaskClient) -> None:
    other = app.test_client()
    come_in(other)
    page = head.get(LIST).text
    address = page.split('href="/khoa-truy-cap/da-noi/')[1].split('"')[0]
    answer = submit(head, f"{LIST}/da-noi/{address}", {"password": PASSWORD})
    assert answer.headers["Location"] == LIST
    assert "Đã thôi nối" in head.get(LIST).text
    assert other.get(DESK).status_code == 302
    assert NOT_LINKED in come_in(other).text
    assert head.get(f"{LIST}/da-noi/{address}").headers["Location"] == LIST


@pytest.mark.parametrize("act", ["deactivate", "renew"])
def test_an_account_that_is_closed_or_invited_anew_is_opened_by_no_account_elsewhere(
    app: Flask, head: FlaskClient, own_village: Village, act: str
) -> None:
    services, admin, account = own_village.services, own_village.actors["admin"], own_village.actors["head"].account_id
    if act == "deactivate":
        services.accounts.deactivate(admin, account)
    else:
        services.invitations.renew(admin, account)
    assert NOT_LINKED in come_in(app.test_client()).text


def test_nobody_links_who_was_not_asked_again_just_now(app: Flask, own_village: Village) -> None:
    client = sign_in(app, "vai.head")
    assert client.get(f"{LIST}/noi/nha-xa/di").headers["Location"] == f"{LIST}/noi/nha-xa"
    assert submit(client, f"{LIST}/noi/nha-xa", {"password": PASSWORD}).status_code == 302
    away = sent_off(client, f"{LIST}/noi/nha-xa/di")
    own_village.clock.move(minutes=6)
    assert client.get(answered(away, sub="lan")).headers["Location"] == f"{LIST}/noi/nha-xa"
    assert own_village.services.identities.of(own_village.actors["head"]) == ()


def test_what_was_typed_before_the_sign_in_is_not_lost_at_a_provider(app: Flask) -> None:
    typed = {"name": "Quỹ đèn đường"}
    page = app.test_client().post("/quan-ly/dong-hoa/de-xuat", data=typed, follow_redirects=True).text
    assert "Quỹ đèn đường" in page
    assert "Đăng nhập bằng Nhà cung cấp thử" not in page


def test_an_unknown_provider_is_no_page(app: Flask) -> None:
    client = sign_in(app, "vai.head")
    for page in ("/dang-nhap/la", "/dang-nhap/la/ve", f"{LIST}/noi/la", f"{LIST}/noi/la/di"):
        assert client.get(page).status_code == 404


LIES: dict[str, dict[str, Any]] = {
    "another issuer": {"changed": {"iss": "http://khac.example"}}, "for another site": {"changed": {"aud": "other"}},
    "another nonce": {"changed": {"nonce": "other"}}, "no nonce": {"changed": {"nonce": None}},
    "over": {"changed": {"exp": 1}}, "of nobody": {"changed": {"sub": None}}, "by a stranger": {"key": STRANGER},
    "unsigned": {"algorithm": "none", "key": None}, "no token": {"has_token": False},
    "by the shared secret": {"algorithm": "HS256", "key": shared_secret()},
}  # fmt: skip


@pytest.fixture(scope="module")
def liar() -> Iterator[tuple[IdentityProvider, Liar]]:
    with lying() as found:
        yield found


def told(client: FlaskClient, liar: Liar, **lie: Any) -> TestResponse:
    """The answer to who comes back from a provider that says this."""
    asked = parse_qs(urlsplit(sent_off(client, "/dang-nhap/noi-doi")).query)
    state = {"key": liar.key, "algorithm": liar.algorithm, "has_token": True, "changed": {}}
    vars(liar).update({"nonce": asked["nonce"][0]} | lie)
    try:
        return client.get("/dang-nhap/noi-doi/ve", query_string={"code": "c", "state": asked["state"][0]})
    finally:
        vars(liar).update(state)


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_is_not_what_it_must_be_opens_nothing(
    own_village: Village, liar: tuple[IdentityProvider, Liar], lie: str
) -> None:
    provider, says = liar
    own_village.services.identities.link(own_village.actors["head"], Shown(provider.issuer, "lan"))
    app = app_with(own_village, provider)
    assert told(app.test_client(), says).headers["Location"] == DESK
    client = app.test_client()
    answer = told(client, says, **LIES[lie])
    assert answer.status_code == 403, answer.headers
    assert NOT_SHOWN in answer.text
    assert client.get(DESK).status_code == 302


def test_a_provider_that_speaks_for_another_address_is_not_asked(
    own_village: Village, liar: tuple[IdentityProvider, Liar]
) -> None:
    provider, says = liar
    says.says_issuer = "http://khac.example"
    answer = app_with(own_village, provider).test_client().get("/dang-nhap/noi-doi")
    says.says_issuer = says.issuer
    assert answer.status_code == 403
