"""The administrator changes who watches; everyone reads who does, who confirmed a result, and what was found wrong."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from screens.communes import Commune, Communes
from village.life import Village
from village.people import COMMUNE
from village.witness import SocketWitness, pull

from voting.services.errors import NotFound
from web.client import Reader, sign_in, submit
from web.conftest import app_for

PAGE, PUBLIC = "/can-bo/giam-sat", f"/ai-giam-sat/{COMMUNE}"
BOARD = SocketWitness("giam-sat.example/w", [], 0)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commune]:
    places = Communes(tmp_path_factory.mktemp("communes"))
    yield places["watched"]
    places.close()


@pytest.fixture
def admin(own_app: Flask) -> FlaskClient:
    return sign_in(own_app, "quan.tri")


def read(client: FlaskClient, page: str) -> str:
    return Reader(client.get(page).text).text


def added(admin: FlaskClient, **other: str) -> object:
    fields = {"office": "Ban giám sát xã", "vkey": BOARD.signer.vkey, "way": "pulls", "url": "", "needed": "1"}
    return submit(admin, f"{PAGE}/them", {**fields, **other})


def test_the_first_who_watches_counts_at_once_and_the_next_waits_for_the_first(
    own_village: Village, admin: FlaskClient
) -> None:
    assert "Chưa có bên nào giám sát sổ này." in read(admin, PAGE)
    assert "có hiệu lực ngay" in read(admin, f"{PAGE}/them")
    assert added(admin).status_code == 302
    assert "Ban giám sát xã" in read(admin, PAGE)
    assert "Cần bên này ký thì kết quả mới chính thức." in read(admin, PUBLIC)
    page = read(admin, f"{PAGE}/them")
    assert "Chưa có hiệu lực ngay: Ban giám sát xã phải ký lên sổ có việc đổi này trước." in page
    other = SocketWitness("mat-tran.example/w", [], 0)
    line = f"witness w {other.signer.vkey} https://w.example/"
    answer = added(admin, office="Mặt trận xã", vkey=line, way="replays", url="https://w.example/x", needed="2")
    assert answer.status_code == 302
    for page in (PAGE, PUBLIC):
        said = read(admin, page)
        assert "Sau khi đổi: Ban giám sát xã, Mặt trận xã. Cần cả 2 bên ký thì kết quả mới chính thức." in said
    pull(own_village, BOARD)
    said = read(admin, PUBLIC)
    assert "Đang chờ đổi" not in said
    assert f"khi sổ có {own_village.log().head().size} dòng." in said
    assert "Máy chủ gửi sổ đến: https://w.example/x" in read(admin, PAGE)


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(admin: FlaskClient) -> None:
    answer = added(admin, vkey="khóa sai", way="replays", url="")
    assert answer.status_code == 422
    assert "Hãy ghi địa chỉ bắt đầu bằng https://" in answer.text
    answer = added(admin, vkey="khóa sai")
    assert answer.status_code == 422
    assert "Đây không phải khóa của máy giám sát." in answer.text
    assert 'value="khóa sai"' in answer.text
    assert "Hãy ghi tên bên giám sát." in added(admin, office="").text


def test_the_last_one_leaves_only_after_it_is_said_what_that_means(own_village: Village, admin: FlaskClient) -> None:
    added(admin)
    leaving = f"{PAGE}/bot?ben=ban-giam-sat-xa"
    assert "Không còn bên nào giám sát. Từ đó kết quả nào cũng là tạm thời." in read(admin, leaving)
    assert submit(admin, leaving, {"ben": "ban-giam-sat-xa", "needed": "1"}).status_code == 302
    assert "không còn bên nào" in read(admin, PAGE)
    pull(own_village, BOARD)
    assert "Chưa có bên nào giám sát sổ này." in read(admin, PUBLIC)
    assert admin.get(leaving).status_code == 404


def test_nobody_else_changes_who_watches(own_app: Flask) -> None:
    head = sign_in(own_app, "vai.head")
    for page in (PAGE, f"{PAGE}/them", f"{PAGE}/bot?ben=x", f"{PAGE}/so-ben"):
        assert head.get(page).status_code == 403


def test_who_confirmed_a_result_is_said_wherever_the_result_is(watched: Commune) -> None:
    client, vote = app_for(watched.village).test_client(), watched.ids["decided"]
    said = "Đã được Ban Thanh tra nhân dân thôn Đông Hòa xác nhận lúc "
    for page in (f"/bieu-quyet/{vote}", "/thon/dong-hoa"):
        assert said in read(client, page), page
    for page in (f"/api/v1/votes/{vote}", f"/api/v1/votes/{vote}/result"):
        assert client.get(page).json["confirmation"].startswith(said)
    phone = watched.village.phones["DH-001"]
    card = client.post("/api/v1/cards/lookup", json={"village": "dong-hoa", "key": phone.key}).json
    assert said in card["votes"][0]["outcome"]


def test_an_unconfirmed_result_says_so_wherever_it_is(village: Village, public: FlaskClient) -> None:
    vote = village.votes["decided"]
    said = "Do ban kiểm phiếu công bố; ban giám sát chưa xác nhận."
    for page in (f"/bieu-quyet/{vote}", "/thon/dong-hoa"):
        assert said in read(public, page), page
    assert public.get(f"/api/v1/votes/{vote}/result").json["confirmation"] == said


def test_an_alarm_stands_in_public_with_the_notes_that_show_it(watched: Commune) -> None:
    client = app_for(watched.village).test_client()
    alarm = watched.village.services.watchers.alarms(COMMUNE)[0]
    for where in (client, sign_in(app_for(watched.village), "vai.board")):
        said = where.get(PUBLIC if where is client else "/giam-sat/dong-hoa").text
        assert "Báo động của Mặt trận xã" in said
        assert all(line in said for line in alarm.note.split("\n")[:3])
    assert "Báo động: bên này đã thấy một sổ dài hơn, hoặc sổ khác." in read(client, PUBLIC)


def test_the_administrators_desk_begins_with_an_alarm_and_ends_with_a_change_that_waits(watched: Commune) -> None:
    desk = sign_in(app_for(watched.village), "quan.tri").get("/ban-lam-viec").text
    headings = ["Bên giám sát báo động", "Việc đổi bên giám sát còn chờ ký"]
    assert [one for one in headings if one in desk] == headings
    assert desk.index(headings[0]) < desk.index(headings[1])
    assert desk.count('href="/can-bo/giam-sat"') == 2
    village = app_for(watched.village).test_client().get("/thon/dong-hoa").text
    assert "Bên giám sát báo động: sổ chung có chỗ không khớp." in village


def test_the_board_reads_who_has_signed_and_the_command_for_its_own_machine(watched: Commune) -> None:
    board = sign_in(app_for(watched.village), "vai.board")
    said = read(board, "/giam-sat/dong-hoa")
    assert f"http://localhost/api/v1/communes/{COMMUNE}/log --state giam-sat" in said
    assert "Ban Thanh tra nhân dân thôn Đông Hòa Đã ký Ký lần cuối:" in said


def test_of_a_commune_that_is_not_there_nothing_is_said(public: FlaskClient, village: Village) -> None:
    assert public.get("/ai-giam-sat/nowhere").status_code == 404
    with pytest.raises(NotFound):
        village.services.watchers.of("nowhere")
