"""One household code, however it is written: at the import, in forms, for cards and their revocation."""

from pathlib import Path

import pytest
from village.life import Village
from village.people import NEIGHBOUR, VILLAGE

from voting.services.errors import NotFound


@pytest.fixture
def cases(shared: Path) -> Path:
    return shared / "cases"


def import_file(village: Village, file: Path) -> None:
    head = village.actors["other-head"]
    found = village.services.rolls.preview(head, NEIGHBOUR, file.name, file.read_bytes())
    village.services.rolls.confirm(head, NEIGHBOUR, found.id)


@pytest.mark.parametrize("written", ["dh 002", "DH-002", " dh–002 ", "Dh002", "ＤＨ-００２"])
def test_a_lost_card_is_revoked_however_its_code_is_typed(village: Village, written: str) -> None:
    assert village.lose_card(written) == "DH-002", "said as the list spells it"
    assert not village.services.card_lookup.find(VILLAGE, village.phones["DH-002"].key).valid


@pytest.mark.parametrize("written", ["", "-", "~", "DH-02", "DH-0022", "DH-999"])
def test_no_other_card_is_revoked_by_a_code_that_is_not_its_own(village: Village, written: str) -> None:
    with pytest.raises(NotFound):
        village.lose_card(written)
    assert all(village.services.card_lookup.find(VILLAGE, phone.key).valid for phone in village.phones.values())
