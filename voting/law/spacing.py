"""What stands on one line: a figure and what it counts ("15 ngày"), the two words of a weekday ("thứ Ba")."""

import re

NO_BREAK = "\u00a0"
_COUNTED = (
    "ngày", "giờ", "phút", "giây", "tuần", "hộ", "phiếu", "thẻ", "người", "thôn", "cuộc", "việc", "lần",
    "phần", "bên", "tờ", "dòng", "câu", "ý kiến", "ký tự", "(?:tháng|năm)(?! [0-9])",
    "days?", "hours?", "minutes?", "households?", "ballots?", "cards?", "people", "members?",
)  # fmt: skip
PARTED = re.compile(
    rf"(?:(?<=[0-9])|(?<=[0-9]</b>)) (?=(?:{'|'.join(_COUNTED)})(?!\w))"
    r"|(?<=\bthứ) (?=(?:Hai|Ba|Tư|Năm|Sáu|Bảy)(?!\w))|(?<=\bThứ) (?=(?:Hai|Ba|Tư|Năm|Sáu|Bảy)(?!\w))"
    r"|(?<=\bChủ) (?=nhật(?!\w))"
)
"""A space at which a line must not end; also behind a figure that is set in bold. In "ngày 5 tháng 2" no month is
counted."""


def bound(text: str) -> str:
    """The text as it is set: no line ends between what belongs together."""
    return PARTED.sub(NO_BREAK, text)
