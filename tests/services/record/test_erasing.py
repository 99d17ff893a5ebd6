"""Personal data that nobody needs any more goes for good; what is still needed stays."""

import json
from dataclasses import replace
from typing import Any

import pytest
from village.life import Village
from village.people import COMMUNE, HEADER, VILLAGE, import_roll
from village.road import HELPER, TEAM, Walk

from voting.bootstrap import KEYS
from voting.law.road import Ending
from voting.services.errors import NotFound
from voting.services.matters.steps import MATTER_SALT
from voting.services.record.erasing import Erased, erase_due
from voting.storage import errors as storage_errors

NEXT = HEADER + "DH-001;Người Mới;Người Mới;Xóm Đông, số 1;0912000001\n"


ALONE = "Vi Thị Riêng"


def preview(village: Village) -> str:
    return village.services.rolls.preview(village.actors["head"], VILLAGE, "ho.csv", NEXT.encode()).id


def end_all(village: Village) -> None:
    for which in ("open", "upcoming"):
        village.services.votes.cancel(village.actors["head"], village.votes[which], "Hết việc")


def on_disk(village: Village, words: str) -> bool:
    """Whether these words lie in any file of the installation."""
    return any(words.encode() in path.read_bytes() for path in village.folder.rglob("*") if path.is_file())


def test_an_upload_goes_a_day_after_it_was_made(village: Village) -> None:
    kept = preview(village)
    village.clock.move(hours=23)
    assert erase_due(village.desk) == Erased(uploads=1), "only the mark, without names, of the list taken over before"
    village.services.rolls.staged(village.actors["head"], VILLAGE, kept)
    village.clock.move(hours=1, minutes=1)
    assert erase_due(village.desk) == Erased(uploads=1)
    with pytest.raises(NotFound):
        village.services.rolls.staged(village.actors["head"], VILLAGE, kept)
    assert not on_disk(village, "Người Mới")


def test_a_replaced_list_goes_and_its_number_and_commitment_stay(village: Village) -> None:
    end_all(village)
    keys = set((village.folder / KEYS).iterdir())
    with village.desk.database.reading() as tx:
        (old,) = tx.rolls.versions(COMMUNE, VILLAGE)
        assert tx.rolls.salt(COMMUNE, VILLAGE, 1)
    import_roll(village.services, village.actors["head"], NEXT)
    assert on_disk(village, "Trần Thị Bình")
    assert erase_due(village.desk) == Erased(rolls=1)
    assert erase_due(village.desk) == Erased()
    assert not on_disk(village, "Trần Thị Bình")
    with village.desk.database.reading() as tx:
        new, kept = tx.rolls.versions(COMMUNE, VILLAGE)
        assert (kept.households, kept.commitment) == (old.households, old.commitment)
        assert tx.rolls.households(COMMUNE, VILLAGE, 1) == ()
        assert len(tx.rolls.households(COMMUNE, VILLAGE, 2)) == new.households == 1
        with pytest.raises(storage_errors.NotFound):
            tx.rolls.salt(COMMUNE, VILLAGE, 1)
    assert len(keys - set((village.folder / KEYS).iterdir())) == 1, "the salt's own key file is gone"


def ended(village: Village) -> Walk:
    """A matter whose vote was cancelled, with somebody in its team who is in no other."""
    walk = Walk(village).propose("Trồng cây ven đường").walk("inform")
    village.services.preparing.appoint(village.actors["head"], walk.id, (*TEAM[:2], replace(TEAM[2], name=ALONE)))
    walk.settle()
    walk.poll()
    walk.open()
    vote = village.services.matters.get(walk.id).vote
    village.services.votes.cancel(village.actors["head"], vote, "Hết việc")
    village.services.meetings.end(village.actors["head"], walk.id, Ending.CANCELLED, "Bà con bàn thêm")
    return walk


def notes_of(village: Village, walk: Walk) -> dict[str, Any]:
    """What is kept of a matter beside the record."""
    with village.desk.database.reading() as tx:
        return tx.matters.with_id(walk.id).notes


def test_the_names_of_a_matter_go_three_months_after_its_end_and_its_salts_with_them(village: Village) -> None:
    keys = set((village.folder / KEYS).iterdir())
    walk = ended(village)
    village.clock.move(days=89)
    assert erase_due(village.desk).matters == 0
    assert notes_of(village, walk)["phone"] == HELPER.phone
    assert on_disk(village, json.dumps(ALONE))
    village.clock.move(days=2)
    assert erase_due(village.desk).matters == 1
    assert erase_due(village.desk).matters == 0
    notes = notes_of(village, walk)
    assert set(notes) == {"proposer", "answers"}
    assert not on_disk(village, json.dumps(ALONE)), "as JSON it stood in the notes; the team's paper stays"
    with village.desk.database.reading() as tx:
        assert not [one for one in tx.secrets.names(COMMUNE, MATTER_SALT) if one.startswith(walk.id)]
    assert set((village.folder / KEYS).iterdir()) <= keys, "each salt's own key file is gone"


def test_of_a_matter_that_goes_on_nothing_is_forgotten(village: Village) -> None:
    walk = Walk(village).propose("Trồng cây ven đường").walk("appoint")
    village.clock.move(days=1000)
    assert erase_due(village.desk).matters == 0
    assert len(notes_of(village, walk)["team"]) == 3


def test_the_list_in_use_is_never_erased(village: Village) -> None:
    village.clock.move(days=1000)
    erase_due(village.desk)
    assert len(village.services.rolls.households(village.actors["head"], VILLAGE)) == 5


def test_while_nothing_is_due_nothing_is_locked(village: Village) -> None:
    preview(village)
    other = village.again()
    with village.desk.database.transaction() as tx:
        tx.log.lock(COMMUNE, "")
        assert erase_due(other.desk) == Erased()
