"""A board's key is offered and waits for the administrator; boards write notes beside the record; who signed where."""

from dataclasses import replace

import pytest
from village.life import Village
from village.people import COMMUNE, VILLAGE
from village.witness import SocketWitness, pull

from voting.ledger.note import parse_note
from voting.services.errors import Conflict, Forbidden, Invalid
from voting.services.record.boards import FINDING, MOST_OFFERS, NOTE
from voting.services.record.watchers import NewWatcher

BOARD, FRONT = (SocketWitness(f"{name}.example/w", [], 0) for name in ("giam-sat", "mat-tran"))


@pytest.fixture
def village(own_village: Village) -> Village:
    return own_village


def test_a_key_waits_under_its_board_s_name_until_the_administrator_writes_it_in(village: Village) -> None:
    boards, size = village.services.boards, village.log().head().size
    for _ in range(2):
        boards.offer(village.actors["board"], VILLAGE, BOARD.signer.vkey)
    boards.offer(village.actors["front"], VILLAGE, FRONT.signer.vkey)
    assert [one.office for one in boards.offers(COMMUNE)] == [
        "Ban giám sát thôn Đông Hòa", "Ban công tác Mặt trận thôn Đông Hòa",
    ]  # fmt: skip
    assert village.log().head().size == size
    village.services.watchers.add(village.actors["admin"], NewWatcher("Ban giám sát", BOARD.signer.vkey, "", 1), "")
    assert [one.vkey for one in boards.offers(COMMUNE)] == [FRONT.signer.vkey]
    boards.offer(village.actors["board"], VILLAGE, BOARD.signer.vkey)  # again, from another tab
    assert len(boards.offers(COMMUNE)) == 1


def test_what_is_no_key_of_a_board_is_refused_and_offers_have_an_end(village: Village) -> None:
    boards, board = village.services.boards, village.actors["board"]
    for vkey in ("", "x", village.vkey):
        with pytest.raises(Invalid) as refused:
            boards.offer(board, VILLAGE, vkey)
        assert refused.value.faults == {"vkey": "vkey-form"}
    for number in range(MOST_OFFERS):
        boards.offer(board, VILLAGE, SocketWitness(f"w{number}.example", [], 0).signer.vkey)
    with pytest.raises(Conflict, match="offers-full"):
        boards.offer(board, VILLAGE, BOARD.signer.vkey)


def test_notes_are_the_boards_own_and_stand_beside_the_record(village: Village) -> None:
    boards, size = village.services.boards, village.log().head().size
    for _ in range(2):
        boards.note(village.actors["board"], VILLAGE, NOTE, " Đã xem sổ. ", "one form")
        boards.note(village.actors["board"], VILLAGE, NOTE, "Đã xem sổ.", "another tab's")
    village.clock.move(minutes=1)
    boards.note(village.actors["front"], VILLAGE, FINDING, "Sổ lùi lại.")
    found = boards.notes(village.actors["front"], VILLAGE)
    assert [(one.kind, one.words, one.office.value) for one in found] == [
        (FINDING, "Sổ lùi lại.", "front"), (NOTE, "Đã xem sổ.", "board"),
    ]  # fmt: skip
    assert village.log().head().size == size
    for login in ("head", "team", "admin"):
        with pytest.raises(Forbidden):
            boards.notes(village.actors[login], VILLAGE)
        with pytest.raises(Forbidden):
            boards.note(village.actors[login], VILLAGE, NOTE, "x")
    for kind, words in (("rumour", "x"), (NOTE, " "), (NOTE, "x" * 2001)):
        with pytest.raises(Invalid):
            boards.note(village.actors["board"], VILLAGE, kind, words)


def test_the_newest_head_of_each_who_watches_is_told_with_all_lines_under_it(village: Village) -> None:
    watchers, cosigning, admin = village.services.watchers, village.services.cosigning, village.actors["admin"]
    assert cosigning.heads(COMMUNE) == ()
    watchers.add(admin, NewWatcher("Ban giám sát", BOARD.signer.vkey, "", 1), "")
    pull(village, BOARD)
    watchers.add(admin, NewWatcher("Mặt trận", FRONT.signer.vkey, "", 1), "")
    first, note = village.log().head().size, village.log().checkpoint()
    pull(village, BOARD)
    watchers.require(admin, 2, "")
    pull(village, FRONT)
    assert [int(one.split("\n")[1]) for one in cosigning.heads(COMMUNE)] == [village.log().head().size, first]
    front = replace(FRONT, time_s=int(village.clock.now.timestamp()))
    village.services.cosigning.post(COMMUNE, f"size {first}\n".encode() + front.line(note))
    assert len(parse_note(cosigning.heads(COMMUNE)[1].encode()).signatures) == 3
