"""When a result is final: judged once as a witness's line comes in, looked up by every reader."""

import threading
from collections.abc import Iterator

import pytest
from services.watched import watched
from village.life import NO, YES, Village
from village.people import COMMUNE
from village.states import settled

from voting.ledger.checkpoint import parse_checkpoint
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.note import parse_note
from voting.ledger.policy import Policy, make_policy
from voting.services.checkpoints import keep_cosignature
from voting.services.votes.votes import Votes
from voting.storage.database import Transaction

WITNESSES = [CosignatureSigner(f"giam-sat.example/w{number}", bytes([number]) * 32) for number in (1, 2, 3)]
LONG_ENOUGH_S = 0.5
"""For a transaction that waits for nobody to be over."""


def two_of_three(lines: list[str]) -> Policy:
    """The log's own line, and a quorum of two of the three witnesses."""
    listed = [f"witness w{n} {one.vkey} https://w{n}.example/" for n, one in enumerate(WITNESSES, 1)]
    return make_policy([lines[0], *listed, "group two 2 w1 w2 w3", "quorum two"])


@pytest.fixture
def decided(fresh_database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Village, str]]:
    """A commune that three witnesses watch, and a vote with its result."""
    monkeypatch.setattr("voting.services.people.communes.make_policy", two_of_three)
    village = settled(fresh_database_url, households=3)
    uuid = village.open_vote()
    village.cast_all(uuid, [YES, YES, NO])
    village.close(uuid)
    village.count(uuid)
    yield village, uuid
    village.services.close()


def take_line(tx: Transaction, village: Village, note: bytes, witness: int) -> bool:
    """A witness signs this checkpoint, and its line is kept."""
    checkpoint = parse_checkpoint(parse_note(note).text)
    line = WITNESSES[witness].sign(checkpoint, int(village.clock.now.timestamp())).line.removesuffix("\n")
    return keep_cosignature(tx, COMMUNE, checkpoint.size, witness=WITNESSES[witness].name, line=line)


def cosign(village: Village, note: bytes, witness: int) -> bool:
    with village.desk.database.transaction() as tx:
        return take_line(tx, village, note, witness)


def is_final(village: Village, uuid: str) -> bool:
    return village.services.votes.get(uuid).final


def test_a_result_is_final_once_the_quorum_has_signed_one_checkpoint(decided: tuple[Village, str]) -> None:
    village, uuid = decided
    at_result = village.log().checkpoint()
    assert cosign(village, at_result, 0)
    assert not is_final(village, uuid)
    village.open_vote("Việc khác")
    later = village.log().checkpoint()
    assert cosign(village, later, 1)
    assert not is_final(village, uuid)
    assert not cosign(village, later, 1)
    assert cosign(village, later, 2)
    assert is_final(village, uuid)


def test_what_was_signed_before_the_result_does_not_make_it_final(decided: tuple[Village, str]) -> None:
    village, first = decided
    second = village.open_vote("Việc khác")
    village.cast_all(second, [YES, NO, NO])
    village.close(second)
    for witness in (0, 1, 2):
        cosign(village, village.log().checkpoint(), witness)
    village.count(second)
    assert (is_final(village, first), is_final(village, second)) == (True, False)


def test_a_reader_asks_the_same_however_many_checkpoints_were_signed(decided: tuple[Village, str]) -> None:
    village, uuid = decided
    asked = []
    for number in range(6):
        desk, database = watched(village)
        Votes(desk).get(uuid)
        asked.append(database.statements)
        database.close()
        village.open_vote(f"Việc {number}")
        for witness in range(3):
            cosign(village, village.log().checkpoint(), witness)
    assert len(set(asked[1:])) == 1  # once there is a quorum: who it was is asked too


def test_of_two_witnesses_that_sign_at_once_the_later_completes_the_quorum(decided: tuple[Village, str]) -> None:
    village, uuid = decided
    note, other = village.log().checkpoint(), village.again()
    second = threading.Thread(target=cosign, args=(other, note, 1))
    with village.desk.database.transaction() as tx:
        take_line(tx, village, note, 0)
        second.start()
        second.join(LONG_ENOUGH_S)
    second.join()
    assert is_final(village, uuid)
    other.services.close()
