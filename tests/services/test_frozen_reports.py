"""Reports that are settled: their files never change, their hashes stand in the book, the next revision says why."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from services.reported import settled_commune
from village.life import Village
from village.people import VILLAGE

from voting.services.errors import Conflict, Forbidden, Invalid, NotFound
from voting.services.reports.frozen import FIRST, PAGE_FILE, Which
from voting.services.reports.periodic import FileKind
from voting.services.reports.tasks import TaskKind
from voting.services.reports.typed_figures import Which as WhichPage

HALF = "2026-1"
OURS = Which(VILLAGE, HALF)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Village:
    """A commune since March, its services closed: to be copied."""
    village = settled_commune(tmp_path_factory.mktemp("settled"), datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
    village.services.close()
    return village


@pytest.fixture
def village(settled: Village, tmp_path: Path) -> Iterator[Village]:
    copied = settled.copied(tmp_path)
    yield copied
    copied.services.close()


def due(village: Village) -> list[tuple[str, int, int]]:
    """What the desk of the commune's office says of reports."""
    tasks = village.services.agenda.of(village.actors["whole"]).tasks
    return [(one.item, one.number, one.of) for one in tasks if one.kind is TaskKind.FREEZE_REPORT]


def to_send(village: Village, who: str) -> list[tuple[str, str]]:
    """What a desk says of reports to be sent: village and period, with the last day."""
    tasks = village.services.agenda.of(village.actors[who]).tasks
    return [(one.village, one.item) for one in tasks if one.kind is TaskKind.SEND_REPORT]


def test_a_settled_report_is_to_be_sent_until_the_book_says_when_and_whether_that_was_late(village: Village) -> None:
    services, head, frozen = village.services, village.actors["head"], village.services.frozen_reports
    village.clock.now = datetime(2026, 7, 10, 1, 0, tzinfo=UTC)
    frozen.freeze(head, OURS, 0)
    assert (to_send(village, "head"), to_send(village, "front")) == ([(VILLAGE, HALF)], [])
    (task,) = [one for one in services.agenda.of(head).tasks if one.kind is TaskKind.SEND_REPORT]
    assert task.by_utc == datetime(2026, 7, 15, 16, 59, tzinfo=UTC)
    assert [(one.village, one.days) for one in services.overviews.of(village.actors["whole"]).due if one.report] == []
    village.clock.now = datetime(2026, 7, 18, 1, 0, tzinfo=UTC)
    assert [(one.village, one.days) for one in services.overviews.of(village.actors["whole"]).due if one.report] == [
        (VILLAGE, -3)
    ]
    for to, day, fault in (
        ("council", date(2026, 7, 17), {"to": "choice-missing"}), ("commune", date(2026, 7, 9), {"day": "report-day"}),
        ("commune", date(2026, 7, 19), {"day": "report-day"}),
    ):  # fmt: skip
        with pytest.raises(Invalid) as caught:
            frozen.send(head, OURS, 1, to, day)
        assert caught.value.faults == fault
    frozen.send(head, OURS, 1, "commune-front", date(2026, 7, 15))
    assert to_send(village, "head") == [(VILLAGE, HALF)], "the Front's copy is not the report to the commune"
    for form in ("so-1", "so-1", "so-2"):
        frozen.send(head, OURS, 1, "commune", date(2026, 7, 17), form)
    with pytest.raises(Invalid) as caught:
        frozen.send(head, OURS, 1, "commune", date(2026, 7, 18))
    assert caught.value.faults == {"to": "report-sent-before"}
    assert to_send(village, "head") == []
    assert [one for one in services.overviews.of(village.actors["whole"]).due if one.report] == []
    (one,) = frozen.revisions(village.actors["board"], OURS)
    assert [(to.to.vi, to.day.day, to.days_late) for to in one.sent] == [
        ("Ủy ban Mặt trận Tổ quốc xã", 15, 0), ("Ủy ban nhân dân xã", 17, 2),
    ]  # fmt: skip
    assert [entry.type for entry in village.entries()[-2:]] == ["report-sent"] * 2
    frozen.freeze(head, OURS, 1, "Xã trả lại để bổ sung")
    assert to_send(village, "head") == [(VILLAGE, HALF)], "the new revision is to be sent too"
    with pytest.raises(Conflict):
        frozen.send(head, OURS, 1, "commune", date(2026, 7, 18))
    for who, which in (("front", OURS), ("commune", OURS), ("head", Which("", HALF))):
        with pytest.raises(Forbidden):
            frozen.send(village.actors[who], which, 2, "commune", date(2026, 7, 18))


def test_a_settled_report_stays_as_it_was_with_its_hashes_in_the_book(village: Village) -> None:
    services, head = village.services, village.actors["head"]
    services.frozen_reports.freeze(head, OURS, 0)
    entry, index = village.entries()[-1], len(village.entries()) - 1
    assert (entry.type, entry.period, entry.revision, entry.by, entry.reason) == (
        "report-frozen", HALF, 1, "head", FIRST,
    )  # fmt: skip
    services.typed_figures.fill(head, WhichPage(VILLAGE, HALF, "hop"), {"meetings": 2})
    (one,) = services.frozen_reports.revisions(village.actors["board"], OURS)
    assert (one.number, one.index) == (1, index)
    assert {name for name, _ in one.files} == {PAGE_FILE, *FileKind}
    for name, digest in one.files:
        file = services.frozen_reports.file(village.actors["board"], OURS, 1, name)
        assert sha256(file.content).hexdigest() == digest
        assert digest in entry.papers
    page = services.frozen_reports.file(head, OURS, 1, PAGE_FILE).content.decode()
    assert f"dòng {index}" in page
    with pytest.raises(NotFound):
        services.frozen_reports.file(head, OURS, 2, PAGE_FILE)


def test_it_is_settled_anew_only_for_a_reason_and_never_unseen(village: Village) -> None:
    frozen, head = village.services.frozen_reports, village.actors["head"]
    for _ in range(2):
        frozen.freeze(head, OURS, 0, form="so-1")
    with pytest.raises(Conflict) as caught:
        frozen.freeze(head, OURS, 0, form="so-2")
    assert caught.value.code == "changed-meanwhile"
    with pytest.raises(Invalid) as refused:
        frozen.freeze(head, OURS, 1)
    assert refused.value.faults == {"reason": "reason-missing"}
    frozen.freeze(head, OURS, 1, "Xã trả lại để bổ sung")
    assert [(one.number, one.reason) for one in frozen.revisions(head, OURS)] == [
        (2, "Xã trả lại để bổ sung"), (1, FIRST),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "which"), [("front", OURS), ("commune", OURS), ("head", Which("", HALF)), ("admin", Which("", HALF))]
)
def test_whoever_reports_settles_and_nobody_else(village: Village, role: str, which: Which) -> None:
    before = village.raws()
    with pytest.raises(Forbidden):
        village.services.frozen_reports.freeze(village.actors[role], which, 0)
    assert village.raws() == before


def test_a_period_that_has_not_begun_is_not_settled(village: Village) -> None:
    with pytest.raises(NotFound):
        village.services.frozen_reports.freeze(village.actors["head"], Which(VILLAGE, "2099"), 0)


def test_the_communes_desk_says_when_a_report_is_due_and_how_many_villages_have_settled(village: Village) -> None:
    assert due(village) == [], "its book begins in March"
    village.clock.now = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)
    villages = len(village.services.communes.villages(village.actors["commune"].commune))
    assert due(village) == [(HALF, 0, villages)]
    village.services.frozen_reports.freeze(village.actors["head"], OURS, 0)
    assert due(village) == [(HALF, 1, villages)]
    (task,) = [
        one
        for one in village.services.agenda.of(village.actors["whole"]).tasks
        if one.kind is TaskKind.FREEZE_REPORT
    ]
    assert task.by_utc == datetime(2026, 7, 15, 16, 59, tzinfo=UTC)
    village.services.frozen_reports.freeze(village.actors["whole"], Which("", HALF), 0)
    assert due(village) == []
    village.clock.now = datetime(2027, 1, 2, 1, 0, tzinfo=UTC)
    assert [period for period, *_ in due(village)] == ["2026"]
