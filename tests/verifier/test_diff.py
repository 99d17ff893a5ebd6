"""`python -m voting.verifier diff`: what was kept, against what is shown today."""

from copy import deepcopy
from pathlib import Path

import pytest
from record import sample_village as sample

from verifier.conftest import write_mirror
from verifier.forger import NO, STRANGER, YES, Told, signed, told, zipped
from voting.verifier.cli import main


@pytest.fixture(scope="module")
def earlier() -> tuple[sample.Village, str]:
    """A village in which a vote is open, with one ballot in it."""
    village = sample.settled(households=3)
    vote = village.open(1)
    village.cast(vote, 0, YES)
    village.seal_books()
    return village, vote


@pytest.fixture
def later(earlier) -> tuple[sample.Village, str]:
    """The same a ballot and a seal later."""
    village, vote = deepcopy(earlier)
    village.cast(vote, 1, NO)
    village.seal_books()
    return village, vote


class Shelf:
    """Where bundles are kept, and what is said when two are compared."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def put(self, name: str, raw: bytes) -> str:
        (self.folder / name).write_bytes(raw)
        return str(self.folder / name)

    def bundle(self, name: str, one: Told, **other: object) -> str:
        return self.put(name, zipped(one.bundle(**other)))

    def diff(self, *given: str) -> int:
        status = main(["diff", *given])
        self.said = self.capsys.readouterr()
        return status


@pytest.fixture
def shelf(tmp_path, capsys) -> Shelf:
    return Shelf(tmp_path, capsys)


def both(earlier, later) -> tuple[Told, Told]:
    return told(*earlier), told(*later)


def test_growth_is_told_book_by_book_and_of_the_archive(shelf, earlier, later):
    old, new = both(earlier, later)
    assert shelf.diff(shelf.bundle("old.zip", old), shelf.bundle("new.zip", new)) == 0
    lines = shelf.said.out.splitlines()
    assert [line[0] for line in lines] == ["✔", "✔", "✔", "C"]
    assert f"{len(old.commune)} dòng đã lưu còn nguyên, nay thêm 1 dòng" in lines[0]
    assert f"{len(old.book)} dòng đã lưu còn nguyên, nay thêm 1 dòng" in lines[1]


def test_what_was_shown_before_and_is_gone_today_is_told(shelf, earlier, later):
    old, new = both(earlier, later)
    assert shelf.diff(shelf.bundle("new.zip", new), shelf.bundle("old.zip", old)) == 1
    assert shelf.said.out.count("✘") == 3
    assert "lùi lại" in shelf.said.out


def test_an_entry_that_is_another_today_is_told_by_its_number(shelf, earlier, later):
    old, _ = both(earlier, later)
    village, vote = deepcopy(earlier)
    village.cast(vote, 2, NO)
    other = told(village, vote)
    assert shelf.diff(shelf.bundle("new.zip", told(*later)), shelf.bundle("other.zip", other)) == 1
    assert f"entry {len(old.book)} is another" in shelf.said.out


def test_a_checkpoint_by_itself_is_enough(shelf, earlier, later):
    old, new = both(earlier, later)
    head = shelf.put("checkpoint", old.bundle().commune.checkpoint)
    assert shelf.diff(head, shelf.bundle("new.zip", new)) == 0
    forked = (*old.commune[:-2], old.commune[-1], old.commune[-2])
    head = shelf.put("checkpoint", signed(forked).checkpoint)
    assert shelf.diff(head, shelf.bundle("new.zip", new)) == 1
    assert "tách làm hai" in shelf.said.out


def test_a_checkpoint_of_the_votes_book_is_as_good(shelf, earlier, later):
    old, new = both(earlier, later)
    head = shelf.put("checkpoint", old.bundle().book.checkpoint)
    assert shelf.diff(head, shelf.bundle("new.zip", new)) == 0


def test_another_key_today_is_told(shelf, earlier, later):
    old, new = both(earlier, later)
    commune = signed(new.commune, key=STRANGER)
    today = shelf.bundle("new.zip", new, vkey=STRANGER.vkey, commune=commune)
    assert shelf.diff(shelf.bundle("old.zip", old), today) == 1
    assert "khóa đi kèm" in shelf.said.out
    head = shelf.put("checkpoint", old.bundle().commune.checkpoint)
    assert shelf.diff(head, today) == 1
    assert shelf.diff(head, today, "--vkey", sample.LOG_KEY.vkey) == 1


def test_a_mirror_and_an_archive_are_compared_too(shelf, earlier, later, tmp_path):
    old, new = both(earlier, later)
    for name, one in (("a", old), ("b", new)):
        (tmp_path / name).mkdir()
        write_mirror(tmp_path / name, one)
    assert shelf.diff(str(tmp_path / "a"), str(tmp_path / "b")) == 0
    assert shelf.diff(str(tmp_path / "b"), str(tmp_path / "a")) == 1
    archives = shelf.put("old.bel", old.archive), shelf.put("new.bel", new.archive)
    assert shelf.diff(*archives) == 0
    assert shelf.diff(*reversed(archives)) == 1


def test_today_must_be_what_it_says_of_itself(shelf, earlier, later):
    old, new = both(earlier, later)
    commune = signed(new.commune[:-1])
    short = shelf.bundle("new.zip", new, commune=type(commune)(signed(new.commune).checkpoint, commune.entries))
    assert shelf.diff(shelf.bundle("old.zip", old), short) in {1, 2}
    assert "✔ dinh.example/xa-dong-hoa:" not in shelf.said.out


def test_what_was_kept_must_prove_something(shelf, earlier, later):
    old, new = both(earlier, later)
    today = shelf.bundle("new.zip", new)
    unsigned = signed(old.commune, key=STRANGER)
    assert shelf.diff(shelf.bundle("old.zip", old, commune=unsigned), today) == 2
    assert "không nói gì về các sổ" in shelf.said.err


def test_what_has_nothing_in_common_cannot_be_compared(shelf, earlier):
    one = told(*earlier)
    assert shelf.diff(shelf.put("old.bel", one.archive), str(write_mirror(shelf.folder / "m", one))) == 2
    assert shelf.diff(str(shelf.folder / "nowhere"), shelf.bundle("new.zip", one)) == 2
