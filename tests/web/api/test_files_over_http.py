"""Archives and bundles over a real socket: lengths, tags, parts, HEAD, 304 without making, 503 while one is being made.

By the development server in a thread, and by gunicorn with two processes, which sends files in its own way.
"""

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import pytest
from village.life import SECRET, YES, Village
from village.served import free_port, served

from voting.manage.server import ServerSettings, running
from voting.services.record import making

FILES = ["{0}.bel", "bundle.zip"]


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str] = field(repr=False)

    def __getitem__(self, name: str) -> str:
        return self.headers[name.lower()]


def ask(address: str, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = HTTPConnection(address, timeout=30)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, response.read(), found)
    finally:
        connection.close()


@pytest.fixture(scope="module")
def looked_at(made_village: Village, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    village = made_village.copied(tmp_path_factory.mktemp("http"))
    yield village
    village.services.close()


@pytest.fixture(scope="module", params=["werkzeug", "gunicorn"])
def address(request: pytest.FixtureRequest, looked_at: Village, tmp_path_factory: pytest.TempPathFactory):
    if request.param == "werkzeug":
        with served(looked_at) as village:
            yield village.address.removeprefix("http://")
        return
    listen = f"127.0.0.1:{free_port()}"
    settings = ServerSettings(
        database_url=looked_at.url, data_folder=looked_at.folder, secret_key=SECRET,
        public_url="http://dinh.example", listen=listen,
    )  # fmt: skip
    with running(settings, tmp_path_factory.mktemp("log") / "server.log") as reached:
        yield reached


@pytest.fixture
def fresh(looked_at: Village) -> Village:
    """The village before anybody asked for a file."""
    shutil.rmtree(looked_at.folder / "made", ignore_errors=True)
    return looked_at


def place_of(village: Village, file: str, which: str = "decided") -> str:
    uuid = village.votes[which]
    return f"/api/v1/votes/{uuid}/{file.format(uuid)}"


@contextmanager
def being_made(village: Village) -> Iterator[None]:
    """As while another process of this machine makes a file."""
    folder = village.folder / "made"
    folder.mkdir(exist_ok=True)
    with (folder / ".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def bytes_of(village: Village, file: str) -> bytes:
    give: Callable[[str], bytes] = village.bundle if file == "bundle.zip" else village.archive
    return give(village.votes["decided"])


@pytest.mark.parametrize("file", FILES)
def test_a_file_comes_whole_with_its_length_and_tag(address: str, fresh: Village, file: str) -> None:
    answer = ask(address, place_of(fresh, file))
    assert (answer.status, answer.body) == (200, bytes_of(fresh, file))
    assert int(answer["Content-Length"]) == len(answer.body)
    assert "transfer-encoding" not in answer.headers
    assert "content-encoding" not in answer.headers
    assert answer["Content-Type"] == ("application/zip" if file == "bundle.zip" else "application/x-tar")
    assert (answer["Access-Control-Allow-Origin"], answer["Accept-Ranges"]) == ("*", "bytes")
    assert answer["Cache-Control"] == "public, max-age=5"
    assert "set-cookie" not in answer.headers
    assert ask(address, place_of(fresh, file)).headers["etag"] == answer["ETag"]


@pytest.mark.parametrize("file", FILES)
def test_head_says_the_same_and_sends_nothing(address: str, fresh: Village, file: str) -> None:
    head, whole = (ask(address, place_of(fresh, file), method) for method in ("HEAD", "GET"))
    assert (head.status, head.body) == (200, b"")
    for name in ("ETag", "Content-Length", "Content-Type", "Cache-Control", "Accept-Ranges"):
        assert head[name] == whole[name]


@pytest.mark.parametrize("file", FILES)
def test_who_has_it_gets_304_and_nothing_is_made(address: str, fresh: Village, file: str) -> None:
    publication, uuid = fresh.services.publication, fresh.votes["decided"]
    tag = publication.bundle_tag(uuid) if file == "bundle.zip" else publication.archive_tag(uuid)
    for said in (f'"{tag}"', f'W/"{tag}"', f'"other", "{tag}"', "*"):
        for method in ("GET", "HEAD"):
            answer = ask(address, place_of(fresh, file), method, If_None_Match=said)
            assert (answer.status, answer.body, answer["ETag"]) == (304, b"", f'"{tag}"'), said
            assert answer["Cache-Control"] == "public, max-age=5"
    assert not (fresh.folder / "made").exists()
    assert ask(address, place_of(fresh, file), If_None_Match='"other"').status == 200


def test_a_part_is_sent_when_a_part_is_asked_for(address: str, fresh: Village) -> None:
    place, whole = place_of(fresh, "bundle.zip"), bytes_of(fresh, "bundle.zip")
    tag = ask(address, place, "HEAD")["ETag"]
    for said, part, start in (("0-9", whole[:10], 0), ("100-", whole[100:], 100), ("-7", whole[-7:], len(whole) - 7)):
        answer = ask(address, place, Range=f"bytes={said}", If_Range=tag)
        assert (answer.status, answer.body) == (206, part)
        assert answer["Content-Range"] == f"bytes {start}-{start + len(part) - 1}/{len(whole)}"
        assert int(answer["Content-Length"]) == len(part)
    assert ask(address, place, Range="bytes=0-9", If_Range='"of-another-state"').body == whole
    assert ask(address, place, Range=f"bytes={len(whole)}-").status == 416


@pytest.mark.parametrize("file", FILES)
def test_while_another_is_being_made_it_is_said_when_to_come_again(
    address: str, fresh: Village, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "WAIT_S", 0.1)  # gunicorn's processes wait as long as they do
    with being_made(fresh):
        answer = ask(address, place_of(fresh, file), Accept_Language="vi")
        assert ask(address, "/healthz").status == 200
    assert (answer.status, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.body)["code"] == "busy-making"
    assert "soạn" in json.loads(answer.body)["detail"]
    assert ask(address, place_of(fresh, file)).status == 200


def test_many_who_ask_at_once_get_the_same_and_one_file_is_made(address: str, fresh: Village) -> None:
    place = place_of(fresh, "bundle.zip")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ask(address, place), range(8)))
    whole = bytes_of(fresh, "bundle.zip")
    assert {(one.status, one.body) for one in answers if one.status == 200} == {(200, whole)}
    assert {one.status for one in answers} <= {200, 503}
    assert len(list((fresh.folder / "made" / fresh.votes["decided"]).glob("*.zip"))) == 1


def test_an_older_true_state_is_better_than_none(own_village: Village) -> None:
    with served(own_village) as village:
        address, place = village.address.removeprefix("http://"), place_of(village, "bundle.zip", "open")
        before = ask(address, place)
        village.cast(village.votes["open"], "DH-002", YES)
        after = ask(address, place)
        assert (after.status, after.body, after["ETag"]) == (200, before.body, before["ETag"]), "for a minute"
        assert ask(address, place, If_None_Match=before["ETag"]).status == 304
        village.clock.move(minutes=2)
        with being_made(village):
            assert ask(address, place).body == before.body, "while others are being made"
        after = ask(address, place)
        assert after["ETag"] != before["ETag"]
        assert ask(address, place, If_None_Match=before["ETag"]).status == 200


def test_a_file_replaced_between_naming_and_opening_is_asked_for_again(
    own_village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(own_village) as village:
        address, place = village.address.removeprefix("http://"), place_of(village, "bundle.zip")
        publication, asked = type(village.services.publication), []
        true = publication.bundle

        def replaced(self: object, uuid: str) -> making.MadeFile:
            asked.append(uuid)
            found = true(self, uuid)
            return found if len(asked) > 1 else making.MadeFile(Path("/no/such/file"), found.etag)

        monkeypatch.setattr(publication, "bundle", replaced)
        assert (ask(address, place).status, len(asked)) == (200, 2)


def test_a_vote_of_nobody_has_no_files(address: str, fresh: Village) -> None:
    for file in ("1" * 14 + ".bel", "bundle.zip"):
        answer = ask(address, f"/api/v1/votes/{'1' * 14}/{file}")
        assert (answer.status, json.loads(answer.body)["code"]) == (404, "unknown-vote")
        assert ask(address, f"/api/v1/votes/{'1' * 14}/{file}", "HEAD").status == 404
    assert ask(address, f"/api/v1/votes/{fresh.votes['decided']}/{fresh.votes['open']}.bel").status == 404
