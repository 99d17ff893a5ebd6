"""A ballot costs the same however many there are, after a restart too; posting public ballots again costs nobody."""

from contextlib import suppress

import pytest
from services.watched import Watched, watched
from village.life import NO, YES, Village

from voting.record.entries.casting import BallotCast
from voting.services.errors import RefusedBallot
from voting.services.house import Services
from voting.services.votes.casting import Casting

AGAIN = 1_000


def body(village: Village, household: str, choice: list[list[int]] = YES, sequence: int = 1) -> bytes:
    election = village.services.publication.election(village.votes["open"])
    return village.phones[household].envelope(election, choice, sequence)


def test_a_public_ballot_posted_again_a_thousand_times_is_felt_by_nobody(village: Village) -> None:
    """Anyone can copy a ballot out of the open vote's book and post it; no copy takes a lock or leaves a trace."""
    uuid = village.votes["open"]
    desk, database = watched(village)
    casting = Casting(desk)
    (copied,) = (one.sealed.raw for one in village.entries(uuid) if isinstance(one, BallotCast))
    honest = {250 * number: household for number, household in enumerate(["DH-002", "DH-003", "DH-004", "DH-005"])}
    read = set()
    for number in range(AGAIN):
        if number in honest:
            casting.cast(uuid, body(village, honest[number], NO))
        writes, reads = database.writes, database.reads
        with pytest.raises(RefusedBallot) as refused:
            casting.cast(uuid, copied)
        assert (refused.value.code, database.writes) == ("duplicate", writes)
        read.add((database.reads - reads, database.statements))
    assert len(read) == 1
    assert database.writes == len(honest)
    assert village.log(uuid).head().size == 2 + len(honest)
    assert village.services.votes.get(uuid).voted == 1 + len(honest)
    database.close()


@pytest.mark.parametrize("kind", ["old-sequence", "closed-credential", "unknown-credential", "bad-proof"])
def test_what_a_read_or_a_proof_can_refuse_takes_no_lock(village: Village, kind: str) -> None:
    uuid = village.votes["open"]
    village.lose_card("DH-002")
    bodies = {
        "old-sequence": body(village, "DH-001", NO, 1),
        "closed-credential": body(village, "DH-002"),
        "unknown-credential": type(village.phones["DH-001"])
        .with_new_card()
        .envelope(village.services.publication.election(uuid), YES, 1),
        "bad-proof": body(village, "DH-003").replace(b'"sequence":1', b'"sequence":2'),
    }
    desk, database = watched(village)
    with pytest.raises(RefusedBallot) as refused:
        Casting(desk).cast(uuid, bodies[kind])
    assert (refused.value.code, database.writes) == (kind, 0)
    database.close()


def statements(casting: Casting, database: Watched, village: Village, household: str, sequence: int = 1) -> int:
    """How many statements the transaction of a ballot has."""
    casting.cast(village.votes["open"], body(village, household, YES, sequence))
    return database.statements


def test_a_ballot_asks_as_much_of_the_database_at_first_as_later_and_after_a_restart(village: Village) -> None:
    desk, database = watched(village)
    casting = Casting(desk)
    first, *later = (statements(casting, database, village, "DH-003", number) for number in range(1, 60))
    assert set(later) == {7}
    assert first == 7 + 2  # the book's signing key, and what it is called
    fresh, other = watched(village)
    assert statements(Casting(fresh), other, village, "DH-004") == first
    database.close()
    other.close()


def test_the_first_ballot_after_a_restart_reads_the_opening_and_no_ballot(village: Village) -> None:
    uuid = village.votes["open"]
    for sequence in range(1, 40):
        village.cast(uuid, "DH-003", YES, sequence)
    desk, database = watched(village)
    with database.reading() as tx:
        desk.books.setup(tx, "xa-dong-hoa", uuid)
        assert database.statements <= 4  # BEGIN, the fact, the entry, the list
    database.close()


def test_what_a_process_keeps_is_bounded(village: Village) -> None:
    """Nothing is kept of a ballot; of votes, the setups of the last few."""
    desk, database = watched(village)
    services = Services.at(desk)
    for sequence in range(1, 50):
        services.casting.cast(village.votes["open"], body(village, "DH-002", YES, sequence))
        with suppress(RefusedBallot):
            services.casting.cast(village.votes["open"], body(village, "DH-002", YES, sequence))
    assert [len(kept) for kept in (desk.books._setups, desk.books._signers, services.casting._communes)] == [1, 1, 1]
    database.close()
