"""The honest votes that all pieces of the museum are made of; every secret, draw and time is fixed.

`usual`: six households and a spare card, three answers, one household votes twice, one not at all; three of six agree,
one short of the majority. `several`: the same village's next vote, which asks for opinions: two questions, the first
with blank. `small`: a
village of three households; one votes twice, one against, one not at all; again one short of the majority.
`tiny`: the same vote when only one household has voted. Others of the small village: `sealed`, whose book the commune's
seals twice; `extended`; `exchanged`, in which a lost card is closed and a spare one votes; `cancelled`; `beside`, while
a neighbouring village votes too. `practised`: the small village only practises; `overseen`: while it votes it is told
something, and a report is settled.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from record import practising, sample_village
from record.sample_village import CODE, DAYS, USUAL, WITH_BLANK, Village, commitment

from museum.deeds import Bar, Cancel, Cast, Correct, Deed, Extend, Seal, SwapIn, Write
from museum.telling import tell
from museum.vote import Vote
from museum.witnesses import POLICY
from voting.ballots.election import Election, Question, parse_election
from voting.ledger.merkle import tree_root
from voting.record.entries.entry import entry_bytes
from voting.record.fields import show_minute

Choices = tuple[tuple[int, ...], ...]
Casts = Sequence[tuple[int, Choices, int]]
Story = Callable[[Any], Sequence[Deed]]
SHORT = replace(USUAL, text="Mua loa cho thôn?")
YES, NO, OTHER = (1, 0, 0), (0, 1, 0), (0, 0, 1)
FOR, AGAINST = YES, NO
BLANK, EARLY = (1, 0, 0), (0, 1, 0)
FIRST: Casts = (
    (0, (YES,), 1), (1, (NO,), 1), (1, (YES,), 2), (2, (YES,), 1), (3, (NO,), 1), (4, (OTHER,), 1),
)  # fmt: skip
SECOND: Casts = ((0, (EARLY, YES), 1), (1, (BLANK, NO), 1), (2, (EARLY, YES), 1))
THIRD: Casts = ((0, (AGAINST,), 1), (0, (FOR,), 2), (1, (AGAINST,), 1))
START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
HOURS = 48


class Scene:
    """What a story may use: the vote's election, who holds which card, and the minutes after the opening."""

    def __init__(self, made: Village, opened: dict[str, Any]) -> None:
        self.election: Election = parse_election(opened["election"].encode())
        self.cards, self.spares = tuple(made.cards), tuple(made.spares)
        self._opened_at = made.at

    def at(self, hours: float) -> str:
        """The minute so many hours after the opening."""
        return show_minute(self._opened_at + timedelta(hours=hours))

    def cast(self, card: str, choices: Choices, sequence: int = 1, *, hours: float = 0) -> Cast:
        """An honest ballot."""
        return Cast(sample_village.sealed(self.election, card, choices, sequence).raw, self.at(hours))

    def casts(self, casts: Casts) -> list[Cast]:
        """Honest ballots of households, all in the first minute."""
        return [self.cast(self.cards[household], choices, sequence) for household, choices, sequence in casts]


def settled(households: int) -> Village:
    """A village ready for its first vote: roll, cards, one of them spare, and three counting members."""
    made = Village(policy=POLICY, at=START)
    made.start()
    _settle(made, households)
    return made


def _settle(made: Village, households: int) -> None:
    made.freeze(households)
    made.issue(spares=1)
    made.form(3)


def _vote(made: Village, number: int, questions: tuple[Question, ...], story: Story, before: Sequence[bytes]) -> Vote:
    opened = json.loads(entry_bytes(made.opening(number, questions, hours=HOURS)))
    return Vote(
        uuid=opened["vote"],
        before=tuple(before),
        opened=opened,
        credentials=made.register.credentials(opened["vote"]),
        deeds=tuple(story(Scene(made, opened))),
        cards=(*made.cards, *made.spares),
        register=made.register,
    )


@cache
def usual() -> Vote:
    """The vote on a flower road."""
    made = settled(6)
    return _vote(made, 1, (USUAL,), lambda scene: scene.casts(FIRST), made.commune_raws)


@cache
def twin() -> Vote:
    """Another vote of the same uuid, on two questions; nobody opened it."""
    made = settled(6)
    return _vote(made, 1, (WITH_BLANK, DAYS), lambda scene: (), made.commune_raws)


@cache
def several() -> Vote:
    """The vote after the usual one: it asks two questions for opinions."""
    made = settled(6)
    made.later(hours=HOURS)
    start = len(made.commune_raws)
    vote = _vote(made, 2, (WITH_BLANK, DAYS), lambda scene: scene.casts(SECOND), made.commune_raws)
    return replace(vote, before=(*tell(usual()).commune, *vote.before[start:]))


def _small(story: Story) -> Vote:
    made = settled(3)
    return _vote(made, 3, (SHORT,), story, made.commune_raws)


@cache
def small() -> Vote:
    """The vote of three households."""
    return _small(lambda scene: scene.casts(THIRD))


@cache
def tiny() -> Vote:
    """The same vote with one ballot, in favour: enough where a crime needs no more."""
    return _small(lambda scene: [scene.cast(scene.cards[0], (FOR,))])


@cache
def sealed() -> Vote:
    """Its book is sealed twice while it is open."""

    def story(scene: Scene) -> list[Deed]:
        first, second, third = scene.casts(THIRD)
        return [first, second, Seal(scene.at(2)), replace(third, at=scene.at(5)), Seal(scene.at(6))]

    return _small(story)


@cache
def extended() -> Vote:
    """It is extended by a day; the last ballot comes after the first closing time."""

    def story(scene: Scene) -> list[Deed]:
        first, last = scene.cards[:2]
        moved = Extend(scene.at(HOURS - 1), scene.at(HOURS + 24))
        return [scene.cast(first, (FOR,)), moved, scene.cast(last, (AGAINST,), hours=HOURS + 1)]

    return _small(story)


@cache
def exchanged() -> Vote:
    """The third household has lost its card: its credential is closed, and a spare card votes."""

    def story(scene: Scene) -> list[Deed]:
        first, _, lost = scene.cards
        (spare,) = scene.spares
        closed = [Bar(lost, scene.at(2)), SwapIn(spare, lost, scene.at(3)), Seal(scene.at(4))]
        return [scene.cast(first, (FOR,)), *closed, scene.cast(spare, (AGAINST,), hours=6)]

    return _small(story)


@cache
def cancelled() -> Vote:
    """It is cancelled after a ballot."""

    def story(scene: Scene) -> list[Deed]:
        return [scene.cast(scene.cards[0], (FOR,)), Seal(scene.at(2)), Cancel(scene.at(3))]

    return _small(story)


PAPER, RIGHT_PAPER = commitment("giấy mời họp"), commitment("giấy mời họp, bản đúng")


@cache
def corrected() -> Vote:
    """A wrong paper was shown; it is replaced while the vote is open, and something that was written is put right."""

    def story(scene: Scene) -> list[Deed]:
        paper, words = Correct(scene.at(1), (PAPER, RIGHT_PAPER)), Correct(scene.at(2))
        return [scene.cast(scene.cards[0], (FOR,)), paper, words]

    return _small(story)


@cache
def practised() -> Vote:
    """The village practises with three cards, of which one votes twice."""
    made = settled(3)
    cards = practising.cards_of(3)
    opened = json.loads(entry_bytes(practising.opening(made)))
    scene, (first, second, third) = Scene(made, opened), cards
    deeds = [
        scene.cast(first, (AGAINST,)), scene.cast(first, (FOR,), 2), scene.cast(second, (FOR,)),
        scene.cast(third, (AGAINST,)),
    ]  # fmt: skip
    register = practising.register_of(made, cards)
    listed = register.credentials(opened["vote"])
    return Vote(opened["vote"], tuple(made.commune_raws), opened, listed, tuple(deeds), cards, register)


def second_practice() -> bytes:
    """The opening of another practice vote in the same minute."""
    return entry_bytes(practising.opening(settled(3), "second"))


@cache
def overseen() -> Vote:
    """While it is open the village is told something, in other words after that, and no more; a report is settled."""
    return _small(lambda scene: [scene.cast(scene.cards[0], (FOR,)), *map(Write, oversight(CODE, scene.at))])


def oversight(village: str, at: Callable[[float], str]) -> list[bytes]:
    """Each entry of LAW.md 12 and 13 in its place, from the first hour on."""
    notice = {"notice": sample_village.base58("tin", 14), "by": "head"}
    told = {"words": commitment("lịch"), "source": "commune", "papers": [commitment("tin")], "until": at(HOURS)}
    report = {"period": "2026-2", "by": "head", "papers": [commitment("báo cáo")]}
    entries = (
        ("notice-posted", notice | told),
        ("notice-corrected", notice | told | {"words": commitment("lịch đúng"), "reason": "sai ngày"}),
        ("notice-withdrawn", notice | {"reason": "đã hoãn"}),
        ("report-frozen", {"period": "2026-2", "revision": 1, **report, "reason": "chốt lần đầu"}),
        ("report-frozen", {"period": "2026-2", "revision": 2, **report, "reason": "xã trả lại"}),
        ("report-sent", {"period": "2026-2", "revision": 2, "by": "head", "to": "commune", "sent": at(0)[:10]}),
        *_made_public(at(0)[:8]),
    )
    return [
        json.dumps({"v": 1, "type": kind, "village": village, "at": at(hour)} | values, ensure_ascii=False,
                   separators=(",", ":")).encode()
        for hour, (kind, values) in enumerate(entries, 1)
    ]  # fmt: skip


def _made_public(month: str) -> Sequence[tuple[str, dict[str, Any]]]:
    """A list of people hangs on the board, is read out as well, and is taken down because it was wrong."""
    name = {"disclosure": sample_village.base58("hộ nghèo", 14), "by": "head"}
    day = {"decided": f"{month}02", "due": f"{month}09", "sector": 0}
    listed = {"item": 7, "title": "", "words": commitment("danh sách"), "papers": [], "plan": "12/KH-UBND"}
    return (
        ("disclosed", name | listed | day | {"forms": ["posting"], "first": f"{month}02"}),
        ("disclosure-added", name | {"forms": ["loudspeaker"], "first": f"{month}02", "photos": [commitment("ảnh")]}),
        ("disclosure-ended", name | {"last": f"{month}02", "reason": "ghi nhầm"}),
    )


NEIGHBOURS = "thon-doai"


def _two_villages() -> tuple[Village, Village]:
    """The small village and its neighbour, in one commune's book."""
    made = settled(3)
    other = made.neighbour(NEIGHBOURS)
    _settle(other, 3)
    return made, other


def _of_neighbours(other: Village) -> Vote:
    return _vote(other, 3, (SHORT,), lambda scene: [scene.cast(scene.cards[0], (FOR,))], other.commune_raws)


@cache
def neighbours() -> Vote:
    """The vote of the village beside it, in the same hours."""
    return _of_neighbours(_two_villages()[1])


@cache
def beside() -> Vote:
    """A neighbouring village votes too: opened before this vote, closed and counted while this one is open."""
    made, other = _two_villages()
    theirs = tell(_of_neighbours(other))
    opened = len(theirs.vote.before) + 1
    made.later(hours=1)

    def story(scene: Scene) -> list[Deed]:
        first, last = scene.cards[:2]
        book = {"book": theirs.vote.uuid, "size": len(theirs.book), "root": tree_root(theirs.book).hex()}
        told = [Seal(scene.at(2), books=(book,)), *map(Write, theirs.commune[opened:])]
        return [scene.cast(first, (FOR,)), *told, scene.cast(last, (AGAINST,), hours=HOURS - 1)]

    vote = _vote(made, 3, (SHORT,), story, made.commune_raws)
    return replace(vote, before=(*theirs.commune[:opened], *vote.before[opened - 1 :]))
