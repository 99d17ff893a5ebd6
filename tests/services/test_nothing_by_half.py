"""Whatever is killed midway leaves nothing behind, before whichever statement it dies, and can be done again."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest
from services.watched import Broken, watched
from village.life import YES, Village
from village.people import MEMBERS, VILLAGE
from village.road import HELPER, TEAM, Walk

from voting.bootstrap import KEYS
from voting.manage.rehearsal import Phone
from voting.services.house import Services
from voting.services.votes.drafting import NewQuestion, NewVote

Deed = Callable[[Village, Services], object]


def cast(village: Village, services: Services) -> object:
    body = village.phones["DH-002"].envelope(services.publication.election(village.votes["open"]), YES, 1)
    return services.casting.cast(village.votes["open"], body)


def close(village: Village, services: Services) -> object:
    village.clock.now = services.votes._desk.now() + timedelta(days=3)
    return services.votes.close_due()


def finish(village: Village, services: Services) -> object:
    """The last counting member's part, which makes the result appear."""
    uuid, login = village.votes["counting"], MEMBERS[2]
    task = services.counting.task(village.actors[login], uuid)
    part = village.seeds[login].partial_decryption(task.election.encode(), task.encrypted_tally.encode())
    return services.counting.publish(village.actors[login], uuid, part)


def open_vote(village: Village, services: Services) -> object:
    now = village.clock()
    plan = NewVote("Việc mới", "", (NewQuestion("Bà con có tán thành không?"),), now, now + timedelta(days=1))
    return services.preparing.open(village.actors["head"], village.votes["announcing"], plan, HELPER)


def appoint(village: Village, services: Services) -> object:
    """A step of a matter: papers, an entry, notes, and a salt that has a key file of its own."""
    return services.preparing.appoint(village.actors["head"], village.votes["informed"], TEAM)


def extend(village: Village, services: Services) -> object:
    closes_at = services.votes.get(village.votes["open"]).closes_at_utc + timedelta(days=1)
    return services.votes.extend(village.actors["head"], village.votes["open"], closes_at, "Mưa bão")


def cancel(village: Village, services: Services) -> object:
    return services.votes.cancel(village.actors["head"], village.votes["open"], "Nhầm nội dung")


def revoke(village: Village, services: Services) -> object:
    (asked,) = services.replacing.waiting(village.actors["cards"], VILLAGE)
    return services.replacing.agree(village.actors["cards"], VILLAGE, asked.id)


def issue(village: Village, services: Services) -> object:
    if "DH-005" not in {one.household_code for one in services.cards.pending(village.actors["cards"], VILLAGE)}:
        village.lose_card("DH-005")
    return services.cards.issue(village.actors["cards"], VILLAGE, {"DH-005": Phone.with_new_card().key})


DEEDS: dict[str, Deed] = {
    one.__name__: one for one in (cast, close, finish, open_vote, appoint, extend, cancel, revoke, issue)
}


def everything(village: Village) -> tuple[str, dict[str, bytes]]:
    """All that is stored: every row, every key file."""
    connection = sqlite3.connect(village.url.removeprefix("sqlite:///"))
    rows = "\n".join(connection.iterdump())
    connection.close()
    return rows, {path.name: path.read_bytes() for path in (village.folder / KEYS).iterdir()}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
def test_a_deed_killed_before_any_of_its_statements_leaves_nothing_and_can_be_done_again(
    village: Village, deed: Deed
) -> None:
    village.count(village.votes["counting"], MEMBERS[1:2])
    if deed is issue:
        village.lose_card("DH-005")
    if deed is open_vote:
        village.votes["announcing"] = Walk(village).propose("Việc mới").walk("poll").id
    if deed is appoint:
        village.votes["informed"] = Walk(village).propose("Việc mới").walk("inform").id
    if deed is revoke:
        village.services.replacing.ask(village.actors["team"], VILLAGE, "DH-003", "Mất thẻ")
    desk, database = watched(village)
    services, start = Services.at(desk), village.clock.now
    before, statement = everything(village), 0
    while database.statements >= statement:  # else it died at the very end, before the commit
        statement += 1
        database.break_at, village.clock.now = statement, start
        with pytest.raises(Broken):
            deed(village, services)
        assert everything(village) == before
    assert statement > 4
    village.clock.now = start
    deed(village, services)
    assert everything(village) != before
    services.close()
