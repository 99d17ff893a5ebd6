"""The numbers of the law, shown to whoever runs the commune's site."""

from flask import Flask

from web.client import Reader, sign_in

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
