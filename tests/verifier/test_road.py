"""The road that led to a vote is told in order, each step with its place and day, and what is still open after it."""

from datetime import timedelta

from record import sample_village as sample
from record.road import Matter
from record.sample_village import commitment

from verifier.forger import NO, YES, archive_alone, finished_village, named, report_on, told, without
from voting.record.entries.decision import MatterConvened, MatterHeld, MatterTurned
from voting.verifier.findings import Status
from voting.verifier.verification import verify

BEFORE = 11
"""Steps from the proposal to the vote: the two posts agree, commune and Front are informed, each by itself."""


def road_of(village, vote):
    return named(report_on(told(village, vote)))["road"]


def test_every_step_before_the_vote_is_told_with_its_place_and_day():
    village = sample.settled()
    vote = village.open(1)
    found = road_of(village, vote)
    assert (found.status, found.number) == (Status.PASS, 9)
    assert f"đã qua đủ {BEFORE} bước trước khi biểu quyết" in found.sentence.vi
    assert "đề xuất một việc (trưởng thôn, tổ trưởng; dòng 7, ngày 23/11/2026)" in found.sentence.vi
    assert "báo cáo xã (Ủy ban Mặt trận Tổ quốc xã; dòng 12, ngày 23/11/2026)" in found.sentence.vi
    assert "the notice of a vote (the online-voting team; entry 16, 23/11/2026)" in found.sentence.en
    assert found.sentence.vi.endswith("Chưa có kết quả nên chưa đến các bước sau.")


def test_what_is_still_to_do_after_a_result_is_named_and_is_no_error():
    village, vote = finished_village()
    report = report_on(told(village, vote))
    assert report.ok
    assert "chưa đủ bước, còn phải: Lập biên bản của Tổ; Lập biên bản kết quả;" in named(report)["road"].sentence.vi
    matter = Matter(village)
    matter.minute()
    matter.resolve()
    matter.send("commune")
    said = road_of(village, vote).sentence
    assert "Sau khi có kết quả: biên bản của Tổ lấy ý kiến (Tổ lấy ý kiến; dòng 28" in said.vi
    assert said.vi.endswith("Chưa đủ bước, còn phải: Ghi việc niêm yết, đọc loa; Gửi kết quả cho Mặt trận xã.")
    assert said.en.endswith("Still to do: Record posting and loudspeaker; Send to the commune Front.")
    matter.publish()
    matter.send("commune-front")
    assert "Sau khi có kết quả cũng đủ bước" in road_of(village, vote).sentence.vi


def test_a_meeting_after_a_lost_vote_is_told_with_how_people_voted_and_its_dispatch_is_not_the_votes():
    village = sample.settled(households=5)
    vote = village.open(1)
    village.cast(vote, 0, NO)
    village.close(vote)
    village.count(vote)
    matter, count = Matter(village), commitment("biên bản kiểm phiếu")
    matter.minute()
    matter.resolve(passed=0)
    matter.step(MatterTurned, "head", channel="meeting", reason="Bà con muốn bàn lại")
    matter.step(MatterConvened, "head", channel="meeting", held_at=village.at + timedelta(days=3))
    held = {"households": 5, "present": 5, "in_favour": 3, "against": 2, "other": 0, "passed": 1}
    matter.step(MatterHeld, "head", **held, showing="ballot", count=(count,), papers=(count,))
    matter.publish()
    said = road_of(village, vote).sentence
    assert "kết quả họp, phát phiếu: bỏ phiếu kín (trưởng thôn, tổ trưởng; dòng" in said.vi
    assert "the outcome of a meeting or slips: secret ballot (the village head; entry" in said.en
    assert "còn phải: Ghi việc niêm yết, đọc loa; Gửi kết quả cho UBND xã" in said.vi


def test_a_cancelled_vote_has_nothing_after_it():
    village = sample.settled()
    vote = village.open(1)
    village.cast(vote, 0, NO)
    village.cancel(vote)
    assert road_of(village, vote).sentence.vi.endswith("Cuộc biểu quyết đã hủy.")


def test_another_matters_steps_are_not_told():
    village = sample.settled()
    vote = village.open(1)
    Matter(village, 2).walk("announce")
    assert f"đủ {BEFORE} bước" in road_of(village, vote).sentence.vi


def test_a_road_with_a_step_left_out_is_not_called_whole():
    village = sample.settled()
    vote = village.open(1)
    village.cast(vote, 0, YES)
    one = told(village, vote)
    for kind in ("matter-agreed", "matter-informed", "matter-team", "matter-roll", "matter-polled", "matter-announced"):
        report = report_on(type(one)(vote, without(one.commune, kind), one.book, one.payloads, one.archive))
        checks = named(report)
        assert (checks["replay"].crime, checks["road"].status) == ("step-missing", Status.SKIPPED), kind


def test_an_archive_alone_tells_no_road():
    assert named(verify(archive_alone(told(*finished_village()))))["road"].status is Status.NOT_GIVEN
