"""The road of a matter through the services: who may take which step, which papers fall out, nothing by half."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest
from fixtures.reading import as_read
from village.life import NO, YES, Village
from village.people import NEIGHBOUR, VILLAGE
from village.road import HELPER, PHOTO, QUESTION, SIX, TEAM, Walk

from voting.law.matters import Channel
from voting.law.road import Ending, Mark, Office
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound
from voting.services.households.subjects import SubjectKind
from voting.services.matters import steps
from voting.services.matters.content import Proposal
from voting.services.matters.meetings import Counted
from voting.services.matters.preparing import Member, Poll
from voting.services.matters.proposals import NewProposal
from voting.services.votes.drafting import NewDocument, NewQuestion, NewVote

TITLE = "Giờ thu gom rác mới"
ENTERED = Counted(present=5, in_favour=4, against=1, other=0)


@pytest.fixture
def walk(village: Village) -> Walk:
    """A matter that is proposed."""
    return Walk(village).propose(TITLE)


def faults(error) -> dict[str, str]:
    return error.value.faults


def decide(walk: Walk, *choices: list[list[int]]) -> str:
    """Its vote, with these ballots, counted."""
    uuid = walk.walk("open") and walk.services.matters.get(walk.id).vote
    walk.village.cast_all(uuid, choices)
    walk.village.close(uuid)
    walk.village.count(uuid)
    return uuid


def test_from_a_proposal_to_a_report_every_paper_falls_out(walk, village):
    uuid = decide(walk, YES, YES, YES, NO)
    decisions, actors = village.services.decisions, village.actors
    decisions.minute(actors["team"], walk.id, ["Nên thu cả ngày lễ"])
    decisions.resolve(actors["head"], walk.id)
    decisions.publish(actors["head"], walk.id, village.clock().date() + timedelta(days=31), PHOTO)
    decisions.send(actors["head"], walk.id, Office.COMMUNE_FRONT, PHOTO)
    decisions.receive(actors["commune"], walk.id, Office.COMMUNE)
    decisions.carry_out(actors["head"], walk.id, "Đã báo xe rác đổi giờ")
    decisions.report(actors["head"], walk.id, "Bà con thực hiện tốt")
    found = village.services.matters.in_hand(actors["head"], walk.id)
    assert found.vote == uuid
    assert [one.kind for one in found.papers if one.name.endswith(".html")] == [
        "proposal", "classification", "agreement", "report", "report", "team", "roll", "poll", "notice", "minutes",
        "result-copy", "decision", "posting", "dispatch", "dispatch", "implementation",
    ]  # fmt: skip
    assert found.marks[-1] is Mark.REPORTED
    assert found.next == ()
    digests = {one.digest for one in found.papers}
    hashed = {digest for entry in village.entries() if entry.subject() == walk.id for digest in entry.papers}
    assert hashed == digests


def test_the_decision_says_what_the_households_decided(walk, village):
    decide(walk, YES, YES, YES, NO)
    village.services.decisions.minute(village.actors["team"], walk.id)
    village.services.decisions.resolve(village.actors["head"], walk.id)
    (page,) = [
        as_read(village.services.matters.paper(walk.id, one.position, None).content)
        for one in village.services.matters.get(walk.id).papers
        if one.kind == "decision" and one.media_type == "text/html"
    ]
    assert "Đã thông qua: “Đồng ý” được 3/5 hộ, cần từ 3." in page
    assert "Tổng số hộ: 5. Số hộ tham gia: 4. Số hộ không tham gia: 1." in page


def test_what_is_voted_on_is_what_was_announced(walk, village):
    walk.walk("open")
    vote = village.services.votes.get(village.services.matters.get(walk.id).vote)
    assert (vote.title, [one.text for one in vote.questions]) == (TITLE, [QUESTION])


@pytest.mark.parametrize(
    ("step", "who"),
    [
        ("classify", "front"), ("classify", "team"), ("agree", "board"), ("appoint", "team"), ("settle", "head"),
        ("poll", "front"), ("open", "team"),
    ],
)  # fmt: skip
def test_each_step_belongs_to_an_office(walk, village, step, who):
    services = village.services
    new = NewVote(TITLE, "", (NewQuestion(QUESTION),), village.clock(), village.clock() + timedelta(days=2))
    steps = {
        "classify": lambda actor: services.proposals.classify(actor, walk.id, SIX),
        "agree": lambda actor: services.proposals.agree(actor, walk.id),
        "appoint": lambda actor: services.preparing.appoint(actor, walk.id, TEAM),
        "settle": lambda actor: services.preparing.settle(actor, walk.id),
        "poll": lambda actor: services.preparing.poll(actor, walk.id, Poll("group", 5, 0, PHOTO)),
        "open": lambda actor: services.preparing.open(actor, walk.id, new, HELPER),
    }
    with pytest.raises(Forbidden):
        steps[step](village.actors[who])


def test_another_villages_head_takes_no_step(walk, village):
    with pytest.raises(Forbidden):
        village.services.proposals.classify(village.actors["other-head"], walk.id, SIX)
    with pytest.raises(Forbidden):
        village.services.proposals.propose(
            village.actors["head"], NEIGHBOUR, NewProposal(Proposal("Việc", "", ("Có?",)))
        )


@pytest.mark.parametrize("step", ["agree", "inform", "appoint", "settle", "poll", "open"])
def test_a_step_out_of_order_is_refused_and_leaves_nothing(walk, village, step):
    before = village.services.matters.get(walk.id)
    with pytest.raises((Conflict, Invalid, ValueError)) as caught:
        walk.steps[step]()
    assert not isinstance(caught.value, Conflict) or caught.value.code in {"step-missing", "out-of-order"}
    assert village.services.matters.get(walk.id) == before


def test_a_contribution_is_kept_for_a_meeting(walk, village):
    walk.classify(contribution=True)
    found = village.services.matters.in_hand(village.actors["head"], walk.id)
    assert (found.clause, found.channel) == (1, "meeting")
    assert [step.mark for step in found.next if step.mark is not Mark.ENDED] == [Mark.CONVENED]
    with pytest.raises(Conflict):
        walk.agree()


def test_what_goes_beyond_the_village_is_the_communes(walk, village):
    assert (
        village.services.proposals.classify(
            village.actors["head"], walk.id, SIX | {"beyond-village": True, "contribution": True}
        )
        is Channel.COMMUNE
    )


def test_citizens_propose_with_their_consents(village):
    propose = village.services.proposals.propose
    new = NewProposal(Proposal("Trồng cây", "", ("Có trồng cây không?",)), by="citizens")
    with pytest.raises(Invalid) as caught:
        propose(village.actors["head"], VILLAGE, new)
    assert faults(caught) == {"consents": "consents-few"}
    matter = propose(village.actors["head"], VILLAGE, replace(new, consents=1))
    assert village.services.matters.get(matter).proposer is Office.CITIZENS


@pytest.mark.parametrize(
    ("words", "field", "fault"),
    [
        (Proposal("", "", ("Có?",)), "title", "text-missing"),
        (Proposal("Việc", "", ()), "questions", "questions-number"),
        (Proposal("Việc", "", ("Không thu gom rác buổi sáng?",)), "questions.0.text", "question-negated"),
        (Proposal("Vi\u202eệc", "", ("Có?",)), "title", "wrong-text"),
    ],
)
def test_words_that_nobody_should_vote_on_are_refused_at_their_field(village, words, field, fault):
    with pytest.raises(Invalid) as caught:
        village.services.proposals.propose(village.actors["head"], VILLAGE, NewProposal(words))
    assert faults(caught)[field] == fault


@pytest.mark.parametrize(
    ("team", "fault"),
    [
        (TEAM[:2], "team-size"),
        ((*TEAM, *TEAM), "team-size"),
        ((*TEAM[:2], Member("Đỗ Thị Lan", ("village",))), "team-kinds"),
        ((replace(TEAM[0], leads=False), TEAM[1], replace(TEAM[2], leads=True)), "team-leader"),
        ((replace(TEAM[0], name="\u202e"), *TEAM[1:]), "name-missing"),
    ],
)
def test_a_team_without_its_four_kinds_is_refused_with_the_reason(walk, village, team, fault):
    walk.walk("inform")
    with pytest.raises(Invalid) as caught:
        village.services.preparing.appoint(village.actors["head"], walk.id, team)
    assert faults(caught) == {"members": fault}


def test_no_list_is_settled_while_an_objection_to_it_waits(walk, village):
    walk.walk("appoint")
    said, team = village.services.statements, village.actors["team"]
    subject = said.open(team, VILLAGE, SubjectKind.LIST_REVIEW, village.clock() + timedelta(days=3)).id
    terms = said.get(subject).terms
    objection = said.take(subject, village.phones["DH-001"].letter(terms, "objection", 1, "Hộ tôi đã tách hộ.")).tracker
    said.take(subject, village.phones["DH-002"].letter(terms, "right", 1, ""))
    for code in ("review-open", "objections-open"):
        with pytest.raises(Conflict) as caught:
            walk.settle()
        assert caught.value.code == code
        village.clock.move(hours=72)
        village.services.chores.run()
    said.answer(team, subject, objection, "Đã sửa trong danh sách mới.")
    walk.settle()
    (settled,) = [one for one in village.entries() if one.type == "matter-roll" and one.matter == walk.id]
    assert (settled.objections, settled.answered) == (1, 1)


def test_a_poll_without_more_than_half_leads_to_a_meeting(walk, village):
    walk.walk("settle")
    walk.poll(in_favour=2, against=1)
    assert village.services.matters.get(walk.id).marks[-1] is Mark.FORM_MEETING
    village.services.meetings.turn(village.actors["head"], walk.id, Channel.MEETING, "Bà con muốn họp")
    at = village.clock() + timedelta(days=3)
    village.services.meetings.convene(village.actors["head"], walk.id, at, "Nhà văn hóa thôn")
    counted = Counted(present=4, in_favour=3, against=1, other=0)
    village.services.meetings.enter(village.actors["head"], walk.id, counted, PHOTO)
    with pytest.raises(Conflict) as caught:
        village.services.meetings.confirm(village.actors["head"], walk.id)
    assert caught.value.code == "second-person"
    village.services.meetings.confirm(village.actors["front"], walk.id)
    assert village.services.matters.get(walk.id).marks[-1] is Mark.PASSED


@pytest.fixture
def called(walk: Walk, village: Village) -> Walk:
    """A contribution, for which a meeting is called."""
    walk.classify(contribution=True)
    at = village.clock() + timedelta(days=3)
    village.services.meetings.convene(village.actors["head"], walk.id, at, "Nhà văn hóa thôn")
    village.clock.move(days=3, hours=1)
    return walk


@pytest.mark.parametrize("channel", ["meeting", "slips"])
def test_meetings_and_slips_are_announced_two_days_before(walk: Walk, village: Village, channel: str) -> None:
    walk.walk("settle")
    walk.poll(in_favour=2, against=1)
    meetings, head, now = village.services.meetings, village.actors["head"], village.clock()
    meetings.turn(head, walk.id, Channel(channel), "Bà con muốn họp")
    with pytest.raises(Invalid) as caught:
        meetings.convene(head, walk.id, now + timedelta(days=1, hours=23), "Nhà văn hóa thôn")
    assert caught.value.faults == {"held_at": "notice-short"}
    meetings.convene(head, walk.id, now + timedelta(days=2, minutes=2), "Nhà văn hóa thôn")


def enter(walk: Walk, counted: Counted = ENTERED, proof: NewDocument = PHOTO, who: str = "head") -> None:
    walk.services.meetings.enter(walk.actors[who], walk.id, counted, proof)


def entries_of(walk: Walk, kind: str) -> list:
    return [entry for entry in walk.village.entries() if entry.type == kind and entry.subject() == walk.id]


def pages_of(walk: Walk, kind: str) -> list[str]:
    matters = walk.services.matters
    found = [one for one in matters.get(walk.id).papers if one.kind == kind and one.media_type == "text/html"]
    return [as_read(matters.paper(walk.id, one.position, walk.actors["head"]).content) for one in found]


def test_what_a_meeting_decided_is_published_and_sent_with_its_own_figures(called, village):
    head = village.actors["head"]
    enter(called)
    village.services.meetings.confirm(village.actors["front"], called.id)
    village.services.decisions.publish(head, called.id, village.clock().date() + timedelta(days=31))
    village.services.decisions.receive(village.actors["commune"], called.id, Office.COMMUNE)
    village.services.decisions.send(head, called.id, Office.COMMUNE_FRONT, PHOTO)
    for page in (*pages_of(called, "posting"), *pages_of(called, "dispatch")):
        assert "Đã thông qua: “Đồng ý” được 4/5 hộ, cần từ 4." in page
        assert "họp cộng đồng dân cư" in page
        assert "trực tuyến" not in page
    assert len(pages_of(called, "dispatch")) == 2


@pytest.mark.parametrize(
    ("showing", "said", "forms"), [("hands", "giơ tay", []), ("ballot", "bỏ phiếu kín", ["Mẫu số 02"])]
)
def test_a_show_of_hands_leaves_no_count_paper_and_a_secret_ballot_does(called, village, showing, said, forms):
    with pytest.raises(Invalid) as caught:
        enter(called, replace(ENTERED, showing="slips"))
    assert faults(caught) == {"showing": "choice-missing"}
    enter(called, replace(ENTERED, showing=showing))
    assert village.services.matters.in_hand(village.actors["front"], called.id).entered.counted.showing == showing
    village.services.meetings.confirm(village.actors["front"], called.id)
    (held,) = entries_of(called, "matter-held")
    assert (held.showing, len(held.count)) == (showing, 2 * len(forms))
    assert [one.showing.vi for one in village.services.matters.steps(called.id) if one.showing] == [said]
    counts = pages_of(called, "count")
    assert [form for page in counts for form in ("Mẫu số 02", "Mẫu số 04") if form in page] == forms
    (decided,) = pages_of(called, "decided")
    assert f"biểu quyết bằng {said} theo lựa chọn của quá nửa số đại diện hộ có mặt" in decided
    village.services.decisions.receive(village.actors["commune"], called.id, Office.COMMUNE)
    (dispatch,) = pages_of(called, "dispatch")
    assert ("biên bản kiểm phiếu" in dispatch) == bool(forms)


def test_slips_are_counted_on_form_four(walk, village):
    decide(walk, NO, NO, NO)
    head, services = village.actors["head"], village.services
    services.decisions.minute(village.actors["team"], walk.id)
    services.decisions.resolve(head, walk.id)
    services.meetings.turn(head, walk.id, Channel.SLIPS, "Bà con đi làm xa")
    services.meetings.convene(head, walk.id, village.clock() + timedelta(days=3), "Nhà văn hóa thôn")
    village.clock.move(days=4)
    with pytest.raises(Invalid) as caught:
        enter(walk, replace(ENTERED, showing="hands"))
    assert faults(caught) == {"showing": "choice-missing"}
    enter(walk, replace(ENTERED, showing="slips"))
    services.meetings.confirm(village.actors["front"], walk.id)
    (held,) = entries_of(walk, "matter-held")
    assert (held.showing, len(held.count)) == ("slips", 2)
    (count,) = pages_of(walk, "count")
    assert "Mẫu số 04" in count
    assert "Mẫu số 02" not in count
    (decided,) = pages_of(walk, "decided")
    assert "Phát phiếu lấy ý kiến của hộ gia đình" in decided
    assert "giơ tay" not in decided


def test_after_a_lost_vote_the_meetings_figures_are_published_not_the_votes(walk, village):
    decide(walk, NO, NO, NO)
    head, services = village.actors["head"], village.services
    services.decisions.minute(village.actors["team"], walk.id)
    services.decisions.resolve(head, walk.id)
    services.meetings.turn(head, walk.id, Channel.MEETING, "Bà con muốn bàn lại")
    services.meetings.convene(head, walk.id, village.clock() + timedelta(days=3), "Nhà văn hóa thôn")
    village.clock.move(days=4)
    enter(walk)
    services.meetings.confirm(village.actors["front"], walk.id)
    services.decisions.publish(head, walk.id, village.clock().date() + timedelta(days=31))
    (page,) = pages_of(walk, "posting")
    assert "Đã thông qua: “Đồng ý” được 4/5 hộ" in page


def test_nothing_is_published_before_a_meeting_has_decided(called, village):
    with pytest.raises(Conflict) as caught:
        village.services.decisions.publish(
            village.actors["head"], called.id, village.clock().date() + timedelta(days=31)
        )
    assert caught.value.code == "step-missing"


def test_the_signed_minutes_of_a_meeting_are_in_the_book(called, village):
    enter(called)
    village.services.meetings.confirm(village.actors["front"], called.id)
    (held,) = entries_of(called, "matter-held")
    assert held.papers[0] == sha256(PHOTO.content).hexdigest()
    found = village.services.matters.in_hand(village.actors["head"], called.id)
    assert set(held.papers) <= {one.digest for one in found.papers}


def test_what_is_confirmed_is_what_was_entered_last(called, village):
    enter(called)
    other = replace(ENTERED, in_favour=2, against=3)
    enter(called, other, who="front")
    with pytest.raises(Conflict) as caught:
        village.services.meetings.confirm(village.actors["front"], called.id)
    assert caught.value.code == "second-person"
    village.services.meetings.confirm(village.actors["head"], called.id)
    (held,) = entries_of(called, "matter-held")
    assert (held.in_favour, held.against, held.passed) == (2, 3, 0)


def test_papers_cannot_be_heaped_up_without_end(called, village, monkeypatch):
    monkeypatch.setattr(steps, "MOST_PAPERS", len(village.services.matters.get(called.id).papers) + 1)
    enter(called)
    before = village.services.matters.get(called.id)
    with pytest.raises(Conflict) as caught:
        enter(called, who="front")
    assert caught.value.code == "matter-full"
    assert village.services.matters.get(called.id) == before


@pytest.mark.parametrize("opinions", [["x" * 501], ["Ý\u202ekiến"], ["Ý kiến"] * 201])
def test_opinions_that_are_too_long_or_too_many_are_refused_at_their_field(walk, village, opinions):
    with pytest.raises(Invalid) as caught:
        village.services.decisions.minute(village.actors["team"], walk.id, opinions)
    assert set(faults(caught)) == {"opinions"}


@pytest.mark.parametrize(
    ("words", "fault"), [("", "text-missing"), ("x" * 501, "text-long"), ("a\u202eb", "wrong-text")]
)
def test_words_of_a_report_are_refused_at_their_field(walk, village, words, fault):
    for act in (village.services.decisions.carry_out, village.services.decisions.report):
        with pytest.raises(Invalid) as caught:
            act(village.actors["head"], walk.id, words)
        assert faults(caught) == {"words": fault}


def test_a_poll_in_a_group_shows_its_picture(walk, village):
    walk.walk("settle")
    with pytest.raises(Invalid) as caught:
        village.services.preparing.poll(village.actors["team"], walk.id, Poll("group", 5, 0))
    assert faults(caught) == {"proof": "proof-missing"}
    with pytest.raises(Invalid):
        village.services.preparing.poll(village.actors["team"], walk.id, Poll("group", 5, 1, PHOTO))


def test_private_papers_are_for_the_villages_officials(walk, village):
    walk.walk("inform")
    matters = village.services.matters
    (photo,) = [one for one in matters.in_hand(village.actors["head"], walk.id).papers if one.private]
    assert not [one for one in matters.get(walk.id).papers if one.private], "strangers do not read its name either"
    with pytest.raises(Forbidden):
        matters.in_hand(village.actors["other-head"], walk.id)
    assert village.services.matters.paper(walk.id, photo.position, village.actors["team"]).content == PHOTO.content
    for nobody in (None, village.actors["other-head"]):
        with pytest.raises(Forbidden):
            village.services.matters.paper(walk.id, photo.position, nobody)
    with pytest.raises(NotFound):
        village.services.matters.paper(walk.id, 99, None)


def test_one_person_in_both_posts_agrees_once_and_it_is_flagged(village):
    actors = village.actors
    both = replace(actors["head"], grants=actors["head"].grants | actors["front"].grants)
    walk = Walk(village).propose(TITLE)
    walk.classify()
    village.services.proposals.agree(both, walk.id)
    assert {Mark.AGREED_HEAD, Mark.AGREED_FRONT} <= set(village.services.matters.get(walk.id).marks)
    joint = [entry.joint for entry in village.entries() if entry.type == "matter-agreed" and entry.matter == walk.id]
    assert joint == [1, 1]


def test_the_same_form_sent_three_times_at_once_is_one_step(village):
    new = NewProposal(Proposal("Sân chơi cho trẻ em", "", ("Có làm sân chơi không?",)))
    with ThreadPoolExecutor(3) as pool:
        made = set(
            pool.map(lambda _: village.services.proposals.propose(village.actors["head"], VILLAGE, new, "f1"), range(3))
        )
    assert len(made) == 1
    assert [one.title for one in village.services.matters.page(VILLAGE)].count("Sân chơi cho trẻ em") == 1


def test_a_matter_ends_with_its_reason(walk, village):
    village.services.meetings.end(village.actors["head"], walk.id, Ending.WITHDRAWN, "Bà con muốn bàn thêm")
    found = village.services.matters.in_hand(village.actors["head"], walk.id)
    assert found.ended.vi == "Người đề xuất rút lại"
    assert found.next == ()
    assert village.services.matters.steps(walk.id)[-1].reason == "Bà con muốn bàn thêm"


def test_the_commune_abolishes_a_decision_on_a_paper_of_its_own(walk, village):
    meetings, actors = village.services.meetings, village.actors
    with pytest.raises(Conflict):
        meetings.abolish(actors["commune"], walk.id, Ending.ABOLISHED, "Trái Luật", PHOTO)
    decide(walk, YES, YES, YES)
    walk.minute()
    walk.resolve()
    with pytest.raises(Forbidden):
        meetings.abolish(actors["head"], walk.id, Ending.ABOLISHED, "Trái Luật", PHOTO)
    with pytest.raises(Invalid) as caught:
        meetings.end(actors["head"], walk.id, Ending.ABOLISHED, "Trái Luật")
    assert faults(caught) == {"proof": "paper-missing"}
    with pytest.raises(Conflict):
        meetings.abolish(actors["commune"], walk.id, Ending.WITHDRAWN, "Trái Luật", PHOTO)
    meetings.abolish(actors["commune"], walk.id, Ending.ABOLISHED, "Quyết định số 12, trái Luật", PHOTO)
    found = village.services.matters.get(walk.id)
    assert found.ended.vi == "Bị bãi bỏ"
    assert found.papers[-1].digest == village.entries()[-1].papers[0]
    step = village.services.matters.steps(walk.id)[-1]
    assert (step.office, step.reason) == (Office.COMMUNE, "Quyết định số 12, trái Luật")


def test_the_decision_is_due_at_the_commune_within_five_working_days(walk, village):
    decide(walk, YES, YES, YES)
    found = village.services.matters.get(walk.id)
    assert isinstance(found.send_by, date)
    assert found.send_by > village.clock().date()


def test_nothing_personal_of_a_matter_enters_the_book(walk, village):
    decide(walk, YES, YES, YES)
    village.services.decisions.minute(village.actors["team"], walk.id)
    raws = b"".join(village.raws())
    for word in ("Lê Thị Mận", "Phạm Văn Đủ", "0912 345 678", "0912345678"):
        assert word.encode() not in raws


def test_a_document_that_is_not_what_it_says_is_refused(village):
    fake = NewDocument("anh.png", "image/png", b"<html>")
    with pytest.raises(Invalid) as caught:
        Walk(village).propose("Việc khác", documents=(fake,))
    assert faults(caught) == {"documents": "documents-kind"}


def test_the_invitation_says_whom_to_ring(walk, village):
    village.services.communes.ring_in_village(village.actors["head"], VILLAGE, "Lê Thị Phó", "Phó thôn", "0912345678")
    walk.classify(contribution=True)
    walk.convene()
    (page,) = pages_of(walk, "invitation")
    assert "Liên hệ: Lê Thị Phó, 0912 345 678." in page.replace("\u00a0", " ")
