"""Archives, registers and papers that are not the record's, and openings that no record may have."""

from dataclasses import replace
from hashlib import sha256

import pytest
from record import sample_village as sample

from verifier.forger import (
    Told,
    archive_alone,
    failures,
    finished,
    index_of,
    named,
    rederived,
    report_on,
    retied,
    rewritten,
    told,
    without,
)
from voting.ballots import single, strict_json
from voting.ballots.archive import ArchiveWriter
from voting.ballots.ballot import parse_ballot
from voting.ballots.election import Election, parse_election
from voting.ballots.trustees import parse_trustees, serialize_trustees
from voting.verifier.evidence import Trusted
from voting.verifier.findings import Status
from voting.verifier.verification import verify

HONEST = finished()
COMMUNE, BOOK, VOTE = HONEST.commune, HONEST.book, HONEST.vote


# archive, register, documents


def test_an_archive_that_is_not_the_records_is_refused():
    shorter = rederived(replace(HONEST, commune=COMMUNE[:-1])).archive
    report = report_on(HONEST.bundle(archive=shorter))
    assert failures(report) == {"archive-derived": "archive-differs"}


def test_an_archive_that_leaves_out_a_household_contradicts_the_books():
    archive = rederived(replace(HONEST, book=without(BOOK, "ballot", 0))).archive
    report = report_on(HONEST.bundle(archive=archive))
    assert failures(report) == {
        "last-ballots": "wrong-turnout",
        "encrypted-tally": "wrong-tally",
        "archive-derived": "archive-differs",
    }
    assert "Sổ chung ghi 4 hộ đã bỏ phiếu, các lá phiếu là của 3 hộ" in named(report)["last-ballots"].sentence.vi


def test_an_archive_that_shows_a_ballot_twice_is_refused():
    ballot = BOOK[index_of(BOOK, "ballot")]
    archive = rederived(replace(HONEST, book=(*BOOK, ballot))).archive
    assert failures(report_on(HONEST.bundle(archive=archive)))["archive-form"] == "bad-member"


def test_a_bare_archive_with_a_ballot_of_nobody_on_the_list_is_refused():
    voter = strict_json.load(BOOK[index_of(BOOK, "ballot", 1)])["envelope"]["ballot"]["credential"]
    (listed,) = HONEST.payloads.values()
    rest = strict_json.dump([one for one in strict_json.load(listed) if one != voter])
    name = sha256(rest).hexdigest()
    raws = rewritten(COMMUNE, "vote-opened", lambda entry: entry.update(credentials=name))
    one = rederived(replace(HONEST, commune=raws, payloads={name: rest}))
    report = verify(archive_alone(one))
    assert failures(report) == {"ballots": "unknown-credential"}
    assert named(report)["ballots"].sentence.vi.startswith("Lá phiếu thứ 2/5 ")


def test_a_bad_ballot_of_a_bare_archive_is_named_with_its_place_and_number():
    def change(entry):
        entry["envelope"]["ballot"]["signature"]["proof"]["response"] = "1"

    raws = rewritten(BOOK, "ballot", change, 2)
    found = named(verify(archive_alone(rederived(replace(HONEST, book=raws)))))["ballots"]
    assert found.crime == "bad-signature"
    ballot = strict_json.load(raws[index_of(raws, "ballot", 2)])["envelope"]["ballot"]
    tracker = parse_ballot(strict_json.dump(ballot)).tracker
    assert found.sentence.vi == f"Lá phiếu thứ 3/5 (số {tracker}): chữ ký của hộ không đúng."


def test_a_damaged_archive_takes_the_ground_from_its_own_checks_only():
    report = report_on(HONEST.bundle(archive=HONEST.archive[:-512]))
    assert failures(report) == {"archive-form": "bad-tar-block", "archive-derived": "archive-differs"}
    assert named(report)["replay"].status is named(report)["nothing-left-out"].status is Status.PASS
    assert named(report)["ballots"].status is Status.SKIPPED


def with_register(raw, given=HONEST):
    return report_on(given, trusted=Trusted(register=raw))


def test_the_card_register_fits_or_is_named():
    right, other = (sample.settled(households=number, spares=1).register.raw for number in (5, 6))
    assert named(with_register(right))["card-register"].status is Status.PASS
    assert failures(with_register(other)) == {"card-register": "wrong-register"}


def test_a_register_of_another_village_is_refused_though_its_hash_is_the_recorded_one():
    """cases/record: the credentials of this village's vote are another village's cards."""
    register = sample.CardRegister("thon-khac", sample.settled(households=5, spares=1).register.cards)
    raws = rewritten(COMMUNE, "vote-opened", lambda entry: entry.update(register=register.sha256))
    raws = rewritten(raws, "cards-issued", lambda entry: entry.update(register=register.sha256))
    report = with_register(register.raw, retied(replace(HONEST, commune=raws)))
    assert failures(report) == {"card-register": "register-of-another-village"}
    assert named(report)["card-register"].number == 12


def test_a_register_shows_an_added_credential_even_to_a_bare_archive():
    register = sample.settled(households=4, spares=0).register.raw
    report = verify(archive_alone(HONEST), trusted=Trusted(register=register))
    assert failures(report) == {"card-register": "credentials-differ"}
    assert "thừa 2 quyền bỏ phiếu không thuộc thẻ nào và thiếu 0 thẻ" in named(report)["card-register"].sentence.vi


def test_a_household_shut_out_in_favour_of_a_spare_card_is_seen_with_the_register():
    village = sample.settled(households=3, spares=1)
    opening = village.opening(1)
    shut_out = sample.credential(village.cards[0], opening.vote)
    village.write(replace(opening, spares=(shut_out,)))
    village.begin(village.commune.entries[-1])
    one = told(village, opening.vote)
    assert report_on(one).ok
    assert failures(with_register(village.register.raw, one)) == {"card-register": "spares-differ"}


def test_documents_are_found_by_their_hash():
    paper = "giấy mời họp".encode()
    name = sha256(paper).hexdigest()
    assert named(report_on(HONEST))["documents"].status is Status.NOT_GIVEN
    report = report_on(HONEST, trusted=Trusted(documents=frozenset({name})))
    assert named(report)["documents"].status is Status.PASS
    beside = dict(HONEST.payloads)
    assert named(report_on(HONEST.bundle(payloads=beside | {name: paper})))["documents"].status is Status.PASS
    assert failures(report_on(HONEST.bundle(payloads=beside | {name: b"another"}))) == {"documents": "wrong-document"}


# openings that the rules refuse


def opened_with(change) -> Told:
    """A vote whose opening was changed, told with everything else right: both books, archive, hashes."""
    village = sample.settled(households=3)
    vote = village.open(1)
    one = told(village, vote)
    value = strict_json.load(one.commune[-1])
    change(value)
    return rederived(retied(replace(one, commune=(*one.commune[:-1], strict_json.dump(value)))))


def test_a_bare_archive_whose_server_key_anyone_can_guess_is_refused():
    """Its proof of knowledge is true: everybody knows the secret of g."""
    opened = strict_json.load(HONEST.commune[index_of(HONEST.commune, "vote-opened")])
    election = parse_election(opened["election"].encode())
    trustees = parse_trustees(opened["trustees"].encode())
    guessed = single.make_single(1, entropy=sample.draws("guessed"))
    made = parse_trustees(serialize_trustees([guessed, *trustees.entries[1:]]))
    other = Election.build(election.name, election.questions, made.public_key, uuid=VOTE)
    writer = ArchiveWriter(0)
    writer.setup(other.raw, made.raw, next(iter(HONEST.payloads.values())))
    assert failures(verify(archive_alone(replace(HONEST, archive=writer.take())))) == {"setup": "weak-key"}


def two_alike(entry):
    entry["election"] = entry["election"].replace("Không đồng ý", "Đồng ý")


def half_for_clause_one(entry):
    entry.update(citation="law-10-2022:15.1")


def server_key_g(entry):
    trustees = strict_json.load(entry["trustees"].encode())
    trustees[0][1]["public_key"] = "6" * 62 + "58"  # the base point of RFC 8032
    entry["trustees"] = strict_json.dump(trustees).decode()


@pytest.mark.parametrize(
    ("change", "crime"),
    [
        (two_alike, "wrong-text"),
        (half_for_clause_one, "wrong-rule"),
        (lambda entry: entry.update(clause=1, citation="law-10-2022:15.1"), "wrong-rule"),
        (server_key_g, "weak-key"),
    ],
)
def test_an_opening_that_the_law_or_the_protocol_forbids_is_refused(change, crime):
    report = report_on(opened_with(change))
    assert failures(report)["replay"] == crime
    assert not report.ok
