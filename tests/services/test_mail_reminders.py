"""Mails to officials: only to who wishes one, once a morning, with a number and no name of anybody else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from village.life import Village
from village.states import settled

from voting.law.wording import HERE
from voting.services.carriers import CarrierError, Carriers
from voting.services.errors import Conflict, Invalid
from voting.services.house import Services

ADDRESS = "truong.thon@thon.example"


class Post:
    """A mail server: what it was given."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str, str]] = []
        self.broken = False

    def __call__(self, *letter: str) -> None:
        if self.broken:
            raise CarrierError
        self.got.append(letter)  # type: ignore[arg-type] # three


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = settled(tmp_path)
    yield made
    made.services.close()


@pytest.fixture
def post(village: Village) -> Post:
    made = Post()
    carriers = Carriers(mail=made, site="https://dinh.example")
    village.services = Services.at(replace(village.desk, carriers=carriers))
    return made


def morning(village: Village, days: int, hour: int = 8) -> None:
    """That hour of the villages' clock, so many days on."""
    here = village.clock.now.astimezone(HERE) + timedelta(days=days)
    village.clock.now = here.replace(hour=hour, minute=0)


def test_a_letter_each_morning_on_which_work_waits_and_no_second_one(village: Village, post: Post) -> None:
    head, reminders, chores = village.actors["head"], village.services.mail_reminders, village.services.chores
    waiting = len(village.services.agenda.of(head).tasks)
    assert waiting
    reminders.wish(head, f" {ADDRESS} ")
    assert reminders.address(head) == ADDRESS
    chores.run()
    assert post.got == [], "not on the day itself"
    morning(village, 1, hour=6)
    chores.run()
    assert post.got == [], "not before seven"
    morning(village, 0)
    chores.run()
    chores.run()
    ((to, subject, words),) = post.got
    assert to == ADDRESS
    assert subject == f"Đình: {waiting} việc đang chờ ông/bà"
    assert "https://dinh.example/ban-lam-viec" in words
    morning(village, 1)
    chores.run()
    assert len(post.got) == 2


def test_who_takes_the_address_back_or_loses_the_account_gets_none(village: Village, post: Post) -> None:
    head, team, reminders = village.actors["head"], village.actors["team"], village.services.mail_reminders
    reminders.wish(head, ADDRESS)
    reminders.wish(head, "")
    reminders.wish(team, "to@thon.example")
    village.services.accounts.deactivate(village.actors["admin"], team.account_id)
    morning(village, 1)
    village.services.chores.run()
    assert (post.got, reminders.address(head)) == ([], "")


def test_a_letter_that_fails_is_not_sent_again_that_day(village: Village, post: Post) -> None:
    village.services.mail_reminders.wish(village.actors["head"], ADDRESS)
    post.broken = True
    morning(village, 1)
    assert village.services.chores.run().failed == 0
    post.broken = False
    village.services.chores.run()
    assert post.got == []
    morning(village, 1)
    village.services.chores.run()
    assert len(post.got) == 1


@pytest.mark.parametrize("typed", ["a", "a@b", "a b@c.d", "a@b.c\r\nBcc: d@e.f", "a@b.c,d@e.f", f"{'a' * 65}@b.c"])
def test_what_is_no_address_is_said(village: Village, post: Post, typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        village.services.mail_reminders.wish(village.actors["head"], typed)
    assert refused.value.faults == {"address": "mail-form"}


def test_without_a_mail_server_nobody_can_wish(village: Village) -> None:
    with pytest.raises(Conflict, match="no-carrier"):
        village.services.mail_reminders.wish(village.actors["head"], ADDRESS)
