"""Attackers at a matter's papers and steps: files that are two things, numbers too large, numbers nobody was shown."""

import pytest
from flask import Flask
from village.life import Village
from village.road import PHOTO, Walk

from voting.services.matters.meetings import Counted
from voting.services.votes.drafting import NewDocument
from voting.services.votes.paper_names import paper_name
from web.client import hidden, sign_in, token

HUGE = 10**30
HTML_IN_PDF = b"%PDF-1.4\n<script>alert(document.domain)</script>"


@pytest.mark.parametrize("name", ["Quy che.html", "Quy che.hta", "Quy che.bat", "anh.svg", "a.pdf.exe", "Quy che.js"])
def test_a_paper_is_saved_as_what_it_is_whatever_its_name_said(name: str) -> None:
    assert paper_name(name, "application/pdf").endswith(".pdf")
    assert paper_name(name, "image/png").endswith(".png")
    assert paper_name(name, "image/jpeg").endswith(".jpg")


@pytest.mark.parametrize("name", ["A.PDF", "a.pdf"])
def test_a_name_that_fits_stays(name: str) -> None:
    assert paper_name(name, "application/pdf") == name


def test_a_page_in_a_paper_is_served_as_a_paper(own_app: Flask, own_village: Village) -> None:
    walk = Walk(own_village).propose(
        "Giờ thu gom <script>alert(1)</script>",
        "Có <img src=x onerror=alert(1)> đổi giờ không?",
        documents=(NewDocument("Quy che.html", "application/pdf", HTML_IN_PDF),),
    )
    public = own_app.test_client()
    for paper in own_village.services.matters.get(walk.id).papers:
        answer = public.get(f"/viec/{walk.id}/giay/{paper.position}")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        rules = answer.headers["Content-Security-Policy"]
        assert {"default-src 'none'", "form-action 'none'", "base-uri 'none'"} <= set(rules.split("; "))
        if paper.media_type == "text/html":
            assert b"<script" not in answer.data
            assert b"<img" not in answer.data
        if paper.media_type == "application/pdf":
            assert '.html"' not in answer.headers["Content-Disposition"]


def test_a_page_that_says_there_is_no_such_paper_has_its_style(own_app: Flask, own_village: Village) -> None:
    walk = Walk(own_village).propose("Giờ thu gom rác mới")
    answer = own_app.test_client().get(f"/viec/{walk.id}/giay/99")
    assert answer.status_code == 404
    assert "style-src 'self'" in answer.headers["Content-Security-Policy"]


def test_numbers_beyond_any_book_are_not_there(own_app: Flask, own_village: Village) -> None:
    walk, public = Walk(own_village).propose("Giờ thu gom rác mới"), own_app.test_client()
    for address in (f"/viec/{walk.id}/giay/{HUGE}", f"/bieu-quyet/{own_village.votes['decided']}/so/{HUGE}"):
        assert public.get(address).status_code == 404


def test_only_numbers_that_were_shown_are_confirmed(own_app: Flask, own_village: Village) -> None:
    walk = Walk(own_village).propose("Giờ thu gom rác mới")
    walk.classify(contribution=True)
    _hold(walk, Counted(5, 1, 4, 0))
    here = f"/quan-ly/viec/{walk.id}"
    shown = hidden(sign_in(own_app, "vai.front").get(here).text, "seen")
    _hold(walk, Counted(5, 5, 0, 0))
    front = sign_in(own_app, "vai.front")  # days later
    page = front.get(here).text
    for seen, decided in (shown, False), ("", False), (hidden(page, "seen"), True):
        front.post(f"{here}/xac-nhan", data={"csrf_token": token(page), "seen": seen})
        assert _is_decided(walk) is decided


def _hold(walk: Walk, counted: Counted) -> None:
    """A meeting is called and held, and the head enters what it gave."""
    walk.convene()
    walk.village.clock.move(days=3, hours=1)
    walk.services.meetings.enter(walk.actors["head"], walk.id, counted, PHOTO)


def _is_decided(walk: Walk) -> bool:
    return "matter-held" in [one.type for one in walk.services.matters.steps(walk.id)]
