"""The village's reports in the browser of an official: numbers with their sources, forms, files for foreign readers."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from village.life import Village
from village.people import NEIGHBOUR, PASSWORD, VILLAGE
from werkzeug.test import TestResponse

from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role
from web.client import Reader, sign_in, submit

PAGE = f"/giam-sat/{VILLAGE}/bao-cao"
MEETINGS = f"{PAGE}/2026-2/dien/hop"
MONEY = f"{PAGE}/2026-2/dien/gia-tri"
COMMUNE = "/can-bo/bao-cao"


def said(answer: TestResponse) -> str:
    return " ".join(Reader(answer.text).text.split())


@pytest.fixture
def head(own_app: Flask) -> FlaskClient:
    return sign_in(own_app, "vai.head")


@pytest.fixture
def office(own_app: Flask, own_village: Village) -> FlaskClient:
    """The commune's own office."""
    new = NewAccount("van.phong", "Người văn phòng", PASSWORD, (Grant(Role.COMMUNE),))
    own_village.services.accounts.add(own_village.actors["admin"], new)
    return sign_in(own_app, "van.phong")


def test_the_desk_leads_to_the_report_and_the_report_to_what_is_to_be_filled_in(head: FlaskClient) -> None:
    assert f'href="{PAGE}"' in head.get(f"/quan-ly/{VILLAGE}").text
    page = head.get(PAGE)
    assert "Báo cáo 6 tháng cuối năm 2026" in said(page)
    assert f'<a class="button" href="{PAGE}/2026-2/dien/cong-khai">' in page.text
    for key in ("cong-khai", "gia-tri", "hop", "loi-van"):
        assert submit(head, f"{PAGE}/2026-2/dien/{key}", {}).status_code == 302
    empty = head.get(PAGE)
    assert f'<a class="button" href="{PAGE}/2026-2/dien/cong-khai">' in empty.text, "nothing is filled in yet"


def test_a_number_that_was_typed_says_so_and_one_that_was_not_is_not_nought(head: FlaskClient) -> None:
    assert "Số cuộc họp thôn đã tổ chức chưa có số liệu chưa có số liệu" in said(head.get(PAGE))
    assert submit(head, MEETINGS, {"meetings": "3"}).headers["Location"] == f"{PAGE}/2026-2"
    page = said(head.get(PAGE))
    assert "Số cuộc họp thôn đã tổ chức 3 điền tay chưa có số liệu" in page
    assert "Trong đó hội nghị cộng đồng cuối năm chưa có số liệu" in page
    assert "Số cuộc đã kết thúc 2 theo sổ chưa có số liệu" in page


def test_the_picture_says_what_its_table_says(head: FlaskClient) -> None:
    page = head.get(PAGE)
    told = said(page)
    now, before = "6 tháng cuối năm 2026", "6 tháng cuối năm 2025"
    assert f"Biểu quyết trực tuyến {now} 1 0 1 {before} chưa có số liệu" in told
    assert f"Biểu quyết trực tuyến {now} : 2 {before} : chưa có số liệu" in told.replace(":", " :").replace("  ", " ")
    bars = [found for tag, found in Reader(page.text).tags if tag == "rect" and found.get("class") == "yes"]
    assert [(one["x"], one["width"]) for one in bars if "x" in one] == [("0.0%", "50.0%")]


def test_what_does_not_add_up_is_said_at_its_field_and_kept(head: FlaskClient) -> None:
    answer = submit(head, MONEY, {"value": "5.000.000", "people_money": "9.000.000", "labour": "12"})
    assert answer.status_code == 422
    assert "Số này phải bằng các phần bên dưới cộng lại." in said(answer)
    assert 'value="9.000.000"' in answer.text
    assert submit(head, MONEY, {"value": "nhiều"}).status_code == 422
    assert "Tổng giá trị (đồng) chưa có số liệu" in said(head.get(PAGE))


def test_no_page_to_fill_in_has_more_than_eight_fields(head: FlaskClient, office: FlaskClient) -> None:
    pages = [f"{PAGE}/2026-2/dien/{key}" for key in ("cong-khai", "gia-tri", "hop", "loi-van")]
    keys = ("cong-khai", "tham-gia", "giam-sat", "ban-thanh-tra", "ban-giam-sat", "tiep-dan", "don-thu", "doi-thoai")
    shown = [head.get(one) for one in pages]
    shown += [office.get(f"{COMMUNE}/2026-2/dien/{key}") for key in (*keys, "huong-uoc", "khen-thuong", "loi-van")]
    for answer in shown:
        assert answer.status_code == 200
        fields = [
            found for tag, found in Reader(answer.text).tags
            if tag == "textarea" or (tag == "input" and found["type"] != "hidden")
        ]  # fmt: skip
        assert 1 <= len(fields) <= 8


def test_a_change_shows_what_stood_before_and_who_typed_it(head: FlaskClient) -> None:
    for number in ("3", "4"):
        submit(head, MEETINGS, {"meetings": number, "seen": hidden_seen(head)})
    page = said(head.get(MEETINGS))
    after, before = page.index("tổ chức: 4"), page.index("tổ chức: 3")
    assert after < before
    assert page.count("Người head") == 2


def hidden_seen(client: FlaskClient) -> str:
    tags = Reader(client.get(MEETINGS).text).tags
    return next(str(found["value"]) for tag, found in tags if tag == "input" and found.get("name") == "seen")


def test_a_stale_tab_is_told_and_changes_nothing(head: FlaskClient) -> None:
    seen = hidden_seen(head)
    submit(head, MEETINGS, {"meetings": "3", "seen": seen})
    stale = submit(head, MEETINGS, {"meetings": "9", "seen": seen})
    assert stale.status_code == 422
    assert "Số cuộc họp thôn đã tổ chức 3 điền tay" in said(head.get(PAGE))


def test_words_stand_in_their_parts(head: FlaskClient) -> None:
    assert submit(head, f"{PAGE}/2026-2/dien/loi-van", {"part_III": "Ít người dự họp."}).status_code == 302
    assert "III. Hạn chế, nguyên nhân Ít người dự họp." in said(head.get(PAGE))


# files, for readers we did not write


def test_the_figures_are_a_table_that_excel_and_others_read(head: FlaskClient) -> None:
    submit(head, MEETINGS, {"meetings": "3"})
    answer = head.get(f"{PAGE}/2026-2/tai/so-lieu.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {7}
    found = {row[1]: row[3:] for row in rows}
    assert found["Số cuộc họp thôn đã tổ chức"] == ["3", "điền tay", "chưa có số liệu", ""]
    assert found["Số cuộc đã kết thúc"] == ["2", "theo sổ", "chưa có số liệu", ""]


def test_the_workbook_has_numbers_as_numbers(head: FlaskClient) -> None:
    submit(head, MONEY, {"value": "5000000"})
    book = load_workbook(BytesIO(head.get(f"{PAGE}/2026-2/tai/bao-cao.xlsx").data))
    assert book.sheetnames == ["Số liệu", "Việc đã quyết định", "Công khai"]
    found = {row[1]: row[2:] for row in book["Số liệu"].iter_rows(values_only=True)}
    assert found["Tổng giá trị"][:3] == ("đồng", 5_000_000, "điền tay")
    assert found["Nguồn khác"][1] == "chưa có số liệu"
    assert [row[9] for row in book["Việc đã quyết định"].iter_rows(values_only=True)][1:] == [
        "Thông qua", "Không có kết quả"
    ]  # fmt: skip


def test_the_word_file_has_the_outline(head: FlaskClient) -> None:
    answer = head.get(f"{PAGE}/2026-2/tai/bao-cao.docx")
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    texts = [one.text for one in Document(BytesIO(answer.data)).paragraphs]
    heads = ["I. Lãnh đạo", "II. Kết quả", "1. Công khai", "2. Bàn và", "8. Dân vận", "III. Hạn", "IV. Khó", "V. Nhiệm"]
    places = [next(n for n, text in enumerate(texts) if text.startswith(one)) for one in heads]
    assert places == sorted(places)
    assert answer.data == head.get(f"{PAGE}/2026-2/tai/bao-cao.docx").data


def test_another_kind_of_file_is_not_found(head: FlaskClient) -> None:
    for name in ("bao-cao.exe", "none"):
        assert head.get(f"{PAGE}/2026-2/tai/{name}").status_code == 404
    assert head.get(f"{PAGE}/2030").status_code == 404


# the commune


def test_the_overview_leads_to_the_communes_report_which_its_office_fills_in(office: FlaskClient) -> None:
    assert f'href="{COMMUNE}"' in office.get("/can-bo/cac-thon").text
    page = office.get(COMMUNE)
    assert f'<a class="button" href="{COMMUNE}/2026-2/dien/cong-khai">' in page.text
    assert f'href="{PAGE}/2026-2"' in page.text
    typed = {"pending_before": "1", "received": "2", "settled": "3", "pending": "0"}
    assert submit(office, f"{COMMUNE}/2026-2/dien/don-thu", typed).status_code == 302
    assert "Còn tồn cuối kỳ 0 điền tay" in said(office.get(COMMUNE))


@pytest.mark.parametrize("login", ["vai.head", "vai.front", "vai.board", "vai.commune", "truong.tay"])
def test_the_communes_report_is_for_the_whole_communes_officials(
    signed_in: Callable[[str], FlaskClient], login: str
) -> None:
    """The official of the commune here follows one village, and so sees that one's."""
    for page in (COMMUNE, f"{COMMUNE}/2026-2", f"{COMMUNE}/2026-2/tai/bao-cao.docx"):
        assert signed_in(login).get(page).status_code == 403
    assert signed_in(login).get(f"{COMMUNE}/2026-2/dien/don-thu").status_code == 403


def test_the_administrator_reads_it_and_fills_in_nothing(app: Flask, signed_in: Callable[[str], FlaskClient]) -> None:
    admin = signed_in("quan.tri")
    assert admin.get(COMMUNE).status_code == 200
    assert "/dien/" not in admin.get(COMMUNE).text
    assert admin.get(f"{COMMUNE}/2026-2/dien/don-thu").status_code == 403


def test_the_neighbours_head_sees_neither_page_nor_file(signed_in: Callable[[str], FlaskClient]) -> None:
    neighbour = signed_in("truong.tay")
    for page in (PAGE, f"{PAGE}/2026-2/tai/bao-cao.docx", MEETINGS):
        assert neighbour.get(page).status_code == 403
    assert neighbour.get(f"/giam-sat/{NEIGHBOUR}/bao-cao").status_code == 200
