"""The product's own guidance: a sheet for each role, true of the desk's buttons and of the pages that it shows."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from screens.states import SIGHTS
from village.life import Village
from village.people import VILLAGE
from village.served import served

from voting.services.permissions import PERMISSIONS, Role
from voting.web.door.access import access_of
from voting.web.speech.errands import WAYS
from voting.web.speech.leaflets import LEAFLETS, Act, Leaflet

IMAGES = Path(__file__).parents[3] / "static" / "img"
LARGEST_PICTURE_BYTES = 32_000
OF_LOGINS = {"dem": Role.COUNTING, "quan": Role.ADMIN, "van": Role.COMMUNE}
WITH_ALL_PICTURES = """Promise.all([...document.images].map(one => { one.loading = "eager"; return one.decode(); }))"""
every_leaflet = pytest.mark.parametrize("slug", LEAFLETS)


def with_pictures(leaflet: Leaflet) -> list[Act]:
    return [act for act in leaflet.acts if act.picture]


def test_every_role_has_its_sheet_and_the_guide_and_the_desk_lead_there(
    public: FlaskClient, signed_in: Callable[[str], FlaskClient]
) -> None:
    assert {leaflet.role for leaflet in LEAFLETS.values()} == set(Role)
    guide = public.get("/huong-dan").text
    assert all(f'href="/huong-dan/{slug}"' in guide for slug in LEAFLETS)
    assert 'href="/huong-dan/truong-thon"' in signed_in("vai.head").get("/ban-lam-viec").text
    assert public.get("/huong-dan/nguoi-la").status_code == 404


@every_leaflet
def test_a_sheet_says_each_act_with_the_desks_own_words(public: FlaskClient, slug: str) -> None:
    page = public.get(f"/huong-dan/{slug}").text
    for act in LEAFLETS[slug].acts:
        assert str(act.words) in page
        assert act.button is None or f"<b>{act.button}</b>" in page
    assert len(LEAFLETS[slug].acts) <= 6


@every_leaflet
def test_the_role_may_open_where_its_buttons_lead(app: Flask, slug: str) -> None:
    for act in LEAFLETS[slug].acts:
        access = access_of(app, WAYS[act.task].where) if act.task else None
        assert access is None or not access.action or LEAFLETS[slug].role in PERMISSIONS[access.action], act.task


@every_leaflet
def test_its_pictures_are_of_pages_that_the_role_sees(slug: str) -> None:
    lookers = {one.name: one.who for one in SIGHTS}
    for act in with_pictures(LEAFLETS[slug]):
        first, _, second = lookers[act.picture].partition(".")
        assert not first or OF_LOGINS.get(first, second) == LEAFLETS[slug].role, act.picture
        raw = (IMAGES / f"guide-{act.picture}.webp").read_bytes()
        assert raw[:4] + raw[8:12] == b"RIFFWEBP"
        assert len(raw) < LARGEST_PICTURE_BYTES


def test_no_picture_is_left_over() -> None:
    shown = {f"guide-{act.picture}.webp" for leaflet in LEAFLETS.values() for act in with_pictures(leaflet)}
    assert {one.name for one in IMAGES.glob("guide-*")} == shown


def test_the_boards_sheet_names_the_consoles_button(signed_in: Callable[[str], FlaskClient]) -> None:
    (act,) = [act for act in LEAFLETS["giam-sat"].acts if act.press]
    assert f">{act.press}</button>" in signed_in("vai.board").get(f"/giam-sat/{VILLAGE}/ky").text


@pytest.mark.browser
def test_each_sheet_prints_on_one_page(village: Village, chromium: Browser, tmp_path: Path) -> None:
    with served(village) as commune:
        page = chromium.new_page(base_url=commune.address)
        page.set_default_timeout(90_000)
        for slug in LEAFLETS:
            page.goto(f"/huong-dan/{slug}")
            page.evaluate(WITH_ALL_PICTURES)
            page.pdf(path=tmp_path / "sheet.pdf", format="A4", print_background=True)
            said = subprocess.run(
                ["pdfinfo", tmp_path / "sheet.pdf"], capture_output=True, text=True, check=True
            ).stdout
            assert "Pages:           1\n" in said, slug
        page.close()
