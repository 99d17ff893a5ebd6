"""A sentence that names a button takes its words from where the button does: what is quoted is there to be pressed."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import nodes
from village.life import Village

from voting.lists.header import field_of
from voting.web.speech.languages import LANGUAGES, read_catalogue
from web.pages import all_pages

QUOTED = re.compile("“([^”]*)”")
FILLED = re.compile(r"%\(\w+\)s|\{\w+\}")
NAMED = {"button", "summary", "h1", "h2", "label", "legend"}
HOME = "quoted.html"


def sentences() -> Iterator[str]:
    """Every sentence of the pages, in both languages."""
    for message in read_catalogue():
        yield from (str(message.id), str(message.string))


def test_no_sentence_quotes_words_of_ours_by_hand() -> None:
    """Columns of a household list stand in other people's files; everything else is filled in."""
    by_hand = {words for one in sentences() for words in QUOTED.findall(one) if not FILLED.fullmatch(words)}
    assert {words for words in by_hand if field_of(words) is None} == set()


def calls(app: Flask) -> Iterator[tuple[str, str, bool]]:
    """(template, macro of `quoted.html`, whether it fills a place of a sentence) of each call in the templates."""
    for name in app.jinja_env.list_templates(extensions=["html"]):
        tree = app.jinja_env.parse(app.jinja_env.loader.get_source(app.jinja_env, name)[0])
        quoting = {id(word.value) for word in tree.find_all(nodes.Keyword)}
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in macros(app):
                yield name, call.node.name, id(call) in quoting


def macros(app: Flask) -> set[str]:
    """The macros of `quoted.html`."""
    tree = app.jinja_env.parse(app.jinja_env.loader.get_source(app.jinja_env, HOME)[0])
    return {macro.name for macro in tree.find_all(nodes.Macro)}


def test_what_is_quoted_stands_somewhere_and_what_stands_there_is_quoted(app: Flask) -> None:
    found = list(calls(app))
    assert {macro for _, macro, quotes in found if quotes} == macros(app)
    assert {macro for _, macro, quotes in found if not quotes} == macros(app)


class Names(HTMLParser):
    """Collects what the buttons, headings, folds and fields of a page are called, and every word and attribute."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.said: list[str] = []
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for _, value in attrs if value]
        if tag in NAMED or (tag == "a" and "button" in (dict(attrs).get("class") or "")):
            self._open.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag in NAMED | {"a"}:
            self.names.add(" ".join(self._open.pop().split()))

    def handle_data(self, data: str) -> None:
        self.said.append(data)
        self._open = [words + data for words in self._open]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_quoted_button_is_on_some_page(
    app: Flask, village: Village, signed_in: Callable[[str], FlaskClient], language: str
) -> None:
    pages = [Names(page) for page in read(app, village, signed_in, language)]
    names = {name for page in pages for name in page.names}
    votes = [village.services.votes.get(uuid) for uuid in village.votes.values()]
    titles = {one.title for one in votes} | {said for one in votes for asked in one.questions for said in asked.answers}
    quoted = {words for page in pages for said in page.said for words in QUOTED.findall(said)}
    ours = {words for words in quoted - titles if not FILLED.fullmatch(words) and field_of(words) is None}
    assert ours
    assert {words for words in ours if not any(name.removesuffix(")").startswith(words) for name in names)} == set()


def read(app: Flask, village: Village, signed_in: Callable[[str], FlaskClient], language: str) -> Iterator[str]:
    """Every page in a language."""
    strangers = app.test_client()
    for login, address in all_pages(village):
        client = signed_in(login) if login else strangers
        client.set_cookie("lang", language)
        yield client.get(address).text
        client.delete_cookie("lang")
