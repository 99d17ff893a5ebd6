"""One card's credentials never stand side by side: refused at once everywhere, named in each book at its own end."""

import json
from datetime import timedelta

import pytest
from services.test_two_books import replay
from services.watched import Broken, watched
from village.life import NO, YES, Village
from village.people import VILLAGE

from voting.manage.rehearsal import Phone
from voting.record.entries.casting import BallotCast, CredentialAdded, CredentialClosed
from voting.services.errors import RefusedBallot
from voting.services.house import Services
from voting.services.votes.replacing import Turn

NAMES = (CredentialClosed, CredentialAdded)


@pytest.fixture
def village(new_village) -> Village:
    """Five households and two sealed spare cards; two votes, of which the first ends a day earlier."""
    village = new_village(households=5)
    village.spares = {f"~{n}": Phone.with_new_card() for n in (1, 2)}
    keys = {code: phone.key for code, phone in village.spares.items()}
    village.services.cards.issue(village.actors["cards"], VILLAGE, keys)
    village.votes["one"] = village.open_vote("Lát gạch đường ngõ xóm")
    village.votes["two"] = village.open_vote("Trồng cây đường làng")
    closes = village.services.votes.get(village.votes["two"]).closes_at_utc + timedelta(days=1)
    village.services.votes.extend(village.actors["head"], village.votes["two"], closes, "Mưa bão")
    return village


def lose(village: Village, household: str, spare: str = "") -> Phone:
    """The lost card; the household has this spare one now, if any."""
    village.lose_card(household)
    lost = village.phones[household]
    if spare:
        village.phones[household] = village.spares[spare]
    return lost


def named(village: Village, name: str) -> list[object]:
    """What a vote's book says of closed and added credentials."""
    return [one for one in village.entries(village.votes[name]) if isinstance(one, NAMES)]


def counts(village: Village, name: str) -> tuple[int, int]:
    changes = village.services.replacing.changes(village.votes[name])
    return changes.closed, changes.replaced


def end(village: Village, name: str) -> None:
    village.clock.now = village.services.votes.get(village.votes[name]).closes_at_utc
    village.services.chores.run()


def refused(village: Village, name: str, phone: Phone) -> str:
    uuid = village.votes[name]
    with pytest.raises(RefusedBallot) as caught:
        village.services.casting.cast(uuid, phone.envelope(village.services.publication.election(uuid), YES, 9))
    return caught.value.code


def test_a_lost_card_is_refused_and_counted_at_once_and_no_book_names_its_credentials(village: Village) -> None:
    sizes = [len(village.raws(village.votes[name])) for name in ("one", "two")]
    lost = lose(village, "DH-003", "~1")
    assert [refused(village, name, lost) for name in ("one", "two")] == ["closed-credential"] * 2
    assert [counts(village, name) for name in ("one", "two")] == [(1, 1)] * 2
    assert [len(village.raws(village.votes[name])) for name in ("one", "two")] == sizes
    turns = village.services.replacing.turns(VILLAGE, "DH-003")
    assert turns == {village.votes["one"]: Turn.VOTES, village.votes["two"]: Turn.VOTES}
    replay(village)


def test_each_book_names_them_at_its_own_end_all_together_in_an_order_that_tells_nothing(village: Village) -> None:
    for household, spare in (("DH-004", "~1"), ("DH-002", "~2"), ("DH-003", "")):
        lose(village, household, spare)
        village.clock.move(hours=3)
    for household in ("DH-001", "DH-002", "DH-005"):
        village.cast(village.votes["one"], household, YES)
    before = [counts(village, name) for name in ("one", "two")]
    end(village, "one")
    closed = [one for one in named(village, "one") if isinstance(one, CredentialClosed)]
    assert len(closed) == 3
    assert len(named(village, "two")) == 0, "still open: its book says nothing"
    end(village, "two")
    for name in ("one", "two"):
        assert [one.count for one in named(village, name) if isinstance(one, CredentialClosed)] == [1, 2, 3]
    last = named(village, "two")
    assert [type(one) for one in last] == [CredentialClosed] * 3 + [CredentialAdded] * 2
    assert [one.credential for one in last[:3]] == sorted(one.credential for one in last[:3])
    assert [one.credential for one in last[3:]] == sorted(one.credential for one in last[3:])
    assert len({one.at for one in last}) == 1
    assert [counts(village, name) for name in ("one", "two")] == before == [(3, 2)] * 2
    replay(village)


def test_the_household_s_own_ballot_names_its_place_in_that_book_alone(village: Village) -> None:
    lose(village, "DH-003", "~1")
    lose(village, "DH-004", "~2")
    village.cast(village.votes["one"], "DH-003", NO)
    entries = village.entries(village.votes["one"])
    assert [type(one) for one in entries[-3:]] == [CredentialClosed, CredentialAdded, BallotCast]
    assert len(named(village, "one")) == 2, "of the other household nothing yet"
    assert named(village, "two") == []
    village.cast(village.votes["one"], "DH-003", YES)
    assert len(named(village, "one")) == 2, "once"
    assert counts(village, "one") == (2, 2)
    replay(village)


def test_nobody_who_does_not_hold_the_new_card_makes_a_book_name_it(village: Village) -> None:
    lose(village, "DH-003", "~1")
    uuid = village.votes["one"]
    honest = json.loads(village.spares["~1"].envelope(village.services.publication.election(uuid), YES, 1))
    forged = json.loads(village.phones["DH-002"].envelope(village.services.publication.election(uuid), YES, 1))
    ballot = json.loads(forged["ballot"]) if isinstance(forged["ballot"], str) else forged["ballot"]
    theirs = json.loads(honest["ballot"]) if isinstance(honest["ballot"], str) else honest["ballot"]
    ballot["credential"] = theirs["credential"]
    spelled = json.dumps(ballot, separators=(",", ":"))
    forged["ballot"] = spelled if isinstance(forged["ballot"], str) else ballot
    with pytest.raises(RefusedBallot):
        village.services.casting.cast(uuid, json.dumps(forged, separators=(",", ":")).encode())
    assert named(village, "one") == []


def test_a_new_card_that_is_lost_too_leaves_no_trace_where_it_never_voted(village: Village) -> None:
    lose(village, "DH-003", "~1")
    again = lose(village, "DH-003", "~2")
    assert refused(village, "one", again) == "closed-credential"
    assert [counts(village, name) for name in ("one", "two")] == [(1, 1)] * 2
    village.cast(village.votes["two"], "DH-003", YES)
    third = lose(village, "DH-003")
    assert [refused(village, name, third) for name in ("one", "two")] == ["closed-credential"] * 2
    turns = village.services.replacing.turns(VILLAGE, "DH-003")
    assert turns == {village.votes["one"]: Turn.SHUT, village.votes["two"]: Turn.STANDS}
    for name in ("one", "two"):
        end(village, name)
    assert [counts(village, name) for name in ("one", "two")] == [(1, 0), (2, 1)]
    replay(village)


def test_a_cancelled_vote_names_them_before_its_book_ends(village: Village) -> None:
    lose(village, "DH-003", "~1")
    village.services.votes.cancel(village.actors["head"], village.votes["one"], "Nhầm nội dung")
    assert len(named(village, "one")) == 2
    assert named(village, "two") == []
    replay(village)


def test_with_one_vote_open_there_is_nothing_to_join_and_it_is_written_at_once(new_village) -> None:
    village = new_village(households=5)
    village.votes["one"] = village.open_vote("Lát gạch đường ngõ xóm")
    village.lose_card("DH-003")
    assert [type(one) for one in named(village, "one")] == [CredentialClosed]
    assert counts(village, "one") == (1, 0)
    replay(village)


def test_another_process_and_one_that_starts_again_know_what_waits(village: Village) -> None:
    lost = lose(village, "DH-003", "~1")
    village.services.close()
    village = village.again()
    village.spares = {}
    assert refused(village, "one", lost) == "closed-credential"
    assert counts(village, "two") == (1, 1)
    end(village, "one")
    assert len(named(village, "one")) == 2
    replay(village)


@pytest.mark.parametrize("way", ["the end", "the household's ballot"])
def test_killed_while_it_is_written_nothing_is_half_named_and_nothing_is_lost(village: Village, way: str) -> None:
    lose(village, "DH-003", "~1")
    lose(village, "DH-004", "~2")
    desk, database = watched(village)
    services, uuid, start = Services.at(desk), village.votes["one"], village.clock.now
    body = village.phones["DH-003"].envelope(services.publication.election(uuid), YES, 1)
    closes = services.votes.get(uuid).closes_at_utc

    def deed() -> object:
        if way == "the end":
            village.clock.now = closes
            return services.votes.close_due()
        return services.casting.cast(uuid, body)

    size, statement = len(village.raws(uuid)), 0
    while database.statements >= statement:
        statement += 1
        village.clock.now, database.break_at = start, statement
        with pytest.raises(Broken):
            deed()
        village.clock.now = start
        assert len(village.raws(uuid)) == size
        assert counts(village, "one") == (2, 2)
    assert statement > 4
    deed()
    assert len(named(village, "one")) == (4 if way == "the end" else 2)
    assert counts(village, "one") == (2, 2)
    replay(village)
    services.close()
