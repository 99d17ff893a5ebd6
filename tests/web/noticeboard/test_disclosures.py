"""What is made public through the pages: said by the head in one form, read by anyone, taken down with its list."""

from datetime import timedelta
from io import BytesIO

from fixtures.pictures import camera_jpeg
from flask import Flask
from village.life import Village
from village.people import COMMUNE, VILLAGE

from voting.law.periods import day_of
from web.client import Reader, sign_in, submit

PAGE = f"/quan-ly/{VILLAGE}/cong-khai"
NAMES = b"%PDF-1.4 Nguyen Van Ngheo"


def fields(village: Village, **more: object) -> dict[str, object]:
    day = day_of(village.clock()).isoformat()
    title = "Hộ nghèo năm 2026 của thôn"
    return {"item": "7", "title": title, "decided": day, "first": day, "forms": ["posting", "loudspeaker"], **more}


def test_a_list_hangs_for_everyone_to_see_until_it_is_taken_down(own_app: Flask, own_village: Village) -> None:
    head, stranger, register = sign_in(own_app, "vai.head"), own_app.test_client(), f"/thon/{VILLAGE}/cong-khai"
    assert f'href="{PAGE}"' in head.get(f"/quan-ly/{VILLAGE}").text
    assert f'href="{register}"' in stranger.get(f"/thon/{VILLAGE}").text
    sent = submit(head, f"{PAGE}/moi", fields(own_village, document=(BytesIO(NAMES), "ds.pdf", "application/pdf")))
    assert (sent.status_code, sent.headers["Location"]) == (302, PAGE)
    seen = Reader(stranger.get(register).text).text
    assert "Hộ nghèo năm 2026 của thôn" in seen
    assert "Đọc loa: từ ngày" in seen
    told = stranger.get(f"/thon/{VILLAGE}/ban-tin.xml").text
    assert "Công khai mục 7, Điều 11: Hỗ trợ, vay vốn" in told
    assert "Hộ nghèo năm 2026" not in told, "a feed is kept by others for longer than a list may hang"
    (one,) = own_village.services.registers.of_village(VILLAGE, 1)
    paper = f"/xa/{COMMUNE}/cong-khai/{one.id}/van-ban/1"
    shown = stranger.get(paper)
    assert (shown.data, shown.headers["Cache-Control"]) == (NAMES, "no-store")
    assert submit(head, f"{PAGE}/{one.id}/ket-thuc", {"reason": " "}).status_code == 422
    assert submit(head, f"{PAGE}/{one.id}/ket-thuc", {"reason": "Thiếu một hộ"}).status_code == 302
    seen = Reader(stranger.get(register).text).text
    assert "Hộ nghèo năm 2026 của thôn" not in seen
    assert "Lý do: Thiếu một hộ" in seen
    assert stranger.get(paper).status_code == 404


def test_faults_stand_at_their_fields_and_what_was_typed_stays(own_app: Flask, own_village: Village) -> None:
    head, tomorrow = sign_in(own_app, "vai.head"), day_of(own_village.clock()) + timedelta(days=1)
    faulty = submit(head, f"{PAGE}/moi", fields(own_village, item="5", first=tomorrow.isoformat()))
    assert faulty.status_code == 422
    assert all(words in faulty.text for words in ("Ngày này chưa đến.", "Mục này không công khai bằng cách ấy", "2026"))
    assert submit(head, f"{PAGE}/moi", {"title": "Chỉ có tên"}).status_code == 422
    assert list(own_village.services.registers.of_village(VILLAGE, 1)) == []


def test_the_boards_photograph_is_checked_and_shown_without_its_place(own_app: Flask, own_village: Village) -> None:
    head = sign_in(own_app, "vai.head")
    submit(head, f"{PAGE}/moi", fields(own_village, item="5", forms=["posting"]))
    (one,) = own_village.services.registers.of_village(VILLAGE, 1)
    page, day = f"{PAGE}/{one.id}/them", day_of(own_village.clock()).isoformat()
    for content, kind, status in ((b"GIF89a", "image/gif", 422), (camera_jpeg(), "image/jpeg", 302)):
        sent = submit(head, page, {"first": day, "photo": (BytesIO(content), "bang.jpg", kind)})
        assert sent.status_code == status
    picture = own_app.test_client().get(f"/xa/{COMMUNE}/cong-khai/{one.id}/anh/1")
    assert (picture.status_code, b"GPS" in picture.data) == (200, False)


def test_the_communes_register_is_its_offices(own_app: Flask) -> None:
    assert sign_in(own_app, "vai.head").get("/can-bo/cong-khai").status_code == 403
    assert sign_in(own_app, "vai.commune").get("/can-bo/cong-khai/moi").status_code == 403  # of one village
    assert own_app.test_client().get(f"/xa/{COMMUNE}/cong-khai").status_code == 200
