"""What waits for an official today, who else is awaited, and how far each matter has come on the law's road.

Above the quarters, like the house: it only reads what they know, in one transaction, a few statements a village.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Self

from voting.law.periods import day_of
from voting.law.road import Mark
from voting.law.sentence import Sentence
from voting.services.desk import Desk, village_for
from voting.services.matters.acts import Deed
from voting.services.oversight.hanging import OfCommune, of_commune
from voting.services.people.contacts import in_groups, plain_number
from voting.services.permissions import Actor, Role
from voting.services.record.watchers import Concerns, concerns
from voting.services.reports.errands import Errand, Standing, Voting, end_of, errands_in
from voting.services.reports.frozen import ReportsDue, reports_due
from voting.services.reports.publicity import list_due
from voting.services.reports.publishing import commune_errands, published_errands
from voting.services.reports.standings import Crew, crew_of, standings
from voting.services.reports.supervising import supervised_errands
from voting.services.reports.tasks import NOBODY_WAITS, TaskKind
from voting.services.votes.closing import close_due
from voting.services.votes.summaries import Stage
from voting.storage.database import Transaction


@dataclass(frozen=True)
class Person:
    """Somebody who is awaited; ``title`` is empty where it is the office's usual one, ``phone`` where there is none."""

    name: str
    office: Role
    phone: str = ""
    title: str = ""

    @property
    def dial(self) -> str:
        """The bare digits, for a link that rings."""
        return plain_number(self.phone)


@dataclass(frozen=True)
class Task:
    """Something this official can do now. ``village`` and ``vote`` are codes, empty where it is about neither.

    ``number`` and ``of`` say how many; ``roles`` whom to appoint; ``item`` is the id of a list that waits, or of the
    matter for which ``deed`` is to be done.
    """

    kind: TaskKind
    village: str
    vote: str = ""
    title: str = ""
    by_utc: datetime | None = None
    number: int = 0
    of: int = 0
    roles: tuple[Role, ...] = ()
    item: str = ""
    deed: Deed | None = None

    @classmethod
    def of_errand(cls, one: Errand) -> Self:
        """An errand of one's own."""
        return cls(
            one.kind, one.village, one.vote, one.title, one.by_utc, one.number, one.of, one.roles, one.item, one.deed
        )  # fmt: skip


@dataclass(frozen=True)
class Awaited:
    """What others are to do; the rest as in ``Task``."""

    kind: TaskKind
    village: str
    vote: str
    item: str
    deed: Deed | None
    people: tuple[Person, ...]
    title: str = ""
    roles: tuple[Role, ...] = ()
    number: int = 0


class Step(StrEnum):
    """What a village needs before its first vote, as the road shows it."""

    LIST = "list"
    CARDS = "cards"
    COMMITTEE = "committee"
    KEYS = "keys"
    OPENING = "opening"


class Reached(StrEnum):
    """Where a step stands; several may be taken now, side by side."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True)
class Matter:
    """A matter on its road, with its vote if that is under way or fresh (``vote``, ``stage`` and numbers), or (``id``
    empty) a village that prepares for its first one: ``preparing``. ``mine``: one of the official's tasks is about it.
    """

    village: str
    id: str
    title: str
    mine: bool
    marks: tuple[Mark, ...] = ()
    preparing: tuple[tuple[Step, Reached], ...] = ()
    vote: str = ""
    stage: Stage | None = None
    opens_at_utc: datetime | None = None
    closes_at_utc: datetime | None = None
    households: int = 0
    voted: int = 0
    ended: Sentence | None = None


@dataclass(frozen=True)
class Day:
    """An official's desk."""

    tasks: tuple[Task, ...]
    awaited: tuple[Awaited, ...]
    matters: tuple[Matter, ...]


class Agenda:
    """The day of each official."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, actor: Actor, village: str = "") -> Day:
        """The actor's desk, or the part of it that is about one village in which they have work; ``Forbidden``."""
        close_due(self._desk)
        with self._desk.database.reading() as tx:
            over = bool(village) and bool(village_for(tx, actor, village, "village.see").successors)
            crew, now = crew_of(tx, actor.commune), self._desk.now()
            codes = [] if over else [village] if village else _served(tx, actor)
            found = tuple(standings(tx, actor.commune, codes, crew, now))
            watch = concerns(tx, actor.commune) if not village and _holds(actor, Role.ADMIN) else Concerns()
            office = not village and _holds(actor, Role.COMMUNE)
            due = reports_due(tx, actor.commune, codes, now, office=office) if office or _heads(actor) else ReportsDue()
            public = of_commune(tx, actor.commune, frozenset(codes), day_of(now)) if office else OfCommune()
            listing = list_due(tx, actor.commune, day_of(now)) if office else None
        errands = [one for each in found for one in _errands_in(each, now)]
        if not village:
            errands += _of_the_commune(crew, found, watch, now)
            errands += commune_errands(public, listing, _of_office(crew))
        errands += _reports(crew, due)
        tasks = sorted(dict.fromkeys(map(Task.of_errand, _mine(errands, actor))), key=_urgency)
        others = [one for one in errands if _is_awaited(one, actor)]
        if not _works_in(actor, codes):  # the administrator of accounts waits for people, not for their work
            others = [one for one in others if one.kind is TaskKind.JOIN]
        return Day(tuple(tasks), _awaited(others, crew), tuple(_matters(found, tasks)))


def _errands_in(village: Standing, now: datetime) -> Iterator[Errand]:
    yield from errands_in(village, now)
    yield from supervised_errands(village)
    yield from published_errands(village)


def _served(tx: Transaction, actor: Actor) -> list[str]:
    wide = any(not one.village for one in actor.grants)
    own = {one.village for one in actor.grants}
    villages = [one for one in tx.communes.villages(actor.commune) if not one.successors]
    return [one.code for one in villages if wide or one.code in own]


def _holds(actor: Actor, role: Role) -> bool:
    """Whether an office of the whole commune is theirs: what waits for it alone is asked only then."""
    return any(one.role is role and not one.village for one in actor.grants)


def _works_in(actor: Actor, villages: Collection[str]) -> bool:
    return any(one.role is not Role.ADMIN and (not one.village or one.village in villages) for one in actor.grants)


def _of_the_commune(crew: Crew, villages: Collection[Standing], watch: Concerns, now: datetime) -> Iterator[Errand]:
    """What is the administrator's alone: a first village, invitations that nobody has used, who watches the book."""
    admins = dict.fromkeys(crew.in_village("")[Role.ADMIN], Role.ADMIN)
    if watch.alarmed:
        yield Errand(TaskKind.WATCH_ALARM, admins, number=watch.alarmed)
    if watch.waits:
        yield Errand(TaskKind.WATCH_WAITS, admins)
    if not villages:
        yield Errand(TaskKind.FOUND_VILLAGE, admins)
    lasting = [until for until in crew.invited.values() if now < until]
    over = len(crew.invited) - len(lasting)
    if lasting:
        yield Errand(TaskKind.HAND_INVITATIONS, admins, by_utc=min(lasting), number=len(lasting))
    if over:
        yield Errand(TaskKind.RENEW_INVITATIONS, admins, number=over)


def _of_office(crew: Crew) -> dict[str, Role]:
    """The officials of the commune's own office."""
    return dict.fromkeys(crew.in_village("")[Role.COMMUNE], Role.COMMUNE)


def _heads(actor: Actor) -> bool:
    """Whether they report for a village."""
    return any(one.role is Role.HEAD for one in actor.grants)


def _reports(crew: Crew, due: ReportsDue) -> Iterator[Errand]:
    """The report of the last half-year or year, until the commune's office has settled it; and each that was settled,
    until whoever settled it has sent it."""
    if (own := due.settle) is not None:
        number, of = own.settled, own.villages
        yield Errand(
            TaskKind.FREEZE_REPORT, _of_office(crew), by_utc=end_of(own.last), number=number, of=of, item=own.period
        )
    for one in due.send:
        heads = dict.fromkeys(crew.in_village(one.village)[Role.HEAD], Role.HEAD) if one.village else {}
        who = heads if one.village else _of_office(crew)
        yield Errand(TaskKind.SEND_REPORT, who, one.village, by_utc=end_of(one.last), item=one.period)


# whose errands they are


def _mine(errands: Iterable[Errand], actor: Actor) -> Iterator[Errand]:
    return (one for one in errands if actor.account_id in one.who and one.kind is not TaskKind.JOIN)


def _is_awaited(one: Errand, actor: Actor) -> bool:
    """What is about the whole commune is the administrator's own affair."""
    return bool(one.village) and actor.account_id not in one.who and one.kind not in NOBODY_WAITS


def _urgency(task: Task) -> tuple[int, datetime, str, str, int]:
    """What ends something is never the first thing that is offered."""
    far = datetime.max.replace(tzinfo=UTC)
    order = list(Deed).index(task.deed) if task.deed else 0
    kind = len(TaskKind) if task.deed is Deed.END else list(TaskKind).index(task.kind)
    return kind, task.by_utc or far, task.village, task.title, order


def _awaited(errands: Iterable[Errand], crew: Crew) -> tuple[Awaited, ...]:
    """What each of several people is to do for the same thing is told once, with all of them."""
    found: dict[tuple[object, ...], Awaited] = {}
    for one in errands:
        key = (one.kind, one.village, one.vote, one.item if one.deed else "", one.deed)
        people = [_person(crew, who, office) for who, office in one.who.items() if who in crew.people]
        before = found.get(key, Awaited(*key, people=(), title=one.title, roles=one.roles, number=one.number))
        new = tuple(person for person in people if person not in before.people)
        found[key] = replace(before, people=(*before.people, *new))
    return tuple(sorted(found.values(), key=lambda one: list(TaskKind).index(one.kind)))


def _person(crew: Crew, account: str, office: Role) -> Person:
    known = crew.people[account]
    return Person(known.name, office, in_groups(known.phone), crew.titles.get((account, office), ""))


# matters


def _matters(villages: Iterable[Standing], tasks: Sequence[Task]) -> Iterator[Matter]:
    for village in villages:
        for matter in village.matters:
            vote = next((one for one in village.votes if one.uuid == matter.known.vote), None)
            mine = any(one.item == matter.id or (vote and one.vote == vote.uuid) for one in tasks)
            found = Matter(village.village, matter.id, matter.title, mine, matter.known.marks)
            yield found if vote is None else _voted_on(found, vote)
        if not village.voted_before and not (village.matters and village.is_ready):
            mine = any(one.village == village.village and not one.vote and not one.deed for one in tasks)
            yield Matter(village.village, "", "", mine, preparing=_road_to_vote(village))


def _voted_on(matter: Matter, vote: Voting) -> Matter:
    return replace(
        matter, vote=vote.uuid, stage=vote.stage, opens_at_utc=vote.opens_at_utc, closes_at_utc=vote.closes_at_utc,
        households=vote.households, voted=vote.voted,
    )  # fmt: skip


def _road_to_vote(village: Standing) -> tuple[tuple[Step, Reached], ...]:
    """Side by side: list and committee; then cards and keys."""
    steps = (
        (Step.LIST, village.has_list, True),
        (Step.CARDS, village.has_cards, village.has_list),
        (Step.COMMITTEE, village.has_committee, Role.COUNTING not in village.missing),
        (Step.KEYS, village.has_keys, village.has_committee),
        (Step.OPENING, False, village.has_cards and village.has_keys),
    )
    return tuple(
        (step, Reached.DONE if done else Reached.NOW if ready else Reached.LATER) for step, done, ready in steps
    )
