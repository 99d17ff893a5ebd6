"""`python -m voting.verifier witness`: looks through everything, signs what has only grown, keeps evidence else."""

import json
import re
from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest
from record import sample_village as sample

from verifier.forger import NO, YES, finished_village, rewritten, signed, told
from verifier.site import LOG, Site
from voting.ballots.paper_code import format_paper_code
from voting.ledger.checkpoint import parse_checkpoint
from voting.ledger.cosignature import CosignatureSigner, verify_cosignature
from voting.ledger.note import parse_note, parse_signature_lines
from voting.verifier import witness_state
from voting.verifier.cli import main
from voting.verifier.commands import run_command

SECRET = "0123456789ABCDEFGHJKMNPQR"
SIGNER = CosignatureSigner.from_secret("board.example", SECRET)
AFTER = datetime(2026, 12, 1, tzinfo=UTC)
"""When the board looks first: after everything in the books, which are all of one week."""


@pytest.fixture
def site(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    serving = Site()
    yield serving
    serving.close()


@pytest.fixture
def board(site, tmp_path, capsys):
    return Board(site, tmp_path, capsys)


class Board:
    """A board's laptop: its folder, its paper, and what its command says."""

    def __init__(self, site, folder, capsys):
        self.site, self.folder, self.capsys = site, folder / "state", capsys
        self.memory = witness_state.Memory(self.folder)
        self.memory.begin(SIGNER.vkey)
        self.now = AFTER
        self.paper = folder / "paper"
        self.paper.write_text(f"  {format_paper_code(SECRET).lower()}\n")

    def run(self, *more: str, vkey: str | None = sample.LOG_KEY.vkey) -> int:
        given = [self.site.log, "--state", str(self.folder), "--code", str(self.paper), "--processes", "1"]
        status = run_command("witness", [*given, *(["--vkey", vkey] if vkey else []), *more], self.now)
        self.said = self.capsys.readouterr()
        return status

    def knows(self, origin: str = sample.ORIGIN) -> int | None:
        found = self.memory.of(origin)
        return found.size if found else None

    def evidence(self) -> list[str]:
        base = self.folder / "evidence"
        return sorted(path.relative_to(base).parts[1] for path in base.glob("*/*")) if base.exists() else []


def running() -> tuple[sample.Village, str, str]:
    """A village with a decided vote and an open one."""
    village, decided = finished_village()
    village.later(hours=1)
    still_open = village.open(2)
    village.cast(still_open, 0, YES)
    village.seal_books()
    return village, decided, still_open


@pytest.fixture(scope="module")
def books():
    return running()


@pytest.fixture
def village(books):
    return deepcopy(books)


# the key


def test_a_new_key_is_printed_once_for_paper_and_for_the_policy(site, tmp_path, capsys):
    folder = tmp_path / "new"
    given = ["witness", site.log, "--state", str(folder), "--new", "dinh.example/ban-giam-sat"]
    assert main(given) == 0
    said = capsys.readouterr().out
    code = re.search(r"(?:[0-9A-Z]{5}-[0-9A-Z] ?){5}", said)[0].strip()
    line = re.search(r"^ *(witness ban-giam-sat .*)$", said, re.M)[1]
    secret = "".join(group.partition("-")[0] for group in code.split())
    signer = CosignatureSigner.from_secret("dinh.example/ban-giam-sat", secret)
    assert line == f"witness ban-giam-sat {signer.vkey} {site.base}/ai-giam-sat/{sample.COMMUNE}"
    assert secret not in "".join(path.read_text() for path in folder.rglob("*.json"))
    assert main(given) == 2


def test_the_key_of_a_paper_code_is_always_the_same():
    assert SIGNER.vkey == "board.example+b37ac5ae+BG9/yUvP9ubKuSbLHuSX+4Kz3e/4rK6aYoFQB23tbN4G"


# looking and signing


def test_what_holds_is_signed_and_remembered_with_every_book(board, village):
    made, decided, still_open = village
    board.site.show(made)
    assert board.run() == 0
    (body,) = board.site.taken
    size, _, line = body.decode().partition("\n")
    head = parse_checkpoint(parse_note(board.site.pages[f"{LOG}/checkpoint"]).text)
    assert size == f"size {head.size}"
    (signature,) = parse_signature_lines(line.encode())
    assert verify_cosignature(head, signature, SIGNER.verifier) == AFTER.timestamp()
    assert board.knows() == head.size
    for vote in (decided, still_open):
        assert board.knows(f"{sample.ORIGIN}/{vote}") == len(made.vote_raws(vote))
    assert "2 sổ khác" in board.said.out


def test_the_state_is_on_the_disk_before_the_signature_leaves(board, village):
    board.site.show(village[0])
    seen = []
    board.site.before_post = lambda: seen.append(board.knows())
    assert board.run() == 0
    assert seen == [village[0].commune.size]


def test_the_second_time_the_key_is_known_and_what_is_over_is_not_fetched_again(board, village):
    made, decided, still_open = village
    board.site.show(made)
    board.now = made.at
    assert board.run() == 0
    board.now += timedelta(minutes=30)
    made.at = board.now
    made.cast(still_open, 1, NO)
    made.seal_books()
    board.site.show(made)
    del board.site.pages[f"/api/v1/votes/{decided}/bundle.zip"]
    assert board.run(vkey=None) == 0
    assert board.knows(f"{sample.ORIGIN}/{still_open}") == len(made.vote_raws(still_open))
    assert "1 sổ khác" in board.said.out


def test_a_line_that_the_server_has_already_is_no_failure(board, village):
    board.site.show(village[0])
    board.site.answer = (200, {"size": 1, "witness": "w", "new": False})
    assert board.run() == 0
    assert "từ trước" in board.said.out


@pytest.mark.parametrize("answer", [(422, {"code": "unknown-witness"}), (503, {}), (200, {}), (200, [])])
def test_a_line_that_was_not_taken_says_nothing_of_the_books(board, village, answer):
    board.site.show(village[0])
    board.site.answer = answer
    assert board.run() == 2
    assert "không nói gì về các sổ" in board.said.err
    assert board.knows() == village[0].commune.size


# what is refused


def refused(board, code_of_crime: str) -> None:
    known = board.knows()
    board.site.taken.clear()
    assert board.run() == 1
    assert board.site.taken == []
    assert board.knows() == known
    assert code_of_crime in board.said.out
    assert {"why.txt", "commune-now"} <= set(board.evidence())


def test_a_book_that_was_rolled_back_is_refused_with_both_heads_kept(board, village):
    made, _, _ = village
    before = deepcopy(made)
    made.appoint("another")
    board.site.show(made)
    assert board.run() == 0
    board.site.show(before)
    refused(board, "lùi lại")
    assert "checkpoint-before" in board.evidence()


def test_a_forked_book_is_refused_also_at_the_same_size(board, village):
    made, _, _ = village
    other = deepcopy(made)
    made.appoint("one")
    other.appoint("two")
    board.site.show(made)
    assert board.run() == 0
    board.site.show(other)
    refused(board, "tách làm hai")
    other.appoint("more")
    board.site.show(other)
    refused(board, "tách làm hai")


def test_the_kept_evidence_can_be_read_again_as_a_mirror(board, village):
    test_a_book_that_was_rolled_back_is_refused_with_both_heads_kept(board, village)
    (folder,) = (board.folder / "evidence").iterdir()
    assert main([str(folder / "commune-now"), "--vkey", sample.LOG_KEY.vkey]) == 0
    assert main(["diff", str(folder / "checkpoint-before"), str(folder / "commune-now")]) == 1


def test_a_ballot_dropped_behind_the_last_seal_is_seen_by_the_witness_that_saw_it(board, village):
    made, _, still_open = village
    before = deepcopy(made)
    made.cast(still_open, 1, NO)
    board.site.show(made)
    assert board.run() == 0
    board.site.show(before)
    refused(board, "lùi lại")
    assert "book-now" in board.evidence()


def test_what_the_rules_refuse_is_not_signed(board, village):
    made, decided, _ = village
    one = told(made, decided)
    bad = rewritten(one.commune, "cards-issued", lambda value: value.update(cards=99))
    board.site.show(made)
    board.site.tell(one, commune=signed(bad))
    refused(board, "Dòng")


def test_a_vote_that_does_not_hold_is_not_signed_with_the_communes_book(board, village):
    made, _, still_open = village
    board.site.show(made)
    one = told(made, still_open)
    board.site.tell(one, book=signed(one.book[:-1], f"/{still_open}"))
    refused(board, still_open)


def test_another_commune_book_beside_a_vote_is_refused(board, village):
    made, _, _ = village
    other = deepcopy(made)
    made.appoint("one")
    other.appoint("two")
    board.site.show(other)
    bundles = {path: raw for path, raw in board.site.pages.items() if path.endswith(".zip")}
    board.site.show(made)
    board.site.pages |= bundles
    refused(board, "khác sổ chung mà xã cho xem")


def test_another_log_key_than_the_one_on_paper_is_refused(board, village):
    board.site.show(village[0])
    other = sample.NoteSigner(sample.ORIGIN, b"5" * 32).vkey
    assert board.run(vkey=other) == 1
    assert board.site.taken == []


def test_an_entry_dated_before_this_witness_signed_without_it_is_refused(board, village):
    made, _, _ = village
    board.site.show(made)
    assert board.run() == 0
    made.at = AFTER - timedelta(minutes=3)
    made.appoint("later")
    board.site.show(made)
    refused(board, "đề giờ sớm hơn")


def test_an_entry_of_the_future_is_not_signed(board, village):
    made, _, _ = village
    made.at = AFTER + timedelta(minutes=3)
    made.appoint("later")
    board.site.show(made)
    refused(board, "đề giờ chưa tới")


# what is no word against any book


def test_the_first_time_the_key_from_paper_is_needed(board, village):
    board.site.show(village[0])
    assert board.run(vkey=None) == 2
    assert board.site.taken == []


def test_a_bundle_older_than_the_communes_book_is_fetched_again_later(board, village):
    made, _, still_open = village
    board.site.show(made)
    old = board.site.pages[f"/api/v1/votes/{still_open}/bundle.zip"]
    made.cast(still_open, 1, NO)
    made.seal_books()
    board.site.show(made)
    board.site.pages[f"/api/v1/votes/{still_open}/bundle.zip"] = old
    assert board.run() == 2
    assert "hãy chạy lại" in board.said.err


@pytest.mark.parametrize("lost", ["the key's", "the book's", "broken", "another's"])
def test_a_key_without_its_state_signs_nothing(board, village, lost):
    board.site.show(village[0])
    assert board.run() == 0
    board.site.taken.clear()
    (kept,) = (
        path for path in board.folder.glob("book-*.json") if json.loads(path.read_text())["origin"] == sample.ORIGIN
    )
    if lost == "the key's":
        (board.folder / witness_state.IDENTITY).unlink()
    elif lost == "the book's":
        kept.unlink()
        assert board.run(vkey=None) == 2
        return
    elif lost == "broken":
        kept.write_text("{")
    else:
        (board.folder / witness_state.IDENTITY).write_text('{"vkey": "other+1+x"}')
    assert board.run() == 2
    assert board.site.taken == []


def test_a_code_with_a_slip_of_the_pen_is_told_before_anything_is_fetched(board):
    board.paper.write_text(format_paper_code(SECRET).replace("01234", "01235"))
    assert board.run() == 2
    assert "--code" in board.said.err or "group 1" in board.said.err


@pytest.mark.parametrize("address", ["/bieu-quyet/x", "/api/v1/votes/11111111111111/log", ""])
def test_an_address_of_no_communes_book_is_refused(board, address):
    given = ["witness", board.site.base + address, "--state", str(board.folder), "--code", str(board.paper)]
    assert main(given) == 2
