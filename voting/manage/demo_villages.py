"""A village of the demonstration's commune: its people, its households' phones, each step as its officials take it.

Everything goes through the services, as a page does it; only what time it is comes from outside.
"""

import random
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from voting.manage.demo_road import KEYS, PHOTO, POSTED_DAYS, Words
from voting.manage.rehearsal import CountingMember, Phone, some_choices_for
from voting.manage.sample_roll import person, sample_roll
from voting.services.house import Services
from voting.services.households.previews import Agreement
from voting.services.matters.content import Proposal
from voting.services.matters.meetings import Counted
from voting.services.matters.preparing import Helper, Member, Poll
from voting.services.matters.proposals import NewProposal
from voting.services.matters.terms import Channel, Ending, Office
from voting.services.people.founding import NewVillage
from voting.services.permissions import Actor, Role
from voting.services.votes.ceremony import Round
from voting.services.votes.drafting import NewDocument, NewVote

PAPER = NewDocument("da-ky-nhan.png", "image/png", PHOTO)
PHONE = "0912 345 678"
COUNTING, PEOPLE = 3, 8
IN_FAVOUR = 0.9
"""How many of those who vote in a matter that passes are for it."""


@dataclass
class Clock:
    """What time it is in the commune; it only goes forward."""

    now: datetime

    def __call__(self) -> datetime:
        """The present moment of the commune, aware UTC."""
        return self.now


@dataclass
class Place:
    """A village with what its people alone hold: the cards in phones, the seeds of those who count.

    ``story`` is what it shows, ``matter`` and ``vote`` what that is about once it is decided; ``beside`` is the next
    village; ``finished`` and ``open_votes`` are uuids.
    """

    services: Services
    clock: Clock
    sealers: Executor
    admin: Actor
    commune: Actor
    name: str
    unit_kind: str
    households: int
    number: int
    story: str
    code: str = ""
    people: Mapping[Role, tuple[Actor, ...]] = field(default_factory=dict)
    phones: dict[str, Phone] = field(default_factory=dict)
    seeds: tuple[CountingMember, ...] = ()
    finished: list[str] = field(default_factory=list)
    open_votes: list[str] = field(default_factory=list)
    matter: str = ""
    vote: str = ""
    beside: "Place | None" = None

    @property
    def full_name(self) -> str:
        """What people call it."""
        return f"{self.unit_kind[:1].upper()}{self.unit_kind[1:]} {self.name}"

    def who(self, role: Role) -> Actor:
        """The first who holds a role here."""
        return self.people[role][0]

    # before the first vote

    def found(self) -> None:
        """The village with its people, as the administrator sets it up on one page."""
        names = [person(PEOPLE * self.number + one) for one in range(PEOPLE)]
        lines = dict(zip((Role.HEAD, Role.FRONT, Role.TEAM, Role.CARDS, Role.BOARD), names, strict=False))
        lines[Role.COUNTING] = "\n".join(names[-COUNTING:])
        new = NewVillage(self.name, self.unit_kind, lines, ring_phone=PHONE)
        self.code = self.services.founding.found(self.admin, new, f"demo-{self.number}").code
        self.services.committees.form_first(self.admin, self.code)
        self.meet()

    def meet(self) -> None:
        """Who serves here now."""
        here = [one for one in self.services.accounts.list(self.admin) if one.may("village.see", self.code)]
        self.people = {
            role: tuple(one for one in here if any((g.role, g.village) == (role, self.code) for g in one.grants))
            for role in Role
        }

    def import_list(self, households: int = 0) -> None:
        """The household list, previewed and confirmed; another number of households is another list."""
        self.households, head = households or self.households, self.who(Role.HEAD)
        data = sample_roll(self.households, seed=self.number)
        found = self.services.rolls.preview(head, self.code, "danh-sach-ho.csv", data)
        self.services.rolls.confirm(head, self.code, found.id, Agreement(village_name=self.name))

    def make_cards(self) -> None:
        """A card in a phone for each household, and the spares."""
        cards, authority = self.services.cards, self.who(Role.CARDS)
        todo = cards.pending(authority, self.code)
        made = {one.household_code: Phone.with_new_card() for one in (*todo, *cards.spares(authority, self.code))}
        cards.issue(authority, self.code, {code: phone.key for code, phone in made.items()})
        self.phones |= {one.household_code: made[one.household_code] for one in todo}

    def make_keys(self) -> None:
        """The counting members make one key together, each on their own device."""
        ceremony, members = self.services.ceremony, self.people[Role.COUNTING]
        self.seeds = tuple(CountingMember.with_new_seed() for _ in members)
        while (round_ := ceremony.lobby(members[0], self.code).round) is not Round.DONE:
            for member, seed in zip(members, self.seeds, strict=True):
                part = seed.part(ceremony.lobby(member, self.code))
                ceremony.hand_in(member, self.code, round_, part)

    def settle(self) -> None:
        """Ready for its first vote."""
        self.import_list()
        self.make_cards()
        self.make_keys()

    # the road of a matter

    def propose(self, words: Words, yes: tuple[str, ...] = (), by: Role = Role.HEAD) -> str:
        """A matter, proposed and classified; ``yes`` names the questions of the law that are true of it."""
        new = NewProposal(Proposal(words.title, words.description, (words.question,)))
        matter = self.services.proposals.propose(self.who(by), self.code, new)
        self.services.proposals.classify(self.who(Role.HEAD), matter, {key: key in yes for key in KEYS})
        return matter

    def walk(self, matter: str, until: str) -> None:
        """The steps after the classification up to this one."""
        steps = {
            "agreed": self._agree, "informed": self._inform, "team": self._appoint,
            "roll": self._settle_roll, "polled": self.poll,
        }  # fmt: skip
        for name, step in steps.items():
            step(matter)
            if name == until:
                return

    def _agree(self, matter: str) -> None:
        for role in (Role.HEAD, Role.FRONT):
            self.services.proposals.agree(self.who(role), matter)

    def _inform(self, matter: str) -> None:
        self.services.proposals.receive(self.commune, matter, Office.COMMUNE)
        self.services.proposals.inform(self.who(Role.HEAD), matter, Office.COMMUNE_FRONT, PAPER)

    def _appoint(self, matter: str) -> None:
        front, team, board = (self.who(role).name for role in (Role.FRONT, Role.TEAM, Role.BOARD))
        others = (Member(team, ("it",)), Member(board, ("village", "households")))
        members = (Member(front, ("front",), leads=True), *others)
        self.services.preparing.appoint(self.who(Role.HEAD), matter, members)

    def _settle_roll(self, matter: str) -> None:
        self.services.preparing.settle(self.who(Role.TEAM), matter)

    def poll(self, matter: str, *, tenths: int = 8) -> None:
        """So many tenths of the households want an online vote, in the village's group."""
        wanted = self.households * tenths // 10
        poll = Poll("group", wanted, self.households - wanted, PAPER)
        self.services.preparing.poll(self.who(Role.TEAM), matter, poll)

    def open(self, matter: str, *, opens_in: float, days: float) -> str:
        """Notice and opening; the vote's uuid."""
        words, opens = self.services.matters.get(matter).words, self.clock() + timedelta(days=opens_in)
        new = NewVote(words.title, words.description, words.asked, opens, opens + timedelta(days=days))
        helper = Helper(self.who(Role.FRONT).name, PHONE)
        return self.services.preparing.open(self.who(Role.HEAD), matter, new, helper)

    def cast(self, vote: str, ballots: int, *, in_favour: float = IN_FAVOUR) -> None:
        """So many households vote; ballots are sealed on all cores."""
        election, chance = self.services.publication.election(vote), random.Random(vote)  # noqa: S311 - a demonstration
        choices = [some_choices_for(election, chance, in_favour=in_favour) for _ in range(ballots)]
        voting = zip(self.phones.values(), choices, strict=False)
        for sealed in [self.sealers.submit(phone.envelope, election, choice, 1) for phone, choice in voting]:
            self.services.casting.cast(vote, sealed.result())

    def carry(self, vote: str) -> None:
        """As many households vote as it takes to pass, and a few more."""
        self.cast(vote, self.households * 6 // 10, in_favour=0.95)

    def count(self, vote: str, members: int = COUNTING) -> None:
        """The counting members, or the first few of them, do their part."""
        self.services.votes.close_due()
        for member, seed in list(zip(self.people[Role.COUNTING], self.seeds, strict=True))[:members]:
            task = self.services.counting.task(member, vote)
            if task.decided:
                return
            part = seed.partial_decryption(task.election.encode(), task.encrypted_tally.encode(), task.sealed)
            self.services.counting.publish(member, vote, part)

    def decide(self, matter: str) -> None:
        """The team's minutes and the decision on its form."""
        self.services.decisions.minute(self.who(Role.TEAM), matter)
        self.services.decisions.resolve(self.who(Role.HEAD), matter)

    def post(self, matter: str) -> None:
        """The result is posted."""
        until = self.clock().date() + timedelta(days=POSTED_DAYS)
        self.services.decisions.publish(self.who(Role.HEAD), matter, until, PAPER)

    def send(self, matter: str) -> None:
        """The commune has it, and its Front."""
        self.services.decisions.receive(self.commune, matter, Office.COMMUNE)
        self.services.decisions.send(self.who(Role.HEAD), matter, Office.COMMUNE_FRONT, PAPER)

    def report(self, matter: str) -> None:
        """It is carried out and reported."""
        self.services.decisions.carry_out(self.who(Role.HEAD), matter, "Đã làm xong", PAPER)
        self.services.decisions.report(self.who(Role.HEAD), matter, "Bà con thực hiện tốt, không có vướng mắc.")

    def end(self, matter: str, ending: Ending, reason: str) -> None:
        """The matter ends before it is carried out."""
        self.services.meetings.end(self.who(Role.HEAD), matter, ending, reason)

    def extend(self, vote: str, *, days: float) -> None:
        """A later closing time, for a reason."""
        until = self.services.votes.get(vote).closes_at_utc + timedelta(days=days)
        self.services.votes.extend(self.who(Role.HEAD), vote, until, "Mưa bão, nhiều hộ chưa đi lại được")

    def merge(self) -> None:
        """The village becomes part of the one beside it, which takes the list of both over and makes cards anew."""
        if self.beside is None:
            raise ValueError(f"no village is beside {self.name}")
        other, reason = self.beside, "Nghị quyết của HĐND xã về sắp xếp thôn"
        self.services.mergers.merge(self.admin, self.code, [other.code], reason, self.name)
        other.import_list(self.households + other.households)
        other.make_cards()

    def turn(self, matter: str) -> None:
        """To a meeting instead."""
        self.services.meetings.turn(self.who(Role.HEAD), matter, Channel.MEETING, "Bà con muốn họp để bàn kỹ")

    def convene(self, matter: str, days: float) -> None:
        """The invitation to the meeting."""
        held = self.clock() + timedelta(days=days)
        self.services.meetings.convene(self.who(Role.HEAD), matter, held, f"Nhà văn hóa {self.unit_kind}")

    def hold(self, matter: str) -> None:
        """What the meeting gave, entered by one and confirmed by another."""
        for_it = self.households * 7 // 10
        counted = Counted(self.households * 8 // 10, for_it, self.households * 8 // 10 - for_it, 0)
        self.services.meetings.enter(self.who(Role.FRONT), matter, counted, PAPER)
        self.services.meetings.confirm(self.who(Role.HEAD), matter)
