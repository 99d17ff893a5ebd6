"""Lists of many matters and votes: one statement asks for all of them, on either engine."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from storage.sample import HOUR, NOW, Place, start, vote
from voting.storage.announcements import Announcement
from voting.storage.database import Database
from voting.storage.errors import NotFound
from voting.storage.log import NewEntry
from voting.storage.matters import Matter
from voting.storage.votes import Document

DAY = date(2026, 3, 9)


def test_for_each_key_the_first_fact_from_it_on(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        start(tx, place, "u1")
        tx.facts.put(place.commune, "", {("quorum", f"{size:03}"): f"at {size}" for size in (9, 10, 100)})
        tx.facts.put(place.commune, "", {("other", "000"): "x", ("village", "999"): "y"})
        tx.facts.put(place.commune, "u1", {("quorum", "050"): "in another book"})
    with database.reading() as tx:
        found = tx.facts.first_items(place.commune, "", "quorum", ["000", "009", "010", "011", "101"])
        assert found == {
            "000": ("009", "at 9"), "009": ("009", "at 9"), "010": ("010", "at 10"), "011": ("100", "at 100"),
        }  # fmt: skip
        assert tx.facts.first_items(place.commune, "", "quorum", []) == {}
        assert tx.facts.first_items(place.commune, "", "nothing", ["000"]) == {}


def test_votes_a_page_at_a_time_and_their_papers(database: Database, place: Place) -> None:
    uuids = [place.uuid(f"u{number}") for number in range(5)]
    with database.transaction() as tx:
        for hours, uuid in enumerate(uuids):
            state = "open" if hours == 2 else "decided"
            tx.votes.add(replace(vote(place, uuid, state), created_at_utc=NOW + hours * HOUR))
        for uuid in uuids[:2]:
            for name in ("b.pdf", "a.pdf"):
                content = f"{uuid} {name}".encode()
                tx.votes.add_document(
                    Document(place.commune, uuid, sha256(content).digest(), name, "application/pdf", NOW, content)
                )
    with database.reading() as tx:
        first = tx.votes.some_in_village(place.commune, place.village, ["decided"], 2)
        rest = tx.votes.some_in_village(place.commune, place.village, ["decided"], 9, after=2)
        assert [one.uuid for one in (*first, *rest)] == [uuids[4], uuids[3], uuids[1], uuids[0]]
        assert {one.uuid for one in tx.votes.some(place.commune, [uuids[0], "nobody"])} == {uuids[0]}
        assert tx.votes.some(place.commune, []) == ()
        papers = tx.votes.documents_of(place.commune, uuids)
        assert papers == {uuid: tx.votes.documents(place.commune, uuid) for uuid in uuids[:2]}
        assert tx.votes.documents_of(place.commune, []) == {}


def test_matters_a_page_at_a_time_and_what_was_last_written_about_them(database: Database, place: Place) -> None:
    ids = [place.uuid(f"m{number}") for number in range(3)]
    with database.transaction() as tx:
        for number, name in enumerate(ids, 1):
            tx.matters.add(Matter(place.commune, name, place.village, number, "T", {}, {}, NOW, place.chief))
        tx.votes.add(vote(place, place.uuid("u1")))
        written = [("proposed", ids[0]), ("ended", ids[0]), ("opened", place.uuid("u1")), ("ended", ids[1]),
                   ("ended", ids[0]), ("ended", "elsewhere")]  # fmt: skip
        batch = [NewEntry(f"{n}".encode(), kind, about) for n, (kind, about) in enumerate(written)]
        tx.log.append(place.commune, "", batch, at=NOW, signer=place.signer)
    with database.reading() as tx:
        pages = [tx.matters.some_in_village(place.commune, place.village, 2, after=after) for after in (0, 2)]
        assert [[one.id for one in page] for page in pages] == [[ids[2], ids[1]], [ids[0]]]
        last = tx.log.last_of(place.commune, "ended", ids)
        assert {name: one.idx for name, one in last.items()} == {ids[0]: 4, ids[1]: 3}
        assert tx.log.last_of(place.commune, "ended", []) == {}
        lately = tx.matters.places_lately(place.commune, place.village, ["ended", "opened"], 3)
        assert lately == (4, 3, 2), "newest first, of matters and votes of this village"


def test_messages_are_listed_until_their_last_day_and_hidden_once(database: Database, place: Place) -> None:
    def said(name: str, hours: int) -> Announcement:
        return Announcement(
            place.commune, place.uuid(name), place.village, name, "UBND xã", "commune", DAY, 1, 7, "", "head",
            place.chief, NOW + hours * HOUR,
        )  # fmt: skip

    with database.transaction() as tx:
        for hours, name in enumerate(("a1", "a2", "a3")):
            tx.announcements.add(said(name, hours))
        tx.announcements.hide(place.commune, place.uuid("a1"), by=place.chief, at=NOW, because="Nhầm", index=8)
        tx.announcements.hide(place.commune, place.uuid("a1"), by=place.clerk, at=NOW, because="Khác", index=9)
        with pytest.raises(NotFound):
            tx.announcements.hide(place.commune, "nobody", by=place.chief, at=NOW, because="Nhầm", index=8)
    with database.reading() as tx:
        found = tx.announcements.in_village(place.commune, place.village, 2)
        assert [one.words for one in found] == ["a3", "a2"]
        assert tx.announcements.get(place.commune, place.village, place.uuid("a1")).hidden_because == "Nhầm"
        assert len(tx.announcements.in_village(place.commune, place.village, 9, since=DAY)) == 3
        assert tx.announcements.in_village(place.commune, place.village, 9, since=date(2026, 3, 10)) == ()
        with pytest.raises(NotFound):
            tx.announcements.get(place.commune, "elsewhere", place.uuid("a1"))
