"""Keys nobody should hold: those anyone can guess, and those that cancel each other."""

import pytest

from voting.ballots.errors import WeakKey
from voting.ballots.weak_keys import require_strong_keys
from voting.crypto.group import IDENTITY, G
from voting.crypto.scalars import Q

A, B = G**1234567, G**7654321


def test_keys_of_secrets_that_have_nothing_to_do_with_each_other() -> None:
    require_strong_keys([])
    require_strong_keys([A, B, A * B])


@pytest.mark.parametrize(
    "keys",
    [[IDENTITY], [G], [G ** (Q - 1)], [A, A], [A, A ** (Q - 1)], [A, B, IDENTITY / A], [B, A, G]],
    ids=["the identity", "g", "the inverse of g", "twice", "inverse", "inverse later", "g later"],
)
def test_weak_keys_are_refused(keys: list) -> None:
    with pytest.raises(WeakKey) as refusal:
        require_strong_keys(keys)
    assert (refusal.value.name, refusal.value.code) == ("weak-key", "bad-trustees")
