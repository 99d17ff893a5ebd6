"""Witnesses: how many, for which checkpoint, and when they signed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from record import sample_village as sample

from verifier.forger import (
    QUORUM_OF_TWO,
    WITNESSES,
    YES,
    Told,
    cosigned,
    failures,
    finished,
    finished_village,
    index_of,
    named,
    report_on,
    signed,
    told,
    zipped,
)
from voting.verifier.evidence import Trusted
from voting.verifier.findings import Status
from voting.verifier.formats import read_bytes
from voting.verifier.verification import verify

ENDED = finished(QUORUM_OF_TWO)
COMMUNE = ENDED.commune
RESULT, CLOSING = index_of(COMMUNE, "result"), index_of(COMMUNE, "vote-closed")
LAST_AT = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)


def sealed_by(*witnesses, raws=COMMUNE, at=LAST_AT, over=None):
    """The commune's book of these entries with the witnesses' lines on its checkpoint."""
    book = signed(raws)
    note = cosigned(book.checkpoint, *witnesses, at_s=at.timestamp(), over=over)
    return replace(book, checkpoint=note)


def quorum_of(report):
    return named(report)["quorum"]


def test_enough_witnesses_are_named():
    report = report_on(ENDED.bundle(commune=sealed_by(*WITNESSES[:2])))
    assert report.ok
    assert quorum_of(report).status is Status.PASS
    assert "w0, w1" in quorum_of(report).sentence.vi


def test_an_ended_vote_without_enough_witnesses_is_refused():
    report = report_on(ENDED.bundle(commune=sealed_by(WITNESSES[0])))
    assert failures(report) == {"quorum": "quorum-not-met"}
    assert "1/3" in quorum_of(report).sentence.vi


def test_a_policy_of_the_user_wins_and_asks_for_its_quorum():
    report = report_on(finished(), trusted=Trusted(policy=QUORUM_OF_TWO.encode()))
    assert failures(report) == {"quorum": "quorum-not-met"}


def test_an_open_vote_may_wait_for_its_witnesses():
    village = sample.settled(households=3, policy=QUORUM_OF_TWO)
    vote = village.open(1)
    village.cast(vote, 0, YES)
    report = report_on(told(village, vote))
    assert report.ok
    assert quorum_of(report).status is Status.NOT_GIVEN


def test_cosignatures_of_an_older_checkpoint_are_refused_on_a_newer_one():
    older = signed(COMMUNE[:-1]).checkpoint
    report = report_on(ENDED.bundle(commune=sealed_by(*WITNESSES[:2], over=older)))
    assert failures(report) == {"quorum": "signature-invalid"}


def ended_by(end):
    """A vote whose commune's book ends with this entry about it."""
    village, vote = finished_village(QUORUM_OF_TWO)
    if end == "cancelling":
        vote = village.open(2)
        village.cancel(vote)
    one = told(village, vote)
    return replace(one, commune=one.commune[: CLOSING + 1]) if end == "closing" else one


@pytest.mark.parametrize("end", ["result", "closing", "cancelling"])
def test_the_checkpoint_must_carry_what_the_vote_ends_with(end):
    one = ended_by(end)
    now = sealed_by(*WITNESSES[1:], raws=one.commune)
    assert quorum_of(report_on(one.bundle(commune=now))).status is Status.PASS
    before = sealed_by(*WITNESSES, raws=one.commune[:-1]).checkpoint
    assert failures(report_on(one.bundle(cosigned=before)))["quorum"] == "end-not-cosigned"


def test_it_is_the_result_that_must_be_carried_and_not_the_closing_alone():
    at_closing = sealed_by(*WITNESSES, raws=COMMUNE[: CLOSING + 1]).checkpoint
    assert failures(report_on(ENDED.bundle(cosigned=at_closing))) == {"quorum": "end-not-cosigned"}
    with_result = sealed_by(*WITNESSES, raws=COMMUNE[: RESULT + 1]).checkpoint
    assert verify(read_bytes(zipped(ENDED.bundle(cosigned=with_result)), "bundle")).ok


def test_an_earlier_cosigned_checkpoint_of_another_history_shows_the_fork():
    other = [*COMMUNE[: CLOSING - 1], COMMUNE[CLOSING], COMMUNE[CLOSING - 1], *COMMUNE[CLOSING + 1 :]]
    earlier = sealed_by(*WITNESSES, raws=other).checkpoint
    assert failures(report_on(ENDED.bundle(cosigned=earlier))) == {"entries": "wrong-root"}


# when they signed


@pytest.mark.parametrize(
    ("signed_at", "counts"),
    [
        (LAST_AT + timedelta(days=400), False),
        (LAST_AT + timedelta(hours=2, minutes=3), False),
        (LAST_AT + timedelta(hours=2, minutes=1), True),
        (LAST_AT - timedelta(hours=23), True),
        (LAST_AT - timedelta(days=1, minutes=1), False),
        (datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC), False),
    ],
)
def test_a_cosignature_of_the_future_or_of_long_ago_does_not_count(signed_at, counts):
    now = LAST_AT + timedelta(hours=2)
    report = report_on(ENDED.bundle(commune=sealed_by(*WITNESSES, at=signed_at)), now=now)
    assert report.ok is counts
    assert quorum_of(report).status is (Status.PASS if counts else Status.FAIL)


def test_a_time_beyond_all_calendars_is_only_of_the_future():
    book = signed(COMMUNE)
    note = cosigned(book.checkpoint, *WITNESSES, at_s=2**53 - 1)
    report = report_on(ENDED.bundle(commune=replace(book, checkpoint=note)), now=LAST_AT)
    assert failures(report) == {"quorum": "quorum-not-met"}
    assert report_on(ENDED.bundle(cosigned=note)).checks


def grown_after(minutes: int) -> tuple[Told, bytes]:
    """The vote's books with one more entry so much later, and the book before it co-signed at that very minute."""
    village, vote = finished_village(QUORUM_OF_TWO)
    before = tuple(village.commune_raws)
    village.later(minutes=30)
    earlier = sealed_by(*WITNESSES, raws=before, at=village.at).checkpoint
    village.later(minutes=minutes)
    village.appoint("new")
    return told(village, vote), earlier


@pytest.mark.parametrize(("minutes", "holds"), [(0, True), (-2, True), (-3, False), (-30, False), (60, True)])
def test_an_entry_after_a_cosigned_checkpoint_is_not_dated_before_it(minutes, holds):
    one, earlier = grown_after(minutes)
    report = report_on(one.bundle(cosigned=earlier), now=LAST_AT + timedelta(days=2))
    assert failures(report) == ({} if holds else {"replay": "dated-before-cosignature"})
    if not holds:
        assert f"Dòng {len(one.commune) - 1} của sổ chung" in named(report)["replay"].sentence.vi


def test_a_cosignature_of_the_future_backdates_nothing():
    one, _ = grown_after(0)
    earlier = sealed_by(*WITNESSES, raws=one.commune[:-1], at=LAST_AT + timedelta(days=400)).checkpoint
    report = report_on(one.bundle(cosigned=earlier), now=LAST_AT + timedelta(days=2))
    assert failures(report) == {"quorum": "quorum-not-met"}
