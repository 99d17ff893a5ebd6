"""The numbers of the law, shown to whoever runs the commune's site."""

import re

from flask import Flask

from web.client import Reader, sign_in, submit

PAGE = "/can-bo/quy-dinh"
CLOSES = re.compile(r'name="closes_day"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="closes_day"')


def test_every_number_stands_with_its_article_and_what_the_law_does_not_set_says_so(app: Flask) -> None:
    admin = sign_in(app, "quan.tri")
    assert PAGE in admin.get("/can-bo").text
    page = Reader(admin.get(PAGE).text).text
    assert "5 ngày làm việc" in page
    assert "điểm b khoản 4 Điều 5 Nghị định số 59/2023/NĐ-CP" in page
    assert page.count("luật không quy định") >= 6


def test_only_the_administrator_sees_it(app: Flask) -> None:
    assert sign_in(app, "vai.head").get(PAGE).status_code == 403


def test_a_day_off_is_added_and_stands_in_the_list(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    answer = submit(admin, "/can-bo/ngay-nghi", {"day": "2027-02-11", "off": "1", "name": "Nghỉ bù Tết"})
    assert answer.status_code == 302
    assert "11/02/2027 Nghỉ bù Tết" in Reader(admin.get("/can-bo/ngay-nghi").text).text


def test_a_day_without_a_reason_keeps_what_was_typed(own_app: Flask) -> None:
    answer = submit(sign_in(own_app, "quan.tri"), "/can-bo/ngay-nghi", {"day": "2027-02-11", "off": "1", "name": ""})
    assert answer.status_code == 422
    assert 'value="2027-02-11"' in answer.text


def test_a_number_that_the_law_leaves_open_is_changed_with_its_reason_and_everyone_sees_it(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    page = Reader(admin.get(f"{PAGE}/result.posting").text).text
    assert "luật không quy định" in page
    assert "từ 7 đến 365 ngày" in page
    answer = submit(admin, f"{PAGE}/result.posting", {"value": "60", "reason": "Nhiều hộ đi làm xa"})
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    public = Reader(own_app.test_client().get("/xa/xa-dong-hoa").text).text
    assert "Niêm yết kết quả biểu quyết: 60 ngày" in public
    assert "từ 30 thành 60 ngày. Lý do: “Nhiều hộ đi làm xa”" in public


def test_a_number_out_of_bounds_is_said_at_its_field_and_what_was_typed_stays(own_app: Flask) -> None:
    admin = sign_in(own_app, "quan.tri")
    answer = submit(admin, f"{PAGE}/result.posting", {"value": "3", "reason": "Cho nhanh"})
    assert answer.status_code == 422
    assert "Số này ngoài mức cho phép" in answer.text
    assert 'value="Cho nhanh"' in answer.text


def test_a_number_that_the_law_fixes_has_no_such_page(app: Flask) -> None:
    admin = sign_in(app, "quan.tri")
    assert admin.get(f"{PAGE}/online.send").status_code == 404
    assert f"{PAGE}/online.send" not in admin.get(PAGE).text
    assert f"{PAGE}/counting.least" not in admin.get(PAGE).text


def test_the_form_of_a_vote_begins_with_the_numbers_in_force(own_app: Flask) -> None:
    admin, head = sign_in(own_app, "quan.tri"), sign_in(own_app, "vai.head")
    before = head.get("/quan-ly/dong-hoa/y-kien-kin").text
    submit(admin, f"{PAGE}/online.min-duration", {"value": "9", "reason": "Nhiều hộ đi làm xa"})
    after = head.get("/quan-ly/dong-hoa/y-kien-kin").text
    assert CLOSES.findall(before) != CLOSES.findall(after)
