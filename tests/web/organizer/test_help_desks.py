"""What a help desk leaves for others to see: one number, when the vote has ended."""

from flask import Flask
from village.life import YES, Village
from village.people import MEMBERS

from web.client import sign_in, submit


def test_opening_a_desk_ends_the_session_and_the_browser_is_led_back(own_app: Flask) -> None:
    page = "/quan-ly/dong-hoa/ban-ho-tro"
    team = sign_in(own_app, "vai.team")
    answer = submit(team, page, {"number": "0123456789abcdef"})
    assert answer.headers["Location"] == "/ban-ho-tro"
    assert "HttpOnly" in next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("dinh-desk="))
    assert team.get(page).headers["Location"] == "/ban-ho-tro"
    desk = team.get("/ban-ho-tro")
    assert (desk.status_code, desk.headers["Cache-Control"]) == (200, "no-store")
    assert team.get("/api/v1/openapi.json").status_code == 200


def test_the_number_of_a_desks_ballots_is_told_when_the_vote_has_ended(own_app: Flask, own_village: Village) -> None:
    uuid, services, public = own_village.votes["open"], own_village.services, own_app.test_client()
    token = services.help_desks.open(own_village.actors["team"], "dong-hoa", "one")
    for household in ("DH-002", "DH-003"):
        raw = own_village.phones[household].envelope(services.publication.election(uuid), YES, 1)
        services.casting.cast(uuid, raw, token)
    own_village.cast(uuid, "DH-004", YES)
    assert "Phiếu gửi từ bàn hỗ trợ" not in public.get(f"/bieu-quyet/{uuid}").text
    own_village.close(uuid)
    own_village.count(uuid, MEMBERS)
    page = public.get(f"/bieu-quyet/{uuid}").text
    assert '<dt>Phiếu gửi từ bàn hỗ trợ</dt><dd class="n">2</dd>' in page
