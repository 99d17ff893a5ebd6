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

from web.client import Reader, sign_in, submit, token

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
    sent = upload(head, content(), name)
    assert sent.request.method == "GET"
    for page in (sent, head.get(sent.request.path)):
        assert any(words in page.text for words in says.split("|"))
        assert Reader(page.text).title.startswith("Lỗi:")


def test_no_file_at_all_says_so_at_the_field(head: FlaskClient) -> None:
    answer = submit(head, PAGE, {})
    assert answer.text.count("Hãy chọn tệp danh sách hộ.") == 2


def test_a_file_larger_than_any_list_is_refused(head: FlaskClient) -> None:
    answer = head.post(PAGE, data=b"x" * (13 * 1024 * 1024), content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "Tệp gửi lên quá lớn" in answer.text


def first_list(head: FlaskClient, count: int = 4) -> None:
    """The village has a list of TH-001, TH-002, ..."""
    rows = "".join(f"TH-{n:03d},Lò Văn {name},,Bản Trên,\n" for n, name in enumerate(NAMES[:count], 1))
    submit(head, upload(head, (HEADER + rows).encode()).request.path, {})


NAMES = ("Một", "Hai", "Ba", "Bốn", "Năm")


def test_a_fault_names_the_household_and_what_stands_in_the_cell(head: FlaskClient) -> None:
    preview = upload(head, (HEADER + "TH-001,Lò Văn Một,,Bản Trên,09123\n").encode())
    assert "TH-001 – Lò Văn Một" in preview.text
    assert "Trong ô: “09123”" in preview.text


def test_the_page_tells_how_the_file_was_understood(head: FlaskClient) -> None:
    text = "DANH SÁCH HỘ\nMã hộ;Chủ hộ;Dân tộc\nTH-001;Lò Văn Một;Thái\nTH-002;Lò Văn Hai;Thái\n;Lò Văn Mới;\n"
    page = upload(head, text.encode()).text
    for words in ("1 dòng không đọc thành hộ", "Dòng 5: Lò Văn Mới", "C “Dân tộc”", "A “Mã hộ” → mã hộ",
                  "không có cột người đại diện"):  # fmt: skip
        assert words in page


def test_a_list_that_most_households_would_vanish_from_asks_for_the_name(
    head: FlaskClient, own_village: Village
) -> None:
    first_list(head)
    preview = upload(head, (HEADER + "NL-001,Người Lạ,,Xóm Lạ,\n").encode())
    assert "Đây có đúng là danh sách của" in preview.text
    assert "Phần lớn mã hộ đang dùng không có trong tệp này." in preview.text
    refused = submit(head, preview.request.path, {"village_name": "Đông Hòa"})
    assert (refused.status_code, households(own_village)) == (422, 4)
    assert "Gõ “Tây Hòa”" in refused.text
    assert 'value="Đông Hòa"' in refused.text, "what was typed is kept"
    assert submit(head, preview.request.path, {"village_name": "tay hoa"}).status_code == 302
    assert households(own_village) == 1


def test_who_leaves_and_who_comes_is_named_before_the_button(head: FlaskClient) -> None:
    first_list(head)
    rows = "".join(f"th {n:03d},Lò Văn {name},,Bản Trên,\n" for n, name in enumerate(NAMES, 1) if n != 2)
    page = upload(head, (HEADER + rows).encode()).text
    before_button = page.split('<button type="submit">Nhập')[0]
    for words in ("Bớt 1 hộ", "TH-002: Lò Văn Hai", "Thêm 1 hộ, cần làm thẻ mới", "th 005: Lò Văn Năm",
                  "3 mã hộ viết khác trước"):  # fmt: skip
        assert words in before_button


def test_reload_back_and_a_second_click_change_nothing(head: FlaskClient, own_village: Village) -> None:
    preview = upload(head, (HEADER + "TH-001,Lò Văn Một,,Bản Trên,\n").encode())
    form = {"csrf_token": token(head.get(preview.request.path).text)}
    answers = [head.post(preview.request.path, data=form).status_code for _ in range(3)]
    assert (answers, households(own_village)) == ([302, 302, 302], 1)
    assert own_village.services.rolls.current(NEIGHBOUR).version == 1


def test_what_has_changed_since_is_shown_again_and_not_imported(head: FlaskClient, own_village: Village) -> None:
    preview = upload(head, (HEADER + "TH-001,Lò Văn Một,,Bản Trên,\n").encode())
    page = head.get(preview.request.path).text
    seen = page.split('name="seen" type="hidden" value="')[1].split('"')[0]
    first_list(head, 2)
    data = {"csrf_token": token(page), "seen": seen, "sheet": "0"}
    again = head.post(preview.request.path, data=data, follow_redirects=True)
    assert "vừa thay đổi" in again.text
    assert "Bớt 1 hộ" in again.text
    assert households(own_village) == 2


@pytest.mark.shared
def test_which_sheet_is_read_is_asked_and_shown(head: FlaskClient, shared: Path, own_village: Village) -> None:
    content = (shared / "cases" / "sheet-choice" / "two-sheets.xlsx").read_bytes()
    asked = upload(head, content, "ho.xlsx")
    assert "Đọc trang nào của tệp?" in asked.text
    for words in ("Xóm Trên", "3 hộ", "Xóm Dưới", "2 hộ", "Gộp cả 2 trang"):
        assert words in asked.text
    chosen = head.get(f"{asked.request.path}?trang=0").text
    assert "Trang không đọc" in chosen
    assert "Xóm Dưới – 2 hộ" in chosen
    forced = head.post(asked.request.path, data={"csrf_token": token(chosen)}, follow_redirects=True)
    assert "Xin chọn trang" in forced.text
    assert households(own_village) == 0
    both = f"{asked.request.path}?trang=2"
    assert submit(head, both, {"sheet": "2"}, asked.request.path).status_code == 302
    assert households(own_village) == 5


@pytest.mark.shared
@pytest.mark.parametrize(
    ("case", "says"),
    [
        ("hidden-rows/hidden-rows.xlsx", "Hàng này đang ẩn"),
        ("sheet-choice/hidden-sheet-wins.xlsx", "cũ 2019 (trang ẩn)"),
        ("damaged-names/names-tcvn3.xlsx", "Có lẽ là “Lường Thị Nết”"),
        ("cached-formulas/libreoffice.xlsx", "5 ô là công thức"),
        ("row-dropped-unseen/tail-name-only.csv", "Dòng 4: Lò Văn Mới"),
        ("tilde-code/roll.csv", "dành riêng cho thẻ dự phòng"),
        ("official-form/form-33.xlsx", "D “Ngày sinh”"),
        ("eth-letter/eth.csv", "đã được đổi thành “Đ”"),
    ],
)
def test_what_the_reader_knows_the_page_says(head: FlaskClient, shared: Path, case: str, says: str) -> None:
    file = shared / "cases" / case
    assert says in upload(head, file.read_bytes(), file.name).text


def test_while_a_vote_is_open_the_page_says_so_before_the_button(own_app: Flask) -> None:
    head = sign_in(own_app, "vai.head")
    page = "/quan-ly/dong-hoa/ho"
    data = {"csrf_token": token(head.get(page).text), "file": (io.BytesIO((HEADER + "A-1,Lò,,B,\n").encode()), "a.csv")}
    shown = head.post(page, data=data, content_type="multipart/form-data", follow_redirects=True).text
    assert "Đang có cuộc biểu quyết mở" in shown
    assert ">Nhập 1 hộ" not in shown


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
