"""The numbers of the law, shown to whoever runs the commune's site."""

from flask import Flask

from web.client import Reader, sign_in, submit

PAGE = "/can-bo/quy-dinh"


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
