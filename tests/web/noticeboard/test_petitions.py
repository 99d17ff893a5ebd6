"""A petition about a matter through the pages: sent by anyone, answered at a desk, read by its sender alone."""

from flask import Flask
from village.life import Village
from village.road import Walk

from voting.web.door.limits import PETITIONS
from web.client import Reader, sign_in, submit

WORDS = "Ngõ 3 không được báo trước ngày họp."
FIELDS = {"to": "commune", "about": "procedure", "words": WORDS, "sender": "Bà Lê Thị Hồng", "number": "6b1f"}


def test_sent_without_an_account_answered_at_the_desk_and_read_by_its_sender(
    own_app: Flask, own_village: Village
) -> None:
    matter = Walk(own_village).propose("Giờ yên tĩnh").id
    stranger = own_app.test_client()
    assert f'href="/viec/{matter}/kien-nghi"' in stranger.get(f"/viec/{matter}").text
    sent = submit(stranger, f"/viec/{matter}/kien-nghi", FIELDS)
    assert sent.status_code == 302
    mine = sent.headers["Location"]
    assert submit(stranger, f"/viec/{matter}/kien-nghi", FIELDS).headers["Location"] == mine, "sent twice it is one"
    assert "Kiến nghị đã được ghi nhận" in stranger.get(mine).text
    assert stranger.get(mine).headers["Cache-Control"] == "no-store"
    commune = sign_in(own_app, "vai.commune")
    place = f"/giam-sat/kien-nghi/{matter}/1"
    assert f'href="{place}"' in commune.get("/ban-lam-viec").text
    assert WORDS in commune.get(place).text
    assert submit(commune, place, {"answer": " "}).status_code == 422
    assert submit(commune, place, {"answer": "Xã đã xem: giấy báo dán từ ngày 2/11."}).status_code == 302
    assert f'href="{place}"' not in commune.get("/ban-lam-viec").text
    assert "giấy báo dán từ ngày 2/11" in own_app.test_client().get(mine).text
    public = own_app.test_client().get(f"/viec/{matter}").text
    assert "Đã có 1 kiến nghị về việc này." in Reader(public).text
    assert not any(word in public for word in (WORDS, "Hồng", "giấy báo", mine))


def test_passed_on_it_is_another_offices(own_app: Flask, own_village: Village) -> None:
    matter = Walk(own_village).propose("Giờ yên tĩnh").id
    submit(own_app.test_client(), f"/viec/{matter}/kien-nghi", FIELDS)
    commune, board = sign_in(own_app, "vai.commune"), sign_in(own_app, "vai.board")
    place = f"/giam-sat/kien-nghi/{matter}/1"
    assert board.get(place).status_code == 403
    assert submit(commune, place, {"to": "inspection"}, f"{place}/chuyen").headers["Location"] == "/ban-lam-viec"
    assert commune.get(place).status_code == 403
    assert WORDS in board.get(place).text
    assert sign_in(own_app, "vai.head").get(place).status_code == 403


def test_what_was_typed_stays_after_a_fault_and_when_too_many_come_from_one_place(
    own_app: Flask, own_village: Village
) -> None:
    matter = Walk(own_village).propose("Giờ yên tĩnh").id
    page, stranger = f"/viec/{matter}/kien-nghi", own_app.test_client()
    faulty = submit(stranger, page, FIELDS | {"to": ""})
    assert faulty.status_code == 422
    assert WORDS in faulty.text
    stranger.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    answers = [submit(stranger, page, FIELDS | {"number": str(n)}) for n in range(PETITIONS + 1)]
    assert [one.status_code for one in answers] == [302] * PETITIONS + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert WORDS in answers[-1].text
    assert len(own_village.services.petitions.about(matter)) == PETITIONS
