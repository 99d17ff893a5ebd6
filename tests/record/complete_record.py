"""A record in which every type of entry stands at least once, and every way to change one of its entries."""

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

from record.road import Matter
from record.sample_subject import spoken
from record.sample_village import DAYS, USUAL, WITH_BLANK, Village, base58, commitment, settled
from record.sample_witnesses import watched
from record.shared_committee import Making
from voting.law.periods import day_of
from voting.record.entries.commune import PolicyChanged, SettingsChanged
from voting.record.entries.decision import (
    MatterCarriedOut,
    MatterConvened,
    MatterEnded,
    MatterHeld,
    MatterRecognised,
    MatterReported,
    MatterTurned,
)
from voting.record.entries.disclosure import Disclosed, DisclosureAdded, DisclosureEnded
from voting.record.entries.entry import Book
from voting.record.entries.oversight import PetitionMoved, RecommendationMoved, SessionMoved
from voting.record.entries.publicity import NoticeCorrected, NoticePosted, NoticeWithdrawn, ReportFrozen, ReportSent
from voting.record.entries.village import VillageEnded

YES, NO, OTHER = [[1, 0, 0]], [[0, 1, 0]], [[0, 0, 1]]
BLANK, EARLY, LATE = [[1, 0, 0]], [[0, 1, 0]], [[0, 0, 1]]

Path = tuple[str, ...]


@cache
def village() -> Village:
    """A vote with all that may happen in it, a cancelled one, and one that asks for opinions, under a new roll and a
    new committee, of which two open.

    Kept as it stands: nobody writes into it again.
    """
    village = settled(4, spares=1)
    village.appoint()
    _a_vote_with_everything(village)
    village.later(minutes=1)
    second = village.open(2, (USUAL, USUAL))
    village.cast(second, 3, YES + NO)
    village.cancel(second)
    village.freeze(5)
    village.issue()
    Making(village).made()
    third = village.open(3, (WITH_BLANK, DAYS))
    for household, choice in enumerate([BLANK, EARLY, EARLY, LATE]):
        village.cast(third, household, choice + YES)
    village.close(third)
    village.count(third)
    _other_ways(village)
    told(village)
    _made_public(village)
    supervised(village)
    _a_number_and_a_neighbour(village)
    return village


def told(village: Village) -> None:
    """A village is told something, in other words after that, and then no more; its report is settled, and again."""
    notice, until = base58("tin", 14), village.at + timedelta(days=30)
    said = {"source": "commune", "papers": (commitment("tin in ra"),), "until": until, "words": commitment("lịch tiêm")}
    village.write(NoticePosted, notice=notice, by="head", **said)
    put_right = said | {"words": commitment("lịch tiêm, đúng ngày")}
    village.write(NoticeCorrected, notice=notice, by="head", **put_right, reason="ghi nhầm ngày")
    village.write(NoticeWithdrawn, notice=notice, by="front", reason="đã hoãn tiêm")
    for revision, reason in enumerate(("chốt lần đầu", "xã trả lại để bổ sung"), 1):
        settled = {"period": "2026-2", "revision": revision, "reason": reason, "papers": (commitment(reason),)}
        village.write(ReportFrozen, by="head", **settled)
    sent = {"period": "2026-2", "revision": 2, "by": "head", "sent": day_of(village.at)}
    for to in ("commune", "commune-front"):
        village.write(ReportSent, **sent, to=to)
    village.write(ReportFrozen(village="", at=village.at, by="commune", **settled | {"revision": 1}))


def _made_public(village: Village) -> None:
    """A budget hangs on the board, is read out at a meeting too and ends early; a list of people, without its words."""
    day = day_of(village.at)
    paper = {"by": "head", "plan": "12/KH-UBND", "words": commitment("quyết toán"), "first": day}
    dates = {"decided": day - timedelta(days=2), "due": day + timedelta(days=5), "sector": 0}
    budget, poor = base58("quyết toán", 14), base58("hộ nghèo", 14)
    known = {"title": "Quyết toán quỹ năm 2026", "papers": (commitment("bảng quyết toán"),), "forms": ("posting",)}
    village.write(Disclosed, disclosure=budget, item=5, **paper, **dates, **known)
    added = {"forms": ("other",), "first": day, "photos": (commitment("ảnh bảng"),)}
    village.write(DisclosureAdded, disclosure=budget, by="head", **added)
    village.write(DisclosureEnded, disclosure=budget, by="commune", last=day, reason="ghi nhầm số liệu")
    listed = {"title": "", "papers": (), "forms": ("posting", "loudspeaker")}
    village.write(Disclosed, disclosure=poor, item=7, **paper, **dates, **listed)


def supervised(village: Village) -> None:
    """A board plans a session and holds it; what it recommends is certified, sent, answered and done."""
    session = {"session": base58("cuoc giam sat", 14), "board": "bttnd", "topic": "funds", "sent_at": village.at}
    held_at = village.at + timedelta(minutes=1)
    village.write(SessionMoved, **session, state="planned", held_at=held_at)
    village.later(minutes=1)
    village.write(SessionMoved, **session, state="held", held_at=held_at)
    fields = {"recommendation": base58("kien nghi", 14), "session": session["session"], "about": "", "to": "government"}
    for state, by, document in (
        ("drafted", "bttnd", "kiến nghị"), ("certified", "commune-front", "kiến nghị"), ("sent", "bttnd", "kiến nghị"),
        ("accepted", "commune", "trả lời"), ("done", "bttnd", "đã làm"),
    ):  # fmt: skip
        village.write(RecommendationMoved, **fields, state=state, by=by, document=commitment(document))


def _a_vote_with_everything(village: Village) -> None:
    vote = village.open(1)
    village.cast(vote, 0, YES)
    village.cast(vote, 1, NO)
    village.seal_books()
    village.cast(vote, 0, OTHER, 2)
    village.later(minutes=1)
    _lose_a_card(village, vote)
    village.extend(vote)
    village.correct(vote, commitment("giấy mời họp"), commitment("giấy mời họp, bản đúng"))
    village.correct(vote, reason="ghi nhầm ngày họp trong phần nội dung", corrects=village.commune.size - 2)
    village.seal_books()
    village.close(vote)
    village.count(vote)
    decided = Matter(village, 1)
    decided.minute()
    decided.resolve(passed=0)
    decided.publish()
    decided.send("commune")
    decided.send("commune-front")


def _other_ways(village: Village) -> None:
    """A matter whose vote was cancelled ends; one of clause 3 goes by a meeting, is recognised and carried out;
    one that households proposed goes to slips because they did not want it online."""
    village.later(minutes=1)
    Matter(village, 2).step(MatterEnded, "commune", ending="cancelled", reason="xã yêu cầu làm lại")
    rules = Matter(village, 4)
    rules.propose("front")
    rules.classify(clause=3, channel="meeting")
    rules.step(MatterConvened, "head", channel="meeting", held_at=village.at + timedelta(days=3))
    count = commitment("biên bản kiểm phiếu")
    held = {"households": 5, "present": 4, "in_favour": 3, "against": 1, "other": 0, "passed": 1}
    papers = (commitment("nghị quyết"), count)
    rules.step(MatterHeld, "head", **held, showing="ballot", count=(count,), papers=papers)
    rules.step(MatterRecognised, "head", recognised=1, reason="quyết định số 12")
    rules.publish()
    rules.step(MatterCarriedOut, "head")
    rules.step(MatterReported, "head")
    slips = Matter(village, 5)
    slips.raise_()
    slips.back()
    slips.propose("citizens", consents=2, backed=1, annex=(commitment("danh sách hộ đồng ý"),))
    for name in ("classify", "agree-head", "agree-front", "inform-commune", "inform-front", "appoint", "settle"):
        slips.steps[name]()
    slips.poll(in_favour=2, against=2)
    slips.step(MatterTurned, "head", channel="slips", reason="bà con muốn phát phiếu")
    petition = {"matter": slips.id, "number": 1, "about": "procedure"}
    for state, to in (("received", "commune"), ("forwarded", "inspection"), ("answered", "inspection")):
        village.write(PetitionMoved, **petition, state=state, to=to)


def _a_number_and_a_neighbour(village: Village) -> None:
    """The commune sets a number of its own, another village becomes part of this one, and a board is to co-sign."""
    notice = {"key": "online.notice", "value": 3, "reason": "bà con ở xa", "by": "admin"}
    village.write(SettingsChanged(village="", at=village.at, **notice))
    neighbour = village.neighbour("tay-hoa")
    neighbour.appoint()
    neighbour.write(VillageEnded, successors=(village.code,), reason="nghị quyết của xã", by="admin")
    village.write(PolicyChanged(village="", at=village.at, policy=watched(), by="admin"))


def complete() -> tuple[bytes, ...]:
    """The entries of the commune's book."""
    return tuple(village().commune_raws)


def everything() -> Iterator[tuple[Book, bytes]]:
    """Every entry of every book, and the kind of book it stands in."""
    yield from ((Book.COMMUNE, raw) for raw in complete())
    yield from ((Book.VOTE, raw) for uuid in votes() for raw in village().vote_raws(uuid))
    speaking, subject = spoken()
    yield from ((Book.COMMUNE, raw) for raw in speaking.commune_raws if b'"subject_id":' in raw)
    yield from ((Book.SUBJECT, raw) for raw in speaking.said[subject])


def votes() -> tuple[str, ...]:
    """The uuids of the three votes, in order."""
    return tuple(village().commune.votes)


def _lose_a_card(village: Village, vote: str) -> None:
    """The third household loses its card while a vote is open and votes with a spare one."""
    lost = village.revoke(2)
    village.bar(vote, lost)
    village.cards[2] = village.spares.pop()
    village.swap_in(vote, village.cards[2], lost)
    village.issue()
    village.cast(vote, 2, YES)


def changes(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every small change of a JSON value: where, and the changed whole. Texts that are JSON are changed inside too."""
    if isinstance(value, dict):
        yield from _changed_object(value, path)
    elif isinstance(value, list):
        yield from _changed_list(value, path)
    elif isinstance(value, str):
        yield from ((path, other) for other in _other_texts(value))
        if value[:1] in {"{", "["}:
            yield from ((where, _dump(inside)) for where, inside in changes(json.loads(value), path))
    else:
        yield from ((path, other) for other in (_other_numbers(value)))


def _changed_object(value: dict[str, Any], path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, value | {"extra": 1}
    names = list(value)
    for name in names:
        yield (*path, name), {other: value[other] for other in names if other != name}
        yield from ((where, value | {name: inside}) for where, inside in changes(value[name], (*path, name)))
    if len(names) > 1:
        yield (*path, names[-1]), {name: value[name] for name in [names[-1], *names[:-1]]}


def _changed_list(value: list[Any], path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, [*value, value[-1] if value else 0]
    for place, one in enumerate(value):
        yield path, value[:place] + value[place + 1 :]
        yield from ((where, [*value[:place], inside, *value[place + 1 :]]) for where, inside in changes(one, path))
    if len(value) > 1 and value[0] != value[-1]:
        yield path, [*value[1:], value[0]]


def _other_texts(text: str) -> Iterator[Any]:
    last = text[-1:]
    yield text + "0"
    yield ""
    yield 7
    yield text[:-1] + ("1" if last != "1" else "2")
    yield ("1" if text[:1] != "1" else "2") + text[1:]


def _other_numbers(value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield from (not value, int(value))
    elif isinstance(value, int):
        yield from (value + 1, value - 1, str(value), float(value))
        if value in (0, 1):
            yield bool(value)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
