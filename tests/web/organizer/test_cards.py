"""Cards: only public keys arrive, all or none; a lost card is cancelled in public."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE
from werkzeug.test import TestResponse

from voting.manage.rehearsal import Phone
from voting.web.organizer.cards import part_of
from web.client import sign_in, token

PAGE = f"/quan-ly/{VILLAGE}/the-ho"
NONSENSE = [[], {}, {"cards": 1}, {"cards": [1]}, {"cards": [{"household": "DH-003"}]},
            {"cards": [{"household": 1, "key": 2}]}]  # fmt: skip


@pytest.fixture
def printer(own_app: Flask, own_village: Village) -> FlaskClient:
    """The card authority, with one household waiting for a card."""
    own_village.lose_card("DH-003")
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


def test_the_same_cards_posted_twice_are_stored_once(printer: FlaskClient, own_village: Village) -> None:
    body = {"cards": [{"household": "DH-003", "key": Phone.with_new_card().key}]}
    first, again = post(printer, body), post(printer, body)
    assert (first.json["issued"], again.status_code, again.json["issued"]) == (1, 200, 0)
    assert first.json["register"] == again.json["register"]


def test_a_big_village_prints_its_hamlets_one_by_one(own_app: Flask, own_village: Village) -> None:
    for household in ("DH-001", "DH-003", "DH-005"):
        own_village.lose_card(household)
    page = sign_in(own_app, "vai.cards").get(PAGE).text
    assert '<option value="xóm Đông">' in page.replace("Xóm", "xóm")
    assert "Xóm Đoài (2)" in page


@pytest.mark.parametrize(
    ("address", "part"),
    [("Xóm Đông, số 1", "Xóm Đông"), ("Số 3, ngõ 5, xóm Đoài", "ngõ 5"), ("Số 3", ""), ("", ""), ("Tổ 4", "Tổ 4")],
)
def test_the_part_of_the_village_is_read_from_the_address(address: str, part: str) -> None:
    assert part_of(address) == part


def test_the_list_to_sign_has_households_and_a_line_to_sign_and_no_secret(own_app: Flask, own_village: Village) -> None:
    own_village.lose_card("DH-003")
    client = sign_in(own_app, "vai.cards")
    page = client.get(f"{PAGE}/giao-the").text
    assert "DH-001" in page
    assert "Xóm Đông, số 1" in page
    assert "Người nhận ký" in page
    assert "DH-003" not in page, "this household has no card to receive"
    for phone in own_village.phones.values():
        assert phone.card not in page
        assert phone.key not in page
    part = client.get(f"{PAGE}/giao-the?xom=Xóm Đoài").text
    assert "DH-004" in part
    assert "DH-001" not in part


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


def test_the_register_names_no_secret_and_no_person(own_app: Flask, own_village: Village) -> None:
    for name in ("open", "upcoming"):
        own_village.services.votes.cancel(own_village.actors["head"], own_village.votes[name], "để thử")
    answer = sign_in(own_app, "vai.board").get(f"{PAGE}/so-the")
    assert own_village.phones["DH-001"].key in answer.text
    assert own_village.phones["DH-001"].card not in answer.text
    assert "Nguyễn" not in answer.text
