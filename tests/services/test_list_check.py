"""The board checks a list of credentials inside the server; household -> card stays there while a vote is open."""

from dataclasses import asdict

import pytest
from village.life import Village
from village.people import VILLAGE

from voting.ballots import credentials
from voting.manage.rehearsal import Phone
from voting.services.errors import Conflict, Forbidden
from voting.services.votes.list_check import ListCheck


@pytest.fixture
def village(new_village) -> Village:
    """Five households and two sealed spare cards; one vote is open."""
    village = new_village(households=5)
    village.spares = {f"~{n}": Phone.with_new_card() for n in (1, 2)}
    keys = {code: phone.key for code, phone in village.spares.items()}
    village.services.cards.issue(village.actors["cards"], VILLAGE, keys)
    village.clock.move(hours=1)
    village.votes["one"] = village.open_vote("Lát gạch đường ngõ xóm")
    village.clock.move(hours=1)
    return village


def check(village: Village, who: str = "board") -> ListCheck:
    return village.services.list_checks.of(village.actors[who], village.votes["one"])


def replace_card(village: Village, household: str) -> None:
    """A card lost while the vote is open: a sealed spare takes its place."""
    village.services.replacing.ask(village.actors["team"], VILLAGE, household, "Hộ báo mất thẻ")
    (asked,) = village.services.replacing.waiting(village.actors["cards"], VILLAGE)
    village.services.replacing.agree(village.actors["cards"], VILLAGE, asked.id)


def test_the_list_of_an_open_vote_is_told_in_numbers(village: Village) -> None:
    found = check(village)
    assert found.holds
    assert asdict(found) == {
        "households": 5, "listed": 7, "cards": 5, "spares": 2, "strangers": 0, "missing": 0,
        "same_register": True, "same_spares": True,
    }  # fmt: skip


def test_cards_replaced_since_are_no_fault_of_the_list(village: Village) -> None:
    replace_card(village, "DH-003")
    assert check(village).holds


def test_a_credential_of_no_card_and_a_card_without_one_are_counted(village: Village) -> None:
    with village.desk.database.transaction() as tx:
        where = tx.communes.villages_with_code(VILLAGE)[0]
        (card,) = (one for one in tx.cards.active(where.commune_id, VILLAGE) if one.household_code == "DH-002")
        tx.cards.revoke(card, card.issued_at_utc)  # as if it had never been there when the vote was opened
    found = check(village)
    assert not found.holds
    assert (found.strangers, found.missing, found.cards, found.same_register) == (1, 0, 4, False)


def test_the_register_leaves_the_server_only_while_no_vote_is_open(village: Village) -> None:
    for who in ("board", "cards"):
        with pytest.raises(Conflict) as refused:
            village.services.cards.register(village.actors[who], VILLAGE)
        assert refused.value.code == "register-while-open"
    village.clock.move(days=30)
    village.services.votes.close_due()
    register = village.services.cards.register(village.actors["board"], VILLAGE)
    uuid = village.votes["one"]
    assert register.credentials(uuid) == credentials.parse_credentials(village.services.publication.credentials(uuid))


def test_who_may_not_look_into_the_record_checks_no_list(village: Village) -> None:
    with pytest.raises(Forbidden):
        check(village, "counting")
