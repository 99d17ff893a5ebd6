"""The members of an Excel file that hold the list, and no others, as the library gets to see them.

What Excel calls "Strict Open XML" differs in the names of its namespaces only: it is respelled on the way.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO, Any

from voting.lists.errors import UnpacksTooLarge

OF_THE_LIST = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/[^/]+\.rels|xl/(workbook|styles|sharedStrings|sheet)[^/]*\.xml"
    r"|xl/worksheets/[^/]+\.xml",
    re.IGNORECASE,
)
_STRICT = b"http://purl.oclc.org/ooxml/"
_ORDINARY = (
    (_STRICT + b"spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        _STRICT + b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
MAX_STRICT_BYTES = 16 << 20
"""A strict member is respelled as a whole."""
_PIECE_BYTES = 1 << 16


class ListParts(zipfile.ZipFile):
    """The members of a workbook that hold the list, and no others, for the library to open."""

    def namelist(self) -> list[str]:
        """Only what `inspect` has walked."""
        return [name for name in super().namelist() if OF_THE_LIST.fullmatch(name)]

    def open(self, name: str | zipfile.ZipInfo, *arguments: Any, **options: Any) -> IO[bytes]:
        """A member; one in the strict spelling is respelled."""
        member = self.getinfo(name) if isinstance(name, str) else name
        if not OF_THE_LIST.fullmatch(member.filename):
            raise KeyError(member.filename)
        stream = super().open(member, *arguments, **options)
        if _STRICT not in stream.peek(_PIECE_BYTES)[:_PIECE_BYTES]:  # type: ignore[attr-defined] # ZipExtFile has it
            return stream
        with stream:
            text = stream.read(MAX_STRICT_BYTES + 1)
        if len(text) > MAX_STRICT_BYTES:
            raise UnpacksTooLarge
        for strict, ordinary in _ORDINARY:
            text = text.replace(strict, ordinary)
        return io.BytesIO(text)

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        """The whole of a member, as `open` shows it."""
        with self.open(name, "r", pwd) as stream:
            return stream.read()
