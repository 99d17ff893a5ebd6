"""Receipts: made, checked offline, and refused when anything in them is not as it was."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.ledger.errors import (
    ExtraRefused,
    InclusionInvalid,
    LedgerDataError,
    LedgerMisuse,
    LogNotInPolicy,
    NoteMalformed,
    OriginMismatch,
    ProofMalformed,
    QuorumNotMet,
    SignatureMissing,
)
from voting.ledger.merkle import CompactRange, leaf_hash
from voting.ledger.note import NoteSigner, sign_note
from voting.ledger.policy import make_policy
from voting.ledger.tlog_proof import TlogProof, check_receipt, make_newest_receipt, make_receipt, parse_tlog_proof

from .crimes import BAD_RECEIPTS, GOOD_RECEIPT, WRONG_PATHS
from .sample_log import BOARD, ENTRIES, LEAVES, LOG, POLICY, STRANGER, TIME_S, checkpoint, note


@given(st.data())
def test_every_entry_of_every_log_has_a_receipt_that_checks(data):
    size = data.draw(st.integers(1, 300))
    index = data.draw(st.integers(0, size - 1))
    receipt = check_receipt(make_receipt(index, note(size), LEAVES), ENTRIES[index], LOG.vkey)
    assert (receipt.index, receipt.checkpoint, receipt.cosigned) == (index, checkpoint(size), {})


def test_a_receipt_tells_who_cosigned_and_when():
    receipt = check_receipt(GOOD_RECEIPT, ENTRIES[123], LOG.vkey, POLICY)
    assert receipt.cosigned == {"board": TIME_S, "front": TIME_S}


def test_a_receipt_with_five_cosignatures_fits_one_qr_code():
    assert len(make_receipt(123, note(300, *[BOARD] * 5), LEAVES).encode()) < 2_953


def test_a_receipt_short_of_the_quorum_is_refused():
    with pytest.raises(QuorumNotMet):
        check_receipt(make_receipt(123, note(300, BOARD), LEAVES), ENTRIES[123], LOG.vkey, POLICY)


def test_a_receipt_is_for_one_entry_only():
    for entry in (ENTRIES[122], b"", ENTRIES[123] + b"\n"):
        with pytest.raises(InclusionInvalid):
            check_receipt(GOOD_RECEIPT, entry, LOG.vkey)


def test_a_receipt_of_a_stranger_or_of_another_log_is_refused():
    with pytest.raises(SignatureMissing):
        check_receipt(GOOD_RECEIPT, ENTRIES[123], STRANGER.vkey)
    other = NoteSigner("other.example/xa", bytes(32))
    with pytest.raises(OriginMismatch):
        check_receipt(make_receipt(123, sign_note(checkpoint().text, other), LEAVES), ENTRIES[123], other.vkey)
    with pytest.raises(LogNotInPolicy):
        check_receipt(
            make_receipt(123, sign_note(checkpoint().text, LOG, STRANGER), LEAVES),
            ENTRIES[123],
            LOG.vkey,
            make_policy([f"log {STRANGER.vkey}", "quorum none"]),
        )


@settings(max_examples=400)
@given(st.integers(0, len(GOOD_RECEIPT.encode()) - 1), st.integers(1, 255))
def test_any_changed_byte_is_refused(at, mask):
    changed = bytearray(GOOD_RECEIPT.encode())
    changed[at] ^= mask
    with pytest.raises((LedgerDataError, UnicodeDecodeError)):
        check_receipt(changed.decode(), ENTRIES[123], LOG.vkey, POLICY)


@given(st.integers(0, len(GOOD_RECEIPT) - 1))
def test_any_lost_or_doubled_character_is_refused(at):
    before, after = GOOD_RECEIPT[:at], GOOD_RECEIPT[at + 1 :]
    for changed in (before + after, before + 2 * GOOD_RECEIPT[at] + after, before):
        with pytest.raises(LedgerDataError):
            check_receipt(changed, ENTRIES[123], LOG.vkey, POLICY)


@pytest.mark.parametrize("name", BAD_RECEIPTS)
def test_malformed_receipt_is_refused(name):
    assert BAD_RECEIPTS[name] != GOOD_RECEIPT
    with pytest.raises(ProofMalformed):
        check_receipt(BAD_RECEIPTS[name], ENTRIES[123], LOG.vkey)


def test_a_receipt_with_two_blank_lines_or_no_checkpoint_is_refused():
    for bad in (GOOD_RECEIPT.replace("\n\n", "\n\n\n", 1), GOOD_RECEIPT.split("\n\n")[0] + "\n\n", f"{GOOD_RECEIPT}\n"):
        with pytest.raises(LedgerDataError):
            check_receipt(bad, ENTRIES[123], LOG.vkey)
    with pytest.raises(NoteMalformed):
        check_receipt(GOOD_RECEIPT[:-1], ENTRIES[123], LOG.vkey)


@pytest.mark.parametrize("name", WRONG_PATHS)
def test_a_path_that_does_not_fit_is_refused(name):
    with pytest.raises(InclusionInvalid):
        check_receipt(WRONG_PATHS[name], ENTRIES[123], LOG.vkey)


def test_extra_data_is_read_and_printed_but_not_taken_in_a_receipt():
    for extra in (b"", b"\x00anything"):
        text = TlogProof(123, parse_tlog_proof(GOOD_RECEIPT).path, note(), extra).text
        assert parse_tlog_proof(text).extra == extra
        assert parse_tlog_proof(text).text == text
        with pytest.raises(ExtraRefused):
            check_receipt(text, ENTRIES[123], LOG.vkey)


def test_a_path_has_at_most_63_lines():
    def with_path_of(length):
        return TlogProof(123, (bytes(32),) * length, note()).text

    assert len(parse_tlog_proof(with_path_of(63)).path) == 63
    with pytest.raises(ProofMalformed):
        parse_tlog_proof(with_path_of(64))


def test_a_proof_has_at_most_128_kilobytes():
    size = len(TlogProof(1, (), note(), b"").text.encode())
    largest = TlogProof(1, (), note(), bytes((131_072 - size) // 4 * 3))
    assert parse_tlog_proof(largest.text) == largest
    with pytest.raises(ProofMalformed):
        parse_tlog_proof(TlogProof(1, (), note(), largest.extra + bytes(6)).text)


def test_a_proof_prints_back_to_the_same_text():
    assert parse_tlog_proof(GOOD_RECEIPT).text == GOOD_RECEIPT


def test_the_only_entry_of_a_log_needs_no_path():
    leaf = leaf_hash(b"first")
    one = sign_note(f"{LOG.name}\n1\n{base64.b64encode(CompactRange().append(leaf).root()).decode()}\n", LOG)
    assert make_receipt(0, one, [leaf]).startswith("c2sp.org/tlog-proof@v1\nindex 0\n\n")
    assert check_receipt(make_receipt(0, one, [leaf]), b"first", LOG.vkey).index == 0


def test_no_receipt_for_an_entry_past_the_checkpoint():
    with pytest.raises(LedgerMisuse):
        make_receipt(300, note(), LEAVES)


def test_the_newest_entry_gets_the_same_receipt_without_reading_the_tree():
    before = CompactRange()
    for size, leaf in enumerate(LEAVES, 1):
        assert make_newest_receipt(before, note(size)) == make_receipt(size - 1, note(size), LEAVES)
        before = before.append(leaf)


def test_the_newest_receipt_is_under_the_very_next_checkpoint():
    for size in (122, 124):
        with pytest.raises(LedgerMisuse):
            make_newest_receipt(CompactRange().extend(LEAVES[:122]), note(size))
