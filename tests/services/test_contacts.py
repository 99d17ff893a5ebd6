"""Whom people may ring: named by the village's head or the administrator, shown to everyone, in no book."""

import pytest
from village.life import Village
from village.people import COMMUNE, NEIGHBOUR, VILLAGE

from voting.services.errors import Forbidden, Invalid, NotFound
from voting.services.people.contacts import Contact, phone_fault, plain_number
from voting.services.people.founding import NewVillage
from voting.services.permissions import Role

DEPUTY = ("Lê Thị Phó", "Phó trưởng thôn", "0912 345 678")
OFFICE = ("Trần Văn Phòng", "Văn phòng xã", "0235 386 1234")


def test_a_village_s_own_person_is_rung_and_otherwise_the_commune_s(own_village: Village) -> None:
    communes, actors = own_village.services.communes, own_village.actors
    assert communes.whom_to_ring(VILLAGE) is None
    communes.ring_in_commune(actors["admin"], *OFFICE)
    assert communes.whom_to_ring(VILLAGE) == Contact("Trần Văn Phòng", "Văn phòng xã", "0235\u00a0386\u00a01234")
    communes.ring_in_village(actors["head"], VILLAGE, *DEPUTY)
    assert communes.whom_to_ring(VILLAGE) == Contact("Lê Thị Phó", "Phó trưởng thôn", "0912\u00a0345\u00a0678")
    assert communes.whom_to_ring(VILLAGE) == communes.village(VILLAGE).ring
    assert communes.whom_to_ring(NEIGHBOUR) == communes.commune(COMMUNE).ring
    communes.ring_in_village(actors["head"], VILLAGE, "", " ", "")
    assert communes.whom_to_ring(VILLAGE) == communes.commune(COMMUNE).ring
    with pytest.raises(NotFound):
        communes.whom_to_ring("khong-co")


def test_whom_to_ring_enters_no_book(own_village: Village) -> None:
    before = own_village.raws()
    own_village.services.communes.ring_in_commune(own_village.actors["admin"], *OFFICE)
    own_village.services.communes.ring_in_village(own_village.actors["admin"], VILLAGE, *DEPUTY)
    assert own_village.raws() == before


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        (("", "Phó trưởng thôn", "0912 345 678"), {"ring_name": "name-missing"}),
        (("Lê Thị Phó", "", "0912 345 678"), {"ring_office": "name-missing"}),
        (("Lê Thị Phó", "Phó trưởng thôn", ""), {"ring_phone": "phone-form"}),
        (("Lê\u2060Phó", "Phó\u202etrưởng", "113"), {
            "ring_name": "wrong-text", "ring_office": "wrong-text", "ring_phone": "phone-form",
        }),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_said_at_its_field_and_nothing_changes(
    own_village: Village, fields: tuple[str, str, str], faults: dict[str, str]
) -> None:
    communes, actors = own_village.services.communes, own_village.actors
    for ask in (
        lambda: communes.ring_in_commune(actors["admin"], *fields),
        lambda: communes.ring_in_village(actors["head"], VILLAGE, *fields),
    ):
        with pytest.raises(Invalid) as refused:
            ask()
        assert refused.value.faults == faults
    assert communes.whom_to_ring(VILLAGE) is None


@pytest.mark.parametrize("typed", [
    "0912345678", "0912.345.678", "0912-345-678", "+84 912 345 678", "+84 (0)912 345 678", "0084912345678",
    "(0235) 386 1234", "024 3825 1234", "1900 1234", "1800 599 920",
])  # fmt: skip
def test_numbers_are_taken_as_people_write_them(typed: str) -> None:
    assert phone_fault(typed) == ""
    assert plain_number(typed).isdigit()


@pytest.mark.parametrize("typed", [
    "", "113", "912345678", "0112345678", "09123456789", "0912 34O 678", "091234567", "0912345678; 0912345679",
    "+1 912 345 678", "๐912345678",
])  # fmt: skip
def test_what_cannot_be_rung_is_no_number(typed: str) -> None:
    assert phone_fault(typed) == "phone-form"


def test_a_number_typed_in_one_go_is_shown_in_groups_and_rings_without_them(own_village: Village) -> None:
    own_village.services.communes.ring_in_village(own_village.actors["head"], VILLAGE, *DEPUTY[:2], "0912345678")
    ring = own_village.services.communes.whom_to_ring(VILLAGE)
    assert ring
    assert (ring.phone, ring.dial) == ("0912\u00a0345\u00a0678", "0912345678")


def test_a_village_is_set_up_with_the_number_of_its_head(own_village: Village) -> None:
    services, admin = own_village.services, own_village.actors["admin"]
    people = {Role.HEAD: "Nguyễn Văn Hậu\nLê Thị Phó"}
    with pytest.raises(Invalid) as refused:
        services.founding.found(admin, NewVillage("Bắc Hòa", "khóm", people, ring_phone="12"), "f1")
    assert refused.value.faults == {"ring_phone": "phone-form"}
    made = services.founding.found(admin, NewVillage("Bắc Hòa", "khóm", people, ring_phone="0912 345 678"), "f1")
    assert services.communes.whom_to_ring(made.code) == Contact(
        "Nguyễn Văn Hậu", "Trưởng khóm", "0912\u00a0345\u00a0678"
    )


def test_only_the_head_and_the_administrator_say_whom_to_ring(own_village: Village) -> None:
    communes, actors = own_village.services.communes, own_village.actors
    for who, where in (("team", VILLAGE), ("board", VILLAGE), ("other-head", VILLAGE), ("head", "khac")):
        with pytest.raises((Forbidden, NotFound)):
            communes.ring_in_village(actors[who], where, *DEPUTY)
    with pytest.raises(Forbidden):
        communes.ring_in_commune(actors["head"], *OFFICE)
