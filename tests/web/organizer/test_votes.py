"""A vote from the form to its end, as the village head does it."""

import io
from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import VILLAGE
from village.road import Walk
from werkzeug.test import TestResponse

from voting.services.matters.terms import Ending
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
    "questions-0-text": "Bà con có tán thành trồng cây bàng không?",
    "helper": "Bà Lê Thị Mận",
    "phone": "0912 345 678",
}


def paper(content: bytes, name: str) -> tuple[io.BytesIO, str, str]:
    """A file as a browser sends it."""
    return io.BytesIO(content), name, "application/pdf"


@pytest.fixture
def head(own_app: Flask) -> FlaskClient:
    return sign_in(own_app, "vai.head")


@pytest.fixture
def matter(own_village: Village) -> str:
    """A matter that has come to its notice."""
    return ready(own_village)


def ready(village: Village, title: str = GOOD["title"]) -> str:
    return Walk(village).propose(title).walk("poll").id


def send(client: FlaskClient, matter: str, **fields: str) -> TestResponse:
    """The good form on the page of this matter, with these changes, sent."""
    return submit(client, f"{PAGE}?viec={matter}", GOOD | {"matter": matter, "act": "review"} | fields)


def review_of(client: FlaskClient, matter: str, **change: str) -> str:
    """The address of the last page before opening, for the good vote with these changes."""
    answer = send(client, matter, number=new_number(), **change)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def open_it(client: FlaskClient, matter: str, **change: str) -> str:
    """The uuid of the good vote with these changes, opened."""
    opened = submit(client, review_of(client, matter, **change), {"act": "open"})
    assert opened.headers["Location"].startswith("/dieu-hanh/")
    return opened.headers["Location"].rsplit("/", 1)[1]


def test_looking_over_comes_before_opening(head: FlaskClient, matter: str, own_village: Village) -> None:
    before = len(own_village.services.votes.page(VILLAGE).rows)
    address = review_of(head, matter)
    review = head.get(address)
    assert "CHƯA mở" in review.text
    assert "20:00, thứ Bảy 28/11/2026" in review.text
    assert len(own_village.services.votes.page(VILLAGE).rows) == before
    opened = submit(head, address, {"act": "open"})
    assert opened.headers["Location"].startswith("/dieu-hanh/")
    vote = own_village.services.votes.get(opened.headers["Location"].rsplit("/", 1)[1])
    assert (vote.title, vote.state, vote.households) == (GOOD["title"], "open", 5)


def test_a_draft_becomes_one_vote_and_shows_it_from_then_on(
    head: FlaskClient, matter: str, own_village: Village
) -> None:
    address, before = review_of(head, matter), len(own_village.services.votes.page(VILLAGE).rows)
    fields = {"csrf_token": token(head.get(address).text), "act": "open"}
    first, second = head.post(address, data=fields), head.post(address, data=fields, follow_redirects=True)
    assert second.request.path == first.headers["Location"]
    assert len(own_village.services.votes.page(VILLAGE).rows) == before + 1
    for page in (address, f"{address}/sua"):
        assert head.get(page).headers["Location"] == first.headers["Location"]


def hidden(page: str, name: str) -> str:
    return next(str(tag.get("value") or "") for _tag, tag in Reader(page).tags if tag.get("name") == name)


def test_of_two_tabs_with_one_draft_neither_undoes_the_other_unknowingly(
    head: FlaskClient, matter: str, own_village: Village
) -> None:
    address = f"{review_of(head, matter)}/sua"
    tab = head.get(address).text
    fields = GOOD | {"matter": matter, "csrf_token": token(tab), "seen": hidden(tab, "seen"), "act": "review"}
    assert head.post(address, data=fields | {"description": "Của cửa sổ một."}).status_code == 302
    assert head.post(address, data=fields | {"description": "Của cửa sổ một."}).status_code == 302, "a second press"
    stale = head.post(address, data=fields | {"description": "Của cửa sổ hai."})
    assert (stale.status_code, "vừa được sửa ở một cửa sổ khác" in stale.text) == (422, True)
    assert "Của cửa sổ hai." in stale.text, "nothing that was typed is lost"
    assert "Của cửa sổ một." in head.get(address).text
    meant = fields | {"seen": hidden(stale.text, "seen"), "description": "Của cửa sổ hai."}
    assert head.post(address, data=meant).status_code == 302
    assert "Của cửa sổ hai." in head.get(address).text


def test_back_to_the_first_page_of_a_draft_undoes_nothing_that_was_edited_since(
    head: FlaskClient, matter: str
) -> None:
    """The page that the draft was begun on has seen nothing of it: what is stored stands beside what it sends."""
    first = head.get(f"{PAGE}?viec={matter}").text
    fields = GOOD | {"matter": matter, "csrf_token": token(first), "number": hidden(first, "number"), "act": "review"}
    began = head.post(PAGE, data=fields)
    address = f"{began.headers['Location']}/sua"
    seen = {"seen": hidden(head.get(address).text, "seen")}
    edited = {"title": "Trồng cây gì ở đình?", "opens": "later", "opens_day": "2026-11-27", "opens_hour": "08:00"}
    assert head.post(address, data=fields | seen | edited).status_code == 302

    back = head.post(PAGE, data=fields | {"description": "Gõ thêm ở trang đầu."})
    assert back.status_code == 422
    assert "bản nháp này đã được sửa sau khi trang này mở ra" in back.text
    assert "Gõ thêm ở trang đầu." in back.text, "nothing that was typed is lost"
    said = Reader(back.text).text
    assert "Bản đang lưu: “Trồng cây gì ở đình?”." in said
    assert "Bản đang lưu: “Vào lúc đã hẹn”." in said
    assert "Trồng cây gì ở đình?" in head.get(address).text, "nothing is overwritten unsaid"

    meant = fields | {"description": "Gõ thêm ở trang đầu.", "seen": hidden(back.text, "seen")}
    assert head.post(address, data=meant).status_code == 302
    assert "Gõ thêm ở trang đầu." in head.get(address).text
    assert head.post(PAGE, data=meant).headers["Location"] == began.headers["Location"], "the same words are no change"


def test_a_form_sent_with_a_fault_goes_on_with_what_it_has_saved_itself(head: FlaskClient, matter: str) -> None:
    address = f"{review_of(head, matter)}/sua"
    tab = head.get(address).text
    fields = GOOD | {"matter": matter, "csrf_token": token(tab), "act": "review"}
    faulty = head.post(address, data=fields | {"seen": hidden(tab, "seen"), "title": ""})
    assert faulty.status_code == 422
    assert head.post(address, data=fields | {"seen": hidden(faulty.text, "seen")}).status_code == 302


@pytest.mark.parametrize("change", ["words", "paper", "paper-gone"])
def test_nothing_is_opened_that_was_not_looked_over(
    head: FlaskClient, matter: str, own_village: Village, change: str
) -> None:
    address, votes = review_of(head, matter), len(own_village.services.votes.page(VILLAGE).rows)
    send_papers(head, address, "keep", paper(b"%PDF-0", "Cũ.pdf"))
    page = head.get(address).text
    looked_over = {"csrf_token": token(page), "seen": hidden(page, "seen"), "act": "open"}
    if change == "words":
        submit(head, f"{address}/sua", GOOD | {"matter": matter, "questions-0-text": "Chặt cây bàng?", "act": "review"})
    elif change == "paper":
        send_papers(head, address, "keep", paper(b"%PDF-1", "Khác.pdf"))
    else:
        submit(head, address, {"remove": sha256(b"%PDF-0").hexdigest()})
    mine = {"documents": [paper(b"%PDF-2", "Của tôi.pdf")]}
    refused = head.post(address, data=looked_over | mine, content_type="multipart/form-data")
    assert refused.headers["Location"] == address
    now = head.get(address).text
    assert "CHƯA mở: bản nháp này vừa được sửa ở một cửa sổ khác." in now
    assert "Của tôi.pdf" in now, "what was chosen stays"
    assert len(own_village.services.votes.page(VILLAGE).rows) == votes
    opened = head.post(address, data=looked_over | {"seen": hidden(now, "seen")})
    assert opened.headers["Location"].startswith("/dieu-hanh/")


def test_a_second_vote_of_the_same_name_is_not_opened_by_accident(
    head: FlaskClient, matter: str, own_village: Village
) -> None:
    first, other = open_it(head, matter), ready(own_village, "Trồng cây ở cổng thôn")
    again = submit(head, review_of(head, other, title=" trồng cây gì ở sân nhà văn hóa?"), {"act": "open"})
    assert again.status_code == 422
    assert "Thôn đang có cuộc biểu quyết mang tên này." in again.text
    assert "trồng cây bàng" in again.text
    own_village.services.votes.cancel(own_village.actors["head"], first, "Sai")
    assert open_it(head, other)


def test_the_form_begins_with_the_words_of_its_matter(head: FlaskClient, matter: str, own_village: Village) -> None:
    page = head.get(f"{PAGE}?viec={matter}").text
    assert f'value="{GOOD["title"]}"' in page
    assert own_village.services.matters.get(matter).words.questions[0] in page
    assert "Cuộc biểu quyết này của việc nào?" not in page
    for nowhere in (PAGE, f"{PAGE}?viec=khong-co"):
        assert head.get(nowhere).headers["Location"] == f"/quan-ly/{VILLAGE}/viec"


def test_a_form_whose_matter_is_not_ready_keeps_everything_and_asks_which_it_is(
    head: FlaskClient, matter: str, own_village: Village
) -> None:
    early = Walk(own_village).propose("Sửa cổng thôn").id
    asked = submit(head, f"{PAGE}?viec={matter}", GOOD | {"matter": early, "act": "review"})
    assert asked.status_code == 422
    page = asked.text
    assert page.count("Hãy chọn một việc đã đến bước ra thông báo.") == 2
    assert 'href="#matter"' in page
    assert [kept in page for kept in ("trồng cây bàng", "Bà Lê Thị Mận", "2026-11-28")] == [True] * 3
    action = next(
        str(a["action"]) for tag, a in Reader(page).tags if tag == "form" and "/nhap/" in str(a.get("action"))
    )
    chosen = submit(head, action, GOOD | {"matter": matter, "act": "review"})
    opened = submit(head, chosen.headers["Location"], {"act": "open"}).headers["Location"]
    assert own_village.services.matters.get(matter).vote == opened.rsplit("/", 1)[1]


def test_a_matter_that_ended_meanwhile_opens_nothing_and_loses_nothing(
    head: FlaskClient, matter: str, own_village: Village
) -> None:
    address, before = review_of(head, matter), len(own_village.services.votes.page(VILLAGE).rows)
    own_village.services.meetings.end(own_village.actors["head"], matter, Ending.WITHDRAWN, "Đề xuất lại")
    assert submit(head, f"{address}/sua", {"act": "open"}, to=address).headers["Location"] == address
    page = head.get(address, follow_redirects=True).text
    assert "Chưa có việc nào đến bước ra thông báo." in page
    assert "trồng cây bàng" in page
    assert len(own_village.services.votes.page(VILLAGE).rows) == before


def test_text_may_be_pasted_as_browsers_send_it(head: FlaskClient, matter: str, own_village: Village) -> None:
    pasted = {"title": "Trồng cây\tgì?", "description": "Chi đoàn đề xuất.\r\n\r\nKhông tốn tiền.\x0bHết."}
    vote = own_village.services.votes.get(open_it(head, matter, **pasted))
    assert (vote.title, vote.description) == ("Trồng cây gì?", "Chi đoàn đề xuất.\n\nKhông tốn tiền.\nHết.")


@pytest.mark.parametrize("letter", ['"', "😀"])
def test_a_description_too_large_for_the_record_is_said_at_its_field(
    head: FlaskClient, matter: str, letter: str
) -> None:
    answer = submit(head, review_of(head, matter, description="Vì " + letter * 19_990), {"act": "open"})
    assert answer.status_code == 422
    assert "Chỗ này dài quá mức cho phép" in answer.text


def test_going_back_from_the_review_keeps_everything(head: FlaskClient, matter: str) -> None:
    page = head.get(f"{review_of(head, matter)}/sua").text
    assert 'value="Trồng cây gì ở sân nhà văn hóa?"' in page
    assert 'value="2026-11-28"' in page
    assert "trồng cây bàng" in page


def test_questions_can_be_added_up_to_five(head: FlaskClient, matter: str) -> None:
    fields = dict(GOOD)
    answer = send(head, matter, act="add")
    for number in range(1, 5):
        address = answer.headers["Location"]
        page = head.get(address).text
        assert f'name="questions-{number}-text"' in page
        fields |= {key.replace("-0-", f"-{number}-"): text for key, text in GOOD.items() if "-0-" in key}
        more = {"matter": matter, "seen": hidden(page, "seen"), "csrf_token": token(page), "act": "add"}
        answer = head.post(address.partition("?")[0], data=fields | more)
    assert "trồng cây bàng" in page
    assert 'value="add"' not in page


def test_the_decree_fixes_the_answers_and_the_head_types_none(
    head: FlaskClient, matter: str, own_village: Village
) -> None:
    assert 'name="questions-0-answers"' not in head.get(f"{PAGE}?viec={matter}").text
    uuid = open_it(head, matter, **{"questions-0-answers": "Đồng ý\r\nKhông đồng ý\r\nÝ kiến khác"})
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
        ({"helper": ""}, "Hãy điền người giúp."),
        ({"phone": "12"}, "Số điện thoại chưa đúng."),
        ({"questions-0-answers": "Tán thành\nTán thành\u200b\nKhác"}, "Câu trả lời do nghị định quy định"),
    ],
)
def test_a_fault_is_said_at_its_field_and_above(
    head: FlaskClient, matter: str, change: dict[str, str], says: str
) -> None:
    answer = send(head, matter, **change)
    assert answer.status_code == 422
    assert Reader(answer.text).title.startswith("Lỗi:")
    assert answer.text.count(says) >= 2
    assert "trồng cây bàng" in answer.text or "questions-0-text" in change


def send_papers(client: FlaskClient, address: str, act: str, *papers: tuple[io.BytesIO, str, str]) -> TestResponse:
    """Presses a button of the review with these files chosen."""
    data = {"csrf_token": token(client.get(address).text), "act": act, "documents": list(papers)}
    return client.post(address, data=data, content_type="multipart/form-data")


def test_papers_are_shown_with_the_vote(head: FlaskClient, matter: str, own_app: Flask) -> None:
    content = b"%PDF-1.4 phuong an"
    opened = send_papers(head, review_of(head, matter), "open", paper(content, "Phương án.pdf"))
    uuid = opened.headers["Location"].rsplit("/", 1)[1]
    public = own_app.test_client()
    addresses = [str(a.get("href")) for tag, a in Reader(public.get(f"/bieu-quyet/{uuid}").text).tags if tag == "a"]
    sent = public.get(next(address for address in addresses if "/documents/" in address))
    assert (sent.data, sent.mimetype) == (content, "application/pdf")
    assert sent.headers["Content-Disposition"].startswith("inline")


def test_papers_stay_after_a_refused_opening_and_a_wrong_one_is_replaced(
    own_village: Village, head: FlaskClient, matter: str
) -> None:
    own_village.lose_card("DH-005")
    address = review_of(head, matter)
    refused = send_papers(head, address, "open", paper(b"%PDF-1 nham", "Nhầm.pdf"), paper(b"%PDF-2", "Dự toán.pdf"))
    assert refused.headers["Location"] == address
    page = head.get(address).text
    assert "Còn hộ chưa có thẻ." in page
    assert "Nhầm.pdf" in page
    wrong = sha256(b"%PDF-1 nham").hexdigest()
    assert submit(head, address, {"remove": wrong}).headers["Location"] == address
    send_papers(head, address, "keep", paper(b"%PDF-3", "Đúng.pdf"), paper(b"%PDF-2", "Dự toán.pdf"))
    page = head.get(address).text
    assert [name in page for name in ("Nhầm.pdf", "Dự toán.pdf", "Đúng.pdf")] == [False, True, True]
    assert page.count(sha256(b"%PDF-2").hexdigest()) == 1


def test_a_draft_goes_after_a_day_and_is_its_villages_alone(
    head: FlaskClient, matter: str, own_app: Flask, own_village: Village
) -> None:
    address = review_of(head, matter)
    other = address.replace(VILLAGE, "tay-hoa")
    assert sign_in(own_app, "truong.tay").get(other).status_code == 404
    own_village.clock.move(hours=25)
    own_village.services.chores.run()
    assert sign_in(own_app, "vai.head").get(address).status_code == 404


def test_a_program_is_no_paper(head: FlaskClient, matter: str) -> None:
    answer = send_papers(head, review_of(head, matter), "open", paper(b"<script>", "a.pdf"))
    assert answer.status_code == 422
    assert "Tài liệu phải là PDF hoặc ảnh." in answer.text
    assert "CHƯA mở" in answer.text


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


def test_how_many_need_help_is_printed_on_the_notice_and_never_stops_anybody(
    head: FlaskClient, matter: str, own_village: Village
) -> None:
    assert "Chưa đếm bao nhiêu hộ cần hỗ trợ" in head.get(review_of(head, matter)).text
    counts = {"alone": "3", "helped": "1", "unable": "1"}
    refused = send(head, matter, **counts | {"unable": ""})
    assert refused.status_code == 422
    assert "Hãy điền cả ba số, hoặc để trống cả ba." in refused.text
    assert send(head, matter, **counts | {"unable": "-1"}).status_code == 422
    looked_over = review_of(head, matter, **counts | {"helped": "2"})
    assert "Ba số cộng lại là 6 hộ, danh sách có 5 hộ." in head.get(looked_over).text
    assert "Còn 1 hộ không thể" in head.get(review_of(head, matter, **counts)).text
    open_it(head, matter, **counts)
    papers = own_village.services.matters.get(matter).papers
    notice = next(one for one in papers if one.kind == "notice" and one.media_type.startswith("text/html"))
    page = head.get(f"/viec/{matter}/giay/{notice.position}").text
    assert "Thống kê trên tổng số 5 hộ: 3 hộ tự biểu quyết được, 1 hộ cần hỗ trợ, 1 hộ không thể." in page
