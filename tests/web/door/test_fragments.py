"""A link whose `#` was encoded on its way: its page comes, and no log learns what stood behind it."""

import logging
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from voting.web.door.access import public as open_to_all
from voting.web.door.fragments import forgotten

SECRET = "7YT3KQ9XMN2PR5SVW0YZAB1DE"


@pytest.mark.parametrize("sign", ["%23", "%2523", "%252523"])
@pytest.mark.parametrize("address", ["/the", "/kiem-tra-may"])
def test_the_page_comes_as_if_nothing_were_behind_it(public: FlaskClient, address: str, sign: str) -> None:
    answer = public.get(f"{address}{sign}dong-hoa.{SECRET}")
    assert answer.status_code == 200
    assert answer.data == public.get(address).data
    assert SECRET not in answer.text + str(answer.headers)


def test_what_a_server_writes_down_afterwards_holds_no_secret() -> None:
    seen: list[dict[str, Any]] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.append(environ)
        return []

    environ = {"PATH_INFO": f"/the#dong-hoa.{SECRET}", "RAW_URI": f"/the%23dong-hoa.{SECRET}", "QUERY_STRING": "a=%23"}
    environ["REQUEST_URI"] = environ["RAW_URI"]
    forgotten(application)(environ, lambda *_: None)  # type: ignore[arg-type] # a server's start_response is not needed
    assert SECRET not in str(environ)  # the server's own dictionary: gunicorn's access log reads it after the answer
    assert seen == [environ]
    assert environ["QUERY_STRING"] == "a=%23"


def fails() -> str:
    raise LookupError


def test_the_application_logs_no_secret_even_when_it_fails(own_app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    own_app.testing = False
    own_app.view_functions["booth.card"] = open_to_all(fails)
    assert own_app.test_client().get(f"/the%23dong-hoa.{SECRET}").status_code == 500
    assert "LookupError" in caplog.text
    assert SECRET not in caplog.text
