"""`--receipt`: is this very ballot shown, at its place, and does it count? And what the wrong file is worth."""

from dataclasses import replace

import pytest
from record import sample_village as sample

from verifier.command import run
from verifier.forger import (
    NO,
    STRANGER,
    YES,
    archive_alone,
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
from voting.ledger.merkle import leaf_hash
from voting.ledger.tlog_proof import make_receipt
from voting.record.book_files import BookFiles
from voting.verifier.errors import BadOption
from voting.verifier.evidence import Evidence, GivenReceipt, Kind, Trusted
from voting.verifier.findings import Status
from voting.verifier.verification import verify

HONEST = finished()
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
    assert failures(looked_at(HONEST, text)[0]) == {"receipts": "extra-refused"}


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
