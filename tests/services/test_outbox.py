"""Messages to households: never to one that has voted, never two, whatever breaks in between."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from village.life import YES, Village
from village.states import two_votes

from voting.services.carriers import CarrierError, Carriers, NothingSent
from voting.services.errors import Conflict, Forbidden
from voting.services.house import Services
from voting.services.votes.occasions import Occasion
from voting.services.votes.outbox import Fate
from voting.services.votes.reminding import KEPT

WORDS = "Thon Dong Hoa moi bieu quyet."


class Telephone:
    """A gateway: what it was given, and what it does before it answers."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str]] = []
        self.before: Callable[[str], None] = lambda _number: None

    def __call__(self, number: str, words: str) -> None:
        self.before(number)
        self.got.append((number, words))

    @property
    def numbers(self) -> list[str]:
        return sorted(number for number, _ in self.got)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = two_votes(tmp_path)
    yield made
    made.services.close()


@pytest.fixture
def telephone(village: Village) -> Telephone:
    """A gateway that the village's services have from here on."""
    made = Telephone()
    village.services = Services.at(replace(village.desk, carriers=Carriers(sms=made)))
    return made


def fates(village: Village, occasion: Occasion = Occasion.OPENING) -> dict[Fate, int]:
    sending = village.services.outbox.of_vote(village.actors["head"], village.votes["open"])
    found = next(one for one in sending.previews if one.occasion is occasion)
    return {fate: number for fate, number in found.sent.items() if number}


def send(village: Village, occasion: Occasion = Occasion.OPENING, form: str = "") -> int:
    return village.services.outbox.send(village.actors["head"], village.votes["open"], occasion, WORDS, form)


def test_what_is_shown_before_is_what_is_sent_and_a_second_press_sends_none(
    village: Village, telephone: Telephone
) -> None:
    (opening, last_day) = village.services.outbox.of_vote(village.actors["head"], village.votes["open"]).previews
    assert (opening.occasion, last_day.occasion) == (Occasion.OPENING, Occasion.LAST_DAY)
    assert send(village, form="one") == opening.ready
    assert send(village, form="one") == opening.ready, "the same form: what it made"
    assert send(village) == 0
    assert fates(village) == {Fate.WAITING: opening.ready}
    village.services.chores.run()
    village.services.chores.run()
    assert len(telephone.got) == opening.ready == len(set(telephone.numbers))
    assert fates(village) == {Fate.SENT: opening.ready}
    assert send(village, Occasion.LAST_DAY) == opening.ready, "another occasion is another message"


def test_a_household_that_votes_before_the_sending_gets_none(village: Village, telephone: Telephone) -> None:
    number = send(village)
    late = village.services.reminding.households(village.actors["head"], village.votes["open"])[0].household
    village.cast(village.votes["open"], late.code, YES)
    village.services.chores.run()
    assert late.phone not in telephone.numbers
    assert fates(village) == {Fate.SENT: number - 1, Fate.SKIPPED: 1}


def test_after_the_closing_nothing_is_sent_any_more(village: Village, telephone: Telephone) -> None:
    number = send(village)
    village.close(village.votes["open"])
    village.services.chores.run()
    assert (telephone.got, fates(village)) == ([], {Fate.SKIPPED: number})
    with pytest.raises(Conflict, match="not-now"):
        send(village, Occasion.LAST_DAY)


def test_a_gateway_that_cannot_be_reached_keeps_all_waiting(village: Village, telephone: Telephone) -> None:
    number = send(village)

    def away(_number: str) -> None:
        raise NothingSent

    telephone.before = away
    village.services.chores.run()
    assert fates(village) == {Fate.WAITING: number}
    telephone.before = lambda _number: None
    village.services.chores.run()
    assert (len(telephone.got), fates(village)) == (number, {Fate.SENT: number})


def test_whatever_else_breaks_nobody_gets_two(village: Village, telephone: Telephone) -> None:
    number = send(village)

    def broken(_number: str) -> None:
        raise CarrierError if len(tried) % 2 else RuntimeError  # an answer that was lost; a process that died

    tried: list[str] = []

    def counted(called: str) -> None:
        tried.append(called)
        broken(called)

    telephone.before = counted
    for _ in range(number):
        try:
            village.services.chores.run()
        except RuntimeError:
            continue
    assert sorted(tried) == sorted(set(tried))
    assert len(tried) == number
    assert set(fates(village)) == {Fate.CLAIMED, Fate.FAILED}


def test_a_dry_run_calls_nobody_and_no_gateway_means_no_messages(village: Village) -> None:
    with pytest.raises(Conflict, match="no-carrier"):
        send(village)
    called: list[str] = []
    dry = Carriers(sms=lambda number, _words: called.append(number), dry=True)
    village.services = Services.at(replace(village.desk, carriers=dry))
    number = send(village)
    village.services.chores.run()
    assert (called, fates(village)) == ([], {Fate.SENT: number})


def test_only_the_head_sends_and_the_rows_hold_no_number_and_go_in_time(village: Village, telephone: Telephone) -> None:
    for who in ("team", "board", "cards", "counting", "admin"):
        with pytest.raises(Forbidden):
            village.services.outbox.of_vote(village.actors[who], village.votes["open"])
        with pytest.raises(Forbidden):
            village.services.outbox.send(village.actors[who], village.votes["open"], Occasion.OPENING, WORDS)
    send(village)
    village.services.chores.run()
    with village.desk.database.reading() as tx:
        kept = repr(tx.messages.counts("xa-dong-hoa", village.votes["open"]))
    assert not any(number in kept for number in telephone.numbers)
    village.clock.now = village.services.votes.get(village.votes["open"]).closes_at_utc + KEPT + timedelta(minutes=1)
    village.services.chores.run()
    with village.desk.database.reading() as tx:
        assert tx.messages.counts("xa-dong-hoa", village.votes["open"]) == {}
