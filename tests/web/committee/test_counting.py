"""The committee: seats, keys once each, and each member's part of the opening."""

import json

from flask import Flask
from village.life import Village
from village.people import VILLAGE

from web.client import sign_in, submit, token

FORM, KEY = f"/kiem-phieu/{VILLAGE}/lap", f"/kiem-phieu/{VILLAGE}"


def test_three_to_five_members(own_app: Flask, own_village: Village) -> None:
    head = sign_in(own_app, "vai.head")
    ids = [own_village.actors[login].account_id for login in ("dem.mot", "dem.hai", "dem.ba", "counting")]
    few = submit(head, FORM, {"members": ids[:2], "needed": "all"})
    assert few.status_code == 422
    assert few.text.count("Hãy chọn từ 3 đến 5 thành viên.") == 2
    assert few.text.count("checked") == 3, "two members, and how many are needed"
    assert submit(head, FORM, {"members": ids, "needed": "all"}).status_code == 302
    assert "0/4 thành viên đã có thẻ kiểm phiếu" in head.get(f"/quan-ly/{VILLAGE}").text


def test_a_member_publishes_one_key(own_app: Flask, own_village: Village) -> None:
    ids = [own_village.actors[login].account_id for login in own_village.seeds]
    submit(sign_in(own_app, "vai.head"), FORM, {"members": ids, "needed": "all"})
    member = sign_in(own_app, "dem.mot")
    page = member.get(KEY).text
    assert 'data-committee="key"' in page
    headers = {"X-CSRFToken": token(page), "Content-Type": "application/json"}
    message = own_village.seeds["dem.mot"].key_message
    assert member.post(f"{KEY}/khoa", data=b'{"pok":1}', headers=headers).status_code == 409
    assert member.post(f"{KEY}/khoa", data=message, headers=headers).json == {"complete": False}
    assert "đã tạo xong" in member.get(KEY).text
    assert member.post(f"{KEY}/khoa", data=message, headers=headers).status_code == 409


def test_someone_who_is_not_seated_is_told_so(own_app: Flask) -> None:
    assert "chưa có tên trong ban kiểm phiếu" in sign_in(own_app, "vai.counting").get(KEY).text


def test_a_member_whose_account_does_not_open_is_helped_from_another(own_app: Flask, own_village: Village) -> None:
    uuid, waiting = own_village.votes["counting"], ("dem.hai", "dem.ba")
    spare, done = sign_in(own_app, "vai.counting"), sign_in(own_app, "dem.mot")
    task = own_village.services.counting.task(own_village.actors["dem.mot"], uuid)
    page = spare.get(f"/mo-phieu/{uuid}").text
    assert "Gửi giúp phần của thành viên khác" in page
    assert f'data-public-keys="{" ".join(task.public_keys)}"' in page
    assert "data-public-keys" not in done.get(f"/mo-phieu/{uuid}").text, "their own part is done"
    assert "data-public-keys" in done.get(f"/mo-phieu/{uuid}?giup=1").text
    for login in waiting:
        part = own_village.seeds[login].partial_decryption(task.election.encode(), task.encrypted_tally.encode())
        answer = spare.post(f"/mo-phieu/{uuid}/phan", data=part, headers={"X-CSRFToken": token(page)})
        assert answer.status_code == 200, answer.text
    assert own_village.services.votes.get(uuid).state == "decided"


def test_while_votes_are_counted_the_head_can_still_cancel(own_app: Flask, own_village: Village) -> None:
    uuid, head = own_village.votes["counting"], sign_in(own_app, "vai.head")
    assert f"/dieu-hanh/{uuid}/huy" in head.get(f"/dieu-hanh/{uuid}").text
    assert submit(head, f"/dieu-hanh/{uuid}/huy", {"reason": "Câu hỏi sai", "sure": "y"}).status_code == 302
    assert "Đã hủy" in head.get(f"/dieu-hanh/{uuid}").text


def test_the_last_part_makes_the_result_appear(own_app: Flask, own_village: Village) -> None:
    uuid = own_village.votes["counting"]
    page = f"/mo-phieu/{uuid}"
    election = own_village.services.publication.election(uuid)
    for login, decided in (("dem.hai", False), ("dem.ba", True)):
        member = sign_in(own_app, login)
        text = member.get(page).text
        assert 'data-committee="count"' in text
        headers = {"X-CSRFToken": token(text), "Content-Type": "application/json"}
        assert member.post(f"{page}/phan", data=b"{}", headers=headers).json["code"] == "invalid"
        tally = member.get(f"{page}/tong").data
        part = own_village.seeds[login].partial_decryption(election, tally)
        assert member.post(f"{page}/phan", data=part, headers=headers).json["decided"] is decided
        assert "data-committee" not in member.get(page).text
    assert "Không thông qua: “Đồng ý” được 2/5 hộ" in member.get(f"/bieu-quyet/{uuid}").text


def test_nothing_is_opened_before_closing(own_app: Flask, own_village: Village) -> None:
    answer = sign_in(own_app, "dem.mot").get(f"/mo-phieu/{own_village.votes['open']}")
    assert answer.status_code == 409
    assert "chưa đóng" in answer.text


def test_a_part_of_any_size_is_read_no_further_than_allowed(own_app: Flask, own_village: Village) -> None:
    member = sign_in(own_app, "dem.hai")
    page = f"/mo-phieu/{own_village.votes['counting']}"
    headers = {"X-CSRFToken": token(member.get(page).text), "Content-Type": "application/json"}
    answer = member.post(f"{page}/phan", data=json.dumps("x" * 300_000), headers=headers)
    assert (answer.status_code, answer.json["code"]) == (413, "too-large")
