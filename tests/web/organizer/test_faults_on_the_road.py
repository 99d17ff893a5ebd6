"""What goes wrong on the road of a matter, at its pages: each is a clear sentence, and nothing is half-done.

The verifier refuses a book that contains it: `tests/museum/crimes_road.py`.
"""

import io
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from screens.papers import PDF, PNG
from village.life import YES, Village
from village.people import PASSWORD, VILLAGE
from village.road import Walk

from voting.services.matters.terms import Mark
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role
from web.client import Reader, submit, token
from web.organizer.test_matters import TEAM, announce, at, classify, here, proposed, step, to_notice

__all__ = ["at"]
NOT_NOW = "Bước này đã ghi rồi, hoặc chưa đến lượt. Trang này cho biết việc đang ở đâu."
FIELDS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "thong-nhat": ("head", {}),
    "xa-nhan-bao-cao": ("commune", {"to": "commune"}),
    "lap-to": ("head", TEAM),
    "chot-danh-sach": ("team", {}),
    "hinh-thuc": ("team", {"way": "visits", "in_favour": "5", "against": "0"}),
    "bien-ban": ("team", {"opinions": ""}),
    "quyet-dinh": ("head", {}),
    "niem-yet": ("head", {"until": "2027-03-01"}),
    "xa-nhan-ket-qua": ("commune", {"to": "commune"}),
    "da-lam": ("head", {"words": "Đã làm."}),
    "bao-cao": ("head", {"words": "Đã xong."}),
    "moi-hop": ("head", {"day": "2026-12-20", "hour": "19:30", "place": "Nhà văn hóa"}),
    "cong-nhan": ("head", {"recognised": "1", "reason": "Số 1"}),
    "chuyen": ("head", {"channel": "meeting", "reason": "Bà con muốn họp"}),
}
"""Steps that are not the first after a proposal: whose they are, and a form of theirs that is filled in right."""


@pytest.mark.parametrize("slug", FIELDS)
def test_a_whole_form_sent_by_hand_before_its_time_is_told_so(at, own_village: Village, slug: str) -> None:
    who, fields = FIELDS[slug]
    matter = proposed(at("head"))
    before = own_village.raws()
    csrf = token(at(who).get("/mat-khau").text)
    data = {"csrf_token": csrf, "number": "a-number-made-up-by-hand", **fields}
    answer = at(who).post(here(matter, slug), data=data, follow_redirects=True)
    assert (answer.status_code, answer.request.path) == (200, here(matter))
    assert NOT_NOW in Reader(answer.text).text
    assert own_village.raws() == before
    assert own_village.services.matters.get(matter).marks == (Mark.PROPOSED,)


def number_on(page: str) -> str:
    """The one-time number of the form on a page."""
    found = re.search(r'name="number"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def teams(village: Village) -> int:
    """How many teams the commune's book has seen set up."""
    return [entry.type for entry in village.entries()].count("matter-team")


def second_head(village: Village) -> None:
    """A deputy with the head's office, beside the head."""
    account = NewAccount("vai.deputy", "Trần Văn Phó", PASSWORD, (Grant(Role.HEAD, VILLAGE, "Phó trưởng thôn"),))
    village.services.accounts.add(village.actors["admin"], account)


def test_two_heads_who_set_up_a_team_at_once_set_up_one(at, own_app: Flask, own_village: Village) -> None:
    second_head(own_village)
    walk = Walk(own_village).propose("Giờ thu gom rác mới").walk("inform")
    address, before = here(walk.id, "lap-to"), teams(own_village)
    heads = [at("head"), at("deputy")]
    pages = [one.get(address).text for one in heads]
    forms = [
        {"csrf_token": token(page), "number": number_on(page), **TEAM, "members-2-name": f"Đỗ Thị Lan {n}"}
        for n, page in enumerate(pages)
    ]
    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(one.post, address, data=form) for one, form in zip(heads, forms, strict=True)]
    assert {one.result().headers["Location"] for one in sent} == {here(walk.id)}
    assert teams(own_village) == before + 1
    said = [Reader(one.get(here(walk.id)).text).text for one in heads]
    assert [("Đã ghi." in one) for one in said].count(True) == 1
    assert any(NOT_NOW in one or "Việc này đã làm rồi" in one for one in said)


def test_the_heads_account_is_closed_and_the_deputy_goes_on(at, own_village: Village) -> None:
    second_head(own_village)
    walk = Walk(own_village).propose("Giờ thu gom rác mới").walk("inform")
    head, address, before = at("head"), here(walk.id, "lap-to"), teams(own_village)
    page = head.get(address).text
    own_village.services.accounts.deactivate(own_village.actors["admin"], own_village.actors["head"].account_id)
    refused = head.post(address, data={"csrf_token": token(page), "number": number_on(page), **TEAM})
    assert "/dang-nhap" in refused.headers.get("Location", "") or refused.status_code in {401, 403}
    assert teams(own_village) == before
    step(at("deputy"), walk.id, "lap-to", **TEAM)
    assert teams(own_village) == before + 1


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        ("giay-ky-nhan.png", "image/png", b"<html><script>alert(1)</script></html>"),
        ("giay-ky-nhan.pdf", "application/pdf", PNG),
        ("giay-ky-nhan.png", "image/png", PDF),
        ("giay-ky-nhan.exe", "application/pdf", b"MZ\x90\x00"),
        ("giay-ky-nhan.png", "image/png", b""),
    ],
)
def test_a_paper_that_is_not_what_its_name_says_is_refused_at_its_field(
    at, own_village: Village, name: str, kind: str, content: bytes
) -> None:
    walk = Walk(own_village).propose("Giờ thu gom rác mới").walk("agree")
    before, address = own_village.raws(), here(walk.id, "bao-cao-xa")
    page = at("head").get(address).text
    form = {"number": number_on(page), "to": "commune-front", "proof": (io.BytesIO(content), name, kind)}
    answer = submit(at("head"), address, form)
    assert answer.status_code == 422, "refused where it was chosen"
    assert 'class="fault"' in answer.text
    assert own_village.raws() == before
    assert Mark.INFORMED_FRONT not in own_village.services.matters.get(walk.id).marks


def test_a_result_just_before_tet_is_due_at_the_commune_after_it(at, own_village: Village) -> None:
    own_village.clock.now = datetime(2027, 2, 2, 1, 0, tzinfo=UTC)  # Tuesday; days off from Thursday to Wednesday
    walk = Walk(own_village).propose("Giờ thu gom rác mới").walk("poll")
    vote = walk.open(lasts_h=10)
    own_village.cast_all(vote, (YES, YES, YES))
    own_village.close(vote)
    own_village.count(vote)
    page = Reader(at("head").get(here(walk.id)).text).text
    assert "Gửi kết quả cho xã chậm nhất ngày 16/02/2027." in page


def test_a_server_whose_clock_went_back_takes_the_step_in_order(at, own_village: Village) -> None:
    matter = proposed(at("head"))
    own_village.clock.move(minutes=-50)
    classify(at("head"), matter)
    step(at("head"), matter, "thong-nhat")
    times = [entry.at for entry in own_village.entries()]
    assert times == sorted(times)
    assert Mark.AGREED_HEAD in own_village.services.matters.get(matter).marks


def test_what_was_announced_is_not_edited_any_more(at, own_village: Village) -> None:
    matter = proposed(at("head"))
    to_notice(at, matter)
    vote = announce(at, matter, own_village)
    before = own_village.services.publication.election(vote)
    size = len(own_village.raws())
    form = f"/quan-ly/{VILLAGE}/bieu-quyet/moi"
    assert at("head").get(f"{form}?viec={matter}").status_code == 302, "no second form for what was announced"
    closes = own_village.clock() + timedelta(days=4)
    other = {
        "matter": matter, "title": "Việc khác hẳn", "questions-0-text": "Làm việc khác hẳn?", "opens": "now",
        "closes_day": f"{closes:%Y-%m-%d}", "closes_at": "20:00", "helper": "Bà Lê Thị Mận", "phone": "0912 345 678",
    }  # fmt: skip
    sent = {"csrf_token": token(at("head").get("/mat-khau").text), "number": "by-hand", "act": "review", **other}
    answer = at("head").post(form, data=sent)
    assert answer.status_code == 422
    assert "Chưa có việc nào đến bước ra thông báo." in Reader(answer.text).text
    assert own_village.services.publication.election(vote) == before
    assert len(own_village.raws()) == size
