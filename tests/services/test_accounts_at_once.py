"""Two administrators at the same moment: the second sees what the first has done, on both engines."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace

import pytest
from village.life import Village
from village.people import COMMUNE, PASSWORD, VILLAGE
from village.states import appointed

from voting.services.errors import Forbidden, NotFound
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Actor, Grant, Role

A_MOMENT_S = 0.5


@pytest.fixture
def two(fresh_database_url: str) -> Iterator[tuple[Village, Actor, Actor]]:
    """A village with two administrators."""
    village = appointed(fresh_database_url)
    first = village.actors["admin"]
    new = NewAccount("quan.tri.hai", "Vi Quản Trị", PASSWORD, (Grant(Role.ADMIN),))
    yield village, first, village.services.accounts.add(first, new)
    village.services.close()


def test_two_who_close_each_other_at_once_do_not_leave_the_commune_without_an_administrator(
    two: tuple[Village, Actor, Actor],
) -> None:
    village, first, second = two
    other = village.again()
    with ThreadPoolExecutor(2) as pool:
        tried: list[Future[None]] = [
            pool.submit(village.services.accounts.deactivate, first, second.account_id),
            pool.submit(other.services.accounts.deactivate, second, first.account_id),
        ]
    assert [type(one.exception()) for one in tried].count(NotFound) == 1
    other.services.close()


@pytest.mark.parametrize("deed", ["close", "demote"])
def test_who_was_closed_while_waiting_changes_nobody(two: tuple[Village, Actor, Actor], deed: str) -> None:
    village, first, second = two
    other, head = village.again(), village.actors["head"]
    deeds = {
        "close": lambda: other.services.accounts.deactivate(second, head.account_id),
        "demote": lambda: other.services.accounts.change_roles(second, head.account_id, [Grant(Role.BOARD, VILLAGE)]),
    }
    pool = ThreadPoolExecutor(1)
    with village.desk.database.transaction() as tx:
        village.desk.books.commune(tx, COMMUNE)
        waits = pool.submit(deeds[deed])
        wait([waits], timeout=A_MOMENT_S)
        assert not waits.done()
        tx.accounts.set_active(COMMUNE, second.account_id, active=False)
    with pytest.raises((NotFound, Forbidden)):
        waits.result()
    assert village.services.accounts.get(COMMUNE, head.account_id).grants == head.grants
    assert first.account_id in {one.account_id for one in village.services.accounts.list(first)}
    pool.shutdown()
    other.services.close()


def test_a_contact_named_at_the_same_moment_takes_no_declaration_back(two: tuple[Village, Actor, Actor]) -> None:
    village, first, _ = two
    other, pool = village.again(), ThreadPoolExecutor(1)
    with village.desk.database.transaction() as tx:
        village.desk.books.commune(tx, COMMUNE)
        waits = pool.submit(
            other.services.communes.ring_in_village, first, VILLAGE, "Bà Mận", "Tổ trưởng", "0912345678"
        )
        wait([waits], timeout=A_MOMENT_S)
        assert not waits.done()
        tx.communes.change_village(replace(tx.communes.village(COMMUNE, VILLAGE), nobody_else="Thôn chỉ có vài người"))
    waits.result()
    found = village.services.communes.village(VILLAGE)
    assert found.nobody_else == "Thôn chỉ có vài người"
    assert village.services.communes.whom_to_ring(VILLAGE).name == "Bà Mận"
    pool.shutdown()
    other.services.close()


def test_an_invitation_sent_twice_at_once_is_used_once(two: tuple[Village, Actor, Actor]) -> None:
    village, first, _ = two
    invited = village.services.accounts.add(first, NewAccount("moi", "Vi Thị Mới", "", (Grant(Role.BOARD, VILLAGE),)))
    (slip,) = village.services.invitations.slips(first)
    other, pool = village.again(), ThreadPoolExecutor(1)
    hashed = village.services.accounts._hashing.hash(PASSWORD)
    with village.desk.database.transaction() as tx:
        tx.accounts.use_invitation(COMMUNE, invited.account_id, village.clock())
        waits = pool.submit(other.services.invitations.accept, slip.token, PASSWORD)
        wait([waits], timeout=4 * A_MOMENT_S)
        tx.accounts.set_password(COMMUNE, invited.account_id, hashed)
    assert waits.result().account_id == invited.account_id
    pool.shutdown()
    other.services.close()


def test_two_first_administrators_at_once_are_one(fresh_database_url: str) -> None:
    village = Village.empty(fresh_database_url)
    village.services.communes.start(COMMUNE, "Xã Đông Hòa")
    both = [(village.services, "quan.tri"), (village.again().services, "quan.tri.hai")]
    with ThreadPoolExecutor(2) as pool:
        tried = [
            pool.submit(services.accounts.create_first, COMMUNE, NewAccount(login, "Đỗ Quản Trị", PASSWORD))
            for services, login in both
        ]
    assert sorted(type(one.exception()).__name__ for one in tried) == ["Conflict", "NoneType"]
    for services, _ in both:
        services.close()
