"""Cards: only public keys arrive, all or none; a lost card is cancelled in public."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE
from werkzeug.test import TestResponse

from voting.manage.rehearsal import Phone
from web.client import sign_in, submit, token

PAGE = f"/quan-ly/{VILLAGE}/the-ho"
NONSENSE = [[], {}, {"cards": 1}, {"cards": [1]}, {"cards": [{"household": "DH-003"}]},
            {"cards": [{"household": 1, "key": 2}]}]  # fmt: skip


@pytest.fixture
def printer(own_app: Flask, own_village: Village) -> FlaskClient:
    """The card authority, with one household waiting for a card."""
    own_village.services.cards.revoke(own_village.actors["team"], VILLAGE, "DH-003", "Hộ báo mất thẻ")
    return sign_in(own_app, "vai.cards")


def post(client: FlaskClient, body: object) -> TestResponse:
    return client.post(PAGE, json=body, headers={"X-CSRFToken": token(client.get(PAGE).text)})


def test_the_page_lists_exactly_the_households_without_a_card(printer: FlaskClient) -> None:
    page = printer.get(PAGE).text
    assert 'data-household="DH-003"' in page
    assert "DH-001" not in page


def test_keys_are_stored(printer: FlaskClient) -> None:
    answer = post(printer, {"cards": [{"household": "DH-003", "key": Phone.with_new_card().key}]})
    assert (answer.status_code, answer.json["issued"], answer.json["total"]) == (200, 1, 5)
    assert "Mọi hộ đã có thẻ" in printer.get(PAGE).text


@pytest.mark.parametrize("body", NONSENSE)
def test_nonsense_is_a_problem_not_a_crash(printer: FlaskClient, body: object) -> None:
    answer = post(printer, body)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")


def test_all_or_none(printer: FlaskClient, own_village: Village) -> None:
    good = {"household": "DH-003", "key": Phone.with_new_card().key}
    others = [
        {"household": "DH-003", "key": Phone.with_new_card().key},
        {"household": "DH-001", "key": good["key"]},
        {"household": "DH-999", "key": Phone.with_new_card().key},
    ]
    for bad in others:
        assert post(printer, {"cards": [good, bad]}).status_code == 422
    assert own_village.services.cards.status(own_village.actors["cards"], VILLAGE).with_card == 4


def test_a_lost_card_is_cancelled_with_a_public_reason(own_app: Flask) -> None:
    team = sign_in(own_app, "vai.team")
    page = f"{PAGE}/huy"
    unknown = submit(team, page, {"household": "DH-404", "reason": "Hộ báo mất thẻ"})
    assert "Không có thẻ còn hiệu lực nào" in unknown.text
    assert 'value="DH-404"' in unknown.text
    done = submit(team, page, {"household": " dh-002 ", "reason": "Hộ báo mất thẻ"})
    assert done.status_code == 302
    assert "Đã hủy thẻ của hộ DH-002" in team.get(done.headers["Location"]).text


def test_the_register_names_no_secret_and_no_person(own_app: Flask, own_village: Village) -> None:
    answer = sign_in(own_app, "vai.board").get(f"{PAGE}/so-the")
    assert own_village.phones["DH-001"].key in answer.text
    assert own_village.phones["DH-001"].card not in answer.text
    assert "Nguyễn" not in answer.text
