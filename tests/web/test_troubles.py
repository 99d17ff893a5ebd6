"""What troubles a server is told: to its operator in the log and by `/healthz`, to voters with a time to come again."""

import logging
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from village.life import SECRET, YES, Village
from village.states import settled

from voting.manage.server import ServerSettings, free_port, running
from voting.services.writable import ASK_EVERY_S, Writable
from voting.storage.database import Database
from voting.storage.errors import Busy, ReadOnly, Unavailable
from voting.web.app import create_app
from voting.web.complaints import AGAIN_S, Complaints


@contextmanager
def disk_of(size_bytes: int) -> Iterator[None]:
    """Processes begun in the block can make no file larger than this: as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def ask(address: str, method: str, path: str, body: bytes | None = None) -> tuple[int, str | None, bytes]:
    connection = HTTPConnection(address, timeout=30)
    try:
        connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
        answer = connection.getresponse()
        return answer.status, answer.headers["Retry-After"], answer.read()
    finally:
        connection.close()


def test_a_full_disk_is_told_to_voters_to_the_log_and_by_the_health_page(tmp_path: Path) -> None:
    village = settled(tmp_path)
    vote = village.open_vote(lasts_h=24 * 60)
    body = village.phones["DH-001"].envelope(village.services.publication.election(vote), YES, 1)
    village.services.close()
    settings = ServerSettings(
        database_url=village.url, data_folder=tmp_path, secret_key=SECRET, public_url="http://dinh.example",
        listen=f"127.0.0.1:{free_port()}", workers=1, threads=4,
    )  # fmt: skip
    log = tmp_path / "server.log"
    with disk_of(48 * 1024), running(settings, log) as address:
        for _ in range(3):
            status, wait, said = ask(address, "POST", f"/api/v1/votes/{vote}/ballots", body)
            assert (status, b"unavailable" in said) == (503, True)
            assert int(wait or 0) > 0
        status, wait, _ = ask(address, "GET", "/healthz")
        assert (status, int(wait or 0) > 0) == (503, True)
        assert ask(address, "GET", f"/bieu-quyet/{vote}")[0] == 200, "readers go on"
    told = [line for line in log.read_text(encoding="utf-8").splitlines() if "database: " in line]
    assert any("at api.cast" in line and "SQLITE_" in line for line in told)
    assert len(told) <= 3, "the same is said once a minute"
    village.services.casting.cast(vote, body)


def test_a_server_that_cannot_write_is_not_well(village: Village) -> None:
    def refuse() -> None:
        raise Busy("locked")

    app = create_app(replace(village.services, writable=refuse), village.settings)
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


def test_the_database_is_asked_to_write_now_and_then_and_remembers_what_it_said(own_village: Village) -> None:
    asked: list[float] = []
    now, trouble = [0.0], [Busy("locked")]

    def write() -> None:
        asked.append(now[0])
        if trouble:
            raise trouble[0]

    writable = Writable(own_village.desk, clock_s=lambda: now[0])
    writable._write = write
    for _ in range(3):
        with pytest.raises(Busy):
            writable()
    assert asked == [0.0]
    trouble.clear()
    now[0] += ASK_EVERY_S
    for _ in range(3):
        writable()
    assert asked == [0.0, ASK_EVERY_S]
    own_village.services.writable()


def test_a_lock_that_is_not_given_back_and_a_folder_that_can_only_be_read_are_found_by_writing(
    own_village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried = Database(own_village.url, wait_seconds=0.1)
    hurried.prove_writable()
    with own_village.desk.database.transaction(), pytest.raises(Busy):
        hurried.prove_writable()
    hurried.close()
    with pytest.raises(Unavailable), own_village.desk.database.transaction():
        raise ReadOnly("as SQLite says it of a folder")


def test_the_same_trouble_is_told_once_a_minute_with_how_often_it_came(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    complaints = Complaints(logging.getLogger("test"), clock_s=lambda: now[0])
    for _ in range(5):
        complaints.say(logging.WARNING, "database: Busy at api.cast: locked")
    complaints.say(logging.WARNING, "another")
    now[0] += AGAIN_S
    complaints.say(logging.WARNING, "database: Busy at api.cast: locked")
    assert [record.getMessage() for record in caplog.records] == [
        "database: Busy at api.cast: locked",
        "another",
        "database: Busy at api.cast: locked (and 4 times more before)",
    ]


ELSEWHERE = [
    {"environ_base": {"REMOTE_ADDR": "203.0.113.7"}},
    {"headers": {"X-Forwarded-For": "203.0.113.7"}},
    {"headers": {"X-Forwarded-For": "127.0.0.1"}},
    {"headers": {"Forwarded": "for=127.0.0.1"}},
    {"headers": {"Via": "1.1 proxy"}},
    {"headers": {"X-Real-IP": "127.0.0.1"}},
]


@pytest.mark.parametrize("how", ELSEWHERE)
def test_counters_are_for_programs_of_this_machine(public: FlaskClient, village: Village, how: dict) -> None:
    assert public.get("/metrics").status_code == 200
    assert public.get("/metrics", **how).status_code == 404
    behind = create_app(village.services, replace(village.settings, behind_proxy=True)).test_client()
    assert behind.get("/metrics").status_code == 200
    assert behind.get("/metrics", **how).status_code == 404
