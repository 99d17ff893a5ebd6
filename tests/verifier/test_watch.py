"""`python -m voting.verifier watch`: follows a vote to its end, or to the first contradiction, with both stories."""

from copy import deepcopy

import pytest
from record import sample_village as sample

from verifier.forger import NO, YES, finished_village, signed, told
from verifier.site import LOG, Site
from voting.verifier.cli import main
from voting.verifier.commands import run_command

NOW = sample.START
PAGE = (
    b'<!doctype html><script defer src="/static/booth-1.js" integrity="sha384-x"></script><script src="/s.js"></script>'
)


class PhonesSite(Site):
    """A server that may look at who asks; `others` are pages for whoever says this of itself, so many times."""

    def __init__(self):
        super().__init__()
        self.pages |= {"/the": PAGE, "/static/booth-1.js": b"seal()", "/s.js": b"speak()"}
        self.others: dict[str, tuple[str, bytes]] = {}
        self.times = 10**6

    def page(self, path, agent):
        for word, (other_path, raw) in self.others.items():
            if word in agent and path == other_path and self.times > 0:
                self.times -= 1
                return raw
        return super().page(path, agent)


@pytest.fixture
def site(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    serving = PhonesSite()
    yield serving
    serving.close()


@pytest.fixture(scope="module")
def open_vote():
    village = sample.settled(households=3)
    vote = village.open(1)
    village.cast(vote, 0, YES)
    village.seal_books()
    return village, vote


@pytest.fixture
def watcher(site, tmp_path, capsys):
    return Watcher(site, tmp_path / "seen", capsys)


class Watcher:
    """Somebody who follows a vote."""

    def __init__(self, site, folder, capsys):
        self.site, self.folder, self.capsys = site, folder, capsys

    def watch(self, vote: str, *more: str) -> int:
        given = [f"{self.site.base}/bieu-quyet/{vote}", "--keep", str(self.folder), "--processes", "1"]
        status = run_command("watch", [*given, "--vkey", sample.LOG_KEY.vkey, *(more or ("--rounds", "1"))], NOW)
        self.said = self.capsys.readouterr()
        return status

    def evidence(self) -> set[str]:
        return {path.name for path in (self.folder / "evidence").glob("*/*")}


def test_a_vote_that_is_over_is_looked_at_once(watcher):
    village, vote = finished_village()
    watcher.site.show(village)
    assert watcher.watch(vote, "--every", "3600") == 0
    assert "Cuộc biểu quyết đã xong" in watcher.said.out
    assert "2 chương trình như nhau" in watcher.said.out


def test_what_was_seen_is_kept_and_may_grow(watcher, open_vote):
    village, vote = deepcopy(open_vote)
    watcher.site.show(village)
    assert watcher.watch(vote) == 0
    assert main([str(watcher.folder / "kept")]) == 0
    village.cast(vote, 1, NO)
    watcher.site.show(village)
    assert watcher.watch(vote) == 0
    assert f"sổ riêng {len(village.vote_raws(vote))} dòng" in watcher.said.out


def test_a_ballot_that_is_gone_stops_it_with_both_stories(watcher, open_vote):
    before, vote = open_vote
    village = deepcopy(before)
    village.cast(vote, 1, NO)
    watcher.site.show(village)
    assert watcher.watch(vote) == 0
    watcher.site.show(before)
    assert watcher.watch(vote) == 1
    assert "lùi lại" in watcher.said.out
    assert watcher.evidence() == {"why.txt", "now", "before"}
    (folder,) = (watcher.folder / "evidence").iterdir()
    assert main(["diff", str(folder / "before"), str(folder / "now")]) == 1


def test_what_does_not_hold_stops_it(watcher, open_vote):
    village, vote = open_vote
    one = told(village, vote)
    watcher.site.tell(one, book=signed(one.book[:-1], f"/{vote}"))
    assert watcher.watch(vote) == 1
    assert watcher.evidence() == {"why.txt", "now"}
    assert not (watcher.folder / "kept").exists()


@pytest.mark.parametrize(
    "other",
    [
        ("/static/booth-1.js", b"leak()"),
        ("/the", PAGE.replace(b"booth-1", b"s")),
        ("/the", PAGE + b"<script>x</script>"),
    ],
    ids=["another-content", "another-name", "one-more"],
)
def test_another_script_for_one_kind_of_phone_stops_it(watcher, open_vote, other):
    village, vote = open_vote
    watcher.site.show(village)
    watcher.site.others = {"Zalo": other}
    assert watcher.watch(vote) == 1
    assert "mỗi loại máy" in watcher.said.out


def test_another_history_for_one_kind_of_phone_stops_it_with_that_head(watcher, open_vote):
    village, vote = open_vote
    other = deepcopy(open_vote)[0]
    other.cast(vote, 1, NO)
    other.seal_books()
    watcher.site.show(village)
    watcher.site.others = {"iPhone": (f"{LOG}/checkpoint", told(other, vote).bundle().commune.checkpoint)}
    assert watcher.watch(vote) == 1
    assert "được cho xem một bản khác nhau" in watcher.said.out
    assert watcher.evidence() == {"why.txt", "now", "heads"}


def test_a_phone_that_is_shown_an_earlier_head_is_not_shown_another_history(watcher, open_vote):
    village, vote = deepcopy(open_vote)
    earlier = told(village, vote).bundle().commune.checkpoint
    village.cast(vote, 1, NO)
    village.seal_books()
    watcher.site.show(village)
    watcher.site.others = {"iPhone": (f"{LOG}/checkpoint", earlier)}
    assert watcher.watch(vote) == 0


def test_a_server_that_was_renewed_meanwhile_is_asked_once_more(watcher, open_vote):
    village, vote = open_vote
    watcher.site.show(village)
    watcher.site.others, watcher.site.times = {"iPhone": ("/static/booth-1.js", b"older()")}, 1
    assert watcher.watch(vote) == 0


def test_a_server_that_is_away_for_a_while_is_only_told(watcher, open_vote):
    village, vote = open_vote
    assert watcher.watch(vote) == 2
    watcher.site.show(village)
    bundle = f"/api/v1/votes/{vote}/bundle.zip"
    asked = []

    def once(path, agent):
        asked.append(path)
        return None if asked.count(bundle) == 2 else PhonesSite.page(watcher.site, path, agent)

    watcher.site.page = once
    assert watcher.watch(vote, "--rounds", "3", "--every", "1") == 0
    assert [line.split()[1] for line in watcher.said.out.splitlines()] == ["✔", "–", "✔"]


def test_an_archive_by_itself_is_not_followed(watcher, open_vote):
    village, vote = open_vote
    watcher.site.pages[f"/{vote}.bel"] = told(village, vote).archive
    given = [f"{watcher.site.base}/{vote}.bel", "--keep", str(watcher.folder)]
    assert run_command("watch", given, NOW) == 2
