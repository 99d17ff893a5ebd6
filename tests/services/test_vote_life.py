"""A vote from opening to result, by the services: what people may do when, and what is never known too early."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from village.people import COMMUNE, MEMBERS, SECRET, VILLAGE, World, connect

from voting.bootstrap import BootstrapSettings, build, master_key
from voting.ledger.tlog_proof import check_receipt
from voting.manage.rehearsal import Phone
from voting.services.desk import Desk
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound, RefusedBallot
from voting.services.log import Logs
from voting.services.votes.casting import Casting
from voting.services.votes.drafting import MAX_DURATION, NewDocument, NewQuestion, NewVote, check_new_vote
from voting.storage.database import Database, Transaction
from voting.storage.errors import OutcomeUnknown
from voting.storage.secrets import Sealer

YES, NO = [[1, 0, 0]], [[0, 1, 0]]


def plan(world: World, **changes: object) -> NewVote:
    values = {
        "title": "Việc mới", "description": "", "questions": (NewQuestion("Bạn có tán thành không?"),),
        "opens_at_utc": world.clock(), "closes_at_utc": world.clock() + timedelta(days=1),
    }  # fmt: skip
    return NewVote(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"description": "x" * 20_001}, "description"),
        ({"questions": ()}, "questions"),
        ({"questions": (NewQuestion(""),)}, "questions.0.text"),
        ({"questions": (NewQuestion("?", ("A", "a")),)}, "questions.0.answers"),
        ({"questions": (NewQuestion("?", tuple("ABCDEFGHIJKLM")),)}, "questions.0.answers"),
        ({"questions": (NewQuestion("?", maximum=4),)}, "questions.0.maximum"),
        ({"questions": (NewQuestion("?", minimum=2),)}, "questions.0.maximum"),
        ({"questions": (NewQuestion("?", proposals=(3,)),)}, "questions.0.proposals"),
        ({"documents": (NewDocument("a.html", "text/html", b"<p>"),)}, "documents"),
        ({"documents": (NewDocument("a.pdf", "application/pdf", b"<p>"),)}, "documents"),
    ],
)
def test_a_vote_that_does_not_hold_is_refused_at_its_field(
    world: World, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        check_new_vote(plan(world, **changes), world.clock())
    assert set(refused.value.faults) == {field}


@pytest.mark.parametrize("closes", [timedelta(0), timedelta(minutes=-1), MAX_DURATION + timedelta(days=1)])
def test_a_vote_closes_after_it_opens_and_within_reason(world: World, closes: timedelta) -> None:
    with pytest.raises(Invalid) as refused:
        check_new_vote(plan(world, closes_at_utc=world.clock() + closes), world.clock())
    assert set(refused.value.faults) == {"closes_at"}


def test_documents_are_kept_and_their_hashes_are_in_the_record(world: World) -> None:
    paper = NewDocument("so-do.pdf", "application/pdf", b"%PDF-1.7 so do")
    vote = world.services.votes.open(world.actors["head"], VILLAGE, plan(world, documents=(paper,)))
    (kept,) = vote.documents
    assert world.services.publication.document(vote.uuid, kept.sha256.hex()).content == paper.content
    with pytest.raises(NotFound):
        world.services.publication.document(vote.uuid, "00" * 32)


def test_only_the_head_of_the_village_opens_a_vote_in_it(world: World) -> None:
    for who in ("admin", "team", "counting", "board", "other-head"):
        with pytest.raises(Forbidden):
            world.services.votes.open(world.actors[who], VILLAGE, plan(world))


def test_ballots_are_taken_from_the_opening_minute_to_the_last_before_closing(world: World) -> None:
    uuid = world.open_vote("Đúng phút", starts_in_h=1, lasts_h=1)
    with pytest.raises(RefusedBallot) as early:
        world.cast(uuid, "DH-001", YES)
    world.clock.move(hours=1)
    world.cast(uuid, "DH-001", YES)
    world.clock.move(minutes=59, seconds=59)
    world.cast(uuid, "DH-002", YES)
    world.clock.move(seconds=1)
    with pytest.raises(RefusedBallot) as late:
        world.cast(uuid, "DH-003", YES)
    assert early.value.code == late.value.code == "not-open"


def test_the_receipt_proves_the_ballot_against_the_log_s_key(world: World) -> None:
    vkey = world.services.publication.vkey(COMMUNE)
    for tracker in world.trackers:
        found = world.services.casting.find(tracker)
        assert check_receipt(found.receipt, found.entry.encode(), vkey).index == found.index


def test_a_second_ballot_of_a_household_replaces_the_first(world: World) -> None:
    uuid = world.votes["open"]
    first = world.cast(uuid, "DH-002", YES)
    second = world.cast(uuid, "DH-002", NO, 2)
    assert not world.services.casting.ballot(uuid, first).counts
    assert world.services.casting.ballot(uuid, second).counts
    assert world.services.votes.get(uuid).voted == 2
    credential = world.phones["DH-002"].credential(uuid)
    assert world.services.casting.last(uuid, credential).sequence == 2


def test_a_ballot_with_an_old_sequence_is_refused(world: World) -> None:
    world.cast(world.votes["open"], "DH-002", YES, 5)
    with pytest.raises(RefusedBallot) as refused:
        world.cast(world.votes["open"], "DH-002", NO, 5)
    assert refused.value.code == "old-sequence"


def test_a_vote_closes_before_its_time_only_when_every_household_has_voted(world: World) -> None:
    uuid, head = world.votes["open"], world.actors["head"]
    with pytest.raises(Conflict) as refused:
        world.services.votes.close(head, uuid)
    assert refused.value.code == "closed-too-early"
    for household in ("DH-002", "DH-003", "DH-004", "DH-005"):
        world.cast(uuid, household, YES)
    assert world.services.votes.close(head, uuid).state == "counting"


def test_an_extension_lets_people_vote_longer_and_says_why(world: World) -> None:
    uuid, head = world.votes["open"], world.actors["head"]
    closes = world.services.votes.get(uuid).closes_at_utc
    with pytest.raises(Conflict):
        world.services.votes.extend(head, uuid, closes, "Mưa bão")
    with pytest.raises(Invalid):
        world.services.votes.extend(head, uuid, closes + timedelta(days=1), " ")
    with pytest.raises(Invalid):
        world.services.votes.extend(head, uuid, world.clock() + MAX_DURATION + timedelta(minutes=1), "Mưa bão")
    world.services.votes.extend(head, uuid, closes + timedelta(days=1), "Mưa bão, nhiều hộ mất điện")
    world.clock.now = closes + timedelta(hours=1)
    world.cast(uuid, "DH-003", YES)


def test_a_cancelled_vote_takes_no_ballot_and_its_key_is_destroyed(world: World) -> None:
    uuid = world.votes["open"]
    world.services.votes.cancel(world.actors["head"], uuid, "Nhầm nội dung")
    assert world.services.votes.get(uuid).state == "cancelled"
    with pytest.raises(RefusedBallot) as refused:
        world.cast(uuid, "DH-003", YES)
    assert refused.value.code == "not-open"
    with world.desk.database.reading() as tx:
        assert uuid not in tx.secrets.names(COMMUNE, "vote-key")


def test_nobody_counts_before_closing_and_only_members_do(world: World) -> None:
    with pytest.raises(Conflict) as refused:
        world.services.counting.task(world.actors["dem.mot"], world.votes["open"])
    assert refused.value.code == "still-open"
    with pytest.raises(Conflict) as stranger:
        world.services.counting.task(world.actors["counting"], world.votes["counting"])
    assert stranger.value.code == "not-a-member"


def test_a_part_made_with_another_seed_is_refused_and_the_right_one_still_counts(world: World) -> None:
    uuid, member = world.votes["counting"], world.actors["dem.hai"]
    task = world.services.counting.task(member, uuid)
    wrong = world.seeds["dem.ba"].partial_decryption(task.election.encode(), task.encrypted_tally.encode())
    with pytest.raises(Invalid) as refused:
        world.services.counting.publish(member, uuid, wrong)
    assert refused.value.faults == {"partial": "wrong-partial-decryption"}
    world.count(uuid, MEMBERS[1:])
    assert world.services.votes.get(uuid).state == "decided"


def test_the_result_is_unknown_until_the_last_member_and_then_says_what_the_rule_makes_of_it(world: World) -> None:
    uuid = world.votes["counting"]
    world.count(uuid, MEMBERS[1:2])
    assert world.services.votes.get(uuid).outcome is None
    world.count(uuid, MEMBERS[2:])
    decided = world.services.votes.get(uuid)
    (outcome,) = decided.outcome
    assert (outcome.counts, outcome.passed, decided.needed) == ((1, 0, 0), (False,), 3)
    with world.desk.database.reading() as tx:
        assert uuid not in tx.secrets.names(COMMUNE, "vote-key")


def test_a_result_without_witnesses_stays_provisional(world: World) -> None:
    assert world.services.votes.get(world.votes["decided"]).final is False


def test_whoever_looks_first_after_closing_time_closes_the_vote(world: World) -> None:
    uuid = world.votes["open"]
    world.clock.move(days=3)
    assert world.services.votes.get(uuid).state == "counting"
    assert world.services.votes.close_due() == ()


def test_a_vote_that_cannot_be_closed_hides_no_other(world: World, tmp_path: Path) -> None:
    closes = world.services.votes.get(world.votes["open"]).closes_at_utc
    url = f"sqlite:///{tmp_path / 'dinh.sqlite'}"
    stranger = build(BootstrapSettings(url, "another key, " * 4, "dinh.example", world.clock))
    world.clock.now = closes
    assert stranger.votes.close_due() == ()
    assert stranger.votes.get(world.votes["decided"]).state == "decided"
    assert stranger.votes.get(world.votes["open"]).state == "counting"
    stranger.close()
    assert world.votes["open"] in world.services.votes.close_due()


def test_a_household_whose_card_was_replaced_after_voting_is_not_reminded(world: World) -> None:
    uuid = world.votes["open"]
    world.services.cards.revoke(world.actors["cards"], VILLAGE, "DH-001", "Hộ báo mất thẻ")
    world.services.cards.issue(world.actors["cards"], VILLAGE, {"DH-001": Phone.with_new_card().key})
    missing = world.services.votes.not_voted(world.actors["team"], uuid)
    assert [one.code for one in missing] == ["DH-002", "DH-003", "DH-004", "DH-005"]


def test_households_to_remind_are_those_without_a_ballot_and_only_the_team_sees_them(world: World) -> None:
    uuid = world.votes["open"]
    missing = world.services.votes.not_voted(world.actors["team"], uuid)
    assert [one.code for one in missing] == ["DH-002", "DH-003", "DH-004", "DH-005"]
    for who in ("board", "counting", "cards", "admin"):
        with pytest.raises(Forbidden):
            world.services.votes.not_voted(world.actors[who], uuid)


class CutOff(Database):
    """A database whose connection breaks after each commit, before its answer is heard."""

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with super().transaction() as tx:
            yield tx
        raise OutcomeUnknown("the connection broke during the commit")


def test_nobody_says_that_a_ballot_is_lost_when_it_may_be_in_the_record(world: World, tmp_path: Path) -> None:
    database = CutOff(f"sqlite:///{tmp_path / 'dinh.sqlite'}", sealer=Sealer(master_key(SECRET)))
    casting = Casting(Desk(database, Logs(world.clock), world.clock, "dinh.example"))
    body = world.phones["DH-002"].envelope(world.services.publication.election(world.votes["open"]), YES, 1)
    with pytest.raises(OutcomeUnknown):
        casting.cast(world.votes["open"], body)
    with pytest.raises(RefusedBallot) as again:
        casting.cast(world.votes["open"], body)
    assert again.value.code == "duplicate"
    database.close()


def test_two_processes_take_turns_at_one_log(world: World, tmp_path: object) -> None:
    other = connect(tmp_path / "dinh.sqlite", world.clock)
    other.phones = world.phones
    uuid = world.votes["open"]
    trackers = [
        (world if turn % 2 else other).cast(uuid, household, YES)
        for turn, household in enumerate(("DH-002", "DH-003", "DH-004", "DH-005"))
    ]
    assert world.services.votes.get(uuid).voted == 5
    assert other.services.casting.find(trackers[1]).counts
    other.services.close()
