"""What people and programs see of a real vote, made through the services."""

import zipfile
from io import BytesIO

import pytest
from village.life import NO, YES

from verifier.command import run
from voting.verifier.checks import CHECKS

NAMES = [check.name for check in CHECKS]
CHECK_FIELDS = ["number", "name", "status", "error", "crime", "detail", "sentence_vi", "sentence_en"]
REPORT_FIELDS = ["ok", "input", "checks", "vote", "votes", "conclusion_vi", "conclusion_en"]
VOTE_FIELDS = ["uuid", "title", "questions", "ballots", "voted", "result", "outcome", "passed"]


@pytest.fixture(scope="module")
def given(village, tmp_path_factory):
    """The village's files as a stranger downloads them."""
    folder = tmp_path_factory.mktemp("given")
    decided, still_open = village.votes["decided"], village.votes["open"]
    (folder / "bundle.zip").write_bytes(village.bundle(decided))
    (folder / "open.zip").write_bytes(village.bundle(still_open))
    (folder / f"{decided}.bel").write_bytes(village.archive(decided))
    (folder / f"{still_open}.bel").write_bytes(village.archive(still_open))
    (folder / "register.json").write_bytes(village.register)
    (folder / "log.vkey").write_text(village.vkey + "\n")
    (folder / "policy").write_text(village.policy)
    village.mirror(folder / "mirror")
    zipfile.ZipFile(folder / "bundle.zip").extractall(folder / "unpacked")
    return folder


def test_a_decided_vote_holds_and_says_so_in_vietnamese(given):
    ran = run(given / "bundle.zip")
    assert ran.status == 0
    assert [line[0] for line in ran.lines[: len(NAMES)]] == list("–✔–✔✔✔✔✔–✔✔✔✔✔✔✔–")
    assert [int(line[1:4]) for line in ran.lines[: len(NAMES)]] == list(range(1, len(NAMES) + 1))
    assert "hãy so với khóa in trên giấy: dinh.example/xa-dong-hoa+" in ran.lines[0]
    assert ran.lines[-1] == (
        "“Lát gạch đường ngõ xóm”: “Tán thành” được 7/12 hộ, cần từ 7: ĐÃ THÔNG QUA. Mọi điều kiểm được đều đúng."
    )
    assert "đã kiểm 13/13 phiếu" in ran.progress


def test_the_same_in_english(given):
    ran = run(given / "bundle.zip", "--lang", "en")
    assert ran.status == 0
    assert ran.lines[-1].endswith(
        "“Tán thành” has 7 of 12 households, 7 needed: PASSED. Everything that could be checked holds."
    )
    assert "checked 13/13 ballots" in ran.progress


def test_everything_that_can_be_given_is_checked(given):
    trusted = ["--vkey", given / "log.vkey", "--policy", given / "policy", "--register", given / "register.json"]
    ran = run(given / "bundle.zip", "--json", *trusted)
    assert ran.status == 0
    assert [name for name, status in ran.statuses().items() if status != "pass"] == ["quorum", "documents"]


def test_a_key_is_given_as_text_too(given, village):
    assert run(given / "bundle.zip", "--json", "--vkey", village.vkey).statuses()["log-key"] == "pass"
    other = village.vkey.replace("dinh.example", "khac.example")
    ran = run(given / "bundle.zip", "--json", "--vkey", other)
    assert ran.status == 1
    assert ran.failures()["log-key"] == "key-malformed"


def test_the_json_report_keeps_its_shape(given):
    report = run(given / "bundle.zip", "--json").json
    assert list(report) == REPORT_FIELDS
    assert (report["ok"], report["input"]) == (True, str(given / "bundle.zip"))
    assert [list(check) for check in report["checks"]] == [CHECK_FIELDS] * len(NAMES)
    assert [check["name"] for check in report["checks"]] == NAMES
    assert {check["status"] for check in report["checks"]} <= {"pass", "fail", "not-given", "skipped"}
    assert list(report["vote"]) == VOTE_FIELDS
    assert report["votes"] == [report["vote"]]
    assert report["vote"]["passed"] is True
    assert report["vote"]["outcome"] == {
        "households": 12,
        "needed": 7,
        "questions": [[{"answer": 0, "in_favour": 7, "passed": True}]],
    }


def test_a_failure_exits_with_1_and_carries_its_codes(given, tmp_path):
    changed = tmp_path / "bundle.zip"
    changed.write_bytes(with_member(given / "bundle.zip", "policy", b"quorum none\n"))
    ran = run(changed, "--json")
    assert ran.status == 1
    assert ran.json["ok"] is False
    (bad,) = [check for check in ran.json["checks"] if check["status"] == "fail"]
    assert (bad["number"], bad["name"], bad["error"], bad["crime"]) == (1, "log-key", "wrong-policy", "wrong-policy")
    assert ran.json["conclusion_vi"].startswith("KHÔNG ĐÁNG TIN: mục kiểm số 1 không đạt.")
    assert run(changed).lines[0].endswith("[wrong-policy]")


def with_member(bundle, name, content):
    """A bundle with one member's content replaced, or a member more."""
    out = BytesIO()
    with zipfile.ZipFile(bundle) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            if info.filename != name:
                target.writestr(info.filename, source.read(info))
        target.writestr(name, content)
    return out.getvalue()


def test_an_unpacked_bundle_is_as_good_as_the_zip(given):
    zipped, unpacked = (run(given / name, "--json").json for name in ("bundle.zip", "unpacked"))
    assert zipped["checks"] == unpacked["checks"]


def test_a_mirror_of_the_whole_log_holds_with_all_its_votes(given):
    ran = run(given / "mirror", "--json", "--register", given / "register.json")
    assert ran.status == 0
    assert len(ran.json["votes"]) == 2
    assert ran.json["vote"] is None
    assert ran.statuses()["entries"] == ran.statuses()["outcome"] == ran.statuses()["card-register"] == "pass"


def test_a_bare_archive_gets_the_archives_checks(given, village):
    ran = run(given / f"{village.votes['decided']}.bel", "--json")
    assert ran.status == 0
    assert [name for name, status in ran.statuses().items() if status == "pass"] == [
        "archive-form", "setup", "ballots", "last-ballots", "encrypted-tally", "partial-decryptions", "result",
    ]  # fmt: skip
    assert set(ran.statuses().values()) == {"pass", "not-given"}
    assert ran.json["vote"]["result"] == [[7, 2, 1]]
    assert ran.json["vote"]["passed"] is None


@pytest.mark.parametrize("name", ["open.zip", "{open}.bel"])
def test_a_vote_still_open_holds_as_far_as_it_has_come(name, given, village):
    ran = run(given / name.format(**village.votes), "--json")
    assert ran.status == 0
    assert ran.statuses()["ballots"] == "pass"
    assert ran.statuses()["encrypted-tally"] == ran.statuses()["result"] == ran.statuses()["outcome"] == "not-given"
    assert ran.json["conclusion_vi"].startswith(
        "“Trồng cây đường làng”: chưa có kết quả; đến nay 3 hộ đã bỏ phiếu (3 lá)."
    )


def test_two_processes_find_what_one_finds(given):
    one, two = (run(given / "bundle.zip", "--json", "--processes", n).json for n in (1, 2))
    assert one == two


def test_a_cancelled_vote_holds_without_result(new_village, tmp_path):
    village = new_village(households=3)
    vote = village.open_vote()
    village.cast(vote, "DH-001", NO)
    village.services.votes.cancel(village.actors["head"], vote, "Nội dung có chỗ nhầm")
    (tmp_path / "bundle.zip").write_bytes(village.bundle(vote))
    ran = run(tmp_path / "bundle.zip", "--json")
    assert ran.status == 0
    assert ran.statuses()["vote-root"] == "not-given"


def test_a_vote_that_did_not_pass_says_so_and_still_holds(new_village, tmp_path):
    village = new_village(households=4)
    vote = village.decide([YES, YES, NO])
    (tmp_path / "bundle.zip").write_bytes(village.bundle(vote))
    ran = run(tmp_path / "bundle.zip")
    assert ran.status == 0
    assert "“Tán thành” được 2/4 hộ, cần từ 3: KHÔNG THÔNG QUA." in ran.lines[-1]


@pytest.mark.parametrize("folder", ["two-questions-blank", "threshold-2-of-3", "open-no-tally"])
def test_archives_made_by_belenios_hold(folder, shared):
    (archive,) = (shared / "vectors" / "belenios-3.3.0" / folder).glob("*.bel")
    ran = run(archive, "--json")
    assert ran.status == 0
    assert {name for name, status in ran.statuses().items() if status == "not-given"} >= {
        "log-key", "checkpoint", "quorum", "entries", "replay", "vote-root", "card-register", "outcome",
        "archive-derived", "documents",
    }  # fmt: skip
    assert (
        ran.json["vote"]["result"]
        == {
            "two-questions-blank": [[6, 3, 3, 4], [7, 3, 3, 4]],
            "threshold-2-of-3": [[10, 6, 4]],
            "open-no-tally": None,
        }[folder]
    )


# what cannot be read


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unknown-input"),
        (b"just a text", "unknown-input"),
        (b"PK\x03\x04 not really", "malformed-bundle"),
        (None, "input-not-found"),
    ],
)
def test_what_cannot_be_read_exits_with_2_and_a_sentence(content, code, tmp_path):
    path = tmp_path / "given.zip"
    if content is not None:
        path.write_bytes(content)
    ran = run(path, "--json")
    assert ran.status == 2
    assert (ran.json["ok"], ran.json["error"]["code"], ran.json["checks"]) == (False, code, [])
    assert run(path).progress.startswith("Không kiểm được ")
    assert run(path, "--lang", "en").progress.startswith("Cannot check ")


def test_an_address_of_another_kind_is_not_fetched(tmp_path):
    for address in ("file:///etc/passwd", "ftp://example.org/bundle.zip", "http://", "https://user:pw@host/votes/x"):
        ran = run(address, "--json")
        assert (ran.status, ran.json["error"]["code"]) == (2, "bad-address")


def test_a_wrong_option_is_said_and_exits_with_2(given):
    assert run(given / "bundle.zip", "--processes", "0").status == 2
    assert run(given / "bundle.zip", "--register", given / "nothing here").status == 2
    assert run().status == 2


def test_it_prints_utf_8_whatever_the_locale_says(given):
    ran = run(given / "bundle.zip", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert ran.status == 0
    assert "ĐÃ THÔNG QUA" in ran.out
