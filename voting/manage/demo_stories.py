"""What happens in each village of the demonstration's commune, told by days: a story waits until its day has come.

A story yields how many days ago its next part is; whoever drives the stories moves the commune's clock there first, so
that all of them write into one book in the order of time.
"""

from collections.abc import Callable, Iterator, Mapping

from voting.manage.demo_road import CAMERA, QUIET, WASTE, Words
from voting.manage.demo_villages import Place
from voting.services.matters.terms import Ending
from voting.services.permissions import Role

Story = Iterator[float]
FEW = 12
"""Ballots of a vote that need not pass."""
CLEAN = Words(
    "Ngày tổng vệ sinh đường làng",
    "Sáng Chủ nhật đầu tháng, mỗi hộ một người quét dọn đoạn đường trước nhà.",
    "Hộ có tán thành ngày tổng vệ sinh này không?",
)
HALL = Words(
    "Lịch dùng nhà văn hóa",
    "Thứ Ba, thứ Năm cho người cao tuổi tập dưỡng sinh; tối thứ Bảy cho thanh niên.",
    "Hộ có tán thành lịch dùng nhà văn hóa này không?",
)
RULES = Words(
    "Sửa hương ước: việc cưới, việc tang",
    "Bỏ quy định mời khách qua hai bữa. Việc này phải họp, không biểu quyết trực tuyến.",
    "Hộ có tán thành sửa điều này của hương ước không?",
)
TREES = Words(
    "Trồng cây gì ở đường trục",
    "Trồng một loại cây bóng mát ở hai bên đường trục; không tốn tiền của hộ nào.",
    "Hộ có tán thành trồng cây bàng không?",
)


def _voted(place: Place, words: Words, began: float, *, passes: bool = True) -> Iterator[float | tuple[str, str]]:
    """From the proposal to the count; at last the matter and its vote."""
    yield began
    matter = place.propose(words)
    place.walk(matter, "polled")
    vote = place.open(matter, opens_in=2, days=3)
    yield began - 2.5
    if passes:
        place.carry(vote)
    else:
        place.cast(vote, FEW)
    yield began - 5.1
    place.count(vote)
    place.decide(matter)
    yield matter, vote


def _until_decided(place: Place, words: Words, began: float, *, passes: bool = True) -> Iterator[float]:
    """The same as a story of its own, with what is known of it afterwards kept by the place."""
    for one in _voted(place, words, began, passes=passes):
        if isinstance(one, tuple):
            place.matter, place.vote = one
            place.finished.append(place.vote)
        else:
            yield one


def reported(place: Place) -> Story:
    """Passed, posted, sent, carried out and reported: the whole road."""
    yield from _until_decided(place, WASTE, 40)
    place.post(place.matter)
    yield 33
    place.send(place.matter)
    yield 12
    place.report(place.matter)


def open_now(place: Place) -> Story:
    """A vote that takes ballots now."""
    yield 5
    matter = place.propose(QUIET)
    place.walk(matter, "polled")
    vote = place.open(matter, opens_in=2, days=6)
    yield 1
    place.cast(vote, 2 * FEW)
    place.open_votes.append(vote)


def overdue(place: Place) -> Story:
    """Passed, neither posted nor sent: its clocks have run out."""
    yield from _until_decided(place, CLEAN, 22)


def merged(place: Place) -> Story:
    """Decided and sent long ago; then the village becomes part of the next one, and what was on its way ends."""
    yield from _until_decided(place, HALL, 45, passes=False)
    place.post(place.matter)
    place.send(place.matter)
    yield 9
    open_matter = place.propose(TREES)
    place.walk(open_matter, "informed")
    yield 3
    place.merge()


def proposed(place: Place) -> Story:
    """Proposed by the Front committee, classified, and no more."""
    yield 2
    place.propose(TREES, by=Role.FRONT)


def refused(place: Place) -> Story:
    """A contribution goes to a meeting, which is called."""
    yield 4
    matter = place.propose(CAMERA, ("contribution",))
    place.convene(matter, 6)


def until(step: str, words: Words) -> Callable[[Place], Story]:
    """On its way up to this step."""

    def story(place: Place) -> Story:
        yield 6
        place.walk(place.propose(words), step)

    return story


def to_come(place: Place) -> Story:
    """Announced; its vote opens the day after tomorrow."""
    yield 1
    matter = place.propose(HALL)
    place.walk(matter, "polled")
    place.open(matter, opens_in=3, days=4)


def counting(place: Place) -> Story:
    """Closed, and one of the counting members is awaited."""
    yield 6
    matter = place.propose(CLEAN)
    place.walk(matter, "polled")
    vote = place.open(matter, opens_in=2, days=3)
    yield 3
    place.cast(vote, FEW)
    yield 0.9
    place.count(vote, members=2)


def not_passed(place: Place) -> Story:
    """Too few were in favour; posted and sent."""
    yield from _until_decided(place, TREES, 30, passes=False)
    place.post(place.matter)
    place.send(place.matter)


def cancelled(place: Place) -> Story:
    """A vote that was cancelled, and its matter ended."""
    yield 14
    matter = place.propose(HALL)
    place.walk(matter, "polled")
    vote = place.open(matter, opens_in=2, days=5)
    yield 11
    place.services.votes.cancel(place.who(Role.HEAD), vote, "Nội dung có chỗ nhầm giờ, phải hỏi lại từ đầu")
    place.end(matter, Ending.CANCELLED, "Nội dung có chỗ nhầm giờ")


def recognition(place: Place) -> Story:
    """A change of the village's rules, passed by a meeting, waits too long for the commune."""
    yield 30
    matter = place.propose(RULES, ("village-rules",))
    place.convene(matter, 5)
    yield 24
    place.hold(matter)
    place.post(matter)
    yield 22
    place.send(matter)


def turned(place: Place) -> Story:
    """On its way online, until the households were asked and wanted a meeting."""
    yield 8
    matter = place.propose(QUIET)
    place.walk(matter, "roll")
    place.poll(matter, tenths=3)
    place.turn(matter)


def withdrawn(place: Place) -> Story:
    """Withdrawn by its proposer."""
    yield 10
    matter = place.propose(TREES)
    place.end(matter, Ending.WITHDRAWN, "Chi đoàn xin rút để bàn thêm")


def to_be_reported(place: Place) -> Story:
    """Passed and sent; how it was carried out is not reported, and the time for it is over."""
    yield from _until_decided(place, WASTE, 50)
    place.post(place.matter)
    yield 43
    place.send(place.matter)


def extended(place: Place) -> Story:
    """An open vote that was extended."""
    yield 6
    matter = place.propose(CLEAN)
    place.walk(matter, "polled")
    vote = place.open(matter, opens_in=2, days=5)
    yield 1
    place.cast(vote, FEW)
    place.extend(vote, days=3)
    place.open_votes.append(vote)


def quiet(_: Place) -> Story:
    """Ready, and nothing is going on."""
    yield 2


STORIES: Mapping[str, Callable[[Place], Story]] = {
    "đã làm và báo cáo": reported,
    "đang nhận phiếu": open_now,
    "quá hạn gửi xã": overdue,
    "hợp vào thôn bên": merged,
    "mới đề xuất": proposed,
    "phải họp": refused,
    "đã thống nhất": until("agreed", QUIET),
    "đã báo cáo xã": until("informed", HALL),
    "đã lập Tổ": until("team", CLEAN),
    "đã chốt danh sách": until("roll", TREES),
    "đã hỏi hình thức": until("polled", WASTE),
    "sắp mở": to_come,
    "đang kiểm phiếu": counting,
    "không thông qua": not_passed,
    "đã hủy": cancelled,
    "chờ công nhận, quá hạn": recognition,
    "chuyển sang họp": turned,
    "rút lại": withdrawn,
    "quá hạn báo cáo": to_be_reported,
    "kéo dài": extended,
    "yên ả": quiet,
}
"""What a village shows, and its story; a commune with fewer villages has the first of them."""
