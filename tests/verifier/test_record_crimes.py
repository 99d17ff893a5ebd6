"""Whoever holds the log's key can sign anything; the verifier names what does not fit, at the check it belongs to."""

from hashlib import sha256

import pytest
from record import sample_village as sample

from verifier.relogged import (
    YES,
    bundle_of,
    checkpoint_of,
    cosigned,
    evidence_of,
    finished,
    index_of,
    named,
    report_on,
    rewritten,
)
from voting.ballots import strict_json
from voting.ballots.ballot import parse_ballot
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.merkle import leaf_hash
from voting.ledger.note import NoteSigner
from voting.record.bundle import write_bundle
from voting.verifier.evidence import Kind, Trusted
from voting.verifier.findings import Status
from voting.verifier.formats import read_bytes
from voting.verifier.verification import verify

RAWS, VOTE = finished()
STRANGER = NoteSigner(sample.ORIGIN, sha256(b"someone else's key").digest())
WITNESSES = [CosignatureSigner(f"witness-{n}.example", sha256(f"w{n}".encode()).digest()) for n in range(3)]
QUORUM_OF_TWO = (
    f"log {sample.LOG_KEY.vkey}\n"
    + "".join(f"witness w{n} {one.vkey}\n" for n, one in enumerate(WITNESSES))
    + "group boards 2 w0 w1 w2\nquorum boards\n"
)


def failures(report):
    return {one.name: one.crime for one in report.checks if one.status is Status.FAIL}


def with_policy(policy):
    def change(entry):
        entry["policy"] = policy

    return rewritten(RAWS, 0, change)


def test_an_honest_record_holds():
    report = report_on(bundle_of(RAWS, VOTE))
    assert report.ok
    assert {one.status for one in report.checks} == {Status.PASS, Status.NOT_GIVEN}


# key and checkpoint


def test_the_key_of_the_record_is_not_the_trusted_one():
    report = report_on(bundle_of(RAWS, VOTE), trusted=Trusted(vkey=STRANGER.vkey))
    assert failures(report) == {"log-key": "wrong-log-key", "checkpoint": "signature-missing"}
    assert named(report)["quorum"].status is Status.SKIPPED


def test_a_checkpoint_signed_again_with_another_key_is_refused():
    report = report_on(bundle_of(RAWS, VOTE, key=STRANGER, vkey=sample.LOG_KEY.vkey))
    assert failures(report) == {"checkpoint": "signature-missing", "quorum": "signature-missing"}


def test_a_whole_bundle_signed_with_another_key_contradicts_its_own_first_entry():
    report = report_on(bundle_of(RAWS, VOTE, key=STRANGER))
    assert failures(report)["log-key"] == "wrong-log-key"


def test_a_changed_byte_of_the_checkpoint_is_refused():
    bundle = bundle_of(RAWS, VOTE)
    changed = bundle.checkpoint.replace(f"\n{len(RAWS)}\n".encode(), f"\n{len(RAWS) - 1}\n".encode())
    assert changed != bundle.checkpoint
    report = report_on(bundle, checkpoint=changed)
    assert failures(report)["checkpoint"] == "signature-invalid"
    assert failures(report)["entries"] == "wrong-root"


def test_a_policy_beside_the_record_that_is_not_the_recorded_one_is_refused():
    report = report_on(bundle_of(RAWS, VOTE, policy=QUORUM_OF_TWO))
    assert failures(report)["log-key"] == "wrong-policy"


def test_a_policy_of_the_user_wins_and_asks_for_its_quorum():
    report = report_on(bundle_of(RAWS, VOTE), trusted=Trusted(policy=QUORUM_OF_TWO.encode()))
    assert failures(report) == {"quorum": "quorum-not-met"}


# witnesses


def test_enough_witnesses_are_named():
    raws = with_policy(QUORUM_OF_TWO)
    note = cosigned(checkpoint_of(raws), *WITNESSES[:2])
    report = report_on(bundle_of(raws, VOTE, policy=QUORUM_OF_TWO, checkpoint=note))
    assert report.ok
    assert named(report)["quorum"].status is Status.PASS
    assert "w0, w1" in named(report)["quorum"].sentence.vi


def test_a_closed_vote_without_enough_witnesses_is_refused():
    raws = with_policy(QUORUM_OF_TWO)
    note = cosigned(checkpoint_of(raws), WITNESSES[0])
    report = report_on(bundle_of(raws, VOTE, policy=QUORUM_OF_TWO, checkpoint=note))
    assert failures(report) == {"quorum": "quorum-not-met"}
    assert "1/3" in named(report)["quorum"].sentence.vi


def test_an_open_vote_may_wait_for_its_witnesses():
    raws = with_policy(QUORUM_OF_TWO)[: index_of(RAWS, "vote-closed")]
    report = report_on(bundle_of(raws, VOTE, policy=QUORUM_OF_TWO))
    assert report.ok
    assert named(report)["quorum"].status is Status.NOT_GIVEN


def test_cosignatures_of_an_older_checkpoint_are_refused_on_a_newer_one():
    raws = with_policy(QUORUM_OF_TWO)
    note = cosigned(checkpoint_of(raws), *WITNESSES[:2], over=checkpoint_of(raws[:-1]))
    report = report_on(bundle_of(raws, VOTE, policy=QUORUM_OF_TWO, checkpoint=note))
    assert failures(report) == {"quorum": "signature-invalid"}


def test_an_earlier_cosigned_checkpoint_after_the_closing_makes_the_quorum():
    raws = with_policy(QUORUM_OF_TWO)
    earlier = cosigned(checkpoint_of(raws[: index_of(raws, "vote-closed") + 1]), *WITNESSES[1:])
    bundle = bundle_of(raws, VOTE, policy=QUORUM_OF_TWO, cosigned=earlier)
    assert verify(read_bytes(write_bundle(bundle), "bundle")).ok
    assert failures(report_on(bundle, cosigned=b"")) == {"quorum": "quorum-not-met"}


def test_an_earlier_cosigned_checkpoint_before_the_closing_does_not():
    raws = with_policy(QUORUM_OF_TWO)
    earlier = cosigned(checkpoint_of(raws[: index_of(raws, "vote-closed")]), *WITNESSES)
    report = report_on(bundle_of(raws, VOTE, policy=QUORUM_OF_TWO), cosigned=earlier)
    assert failures(report) == {"quorum": "closing-not-cosigned"}


def test_an_earlier_cosigned_checkpoint_of_another_history_shows_the_fork():
    raws = with_policy(QUORUM_OF_TWO)
    cut = index_of(raws, "vote-closed") + 1
    other = [*raws[: cut - 2], *raws[cut - 1 : cut], *raws[cut - 2 : cut - 1]]
    report = report_on(bundle_of(raws, VOTE, policy=QUORUM_OF_TWO), cosigned=cosigned(checkpoint_of(other), *WITNESSES))
    assert failures(report) == {"entries": "wrong-root"}


# entries


def test_a_forked_log_does_not_hash_to_the_signed_root():
    shorter = [*RAWS[:-1], RAWS[-2]]
    report = report_on(bundle_of(RAWS, VOTE, checkpoint=checkpoint_of(shorter)))
    assert failures(report) == {"entries": "wrong-root"}


def test_an_entry_that_the_log_does_not_have_at_its_place_is_named():
    place = index_of(RAWS, "ballot", 1)
    entries = dict(enumerate(RAWS)) | {place: RAWS[place - 1]}
    report = report_on(bundle_of(RAWS, VOTE, entries=entries))
    assert failures(report)["entries"] == "entry-not-in-log"
    assert str(place) in named(report)["entries"].sentence.vi
    assert failures(report)["replay"] == "replayed-ballot"


def test_entries_out_of_order_are_refused_though_signed():
    first, second = index_of(RAWS, "partial-decryption"), index_of(RAWS, "tally")
    raws = list(RAWS)
    raws[first], raws[second] = raws[second], raws[first]
    report = report_on(bundle_of(raws, VOTE, archive=bundle_of(RAWS, VOTE).archive))
    assert failures(report)["replay"] == "out-of-order"
    assert f"Dòng {second} " in named(report)["replay"].sentence.vi


def test_a_bundle_that_leaves_out_a_ballot_is_caught_by_the_closing():
    place = index_of(RAWS, "ballot", 2)
    entries = {n: raw for n, raw in enumerate(RAWS) if n != place}
    report = report_on(bundle_of(RAWS, VOTE, entries=entries))
    assert failures(report) == {"replay": "wrong-closing", "vote-root": "wrong-closing"}
    assert "ghi 5 lá phiếu của 4 hộ, dữ liệu có 4 lá của 3 hộ" in named(report)["vote-root"].sentence.vi


def test_a_log_that_leaves_out_a_ballot_is_caught_by_the_closing():
    place = index_of(RAWS, "ballot", 2)
    raws = [*RAWS[:place], *RAWS[place + 1 :]]
    report = report_on(bundle_of(raws, VOTE))
    assert failures(report)["replay"] == "wrong-closing"
    assert failures(report)["vote-root"] == "wrong-closing"
    assert named(report)["entries"].status is Status.PASS


def test_a_bundle_without_the_logs_first_entry_is_refused():
    entries = {n: raw for n, raw in enumerate(RAWS) if n}
    assert failures(report_on(bundle_of(RAWS, VOTE, entries=entries)))["replay"] == "log-not-started"
    assert failures(report_on(bundle_of(RAWS, VOTE, entries={})))["replay"] == "log-not-started"


def test_a_second_beginning_later_in_the_log_is_no_beginning():
    raws = [sample.settled(households=5).raws[1], *RAWS]
    entries = {n: raw for n, raw in enumerate(raws) if n}
    assert failures(report_on(bundle_of(raws, VOTE, entries=entries))) == {"replay": "log-not-started"}


def test_a_bundle_whose_entries_open_another_vote_is_refused():
    cut = index_of(RAWS, "vote-opened")
    report = report_on(bundle_of(RAWS[:cut], VOTE, archive=bundle_of(RAWS, VOTE).archive))
    assert failures(report) == {"replay": "unknown-vote"}


def test_the_first_refused_entry_is_named_with_its_place_and_crime():
    def older(entry):
        entry["envelope"]["sequence"] = 1

    place = index_of(RAWS, "ballot", 4)
    report = report_on(bundle_of(rewritten(RAWS, place, older), VOTE))
    found = named(report)["replay"]
    assert (found.status, found.error) == (Status.FAIL, "old-sequence")
    assert f"Dòng {place} của sổ (lá phiếu)" in found.sentence.vi
    assert named(report)["archive-derived"].status is Status.SKIPPED


def forged_decryption(entry):
    """The factors of a partial decryption change places; its hash is not mended."""
    entry["partial"] = swapped_factors(entry["partial"])


def miscounted(entry):
    entry["sized"] = entry["sized"].replace('":4,', '":5,')


CHANGES = {
    "reversed ciphertexts": ("ballot", lambda e: e["envelope"]["ballot"]["answers"][0]["choices"].reverse()),
    "a miscounted tally": ("tally", miscounted),
    "factors that change places": ("partial-decryption", forged_decryption),
    "another result": ("result", lambda e: e.update(result='{"result":[[3,1,0]]}')),
    "a lower bar": ("result", lambda e: e["outcome"].update(needed=2)),
    "passed or not": ("result", lambda e: e["outcome"]["questions"][0][0].update(passed=False)),
}


@pytest.mark.parametrize(
    ("name", "error", "crime", "check"),
    [
        ("reversed ciphertexts", "bad-proof", "wrong-ballot-hash", "ballots"),
        ("a miscounted tally", "wrong-tally", "wrong-tally", "encrypted-tally"),
        ("factors that change places", "wrong-partial-decryption", "wrong-partial-decryption", "replay"),
        ("another result", "wrong-result", "wrong-result", "result"),
        ("a lower bar", "wrong-outcome", "wrong-outcome", "outcome"),
        ("passed or not", "wrong-outcome", "wrong-outcome", "outcome"),
    ],
)
def test_a_changed_count_is_named_by_the_rules_and_by_its_own_check(name, error, crime, check):
    kind, change = CHANGES[name]
    report = report_on(bundle_of(rewritten(RAWS, index_of(RAWS, kind), change), VOTE))
    assert (named(report)["replay"].error, named(report)["replay"].crime) == (error, crime)
    assert named(report)[check].crime == crime


def swapped_factors(partial):
    value = strict_json.load(partial.encode())
    value["decryption_factors"][0].reverse()
    return strict_json.dump(value).decode()


def test_a_forged_decryption_with_the_right_hash_is_named():
    place = index_of(RAWS, "partial-decryption", 1)

    def forge(entry):
        entry["partial"] = swapped_factors(entry["partial"])
        owned = strict_json.load(entry["owned"].encode())
        owned["payload"] = sha256(entry["partial"].encode()).hexdigest()
        entry["owned"] = strict_json.dump(owned).decode()

    report = report_on(bundle_of(rewritten(RAWS, place, forge), VOTE))
    assert named(report)["replay"].crime == "bad-decryption"
    assert named(report)["partial-decryptions"].crime == "bad-decryption"
    assert named(report)["result"].status is Status.SKIPPED
    assert "mục kiểm số 13" in named(report)["result"].sentence.vi
    assert report.conclusion.vi.startswith("KHÔNG ĐÁNG TIN")


# archive, register, documents


def test_an_archive_that_is_not_the_records_is_refused():
    honest = bundle_of(RAWS, VOTE)
    without_last = bundle_of(RAWS[:-1], VOTE).archive
    report = report_on(bundle_of(RAWS, VOTE, archive=without_last))
    assert failures(report) == {"archive-derived": "archive-differs"}
    assert report_on(honest).ok


def test_an_archive_that_leaves_out_a_household_contradicts_the_closing_in_the_log():
    place = index_of(RAWS, "ballot", 0)
    archive = bundle_of([*RAWS[:place], *RAWS[place + 1 :]], VOTE).archive
    report = report_on(bundle_of(RAWS, VOTE, archive=archive))
    assert failures(report) == {
        "last-ballots": "wrong-turnout",
        "encrypted-tally": "wrong-tally",
        "archive-derived": "archive-differs",
    }
    assert "Sổ ghi 4 hộ đã bỏ phiếu, các lá phiếu là của 3 hộ" in named(report)["last-ballots"].sentence.vi


def test_a_bare_archive_with_a_ballot_of_nobody_on_the_list_is_refused():
    voter = strict_json.load(RAWS[index_of(RAWS, "ballot", 1)])["envelope"]["ballot"]["credential"]
    raws = rewritten(RAWS, index_of(RAWS, "vote-opened"), lambda entry: entry["credentials"].remove(voter))
    report = verify(evidence_of(bundle_of(raws, VOTE), kind=Kind.ARCHIVE))
    assert failures(report) == {"ballots": "unknown-credential"}
    assert named(report)["ballots"].sentence.vi.startswith("Lá phiếu thứ 2/5 ")


def test_a_damaged_archive_takes_the_ground_from_its_own_checks_only():
    archive = bundle_of(RAWS, VOTE).archive
    report = report_on(bundle_of(RAWS, VOTE, archive=archive[:-512]))
    assert failures(report) == {"archive-form": "bad-tar-block", "archive-derived": "archive-differs"}
    assert named(report)["replay"].status is Status.PASS
    assert named(report)["ballots"].status is Status.SKIPPED


def test_the_archive_of_another_vote_is_refused():
    village = sample.settled(households=5)
    village.open(1)
    other = village.open(2)
    report = report_on(bundle_of(RAWS, VOTE, archive=bundle_of(village.raws, other).archive))
    assert failures(report) == {"setup": "wrong-vote", "archive-derived": "archive-differs"}


def test_the_card_register_fits_or_is_named():
    def with_register(raw):
        return report_on(bundle_of(RAWS, VOTE), trusted=Trusted(register=raw))

    right, other = (sample.settled(households=number).register.raw for number in (5, 6))
    assert named(with_register(right))["card-register"].status is Status.PASS
    assert failures(with_register(other)) == {"card-register": "wrong-register"}
    assert failures(with_register(b"{}")) == {"card-register": "wrong-fields"}


def test_a_register_shows_an_added_credential_even_to_a_bare_archive():
    evidence = evidence_of(bundle_of(RAWS, VOTE), kind=Kind.ARCHIVE)
    register = sample.settled(households=4).register.raw
    report = verify(evidence, trusted=Trusted(register=register))
    assert failures(report) == {"card-register": "credentials-differ"}
    assert "thừa 1 quyền bỏ phiếu không thuộc thẻ nào và thiếu 0 thẻ" in named(report)["card-register"].sentence.vi


def test_documents_are_found_by_their_hash():
    paper = "giấy mời họp".encode()
    name = sha256(paper).hexdigest()
    bundle = bundle_of(RAWS, VOTE)
    assert named(report_on(bundle))["documents"].status is Status.NOT_GIVEN
    assert named(report_on(bundle, trusted=Trusted(documents=frozenset({name}))))["documents"].status is Status.PASS
    assert named(report_on(bundle, payloads={name: paper}))["documents"].status is Status.PASS
    assert failures(report_on(bundle, payloads={name: b"another paper"})) == {"documents": "wrong-document"}


# a whole log


def log_of(raws, **other):
    """The same record as a mirror of the whole log gives it."""
    return verify(evidence_of(bundle_of(raws, VOTE, **other), kind=Kind.LOG, vote="", archive=b"", leaves=()))


def test_a_log_with_a_missing_entry_is_refused():
    assert log_of(RAWS).ok
    entries = {n: raw for n, raw in enumerate(RAWS) if n != 4}
    assert failures(log_of(RAWS, entries=entries))["entries"] == "log-incomplete"
    assert failures(log_of(RAWS[:-1], checkpoint=checkpoint_of(RAWS))) == {"entries": "log-incomplete"}


def test_a_log_with_two_votes_names_the_one_that_is_not_right():
    def lower_the_bar(entry):
        entry["outcome"]["needed"] = 2

    village = sample.settled(households=5)
    votes = [village.open(1), village.open(2)]
    for vote in votes:
        village.cast(vote, 0, YES)
    for vote in votes:
        village.close(vote)
        village.count(vote)
    good, bad = village.raws, rewritten(village.raws, index_of(village.raws, "result", 1), lower_the_bar)
    assert log_of(good).ok
    assert len(log_of(good).votes) == 2
    assert named(log_of(good))["result"].sentence.vi == "Đạt với 2 cuộc biểu quyết: các con số kết quả."
    assert named(log_of(bad))["outcome"].sentence.vi.startswith(f"Cuộc biểu quyết {votes[1]}: ")


def test_leaf_hashes_are_those_of_the_entries():
    leaves = [leaf_hash(raw) for raw in RAWS]
    leaves[3] = leaf_hash(b"something else")
    report = report_on(bundle_of(RAWS, VOTE), leaves=tuple(leaves))
    assert failures(report) == {"entries": "entry-not-in-log"}


def test_a_bad_ballot_of_a_bare_archive_is_named_with_its_place_and_number():
    def change(entry):
        entry["envelope"]["ballot"]["signature"]["proof"]["response"] = "1"

    raws = rewritten(RAWS, index_of(RAWS, "ballot", 2), change)
    evidence = evidence_of(bundle_of(raws, VOTE), kind=Kind.ARCHIVE)
    found = named(verify(evidence))["ballots"]
    assert found.crime == "bad-signature"
    ballot = strict_json.load(raws[index_of(raws, "ballot", 2)])["envelope"]["ballot"]
    tracker = parse_ballot(strict_json.dump(ballot)).tracker
    assert found.sentence.vi == f"Lá phiếu thứ 3/5 (số {tracker}): chữ ký của hộ không đúng."
