"""The rules a witness lives by: it moves forward only, along a proof, on the log's own signature."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.ledger.checkpoint import Checkpoint, sign_checkpoint
from voting.ledger.errors import (
    Fork,
    LogSignatureRefused,
    NotConsistent,
    RequestMalformed,
    Rollback,
    StaleOldSize,
    UnknownLog,
)
from voting.ledger.merkle import consistency_proof, leaf_hash, root_of
from voting.ledger.note import sign_note
from voting.ledger.witness import AddCheckpoint, Seen, admit, advance, parse_add_checkpoint, parse_conflict_size

from .sample_log import LEAVES, LOG, ORIGIN, STRANGER, checkpoint, note

LOGS = {ORIGIN: LOG.verifier}


def seen(size):
    return Seen(size, root_of(size, LEAVES))


def request(old_size, new_size, signed=None):
    return AddCheckpoint(old_size, consistency_proof(old_size, new_size, LEAVES), signed or note(new_size))


@given(st.data())
def test_a_witness_follows_an_honest_log(data):
    new_size = data.draw(st.integers(0, 300))
    old_size = data.draw(st.integers(0, new_size))
    body = request(old_size, new_size).body
    assert parse_add_checkpoint(body).body == body
    admitted = admit(parse_add_checkpoint(body), LOGS, {ORIGIN: seen(old_size)})
    assert advance(seen(old_size), admitted, parse_add_checkpoint(body).proof) == seen(new_size)


def test_a_log_never_seen_starts_from_nothing():
    assert admit(request(0, 7), LOGS, {}) == checkpoint(7)


def test_the_same_head_may_be_cosigned_again():
    assert admit(request(300, 300), LOGS, {ORIGIN: seen(300)}) == checkpoint()


SECOND = [*LEAVES[:200], leaf_hash(b"another"), *LEAVES[201:]]
FORKED = sign_checkpoint(Checkpoint(ORIGIN, 300, root_of(300, SECOND)), LOG)
REWRITTEN = AddCheckpoint(250, consistency_proof(250, 300, SECOND), FORKED)
REFUSALS = {
    "log-unknown": (request(0, 7), {}, 0, UnknownLog, 404),
    "log-key-of-another-name": (request(0, 7), {ORIGIN: None}, 0, UnknownLog, 404),
    "signed-by-a-stranger": (
        request(0, 7, sign_note(checkpoint(7).text, STRANGER)),
        LOGS,
        0,
        LogSignatureRefused,
        403,
    ),
    "old-size-above-checkpoint": (AddCheckpoint(8, (), note(7)), LOGS, 8, RequestMalformed, 400),
    "proof-from-an-older-size": (request(100, 300), LOGS, 200, StaleOldSize, 409),
    "proof-from-a-newer-size": (request(250, 300), LOGS, 200, StaleOldSize, 409),
    "second-root": (AddCheckpoint(300, (), FORKED), LOGS, 300, Fork, 409),
    "proof-missing": (AddCheckpoint(200, (), note(300)), LOGS, 200, NotConsistent, 422),
    "proof-of-the-empty-tree": (AddCheckpoint(0, (LEAVES[0],), note(300)), LOGS, 0, NotConsistent, 422),
    "history-rewritten": (REWRITTEN, LOGS, 250, NotConsistent, 422),
    "not-a-checkpoint": (AddCheckpoint(0, (), sign_note("hello\n", LOG)), LOGS, 0, RequestMalformed, 400),
    "not-a-note": (AddCheckpoint(0, (), b"hello\n"), LOGS, 0, RequestMalformed, 400),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_witness_refuses(name):
    asked, logs, size, error, status = REFUSALS[name]
    logs = {origin: log or STRANGER.verifier for origin, log in logs.items()}
    if name == "log-key-of-another-name":
        logs = {ORIGIN: type(LOG)("other.example", bytes(32)).verifier}
    with pytest.raises(error) as refusal:
        admit(asked, logs, {ORIGIN: seen(size)})
    assert refusal.value.status == status
    if error is StaleOldSize:
        assert refusal.value.size == size


def test_a_smaller_tree_is_a_rollback():
    with pytest.raises(Rollback):
        advance(seen(300), checkpoint(299), ())


BODY = request(100, 300).body
FIRST_LINE = BODY.split(b"\n")[1]
BAD_BODIES = {
    "empty": b"",
    "old-missing": BODY.split(b"\n", 1)[1],
    "old-with-leading-zero": BODY.replace(b"old 100", b"old 0100"),
    "old-negative": BODY.replace(b"old 100", b"old -100"),
    "old-without-size": BODY.replace(b"old 100", b"old "),
    "carriage-returns": BODY.replace(b"\n", b"\r\n"),
    "proof-line-cut": BODY.replace(FIRST_LINE, FIRST_LINE[:-4]),
    "proof-line-not-ascii": BODY.replace(FIRST_LINE, FIRST_LINE[:-2] + b"\xc3\xa9"),
    "64-proof-lines": BODY.replace(FIRST_LINE, b"\n".join([FIRST_LINE] * 64)),
    "old-in-capitals": BODY.replace(b"old", b"Old"),
    "proof-lines-only": BODY.split(b"\n\n")[0],
    "checkpoint-missing": BODY.split(b"\n\n")[0] + b"\n\n",
    "checkpoint-unsigned": BODY.rsplit(b"\n\n", 1)[0] + b"\n",
    "blank-line-missing": BODY.replace(b"\n\n", b"\n", 1),
    "blank-line-too-many": BODY + b"\n",
}


@pytest.mark.parametrize("name", BAD_BODIES)
def test_malformed_request_is_refused(name):
    assert BAD_BODIES[name] != BODY
    with pytest.raises(RequestMalformed):
        parse_add_checkpoint(BAD_BODIES[name])


def test_a_request_has_at_most_63_proof_lines():
    assert len(parse_add_checkpoint(AddCheckpoint(1, (bytes(32),) * 63, note()).body).proof) == 63
    with pytest.raises(RequestMalformed):
        parse_add_checkpoint(AddCheckpoint(1, (bytes(32),) * 64, note()).body)


def test_a_conflict_answer_is_a_size_and_a_newline():
    assert parse_conflict_size(b"300\n") == 300
    for bad in (b"300", b"0300\n", b"300\n\n", b"", b"\xff\n", b"300 \n"):
        with pytest.raises(RequestMalformed):
            parse_conflict_size(bad)
