"""Numbers of the law that an administrator may correct: each with its citation and how sure we are of it.

A number the law text did not confirm to us is never a bare constant. The admin page lists these, and shows "chưa kiểm
chứng" beside each that is unconfirmed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from voting.law.articles import Confidence


@dataclass(frozen=True)
class Setting:
    """A number with its meaning. `unit` is part of the name on the page: households, days, working days, people, %."""

    key: str
    value: int
    name_vi: str
    name_en: str
    citation: str
    confidence: Confidence

    @property
    def unconfirmed(self) -> bool:
        """Whether the page says "chưa kiểm chứng" beside it."""
        return self.confidence is not Confidence.CONFIRMED


_C, _Q, _U = Confidence.CONFIRMED, Confidence.SECONDARY, Confidence.UNCONFIRMED
_LAW, _DECREE_5 = "law-10-2022", "decree-59-2023:5"

SETTINGS: Mapping[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting(
            "initiative-percent",
            10,
            "Tỷ lệ hộ đồng thuận để công dân đề xuất (%)",
            "Households that must consent to a citizens' initiative (%)",
            _LAW,
            _C,
        ),
        Setting(
            "initiative-consent-months",
            3,
            "Thời hạn giá trị của mỗi lượt đồng thuận (tháng)",
            "How long each consent to an initiative is valid (months)",
            _LAW,
            _Q,
        ),
        Setting(
            "online-team-least",
            3,
            "Số người ít nhất của Tổ lấy ý kiến biểu quyết trực tuyến",
            "Fewest people in the online-voting team",
            _DECREE_5,
            _U,
        ),
        Setting(
            "online-team-most",
            5,
            "Số người nhiều nhất của Tổ lấy ý kiến biểu quyết trực tuyến",
            "Most people in the online-voting team",
            _DECREE_5,
            _U,
        ),
        Setting(
            "counting-committee-least",
            3,
            "Số người ít nhất của tổ kiểm phiếu (tương tự cuộc họp)",
            "Fewest people in the counting committee (by analogy with meetings)",
            _LAW,
            _U,
        ),
        Setting(
            "counting-committee-most",
            5,
            "Số người nhiều nhất của tổ kiểm phiếu (tương tự cuộc họp)",
            "Most people in the counting committee (by analogy with meetings)",
            _LAW,
            _U,
        ),
        Setting(
            "count-witnesses",
            2,
            "Số đại diện hộ gia đình chứng kiến kiểm phiếu (tương tự cuộc họp)",
            "Household representatives who witness the count (by analogy with meetings)",
            _LAW,
            _U,
        ),
        Setting(
            "notice-days",
            3,
            "Thông báo trước khi biểu quyết ít nhất (ngày)",
            "Minimum notice before voting begins (days)",
            _DECREE_5,
            _U,
        ),
        Setting(
            "dispatch-working-days",
            5,
            "Gửi kết quả đến UBND và Mặt trận cấp xã (ngày làm việc; tương tự phiếu lấy ý kiến)",
            "Sending the result to the commune and its Front (working days; by analogy with slips)",
            _LAW,
            _U,
        ),
        Setting(
            "publicity-working-days",
            10,
            "Thời hạn công khai mặc định (ngày làm việc)",
            "Default time for making public (working days)",
            _LAW,
            _Q,
        ),
        Setting("posting-days", 20, "Niêm yết liên tục (ngày)", "Posting without a break (days)", _LAW, _U),
        Setting(
            "loudspeaker-days",
            3,
            "Phát trên loa truyền thanh liên tục (ngày)",
            "Announcing by loudspeaker without a break (days)",
            _LAW,
            _C,
        ),
        Setting(
            "conference-notice-days",
            5,
            "Thông báo trước hội nghị cuối năm (ngày)",
            "Notice of the annual conference (days)",
            _LAW,
            _C,
        ),
    )
}
"""Every setting by its key."""
