"""The name under which a paper is kept: the file's own, as a reader would see it, valid by `texts`."""

import re
from typing import Final

from voting.texts.validity import InvalidText, require_valid, seen_of

MAX_NAME: Final = 150
MAX_ENDING: Final = 8
_NAMELESS: Final = "Tài liệu"
_ENDINGS: Final = {"application/pdf": (".pdf",), "image/png": (".png",), "image/jpeg": (".jpg", ".jpeg")}
_ENDING: Final = re.compile(rf"\.[A-Za-z0-9]{{1,{MAX_ENDING - 1}}}\Z")


def paper_name(given: str, media_type: str) -> str:
    """The name of a file that someone chose: no folders, one line, nothing invisible, not too long, never empty.

    Nobody meant what is invisible in a file's name; a name that cannot be shown at all becomes "Tài liệu". Its ending
    is that of its kind: a PDF that was called a page would be saved as one, and opened as one.
    """
    name = seen_of(re.split(r"[/\\]", given)[-1])
    endings = _ENDINGS.get(media_type, ())
    found = _ENDING.search(name)
    ending = found[0] if found and (not endings or found[0].lower() in endings) else ""
    stem = name.removesuffix(ending).strip(" .")
    shown = _valid(stem[: MAX_NAME - MAX_ENDING].rstrip(" .")) or _NAMELESS
    return shown + (ending or "".join(endings[:1]))


def _valid(stem: str) -> str:
    try:
        return require_valid(stem)
    except InvalidText:
        return ""
