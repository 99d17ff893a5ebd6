"""A receipt's file with its seal: the phone's script and `record.receipts` accept and refuse alike, and by name."""

import json
import random
from pathlib import Path

import pytest
from fixtures.node import Run
from record import sample_village as sample

from verifier.forger import QUORUM_OF_TWO
from verifier.test_receipts import BOOK, CLOSING, FIRST, LAST, SEAL, VOTE, WATCHED, receipt, with_seal
from voting.ledger.errors import LedgerError
from voting.ledger.policy import parse_policy
from voting.record.errors import RecordError
from voting.record.receipts import check_household_receipt

pytestmark = pytest.mark.node
SEED = 20261127


def ours(text: str) -> object:
    """As the script says it."""
    policy = parse_policy(QUORUM_OF_TWO.encode())
    try:
        found = check_household_receipt(text, WATCHED.book[FIRST], sample.LOG_KEY.vkey, VOTE, policy)
    except (LedgerError, RecordError) as error:
        return error.code
    return [found.index, None if found.head is None else sorted(found.cosigned)]


def receipts() -> list[str]:
    """Good ones, bad ones, and what becomes of a good one with a letter changed or left out anywhere."""
    good = with_seal()
    at_the_end = with_seal(seal=CLOSING, size=len(BOOK), index=FIRST)
    told = [good, at_the_end, with_seal(boards=()), receipt(FIRST), receipt(LAST)]
    told += [with_seal(seal=CLOSING), with_seal(seal=0), with_seal(entry=WATCHED.commune[SEAL - 1])]
    told += [good + good, good.replace("\nextra ", "\nindex ", 1), good[: good.rindex("—")], ""]
    drawn = random.Random(SEED)
    for _ in range(400):
        place = drawn.randrange(len(good))
        told.append(good[:place] + drawn.choice(["", "A", "/", "\n", " ", "0"]) + good[place + 1 :])
    return told


def test_the_script_says_what_the_record_says(node: Run, tmp_path: Path) -> None:
    texts = receipts()
    given = {"vkey": sample.LOG_KEY.vkey, "vote": VOTE, "policy": QUORUM_OF_TWO, "entry": WATCHED.book[FIRST].decode()}
    (tmp_path / "receipts.json").write_text(json.dumps(given | {"receipts": texts}))
    done = node("tests/js/record/receipts.mjs", str(tmp_path / "receipts.json"))
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    wanted = [ours(text) for text in texts]
    assert wanted[0] == [FIRST, ["w0", "w1"]]
    assert {type(one) for one in wanted} == {list, str}
    assert [(text, one) for text, one, other in zip(texts, said, wanted, strict=True) if one != other] == []
