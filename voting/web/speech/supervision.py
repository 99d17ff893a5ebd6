"""How sessions of the boards and their recommendations are said: whose, about what, where each stands, how late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import format_decimal
from flask_babel.speaklater import LazyString

from voting.services.oversight.supervised import Recommended, Supervised
from voting.services.oversight.terms import BOARDS, RECIPIENTS, SESSIONS, STANDS, TOPICS, Held, Stand
from voting.web.page_tools import capital
from voting.web.speech.labels import Label
from voting.web.speech.languages import spoken
from voting.web.speech.words import _, _l

LOOKS: Mapping[Stand, tuple[str, str]] = {
    Stand.DRAFTED: ("clock", "still"),
    Stand.CERTIFIED: ("now", "still"),
    Stand.RETURNED: ("not", "still"),
    Stand.SENT: ("clock", "still"),
    Stand.ACCEPTED: ("now", ""),
    Stand.REFUSED: ("cross", "still"),
    Stand.DONE: ("done", ""),
    Stand.WITHDRAWN: ("not", "still"),
}
HELD: Mapping[Held, tuple[str, str]] = {
    Held.PLANNED: ("later", "still"),
    Held.HELD: ("done", ""),
    Held.CANCELLED: ("not", "still"),
}
STEPS: Mapping[Stand, LazyString] = {
    Stand.CERTIFIED: _l("Xác nhận: đúng thẩm quyền, đúng nội dung cuộc giám sát"),
    Stand.RETURNED: _l("Trả lại cho ban, kèm lý do"),
    Stand.SENT: _l("Đã gửi văn bản đến nơi nhận"),
    Stand.WITHDRAWN: _l("Rút kiến nghị, kèm lý do"),
    Stand.ACCEPTED: _l("Chấp nhận, kèm cách làm và thời hạn"),
    Stand.REFUSED: _l("Không chấp nhận, kèm lý do và điều luật"),
    Stand.DONE: _l("Đã làm xong: ban xác nhận"),
}
"""What each step of a recommendation is called on its form."""
ACTS: Mapping[Stand, LazyString] = {
    Stand.DRAFTED: _l("Ghi ý kiến của Mặt trận"),
    Stand.CERTIFIED: _l("Ghi bước tiếp theo"),
    Stand.SENT: _l("Ghi câu trả lời"),
    Stand.ACCEPTED: _l("Ghi đã làm xong"),
}
"""The one button of a recommendation that stands so."""
AWAITED: Mapping[Stand, LazyString] = {
    Stand.DRAFTED: _l("Đang chờ Mặt trận xã xác nhận. Người xác nhận dùng tài khoản của xã."),
    Stand.CERTIFIED: _l("Đang chờ ban gửi văn bản đi."),
    Stand.SENT: _l("Đang chờ nơi nhận trả lời."),
    Stand.ACCEPTED: _l("Nơi nhận đang làm. Xong thì ban xác nhận."),
}
"""Whom one waits for who can do nothing about it now."""


@dataclass(frozen=True)
class ShownRecommendation:
    """A recommendation as every page tells it; days as people write them."""

    one: Recommended
    heading: str
    label: Label
    days: tuple[str, ...]
    late: str


@dataclass(frozen=True)
class ShownSession:
    """A session as every page tells it."""

    one: Supervised
    heading: str
    board: str
    label: Label
    days: tuple[str, ...]
    late: str
    recommended: tuple[ShownRecommendation, ...]


def session_shown(one: Supervised) -> ShownSession:
    """A session in the reader's language."""
    days = [_("Gửi kế hoạch ngày %(day)s.", day=_day(one.sent))]
    if one.state is Held.HELD:
        days.append(_("Giám sát ngày %(day)s.", day=_day(one.held)))
    elif one.state is Held.PLANNED:
        days.append(_("Định giám sát ngày %(day)s.", day=_day(one.held)))
    late = ""
    if one.days_short:
        late = _("Báo trước thiếu %(days)s ngày.", days=format_decimal(one.days_short))
    return ShownSession(
        one, spoken(TOPICS[one.topic]), spoken(BOARDS[one.board]), _label(spoken(SESSIONS[one.state]), HELD[one.state]),
        tuple(days), late, tuple(map(recommendation_shown, one.recommended)),
    )  # fmt: skip


def recommendation_shown(one: Recommended) -> ShownRecommendation:
    """A recommendation in the reader's language."""
    days = []
    if one.sent:
        days.append(_("Gửi %(to)s ngày %(day)s.", to=spoken(RECIPIENTS[one.to]), day=_day(one.sent)))
    if one.is_awaited and one.last:
        days.append(_("Hạn trả lời: ngày %(day)s.", day=_day(one.last)))
    if one.answered:
        days.append(_("Trả lời ngày %(day)s.", day=_day(one.answered)))
    if one.state is Stand.DONE and one.closed:
        days.append(_("Làm xong ngày %(day)s.", day=_day(one.closed)))
    number = format_decimal(one.days_late)
    late = ""
    if one.days_late:
        late = (
            _("Trả lời muộn %(days)s ngày.", days=number) if one.answered else _("Quá hạn %(days)s ngày.", days=number)
        )
    return ShownRecommendation(
        one, _("Kiến nghị %(number)s", number=one.number), _stand(one), tuple(days), late
    )  # fmt: skip


def _stand(one: Recommended) -> Label:
    if one.is_awaited and one.days_late:
        return Label(_l("Quá hạn, chưa trả lời"), "warning", "warn")
    return _label(spoken(STANDS[one.state]), LOOKS[one.state])


def _label(words: str, look: tuple[str, str]) -> Label:
    return Label(LazyString(capital, words), *look)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
