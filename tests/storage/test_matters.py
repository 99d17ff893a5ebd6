"""Matters and the papers made on their road."""

from dataclasses import replace
from hashlib import sha256

import pytest
from sqlalchemy import text

from storage.sample import NOW, Place
from voting.storage.database import Database
from voting.storage.errors import BadValue, Conflict, Damaged, NotFound
from voting.storage.matters import Matter, MatterPaper


def matter(place: Place, name: str, number: int = 1) -> Matter:
    content = {"description": "Giờ mới", "questions": ["Thu gom lúc 6 giờ?"]}
    return Matter(place.commune, place.uuid(name), place.village, number, "Thu gom rác", content, {}, NOW, place.chief)


def paper(place: Place, name: str, position: int = 1, content: bytes = b"<html>") -> MatterPaper:
    return MatterPaper(
        place.commune, place.uuid(name), position, "proposed", "proposal", "de-xuat.html", "text/html", False,
        sha256(content).digest(), NOW, content,
    )  # fmt: skip


def test_a_villages_matters_are_counted_and_listed_newest_first(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        assert tx.matters.next_number(place.commune, place.village) == 1
        tx.matters.add(matter(place, "m1"))
        tx.matters.add(matter(place, "m2", 2))
        assert tx.matters.next_number(place.commune, place.village) == 3
        listed = tx.matters.in_village(place.commune, place.village)
        assert [one.id for one in listed] == [place.uuid("m2"), place.uuid("m1")]
        assert tx.matters.with_id(place.uuid("m1")) == matter(place, "m1")


def test_a_number_and_a_vote_belong_to_one_matter(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.matters.add(matter(place, "m1"))
        tx.matters.tie(place.commune, place.uuid("m1"), "u1")
        assert tx.matters.of_vote(place.commune, "u1").id == place.uuid("m1")
    with pytest.raises(Conflict), database.transaction() as tx:
        tx.matters.add(matter(place, "m2", 1))
    with database.transaction() as tx:
        tx.matters.add(matter(place, "m2", 2))
    with pytest.raises(Conflict), database.transaction() as tx:
        tx.matters.tie(place.commune, place.uuid("m2"), "u1")


def test_notes_are_replaced_and_a_matter_nobody_knows_is_not_found(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.matters.add(matter(place, "m1"))
        tx.matters.note(place.commune, place.uuid("m1"), {"helper": "Bà Mận"})
        assert tx.matters.with_id(place.uuid("m1")).notes == {"helper": "Bà Mận"}
        for ask in (
            lambda: tx.matters.with_id("nobody"),
            lambda: tx.matters.note(place.commune, "nobody", {}),
            lambda: tx.matters.of_vote(place.commune, "nobody"),
            lambda: tx.matters.paper(place.commune, place.uuid("m1"), 1),
        ):
            with pytest.raises(NotFound):
                ask()


def test_papers_come_back_whole_in_their_order(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.matters.add(matter(place, "m1"))
        tx.matters.add_paper(paper(place, "m1", 2, b"second"))
        tx.matters.add_paper(paper(place, "m1", 1))
        assert [one.position for one in tx.matters.papers(place.commune, place.uuid("m1"))] == [1, 2]
        assert tx.matters.paper(place.commune, place.uuid("m1"), 2).content == b"second"
        with pytest.raises(BadValue):
            tx.matters.add_paper(replace(paper(place, "m1", 3), sha256=sha256(b"other").digest()))


def test_a_paper_changed_on_disk_is_not_given_out(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.matters.add(matter(place, "m1"))
        tx.matters.add_paper(paper(place, "m1"))
        changed = text("UPDATE matter_papers SET content = :c WHERE matter_id = :m")
        tx._work.run(changed.bindparams(c=b"x", m=place.uuid("m1")))
        with pytest.raises(Damaged):
            tx.matters.paper(place.commune, place.uuid("m1"), 1)
