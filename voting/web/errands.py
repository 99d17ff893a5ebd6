"""A day's agenda as it is shown: tasks with their words and addresses, people to ring, roads of steps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import format_decimal

from voting.services.matters.acts import Deed
from voting.services.people.communes import VillageInfo
from voting.services.permissions import Actor, Role
from voting.services.reports.agenda import Awaited, Day, Matter, Person, Task
from voting.services.reports.tasks import TaskKind
from voting.web.page_tools import within
from voting.web.speech.deeds import DEEDS, awaited_of
from voting.web.speech.errands import JOINING, STEPS, WAYS
from voting.web.speech.labels import Label, full_name, role_name
from voting.web.speech.roads import label_of, road_of
from voting.web.speech.words import _, _l
from voting.web.wiring import services

ITEMS = {"organizer.preview": "preview", "organizer.edit_draft": "draft"}
"""Page -> what its address calls the item of a task."""
OF_DISCLOSURES = {
    "organizer.add_to_disclosure": "account.add_to_disclosure",
    "organizer.end_disclosure": "account.end_disclosure",
}
"""Page about something public of a village -> that about the commune's own."""
BY_VOTE = {"committee.count", "organizer.manage", "organizer.not_voted", "noticeboard.check"}
MINE, PREPARING = Label(_l("Đang chờ ông/bà"), "now", "warn"), Label(_l("Đang chuẩn bị"), "now", "still")


@dataclass(frozen=True)
class ShownTask:
    """A card of the desk: ``place`` is the village, ``matter`` what it is about, empty where there is none; ``kind``
    may be the deed that a matter waits for."""

    kind: str
    heading: str
    words: str
    act: str
    address: str
    place: str
    matter: str
    by_utc: datetime | None


@dataclass(frozen=True)
class ShownPerson:
    """Somebody awaited, and everything they are awaited for."""

    person: Person
    office: str
    work: tuple[str, ...]


@dataclass(frozen=True)
class ShownMatter:
    """A matter with its road: (state, words) of each step; ``place`` as in ``ShownTask``."""

    matter: Matter
    place: str
    label: Label
    road: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownDay:
    """An agenda as the templates take it."""

    tasks: tuple[ShownTask, ...]
    people: tuple[ShownPerson, ...]
    matters: tuple[ShownMatter, ...]


def first_page(actor: Actor) -> str:
    """Where somebody new begins: at the only thing that waits for them, or at their desk."""
    tasks = services().agenda.of(actor).tasks
    return _address(tasks[0]) if len(tasks) == 1 else url_for("account.desk")


def shown(day: Day, villages: Mapping[str, VillageInfo]) -> ShownDay:
    """The day in the reader's language; `villages` by code, all that it may name."""
    names = {code: full_name(one.name, one.unit_kind) for code, one in villages.items()}
    kinds = {code: one.unit_kind for code, one in villages.items()}
    return ShownDay(
        tuple(_task(one, names.get(one.village, ""), kinds.get(one.village, "")) for one in day.tasks),
        _people(day.awaited, kinds),
        tuple(_matter(one, names[one.village]) for one in day.matters),
    )


def _task(task: Task, place: str, kind: str) -> ShownTask:
    if task.deed:
        said = DEEDS[task.deed]
        return ShownTask(
            task.deed, str(said.heading), str(said.words), str(said.act), _address(task), place, task.title, task.by_utc
        )  # fmt: skip
    way = WAYS[task.kind]
    numbers = {"number": format_decimal(task.number), "of": format_decimal(task.of)}
    filling = {**numbers, "missing": _missing(task.roles, task.number, kind)}
    return ShownTask(
        kind=task.kind,
        heading=str(way.heading) % filling,
        words=str(way.words) % filling,
        act=str(way.act),
        address=_address(task),
        place=place,
        matter=task.title,
        by_utc=task.by_utc,
    )


def address_of(deed: Deed, village: str, matter: str) -> str:
    """The page on which a deed is done for a matter."""
    match deed:
        case Deed.CLASSIFY:
            return url_for("organizer.classify", matter=matter)
        case Deed.ANNOUNCE:
            return url_for("organizer.new_vote", village=village, viec=matter)
        case Deed.CONFIRM_HELD:
            return url_for("organizer.matter", matter=matter)
    return url_for("organizer.matter_step", matter=matter, step=DEEDS[deed].slug)


def _address(task: Task) -> str:
    if task.deed:
        return address_of(task.deed, task.village, task.item)
    where = WAYS[task.kind].where
    if where == "board.send_report":
        return url_for(where if task.village else "account.send_report", village=task.village or None, period=task.item)
    if where in OF_DISCLOSURES:
        if not task.village:
            return url_for(OF_DISCLOSURES[where], disclosure=task.item)
        return url_for(where, village=task.village, disclosure=task.item)
    return url_for(where, **_arguments(where, task))


def _arguments(where: str, task: Task) -> dict[str, Any]:
    if where in BY_VOTE:
        return {"vote": task.vote}
    if where == "board.petition":
        return {"matter": task.item, "number": task.number}
    if where == "organizer.announce":
        return {"village": task.village, "viec": task.item}
    if where == "board.recommendation":
        return {"village": task.village, "recommendation": task.item}
    if where == "board.session":
        return {"village": task.village, "session": task.item}
    if where == "organizer.subject":
        return {"subject": task.item}
    if where in {"account.report", "account.post_list"}:
        return {"period": task.item}
    if where.startswith("account."):
        return {}
    return {"village": task.village} | ({ITEMS[where]: task.item} if where in ITEMS else {})


def _missing(roles: Iterable[Role], counting: int, kind: str) -> str:
    """The roles as they stand inside a sentence; of counting members, how many."""
    names = {role: within(role_name(role, kind)) for role in roles}
    if counting and Role.COUNTING in names:
        names[Role.COUNTING] = _("%(role)s (%(number)s người)", role=names[Role.COUNTING], number=counting)
    return ", ".join(names.values())


def _people(awaited: Iterable[Awaited], kinds: Mapping[str, str]) -> tuple[ShownPerson, ...]:
    """Each person once, with all that others wait for."""
    found: dict[tuple[Person, str], dict[str, None]] = {}
    for one in awaited:
        kind = kinds.get(one.village, "")
        for person in one.people:
            office = person.title or role_name(person.office, kind)
            found.setdefault((person, office), {})[_waited(one, kind)] = None
    return tuple(ShownPerson(person, office, tuple(work)) for (person, office), work in found.items())


def _waited(one: Awaited, kind: str) -> str:
    if one.deed:
        return f"{awaited_of(one.deed)}: {one.title}"
    waited = JOINING if one.kind is TaskKind.JOIN else WAYS[one.kind].waited
    return str(waited) % {"missing": _missing(one.roles, one.number, kind)}


def _matter(matter: Matter, place: str) -> ShownMatter:
    if matter.id:
        label = MINE if matter.mine else label_of(matter, matter.stage)
        return ShownMatter(matter, place, label, tuple(road_of(matter)))
    road = tuple((reached.value, str(STEPS[step])) for step, reached in matter.preparing)
    return ShownMatter(matter, place, MINE if matter.mine else PREPARING, road)
