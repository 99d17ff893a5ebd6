"""Who lives there: officials with their accounts, households with their cards, counting members with their keys.

Names of people are invented.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from voting.manage.rehearsal import CountingMember, Phone
from voting.services.house import Services
from voting.services.households.previews import Agreement
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Actor, Grant, Role

COMMUNE, VILLAGE, NEIGHBOUR = "xa-dong-hoa", "dong-hoa", "tay-hoa"
NAMES = {VILLAGE: "Đông Hòa", NEIGHBOUR: "Tây Hòa"}
"""Code -> name of each village, where a state does not need more of them."""
PASSWORD = "mat khau cho kiem thu"
MEMBERS = ("dem.mot", "dem.hai", "dem.ba")
"""Logins of the counting committee."""
HEADER = "Mã hộ;Chủ hộ;Đại diện hộ gia đình;Địa chỉ;Số điện thoại\n"
ROLL = f"""{HEADER}DH-001;Nguyễn Văn An;Nguyễn Văn An;Xóm Đông, số 1;0912000001
DH-002;Trần Thị Bình;Trần Thị Bình;Xóm Đông, số 2;0912000002
DH-003;Lê Văn Cường;Lê Thị Cúc;Xóm Đoài, số 3;0912000003
DH-004;Phạm Thị Dung;Phạm Thị Dung;Xóm Đoài, số 4;0912000004
DH-005;Hoàng Văn Em;Hoàng Văn Em;Xóm Đoài, số 5;0912000005
"""
"""Five households with names that nobody but their village may see."""


def roll_of(households: int) -> str:
    """A list of any length: DH-001, DH-002, ..."""
    numbers = range(1, households + 1)
    return HEADER + "".join(f"DH-{n:03d};Hộ số {n};Người đại diện {n};Xóm Đông, số {n};09{n:08d}\n" for n in numbers)


def appoint(services: Services, names: Mapping[str, str], serving: Sequence[str]) -> dict[str, Actor]:
    """The commune with these villages (code -> name), and its officials by role, or by login for counting members.

    Each official holds the one role in all villages of `serving`; `other-head` is the head of the neighbour alone.
    """
    services.communes.start(COMMUNE, "Xã Đông Hòa")
    admin = services.accounts.create_first(COMMUNE, NewAccount("quan.tri", "Đỗ Quản Trị", PASSWORD))
    for code, name in names.items():
        services.communes.add_village(admin, code, name, "thôn")
    people = [(role.value, f"vai.{role.value}", role, serving) for role in Role if role is not Role.ADMIN]
    people += [(login, login, Role.COUNTING, serving) for login in MEMBERS]
    people += [("other-head", "truong.tay", Role.HEAD, (NEIGHBOUR,))]
    actors = {"admin": admin}
    for key, login, role, villages in people:
        grants = tuple(Grant(role, code) for code in villages)
        actors[key] = services.accounts.add(admin, NewAccount(login, f"Người {key}", PASSWORD, grants))
    return actors


def import_roll(services: Services, head: Actor, roll: str | Path, at: str = VILLAGE) -> None:
    """The household list, as text or a file of its own, previewed and confirmed."""
    name, content = ("ho.csv", roll.encode()) if isinstance(roll, str) else (roll.name, roll.read_bytes())
    found = services.rolls.preview(head, at, name, content)
    services.rolls.confirm(head, at, found.id, Agreement(village_name=services.communes.village(at).name))


def give_cards(
    services: Services, authority: Actor, at: str = VILLAGE, known: Mapping[str, Phone] | None = None
) -> dict[str, Phone]:
    """A card in a phone for each household of the list: a new one, unless it is `known` already."""
    pending = services.cards.pending(authority, at)
    phones = {todo.household_code: Phone.with_new_card() for todo in pending} | dict(known or {})
    services.cards.issue(authority, at, {household: phone.key for household, phone in phones.items()})
    return phones


def form_committee(
    services: Services, actors: Mapping[str, Actor], seeds: Mapping[str, CountingMember], at: str = VILLAGE
) -> None:
    """The counting members with their keys."""
    services.committees.form(actors["head"], at, [actors[login].account_id for login in seeds])
    for login, member in seeds.items():
        services.committees.publish_key(actors[login], at, member.key_message.decode())
