"""Votes, their papers, and the index of accepted ballots."""

from dataclasses import replace
from secrets import token_hex

import pytest

from storage.sample import HOUR, NOW, Place, append, ballot, digest, hex_of, settle, vote
from voting.storage.database import Database
from voting.storage.errors import BadValue, Conflict, NotFound
from voting.storage.votes import Document, Vote


def opened(place: Place, uuid: str) -> Vote:
    window = {"opens_at_utc": NOW, "closes_at_utc": NOW + HOUR}
    return replace(vote(place, uuid, "open"), households=210, roll_version=1, committee=1, **window)


def test_a_draft_becomes_an_open_vote(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.votes.add(vote(place, "u1"))
        tx.votes.update(opened(place, "u1"), expected_state="draft")
        tx.votes.set_state(place.commune, "u1", expected="open", state="closed")
    with database.reading() as tx:
        assert tx.votes.get(place.commune, "u1") == replace(opened(place, "u1"), state="closed")


def test_a_vote_that_moved_on_meanwhile_is_a_conflict(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.votes.add(opened(place, "u1"))
        with pytest.raises(Conflict):
            tx.votes.set_state(place.commune, "u1", expected="draft", state="open")
        with pytest.raises(Conflict):
            tx.votes.update(vote(place, "u1"), expected_state="draft")
        with pytest.raises(NotFound):
            tx.votes.set_state(place.commune, "u9", expected="draft", state="open")
        assert tx.votes.get(place.commune, "u1") == opened(place, "u1")


def test_votes_are_listed_newest_first_and_by_state(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        for hours, state in enumerate(["published", "open", "draft"]):
            tx.votes.add(replace(vote(place, f"u{hours}", state), created_at_utc=NOW + hours * HOUR))
    with database.reading() as tx:
        assert [one.uuid for one in tx.votes.list(place.commune)] == ["u2", "u1", "u0"]
        assert [one.uuid for one in tx.votes.list(place.commune, states=["open"])] == ["u1"]
        assert [one.uuid for one in tx.votes.in_village(place.commune, place.village)] == ["u2", "u1", "u0"]
        assert tx.votes.in_village(place.commune, "elsewhere", states=["open", "draft"]) == ()


def test_a_vote_is_found_by_its_uuid_alone(database: Database, place: Place) -> None:
    uuid = f"u{token_hex(6)}"
    other = settle(database, f"c{token_hex(4)}")
    with database.transaction() as tx:
        tx.votes.add(vote(place, uuid))
        assert tx.votes.with_uuid(uuid).commune_id == place.commune
        with pytest.raises(NotFound):
            tx.votes.with_uuid("nobody's")
        tx.votes.add(vote(other, uuid))
        with pytest.raises(Conflict):
            tx.votes.with_uuid(uuid)


def test_votes_due_are_found_at_their_minute(database: Database, place: Place) -> None:
    state = f"open-{place.commune}"
    with database.transaction() as tx:
        for hours in (2, 1, 3):
            window = {"opens_at_utc": NOW - hours * HOUR, "closes_at_utc": NOW + hours * HOUR}
            tx.votes.add(replace(vote(place, f"u{hours}", state), **window))
    with database.reading() as tx:
        assert [one.uuid for one in tx.votes.closing_by(NOW + 2 * HOUR, state)] == ["u1", "u2"]
        assert [one.uuid for one in tx.votes.opening_by(NOW - 2 * HOUR, state)] == ["u3", "u2"]
        assert tx.votes.closing_by(NOW, state) == ()


def test_a_vote_cannot_close_before_it_opens(database: Database, place: Place) -> None:
    with pytest.raises(BadValue), database.transaction() as tx:
        tx.votes.add(replace(opened(place, "u1"), closes_at_utc=NOW))


def test_papers_are_attached_and_taken_off(database: Database, place: Place) -> None:
    paper = Document(place.commune, "u1", digest("pdf"), "Dự toán.pdf", "application/pdf", NOW, b"%PDF")
    with database.transaction() as tx:
        tx.votes.add(vote(place, "u1"))
        tx.votes.add_document(paper)
        (info,) = tx.votes.documents(place.commune, "u1")
        assert (info.name, info.sha256) == ("Dự toán.pdf", paper.sha256)
        assert not hasattr(info, "content")
        assert tx.votes.document(place.commune, "u1", paper.sha256) == paper
        tx.votes.remove_document(place.commune, "u1", paper.sha256)
        assert tx.votes.documents(place.commune, "u1") == ()
        with pytest.raises(NotFound):
            tx.votes.document(place.commune, "u1", paper.sha256)


def test_the_ballot_that_counts_is_the_last_by_sequence(database: Database, place: Place) -> None:
    rows = [
        ballot(place, "u1", idx=0, sequence=1, who="S1"),
        ballot(place, "u1", idx=1, sequence=1, who="S2"),
        ballot(place, "u1", idx=2, sequence=10, who="S1"),
    ]
    with database.transaction() as tx:
        append(tx, place, 3, "u1")
        for row in rows:
            tx.ballots.add(row, [digest(f"{row.tracker} {n}") for n in range(3)])
    with database.reading() as tx:
        assert tx.ballots.last_of(place.commune, "u1", hex_of("S1")) == rows[2]
        assert tx.ballots.by_tracker(place.commune, "u1", rows[1].tracker) == rows[1]
        assert tx.ballots.list(place.commune, "u1") == tuple(rows)
        assert tx.ballots.count(place.commune, "u1") == 3
        assert tx.ballots.count_households(place.commune, "u1") == 2
        assert tx.ballots.voted_credentials(place.commune, "u1") == {hex_of("S1"), hex_of("S2")}
        seen = digest("tracker-0 1")
        assert tx.ballots.known_ciphertexts(place.commune, "u1", [seen, digest("new")]) == {seen}


def test_ballots_of_another_vote_are_not_seen(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        append(tx, place, 1, "u1")
        tx.ballots.add(ballot(place, "u1", idx=0), [digest("c")])
    with database.reading() as tx:
        assert tx.ballots.count(place.commune, "u2") == 0
        assert tx.ballots.known_ciphertexts(place.commune, "u2", [digest("c")]) == frozenset()
        with pytest.raises(NotFound):
            tx.ballots.last_of(place.commune, "u2", hex_of("S1"))
        with pytest.raises(NotFound):
            tx.ballots.by_tracker(place.commune, "u2", "tracker-0")


def test_a_refused_ballot_takes_its_entry_with_it(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        append(tx, place, 1, "u1")
        tx.ballots.add(ballot(place, "u1", idx=0), [digest("c")])
    with pytest.raises(Conflict) as caught, database.transaction() as tx:  # noqa: PT012
        append(tx, place, 1, "u1")
        tx.ballots.add(ballot(place, "u1", idx=1, who="S2"), [digest("own"), digest("c")])
    assert caught.value.constraint == "pk_ballot_ciphertexts"
    with database.reading() as tx:
        assert tx.log.head(place.commune).size == 1
        assert tx.ballots.known_ciphertexts(place.commune, "u1", [digest("own")]) == frozenset()
