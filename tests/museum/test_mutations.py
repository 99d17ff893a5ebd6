"""Bundles that were changed at random: Python and the browser's scripts find the same checks failing, the same errors.

A short run; `python -m museum.mutate 10000` (see there) is the long one, by hand.
"""

import pytest
from fixtures.node import Run, find_node

from museum.mutate import SEED, bases, compared, mutant, of_python

pytestmark = [pytest.mark.node, pytest.mark.timeout(300)]
FEW = 40


def test_two_judges_say_the_same_of_what_was_changed_at_random(node: Run) -> None:
    assert node  # which skips where there is no Node.js
    judged = list(compared(range(FEW), node=find_node() or "node"))
    assert [(number, made.how, ours, theirs) for number, made, ours, theirs in judged if ours != theirs] == []
    assert len({ours[0] for _, _, ours, _ in judged if ours}) > FEW // 4, "of many kinds"


def test_a_starting_policy_that_is_none_is_refused_and_crashes_nobody() -> None:
    """Found by mutation 140 of this seed."""
    said = of_python(mutant(140, bases(), SEED))
    assert "replay:wrong-log" in said
