"""The board reads off the page what the record itself says, and finds each vote's bundle there."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import COMMUNE, VILLAGE

from voting.record.book_code import book_code
from web.client import Reader, sign_in

PAGE = f"/giam-sat/{VILLAGE}"


def test_size_root_key_and_checkpoint_are_those_of_the_record(
    village: Village, signed_in: Callable[[str], FlaskClient]
) -> None:
    board = signed_in("vai.board")
    text = Reader(board.get(PAGE).text).text
    checkpoint = board.get(f"/api/v1/communes/{COMMUNE}/log/checkpoint").text
    head = village.log().head()
    assert checkpoint.strip() in text
    assert f"{head.size} dòng trong sổ chung Dấu gốc {head.root_hex} " in text
    vkey = board.get(f"/api/v1/communes/{COMMUNE}/log/log.vkey").text.strip()
    assert f"Khóa của sổ {vkey} " in text
    assert f"Mã sổ {book_code(vkey)} " in text


def test_every_vote_of_the_village_has_its_bundle(village: Village, signed_in: Callable[[str], FlaskClient]) -> None:
    board = signed_in("vai.board")
    links = {attributes.get("href") for tag, attributes in Reader(board.get(PAGE).text).tags if tag == "a"}
    for uuid in village.votes.values():
        address = f"/api/v1/votes/{uuid}/bundle.zip"
        assert address in links
        assert board.get(address, buffered=True).mimetype == "application/zip"


def test_size_and_root_move_with_the_record(own_app: Flask, own_village: Village) -> None:
    board = sign_in(own_app, "vai.board")
    before = Reader(board.get(PAGE).text).text
    own_village.open_vote("Việc mới")
    head = own_village.log().head()
    after = Reader(board.get(PAGE).text).text
    assert head.root_hex in after
    assert head.root_hex not in before
    assert f"{head.size} dòng trong sổ chung " in after


def test_the_list_of_an_open_vote_is_checked_inside_the_server(
    village: Village, signed_in: Callable[[str], FlaskClient]
) -> None:
    board = signed_in("vai.board")
    page = board.get(PAGE).text
    uuid = village.votes["open"]
    assert f'href="/giam-sat/danh-sach-the/{uuid}"' in page
    told = Reader(board.get(f"/giam-sat/danh-sach-the/{uuid}").text).text
    assert "Đúng: mỗi hộ một thẻ, không thêm, không thiếu." in told
    assert "Số hộ khi mở 5 Thẻ của các hộ 5" in told
    assert village.phones["DH-001"].key not in told


def test_the_card_register_is_offered_only_while_no_vote_is_open(own_app: Flask, own_village: Village) -> None:
    board, desk = sign_in(own_app, "vai.board"), f"/quan-ly/{VILLAGE}"
    assert "the-ho/so-the" not in board.get(desk).text
    assert board.get(f"{desk}/the-ho/so-the").status_code == 409
    for name in ("open", "upcoming"):
        own_village.services.votes.cancel(own_village.actors["head"], own_village.votes[name], "để thử")
    assert "the-ho/so-the" in board.get(desk).text
    assert board.get(f"{desk}/the-ho/so-the").status_code == 200
