"""How it stands with each witness is one row that moves; evidence is kept once, for ever."""

from dataclasses import replace

from storage.sample import HOUR, NOW, Place
from voting.storage.database import Database
from voting.storage.witnesses import Evidence, Witness


def test_a_witness_never_heard_of_has_signed_nothing(database: Database, place: Place) -> None:
    with database.reading() as tx:
        assert tx.witnesses.get(place.commune, "w1") == Witness(place.commune, "w1")
        assert tx.witnesses.of_commune(place.commune) == {}


def test_the_newest_state_of_a_witness_is_kept(database: Database, place: Place) -> None:
    first = Witness(place.commune, "w1", "Ban giám sát", size=4, signed_at_utc=NOW, answer="signed", asked_at_utc=NOW)
    later = replace(first, answer="busy", failures=2, next_try_utc=NOW + HOUR, stopped=True)
    with database.transaction() as tx:
        for one in (first, Witness(place.commune, "w2"), later):
            tx.witnesses.put(one)
    with database.reading() as tx:
        assert tx.witnesses.of_commune(place.commune) == {"w1": later, "w2": Witness(place.commune, "w2")}


def test_the_very_same_evidence_is_kept_once_and_anything_else_beside_it(database: Database, place: Place) -> None:
    one = Evidence(place.commune, "w1", "forked", NOW, 4, b"note", b"earlier", b"reply")
    others = [replace(one, reply=b"other"), replace(one, note=b"ot", earlier=b"her"), replace(one, vkey="w2")]
    with database.transaction() as tx:
        assert tx.witnesses.keep_evidence(one)
        assert not tx.witnesses.keep_evidence(replace(one, at_utc=NOW + HOUR))
        assert all(tx.witnesses.keep_evidence(other) for other in others)
    with database.reading() as tx:
        assert set(tx.witnesses.evidence(place.commune)) == {one, *others}
