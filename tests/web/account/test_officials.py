"""The administrator makes accounts and villages; what was typed is kept when something does not hold."""

from flask import Flask
from village.life import Village
from village.people import PASSWORD

from web.client import Reader, sign_in, submit

NEW = {
    "name": "Vũ Thị Hoa", "login": "vu.thi.hoa", "password": PASSWORD,
    "village": "dong-hoa", "grants": ["team", "cards"],
}  # fmt: skip


def test_an_account_is_made_and_can_sign_in(own_app: Flask, own_village: Village) -> None:
    answer = submit(sign_in(own_app, "quan.tri"), "/can-bo/them", NEW)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/can-bo")
    desk = sign_in(own_app, "vu.thi.hoa").get("/ban-lam-viec").text
    assert "Thôn Đông Hòa" in desk
    assert "In thẻ của hộ" in desk
    assert "Thôn Tây Hòa" not in desk


def test_what_was_typed_is_kept_except_the_password(own_app: Flask) -> None:
    answer = submit(sign_in(own_app, "quan.tri"), "/can-bo/them", {**NEW, "login": "Có Dấu", "password": "ngan"})
    page = Reader(answer.text)
    assert answer.status_code == 422
    assert page.title.startswith("Lỗi:")
    assert 'value="Vũ Thị Hoa"' in answer.text
    assert "ngan" not in answer.text.replace("ngang", "")
    assert answer.text.count("Mật khẩu cần ít nhất 10 ký tự.") == 2, "in the summary and at the field"
    assert answer.text.count("checked") == 2


def test_the_summary_leads_to_the_fields_and_takes_the_focus(own_app: Flask) -> None:
    answer = submit(sign_in(own_app, "quan.tri"), "/can-bo/them", {})
    tags = Reader(answer.text).tags
    ids = {attributes.get("id") for _tag, attributes in tags}
    links = [str(a["href"]) for tag, a in tags if tag == "a" and "#" in str(a.get("href")) and a["href"] != "#main"]
    assert len(links) >= 3
    assert {link[1:] for link in links} <= ids
    assert any(a.get("id") == "errors" and "autofocus" in a for _tag, a in tags)


def test_a_village_is_added_once(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    village = {"unit_kind": "bản", "name": "Na Sang", "code": "na-sang"}
    assert submit(admin, "/can-bo/thon", village).status_code == 302
    assert "Bản Na Sang" in admin.get("/can-bo").text
    again = submit(admin, "/can-bo/thon", village)
    assert "Mã ngắn này đã được dùng" in again.text


def test_nobody_closes_their_own_account(own_app: Flask, own_village: Village) -> None:
    account = own_village.actors["admin"].account_id
    admin = sign_in(own_app, "quan.tri")
    answer = submit(admin, f"/can-bo/khoa?tai-khoan={account}", {"account": account}, to="/can-bo/khoa")
    assert answer.status_code == 409
    assert "chính mình" in answer.text
