"""All villages of the commune on one page; a village that becomes part of another, as officials and others see it."""

import pytest
from flask import Flask
from village.life import Village
from village.matters import decide
from village.people import NEIGHBOUR, PASSWORD, VILLAGE, give_cards, import_roll, roll_of
from werkzeug.test import TestResponse

from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role
from web.client import Reader, sign_in, submit

PAGE = "/can-bo/cac-thon"
MERGE = {"successors": VILLAGE, "reason": "Nghị quyết của HĐND xã", "named": "Tây Hòa"}


@pytest.fixture
def both(own_village: Village) -> Village:
    """The neighbours have a list and cards too, and serve nobody else."""
    services, admin = own_village.services, own_village.actors["admin"]
    services.communes.declare_nobody_else(admin, NEIGHBOUR, "Thôn nhỏ")  # the book knows the village
    return own_village


def said(answer: TestResponse) -> str:
    return Reader(answer.text).text


def test_what_is_late_comes_first_and_may_be_looked_at_alone(own_app: Flask, own_village: Village) -> None:
    decide(own_village)
    own_village.clock.move(days=20)
    admin = sign_in(own_app, "quan.tri")
    page = said(admin.get(PAGE))
    assert "Quá hạn" in page
    assert page.index("Gửi kết quả biểu quyết") < page.index("Từng thôn")
    assert "điểm b khoản 4 Điều 5 Nghị định số 59/2023/NĐ-CP" in page
    other = said(admin.get(f"{PAGE}?thon={NEIGHBOUR}&qua_han=y"))
    assert "Không có việc nào quá hạn." in other
    assert "Trồng cây ở ngõ 3" not in other


def test_the_communes_own_officials_see_it_and_a_villages_do_not(app: Flask) -> None:
    assert sign_in(app, "quan.tri").get(PAGE).status_code == 200
    assert PAGE in sign_in(app, "quan.tri").get("/ban-lam-viec").text
    head = sign_in(app, "vai.head")
    assert head.get(PAGE).status_code == 403
    assert PAGE not in head.get("/ban-lam-viec").text


def test_everybody_finds_what_is_open_in_each_village(own_app: Flask, own_village: Village) -> None:
    page = own_app.test_client().get("/xa/xa-dong-hoa")
    assert f"/bieu-quyet/{own_village.votes['open']}" in page.text
    assert "Đã thông qua: “Đồng ý” được 3/5 hộ, cần từ 3." in said(page)
    assert "/xa/xa-dong-hoa" in own_app.test_client().get("/").text
    assert own_app.test_client().get("/xa/khong-co").status_code == 404


def test_a_village_is_merged_after_its_name_was_typed_and_says_where_it_went(own_app: Flask, both: Village) -> None:
    admin, page = sign_in(own_app, "quan.tri"), f"/can-bo/hop-thon/{NEIGHBOUR}"
    assert page in admin.get("/can-bo").text
    wrong = submit(admin, page, MERGE | {"named": "Đông Hòa"})
    assert wrong.status_code == 422
    assert "Nghị quyết của HĐND xã" in wrong.text
    assert submit(admin, page, MERGE).status_code == 302
    public = own_app.test_client()
    assert "Các hộ nay thuộc Thôn Đông Hòa" in said(public.get(f"/thon/{NEIGHBOUR}"))
    assert "theo: “Nghị quyết của HĐND xã”" in said(public.get(f"/thon/{NEIGHBOUR}"))
    assert "Hợp từ: Thôn Tây Hòa" in said(public.get(f"/thon/{VILLAGE}"))
    assert "Thôn Tây Hòa : nay thuộc Thôn Đông Hòa" in said(public.get("/xa/xa-dong-hoa")).replace("Hòa:", "Hòa :")
    assert f"/can-bo/hop-thon/{NEIGHBOUR}" not in admin.get("/can-bo").text
    head = sign_in(own_app, "truong.tay")
    assert "đã hợp vào thôn khác" in said(head.get(f"/quan-ly/{NEIGHBOUR}"))


def test_what_stands_in_the_way_is_said_before_anything_is_typed(own_app: Flask, own_village: Village) -> None:
    page = said(sign_in(own_app, "quan.tri").get(f"/can-bo/hop-thon/{VILLAGE}"))
    assert "Chưa hợp được" in page
    assert "chưa có kết quả" in page
    assert "Gõ tên thôn" not in page


def test_a_card_of_a_village_that_is_over_says_where_its_household_belongs(own_app: Flask, both: Village) -> None:
    services, admin = both.services, both.actors["admin"]
    maker = services.accounts.add(
        admin, NewAccount("the.tay", "Người in thẻ Tây", PASSWORD, (Grant(Role.CARDS, NEIGHBOUR),))
    )
    import_roll(services, both.actors["other-head"], roll_of(5), NEIGHBOUR)
    phone = next(iter(give_cards(services, maker, NEIGHBOUR).values()))
    services.mergers.merge(admin, NEIGHBOUR, [VILLAGE], "Nghị quyết", "Tây Hòa")
    asked = {"village": NEIGHBOUR, "key": phone.key}
    found = own_app.test_client().post("/api/v1/cards/lookup", json=asked).get_json()
    assert found["village"]["name"] == "Thôn Tây Hòa (nay thuộc thôn Đông Hòa)"
    assert found["votes"] == []
