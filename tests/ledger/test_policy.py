"""Policies: what the format allows, what it refuses, and when a quorum is met."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.errors import LogNotInPolicy, PolicyMalformed, QuorumNotMet, SignatureInvalid, SignatureMissing
from voting.ledger.note import Signature, add_signatures, sign_note
from voting.ledger.policy import make_policy, parse_policy

from .crimes import BAD_POLICIES, LOG_LINE, WITNESS_LINE
from .sample_log import BOARD, FRONT, LOG, ORIGIN, POLICY, STRANGER, TIME_S, checkpoint, note

NAMES = ("X1", "X2", "X3", "Y1", "Y2")
WITNESSES = {name: CosignatureSigner(f"{name}.example", name.encode().ljust(32)) for name in NAMES}
LINES = [f"witness {name} {one.vkey}" for name, one in WITNESSES.items()]


def test_the_two_level_example_of_the_specification_counts_right():
    policy = make_policy(
        [
            LOG_LINE,
            *LINES,
            "group X-witnesses 2 X1 X2 X3",
            "group Y-witnesses any Y1 Y2",
            "group X-and-Y all X-witnesses Y-witnesses",
            "quorum X-and-Y",
        ]
    )
    for enough in ({"X1", "X2", "Y1"}, {"X1", "X3", "Y2"}, set(WITNESSES)):
        assert policy.is_satisfied_by(enough)
    for short in (set(), {"X1", "Y1"}, {"X1", "X2", "X3"}, {"Y1", "Y2", "X2"}, {"X-witnesses", "Y-witnesses"}):
        assert not policy.is_satisfied_by(short)


@given(st.sets(st.sampled_from(sorted(WITNESSES))), st.integers(1, 5))
def test_a_group_counts_its_members(names, needed):
    policy = make_policy([*LINES, f"group all-five {needed} X1 X2 X3 Y1 Y2", "quorum all-five"])
    assert policy.is_satisfied_by(names) == (len(names) >= needed)


def test_comments_spaces_tabs_and_urls_are_allowed():
    log_line = f" \tlog\t{LOG.vkey}  https://dinh.example/xa\n"
    raw = f"# Xã 123\n\n{log_line}\t# x\nwitness  b {BOARD.vkey} https://b/ \nquorum b\n"
    policy = parse_policy(raw.encode())
    assert policy.urls == {LOG.vkey: "https://dinh.example/xa", "b": "https://b/"}
    assert parse_policy(policy.text.encode()) == policy
    assert policy.text == (f"log {LOG.vkey} https://dinh.example/xa\nwitness b {BOARD.vkey} https://b/\nquorum b\n")


def test_names_are_compared_code_point_by_code_point():
    with pytest.raises(PolicyMalformed):
        parse_policy(f"witness K {BOARD.vkey}\nquorum \u212a\n".encode())


@pytest.mark.parametrize("name", BAD_POLICIES)
def test_malformed_policy_is_refused(name):
    with pytest.raises(PolicyMalformed):
        parse_policy(BAD_POLICIES[name].encode())


def test_a_policy_that_is_not_utf8_is_refused():
    with pytest.raises(PolicyMalformed):
        parse_policy(b"# \xff\nquorum none\n")


def test_no_quorum_needs_the_log_alone():
    verdict = make_policy([LOG_LINE, "quorum none"]).require(note())
    assert (verdict.checkpoint, verdict.log.vkey, verdict.cosigned) == (checkpoint(), LOG.vkey, {})


def test_a_quorum_is_met_by_those_who_signed():
    assert POLICY.require(note(300, BOARD, FRONT)).cosigned == {"board": TIME_S, "front": TIME_S}
    short = POLICY.judge(note(300, BOARD))
    assert (short.satisfied, short.cosigned) == (False, {"board": TIME_S})
    with pytest.raises(QuorumNotMet):
        POLICY.require(note(300, BOARD))


def test_a_witness_that_signed_twice_counts_once_with_its_latest_time():
    lines = [LOG.sign(checkpoint().text), BOARD.sign(checkpoint(), TIME_S + 9), BOARD.sign(checkpoint(), TIME_S)]
    verdict = POLICY.judge(add_signatures(checkpoint().text, lines))
    assert (verdict.satisfied, verdict.cosigned) == (False, {"board": TIME_S + 9})


def test_a_false_line_of_a_known_witness_refuses_the_checkpoint():
    false = Signature(BOARD.name, BOARD.verifier.key.key_id, FRONT.sign(checkpoint(), TIME_S).signature)
    with pytest.raises(SignatureInvalid):
        POLICY.judge(add_signatures(checkpoint().text, [LOG.sign(checkpoint().text), false]))


def test_witnesses_alone_do_not_make_a_checkpoint():
    lines = [BOARD.sign(checkpoint(), TIME_S), FRONT.sign(checkpoint(), TIME_S)]
    with pytest.raises(SignatureMissing):
        POLICY.judge(add_signatures(checkpoint().text, lines))


def test_only_listed_logs_are_believed_and_only_about_themselves():
    with pytest.raises(SignatureMissing):
        POLICY.judge(sign_note(checkpoint().text, STRANGER))
    with pytest.raises(LogNotInPolicy):
        POLICY.judge(sign_note(checkpoint().text, STRANGER), STRANGER.verifier)
    with pytest.raises(SignatureMissing):
        POLICY.judge(sign_note(checkpoint().text.replace(ORIGIN, "other.example/xa"), LOG))


def test_a_listed_log_may_be_asked_for():
    assert POLICY.judge(note(300, BOARD), LOG.verifier).log == LOG.verifier


def test_256_witnesses_are_read_and_a_group_may_have_one_member():
    lines = [f"witness w{n} {CosignatureSigner('w', n.to_bytes(32, 'big')).vkey}" for n in range(256)]
    assert len(make_policy([*lines, "group g any w1", "quorum g"]).witnesses) == 256


def test_a_policy_has_at_most_64_kilobytes():
    largest = b"quorum none\n".rjust(65_536, b"\n")
    assert parse_policy(largest).quorum == "none"
    with pytest.raises(PolicyMalformed):
        parse_policy(b"\n" + largest)


def test_a_policy_without_logs_takes_the_callers_log():
    policy = make_policy([WITNESS_LINE, "quorum board"])
    assert policy.require(note(300, BOARD), LOG.verifier).satisfied
    with pytest.raises(SignatureMissing):
        policy.judge(note(300, BOARD))
