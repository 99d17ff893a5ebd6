"""What people and programs see: three verdicts and their exit statuses, sentences, JSON."""

import zipfile
from io import BytesIO

import pytest
from record import sample_village as sample

from verifier.command import run
from verifier.forger import NO, YES, Told, told, zipped
from voting.verifier.checks import checks_for
from voting.verifier.evidence import Kind

NAMES = [check.name for check in checks_for(Kind.BUNDLE)]
CHECK_FIELDS = ["number", "name", "status", "error", "crime", "detail", "sentence_vi", "sentence_en"]
REPORT_FIELDS = [
    "ok", "verdict", "input", "checks", "receipts", "signs", "vote", "votes", "subject", "conclusion_vi",
    "conclusion_en",
]  # fmt: skip
VOTE_FIELDS = ["uuid", "title", "questions", "state", "ballots", "voted", "result", "outcome", "passed"]


def test_the_checks_are_in_the_order_of_the_contract():
    assert NAMES == [
        "log-key", "checkpoint", "quorum", "entries", "replay", "vote-book", "ties", "nothing-left-out",
        "road", "archive-form", "setup", "card-register", "ballots", "last-ballots", "encrypted-tally",
        "partial-decryptions", "result", "outcome", "archive-derived", "documents", "receipts",
    ]  # fmt: skip


def test_a_decided_vote_holds_and_says_so_in_vietnamese(given):
    ran = run(given / "bundle.zip")
    assert ran.status == 0
    assert "".join(line[0] for line in ran.lines[: len(NAMES)]) == "–✔–✔✔✔✔✔✔✔✔–✔✔✔✔✔✔✔––"
    assert [int(line[1:4]) for line in ran.lines[: len(NAMES)]] == list(range(1, len(NAMES) + 1))
    assert "hãy so với khóa in trên giấy: dinh.example/xa-dong-hoa+" in ran.lines[0]
    assert ran.lines[-1].startswith(
        "“Họp thôn tháng 11”: Đã thông qua: “Đồng ý” được 7/12 hộ, cần từ 7. Mọi điều kiểm được đều đúng."
    )
    assert "đã kiểm 11/11 phiếu" in ran.progress
    assert ran.lines[11].endswith("với thẻ của các hộ. [--register]"), "a sentence for pages too; the option is ours"
    assert ran.lines[20].endswith("[--receipt]")


def test_the_same_in_english(given):
    ran = run(given / "bundle.zip", "--lang", "en")
    assert ran.status == 0
    assert "Passed: “Đồng ý” has 7 of 12 households, 7 needed. Everything that could be checked holds." in ran.out
    assert "checked 11/11 ballots" in ran.progress


def test_everything_that_can_be_given_is_checked(given):
    trusted = ["--vkey", given / "log.vkey", "--policy", given / "policy", "--register", given / "register.json"]
    ran = run(given / "bundle.zip", "--json", *trusted)
    assert ran.status == 0
    assert [name for name, status in ran.statuses().items() if status != "pass"] == ["quorum", "documents", "receipts"]


def test_the_votes_of_a_commune_that_are_not_examined_are_counted(given):
    ran = run(given / "bundle.zip")
    assert "1 cuộc biểu quyết khác" in ran.lines[4]


def test_the_json_report_keeps_its_shape(given):
    report = run(given / "bundle.zip", "--json").json
    assert list(report) == REPORT_FIELDS
    assert (report["ok"], report["verdict"], report["input"]) == (True, "holds", str(given / "bundle.zip"))
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
    assert [sign["name"] for sign in report["signs"]] == ["committee-for-this-vote", "short-vote", "short-notice"]
    assert report["receipts"] == []


def test_a_failure_exits_with_1_and_carries_its_codes(given, tmp_path):
    one = given.told[given.decided]
    (tmp_path / "bundle.zip").write_bytes(zipped(one.bundle(policy="quorum none\n")))
    ran = run(tmp_path / "bundle.zip", "--json")
    assert (ran.status, ran.json["ok"], ran.json["verdict"]) == (1, False, "does-not-hold")
    (bad,) = [check for check in ran.json["checks"] if check["status"] == "fail"]
    assert (bad["number"], bad["name"], bad["error"], bad["crime"]) == (1, "log-key", "wrong-policy", "wrong-policy")
    assert ran.json["conclusion_vi"].startswith("KHÔNG ĐÁNG TIN: mục kiểm số 1 không đạt.")
    assert run(tmp_path / "bundle.zip").lines[0].endswith("[wrong-policy]")


def test_an_unpacked_bundle_is_as_good_as_the_zip(given):
    zipped_up, unpacked = (run(given / name, "--json").json for name in ("bundle.zip", "unpacked"))
    assert zipped_up["checks"] == unpacked["checks"]


def test_a_mirror_of_the_communes_book_gets_its_own_checks(given):
    ran = run(given / "mirror", "--json", "--vkey", given / "log.vkey")
    assert ran.status == 0
    passed = [name for name, status in ran.statuses().items() if status == "pass"]
    assert passed == ["log-key", "checkpoint", "entries", "replay"]
    assert ran.statuses()["nothing-left-out"] == ran.statuses()["ballots"] == "not-given"
    assert ran.json["vote"] is None
    assert [vote["uuid"] for vote in ran.json["votes"]] == [given.decided, given.open]
    sentences = {one["name"]: one["sentence_vi"] for one in ran.json["checks"]}
    assert "với 2 cuộc biểu quyết trong sổ chỉ xét" in sentences["replay"]
    assert "chưa biết phiếu có bị bỏ sót hay không" in sentences["nothing-left-out"]
    assert "có 2 cuộc biểu quyết; phiếu và kết quả của chúng chưa được xét" in ran.json["conclusion_vi"]


def test_a_bare_archive_gets_the_archives_checks(given):
    ran = run(given / f"{given.decided}.bel", "--json")
    assert ran.status == 0
    assert [name for name, status in ran.statuses().items() if status == "pass"] == [
        "archive-form", "setup", "ballots", "last-ballots", "encrypted-tally", "partial-decryptions", "result",
    ]  # fmt: skip
    assert set(ran.statuses().values()) == {"pass", "not-given"}
    assert ran.json["vote"]["result"] == [[7, 2, 1]]
    assert ran.json["vote"]["passed"] is None


@pytest.mark.parametrize("name", ["open.zip", "{open}.bel"])
def test_a_vote_still_open_holds_as_far_as_it_has_come(name, given):
    ran = run(given / name.format(open=given.open), "--json")
    assert ran.status == 0
    assert ran.statuses()["ballots"] == "pass"
    assert ran.statuses()["encrypted-tally"] == ran.statuses()["result"] == ran.statuses()["outcome"] == "not-given"
    assert "chưa có kết quả; đến nay 3 hộ đã bỏ phiếu (3 lá)." in ran.json["conclusion_vi"]


def test_two_processes_find_what_one_finds(given):
    one, two = (run(given / "bundle.zip", "--json", "--processes", n).json for n in (1, 2))
    assert one == two


def test_a_vote_that_did_not_pass_says_so_and_still_holds(tmp_path):
    village = sample.settled(households=4)
    vote = village.open(1)
    for household, choice in enumerate((YES, YES, NO)):
        village.cast(vote, household, choice)
    village.close(vote)
    village.count(vote)
    (tmp_path / "bundle.zip").write_bytes(zipped(told(village, vote).bundle()))
    ran = run(tmp_path / "bundle.zip")
    assert ran.status == 0
    assert "Không thông qua: “Đồng ý” được 2/4 hộ, cần từ 3." in ran.lines[-1]


@pytest.mark.parametrize("folder", ["two-questions-blank", "threshold-2-of-3", "open-no-tally"])
def test_archives_made_by_belenios_hold(folder, shared):
    (archive,) = (shared / "vectors" / "belenios-3.3.0" / folder).glob("*.bel")
    ran = run(archive, "--json")
    assert ran.status == 0
    assert {name for name, status in ran.statuses().items() if status == "not-given"} >= {
        "log-key", "checkpoint", "quorum", "entries", "replay", "vote-book", "ties", "nothing-left-out",
        "card-register", "outcome", "archive-derived", "documents", "receipts",
    }  # fmt: skip
    assert (
        ran.json["vote"]["result"]
        == {
            "two-questions-blank": [[6, 3, 3, 4], [7, 3, 3, 4]],
            "threshold-2-of-3": [[10, 6, 4]],
            "open-no-tally": None,
        }[folder]
    )


def test_it_prints_utf_8_whatever_the_locale_says(given):
    ran = run(given / "bundle.zip", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert ran.status == 0
    assert "Đã thông qua" in ran.out


def changed_member(bundle: Told, name: str, raw: bytes) -> bytes:
    """The bundle's zip with one member's content replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(zipped(bundle.bundle()))) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            target.writestr(info, raw if info.filename == name else source.read(info))
    return out.getvalue()


def test_bytes_changed_without_any_key_are_found(given, tmp_path):
    one = given.told[given.decided]
    (tmp_path / "bundle.zip").write_bytes(changed_member(one, "commune/log.vkey", b"dinh.example/xa+00000000+AAAA\n"))
    ran = run(tmp_path / "bundle.zip", "--json")
    assert (ran.status, ran.failures()["log-key"]) == (1, "key-malformed")
