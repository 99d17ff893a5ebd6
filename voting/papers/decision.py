"""Papers after a vote: the team's minutes, the decision on Mẫu 03, what is sent and posted, the report in the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from voting.papers.matter import BASIS, MatterFacts, presided, sheet, what
from voting.papers.sheet import Block, Para, Rows, Sheet, Signer, clock, long_day, number, outcome_of, paras


@dataclass(frozen=True)
class Answered:
    """One question's count: households for, against, of other opinion; those needed; whether it is passed."""

    question: str
    in_favour: int
    against: int
    other: int
    needed: int
    passed: bool

    def said(self, households: int) -> str:
        """The outcome in a sentence that names the answer, its number and the whole."""
        return outcome_of(self.in_favour, households, self.needed, passed=self.passed)


@dataclass(frozen=True)
class Numbers:
    """A vote's figures at its closing: when, all households, those that took part, each question; and how many ballots
    were sent from help desks, replaced ones too."""

    opened_at: datetime
    closed_at: datetime
    households: int
    voted: int
    answers: tuple[Answered, ...]
    from_desks: int = 0


def figures_of(numbers: Numbers) -> Rows:
    """The count of each question, and what it needed."""
    return Rows(
        (40, 15, 15, 15, 15),
        ("Nội dung", "Đồng ý", "Không đồng ý", "Ý kiến khác", "Cần từ"),
        tuple(
            (one.question, number(one.in_favour), number(one.against), number(one.other), number(one.needed))
            for one in numbers.answers
        ),
    )


def outcomes_of(numbers: Numbers) -> tuple[Block, ...]:
    """What follows for each question."""
    several = len(numbers.answers) > 1
    said = [one.said(numbers.households) for one in numbers.answers]
    return paras(*(f"Câu {n}. {one}" if several else one for n, one in enumerate(said, 1)))


@dataclass(frozen=True)
class Opinions:
    """What households said in words, and how many did so, in a sentence."""

    words: tuple[str, ...] = ()
    told: str = ""


def minutes(facts: MatterFacts, leader: str, numbers: Numbers, opinions: Opinions | None = None) -> Sheet:
    """LAW.md 5, #10 (Art. 5(4)a): to the head, with both annexes."""
    said = opinions or Opinions()
    lines = [*([said.told] if said.told else []), *(f"- {one}" for one in said.words)]
    told = [Para("Ý kiến khác của các hộ", bold=True), *paras(*lines)] if lines else []
    blocks: tuple[Block, ...] = (
        *paras(
            f"Tổ lấy ý kiến lập biên bản kết thúc biểu quyết trực tuyến về việc: {facts.title}.",
            f"Bắt đầu: {clock(numbers.opened_at)}. Kết thúc: {clock(numbers.closed_at)}.",
            f"Tổng số hộ: {number(numbers.households)}. Số hộ đã biểu quyết: {number(numbers.voted)}.",
            f"Số phiếu gửi từ bàn hỗ trợ, kể cả phiếu sau đó được thay: {number(numbers.from_desks)}.",
        ),
        figures_of(numbers), *told,
        *paras("Kèm theo: bản chụp kết quả; danh sách đại diện hộ tham gia biểu quyết (phụ lục riêng, "
               f"giữ tại {facts.village})."),
    )  # fmt: skip
    titles = ("Biên bản", "Về kết quả biểu quyết trực tuyến")
    return sheet(facts, ("minutes", *titles), blocks, [Signer("Tổ trưởng", leader)], to=(facts.head_title,))


def decision(facts: MatterFacts, numbers: Numbers) -> Sheet:
    """LAW.md 5, #11: Mẫu 03 as minutes, content of Art. 20(2), four signatures."""
    blocks: tuple[Block, ...] = (
        *BASIS,
        Para("1. Thời gian", bold=True),
        *paras(
            f"Từ {clock(numbers.opened_at)} đến {clock(numbers.closed_at)}.",
            f"Địa điểm: {facts.village}, biểu quyết trực tuyến.",
            presided(facts),
        ),
        Para("2. Đại diện hộ gia đình", bold=True),
        *paras(
            f"Tổng số hộ: {number(numbers.households)}. Số hộ tham gia: {number(numbers.voted)}. "
            f"Số hộ không tham gia: {number(numbers.households - numbers.voted)}."
        ),
        Para("3. Nội dung", bold=True), *paras(f"{facts.title}."), *what(facts),
        Para("4. Hình thức", bold=True), *paras("Biểu quyết trực tuyến."),
        Para("5. Kết quả", bold=True), figures_of(numbers),
        Para("6. Quyết định", bold=True), *outcomes_of(numbers), *_effect(numbers),
    )  # fmt: skip
    titles = ("Biên bản", f"Về việc: {facts.title}")
    witnesses = [Signer("Đại diện hộ gia đình"), Signer("Đại diện hộ gia đình")]
    return sheet(facts, ("decision", *titles), blocks, [facts.signer, facts.front_signer, *witnesses], form="Mẫu số 03")


def _effect(numbers: Numbers) -> tuple[Block, ...]:
    """A decision of clause 6 binds from the day it is passed (LAW.md 2)."""
    passed = any(one.passed for one in numbers.answers)
    return paras(f"Quyết định có hiệu lực từ {_day(numbers.closed_at)}.") if passed else ()


def _day(at: datetime) -> str:
    return clock(at).partition(", ")[2]


def posting(facts: MatterFacts, numbers: Numbers, until: date) -> Sheet:
    """LAW.md 5, #12 (Art. 5(4)b)."""
    blocks: tuple[Block, ...] = (
        figures_of(numbers), *outcomes_of(numbers),
        *paras(f"Niêm yết tại nhà văn hóa và các điểm sinh hoạt cộng đồng đến hết {long_day(until)}."),
    )  # fmt: skip
    titles = ("Niêm yết kết quả biểu quyết", f"Về việc: {facts.title}")
    return sheet(facts, ("posting", *titles), blocks, [facts.signer])


def dispatch(facts: MatterFacts, numbers: Numbers) -> Sheet:
    """LAW.md 5, #13 (Art. 5(4)b): within five working days, to the People's Committee and the Front."""
    blocks: tuple[Block, ...] = (
        *paras(
            f"{facts.village[:1].upper()}{facts.village[1:]} gửi kết quả biểu quyết trực tuyến về việc: {facts.title}, "
            f"kết thúc lúc {clock(numbers.closed_at)}.",
        ),
        figures_of(numbers), *outcomes_of(numbers),
        *paras("Kèm theo: biên bản kết quả; biên bản của Tổ lấy ý kiến biểu quyết trực tuyến."),
    )  # fmt: skip
    titles = ("Công văn", "V/v gửi kết quả biểu quyết trực tuyến")
    return sheet(facts, ("dispatch", *titles), blocks, [facts.signer], to=facts.commune_offices)


def implementation(facts: MatterFacts, done: Sequence[tuple[date, str]], words: str) -> Sheet:
    """LAW.md 5, #14 (Art. 23(2)): to the people and the commune."""
    rows = Rows((25, 75), ("Ngày", "Việc đã làm"), tuple((f"{day:%d/%m/%Y}", text) for day, text in done))
    blocks: tuple[Block, ...] = (
        *paras(f"{facts.head_title} báo cáo kết quả thực hiện việc: {facts.title}."),
        *((rows,) if done else ()), *paras(words),
    )  # fmt: skip
    titles = ("Báo cáo", "Về kết quả thực hiện quyết định của cộng đồng dân cư")
    to = (f"Ủy ban nhân dân {facts.commune}", f"Bà con {facts.village}")
    return sheet(facts, ("implementation", *titles), blocks, [facts.signer], to=to)
