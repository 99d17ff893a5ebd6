"""What a village tells its households about a vote, and when: words for loudspeaker, Zalo, and text messages.

Public facts only; nothing of any household. In Vietnamese whatever the reader's language, as papers are.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from voting.law.wording import OPINION, moment
from voting.services.votes.summaries import Stage
from voting.texts.plain import SMS_CHARACTERS, fitting, without_marks


class Occasion(StrEnum):
    """Why the households are told something."""

    NOTICE = "notice"
    OPENING = "opening"
    LAST_DAY = "last-day"
    RESULT = "result"
    FALLBACK = "fallback"


AT_STAGE: Final = {
    Stage.UPCOMING: (Occasion.NOTICE,),
    Stage.OPEN: (Occasion.OPENING, Occasion.LAST_DAY),
    Stage.DECIDED: (Occasion.RESULT,),
}
"""What can be told, by where the vote stands; of one that has not passed, also what comes instead."""


@dataclass(frozen=True)
class About:
    """The facts that texts are made of: ``village`` as it begins a sentence, ``result`` the vote's own sentence.

    An ``opinion`` vote decides nothing, and is told in other words.
    """

    village: str
    title: str
    opens_at: datetime
    closes_at: datetime
    address: str
    helper: str = ""
    phone: str = ""
    result: str = ""
    opinion: bool = False


@dataclass(frozen=True)
class Texts:
    """One thing said four ways; ``sms`` has no accents and fits one message of 160 characters."""

    loudspeaker: str
    zalo: str
    short: str
    sms: str


def texts(occasion: Occasion, about: About) -> Texts:
    """The words for an occasion."""
    spoken, written, short = (_ASKED if about.opinion else _SAID)[occasion](about)
    call = f"Cần giúp, xin gọi {about.helper}, điện thoại {about.phone}." if about.helper and about.phone else ""
    loudspeaker = "\n".join(filter(None, [f"Kính thưa bà con {_within(about.village)}.", *spoken, call]))
    zalo = "\n".join(filter(None, [*written, f"Xem: {about.address}", call]))
    before, after = short
    ask = f" Hoi {about.phone}." if about.phone else ""
    plain = fitting(without_marks(before), without_marks(about.title), without_marks(after + ask))
    return Texts(
        loudspeaker, zalo, f"{before}{about.title}{after}{f' Hỏi: {about.phone}.' if about.phone else ''}", plain
    )


Said = tuple[list[str], list[str], tuple[str, str]]
"""Lines for the loudspeaker, lines for Zalo, and what stands before and after the title in a text message."""


def _notice(about: About) -> Said:
    when = f"Nhận phiếu từ {moment(about.opens_at).vi} đến {moment(about.closes_at).vi}."
    spoken = [
        f"{about.village} sắp lấy ý kiến biểu quyết về việc: {about.title}.", when,
        "Xin bà con giữ thẻ của hộ, đọc nội dung ở bảng tin nhà văn hóa.",
    ]  # fmt: skip
    written = [f"{about.village} sắp biểu quyết: {about.title}", when, "Xin giữ thẻ của hộ để gửi phiếu."]
    return spoken, written, (f"{about.village} sắp biểu quyết: ", f". Nhận phiếu từ {_short(about.opens_at)}.")


def _opening(about: About) -> Said:
    until = f"Nhận phiếu đến {moment(about.closes_at).vi}."
    spoken = [
        f"{about.village} đang lấy ý kiến biểu quyết về việc: {about.title}.", until,
        "Mỗi hộ một phiếu: quét thẻ của hộ, chọn đồng ý, không đồng ý hoặc ý kiến khác.",
        "Phiếu được niêm phong, không ai xem được.",
        "Hộ không có điện thoại, xin mang thẻ đến nhà văn hóa.",
    ]  # fmt: skip
    written = [f"{about.village} mời biểu quyết: {about.title}", until, "Quét thẻ của hộ để gửi phiếu."]
    return spoken, written, (f"{about.village} mời biểu quyết: ", f". Hạn {_short(about.closes_at)}. Quét thẻ của hộ.")


def _last_day(about: About) -> Said:
    until = f"Hết giờ gửi phiếu lúc {moment(about.closes_at).vi}."
    spoken = [
        f"Sắp hết giờ biểu quyết về việc: {about.title}.", until,
        "Hộ nào chưa gửi phiếu, xin quét thẻ của hộ, hoặc mang thẻ đến nhà văn hóa.",
        "Hộ không gửi phiếu được tính như chưa đồng ý.",
    ]  # fmt: skip
    written = [
        f"{about.village}: sắp hết giờ biểu quyết “{about.title}”",
        until,
        "Hộ chưa gửi phiếu xin quét thẻ của hộ.",
    ]
    return (
        spoken,
        written,
        (f"{about.village}: sắp hết giờ biểu quyết ", f". Hạn {_short(about.closes_at)}. Quét thẻ của hộ."),
    )


def _result(about: About) -> Said:
    spoken = [f"Kết quả biểu quyết về việc: {about.title}.", about.result, "Kết quả được niêm yết ở nhà văn hóa."]
    written = [
        f"{about.village}: kết quả biểu quyết “{about.title}”",
        about.result,
        "Ai cũng kiểm tra lại được ở trang này.",
    ]
    return spoken, written, (f"{about.village}: kết quả biểu quyết ", ". Xem bảng tin nhà văn hóa.")


def _fallback(about: About) -> Said:
    spoken = [
        f"Việc: {about.title}, chưa đủ số hộ đồng ý khi biểu quyết trực tuyến.", about.result,
        f"{about.village} sẽ báo sau việc này có đưa ra họp hay phát phiếu không.",
    ]  # fmt: skip
    written = [
        f"{about.village}: “{about.title}” chưa đủ số hộ đồng ý",
        about.result,
        "Sẽ báo khi có họp hoặc phát phiếu.",
    ]
    return spoken, written, (f"{about.village}: chưa đủ số hộ đồng ý về ", ". Sẽ báo sau nếu có họp.")


_SAID: Final = {
    Occasion.NOTICE: _notice, Occasion.OPENING: _opening, Occasion.LAST_DAY: _last_day, Occasion.RESULT: _result,
    Occasion.FALLBACK: _fallback,
}  # fmt: skip


def _asking(about: About) -> Said:
    when = f"Nhận phiếu từ {moment(about.opens_at).vi} đến {moment(about.closes_at).vi}."
    spoken = [
        f"{about.village} xin ý kiến bà con: {about.title}.", OPINION.vi, when,
        "Mỗi hộ một phiếu kín: quét thẻ của hộ. Hộ không có điện thoại, xin mang thẻ đến nhà văn hóa.",
    ]  # fmt: skip
    written = [f"{about.village} xin ý kiến bà con: {about.title}", OPINION.vi, when, "Quét thẻ của hộ để gửi phiếu."]
    return spoken, written, (f"{about.village} xin ý kiến: ", f". Hạn {_short(about.closes_at)}. Quét thẻ của hộ.")


def _asking_still(about: About) -> Said:
    until = f"Hết giờ gửi phiếu lúc {moment(about.closes_at).vi}."
    spoken = [
        f"Sắp hết giờ cho ý kiến: {about.title}.", OPINION.vi, until,
        "Hộ nào chưa gửi phiếu, xin quét thẻ của hộ, hoặc mang thẻ đến nhà văn hóa.",
    ]  # fmt: skip
    written = [f"{about.village}: sắp hết giờ cho ý kiến “{about.title}”", until, "Hộ chưa gửi xin quét thẻ của hộ."]
    short = (f"{about.village}: sắp hết giờ cho ý kiến ", f". Hạn {_short(about.closes_at)}. Quét thẻ của hộ.")
    return spoken, written, short


def _answered(about: About) -> Said:
    spoken = [f"Bà con đã cho ý kiến: {about.title}.", about.result]
    written = [
        f"{about.village}: ý kiến bà con về “{about.title}”", about.result, "Ai cũng kiểm tra lại được ở trang này.",
    ]  # fmt: skip
    return spoken, written, (f"{about.village}: đã có kết quả ý kiến ", ". Xem bảng tin nhà văn hóa.")


_ASKED: Final = {
    Occasion.NOTICE: _asking, Occasion.OPENING: _asking, Occasion.LAST_DAY: _asking_still, Occasion.RESULT: _answered,
}  # fmt: skip
"""Of a vote that only asks for opinions; nothing comes instead of it."""


def _within(name: str) -> str:
    return name[:1].lower() + name[1:]


def _short(at: datetime) -> str:
    """Hour and day for a text message: "20:00 28/11/2026"."""
    said = moment(at).vi
    return f"{said.partition(',')[0]} {said.rpartition(' ')[2]}"


__all__ = ["AT_STAGE", "SMS_CHARACTERS", "About", "Occasion", "Texts", "texts"]
