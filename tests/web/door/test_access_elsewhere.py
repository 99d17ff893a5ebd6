"""The table of roles beyond one's village: every role, every route, both ways, held next door or in another commune."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village
from village.people import NEIGHBOUR, PASSWORD, VILLAGE

from voting.services.people.accounts import NewAccount
from voting.services.permissions import PERMISSIONS, Grant, Role
from voting.web.door.access import ABOUT, access_of
from web.client import sign_in, token
from web.conftest import app_for
from web.door.test_access import address, restricted, subject_of

OTHER = "xa-khac"


@pytest.fixture(scope="module")
def commune(made_village: Village, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    """The commune, with somebody of each role next door (`ben.*`) and everywhere in another commune (`xa.*`)."""
    village = made_village.copied(tmp_path_factory.mktemp("elsewhere"))
    accounts, admin = village.services.accounts, village.actors["admin"]
    for role in Role:
        next_door = (Grant(role, NEIGHBOUR),)
        accounts.add(admin, NewAccount(f"ben.{role.value}", f"Người bên {role.value}", PASSWORD, next_door))
    village.services.communes.start(OTHER, "Xã Khác")
    first = accounts.create_first(OTHER, NewAccount("xa.admin", "Người xã khác", PASSWORD))
    for role in set(Role) - {Role.ADMIN}:
        accounts.add(first, NewAccount(f"xa.{role.value}", f"Người xa {role.value}", PASSWORD, (Grant(role),)))
    subject_of(village)
    yield village
    village.services.close()


@pytest.fixture(scope="module")
def app(commune: Village) -> Flask:
    return app_for(commune)


def answers(app: Flask, village: Village, login: str) -> Iterator[tuple[str, str, bool, int, str]]:
    """(route, method, whether it says a place, status, page) of all that a role may open, asked by this official."""
    client = sign_in(app, login)
    form = {"csrf_token": token(client.get("/mat-khau").text)}
    for rule, action, step in restricted(app):
        placed = bool(rule.arguments & ABOUT.keys())
        for method in sorted((rule.methods or set()) & ({"GET", "POST"} if placed else {"GET"})):
            data = form if method == "POST" else None
            answer = client.open(address(app, rule, village, step=step), method=method, data=data)
            yield f"{method} {rule.rule} {step} {action}", action, placed, answer.status_code, answer.text


@pytest.mark.parametrize("role", list(Role))
def test_a_role_held_next_door_opens_nothing_here(app: Flask, commune: Village, role: Role) -> None:
    before = commune.log().head().size
    walked = list(answers(app, commune, f"ben.{role.value}"))
    assert len(walked) > 80
    assert [name for name, _action, _placed, status, _page in walked if status != 403] == []
    assert commune.log().head().size == before


@pytest.mark.parametrize("role", list(Role))
def test_a_role_held_everywhere_in_another_commune_opens_nothing_here(app: Flask, commune: Village, role: Role) -> None:
    before = commune.log().head().size
    for name, action, placed, status, page in answers(app, commune, f"xa.{role.value}"):
        if placed:
            assert status in {403, 404}, name
        else:  # a page of the own commune, whichever that is
            assert (status == 403) == (role not in PERMISSIONS[action]), name
            assert VILLAGE not in page, name
        assert not any(person in page for person in ("Nguyễn Văn An", "Người head", "Người team")), name
    assert commune.log().head().size == before


@pytest.mark.parametrize("role", list(Role))
def test_a_route_of_the_whole_commune_needs_a_role_in_all_of_it(app: Flask, commune: Village, role: Role) -> None:
    client = sign_in(app, f"ben.{role.value}")
    wide = [rule for rule, _action, _step in restricted(app) if access_of(app, rule.endpoint).commune_wide]
    assert len(wide) > 5
    for rule in wide:
        if "GET" in (rule.methods or set()):
            assert client.get(address(app, rule, commune)).status_code == 403, rule


ACCOUNTS = ("/can-bo/khoa", "/can-bo/moi-lai", "/can-bo/vai-tro")


@pytest.mark.parametrize("page", ACCOUNTS)
def test_another_commune_s_administrator_touches_no_account_here(app: Flask, commune: Village, page: str) -> None:
    head = commune.actors["head"]
    admin = sign_in(app, "xa.admin")
    place = f"{page}?tai-khoan={head.account_id}"
    assert _refused(admin, place)
    form = {"csrf_token": token(admin.get("/mat-khau").text), "account": head.account_id, "grants": f"team {VILLAGE}"}
    admin.post(place, data=form)
    assert commune.services.accounts.get(head.commune, head.account_id) == head
    assert sign_in(app, "vai.head")


def _refused(client: FlaskClient, place: str) -> bool:
    answer = client.get(place)
    return answer.status_code in {302, 303, 403, 404} and "Người head" not in answer.text
