"""A commune whose decisions of two years are known: what its reports must say stands in `test_reports`.

Đông Hòa has five households and votes; Tây Hòa has five and meets; Bắc Hòa is appointed and has no list.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from village.clock import Clock
from village.life import NO, OTHER, YES, Village
from village.people import (
    MEMBERS,
    NAMES,
    NEIGHBOUR,
    PASSWORD,
    VILLAGE,
    form_committee,
    give_cards,
    import_roll,
    roll_of,
)
from village.road import PHOTO, Walk
from village.states import appointed

from voting.law.road import Office
from voting.manage.rehearsal import CountingMember
from voting.services.matters.meetings import Counted
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role

EMPTY = "bac-hoa"
LAST_YEAR = datetime(2025, 11, 3, 1, 0, tzinfo=UTC)
THIS_YEAR = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


def settled_commune(folder: Path, at: datetime) -> Village:
    """Two villages ready to vote, one with officials alone; `whole` is the commune's own office."""
    made = appointed(folder, Clock(at), names=NAMES | {EMPTY: "Bắc Hòa"}, serving=(*NAMES, EMPTY))
    made.seeds = {login: CountingMember.with_new_seed() for login in MEMBERS}
    for code in (VILLAGE, NEIGHBOUR):
        import_roll(made.services, made.actors["head"], roll_of(5), code)
        made.phones_at[code] = give_cards(made.services, made.actors["cards"], code)
        form_committee(made.services, made.actors, made.seeds, code)
    office = NewAccount("van.phong", "Người văn phòng", PASSWORD, (Grant(Role.COMMUNE),))
    made.actors["whole"] = made.services.accounts.add(made.actors["admin"], office)
    return made


def voted(village: Village, title: str, choices: list[list[list[int]]], at: str = VILLAGE) -> Walk:
    """A matter whose vote has its result, resolved."""
    walk = Walk(village, at).propose(title).walk("poll")
    vote = walk.open()
    village.cast_all(vote, choices, at=at)
    village.close(vote)
    village.count(vote)
    walk.minute()
    walk.resolve()
    return walk


def met(village: Village, title: str, held_at: datetime, in_favour: int, at: str = NEIGHBOUR) -> Walk:
    """A matter of clause 3 decided by a meeting at this moment, written down two days later."""
    walk = Walk(village, at).propose(title)
    walk.classify(**{"village-rules": True})
    village.services.meetings.convene(village.actors["head"], walk.id, held_at, "Nhà văn hóa")
    village.clock.now = max(village.clock.now, held_at + timedelta(days=2))
    counted = Counted(5, in_favour, 5 - in_favour, 0)
    village.services.meetings.enter(village.actors["front"], walk.id, counted, PHOTO)
    walk.confirm()
    return walk


def send(village: Village, walk: Walk) -> None:
    """To both offices, now."""
    village.services.decisions.receive(village.actors["commune"], walk.id, Office.COMMUNE)
    village.services.decisions.send(village.actors["head"], walk.id, Office.COMMUNE_FRONT, PHOTO)


def two_years(folder: Path) -> Village:
    """Second half of 2025: one vote passed, one opinion. Of 2026: two votes passed, one not; two meetings."""
    village = settled_commune(folder, LAST_YEAR)
    send(village, voted(village, "Giờ thu gom rác năm ngoái", [YES] * 4))
    village.clock.now = THIS_YEAR
    first = voted(village, "Giờ thu gom rác", [YES, YES, YES, NO, OTHER])
    send(village, first)
    village.services.decisions.publish(village.actors["head"], first.id, village.clock().date() + timedelta(days=40))
    voted(village, "Lịch sân bóng", [YES, NO, NO])
    village.clock.move(days=10)
    send(village, voted(village, "=HYPERLINK(1)", [YES, YES, YES, YES]))
    met(village, "Sửa hương ước", village.clock() + timedelta(days=3), 4)
    met(village, "Sửa hương ước lần hai", village.clock() + timedelta(days=3), 2)
    return village
