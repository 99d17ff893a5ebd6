"""The one home of sentences that page, interface, verifier and paper share: a moment, a number, a state, an outcome.

A sentence about a result names the answer and its number; nothing takes its meaning from where it stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from voting.law.sentence import Sentence, joined

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
"""The villages' clock; no summer time."""
WEEKDAYS = tuple(
    Sentence(vi, en)
    for vi, en in (
        ("thứ Hai", "Monday"),
        ("thứ Ba", "Tuesday"),
        ("thứ Tư", "Wednesday"),
        ("thứ Năm", "Thursday"),
        ("thứ Sáu", "Friday"),
        ("thứ Bảy", "Saturday"),
        ("Chủ nhật", "Sunday"),
    )
)
STATES: Mapping[str, Sentence] = {
    "upcoming": Sentence("Sắp mở", "Opening soon"),
    "open": Sentence("Đang biểu quyết", "Open"),
    "counting": Sentence("Đang kiểm phiếu", "Counting"),
    "decided": Sentence("Đã có kết quả", "Result known"),
    "cancelled": Sentence("Đã hủy", "Cancelled"),
}
"""Where a vote stands, by the name that programs have for it."""

OPINION_STATES: Mapping[str, Sentence] = {**STATES, "open": Sentence("Đang hỏi ý kiến", "Open")}
"""Where a question of opinion stands, which decides nothing."""
PRACTICE_STATES: Mapping[str, Sentence] = {
    **STATES,
    "open": Sentence("Đang tập dượt", "Practice is open"),
    "counting": Sentence("Đang tập kiểm phiếu", "Counting is practised"),
    "decided": Sentence("Đã tập xong", "Practice is over"),
}
"""Where practice stands."""

OPINION_ACTS: Mapping[str, Sentence] = {
    "vote-opened": Sentence("mở hỏi ý kiến", "opinions asked for"),
    "vote-extended": Sentence("kéo dài hỏi ý kiến", "an extension"),
    "vote-cancelled": Sentence("hủy hỏi ý kiến", "a cancelled question"),
    "vote-closed": Sentence("đóng hỏi ý kiến", "the closing"),
}
"""What an entry about an opinion vote is called where its own name speaks of a decision, by its type."""
PRACTICE_ACTS: Mapping[str, Sentence] = {
    "vote-opened": Sentence("mở bỏ phiếu tập dượt", "practice opened"),
    "vote-cancelled": Sentence("hủy bỏ phiếu tập dượt", "practice cancelled"),
    "vote-closed": Sentence("đóng bỏ phiếu tập dượt", "practice closed"),
}
"""The same of a practice vote."""
ACTS: Mapping[str, Mapping[str, Sentence]] = {"opinion": OPINION_ACTS, "practice": PRACTICE_ACTS}
"""The same by the rule of the vote."""

_MOMENT = Sentence("{clock}, {weekday} {day}", "{clock}, {weekday} {day}")
_RULE = Sentence("Cần từ {needed}/{all} hộ đồng ý.", "At least {needed} of {all} households must agree.")
_FIGURE = Sentence("{count}/{all} hộ,", "{count} of {all} households,")
_PASSED = Sentence(
    "Đã thông qua: “{answer}” được {figure} cần từ {needed}.", "Passed: “{answer}” has {figure} {needed} needed."
)
_NOT_PASSED = Sentence(
    "Không thông qua: “{answer}” được {figure} cần từ {needed}.", "Not passed: “{answer}” has {figure} {needed} needed."
)
OPINION = Sentence(
    "Chỉ để biết ý kiến, không quyết định việc gì.", "Only to learn what the households think; it decides nothing."
)
"""What an opinion vote is, in one sentence: it stands wherever a decision has what it takes to pass."""
_OPINION = Sentence(
    "Kết quả ý kiến: {numbers}; không quyết định việc gì.", "What the households think: {numbers}; it decides nothing."
)
_OPINIONS = Sentence(
    "Kết quả ý kiến, không quyết định việc gì. {numbers}.", "What the households think; it decides nothing. {numbers}."
)
PRACTICE = Sentence(
    "Bỏ phiếu tập dượt: không có giá trị, không quyết định việc gì.",
    "Practice: it counts for nothing and decides nothing.",
)
"""What a practice vote is: it stands wherever a decision has what it takes to pass, and before its numbers."""
_PRACTISED = Sentence("{practice} Tập đếm được: {numbers}.", "{practice} Counted in practice: {numbers}.")
_PRACTISED_ANSWER = Sentence("“{answer}” {count} thẻ", "“{answer}” {count} cards")
_ANSWER = Sentence("“{answer}” {count} hộ", "“{answer}” {count}")
_BLANK = Sentence("phiếu trắng {count} hộ", "blank {count}")
_NUMBERED = Sentence("Câu {number} – {said}", "Question {number} – {said}")
_CANCELLED = Sentence("Đã hủy lúc {at}, vì: {reason}", "Cancelled at {at}, because: {reason}")
_EXTENDED = Sentence("Kéo dài đến {until}, vì: {reason}", "Extended to {until}, because: {reason}")
_OPENED = Sentence(
    "Mở lúc {opens}, nhận phiếu đến {closes}; {all} hộ được biểu quyết. Nội dung và câu hỏi đã khóa, không sửa được.",
    "Open from {opens}, ballots taken until {closes}; {all} households may vote. What is asked cannot change any more.",
)
_BEGUN = Sentence(
    "Tập dượt từ {opens} đến {closes}, với {all} thẻ tập dượt. Thẻ của các hộ không dùng được ở đây.",
    "Practice from {opens} to {closes}, with {all} practice cards. The households' cards do nothing here.",
)
_ASKED = Sentence(
    "Mở lúc {opens}, nhận phiếu đến {closes}; {all} hộ được hỏi ý kiến. Nội dung và câu hỏi đã khóa, không sửa được.",
    "Open from {opens}, ballots taken until {closes}; {all} households are asked. What is asked is fixed now.",
)
_CLOSED = Sentence(
    "Đóng sổ phiếu: {voted}/{all} hộ đã gửi phiếu.", "The book of ballots is closed: {voted} of {all} households voted."
)
_PRACTICE_CLOSED = Sentence(
    "Hết giờ tập dượt: {voted}/{all} thẻ tập dượt đã gửi phiếu.", "Practice is over: {voted} of {all} cards voted."
)
_ABOLISHED = Sentence(
    "Ủy ban nhân dân xã đã bãi bỏ quyết định “{title}”. Lý do: {reason}",
    "The commune People's Committee abolished the decision “{title}”. Reason: {reason}",
)
_TO_AMEND = Sentence(
    "Ủy ban nhân dân xã yêu cầu sửa quyết định “{title}”. Lý do: {reason}",
    "The commune People's Committee asks for the decision “{title}” to be amended. Reason: {reason}",
)
_CORRECTED = Sentence("Đính chính ngày {day}, vì: {reason}", "Corrected on {day}, because: {reason}")
_CORRECTED_ENTRY = Sentence("Đính chính mục {entry}, vì: {reason}", "Corrects {entry}, because: {reason}")
_CORRECTED_PAPER = Sentence(
    "Đính chính tài liệu “{wrong}”, nay là “{right}”, vì: {reason}",
    "The paper “{wrong}” is corrected, now “{right}”, because: {reason}",
)
_TOO_FEW = Sentence(
    "Chỉ có {voted} hộ gửi phiếu. Mở tổng là lộ phiếu của từng hộ, nên không mở.",
    "Only {voted} households voted. Opening the total would show what each of them said, so it stays sealed.",
)
SUMMED = Sentence(
    "Cộng xong các phiếu còn niêm phong; chưa ai biết kết quả.",
    "The sealed ballots are added up; nobody knows the result yet.",
)
UNCONFIRMED = Sentence(
    "Do ban kiểm phiếu công bố; ban giám sát chưa xác nhận.",
    "Published by the counting committee; not yet confirmed by those who watch the books.",
)
_CONFIRMED = Sentence("Đã được {names} xác nhận lúc {moment}.", "Confirmed by {names} at {moment}.")
SERVER_OPENED = Sentence("Máy chủ mở phần của mình.", "The server opens its part.")
_MEMBER_OPENED = Sentence(
    "Thành viên kiểm phiếu số {number} mở phần của mình.", "Counting member {number} opens their part."
)

OF_RESULTS: Mapping[str, Sentence] = {
    "moment": _MOMENT, "figure": _FIGURE, "passed": _PASSED, "not-passed": _NOT_PASSED, "opinion": _OPINION,
    "opinions": _OPINIONS, "practice": PRACTICE, "practised": _PRACTISED, "practised-answer": _PRACTISED_ANSWER,
    "answer": _ANSWER, "blank": _BLANK, "numbered": _NUMBERED, "cancelled": _CANCELLED,
}  # fmt: skip
"""What sentences about a result are put together from, for a program in the browser that says the same."""


@dataclass(frozen=True)
class Counted:
    """A question's count: households by answer, the blanks apart; of each answer put to the majority, if it passed.

    Of an opinion question nothing is put to the majority.
    """

    answers: Sequence[str]
    counts: Sequence[int]
    blanks: int | None
    passed: Mapping[int, bool]


def number(value: int) -> Sentence:
    """1.234 in Vietnamese, 1,234 in English."""
    english = f"{value:,}"
    return Sentence(english.replace(",", "."), english)


def moment(at: datetime) -> Sentence:
    """Hour, weekday and day on the villages' clock: "20:00, thứ Bảy 28/11/2026"."""
    here = here_at(at)
    return _MOMENT.filled({"clock": f"{here:%H:%M}", "weekday": WEEKDAYS[here.weekday()], "day": day(at)})


def day(at: datetime) -> str:
    """A day on the villages' clock, the same in both languages: "28/11/2026"."""
    return f"{here_at(at):%d/%m/%Y}"


def here_at(at: datetime) -> datetime:
    """A moment on the villages' clock; the last hours of the year 9999, which it does not have, as they are."""
    try:
        return at.astimezone(HERE)
    except OverflowError:
        return at


def rule(needed: int, households: int) -> Sentence:
    """What it takes to pass."""
    return _RULE.filled({"needed": number(needed), "all": number(households)})


def outcome(questions: Sequence[Counted], *, needed: int, households: int) -> Sentence:
    """What was decided: "Đã thông qua: “Đồng ý” được 152/210 hộ, cần từ 106."; several questions by number."""
    said = [_outcome(one, needed, households) for one in questions]
    return said[0] if len(said) == 1 else joined(" ", _by_number(said))


def opinion(questions: Sequence[Counted]) -> Sentence:
    """What the households think: "Kết quả ý kiến: “6 giờ” 5 hộ, “18 giờ” 3 hộ; không quyết định việc gì."."""
    said = [numbers(one) for one in questions]
    if len(said) == 1:
        return _OPINION.filled({"numbers": said[0]})
    return _OPINIONS.filled({"numbers": joined(". ", _by_number(said))})


def practised(questions: Sequence[Counted]) -> Sentence:
    """The numbers of a practice vote, and before them that they count for nothing."""
    pairs = [pair for one in questions for pair in zip(one.answers, one.counts, strict=True)]
    said = [_PRACTISED_ANSWER.filled({"answer": answer, "count": number(count)}) for answer, count in pairs]
    return _PRACTISED.filled({"practice": PRACTICE, "numbers": joined(", ", said)})


def _by_number(said: Sequence[Sentence]) -> list[Sentence]:
    return [_NUMBERED.filled({"number": place, "said": one}) for place, one in enumerate(said, 1)]


def _outcome(one: Counted, needed: int, households: int) -> Sentence:
    return joined(
        " ",
        [
            (_PASSED if passed else _NOT_PASSED).filled(
                {
                    "answer": one.answers[place],
                    "figure": figure(one.counts[place], households),
                    "needed": number(needed),
                }
            )
            for place, passed in one.passed.items()
        ],
    )


def figure(count: int, households: int) -> Sentence:
    """The figure of an outcome as its sentence has it, so that a page can show it larger than the words around it."""
    return _FIGURE.filled({"count": number(count), "all": number(households)})


def numbers(one: Counted) -> Sentence:
    """The count of a question without any judgement; blanks last."""
    pairs = zip(one.answers, one.counts, strict=True)
    said = [_ANSWER.filled({"answer": answer, "count": number(count)}) for answer, count in pairs]
    if one.blanks is not None:
        said.append(_BLANK.filled({"count": number(one.blanks)}))
    return joined(", ", said)


def opened(
    opens: datetime, closes: datetime, households: int, *, opinion: bool = False, practice: bool = False
) -> Sentence:
    """A vote is opened; or households are asked what they think, or people practise with so many cards."""
    said = _BEGUN if practice else _ASKED if opinion else _OPENED
    return said.filled(
        {"opens": moment(opens), "closes": moment(closes), "all": number(households)}
    )


def extended(until: datetime, reason: str) -> Sentence:
    """A vote ends later, with the reason as given."""
    return _EXTENDED.filled({"until": moment(until), "reason": _ended(reason)})


def cancelled(at: datetime, reason: str) -> Sentence:
    """A vote ends without a count, with the reason as given."""
    return _CANCELLED.filled({"at": moment(at), "reason": _ended(reason)})


def corrected(at: datetime, reason: str) -> Sentence:
    """Beside what was corrected: when, and with the reason as given."""
    return _CORRECTED.filled({"day": day(at), "reason": _ended(reason)})


def corrects_entry(entry: Sentence, reason: str) -> Sentence:
    """Among what happened: something that was said before is corrected."""
    return _CORRECTED_ENTRY.filled({"entry": entry, "reason": _ended(reason)})


def corrects_paper(wrong: str, right: str, reason: str) -> Sentence:
    """Among what happened: another paper holds in place of the one that was shown."""
    return _CORRECTED_PAPER.filled({"wrong": wrong, "right": right, "reason": _ended(reason)})


def ended_by_commune(title: str, reason: str, *, abolished: bool) -> Sentence:
    """What a village is told when the commune abolishes its decision, or has it amended (Art. 22)."""
    return (_ABOLISHED if abolished else _TO_AMEND).filled({"title": title, "reason": _ended(reason)})


def too_few(voted: int) -> Sentence:
    """Why a vote ended without a count, though nobody has cancelled it."""
    return _TOO_FEW.filled({"voted": number(voted)})


def closed(voted: int, households: int, *, practice: bool = False) -> Sentence:
    """No ballot is taken any more."""
    return (_PRACTICE_CLOSED if practice else _CLOSED).filled({"voted": number(voted), "all": number(households)})


def confirmed(names: Sequence[str], at: datetime) -> Sentence:
    """Those who watch the books have signed them with the result in them."""
    return _CONFIRMED.filled({"names": ", ".join(names), "moment": moment(at)})


def part_opened(owner: int) -> Sentence:
    """A holder of a part of the key does its part; 1 is the server, the members follow."""
    return SERVER_OPENED if owner == 1 else _MEMBER_OPENED.filled({"number": owner - 1})


def _ended(reason: str) -> str:
    """A reason as the end of a sentence."""
    return reason if reason.endswith((".", "!", "?", "…")) else f"{reason}."
