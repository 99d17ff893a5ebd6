"""A verifier we did not write accepts the archive of a vote that asks for opinions."""

from collections.abc import Callable
from pathlib import Path

import pytest
from ballots.test_foreign import belenios, verdict
from village.life import Village
from village.states import HOURS, SAID, WORKS

__all__ = ["belenios"]  # the fixture
pytestmark = [pytest.mark.belenios, pytest.mark.shared]


def test_belenios_tool_accepts_one_of_two_and_up_to_two_of_three_or_blank(
    belenios: Path, new_village: Callable[..., Village], tmp_path: Path
) -> None:
    village = new_village(households=5)
    vote = village.ask("Việc năm tới", HOURS, WORKS)
    village.cast_all(vote, SAID)
    village.close(vote)
    village.count(vote)
    assert verdict(belenios, tmp_path, village.archive(vote)) == 0
