"""The head's page of messages: numbers before and after, and texts for every way of telling."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from village.life import YES, Village

from voting.services.carriers import Carriers
from voting.services.house import Services
from voting.web.app import create_app
from web.client import sign_in


@pytest.fixture
def sent(own_village: Village) -> list[tuple[str, str]]:
    """What the village's gateway was given."""
    got: list[tuple[str, str]] = []
    carriers = Carriers(sms=lambda *message: got.append(message))
    own_village.services = Services.at(replace(own_village.desk, carriers=carriers))
    return got


def head_of(village: Village, login: str = "vai.head") -> FlaskClient:
    app = create_app(village.services, village.settings)
    app.testing = True
    return sign_in(app, login)


def fields(page: str, occasion: str) -> dict[str, str]:
    """What the form of an occasion sends."""
    form = next(one for one in re.findall(r"<form method=\"post\".*?</form>", page, re.S) if f'"{occasion}"' in one)
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def test_the_page_says_how_many_before_and_after_and_a_second_press_sends_none(
    own_village: Village, sent: list[tuple[str, str]]
) -> None:
    address = f"/dieu-hanh/{own_village.votes['open']}/tin-nhan"
    head = head_of(own_village)
    page = head.get(address).text
    typed = fields(page, "opening")
    assert "Gửi 4 tin nhắn" in page
    for _ in range(2):
        assert head.post(address, data=typed, follow_redirects=True).status_code == 200
    own_village.cast(own_village.votes["open"], "DH-002", YES)
    own_village.services.chores.run()
    assert sorted(number for number, _ in sent) == ["0912000003", "0912000004", "0912000005"]
    assert all(words.isascii() and len(words) <= 160 for _, words in sent)
    after = head.get(address).text
    assert re.search(r"<dt>Đã gửi</dt><dd>3</dd>", after)
    assert re.search(r"<dt>Bỏ qua vì hộ đã gửi phiếu hoặc hết giờ</dt><dd>1</dd>", after)
    assert "DH-00" not in after


def test_where_there_is_no_gateway_no_page_offers_one(own_village: Village) -> None:
    head = head_of(own_village)
    address = f"/dieu-hanh/{own_village.votes['open']}"
    assert "tin-nhan" not in head.get(address).text
    page = head.get(f"{address}/tin-nhan").text
    assert "chưa nối với cổng tin nhắn" in page
    assert "<button" not in page[page.index("<main") : page.index("</main")]


def test_only_the_head_sees_the_page(own_village: Village, sent: list[tuple[str, str]]) -> None:
    address = f"/dieu-hanh/{own_village.votes['open']}/tin-nhan"
    for login in ("vai.team", "vai.board", "vai.cards"):
        assert head_of(own_village, login).get(address).status_code == 403
    assert sent == []
