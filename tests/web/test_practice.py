"""Practice from the first card to the result, through the pages; and nothing else of the commune says a word of it.

A twin of the village lives through the same minutes without practice: every page, feed and report is the same in both.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import NO, YES, Village
from village.people import COMMUNE, MEMBERS, VILLAGE

from voting.manage.rehearsal import Phone
from voting.services.errors import ServiceError
from voting.verifier.formats import read_bytes
from voting.verifier.verification import verify
from web.client import Reader, sign_in, submit, token
from web.conftest import app_for

PAGE, CARDS = f"/quan-ly/{VILLAGE}/tap-duot", f"/quan-ly/{VILLAGE}/tap-duot/the"
DAY = timedelta(days=1)
MARKED = "BỎ PHIẾU TẬP DƯỢT – không có giá trị"
SAME = {
    "": (
        "/", f"/xa/{COMMUNE}", f"/thon/{VILLAGE}", f"/thon/{VILLAGE}/ket-qua", f"/thon/{VILLAGE}/viec",
        f"/thon/{VILLAGE}/ban-tin.xml", f"/thon/{VILLAGE}/lich.ics",
    ),
    "quan.tri": ("/can-bo/cac-thon", "/can-bo/bao-cao", "/ban-lam-viec"),
    "vai.head": (
        "/ban-lam-viec", f"/quan-ly/{VILLAGE}", f"/quan-ly/{VILLAGE}/bieu-quyet", f"/quan-ly/{VILLAGE}/ap-phich",
        f"/quan-ly/{VILLAGE}/ho", f"/giam-sat/{VILLAGE}/bao-cao",
    ),
    "vai.cards": (f"/quan-ly/{VILLAGE}/the-ho", "/ban-lam-viec"),
    "vai.board": ("/ban-lam-viec",),
    "dem.mot": ("/ban-lam-viec",),
}  # fmt: skip
"""Who reads which pages: those with lists, counts, statistics and tasks."""
OF_THE_MOMENT = re.compile(
    r'(name="(csrf_token|number|seen)"[^>]*value|data-csrf)="[^"]*"|DTSTAMP:\S+|Sổ hiện có \d+ dòng'
)
"""What differs from page to page, and how long the commune's book is: practice stands in it as all else does."""


@dataclass
class Practised:
    """A village that practises, its app, and the cards of practice."""

    village: Village
    app: Flask
    twin: Flask
    phones: dict[str, Phone]
    uuid: str = ""
    tracker: str = ""
    refused: dict[str, str] = field(default_factory=dict)

    def cast(self, card: str, choice: list[list[int]], sequence: int = 1) -> str:
        services = self.village.services
        body = self.phones[card].envelope(services.publication.election(self.uuid), choice, sequence)
        return services.casting.cast(self.uuid, body).tracker


def make(client: FlaskClient, phones: dict[str, Phone]) -> int:
    cards = [{"household": code, "key": phone.key} for code, phone in phones.items()]
    return client.post(CARDS, json={"cards": cards}, headers={"X-CSRFToken": token(client.get(CARDS).text)}).status_code


def open_it(client: FlaskClient, minutes: str = "60") -> str:
    """What the practice page says after it was asked to open."""
    number = re.search(r'name="number"[^>]*value="([^"]*)"', client.get(PAGE).text)
    assert number is not None
    submit(client, PAGE, {"minutes": minutes, "number": number[1]})
    return Reader(client.get(PAGE).text).text


def code_of(deed: Callable[[], object]) -> str:
    with pytest.raises(ServiceError) as found:
        deed()
    return found.value.code


def while_open(made: Practised) -> dict[str, str]:
    """What is refused while practice is open, each with its code."""
    village, services, head = made.village, made.village.services, made.village.actors["head"]
    real = village.votes["open"]
    body = made.phones["TAP-1"].envelope(services.publication.election(real), YES, 1)
    others = {f"TAP-{number}": Phone.with_new_card().key for number in (1, 2, 3)}
    return {
        "practice card, real vote": code_of(lambda: services.casting.cast(real, body)),
        "household's card, practice": code_of(lambda: village.cast(made.uuid, "DH-001", YES)),
        "extended": code_of(lambda: services.votes.extend(head, made.uuid, village.clock() + DAY, "Mưa bão")),
        "reminded": code_of(lambda: services.reminding.households(head, made.uuid)),
        "second": code_of(lambda: services.practice.open(head, VILLAGE, 15)),
        "new cards": code_of(lambda: services.practice.make_cards(village.actors["cards"], VILLAGE, others)),
    }


@pytest.fixture(scope="module")
def practised(made_village: Village, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practised]:
    """Three cards have voted, one of them twice, and the real committee has counted."""
    village, other = (made_village.copied(tmp_path_factory.mktemp(name)) for name in ("practised", "twin"))
    phones = {f"TAP-{number}": Phone.with_new_card() for number in (1, 2, 3)}
    made = Practised(village, app_for(village), app_for(other), phones)
    head, services = sign_in(made.app, "vai.head"), village.services
    assert "Chưa có thẻ tập dượt" in Reader(head.get(PAGE).text).text
    assert make(sign_in(made.app, "vai.cards"), phones) == 200
    assert MARKED in open_it(head)
    (vote,) = services.practice.of_village(VILLAGE)
    made.uuid = vote.uuid
    for card, choice in zip(phones, (NO, YES, NO), strict=True):
        made.cast(card, choice)
    made.tracker = made.cast("TAP-1", YES, 2)
    assert "Đóng sớm" in head.get(PAGE).text
    made.refused = while_open(made)
    village.close(vote.uuid)
    village.count(vote.uuid, MEMBERS)
    village.clock.move(minutes=1)
    other.clock.now = village.clock.now
    yield made
    village.services.close()
    other.services.close()


def told(app: Flask, login: str, pages: tuple[str, ...]) -> dict[str, str]:
    client = sign_in(app, login) if login else app.test_client()
    found = {}
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        found[page] = OF_THE_MOMENT.sub("", answer.text)
    return found


@pytest.mark.parametrize("login", SAME)
def test_no_list_count_report_or_task_knows_of_it(practised: Practised, login: str) -> None:
    here, there = (told(app, login, SAME[login]) for app in (practised.app, practised.twin))
    for page, said in here.items():
        assert said.splitlines() == there[page].splitlines(), page


def test_its_page_says_what_it_is_and_decides_nothing(practised: Practised) -> None:
    page = practised.app.test_client().get(f"/bieu-quyet/{practised.uuid}").text
    said = Reader(page).text
    assert MARKED in said
    assert "Các con số này không có giá trị và không quyết định việc gì." in said
    assert "Đồng ý 2" in said
    assert "thông qua" not in said.lower()
    assert 'content="noindex"' in page


def test_every_page_of_it_is_marked(practised: Practised) -> None:
    client, uuid = sign_in(practised.app, "dem.mot"), practised.uuid
    services = practised.village.services
    line = services.votes.history(uuid).events[0].index
    for page in (
        f"/bieu-quyet/{uuid}", f"/bieu-quyet/{uuid}/kiem-tra", f"/bieu-quyet/{uuid}/so/{line}", f"/mo-phieu/{uuid}",
        f"/phieu/{practised.tracker}", PAGE,
    ):  # fmt: skip
        assert MARKED in Reader(client.get(page).text).text, page


def test_the_verifier_says_that_it_was_practice(practised: Practised) -> None:
    report = verify(read_bytes(practised.village.bundle(practised.uuid), "bundle.zip"))
    assert report.ok
    assert "Bỏ phiếu tập dượt: không có giá trị, không quyết định việc gì." in report.conclusion.vi
    said = " ".join(one.sentence.vi for one in report.checks)
    assert "Đây chỉ là bỏ phiếu tập dượt" in said
    assert not report.signs


def test_a_practice_card_is_told_what_it_is(practised: Practised) -> None:
    asked = {"village": VILLAGE, "key": practised.phones["TAP-1"].key}
    found = practised.app.test_client().post("/api/v1/cards/lookup", data=json.dumps(asked)).json
    assert (found["kind"], found["village"]["name"]) == ("Thẻ tập dượt", "Thôn Đông Hòa")
    assert [(one["uuid"], one["kind"]) for one in found["votes"]] == [(practised.uuid, "Tập dượt, không có giá trị")]
    assert found["votes"][0]["outcome"].startswith("Bỏ phiếu tập dượt: không có giá trị")


def test_a_households_card_does_not_hear_of_it(practised: Practised) -> None:
    asked = json.dumps({"village": VILLAGE, "key": practised.village.phones["DH-001"].key})
    clients = (app.test_client() for app in (practised.app, practised.twin))
    here, there = (client.post("/api/v1/cards/lookup", data=asked) for client in clients)
    assert here.data == there.data


def test_real_cards_do_not_vote_in_it_nor_its_cards_elsewhere(practised: Practised) -> None:
    refused = ["practice card, real vote", "household's card, practice"]
    assert [practised.refused[one] for one in refused] == ["unknown-credential"] * 2


def test_what_is_done_to_a_real_vote_is_not_done_to_it(practised: Practised) -> None:
    assert [practised.refused[one] for one in ("extended", "reminded")] == ["only-practice"] * 2


def test_a_second_one_waits_for_the_first_and_so_do_new_cards(practised: Practised) -> None:
    assert [practised.refused[one] for one in ("second", "new cards")] == ["practice-open"] * 2


def test_no_key_is_a_households_and_for_practice(practised: Practised) -> None:
    village, services = practised.village, practised.village.services
    mixed = {code: phone.key for code, phone in practised.phones.items()} | {"TAP-2": village.phones["DH-001"].key}
    assert code_of(lambda: services.practice.make_cards(village.actors["cards"], VILLAGE, mixed)) == "card-key-used"


@pytest.mark.parametrize("codes", [("TAP-1", "TAP-2"), ("TAP-1", "TAP-2", "TAP-4"), ("TAP-1", "TAP-2", "DH-001"), ()])
def test_cards_are_a_few_and_numbered(practised: Practised, codes: tuple[str, ...]) -> None:
    client = sign_in(practised.app, "vai.cards")
    assert make(client, {code: Phone.with_new_card() for code in codes}) == 422
