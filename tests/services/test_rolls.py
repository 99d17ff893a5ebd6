"""What a new household list does to households and cards: said before, done once, never by accident."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from village.life import Village
from village.people import HEADER, NEIGHBOUR, ROLL, VILLAGE, give_cards

from voting.services.errors import Conflict, Invalid
from voting.services.households.previews import Agreement, Preview
from voting.services.households.rolls import RollInfo
from voting.services.permissions import Actor, Grant, Role

TYPED = Agreement(village_name="dong hoa")
NEW = "DH-006;Ngô Văn Phú;Ngô Văn Phú;Xóm Đoài, số 6;\n"


@pytest.fixture
def calm(village: Village) -> Village:
    """The village without an open vote, so that its list may change."""
    for name in ("open", "upcoming"):
        village.services.votes.cancel(village.actors["head"], village.votes[name], "Kiểm thử")
    return village


def preview(village: Village, text: str, at: str = VILLAGE) -> Preview:
    head = village.actors["head" if at == VILLAGE else "other-head"]
    return village.services.rolls.preview(head, at, "ho.csv", text.encode())


def serving_next_door(village: Village, role: Role) -> Actor:
    """An official who serves the neighbour in this role."""
    return replace(village.actors[role.value], grants=frozenset({Grant(role, NEIGHBOUR)}))


def confirm(village: Village, found: Preview, agreed: Agreement = Agreement()) -> RollInfo:  # noqa: B008 - frozen
    return village.services.rolls.confirm(village.actors["head"], VILLAGE, found.id, agreed)


def valid(village: Village) -> set[str]:
    find = village.services.card_lookup.find
    return {code for code, phone in village.phones.items() if find(VILLAGE, phone.key).valid}


# --- one code, however it is written ---------------------------------------------------------------------------------


@pytest.mark.shared
def test_the_same_list_with_respelled_codes_ends_no_card(village: Village, shared: Path) -> None:
    cases, head = shared / "cases" / "respelled-codes", village.actors["other-head"]
    rolls = village.services.rolls
    rolls.confirm(head, NEIGHBOUR, rolls.preview(head, NEIGHBOUR, "1.csv", (cases / "first.csv").read_bytes()).id)
    phones = give_cards(village.services, serving_next_door(village, Role.CARDS), NEIGHBOUR)
    found = rolls.preview(head, NEIGHBOUR, "2.csv", (cases / "second.csv").read_bytes())
    assert (len(found.rows), found.added, found.removed, found.impact.respelled) == (2, 0, 0, 2)
    assert [row.code for row in found.rows] == ["H-001", "H-002"], "the spelling on the cards is kept"
    rolls.confirm(head, NEIGHBOUR, found.id)
    assert all(village.services.card_lookup.find(NEIGHBOUR, phone.key).valid for phone in phones.values())
    assert village.services.cards.pending(serving_next_door(village, Role.CARDS), NEIGHBOUR) == ()


@pytest.mark.shared
@pytest.mark.parametrize("written", [("h-001", "Hộ 2"), ("H-001", "hộ 2"), (" H 001 ", "HỘ-2"), ("h001", "Hộ\u00a02")])
def test_a_card_of_a_household_with_small_letters_is_revoked(
    village: Village, shared: Path, written: tuple[str, ...]
) -> None:
    head, rolls = village.actors["other-head"], village.services.rolls
    content = (shared / "cases" / "revoke-lowercase-code" / "roll.csv").read_bytes()
    rolls.confirm(head, NEIGHBOUR, rolls.preview(head, NEIGHBOUR, "roll.csv", content).id)
    give_cards(village.services, serving_next_door(village, Role.CARDS), NEIGHBOUR)
    team, revoke = serving_next_door(village, Role.TEAM), village.services.cards.revoke
    assert [revoke(team, NEIGHBOUR, code, "Mất thẻ") for code in written] == ["h-001", "Hộ 2"]


@pytest.mark.parametrize("written", ["dh 005", "DH–005", "Dh005"])
def test_a_household_that_left_and_comes_back_respelled_is_the_same_one(calm: Village, written: str) -> None:
    line = "DH-005;Hoàng Văn Em;Hoàng Văn Em;Xóm Đoài, số 5;0912000005\n"
    confirm(calm, preview(calm, ROLL.replace(line, "")))
    found = preview(calm, ROLL.replace("DH-005", written))
    assert found.rows[-1].code == "DH-005"
    confirm(calm, found)
    assert [todo.household_code for todo in calm.services.cards.pending(calm.actors["cards"], VILLAGE)] == ["DH-005"]


# --- what would happen -----------------------------------------------------------------------------------------------


def test_the_preview_names_who_leaves_with_a_card_who_is_new_and_whose_people_changed(village: Village) -> None:
    text = ROLL.replace("DH-005;Hoàng Văn Em;Hoàng Văn Em", "DH-006;Ngô Văn Phú;Ngô Văn Phú")
    text = text.replace("Phạm Thị Dung;Phạm Thị Dung", "Vũ Văn Giang;Vũ Văn Giang")
    impact = preview(village, text).impact
    assert [(one.code, one.name, one.has_card) for one in impact.removed] == [("DH-005", "Hoàng Văn Em", True)]
    assert [(one.code, one.name) for one in impact.added] == [("DH-006", "Ngô Văn Phú")]
    assert [(one.code, one.before, one.name) for one in impact.swapped] == [("DH-004", "Phạm Thị Dung", "Vũ Văn Giang")]
    assert (impact.cards_ending, impact.dangers) == (1, ())


def test_small_changes_of_a_household_are_no_other_people(village: Village) -> None:
    text = ROLL.replace("Trần Thị Bình;Trần Thị Bình", "TRẦN THỊ BÌNH;Trần Văn Bảo").replace("số 3", "số 33")
    impact = preview(village, text).impact
    assert (impact.swapped, impact.changed, impact.dangers) == ((), 2, ())


# --- what looks like a mistake needs the village's name --------------------------------------------------------------

STRANGERS = HEADER + "".join(f"DH-00{n};Người Lạ {n};Người Lạ {n};Bản Trên;\n" for n in range(1, 6))


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        (HEADER + "TH-1;Lò Văn Ớt;;Bản Trên;\nTH-2;Vi Thị Sắn;;Bản Trên;\n", "most-codes-vanish"),
        ("\n".join(ROLL.splitlines()[:3]) + "\n", "most-codes-vanish"),
        (STRANGERS, "other-people"),
    ],
)
def test_a_list_that_would_undo_most_of_the_village_is_not_taken_by_a_button(
    calm: Village, text: str, danger: str
) -> None:
    found = preview(calm, text)
    assert danger in found.impact.dangers
    for agreed in (Agreement(), Agreement(village_name="Tây Hòa"), Agreement(village_name="thôn")):
        with pytest.raises(Invalid) as refused:
            confirm(calm, found, agreed)
        assert refused.value.faults == {"village_name": "village-name-typed"}
    assert valid(calm) == set(calm.phones), "nothing has changed"
    assert confirm(calm, found, Agreement(village_name="Thôn Đông Hoà")).households == len(found.rows)


def test_the_list_of_a_neighbour_is_recognised_by_its_people(calm: Village) -> None:
    calm.services.rolls.confirm(calm.actors["other-head"], NEIGHBOUR, preview(calm, STRANGERS, NEIGHBOUR).id)
    impact = preview(calm, STRANGERS).impact
    assert (impact.dangers, impact.resembles) == (("other-people", "other-village"), "thôn Tây Hòa")


@pytest.mark.parametrize(
    ("title", "resembles"),
    [
        ("DANH SÁCH HỘ THÔN TÂY HÒA", "thôn Tây Hòa"),
        ("UBND XÃ ĐÔNG HÒA;Danh sách hộ thôn Tây Hoà năm 2026", "thôn Tây Hòa"),
        ("DANH SÁCH HỘ THÔN ĐÔNG HÒA", ""),
        ("Thôn Đông Hòa (giáp thôn Tây Hòa)", ""),
        ("UBND xã Tây Hòa", ""),
    ],
)
def test_a_title_that_names_another_village_is_noticed(village: Village, title: str, resembles: str) -> None:
    assert preview(village, f"{title}\n\n{ROLL}").impact.resembles == resembles


def test_the_first_list_of_a_village_needs_no_name(village: Village) -> None:
    found = preview(village, HEADER + "TH-1;Lò Văn Ớt;;Bản Trên;\n", NEIGHBOUR)
    assert found.impact.dangers == ()


# --- once, and as it was seen ----------------------------------------------------------------------------------------


def test_two_clicks_at_once_import_once(calm: Village) -> None:
    found = preview(calm, ROLL + NEW)
    answers: list[RollInfo] = []
    threads = [threading.Thread(target=lambda: answers.append(confirm(calm, found))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.version for answer in answers] == [2, 2, 2]


def test_the_same_list_from_two_tabs_is_imported_once(calm: Village) -> None:
    one, other = preview(calm, ROLL + NEW), preview(calm, ROLL + NEW)
    assert confirm(calm, one, Agreement(seen=one.seen)).version == 2
    assert confirm(calm, other, Agreement(seen=other.seen)).version == 2


def test_what_changed_since_it_was_seen_is_seen_again_first(calm: Village) -> None:
    found = preview(calm, ROLL + NEW)
    confirm(calm, preview(calm, ROLL.replace("DH-005;Hoàng Văn Em;", "DH-005;Hoàng Thị Én;")))
    with pytest.raises(Conflict) as refused:
        confirm(calm, found, Agreement(seen=found.seen))
    assert refused.value.code == "roll-changed"
    again = calm.services.rolls.staged(calm.actors["head"], VILLAGE, found.id)
    assert confirm(calm, found, Agreement(seen=again.seen)).households == 6


@pytest.mark.shared
def test_of_several_sheets_one_is_chosen_or_all_are_joined(village: Village, shared: Path) -> None:
    head, rolls = village.actors["other-head"], village.services.rolls
    content = (shared / "cases" / "sheet-choice" / "two-sheets.xlsx").read_bytes()
    found = rolls.preview(head, NEIGHBOUR, "ho.xlsx", content)
    assert found.choices == (("Xóm Trên", 3), ("Xóm Dưới", 2), ("Xóm Trên + Xóm Dưới", 5))
    with pytest.raises(Conflict) as refused:
        rolls.confirm(head, NEIGHBOUR, found.id)
    assert refused.value.code == "sheet-not-chosen"
    assert rolls.confirm(head, NEIGHBOUR, found.id, Agreement(sheet=2)).households == 5


def test_after_the_import_no_name_stays_in_the_upload(calm: Village) -> None:
    found = preview(calm, ROLL + NEW)
    confirm(calm, found)
    with calm.desk.database.reading() as tx:
        upload = tx.rolls.upload(calm.actors["head"].commune, found.id)
    assert (upload.rows, upload.file_name, upload.faults) == ([], "", {"taken": 2})
