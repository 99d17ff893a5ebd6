"""What kind of zip a file is: a workbook, a document of another program, or a folder with a list inside."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from voting.lists.cells import clean_text
from voting.lists.errors import (
    BinaryExcel,
    BrokenWorkbook,
    NotASpreadsheet,
    OtherDocument,
    PackedList,
    UnpacksTooLarge,
)
from voting.lists.excel_zip import MAX_MEMBERS

LIST_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv")

_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_OTHERS = (("word/", "Word"), ("ppt/", "PowerPoint"), ("visio/", "Visio"), ("Index/", "Numbers, Pages, Keynote"))


def kind_of_zip(data: bytes) -> str:
    """``xlsx`` or ``ods``.

    Raises BinaryExcel, OtherDocument, PackedList, NotASpreadsheet, UnpacksTooLarge, BrokenWorkbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > MAX_MEMBERS:
                raise UnpacksTooLarge
            kind = _open_document(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        raise BrokenWorkbook from None
    return kind or _by_names(names)


def _open_document(archive: zipfile.ZipFile, names: Sequence[str]) -> str:
    if "mimetype" not in names or "content.xml" not in names:
        return ""
    with archive.open("mimetype") as stream:
        kind = stream.read(100).strip()
    if not kind.startswith(_OPEN_DOCUMENT):
        return ""
    if kind.startswith(_OPEN_DOCUMENT + b"spreadsheet"):
        return "ods"
    raise OtherDocument(kind="OpenDocument " + kind.removeprefix(_OPEN_DOCUMENT).decode("ascii", "replace")[:20])


def _by_names(names: Sequence[str]) -> str:
    if "xl/workbook.bin" in names:
        raise BinaryExcel
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return "xlsx"
    for folder, program in _OTHERS:
        if any(name.startswith(folder) for name in names):
            raise OtherDocument(kind=program)
    for name in names:
        if name.lower().endswith(LIST_ENDINGS):
            raise PackedList(inside=clean_text(name.rpartition("/")[2])[:60])
    raise NotASpreadsheet
