"""`--receipt`: is this very ballot shown, at its place, and does it count? And what the wrong file is worth."""

from dataclasses import replace

import pytest
from record import sample_village as sample

from verifier.command import run
from verifier.forger import (
    NO,
    QUORUM_OF_TWO,
    STRANGER,
    WITNESSES,
    YES,
    archive_alone,
    cosigned,
    failures,
    finished,
    index_of,
    named,
    report_on,
    retied,
    signed,
    told,
    without,
    zipped,
)
from voting.ballots import strict_json
from voting.ledger.merkle import leaf_hash
from voting.ledger.policy import parse_policy
from voting.ledger.tlog_proof import make_receipt, parse_tlog_proof
from voting.record.book_files import BookFiles
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.receipts import (
    HouseholdReceipt,
    check_household_receipt,
    make_seal_proof,
    parse_household_receipt,
)
from voting.verifier.errors import BadOption
from voting.verifier.evidence import Evidence, GivenReceipt, Kind, Trusted
from voting.verifier.findings import Status
from voting.verifier.verification import verify

HONEST, WATCHED = finished(), finished(QUORUM_OF_TWO)
BOOK, VOTE = HONEST.book, HONEST.vote
FIRST, REPLACED, LAST = (index_of(BOOK, "ballot", n) for n in (0, 3, 4))


def receipt(index, raws=BOOK, vote=VOTE, size=None, key=sample.LOG_KEY):
    """The receipt of an entry when the book had this size (its own, if not said)."""
    shown = raws[: size or index + 1]
    note = signed(shown, f"/{vote}", key=key).checkpoint
    return make_receipt(index, note, [leaf_hash(raw) for raw in shown])


def trusted(*texts):
    return Trusted(receipts=tuple(GivenReceipt(f"{n}.tlog-proof", text) for n, text in enumerate(texts)))


def looked_at(given, *texts):
    """The report, and what it says of each receipt."""
    report = report_on(given, trusted=trusted(*texts))
    return report, [one.value() for one in report.receipts]


def test_a_ballot_that_is_shown_and_counts():
    report, (found,) = looked_at(HONEST, receipt(FIRST))
    assert named(report)["receipts"].status is Status.PASS
    assert (found["file"], found["index"], found["counts"], found["error"]) == ("0.tlog-proof", FIRST, True, None)
    assert len(found["tracker"]) == 43
    assert "được tính" in found["sentence_vi"]


def test_a_ballot_that_a_newer_one_has_replaced_is_shown_and_does_not_count():
    report, found = looked_at(HONEST, receipt(REPLACED), receipt(LAST), receipt(FIRST, size=LAST))
    assert report.ok
    assert [one["counts"] for one in found] == [False, True, True]
    assert f"dòng {LAST}" in found[0]["sentence_vi"]
    assert "2 lá trong đó được tính" in named(report)["receipts"].sentence.vi


def test_a_ballot_of_a_cancelled_vote_does_not_count():
    village = sample.settled(households=3)
    vote = village.open(1)
    village.cast(vote, 0, NO)
    village.cancel(vote)
    one = told(village, vote)
    _, (found,) = looked_at(one, receipt(1, one.book, vote))
    assert found["counts"] is False
    assert "đã hủy" in found["sentence_vi"]


def test_a_receipt_of_another_history_is_evidence_of_two():
    """The server gave a receipt, and then told the book without the ballot, everything signed and tied anew."""
    other = retied(replace(HONEST, book=without(BOOK, "ballot", 1)))
    report, (found,) = looked_at(other, receipt(index_of(BOOK, "ballot", 1)))
    assert failures(report)["receipts"] == found["error"] == "receipt-of-another-history"
    assert "0.tlog-proof" in named(report)["receipts"].sentence.vi


def test_a_receipt_beyond_a_book_that_was_closed_was_left_out():
    late = sample.entry_bytes(sample.parse_entry(BOOK[FIRST], sample.Book.VOTE))
    report, (found,) = looked_at(HONEST, receipt(len(BOOK), (*BOOK, late)))
    assert failures(report) == {"receipts": "receipt-left-out"}
    assert (found["status"], found["counts"]) == ("fail", None)


def test_a_receipt_newer_than_the_bundle_of_an_open_vote_is_no_crime():
    village = sample.settled(households=3)
    vote = village.open(1)
    village.cast(vote, 0, NO)
    earlier = told(village, vote)
    village.cast(vote, 1, YES)
    report, (found,) = looked_at(earlier, receipt(2, tuple(village.vote_raws(vote)), vote))
    assert report.ok
    assert named(report)["receipts"].status is Status.NOT_GIVEN
    assert found["status"] == "not-given"


def test_a_receipt_signed_by_another_key_proves_nothing():
    report, _ = looked_at(HONEST, receipt(FIRST, key=STRANGER))
    assert failures(report) == {"receipts": "signature-missing"}


def test_a_receipt_of_what_is_no_ballot_is_named():
    report, _ = looked_at(HONEST, receipt(0))
    assert failures(report) == {"receipts": "receipt-of-no-ballot"}


def test_a_path_that_does_not_lead_to_the_root_is_named():
    text = receipt(FIRST, size=4).replace(f"index {FIRST}\n", f"index {FIRST + 1}\n")
    assert failures(looked_at(HONEST, text)[0]) == {"receipts": "inclusion-invalid"}
    beyond = receipt(FIRST, size=4).replace(f"index {FIRST}\n", "index 999999\n")
    assert failures(looked_at(HONEST, beyond)[0]) == {"receipts": "inclusion-invalid"}


def test_an_extra_line_is_refused():
    text = receipt(FIRST).replace("\nindex ", "\nextra AAAA\nindex ", 1)
    with pytest.raises(BadOption, match="extra"):
        looked_at(HONEST, text)


def test_a_receipt_looks_at_the_book_though_its_checkpoint_is_wrong():
    book = BookFiles(signed(BOOK, f"/{VOTE}", key=STRANGER).checkpoint, BOOK)
    report = report_on(HONEST.bundle(book=book), trusted=trusted(receipt(FIRST)))
    assert failures(report) == {"vote-book": "signature-missing"}
    assert named(report)["receipts"].status is Status.PASS


def test_without_a_book_there_is_nothing_to_find_a_receipt_in():
    report = verify(archive_alone(HONEST), trusted=trusted(receipt(FIRST)))
    assert named(report)["receipts"].status is Status.NOT_GIVEN
    commune = Evidence("mirror", Kind.COMMUNE, commune=HONEST.bundle().commune)
    assert named(verify(commune, trusted=trusted(receipt(FIRST))))["receipts"].status is Status.NOT_GIVEN


# the wrong file is the user's slip


@pytest.mark.parametrize("text", ["", "no receipt", "c2sp.org/tlog-proof@v1\nindex 1\n\nnothing\n"])
def test_what_is_no_receipt_is_a_bad_option(text):
    with pytest.raises(BadOption):
        report_on(HONEST, trusted=trusted(text))


def test_a_receipt_of_another_vote_is_a_bad_option():
    with pytest.raises(BadOption):
        report_on(HONEST, trusted=trusted(receipt(FIRST, vote="1" * 14)))


def test_the_command_takes_receipts_repeatedly(tmp_path):
    (tmp_path / "bundle.zip").write_bytes(zipped(HONEST.bundle()))
    paths = []
    for place in (REPLACED, LAST):
        path = tmp_path / f"{place}.tlog-proof"
        path.write_text(receipt(place), encoding="utf-8")
        paths += ["--receipt", path]
    ran = run(tmp_path / "bundle.zip", "--json", *paths)
    assert (ran.status, ran.json["verdict"]) == (0, "holds")
    assert [one["counts"] for one in ran.json["receipts"]] == [False, True]
    said = run(tmp_path / "bundle.zip", *paths)
    assert sum("Biên nhận" in line for line in said.lines) == 2
    other = tmp_path / "other.tlog-proof"
    other.write_text(receipt(FIRST, vote="1" * 14), encoding="utf-8")
    ran = run(tmp_path / "bundle.zip", "--json", "--receipt", other)
    assert (ran.status, ran.json["error"]["code"], ran.json["verdict"]) == (2, "bad-option", "unreadable")


# the seal that witnesses have seen

SEAL = index_of(HONEST.commune, "books-sealed")
CLOSING = index_of(HONEST.commune, "vote-closed")
AT_SEAL = strict_json.load(HONEST.commune[SEAL])["books"][0]["size"]


def with_seal(given=WATCHED, index=FIRST, seal=SEAL, *, size=AT_SEAL, raws=None, entry=None, boards=(0, 1)):
    """The receipt of a ballot under the head that the seal names, and of the seal under a head that boards signed."""
    commune = given.commune if raws is None else raws
    at_s = parse_entry(commune[-1], Book.COMMUNE).at.timestamp()
    note = cosigned(signed(commune).checkpoint, *(WITNESSES[n] for n in boards), at_s=at_s)
    leaves = [leaf_hash(raw) for raw in commune]
    proof = make_seal_proof(seal, entry or commune[seal], note, leaves, len(commune))
    ballot = parse_tlog_proof(receipt(index, given.book, given.vote, size))
    return HouseholdReceipt(ballot, proof).text


def watched(*texts, **other):
    """What is said of receipts of the vote that three boards watch."""
    report = report_on(WATCHED.bundle(**other), trusted=trusted(*texts))
    return report, [one.value() for one in report.receipts]


def test_a_receipt_with_the_seal_tells_which_boards_have_confirmed_it():
    _, (found,) = watched(with_seal())
    assert (found["status"], found["counts"], found["cosigned"]) == ("pass", True, ["w0", "w1"])
    assert "2 bên xác nhận: w0, w1" in found["sentence_vi"]


def test_the_closing_seals_too():
    _, (found,) = watched(with_seal(seal=CLOSING, size=len(BOOK), index=LAST))
    assert (found["status"], found["cosigned"]) == ("pass", ["w0", "w1"])


def test_a_seal_that_nobody_has_signed_is_told_as_such():
    _, (found,) = watched(with_seal(boards=()))
    assert (found["status"], found["cosigned"]) == ("pass", [])
    assert "chưa có bên giám sát nào" in found["sentence_vi"]


def test_a_receipt_by_itself_says_nothing_of_boards():
    _, (found,) = watched(receipt(FIRST))
    assert found["cosigned"] is None


@pytest.mark.parametrize(
    ("changed", "crime"),
    [
        ({"size": AT_SEAL + 1}, "wrong-seal"),
        ({"seal": CLOSING}, "wrong-seal"),
        ({"seal": 0}, "wrong-seal"),
        ({"entry": HONEST.commune[CLOSING]}, "inclusion-invalid"),
    ],
    ids=["another-size", "another-seal", "no-seal", "another-entry"],
)
def test_a_seal_that_is_not_of_this_head_is_refused(changed, crime):
    _, (found,) = watched(with_seal(**changed))
    assert (found["status"], found["error"]) == ("fail", crime)


def test_a_seal_of_another_history_of_the_communes_book_is_refused():
    other = (*WATCHED.commune[:SEAL], WATCHED.commune[SEAL].replace(b'"village":""', b'"village":"dong-hoa"'))
    assert watched(with_seal(raws=other))[1][0]["error"] == "receipt-of-another-history"


def test_a_seal_under_a_newer_head_is_compared_with_the_entry_at_its_place():
    """The head cannot be compared, the bundle being shorter; the entry can."""
    seal = WATCHED.commune[SEAL]
    at = seal.index(b'"at":') + len('"at":"2026-11-23T0')
    other = seal[:at] + bytes([seal[at] ^ 1]) + seal[at + 1 :]
    longer = (*WATCHED.commune[:SEAL], other, *WATCHED.commune[SEAL + 1 :], WATCHED.commune[-1])
    assert watched(with_seal(raws=longer))[1][0]["error"] == "receipt-of-another-history"
    honest = (*WATCHED.commune, WATCHED.commune[-1])
    assert watched(with_seal(raws=honest))[1][0]["status"] == "pass"


def test_a_seal_newer_than_the_bundle_is_not_given():
    longer = (*WATCHED.commune, WATCHED.commune[SEAL])
    _, (found,) = watched(with_seal(raws=longer, seal=len(longer) - 1))
    assert found["status"] == "not-given"


def test_the_file_prints_back_and_a_second_part_without_its_entry_is_none():
    text = with_seal()
    assert parse_household_receipt(text).text == text
    bare = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("extra "))
    with pytest.raises(BadOption):
        watched(bare)


def test_a_phone_checks_it_without_any_book():
    """What the server hands out with it, it checks itself: the ballot's entry, the commune's key, the policy."""
    policy = parse_policy(QUORUM_OF_TWO.encode())
    found = check_household_receipt(with_seal(), WATCHED.book[FIRST], sample.LOG_KEY.vkey, VOTE, policy)
    assert (found.index, sorted(found.cosigned)) == (FIRST, ["w0", "w1"])
    plain = check_household_receipt(receipt(FIRST), WATCHED.book[FIRST], sample.LOG_KEY.vkey, VOTE, policy)
    assert (plain.head, plain.cosigned) == (None, {})
