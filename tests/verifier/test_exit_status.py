"""Exit 2: a slip of the user, a full disk or a mistake of this program is never a word against a vote."""

import json
import os
import subprocess
import sys

import pytest

from verifier.command import ROOT, run
from voting.verifier import cli
from voting.verifier.crime_sentences import CRIMES
from voting.verifier.unread_sentences import UNREAD

OPTION_FILES = ["--register", "--policy", "--vkey", "--receipt"]
AGAINST = ("KHÔNG ĐÁNG TIN", "DO NOT TRUST", "mục kiểm số")


def assert_unread(ran, code):
    """Exit 2, one sentence that says why, nothing against the vote; the JSON says the same."""
    assert ran.status == 2
    assert ran.json["error"]["code"] == code
    assert (ran.json["ok"], ran.json["verdict"], ran.json["checks"]) == (False, "unreadable", [])
    assert ran.json["vote"] is None
    assert ran.progress.count("\n") == 1
    assert ran.progress.endswith("Điều này không nói gì về cuộc biểu quyết.\n")
    assert not any(word in ran.progress + ran.out for word in AGAINST)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unknown-input"),
        (b"just a text", "unknown-input"),
        (b"PK\x03\x04 not really", "malformed-bundle"),
        (b"PK\x03\x04entries/0.json", "other-version"),
        (None, "input-not-found"),
    ],
)
def test_what_cannot_be_read_exits_with_2_and_a_sentence(content, code, tmp_path):
    path = tmp_path / "given.zip"
    if content is not None:
        path.write_bytes(content)
    assert_unread(run(path, "--json"), code)
    assert run(path).progress.startswith("Không kiểm được ")
    assert run(path, "--lang", "en").progress.startswith("Cannot check ")


def test_an_address_of_another_kind_is_not_fetched():
    for address in ("file:///etc/passwd", "ftp://example.org/bundle.zip", "http://", "https://user:pw@host/votes/x"):
        assert_unread(run(address, "--json"), "bad-address")


@pytest.mark.parametrize("option", OPTION_FILES)
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8\xff\xe0 a picture", b"{}", b"\0" * 100, "một dòng chữ".encode(), None]
)
def test_a_wrong_option_file_is_named_and_exits_with_2(option, content, given, tmp_path):
    path = tmp_path / "not-a-register.jpg"
    if content is not None:
        path.write_bytes(content)
    ran = run(given / "bundle.zip", "--json", option, path)
    assert_unread(ran, "bad-option")
    assert ran.progress.startswith(f"Không kiểm được {option}: ")


@pytest.mark.parametrize("option", [*OPTION_FILES, "--documents"])
def test_an_option_that_is_a_folder_a_device_or_no_name_is_named(option, given):
    for path in (
        "/dev/zero",
        "/dev/null",
        str(given.folder) if option != "--documents" else "/etc/hosts",
        "",
        "x" * 5000,
    ):
        assert_unread(run(given / "bundle.zip", "--json", option, path), "bad-option")


def test_a_file_of_another_kind_is_a_slip_too(given):
    for option, name in (("--register", "policy"), ("--policy", "register.json"), ("--vkey", "policy")):
        assert_unread(run(given / "bundle.zip", "--json", option, given / name), "bad-option")


def test_a_key_is_given_as_text_too(given):
    vkey = (given / "log.vkey").read_text().strip()
    assert run(given / "bundle.zip", "--json", "--vkey", vkey).statuses()["log-key"] == "pass"
    assert_unread(
        run(given / "bundle.zip", "--json", "--vkey", vkey.replace("dinh.example", "khac.example")), "bad-option"
    )


def test_wrong_usage_exits_with_2(given):
    for wrong in (["--processes", "0"], ["--processes", "x"], ["--lang", "fr"], ["--unknown"]):
        assert run(given / "bundle.zip", *wrong).status == 2
    assert run().status == 2


# the output


def started(arguments, stdout):
    done = subprocess.run(
        [sys.executable, "-m", "voting.verifier", *map(str, arguments)],
        cwd=ROOT, stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    return done


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("more", [[], ["--json"], ["--lang", "en"], ["--help"]])
def test_a_full_output_device_is_said_and_exits_with_2(more, given):
    with open("/dev/full", "w") as full:
        done = started([given / "bundle.zip", "--processes", "1", *more], full)
    assert done.returncode == 2
    if more != ["--help"]:
        last = done.stderr.splitlines()[-1]
        assert UNREAD["output-failed"].vi in last or UNREAD["output-failed"].en in last
        assert not any(word in done.stderr for word in AGAINST)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_an_unreadable_input_and_a_full_device_together_exit_with_2():
    with open("/dev/full", "w") as full:
        assert started(["/nothing here", "--json"], full).returncode == 2


def test_a_closed_output_or_a_reader_that_left_exits_with_2(given):
    command = f"{sys.executable} -m voting.verifier {given / 'bundle.zip'} --processes 1"
    for shell in (f"{command} >&-", f"{command} 2>&- >&-", f"{command} | true; exit ${{PIPESTATUS[0]}}"):
        done = subprocess.run(["bash", "-c", shell], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 2, shell
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr


def test_a_closed_error_output_does_not_matter(given):
    command = f"{sys.executable} -m voting.verifier {given / 'bundle.zip'} --processes 1"
    for shell in (f"{command} 2>&-", f"{command} 2>/dev/full"):
        done = subprocess.run(["bash", "-c", shell], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        assert (done.returncode, "Đã thông qua" in done.stdout) == (0, True), shell


# this program


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("x"), MemoryError(), RecursionError("deep"), OSError(5, "I/O error")]
)
def test_a_mistake_of_this_program_is_no_word_against_a_vote(error, given, monkeypatch, capsys):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(cli, "verify", fail)
    assert cli.main([str(given / "bundle.zip"), "--json"]) == 2
    printed = capsys.readouterr()
    assert json.loads(printed.out)["error"]["code"] in {"internal-error", "unreadable"}
    assert "không nói gì về cuộc biểu quyết" in printed.err


def test_being_interrupted_is_not_a_verdict(given, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "verify", interrupt)
    assert cli.main([str(given / "bundle.zip")]) == 130


def test_no_reason_for_exit_2_is_also_a_crime():
    assert not set(UNREAD) & set(CRIMES)
