"""Votes and their papers."""

from dataclasses import replace
from secrets import token_hex

import pytest
from sqlalchemy import text

from storage.sample import HOUR, NOW, Place, digest, settle, vote
from voting.storage.database import Database
from voting.storage.errors import BadValue, Conflict, Damaged, NotFound
from voting.storage.votes import Document, Vote


def opened(place: Place, uuid: str) -> Vote:
    window = {"opens_at_utc": NOW, "closes_at_utc": NOW + HOUR}
    return replace(vote(place, uuid, "open"), households=210, roll_version=1, committee=1, **window)


def uuids(place: Place, *names: str) -> list[str]:
    return [place.uuid(name) for name in names]


def test_a_draft_becomes_an_open_vote(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.votes.add(vote(place, place.uuid("u1")))
        tx.votes.update(opened(place, place.uuid("u1")), expected_state="draft")
        tx.votes.set_state(place.commune, place.uuid("u1"), expected="open", state="closed")
    with database.reading() as tx:
        assert tx.votes.get(place.commune, place.uuid("u1")) == replace(opened(place, place.uuid("u1")), state="closed")


def test_a_vote_that_moved_on_meanwhile_is_a_conflict(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.votes.add(opened(place, place.uuid("u1")))
        with pytest.raises(Conflict):
            tx.votes.set_state(place.commune, place.uuid("u1"), expected="draft", state="open")
        with pytest.raises(Conflict):
            tx.votes.update(vote(place, place.uuid("u1")), expected_state="draft")
        with pytest.raises(NotFound):
            tx.votes.set_state(place.commune, place.uuid("u9"), expected="draft", state="open")
        assert tx.votes.get(place.commune, place.uuid("u1")) == opened(place, place.uuid("u1"))


def test_votes_are_listed_newest_first_and_by_state(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        for hours, state in enumerate(["published", "open", "draft"]):
            tx.votes.add(replace(vote(place, place.uuid(f"u{hours}"), state), created_at_utc=NOW + hours * HOUR))
    with database.reading() as tx:
        assert [one.uuid for one in tx.votes.list(place.commune)] == uuids(place, "u2", "u1", "u0")
        assert [one.uuid for one in tx.votes.list(place.commune, states=["open"])] == uuids(place, "u1")
        assert [one.uuid for one in tx.votes.in_village(place.commune, place.village)] == uuids(place, "u2", "u1", "u0")
        assert tx.votes.in_village(place.commune, "elsewhere", states=["open", "draft"]) == ()


def test_a_vote_is_found_by_its_uuid_alone(database: Database, place: Place) -> None:
    uuid = f"u{token_hex(6)}"
    other = settle(database, f"c{token_hex(4)}")
    with database.transaction() as tx:
        tx.votes.add(vote(place, uuid))
        assert tx.votes.with_uuid(uuid).commune_id == place.commune
        with pytest.raises(NotFound):
            tx.votes.with_uuid("nobody's")
    with pytest.raises(Conflict) as caught, database.transaction() as tx:
        tx.votes.add(vote(other, uuid))
    assert caught.value.constraint == "uq_votes_uuid"


def test_votes_due_are_found_at_their_minute(database: Database, place: Place) -> None:
    state = f"open-{place.commune}"
    with database.transaction() as tx:
        for hours in (2, 1, 3):
            window = {"opens_at_utc": NOW - hours * HOUR, "closes_at_utc": NOW + hours * HOUR}
            tx.votes.add(replace(vote(place, place.uuid(f"u{hours}"), state), **window))
    with database.reading() as tx:
        assert [one.uuid for one in tx.votes.closing_by(NOW + 2 * HOUR, state)] == uuids(place, "u1", "u2")
        assert [one.uuid for one in tx.votes.opening_by(NOW - 2 * HOUR, state)] == uuids(place, "u3", "u2")
        assert tx.votes.closing_by(NOW, state) == ()


def test_a_vote_cannot_close_before_it_opens(database: Database, place: Place) -> None:
    with pytest.raises(BadValue), database.transaction() as tx:
        tx.votes.add(replace(opened(place, place.uuid("u1")), closes_at_utc=NOW))


def test_papers_are_attached_and_taken_off(database: Database, place: Place) -> None:
    paper = Document(place.commune, place.uuid("u1"), digest("%PDF"), "Dự toán.pdf", "application/pdf", NOW, b"%PDF")
    with database.transaction() as tx:
        tx.votes.add(vote(place, place.uuid("u1")))
        tx.votes.add_document(paper)
        (info,) = tx.votes.documents(place.commune, place.uuid("u1"))
        assert (info.name, info.sha256) == ("Dự toán.pdf", paper.sha256)
        assert not hasattr(info, "content")
        assert tx.votes.document(place.commune, place.uuid("u1"), paper.sha256) == paper
        tx.votes.remove_document(place.commune, place.uuid("u1"), paper.sha256)
        assert tx.votes.documents(place.commune, place.uuid("u1")) == ()
        with pytest.raises(NotFound):
            tx.votes.document(place.commune, place.uuid("u1"), paper.sha256)


def test_a_paper_is_what_its_hash_names(database: Database, place: Place) -> None:
    uuid = place.uuid("u1")
    paper = Document(place.commune, uuid, digest("%PDF"), "Dự toán.pdf", "application/pdf", NOW, b"%PDF")
    with database.transaction() as tx:
        tx.votes.add(vote(place, uuid))
        tx.votes.add_document(paper)
        with pytest.raises(BadValue):
            tx.votes.add_document(replace(paper, content=b"%PDg"))
        changed = text("UPDATE documents SET content = :c WHERE vote_uuid = :u").bindparams(c=b"%PDg", u=uuid)
        tx._work.run(changed)
        with pytest.raises(Damaged):
            tx.votes.document(place.commune, uuid, paper.sha256)
