"""Reading a household list from text: CSV, TSV, "Unicode text" of Excel.

Encodings: UTF-8 with or without byte order mark, UTF-16, and Windows-1258 when the bytes are not UTF-8 (what older
Vietnamese Windows programs write); old fonts are recognised, to be refused cell by cell. Delimiters: comma, semicolon,
tab. Nothing is read beyond the limits, so a hostile file costs no more memory than its own bytes.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from voting.lists.damage import OLD_FONTS, damage_of
from voting.lists.errors import BrokenQuotes, LineTooLong, UnreadableText
from voting.lists.rows import NO_MARKS, Marks, NumberedRow

DELIMITERS = (",", ";", "\t")
MAX_LINE_CHARACTERS = 20_000
MAX_ROW_LINES = 50
"""One quoted cell may hold line breaks (an address), never a whole list: an open quote would swallow it."""

_CHUNK_BYTES = 1 << 16
_SAMPLE_WORDS = 2000
_TONE_ON_CONSONANT = re.compile("[bcdđghklmnpqrstvx][\u0300\u0301\u0303\u0309\u0323]", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\r?\n?")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class TextTable:
    """The bytes of a text file with how to read them. `rows()` reads from the start each time it is called."""

    data: bytes
    encoding: str
    delimiter: str
    sheet: None = None
    hidden: bool = False
    marks: Marks = NO_MARKS

    @property
    def guessed_encoding(self) -> bool:
        """Whether the code page was taken because nothing else fits."""
        return self.encoding == "cp1258"

    def rows(self) -> Iterator[NumberedRow]:
        """The rows, numbered as a spreadsheet program shows them: one per record, blank lines included.

        Raises LineTooLong, BrokenQuotes, UnreadableText.
        """
        lines = _Lines(self.data, self.encoding)
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        try:
            for number, cells in enumerate(reader, start=1):
                lines.end_of_record()
                yield number, tuple(cells)
        except csv.Error:
            raise BrokenQuotes(line=reader.line_num) from None


def open_text(data: bytes) -> tuple[TextTable, ...]:
    """One table for each delimiter the text might use; the one with the best header is the right one.

    Raises UnreadableText when the bytes are no text we know.
    """
    encoding = _encoding(data)
    declared = _declared_delimiter(data, encoding)
    return tuple(TextTable(data, encoding, delimiter) for delimiter in ((declared,) if declared else DELIMITERS))


def _encoding(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _require_text(data, encoding)
    if b"\0" in data:
        guess = _utf16_without_mark(data)
        return _require_text(data, guess)
    try:
        return _require_text(data, "utf-8")
    except UnreadableText:
        return _eight_bit(data)


def _eight_bit(data: bytes) -> str:
    """Windows-1258; or Latin-1, which keeps every byte, when the letters are those of an old font.

    Such bytes read as Windows-1258 put tone marks on consonants. Nobody can read them either way, but in Latin-1 the
    font is recognised, and each cell is refused with the remedy.
    """
    encoding = _require_text(data, "cp1258")
    sample = unicodedata.normalize("NFC", data[:_CHUNK_BYTES].decode("cp1258", "ignore"))
    is_odd = _TONE_ON_CONSONANT.search(sample) or any(
        damage_of(word, is_name=False) in OLD_FONTS for word in _words(sample)
    )
    plain = data[:_CHUNK_BYTES].decode("latin-1")
    if is_odd and any(damage_of(word, is_name=False) in OLD_FONTS for word in _words(plain)):
        return "latin-1"
    return encoding


def _words(sample: str) -> list[str]:
    return sample.split()[:_SAMPLE_WORDS]


def _utf16_without_mark(data: bytes) -> str:
    """Which half of the first 16-bit units is zero: Vietnamese text in UTF-16 has many zero high bytes."""
    head = data[:2000]
    zeros = {"utf-16-be": head[0::2].count(0), "utf-16-le": head[1::2].count(0)}
    encoding = max(zeros, key=lambda name: zeros[name])
    if zeros[encoding] < len(head) // 10 or min(zeros.values()) > 0:
        raise UnreadableText
    return encoding


def _require_text(data: bytes, encoding: str) -> str:
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    view = memoryview(data)
    try:
        for start in range(0, len(data), _CHUNK_BYTES):
            final = start + _CHUNK_BYTES >= len(data)
            if _CONTROL.search(decoder.decode(bytes(view[start : start + _CHUNK_BYTES]), final)):
                raise UnreadableText
    except UnicodeError:
        raise UnreadableText from None
    return encoding


def _declared_delimiter(data: bytes, encoding: str) -> str | None:
    """The delimiter of a first line "sep=;", which Excel honours and does not show."""
    first = next(iter(_Lines(data, encoding, skip_separator=False)), "")
    match = _SEPARATOR_LINE.fullmatch(first)
    return match[1] if match else None


class _Lines:
    """The lines of a text one by one, never longer than the limits."""

    def __init__(self, data: bytes, encoding: str, *, skip_separator: bool = True) -> None:
        self._stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
        self._number = 0
        self._record_started = 0
        self._skip_separator = skip_separator

    def __iter__(self) -> Iterator[str]:
        while line := self._stream.readline(MAX_LINE_CHARACTERS + 1):
            self._number += 1
            if len(line) > MAX_LINE_CHARACTERS:
                raise LineTooLong(line=self._number, limit=MAX_LINE_CHARACTERS)
            if self._number - self._record_started > MAX_ROW_LINES:
                raise BrokenQuotes(line=self._record_started + 1)
            if self._number == 1 and self._skip_separator and _SEPARATOR_LINE.fullmatch(line):
                continue
            yield line

    def end_of_record(self) -> None:
        """The reader has finished a record; the next one starts here."""
        self._record_started = self._number
