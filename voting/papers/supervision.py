"""The report of a board for a quarter, half or year, to the commune's Front (Art. 40, 45; LAW.md 13, tables 5 and 6).

Its numbers are those of the register that everyone reads: no recommendation before the Front has certified it, and
nobody who was inspected. What no register holds is left to be filled in by hand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from voting.law.sentence import Sentence
from voting.law.supervision import BOARDS, RECIPIENTS, SESSIONS, STANDS, TOPICS, Board, Held, Stand, To, Topic
from voting.papers.matter import BASIS, BLANK
from voting.papers.sheet import Block, Head, Para, Rows, Sheet, Signer, number, paras

TITLE = "Kết quả hoạt động của {board} {period}"


@dataclass(frozen=True)
class HeldSession:
    """A session: in which village, what kind of thing, where it stands, its day, by how many days it came too early."""

    village_name: str
    topic: Topic
    state: Held
    held: date
    days_short: int


@dataclass(frozen=True)
class SentPaper:
    """A recommendation that was sent: ``last`` is the day by which it is answered, where the law sets one."""

    village_name: str
    topic: Topic
    to: To
    state: Stand
    sent: date
    last: date | None
    answered: date | None
    days_late: int


@dataclass(frozen=True)
class BoardFacts:
    """What a board did in a period; ``place`` is where, whole ("xã Đông Hòa", "thôn Đoài"). Days are those of today."""

    board: Board
    commune: str
    place: str
    period: Sentence
    day: date
    sessions: tuple[HeldSession, ...]
    recommended: tuple[SentPaper, ...]

    def count(self, chosen: Callable[[SentPaper], bool]) -> int:
        """How many of the recommendations sent."""
        return sum(map(chosen, self.recommended))


def board_report(facts: BoardFacts) -> Sheet:
    """To the Front of the commune, which answers for the board."""
    name = BOARDS[facts.board].vi
    said = (
        f"Số liệu đếm từ sổ giám sát, tính đến ngày {facts.day:%d/%m/%Y}, phạm vi {facts.place}. "
        "Cuộc giám sát tính theo ngày giám sát; kiến nghị tính theo ngày gửi."
    )
    blocks = (
        *BASIS[:1], *paras(said), *_sessions(facts), *_recommended(facts),
        Para("3. Phần ban tự ghi", bold=True),
        *paras(
            f"Số vụ vi phạm phát hiện: {BLANK}",
            f"Tiền kiến nghị thu hồi: {BLANK} đồng; đất kiến nghị thu hồi: {BLANK} m².",
            f"Khó khăn, vướng mắc về pháp luật: {BLANK}",
        ),
    )  # fmt: skip
    head = Head("", f"{name} {facts.commune}", facts.commune[:1].upper() + facts.commune[1:], facts.day)
    subject = TITLE.format(board=name, period=facts.period.vi)
    to = (f"Ủy ban Mặt trận Tổ quốc Việt Nam {facts.commune}",)
    return Sheet("board-report", "Báo cáo", subject, head, blocks, (Signer("Trưởng ban"),), None, to=to)


def _sessions(facts: BoardFacts) -> tuple[Block, ...]:
    states, held = [one.state for one in facts.sessions], [one for one in facts.sessions if one.state is Held.HELD]
    topics, short = [one.topic for one in held], sum(one.days_short > 0 for one in held)
    counted = [(f"Cuộc {said.vi}", number(states.count(state))) for state, said in SESSIONS.items()]
    counted.append(("Trong các cuộc đã giám sát, gửi kế hoạch chưa đủ ngày báo trước", number(short)))
    counted += [(f"Đã giám sát: {said.vi.lower()}", number(topics.count(topic))) for topic, said in TOPICS.items()]
    listed = tuple(
        (f"{one.held:%d/%m/%Y}", one.village_name, TOPICS[one.topic].vi, SESSIONS[one.state].vi)
        for one in facts.sessions
    )
    table = Rows((18, 30, 32, 20), ("Ngày", "Thôn", "Loại việc", "Tình trạng"), listed)
    return (
        Para("1. Các cuộc giám sát", bold=True),
        Rows((78, 22), ("Chỉ tiêu", "Số cuộc"), tuple(counted)),
        *((table,) if listed else ()),
    )  # fmt: skip


def _recommended(facts: BoardFacts) -> tuple[Block, ...]:
    timed = [one for one in facts.recommended if one.last]
    answered, waiting = [one for one in timed if one.answered], [one for one in timed if not one.answered]
    counted = [
        ("Kiến nghị đã gửi", len(facts.recommended)),
        *((f"- gửi {said.vi}", facts.count(_to(to))) for to, said in RECIPIENTS.items()),
        ("Ủy ban nhân dân xã đã trả lời đúng hạn", sum(not one.days_late for one in answered)),
        ("Ủy ban nhân dân xã đã trả lời, quá hạn", sum(one.days_late > 0 for one in answered)),
        ("Chưa trả lời, đã quá hạn", sum(one.days_late > 0 for one in waiting)),
        ("Chưa trả lời, còn hạn", sum(not one.days_late for one in waiting)),
        *(
            (f"Nay {STANDS[stand].vi}", facts.count(_stands(stand)))
            for stand in (Stand.ACCEPTED, Stand.DONE, Stand.REFUSED)
        ),
    ]  # fmt: skip
    listed = tuple(
        (
            f"{one.sent:%d/%m/%Y}", f"{one.village_name}: {TOPICS[one.topic].vi.lower()}", RECIPIENTS[one.to].vi,
            _how(one),
        )
        for one in facts.recommended
    )  # fmt: skip
    table = Rows((18, 32, 22, 28), ("Ngày gửi", "Về loại việc", "Nơi nhận", "Tình trạng"), listed)
    return (
        Para("2. Kiến nghị", bold=True),
        Rows((78, 22), ("Chỉ tiêu", "Số kiến nghị"), tuple((said, number(value)) for said, value in counted)),
        *((table,) if listed else ()),
    )  # fmt: skip


def _to(to: To) -> Callable[[SentPaper], bool]:
    return lambda one: one.to is to


def _stands(stand: Stand) -> Callable[[SentPaper], bool]:
    return lambda one: one.state is stand


def _how(one: SentPaper) -> str:
    late = f", muộn {one.days_late} ngày" if one.days_late else ""
    return f"{STANDS[one.state].vi}{late}"
