"""The head changes while a matter is on its road, or cannot act: the road goes on under whoever holds the office."""

from dataclasses import replace
from datetime import timedelta

import pytest
from village.life import YES, Village
from village.people import VILLAGE
from village.road import PHOTO, Walk

from voting.law.road import Mark, Office
from voting.services.errors import Forbidden
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Actor, Grant, Role


def new_head(village: Village, login: str, name: str, office: str = "") -> Actor:
    """Another official who holds the head's office from now on."""
    grant = Grant(Role.HEAD, VILLAGE, office)
    return village.services.accounts.add(village.actors["admin"], NewAccount(login, name, "mat khau du dai", (grant,)))


def step_down(village: Village, head: Actor) -> None:
    """The head that was is a member of the team now."""
    village.services.accounts.change_roles(village.actors["admin"], head.account_id, [Grant(Role.TEAM, VILLAGE)])


def waiting(village: Village, who: Actor) -> list[str]:
    return [one.deed.value for one in village.services.agenda.of(who).tasks if one.deed]


def page_of(village: Village, walk: Walk, kind: str) -> str:
    """A paper as its page says it."""
    found = village.services.matters.get(walk.id).papers
    page = next(one for one in found if one.kind == kind and one.media_type == "text/html")
    return village.services.matters.paper(walk.id, page.position, village.actors["admin"]).content.decode()


def test_a_matter_walks_on_under_a_head_who_came_after_each_of_its_steps(village: Village) -> None:
    walk = Walk(village).propose("Giờ thu gom rác mới")
    heads = [village.actors["head"]]
    for number, (name, step) in enumerate(walk.steps.items()):
        step()
        before = village.actors["head"]
        village.actors["head"] = new_head(village, f"truong.{number}", f"Trưởng thứ {number}")
        step_down(village, before)
        heads.append(village.actors["head"])
        assert not {"classify", "inform", "appoint-team", "announce"} & set(waiting(village, before)), name
    uuid = village.services.matters.get(walk.id).vote
    village.cast_all(uuid, (YES, YES, YES))
    village.close(uuid)
    village.count(uuid)
    walk.minute()
    walk.resolve()
    with pytest.raises(Forbidden):
        village.services.decisions.publish(
            replace(heads[0], grants=frozenset({Grant(Role.TEAM, VILLAGE)})), walk.id, village.clock().date()
        )
    village.services.decisions.publish(heads[-1], walk.id, village.clock().date() + timedelta(days=31), PHOTO)
    assert {Mark.PASSED, Mark.PUBLISHED} <= set(village.services.matters.get(walk.id).marks)
    steps = village.services.matters.steps(walk.id)
    assert {one.office for one in steps if one.type in {"matter-classified", "matter-resolved"}} == {Office.HEAD}
    assert village.bundle(uuid)


def test_papers_carry_the_name_of_the_head_of_their_day(village: Village) -> None:
    walk = Walk(village).propose("Giờ thu gom rác mới")
    before = village.actors["head"]
    village.actors["head"] = new_head(village, "truong.moi", "Nguyễn Thị Trưởng Mới")
    step_down(village, before)
    walk.classify()
    assert "Nguyễn Thị Trưởng Mới" in page_of(village, walk, "classification")
    assert before.name not in page_of(village, walk, "classification")
    assert "Trưởng Mới" not in page_of(village, walk, "proposal")


def test_a_deputy_acts_while_the_heads_account_is_closed(village: Village) -> None:
    walk = Walk(village).propose("Giờ thu gom rác mới").walk("appoint")
    deputy = new_head(village, "pho.truong", "Trần Văn Phó", "Phó trưởng thôn")
    village.services.accounts.deactivate(village.actors["admin"], village.actors["head"].account_id)
    walk.settle()
    walk.poll()
    village.actors["head"] = deputy
    assert "announce" in waiting(village, deputy)
    uuid = walk.open()
    village.cast_all(uuid, (YES, YES, YES))
    village.close(uuid)
    village.count(uuid)
    walk.minute()
    walk.resolve()
    decision = page_of(village, walk, "decision").replace("\u00a0", " ")
    assert "PHÓ TRƯỞNG THÔN" in decision.upper()
    assert "Trần Văn Phó" in decision
    assert Mark.PASSED in village.services.matters.get(walk.id).marks
