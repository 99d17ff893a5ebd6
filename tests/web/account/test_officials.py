"""The administrator sets up villages and officials; what was typed is kept when something does not hold."""

import re

from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import PASSWORD, VILLAGE
from werkzeug.test import TestResponse

from web.client import Reader, sign_in, submit, token

NEW = {"name": "Vũ Thị Hoa", "village": VILLAGE, "grants": ["team", "cards"], "number": "f1"}
FOUND = {
    "number": "f1", "unit_kind": "bản", "name": "Na Sang", "head": "Lò Văn Hậu", "cards": "Quàng Thị In",
    "team": "Quàng Thị In", "counting": "Lò Văn Một\nLò Văn Hai\nLò Văn Ba",
}  # fmt: skip
OWN = "suối chảy quanh bản"


def link_for(page: str, login: str) -> str:
    found = re.search(rf'data-login="{re.escape(login)}".*?href="[^"]*(/loi-moi/[^"]+)"', page, re.DOTALL)
    assert found, page
    return found[1]


def accept(app: Flask, link: str, password: str = OWN) -> tuple[FlaskClient, TestResponse]:
    owner = app.test_client()
    return owner, submit(owner, link, {"password": password})


def test_one_page_sets_up_a_village_and_its_people_come_in_by_their_slips(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    answer = submit(admin, "/can-bo/lap-thon", FOUND)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/can-bo/loi-moi?thon=na-sang")
    slips = admin.get(answer.headers["Location"]).text
    assert slips.count("data-login=") == 5
    member, entered = accept(own_app, link_for(slips, "lo.van.mot"))
    assert entered.headers["Location"] == "/kiem-phieu/na-sang", "the committee stands already"
    assert "thành viên số" in member.get("/kiem-phieu/na-sang").text
    owner, entered = accept(own_app, link_for(slips, "quang.thi.in"))
    assert (entered.status_code, entered.headers["Location"]) == (302, "/quan-ly/na-sang/ho"), "the first task"
    desk = owner.get("/ban-lam-viec").text
    assert "Bản Na Sang" in desk
    assert "In thẻ của hộ" in desk
    assert "Thôn Đông Hòa" not in desk
    assert sign_in(own_app, "quang.thi.in", OWN)
    assert "quang.thi.in" not in admin.get("/can-bo/loi-moi").text


def test_back_reload_and_a_double_click_set_up_nothing_twice(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    first, again = submit(admin, "/can-bo/lap-thon", FOUND), submit(admin, "/can-bo/lap-thon", FOUND)
    assert first.headers["Location"] == again.headers["Location"]
    assert admin.get("/can-bo").text.count('/quan-ly/na-sang"') == 1
    first, again = submit(admin, "/can-bo/them", NEW), submit(admin, "/can-bo/them", NEW)
    assert (first.status_code, again.status_code) == (302, 302)
    assert admin.get("/can-bo").text.count("vu.thi.hoa") == 1


def test_every_form_that_makes_something_has_a_number_of_its_own(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    for page in ("/can-bo/lap-thon", "/can-bo/them"):
        numbers = [re.search(r'name="number"[^>]*value="([0-9a-f]{16})"', admin.get(page).text) for _ in range(2)]
        assert all(numbers), page
        assert numbers[0][1] != numbers[1][1]


def test_what_does_not_hold_is_said_at_its_field_and_what_was_typed_is_kept(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    answer = submit(admin, "/can-bo/lap-thon", {**FOUND, "cards": "Lò Văn Hậu"})
    page = Reader(answer.text)
    assert answer.status_code == 422
    assert page.title.startswith("Lỗi:")
    assert answer.text.count("Người in thẻ nắm mã bí mật của mọi thẻ. Vì vậy") == 2, "in the summary and at the field"
    assert 'value="Na Sang"' in answer.text
    assert "Lò Văn Hai" in answer.text
    assert 'value="f1"' in answer.text, "the number stays, so that it is still one form"
    assert 'name="nobody_else"' in answer.text, "the reason is asked for where it is needed"
    assert 'name="nobody_else"' not in admin.get("/can-bo/lap-thon").text
    reason = "Bản có bốn người biết chữ"
    assert submit(admin, "/can-bo/lap-thon", {**FOUND, "cards": "Lò Văn Hậu", "nobody_else": reason}).status_code == 302
    assert reason in own_app.test_client().get("/thon/na-sang").text, "a sign worth a look, for everyone"


def test_nothing_is_chosen_beforehand_and_no_password_is_asked(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    page = admin.get("/can-bo/them").text
    assert "checked" not in page
    assert re.search(r'<select[^>]*name="village"[^>]*><option( selected)? value="">', page)
    assert 'type="password"' not in page
    for part in ({"village": ""}, {"grants": []}):
        assert submit(admin, "/can-bo/them", {**NEW, **part}).status_code == 422
    assert "Vũ Thị Hoa" not in admin.get("/can-bo").text


def test_the_summary_leads_to_the_fields_and_takes_the_focus(own_app: Flask) -> None:
    answer = submit(sign_in(own_app, "quan.tri"), "/can-bo/lap-thon", {"unit_kind": "thôn"})
    tags = Reader(answer.text).tags
    ids = {attributes.get("id") for _tag, attributes in tags}
    links = [str(a["href"]) for tag, a in tags if tag == "a" and "#" in str(a.get("href")) and a["href"] != "#main"]
    assert len(links) >= 2
    assert {link[1:] for link in links} <= ids
    assert any(a.get("id") == "errors" and "autofocus" in a for _tag, a in tags)


def test_an_invitation_that_is_used_or_unknown_says_what_to_do(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    submit(admin, "/can-bo/them", NEW)
    link = link_for(admin.get("/can-bo/loi-moi").text, "vu.thi.hoa")
    stranger = own_app.test_client()
    assert "Vũ Thị Hoa" in stranger.get(link).text
    assert submit(stranger, link, {"password": "ngan"}).status_code == 422
    form = {"csrf_token": token(stranger.get(link).text), "password": OWN}
    cookie = {"Cookie": f"dinh={stranger.get_cookie('dinh').value}"}
    twice = [own_app.test_client(use_cookies=False).post(link, data=form, headers=cookie) for _ in range(2)]
    assert [one.status_code for one in twice] == [302, 302], "a double click is one click"
    for used in (link, "/loi-moi/khong-co"):
        answer = own_app.test_client().get(used)
        assert answer.status_code == 404
        assert "hãy đăng nhập" in answer.text


def test_a_lost_password_is_replaced_by_a_new_invitation(own_app: Flask, own_village: Village) -> None:
    head, admin = sign_in(own_app, "vai.head"), sign_in(own_app, "quan.tri")
    account = own_village.actors["head"].account_id
    page = f"/can-bo/moi-lai?tai-khoan={account}"
    answer = submit(admin, page, {"account": account}, to="/can-bo/moi-lai")
    assert answer.headers["Location"] == "/can-bo/loi-moi"
    assert head.get("/ban-lam-viec").status_code == 302, "signed out"
    assert submit(own_app.test_client(), "/dang-nhap", {"login": "vai.head", "password": PASSWORD}).status_code == 422
    owner, _entered = accept(own_app, link_for(admin.get("/can-bo/loi-moi").text, "vai.head"))
    assert "Việc của thôn" in owner.get("/ban-lam-viec").text


def test_an_official_is_moved_to_another_village_and_keeps_the_password(own_app: Flask, own_village: Village) -> None:
    admin = sign_in(own_app, "quan.tri")
    page = f"/can-bo/vai-tro?tai-khoan={own_village.actors['team'].account_id}"
    assert admin.get(page).text.count("checked") == 1, "what is held is ticked, nothing else"
    moved = {"kept": [], "village": "tay-hoa", "grants": ["team"]}
    assert submit(admin, page, moved).status_code == 302
    desk = sign_in(own_app, "vai.team").get("/ban-lam-viec").text
    assert "Tây Hòa" in desk
    assert "Thôn Đông Hòa" not in desk


def test_a_village_declares_that_it_has_nobody_else(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    both = {"name": "Vũ Thị Hoa", "village": VILLAGE, "grants": ["head", "cards"], "number": "f1"}
    assert "Người in thẻ nắm mã bí mật" in submit(admin, "/can-bo/them", both).text
    assert submit(admin, "/can-bo/kiem-nhiem", {"village": VILLAGE, "reason": ""}).status_code == 422
    assert submit(admin, "/can-bo/kiem-nhiem", {"village": VILLAGE, "reason": "Không còn ai"}).status_code == 302
    assert submit(admin, "/can-bo/them", both).status_code == 302
    assert "“Không còn ai”" in own_app.test_client().get(f"/thon/{VILLAGE}").text


def test_a_declaration_is_withdrawn_once_duties_are_apart(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    submit(admin, "/can-bo/kiem-nhiem", {"village": VILLAGE, "reason": "Không còn ai"})
    submit(
        admin, "/can-bo/them", {"name": "Vũ Thị Hoa", "village": VILLAGE, "grants": ["head", "cards"], "number": "f1"}
    )
    asked = f"/can-bo/kiem-nhiem/rut?thon={VILLAGE}"
    assert asked in admin.get("/can-bo").text
    refused = admin.get(asked).text
    assert "Vũ Thị Hoa" in refused
    assert "Rút lời khai và ghi vào sổ" not in refused
    form = {"csrf_token": token(refused), "thon": VILLAGE}
    answer = admin.post("/can-bo/kiem-nhiem/rut", data=form)
    assert answer.status_code == 409
    assert "Hãy đổi việc của người ấy trước" in answer.text
    page = re.search(r'href="(/can-bo/vai-tro[^"]+)"', refused)
    submit(admin, page[1], {"kept": [f"cards.{VILLAGE}"], "village": "", "grants": []})
    assert "Chưa rút được" not in admin.get(asked).text
    assert submit(admin, asked, {"thon": VILLAGE}, to="/can-bo/kiem-nhiem/rut").headers["Location"] == "/can-bo"
    assert "Không còn ai" not in own_app.test_client().get(f"/thon/{VILLAGE}").text
    assert "Không còn ai" not in admin.get("/can-bo").text


def test_nobody_closes_their_own_account_nor_one_that_has_to_count(own_app: Flask, own_village: Village) -> None:
    admin = sign_in(own_app, "quan.tri")
    for who, words in (("admin", "chính mình"), ("dem.mot", "ban kiểm phiếu của một cuộc biểu quyết chưa xong")):
        account = own_village.actors[who].account_id
        answer = submit(admin, f"/can-bo/khoa?tai-khoan={account}", {"account": account}, to="/can-bo/khoa")
        assert answer.headers["Location"] == "/can-bo"
        assert words in admin.get("/can-bo").text
