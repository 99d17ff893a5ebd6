"""Whom to ring: the head's page for their village, the administrator's page for the commune and all villages."""

from flask import Flask
from village.people import VILLAGE

from web.client import Reader, sign_in, submit

DEPUTY = {"ring_name": "Lê Thị Phó", "ring_office": "Phó trưởng thôn", "ring_phone": "0912345678"}
PAGE = f"/quan-ly/{VILLAGE}/nguoi-de-goi"


def test_the_head_names_whom_to_ring_and_the_page_shows_it_in_groups(own_app: Flask) -> None:
    head = sign_in(own_app, "vai.head")
    assert f'href="{PAGE}"' in head.get(f"/quan-ly/{VILLAGE}").text
    assert submit(head, PAGE, DEPUTY).headers["Location"] == f"/quan-ly/{VILLAGE}"
    again = head.get(PAGE).data.decode()
    assert 'value="0912\u00a0345\u00a0678"' in again
    assert submit(head, PAGE, {**DEPUTY, "ring_phone": "0912\u00a0345\u00a0678"}).status_code == 302, "as it was shown"
    places = sign_in(own_app, "quan.tri").get("/can-bo/xa-va-thon").data.decode()
    assert 'href="tel:0912345678">0912\u00a0345\u00a0678<' in places


def test_the_administrator_names_whom_to_ring_in_the_commune_and_in_a_village(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    office = {"ring_name": "Trần Văn Phòng", "ring_office": "Văn phòng xã", "ring_phone": "0235 386 1234"}
    assert submit(admin, "/can-bo/xa-va-thon", office).headers["Location"] == "/can-bo/xa-va-thon"
    assert "người của xã: Trần Văn Phòng" in admin.get(PAGE).text
    assert submit(admin, PAGE, DEPUTY).headers["Location"] == "/can-bo/xa-va-thon"
    nobody = dict.fromkeys(DEPUTY, "")
    assert submit(admin, PAGE, nobody).status_code == 302
    assert "Đã bỏ người để gọi." in admin.get("/can-bo/xa-va-thon").text


def test_a_number_that_cannot_be_rung_is_said_at_its_field_and_kept(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    for page in (PAGE, "/can-bo/xa-va-thon"):
        answer = submit(admin, page, {**DEPUTY, "ring_phone": "345 678"})
        assert answer.status_code == 422
        assert Reader(answer.text).title.startswith("Lỗi:")
        assert answer.text.count("Số điện thoại chưa đúng") == 2, "in the summary and at the field"
        assert 'value="345 678"' in answer.text


def test_it_is_said_at_the_field_that_the_number_is_public(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    for page in (PAGE, "/can-bo/xa-va-thon", "/can-bo/lap-thon"):
        assert "Số này hiện công khai." in admin.get(page).text
