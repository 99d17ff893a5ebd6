"""What is to be done in a village, by whom and until when: worked out from how things stand, without a database."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from voting.law.deadlines import Running
from voting.law.wording import HERE
from voting.record.facts import Matter as MatterKnown
from voting.record.facts import Village as Known
from voting.services.households.cards import spares_wanted
from voting.services.matters.acts import Deed, NextAct
from voting.services.oversight.hanging import Hanging
from voting.services.oversight.supervised import Waiting
from voting.services.permissions import PERMISSIONS, Role
from voting.services.reports.tasks import TaskKind
from voting.services.votes.replacing import CARDS, CARDS_RIGHT, HOUSEHOLDS_RIGHT
from voting.services.votes.summaries import Stage
from voting.storage.cards import CardRequest
from voting.storage.committee import Seat

FEWEST_COUNTING = 3
NEWS = timedelta(days=7)
"""How long cards that were made are being handed out, and a result is being told."""


_SENDING = ("online.send", "decision.send")
CLOCKS_OF: Mapping[Deed, tuple[str, ...]] = {
    **dict.fromkeys((Deed.MINUTE, Deed.RESOLVE, Deed.ENTER_HELD, Deed.CONFIRM_HELD), _SENDING),
    **dict.fromkeys((Deed.SEND, Deed.RECEIVE_RESULT), _SENDING),
    Deed.PUBLISH: ("publicity.default",),
    Deed.RECOGNISE: ("recognition",),
    **dict.fromkeys((Deed.CARRY_OUT, Deed.REPORT), ("implementation.report",)),
}
"""The clocks of the law (keys) by which a deed is to be done: what must be there before the sending has its date."""


@dataclass(frozen=True)
class Errand:
    """Something to be done by any one of `who` (account id -> the office they do it in), by `by_utc` if that is set.

    `number` and `of` say how many; `roles` whom to appoint; `item` the page's own id, as of a list that waits, or of
    the matter for which `deed` is to be done.
    """

    kind: TaskKind
    who: Mapping[str, Role]
    village: str = ""
    vote: str = ""
    title: str = ""
    by_utc: datetime | None = None
    number: int = 0
    of: int = 0
    roles: tuple[Role, ...] = ()
    item: str = ""
    deed: Deed | None = None


@dataclass(frozen=True)
class Kept:
    """Something begun that waits until it is forgotten: a list that was read, a draft that `account` has typed for the
    vote on a `matter`."""

    id: str
    until_utc: datetime
    account: str = ""
    matter: str = ""


@dataclass(frozen=True)
class Voting:
    """A vote as it stands; `counted` are the numbers of the members who have done their part, `told` whether its result
    is posted; of `practice` no household knows, so nobody is reminded and nothing told.

    A cancelled one is here only if it ended by itself, with too few ballots to be opened.
    """

    uuid: str
    title: str
    stage: Stage
    opens_at_utc: datetime
    closes_at_utc: datetime
    households: int
    voted: int
    seats: tuple[Seat, ...]
    counted: Collection[int]
    told: bool = False
    practice: bool = False


@dataclass(frozen=True)
class Asked:
    """A subject of household statements for which so much is to be done; ``title`` is what it is about."""

    id: str
    kind: TaskKind
    number: int
    title: str = ""


@dataclass(frozen=True)
class Untold:
    """A matter whose decision the commune has ended, and the village has not been told."""

    matter: str
    title: str


@dataclass(frozen=True)
class Petitioning:
    """A petition about a matter that waits for this role's answer until the end of a day."""

    matter: str
    title: str
    number: int
    role: Role
    last: date


@dataclass(frozen=True)
class OnRoad:
    """A matter of which something still waits, with the clocks of the law that run for it; `held_at_utc` is when its
    meeting is, or was."""

    id: str
    title: str
    known: MatterKnown
    acts: tuple[NextAct, ...]
    clocks: tuple[Running, ...]
    held_at_utc: datetime | None


@dataclass(frozen=True)
class Standing:
    """A village as it stands; `holders` are the accounts with each role (account ids, those of the commune too), and
    `invited` those that nobody has signed in to yet. `subjects` are those of which something waits.
    """

    village: str
    holders: Mapping[Role, Collection[str]]
    invited: Collection[str]
    known: Known
    seats: tuple[Seat, ...]
    upload: Kept | None
    draft: Kept | None
    asked: tuple[CardRequest, ...]
    series: int
    issued_at_utc: datetime | None
    voted_before: bool
    votes: tuple[Voting, ...]
    subjects: tuple[Asked, ...]
    matters: tuple[OnRoad, ...]
    untold: tuple[Untold, ...] = ()
    petitions: tuple[Petitioning, ...] = ()
    supervised: tuple[Waiting, ...] = ()
    hanging: tuple[Hanging, ...] = ()

    def may(self, action: str) -> dict[str, Role]:
        """Who may do this here, with the office in which they may."""
        return self.holding(PERMISSIONS[action])

    def holding(self, roles: Collection[Role]) -> dict[str, Role]:
        """Who holds one of these roles here, with the first they hold."""
        found: dict[str, Role] = {}
        for role in Role:
            for account in sorted(self.holders.get(role, ())) if role in roles else ():
                found.setdefault(account, role)
        return found

    @property
    def has_list(self) -> bool:
        """Whether there are households, and all of them: none have come from another village since."""
        return self.known.households > 0 and not self.known.outdated

    @property
    def has_cards(self) -> bool:
        """Whether every household has its card."""
        return self.has_list and self.known.cards == self.known.households

    @property
    def has_committee(self) -> bool:
        """Whether there is a counting committee whose members can all still count."""
        counting = self.holders.get(Role.COUNTING, ())
        return bool(self.seats) and all(seat.account_id in counting for seat in self.seats)

    @property
    def has_keys(self) -> bool:
        """Whether the committee's keys are there: of every member, or the one made together, confirmed by enough."""
        known = self.known.committee
        return self.has_committee and known is not None and known.complete

    @property
    def is_ready(self) -> bool:
        """Whether a vote can be opened here."""
        return self.has_cards and self.has_keys

    @property
    def missing(self) -> dict[Role, int]:
        """Roles without which no vote comes about, and how many people each lacks."""
        needed = {Role.HEAD: 1, Role.FRONT: 1, Role.TEAM: 1, Role.CARDS: 1, Role.COUNTING: FEWEST_COUNTING}
        short = {role: number - len(self.holders.get(role, ())) for role, number in needed.items()}
        return {role: number for role, number in short.items() if number > 0}


def errands_in(village: Standing, now: datetime) -> Iterator[Errand]:
    """Everything that is to be done in a village."""
    yield from _people(village)
    yield from _list(village)
    yield from _cards(village, now)
    yield from _decisions(village)
    yield from _committee(village)
    yield from _matters(village, now)
    yield from _subjects(village)
    yield from _untold(village)
    for one in village.petitions:
        who = village.holding({one.role}) or village.holding({Role.COMMUNE})
        yield Errand(
            TaskKind.ANSWER_PETITION, who, village.village, title=one.title, by_utc=end_of(one.last),
            number=one.number, item=one.matter,
        )  # fmt: skip
    for vote in village.votes:
        yield from _vote(village, vote)


def _untold(village: Standing) -> Iterator[Errand]:
    """The commune's act goes to the head, for the people, and to the Front (Art. 22): either tells it."""
    who = village.holding({Role.HEAD, Role.FRONT})
    for one in village.untold:
        yield Errand(TaskKind.TELL_ENDED, who, village.village, title=one.title, item=one.matter)


def _subjects(village: Standing) -> Iterator[Errand]:
    """Objections to be answered, words to be looked through, subjects in which every household has spoken."""
    for one in village.subjects:
        who = village.may("subject.open" if one.kind is TaskKind.CLOSE_SUBJECT else "subject.answer")
        yield Errand(one.kind, who, village.village, number=one.number, title=one.title, item=one.id)


def _people(village: Standing) -> Iterator[Errand]:
    if missing := village.missing:
        yield Errand(
            TaskKind.APPOINT, village.may("account.manage"), village.village,
            roles=tuple(missing), number=missing.get(Role.COUNTING, 0),
        )  # fmt: skip
    for role in Role:
        for account in sorted(set(village.holders.get(role, ())) & set(village.invited)):
            yield Errand(TaskKind.JOIN, {account: role}, village.village)


def _list(village: Standing) -> Iterator[Errand]:
    who, upload = village.may("roll.import"), village.upload
    if village.known.open:
        return
    if upload:
        yield Errand(TaskKind.CONFIRM_LIST, who, village.village, by_utc=upload.until_utc, item=upload.id)
    elif not village.has_list:
        yield Errand(TaskKind.IMPORT_LIST, who, village.village)


def _cards(village: Standing, now: datetime) -> Iterator[Errand]:
    who, known = village.may("cards.issue"), village.known
    missing = known.households - known.cards
    spares = spares_wanted(known.households) - known.spares
    if village.series:
        yield Errand(TaskKind.REMAKE_CARDS, who, village.village, number=village.series, of=known.households)
    if missing > 0:
        yield Errand(TaskKind.MAKE_CARDS, who, village.village, number=missing, of=known.households)
    elif spares > 0:
        yield Errand(TaskKind.MAKE_SPARES, who, village.village, number=spares)
    if village.has_cards and village.issued_at_utc and now < village.issued_at_utc + NEWS:
        yield Errand(TaskKind.HAND_OVER, who, village.village, number=known.cards)


def _decisions(village: Standing) -> Iterator[Errand]:
    """One errand for all questions that the same people may answer."""
    found: dict[tuple[str, ...], int] = {}
    able: dict[tuple[str, ...], dict[str, Role]] = {}
    for one in village.asked:
        right = HOUSEHOLDS_RIGHT if one.office == CARDS else CARDS_RIGHT
        others = {account: role for account, role in village.may(right).items() if account != one.asked_by}
        key = tuple(sorted(others))
        found[key], able[key] = found.get(key, 0) + 1, others
    for key, number in found.items():
        yield Errand(TaskKind.DECIDE_CARDS, able[key], village.village, number=number)


def _committee(village: Standing) -> Iterator[Errand]:
    head = village.may("committee.form")
    if not village.has_committee:
        if not village.known.open and Role.COUNTING not in village.missing:
            yield Errand(TaskKind.FORM_COMMITTEE, head, village.village)
        return
    known = village.known.committee
    confirmed = known.confirmed if known and known.shared else ()
    for seat in village.seats:
        if seat.member not in confirmed if known and known.shared else not seat.public_key:
            yield Errand(TaskKind.MAKE_KEY, {seat.account_id: Role.COUNTING}, village.village, number=seat.member)


def _matters(village: Standing, now: datetime) -> Iterator[Errand]:
    """What each matter waits for; in a village that is ready and has nothing going on, that one begins."""
    draft, may = village.draft, village.may("vote.open")
    if draft and village.is_ready and draft.account in may:
        mine = {draft.account: may[draft.account]}
        yield Errand(TaskKind.FINISH_DRAFT, mine, village.village, by_utc=draft.until_utc, item=draft.id)
    for matter in village.matters:
        for act in matter.acts:
            if act.waits and _is_due(act.deed, matter, village, now):
                yield _errand(village, matter, act)
    if village.is_ready and not village.matters and not draft:
        yield Errand(TaskKind.PROPOSE, village.may("matter.lead"), village.village, number=village.known.households)


def _is_due(deed: Deed, matter: OnRoad, village: Standing, now: datetime) -> bool:
    """Not yet: a roll before there is a list, a vote before cards and keys, what a meeting gave before it was held."""
    match deed:
        case Deed.SETTLE_ROLL:
            return village.has_list
        case Deed.ANNOUNCE:
            return village.is_ready and not (village.draft and village.draft.matter == matter.id)
        case Deed.ENTER_HELD:
            return matter.held_at_utc is None or matter.held_at_utc <= now
    return True


def _errand(village: Standing, matter: OnRoad, act: NextAct) -> Errand:
    who = {account: role for account, role in village.holding(act.roles).items() if account != act.apart}
    by_utc = next((end_of(one.last) for one in matter.clocks if one.clock.key in CLOCKS_OF.get(act.deed, ())), None)
    return Errand(
        TaskKind.MATTER, who, village.village, title=matter.title, by_utc=by_utc, item=matter.id, deed=act.deed
    )  # fmt: skip


def end_of(day: date) -> datetime:
    """The last minute of a day in the village."""
    return datetime.combine(day, time(23, 59), HERE).astimezone(UTC)


def _vote(village: Standing, vote: Voting) -> Iterator[Errand]:
    def to(kind: TaskKind, who: Mapping[str, Role], by_utc: datetime | None = None) -> Errand:
        return Errand(kind, who, village.village, vote.uuid, vote.title, by_utc, vote.voted, vote.households)

    board = dict.fromkeys(village.holders.get(Role.BOARD, ()), Role.BOARD)
    if vote.stage is Stage.OPEN:
        if vote.voted < vote.households and not vote.practice:
            yield to(TaskKind.REMIND, village.may("turnout.names"), vote.closes_at_utc)
        if vote.voted == vote.households:
            yield to(TaskKind.CLOSE_EARLY, village.may("vote.close"))
        if not vote.practice:
            yield to(TaskKind.CHECK_BOOK, board, vote.closes_at_utc)
    elif vote.stage is Stage.COUNTING:
        for seat in vote.seats:
            if seat.member not in vote.counted:
                yield to(TaskKind.COUNT, {seat.account_id: Role.COUNTING})
    elif vote.stage is Stage.DECIDED:
        if not vote.told:
            yield to(TaskKind.TELL_RESULT, village.may("turnout.names"))
        yield to(TaskKind.CHECK_RESULT, board)
    elif vote.stage is Stage.CANCELLED:
        yield to(TaskKind.TELL_UNCOUNTED, village.may("turnout.names"))
