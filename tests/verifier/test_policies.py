"""Policies that change: by which one checkpoints are judged, what waits, and what the user's own policy is worth."""

from dataclasses import replace

import pytest
from record import sample_village as sample
from record.sample_witnesses import head, policy_of

from verifier.command import run
from verifier.conftest import write_mirror
from verifier.forger import Told, failures, finished_village, index_of, named, report_on, signed, told, zipped
from verifier.site import LOG, Site
from voting.record.entries.commune import PolicyChanged
from voting.verifier.evidence import Trusted
from voting.verifier.findings import Status
from voting.verifier.formats import read_bytes
from voting.verifier.inputs import read_input
from voting.verifier.verification import verify

OLD, NEW, NOBODY = policy_of(0, 1, 2, least=2), policy_of(2, 3), policy_of()


def changing(first: str, *others: str) -> tuple[Told, float]:
    """A decided vote, after which the policy changes, each time an hour later; and when the last entry was written."""
    village, vote = finished_village(first)
    for policy in others:
        village.later(hours=1)
        village.write(PolicyChanged(village="", at=village.at, policy=policy, by="admin"))
    return told(village, vote), village.at.timestamp()


def bundle_of(one: Told, at_s: float, *boards: int, notes: dict[int, bytes] | None = None, **other):
    """The bundle with its head signed by these boards."""
    commune = replace(signed(one.commune), checkpoint=head(one.commune, *boards, at_s=at_s))
    return one.bundle(**{"commune": commune, "policies": notes or {}} | other)


@pytest.fixture(scope="module")
def changed() -> tuple[Told, float, int]:
    one, at_s = changing(OLD, NEW)
    return one, at_s, index_of(one.commune, "policy-changed")


def let_in(one: Told, at_s: float, index: int, *boards: int) -> dict[int, bytes]:
    return {index: head(one.commune[: index + 1], *boards, at_s=at_s)}


def signs(report) -> list[str]:
    return [one.sign.name for one in report.signs if one.sign.name.startswith("policy")]


def test_a_result_that_the_old_witnesses_confirmed_stays_confirmed(changed):
    one, at_s, index = changed
    before = head(one.commune[:index], 0, 1, at_s=at_s)
    notes = let_in(one, at_s, index, 0, 1)
    report = report_on(bundle_of(one, at_s, notes=notes, policy=NEW, cosigned=before))
    assert report.ok
    assert "b0, b1" in named(report)["quorum"].sentence.vi
    assert signs(report) == ["policy-changed"]


def test_after_the_change_the_new_witnesses_confirm_and_the_old_do_not():
    one, at_s = changing(OLD, NEW)
    index = index_of(one.commune, "policy-changed")
    longer = replace(one, commune=(*one.commune, sample_entry(one)))
    notes = let_in(one, at_s, index, 0, 1)
    assert report_on(bundle_of(longer, at_s, 2, 3, notes=notes, policy=NEW)).ok
    refused = report_on(bundle_of(longer, at_s, 0, 1, notes=notes, policy=NEW))
    assert failures(refused) == {"quorum": "quorum-not-met"}


def sample_entry(one: Told) -> bytes:
    """One more entry, of the same minute as the last."""
    last = one.commune[-1]
    at = last[last.index(b'"at":') : last.index(b'"at":') + 24]
    return (
        b'{"v":1,"type":"officials-changed","village":"dong-hoa",'
        + at
        + b',"commitment":"'
        + b"0" * 64
        + b'","by":"x"}'
    )


def test_a_change_that_waits_is_told_and_does_not_count(changed):
    one, at_s, index = changed
    before = head(one.commune[:index], 0, 1, at_s=at_s)
    report = report_on(bundle_of(one, at_s, 2, 3, cosigned=before))
    assert report.ok
    assert signs(report) == ["policy-waiting"]
    (waiting,) = (one for one in report.signs if one.sign.name == "policy-waiting")
    assert f"dòng {index} của sổ chung" in waiting.sentence.vi
    assert failures(report_on(bundle_of(one, at_s, 2, 3))) == {"quorum": "quorum-not-met"}


def test_the_head_itself_may_bring_the_change_into_force(changed):
    one, at_s, _ = changed
    report = report_on(bundle_of(one, at_s, 0, 1, policy=NEW))
    assert report.ok
    assert named(report)["quorum"].status is Status.PASS


def test_a_vote_that_ended_while_nobody_was_asked_is_not_held_against_later_witnesses():
    one, at_s = changing(NOBODY, OLD)
    report = report_on(bundle_of(one, at_s, policy=OLD))
    assert report.ok
    assert named(report)["quorum"].status is Status.NOT_GIVEN
    assert report_on(bundle_of(replace(one, commune=(*one.commune, sample_entry(one))), at_s, 0, 1, policy=OLD)).ok


def test_the_users_own_policy_judges_and_is_compared(changed):
    one, at_s, index = changed
    notes = let_in(one, at_s, index, 0, 1)
    shown = bundle_of(one, at_s, 0, 1, notes=notes, policy=NEW)
    own = report_on(shown, trusted=Trusted(policy=OLD.encode()))
    assert own.ok
    assert signs(own) == ["policy-changed", "policy-differs"]
    other = report_on(shown, trusted=Trusted(policy=policy_of(3).encode()))
    assert failures(other) == {"quorum": "quorum-not-met"}
    forged = bundle_of(one, at_s, 0, 1, notes=let_in(one, at_s, index, 3), policy=NEW)
    assert failures(report_on(forged, trusted=Trusted(policy=OLD.encode()))) == {"quorum": "policy-not-cosigned"}


def test_an_entry_dated_before_the_head_that_let_a_policy_in_is_refused(changed):
    one, at_s, index = changed
    longer = replace(one, commune=(*one.commune, sample_entry(one)))
    notes = let_in(one, at_s + 600, index, 0, 1)
    report = report_on(bundle_of(longer, at_s + 700, 2, 3, notes=notes, policy=NEW))
    assert failures(report) == {"replay": "dated-before-cosignature"}


def test_zip_folder_mirror_and_address_say_the_same(changed, tmp_path, monkeypatch):
    one, at_s, index = changed
    notes = let_in(one, at_s, index, 0, 1)
    bundle = bundle_of(one, at_s, 2, notes=notes, policy=NEW)
    raw = zipped(bundle)
    assert read_bytes(raw, "x").policies == notes
    write_mirror(tmp_path / "mirror", one)
    (tmp_path / "mirror" / "policies").mkdir()
    (tmp_path / "mirror" / "policies" / str(index)).write_bytes(notes[index])
    assert read_input(str(tmp_path / "mirror")).policies == notes
    monkeypatch.setenv("no_proxy", "*")
    site = Site()
    try:
        site.tell(one, policies=notes, policy=NEW)
        site.pages[f"{LOG}/policies/{index}"] = notes[index]
        found = read_input(site.log)
    finally:
        site.close()
    assert found.policies == notes
    report = verify(found)
    assert report.ok
    assert signs(report) == []


def test_the_command_reads_it_from_a_folder(changed, tmp_path):
    one, at_s, index = changed
    bundle = bundle_of(one, at_s, 0, 1, notes=let_in(one, at_s, index, 0, 1), policy=NEW)
    (tmp_path / "b.zip").write_bytes(zipped(bundle))
    ran = run(tmp_path / "b.zip", "--vkey", sample.LOG_KEY.vkey)
    assert ran.status == 0
    assert "quy ước xác nhận đã đổi" in ran.out


def test_a_note_newer_than_the_book_that_was_fetched_shows_nothing_yet(changed, tmp_path):
    """The server goes on while a book is fetched: that is no contradiction."""
    one, at_s, index = changed
    write_mirror(tmp_path, replace(one, commune=one.commune[: index + 1]))
    (tmp_path / "policies").mkdir()
    longer = [*one.commune, sample_entry(one)]
    (tmp_path / "policies" / str(index)).write_bytes(head(longer, 0, 1, at_s=at_s))
    found = read_input(str(tmp_path))
    assert found.policies == {}
    report = verify(found)
    assert report.ok
    assert signs(report) == ["policy-waiting"]
