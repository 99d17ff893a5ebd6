"""Deeds on the road of a matter, good and bad: each gives the entry of one step, which its book may refuse.

The first matter is that of the vote which is open from the start; the fourth is of a vote that is never opened.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from record import road
from record.sample_village import base58, commitment
from services.twin_village import TwinVillage

from voting.record.entries.decision import (
    MatterCarriedOut,
    MatterConvened,
    MatterEnded,
    MatterHeld,
    MatterRecognised,
    MatterReported,
    MatterTurned,
)
from voting.record.entries.entry import Entry
from voting.record.entries.matter import OfMatter
from voting.record.entries.oversight import PetitionMoved, RecommendationMoved, SessionMoved

NUMBERS = (1, 4)
MATTERS = [base58(f"matter|dong-hoa|{number}", 14) for number in NUMBERS]


class Written(road.Matter):
    """A matter whose steps are written down, and not yet offered to the book."""

    made: OfMatter

    def step(self, kind: type[OfMatter], office: str, **fields: Any) -> None:
        by = fields.pop("by", office)
        papers = (commitment(f"{kind.type} {by}"),)
        self.made = self.village.entry(kind, **{"matter": self.id, "by": by, "papers": papers} | fields)


Step = Callable[[Written, int], None]
COUNT = commitment("biên bản kiểm phiếu")
SHOWN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("hands", ()), ("ballot", (COUNT,)), ("hands", (COUNT,)), ("slips", (COUNT,)), ("ballot", ()),
)  # fmt: skip
"""How people voted, good and bad, with the minutes of the count."""


def turn(one: Written, n: int) -> None:
    one.step(MatterTurned, "head", channel=("meeting", "slips", "online")[n % 3], reason="Bà con muốn họp")


def convene(one: Written, n: int) -> None:
    channel = one.village.commune.matters[one.id].channel
    one.step(MatterConvened, "head", channel=channel, held_at=one.village.at + timedelta(days=n % 3))


def held(one: Written, n: int) -> None:
    households = one.village.commune.village(one.village.code).households
    for_it = households - n % 4
    fields = {"present": households, "in_favour": for_it, "against": 0, "other": 0, "passed": int(n % 4 < 2)}
    showing, count = SHOWN[n // 4 % 5]
    papers = (commitment("nghị quyết"), COUNT)
    one.step(MatterHeld, "head", households=households, showing=showing, count=count, papers=papers, **fields)


def end(one: Written, n: int) -> None:
    endings = ("withdrawn", "cancelled", "abolished", "amendment-requested", "forgotten")
    one.step(MatterEnded, "head", ending=endings[n % 5], reason="Bà con muốn bàn thêm")


TO_THE_FORM: tuple[Step, ...] = (
    lambda one, n: one.propose(("head", "front", "commune", "citizens", "team")[n % 5], consents=n % 4, backed=n % 2),
    lambda one, n: one.classify(**({}, {"clause": 1, "channel": "meeting"}, {"clause": 1})[n % 3]),
    lambda one, n: one.agree(("head", "front", "team")[n % 3], joint=n // 3 % 2),
    lambda one, n: one.inform(("commune", "commune-front", "board")[n % 3], way=("account", "paper")[n // 3 % 2]),
    lambda one, n: one.appoint(members=(4, 3, 2, 6)[n % 4]),
    lambda one, n: one.settle(objections=n % 2, answered=n // 2 % 2),
    lambda one, n: one.poll(in_favour=(6, 3, 7)[n % 3]),
    lambda one, n: one.announce(opens_at=one.village.at + timedelta(minutes=(0, 10, -10)[n % 3])),
)
AFTER: tuple[Step, ...] = (
    lambda one, n: one.minute(),
    lambda one, n: one.resolve(passed=n % 2),
    lambda one, n: one.publish(),
    lambda one, n: one.send(("commune", "commune-front", "board")[n % 3]),
    lambda one, n: one.step(MatterRecognised, "head", recognised=n % 2, reason="Văn bản số 12"),
    lambda one, n: one.step(MatterCarriedOut, "head"),
    lambda one, n: one.step(MatterReported, "head"),
    lambda one, n: one.tie(uuid=base58(f"vote|dong-hoa|{n % 4 + 1}", 14)),
)
ELSEWHERE: tuple[Step, ...] = (turn, convene, held, end)
STATES, RECEIVERS = ("received", "answered", "forwarded", "dropped"), ("commune", "inspection", "commune-front", "head")


def _written(village: TwinVillage, steps: tuple[Step, ...], n: int, m: int) -> Entry:
    one = Written(village, NUMBERS[m % 2])
    steps[n % len(steps)](one, m * 5 + n)
    return one.made


def matter_prepared(village: TwinVillage, n: int, m: int) -> Entry:
    return _written(village, TO_THE_FORM, n, m)


def matter_after(village: TwinVillage, n: int, m: int) -> Entry:
    return _written(village, AFTER, n, m)


def matter_elsewhere(village: TwinVillage, n: int, m: int) -> Entry:
    return _written(village, ELSEWHERE, n, m)


def petition(village: TwinVillage, n: int, m: int) -> Entry:
    """About one of the matters: the first or the second, in any state, by any office."""
    return village.entry(
        PetitionMoved, matter=MATTERS[m % 2], number=n % 3, about="procedure", state=STATES[(n + m) % 4],
        to=RECEIVERS[n % 4],
    )  # fmt: skip


def petition_handled(village: TwinVillage, n: int, m: int) -> None:
    """One that comes, is passed on and answered, as far as its matter is there."""
    fields = {"matter": MATTERS[0], "number": 1, "about": "content"}
    for state, to in (("received", "commune"), ("forwarded", "inspection"), ("answered", "inspection"))[: n % 3 + 1]:
        village.write(PetitionMoved, **fields, state=state, to=to)


SESSIONS = [base58(f"cuoc giam sat {number}", 14) for number in (1, 2)]
STEPS = (
    ("drafted", "bttnd"), ("certified", "commune-front"), ("sent", "bttnd"), ("accepted", "commune"), ("done", "bttnd"),
    ("certified", "bttnd"), ("refused", "commune"), ("withdrawn", "bttnd"), ("returned", "commune-front"),
)  # fmt: skip


def session(village: TwinVillage, n: int, m: int) -> Entry:
    """One of two, in any state, by either board, told in time or not."""
    fields = {"session": SESSIONS[m % 2], "board": ("bttnd", "bgsdtcd", "ban")[n % 3], "topic": ("land", "ai")[n // 5]}
    state, sent_at = ("planned", "held", "cancelled")[(n + m) % 3], village.at + timedelta(minutes=(0, 0, -5, 5)[m % 4])
    return village.entry(SessionMoved, **fields, state=state, sent_at=sent_at, held_at=village.at)


def recommendation(village: TwinVillage, n: int, m: int) -> Entry:
    """After one of the sessions, at any step, by anybody."""
    state, by = STEPS[(n + m) % len(STEPS)]
    about, document = ("", MATTERS[0], base58("khong co", 14))[n % 3], commitment(f"kiến nghị {m % 2}")
    return village.entry(
        RecommendationMoved, recommendation=base58(f"kien nghi {m % 2}", 14), session=SESSIONS[m % 2], about=about,
        to=("government", "party")[n % 2], state=state, by=by, document=document,
    )  # fmt: skip


def supervised(village: TwinVillage, n: int, m: int) -> None:
    """A session that is planned and held, and what is recommended after it, as far as one comes."""
    fields = {"session": SESSIONS[m % 2], "board": "bttnd", "topic": "land"}
    fields |= {"sent_at": village.at, "held_at": village.at}
    for state in ("planned", "held")[: n + 1]:
        village.write(SessionMoved, **fields, state=state)
    common = {"recommendation": base58(f"kien nghi {m % 2}", 14), "session": SESSIONS[m % 2], "about": ""}
    for state, by in STEPS[: max(0, n - 1)]:
        document = commitment("kiến nghị")
        village.write(RecommendationMoved, **common, to="government", state=state, by=by, document=document)


def matter_walked(village: TwinVillage, n: int, _: int) -> None:
    """An honest matter up to one of its steps."""
    one = road.Matter(village, NUMBERS[1])
    one.walk(list(one.steps)[n + 3])


def matter_held(village: TwinVillage, n: int, m: int) -> None:
    """An honest matter that goes to a meeting."""
    one = Written(village, NUMBERS[1])
    for number, step in enumerate((one.propose, lambda: one.classify(clause=m % 4 + 1, channel="meeting"))):
        step()
        village.write(one.made)
        if number == n % 4:
            return
    convene(one, 1)
    village.write(one.made)
    held(one, n)
    village.write(one.made)


MATTER_DEEDS: Mapping[str, Callable[[TwinVillage, int, int], Entry | None]] = {
    deed.__name__: deed for deed in (
        matter_prepared, matter_after, matter_elsewhere, matter_walked, matter_held, petition, petition_handled,
        session, recommendation, supervised,
    )
}
