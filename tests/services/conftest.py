"""The lively village, made once and copied for each test."""

import pytest
from village.life import Village


@pytest.fixture
def village(own_village: Village) -> Village:
    """The commune, to be changed at will."""
    return own_village
