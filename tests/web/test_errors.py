"""An error becomes a page that says what to do, or a problem with a stable code; never a stack of code."""

import re
from dataclasses import replace
from pathlib import Path
from sqlite3 import connect

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE

from voting.services import errors
from voting.web.app import create_app
from voting.web.door.access import public as public_view
from voting.web.errors import GENERAL, STATUS, sentence
from voting.web.speech.sentences import FAULTS, REFUSALS, SPOKEN
from web.client import Reader


def test_a_page_that_is_not_there_says_so_and_leads_home(public: FlaskClient) -> None:
    answer = public.get("/khong-co")
    page = Reader(answer.text)
    assert answer.status_code == 404
    assert page.title.startswith("Lỗi: Không tìm thấy trang này")
    assert ("a", {"class": "button", "href": "/"}) in page.tags


def test_a_programmers_error_shows_nothing_of_the_program(
    own_village: Village, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(own_village.services, own_village.settings)
    app.view_functions["noticeboard.guide"] = broken
    answer = app.test_client().get("/huong-dan")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "chưa được ghi" in answer.text
    assert "noticeboard.guide" in caplog.text


@public_view
def broken() -> str:
    raise ZeroDivisionError("secret detail")


def test_a_database_that_is_away_is_503_on_pages_and_in_the_interface(own_village: Village, tmp_path: Path) -> None:
    app = create_app(own_village.services, own_village.settings)
    own_village.services.close()
    for part in tmp_path.glob("dinh.sqlite*"):
        part.unlink()
    (tmp_path / "dinh.sqlite").mkdir()
    client = app.test_client()
    assert client.get(f"/thon/{VILLAGE}").status_code == 503
    problem = client.get(f"/api/v1/votes/{own_village.votes['open']}")
    assert (problem.status_code, problem.json["code"]) == (503, "unavailable")
    assert client.get("/healthz").status_code == 503


def test_a_sign_of_life_asks_the_database_for_nothing_else(own_village: Village) -> None:
    asked: list[str] = []
    services = replace(own_village.services, ping=lambda: asked.append("ping"), communes=None, votes=None)
    assert create_app(services, own_village.settings).test_client().get("/healthz").json == {"status": "ok"}
    assert asked == ["ping"]


def test_what_was_altered_on_the_disk_is_not_handed_out_and_nothing_of_it_is_said(
    own_village: Village, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    uuid = own_village.votes["open"]
    with connect(tmp_path / "dinh.sqlite") as stored:
        stored.execute("DROP TRIGGER record_payloads_no_update")
        stored.execute("UPDATE record_payloads SET content = ?", [b"names of people"])
    app = create_app(own_village.services, own_village.settings)
    app.view_functions["noticeboard.guide"] = public_view(lambda: own_village.services.publication.credentials(uuid))
    problem = app.test_client().get(f"/api/v1/votes/{uuid}/public_creds.json")
    assert (problem.status_code, problem.json["code"]) == (500, "damaged")
    page = app.test_client().get("/huong-dan")
    assert page.status_code == 500
    assert "không còn đúng như lúc ghi" in page.text
    assert "chưa được ghi" not in page.text
    assert "Damaged at noticeboard.guide" in caplog.text
    assert "names of people" not in page.text + problem.text + caplog.text


CODE = re.compile(r'code="([a-z-]+)"|\] = "([a-z-]+)"|\{"[a-z_]+": "([a-z-]+)"\}')


def codes(root: Path) -> set[str]:
    """Every code that a service gives on purpose, as it stands in the source."""
    found = set()
    for file in (root / "voting" / "services").rglob("*.py"):
        found |= {next(filter(None, groups)) for groups in CODE.findall(file.read_text(encoding="utf-8"))}
    return found


INSTALLER = {"commune-has-accounts", "commune-exists"}  # said by the command line


def test_every_code_of_the_services_has_a_sentence(root: Path) -> None:
    assert len(codes(root)) > 40
    assert codes(root) - REFUSALS.keys() - FAULTS.keys() - SPOKEN.keys() - INSTALLER == set()


def test_every_sentence_ends_as_a_sentence(app: Flask) -> None:
    with app.test_request_context():
        for words in [*REFUSALS.values(), *FAULTS.values()]:
            assert str(words)[0].isupper(), words
            assert str(words)[-1] in ".?", words


def test_an_unknown_code_is_never_shown(app: Flask) -> None:
    with app.test_request_context():
        assert sentence("never-heard-of") == "Chỗ này điền chưa đúng."


def test_statuses_have_their_general_words() -> None:
    assert set(STATUS.values()) <= set(GENERAL)
    assert set(errors.DATABASE_TROUBLE.values()) <= STATUS.keys() & REFUSALS.keys()
