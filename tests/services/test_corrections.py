"""What was said wrongly of a vote is corrected in public: both papers stay, and the verifier tells it."""

from datetime import timedelta

import pytest
from village.life import Village
from village.road import Walk

from voting.services.errors import Conflict, Forbidden, Invalid, NotFound
from voting.services.votes.drafting import NewDocument, NewQuestion, NewVote
from voting.services.votes.summaries import VoteSummary
from voting.verifier.formats import read_bytes
from voting.verifier.verification import verify

RIGHT = NewDocument("Quy chế thôn.pdf", "application/pdf", b"%PDF-1.7 right")
WHY = "Tải nhầm bản cũ."


@pytest.fixture
def opened(own_village: Village) -> VoteSummary:
    """A vote with a paper, just opened."""
    now = own_village.clock()
    wrong = NewDocument("Quy chế cũ.pdf", "application/pdf", b"%PDF-1.7 wrong")
    question = NewQuestion("Thông qua quy chế thôn?")
    new = NewVote("Quy chế thôn", "", (question,), now, now + timedelta(days=3), (wrong,))
    return own_village.services.votes.get(Walk(own_village).to_vote(new))


def correct(village: Village, vote: VoteSummary, right: NewDocument = RIGHT, reason: str = WHY) -> None:
    (held,) = (one for one in village.services.votes.get(vote.uuid).documents if not one.replaced_by)
    village.services.corrections.paper(village.actors["head"], vote.uuid, (held.sha256.hex(), right), reason)


def test_both_papers_can_be_read_and_the_wrong_one_says_which_holds(own_village: Village, opened: VoteSummary) -> None:
    correct(own_village, opened)
    wrong, right = own_village.services.votes.get(opened.uuid).documents
    assert (wrong.name, right.name) == ("Quy chế cũ.pdf", "Quy chế thôn.pdf")
    assert (wrong.replaced_by, right.replaced_by) == (right.sha256.hex(), "")
    for paper in (wrong, right):
        found = own_village.services.publication.document(opened.uuid, paper.sha256.hex())
        assert found.content.startswith(b"%PDF-")


def test_the_history_says_what_and_why_and_so_does_the_paper(own_village: Village, opened: VoteSummary) -> None:
    correct(own_village, opened)
    said = own_village.services.votes.history(opened.uuid)
    assert said.events[-1].said.vi == f"Đính chính tài liệu “Quy chế cũ.pdf”, nay là “Quy chế thôn.pdf”, vì: {WHY}"
    (beside,) = said.papers.values()
    assert beside.vi == f"Đính chính ngày {said.events[-1].at_utc + timedelta(hours=7):%d/%m/%Y}, vì: {WHY}"


def test_words_are_corrected_too(own_village: Village, opened: VoteSummary) -> None:
    (said,) = own_village.services.corrections.possible(opened.uuid).said
    own_village.services.corrections.words(own_village.actors["head"], opened.uuid, said.index, "Họp ngày 30/11.")
    assert own_village.services.votes.history(opened.uuid).events[-1].said.vi == (
        "Đính chính mục mở biểu quyết, vì: Họp ngày 30/11."
    )


def test_a_second_press_says_nothing_twice(own_village: Village, opened: VoteSummary) -> None:
    (held,) = own_village.services.corrections.possible(opened.uuid).papers
    (said,) = own_village.services.corrections.possible(opened.uuid).said
    services, head = own_village.services.corrections, own_village.actors["head"]
    for _ in range(2):
        services.paper(head, opened.uuid, (held.sha256.hex(), RIGHT), WHY)
        services.words(head, opened.uuid, said.index, WHY)
    corrections = [one for one in own_village.services.votes.history(opened.uuid).events if one.type == "correction"]
    assert len(corrections) == 2


def test_of_two_pages_the_later_one_has_seen_what_the_other_corrected(
    own_village: Village, opened: VoteSummary
) -> None:
    services, head = own_village.services.corrections, own_village.actors["head"]
    possible = services.possible(opened.uuid)
    held, said = possible.papers[0].sha256.hex(), possible.said[0].index
    services.words(head, opened.uuid, said, WHY, possible.seen)
    services.words(head, opened.uuid, said, WHY, possible.seen)
    for stale in (lambda seen: services.words(head, opened.uuid, said, "Họp ngày 30/11.", seen),
                  lambda seen: services.paper(head, opened.uuid, (held, RIGHT), WHY, seen)):  # fmt: skip
        with pytest.raises(Conflict) as refused:
            stale(possible.seen)
        assert refused.value.code == "changed-meanwhile"
    assert services.possible(opened.uuid).made == 1
    services.paper(head, opened.uuid, (held, RIGHT), WHY, services.possible(opened.uuid).seen)
    assert services.possible(opened.uuid).made == 2


def test_a_paper_shown_before_is_not_the_right_one(own_village: Village, opened: VoteSummary) -> None:
    correct(own_village, opened)
    wrong = NewDocument("Quy chế cũ.pdf", "application/pdf", b"%PDF-1.7 wrong")
    with pytest.raises(Conflict) as refused:
        correct(own_village, opened, wrong)
    assert refused.value.code == "wrong-correction"


@pytest.mark.parametrize(
    ("right", "reason", "fault"),
    [
        (NewDocument("a.pdf", "application/pdf", b"<p>"), WHY, {"documents": "documents-kind"}),
        (RIGHT, " ", {"reason": "reason-missing"}),
        (RIGHT, "nhầm\u202etệp", {"reason": "wrong-text"}),
    ],
)
def test_what_does_not_hold_is_said_at_its_field(
    own_village: Village, opened: VoteSummary, right: NewDocument, reason: str, fault: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        correct(own_village, opened, right, reason)
    assert refused.value.faults == fault


def test_the_head_corrects_and_only_what_was_said_of_this_vote(own_village: Village, opened: VoteSummary) -> None:
    services = own_village.services.corrections
    with pytest.raises(NotFound):
        services.words(own_village.actors["head"], opened.uuid, 0, WHY)
    with pytest.raises(Forbidden):
        services.words(own_village.actors["board"], opened.uuid, services.possible(opened.uuid).said[0].index, WHY)


def test_the_bundle_with_a_correction_holds_and_says_so(own_village: Village, opened: VoteSummary) -> None:
    correct(own_village, opened)
    made = own_village.services.publication.bundle(opened.uuid)
    report = verify(read_bytes(made.path.read_bytes(), "bundle.zip"))
    assert report.ok
    (sign,) = (one.sentence.vi for one in report.signs if one.sign.name == "corrected")
    assert sign.endswith(f"vì: {WHY}")
