"""A village's votes stand under what is happening to them; before the count no page says how anyone voted."""

from flask.testing import FlaskClient
from village.life import Village
from village.people import NEIGHBOUR, VILLAGE

from web.client import Reader

HEADINGS = {
    "open": "Đang mở", "upcoming": "Sắp mở", "counting": "Đang kiểm phiếu", "decided": "Kết quả",
    "cancelled": "Đã hủy",
}  # fmt: skip


def section(page: str, heading: str) -> str:
    """What stands between a heading of the second rank and the next."""
    _before, _heading, rest = page.partition(f"<h2>{heading}</h2>")
    return rest.partition("<h2>")[0]


def test_each_vote_stands_under_its_state_and_nowhere_else(village: Village, public: FlaskClient) -> None:
    page = public.get(f"/thon/{VILLAGE}").text
    listed = {one.uuid: one.state for one in village.services.votes.list(VILLAGE)}
    assert set(listed.values()) == set(HEADINGS)
    for uuid, state in listed.items():
        assert f'href="/bieu-quyet/{uuid}"' in section(page, HEADINGS[state]), state
        assert page.count(f'href="/bieu-quyet/{uuid}"') == 1, state


def test_a_village_without_votes_says_so_and_shows_none_of_another(village: Village, public: FlaskClient) -> None:
    page = public.get(f"/thon/{NEIGHBOUR}").text
    assert "Hiện chưa có cuộc biểu quyết nào." in Reader(page).text
    assert "/bieu-quyet/" not in page


def test_every_village_is_found_from_the_front_page(public: FlaskClient) -> None:
    page = public.get("/").text
    for code in (VILLAGE, NEIGHBOUR):
        assert f'href="/thon/{code}"' in page
        assert public.get(f"/thon/{code}").status_code == 200


def test_counts_stand_on_the_page_of_a_decided_vote_and_on_no_other(village: Village, public: FlaskClient) -> None:
    for state, uuid in village.votes.items():
        page = public.get(f"/bieu-quyet/{uuid}").text
        assert ("<caption>Bảng số liệu" in page) == (state == "decided"), state
        assert ("<h3>Bạn có tán thành không?</h3>" in page) == (state == "decided"), state
