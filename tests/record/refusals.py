"""How a refusal is looked at: by its code, with both kinds of books as they were before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy

import pytest

from record.sample_village import Village
from voting.record.errors import RecordError


@contextmanager
def untouched(village: Village) -> Iterator[None]:
    before = deepcopy((village.commune, village.books))
    yield
    assert (village.commune, village.books) == before


def refusal(village: Village, deed: Callable[[], object]) -> str:
    """The code of the refusal, both kinds of books being untouched."""
    with untouched(village), pytest.raises(RecordError) as found:
        deed()
    return found.value.code
