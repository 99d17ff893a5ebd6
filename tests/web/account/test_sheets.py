"""The sheet beside "Lập thôn": names go into the fields, what was read and not is said, and nothing typed is lost."""

import re
from io import BytesIO

from fixtures.excel_files import saved, workbook_of
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from web.account.test_officials import link_for
from web.client import Reader, sign_in, submit

PAGE = "/can-bo/lap-thon"
SHEET = saved(workbook_of(
    ("Họ và tên", "Nhiệm vụ", "Điện thoại", "Ghi chú"),
    ("Lê Thị Phó", "Phó trưởng thôn", "", ""),
    ("Lò Văn Hậu", "Trưởng thôn", "0912 000 111", ""),
    ("Quàng Thị In", "Người in thẻ, tổ lấy ý kiến", "không có", ""),
    ("Lò Văn Ba", "Thủ quỹ", "", ""),
))  # fmt: skip


def send_sheet(admin: FlaskClient, data: bytes = SHEET, filename: str = "phân công.xlsx", **typed: str) -> TestResponse:
    file = {"sheet": (BytesIO(data), filename)} if filename else {}
    return submit(admin, PAGE, {"act": "read", "number": "f1", "unit_kind": "bản", **typed, **file})


def text_in(page: str, field: str) -> str:
    found = re.search(rf'<textarea[^>]*name="{field}"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    assert found, page
    return found[1].strip().replace("\r\n", "\n")


def test_a_sheet_fills_the_fields_on_a_page_that_can_be_loaded_again(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    answer = send_sheet(admin, counting="Lò Văn Một", ring_phone="0912 000 111")
    assert answer.status_code == 302
    for page in (admin.get(answer.headers["Location"]).text, admin.get(answer.headers["Location"]).text):
        assert text_in(page, "head") == "Lò Văn Hậu, 0912 000 111\nLê Thị Phó", "the head before the deputy"
        assert text_in(page, "cards") == text_in(page, "team") == "Quàng Thị In"
        assert text_in(page, "counting") == "Lò Văn Một", "what was typed stays"
        assert 'value="0912 000 111"' in page
        assert 'value="f1"' in page, "it is still one form"
        said = Reader(page).text
        assert "Đã đọc 3 người từ tệp “phân công.xlsx”" in said
        assert "Cột không đọc: Ghi chú." in said
        assert "Dòng 5 không đọc: Lò Văn Ba: Thủ quỹ (chưa hiểu việc này)." in said
        assert "Dòng 4 không đọc: Quàng Thị In: không có (số điện thoại chưa đúng)." in said


def test_the_village_is_then_set_up_from_what_the_sheet_said(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    page = admin.get(send_sheet(admin).headers["Location"]).text
    filled = {role: text_in(page, role) for role in ("head", "front", "team", "cards", "counting", "board")}
    answer = submit(admin, PAGE, {"number": "f1", "unit_kind": "bản", "name": "Na Sang", **filled})
    slips = admin.get(answer.headers["Location"]).text
    assert "Phó trưởng bản" in slips
    assert link_for(slips, "quang.thi.in")
    assert "0912 000 111" in admin.get("/can-bo").text


def test_names_that_stand_there_are_not_added_again(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    page = admin.get(send_sheet(admin, head="1. Lò Văn Hậu").headers["Location"]).text
    assert text_in(page, "head") == "1. Lò Văn Hậu\nLê Thị Phó"


def test_a_sheet_that_cannot_be_read_is_said_at_its_field_and_nothing_is_lost(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    for data, filename, words in (
        (b"", "", "Hãy chọn tệp rồi bấm đọc."),
        (b"PK\x03\x04", "hong.xlsx", "Excel"),
        ("Mã hộ;Chủ hộ\nDH-1;Lê Cả\n".encode(), "ho.csv", "Không thấy cột họ tên và cột việc làm"),
    ):
        answer = send_sheet(admin, data, filename, name="Na Sang", head="Lò Văn Hậu")
        assert answer.status_code == 422
        page = Reader(answer.text)
        assert page.title.startswith("Lỗi:")
        assert page.text.count(words) >= 2, "in the summary and at the field"
        assert 'value="Na Sang"' in answer.text
        assert text_in(answer.text, "head") == "Lò Văn Hậu"


def test_the_enter_key_in_a_field_sets_up_and_does_not_read(own_app: Flask) -> None:
    buttons = [a for tag, a in Reader(sign_in(own_app, "quan.tri").get(PAGE).text).tags if tag == "button"]
    first = next(one for one in buttons if one.get("type") == "submit" and one.get("class") == "unseen")
    assert buttons.index(first) < next(n for n, one in enumerate(buttons) if one.get("value") == "read")
