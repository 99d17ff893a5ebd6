"""The head asks for opinions: form, look over, opening; faults at their fields; and nobody takes it for a decision."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE
from village.together import FIVE, counted_by_five

from web.client import Reader, sign_in, submit

PAGE = f"/quan-ly/{VILLAGE}/y-kien-kin"
GOOD = {
    "kind": "opinion", "title": "Màu sơn cổng làng", "description": "Sơn trước Tết.", "opens": "now", "opens_day": "",
    "opens_hour": "", "closes_day": "2026-11-28", "closes_at": "20:00", "questions-0-text": "Sơn màu nào?",
    "questions-0-answers": "Vàng\nNâu\nXanh", "questions-0-maximum": "2", "questions-0-blank": "y", "act": "review",
}  # fmt: skip
IS_NOT = "Chỉ để biết ý kiến, không quyết định việc gì; muốn quyết định, hãy đi theo đường của một việc."


@pytest.fixture
def head(own_app: Flask) -> FlaskClient:
    return sign_in(own_app, "vai.head")


def test_it_is_looked_over_and_opened(head: FlaskClient, own_village: Village) -> None:
    assert IS_NOT in Reader(head.get(PAGE).text).text
    address = submit(head, PAGE, GOOD).headers["Location"]
    review = Reader(head.get(address).text).text
    for words in (IS_NOT, "Mở cuộc hỏi ý kiến này?", "Sơn màu nào?", "Nâu", "Phiếu trắng", "20:00, thứ Bảy 28/11/2026"):
        assert words in review
    vote = submit(head, address, {"act": "open"}).headers["Location"].removeprefix("/dieu-hanh/")
    found = own_village.services.votes.get(vote)
    (question,) = found.questions
    assert (found.opinion, found.title, question.maximum, question.blank) == (True, "Màu sơn cổng làng", 2, True)
    assert question.answers == ("Vàng", "Nâu", "Xanh")
    assert head.get(address).headers["Location"] == f"/dieu-hanh/{vote}"


def test_it_says_who_of_the_committee_has_not_shown_a_paper(head: FlaskClient, own_village: Village) -> None:
    address = submit(head, PAGE, GOOD).headers["Location"]
    assert "chưa cho thấy mình giữ thẻ" not in head.get(address).text
    for confirming, said in ((FIVE[:4], True), (FIVE, False)):
        counted_by_five(own_village, confirming)
        text = Reader(head.get(address).text).text
        assert ("Người dem.nam chưa cho thấy mình giữ thẻ kiểm phiếu." in text) is said
        assert ("Vẫn mở được: 3 thành viên là đủ để kiểm." in text) is said


def test_a_second_question_is_added_and_nothing_typed_is_lost(head: FlaskClient) -> None:
    added = submit(head, PAGE, GOOD | {"act": "add"}).headers["Location"]
    page = head.get(added).text
    assert 'name="questions-1-answers"' in page
    assert "Vàng\nNâu\nXanh" in page.replace("\r", "")
    third = head.get(added.replace("cau=2", "cau=9")).text
    assert 'name="questions-1-answers"' not in third


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"title": ""}, "title", "Hãy điền điều muốn hỏi."),
        ({"questions-0-answers": "Vàng"}, "questions-0-answers", "Cần từ 2 đến 8 câu trả lời, mỗi dòng một câu."),
        ({"questions-0-answers": "Đồng ý\nKhông đồng ý"}, "questions-0-answers", "hãy đi theo đường của một việc."),
        ({"title": "Thông qua màu sơn"}, "title", "Chỗ này có lời chỉ dùng cho quyết định"),
        ({"questions-0-maximum": "7"}, "questions-0-maximum", "Số câu trả lời mà mỗi hộ được chọn chưa đúng."),
        ({"questions-0-maximum": "nhiều"}, "questions-0-maximum", "Hãy chọn một dòng trong danh sách."),
        ({"closes_day": "2026-11-01"}, "closes_at", "Giờ đóng phải sau giờ mở."),
    ],
)
def test_faults_stand_at_their_fields(head: FlaskClient, change: dict[str, str], place: str, words: str) -> None:
    answer = submit(head, PAGE, GOOD | change)
    assert answer.status_code == 422
    assert f'href="#{place}"' in answer.text
    assert words in Reader(answer.text).text
    assert "Sơn trước Tết." in answer.text


def test_the_desk_offers_it_to_the_head_alone(own_app: Flask, head: FlaskClient) -> None:
    assert PAGE in head.get(f"/quan-ly/{VILLAGE}").text
    front = sign_in(own_app, "vai.front")
    assert PAGE not in front.get(f"/quan-ly/{VILLAGE}").text
    assert front.get(PAGE).status_code == 403
