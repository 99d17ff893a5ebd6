"""Passkeys over HTTP, with a device of our own that hands in anything: what is believed, and what is refused alike."""

import html
import json
import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from village.device import PRESENT, VERIFIED, Device
from village.life import Village
from village.people import COMMUNE, PASSWORD, VILLAGE
from werkzeug.test import TestResponse

from voting.services.people.accounts import NewAccount
from voting.services.people.passkeys import ChallengeOver, WrongPasskey
from voting.web.app import create_app
from voting.web.door.passkeys import Handed, Purpose, to_make
from web.client import Reader, sign_in, submit, token

ADD, LIST, SIGN_IN = "/khoa-truy-cap/them", "/khoa-truy-cap", "/dang-nhap"
ADMIN = "quan.tri"
NOT_HERE, OVER, COPIED = "không dùng được ở đây", "đã dùng, hoặc để quá 5 phút", "có thể đã bị chép sang máy khác"


def asked(page: str) -> str:
    """What the page asks the device for."""
    found = re.search('data-asked="([^"]+)"', page)
    assert found, page
    return html.unescape(found[1])


def added(client: FlaskClient, device: Device, name: str = "Điện thoại của tôi") -> None:
    """The official of this browser adds the device's key."""
    assert submit(client, ADD, {"password": PASSWORD}).status_code == 302
    page = client.get(ADD).text
    made = client.post(ADD, data={"csrf_token": token(page), "name": name, "passkey": device.make(asked(page))})
    assert made.headers.get("Location") == LIST, made.text


@pytest.fixture
def head(own_app: Flask) -> FlaskClient:
    """The head's browser."""
    return sign_in(own_app, "vai.head")


@pytest.fixture
def device(head: FlaskClient) -> Device:
    """A device with a key of the head."""
    made = Device()
    added(head, made)
    return made


Changes = dict[str, object]


def enter(
    app: Flask, device: Device, login: str = "", client: FlaskClient | None = None, **changes: object
) -> TestResponse:
    """A browser that signs in with the device, after this login or without one."""
    client = client or app.test_client()
    page = client.get(SIGN_IN).text
    passkey = device.show(asked(page), **changes)
    return client.post(SIGN_IN, data={"csrf_token": token(page), "login": login, "passkey": passkey})


@pytest.mark.parametrize("login", ["", "vai.head", " Vai.Head "])
def test_a_key_signs_in_without_a_login_and_after_it(own_app: Flask, device: Device, login: str) -> None:
    client = own_app.test_client()
    answer = enter(own_app, device, login, client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/ban-lam-viec")
    assert "Người head" in client.get("/ban-lam-viec").text


def test_after_the_key_the_page_first_asked_for_opens(own_app: Flask, device: Device) -> None:
    client = own_app.test_client()
    first = client.get("/quan-ly/dong-hoa/ho").headers["Location"]
    page = client.get(first).text
    answer = client.post(first, data={"csrf_token": token(page), "passkey": device.show(asked(page))})
    assert answer.headers["Location"] == "/quan-ly/dong-hoa/ho"


def test_the_page_asks_every_stranger_for_the_same_and_names_no_account(own_app: Flask, device: Device) -> None:
    said = []
    for login in ("vai.head", "khong.co"):
        answer = submit(own_app.test_client(), SIGN_IN, {"login": login, "password": "sai mat khau"})
        said.append(json.loads(asked(answer.text)) | {"challenge": ""})
    assert said[0] == said[1]
    assert (said[0]["allowCredentials"], said[0]["userVerification"], said[0]["rpId"]) == ([], "required", "localhost")


def test_a_new_key_is_to_be_found_without_a_login_and_opened_by_its_owner(head: FlaskClient, device: Device) -> None:
    submit(head, ADD, {"password": PASSWORD})
    options = json.loads(asked(head.get(ADD).text))
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert (options["attestation"], options["rp"]["id"]) == ("none", "localhost")
    assert len(options["excludeCredentials"]) == 1, "no second key on the same device"
    assert "Người" not in options["user"]["id"]


REFUSED: dict[str, tuple[Changes, str]] = {
    "another origin": ({"origin": "http://localhost:81"}, NOT_HERE),
    "another site": ({"origin": "https://localhost.evil.example"}, NOT_HERE),
    "in another site's frame": ({"crossOrigin": True}, NOT_HERE),
    "made, not shown": ({"type": "webauthn.create"}, NOT_HERE),
    "nobody touched the device": ({"flags": VERIFIED}, NOT_HERE),
    "the device does not know its owner": ({"flags": PRESENT}, NOT_HERE),
    "another account's handle": ({"handle": bytes(32)}, NOT_HERE),
    "no handle": ({"handle": b""}, NOT_HERE),
    "a challenge of its own": ({"challenge": "AAAA"}, OVER),
    "a counter that went back": ({"signs_at": 0}, COPIED),
}


@pytest.mark.parametrize("crime", REFUSED)
def test_what_is_not_as_it_must_be_is_refused(own_app: Flask, device: Device, crime: str) -> None:
    assert enter(own_app, device).status_code == 302
    changes, said = REFUSED[crime]
    answer = enter(own_app, device, **changes)
    assert (answer.status_code, said in answer.text, "Lỗi:" in answer.text) == (422, True, True)
    assert answer.headers.getlist("Set-Cookie") == [] or "remember" not in str(answer.headers)
    assert enter(own_app, device, signs_at=9).status_code == 302, "and the owner comes in as before"


def test_another_host_s_key_and_a_forged_signature_are_refused(own_app: Flask, device: Device) -> None:
    for forged in (replace(device, host="evil.example"), replace(device, key=Device().key), Device()):
        answer = enter(own_app, forged)
        assert (answer.status_code, NOT_HERE in answer.text) == (422, True)


def test_a_known_and_an_unknown_login_are_told_the_same(own_app: Flask, device: Device) -> None:
    def told(login: str, key: Device) -> str:
        text = enter(own_app, key, login).text.replace(login, "LOGIN")
        return re.sub('data-asked="[^"]+"|name="csrf_token"[^>]*', "", text)

    sign_in(own_app, "vai.team")
    for key in (device, Device()):
        assert told("vai.team", key) == told("khong.co", key)
        assert NOT_HERE in told("vai.team", key)


def test_a_challenge_is_for_one_session_one_purpose_five_minutes_and_one_answer(
    own_app: Flask, own_village: Village, device: Device, head: FlaskClient
) -> None:
    mine, other = own_app.test_client(), own_app.test_client()
    page = mine.get(SIGN_IN).text
    shown = {"passkey": device.show(asked(page))}
    stolen = other.post(SIGN_IN, data={"csrf_token": token(other.get(SIGN_IN).text), **shown})
    assert (stolen.status_code, OVER in stolen.text) == (422, True), "another browser's"
    confirm = head.get(ADD).text
    assert OVER in head.post(ADD, data={"csrf_token": token(confirm), **shown}).text
    submit(head, ADD, {"password": PASSWORD})
    page_to_add = head.get(ADD).text
    challenge = {"challenge": json.loads(asked(confirm))["challenge"]}
    crossed = Device().make(json.dumps(json.loads(asked(page_to_add)) | challenge))
    sent = head.post(ADD, data={"csrf_token": token(page_to_add), "name": "Máy", "passkey": crossed})
    assert OVER in sent.text, "for another purpose in the same session"
    own_village.clock.move(minutes=5, seconds=1)
    late = mine.post(SIGN_IN, data={"csrf_token": token(page), **shown})
    assert OVER in late.text
    fresh = {"csrf_token": token(late.text), "passkey": device.show(asked(late.text))}
    cookie = mine.get_cookie("dinh")
    assert cookie
    assert mine.post(SIGN_IN, data=fresh).status_code == 302
    mine.set_cookie("dinh", cookie.value)
    replayed = mine.post(SIGN_IN, data=fresh)
    assert (replayed.status_code, OVER in replayed.text) == (422, True), "replayed in the very session"


def test_tabs_of_one_browser_do_not_take_each_other_s_challenge(own_app: Flask, device: Device) -> None:
    client = own_app.test_client()
    first, second = client.get(SIGN_IN).text, client.get(SIGN_IN).text
    assert asked(first) != asked(second)
    data = {"csrf_token": token(first), "passkey": device.show(asked(first))}
    assert client.post(SIGN_IN, data=data).status_code == 302
    again = {"csrf_token": token(second), "passkey": device.show(asked(second))}
    assert client.post(SIGN_IN, data=again).headers["Location"] == "/ban-lam-viec", "signed in already"


def test_a_session_that_is_lost_in_a_form_is_found_again_by_a_key(own_app: Flask, device: Device) -> None:
    client, form = sign_in(own_app, "vai.head"), f"/quan-ly/{VILLAGE}/nguoi-de-goi"
    page = client.get(form).text
    client.delete_cookie("dinh")
    typed = {"csrf_token": token(page), "ring_name": "Bà Lê Thị Mận"}
    lost = client.post(form, data=typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert lost.status_code == 401
    tags = Reader(lost.text).tags
    fields = {str(one["name"]): one.get("value") or "" for tag, one in tags if tag == "input" and one.get("name")}
    to = next(one["action"] for tag, one in tags if tag == "form" and one.get("action"))
    answer = client.post(str(to), data=fields | {"passkey": device.show(asked(lost.text))})
    assert "Bà Lê Thị Mận" in client.get(answer.headers["Location"]).text


def test_wrong_passwords_from_here_bar_the_login_with_a_key_too_and_no_other_place(
    own_app: Flask, device: Device
) -> None:
    stranger = own_app.test_client()
    stranger.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    for _ in range(5):
        submit(stranger, SIGN_IN, {"login": "vai.head", "password": "sai"})
    barred = enter(own_app, device, "vai.head", stranger)
    assert (barred.status_code, "Hãy chờ vài phút" in barred.text) == (429, True)
    assert enter(own_app, device, "vai.head").status_code == 302


def test_a_challenge_that_was_answered_wrongly_is_over(own_app: Flask, device: Device) -> None:
    """It is for one answer: nobody tries signatures under it until one fits."""
    client = own_app.test_client()
    page = client.get(SIGN_IN).text
    form = {"csrf_token": token(page), "login": ""}
    wrong = replace(device, key=Device().key).show(asked(page))
    assert NOT_HERE in client.post(SIGN_IN, data=form | {"passkey": wrong}).text
    right = client.post(SIGN_IN, data=form | {"passkey": device.show(asked(page))})
    assert (right.status_code, OVER in right.text) == (422, True)
    assert enter(own_app, device, client=client).status_code == 302, "the page asks for another"


def test_wrong_answers_of_one_key_bar_that_key_and_no_other(own_app: Flask, device: Device) -> None:
    stranger, wrong = own_app.test_client(), replace(device, key=Device().key)
    stranger.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    said = [enter(own_app, wrong, "", stranger).status_code for _ in range(6)]
    assert said == [422] * 5 + [429]
    assert enter(own_app, Device(), "", stranger).status_code == 422


def test_adding_and_removing_ask_for_the_password_or_a_key_again(
    own_app: Flask, own_village: Village, head: FlaskClient
) -> None:
    first, second = Device(), Device()
    for wrong in ({"password": "sai mat khau"}, {"password": ""}, {"passkey": "{}"}, {"passkey": first.make(MADE_UP)}):
        assert submit(head, ADD, wrong).status_code == 422
    page = head.get(ADD).text
    assert 'name="name"' not in page
    added(head, first)
    assert 'name="name"' not in head.get(ADD).text, "each time again"
    own_village.clock.move(seconds=1)
    confirm = head.get(ADD).text
    assert head.post(ADD, data={"csrf_token": token(confirm), "passkey": first.show(asked(confirm))}).status_code == 302
    page = head.get(ADD).text
    head.post(ADD, data={"csrf_token": token(page), "name": "Máy hai", "passkey": second.make(asked(page))})
    listed = head.get(LIST).text
    assert "Máy hai" in listed
    remove = re.findall(r"/khoa-truy-cap/[0-9a-f]+/bo", listed)[-1]
    assert submit(head, remove, {"password": "sai mat khau"}).status_code == 422
    assert "Máy hai" in head.get(LIST).text
    elsewhere = sign_in(own_app, "vai.head")
    gone = head.get(remove).text
    done = head.post(remove, data={"csrf_token": token(gone), "passkey": first.show(asked(gone))})
    assert done.headers["Location"] == LIST
    assert "Máy hai" not in head.get(LIST).text.replace("Bỏ khóa “Máy hai”", "")
    assert elsewhere.get(LIST).headers["Location"].startswith(SIGN_IN), "the device may be in other hands"
    assert head.get(remove, follow_redirects=True).text.count("đã bỏ rồi") == 1
    assert NOT_HERE in enter(own_app, second).text


MADE_UP = json.dumps({"challenge": "A" * 76, "user": {"id": "AAAA"}})


def test_what_was_asked_for_adding_is_over_after_five_minutes(
    own_app: Flask, own_village: Village, head: FlaskClient
) -> None:
    submit(head, ADD, {"password": PASSWORD})
    page = head.get(ADD).text
    own_village.clock.move(minutes=5, seconds=1)
    device = Device()
    late = head.post(ADD, data={"csrf_token": token(page), "name": "Máy", "passkey": device.make(asked(page))})
    assert 'name="name"' not in late.text, "who sits here is asked again"
    assert "chưa có khóa truy cập nào" in head.get(LIST).text


@pytest.mark.parametrize("changes", [
    {"origin": "http://localhost:81"}, {"crossOrigin": True}, {"type": "webauthn.get"}, {"flags": PRESENT},
    {"flags": VERIFIED}, {"challenge": "AAAA"},
], ids=str)  # fmt: skip
def test_a_key_that_was_not_made_here_is_not_kept(head: FlaskClient, changes: Changes) -> None:
    submit(head, ADD, {"password": PASSWORD})
    page = head.get(ADD).text
    device = Device()
    answer = head.post(
        ADD, data={"csrf_token": token(page), "name": "Máy của tôi", "passkey": device.make(asked(page), **changes)}
    )
    assert answer.status_code == 422
    assert 'value="Máy của tôi"' in answer.text, "what was typed is kept"
    assert "chưa có khóa truy cập nào" in head.get(LIST).text


def test_another_commune_s_official_can_do_nothing_with_the_key(
    own_app: Flask, own_village: Village, device: Device, head: FlaskClient
) -> None:
    own_village.services.communes.start("xa-khac", "Xã Khác")
    own_village.services.accounts.create_first("xa-khac", NewAccount("quan.khac", "Người Khác", PASSWORD))
    other = sign_in(own_app, "quan.khac")
    assert NOT_HERE in enter(own_app, device, "quan.khac").text
    page = other.get(ADD).text
    confirmed = other.post(ADD, data={"csrf_token": token(page), "passkey": device.show(MADE_UP)})
    assert confirmed.status_code == 422
    submit(other, ADD, {"password": PASSWORD})
    page = other.get(ADD).text
    taken = other.post(ADD, data={"csrf_token": token(page), "name": "Máy", "passkey": device.make(asked(page))})
    assert "đã thuộc một tài khoản khác" in taken.text
    remove = re.findall(r"/khoa-truy-cap/[0-9a-f]+/bo", head.get(LIST).text)[0]
    assert other.get(remove).headers["Location"] == LIST


def invited(village: Village) -> str:
    """The address on a new slip of the head's."""
    village.services.invitations.renew(village.actors["admin"], village.actors["head"].account_id)
    return f"/loi-moi/{village.services.invitations.slips(village.actors['admin'])[0].token}"


def came_in(app: Flask, village: Village, device: Device, **changes: object) -> tuple[FlaskClient, TestResponse]:
    """The head, who takes a passkey and no password."""
    client, address = app.test_client(), invited(village)
    page = client.get(address).text
    made = {"csrf_token": token(page), "passkey": device.make(asked(page), **changes)}
    return client, client.post(address, data=made)


def test_an_account_without_a_password_is_whole(own_app: Flask, own_village: Village) -> None:
    device, second = Device(), Device()
    client, answer = came_in(own_app, own_village, device)
    assert answer.status_code == 302
    listed = client.get(LIST).text
    assert "Tài khoản này không có mật khẩu" in listed
    assert "Mật khẩu vẫn dùng được" not in listed
    assert '/bo"' not in listed, "the last way in is not offered to be removed"
    assert "cán bộ quản trị của xã mời lại" in listed
    assert submit(own_app.test_client(), SIGN_IN, {"login": "vai.head", "password": PASSWORD}).status_code == 422
    assert enter(own_app, device).status_code == 302
    for address in (ADD, "/mat-khau"):  # no password is asked for, and none is believed
        page = client.get(address).text
        assert 'name="password"' not in page
        for typed in ({"password": PASSWORD}, {"password": ""}):
            data = {"csrf_token": token(page), "new": "mot mat khau moi hon", **typed}
            assert client.post(address, data=data).status_code == 422
    page = client.get(ADD).text
    assert client.post(ADD, data={"csrf_token": token(page), "passkey": device.show(asked(page))}).status_code == 302
    page = client.get(ADD).text
    client.post(ADD, data={"csrf_token": token(page), "name": "Máy hai", "passkey": second.make(asked(page))})
    assert client.get(LIST).text.count('/bo"') == 2, "two ways in: either may go"
    page = client.get("/mat-khau").text
    typed = {"csrf_token": token(page), "new": "mot mat khau moi hon"}
    assert client.post("/mat-khau", data={**typed, "passkey": Device().show(asked(page))}).status_code == 422
    page = client.get("/mat-khau").text
    typed = {"csrf_token": token(page), "new": "mot mat khau moi hon", "passkey": device.show(asked(page))}
    assert client.post("/mat-khau", data=typed).headers["Location"] == "/ban-lam-viec"
    assert "Mật khẩu vẫn dùng được" in client.get(LIST).text
    stranger = {"login": "vai.head", "password": "mot mat khau moi hon"}
    assert submit(own_app.test_client(), SIGN_IN, stranger).status_code == 302


def test_the_only_administrator_reads_who_can_let_them_in_again(own_app: Flask, own_village: Village) -> None:
    slip, device, client = own_village.services.invitations.reset(COMMUNE, ADMIN), Device(), own_app.test_client()
    page = client.get(f"/loi-moi/{slip.token}").text
    made = {"csrf_token": token(page), "passkey": device.make(asked(page))}
    assert client.post(f"/loi-moi/{slip.token}", data=made).status_code == 302
    assert f"dinh reset-password {COMMUNE} {ADMIN}" in client.get(LIST).text
    own_village.services.invitations.reset(COMMUNE, ADMIN)
    assert NOT_HERE in enter(own_app, device).text, "a lost device opens nothing any more"


@pytest.mark.parametrize("changes", [
    {"origin": "http://localhost:81"}, {"crossOrigin": True}, {"type": "webauthn.get"}, {"flags": PRESENT},
    {"challenge": "AAAA"},
], ids=str)  # fmt: skip
def test_an_invitation_takes_no_key_that_was_not_made_here(
    own_app: Flask, own_village: Village, changes: Changes
) -> None:
    client, answer = came_in(own_app, own_village, Device(), **changes)
    assert (answer.status_code, "Lỗi:" in answer.text) == (422, True)
    assert client.get("/ban-lam-viec").status_code == 302
    assert own_village.services.invitations.slips(own_village.actors["admin"]), "it still waits"


def test_an_invitation_asks_for_this_device_s_own_key(own_app: Flask, own_village: Village) -> None:
    options = json.loads(asked(own_app.test_client().get(invited(own_village)).text))
    wanted = {"residentKey": "required", "userVerification": "required", "authenticatorAttachment": "platform"}
    assert options["authenticatorSelection"].items() >= wanted.items()
    assert options["excludeCredentials"] == []


def test_a_forgotten_password_is_replaced_by_a_key_and_wrong_keys_are_counted(
    own_app: Flask, head: FlaskClient, device: Device
) -> None:
    page = head.get("/mat-khau").text
    typed = {"csrf_token": token(page), "new": "mot mat khau moi hon", "passkey": device.show(asked(page))}
    assert head.post("/mat-khau", data=typed).status_code == 302
    said = []
    for _ in range(6):
        page = head.get("/mat-khau").text
        wrong = {"csrf_token": token(page), "new": "mot mat khau nua", "passkey": Device().show(asked(page))}
        said.append("Hãy chờ vài phút" in head.post("/mat-khau", data=wrong).text)
    assert said[-1]
    assert not said[0]


def test_a_key_whose_counter_went_back_is_marked_on_its_owner_s_page(
    own_app: Flask, device: Device, head: FlaskClient
) -> None:
    enter(own_app, device)
    assert "có thể đã bị chép" not in head.get(LIST).text
    enter(own_app, device, signs_at=0)
    assert "có thể đã bị chép" in head.get(LIST).text


def test_a_help_desk_is_left_by_a_key_of_the_village_s_official_only(own_app: Flask, device: Device) -> None:
    desk, front = sign_in(own_app, "vai.team"), Device()
    added(sign_in(own_app, "vai.front"), front)
    page = desk.get(f"/quan-ly/{VILLAGE}/ban-ho-tro").text
    desk.post(f"/quan-ly/{VILLAGE}/ban-ho-tro", data={"csrf_token": token(page), "number": "1"})
    assert desk.get(SIGN_IN).headers["Location"] == "/ban-ho-tro", "no other way in"
    leave = "/ban-ho-tro/dong"
    for key, status in ((front, 422), (Device(), 422), (device, 302)):
        page = desk.get(leave).text
        data = {"csrf_token": token(page), "passkey": key.show(asked(page))}
        assert desk.post(leave, data=data).status_code == status
    assert desk.get("/ban-lam-viec").status_code == 200


def test_the_site_s_own_port_and_scheme_are_part_of_its_origin(own_village: Village) -> None:
    app = create_app(own_village.services, replace(own_village.settings, public_url="http://localhost:8000"))
    app.testing = True
    client, device = sign_in(app, "vai.head"), Device(origin="http://localhost:8000")
    added(client, device)
    assert enter(app, device).status_code == 302
    for origin in ("http://localhost", "https://localhost:8000", "http://localhost:8000/", "http://LOCALHOST:8000"):
        assert NOT_HERE in enter(app, device, origin=origin).text


def damaged(text: str) -> st.SearchStrategy[str]:
    """What a browser would hand in, with a character of one of its parts changed, or a part that is something else."""
    fields = json.loads(text)
    anything = st.none() | st.integers() | st.text(max_size=20) | st.lists(st.integers(), max_size=3)
    part = st.sampled_from(sorted(fields["response"]))

    def other_part(name: str, value: object) -> str:
        return json.dumps(fields | {"response": fields["response"] | {name: value}})

    def bent(name: str, place: int, sign: str) -> str:
        old = fields["response"][name]
        place %= len(old)
        return other_part(name, old[:place] + sign + old[place + 1 :])

    signs = st.sampled_from("AQgw-_z9")
    return (
        st.builds(other_part, part, anything)
        | st.builds(bent, part, st.integers(0, 2000), signs)
        | st.builds(lambda key, value: json.dumps(fields | {key: value}), st.sampled_from(sorted(fields)), anything)
        | st.text(max_size=50)
    )


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(st.data())
def test_nothing_handed_in_makes_the_server_stumble(
    own_app: Flask, own_village: Village, device: Device, data: st.DataObject
) -> None:
    own_village.clock.move(minutes=6)  # who tried wrong waits
    client = own_app.test_client()
    page = client.get(SIGN_IN).text
    good = device.show(asked(page))
    sent = data.draw(damaged(good))
    answer = client.post(SIGN_IN, data={"csrf_token": token(page), "passkey": sent})
    assert answer.status_code == 422 or (answer.status_code == 302 and _same(sent, good))


def _same(sent: str, good: str) -> bool:
    """Whether it says the same to the server: `id` and `type` beside the bytes say nothing new."""
    one, other = json.loads(sent), json.loads(good)
    return bool(one["response"] == other["response"] and one["rawId"] == other["rawId"])


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(st.data())
def test_no_key_of_damaged_bytes_makes_the_server_stumble(
    own_app: Flask, own_village: Village, data: st.DataObject
) -> None:
    head, device = own_village.actors["head"], Device()
    with own_app.test_request_context():
        good = device.make(to_make(head, []))
        sent = data.draw(damaged(good))
        try:
            made = Handed.read(Purpose.ADD, sent).made("Máy").made
        except (WrongPasskey, ChallengeOver):
            return
    assert made.credential_id == device.credential_id or "attestationObject" in sent
