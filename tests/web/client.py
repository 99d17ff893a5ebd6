"""What a browser does with our pages, in a few words."""

import re
from html.parser import HTMLParser

from flask import Flask
from flask.testing import FlaskClient
from village.people import PASSWORD
from werkzeug.test import TestResponse

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"|data-csrf="([^"]+)"')


def token(page: str) -> str:
    """The CSRF token of the first form on a page."""
    found = _TOKEN.search(page)
    assert found, "the page has no form"
    return found[1] or found[2]


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(f'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def sign_in(app: Flask, login: str, password: str = PASSWORD) -> FlaskClient:
    """A browser in which this official has signed in."""
    client = app.test_client()
    answer = submit(client, "/dang-nhap", {"login": login, "password": password})
    assert answer.status_code == 302, answer.text
    return client


def submit(client: FlaskClient, page: str, fields: dict[str, object], to: str | None = None) -> TestResponse:
    """Opens `page`, fills in its form and sends it (to `to`, if the form goes elsewhere)."""
    return client.post(to or page, data={"csrf_token": token(client.get(page).text), **fields})


class Reader(HTMLParser):
    """Collects what a page says and shows: title, text, links, and every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.title = ""
        self._in_title = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        self.words.append(data.strip())

    @property
    def text(self) -> str:
        return " ".join(word for word in self.words if word)
