"""A small commune with everything in it: a vote open, one to come, one decided, one cancelled, one being counted."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from voting.bootstrap import BootstrapSettings, make_desk, migrate_database
from voting.manage.rehearsal import CountingMember, Phone
from voting.services.desk import Desk
from voting.services.house import Services
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Actor, Grant, Role
from voting.services.votes.drafting import NewQuestion, NewVote
from voting.services.votes.summaries import VoteSummary
from voting.web.settings import WebSettings

SECRET = "a secret for tests only, forty characters"
PASSWORD = "mat khau cho kiem thu"
START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # 08:00 on Tuesday 24/11/2026 in Việt Nam
COMMUNE, VILLAGE, OTHER = "xa-dong-hoa", "dong-hoa", "tay-hoa"
ROLL = """Mã hộ;Chủ hộ;Đại diện hộ gia đình;Địa chỉ;Số điện thoại
DH-001;Nguyễn Văn An;Nguyễn Văn An;Xóm Đông, số 1;0912000001
DH-002;Trần Thị Bình;Trần Thị Bình;Xóm Đông, số 2;0912000002
DH-003;Lê Văn Cường;Lê Thị Cúc;Xóm Đoài, số 3;0912000003
DH-004;Phạm Thị Dung;Phạm Thị Dung;Xóm Đoài, số 4;0912000004
DH-005;Hoàng Văn Em;Hoàng Văn Em;Xóm Đoài, số 5;0912000005
"""
MEMBERS = ("dem.mot", "dem.hai", "dem.ba")


class Clock:
    """A clock that tests move."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **step: float) -> None:
        self.now += timedelta(**step)


@dataclass
class World:
    """The services of the commune, its officials, its households' phones, its votes by state."""

    services: Services
    clock: Clock
    settings: WebSettings
    desk: Desk
    actors: dict[str, Actor] = field(default_factory=dict)
    phones: dict[str, Phone] = field(default_factory=dict)
    seeds: dict[str, CountingMember] = field(default_factory=dict)
    votes: dict[str, str] = field(default_factory=dict)
    trackers: list[str] = field(default_factory=list)

    def cast(self, uuid: str, household: str, choices: list[list[int]], sequence: int = 1) -> str:
        body = self.phones[household].envelope(self.services.publication.election(uuid), choices, sequence)
        return self.services.casting.cast(uuid, body).tracker

    def open_vote(self, title: str, *, starts_in_h: float = 0, lasts_h: float = 48) -> str:
        plan = NewVote(
            title=title,
            description="Ai đề xuất: Chi hội Phụ nữ.\nViệc này không tốn tiền của hộ nào.",
            questions=(NewQuestion("Bạn có tán thành không?"),),
            opens_at_utc=self.clock() + timedelta(hours=starts_in_h),
            closes_at_utc=self.clock() + timedelta(hours=starts_in_h + lasts_h),
        )
        opened: VoteSummary = self.services.votes.open(self.actors["head"], VILLAGE, plan)
        return opened.uuid

    def count(self, uuid: str, members: tuple[str, ...] = MEMBERS) -> None:
        for login in members:
            task = self.services.counting.task(self.actors[login], uuid)
            part = self.seeds[login].partial_decryption(task.election.encode(), task.encrypted_tally.encode())
            self.services.counting.publish(self.actors[login], uuid, part)


def connect(database: Path, clock: Clock) -> World:
    """Services on this database file."""
    url = f"sqlite:///{database}"
    desk = make_desk(BootstrapSettings(database_url=url, secret_key=SECRET, host="dinh.example", clock=clock))
    settings = WebSettings(secret_key=SECRET, public_url="http://localhost", sign_ins_per_minute=0, clock=clock)
    return World(Services.at(desk), clock, settings, desk)


def make_world(database: Path, clock: Clock | None = None) -> World:
    """Builds everything from nothing, as people would."""
    migrate_database(f"sqlite:///{database}")
    world = connect(database, clock or Clock())
    add_officials(world)
    add_households(world)
    add_committee(world)
    world.votes["decided"] = world.open_vote("Giờ thu gom rác của xóm", lasts_h=2)
    yes, no, other = [[1, 0, 0]], [[0, 1, 0]], [[0, 0, 1]]
    for household, choice in zip(world.phones, (yes, yes, yes, no), strict=False):
        world.trackers.append(world.cast(world.votes["decided"], household, choice))
    world.trackers.append(world.cast(world.votes["decided"], "DH-004", other, 2))
    world.clock.move(hours=3)
    world.services.votes.close_due()
    world.count(world.votes["decided"])
    world.votes["counting"] = world.open_vote("Ngày tổng vệ sinh đường thôn", lasts_h=1)
    world.cast(world.votes["counting"], "DH-001", yes)
    world.clock.move(hours=2)
    world.services.votes.close_due()
    world.count(world.votes["counting"], MEMBERS[:1])
    world.votes["cancelled"] = world.open_vote("Lịch dùng nhà văn hóa (bản cũ)")
    world.services.votes.cancel(world.actors["head"], world.votes["cancelled"], "Nội dung có chỗ nhầm ngày")
    world.votes["open"] = world.open_vote("Lịch dùng nhà văn hóa năm 2027", lasts_h=52)
    world.trackers.append(world.cast(world.votes["open"], "DH-001", yes))
    world.votes["upcoming"] = world.open_vote("Giữ yên tĩnh sau 22 giờ", starts_in_h=24)
    return world


def add_officials(world: World) -> None:
    """One account for each role, a head of the other village, three counting members."""
    accounts, communes = world.services.accounts, world.services.communes
    communes.start(COMMUNE, "Xã Đông Hòa")
    admin = accounts.create_first(COMMUNE, NewAccount("quan.tri", "Đỗ Quản Trị", PASSWORD))
    world.actors["admin"] = admin
    communes.add_village(admin, VILLAGE, "Đông Hòa", "thôn")
    communes.add_village(admin, OTHER, "Tây Hòa", "thôn")
    people = [(role.value, f"vai.{role.value}", Grant(role, VILLAGE)) for role in Role if role is not Role.ADMIN]
    people += [(login, login, Grant(Role.COUNTING, VILLAGE)) for login in MEMBERS]
    people += [("other-head", "truong.tay", Grant(Role.HEAD, OTHER))]
    for key, login, grant in people:
        world.actors[key] = accounts.add(admin, NewAccount(login, f"Người {key}", PASSWORD, (grant,)))


def add_households(world: World) -> None:
    """The roll, and a card in a phone for each household."""
    head = world.actors["head"]
    preview = world.services.rolls.preview(head, VILLAGE, "ho.csv", ROLL.encode())
    world.services.rolls.confirm(head, VILLAGE, preview.id)
    pending = world.services.cards.pending(world.actors["cards"], VILLAGE)
    world.phones = {todo.household_code: Phone.with_new_card() for todo in pending}
    keys = {code: phone.key for code, phone in world.phones.items()}
    world.services.cards.issue(world.actors["cards"], VILLAGE, keys)


def add_committee(world: World) -> None:
    """Three members with their keys."""
    ids = [world.actors[login].id for login in MEMBERS]
    world.services.committees.form(world.actors["head"], VILLAGE, ids)
    for login in MEMBERS:
        world.seeds[login] = CountingMember.with_new_seed()
        key = world.seeds[login].key_message.decode()
        world.services.committees.publish_key(world.actors[login], VILLAGE, key)
