"""Scripts and styles: hashed names with a long life, listed with their hashes, and no way out of their folder."""

import gzip
import hashlib
import json
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from village.life import Village

from voting.web.app import create_app

NAME = "booth-0123456789.js"
BODY = b"'use strict';" * 200


@pytest.fixture
def built(village: Village, tmp_path: Path) -> FlaskClient:
    """A site whose static folder holds one built script."""
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / NAME).write_bytes(BODY)
    (tmp_path / "secret.js").write_bytes(b"not for you")
    integrity = "sha384-" + b64encode(hashlib.sha384(BODY).digest()).decode()
    entry = {"file": NAME, "integrity": integrity, "sha256": "ab" * 32, "bytes": len(BODY), "gzip_bytes": 60}
    (tmp_path / "dist" / "manifest.json").write_text(json.dumps({"booth.js": entry}))
    return create_app(village.services, replace(village.settings, static_folder=tmp_path)).test_client()


def test_a_built_file_is_kept_for_ever_and_sent_small(built: FlaskClient) -> None:
    answer = built.get(f"/static/dist/{NAME}", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.mimetype == "text/javascript"
    assert gzip.decompress(answer.data) == BODY


def test_what_the_build_pressed_is_sent_as_it_lies_and_only_to_who_can_read_it(
    built: FlaskClient, tmp_path: Path
) -> None:
    pressed = gzip.compress(BODY, 1)
    (tmp_path / "dist" / f"{NAME}.gz").write_bytes(pressed)
    answer = built.get(f"/static/dist/{NAME}", headers={"Accept-Encoding": "gzip"})
    assert (answer.data, answer.headers["Content-Encoding"]) == (pressed, "gzip")
    assert answer.mimetype == "text/javascript"
    plain = built.get(f"/static/dist/{NAME}")
    assert plain.data == BODY
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == answer.headers["Vary"] == "Accept-Encoding"
    (tmp_path / "dist" / f"{NAME}.br").write_bytes(b"smaller still")
    smallest = built.get(f"/static/dist/{NAME}", headers={"Accept-Encoding": "gzip, deflate, br"})
    assert (smallest.data, smallest.headers["Content-Encoding"]) == (b"smaller still", "br")
    assert smallest.headers["Vary"] == "Accept-Encoding"
    older = built.get(f"/static/dist/{NAME}", headers={"Accept-Encoding": "gzip, br;q=0"})
    assert (older.data, older.headers["Content-Encoding"]) == (pressed, "gzip")
    assert {built.get(f"/static/dist/{NAME}.{kind}").status_code for kind in ("gz", "br")} == {404}


def test_pages_name_it_with_its_hash(built: FlaskClient) -> None:
    page = built.get("/the").text
    assert f'src="/static/dist/{NAME}"' in page
    assert 'integrity="sha384-' in page


def test_everyone_can_read_the_hashes(built: FlaskClient) -> None:
    assert "ab" * 32 in built.get("/ma-nguon").text


ELSEWHERE = [
    "manifest.json", "../secret.js", "%2e%2e/secret.js", "..%2fsecret.js", ".hidden.js", "none.js", "a" * 300 + ".js",
]  # fmt: skip


@pytest.mark.parametrize("path", ELSEWHERE)
def test_nothing_else_can_be_fetched(built: FlaskClient, path: str) -> None:
    assert built.get(f"/static/dist/{path}").status_code == 404


def test_a_checkout_where_nothing_is_built_still_has_its_style(village: Village, tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "site.css").write_text("body{}")
    client = create_app(village.services, replace(village.settings, static_folder=tmp_path)).test_client()
    assert 'href="/static/css/site.css"' in client.get("/").text
    assert client.get("/static/css/site.css").text == "body{}"
    assert "chưa dựng" in client.get("/ma-nguon").text
