"""Bundles that were changed at random: Python and the browser's scripts find the same checks failing, the same errors.

A short run; `python -m museum.mutate 10000` (see there) is the long one, by hand.
"""

import json
from collections.abc import Callable

import pytest
from fixtures.node import Run, find_node

from museum.mutate import Mutant, bases, compacted, compared, first_failure, mend, said_of, sign

pytestmark = [pytest.mark.node, pytest.mark.timeout(300)]
FEW = 40


def test_two_judges_say_the_same_of_what_was_changed_at_random(node: Run) -> None:
    assert node  # which skips where there is no Node.js
    judged = list(compared(range(FEW), node=find_node() or "node"))
    assert [(number, made.how, ours, theirs) for number, made, ours, theirs in judged if ours != theirs] == []
    assert len({first_failure(ours) for _, _, ours, _ in judged}) > FEW // 4, "of many kinds"


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [(str.upper, "wrong-log"), (lambda _: "log\n", "wrong-log"), (lambda _: "", "malformed-entry")],
    ids=["upper-case", "no-key", "empty"],
)
def test_a_starting_policy_that_is_none_is_refused_and_crashes_nobody(
    node: Run, spoilt: Callable[[str], str], code: str
) -> None:
    """Found by a mutation of `good-sealed`, made here by name: a number is another mutation once the museum grows."""
    assert node
    base = next(one for one in bases() if one.name == "good-sealed")
    made = Mutant(base, list(base.commune), list(base.book), dict(base.files))
    started = json.loads(made.commune[0])
    assert started["type"] == "log-started"
    made.commune[0] = compacted(started | {"policy": spoilt(started["policy"])})
    mend(made)
    sign(made)
    [(ours, theirs)] = said_of([made], find_node() or "node")
    assert f"replay:{code}" in ours
    assert ours == theirs
