"""Any one value changed, with every hash and signature mended around it: refused by name, and never a surprise."""

import json
import random
from dataclasses import replace

import pytest

from verifier.mutations import mutated_archive, mutated_record
from verifier.relogged import bundle_of, evidence_of, finished
from voting.verifier.evidence import Kind
from voting.verifier.sentences import UNKNOWN_CRIME
from voting.verifier.verification import verify

RAWS, VOTE = finished()
ARCHIVE = bundle_of(RAWS, VOTE).archive
TIMES = 40


def refused(evidence):
    """Not accepted, every failure with a code that has a sentence, and all of it can be printed."""
    report = verify(evidence)
    assert not report.ok
    assert json.dumps(report.value())
    for check in report.failures:
        assert check.error
        assert UNKNOWN_CRIME[0].format(code=check.error) not in check.sentence.vi
    return True


@pytest.mark.parametrize("seed", range(3))
def test_a_record_with_any_value_changed_is_refused(seed):
    chance = random.Random(seed)
    for _ in range(TIMES):
        raws = mutated_record(RAWS, chance)
        if raws != list(RAWS):
            assert refused(evidence_of(bundle_of(raws, VOTE, archive=ARCHIVE)))


@pytest.mark.parametrize("seed", range(3))
def test_an_archive_with_any_value_changed_is_refused(seed):
    chance = random.Random(seed)
    evidence = evidence_of(bundle_of(RAWS, VOTE), kind=Kind.ARCHIVE, vote="")
    assert verify(evidence).ok
    for _ in range(TIMES):
        archive = mutated_archive(ARCHIVE, chance)
        if archive != ARCHIVE:
            assert refused(replace(evidence, archive=archive))
