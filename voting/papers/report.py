"""The half-yearly and yearly report: its values, and the paper in the outline of LAW.md 13.

Every number says where it is from and stands beside the same period's of the year before; what is not known is not 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from voting.law.matters import CHANNEL_NAMES, Channel
from voting.law.sentence import Sentence
from voting.papers.matter import BASIS
from voting.papers.publicity import Published, table
from voting.papers.sheet import Block, Head, Para, Rows, Sheet, Signer, number, outcome_of, paras

UNKNOWN = Sentence("chưa có số liệu", "no figures yet")
"""What stands where a number is not known."""
UNWRITTEN = "(Chưa có nội dung.)"


class Source(StrEnum):
    """Where a number is from."""

    RECORD = "record"
    TYPED = "typed"


SOURCES = {Source.RECORD: Sentence("theo sổ", "from the books"), Source.TYPED: Sentence("điền tay", "typed by hand")}
_SOME = Sentence("{source}, {given}/{all} thôn", "{source}, {given} of {all} villages")


@dataclass(frozen=True)
class Amount:
    """A number, ``None`` where it is not known; ``given`` of ``of`` villages have it, where it is of several."""

    value: int | None = None
    source: Source = Source.RECORD
    given: int = 0
    of: int = 0

    @property
    def said(self) -> Sentence:
        """The number as it is written."""
        return UNKNOWN if self.value is None else Sentence(number(self.value), f"{self.value:,}")

    @property
    def origin(self) -> Sentence:
        """Where it is from, and of how many villages where that is not all of them; empty where nothing is known."""
        if self.value is None:
            return Sentence("", "")
        if self.given < self.of:
            return _SOME.filled({"source": SOURCES[self.source], "given": self.given, "all": self.of})
        return SOURCES[self.source]


@dataclass(frozen=True)
class Line:
    """A number and the same period's of the year before. ``deeper`` lines are parts of the one above."""

    key: str
    said: Sentence
    now: Amount
    before: Amount
    unit: str = ""
    deeper: bool = False


@dataclass(frozen=True)
class Group:
    """Lines of one part of the outline; ``table`` is the key of the page they are typed on, empty for the record's."""

    part: str
    said: Sentence
    lines: tuple[Line, ...]
    table: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing of this period is known."""
        return all(one.now.value is None for one in self.lines)


@dataclass(frozen=True)
class Decided:
    """Something that was decided, or was to be: a question of a vote, a matter of a meeting or slips.

    ``passed`` is ``None`` where it came to no result; ``published`` and ``sent`` (to commune and Front) are days.
    """

    village: str
    village_name: str
    matter: str
    words: str
    clause: int
    channel: Channel
    day: date
    households: int
    took_part: int
    in_favour: int
    needed: int
    passed: bool | None
    send_by: date
    published: date | None = None
    sent: date | None = None

    @property
    def outcome(self) -> Sentence:
        """The outcome in a sentence that names the answer, its number and the whole."""
        if self.passed is None:
            return Sentence("Không có kết quả.", "No result.")
        vi = outcome_of(self.in_favour, self.households, self.needed, passed=self.passed)
        en = f"{'Passed' if self.passed else 'Not passed'}: “Đồng ý” has {self.in_favour} of {self.households} "
        return Sentence(vi, f"{en}households, {self.needed} needed.")

    @property
    def way(self) -> Sentence:
        """By which channel."""
        return Sentence(*CHANNEL_NAMES[self.channel])


@dataclass(frozen=True)
class Charted:
    """What was decided by one channel: passed, not passed, without a result; ``None`` where it is not known."""

    channel: Channel
    now: tuple[int, int, int] | None
    before: tuple[int, int, int] | None

    @property
    def named(self) -> Sentence:
        """What the channel is called, as the beginning of a line."""
        name = Sentence(*CHANNEL_NAMES[self.channel])
        return Sentence(capital(name.vi), capital(name.en))


@dataclass(frozen=True)
class ReportFacts:
    """A whole report. Names of places are whole ("xã Đông Hòa"); ``village`` is empty for the commune's.

    ``words`` are those of the parts that are no numbers; ``partly`` says since when the books tell of this place, where
    that is later than the period's beginning.
    """

    commune: str
    village: str
    period: Sentence
    before: Sentence
    day: date
    signer: Signer
    parts: tuple[tuple[str, Sentence], ...]
    groups: tuple[Group, ...]
    decided: tuple[Decided, ...]
    words: tuple[tuple[str, str], ...]
    charted: tuple[Charted, ...]
    public: tuple[Published, ...] = ()
    partly: date | None = None

    @property
    def place(self) -> str:
        """Whose report it is."""
        return self.village or self.commune


TITLE = "Kết quả thực hiện dân chủ ở cơ sở {period}"


def report(facts: ReportFacts) -> Sheet:
    """LAW.md 13 (c): to the commune, or from there to its People's Council and the Front (Art. 14(3), 23)."""
    blocks = (*BASIS, *_opening(facts), *(block for part in facts.parts for block in _part(facts, *part)))
    place = facts.place[:1].upper() + facts.place[1:]
    if facts.village:
        head = Head(f"Ủy ban nhân dân {facts.commune}", facts.village, place, facts.day)
        to: tuple[str, ...] = (f"Ủy ban nhân dân {facts.commune}",)
    else:
        head = Head("", f"Ủy ban nhân dân {facts.commune}", place, facts.day)
        to = (f"Hội đồng nhân dân {facts.commune}", f"Ủy ban Mặt trận Tổ quốc Việt Nam {facts.commune}")
    subject = TITLE.format(period=facts.period.vi)
    return Sheet("periodic-report", "Báo cáo", subject, head, blocks, (facts.signer,), None, to=to)


def _opening(facts: ReportFacts) -> tuple[Block, ...]:
    said = (
        f"Số liệu tính đến ngày {facts.day:%d/%m/%Y}. Mỗi con số có ghi nguồn: “theo sổ” là đếm từ sổ chung, "
        f"“điền tay” là do cán bộ ghi. Chỗ ghi “{UNKNOWN.vi}” là chưa biết, không phải bằng 0."
    )
    since = "" if facts.partly is None else f"Sổ chung có số liệu từ ngày {facts.partly:%d/%m/%Y}."
    return paras(said, since)


def _part(facts: ReportFacts, part: str, said: Sentence) -> Iterator[Block]:
    yield Para(said.vi, bold=True)
    words = dict(facts.words)
    if part in words:
        yield from paras(words[part] or UNWRITTEN)
    for group in facts.groups:
        if group.part == part:
            yield Para(f"{group.said.vi}:")
            yield _rows(facts, group)
    if part == "II.1" and facts.public:
        yield Para("Các nội dung đã công khai:")
        yield table(facts.public)
    if part == "II.2" and facts.decided:
        yield Para("Các việc đã bàn và quyết định:")
        yield _decided(facts)


def _rows(facts: ReportFacts, group: Group) -> Rows:
    heading = ("Chỉ tiêu", capital(facts.period.vi), capital(facts.before.vi))
    return Rows((50, 25, 25), heading, tuple((label(one), cell(one.now), cell(one.before)) for one in group.lines))


def label(line: Line) -> str:
    """What a line counts, with its unit."""
    return f"{'- ' if line.deeper else ''}{line.said.vi}{f' ({line.unit})' if line.unit else ''}"


def cell(amount: Amount) -> str:
    """A number with where it is from."""
    return f"{amount.said.vi} ({amount.origin.vi})" if amount.origin.vi else amount.said.vi


def capital(words: str) -> str:
    """As the beginning of a heading."""
    return words[:1].upper() + words[1:]


def _decided(facts: ReportFacts) -> Rows:
    rows = tuple(
        (
            one.words if facts.village else f"{one.village_name}: {one.words}",
            f"Khoản {one.clause}, {one.way.vi}",
            f"{one.day:%d/%m/%Y}",
            f"{one.outcome.vi} Tham gia {number(one.took_part)}/{number(one.households)} hộ.",
        )
        for one in facts.decided
    )
    return Rows((34, 20, 17, 29), ("Nội dung", "Điều 15, hình thức", "Ngày", "Kết quả"), rows)
