"""sigstore's own code, in Python and in JavaScript, reads our checkpoints and every receipt, both kinds of books."""

import base64
import json
import subprocess
import sys

import pytest
from record.sample_village import ORIGIN as COMMUNE
from record.sample_village import signed_book

from voting.ledger.checkpoint import parse_checkpoint, sign_checkpoint
from voting.ledger.merkle import leaf_hash, node_reader
from voting.ledger.note import NoteSigner, Signature, add_signatures, parse_note
from voting.ledger.tlog_proof import make_receipt, parse_tlog_proof

from .log_folders import SIZES, some, whole_vote, write_both, write_files, write_log
from .sample_log import ORIGIN


@pytest.fixture(params=["python", pytest.param("javascript", marks=pytest.mark.node)])
def sigstore(request, root):
    """Lets sigstore of one language read folders; gives the exit code, the counts and the complaint.

    A process of its own in both: sigstore-python's imports (an HTTP client, TUF) have no place in that of our tests.
    """
    programs = root / "tests" / "foreign" / "sigstore"
    if request.param == "javascript":
        node = request.getfixturevalue("node")

        def run(*folders):
            return node(str(programs / "read_log.mjs"), *map(str, folders))

    else:

        def run(*folders):
            command = [sys.executable, "-I", programs / "read_log.py", *folders]
            return subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)

    def read(*folders):
        done = run(*folders)
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr

    read.language = request.param
    return read


@pytest.fixture(scope="module")
def logs(tmp_path_factory):
    """Logs of sizes at the edges of tiles, with the receipts of the entries there."""
    folder = tmp_path_factory.mktemp("logs")
    return [write_log(folder / str(size), size, receipts=len(some(size))) for size in SIZES]


def test_sigstore_finds_the_entries_at_every_edge_of_our_logs(sigstore, logs):
    code, counted, complaint = sigstore(*logs)
    assert (code, complaint) == (0, "")
    assert counted == [
        {"Origins": [ORIGIN], "Size": size, "Entries": size, "Receipts": len(some(size))} for size in SIZES
    ]


@pytest.fixture(scope="module")
def village():
    return whole_vote()


@pytest.fixture
def books(tmp_path, village):
    """Both books of a village by their kind, and two receipts of each entry: as it came in, and under the last size."""
    made, uuid = village
    commune, vote = write_both(tmp_path, made, uuid)
    prove_all(commune, COMMUNE, made.commune_raws)
    prove_all(vote, f"{COMMUNE}/{uuid}", made.vote_raws(uuid))
    return {"commune": commune, "vote": vote}


def prove_all(folder, origin, raws):
    read = node_reader([leaf_hash(raw) for raw in raws])
    last = (folder / "checkpoint").read_bytes()
    made = {f"later-{index}": make_receipt(index, last, read) for index in range(len(raws))}
    for index in range(len(raws)):
        made[f"fresh-{index}"] = make_receipt(index, signed_book(origin, raws[: index + 1]).checkpoint, read)
    write_files(folder / "receipts", {f"{name}.tlog-proof": text.encode() for name, text in made.items()})


def test_sigstore_finds_every_entry_of_both_books_by_its_receipts(sigstore, books, village):
    made, uuid = village
    code, counted, complaint = sigstore(*books.values())
    assert (code, complaint) == (0, "")
    sizes = {COMMUNE: len(made.commune_raws), f"{COMMUNE}/{uuid}": len(made.vote_raws(uuid))}
    assert counted == [
        {"Origins": [origin], "Size": size, "Entries": size, "Receipts": 2 * size} for origin, size in sizes.items()
    ]
    assert min(sizes.values()) > 4


def assert_refused(sigstore, books, where, expected):
    code, counted, complaint = sigstore(*books.values())
    assert (code, counted) == (1, [])
    for kind, line in zip(books, complaint.splitlines(), strict=True):
        assert line.startswith(f"sigstore: {kind}: {where}")
        assert expected[sigstore.language] in line


def test_sigstore_takes_no_book_for_another_though_one_key_signs_both(sigstore, books):
    keys = [(folder / "vkey").read_bytes() for folder in books.values()]
    for folder, key in zip(books.values(), reversed(keys), strict=True):
        (folder / "vkey").write_bytes(key)
    assert_refused(sigstore, books, "checkpoint: ", UNSIGNED)


LATER, FRESH = "later-2.tlog-proof", "fresh-2.tlog-proof"


def other_bit(text, at=-1):
    """The base64 of the same bytes, one bit of one of them changed."""
    data = bytearray(base64.b64decode(text))
    data[at] ^= 1
    return base64.b64encode(data).decode()


def signed_with(at):
    """The same signature line with one bit of the key hash and signature changed."""

    def made(line):
        start, name, value = line.split(" ")
        return f"{start} {name} {other_bit(value, at)}"

    return made


def change(file, make):
    """A spoiler: the text of a file of the folder is what `make` makes of it."""

    def spoil(folder, _):
        before = (folder / file).read_text()
        after = make(before)
        assert after != before
        (folder / file).write_text(after)

    return spoil


def change_line(file, number, make):
    def made(text):
        lines = text.split("\n")
        lines[number] = make(lines[number])
        return "\n".join(lines)

    return change(file, made)


def change_path(make):
    """A spoiler of the inclusion path in a receipt."""

    def made(text):
        head, note = text.split("\n\n", 1)
        header, index, *path = head.split("\n")
        return "\n".join([header, index, *make(path), "", note])

    return change(f"receipts/{LATER}", made)


def sign_by_stranger(*, as_ours):
    """A spoiler: the receipt's checkpoint has another key's signature, under that key's hash or under ours."""

    def made(text):
        note = parse_note(parse_tlog_proof(text).note)
        ours = note.signatures[0]
        signed = sign_checkpoint(parse_checkpoint(note.text), NoteSigner(ours.name, b"\x02" * 32))
        theirs = parse_note(signed).signatures[0]
        line = Signature(ours.name, ours.key_id, theirs.signature) if as_ours else theirs
        return text.replace(note.raw.decode(), add_signatures(note.text, [line]).decode())

    return change(f"receipts/{LATER}", made)


def lend_note_of_other(folder, other_note):
    """A spoiler: the receipt has the path of this book and the signed checkpoint of the other."""
    path = folder / "receipts" / LATER
    text = path.read_text()
    path.write_text(text.replace(parse_tlog_proof(text).note.decode(), other_note))


def change_last_entry(folder, _):
    (bundle,) = (path for path in (folder / "tile" / "entries").rglob("*") if path.is_file())
    bundle.write_bytes(bundle.read_bytes()[:-1] + b" ")


UNSIGNED = {"python": "Signature not found for log ID", "javascript": "invalid checkpoint signature"}
FORGED = {"python": "checkpoint: invalid signature", "javascript": "invalid checkpoint signature"}
OTHER_ROOT = {"python": "contains invalid root hash", "javascript": "calculated root hash does not match"}
OTHER_LENGTH = {"python": "inclusion proof has wrong size", "javascript": "invalid hash count"}
PAST = {"python": "logIndex 3 must be less than treeSize 3", "javascript": "invalid index: 3"}
NO_BLANK = {"python": "must contain one blank line", "javascript": "missing checkpoint separator"}
NO_LINE = {"python": "must contain at least one signature", "javascript": "no signatures found in checkpoint"}
SPOILED = {
    "size": (change_line("checkpoint", 1, "{}0".format), "checkpoint", FORGED),
    "root": (change_line("checkpoint", 2, other_bit), "checkpoint", FORGED),
    "signature": (change_line("checkpoint", 4, signed_with(-1)), "checkpoint", FORGED),
    "key-hash": (change_line("checkpoint", 4, signed_with(0)), "checkpoint", UNSIGNED),
    "no-blank-line": (change("checkpoint", lambda text: text.replace("\n\n", "\n")), "checkpoint", NO_BLANK),
    "no-signature": (change("checkpoint", lambda text: text.split("\n\n")[0] + "\n\n"), "checkpoint", NO_LINE),
    "entry": (change_last_entry, "fresh-", OTHER_ROOT),
    "index-of-another": (change_line(f"receipts/{LATER}", 1, lambda _: "index 3"), LATER, OTHER_ROOT),
    "index-past-its-checkpoint": (change_line(f"receipts/{FRESH}", 1, lambda _: "index 3"), FRESH, PAST),
    "sibling": (change_path(lambda path: [other_bit(path[0]), *path[1:]]), LATER, OTHER_ROOT),
    "top-of-the-path": (change_path(lambda path: [*path[:-1], other_bit(path[-1])]), LATER, OTHER_ROOT),
    "path-turned": (change_path(lambda path: path[::-1]), LATER, OTHER_ROOT),
    "path-too-short": (change_path(lambda path: path[:-1]), LATER, OTHER_LENGTH),
    "path-too-long": (change_path(lambda path: [*path, path[0]]), LATER, OTHER_LENGTH),
    "stranger": (sign_by_stranger(as_ours=False), LATER, UNSIGNED),
    "stranger-as-the-commune": (sign_by_stranger(as_ours=True), LATER, FORGED),
    "note-of-the-other-book": (lend_note_of_other, LATER, UNSIGNED),
}


@pytest.mark.parametrize("name", SPOILED)
def test_sigstore_notices_what_was_spoiled(sigstore, books, name):
    spoil, where, expected = SPOILED[name]
    untouched = (books["commune"] / "checkpoint").read_text(), (books["vote"] / "checkpoint").read_text()
    for folder, other_note in zip(books.values(), reversed(untouched), strict=True):
        spoil(folder, other_note)
    assert_refused(sigstore, books, where, expected)
