"""Attackers at the door: words another site plants in the sign-in form, a slip found in a bin, a room on one Wi-Fi."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import PASSWORD, VILLAGE

from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role
from voting.web.app import create_app
from web.client import Reader, sign_in, submit, token

PLANTED = "Bán nhà văn hóa thôn"
PAGE = f"/quan-ly/{VILLAGE}/de-xuat"


def invite(village: Village, number: int = 1) -> list[str]:
    """The addresses of the invitations of so many new officials."""
    services, admin = village.services, village.actors["admin"]
    for n in range(number):
        grants = (Grant(Role.TEAM, VILLAGE),)
        services.accounts.add(admin, NewAccount(f"moi.{n}", f"Người mới {n}", "", grants))
    return [f"/loi-moi/{one.token}" for one in services.invitations.slips(admin)]


def at(app: Flask, address: str) -> FlaskClient:
    """A browser at this address."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return client


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_no_other_site_plants_words_in_the_sign_in_form(own_app: Flask, site: str) -> None:
    browser = own_app.test_client()
    fields = {"typed.title": PLANTED, "login": "vai.head", "password": PASSWORD}
    answer = browser.post(f"/dang-nhap?tiep={PAGE}", data=fields, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 400
    assert PLANTED not in answer.text


def test_what_the_sign_in_page_carries_itself_stays(own_app: Flask) -> None:
    browser = sign_in(own_app, "vai.head")
    here, own = {"Sec-Fetch-Site": "same-origin"}, token(browser.get(PAGE).text)
    browser.delete_cookie("dinh")
    answer = browser.post(PAGE, data={"csrf_token": own, "title": PLANTED}, headers=here)
    carried = {str(one["name"]): str(one["value"]) for tag, one in Reader(answer.text).tags
               if tag == "input" and one.get("type") == "hidden"}  # fmt: skip
    assert carried["typed.title"] == PLANTED
    fields = {**carried, "login": "vai.head", "password": PASSWORD}
    answer = browser.post(f"/dang-nhap?tiep={PAGE}", data=fields, headers=here)
    assert PLANTED in browser.get(answer.location).text


def test_a_used_slip_found_later_is_no_place_to_guess_the_password(own_app: Flask, own_village: Village) -> None:
    (slip,) = invite(own_village)
    owner, finder = at(own_app, "203.0.113.1"), at(own_app, "203.0.113.2")
    form = {"password": PASSWORD}
    assert submit(owner, slip, form).status_code == 302
    again = owner.post(slip, data={**form, "csrf_token": token(owner.get("/mat-khau").text)})
    assert again.status_code == 302  # a double click of its owner
    own_village.clock.move(minutes=11)
    answer = finder.post(slip, data={**form, "csrf_token": token(finder.get("/dang-nhap").text)})
    assert answer.status_code == 404
    assert "Set-Cookie" not in answer.headers or "moi.0" not in finder.get("/ban-lam-viec").text


def test_fifteen_officials_on_one_network_take_their_invitations_in_one_minute(own_village: Village) -> None:
    app = create_app(own_village.services, replace(own_village.settings, sign_ins_per_minute=20))
    for number, slip in enumerate(invite(own_village, 15)):
        browser = at(app, "203.0.113.9")
        assert browser.get(slip).status_code == 200  # a program that shows links beforehand
        answer = submit(browser, slip, {"password": f"mat khau rieng {number}"})
        assert answer.status_code == 302, number
