"""What is made public: in the book without a list's words, on the page for its time, erased when that is over."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from fixtures.pictures import JPEG, PNG, camera_jpeg
from village.life import Village
from village.people import COMMUNE, NEIGHBOUR, PASSWORD, VILLAGE, import_roll, roll_of
from village.states import appointed

from voting.law.periods import day_of
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound
from voting.services.oversight.disclosure import DOCUMENT, PHOTO, SALT, Addition, NewDisclosure
from voting.services.oversight.registers import MadePublic
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Actor, Grant, Role
from voting.services.reports.tasks import TaskKind
from voting.services.votes.drafting import NewDocument
from voting.storage import errors as storage_errors

PDF = NewDocument("quyet-toan.pdf", "application/pdf", b"%PDF-1.4 quyet toan")
LIST = NewDocument("danh-sach.pdf", "application/pdf", b"%PDF-1.4 Nguyen Van Ngheo")
PICTURE = NewDocument("bang.jpg", "image/jpeg", JPEG)


def today(village: Village) -> date:
    return day_of(village.clock())


def office(village: Village) -> Actor:
    """An official of the commune's own office, who serves all of its villages."""
    return replace(village.actors["commune"], grants=frozenset({Grant(Role.COMMUNE)}))


def new(village: Village, **fields: object) -> NewDisclosure:
    day = today(village)
    return replace(NewDisclosure(5, "Quyết toán quỹ thôn", day, day, ("posting",), document=PDF), **fields)


def poor(village: Village) -> NewDisclosure:
    return new(village, item=7, title="Hộ nghèo: Nguyễn Văn Nghèo", document=LIST, forms=("posting", "loudspeaker"))


def shown(village: Village, at: str = VILLAGE) -> list[MadePublic]:
    return list(village.services.registers.of_village(at, 1))


@pytest.mark.parametrize("role", ["head", "commune", "front", "team", "board", "admin"])
def test_head_and_commune_make_public_in_a_village_and_nobody_else(village: Village, role: str) -> None:
    disclosures, actor = village.services.disclosures, village.actors[role]
    if role not in {"head", "commune"}:
        with pytest.raises(Forbidden):
            disclosures.make_public(actor, VILLAGE, new(village))
        return
    made = disclosures.make_public(actor, VILLAGE, new(village))
    (entry,) = [one for one in village.entries() if one.type == "disclosed"]
    assert (entry.by, entry.item, entry.title, entry.sector) == (role, 5, "Quyết toán quỹ thôn", 0)
    (one,) = shown(village)
    assert (one.id, one.late, one.until) == (made, False, today(village) + timedelta(days=29))
    assert village.services.registers.file(COMMUNE, made, DOCUMENT, 1).content == PDF.content
    assert shown(village, NEIGHBOUR) == []


def test_the_communes_own_is_its_offices_alone(village: Village) -> None:
    with pytest.raises(Forbidden):
        village.services.disclosures.make_public(village.actors["head"], "", new(village))
    with pytest.raises(Forbidden):
        village.services.disclosures.make_public(village.actors["commune"], "", new(village))  # of one village
    village.services.disclosures.make_public(office(village), "", new(village))
    assert len(list(village.services.registers.of_commune(COMMUNE, 1))) == 1
    assert shown(village) == []


WAITING = {TaskKind.POST_UP, TaskKind.READ_OUT, TaskKind.TAKE_DOWN, TaskKind.POST_FOR_GOOD}


def waiting(village: Village, actor: Actor) -> list[tuple[str, str, int, str]]:
    tasks = village.services.agenda.of(actor).tasks
    return [(one.kind.value, one.village, one.number, one.title) for one in tasks if one.kind in WAITING]


def test_the_desk_says_what_is_missing_and_what_has_hung_long_enough(village: Village) -> None:
    disclosures, head = village.services.disclosures, village.actors["head"]
    whole = NewAccount("van.phong", "Văn Phòng", PASSWORD, (Grant(Role.COMMUNE),))
    of_office = village.services.accounts.add(village.actors["admin"], whole)
    assert waiting(village, head) == []
    assert waiting(village, of_office) == [("post-for-good", "", 4, "")]
    disclosures.make_public(of_office, "", new(village, item=4, title="Quy chế dân chủ"))
    disclosures.make_public(of_office, "", new(village, item=13, title="Thủ tục"))
    made = disclosures.make_public(head, VILLAGE, replace(poor(village), forms=("portal",)))
    missing = [("post-up", VILLAGE, 7, ""), ("read-out", VILLAGE, 7, "")]
    assert waiting(village, head) == waiting(village, of_office) == missing
    assert [one for one in village.services.overviews.public(COMMUNE).due if one.item] == []
    village.clock.move(days=9)
    due = [one for one in village.services.overviews.public(COMMUNE).due if one.item]
    assert [(one.village, one.late, one.title) for one in due] == [(VILLAGE, True, "")], "no list is named"
    disclosures.add(head, VILLAGE, made, Addition(("posting", "loudspeaker"), today(village)))
    assert waiting(village, head) == []
    village.clock.move(days=29)
    assert waiting(village, head) == waiting(village, of_office) == [("take-down", VILLAGE, 7, "")]
    disclosures.end(head, VILLAGE, made)
    assert waiting(village, head) == []


def test_the_same_again_is_one_and_of_two_people_the_second_changes_nothing(village: Village) -> None:
    disclosures = village.services.disclosures
    once = {disclosures.make_public(village.actors["head"], VILLAGE, new(village), "so-1") for _ in range(2)}
    assert {disclosures.make_public(village.actors["commune"], VILLAGE, new(village), "so-2")} == once
    for actor in ("head", "commune"):
        more = Addition(("portal",), today(village), PICTURE)
        disclosures.add(village.actors[actor], VILLAGE, *once, more)
    disclosures.end(village.actors["head"], VILLAGE, *once, "Ghi nhầm")
    with pytest.raises(Conflict) as refused:
        disclosures.end(village.actors["commune"], VILLAGE, *once, "Nhầm thật")
    assert refused.value.code == "disclosure-ended"
    types = [one.type for one in village.entries() if one.type.startswith("disclos")]
    assert types == ["disclosed", "disclosure-added", "disclosure-ended"]


def test_late_is_later_than_five_working_days_unless_another_law_says_otherwise(village: Village) -> None:
    decided = today(village) - timedelta(days=15)
    disclosures, head = village.services.disclosures, village.actors["head"]
    disclosures.make_public(head, VILLAGE, new(village, decided=decided))
    disclosures.make_public(head, VILLAGE, new(village, decided=decided, due=today(village), title="Theo luật khác"))
    assert {one.title: one.late for one in shown(village)} == {"Quyết toán quỹ thôn": True, "Theo luật khác": False}


def test_a_list_of_people_never_enters_the_book_and_leaves_the_page_and_the_database(village: Village) -> None:
    disclosures, registers = village.services.disclosures, village.services.registers
    made = disclosures.make_public(village.actors["head"], VILLAGE, poor(village))
    disclosures.add(village.actors["head"], VILLAGE, made, Addition((), today(village), PICTURE))
    (one,) = shown(village)
    assert (one.title, one.document, one.photos) == ("Hộ nghèo: Nguyễn Văn Nghèo", "danh-sach.pdf", 0)
    assert "Nghèo".encode() not in b"".join(village.raws())
    with pytest.raises(NotFound):
        registers.file(COMMUNE, made, PHOTO, 1)  # the board shows the names too
    village.clock.move(days=29)
    village.services.chores.run()
    assert shown(village)[0].document
    village.clock.move(days=1)
    assert (shown(village)[0].title, shown(village)[0].document) == ("", ""), "before any chore"
    with pytest.raises(NotFound):
        registers.file(COMMUNE, made, DOCUMENT, 1)
    village.services.chores.run()
    with village.desk.database.reading() as tx:
        row = tx.disclosures.get(COMMUNE, made)
        assert (row.title, row.document, row.erased) == ("", "", True)
        for kind in (DOCUMENT, PHOTO):
            with pytest.raises(storage_errors.NotFound):
                tx.disclosures.file(COMMUNE, made, kind, 1)
        with pytest.raises(storage_errors.NotFound):
            tx.secrets.get(COMMUNE, SALT, made)
    disclosures.end(village.actors["head"], VILLAGE, made)
    assert [one.item.number for one in shown(village)] == [7], "that it was public stays"
    told = village.services.newsfeeds.news(VILLAGE)
    assert [(one.item.number, one.title) for one in told if one.item] == [(7, "")], "and no feed ever named anyone"


def test_a_list_that_is_taken_down_early_is_gone_at_once(village: Village) -> None:
    made = village.services.disclosures.make_public(village.actors["head"], VILLAGE, poor(village))
    village.services.disclosures.end(village.actors["head"], VILLAGE, made, "Danh sách sai")
    with village.desk.database.reading() as tx:
        assert tx.disclosures.get(COMMUNE, made).erased
    (one,) = shown(village)
    assert (one.title, one.reason) == ("", "Danh sách sai")


def test_it_is_not_taken_down_before_its_days_without_a_reason(village: Village) -> None:
    disclosures, head = village.services.disclosures, village.actors["head"]
    made = disclosures.make_public(head, VILLAGE, new(village))
    village.clock.move(days=28)
    with pytest.raises(Invalid) as refused:
        disclosures.end(head, VILLAGE, made)
    assert refused.value.faults == {"reason": "reason-missing"}
    village.clock.move(days=1)
    disclosures.end(head, VILLAGE, made)
    assert shown(village)[0].last == today(village)
    for_good = disclosures.make_public(head, VILLAGE, new(village, item=13, title="Thủ tục"))
    village.clock.move(days=400)
    with pytest.raises(Invalid):
        disclosures.end(head, VILLAGE, for_good)


def test_the_photograph_of_the_board_says_nothing_of_its_place(village: Village) -> None:
    disclosures, head = village.services.disclosures, village.actors["head"]
    made = disclosures.make_public(head, VILLAGE, new(village))
    taken = camera_jpeg(turned=6)
    assert b"GPS" in taken
    disclosures.add(head, VILLAGE, made, Addition((), today(village), NewDocument("a.jpg", "image/jpeg", taken)))
    disclosures.add(head, VILLAGE, made, Addition((), today(village), NewDocument("b.png", "image/png", PNG)))
    kept = village.services.registers.file(COMMUNE, made, PHOTO, 1)
    assert (b"GPS" in kept.content, kept.content.count(b"Exif")) == (False, 1), "only which side is up"
    assert b"tEXt" not in village.services.registers.file(COMMUNE, made, PHOTO, 2).content
    assert shown(village)[0].photos == 2


@pytest.mark.parametrize(
    ("photo", "fault"),
    [
        (NewDocument("a.jpg", "image/jpeg", b"\xff\xd8\xff" + b"0" * (20 * 2**20)), "photo-large"),
        (NewDocument("a.gif", "image/gif", b"GIF89a"), "photo-kind"),
        (NewDocument("a.jpg", "image/jpeg", PDF.content), "photo-kind"),
        (NewDocument("a.jpg", "image/jpeg", JPEG[:-20]), "photo-kind"),
        (NewDocument("a.png", "image/png", PNG[:-20]), "photo-kind"),
    ],
)
def test_what_is_no_small_picture_is_no_photograph(village: Village, photo: NewDocument, fault: str) -> None:
    made = village.services.disclosures.make_public(village.actors["head"], VILLAGE, new(village))
    with pytest.raises(Invalid) as refused:
        village.services.disclosures.add(village.actors["head"], VILLAGE, made, Addition((), today(village), photo))
    assert refused.value.faults == {"photo": fault}


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"item": 15}, {"item": "choice-missing"}),
        ({"title": " "}, {"title": "text-missing"}),
        ({"title": "a" * 201}, {"title": "text-long"}),
        ({"forms": ()}, {"forms": "choice-missing"}),
        ({"forms": ("loudspeaker",)}, {"forms": "form-of-another-item"}),
        ({"first": 1}, {"first": "day-to-come"}),
        ({"first": -1}, {"first": "day-before-decision"}),
        ({"decided": 1, "first": 1}, {"decided": "day-to-come", "first": "day-to-come"}),
        ({"due": -1}, {"due": "day-before-decision"}),
        ({"document": NewDocument("a.exe", "application/x-msdownload", b"MZ")}, {"document": "documents-kind"}),
    ],
)
def test_what_does_not_hold_is_said_at_its_field(village: Village, fields: dict, faults: dict[str, str]) -> None:
    days = {"first", "decided", "due"} & fields.keys()
    said = fields | {name: today(village) + timedelta(days=fields[name]) for name in days}
    with pytest.raises(Invalid) as refused:
        village.services.disclosures.make_public(village.actors["head"], VILLAGE, new(village, **said))
    assert refused.value.faults == faults
    assert shown(village) == []


def test_a_village_merged_in_mid_posting_ends_what_hangs_and_makes_nothing_new_public(tmp_path: Path) -> None:
    village = appointed(tmp_path, serving=(VILLAGE, NEIGHBOUR))
    disclosures, head = village.services.disclosures, village.actors["head"]
    import_roll(village.services, head, roll_of(2), NEIGHBOUR)
    import_roll(village.services, head, roll_of(2), VILLAGE)
    made = disclosures.make_public(head, NEIGHBOUR, poor(village))
    village.services.mergers.merge(village.actors["admin"], NEIGHBOUR, [VILLAGE], "Nghị quyết của xã", "Tây Hòa")
    with pytest.raises(Conflict) as refused:
        disclosures.make_public(head, NEIGHBOUR, new(village))
    assert refused.value.code == "village-over"
    assert shown(village, NEIGHBOUR)[0].document, "what hangs goes on hanging"
    disclosures.end(head, NEIGHBOUR, made, "Thôn đã hợp")
    assert shown(village, NEIGHBOUR)[0].document == ""
    village.services.close()
