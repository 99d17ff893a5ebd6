"""Numbers that the law leaves open are the commune's to set, in public; everything goes by those in force."""

from datetime import timedelta

import pytest
from village.life import YES, Village
from village.people import COMMUNE
from village.road import PHOTO, Walk

from voting.law.clocks import CLOCKS
from voting.services.errors import Forbidden, Invalid, NotFound

KEY = "result.posting"


def change(village: Village, value: int, key: str = KEY, reason: str = "Bà con đi làm xa", form: str = "") -> None:
    village.services.settings.change(village.actors["admin"], key, value, reason, form)


def test_a_number_that_was_set_is_in_force_and_its_change_is_told(village: Village) -> None:
    change(village, 60)
    village.clock.move(days=1)
    change(village, 45, reason="Xã góp ý")
    assert village.services.settings.clock(COMMUNE, KEY).value == 45
    assert village.services.settings.of(COMMUNE)["online.send"] == CLOCKS["online.send"]
    told = [(one.before, one.clock.value, one.reason) for one in village.services.settings.changes(COMMUNE)]
    assert told == [(60, 45, "Xã góp ý"), (30, 60, "Bà con đi làm xa")]


def test_the_same_form_again_changes_it_once(village: Village) -> None:
    size = village.log().head().size
    for _ in range(2):
        change(village, 60, form="n1")
    assert village.log().head().size == size + 1


@pytest.mark.parametrize(("value", "fault"), [(6, "number-bounds"), (366, "number-bounds"), (30, "number-same")])
def test_what_it_cannot_be_is_said_at_the_field(village: Village, value: int, fault: str) -> None:
    with pytest.raises(Invalid) as error:
        change(village, value)
    assert error.value.faults == {"value": fault}
    with pytest.raises(Invalid):
        change(village, 60, reason=" ")
    assert not village.services.settings.changes(COMMUNE)


@pytest.mark.parametrize("key", ["online.send", "counting.least", "no.such"])
def test_what_the_law_or_the_program_fixes_nobody_sets(village: Village, key: str) -> None:
    with pytest.raises(NotFound):
        change(village, 4, key)


def test_only_the_administrator_sets_them(village: Village) -> None:
    with pytest.raises(Forbidden):
        village.services.settings.change(village.actors["head"], KEY, 60, "Muốn thế", "")


def test_a_result_is_posted_as_long_as_the_commune_has_set(village: Village) -> None:
    walk = Walk(village).propose("Giờ thu gom rác mới")
    uuid = walk.walk("open") and village.services.matters.get(walk.id).vote
    village.cast_all(uuid, (YES, YES, YES))
    village.close(uuid)
    village.count(uuid)
    walk.minute()
    walk.resolve()
    change(village, 60)
    today, head = village.clock().date(), village.actors["head"]
    with pytest.raises(Invalid) as error:
        village.services.decisions.publish(head, walk.id, today + timedelta(days=59), PHOTO)
    assert error.value.faults == {"until": "posting-short"}
    village.services.decisions.publish(head, walk.id, today + timedelta(days=60), PHOTO)
