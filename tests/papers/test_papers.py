"""What stands on the papers, and that the same values give the same bytes."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st

from papers.samples import END, LONG, NO, SHORT, numbers, papers
from voting.law.matters import Channel
from voting.law.spacing import bound
from voting.papers import decision, matter, meeting
from voting.papers.names import PAPER_NAMES
from voting.papers.page import html_page
from voting.papers.sheet import SUGGESTED, clock, long_day
from voting.papers.word import word_file

KINDS = tuple(papers(SHORT))
OFFICIAL = {"invitation": "Mẫu số 01", "decision": "Mẫu số 03", "decided": "Mẫu số 03", "count": "Mẫu số 04"}


def words(raw: bytes) -> str:
    """The text of a Word file, tables and what stands inside them included."""
    body = Document(BytesIO(raw)).element.body
    return "\n".join(Paragraph(one, None).text for one in body.iter(qn("w:p")))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("facts", [SHORT, LONG], ids=["short", "long"])
def test_the_same_values_give_the_same_bytes(facts, kind):
    one, other = papers(facts)[kind], papers(facts)[kind]
    assert html_page(one) == html_page(other)
    assert word_file(one) == word_file(other)


@pytest.mark.parametrize("kind", KINDS)
def test_page_and_word_file_say_the_same(kind):
    sheet = papers(SHORT)[kind]
    page, file = html_page(sheet).decode(), words(word_file(sheet))
    said = [sheet.subject, *(one.text for one in sheet.blocks if hasattr(one, "text")), *sheet.to, *sheet.foot]
    said += [one.name for one in sheet.signers]
    for text in said:
        assert bound(text) in file
        assert bound(text).replace("&", "&amp;") in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_of_the_decree_says_so_and_any_other_says_that_it_is_only_suggested(kind):
    foot = papers(SHORT)[kind].foot
    if kind in OFFICIAL:
        assert foot[0] == f"{OFFICIAL[kind]} kèm theo Nghị định số 59/2023/NĐ-CP"
    else:
        assert foot[0] == SUGGESTED
    assert foot[1:] == ("Mã giấy 7K4Q-M2XD · sổ chung xa-dong-hoa, dòng 42", "https://dinh.example/thon/dong-hoa")


def test_the_words_that_decide_stand_bold_in_the_middle_of_their_line():
    sheet = papers(SHORT)["team"]
    (decides,) = (one for one in Document(BytesIO(word_file(sheet))).paragraphs if one.text == "QUYẾT ĐỊNH:")
    assert decides.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert decides.runs[0].bold
    assert '<h2 class="centred">QUYẾT ĐỊNH:</h2>' in html_page(sheet).decode()


def test_a_draft_is_marked_on_both():
    sheet = replace(papers(SHORT)["notice"], draft=True, stamp=None)
    with zipfile.ZipFile(BytesIO(word_file(sheet))) as parts:
        headers = [parts.read(one).decode() for one in parts.namelist() if one.startswith("word/header")]
    assert len(headers) == 2, "of the first page, and of all others"
    for marked in (html_page(sheet).decode(), *headers):
        assert "DỰ THẢO" in marked
    assert "DỰ THẢO" not in html_page(papers(SHORT)["notice"]).decode()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_paper_has_a_name_in_both_languages(kind):
    name = PAPER_NAMES[kind.removesuffix("-of-a-meeting").removesuffix("-of-slips")]
    assert name.vi != name.en
    assert len({one.vi for one in PAPER_NAMES.values()}) == len(PAPER_NAMES)


def test_nothing_typed_becomes_a_tag_and_nothing_is_fetched():
    sheet = matter.proposal(replace(SHORT, title="<script>alert(1)</script>", description="<img src=x>"))
    page = html_page(sheet).decode()
    assert "<script" not in page
    assert "<img" not in page
    assert "http-equiv" not in page
    assert "url(" not in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_file_has_every_style_that_it_uses_and_no_hundred_others(kind):
    with zipfile.ZipFile(BytesIO(word_file(papers(LONG)[kind]))) as parts:
        named = [re.findall(rf'<w:{what} w:val="([^"]+)"', parts.read(part).decode())
                 for part in parts.namelist() if part.startswith("word/") and part.endswith(".xml")
                 for what in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")]  # fmt: skip
        styles = set(re.findall(r'w:styleId="([^"]+)"', parts.read("word/styles.xml").decode()))
        assert sum(one.file_size for one in parts.infolist()) < 150_000
    assert {"Header", "TableGrid", "TableNormal"} <= styles
    assert {style for found in named for style in found} <= styles
    assert len(styles) < 10


def test_a_word_file_has_no_author_and_no_time():
    raw = word_file(papers(SHORT)["decision"])
    with zipfile.ZipFile(BytesIO(raw)) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert "created" not in core
    assert "python-docx" not in core


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 2, 5), "ngày 05 tháng 02 năm 2027"),
        (date(2026, 11, 9), "ngày 09 tháng 11 năm 2026"),
        (date(2027, 3, 10), "ngày 10 tháng 3 năm 2027"),
    ],
)
def test_dates_have_their_zeros(day, said):
    assert long_day(day) == said


def test_hours_are_the_villages():
    assert clock(datetime(2027, 2, 7, 23, 30, tzinfo=UTC)) == "6 giờ 30 phút, ngày 08 tháng 02 năm 2027"


def test_the_decision_has_the_content_of_article_20_and_four_signatures():
    sheet = papers(SHORT)["decision"]
    parts = [one.text for one in sheet.blocks if getattr(one, "bold", False)]
    assert parts[:1] == ["1. Thời gian"]
    assert [one for one in parts if one[:1].isdigit()] == [
        "1. Thời gian", "2. Đại diện hộ gia đình", "3. Nội dung", "4. Hình thức", "5. Kết quả", "6. Quyết định",
    ]  # fmt: skip
    assert [one.office for one in sheet.signers] == [
        "Trưởng thôn", "Trưởng ban công tác Mặt trận", "Đại diện hộ gia đình", "Đại diện hộ gia đình",
    ]  # fmt: skip


FIELDS = {
    "invitation": (
        "Đại diện hộ gia đình", "Về việc: Giờ thu gom rác", "Thời gian: 20 giờ", "Địa điểm: nhà văn hóa thôn",
        "Chủ trì: Trưởng thôn Nguyễn Văn Bền", "Đại biểu: đại diện Ủy ban nhân dân và Mặt trận xã", "Nội dung: ",
        "Tài liệu kèm theo: dự toán", "Liên hệ: Bà Lê Thị Mận, 0912 345 678",
    ),
    "count": (
        "Thời gian: 20 giờ", "Địa điểm: nhà văn hóa", "Trưởng ban kiểm phiếu: …",
        "Thành viên (nhiều nhất bốn người): …", "Người chứng kiến (hai đại diện hộ gia đình): …",
        "Tổng số đại diện hộ gia đình: 210",
    ),
    "decided": (
        "20 giờ", "tại nhà văn hóa", "Chủ trì: Trưởng thôn Nguyễn Văn Bền", "Thư ký: …", "Tổng số hộ: 210.",
        "Số hộ tham gia: 105.", "Số hộ không tham gia: 105.", "Họp cộng đồng dân cư",
    ),
    "decision": (
        "Từ 8 giờ", "Địa điểm: thôn Đông Hòa, biểu quyết trực tuyến", "Chủ trì: Trưởng thôn Nguyễn Văn Bền",
        "Thư ký: …", "Tổng số hộ: 210.", "Số hộ tham gia: 108.", "Số hộ không tham gia: 102.", "Biểu quyết trực tuyến.",
    ),
}  # fmt: skip
"""LAW.md 15: what each form of the decree asks for."""


@pytest.mark.parametrize("kind", FIELDS)
def test_a_form_of_the_decree_has_every_field_of_its_list(kind):
    text = words(word_file(papers(SHORT)[kind])).replace("\u00a0", " ")
    assert [one for one in FIELDS[kind] if one not in text] == []


def test_what_an_invitation_lacks_is_filled_in_by_hand():
    called = meeting.Called(END, "nhà văn hóa")
    text = words(word_file(meeting.invitation(SHORT, called)))
    assert all(one in text for one in ("Đại biểu: …", "Liên hệ: …", "Tài liệu kèm theo: không có."))


def test_several_questions_are_decided_one_by_one():
    text = words(word_file(decision.decision(LONG, numbers(LONG)))).replace("\u00a0", " ")
    assert "Câu 1. Đã thông qua: “Đồng ý” được 501/1.000 hộ, cần từ 501." in text
    assert "Câu 2. Không thông qua: “Đồng ý” được 500/1.000 hộ, cần từ 501." in text


def test_what_did_not_pass_takes_no_effect():
    lost = replace(numbers(SHORT), answers=(replace(numbers(SHORT).answers[0], in_favour=105, passed=False),))
    assert "hiệu lực" in words(word_file(decision.decision(SHORT, numbers(SHORT))))
    assert "hiệu lực" not in words(word_file(decision.decision(SHORT, lost)))


def test_a_contribution_is_sent_to_a_meeting_with_its_reason_and_article():
    sheet = matter.classification(SHORT, NO | {"contribution": True}, 1, Channel.MEETING)
    text = words(word_file(sheet))
    assert "không được biểu quyết trực tuyến" in text
    assert "khoản 1 Điều 15 Luật Thực hiện dân chủ ở cơ sở năm 2022" in text
    assert "họp cộng đồng dân cư" in text


def test_one_person_in_both_posts_is_said():
    assert "Một người giữ cả hai chức danh" in words(word_file(matter.agreement(replace(SHORT, front=SHORT.head))))
    assert "Một người" not in words(word_file(matter.agreement(SHORT)))


@given(
    title=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=300)
)
def test_any_title_can_be_printed(title):
    sheet = matter.proposal(replace(SHORT, title=title))
    assert html_page(sheet)
    assert word_file(sheet).startswith(b"PK")
