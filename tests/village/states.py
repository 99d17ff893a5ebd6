"""The states a village can be in, each built from nothing as people would, and the fixtures that share them.

`appointed` officials, nothing else; `settled` ready for its first vote; `lively` a vote in each state;
`two_votes` one decided, one open; `many_villages` one village for each state a card can find.

Fixtures: `made_village` is the lively one, built once a session and only ever copied; `own_village` is a copy for a
test that changes something; `new_village(households=5)` builds a settled one below the test's own folder.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from screens.papers import EIGHT, LONG_DESCRIPTION, LONG_TITLE, PDF, PNG

from village.clock import Clock
from village.life import NO, OTHER, YES, Village
from village.people import MEMBERS, NAMES, ROLL, VILLAGE, appoint, form_committee, give_cards, import_roll, roll_of
from voting.manage.rehearsal import CountingMember, Phone
from voting.services.votes.drafting import NewDocument, NewQuestion

MANY = NAMES | {
    "nam-hoa": "Nam Hòa", "bac-hoa": "Bắc Hòa", "dem-phieu": "Trung Hòa", "co-ket-qua": "Thượng Hòa",
    "da-huy": "Hạ Hòa", "nhieu-cau": "Tân Hòa", "chon-ba": "Vĩnh Hòa", "viec-dai": "An Hòa", "sap-dong": "Phú Hòa",
}  # fmt: skip
"""Code -> name of each village of `many_villages`; what is going on there stands in `_hold_votes`."""
LOOK_ALIKES = "10YT3KQ91MN2PR5SVW0XY10AB"
"""A card with the characters that people misread."""


def appointed(
    place: Path | str,
    clock: Clock | None = None,
    *,
    names: Mapping[str, str] = NAMES,
    serving: Sequence[str] = (VILLAGE,),
) -> Village:
    """The commune of these villages, with its officials' accounts and nothing else; they serve Đông Hòa, or several."""
    village = Village.empty(place, clock)
    village.actors = appoint(village.services, names, serving)
    return village


def settled(place: Path | str, clock: Clock | None = None, *, households: int = 12, roll: str | Path = "") -> Village:
    """Households with cards, three counting members with keys; ready for the first vote."""
    village = appointed(place, clock)
    _settle(village, VILLAGE, roll or roll_of(households))
    return village


def lively(place: Path | str) -> Village:
    """A vote open, one to come, one decided, one cancelled, one being counted."""
    village = settled(place, roll=ROLL)
    votes, clock = village.votes, village.clock
    votes["decided"] = village.open_vote("Giờ thu gom rác của xóm", lasts_h=2)
    village.trackers += village.cast_all(votes["decided"], (YES, YES, YES, NO))
    village.trackers.append(village.cast(votes["decided"], "DH-004", OTHER))
    clock.move(hours=3)
    village.services.votes.close_due()
    village.count(votes["decided"])
    votes["counting"] = village.open_vote("Ngày tổng vệ sinh đường thôn", lasts_h=1)
    village.cast_all(votes["counting"], (YES, YES, NO))
    clock.move(hours=2)
    village.services.votes.close_due()
    village.count(votes["counting"], MEMBERS[:1])
    votes["cancelled"] = village.open_vote("Lịch dùng nhà văn hóa (bản cũ)")
    village.services.votes.cancel(village.actors["head"], votes["cancelled"], "Nội dung có chỗ nhầm ngày")
    votes["open"] = village.open_vote("Lịch dùng nhà văn hóa năm 2027", lasts_h=52)
    village.trackers.append(village.cast(votes["open"], "DH-001", YES))
    votes["upcoming"] = village.open_vote("Giữ yên tĩnh sau 22 giờ", starts_in_h=24)
    return village


def two_votes(place: Path | str) -> Village:
    """`votes["decided"]` (re-votes; passed) and `votes["open"]` (three ballots)."""
    village = settled(place)
    decided = village.votes["decided"] = village.open_vote("Lát gạch đường ngõ xóm")
    village.cast_all(decided, [YES] * 6 + [NO] * 3 + [OTHER])
    village.cast(decided, "DH-007", YES)
    village.cast(decided, "DH-001", NO)
    village.cast(decided, "DH-001", YES)
    village.close(decided)
    village.count(decided)
    village.votes["open"] = village.open_vote("Trồng cây đường làng")
    village.cast_all(village.votes["open"], [YES, NO, YES])
    return village


HOURS = NewQuestion("Thu gom rác vào giờ nào thì tiện?", ("6 giờ", "18 giờ"))
WORKS = NewQuestion("Năm tới nên làm việc nào trước?", ("Đèn đường", "Nhà văn hóa", "Cống"), 1, 2, blank=True)
SAID = ([[1, 0], [0, 1, 1, 0]], [[1, 0], [0, 1, 0, 0]], [[0, 1], [1, 0, 0, 0]])
"""What three households say to both questions: early and two works, early and lamps, late and blank."""


def opinions(place: Path | str) -> Village:
    """Votes that only ask for opinions, one in each state, the decided one with a paper; `votes["draft"]` is typed."""
    village = settled(place, households=6)
    votes, head, services = village.votes, village.actors["head"], village.services
    for name, title in (("decided", "Giờ thu gom rác và việc năm tới"), ("counting", "Việc năm tới")):
        votes[name] = village.ask(title, HOURS, WORKS, lasts_h=2)
        village.cast_all(votes[name], SAID)
    votes["few"] = village.ask("Giờ tập dưỡng sinh", HOURS, lasts_h=2)
    village.cast(votes["few"], "DH-001", [[1, 0]])
    village.clock.move(hours=3)
    services.votes.close_due()
    village.count(votes["decided"])
    village.count(votes["counting"], MEMBERS[:1])
    votes["cancelled"] = village.ask("Giờ mở nhà văn hóa (bản cũ)", HOURS)
    services.votes.cancel(head, votes["cancelled"], "Ghi nhầm giờ")
    votes["open"] = village.ask("Giờ mở nhà văn hóa", HOURS, WORKS, description="Để xếp lịch cho năm 2027.")
    village.trackers.append(village.cast(votes["open"], "DH-001", SAID[0]))
    services.votes.extend(head, votes["open"], village.clock() + timedelta(hours=60), "Mưa bão")
    votes["upcoming"] = village.ask("Ngày hội của thôn", HOURS, starts_in_h=24)
    votes["draft"] = services.drafts.begin(head, VILLAGE, "nhap", OPINION_TYPED)
    return village


OPINION_TYPED = [
    ("kind", "opinion"), ("title", "Màu sơn cổng làng"), ("description", "Sơn trước Tết."),
    ("questions-0-text", "Sơn màu nào?"), ("questions-0-answers", "Vàng\nNâu\nXanh"), ("questions-0-maximum", "2"),
    ("questions-0-blank", "y"), ("opens", "now"), ("closes_day", "2026-11-29"), ("closes_at", "20:00"),
]  # fmt: skip


def many_villages(place: Path | str) -> Village:
    """A commune with one village for each state a card can find: no vote, one open, several, to come, over, cancelled.

    `votes` has the last one opened in each village, by its code.
    """
    village = appointed(place, names=MANY, serving=tuple(MANY))
    for code in MANY:
        known = {"DH-003": Phone(LOOK_ALIKES)} if code == "tay-hoa" else {}
        _settle(village, code, roll_of(14), known)
    _hold_votes(village)
    _hold_wide_votes(village)
    return village


def _settle(village: Village, code: str, roll: str | Path, known: Mapping[str, Phone] | None = None) -> None:
    """A village's household list, its cards and its counting committee."""
    import_roll(village.services, village.actors["head"], roll, code)
    village.phones_at[code] = give_cards(village.services, village.actors["cards"], code, known)
    village.seeds = village.seeds or {login: CountingMember.with_new_seed() for login in MEMBERS}
    form_committee(village.services, village.actors, village.seeds, code)


def _open(village: Village, code: str, title: str, *questions: NewQuestion, **plan: object) -> None:
    village.votes[code] = village.open_vote(title, *questions, at=code, **{"lasts_h": 52, **plan})


def _hold_votes(village: Village) -> None:
    """Votes over first, because time only goes forward; then those open and to come."""
    services, actors, votes = village.services, village.actors, village.votes
    for code, title in (("co-ket-qua", "Giờ thu gom rác của xóm"), ("dem-phieu", "Ngày tổng vệ sinh đường thôn")):
        _open(village, code, title, lasts_h=1)
        village.cast_all(votes[code], (YES, YES, YES), at=code)
    village.clock.move(hours=2)
    services.votes.close_due()
    village.count(votes["co-ket-qua"])
    village.count(votes["dem-phieu"], MEMBERS[:1])
    _open(village, "da-huy", "Lịch dùng nhà văn hóa (bản cũ)")
    services.votes.cancel(actors["head"], votes["da-huy"], "Nội dung có chỗ nhầm ngày")
    _open(village, VILLAGE, "Lịch dùng nhà văn hóa năm 2027")
    village.cast(votes[VILLAGE], "DH-001", YES)
    village.lose_card("DH-014")
    _open(village, "bac-hoa", "Giữ yên tĩnh sau 22 giờ", starts_in_h=24)
    _open(village, "sap-dong", "Giờ đóng cổng nhà văn hóa", lasts_h=1)
    _open(village, "nam-hoa", "Trồng cây đường làng", lasts_h=30)
    _open(village, "nam-hoa", "Quy ước về việc cưới", starts_in_h=48)
    _open(village, "nam-hoa", "Lịch dùng sân bóng")
    village.cast(votes["nam-hoa"], "DH-002", NO, at="nam-hoa")


def _hold_wide_votes(village: Village) -> None:
    """Opinions on several questions; on up to three of eight, or blank; a long matter with papers."""
    committee = ("Bà Nguyễn Thị Hoa", "Ông Trần Văn Lâm", "Bà Lê Thị Mai", "Ông Phạm Văn Nghĩa", "Ông Đỗ Văn Oanh")
    several = (
        NewQuestion("Hương ước nên sửa thế nào?", ("Sửa cả bản", "Sửa vài điều", "Ý kiến khác")),
        NewQuestion("Chọn người vào Ban giám sát đầu tư của cộng đồng", committee, 2, 3, blank=True),
        NewQuestion("Họp thôn vào buổi nào thì tiện?", ("Tối thứ Bảy", "Sáng Chủ nhật")),
    )
    village.votes["nhieu-cau"] = village.ask("Ba việc của thôn cuối năm 2026", *several, lasts_h=52, at="nhieu-cau")
    approve = NewQuestion("Năm tới thôn nên làm việc nào trước?", EIGHT, 1, 3, blank=True)
    village.votes["chon-ba"] = village.ask("Việc làm trong năm 2027", approve, lasts_h=52, at="chon-ba")
    documents = (
        NewDocument("Dự toán sửa đường, bản họp xóm ngày 12-9-2026.pdf", "application/pdf", PDF),
        NewDocument("Ảnh đoạn đường bị lún.png", "image/png", PNG),
    )
    _open(village, "viec-dai", LONG_TITLE, description=LONG_DESCRIPTION, documents=documents)


@pytest.fixture(scope="session")
def made_village(tmp_path_factory: pytest.TempPathFactory) -> Village:
    """The lively village, its services closed: to be copied."""
    village = lively(tmp_path_factory.mktemp("village"))
    village.services.close()
    return village


@pytest.fixture
def own_village(made_village: Village, tmp_path: Path) -> Iterator[Village]:
    """The lively village for a test that changes something."""
    village = made_village.copied(tmp_path)
    yield village
    village.services.close()


@pytest.fixture
def new_village(tmp_path: Path) -> Iterator[Callable[..., Village]]:
    """Builds a settled village of the test's own."""
    made: list[Village] = []

    def make(**options: int) -> Village:
        folder = tmp_path / f"village-{len(made)}"
        folder.mkdir()
        made.append(settled(folder, **options))
        return made[-1]

    yield make
    for one in made:
        one.services.close()
