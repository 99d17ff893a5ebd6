"""Every check, crime and sign has a plain sentence in both languages, and nothing a stranger wrote breaks one."""

import ast
import re
import string
from pathlib import Path

import pytest

from voting.ballots import errors as ballot_errors
from voting.ledger import errors as ledger_errors
from voting.record import errors as record_errors
from voting.verifier import sentences
from voting.verifier.beside_sentences import RECEIPTS, SIGNS
from voting.verifier.check_sentences import ANY_FAILURE, FAILURES, FINDINGS, TITLES
from voting.verifier.checks import CHECKS, NUMBERS, checks_for
from voting.verifier.crime_sentences import CRIMES
from voting.verifier.errors import Crime, UnreadableInput
from voting.verifier.evidence import Kind
from voting.verifier.findings import Finding, ReceiptFinding, Status, code_of, failed
from voting.verifier.policy_signs import OF_POLICY
from voting.verifier.sentence import Sentence
from voting.verifier.sentences import receipt_sentence, sentence_of, sign_sentence
from voting.verifier.signs import LOOKS
from voting.verifier.unread_sentences import UNREAD

PACKAGE = Path(sentences.__file__).parent
ALL = {**TITLES, **FINDINGS, **FAILURES, **RECEIPTS, **SIGNS, **UNREAD, "any": ANY_FAILURE}
VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
NEVER_SAID = {
    "fork", "rollback", "stale-old-size", "not-consistent", "unknown-log", "log-signature-refused", "request-malformed",
    "witness-refusal", "malformed-bundle", "refused-entry",
}  # fmt: skip
"""Codes of a witness's answers, which a verifier never gives; a malformed bundle is none of its crimes."""


def below(cls):
    for one in cls.__subclasses__():
        yield one
        yield from below(one)


def codes():
    yield from (one.code for one in below(Crime))
    yield from (one.code for one in below(record_errors.RecordError))
    yield from (one.code for one in below(ledger_errors.LedgerDataError))
    for one in below(ballot_errors.BallotDataError):
        yield one.code
        yield code_of(one.__new__(one))
    yield from ("replayed-ballot", "copied-ciphertext", "old-sequence", "too-many")


def fields(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", sorted(set(codes()) - NEVER_SAID))
def test_every_crime_has_a_sentence_in_both_languages(code):
    vi, en = CRIMES[code]
    assert vi.endswith(".")
    assert en.endswith(".")
    assert VIETNAMESE.search(vi)
    assert not VIETNAMESE.search(en)


def test_no_sentence_is_left_of_a_crime_that_nobody_commits():
    assert set(CRIMES) <= set(codes())


def test_every_reason_for_exit_2_has_a_sentence_and_none_is_left_over():
    assert {one.code for one in below(UnreadableInput)} | {UnreadableInput.code} == set(UNREAD)


@pytest.mark.parametrize("name", ALL)
def test_both_languages_take_the_same_values(name):
    said = ALL[name]
    assert fields(said.vi) == fields(said.en)
    assert VIETNAMESE.search(said.vi)
    assert not VIETNAMESE.search(said.en)


def test_every_check_has_a_title_and_nothing_else_has():
    assert list(TITLES) == [check.name for check in CHECKS]
    assert [check.number for check in CHECKS] == list(range(1, len(CHECKS) + 1))
    assert set(FAILURES) <= set(TITLES)


def named_in(*patterns):
    """The texts with a dot in the package's files."""
    for path in (path for pattern in patterns for path in PACKAGE.rglob(pattern)):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
                yield node.value


def test_every_sentence_that_a_check_names_is_there_and_none_is_left_over():
    named = set(named_in("checks*.py", "receipts.py"))
    by_kind = {f"{check.name}.{kind}" for kind in Kind for check in checks_for(kind) if kind not in check.kinds}
    said = {name for name in FINDINGS if "." in name}
    assert said <= named | by_kind
    assert {name for name in named if name.split(".")[0] in NUMBERS and " " not in name} <= said
    assert {name for name in by_kind if name.endswith(".archive")} <= said


def test_every_sentence_of_a_receipt_is_named_and_none_is_left_over():
    named = set(named_in("receipts.py", "sentences.py"))
    assert set(RECEIPTS) == {name for name in named if name.startswith("receipt.")}


def test_every_sign_has_its_sentence():
    assert len(SIGNS) == len(LOOKS) + len(OF_POLICY)
    source = "".join((PACKAGE / name).read_text(encoding="utf-8") for name in ("signs.py", "policy_signs.py"))
    assert set(re.findall(r'Sign\("([a-z-]+)"', source)) == set(SIGNS)


@pytest.mark.parametrize("check", CHECKS, ids=NUMBERS)
def test_what_is_not_given_is_said_for_every_kind_of_input(check):
    for kind in set(Kind) - check.kinds:
        made = sentence_of(check.name, Finding(Status.NOT_GIVEN, f"{check.name}.{kind}"))
        assert "{" not in made.vi + made.en


@pytest.mark.parametrize("check", NUMBERS)
def test_a_failure_without_numbers_still_has_its_sentence(check):
    made = sentence_of(check, failed(record_errors.WrongClosing("x"), check, {}))
    assert "{" not in made.vi + made.en
    assert CRIMES["wrong-closing"][0] in made.vi


def test_a_crime_without_a_sentence_says_its_code():
    class NewCrime(Crime):
        code = "brand-new"

    assert "(mã brand-new)" in sentence_of("setup", failed(NewCrime("x"), "setup", {})).vi


HOSTILE = "\x1b[31m{0.__class__}\u202e" + "x" * 10_000


def test_what_a_stranger_wrote_cannot_steer_the_terminal_or_the_template():
    finding = Finding(Status.FAIL, "replay", {"index": 1, "type": HOSTILE}, error="x", crime="y")
    receipt = ReceiptFinding(HOSTILE, Status.NOT_GIVEN, "receipt.later", {"name": HOSTILE, "index": 1})
    sign = sign_sentence("short-vote", {"hours": HOSTILE, "days": 2, "citation": HOSTILE})
    made = [sentence_of("replay", finding), receipt_sentence(receipt), sign]
    for text in (text for one in made for text in (one.vi, one.en)):
        assert text.isprintable()
        assert len(text) < 2000


def test_a_sentence_within_a_sentence_is_in_its_own_language():
    assert Sentence("a {b}", "x {b}").filled({"b": Sentence("c", "z")}) == Sentence("a c", "x z")
