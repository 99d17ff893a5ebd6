"""A vote from the form to its end, as the village head does it."""

import io
from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE
from werkzeug.test import TestResponse

from voting.web.forms import new_number
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


def paper(content: bytes, name: str) -> tuple[io.BytesIO, str, str]:
    """A file as a browser sends it."""
    return io.BytesIO(content), name, "application/pdf"


@pytest.fixture
def head(own_app: Flask) -> FlaskClient:
    return sign_in(own_app, "vai.head")


def review_of(client: FlaskClient, **change: str) -> str:
    """The address of the last page before opening, for the good vote with these changes."""
    answer = submit(client, PAGE, {**GOOD, **change, "number": new_number(), "act": "review"})
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def open_it(client: FlaskClient, **change: str) -> str:
    """The uuid of the good vote with these changes, opened."""
    opened = submit(client, review_of(client, **change), {"act": "open"})
    assert opened.headers["Location"].startswith("/dieu-hanh/")
    return opened.headers["Location"].rsplit("/", 1)[1]


def test_looking_over_comes_before_opening(head: FlaskClient, own_village: Village) -> None:
    before = len(own_village.services.votes.list(VILLAGE))
    address = review_of(head)
    review = head.get(address)
    assert "CHƯA mở" in review.text
    assert "20:00, thứ Bảy 28/11/2026" in review.text
    assert len(own_village.services.votes.list(VILLAGE)) == before
    opened = submit(head, address, {"act": "open"})
    assert opened.headers["Location"].startswith("/dieu-hanh/")
    vote = own_village.services.votes.get(opened.headers["Location"].rsplit("/", 1)[1])
    assert (vote.title, vote.state, vote.households) == (GOOD["title"], "open", 5)


def test_a_draft_becomes_one_vote_and_shows_it_from_then_on(head: FlaskClient, own_village: Village) -> None:
    address, before = review_of(head), len(own_village.services.votes.list(VILLAGE))
    fields = {"csrf_token": token(head.get(address).text), "act": "open"}
    first, second = head.post(address, data=fields), head.post(address, data=fields, follow_redirects=True)
    assert second.request.path == first.headers["Location"]
    assert len(own_village.services.votes.list(VILLAGE)) == before + 1
    for page in (address, f"{address}/sua"):
        assert head.get(page).headers["Location"] == first.headers["Location"]


def test_a_second_vote_of_the_same_name_is_not_opened_by_accident(head: FlaskClient, own_village: Village) -> None:
    first = open_it(head)
    again = submit(head, review_of(head, title=" trồng cây gì ở sân nhà văn hóa?"), {"act": "open"})
    assert again.status_code == 422
    assert "Thôn đang có cuộc biểu quyết mang tên này." in again.text
    assert "trồng cây bàng" in again.text
    own_village.services.votes.cancel(own_village.actors["head"], first, "Sai")
    assert open_it(head)


def test_text_may_be_pasted_as_browsers_send_it(head: FlaskClient, own_village: Village) -> None:
    pasted = {"title": "Trồng cây\tgì?", "description": "Chi đoàn đề xuất.\r\n\r\nKhông tốn tiền.\x0bHết."}
    vote = own_village.services.votes.get(open_it(head, **pasted))
    assert (vote.title, vote.description) == ("Trồng cây gì?", "Chi đoàn đề xuất.\n\nKhông tốn tiền.\nHết.")


@pytest.mark.parametrize("letter", ['"', "😀"])
def test_a_description_too_large_for_the_record_is_said_at_its_field(head: FlaskClient, letter: str) -> None:
    answer = submit(head, review_of(head, description=letter * 20_000), {"act": "open"})
    assert answer.status_code == 422
    assert "Chỗ này dài quá mức cho phép" in answer.text


def test_going_back_from_the_review_keeps_everything(head: FlaskClient) -> None:
    page = head.get(f"{review_of(head)}/sua").text
    assert 'value="Trồng cây gì ở sân nhà văn hóa?"' in page
    assert 'value="2026-11-28"' in page
    assert "trồng cây bàng" in page


def test_questions_can_be_added_up_to_five(head: FlaskClient) -> None:
    fields = dict(GOOD)
    for number in range(1, 5):
        page = head.get(submit(head, PAGE, {**fields, "number": "mot-ban", "act": "add"}).headers["Location"]).text
        assert f'name="questions-{number}-text"' in page
        fields |= {key.replace("-0-", f"-{number}-"): text for key, text in GOOD.items() if "-0-" in key}
    assert "trồng cây bàng" in page
    assert 'value="add"' not in page


def test_the_decree_fixes_the_answers_and_the_head_types_none(head: FlaskClient, own_village: Village) -> None:
    assert 'name="questions-0-answers"' not in head.get(PAGE).text
    uuid = open_it(head, **{"questions-0-answers": "Đồng ý\r\nKhông đồng ý\r\nÝ kiến khác"})
    question = own_village.services.votes.get(uuid).questions[0]
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


def send_papers(client: FlaskClient, address: str, act: str, *papers: tuple[io.BytesIO, str, str]) -> TestResponse:
    """Presses a button of the review with these files chosen."""
    data = {"csrf_token": token(client.get(address).text), "act": act, "documents": list(papers)}
    return client.post(address, data=data, content_type="multipart/form-data")


def test_papers_are_shown_with_the_vote(head: FlaskClient, own_village: Village, own_app: Flask) -> None:
    content = b"%PDF-1.4 phuong an"
    opened = send_papers(head, review_of(head), "open", paper(content, "Phương án.pdf"))
    uuid = opened.headers["Location"].rsplit("/", 1)[1]
    public = own_app.test_client()
    addresses = [str(a.get("href")) for tag, a in Reader(public.get(f"/bieu-quyet/{uuid}").text).tags if tag == "a"]
    sent = public.get(next(address for address in addresses if "/documents/" in address))
    assert (sent.data, sent.mimetype) == (content, "application/pdf")
    assert sent.headers["Content-Disposition"].startswith("inline")


def test_papers_stay_after_a_refused_opening_and_a_wrong_one_is_replaced(
    own_app: Flask, own_village: Village, head: FlaskClient
) -> None:
    head = sign_in(own_app, "truong.tay")
    form = {**GOOD, "number": "1", "act": "review"}
    address = submit(head, "/quan-ly/tay-hoa/bieu-quyet/moi", form).headers["Location"]
    refused = send_papers(head, address, "open", paper(b"%PDF-1 nham", "Nhầm.pdf"), paper(b"%PDF-2", "Dự toán.pdf"))
    assert refused.headers["Location"] == address
    page = head.get(address).text
    assert "Chưa có danh sách hộ" in page
    assert "Nhầm.pdf" in page
    wrong = sha256(b"%PDF-1 nham").hexdigest()
    assert submit(head, address, {"remove": wrong}).headers["Location"] == address
    send_papers(head, address, "keep", paper(b"%PDF-3", "Đúng.pdf"), paper(b"%PDF-2", "Dự toán.pdf"))
    page = head.get(address).text
    assert [name in page for name in ("Nhầm.pdf", "Dự toán.pdf", "Đúng.pdf")] == [False, True, True]
    assert page.count(sha256(b"%PDF-2").hexdigest()) == 1


def test_a_draft_goes_after_a_day_and_is_its_villages_alone(
    head: FlaskClient, own_app: Flask, own_village: Village
) -> None:
    address = review_of(head)
    other = address.replace(VILLAGE, "tay-hoa")
    assert sign_in(own_app, "truong.tay").get(other).status_code == 404
    own_village.clock.move(hours=25)
    own_village.services.chores.run()
    assert sign_in(own_app, "vai.head").get(address).status_code == 404


def test_a_program_is_no_paper(head: FlaskClient) -> None:
    answer = send_papers(head, review_of(head), "open", paper(b"<script>", "a.pdf"))
    assert answer.status_code == 422
    assert "Tài liệu phải là PDF hoặc ảnh." in answer.text
    assert "CHƯA mở" in answer.text


def test_a_vote_waits_until_everything_is_ready(own_app: Flask) -> None:
    head = sign_in(own_app, "truong.tay")
    review = submit(head, "/quan-ly/tay-hoa/bieu-quyet/moi", {**GOOD, "act": "review"}).headers["Location"]
    assert submit(head, review, {"act": "open"}).headers["Location"] == review
    assert "Chưa có danh sách hộ" in head.get(review).text


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
    again = submit(head, page, {"reason": "Sai ngày", "sure": "y"})
    assert again.headers["Location"] == f"/dieu-hanh/{uuid}"
    assert "Việc này đã làm rồi" in head.get(f"/dieu-hanh/{uuid}").text


def test_closing_early_only_when_all_have_voted(head: FlaskClient, own_village: Village) -> None:
    uuid = own_village.votes["open"]
    button = f"/dieu-hanh/{uuid}/dong"
    submit(head, f"/dieu-hanh/{uuid}", {}, to=button)
    assert "vẫn còn hộ chưa gửi phiếu" in head.get(f"/dieu-hanh/{uuid}").text
    for household in list(own_village.phones)[1:]:
        own_village.cast(uuid, household, [[0, 1, 0]])
    assert button in head.get(f"/dieu-hanh/{uuid}").text
    assert submit(head, f"/dieu-hanh/{uuid}", {}, to=button).status_code == 302
    own_village.count(uuid)
    assert "Không thông qua: “Đồng ý” được 1/5 hộ, cần từ 3." in head.get(f"/bieu-quyet/{uuid}").text
