"""Cosignatures: a witness's statement that it saw a checkpoint at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.ledger.cosignature import (
    CosignatureSigner,
    CosignatureVerifier,
    cosigned_message,
    verify_cosignature,
)
from voting.ledger.errors import KeyMalformed, LedgerMisuse, SignatureInvalid
from voting.ledger.note import Signature, open_note, parse_note, parse_signature_lines

from .sample_log import BOARD, FRONT, LOG, TIME_S, checkpoint, note, signed_at


def test_the_signed_message_is_that_of_the_specification():
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    assert cosigned_message(text, 1679315147).decode() == (
        "cosignature/v1\ntime 1679315147\n"
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    )


def test_a_cosignature_verifies_and_tells_its_time():
    line = BOARD.sign(checkpoint(), TIME_S)
    assert len(line.signature) == 72
    assert verify_cosignature(checkpoint(), line, CosignatureVerifier.parse(BOARD.vkey)) == TIME_S
    assert parse_signature_lines(line.line.encode()) == (line,)


def test_a_cosigned_note_opens_for_the_log_and_for_each_witness():
    opened = open_note(note(300, BOARD, FRONT), [LOG.verifier, BOARD.verifier, FRONT.verifier])
    assert [one.name for one in opened.verified] == [LOG.name, BOARD.name, FRONT.name]


@given(st.integers(0, 71), st.integers(1, 255))
def test_any_changed_byte_is_refused(at, mask):
    blob = bytearray(BOARD.sign(checkpoint(), TIME_S).signature)
    blob[at] ^= mask
    with pytest.raises(SignatureInvalid):
        verify_cosignature(checkpoint(), Signature(BOARD.name, BOARD.verifier.key.key_id, bytes(blob)), BOARD.verifier)


REFUSED = {
    "other-checkpoint": BOARD.sign(checkpoint(299), TIME_S),
    "other-witness": FRONT.sign(checkpoint(), TIME_S),
    "the-log's-plain-signature": LOG.sign(checkpoint().text),
    "plain-signature-under-the-witness's-id": Signature(
        BOARD.name, BOARD.verifier.key.key_id, LOG.sign(checkpoint().text).signature
    ),
    "same-key-other-name": CosignatureSigner("other.example", b"\x03" * 32).sign(checkpoint(), TIME_S),
    "cut-short": Signature(BOARD.name, BOARD.verifier.key.key_id, bytes(7)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_line_that_is_not_this_witness_on_this_checkpoint_is_refused(name):
    with pytest.raises(SignatureInvalid):
        verify_cosignature(checkpoint(), REFUSED[name], BOARD.verifier)


def test_times_end_where_javascript_numbers_do():
    last = 2**53 - 1
    assert signed_at(last) == BOARD.sign(checkpoint(), last)
    assert verify_cosignature(checkpoint(), signed_at(last), BOARD.verifier) == last
    for late in (2**53, 2**63 - 1, 2**64 - 1):
        with pytest.raises(SignatureInvalid):
            verify_cosignature(checkpoint(), signed_at(late), BOARD.verifier)


def test_key_types_are_not_mixed_up():
    with pytest.raises(KeyMalformed):
        CosignatureVerifier.parse(LOG.vkey)
    same_key = CosignatureSigner(LOG.name, b"\x01" * 32)
    assert same_key.verifier.key.public_key == LOG.verifier.key.public_key
    assert same_key.verifier.key.key_id != LOG.verifier.key.key_id


@pytest.mark.parametrize("time_s", [0, -1, 2**53])
def test_a_cosignature_needs_a_time(time_s):
    with pytest.raises(LedgerMisuse):
        BOARD.sign(checkpoint(), time_s)


def test_a_witness_needs_a_proper_seed():
    with pytest.raises(KeyMalformed):
        CosignatureSigner("board.example", bytes(31))


def test_the_example_of_the_specification_parses():
    raw = (
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE"
        "+xeMcTOAYQ8=\n"
        "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0"
        "xUe+mbIUBkBIfZ+qnA==\n"
    ).encode()
    assert [len(line.signature) for line in parse_note(raw).signatures] == [64, 72]
