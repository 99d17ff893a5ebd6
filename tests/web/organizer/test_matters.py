"""A matter walked through its pages, each step by the official who is offered it."""

import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from screens.papers import PNG
from village.life import NO, YES, Village
from village.people import VILLAGE

from voting.services.matters.terms import Mark
from voting.services.oversight.petitions import NewPetition
from web.client import Reader, hidden, sign_in, submit, token

PROPOSE = f"/quan-ly/{VILLAGE}/de-xuat"
WORDS = {
    "title": "Giờ thu gom rác của thôn",
    "description": "Xe rác của xã đổi giờ.",
    "questions": "Thu gom rác lúc 6 giờ sáng có được không?",
}
KEYS = ("contribution", "community-money", "village-rules", "persons", "beyond-village")
TEAM = {
    "members-0-name": "Lê Thị Mận", "members-0-front": "y",
    "members-1-name": "Phạm Văn Đủ", "members-1-village": "y", "members-1-households": "y",
    "members-2-name": "Đỗ Thị Lan", "members-2-it": "y",
    "leader": "1",
}  # fmt: skip


@pytest.fixture
def at(own_app: Flask):
    """The browser of each official, signed in when first needed."""
    clients: dict[str, FlaskClient] = {}

    def client(role: str) -> FlaskClient:
        return clients.setdefault(role, clients.get(role) or sign_in(own_app, f"vai.{role}"))

    client.days_later = clients.clear
    return client


def photo(name: str = "da-nhan.png") -> tuple[io.BytesIO, str, str]:
    return io.BytesIO(PNG), name, "image/png"


def proposed(client: FlaskClient, **change: str) -> str:
    answer = submit(client, PROPOSE, WORDS | change)
    assert answer.status_code == 302, Reader(answer.text).text
    return answer.headers["Location"].split("/viec/")[1].partition("/")[0]


def here(matter: str, step: str = "") -> str:
    own = step in {"", "xep-loai", "xac-nhan"}
    return f"/quan-ly/viec/{matter}" + (f"/{'' if own else 'buoc/'}{step}" if step else "")


def classify(client: FlaskClient, matter: str, *yes: str) -> str:
    """The answers one after the other; the text of the page that follows."""
    address = here(matter, "xep-loai")
    for number, key in enumerate(KEYS, 1):
        page = client.get(address).text
        assert f"Câu {number} trong 5" in page
        assert f'name="{key}"' in page
        address += f"{'&' if '?' in address else '?'}{key}={'co' if key in yes else 'khong'}"
    answer = submit(client, address, {})
    assert answer.headers["Location"] == here(matter)
    return Reader(client.get(here(matter)).text).text


def step(client: FlaskClient, matter: str, slug: str, **fields: object) -> None:
    """A step's form, filled in and accepted."""
    assert here(matter, slug) in client.get(here(matter)).text, f"{slug} is not offered"
    answer = submit(client, here(matter, slug), fields)
    assert answer.status_code == 302, Reader(answer.text).text


def to_notice(at, matter: str) -> None:
    """The steps from the classification to the poll."""
    classify(at("head"), matter)
    step(at("head"), matter, "thong-nhat")
    step(at("front"), matter, "thong-nhat")
    step(at("head"), matter, "bao-cao-xa", to="commune-front", proof=photo())
    step(at("commune"), matter, "xa-nhan-bao-cao", to="commune")
    step(at("head"), matter, "lap-to", **TEAM)
    step(at("team"), matter, "chot-danh-sach")
    step(at("team"), matter, "hinh-thuc", way="group", in_favour="4", against="1", proof=photo())


def looked_over(at, matter: str, village: Village) -> str:
    """The notice with its times and helper, typed and not yet given; the address of the last look."""
    head = at("head")
    address = f"/quan-ly/{VILLAGE}/bieu-quyet/moi?viec={matter}"
    assert address.replace("&", "&amp;") in head.get(here(matter)).text
    page = head.get(address).text
    assert WORDS["questions"] in page
    closes = village.clock() + timedelta(hours=7, days=3)
    fields = {
        "matter": matter, "title": WORDS["title"], "description": WORDS["description"],
        "questions-0-text": WORDS["questions"], "opens": "now", "closes_day": f"{closes:%Y-%m-%d}",
        "closes_at": f"{closes:%H:%M}", "helper": "Bà Lê Thị Mận", "phone": "0912 345 678", "act": "review",
        "csrf_token": token(page), "number": re.search(r'name="number"[^>]*value="([^"]+)"', page)[1],
    }  # fmt: skip
    return head.post(f"/quan-ly/{VILLAGE}/bieu-quyet/moi", data=fields).headers["Location"]


def announce(at, matter: str, village: Village) -> str:
    """Looked over and opened; the uuid of the vote."""
    opened = submit(at("head"), looked_over(at, matter, village), {"act": "open"}).headers["Location"]
    return opened.rsplit("/", 1)[1]


def test_from_the_proposal_to_the_commune_by_what_the_page_offers(at, own_village: Village) -> None:
    matter = proposed(at("head"))
    to_notice(at, matter)
    uuid = announce(at, matter, own_village)
    assert own_village.services.matters.get(matter).vote == uuid
    own_village.cast_all(uuid, (YES, YES, YES, NO))
    own_village.close(uuid)
    at.days_later()
    head, team = at("head"), at("team")
    assert here(matter, "bien-ban") not in team.get(here(matter)).text
    own_village.count(uuid)
    step(team, matter, "bien-ban", opinions="Nên thu cả ngày lễ.")
    step(head, matter, "quyet-dinh")
    step(head, matter, "niem-yet", until=f"{own_village.clock() + timedelta(days=40):%Y-%m-%d}")
    step(head, matter, "gui-xa", to="commune-front", proof=photo())
    step(at("commune"), matter, "xa-nhan-ket-qua", to="commune")
    step(head, matter, "da-lam", words="Đã báo giờ mới cho xe rác")
    step(head, matter, "bao-cao", words="Bà con thực hiện tốt")
    public = Reader(own_village_page(at, matter)).text
    assert "Đã báo cáo kết quả thực hiện" in public
    assert Mark.REPORTED in own_village.services.matters.get(matter).marks


def own_village_page(at, matter: str) -> str:
    return at("board").get(f"/viec/{matter}").text


def test_a_contribution_is_stopped_kindly_with_article_and_channel(at) -> None:
    matter = proposed(at("head"), title="Lắp camera", questions="Mỗi hộ đóng 100.000 đồng để lắp camera?")
    page = classify(at("head"), matter, "contribution")
    assert "không được biểu quyết trực tuyến" in page
    assert "khoản 1 Điều 15 Luật Thực hiện dân chủ ở cơ sở năm 2022" in page
    assert here(matter, "moi-hop") in at("head").get(here(matter)).text
    assert here(matter, "thong-nhat") not in at("head").get(here(matter)).text


def test_a_meetings_outcome_needs_two_people(at, own_village: Village) -> None:
    head, front = at("head"), at("front")
    matter = proposed(head)
    classify(head, matter, "community-money")
    day = own_village.clock() + timedelta(days=4)
    step(head, matter, "moi-hop", day=f"{day:%Y-%m-%d}", hour="19:30", place="Nhà văn hóa thôn")
    counted = {"showing": "hands", "present": "5", "in_favour": "4", "against": "1", "other": "0"}
    step(front, matter, "ket-qua-hop", **counted, proof=photo())
    assert "Các số này đúng" not in front.get(here(matter)).text
    seen = hidden(head.get(here(matter)).text, "seen")
    answer = submit(head, here(matter), {"seen": seen}, here(matter, "xac-nhan"))
    assert answer.status_code == 302
    assert Mark.PASSED in own_village.services.matters.get(matter).marks


def test_who_has_nothing_to_do_is_told_so_and_who_is_awaited_is_named(at) -> None:
    matter = proposed(at("head"))
    page = Reader(at("board").get(here(matter)).text).text
    assert "Ông/bà không phải làm gì lúc này." in page
    assert "Trưởng thôn / Tổ trưởng" not in page, "the village's own word alone"
    assert "Trưởng thôn. " in page, "who did it, by the title that a village has"


@pytest.mark.parametrize("slug", ["thong-nhat", "lap-to", "chot-danh-sach", "quyet-dinh"])
def test_a_step_before_its_time_shows_the_matter(at, slug: str, own_village: Village) -> None:
    matter = proposed(at("head"))
    who = "team" if slug == "chot-danh-sach" else "head"
    answer = at(who).get(here(matter, slug))
    assert (answer.status_code, answer.headers["Location"]) == (302, here(matter))
    sent = at(who).post(
        here(matter, slug), data={"csrf_token": token(at(who).get(PROPOSE if who == "head" else "/mat-khau").text)}
    )
    assert sent.status_code in {302, 422}
    assert own_village.services.matters.get(matter).marks == (Mark.PROPOSED,)


def test_another_office_may_not_take_a_step_by_hand(at, own_village: Village) -> None:
    matter = proposed(at("head"))
    assert at("team").get(here(matter, "thong-nhat")).status_code == 403
    assert at("commune").get(here(matter, "xep-loai")).status_code == 403
    assert at("board").get(PROPOSE).status_code == 403


def test_what_was_typed_stays_after_a_fault(at) -> None:
    answer = submit(at("head"), PROPOSE, WORDS | {"questions": "Không thu gom rác buổi sáng?"})
    assert answer.status_code == 422
    assert "Không thu gom rác buổi sáng?" in answer.text
    assert 'id="errors"' in answer.text


def test_a_team_without_its_kinds_is_refused_in_words(at) -> None:
    matter = proposed(at("head"))
    classify(at("head"), matter)
    step(at("head"), matter, "thong-nhat")
    step(at("front"), matter, "thong-nhat")
    for to in ("commune", "commune-front"):
        step(at("commune"), matter, "xa-nhan-bao-cao", to=to)
    answer = submit(at("head"), here(matter, "lap-to"), {**TEAM, "members-2-it": ""})
    assert answer.status_code == 422
    assert "bốn thành phần" in Reader(answer.text).text


def test_a_papers_page_prints_and_carries_no_script(at) -> None:
    matter = proposed(at("head"))
    page = at("board").get(f"/viec/{matter}")
    addresses = re.findall(rf"/viec/{matter}/giay/\d+", page.text)
    answer = at("board").get(addresses[0])
    assert answer.content_type == "text/html; charset=utf-8"
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert re.search(r"style-src 'sha256-[A-Za-z0-9+/=]{44}'", answer.headers["Content-Security-Policy"])
    assert "Về việc: Giờ thu gom rác của thôn" in answer.text
    assert at("board").get(addresses[1]).data.startswith(b"PK")


def test_a_private_paper_is_for_officials_of_the_village(at, own_app: Flask) -> None:
    matter = proposed(at("head"))
    classify(at("head"), matter)
    step(at("head"), matter, "thong-nhat")
    step(at("front"), matter, "thong-nhat")
    step(at("head"), matter, "bao-cao-xa", to="commune-front", proof=photo())
    papers = re.findall(rf"/viec/{matter}/giay/\d+", at("head").get(here(matter)).text)
    shown = re.findall(rf"/viec/{matter}/giay/\d+", own_app.test_client().get(f"/viec/{matter}").text)
    (private,) = set(papers) - set(shown)
    assert own_app.test_client().get(private).status_code == 403
    assert at("team").get(private).data == PNG


def test_the_same_proposal_sent_twice_is_one(at, own_village: Village) -> None:
    page = at("head").get(PROPOSE).text
    number = re.search(r'name="number"[^>]*value="([^"]+)"', page)[1]
    fields = WORDS | {"csrf_token": token(page), "number": number}
    first, second = (at("head").post(PROPOSE, data=fields).headers["Location"] for _ in range(2))
    assert first == second
    assert proposed(at("head")) == first.split("/")[-2], "from another tab"
    assert len([one for one in own_village.services.matters.page(VILLAGE) if one.title == WORDS["title"]]) == 1


def test_the_head_goes_on_at_once_with_what_belongs_to_the_same_sitting(at, own_village: Village) -> None:
    head = at("head")
    began = submit(head, PROPOSE, WORDS).headers["Location"]
    matter = began.split("/viec/")[1].partition("/")[0]
    assert began == here(matter, "xep-loai")
    answers = "&".join(f"{key}=khong" for key in KEYS)
    result = f"{here(matter, 'xep-loai')}?{answers}"
    page = head.get(result).text
    assert "Ông/bà thống nhất biểu quyết trực tuyến?" in page
    sent = {
        "csrf_token": token(page),
        "number": re.search(r'name="number"[^>]*value="([^"]+)"', page)[1],
        "act": "agree",
    }
    for _sent in range(2):
        assert head.post(result, data=sent).headers["Location"] == here(matter)
    marks = own_village.services.matters.get(matter).marks
    assert [one.value for one in marks].count("agreed-head") == 1
    step(at("front"), matter, "thong-nhat")
    informed = submit(head, here(matter, "bao-cao-xa"), {"to": "commune-front", "proof": photo()}).headers["Location"]
    assert informed == here(matter, "bao-cao-xa"), "the other body of the commune"
    informed = submit(head, informed, {"to": "commune", "proof": photo()}).headers["Location"]
    assert informed == here(matter, "lap-to")


def test_a_matter_that_is_not_for_online_voting_asks_nobody_to_agree(at) -> None:
    head = at("head")
    matter = proposed(head)
    answers = "&".join(f"{key}={'co' if key == KEYS[0] else 'khong'}" for key in KEYS)
    page = head.get(f"{here(matter, 'xep-loai')}?{answers}").text
    assert "Ông/bà thống nhất biểu quyết trực tuyến?" not in page
    assert "Ghi kết quả xếp loại" in page


def test_the_team_is_suggested_from_who_serves_and_what_was_typed_stays(at, own_village: Village) -> None:
    matter = proposed(at("head"))
    classify(at("head"), matter)
    step(at("head"), matter, "thong-nhat")
    step(at("front"), matter, "thong-nhat")
    for to in ("commune-front", "commune"):
        step(at("commune"), matter, "xa-nhan-bao-cao", to=to)
    page = at("head").get(here(matter, "lap-to")).text
    front, team = own_village.actors["front"].name, own_village.actors["team"].name
    assert re.search(rf'name="members-0-name"[^>]*value="{front}"', page)
    assert re.search(rf'name="members-1-name"[^>]*value="{team}"', page)
    faulty = submit(
        at("head"), here(matter, "lap-to"), {**TEAM, "members-1-name": "Người khác", "members-2-it": ""}
    ).text
    assert re.search(r'name="members-1-name"[^>]*value="Người khác"', faulty)
    assert team not in faulty


def test_the_notice_is_there_as_a_draft_before_it_is_given_and_nothing_is_written(at, own_village: Village) -> None:
    matter = proposed(at("head"))
    to_notice(at, matter)
    review = looked_over(at, matter, own_village)
    before = own_village.raws()
    assert f"{review}/thong-bao" in at("head").get(review).text
    draft = at("head").get(f"{review}/thong-bao")
    said = Reader(draft.text).text.replace("\xa0", " ")
    assert "DỰ THẢO" in said
    assert "Cần giúp, xin gọi: Bà Lê Thị Mận, điện thoại 0912 345 678." in said
    assert "Mã giấy" not in said
    assert own_village.raws() == before
    assert at("team").get(f"{review}/thong-bao").status_code in {403, 404}
    submit(at("head"), review, {"act": "open"})
    assert at("head").get(f"{review}/thong-bao").status_code == 302


def test_a_petition_stands_on_the_officials_page_of_its_matter_with_its_last_day_and_late_it_says_so(at, own_village):
    """Whoever opens the matter to work on it sees the fifteen days of Art. 24(4) run, as anyone does."""
    matter = proposed(at("head"))
    assert "Kiến nghị" not in at("head").get(here(matter)).text
    petitions = own_village.services.petitions
    petitions.hand_in(matter, NewPetition("commune", "procedure", "Bà con chưa được báo trước."), "0" * 16)
    (one,) = petitions.about(matter)
    shown = Reader(at("team").get(here(matter)).text).text
    assert f"Nơi trả lời: Ủy ban nhân dân xã, chậm nhất ngày {one.last:%d/%m/%Y}" in shown
    assert "Quá hạn, chưa trả lời" not in shown
    own_village.clock.move(days=40)
    at.days_later()
    assert "Quá hạn, chưa trả lời" in Reader(at("head").get(here(matter)).text).text
