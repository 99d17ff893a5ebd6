"""Without a timer, answering readers brings the chores about: after the answer, now and then, never for a ballot."""

from dataclasses import replace

import pytest
from village.life import YES, Village

from voting.record.entries.commune import BooksSealed
from voting.services.record.chores import Chores
from voting.web.app import create_app
from voting.web.chores import Reminder


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    found: list[object] = []

    def run(chores: Chores) -> None:
        found.append(chores)

    monkeypatch.setattr(Chores, "run", run)
    return found


def client_of(village: Village, every_s: int):
    app = create_app(village.services, replace(village.settings, chores_every_s=every_s))
    app.testing = True
    return app.test_client()


def test_the_first_reader_and_then_one_a_minute(own_village: Village, runs: list[object]) -> None:
    client = client_of(own_village, 60)
    for _ in range(3):
        client.get("/", buffered=True)
    assert len(runs) == 1
    own_village.clock.move(seconds=60)
    for _ in range(3):
        client.get("/", buffered=True)
    assert len(runs) == 2


def test_the_answer_does_not_wait(own_village: Village, runs: list[object]) -> None:
    answer = client_of(own_village, 60).get("/")
    assert (answer.status_code, runs) == (200, [])
    answer.close()
    assert len(runs) == 1


def test_a_ballot_does_no_chores(own_village: Village, runs: list[object]) -> None:
    uuid = own_village.votes["open"]
    election = own_village.services.publication.election(uuid)
    envelope = own_village.phones["DH-002"].envelope(election, YES, 1)
    answer = client_of(own_village, 60).post(f"/api/v1/votes/{uuid}/ballots", data=envelope, buffered=True)
    assert (answer.status_code, runs) == (201, [])


def test_where_a_timer_does_them_nobody_else_does(own_village: Village, runs: list[object]) -> None:
    client_of(own_village, 0).get("/", buffered=True)
    assert runs == []


def test_a_clock_that_went_back_does_not_stop_them(own_village: Village) -> None:
    reminder = Reminder(replace(own_village.settings, chores_every_s=60))
    assert reminder.is_time()
    own_village.clock.move(days=-1)
    assert [reminder.is_time(), reminder.is_time()] == [True, False]


def test_an_open_book_is_sealed_by_a_reader(own_village: Village) -> None:
    def sealed() -> int:
        return sum(isinstance(one, BooksSealed) for one in own_village.entries())

    before = sealed()
    client = client_of(own_village, 60)
    client.get("/", buffered=True)
    assert sealed() == before + 1
