"""What a report counts in the book, line by line, from what was read of it (`recorded`); pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from voting.law.disclosure import FORMS, Form
from voting.law.matters import CHANNEL_NAMES, MATTERS, Channel
from voting.law.road import Office
from voting.law.sentence import Sentence
from voting.law.supervision import BOARDS, RECIPIENTS, Board, To
from voting.papers.report import Amount, Charted, Decided, Group, Line, Source
from voting.services.reports.recorded import Petition, Recorded

PROPOSERS = {
    Office.HEAD: Sentence("Do trưởng thôn, tổ trưởng", "By the village head"),
    Office.FRONT: Sentence("Do Ban công tác Mặt trận", "By the Front committee"),
    Office.COMMUNE: Sentence("Do UBND xã", "By the commune"),
    Office.CITIZENS: Sentence("Do các hộ", "By households"),
}
CHANNELS = (Channel.MEETING, Channel.SLIPS, Channel.ONLINE)
_PASSED = Sentence("Thông qua", "Passed")
_NOT_PASSED = Sentence("Không thông qua", "Not passed")
_NONE = Sentence("Không có kết quả", "Without a result")
_CLAUSE = Sentence("Khoản {clause}: {name}", "Clause {clause}: {name}")


@dataclass(frozen=True)
class Sides:
    """A period and the same of the year before, as the book tells them, and how many villages the report is of."""

    now: Recorded
    before: Recorded
    villages: int

    def line(self, key: str, said: Sentence, counted: Callable[[Recorded], int], *, deeper: bool = False) -> Line:
        """A line of what is counted on both sides."""
        return Line(key, said, self._amount(self.now, counted), self._amount(self.before, counted), deeper=deeper)

    def _amount(self, found: Recorded, counted: Callable[[Recorded], int]) -> Amount:
        """Not known where the book tells of none of the villages yet."""
        given = len(found.since)
        return Amount(counted(found), Source.RECORD, given, max(given, self.villages)) if given else Amount()


def record_groups(sides: Sides, today: date) -> Iterator[Group]:
    """Every group of lines that the book fills."""
    yield Group("II.1", Sentence("Công khai ghi trong sổ", "Made public, in the book"), tuple(_made_public(sides)))
    yield Group("II.2", Sentence("Việc được đề xuất", "Matters proposed"), tuple(_proposed(sides)))
    yield Group("II.2", Sentence("Kết quả theo hình thức", "Results by channel"), tuple(_by_channel(sides)))
    yield Group(
        "II.2", Sentence("Kết quả theo khoản của Điều 15", "Results by clause of Article 15"), tuple(_by_clause(sides))
    )
    yield Group("II.2", Sentence("Biểu quyết trực tuyến", "Online votes"), tuple(_online(sides)))
    yield Group(
        "II.2", Sentence("Công khai, gửi xã, công nhận", "Made public, sent, recognised"),
        tuple(_afterwards(sides, today)),
    )  # fmt: skip
    asked = sides.line(
        "opinions", Sentence("Số cuộc hỏi ý kiến kín (không quyết định)", "Secret opinions (nothing decided)"),
        lambda found: len(found.opinions),
    )  # fmt: skip
    yield Group("II.3", Sentence("Hỏi ý kiến kín", "Secret opinions"), (asked,))
    yield Group("II.4", Sentence("Giám sát ghi trong sổ", "Supervision in the book"), tuple(_supervised(sides, today)))
    yield Group(
        "II.5", Sentence("Kiến nghị về các việc của thôn", "Petitions about matters"), tuple(_petitioned(sides, today))
    )
    held = sides.line(
        "meetings_recorded", Sentence("Số cuộc họp có kết quả ghi trong sổ", "Meetings whose outcome is in the book"),
        lambda found: len(found.meetings),
    )  # fmt: skip
    yield Group("II.6", Sentence("Họp ghi trong sổ", "Meetings in the book"), (held,))


def charted(sides: Sides) -> tuple[Charted, ...]:
    """Passed, not passed, without a result, by channel and side."""
    return tuple(Charted(one, _three(sides.now, one), _three(sides.before, one)) for one in CHANNELS)


def _three(found: Recorded, channel: Channel) -> tuple[int, int, int] | None:
    if not found.since:
        return None
    mine = [one.passed for one in found.decided if one.channel is channel]
    return mine.count(True), mine.count(False), mine.count(None)


def _made_public(sides: Sides) -> Iterator[Line]:
    """One content may be made public in several forms; what was late is told apart."""
    yield sides.line("disclosed", Sentence("Số nội dung", "Contents"), lambda found: len(found.disclosures))
    for form, said in FORMS.items():
        yield sides.line(f"disclosed_{form.name.lower()}", said, _count_disclosed(form), deeper=True)
    yield sides.line(
        "disclosed_late", Sentence("Công khai muộn", "Made public late"),
        lambda found: sum(one.late for one in found.disclosures),
    )  # fmt: skip


def _count_disclosed(form: Form) -> Callable[[Recorded], int]:
    return lambda found: sum(form in dict(one.forms) for one in found.disclosures)


def _proposed(sides: Sides) -> Iterator[Line]:
    yield sides.line("proposed", Sentence("Tổng số", "In all"), lambda found: len(found.proposed))
    for office, said in PROPOSERS.items():
        yield sides.line(f"proposed_{office}", said, _count_proposed(office), deeper=True)


def _count_proposed(office: Office) -> Callable[[Recorded], int]:
    return lambda found: sum(one.what == office for one in found.proposed)


def _by_channel(sides: Sides) -> Iterator[Line]:
    yield sides.line("decided", Sentence("Tổng số nội dung", "Contents in all"), lambda found: len(found.decided))
    yield from _outcomes(sides, "", lambda _: True)
    for channel in CHANNELS:
        name = Sentence(*CHANNEL_NAMES[channel])
        said = Sentence(name.vi[:1].upper() + name.vi[1:], name.en[:1].upper() + name.en[1:])
        chosen = _of_channel(channel)
        yield sides.line(channel, said, _count(chosen))
        yield from _outcomes(sides, f"{channel}_", chosen)


def _by_clause(sides: Sides) -> Iterator[Line]:
    for clause, matter in MATTERS.items():
        said = _CLAUSE.filled({"clause": clause, "name": Sentence(matter.name_vi, matter.name_en)})
        chosen = _of_clause(clause)
        yield sides.line(f"clause_{clause}", said, _count(chosen))
        yield from _outcomes(sides, f"clause_{clause}_", chosen)


def _outcomes(sides: Sides, prefix: str, chosen: Callable[[Decided], bool]) -> Iterator[Line]:
    for key, said, passed in (("passed", _PASSED, True), ("not_passed", _NOT_PASSED, False), ("none", _NONE, None)):
        yield sides.line(f"{prefix}{key}", said, _count(chosen, passed), deeper=True)


_ANY = object()


def _count(chosen: Callable[[Decided], bool], passed: object = _ANY) -> Callable[[Recorded], int]:
    return lambda found: sum(chosen(one) and passed in {_ANY, one.passed} for one in found.decided)


def _of_channel(channel: Channel) -> Callable[[Decided], bool]:
    return lambda one: one.channel is channel


def _of_clause(clause: int) -> Callable[[Decided], bool]:
    return lambda one: one.clause == clause


def _online(sides: Sides) -> Iterator[Line]:
    yield sides.line("votes", Sentence("Số cuộc đã kết thúc", "Votes that ended"), lambda found: len(found.votes))
    yield sides.line(
        "asked", Sentence("Tổng số hộ của các cuộc, cộng lại", "Households of these votes, added up"),
        lambda found: sum(one.households for one in found.votes),
    )  # fmt: skip
    yield sides.line(
        "voted", Sentence("Trong đó số hộ đã gửi phiếu", "Of these, households that voted"),
        lambda found: sum(one.voted for one in found.votes), deeper=True,
    )  # fmt: skip


def _afterwards(sides: Sides, today: date) -> Iterator[Line]:
    """What has a result is sent in time, sent late, not sent and late, or not sent with time left."""

    def of_result(chosen: Callable[[Decided], bool]) -> Callable[[Recorded], int]:
        return lambda found: sum(one.passed is not None and chosen(one) for one in found.decided)

    yield sides.line(
        "with_result", Sentence("Nội dung có kết quả", "Contents with a result"), of_result(lambda _: True)
    )  # fmt: skip
    for key, said, chosen in (
        ("published", Sentence("Đã công khai", "Made public"), lambda one: one.published is not None),
        (
            "sent_in_time", Sentence("Đã gửi xã đúng hạn", "Sent in time"),
            lambda one: one.sent is not None and one.sent <= one.send_by,
        ),
        (
            "sent_late", Sentence("Đã gửi xã, quá hạn", "Sent late"),
            lambda one: one.sent is not None and one.sent > one.send_by,
        ),
        (
            "unsent_late", Sentence("Chưa gửi xã, đã quá hạn", "Not sent, and late"),
            lambda one: one.sent is None and today > one.send_by,
        ),
        (
            "unsent", Sentence("Chưa gửi xã, còn hạn", "Not sent, with time left"),
            lambda one: one.sent is None and today <= one.send_by,
        ),
    ):  # fmt: skip
        yield sides.line(key, said, of_result(chosen), deeper=True)
    for key, said, what in (
        ("recognised_decisions", Sentence("Quyết định được công nhận", "Decisions recognised"), "1"),
        ("refused_decisions", Sentence("Quyết định không được công nhận", "Decisions refused"), "0"),
    ):
        yield sides.line(key, said, _count_recognised(what))


def _petitioned(sides: Sides, today: date) -> Iterator[Line]:
    yield sides.line(
        "petitions", Sentence("Số kiến nghị đã nhận", "Petitions that came"), lambda found: len(found.petitions)
    )  # fmt: skip
    yield from _answered(sides, today, "petitions", lambda found: found.petitions)


def _answered(
    sides: Sides, today: date, key: str, asked: Callable[[Recorded], Sequence[Petition]]
) -> Iterator[Line]:  # fmt: skip
    """What was asked is answered in time, answered late, not answered and late, or not answered with time left."""

    def of_those(chosen: Callable[[Petition], bool]) -> Callable[[Recorded], int]:
        return lambda found: sum(map(chosen, asked(found)))

    for ending, said, chosen in (
        (
            "in_time", Sentence("Đã trả lời đúng hạn", "Answered in time"),
            lambda one: one.answered is not None and one.answered <= one.last,
        ),
        (
            "late", Sentence("Đã trả lời, quá hạn", "Answered late"),
            lambda one: one.answered is not None and one.answered > one.last,
        ),
        (
            "unanswered_late", Sentence("Chưa trả lời, đã quá hạn", "Not answered, and late"),
            lambda one: one.answered is None and today > one.last,
        ),
        (
            "unanswered", Sentence("Chưa trả lời, còn hạn", "Not answered, with time left"),
            lambda one: one.answered is None and today <= one.last,
        ),
    ):  # fmt: skip
        yield sides.line(f"{key}_{ending}", said, of_those(chosen), deeper=True)


def _supervised(sides: Sides, today: date) -> Iterator[Line]:
    """Sessions by board, recommendations by who answers, and how the People's Committee did."""
    yield sides.line(
        "sessions", Sentence("Số cuộc giám sát", "Sessions held"), lambda found: len(found.sessions)
    )  # fmt: skip
    for board, said in BOARDS.items():
        yield sides.line(f"sessions_{board}", said, _count_sessions(board), deeper=True)
    yield sides.line(
        "recommendations", Sentence("Số kiến nghị đã gửi", "Recommendations sent"), lambda found: len(found.recommended)
    )  # fmt: skip
    for to, said in RECIPIENTS.items():
        words = Sentence(f"Gửi {said.vi}", f"To {said.en}")
        yield sides.line(f"recommendations_{to}", words, _count_recommended(to), deeper=True)
    yield from _answered(sides, today, "recommendations", lambda found: found.asked)


def _count_sessions(board: Board) -> Callable[[Recorded], int]:
    return lambda found: sum(one.what == board for one in found.sessions)


def _count_recommended(to: To) -> Callable[[Recorded], int]:
    return lambda found: sum(one.what == to for one in found.recommended)


def _count_recognised(what: str) -> Callable[[Recorded], int]:
    return lambda found: sum(one.what == what for one in found.recognised)
