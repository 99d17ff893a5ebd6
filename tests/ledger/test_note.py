"""Signed notes: Go's own example, and every way a note or a key is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.ledger.errors import KeyMalformed, LedgerMisuse, NoteMalformed, SignatureInvalid, SignatureMissing
from voting.ledger.note import (
    NoteSigner,
    NoteVerifier,
    Signature,
    add_signatures,
    open_note,
    parse_note,
    parse_signature_lines,
    sign_note,
)

from . import crimes
from .crimes import BAD_NOTES, BAD_VKEYS, GOOD_NOTE, TEXT
from .sample_log import LOG, ORIGIN, STRANGER

# The example in the documentation of golang.org/x/mod/sumdb/note.
GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()


def test_a_note_signed_by_go_opens():
    opened = open_note(GO_NOTE, [NoteVerifier.parse(GO_VKEY)])
    assert opened.text.endswith("your problem is.\n")
    assert [one.name for one in opened.verified] == ["PeterNeumann"]


def test_keys_print_back_to_their_text():
    assert NoteVerifier.parse(GO_VKEY).vkey == GO_VKEY
    assert NoteSigner.parse(LOG.unsafe_skey()).vkey == LOG.vkey == NoteVerifier.parse(LOG.vkey).vkey


def test_a_generated_key_signs_what_its_public_key_opens():
    signer = NoteSigner.generate(ORIGIN)
    assert open_note(sign_note(TEXT, signer), [NoteVerifier.parse(signer.vkey)]).text == TEXT


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"])))
def test_any_text_without_control_characters_can_be_signed(text):
    note = sign_note(f"{text}\n", LOG)
    assert parse_note(note).raw == note
    assert open_note(note, [LOG.verifier]).text == f"{text}\n"


def test_text_may_hold_blank_lines():
    assert open_note(sign_note("a\n\nb\n\n", LOG), [LOG.verifier]).text == "a\n\nb\n\n"


def test_lines_of_strangers_are_kept_and_ignored():
    opened = open_note(sign_note(TEXT, STRANGER, LOG), [LOG.verifier])
    assert [one.key_id for one in opened.verified] == [LOG.verifier.key.key_id]
    assert [one.key_id for one in opened.ignored] == [STRANGER.verifier.key.key_id]


def test_a_note_by_strangers_alone_has_no_signature():
    with pytest.raises(SignatureMissing):
        open_note(sign_note(TEXT, STRANGER), [LOG.verifier])


def test_a_false_line_of_a_trusted_key_refuses_the_note_even_beside_a_true_one():
    false = Signature(LOG.name, LOG.verifier.key.key_id, bytes(64))
    with pytest.raises(SignatureInvalid):
        open_note(add_signatures(TEXT, [LOG.sign(TEXT), false]), [LOG.verifier])


def test_a_changed_text_refuses_the_note():
    with pytest.raises(SignatureInvalid):
        open_note(GOOD_NOTE.replace("Đoài", "Đông").encode(), [LOG.verifier])


@pytest.mark.parametrize("name", BAD_NOTES)
def test_malformed_note_is_refused(name):
    assert BAD_NOTES[name] != GOOD_NOTE
    with pytest.raises(NoteMalformed):
        open_note(BAD_NOTES[name].encode(), [LOG.verifier])


def test_bytes_that_are_not_utf8_are_refused():
    with pytest.raises(NoteMalformed):
        parse_note(GOOD_NOTE.encode().replace(b"h", b"\xff", 1))
    with pytest.raises(NoteMalformed):
        parse_signature_lines(b"\xff\n")


@given(st.integers(0, len(GOOD_NOTE.encode()) - 1), st.integers(1, 255))
def test_any_changed_byte_is_refused(at, mask):
    changed = bytearray(GOOD_NOTE.encode())
    changed[at] ^= mask
    with pytest.raises((NoteMalformed, SignatureMissing, SignatureInvalid)):
        open_note(bytes(changed), [LOG.verifier])


@pytest.mark.parametrize("name", BAD_VKEYS)
def test_malformed_key_is_refused(name):
    assert BAD_VKEYS[name] != LOG.vkey
    with pytest.raises(KeyMalformed):
        NoteVerifier.parse(BAD_VKEYS[name])


@pytest.mark.parametrize("change", [lambda skey: skey[1:], lambda skey: skey.replace("xa", "xb"), lambda _: LOG.vkey])
def test_malformed_signer_key_is_refused_without_being_quoted(change):
    with pytest.raises(KeyMalformed) as refusal:
        NoteSigner.parse(change(LOG.unsafe_skey()))
    assert LOG.unsafe_skey()[-20:] not in str(refusal.value)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb"])
def test_a_signer_needs_a_proper_name_and_seed(name):
    with pytest.raises(KeyMalformed):
        NoteSigner(name, bytes(32))
    with pytest.raises(KeyMalformed):
        NoteSigner(ORIGIN, bytes(31))


def test_what_no_reader_would_accept_is_not_written():
    for text in ("no newline", "tab\t\n"):
        with pytest.raises(LedgerMisuse):
            sign_note(text, LOG)
    with pytest.raises(LedgerMisuse):
        sign_note(TEXT, *[LOG] * 17)
    with pytest.raises(LedgerMisuse):
        sign_note(TEXT)


def test_limits_are_met_exactly():
    assert len(parse_note(GOOD_NOTE.encode() + LOG.sign(TEXT).line.encode() * 99).signatures) == 100
    assert len(parse_note(sign_note(TEXT, *[LOG] * 16)).signatures) == 16
    longest = sign_note("a" * (65_536 - len(sign_note("\n", LOG))) + "\n", LOG)
    assert parse_note(longest).raw == longest
    with pytest.raises(NoteMalformed):
        parse_note(b"a" + longest)


def test_two_trusted_keys_of_one_name_and_id_are_misuse():
    first, second = crimes.SAME_ID_LOGS
    assert (first.verifier.key.key_id, first.name) == (second.verifier.key.key_id, second.name)
    with pytest.raises(LedgerMisuse):
        open_note(GOOD_NOTE.encode(), [first.verifier, second.verifier])


def test_the_same_trusted_key_twice_is_misuse():
    with pytest.raises(LedgerMisuse):
        open_note(GOOD_NOTE.encode(), [LOG.verifier, LOG.verifier])
