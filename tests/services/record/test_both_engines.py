"""Seals, made files, erasure and rotation on SQLite and PostgreSQL, with ballots coming in meanwhile."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from village.life import HOST, NO, SECRET, YES, Village
from village.people import COMMUNE, ROLL, import_roll
from village.states import settled

from voting.bootstrap import BootstrapSettings, seal_again
from voting.record.bundle import read_bundle
from voting.record.strict_zip import read_zip
from voting.services.errors import ServiceError
from voting.services.record import sealing
from voting.services.record.erasing import Erased
from voting.services.votes.closing import VOTE_KEY
from voting.storage.errors import SecretUnreadable, StorageError
from voting.verifier.formats import read_bytes
from voting.verifier.verification import verify

NEW = "the secret after the change, forty characters"
ROUNDS = 3


@pytest.fixture
def lives(fresh_database_url: str) -> Iterator[Village]:
    village = settled(fresh_database_url, households=6)
    yield village
    village.services.close()


def holds(village: Village, vote: str) -> bool:
    return verify(read_bytes(village.bundle(vote), "bundle.zip")).ok


def test_seals_fall_between_ballots_and_nothing_waits_for_ever(lives: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "EVERY", timedelta(0))
    votes = [lives.open_vote("Một"), lives.open_vote("Hai")]
    casters = [(lives.again(), vote) for vote in votes]
    sealers = [lives.again(), lives.again()]
    going, failures = threading.Event(), []

    def cast(village: Village, vote: str) -> None:
        for _ in range(ROUNDS):
            village.cast_all(vote, [YES, NO, YES, NO, YES, NO])

    def seal(village: Village) -> None:
        while not going.is_set():
            sealing.seal_due(village.desk)

    def watched(work, *arguments) -> None:
        try:
            work(*arguments)
        except (ServiceError, StorageError) as error:
            failures.append(error)

    writing = [threading.Thread(target=watched, args=(cast, *caster)) for caster in casters]
    sealing_all = [threading.Thread(target=watched, args=(seal, sealer)) for sealer in sealers]
    for thread in (*writing, *sealing_all):
        thread.start()
    for thread in writing:
        thread.join()
    going.set()
    for thread in sealing_all:
        thread.join()
    for village in (*sealers, *(one for one, _vote in casters)):
        village.services.close()
    assert failures == []
    for vote in votes:
        lives.close(vote)
        lives.count(vote)
        assert holds(lives, vote)


def test_a_vote_under_a_new_key_with_its_list_erased_afterwards(lives: Village) -> None:
    vote = lives.open_vote()
    lives.cast(vote, "DH-001", YES)
    assert lives.services.chores.run().sealed == (COMMUNE,)
    settings = BootstrapSettings(
        database_url=lives.url, secret_key=NEW, old_secret_key=SECRET, host=HOST, data_folder=lives.folder
    )
    assert seal_again(settings) > 0
    with pytest.raises(SecretUnreadable), lives.desk.database.reading() as tx:
        tx.secrets.get(COMMUNE, VOTE_KEY, vote)
    assert seal_again(replace(settings, secret_key=SECRET, old_secret_key=NEW)) > 0
    for household in ("DH-002", "DH-003"):
        lives.cast(vote, household, YES)
    lives.close(vote)
    lives.count(vote)
    assert holds(lives, vote)
    import_roll(lives.services, lives.actors["head"], ROLL)
    done = lives.services.chores.run()
    assert (done.erased, done.failed) == (Erased(rolls=1), 0)
    assert holds(lives, vote)


def test_a_bundle_taken_while_ballots_come_in_is_of_one_moment(lives: Village) -> None:
    vote = lives.open_vote()
    other = lives.again()
    writer = threading.Thread(target=lambda: other.cast_all(vote, [YES, NO, YES, NO, YES, NO]))
    writer.start()
    seen = []
    while writer.is_alive():
        lives.clock.move(minutes=2)
        seen.append(read_bundle(read_zip(lives.bundle(vote))))
    writer.join()
    other.services.close()
    for bundle in seen:
        assert bundle.book.damage == bundle.commune.damage == ""
    sizes = [len(bundle.book.entries) for bundle in seen]
    assert sizes == sorted(sizes)
    assert holds(lives, vote)
