"""Every check, finding and crime has a plain sentence in both languages, and nothing a stranger wrote breaks one."""

import ast
import re
import string
from pathlib import Path

import pytest

from voting.ballots import errors as ballot_errors
from voting.ledger import errors as ledger_errors
from voting.record import bundle
from voting.record import errors as record_errors
from voting.verifier import crime_sentences, sentences
from voting.verifier import errors as verifier_errors
from voting.verifier.checks import CHECKS, NUMBERS
from voting.verifier.errors import Crime, UnreadableInput
from voting.verifier.findings import Finding, Status, code_of, failed
from voting.verifier.sentences import ANY_FAILURE, FAILURES, FINDINGS, OF_VOTE, TITLES, Sentence, sentence_of

PACKAGE = Path(sentences.__file__).parent
ALL = {**TITLES, **FINDINGS, **FAILURES, "any": ANY_FAILURE, "of-vote": OF_VOTE}
VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
WITNESS_ONLY = {
    "fork", "rollback", "stale-old-size", "not-consistent", "unknown-log", "log-signature-refused", "request-malformed",
    "witness-refusal",
}  # fmt: skip
"""Codes of a witness's answers, which a verifier never gives."""


def below(cls):
    for one in cls.__subclasses__():
        yield one
        yield from below(one)


def codes():
    yield from (one.code for one in below(verifier_errors.VerifierError) if one is not Crime)
    yield from (one.code for one in below(record_errors.RecordError))
    yield from (one.code for one in below(ledger_errors.LedgerDataError) if one.code not in WITNESS_ONLY)
    for one in below(ballot_errors.BallotDataError):
        yield one.code
        yield code_of(one.__new__(one))
    yield from ("replayed-ballot", "copied-ciphertext", "old-sequence", bundle.MalformedBundle.code)


def fields(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", sorted(set(codes()) - {"verifier-error"}))
def test_every_crime_has_a_sentence_in_both_languages(code):
    vi, en = crime_sentences.CRIMES[code]
    assert vi.endswith(".")
    assert en.endswith(".")
    assert VIETNAMESE.search(vi)
    assert not VIETNAMESE.search(en)


def test_no_sentence_is_left_of_a_crime_that_nobody_commits():
    assert set(crime_sentences.CRIMES) <= set(codes())


@pytest.mark.parametrize("name", ALL)
def test_both_languages_take_the_same_values(name):
    said = ALL[name]
    assert fields(said.vi) == fields(said.en)
    assert not VIETNAMESE.search(said.en)


def test_every_check_has_a_title_and_nothing_else_has():
    assert list(TITLES) == [check.name for check in CHECKS]
    assert [check.number for check in CHECKS] == list(range(1, len(CHECKS) + 1))


def test_every_sentence_that_a_check_names_is_there_and_none_is_left_over():
    named = set()
    for path in PACKAGE.rglob("check*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
                named.add(node.value)
    said = {name for name in FINDINGS if "." in name}
    assert said <= named
    assert {name for name in named if name.split(".")[0] in NUMBERS and " " not in name} <= said


@pytest.mark.parametrize("check", NUMBERS)
def test_a_failure_without_numbers_still_has_its_sentence(check):
    made = sentence_of(check, failed(record_errors.WrongClosing("x"), check, {}))
    assert "{" not in made.vi + made.en
    assert crime_sentences.CRIMES["wrong-closing"][0] in made.vi


def test_a_crime_without_a_sentence_says_its_code():
    class NewCrime(Crime):
        code = "brand-new"

    assert "(mã brand-new)" in sentence_of("setup", failed(NewCrime("x"), "setup", {})).vi


def test_what_a_stranger_wrote_cannot_steer_the_terminal_or_the_template():
    title = "\x1b[31m{0.__class__}\u202e" + "x" * 10_000
    finding = Finding(Status.FAIL, "replay", {"index": 1, "type": title}, error="x", crime="y", vote=title)
    made = sentence_of("replay", finding)
    for text in (made.vi, made.en):
        assert text.isprintable()
        assert len(text) < 1000
        assert "{0.__class__}" in text


def test_every_unreadable_input_has_a_sentence():
    assert {one.code for one in below(UnreadableInput)} <= set(crime_sentences.CRIMES)


def test_a_sentence_within_a_sentence_is_in_its_own_language():
    assert Sentence("a {b}", "x {b}").filled({"b": Sentence("c", "z")}) == Sentence("a c", "x z")
