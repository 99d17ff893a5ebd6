"""A commune with one village for each state a card can find: no vote, one open, several, to come, over, cancelled."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from fixtures.browser import serving
from screens.papers import LONG_DESCRIPTION, LONG_TITLE, PDF, PNG, TWELVE

from village.people import COMMUNE, MEMBERS, PASSWORD, Clock, World, connect
from voting.bootstrap import migrate_database
from voting.manage.rehearsal import CountingMember, Phone
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role
from voting.services.votes.drafting import NewDocument, NewQuestion, NewVote
from voting.web.app import create_app
from voting.web.settings import ROOT

NAMES = {
    "dong-hoa": "Đông Hòa", "tay-hoa": "Tây Hòa", "nam-hoa": "Nam Hòa", "bac-hoa": "Bắc Hòa", "dem-phieu": "Trung Hòa",
    "co-ket-qua": "Thượng Hòa", "da-huy": "Hạ Hòa", "nhieu-cau": "Tân Hòa", "chon-ba": "Vĩnh Hòa",
    "viec-dai": "An Hòa", "sap-dong": "Phú Hòa",
}  # fmt: skip
"""Code -> name of each village; what is going on there stands in `_hold_votes`."""
HOUSEHOLDS = 14
LOOK_ALIKES = "1oYt3kQ9LmN2pR5sVwXy1o"
"""A card with the characters that people misread."""
YES, NO, OTHER = [[1, 0, 0]], [[0, 1, 0]], [[0, 0, 1]]
USUAL = (NewQuestion("Bạn có tán thành không?"),)
DESCRIPTION = "Ai đề xuất: Chi hội Phụ nữ.\nViệc này không tốn tiền của hộ nào."


@dataclass
class Place:
    """The commune's world, the address it is served at, and each village's cards by household."""

    world: World
    address: str = ""
    cards: dict[tuple[str, str], Phone] = field(default_factory=dict)
    votes: dict[str, str] = field(default_factory=dict)

    def card(self, village: str, household: str) -> str:
        """What the QR code of a household's card says."""
        return f"{self.address}/the#{village}.{self.secret(village, household)}"

    def secret(self, village: str, household: str) -> str:
        """The 22 characters on a card."""
        return self.cards[village, household].card

    def cast(self, village: str, household: str, choices: list[list[int]], sequence: int = 1) -> str:
        """Casts a household's ballot without a browser; its tracker."""
        election = self.world.services.publication.election(self.votes[village])
        body = self.cards[village, household].envelope(election, choices, sequence)
        return self.world.services.casting.cast(self.votes[village], body).tracker


def make_place(folder: Path) -> Place:
    """Builds the commune in a new database below `folder`."""
    file = folder / "dinh.sqlite"
    migrate_database(f"sqlite:///{file}")
    place = Place(connect(file, Clock()))
    _appoint(place)
    for code in NAMES:
        _settle(place, code)
    _hold_votes(place)
    return place


@contextmanager
def served(place: Place, port: int) -> Iterator[Place]:
    """The commune behind a real server. An address given by `X-Forwarded-For` may knock three times a minute."""
    with TemporaryDirectory() as folder:
        settings = replace(
            place.world.settings,
            public_url=f"http://localhost:{port}",
            behind_proxy=True,
            ballots_per_minute=3,
            static_folder=own_static(Path(folder)),
        )
        with serving(create_app(place.world.services, settings), port) as address:
            place.address = address
            yield place


def own_static(folder: Path) -> Path:
    """A copy of the built files, so that building anew does not pull them away from a running server."""
    return Path(shutil.copytree(ROOT / "static", folder / "static", ignore=shutil.ignore_patterns("js")))


def _appoint(place: Place) -> None:
    accounts, communes = place.world.services.accounts, place.world.services.communes
    communes.start(COMMUNE, "Xã Đông Hòa")
    admin = accounts.create_first(COMMUNE, NewAccount("quan.tri", "Đỗ Quản Trị", PASSWORD))
    for code, name in NAMES.items():
        communes.add_village(admin, code, name, "thôn")
    people = [("head", Role.HEAD), ("cards", Role.CARDS), *((login, Role.COUNTING) for login in MEMBERS)]
    for login, role in people:
        grants = tuple(Grant(role, code) for code in NAMES)
        place.world.actors[login] = accounts.add(admin, NewAccount(login, f"Người {login}", PASSWORD, grants))
    place.world.seeds = {login: CountingMember.with_new_seed() for login in MEMBERS}


def _settle(place: Place, code: str) -> None:
    """A village's household list, its cards and its counting committee."""
    services, actors = place.world.services, place.world.actors
    numbers = range(1, HOUSEHOLDS + 1)
    rows = [f"DH-{n:03d};Hộ số {n};Người đại diện {n};Xóm Đông, số {n};09120000{n:02d}" for n in numbers]
    roll = "\n".join(["Mã hộ;Chủ hộ;Đại diện hộ gia đình;Địa chỉ;Số điện thoại", *rows]) + "\n"
    preview = services.rolls.preview(actors["head"], code, "ho.csv", roll.encode())
    services.rolls.confirm(actors["head"], code, preview.id)
    phones = {f"DH-{n:03d}": Phone.with_new_card() for n in numbers}
    if code == "tay-hoa":
        phones["DH-003"] = Phone(LOOK_ALIKES)
    services.cards.issue(actors["cards"], code, {household: phone.key for household, phone in phones.items()})
    place.cards |= {(code, household): phone for household, phone in phones.items()}
    services.committees.form(actors["head"], code, [actors[login].id for login in MEMBERS])
    for login in MEMBERS:
        services.committees.publish_key(actors[login], code, place.world.seeds[login].key_message.decode())


def _open(place: Place, village: str, plan: NewVote) -> None:
    opened = place.world.services.votes.open(place.world.actors["head"], village, plan)
    place.votes[village] = opened.uuid


def _plan(
    place: Place, title: str, questions: tuple[NewQuestion, ...] = USUAL, *, in_h: float = 0, for_h: float = 52
) -> NewVote:
    opens = place.world.clock() + timedelta(hours=in_h)
    return NewVote(title, DESCRIPTION, questions, opens, opens + timedelta(hours=for_h))


def _hold_votes(place: Place) -> None:
    """Votes over first, because time only goes forward; then those open and to come."""
    for village, title in (("co-ket-qua", "Giờ thu gom rác của xóm"), ("dem-phieu", "Ngày tổng vệ sinh đường thôn")):
        _open(place, village, _plan(place, title, for_h=1))
        for household in ("DH-001", "DH-002", "DH-003"):
            place.cast(village, household, YES)
    place.world.clock.move(hours=2)
    place.world.services.votes.close_due()
    place.world.count(place.votes["co-ket-qua"])
    place.world.count(place.votes["dem-phieu"], MEMBERS[:1])
    _open(place, "da-huy", _plan(place, "Lịch dùng nhà văn hóa (bản cũ)"))
    place.world.services.votes.cancel(place.world.actors["head"], place.votes["da-huy"], "Nội dung có chỗ nhầm ngày")
    _open(place, "dong-hoa", _plan(place, "Lịch dùng nhà văn hóa năm 2027"))
    place.cast("dong-hoa", "DH-001", YES)
    place.world.services.cards.revoke(place.world.actors["cards"], "dong-hoa", "DH-014", "Hộ báo mất thẻ")
    _open(place, "bac-hoa", _plan(place, "Giữ yên tĩnh sau 22 giờ", in_h=24))
    _open(place, "sap-dong", _plan(place, "Giờ đóng cổng nhà văn hóa", for_h=1))
    _open(place, "nam-hoa", _plan(place, "Trồng cây đường làng", for_h=30))
    _open(place, "nam-hoa", _plan(place, "Quy ước về việc cưới", in_h=48))
    _open(place, "nam-hoa", _plan(place, "Lịch dùng sân bóng"))
    place.cast("nam-hoa", "DH-002", NO)
    _hold_wide_votes(place)


def _hold_wide_votes(place: Place) -> None:
    """Several questions; up to three of twelve, or blank; a long matter with papers."""
    committee = ("Bà Nguyễn Thị Hoa", "Ông Trần Văn Lâm", "Bà Lê Thị Mai", "Ông Phạm Văn Nghĩa", "Ông Đỗ Văn Oanh")
    several = (
        NewQuestion("Bạn có tán thành bản hương ước sửa đổi không?"),
        NewQuestion("Chọn người vào Ban giám sát đầu tư của cộng đồng", committee, 2, 3, blank=True),
        NewQuestion("Họp thôn vào buổi nào thì tiện?", ("Tối thứ Bảy", "Sáng Chủ nhật"), proposals=(0, 1)),
    )
    _open(place, "nhieu-cau", _plan(place, "Ba việc của thôn cuối năm 2026", several))
    approve = NewQuestion("Năm tới thôn nên làm việc nào trước?", TWELVE, 1, 3, blank=True, proposals=tuple(range(12)))
    _open(place, "chon-ba", _plan(place, "Chọn việc làm trong năm 2027", (approve,)))
    documents = (
        NewDocument("Dự toán sửa đường, bản họp xóm ngày 12-9-2026.pdf", "application/pdf", PDF),
        NewDocument("Ảnh đoạn đường bị lún.png", "image/png", PNG),
    )
    plan = replace(_plan(place, LONG_TITLE), description=LONG_DESCRIPTION, documents=documents)
    _open(place, "viec-dai", plan)
