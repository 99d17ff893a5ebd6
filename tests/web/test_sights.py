"""The table of pages (`tests/screens`) has every page of the site, each as somebody who may open it."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from screens.communes import Communes
from screens.sight import Sight
from screens.states import SIGHTS, STATES
from werkzeug.exceptions import NotFound
from werkzeug.routing import RequestRedirect

NO_PAGES = {"api", "assets", "health", "static"}
FILES = {
    "noticeboard.calendar", "noticeboard.feed", "noticeboard.matter_paper", "noticeboard.robots", "noticeboard.speak",
    "noticeboard.announcement_paper", "noticeboard.disclosure_file", "organizer.annex",
    "noticeboard.disclosure_list_file", "account.disclosure_report", "account.board_report", "board.board_report",
    "organizer.draft_decision", "organizer.draft_notice", "organizer.register", "committee.tally",
    "account.came_back", "account.link_off", "account.sign_in_with",
    "board.report_file", "account.report_file", "board.frozen_report_file", "account.frozen_report_file",
}  # fmt: skip
"""Answers that nobody looks at: files, numbers for a script, a change of language, the ways to another site."""


def endpoint_of(app: Flask, path: str) -> str:
    """The page at this path; "" where there is none."""
    try:
        return str(app.url_map.bind("localhost").match(urlsplit(path).path)[0])
    except (NotFound, RequestRedirect):
        return ""


def test_every_page_of_the_site_is_looked_at(app: Flask, communes: Communes) -> None:
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    wanted = {one for one in pages if one.split(".")[0] not in NO_PAGES} - FILES
    seen = {endpoint_of(app, communes[sight.where].path(sight.address)) for sight in SIGHTS}
    assert wanted - seen == set()
    assert pages >= FILES


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_whoever_looks_may_open_the_page(
    communes: Communes, client_in: Callable[[str, str], FlaskClient], sight: Sight
) -> None:
    answer = client_in(sight.where, sight.who).get(communes[sight.where].path(sight.address))
    assert answer.status_code == sight.status, answer.status


def test_names_of_pictures_are_file_names_and_unique() -> None:
    names = [one.name for one in (*SIGHTS, *STATES)]
    assert len(set(names)) == len(names)
    assert all(name.replace("-", "").isalnum() and name.isascii() for name in names)
