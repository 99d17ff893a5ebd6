"""Checkpoints: three lines, one printed form, signed by the log of that origin."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.ledger.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint, sign_checkpoint
from voting.ledger.errors import CheckpointMalformed, LedgerMisuse, OriginMismatch, SignatureMissing
from voting.ledger.merkle import EMPTY_ROOT
from voting.ledger.note import NoteSigner, sign_note

from .sample_log import LOG, ORIGIN, STRANGER, checkpoint

ROOT = base64.b64encode(bytes(range(32))).decode()
GOOD = f"{ORIGIN}\n300\n{ROOT}\n"


def test_a_checkpoint_comes_back_as_it_was_signed():
    assert open_checkpoint(sign_checkpoint(checkpoint(), LOG), LOG.verifier) == checkpoint()


@given(st.integers(1, 2**53 - 1), st.binary(min_size=32, max_size=32))
def test_every_size_and_root_prints_and_reads_back(size, root):
    one = Checkpoint(ORIGIN, size, root)
    assert parse_checkpoint(one.text) == one
    assert parse_checkpoint(one.text).text == one.text


def test_the_empty_log_has_a_checkpoint():
    assert parse_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text).size == 0


BAD = {
    "leading-zero": GOOD.replace("300", "0300"),
    "plus-sign": GOOD.replace("300", "+300"),
    "negative": GOOD.replace("300", "-300"),
    "space-before-size": GOOD.replace("300", " 300"),
    "underscore": GOOD.replace("300", "3_00"),
    "hexadecimal": GOOD.replace("300", "0x12c"),
    "other-digits": GOOD.replace("300", "٣٠٠"),
    "no-size": GOOD.replace("300", ""),
    "size-2^53": GOOD.replace("300", str(2**53)),
    "size-2^64": GOOD.replace("300", str(2**64)),
    "empty-tree-with-a-root": GOOD.replace("300", "0"),
    "no-origin": GOOD.removeprefix(ORIGIN),
    "origin-with-space": f"a {GOOD}",
    "origin-with-plus": f"a+{GOOD}",
    "root-of-31-bytes": GOOD.replace(ROOT, base64.b64encode(bytes(31)).decode()),
    "root-of-33-bytes": GOOD.replace(ROOT, base64.b64encode(bytes(33)).decode()),
    "root-unpadded": GOOD.replace(ROOT, ROOT.rstrip("=")),
    "root-with-stray-bits": GOOD.replace(ROOT, ROOT[:-2] + "9="),
    "root-hexadecimal": GOOD.replace(ROOT, bytes(32).hex()),
    "no-root": f"{ORIGIN}\n300\n",
    "extension-line": f"{GOOD}extension\n",
    "blank-line-at-end": f"{GOOD}\n",
    "no-final-newline": GOOD[:-1],
    "empty": "",
}


@pytest.mark.parametrize("name", BAD)
def test_malformed_checkpoint_is_refused_even_when_signed(name):
    assert BAD[name] != GOOD
    assert parse_checkpoint(GOOD).size == 300
    with pytest.raises(CheckpointMalformed):
        parse_checkpoint(BAD[name])
    if BAD[name].endswith("\n"):
        with pytest.raises(CheckpointMalformed):
            open_checkpoint(sign_note(BAD[name], LOG), LOG.verifier)


def test_a_checkpoint_of_another_log_is_refused_though_our_key_signed_it():
    with pytest.raises(OriginMismatch):
        open_checkpoint(sign_note(Checkpoint("other.example/xa", 300, bytes(32)).text, LOG), LOG.verifier)


def test_a_checkpoint_signed_by_a_stranger_of_the_same_name_is_refused():
    with pytest.raises(SignatureMissing):
        open_checkpoint(sign_checkpoint(checkpoint(), STRANGER), LOG.verifier)


def test_a_log_signs_for_its_own_origin_only():
    with pytest.raises(LedgerMisuse):
        sign_checkpoint(checkpoint(), NoteSigner("other.example/xa", bytes(32)))
