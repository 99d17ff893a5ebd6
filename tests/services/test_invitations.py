"""Setting up in one act: a village, its people, their invitations; passwords that only their owners know."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from village.device import Device
from village.life import Village
from village.people import COMMUNE, NEIGHBOUR, PASSWORD, VILLAGE

from voting.services.errors import Conflict, Forbidden, Invalid, NotFound, ServiceError, WrongPassword
from voting.services.people.accounts import NewAccount
from voting.services.people.founding import NewVillage
from voting.services.people.invitations import INVITATION, Slip
from voting.services.people.lines import person_in
from voting.services.people.passkeys import ChallengeOver, NewKey
from voting.services.people.short_names import login_for, short_code
from voting.services.permissions import Grant, Role

OWN = "sông Đuống trôi đi"
MANY = {"head": "people-many"}
PEOPLE = {
    Role.HEAD: "1. Nguyễn Văn Hậu\n2. Lê Thị Phó",
    Role.TEAM: "Trần Thị In",
    Role.CARDS: "Trần Thị In\t0912 000 111",
    Role.COUNTING: "Đỗ Văn Một\nĐỗ Văn Hai\n\nĐỗ Văn Ba\n",
}


def found(village: Village, form: str = "f1", **changes: object) -> list[Slip]:
    new = {"name": "Bắc Hòa", "unit_kind": "thôn", "people": PEOPLE, **changes}
    made = village.services.founding.found(village.actors["admin"], NewVillage(**new), form)
    slips = village.services.invitations.slips(village.actors["admin"])
    return [one for one in slips if any(grant.village == made.code for grant in one.official.grants)]


def refusal(village: Village, **changes: object) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        found(village, **changes)
    return refused.value.faults


def test_one_act_makes_village_people_and_invitations_and_asks_for_no_code(own_village: Village) -> None:
    slips = found(own_village)
    assert own_village.services.communes.village("bac-hoa").name == "Bắc Hòa"
    roles = {one.official.login: {grant.role for grant in one.official.grants} for one in slips}
    assert roles == {
        "nguyen.van.hau": {Role.HEAD}, "le.thi.pho": {Role.HEAD}, "tran.thi.in": {Role.TEAM, Role.CARDS},
        "do.van.mot": {Role.COUNTING}, "do.van.hai": {Role.COUNTING}, "do.van.ba": {Role.COUNTING},
    }  # fmt: skip


def test_the_same_form_sent_again_makes_nothing_more(own_village: Village) -> None:
    first = found(own_village)
    before = len(own_village.raws())
    assert found(own_village) == first
    assert len(own_village.raws()) == before


def test_three_posts_at_once_make_one_village_and_one_account(own_village: Village) -> None:
    services, admin = own_village.services, own_village.actors["admin"]
    new = NewAccount("", "Vũ Thị Hoa", "", (Grant(Role.TEAM, VILLAGE),))
    with ThreadPoolExecutor(3) as pool:
        villages = list(pool.map(lambda _: found(own_village), range(3)))
        accounts = list(pool.map(lambda _: services.accounts.add(admin, new, "f2"), range(3)))
    assert villages[0] == villages[1] == villages[2]
    assert len(set(accounts)) == 1
    assert [one.name for one in services.communes.villages(COMMUNE)].count("Bắc Hòa") == 1


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"name": " "}, {"name": "name-missing"}),
        ({"name": "đông hòa"}, {"name": "village-known"}),
        ({"unit_kind": "phố"}, {"unit_kind": "unit-kind"}),
        ({"people": {Role.TEAM: "Trần Thị In"}}, {"head": "head-missing"}),
        ({"people": {Role.HEAD: "Lê Thị Phó", Role.CARDS: "Lê Thị Phó"}}, {"cards": "apart-cards"}),
        ({"people": {Role.HEAD: "Lê Thị Phó", Role.TEAM: "Người team"}}, {"team": "person-known"}),
        ({"people": {Role.HEAD: "Lê\u2060 Phó"}}, {"head": "wrong-text"}),
        ({"people": {Role.HEAD: "\n".join(f"Người số {n} mươi" for n in "abcdefghijklmnopqrstuv")}}, MANY),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_said_at_its_field_and_nothing_is_made(
    own_village: Village, changes: dict[str, object], faults: dict[str, str]
) -> None:
    before = own_village.raws()
    assert refusal(own_village, **changes) == faults
    assert own_village.raws() == before


def test_a_village_with_nobody_else_says_so_when_it_is_made(own_village: Village) -> None:
    both = {Role.HEAD: "Lê Thị Phó", Role.CARDS: "Lê Thị Phó"}
    assert len(found(own_village, people=both, nobody_else="Bản chỉ có ba người biết chữ")) == 1
    assert own_village.services.communes.village("bac-hoa").nobody_else == "Bản chỉ có ba người biết chữ"
    assert own_village.entries()[-1].by == "admin-nobody-else"


def test_codes_and_logins_are_made_of_names_and_never_twice() -> None:
    assert short_code("Đông Hòa", {"dong-hoa", "dong-hoa-2"}.__contains__) == "dong-hoa-3"
    assert short_code("東", lambda _: False) == "thon"
    assert len(short_code("Tổ dân phố số mười hai phường Trung Hòa", lambda _: False)) <= 24
    assert login_for("Nguyễn Văn Ấn", {"nguyen.van.an"}.__contains__) == "nguyen.van.an.2"
    assert login_for("Ý", lambda _: False) == "can.bo"


def test_an_invited_official_chooses_a_password_that_nobody_else_knows(own_village: Village) -> None:
    slip = found(own_village)[0]
    invitations, accounts = own_village.services.invitations, own_village.services.accounts
    for guess in ("", "mat khau nao do"):
        with pytest.raises(WrongPassword):
            accounts.authenticate(slip.official.login, guess)
    assert invitations.look(slip.token).name == slip.official.name
    chosen = invitations.accept(slip.token, OWN)
    assert accounts.authenticate(slip.official.login, OWN) == chosen
    assert slip.token not in {one.token for one in invitations.slips(own_village.actors["admin"])}


def test_an_invited_official_takes_a_passkey_and_has_no_password(own_village: Village) -> None:
    slip, device, services = found(own_village)[0], Device(), own_village.services
    key = NewKey("Máy đã mở lời mời", device.made, b"first")
    with ThreadPoolExecutor(3) as pool:
        came = set(pool.map(lambda _: services.invitations.accept_key(slip.token, key), range(3)))
    (actor,) = came
    assert [one.name for one in services.passkeys.of(actor)] == ["Máy đã mở lời mời"]
    assert device.sign_in(services, actor, count=1) == actor
    assert not services.accounts.has_password(actor)
    for guess in ("", OWN):
        with pytest.raises(WrongPassword):
            services.accounts.authenticate(actor.login, guess)
        with pytest.raises(WrongPassword):
            services.accounts.confirm(actor, guess)
        with pytest.raises(Invalid):
            services.accounts.change_password(actor, guess, OWN)
    assert slip.token not in {one.token for one in services.invitations.slips(own_village.actors["admin"])}
    with pytest.raises(NotFound, match="unknown-invitation"):
        services.invitations.accept(slip.token, OWN)
    with pytest.raises(NotFound, match="unknown-invitation"):
        services.invitations.accept_key(slip.token, NewKey("Máy khác", Device().made, b"other"))
    own_village.clock.move(minutes=11)
    with pytest.raises(NotFound, match="unknown-invitation"):
        services.invitations.accept_key(slip.token, key)


def test_a_key_that_is_another_s_or_a_used_challenge_opens_no_invitation(own_village: Village) -> None:
    services, device = own_village.services, Device()
    first, second = (one.token for one in found(own_village)[:2])
    services.invitations.accept_key(first, NewKey("Máy", device.made, b"first"))
    with pytest.raises(Conflict, match="passkey-taken"):
        services.invitations.accept_key(second, NewKey("Máy", device.made, b"second"))
    with pytest.raises(ChallengeOver):
        services.invitations.accept_key(second, NewKey("Máy", Device().made, b"first"))
    assert services.invitations.look(second).name, "it still waits"


def test_a_password_is_added_later_and_then_the_key_may_go(own_village: Village) -> None:
    services = own_village.services
    actor = services.invitations.accept_key(found(own_village)[0].token, NewKey("Máy", Device().made, b"first"))
    (key,) = services.passkeys.of(actor)
    with pytest.raises(Conflict, match="last-way-in"):
        services.passkeys.remove(actor, key.id)
    with pytest.raises(Invalid):
        services.accounts.choose_password(actor, "ngắn")
    later = services.accounts.choose_password(actor, OWN)
    assert later.session_version == actor.session_version + 1, "every other session ends"
    assert services.accounts.authenticate(actor.login, OWN) == later
    services.passkeys.remove(later, key.id)


def test_an_invitation_works_once_and_a_double_click_is_once(own_village: Village) -> None:
    slip, invitations = found(own_village)[0], own_village.services.invitations
    assert invitations.accept(slip.token, OWN) == invitations.accept(slip.token, OWN)
    for deed in (lambda: invitations.look(slip.token), lambda: invitations.accept(slip.token, "của người khác")):
        with pytest.raises(NotFound) as refused:
            deed()
        assert refused.value.code == "unknown-invitation"


def test_an_invitation_is_over_after_fourteen_days_and_can_be_made_again(own_village: Village) -> None:
    slip, invitations = found(own_village)[0], own_village.services.invitations
    own_village.clock.move(hours=14 * 24)
    with pytest.raises(NotFound):
        invitations.accept(slip.token, OWN)
    invitations.renew(own_village.actors["admin"], slip.official.account_id)
    again = next(one for one in invitations.slips(own_village.actors["admin"]) if one.official == slip.official or
                 one.official.account_id == slip.official.account_id)  # fmt: skip
    assert again.token != slip.token
    assert invitations.accept(again.token, OWN).login == slip.official.login


def test_the_token_is_not_in_the_database_in_the_clear(own_village: Village) -> None:
    slip = found(own_village)[0]
    with own_village.desk.database.reading() as tx:
        assert tx.secrets.get(COMMUNE, INVITATION, slip.official.account_id).decode() == slip.token
    own_village.services.close()
    files = own_village.folder.glob("dinh.sqlite*")
    assert not any(slip.token.encode() in file.read_bytes() for file in files)


def test_a_lost_password_is_reset_by_a_new_invitation_and_the_old_one_opens_nothing(own_village: Village) -> None:
    services, actors = own_village.services, own_village.actors
    services.invitations.renew(actors["admin"], actors["head"].account_id)
    with pytest.raises(WrongPassword):
        services.accounts.authenticate("vai.head", PASSWORD)
    assert services.accounts.get(COMMUNE, actors["head"].account_id).session_version > actors["head"].session_version
    slip = next(one for one in services.invitations.slips(actors["admin"]) if one.official.login == "vai.head")
    services.invitations.accept(slip.token, OWN)
    assert services.accounts.authenticate("vai.head", OWN).grants == actors["head"].grants


def test_only_the_administrator_invites_and_nobody_resets_themselves(own_village: Village) -> None:
    invitations, admin, head = own_village.services.invitations, own_village.actors["admin"], own_village.actors["head"]
    for deed in (lambda: invitations.slips(head), lambda: invitations.renew(head, admin.account_id)):
        with pytest.raises(Forbidden):
            deed()
    with pytest.raises(Conflict):
        invitations.renew(admin, admin.account_id)


def test_an_invitation_of_a_closed_account_opens_nothing(own_village: Village) -> None:
    slip = found(own_village)[0]
    own_village.services.accounts.deactivate(own_village.actors["admin"], slip.official.account_id)
    with pytest.raises(NotFound):
        own_village.services.invitations.accept(slip.token, OWN)
    assert slip.token not in {one.token for one in own_village.services.invitations.slips(own_village.actors["admin"])}


def test_an_official_moves_to_another_village_with_other_roles(own_village: Village) -> None:
    accounts, admin = own_village.services.accounts, own_village.actors["admin"]
    team = own_village.actors["team"]
    moved = accounts.change_roles(admin, team.account_id, {Grant(Role.TEAM, NEIGHBOUR), Grant(Role.HEAD, NEIGHBOUR)})
    assert moved.villages_for("roll.see") == {NEIGHBOUR}
    assert accounts.authenticate("vai.team", PASSWORD) == moved
    before = len(own_village.raws())
    accounts.change_roles(admin, team.account_id, moved.grants)
    assert len(own_village.raws()) == before, "what is already so is not recorded again"


@pytest.mark.parametrize(
    ("who", "grants", "code"),
    [
        ("team", (), "grants-missing"),
        ("team", (Grant(Role.TEAM, "thon-la"),), "unknown-village"),
        ("team", (Grant(Role.CARDS, VILLAGE), Grant(Role.HEAD, VILLAGE)), "apart-cards"),
        ("dem.mot", (Grant(Role.TEAM, VILLAGE),), "seat-in-vote"),
        ("dem.mot", (Grant(Role.COUNTING, NEIGHBOUR),), "seat-in-vote"),
        ("admin", (Grant(Role.BOARD, VILLAGE),), "own-admin"),
    ],
)
def test_roles_that_may_not_be_changed_so_stay_as_they_are(
    own_village: Village, who: str, grants: tuple[Grant, ...], code: str
) -> None:
    actor = own_village.actors[who]
    with pytest.raises(ServiceError) as refused:
        own_village.services.accounts.change_roles(own_village.actors["admin"], actor.account_id, grants)
    assert code in (refused.value.code, *getattr(refused.value, "faults", {}).values())
    assert own_village.services.accounts.get(COMMUNE, actor.account_id) == actor


def test_an_account_is_not_made_twice_by_accident(own_village: Village) -> None:
    accounts, admin = own_village.services.accounts, own_village.actors["admin"]
    new = NewAccount("", "Vũ Thị Hoa", "", (Grant(Role.TEAM, VILLAGE),))
    assert accounts.add(admin, new, "f1") == accounts.add(admin, new, "f1")
    with pytest.raises(Invalid) as refused:
        accounts.add(admin, new, "f2")
    assert refused.value.faults == {"name": "person-known"}


def test_the_operator_invites_again_whom_nobody_else_can_and_sessions_end(own_village: Village) -> None:
    services, before = own_village.services, own_village.actors["admin"]
    slip = services.invitations.reset(COMMUNE, "Quan.Tri ")
    assert services.accounts.get(COMMUNE, before.account_id).session_version == before.session_version + 1
    with pytest.raises(WrongPassword):
        services.accounts.authenticate("quan.tri", PASSWORD)
    assert services.invitations.accept(slip.token, OWN).login == "quan.tri"
    assert services.accounts.authenticate("quan.tri", OWN).grants == before.grants
    for commune, login in ((COMMUNE, "khong.co"), ("xa-khac", "quan.tri")):
        with pytest.raises(NotFound):
            services.invitations.reset(commune, login)


def test_the_first_administrator_is_invited_where_no_password_is_given(own_village: Village) -> None:
    services = own_village.services
    services.communes.start("xa-moi", "Xã Mới")
    admin = services.accounts.create_first("xa-moi", NewAccount("quan.tri.moi", "Đỗ Quản Trị", ""))
    slip = services.invitations.slip_of("xa-moi", admin.account_id)
    assert services.invitations.accept(slip.token, OWN).grants == {Grant(Role.ADMIN)}
    with pytest.raises(NotFound):
        services.invitations.slip_of("xa-moi", admin.account_id)


def test_who_stands_after_the_head_is_the_deputy_and_each_has_the_title_of_the_place(own_village: Village) -> None:
    titles = {one.official.name: {grant.office for grant in one.official.grants} for one in found(own_village)}
    assert titles["Nguyễn Văn Hậu"] == {"Trưởng thôn"}
    assert titles["Lê Thị Phó"] == {"Phó trưởng thôn"}
    assert titles["Đỗ Văn Một"] == {""}
    urban = found(own_village, "f2", name="Tổ 5", unit_kind="tổ dân phố", people={Role.HEAD: "Vũ Văn Tổ\nVũ Thị Phó"})
    assert [next(iter(one.official.grants)).office for one in urban] == ["Tổ phó tổ dân phố", "Tổ trưởng tổ dân phố"]


@pytest.mark.parametrize(("line", "name", "phone"), [
    ("Trần Thị In", "Trần Thị In", ""),
    ("2) Trần Thị In, 0912 000 111", "Trần Thị In", "0912 000 111"),
    ("Trần Thị In (xóm Đông) – 0912.000.111", "Trần Thị In (xóm Đông)", "0912.000.111"),
    ("Trần Thị In (0912000111)", "Trần Thị In", "0912000111"),
    ("3\tTrần Thị In\tXóm Đông\t+84 912 000 111", "Trần Thị In", "+84 912 000 111"),
])  # fmt: skip
def test_a_telephone_beside_a_name_is_kept_for_the_other_officials(line: str, name: str, phone: str) -> None:
    read = person_in(line)
    assert (read.name, read.phone, read.fault) == (name, phone, "")


def test_a_number_that_cannot_be_rung_is_no_part_of_a_name(own_village: Village) -> None:
    assert refusal(own_village, people={Role.HEAD: "Lê Thị Phó 0912 000"}) == {"head": "phone-form"}


def test_the_telephone_of_an_official_is_changed_with_the_work_and_gives_no_right(own_village: Village) -> None:
    accounts, actors = own_village.services.accounts, own_village.actors
    team, before = actors["team"], len(own_village.raws())
    deputy = Grant(Role.TEAM, VILLAGE, "Thư ký của tổ")
    kept = [deputy, *(one for one in team.grants if one.village != VILLAGE)]
    changed = accounts.change_roles(actors["admin"], team.account_id, kept, "0912 000 222")
    assert changed == team, "a title and a number change nothing that is signed"
    assert changed.phone == "0912 000 222"
    assert "Thư ký của tổ" in {one.office for one in changed.grants}
    assert len(own_village.raws()) == before
    for grants, phone, faults in (
        ([deputy], "12", {"phone": "phone-form"}),
        ([Grant(Role.TEAM, VILLAGE, "Thư\u202e ký")], None, {"office": "wrong-text"}),
    ):
        with pytest.raises(Invalid) as refused:
            accounts.change_roles(actors["admin"], team.account_id, grants, phone)
        assert refused.value.faults == faults


def test_those_named_to_count_are_a_committee_at_once_and_only_once(own_village: Village) -> None:
    services, admin = own_village.services, own_village.actors["admin"]
    found(own_village)
    assert services.committees.current("bac-hoa") is None
    assert services.committees.form_first(admin, "bac-hoa")
    made = services.committees.current("bac-hoa")
    assert made
    assert [one.name for one in made.members] == ["Đỗ Văn Ba", "Đỗ Văn Hai", "Đỗ Văn Một"]
    before = len(own_village.raws())
    with ThreadPoolExecutor(3) as pool:
        assert all(pool.map(lambda _: services.committees.form_first(admin, "bac-hoa"), range(3)))
    assert services.committees.current("bac-hoa") == made
    assert len(own_village.raws()) == before


def test_two_who_count_are_no_committee_and_the_head_chooses_later(own_village: Village) -> None:
    services = own_village.services
    found(own_village, people={**PEOPLE, Role.COUNTING: "Đỗ Văn Một\nĐỗ Văn Hai"})
    assert not services.committees.form_first(own_village.actors["admin"], "bac-hoa")
    assert services.committees.current("bac-hoa") is None
    with pytest.raises(Forbidden):
        services.committees.form_first(own_village.actors["head"], "bac-hoa")
