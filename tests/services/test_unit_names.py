"""A ward's residential group is called so on its papers: no "thôn", no "xã"."""

import html
from collections.abc import Iterator
from pathlib import Path

import pytest
from village.life import Village
from village.people import MEMBERS, PASSWORD, form_committee, give_cards, import_roll, roll_of
from village.road import Walk

from voting.manage.rehearsal import CountingMember
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role

WARD, GROUP = "phuong-ben-nghe", "to-3"


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Village]:
    made = Village.empty(tmp_path)
    services = made.services
    services.communes.start(WARD, "Phường Bến Nghé")
    admin = services.accounts.create_first(WARD, NewAccount("quan.tri", "Đỗ Quản Trị", PASSWORD))
    services.communes.add_village(admin, GROUP, "Số 3", "tổ dân phố")
    made.actors["admin"] = admin
    for key in (Role.HEAD, Role.FRONT, Role.TEAM, Role.CARDS, Role.COMMUNE):
        place = "" if key is Role.COMMUNE else GROUP
        grants = (Grant(key, place),)
        made.actors[key] = services.accounts.add(admin, NewAccount(f"vai.{key}", f"Người {key}", PASSWORD, grants))
    for login in MEMBERS:
        grants = (Grant(Role.COUNTING, GROUP),)
        made.actors[login] = services.accounts.add(admin, NewAccount(login, login, PASSWORD, grants))
    import_roll(services, made.actors["head"], roll_of(5), GROUP)
    made.phones_at[GROUP] = give_cards(services, made.actors["cards"], GROUP)
    made.seeds = {login: CountingMember.with_new_seed() for login in MEMBERS}
    form_committee(services, made.actors, made.seeds, GROUP)
    yield made
    services.close()


def papers_of(ward: Village, walk: Walk) -> dict[str, str]:
    """What each paper's page says, in small letters, by its kind."""
    head = ward.actors["head"]
    pages = [one for one in ward.services.matters.in_hand(head, walk.id).papers if one.media_type == "text/html"]
    raws = {one.kind: ward.services.matters.paper(walk.id, one.position, head).content for one in pages}
    return {kind: html.unescape(raw.decode()).replace("\u00a0", " ").lower() for kind, raw in raws.items()}


def test_no_paper_calls_a_residential_group_a_village_or_a_ward_a_commune(ward: Village) -> None:
    walk = Walk(ward, GROUP).propose("Giờ thu gom rác", by="commune").walk("poll")
    walk.open()
    said = papers_of(ward, walk)
    assert "ủy ban nhân dân phường" in said["proposal"]
    assert "đại diện tổ dân phố" in said["team"]
    assert "nhóm mạng xã hội của tổ dân phố" in said["poll"]
    assert "tổ trưởng tổ dân phố" in said["classification"]
    wrong = ("của thôn", "trong thôn", "nhân dân xã", "trưởng thôn")
    assert {kind: word for kind, text in said.items() for word in wrong if word in text} == {}
