"""A vote from the form to its end, as the village head does it."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE

from web.client import Reader, sign_in, submit, token

PAGE = f"/quan-ly/{VILLAGE}/bieu-quyet/moi"
GOOD = {
    "title": "Trồng cây gì ở sân nhà văn hóa?",
    "description": "Chi đoàn đề xuất.\n\nKhông tốn tiền của hộ nào.",
    "opens": "now",
    "opens_day": "",  # browsers send fields left empty
    "opens_hour": "",
    "closes_day": "2026-11-28",
    "closes_at": "20:00",
    "questions-0-text": "Bạn có tán thành trồng cây bàng không?",
}


@pytest.fixture
def head(own_app: Flask) -> FlaskClient:
    return sign_in(own_app, "vai.head")


def test_looking_over_comes_before_opening(head: FlaskClient, own_village: Village) -> None:
    before = len(own_village.services.votes.list(VILLAGE))
    review = submit(head, PAGE, {**GOOD, "act": "review"})
    assert review.status_code == 200
    assert "CHƯA mở" in review.text
    assert "20:00, thứ Bảy 28/11/2026" in review.text
    assert len(own_village.services.votes.list(VILLAGE)) == before
    opened = submit(head, PAGE, {**GOOD, "act": "open"})
    assert opened.headers["Location"].startswith("/dieu-hanh/")
    vote = own_village.services.votes.get(opened.headers["Location"].rsplit("/", 1)[1])
    assert (vote.title, vote.state, vote.households) == (GOOD["title"], "open", 5)


def test_text_may_be_pasted_as_browsers_send_it(head: FlaskClient, own_village: Village) -> None:
    pasted = {"title": "Trồng cây\tgì?", "description": "Chi đoàn đề xuất.\r\n\r\nKhông tốn tiền.\x0bHết."}
    opened = submit(head, PAGE, {**GOOD, **pasted, "act": "open"})
    vote = own_village.services.votes.get(opened.headers["Location"].rsplit("/", 1)[1])
    assert (vote.title, vote.description) == ("Trồng cây gì?", "Chi đoàn đề xuất.\n\nKhông tốn tiền.\nHết.")


@pytest.mark.parametrize("letter", ['"', "😀"])
def test_a_description_too_large_for_the_record_is_said_at_its_field(head: FlaskClient, letter: str) -> None:
    answer = submit(head, PAGE, {**GOOD, "description": letter * 20_000, "act": "open"})
    assert answer.status_code == 422
    assert "Chỗ này dài quá mức cho phép" in answer.text


def test_going_back_from_the_review_keeps_everything(head: FlaskClient) -> None:
    page = submit(head, PAGE, {**GOOD, "act": "edit"}).text
    assert 'value="Trồng cây gì ở sân nhà văn hóa?"' in page
    assert 'value="2026-11-28"' in page
    assert "trồng cây bàng" in page


def test_questions_can_be_added_up_to_five(head: FlaskClient) -> None:
    fields = dict(GOOD)
    for number in range(1, 5):
        page = submit(head, PAGE, {**fields, "act": "add"}).text
        assert f'name="questions-{number}-text"' in page
        fields |= {key.replace("-0-", f"-{number}-"): text for key, text in GOOD.items() if "-0-" in key}
    assert "trồng cây bàng" in page
    assert 'value="add"' not in page


def test_the_decree_fixes_the_answers_and_the_head_types_none(head: FlaskClient, own_village: Village) -> None:
    assert 'name="questions-0-answers"' not in head.get(PAGE).text
    opened = submit(head, PAGE, {**GOOD, "questions-0-answers": "Đồng ý\r\nKhông đồng ý\r\nÝ kiến khác", "act": "open"})
    question = own_village.services.votes.get(opened.headers["Location"].rsplit("/", 1)[1]).questions[0]
    assert question.answers == ("Đồng ý", "Không đồng ý", "Ý kiến khác")
    assert (question.minimum, question.maximum, question.blank, question.proposals) == (1, 1, False, (0,))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": ""}, "Hãy điền việc cần biểu quyết."),
        ({"title": "x" * 201}, "nhiều nhất 200 ký tự"),
        ({"closes_day": "28/11"}, "Hãy chọn ngày"),
        ({"closes_day": "2026-11-01"}, "Giờ đóng phải sau giờ mở."),
        ({"closes_day": "2027-11-28"}, "nhiều nhất 90 ngày"),
        ({"closes_day": "0001-01-01", "closes_at": "00:00"}, "Hãy chọn ngày"),
        ({"opens": "later"}, "Hãy chọn ngày mở."),
        ({"questions-0-text": ""}, "Hãy điền câu hỏi."),
        ({"questions-0-text": "Không trồng cây bàng?"}, "Câu hỏi mang ý phủ định thì đồng ý bị hiểu ngược"),
        ({"questions-0-text": "Có đồng ý không trồng cây bàng nữa không?"}, "bị hiểu ngược thành phản đối."),
        ({"questions-0-answers": "Không tán thành\nTán thành"}, "Câu trả lời do nghị định quy định"),
        ({"questions-0-answers": "Tán thành\nTán thành\u200b\nKhác"}, "Câu trả lời do nghị định quy định"),
    ],
)
def test_a_fault_is_said_at_its_field_and_above(head: FlaskClient, change: dict[str, str], says: str) -> None:
    answer = submit(head, PAGE, {**GOOD, **change, "act": "review"})
    assert answer.status_code == 422
    assert Reader(answer.text).title.startswith("Lỗi:")
    assert answer.text.count(says) >= 2
    assert "trồng cây bàng" in answer.text or "questions-0-text" in change


def test_papers_are_shown_with_the_vote(head: FlaskClient, own_village: Village, own_app: Flask) -> None:
    data = {**GOOD, "act": "open", "csrf_token": token(head.get(PAGE).text)}
    paper = b"%PDF-1.4 phuong an"
    data["documents"] = (io.BytesIO(paper), "Phương án.pdf", "application/pdf")
    opened = head.post(PAGE, data=data, content_type="multipart/form-data")
    uuid = opened.headers["Location"].rsplit("/", 1)[1]
    public = own_app.test_client()
    addresses = [str(a.get("href")) for tag, a in Reader(public.get(f"/bieu-quyet/{uuid}").text).tags if tag == "a"]
    sent = public.get(next(address for address in addresses if "/documents/" in address))
    assert (sent.data, sent.mimetype) == (paper, "application/pdf")
    assert sent.headers["Content-Disposition"].startswith("inline")


def test_a_program_is_no_paper(head: FlaskClient) -> None:
    data = {**GOOD, "act": "open", "csrf_token": token(head.get(PAGE).text)}
    data["documents"] = (io.BytesIO(b"<script>"), "a.pdf", "application/pdf")
    answer = head.post(PAGE, data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Tài liệu phải là PDF hoặc ảnh." in answer.text
    assert "CHƯA mở" in answer.text


def test_a_vote_waits_until_everything_is_ready(own_app: Flask) -> None:
    answer = submit(sign_in(own_app, "truong.tay"), "/quan-ly/tay-hoa/bieu-quyet/moi", {**GOOD, "act": "open"})
    assert answer.status_code == 409
    assert "Chưa có danh sách hộ" in answer.text


def test_turnout_and_whom_to_remind(head: FlaskClient, own_village: Village) -> None:
    uuid = own_village.votes["open"]
    assert "1/5 hộ đã gửi phiếu." in head.get(f"/dieu-hanh/{uuid}").text
    page = head.get(f"/dieu-hanh/{uuid}/chua-gui").text
    assert "4 hộ chưa gửi phiếu" in page
    assert "DH-001" not in page


def test_no_result_of_an_open_vote_is_anywhere(head: FlaskClient, own_village: Village) -> None:
    uuid = own_village.votes["open"]
    for page in (f"/dieu-hanh/{uuid}", f"/bieu-quyet/{uuid}"):
        text = head.get(page).text
        assert "Kết luận" not in text
        assert "Đã thông qua" not in text


def test_extending_needs_a_later_time_and_a_reason(head: FlaskClient, own_village: Village) -> None:
    uuid = own_village.votes["open"]
    page = f"/dieu-hanh/{uuid}/gia-han"
    earlier = submit(head, page, {"closes_day": "2026-11-25", "closes_at": "08:00", "reason": "Mưa"})
    assert "phải sau giờ đóng hiện nay" in earlier.text
    assert "Mưa</textarea>" in earlier.text
    assert "Hãy ghi lý do." in submit(head, page, {"closes_day": "2026-11-30", "closes_at": "20:00"}).text
    never = {"closes_day": "2199-11-30", "closes_at": "20:00", "reason": "Mưa"}
    assert "nhiều nhất 90 ngày" in submit(head, page, never).text
    done = submit(head, page, {"closes_day": "2026-11-30", "closes_at": "20:00", "reason": "Mưa bão"})
    assert done.status_code == 302
    assert "20:00, thứ Hai 30/11/2026" in head.get(f"/bieu-quyet/{uuid}").text


def test_cancelling_is_meant_twice(head: FlaskClient, own_village: Village) -> None:
    uuid = own_village.votes["open"]
    page = f"/dieu-hanh/{uuid}/huy"
    assert "Hãy đánh dấu là đã hiểu." in submit(head, page, {"reason": "Sai ngày"}).text
    assert submit(head, page, {"reason": "Sai ngày", "sure": "y"}).status_code == 302
    assert "đã bị hủy" in head.get(f"/bieu-quyet/{uuid}").text
    assert submit(head, page, {"reason": "Sai ngày", "sure": "y"}).status_code == 409


def test_closing_early_only_when_all_have_voted(head: FlaskClient, own_village: Village) -> None:
    uuid = own_village.votes["open"]
    button = f"/dieu-hanh/{uuid}/dong"
    assert submit(head, f"/dieu-hanh/{uuid}", {}, to=button).status_code == 409
    for household in list(own_village.phones)[1:]:
        own_village.cast(uuid, household, [[0, 1, 0]])
    assert button in head.get(f"/dieu-hanh/{uuid}").text
    assert submit(head, f"/dieu-hanh/{uuid}", {}, to=button).status_code == 302
    own_village.count(uuid)
    assert "Không thông qua: “Đồng ý” được 1/5 hộ, cần từ 3." in head.get(f"/bieu-quyet/{uuid}").text
