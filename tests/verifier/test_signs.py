"""Signs worth a look: seen, said, counted, and never an error."""

from record import sample_village as sample
from record.sample_village import commitment

from verifier.forger import NO, YES, archive_alone, finished, report_on, told
from voting.law.clocks import CLOCKS
from voting.record.entries.commune import APART_AGAIN, NOBODY_ELSE
from voting.verifier.verification import verify

LONG = 72
"""Hours in which nobody misses a vote."""


def signs(village, vote):
    """The signs of a vote by name; the report holds all the same."""
    report = report_on(told(village, vote))
    assert report.ok
    assert [one.value()["name"] for one in report.signs] == [one["name"] for one in report.value()["signs"]]
    return {one.sign.name: one.sign.values for one in report.signs}


def counted_before(households=4, spares=0):
    """A village whose committee has counted a vote before, so that the next has nothing new about it."""
    village = sample.settled(households=households, spares=spares)
    first = village.open(1)
    village.cast(first, 0, YES)
    village.close(first)
    village.count(first)
    village.later(days=3)
    return village


def test_a_vote_like_the_one_before_has_none():
    village = counted_before()
    assert signs(village, village.open(2, hours=LONG)) == {}


def test_the_first_vote_of_a_committee_is_told():
    village = sample.settled()
    assert signs(village, village.open(1, hours=LONG)) == {"committee-for-this-vote": {"committee": 1}}


def test_a_committee_formed_since_the_last_vote_is_told():
    village = counted_before()
    village.form()
    assert signs(village, village.open(2, hours=LONG)) == {"committee-for-this-vote": {"committee": 2}}


def test_cards_issued_again_since_the_last_vote_are_told():
    village = counted_before()
    village.revoke(0)
    village.issue()
    vote = village.open(2, hours=LONG)
    assert signs(village, vote) == {"cards-changed": {"reissued": 1, "revoked": 1, "households": 4}}
    village.close(vote)
    village.later(days=3)
    assert signs(village, village.open(3, hours=LONG)) == {}


def test_cards_revoked_while_the_vote_is_open_are_told_with_the_credentials_closed():
    village = counted_before(spares=1)
    vote = village.open(2, hours=LONG)
    lost = village.revoke(1)
    village.bar(vote, lost)
    village.swap_in(vote, village.spares[0], lost)
    found = signs(village, vote)
    assert found["credentials-closed"] == {"closed": 1, "added": 1, "households": 4}
    assert found["cards-changed"]["revoked"] == 1


def test_what_happens_after_the_end_is_no_sign_of_this_vote():
    village = counted_before()
    vote = village.open(2, hours=LONG)
    village.cast(vote, 0, NO)
    village.close(vote)
    village.revoke(1)
    assert signs(village, vote) == {}


def test_another_villages_cards_and_committees_are_no_signs():
    village = counted_before()
    other = village.neighbour("thon-khac")
    other.freeze(3)
    other.issue()
    other.form()
    other.revoke(0)
    vote = village.open(2, hours=LONG)
    assert signs(village, vote) == {}


def test_a_vote_shorter_than_it_should_be_is_told():
    village = counted_before()
    short = signs(village, village.open(2, hours=71))
    assert short == {"short-vote": {"hours": 71, "days": 3}}


def test_an_extension_makes_a_short_vote_long_enough():
    village = counted_before()
    vote = village.open(2, hours=30)
    assert "short-vote" in signs(village, vote)
    village.extend(vote, hours=42)
    assert signs(village, vote) == {}


def test_signs_stand_beside_the_checks_and_in_the_conclusion():
    report = report_on(finished())
    lines = report.lines("vi")
    assert [line for line in lines if line.startswith("※")] == [
        "※ Ban kiểm phiếu số 1 chưa kiểm cuộc nào trước đây của thôn; nên biết ai ở trong ban, vì sao lập mới."
    ]
    assert lines[-1].endswith("Mọi điều kiểm được đều đúng. Điều nên xem lại, kể ở trên: 1.")
    assert report.lines("en")[-1].endswith("Everything that could be checked holds. Worth a look, listed above: 1.")


def test_the_shortest_time_is_the_laws_own_clock_and_it_is_said_that_the_law_is_silent():
    village = counted_before()
    report = report_on(told(village, village.open(2, hours=5)))
    (said,) = (one.sentence for one in report.signs)
    assert f"trong 5 giờ, chưa được {CLOCKS['online.min-duration'].value} ngày. Luật không quy định" in said.vi


def test_a_correction_is_told_with_its_day_and_reason():
    village = counted_before()
    vote = village.open(2, hours=LONG)
    village.correct(vote, commitment("giấy mời họp"), commitment("bản đúng"))
    village.correct(vote, reason="Ghi nhầm ngày họp.")
    values = signs(village, vote)["corrected"]
    assert values == {"corrections": 2, "day": f"{village.at:%d/%m/%Y}", "reason": "Ghi nhầm ngày họp."}


def test_a_village_that_has_nobody_else_is_told_while_that_is_declared():
    village = counted_before()
    village.appoint(by=NOBODY_ELSE)
    vote = village.open(2, hours=LONG)
    assert signs(village, vote) == {"duties-joined": {"day": f"{village.at:%d/%m/%Y}"}}
    village.appoint(by=APART_AGAIN)
    assert "duties-joined" in signs(village, vote), "it was so while this vote ran"
    village.close(vote)
    village.later(days=3)
    assert signs(village, village.open(3, hours=LONG)) == {}


def test_what_another_village_declares_or_a_later_vote_sees_is_no_sign():
    village = counted_before()
    village.neighbour("thon-khac").appoint(by=NOBODY_ELSE)
    vote = village.open(2, hours=LONG)
    village.close(vote)
    village.appoint(by=NOBODY_ELSE)
    assert signs(village, vote) == {}


def test_an_archive_alone_shows_no_signs():
    assert verify(archive_alone(finished())).signs == ()
