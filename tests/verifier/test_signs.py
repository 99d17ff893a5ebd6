"""Signs worth a look: seen, said, counted, and never an error."""

from datetime import timedelta

from record import sample_village as sample
from record.road import Matter
from record.sample_village import commitment

from verifier.forger import NO, YES, archive_alone, finished, report_on, told
from voting.law.clocks import CLOCKS
from voting.record.entries.commune import APART_AGAIN, NOBODY_ELSE, SettingsChanged
from voting.verifier.beside_sentences import SIGNS
from voting.verifier.verification import verify

LONG = 72
"""Hours in which nobody misses a vote."""


def signs(village, vote):
    """The signs of a vote by name; the report holds all the same."""
    report = report_on(told(village, vote))
    assert report.ok
    assert [one.value()["name"] for one in report.signs] == [one["name"] for one in report.value()["signs"]]
    return {one.sign.name: one.sign.values for one in report.signs}


def announced(village, number, *, hours=48, notice=48, **changed):
    """A vote so many hours after its notice; a step of its road done otherwise: its name -> what it says."""
    matter, opens = Matter(village, number), village.at + timedelta(hours=notice)
    ends = {"opens_at": opens, "closes_at": opens + timedelta(hours=hours)}
    steps = matter.steps | {"announce": lambda: matter.announce(**ends)}
    for name, step in steps.items():
        changed.pop(name)(matter) if name in changed else step()
    village.later(hours=notice)
    return village.open(number, hours=hours)


def backed(matter, consents):
    """A proposal of so many households that the Front committee backs."""
    matter.raise_()
    matter.back()
    matter.propose("citizens", consents=consents, backed=1)


def set_number(village, key, value):
    """The commune's own number, where the law leaves it open."""
    village.write(SettingsChanged(village="", at=village.at, key=key, value=value, reason="ở xa", by="admin"))


def opened(village, number, **hours):
    """A vote that was announced as long before as it should be."""
    return announced(village, number, **hours)


def counted_before(households=4, spares=0):
    """A village whose committee has counted a vote before, so that the next has nothing new about it."""
    village = sample.settled(households=households, spares=spares)
    first = opened(village, 1)
    village.cast(first, 0, YES)
    village.close(first)
    village.count(first)
    village.later(days=3)
    return village


def test_a_vote_like_the_one_before_has_none():
    village = counted_before()
    assert signs(village, opened(village, 2, hours=LONG)) == {}


def test_the_first_vote_of_a_committee_is_told():
    village = sample.settled()
    assert signs(village, opened(village, 1, hours=LONG)) == {"committee-for-this-vote": {"committee": 1}}


def test_a_committee_formed_since_the_last_vote_is_told():
    village = counted_before()
    village.form()
    assert signs(village, opened(village, 2, hours=LONG)) == {"committee-for-this-vote": {"committee": 2}}


def test_cards_issued_again_since_the_last_vote_are_told():
    village = counted_before()
    village.revoke(0)
    village.issue()
    vote = opened(village, 2, hours=LONG)
    assert signs(village, vote) == {"cards-changed": {"reissued": 1, "revoked": 1, "households": 4}}
    village.close(vote)
    village.later(days=3)
    assert signs(village, opened(village, 3, hours=LONG)) == {}


def test_cards_revoked_while_the_vote_is_open_are_told_with_the_credentials_closed():
    village = counted_before(spares=1)
    vote = opened(village, 2, hours=LONG)
    lost = village.revoke(1)
    village.bar(vote, lost)
    village.swap_in(vote, village.spares[0], lost)
    found = signs(village, vote)
    assert found["credentials-closed"] == {"closed": 1, "added": 1, "households": 4}
    assert found["cards-changed"]["revoked"] == 1


def test_what_happens_after_the_end_is_no_sign_of_this_vote():
    village = counted_before()
    vote = opened(village, 2, hours=LONG)
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
    vote = opened(village, 2, hours=LONG)
    assert signs(village, vote) == {}


def test_a_vote_shorter_than_it_should_be_is_told():
    village = counted_before()
    short = signs(village, opened(village, 2, hours=71))
    assert short == {"short-vote": {"hours": 71, "days": 3}}


def test_an_extension_makes_a_short_vote_long_enough():
    village = counted_before()
    vote = opened(village, 2, hours=30)
    assert "short-vote" in signs(village, vote)
    village.extend(vote, hours=42)
    assert signs(village, vote) == {}


def test_signs_stand_beside_the_checks_and_in_the_conclusion():
    report = report_on(finished())
    lines = report.lines("vi")
    assert [line for line in lines if line.startswith("※")] == [
        "※ Ban kiểm phiếu số 1 chưa kiểm cuộc nào trước đây của thôn; nên biết ai ở trong ban, vì sao lập mới.",
        f"※ {SIGNS['short-notice'].filled({'hours': 0, 'days': 2}).vi}",
    ]
    assert lines[-1].endswith("Mọi điều kiểm được đều đúng. Điều nên xem lại, kể ở trên: 2.")
    assert report.lines("en")[-1].endswith("Everything that could be checked holds. Worth a look, listed above: 2.")


def test_the_shortest_time_is_the_laws_own_clock_and_it_is_said_that_the_law_is_silent():
    village = counted_before()
    report = report_on(told(village, opened(village, 2, hours=5)))
    (said,) = (one.sentence for one in report.signs)
    assert f"trong 5 giờ, chưa được {CLOCKS['online.min-duration'].value} ngày. Luật không quy định" in said.vi


def test_a_correction_is_told_with_its_day_and_reason():
    village = counted_before()
    vote = opened(village, 2, hours=LONG)
    village.correct(vote, commitment("giấy mời họp"), commitment("bản đúng"))
    village.correct(vote, reason="Ghi nhầm ngày họp.")
    values = signs(village, vote)["corrected"]
    assert values == {"corrections": 2, "day": f"{village.at:%d/%m/%Y}", "reason": "Ghi nhầm ngày họp."}


def test_a_village_that_has_nobody_else_is_told_while_that_is_declared():
    village = counted_before()
    village.appoint(by=NOBODY_ELSE)
    declared = f"{village.at:%d/%m/%Y}"
    vote = opened(village, 2, hours=LONG)
    assert signs(village, vote) == {"duties-joined": {"day": declared}}
    village.appoint(by=APART_AGAIN)
    assert "duties-joined" in signs(village, vote), "it was so while this vote ran"
    village.close(vote)
    village.later(days=3)
    assert signs(village, opened(village, 3, hours=LONG)) == {}


def test_what_another_village_declares_or_a_later_vote_sees_is_no_sign():
    village = counted_before()
    village.neighbour("thon-khac").appoint(by=NOBODY_ELSE)
    vote = opened(village, 2, hours=LONG)
    village.close(vote)
    village.appoint(by=NOBODY_ELSE)
    assert signs(village, vote) == {}


def test_one_person_in_both_posts_is_told():
    village = counted_before()
    joint = {"agree-front": lambda matter: matter.agree("front", joint=1)}
    assert signs(village, announced(village, 2, hours=LONG, **joint)) == {"posts-joined": {}}


def test_a_notice_that_comes_late_is_told():
    village = counted_before()
    assert signs(village, announced(village, 2, hours=LONG, notice=47)) == {"short-notice": {"hours": 47, "days": 2}}


def test_a_proposal_of_few_households_that_the_front_backs_is_told():
    village = counted_before(households=12)
    few = announced(village, 2, hours=LONG, propose=lambda matter: backed(matter, 1))
    assert signs(village, few) == {"few-consents": {"consents": 1, "needed": 2}}


def test_a_proposal_of_enough_households_is_none():
    village = counted_before(households=12)
    enough = announced(village, 2, hours=LONG, propose=lambda matter: backed(matter, 2))
    assert signs(village, enough) == {}


def decided(village, days):
    """A vote whose result was sent so many days after its end."""
    matter, vote = Matter(village, 2), opened(village, 2, hours=LONG)
    village.cast(vote, 0, YES)
    village.close(vote)
    village.count(vote)
    matter.minute()
    matter.resolve(passed=0)
    village.later(days=days)
    matter.send("commune")
    return vote


def test_a_result_that_is_sent_after_five_working_days_is_told_and_a_weekend_does_not_count():
    """The vote ends on a Saturday."""
    village = counted_before()
    assert "sent-late" not in signs(village, decided(village, 6))
    village = counted_before()
    late = signs(village, decided(village, 7))["sent-late"]
    assert late == {"day": "12/12/2026", "last": "11/12/2026", "days": 5}


def test_an_archive_alone_shows_no_signs():
    assert verify(archive_alone(finished())).signs == ()


def test_a_vote_is_measured_by_the_numbers_that_its_commune_had_set_when_it_opened():
    village = counted_before()
    set_number(village, "online.notice", 3)
    vote = opened(village, 2, hours=LONG)
    assert signs(village, vote) == {"short-notice": {"hours": 48, "days": 3}}
    set_number(village, "online.min-duration", 1)
    assert "short-vote" not in signs(village, vote), "three days are enough"
    second = opened(village, 3, hours=24)
    assert signs(village, second).keys() == {"short-notice"}, "now one day is enough"


def test_a_vote_that_is_closed_long_after_its_hour_is_told():
    """Until it is closed, ballots dated before the hour can still come into its book."""
    village = counted_before()
    vote = opened(village, 2, hours=LONG)
    ends = village.vote(vote).closes_at
    report = report_on(told(village, vote), now=ends + timedelta(minutes=59))
    assert [one.sign.name for one in report.signs] == []
    report = report_on(told(village, vote), now=ends + timedelta(hours=2))
    assert [one.sign.values for one in report.signs if one.sign.name == "closed-late"] == [{"hours": 2}]
    village.at = ends + timedelta(minutes=90)
    village.close(vote)
    assert signs(village, vote) == {"closed-late": {"hours": "1.5"}}
