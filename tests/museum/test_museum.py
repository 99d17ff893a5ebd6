"""Every piece is refused for exactly what its label says, every good one is accepted, and a program makes them all."""

import io
import json
from zipfile import BadZipFile

import pytest

from museum.bundles import unzipped
from museum.judges import archive_in, audit, bundle_of, rules, verifier
from museum.keeping import PACKED, kept
from museum.labels import LABELS, WHY_IT_ACCEPTS
from museum.make import PIECES, README, files, index, table
from museum.pieces import Piece, bad_pieces, good_pieces
from museum.subjects.make import LABELS as OF_SUBJECTS
from voting.record import errors as record_errors
from voting.record.bundle import write_bundle
from voting.record.errors import RecordError
from voting.verifier import errors as verifier_errors
from voting.verifier.errors import Crime, SeenOtherwise, WrongTile
from voting.verifier.evidence import GivenReceipt, Trusted

INDEX = json.loads((PIECES / "index.json").read_bytes())
SIZE_MAX_BYTES = 500_000
OF_ARCHIVES = {"archive-form", "setup", "ballots", "encrypted-tally", "partial-decryptions", "result"}
"""Checks that look at the archive alone; the audit makes the same ones."""
OF_THE_RULES = {"replay", "vote-book", "ties"}
"""Checks that ask the rules of the record and its ties."""
OF_THE_VERIFIER = {
    "replay:dated-before-cosignature", "replay:unknown-vote", "replay:log-not-started", "vote-book:missing-payload",
    "vote-book:signature-missing", "vote-book:log-incomplete", "vote-book:wrong-root",
}  # fmt: skip
"""What such checks find by themselves: signatures, roots, dates of witnesses, what is missing."""


def stored(entry: dict) -> bytes:
    """A piece as a visitor finds it; a folder as its zip."""
    return kept()[entry["file"]]


def is_bundle(entry: dict) -> bool:
    """Whether a piece is a bundle, not an archive alone."""
    return not entry["file"].endswith(".bel")


def trusted(entry: dict) -> Trusted:
    """What a visitor brings along."""
    if "register" not in entry:
        return Trusted()
    vkey = (PIECES / INDEX["trusted"]["vkey"]).read_text().strip()
    policy = (PIECES / INDEX["trusted"]["policy"]).read_bytes()
    held = [entry["receipt"]] if "receipt" in entry else []
    receipts = tuple(GivenReceipt(name, (PIECES / name).read_text()) for name in held)
    return Trusted(vkey, policy, (PIECES / entry["register"]).read_bytes(), receipts=receipts)


def archive_of(entry: dict) -> bytes:
    """The archive in a piece; `BadZipFile` or `StopIteration` where there is none to be had."""
    raw = stored(entry)
    return archive_in(raw) if is_bundle(entry) else raw


named = pytest.mark.parametrize("entry", INDEX["bad"], ids=lambda entry: entry["name"])
good = pytest.mark.parametrize("entry", INDEX["good"], ids=lambda entry: entry["name"])


@pytest.fixture(scope="module")
def made() -> tuple[list[Piece], list[Piece]]:
    return list(good_pieces()), list(bad_pieces())


def test_the_museum_is_worth_a_visit() -> None:
    assert len(INDEX["bad"]) >= 40
    assert [entry["name"] for entry in INDEX["bad"]] == list(LABELS)
    assert set(WHY_IT_ACCEPTS) <= set(LABELS)
    assert PACKED.stat().st_size < SIZE_MAX_BYTES


def test_the_program_makes_the_same_pieces_again(made: tuple[list[Piece], list[Piece]]) -> None:
    """Byte for byte, but for what another zlib packs differently."""
    pieces = [*made[0], *made[1]]
    held = dict(files(pieces))
    assert {path.name: path.read_bytes() for path in PIECES.iterdir() if path.name != "index.json"} == held
    again = {entry["file"]: piece.raw for entry, piece in zip((*INDEX["good"], *INDEX["bad"]), pieces, strict=True)}
    assert kept().keys() == again.keys()
    assert [name for name, raw in again.items() if not same(raw, kept()[name])] == []


def same(one: bytes, other: bytes) -> bool:
    if one == other:
        return True
    try:
        return list(unzipped(one).items()) == list(unzipped(other).items())
    except BadZipFile:
        return False


def test_index_and_readme_say_what_the_labels_say(made: tuple[list[Piece], list[Piece]]) -> None:
    assert (PIECES / "index.json").read_bytes() == index(*made)
    assert README.read_text(encoding="utf-8").endswith(table(made[1]))


@good
def test_a_good_piece_is_accepted_by_all(entry: dict) -> None:
    assert verifier(stored(entry), trusted(entry)) == ()
    assert verifier(archive_of(entry), Trusted()) == ()
    assert audit(archive_of(entry)) == ""
    if is_bundle(entry):
        assert rules(stored(entry)) == ""
        again = io.BytesIO()
        write_bundle(bundle_of(stored(entry)), again)
        assert list(unzipped(again.getvalue()).items()) == list(unzipped(stored(entry)).items())


@named
def test_the_verifier_refuses_a_piece_for_what_its_label_says(entry: dict) -> None:
    assert verifier(stored(entry), trusted(entry)) == LABELS[entry["name"]].refused_by


@named
def test_the_rules_say_the_same_by_themselves(entry: dict) -> None:
    label = LABELS[entry["name"]]
    if label.cannot_be_read or not is_bundle(entry):
        return
    promised, *_ = [one for one in label.refused_by if one.partition(":")[0] in OF_THE_RULES] or [""]
    if promised not in OF_THE_VERIFIER:
        assert rules(stored(entry)) == promised


@named
def test_the_audit_says_the_same_by_itself(entry: dict) -> None:
    label = LABELS[entry["name"]]
    if label.cannot_be_read:
        return
    in_archive = [one for one in label.refused_by if one.partition(":")[0] in OF_ARCHIVES]
    found = audit(archive_of(entry))
    assert found == (entry["archive"] or "")
    if found:
        assert in_archive[0].endswith(found)


def test_the_crimes_are_of_every_kind() -> None:
    """Every check of the verifier that can fail on its own refuses some piece."""
    assert {label.check for label in LABELS.values()} == {
        "input", "log-key", "checkpoint", "quorum", "entries", "replay", "vote-book", "ties", "archive-form", "setup",
        "card-register", "encrypted-tally", "partial-decryptions", "result", "outcome", "archive-derived", "documents",
        "receipts",
    }  # fmt: skip


def test_every_crime_that_record_and_verifier_know_has_a_piece() -> None:
    """In this museum, or in that of the subjects."""
    shown = {code for label in LABELS.values() for one in label.refused_by for code in one.partition(":")[2].split("/")}
    shown |= {code for crimes in json.loads(OF_SUBJECTS.read_text()).values() for code in crimes.values()}
    known = [*vars(record_errors).values(), *vars(verifier_errors).values()]
    crimes = {one.code for one in known if isinstance(one, type) and issubclass(one, (RecordError, Crime))}
    crimes -= {one.code for one in known if isinstance(one, type) and issubclass(one, SeenOtherwise)}
    assert crimes - shown == {RecordError.code, Crime.code, WrongTile.code}


def test_every_way_to_show_a_part_of_the_truth_is_refused() -> None:
    """Each of LEDGER's ties between the two books has pieces of its own that only that tie refuses."""
    alone = {label.refused_by[0] for label in LABELS.values() if label.check == "ties"}
    assert alone == {"ties:wrong-seal", "ties:wrong-closing", "ties:wrong-move"}
    assert {one for label in LABELS.values() for one in label.refused_by if one.startswith("receipts:")} == {
        "receipts:receipt-left-out", "receipts:receipt-of-another-history", "receipts:receipt-of-no-ballot",
        "receipts:wrong-seal",
    }  # fmt: skip
