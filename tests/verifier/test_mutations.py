"""Any one value changed, with every hash and signature mended around it: refused by name, and never a surprise."""

import json
import random
from dataclasses import replace

import pytest

from verifier.mutations import mutated_archive, mutated_record
from verifier.relogged import bundle_of, evidence_of, finished
from voting.ballots.archive import read_archive
from voting.verifier.evidence import Kind
from voting.verifier.sentences import UNKNOWN_CRIME
from voting.verifier.verification import verify

RAWS, VOTE = finished()
ARCHIVE = bundle_of(RAWS, VOTE).archive
HONEST = replace(read_archive(ARCHIVE), credentials=b"", head="")
TIMES = 40
SALTED = {"commitment", "documents", "reason"}
"""What an entry may say freely: only whoever holds the salt or the paper can check it."""


def holds(evidence):
    """Whether all is accepted; whatever is not has a code with a sentence, and can be printed."""
    report = verify(evidence)
    assert json.dumps(report.value())
    for check in report.failures:
        assert check.error
        assert UNKNOWN_CRIME[0].format(code=check.error) not in check.sentence.vi
    return report.ok


def fields_changed(raws):
    """The names of the fields in which a record differs from the honest one."""
    pairs = [(json.loads(old), json.loads(new)) for old, new in zip(RAWS, raws, strict=True) if old != new]
    return {name for old, new in pairs for name in old if not isinstance(new, dict) or old[name] != new.get(name)}


@pytest.mark.parametrize("seed", range(3))
def test_a_record_with_any_value_changed_is_refused(seed):
    chance = random.Random(seed)
    for _ in range(TIMES):
        raws = mutated_record(RAWS, chance)
        changed = fields_changed(raws)
        if changed and not changed <= SALTED:
            assert not holds(evidence_of(bundle_of(raws, VOTE, archive=ARCHIVE)))


@pytest.mark.parametrize("seed", range(3))
def test_an_archive_with_any_value_changed_is_refused(seed):
    """But for a household that has not voted and is left off the list: only record or card register can show that."""
    chance = random.Random(seed)
    evidence = evidence_of(bundle_of(RAWS, VOTE), kind=Kind.ARCHIVE, vote="")
    assert verify(evidence).ok
    for _ in range(TIMES):
        archive = mutated_archive(ARCHIVE, chance)
        if archive != ARCHIVE and holds(replace(evidence, archive=archive)):
            assert replace(read_archive(archive), credentials=b"", head="") == HONEST
