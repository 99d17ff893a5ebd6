"""The name under which a paper is kept: the file's own, as a reader would see it, valid by `texts`."""

import re
from typing import Final

from voting.texts.validity import InvalidText, require_valid, seen_of

MAX_NAME: Final = 150
MAX_ENDING: Final = 8
_NAMELESS: Final = "Tài liệu"
_ENDINGS: Final = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}
_ENDING: Final = re.compile(rf"\.[A-Za-z0-9]{{1,{MAX_ENDING - 1}}}\Z")


def paper_name(given: str, media_type: str) -> str:
    """The name of a file that someone chose: no folders, one line, nothing invisible, not too long, never empty.

    Nobody meant what is invisible in a file's name; a name that cannot be shown at all becomes "Tài liệu".
    """
    name = seen_of(re.split(r"[/\\]", given)[-1])
    ending = found[0] if (found := _ENDING.search(name)) else ""
    stem = name.removesuffix(ending).strip(" .")
    shown = _valid(stem[: MAX_NAME - MAX_ENDING].rstrip(" .")) or _NAMELESS
    return shown + (ending or _ENDINGS.get(media_type, ""))


def _valid(stem: str) -> str:
    try:
        return require_valid(stem)
    except InvalidText:
        return ""
