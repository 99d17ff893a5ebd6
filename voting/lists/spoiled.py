"""What spreadsheet programs make of codes and house numbers: dates, times, rounded numbers.

Excel shows "2-1" as a date, "12:3" as a time and a long number as "9,12E+08", and writes them so into a CSV: in the
language of the computer, and other programs write them as ISO 8601. House numbers ("7/4", "9/2/15") and codes ("5-11",
"T5-11", "NOV-001") are left alone.
"""

from __future__ import annotations

import re
from typing import Final

_MONTH: Final = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_THANG: Final = "[Tt](hg|háng) ?[0-9]{1,2}"
_YEAR: Final = "(1[89]|20)[0-9]{2}"
_CLOCK: Final = r"[0-9]{1,4}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?( ?([AaPp][Mm]|SA|CH))?"

_DATE: Final = re.compile(
    "|".join(
        (
            rf"[0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-]{_YEAR}( {_CLOCK})?",
            rf"{_YEAR}[/.-][0-9]{{1,2}}[/.-][0-9]{{1,2}}([ T]{_CLOCK})?Z?",
            rf"[0-9]{{1,2}}[- ]{_MONTH}([- ][0-9]{{2,4}})?|{_MONTH}[- ][0-9]{{1,2}}|{_MONTH}[- ]{_YEAR}",
            rf"[0-9]{{1,2}}[- ]{_THANG}([- ][0-9]{{2,4}})?|{_THANG}[- ][0-9]{{2,4}}",
            rf"(-?[0-9]+ days?, )?{_CLOCK}",
        )
    )
)
_ROUNDED: Final = re.compile(r"[0-9]([.,][0-9]+)?[Ee]\+?[0-9]{2,3}")


def is_date(text: str) -> bool:
    """Whether a program turned what was typed into a date, a time or a duration."""
    return len(text) < 40 and _DATE.fullmatch(text) is not None  # noqa: PLR2004 - no date is longer


def is_rounded(text: str) -> bool:
    """Whether a program turned a long number into one with an exponent, so that its last figures are lost."""
    return len(text) < 40 and _ROUNDED.fullmatch(text) is not None  # noqa: PLR2004 - as above
