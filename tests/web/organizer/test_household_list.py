"""The household list: every fault at its row, nothing imported by half, strange files met with a sentence."""

import io
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import NEIGHBOUR
from werkzeug.test import TestResponse

from web.client import sign_in, submit, token

PAGE = f"/quan-ly/{NEIGHBOUR}/ho"
HEADER = "Mã hộ,Chủ hộ,Đại diện hộ gia đình,Địa chỉ,Số điện thoại\n"


@pytest.fixture
def head(own_app: Flask) -> FlaskClient:
    return sign_in(own_app, "truong.tay")


def upload(head: FlaskClient, content: bytes, name: str = "ho.csv") -> TestResponse:
    data = {"csrf_token": token(head.get(PAGE).text), "file": (io.BytesIO(content), name)}
    return head.post(PAGE, data=data, content_type="multipart/form-data", follow_redirects=True)


def households(village: Village) -> int:
    roll = village.services.rolls.current(NEIGHBOUR)
    return roll.households if roll else 0


def test_a_good_list_is_looked_at_and_then_imported(head: FlaskClient, own_village: Village) -> None:
    preview = upload(head, (HEADER + "TH-001,Lò Văn Một,,Bản Trên,0912345678\nTH-002,Lò Văn Hai,,Bản Trên,\n").encode())
    assert "Đúng là 2 hộ này?" in preview.text
    assert households(own_village) == 0, "a preview imports nothing"
    confirmed = submit(head, preview.request.path, {})
    assert confirmed.status_code == 302
    assert households(own_village) == 2
    assert "Đã nhập danh sách: 2 hộ." in head.get(confirmed.headers["Location"]).text
    again = head.get(preview.request.path, follow_redirects=True)
    assert "Danh sách này đã được nhập rồi" in again.text, "Back shows what happened"
    assert "TH-002" in again.text


def test_a_list_with_errors_is_shown_row_by_row_and_cannot_be_imported(head: FlaskClient, own_village: Village) -> None:
    preview = upload(head, (HEADER + "TH-001,Lò Văn Một,,Bản Trên,\nTH-001,Lò Văn Hai,,Bản Trên,\n").encode())
    assert "Chưa hộ nào được nhập" in preview.text
    assert "đã dùng ở dòng 2" in preview.text
    assert "Lỗi:" in preview.text.split("</title>")[0]
    forced = head.post(preview.request.path, data={"csrf_token": token(head.get(PAGE).text)})
    assert (forced.status_code, households(own_village)) == (409, 0)
    assert "còn chỗ phải sửa" in forced.text


def zip_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * 300_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("ho.csv", lambda: b"", "Danh sách không có hộ nào|Không tìm thấy dòng tiêu đề"),
        ("ho.csv", HEADER.encode, "không có hộ nào"),
        ("ho.xlsx", lambda: b"\xff\xd8\xff\xe0 a picture", "không phải là bảng Excel"),
        ("ho.pdf", lambda: b"%PDF-", "Chưa đọc được loại tệp"),
        ("ho.xlsx", zip_bomb, "quá lớn"),
    ],
)
def test_a_file_that_is_no_list_is_met_with_a_sentence(head: FlaskClient, name: str, content, says: str) -> None:
    answer = upload(head, content(), name)
    assert answer.status_code == 422
    assert any(words in answer.text for words in says.split("|"))


def test_no_file_at_all_says_so_at_the_field(head: FlaskClient) -> None:
    answer = submit(head, PAGE, {})
    assert answer.text.count("Hãy chọn tệp danh sách hộ.") == 2


def test_a_file_larger_than_any_list_is_refused(head: FlaskClient) -> None:
    answer = head.post(PAGE, data=b"x" * (13 * 1024 * 1024), content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "Tệp gửi lên quá lớn" in answer.text


@pytest.mark.shared
def test_every_planted_fault_is_shown_at_its_row(head: FlaskClient, shared: Path, own_village: Village) -> None:
    content = (shared / "data" / "ban-thuong-60-ho-co-loi.csv").read_bytes()
    preview = upload(head, content, "ban-thuong.csv")
    assert "Cần sửa" in preview.text
    assert preview.text.count("Phải sửa") >= 5
    assert households(own_village) == 0


def test_the_preview_of_another_village_is_not_shown(own_app: Flask, own_village: Village) -> None:
    preview = upload(sign_in(own_app, "truong.tay"), (HEADER + "TH-001,Lò Văn Một,,Bản Trên,\n").encode())
    other = preview.request.path.replace(NEIGHBOUR, "dong-hoa")
    assert sign_in(own_app, "vai.head").get(other).status_code == 404
