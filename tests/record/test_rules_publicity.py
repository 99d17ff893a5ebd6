"""What a village is told and what is reported upwards: each stands under its id, and is followed, never replaced."""

from datetime import timedelta

import pytest

from record.refusals import refusal
from record.sample_village import Village, base58, commitment, settled
from voting.law.periods import day_of
from voting.record.entries.publicity import NoticeCorrected, NoticePosted, NoticeWithdrawn, ReportFrozen, ReportSent
from voting.record.rules.publicity import report_key
from voting.record.told import Notice

NOTICE = base58("tin", 14)


@pytest.fixture
def village() -> Village:
    return settled(2)


def post(village: Village, kind: type = NoticePosted, **fields: object) -> None:
    said = {
        "notice": NOTICE, "by": "head", "words": commitment("lịch tiêm"), "source": "commune",
        "papers": (commitment("tin in ra"),), "until": village.at + timedelta(days=1),
    }  # fmt: skip
    village.write(kind, **said | fields)


def withdraw(village: Village, **fields: object) -> None:
    village.write(NoticeWithdrawn, **{"notice": NOTICE, "by": "head", "reason": "ghi nhầm"} | fields)


def freeze(village: Village, revision: int = 1, **fields: object) -> None:
    said = {"period": "2026-2", "by": "head", "papers": (commitment("báo cáo"),), "reason": "chốt lần đầu"}
    village.write(ReportFrozen, revision=revision, **said | fields)


def test_an_announcement_is_put_right_and_withdrawn(village):
    post(village)
    post(village, NoticeCorrected, reason="sai ngày")
    post(village, NoticeCorrected, reason="sai giờ", by="front")
    withdraw(village)
    assert village.commune.notice(NOTICE) == Notice(village.code, corrections=2, withdrawn=1)


@pytest.mark.parametrize("fields", [{"by": "team"}, {"source": "press"}, {"until": "now"}])
def test_an_announcement_is_an_offices_for_a_time_to_come(village, fields):
    said = {name: village.at if value == "now" else value for name, value in fields.items()}
    assert refusal(village, lambda: post(village, **said)) == "wrong-notice"
    post(village)
    said["reason"] = "sai ngày"
    assert refusal(village, lambda: post(village, NoticeCorrected, **said)) == "wrong-notice"


def test_nothing_is_told_twice_or_changed_once_it_is_withdrawn(village):
    assert refusal(village, lambda: withdraw(village)) == "wrong-notice"
    post(village)
    assert refusal(village, lambda: post(village)) == "wrong-notice"
    other = village.neighbour("doai")
    assert refusal(village, lambda: withdraw(other)) == "wrong-notice"
    assert refusal(village, lambda: withdraw(village, by="team")) == "wrong-notice"
    assert refusal(village, lambda: withdraw(village, reason="\u202e")) == "wrong-text"
    withdraw(village)
    assert refusal(village, lambda: withdraw(village)) == "wrong-notice"
    assert refusal(village, lambda: post(village, NoticeCorrected, reason="sai ngày")) == "wrong-notice"


def test_a_report_has_its_revisions_one_after_the_other(village):
    assert refusal(village, lambda: freeze(village, 2)) == "wrong-report"
    freeze(village)
    freeze(village, period="2026")
    assert refusal(village, lambda: freeze(village)) == "wrong-report"
    freeze(village, 2, reason="xã trả lại")
    frozen = village.commune.report(f"{village.code} 2026-2").frozen
    assert [village.commune.entry(index).revision for index in frozen] == [1, 2]


@pytest.mark.parametrize(
    "fields", [{"period": "2026-3"}, {"period": "2027"}, {"by": "commune"}, {"by": "front"}, {"papers": ()}]
)
def test_a_report_is_of_a_period_that_has_begun_and_by_whoever_makes_it(village, fields):
    assert refusal(village, lambda: freeze(village, **fields)) == "wrong-report"


def test_the_communes_report_is_the_communes_own(village):
    said = {"period": "2026", "revision": 1, "papers": (commitment("báo cáo"),), "reason": "chốt lần đầu"}

    def write(**fields: str) -> None:
        village.write(ReportFrozen(at=village.at, **said | {"village": "", "by": "commune"} | fields))

    assert refusal(village, lambda: write(by="head")) == "wrong-report"
    assert refusal(village, lambda: write(village="khong-co", by="head")) == "wrong-report"
    write()


def send(village: Village, **fields: object) -> None:
    said = {"period": "2026-2", "revision": 1, "by": "head", "to": "commune", "sent": day_of(village.at)}
    village.write(ReportSent, **said | fields)


def test_a_settled_report_is_sent_once_to_each_body_with_its_day(village):
    freeze(village)
    send(village)
    send(village, to="commune-front")
    freeze(village, 2, reason="xã trả lại")
    send(village, revision=2)
    day = day_of(village.at).isoformat()
    report = village.commune.report(report_key(village.code, "2026-2"))
    assert report.sent == ((1, "commune", day), (1, "commune-front", day), (2, "commune", day))


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"revision": 2}, 0), ({"revision": 0}, 0), ({"period": "2026"}, 0), ({"by": "commune"}, 0),
        ({"to": "council"}, 0), ({"to": "press"}, 0), ({}, 1), ({}, -1),
    ],
)  # fmt: skip
def test_what_was_never_settled_or_goes_to_nobody_of_the_law_or_on_another_day_is_not_sent(village, fields, days):
    freeze(village)
    sent = day_of(village.at) + timedelta(days=days)
    assert refusal(village, lambda: send(village, **{"sent": sent} | fields)) == "wrong-report"
    send(village)
    assert refusal(village, lambda: send(village)) == "wrong-report"
