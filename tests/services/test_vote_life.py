"""A vote from opening to result, by the services: what people may do when, and what is never known too early."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from village.life import HOST, SECRET, Village
from village.people import COMMUNE, MEMBERS
from village.road import HELPER, Walk

from voting.bootstrap import KEYS, BootstrapSettings, make_desk, master_key
from voting.ledger.note import NoteVerifier
from voting.ledger.tlog_proof import check_receipt
from voting.manage.rehearsal import CountingMember
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound, RefusedBallot
from voting.services.house import Services
from voting.services.votes.casting import Casting
from voting.services.votes.closing import VOTE_KEY
from voting.services.votes.drafting import MAX_DURATION, NewDocument, NewQuestion, NewVote, check_new_vote, tidied
from voting.storage.database import Database, Transaction
from voting.storage.errors import NotFound as NotFoundInStorage
from voting.storage.errors import OutcomeUnknown
from voting.storage.key_files import KeyFiles
from voting.storage.secrets import Sealer
from voting.verifier.formats import read_bytes
from voting.verifier.verification import verify

YES, NO = [[1, 0, 0]], [[0, 1, 0]]


def plan(village: Village, **changes: object) -> NewVote:
    values = {
        "title": "Việc mới", "description": "", "questions": (NewQuestion("Bà con có tán thành không?"),),
        "opens_at_utc": village.clock(), "closes_at_utc": village.clock() + timedelta(days=1),
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
        ({"questions": (NewQuestion("Làm gì?", ("A", "a")),)}, "questions.0.answers"),
        ({"questions": (NewQuestion("Làm gì?", ("Có", "С\u00f3")),)}, "questions.0.answers"),
        ({"questions": (NewQuestion("Làm gì?", ("Có", "Không\u200b")),)}, "questions.0.answers"),
        ({"questions": (NewQuestion("Làm gì?", ("Có", " ")),)}, "questions.0.answers"),
        ({"questions": (NewQuestion("Có \u202eđồng ý?"),)}, "questions.0.text"),
        ({"title": "Việc\u2060mới"}, "title"),
        ({"description": "Việc\x07mới"}, "description"),
        ({"questions": (NewQuestion("Làm gì?", tuple("ABCDEFGHIJKLM")),)}, "questions.0.answers"),
        ({"questions": (NewQuestion("Làm gì?", maximum=4),)}, "questions.0.maximum"),
        ({"questions": (NewQuestion("Làm gì?", minimum=2),)}, "questions.0.maximum"),
        ({"questions": (NewQuestion("Làm gì?", blank=True),)}, "questions.0.maximum"),
        ({"questions": (NewQuestion("Không làm đường hoa?"),)}, "questions.0.text"),
        ({"questions": (NewQuestion("Hộ có đồng ý không làm đường nữa không?"),)}, "questions.0.text"),
        ({"documents": (NewDocument("a.html", "text/html", b"<p>"),)}, "documents"),
        ({"documents": (NewDocument("a.pdf", "application/pdf", b"<p>"),)}, "documents"),
    ],
)
def test_a_vote_that_does_not_hold_is_refused_at_its_field(
    village: Village, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        check_new_vote(tidied(plan(village, **changes)), village.clock())
    assert set(refused.value.faults) == {field}


@pytest.mark.parametrize("closes", [timedelta(0), timedelta(minutes=-1), MAX_DURATION + timedelta(days=1)])
def test_a_vote_closes_after_it_opens_and_within_reason(village: Village, closes: timedelta) -> None:
    with pytest.raises(Invalid) as refused:
        check_new_vote(plan(village, closes_at_utc=village.clock() + closes), village.clock())
    assert set(refused.value.faults) == {"closes_at"}


def test_documents_are_kept_and_their_hashes_are_in_the_record(village: Village) -> None:
    paper = NewDocument("so-do.pdf", "application/pdf", b"%PDF-1.7 so do")
    vote = village.services.votes.get(Walk(village).to_vote(plan(village, documents=(paper,))))
    (kept,) = vote.documents
    assert village.services.publication.document(vote.uuid, kept.sha256.hex()).content == paper.content
    with pytest.raises(NotFound):
        village.services.publication.document(vote.uuid, "00" * 32)


def test_only_the_head_of_the_village_opens_a_vote_in_it(village: Village) -> None:
    matter = Walk(village).propose("Việc mới").walk("poll").id
    for who in ("admin", "team", "counting", "board", "other-head"):
        with pytest.raises(Forbidden):
            village.services.preparing.open(village.actors[who], matter, plan(village), HELPER)


def test_ballots_are_taken_from_the_opening_minute_to_the_last_before_closing(village: Village) -> None:
    uuid = village.open_vote("Đúng phút", starts_in_h=1, lasts_h=1)
    with pytest.raises(RefusedBallot) as early:
        village.cast(uuid, "DH-001", YES)
    village.clock.move(hours=1)
    village.cast(uuid, "DH-001", YES)
    village.clock.move(minutes=59, seconds=59)
    village.cast(uuid, "DH-002", YES)
    village.clock.move(seconds=1)
    with pytest.raises(RefusedBallot) as late:
        village.cast(uuid, "DH-003", YES)
    assert early.value.code == late.value.code == "not-open"


def test_the_receipt_proves_the_ballot_against_the_log_s_key(village: Village) -> None:
    for tracker in village.trackers:
        found = village.services.casting.find(tracker)
        vkey = NoteVerifier.parse(village.vkey).named(f"{HOST}/{COMMUNE}/{found.vote}").vkey
        assert vkey == village.log(found.vote).vkey()
        assert check_receipt(found.receipt, found.entry.encode(), vkey).index == found.index


def test_a_second_ballot_of_a_household_replaces_the_first(village: Village) -> None:
    uuid = village.votes["open"]
    first = village.cast(uuid, "DH-002", YES)
    second = village.cast(uuid, "DH-002", NO, 2)
    assert not village.services.casting.ballot(uuid, first).counts
    assert village.services.casting.ballot(uuid, second).counts
    assert village.services.votes.get(uuid).voted == 2
    credential = village.phones["DH-002"].credential(uuid)
    assert village.services.casting.last(uuid, credential).sequence == 2


def test_a_ballot_with_an_old_sequence_is_refused(village: Village) -> None:
    village.cast(village.votes["open"], "DH-002", YES, 5)
    with pytest.raises(RefusedBallot) as refused:
        village.cast(village.votes["open"], "DH-002", NO, 5)
    assert refused.value.code == "old-sequence"


def test_a_vote_closes_before_its_time_only_when_every_household_has_voted(village: Village) -> None:
    uuid, head = village.votes["open"], village.actors["head"]
    with pytest.raises(Conflict) as refused:
        village.services.votes.close(head, uuid)
    assert refused.value.code == "closed-too-early"
    for household in ("DH-002", "DH-003", "DH-004", "DH-005"):
        village.cast(uuid, household, YES)
    assert village.services.votes.close(head, uuid).state == "counting"


def test_an_extension_lets_people_vote_longer_and_says_why(village: Village) -> None:
    uuid, head = village.votes["open"], village.actors["head"]
    closes = village.services.votes.get(uuid).closes_at_utc
    with pytest.raises(Conflict):
        village.services.votes.extend(head, uuid, closes, "Mưa bão")
    with pytest.raises(Invalid):
        village.services.votes.extend(head, uuid, closes + timedelta(days=1), " ")
    with pytest.raises(Invalid):
        village.services.votes.extend(head, uuid, village.clock() + MAX_DURATION + timedelta(minutes=1), "Mưa bão")
    village.services.votes.extend(head, uuid, closes + timedelta(days=1), "Mưa bão, nhiều hộ mất điện")
    village.clock.now = closes + timedelta(hours=1)
    village.cast(uuid, "DH-003", YES)


def test_a_cancelled_vote_takes_no_ballot_and_its_key_is_destroyed(village: Village) -> None:
    uuid = village.votes["open"]
    village.services.votes.cancel(village.actors["head"], uuid, "Nhầm nội dung")
    assert village.services.votes.get(uuid).state == "cancelled"
    with pytest.raises(RefusedBallot) as refused:
        village.cast(uuid, "DH-003", YES)
    assert refused.value.code == "not-open"
    with village.desk.database.reading() as tx:
        assert uuid not in tx.secrets.names(COMMUNE, "vote-key")


def test_nobody_counts_before_closing_and_only_counting_accounts_do(village: Village) -> None:
    with pytest.raises(Conflict) as refused:
        village.services.counting.task(village.actors["dem.mot"], village.votes["open"])
    assert refused.value.code == "still-open"
    with pytest.raises(Forbidden):
        village.services.counting.task(village.actors["head"], village.votes["counting"])


def test_a_part_says_itself_whose_it_is_so_any_counting_account_hands_it_in(village: Village) -> None:
    uuid, spare = village.votes["counting"], village.actors["counting"]
    task = village.services.counting.task(spare, uuid)
    assert (task.member, task.done) == (0, (1,))
    for login in ("dem.ba", "dem.hai"):
        part = village.seeds[login].partial_decryption(task.election.encode(), task.encrypted_tally.encode())
        task = village.services.counting.publish(spare, uuid, part)
    assert (task.done, task.waiting, task.decided) == ((1, 2, 3), (), True)


def test_a_part_that_is_nobody_s_or_was_handed_in_before_is_refused(village: Village) -> None:
    uuid, member = village.votes["counting"], village.actors["dem.hai"]
    task = village.services.counting.task(member, uuid)
    for seed in (CountingMember.with_new_seed(), village.seeds["dem.mot"]):
        wrong = seed.partial_decryption(task.election.encode(), task.encrypted_tally.encode())
        with pytest.raises(Invalid) as refused:
            village.services.counting.publish(member, uuid, wrong)
        assert refused.value.faults == {"partial": "wrong-partial-decryption"}
    village.count(uuid, MEMBERS[1:])
    assert village.services.votes.get(uuid).state == "decided"


def test_a_vote_can_be_cancelled_while_it_is_counted_and_its_bundle_holds(village: Village) -> None:
    uuid, head = village.votes["counting"], village.actors["head"]
    village.services.votes.cancel(head, uuid, "Câu hỏi có chỗ sai")
    assert village.services.votes.get(uuid).state == "cancelled"
    with village.desk.database.reading() as tx:
        assert uuid not in tx.secrets.names(COMMUNE, "vote-key")
    assert verify(read_bytes(village.bundle(uuid), "bundle.zip")).ok
    with pytest.raises(Invalid):
        village.count(uuid, MEMBERS[1:])
    with pytest.raises(Conflict):
        village.services.votes.cancel(head, uuid, "Lần nữa")
    with pytest.raises(Conflict):
        village.services.votes.cancel(head, village.votes["decided"], "Đã có kết quả rồi")


def test_the_result_is_unknown_until_the_last_member_and_then_says_what_the_rule_makes_of_it(village: Village) -> None:
    uuid = village.votes["counting"]
    village.count(uuid, MEMBERS[1:2])
    assert village.services.votes.get(uuid).outcome is None
    village.count(uuid, MEMBERS[2:])
    decided = village.services.votes.get(uuid)
    (outcome,) = decided.outcome
    assert (outcome.counts, outcome.passed, decided.needed) == ((2, 1, 0), (False,), 3)
    with village.desk.database.reading() as tx:
        assert uuid not in tx.secrets.names(COMMUNE, "vote-key")


def test_a_result_without_witnesses_stays_provisional(village: Village) -> None:
    assert village.services.votes.get(village.votes["decided"]).final is False


def test_whoever_looks_first_after_closing_time_closes_the_vote(village: Village) -> None:
    uuid = village.votes["open"]
    for household in ("DH-002", "DH-003"):
        village.cast(uuid, household, YES)
    village.clock.move(days=3)
    assert village.services.votes.get(uuid).state == "counting"
    assert village.services.votes.close_due() == ()


def test_a_vote_that_cannot_be_closed_hides_no_other(village: Village) -> None:
    closes = village.services.votes.get(village.votes["open"]).closes_at_utc
    given = {"database_url": village.url, "host": HOST, "data_folder": village.folder, "clock": village.clock}
    stranger = Services.at(make_desk(BootstrapSettings(secret_key="another key, " * 4, **given)))
    village.clock.now = closes
    assert stranger.votes.close_due() == ()
    assert stranger.votes.get(village.votes["decided"]).state == "decided"
    assert stranger.votes.get(village.votes["open"]).state == "counting"
    stranger.close()
    assert village.votes["open"] in village.services.votes.close_due()


class CutOff(Database):
    """A database whose connection breaks after each commit, before its answer is heard."""

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with super().transaction() as tx:
            yield tx
        raise OutcomeUnknown("the connection broke during the commit")


def test_nobody_says_that_a_ballot_is_lost_when_it_may_be_in_the_record(village: Village) -> None:
    database = CutOff(village.url, sealer=Sealer(master_key(SECRET)), keys=KeyFiles(village.folder / KEYS))
    casting = Casting(replace(village.desk, database=database))
    body = village.phones["DH-002"].envelope(village.services.publication.election(village.votes["open"]), YES, 1)
    with pytest.raises(OutcomeUnknown):
        casting.cast(village.votes["open"], body)
    with pytest.raises(RefusedBallot) as again:
        casting.cast(village.votes["open"], body)
    assert again.value.code == "duplicate"
    database.close()


def test_two_processes_take_turns_at_one_log(village: Village) -> None:
    other = village.again()
    uuid = village.votes["open"]
    trackers = [
        (village if turn % 2 else other).cast(uuid, household, YES)
        for turn, household in enumerate(("DH-002", "DH-003", "DH-004", "DH-005"))
    ]
    assert village.services.votes.get(uuid).voted == 5
    assert other.services.casting.find(trackers[1]).counts
    other.services.close()


@pytest.mark.parametrize("voted", [0, 1, 2])
def test_a_total_of_so_few_ballots_is_opened_by_nobody(new_village, voted: int) -> None:
    village = new_village(households=5)
    vote = village.open_vote("Mua loa cho thôn")
    village.cast_all(vote, [YES] * voted)
    village.close(vote)
    found = village.services.votes.get(vote)
    assert (found.state, found.outcome) == ("cancelled", None)
    end = village.services.votes.history(vote).events[-1]
    assert f"Chỉ có {voted} hộ gửi phiếu." in end.said.vi
    assert end.office.vi == ""
    assert not {"tally", "partial-decryption"} & {entry.type for entry in village.entries()}
    with pytest.raises(NotFoundInStorage), village.desk.database.reading() as tx:
        tx.secrets.get(COMMUNE, VOTE_KEY, vote)
    assert verify(read_bytes(village.services.publication.bundle(vote).path.read_bytes(), "bundle.zip")).ok


def test_three_ballots_or_all_of_a_smaller_roll_are_counted(new_village) -> None:
    for households, voted in ((5, 3), (2, 2)):
        village = new_village(households=households)
        vote = village.open_vote("Mua loa cho thôn")
        village.cast_all(vote, [YES] * voted)
        village.close(vote)
        village.count(vote)
        assert village.services.votes.get(vote).state == "decided"
