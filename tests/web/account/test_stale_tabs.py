"""Two tabs that change the same thing: the second is refused and shows what is now; the same change twice is one."""

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE

from web.client import Reader, sign_in

MEANWHILE = "nơi khác vừa đổi việc này"
RING = {"ring_name": "Lê Thị Phó", "ring_office": "Phó trưởng thôn", "ring_phone": "0912 345 678"}
OTHER = {**RING, "ring_name": "Trần Văn Trực"}


@dataclass(frozen=True)
class Change:
    """Two changes of one thing on one page, and what the page shows once each was made."""

    page: str
    first: dict[str, object]
    second: dict[str, object]
    shows_first: str
    shows_second: str


CHANGES = {
    "roles": Change(
        "/can-bo/vai-tro?tai-khoan={team}", {"village": VILLAGE, "grants": ["front"]},
        {"village": VILLAGE, "grants": ["board"]}, 'value="front.dong-hoa"', 'value="board.dong-hoa"'),
    "village-contact": Change(f"/quan-ly/{VILLAGE}/nguoi-de-goi", RING, OTHER, "Lê Thị Phó", "Trần Văn Trực"),
    "commune-contact": Change("/can-bo/xa-va-thon", RING, OTHER, "Lê Thị Phó", "Trần Văn Trực"),
    "day-off": Change(
        "/can-bo/ngay-nghi", {"day": "{year}-03-12", "off": "1", "name": "Hội đình"},
        {"day": "{year}-03-12", "off": "1", "name": "Giỗ làng"}, "Hội đình", "Giỗ làng"),
}  # fmt: skip


def opened(client: FlaskClient, page: str) -> dict[str, object]:
    """What the form of a page carries when it is opened: unseen fields, and boxes that are ticked."""
    found: dict[str, object] = {}
    for tag, one in Reader(client.get(page).text).tags:
        if tag == "input" and one.get("name") and one.get("type") == "hidden":
            found[str(one["name"])] = one.get("value") or ""
        elif tag == "input" and one.get("type") == "checkbox" and "checked" in one:
            found[str(one["name"])] = [*found.get(str(one["name"]), []), one["value"]]  # type: ignore[misc]
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_of_two_stale_tabs_the_second_is_refused_and_shows_what_is_now(
    name: str, own_app: Flask, own_village: Village
) -> None:
    admin, change = sign_in(own_app, "quan.tri"), CHANGES[name]
    year = str(own_village.clock().year)
    page = change.page.format(team=own_village.actors["team"].account_id)
    first, second = ({key: value.format(year=year) if isinstance(value, str) else value for key, value in one.items()}
                     for one in (change.first, change.second))  # fmt: skip
    tabs = [opened(admin, page) for _ in range(2)]
    assert admin.post(page, data={**tabs[0], **first}).status_code == 302
    refused = admin.post(page, data={**tabs[1], **second}, follow_redirects=True).text
    now = admin.get(page).text
    assert MEANWHILE in refused
    assert change.shows_first in now
    assert change.shows_second not in now
    assert admin.post(page, data={**tabs[1], **first}).status_code == 302, "the same change, sent twice"
    assert MEANWHILE not in admin.get(page).text
    assert admin.post(page, data={**opened(admin, page), **second}).status_code == 302
    assert change.shows_second in admin.get(page).text, "looked at, then changed"


def test_an_official_taken_away_in_one_tab_is_not_given_back_by_the_other(own_app: Flask, own_village: Village) -> None:
    admin, account = sign_in(own_app, "quan.tri"), own_village.actors["team"].account_id
    page = f"/can-bo/vai-tro?tai-khoan={account}"
    front = {"village": VILLAGE, "grants": ["front"]}
    admin.post(page, data={**opened(admin, page), **front})
    tabs = [opened(admin, page) for _ in range(2)]
    left = [box for box in tabs[0]["kept"] if not box.startswith("front")]  # type: ignore[union-attr]
    assert admin.post(page, data={**tabs[0], "village": "", "kept": left}).status_code == 302
    assert admin.post(page, data={**tabs[1], "village": "", "phone": "0912 345 678"}).status_code == 302
    held = own_village.services.accounts.get(own_village.actors["admin"].commune, account)
    assert {grant.role.value for grant in held.grants} == {"team"}
    assert held.phone == ""
