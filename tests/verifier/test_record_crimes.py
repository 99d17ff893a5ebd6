"""The holder of the commune's key can sign anything; what does not fit is named at the check it belongs to."""

from dataclasses import replace
from hashlib import sha256

import pytest
from record import sample_village as sample

from verifier.forger import (
    NO,
    STRANGER,
    YES,
    failures,
    finished,
    finished_village,
    index_of,
    named,
    rederived,
    report_on,
    retied,
    rewritten,
    signed,
    told,
    without,
)
from voting.ballots import strict_json
from voting.record.book_files import BookFiles
from voting.verifier.evidence import Trusted
from voting.verifier.findings import Status

HONEST = finished()
COMMUNE, BOOK, VOTE = HONEST.commune, HONEST.book, HONEST.vote
SUFFIX = f"/{VOTE}"


def with_commune(raws, **other):
    """The honest bundle with these entries in the commune's book."""
    return replace(HONEST, commune=tuple(raws)).bundle(**other)


def with_book(raws, **other):
    """The honest bundle with these entries in the vote's book."""
    return replace(HONEST, book=tuple(raws)).bundle(**other)


def test_an_honest_record_holds():
    report = report_on(HONEST)
    assert report.ok
    assert {one.status for one in report.checks} == {Status.PASS, Status.NOT_GIVEN}
    assert [one.name for one in report.checks if one.status is Status.NOT_GIVEN] == [
        "log-key", "quorum", "card-register", "documents", "receipts",
    ]  # fmt: skip


# the commune's book: key, checkpoint, entries


def test_the_key_of_the_record_is_not_the_trusted_one():
    report = report_on(HONEST, trusted=Trusted(vkey=STRANGER.vkey))
    assert failures(report) == {
        "log-key": "wrong-log-key", "checkpoint": "signature-missing", "vote-book": "signature-missing",
    }  # fmt: skip
    assert named(report)["quorum"].status is Status.SKIPPED
    assert named(report)["nothing-left-out"].status is Status.SKIPPED


def test_the_key_of_the_votes_own_book_is_the_communes():
    own = sample.LOG_KEY.named(sample.ORIGIN + SUFFIX).vkey
    assert named(report_on(HONEST, trusted=Trusted(vkey=own)))["log-key"].status is Status.PASS


def test_a_checkpoint_signed_again_with_another_key_is_refused():
    report = report_on(HONEST.bundle(commune=signed(COMMUNE, key=STRANGER)))
    assert failures(report) == {"checkpoint": "signature-missing", "quorum": "signature-missing"}
    assert named(report)["nothing-left-out"].status is Status.SKIPPED


def test_a_whole_bundle_signed_with_another_key_contradicts_its_own_first_entry():
    books = {"commune": signed(COMMUNE, key=STRANGER), "book": signed(BOOK, SUFFIX, key=STRANGER)}
    assert failures(report_on(HONEST.bundle(vkey=STRANGER.vkey, **books)))["log-key"] == "wrong-log-key"


def test_a_changed_byte_of_the_checkpoint_is_refused():
    book = signed(COMMUNE)
    changed = book.checkpoint.replace(f"\n{len(COMMUNE)}\n".encode(), f"\n{len(COMMUNE) - 1}\n".encode())
    assert changed != book.checkpoint
    report = report_on(HONEST.bundle(commune=BookFiles(changed, COMMUNE[:-1])))
    assert failures(report)["checkpoint"] == "signature-invalid"
    assert failures(report)["entries"] == "wrong-root"


def test_a_policy_beside_the_record_that_is_not_the_recorded_one_is_refused():
    assert failures(report_on(HONEST.bundle(policy="quorum none\n"))) == {"log-key": "wrong-policy"}


def test_a_forked_book_does_not_hash_to_the_signed_root():
    forked = BookFiles(signed([*COMMUNE[:-1], COMMUNE[-2]]).checkpoint, COMMUNE)
    report = report_on(HONEST.bundle(commune=forked))
    assert failures(report) == {"entries": "wrong-root"}
    assert named(report)["nothing-left-out"].status is Status.SKIPPED


@pytest.mark.parametrize("which", ["commune", "vote"])
def test_a_book_that_lacks_its_last_entries_is_refused(which):
    raws, suffix, check = (COMMUNE, "", "entries") if which == "commune" else (BOOK, SUFFIX, "vote-book")
    cut = replace(signed(raws, suffix), entries=raws[:-1])
    report = report_on(HONEST.bundle(), **{"commune" if which == "commune" else "book": cut})
    assert failures(report)[check] == "log-incomplete"
    assert named(report)["nothing-left-out"].status is Status.SKIPPED


def test_entries_out_of_order_are_refused_though_signed():
    first, second = index_of(COMMUNE, "partial-decryption"), index_of(COMMUNE, "tally")
    raws = list(COMMUNE)
    raws[first], raws[second] = raws[second], raws[first]
    report = report_on(with_commune(raws))
    assert failures(report)["replay"] == "out-of-order"
    assert f"Dòng {second} của sổ chung" in named(report)["replay"].sentence.vi


def test_a_book_without_its_first_entry_is_refused():
    assert failures(report_on(with_commune(COMMUNE[1:])))["replay"] == "log-not-started"
    assert failures(report_on(with_commune([])))["replay"] == "log-not-started"
    assert failures(report_on(with_book(BOOK[1:])))["vote-book"] == "log-not-started"
    assert failures(report_on(with_book([])))["vote-book"] == "log-not-started"
    assert failures(report_on(with_book(BOOK[::-1])))["vote-book"] == "log-not-started"


def test_a_book_that_opens_no_such_vote_is_refused():
    cut = index_of(COMMUNE, "vote-opened")
    report = report_on(with_commune(COMMUNE[:cut]))
    assert failures(report) == {"replay": "unknown-vote"}


def test_an_entry_in_the_wrong_book_is_refused():
    ballot = BOOK[index_of(BOOK, "ballot")]
    assert failures(report_on(with_commune([*COMMUNE, ballot])))["replay"] == "unknown-entry-type"
    assert failures(report_on(with_book([*BOOK, COMMUNE[-1]])))["vote-book"] == "unknown-entry-type"


# two openings, two ends


@pytest.mark.parametrize("kind", ["vote-opened", "vote-closed", "tally", "result"])
def test_what_happens_once_cannot_happen_twice(kind):
    again = COMMUNE[index_of(COMMUNE, kind)].replace(b"2026-11-2", b"2026-12-2", 1)
    report = report_on(with_commune([*COMMUNE, again]))
    assert "replay" in failures(report)
    assert named(report)["nothing-left-out"].status is Status.SKIPPED


def test_a_second_history_of_a_vote_has_no_room_in_a_book_that_is_whole():
    """The two histories of one vote (cases/record): the second opening stands in the one book that is shown."""
    village, vote = finished_village()
    second = village.opening(1)
    other = sample.entry_bytes(replace(second, at=village.at, opens_at=village.at))
    report = report_on(replace(told(village, vote), commune=(*village.commune_raws, other)))
    assert failures(report)["replay"] in {"wrong-setup", "out-of-order"}


# the vote's own book


def test_the_votes_book_is_signed_by_the_communes_key_under_its_own_name():
    for book in (signed(BOOK, SUFFIX, key=STRANGER), signed(BOOK), signed(BOOK, "/another")):
        assert failures(report_on(HONEST.bundle(book=book))) == {"vote-book": "signature-missing"}


def test_a_changed_ballot_is_named_by_the_book_though_its_root_is_wrong_too():
    place = index_of(BOOK, "ballot", 2)
    book = replace(signed(BOOK, SUFFIX), entries=(*BOOK[:place], BOOK[place - 1], *BOOK[place + 1 :]))
    report = report_on(HONEST.bundle(book=book))
    assert failures(report) == {"vote-book": "wrong-root"}
    assert named(report)["ballots"].status is Status.PASS


def test_the_first_refused_entry_is_named_with_its_place_and_crime():
    def older(entry):
        entry["envelope"]["sequence"] = 1

    raws = rewritten(BOOK, "ballot", older, 4)
    place = index_of(BOOK, "ballot", 4)
    found = named(report_on(with_book(raws)))["vote-book"]
    assert (found.status, found.error) == (Status.FAIL, "old-sequence")
    assert f"Dòng {place} của sổ phiếu (lá phiếu)" in found.sentence.vi
    assert named(report_on(with_book(raws)))["archive-derived"].status is Status.SKIPPED


def test_a_bundle_without_its_credential_list_is_refused():
    report = report_on(HONEST.bundle(payloads={}))
    assert failures(report) == {"vote-book": "missing-payload"}
    other = {sha256(b"[]").hexdigest(): b"[]"}
    found = failures(report_on(HONEST.bundle(payloads=other)))
    assert found == {"vote-book": "missing-payload", "documents": "unnamed-payload"}


# what ties the books


def test_a_ballot_left_out_of_the_book_contradicts_what_was_sealed():
    report = report_on(with_book(without(BOOK, "ballot", 1)))
    assert failures(report) == {"ties": "wrong-seal", "archive-derived": "archive-differs"}
    assert named(report)["nothing-left-out"].status is Status.SKIPPED


def test_a_ballot_left_out_of_book_and_archive_contradicts_the_closing():
    one = retied(replace(HONEST, book=without(BOOK, "ballot", 4)))
    report = report_on(rederived(one))
    assert failures(report) == {"ties": "wrong-closing", "encrypted-tally": "wrong-tally"}
    place = index_of(COMMUNE, "vote-closed")
    assert f"Dòng {place} của sổ chung (đóng biểu quyết) trái với sổ phiếu" in named(report)["ties"].sentence.vi


def test_a_hidden_ballot_that_the_closing_leaves_out_is_seen():
    """cases/record: the book took a ballot, the closing states the book before it."""

    def before(entry):
        entry["size"] -= 1
        entry["root"] = signed_root(BOOK[:-1])

    village, vote = finished_village()
    one = told(village, vote)
    report = report_on(replace(one, commune=rewritten(one.commune, "vote-closed", before)))
    assert failures(report)["ties"] == "wrong-closing"


def signed_root(raws):
    return sample.tree_root(raws).hex()


def test_a_hidden_extension_is_seen_from_either_book():
    """cases/record: an extension that one of the two books does not show."""
    missing_there = retied(replace(HONEST, commune=without(COMMUNE, "vote-extended")))
    assert failures(report_on(missing_there))["ties"] == "wrong-move"
    missing_here = retied(replace(HONEST, book=without(BOOK, "closing-moved")))
    assert failures(report_on(missing_here))["ties"] in {"wrong-move", "wrong-closing"}


def test_a_closing_time_moved_to_another_time_is_seen():
    def later(entry):
        entry["closes_at"] = entry["closes_at"].replace(":00Z", ":01Z")

    moved = replace(HONEST, book=rewritten(BOOK, "closing-moved", later))
    assert failures(report_on(retied(moved)))["ties"] == "wrong-move"


def test_a_book_that_names_another_opening_is_refused():
    def elsewhere(entry):
        entry["opened_index"] -= 1

    assert failures(report_on(with_book(rewritten(BOOK, "book-started", elsewhere))))["vote-book"] == "wrong-opening"


def test_a_seal_on_another_root_is_refused():
    def other_root(entry):
        entry["books"][0]["root"] = "0" * 64

    report = report_on(with_commune(rewritten(COMMUNE, "books-sealed", other_root)))
    assert failures(report)["ties"] == "wrong-seal"
    assert "niêm các sổ phiếu" in named(report)["ties"].sentence.vi


def test_a_cancelled_vote_ends_where_the_cancellation_says():
    village = sample.settled(households=3)
    vote = village.open(1)
    village.cast(vote, 0, NO)
    village.cancel(vote)
    one = told(village, vote)
    assert report_on(one).ok
    assert named(report_on(one))["nothing-left-out"].status is Status.PASS
    shorter = replace(one, book=one.book[:-1])
    assert failures(report_on(shorter))["ties"] == "wrong-seal"


def test_an_open_vote_is_whole_up_to_its_own_checkpoint():
    village = sample.settled(households=3)
    vote = village.open(1)
    village.cast(vote, 0, NO)
    village.seal_books()
    village.cast(vote, 1, YES)
    report = report_on(told(village, vote))
    assert report.ok
    assert "trong đó 2 dòng đã niêm vào sổ chung" in named(report)["nothing-left-out"].sentence.vi
    assert named(report)["result"].status is Status.NOT_GIVEN


# other votes of the commune


def two_votes():
    village = sample.settled(households=3)
    votes = [village.open(number) for number in (1, 2)]
    for vote in votes:
        village.cast(vote, 0, YES)
    for vote in votes:
        village.close(vote)
        village.count(vote)
    return village, votes


def test_other_votes_are_counted_as_not_examined():
    village, votes = two_votes()
    report = report_on(told(village, votes[0]))
    assert report.ok
    assert "1 cuộc biểu quyết khác" in named(report)["replay"].sentence.vi
    assert "1 other votes" in named(report)["replay"].sentence.en


def test_members_of_another_vote_are_named_one_by_one():
    village, votes = two_votes()
    mine, other = (told(village, vote) for vote in votes)
    assert failures(report_on(replace(mine, archive=other.archive))) == {
        "setup": "wrong-vote", "archive-derived": "archive-differs",
    }  # fmt: skip
    assert failures(report_on(mine.bundle(book=other.bundle().book)))["vote-book"] == "signature-missing"
    assert failures(report_on(mine.bundle(payloads=other.payloads))) == {"vote-book": "missing-payload"}
    renamed = report_on(mine.bundle(vote=other.vote))
    assert failures(renamed)["setup"] == "wrong-vote"
    resigned = replace(mine, book=other.book)
    assert failures(report_on(resigned))["vote-book"] in {"wrong-opening", "unknown-vote"}


def test_an_archive_of_the_same_uuid_with_another_number_of_questions_is_refused():
    """cases/record: two sources of one fact, compared before anything is counted."""
    village, vote = finished_village()
    twin = sample.settled(households=5, spares=1)
    assert twin.open(1, (sample.USUAL, sample.USUAL)) == vote
    twin.cast(vote, 0, (YES[0], (0, 1, 0)))
    twin.close(vote)
    twin.count(vote)
    report = report_on(replace(told(village, vote), archive=twin.archive(vote)))
    assert failures(report) == {"setup": "other-election", "archive-derived": "archive-differs"}
    assert named(report)["setup"].number == 11
    assert named(report)["outcome"].status is Status.SKIPPED


# the count


def miscounted(entry):
    entry["sized"] = entry["sized"].replace('":4,', '":3,')


def swapped(entry):
    """The factors of a partial decryption change places, and its hash is mended."""
    value = strict_json.load(entry["partial"].encode())
    value["decryption_factors"][0].reverse()
    entry["partial"] = strict_json.dump(value).decode()
    owned = strict_json.load(entry["owned"].encode())
    owned["payload"] = sha256(entry["partial"].encode()).hexdigest()
    entry["owned"] = strict_json.dump(owned).decode()


CHANGES = {
    "a miscounted tally": ("tally", miscounted, {"replay": "wrong-tally", "encrypted-tally": "wrong-tally"}),
    "factors that change places": ("partial-decryption", swapped, {"partial-decryptions": "bad-decryption"}),
    "another result": ("result", lambda e: e.update(result='{"result":[[3,1,0]]}'), {"result": "wrong-result"}),
    "a lower bar": ("result", lambda e: e["outcome"].update(needed=2), {"outcome": "wrong-outcome"}),
    "a number for a truth": (
        "result",
        lambda e: e["outcome"]["questions"][0][0].update(passed=1),
        {"replay": "wrong-outcome", "outcome": "wrong-outcome"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_count_is_named_by_its_own_check(name):
    kind, change, crimes = CHANGES[name]
    report = report_on(rederived(replace(HONEST, commune=rewritten(COMMUNE, kind, change))))
    assert failures(report) == crimes


def test_a_forged_decryption_takes_the_ground_from_the_result():
    one = rederived(replace(HONEST, commune=rewritten(COMMUNE, "partial-decryption", swapped)))
    report = report_on(one)
    assert named(report)["result"].status is Status.SKIPPED
    assert "mục kiểm số 16" in named(report)["result"].sentence.vi
    assert report.conclusion.vi.startswith("KHÔNG ĐÁNG TIN: mục kiểm số 16 không đạt.")
