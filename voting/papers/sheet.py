"""A paper as a value: what stands on it and in which order, before it is laid out (Decree 30/2020, annex I)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Head:
    """Who issues: the body above (empty where it is not known), the body itself; where and when."""

    above: str
    issuer: str
    place: str
    day: date


@dataclass(frozen=True)
class Signer:
    """A signature: office in capitals, the name under it; empty where it is filled in by hand."""

    office: str
    name: str = ""


@dataclass(frozen=True)
class Para:
    """A paragraph; ``bold`` for the heading of a part, ``centred`` too for the words by which a paper decides;
    ``italic`` for what it rests on.
    """

    text: str
    bold: bool = False
    italic: bool = False
    centred: bool = False


@dataclass(frozen=True)
class Rows:
    """A table: widths in parts of a hundred, a heading row, rows; numbers stand to the right."""

    widths: tuple[int, ...]
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Para | Rows


@dataclass(frozen=True)
class Stamp:
    """What ties a paper to the books: a random code, the book and the index of its entry, where to look it up."""

    code: str
    book: str
    index: int
    address: str


@dataclass(frozen=True)
class Sheet:
    """A whole paper. ``form`` is the number of the decree's form ("Mẫu 03"), empty for one that this program suggests;
    ``draft`` marks it as not yet issued; ``to`` are the recipients of a letter.
    """

    kind: str
    title: str
    subject: str
    head: Head
    blocks: tuple[Block, ...]
    signers: tuple[Signer, ...]
    stamp: Stamp | None
    form: str = ""
    to: tuple[str, ...] = ()
    draft: bool = False

    @property
    def is_letter(self) -> bool:
        """A letter ("công văn") does not name its kind; its subject stands under whoever issues it."""
        return self.kind == "dispatch"

    @property
    def foot(self) -> tuple[str, ...]:
        """The small lines at the end: whose form it is, and where it stands in the books."""
        lines = [f"{self.form} kèm theo Nghị định số 59/2023/NĐ-CP" if self.form else SUGGESTED]
        if self.stamp is not None:
            place = f"sổ chung {self.stamp.book}, dòng {self.stamp.index}"
            lines += [f"Mã giấy {self.stamp.code} · {place}", self.stamp.address]
        return tuple(lines)


SUGGESTED = "Mẫu do phần mềm gợi ý, không phải mẫu ban hành"
DRAFT = "DỰ THẢO"
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


PAIRED = (1, 2, 4)
"""So many signatures stand two in a row; a single one to the right."""


def number(value: int) -> str:
    """1.000 for a thousand, as Vietnamese papers write it."""
    return f"{value:,}".replace(",", ".")


def outcome_of(in_favour: int, households: int, needed: int, *, passed: bool) -> str:
    """The outcome of one question: "Đã thông qua: “Đồng ý” được 152/210 hộ, cần từ 106." """
    head = "Đã thông qua" if passed else "Không thông qua"
    return f"{head}: “Đồng ý” được {number(in_favour)}/{number(households)} hộ, cần từ {number(needed)}."


def parted(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """All but a last short paragraph, with a short table after it, and these: signatures never stand on a page without
    the end of the words.
    """
    table = blocks[-1:] if blocks and isinstance(blocks[-1], Rows) and len(blocks[-1].rows) <= _SHORT_ROWS else ()
    words = blocks[: len(blocks) - len(table)]
    last = words[-1] if words else None
    kept = isinstance(last, Para) and len(last.text) <= _SHORT_CHARACTERS
    return (words[:-1], (*words[-1:], *table)) if kept else (blocks, ())


_SHORT_CHARACTERS, _SHORT_ROWS = 600, 2


def long_day(day: date) -> str:
    """ "ngày 05 tháng 02 năm 2027": a zero before days below 10 and months 1 and 2 (Decree 30/2020)."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 - January and February
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def clock(at: datetime) -> str:
    """ "20 giờ 00 phút, ngày 28 tháng 11 năm 2026", on the villages' clock."""
    here = at.astimezone(HERE)
    return f"{here.hour} giờ {here.minute:02} phút, {long_day(here.date())}"


def paras(*texts: str) -> tuple[Para, ...]:
    """A paragraph for each text that is there; a text of several lines is several."""
    return tuple(Para(line) for text in texts for line in text.split("\n") if line.strip())


def listed(items: Sequence[str]) -> tuple[Para, ...]:
    """A paragraph for each item, with its dash."""
    return tuple(Para(f"- {item}") for item in items)
