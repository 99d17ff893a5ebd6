"""Checkpoints: three lines, one printed form, signed by the log of that origin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.ledger.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint, sign_checkpoint
from voting.ledger.errors import CheckpointMalformed, LedgerMisuse, OriginMismatch, SignatureMissing
from voting.ledger.merkle import EMPTY_ROOT
from voting.ledger.note import NoteSigner, sign_note

from .crimes import BAD_CHECKPOINTS, GOOD_CHECKPOINT
from .sample_log import LOG, ORIGIN, STRANGER, checkpoint


def test_a_checkpoint_comes_back_as_it_was_signed():
    assert open_checkpoint(sign_checkpoint(checkpoint(), LOG), LOG.verifier) == checkpoint()


@given(st.integers(1, 2**53 - 1), st.binary(min_size=32, max_size=32))
def test_every_size_and_root_prints_and_reads_back(size, root):
    one = Checkpoint(ORIGIN, size, root)
    assert parse_checkpoint(one.text) == one
    assert parse_checkpoint(one.text).text == one.text


@pytest.mark.parametrize("parts", [("a b", 1, bytes(32)), ("a", -1, bytes(32)), ("a", 2**53, bytes(32)), ("a", 1, b"")])
def test_no_checkpoint_is_made_that_could_not_be_read(parts):
    with pytest.raises(CheckpointMalformed):
        Checkpoint(*parts)


def test_the_largest_size_is_2_to_the_53_less_1():
    assert parse_checkpoint(f"{ORIGIN}\n{2**53 - 1}\n{GOOD_CHECKPOINT.split()[2]}\n").size == 2**53 - 1


def test_the_empty_log_has_a_checkpoint():
    assert parse_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text).size == 0


@pytest.mark.parametrize("name", BAD_CHECKPOINTS)
def test_malformed_checkpoint_is_refused_even_when_signed(name):
    assert BAD_CHECKPOINTS[name] != GOOD_CHECKPOINT
    assert parse_checkpoint(GOOD_CHECKPOINT).size == 300
    with pytest.raises(CheckpointMalformed):
        parse_checkpoint(BAD_CHECKPOINTS[name])
    if BAD_CHECKPOINTS[name].endswith("\n"):
        with pytest.raises(CheckpointMalformed):
            open_checkpoint(sign_note(BAD_CHECKPOINTS[name], LOG), LOG.verifier)


def test_a_checkpoint_of_another_log_is_refused_though_our_key_signed_it():
    with pytest.raises(OriginMismatch):
        open_checkpoint(sign_note(Checkpoint("other.example/xa", 300, bytes(32)).text, LOG), LOG.verifier)


def test_a_checkpoint_signed_by_a_stranger_of_the_same_name_is_refused():
    with pytest.raises(SignatureMissing):
        open_checkpoint(sign_checkpoint(checkpoint(), STRANGER), LOG.verifier)


def test_a_log_signs_for_its_own_origin_only():
    with pytest.raises(LedgerMisuse):
        sign_checkpoint(checkpoint(), NoteSigner("other.example/xa", bytes(32)))
