"""What stands in the commune's book and what in a vote's, how the two are tied, and that nobody waits for ever."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from museum.witnesses import POLICY, WITNESSES, cosigned
from record.sample_village import COMMUNE as SAMPLE_COMMUNE
from services.twin_village import TwinVillage
from village.life import NO, YES, Village
from village.people import COMMUNE, MEMBERS, VILLAGE
from village.states import settled

from voting.ledger.note import parse_note
from voting.record.entries.casting import BookStarted, ClosingMoved, CredentialClosed
from voting.record.entries.village import CardRevoked, CardsIssued
from voting.record.entries.vote import VoteCancelled, VoteClosed, VoteExtended, VoteOpened
from voting.record.fields import Seal
from voting.record.lookups import Context
from voting.record.replay import accept, accept_in_vote
from voting.record.setup import MAX_DURATION, setup_of
from voting.record.state.commune import CommuneState
from voting.record.state.vote_book import VoteBookState
from voting.record.ties import require_moves, require_opening, require_seal
from voting.services.checkpoints import final_size, keep_cosignature
from voting.services.errors import Conflict, Invalid, RefusedBallot, ServiceError


def replay(village: Village) -> tuple[CommuneState, dict[str, VoteBookState]]:
    """Both kinds of books from their start, every proof checked, as whoever downloads them does; ties too."""
    commune, payloads = CommuneState(), {}
    for entry, raw in zip(village.entries(), village.raws(), strict=True):
        if isinstance(entry, VoteOpened):
            payloads[entry.credentials] = village.log().payload(entry.credentials)
        accept(commune, raw, Context(payloads.get, lambda _: None))
    books = {}
    for uuid, vote in commune.votes.items():
        opened = commune.entries[vote.opening.index]
        book = books[uuid] = VoteBookState(setup_of(opened, vote.opening, payloads[opened.credentials]))
        for raw in village.raws(uuid):
            accept_in_vote(book, raw)
        require_opening(vote, village.entries(uuid)[0])
        require_moves(vote, book)
        require_seal(vote.seal or Seal(1, book.root_at(1)), book)
    return commune, books


def test_a_life_with_everything_in_it_replays_for_whoever_downloads_it(village: Village) -> None:
    services, actors, uuid = village.services, village.actors, village.votes["open"]
    village.lose_card("DH-003")
    services.votes.extend(actors["head"], uuid, services.votes.get(uuid).closes_at_utc + timedelta(hours=5), "Mưa bão")
    services.chores.run()
    for household in ("DH-002", "DH-004"):
        village.cast(uuid, household, YES)
    village.close(uuid)
    village.count(uuid)
    village.count(village.votes["counting"], MEMBERS[1:])
    commune, books = replay(village)
    assert books[uuid].tallies.voted == commune.votes[uuid].voted == 3
    ends = [one for one in village.entries() if isinstance(one, (VoteClosed, VoteCancelled))]
    assert {one.vote: (one.size, one.root) for one in ends} == {
        one.vote: (books[one.vote].size, books[one.vote].root()) for one in ends
    }


def test_opening_a_vote_begins_its_own_book_under_its_own_name(village: Village) -> None:
    for uuid in village.votes.values():
        (opened,) = (one for one in village.entries() if isinstance(one, VoteOpened) and one.vote == uuid)
        first = village.entries(uuid)[0]
        assert isinstance(first, BookStarted)
        assert village.entries()[first.opened_index] == opened
        assert village.log(uuid).checkpoint().decode().splitlines()[0] == opened.book
        assert opened.book == f"dinh.example/{COMMUNE}/{uuid}"
        assert (opened.clause, opened.listed) == (6, 5)


def test_an_extension_stands_in_both_books_and_never_beyond_ninety_days_after_the_opening(village: Village) -> None:
    uuid, head, votes = village.votes["open"], village.actors["head"], village.services.votes
    (opened_at,) = (one.at for one in village.entries() if isinstance(one, VoteOpened) and one.vote == uuid)
    village.clock.move(hours=30)
    last = opened_at + MAX_DURATION
    with pytest.raises(Invalid) as refused:
        votes.extend(head, uuid, last + timedelta(minutes=1), "Mưa bão")
    assert refused.value.faults == {"closes_at": "closes-too-late"}
    assert votes.extend(head, uuid, last, "Mưa bão").closes_at_utc == last
    extended, moved = village.entries()[-1], village.entries(uuid)[-1]
    assert isinstance(extended, VoteExtended)
    assert isinstance(moved, ClosingMoved)
    assert (moved.extended_index, moved.closes_at) == (len(village.entries()) - 1, last)


def test_an_extension_comes_before_the_closing_it_moves(village: Village) -> None:
    uuid, head, votes = village.votes["open"], village.actors["head"], village.services.votes
    closes_at = village.clock.now = votes.get(uuid).closes_at_utc
    with pytest.raises(Conflict) as late:
        votes.extend(head, uuid, closes_at + timedelta(hours=1), "Mưa bão")
    assert late.value.code == "out-of-order"


@pytest.mark.parametrize("reason", ["", " \u200b ", "Mưa\u202ebão", "x" * 501])
def test_a_reason_that_nobody_can_read_is_refused_at_its_field(village: Village, reason: str) -> None:
    uuid, head = village.votes["open"], village.actors["head"]
    later = village.services.votes.get(uuid).closes_at_utc + timedelta(hours=1)
    for deed in (
        lambda: village.services.votes.cancel(head, uuid, reason),
        lambda: village.services.votes.extend(head, uuid, later, reason),
        lambda: village.services.cards.revoke(village.actors["cards"], VILLAGE, "DH-001", reason),
        lambda: village.services.replacing.ask(village.actors["cards"], VILLAGE, "DH-001", reason),
    ):
        with pytest.raises(Invalid) as refused:
            deed()
        assert refused.value.faults.keys() == {"reason"}


def test_a_lost_card_closes_its_credential_in_every_open_vote_and_in_no_other(village: Village) -> None:
    lost = village.phones["DH-002"]
    before = {uuid: len(village.raws(uuid)) for uuid in village.votes.values()}
    village.lose_card("DH-002")
    assert isinstance(village.entries()[-1], CardRevoked)
    assert {uuid: len(village.raws(uuid)) for uuid in village.votes.values()} == before, "several are open: it waits"
    for name, uuid in village.votes.items():
        if name in {"open", "upcoming"}:
            assert village.services.replacing.changes(uuid).closed == 1
            village.services.votes.cancel(village.actors["head"], uuid, "Nhầm nội dung")
        grown = village.entries(uuid)[before[uuid] :]
        assert [type(one) for one in grown] == [CredentialClosed] * (name in {"open", "upcoming"})
        assert all(one.credential == lost.credential(uuid) for one in grown)
    give_new_card(village, "DH-002")
    issued = village.entries()[-1]
    assert isinstance(issued, CardsIssued)
    assert (issued.issued, issued.reissued) == (1, 1)
    assert village.services.cards.status(village.actors["cards"], VILLAGE).reissued == 1


def give_new_card(village: Village, household: str) -> None:
    phone = type(village.phones[household]).with_new_card()
    village.services.cards.issue(village.actors["cards"], VILLAGE, {household: phone.key})


def test_what_was_typed_goes_into_the_record_composed_and_with_simple_spaces(village: Village) -> None:
    uuid = village.open_vote("  Viê\u0323c   mới\u00a0 ", description="Một\r\nhai \t ba ")
    found = village.services.votes.get(uuid)
    assert (found.title, found.description) == ("Việc mới", "Một\nhai ba")


def test_a_result_is_final_once_a_quorum_has_signed_a_head_that_carries_it(
    fresh_database_url: str, tmp_path: Path
) -> None:
    village = TwinVillage.on(fresh_database_url, tmp_path)
    village.policy = POLICY
    village.settle()
    uuid = village.open(1)
    village.cast(uuid, 0, [[1, 0, 0]])
    village.close(uuid)
    village.count(uuid)
    village.appoint()
    result = village.vote(uuid).result
    cosign(village, result, WITNESSES)  # the last head that does not carry it
    assert not final(village, result)
    cosign(village, result + 2, WITNESSES[:1])
    assert not final(village, result)
    cosign(village, result + 2, WITNESSES[1:2])
    assert final(village, result)
    assert not final(village, None)
    village.leave()


def final(village: TwinVillage, result: int | None) -> bool:
    with village.desk.database.reading() as tx:
        return final_size(tx, SAMPLE_COMMUNE, result) is not None


def cosign(village: TwinVillage, size: int, witnesses: tuple) -> None:
    """These witnesses sign the commune's book when it has this size."""
    with village.desk.database.transaction() as tx:
        note = cosigned(tx.log.checkpoint(SAMPLE_COMMUNE, "", size).note, village.commune_raws[:size], witnesses)
        for one, witness in zip(parse_note(note).signatures[1:], witnesses, strict=True):
            keep_cosignature(tx, SAMPLE_COMMUNE, size, witness=witness.name, line=one.line.rstrip("\n"))


def test_deeds_at_once_in_both_books_wait_for_each_other_and_never_for_ever(fresh_database_url: str) -> None:
    """Ballots, a lost card, an extension, seals and a second opening, from several processes at the same time."""
    village = settled(fresh_database_url, households=6)
    uuid = village.open_vote()
    others = [village.again() for _ in range(3)]
    closes_at = village.services.votes.get(uuid).closes_at_utc
    households = list(village.phones)

    def later(hours: int) -> Callable[[], object]:
        return lambda: others[0].services.votes.extend(
            village.actors["head"], uuid, closes_at + timedelta(hours=hours), "Mưa bão"
        )

    deeds: list[Callable[[], object]] = [
        *(lambda one=one: others[1].cast(uuid, one, YES) for one in households),
        *(lambda one=one: others[2].cast(uuid, one, NO, 2) for one in households),
        *(lambda one=one: village.lose_card(one) for one in households[:3]),
        later(1), later(2), later(3),
        others[0].services.chores.run,
    ]  # fmt: skip
    with ThreadPoolExecutor(len(deeds)) as pool:
        refusals = {type(one) for one in pool.map(refusal_of, deeds)}
    assert refusals <= {type(None), RefusedBallot, Conflict}
    commune, books = replay(village)
    assert (commune.villages[VILLAGE].revoked, books[uuid].tallies.closings) == (3, 3)
    for one in [village, *others]:
        one.services.close()


def refusal_of(deed: Callable[[], object]) -> ServiceError | None:
    try:
        deed()
    except ServiceError as error:
        return error
    return None
