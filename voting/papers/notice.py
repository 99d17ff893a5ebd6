"""What a village is told, as a sheet to hang up and to read out (LAW.md 12: text, poster)."""

from dataclasses import dataclass
from datetime import date, datetime

from voting.papers.sheet import Block, Head, Para, Sheet, Signer, Stamp, clock, long_day, paras


@dataclass(frozen=True)
class NoticeFacts:
    """An announcement as its paper tells it. Names of places are whole; ``source`` is the office it comes from and the
    words it rests on; ``put_right`` is why it says something else than before, empty of the first.
    """

    commune: str
    village: str
    by_commune: bool
    words: str
    source: str
    until: date
    at: datetime
    day: date
    signer: Signer
    put_right: str = ""
    stamp: Stamp | None = None


def announcement(facts: NoticeFacts) -> Sheet:
    """LAW.md 12, 13(4): at most 300 characters, one official source."""
    office = f"Ủy ban nhân dân {facts.commune}"
    place = facts.village[:1].upper() + facts.village[1:]
    head = Head("", office, place, facts.day) if facts.by_commune else Head(office, facts.village, place, facts.day)
    again: tuple[Block, ...] = (
        (Para("Đính chính", bold=True), *paras(f"Lý do: {facts.put_right}")) if facts.put_right else ()
    )
    blocks = (
        *again, *paras(facts.words), *paras(f"Nguồn: {facts.source}."),
        *paras(f"Thông báo lúc {clock(facts.at)}; niêm yết đến hết {long_day(facts.until)}."),
    )  # fmt: skip
    subject = f"Gửi bà con {facts.village}"
    return Sheet("announcement", "Thông báo", subject, head, blocks, (facts.signer,), facts.stamp)
