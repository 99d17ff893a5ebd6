"""A board's pages say what the verifier says, and its key comes to the administrator's form by itself."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import COMMUNE, VILLAGE
from village.witness import SocketWitness

from voting.verifier.crime_sentences import CRIMES, UNKNOWN_CRIME
from voting.verifier.witness_sentences import HAD_IT, REFUSED, SIGNED, TAKEN
from web.client import Reader, sign_in, token

PAGE, KEY = f"/giam-sat/{VILLAGE}/ky", f"/giam-sat/{VILLAGE}/the-giam-sat"
OWN = {"refused", "unknown", "crimes"}


def test_what_is_found_wrong_is_said_as_the_command_says_it(app: Flask) -> None:
    board = sign_in(app, "vai.board")
    for number, language in enumerate(("vi", "en")):
        board.set_cookie("lang", language)
        tags = Reader(board.get(PAGE).text).tags
        said = {name[5:]: text for _, found in tags if "data-crimes" in found for name, text in found.items()}
        told = {name: text for name, text in said.items() if name not in {*OWN, ""} and name in CRIMES}
        assert len(told) > 30
        assert told == {code: CRIMES[code][number] for code in told}
        assert said["unknown"] == UNKNOWN_CRIME[number]
        assert f"✘ {said['refused']}" == getattr(REFUSED, language)
        everything = {text for _, found in tags for name, text in found.items() if name.startswith("data-")}
        for sentence in (TAKEN, HAD_IT):
            assert getattr(sentence, language).removeprefix("✔ ") in everything
        signed = getattr(SIGNED, language).removeprefix("✔ ").replace(" {origin}", "")
        assert signed in everything


def test_a_key_that_was_handed_in_stands_ready_in_the_administrator_s_form(
    own_app: Flask, own_village: Village
) -> None:
    board, admin = sign_in(own_app, "vai.board"), sign_in(own_app, "quan.tri")
    vkey = SocketWitness("xom.example", [], 0).signer.vkey
    given = {"X-CSRFToken": token(board.get(KEY).text)}
    assert board.post(KEY, json={"vkey": "x"}, headers=given).status_code == 422
    assert board.post(KEY, json={"vkey": vkey}, headers=given).status_code == 200
    assert "đang chờ người quản trị của xã ghi vào sổ" in board.get(KEY).text
    page = admin.get("/can-bo/giam-sat").text
    (link,) = {found["href"] for _, found in Reader(page).tags if "them?khoa=" in str(found.get("href"))}
    form = Reader(admin.get(str(link)).text).tags
    values = {found.get("name"): found.get("value") for tag, found in form if tag == "input" and "checked" not in found}
    assert (values["vkey"], values["office"]) == (vkey, "Ban giám sát thôn Đông Hòa")
    assert ("way", "pulls") in {(found.get("name"), found.get("value")) for _, found in form if "checked" in found}


def test_how_the_books_stand_is_said_beside_the_button(
    village: Village, signed_in: Callable[[str], FlaskClient]
) -> None:
    text = Reader(signed_in("vai.board").get(PAGE).text).text
    assert f"Sổ chung {village.log().head().size} dòng" in text
    assert "Sổ phiếu: " in text
    told = signed_in("vai.board").get(f"/api/v1/communes/{COMMUNE}/log/cosigned").json
    assert told == {"notes": list(village.services.cosigning.heads(COMMUNE))}
