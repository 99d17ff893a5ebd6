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


class Offers(HTMLParser):
    """The buttons of a page that its own script alone could serve, and that can be pressed before it has come.

    A button is not offered where it, or what it stands in, is `hidden`, a template or disabled; the server takes the
    press of a button of a form that says where or how it is sent.
    """

    _VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.unserved: list[str] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = dict(attrs)
        line = [*self._open, (tag, here)]
        presses = tag == "button" or (tag == "input" and here.get("type") in {"submit", "button", "image"})
        if presses and "disabled" not in here and not any("hidden" in one or name == "template" for name, one in line):
            forms = [one for name, one in line if name == "form"]
            taken = forms and {"method", "action"} & forms[-1].keys() and here.get("type", "submit") != "button"
            if not taken:
                self.unserved.append(self.get_starttag_text() or tag)
        if tag not in self._VOID and not (self.get_starttag_text() or "").endswith("/>"):
            self._open = line

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _ in self._open) and self._open.pop()[0] != tag:
            pass


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
