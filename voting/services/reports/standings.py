"""How the villages of a commune stand, read in a few statements: who serves there, what they have, their votes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from voting.law.deadlines import Running
from voting.law.initiatives import consents_needed
from voting.law.periods import day_of
from voting.law.road import Mark
from voting.law.supervision import FOLLOWING, Held, Stand
from voting.record.facts import UNDER_WAY, Opinions, Phase
from voting.record.facts import Matter as MatterKnown
from voting.record.facts import Village as Known
from voting.record.facts import Vote as VoteKnown
from voting.record.told import Disclosure, Recommendation, Session
from voting.services.forms import WAITING_KEPT
from voting.services.households.card_records import AGREED, ASKED, SERIES
from voting.services.households.rolls import KEPT
from voting.services.households.subjects import OBJECTION, OPEN, YES, SubjectKind, title_of
from voting.services.lookups import (
    COMMUNE_BOOK,
    DISCLOSURE,
    MATTER,
    RECOMMENDATION,
    SESSION,
    VILLAGE,
    commune_facts,
    entry_at,
    read_fact,
    subject_facts,
    tallies_of,
    vote_facts,
)
from voting.services.matters.acts import is_over, next_acts
from voting.services.matters.asked import asked_of
from voting.services.matters.content import held_at_of
from voting.services.matters.endings import is_ended_by_commune, is_untold
from voting.services.matters.reading import entered_by
from voting.services.matters.running import clocks_of, is_timed
from voting.services.oversight import hanging
from voting.services.oversight.petitions import ROLES, waiting_in
from voting.services.oversight.supervised import waiting_in as waiting_supervision
from voting.services.people.working_days import days_off_between
from voting.services.permissions import Role
from voting.services.reports.errands import NEWS, Asked, Kept, OnRoad, Petitioning, Standing, Untold, Voting
from voting.services.reports.tasks import TaskKind
from voting.services.subject_lookups import opinions_of
from voting.services.votes.closing import SERVER_OWNER
from voting.services.votes.drafts import VOTE_PLACE
from voting.services.votes.summaries import Stage, stage_at, window_of
from voting.storage.accounts import Account
from voting.storage.cards import CardRequest
from voting.storage.database import Transaction
from voting.storage.matters import Matter
from voting.storage.statements import Subject
from voting.storage.votes import Vote

COUNTS_LAST = timedelta(days=60)
"""A result is looked for among votes that closed so long ago at most: counting may take its time."""


@dataclass(frozen=True)
class Crew:
    """The people of a commune by account id, their roles by village ("" for all), and who has not come in yet.

    ``titles`` are those that are not the usual ones of a role, by account and role.
    """

    people: Mapping[str, Account]
    roles: Mapping[str, Mapping[Role, frozenset[str]]]
    titles: Mapping[tuple[str, Role], str]
    invited: Mapping[str, datetime]

    def in_village(self, code: str) -> dict[Role, frozenset[str]]:
        """Role -> the accounts that hold it there, those of the whole commune too."""
        wide, own = self.roles.get("", {}), self.roles.get(code, {})
        return {role: wide.get(role, frozenset()) | own.get(role, frozenset()) for role in Role}


def crew_of(tx: Transaction, commune: str) -> Crew:
    """The people of a commune."""
    people = {one.id: one for one in tx.accounts.list(commune) if one.active}
    roles: dict[str, dict[Role, frozenset[str]]] = {}
    titles: dict[tuple[str, Role], str] = {}
    for grant in tx.accounts.all_grants(commune):
        if grant.account_id in people:
            held = roles.setdefault(grant.village_code, {})
            role = Role(grant.role)
            held[role] = held.get(role, frozenset()) | {grant.account_id}
            titles[grant.account_id, role] = grant.office
    invited = {one.account_id: one.expires_at_utc for one in tx.accounts.invitations(commune)}
    return Crew(people, roles, titles, {key: until for key, until in invited.items() if key in people})


def standings(tx: Transaction, commune: str, codes: Collection[str], crew: Crew, now: datetime) -> Iterator[Standing]:
    """Each of these villages as it stands."""
    facts = tx.facts.of_kinds(commune, COMMUNE_BOOK, (VILLAGE, MATTER, SESSION, RECOMMENDATION, DISCLOSURE))
    known = {code: read_fact(Known, text) for code, text in facts[VILLAGE].items()}
    uploads, drafts = _uploads(tx, commune, now), _drafts(tx, commune, codes, now)
    voted_before = tx.votes.villages_with(commune, [one for one in Phase if one is not Phase.CANCELLED])
    votes, subjects = _present_votes(tx, commune, now), _subjects(tx, commune)
    matters = _matters(facts[MATTER], known)
    here = {key: one for key, one in matters.items() if one.village in codes}
    rows = tx.matters.some(commune, [key for key, one in here.items() if not is_over(one) or is_ended_by_commune(one)])
    going = _on_road(tx, commune, [row for row in rows if not is_over(here[row.id])], here, now)
    untold = [row for row in rows if is_untold(here[row.id], row)]
    told = {one.vote for one in matters.values() if Mark.PUBLISHED in one.marks}
    asking = any(not one.answered for known in matters.values() for one in known.petitions)
    petitions = _petitions(tx, commune, known, now) if asking else {}
    supervised = waiting_supervision(tx, commune, now) if _is_supervised(facts) else ()
    public = hanging.hanging(tx, commune, day_of(now)) if _is_hanging(facts[DISCLOSURE], day_of(now)) else ()
    for code in codes:
        requests = tx.cards.requests(commune, code, ASKED, AGREED)
        yield Standing(
            village=code,
            holders=crew.in_village(code),
            invited=crew.invited,
            known=known.get(code, Known()),
            seats=tx.committee.newest(commune, code),
            upload=uploads.get(code),
            draft=drafts.get(code),
            asked=tuple(one for one in requests if one.state == ASKED),
            series=_series(tx, requests),
            issued_at_utc=tx.cards.last_issued_at(commune, code),
            voted_before=code in voted_before,
            votes=tuple(_voting(tx, one, now, told) for one in votes if one.village_code == code),
            subjects=tuple(subjects.get(code, ())),
            matters=tuple(one for one in going if one.known.village == code),
            untold=tuple(Untold(row.id, row.title) for row in untold if row.village_code == code),
            petitions=petitions.get(code, ()),
            supervised=tuple(one for one in supervised if one.village == code),
            hanging=tuple(one for one in public if one.village == code),
        )


def _is_supervised(facts: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether a session is to be held, or a recommendation is not over."""
    sessions = (read_fact(Session, text) for text in facts[SESSION].values())
    recommended = (read_fact(Recommendation, text) for text in facts[RECOMMENDATION].values())
    planned = any(one.state == Held.PLANNED for one in sessions)
    return planned or any(FOLLOWING[Stand(one.state)] for one in recommended)


def _is_hanging(found: Mapping[str, str], today: date) -> bool:
    """Whether something public of a village or the commune asks for something."""
    return any(hanging.asks(read_fact(Disclosure, text), today) for text in found.values())


def _petitions(
    tx: Transaction, commune: str, known: Mapping[str, Known], now: datetime
) -> dict[str, tuple[Petitioning, ...]]:
    """Village -> the petitions that wait for an answer, about its matters and those of villages that became part of it.

    What the commune answers stands under one village only, whatever became of the first.
    """
    waiting, found = waiting_in(tx, commune, now), dict[str, tuple[Petitioning, ...]]()
    rows = {one.id: one for one in tx.matters.some(commune, sorted({matter for matter, _ in waiting}))}
    for matter, one in waiting:
        row = rows[matter]
        told = Petitioning(row.id, row.title, one.number, ROLES[one.to], one.last)
        heirs = heirs_of(row.village_code, known)
        for code in heirs[:1] if told.role is Role.COMMUNE else heirs:
            found[code] = (*found.get(code, ()), told)
    return found


def heirs_of(code: str, known: Mapping[str, Known]) -> tuple[str, ...]:
    """A village, or where it became part of others those that still go on."""
    successors = known[code].successors if code in known else ()
    found = [heir for one in successors for heir in heirs_of(one, known)]
    return tuple(dict.fromkeys(found)) if successors else (code,)


_WAITS = {SubjectKind.LIST_REVIEW: TaskKind.ANSWER_HOUSEHOLDS, SubjectKind.VOTE_WORDS: TaskKind.SCREEN_WORDS}


def _subjects(tx: Transaction, commune: str) -> dict[str, list[Asked]]:
    """Village -> subjects in which households wait for the team, and those in which every household has spoken."""
    found: dict[str, list[Asked]] = {}
    for one in tx.statements.waiting(commune, OBJECTION):
        title = title_of(tx, tx.statements.subject(one.subject_id))
        told = Asked(one.subject_id, _WAITS[SubjectKind(one.kind)], one.number, title)
        found.setdefault(one.village_code, []).append(told)
    for row in tx.statements.standing(OPEN, commune):
        known, opinions = subject_facts(tx, commune, row.subject_id), opinions_of(tx.log.head(commune, row.subject_id))
        if known and opinions and opinions.spoken == known.listed and not _is_carried(row, opinions):
            told = Asked(row.subject_id, TaskKind.CLOSE_SUBJECT, known.listed, title_of(tx, row))
            found.setdefault(row.village_code, []).append(told)
    return found


def _is_carried(row: Subject, opinions: Opinions) -> bool:
    """Whether it ends with something else: words with their vote, consents that are enough with the proposal."""
    enough = dict(opinions.counts).get(YES, 0) >= consents_needed(opinions.spoken)
    return row.kind == SubjectKind.VOTE_WORDS or (row.kind == SubjectKind.CONSENT and enough)


def _matters(found: Mapping[str, str], villages: Mapping[str, Known]) -> dict[str, MatterKnown]:
    """Every matter of the commune by its id, as its book tells it, under the present rolls."""
    matters = {key: read_fact(MatterKnown, text) for key, text in found.items()}
    return {key: one.under(villages.get(one.village, Known())) for key, one in matters.items()}


def _on_road(
    tx: Transaction, commune: str, rows: Sequence[Matter], going: Mapping[str, MatterKnown], now: datetime
) -> list[OnRoad]:
    """Those of which something still waits, in the order of their villages and numbers."""
    votes = {row.id: _vote_of(tx, commune, going[row.id]) for row in rows}
    timed = [row for row in rows if is_timed(going[row.id], votes[row.id], held_at_of(row.notes))]
    if timed:
        facts, first = commune_facts(tx, commune), min(row.created_at_utc for row in timed)
        numbers, days_off = facts.numbers if facts else {}, days_off_between(tx, commune, first.date(), now.date())
    else:
        numbers, days_off = {}, frozenset()

    def clocks(row: Matter) -> tuple[Running, ...]:
        return clocks_of(going[row.id], votes[row.id], held_at_of(row.notes), now, numbers, days_off)

    return [_going(tx, row, going[row.id], votes[row.id], clocks(row)) for row in rows]


def _vote_of(tx: Transaction, commune: str, known: MatterKnown) -> VoteKnown | None:
    """The vote of a matter, looked at only while that can change what is next."""
    unsent = not {Mark.SENT_COMMUNE, Mark.SENT_FRONT} <= set(known.marks)
    return vote_facts(tx, commune, known.vote) if known.vote and unsent else None


def _going(
    tx: Transaction, row: Matter, known: MatterKnown, vote: VoteKnown | None, clocks: tuple[Running, ...]
) -> OnRoad:
    """A matter as it stands, with the clocks that run for it."""
    acts = next_acts(known, vote.phase if vote else None, entered_by(row.notes), asked_of(tx, row, known).stand)
    return OnRoad(row.id, row.title, known, acts, clocks, held_at_of(row.notes))


def _uploads(tx: Transaction, commune: str, now: datetime) -> dict[str, Kept]:
    """Village -> its newest list, where that is not taken over."""
    found = tx.rolls.newest_uploads(commune, now - KEPT)
    return {one.village_code: Kept(one.id, one.created_at_utc + KEPT) for one in found if one.file_name}


def _drafts(tx: Transaction, commune: str, codes: Collection[str], now: datetime) -> dict[str, Kept]:
    """Village -> the newest draft of a vote."""
    found = tx.forms.waiting(commune, [VOTE_PLACE + code for code in codes], now - WAITING_KEPT)
    newest = {one.place.removeprefix(VOTE_PLACE): one for one in reversed(found)}
    return {
        code: Kept(one.id, one.kept_at_utc + WAITING_KEPT, one.account_id, _drafted(tx, commune, one.id))
        for code, one in newest.items()
    }


def _drafted(tx: Transaction, commune: str, draft: str) -> str:
    """The matter that a draft's vote is about; empty where none was chosen."""
    return next((str(value) for name, value in tx.forms.get(commune, draft).fields if name == "matter"), "")


def _series(tx: Transaction, requests: Iterable[CardRequest]) -> int:
    """How many cards of a series that two officials agreed to make again are not made yet."""
    for request in requests:
        if request.state == AGREED and request.action == SERIES and request.decided_at_utc:
            newest = tx.cards.of_household(request.commune_id, request.village_code, request.households[0])[-1]
            if newest.issued_at_utc < request.decided_at_utc:
                return len(request.households)
    return 0


def _present_votes(tx: Transaction, commune: str, now: datetime) -> tuple[Vote, ...]:
    """Those under way, and those whose result, or that there is none, is news; the first to close first."""
    over = tx.votes.closed_since(commune, now - COUNTS_LAST, Phase.DECIDED, Phase.CANCELLED)
    news = [one for one in over if _is_news(tx, one, now)]
    return tuple(
        sorted((*tx.votes.real_and_practice(commune, UNDER_WAY), *news), key=lambda one: window_of(one)[1])
    )  # fmt: skip


def _is_news(tx: Transaction, vote: Vote, now: datetime) -> bool:
    """Whether people are still being told how it ended."""
    if vote.state == Phase.DECIDED:
        return now < _decided_at(tx, vote) + NEWS
    return now <= window_of(vote)[1] + NEWS and _ended_by_itself(tx, vote)


def _decided_at(tx: Transaction, vote: Vote) -> datetime:
    known = vote_facts(tx, vote.commune_id, vote.uuid)
    if known is None or known.result is None:
        raise ValueError(f"vote {vote.uuid} is decided and has no result")
    return entry_at(tx, vote.commune_id, known.result).at


def _ended_by_itself(tx: Transaction, vote: Vote) -> bool:
    """Whether a cancelled vote was closed and never summed: it had too few ballots, nobody cancelled it."""
    known = vote_facts(tx, vote.commune_id, vote.uuid)
    return known is not None and known.closing is not None and known.tally is None


def _voting(tx: Transaction, vote: Vote, now: datetime, told: Collection[str]) -> Voting:
    stage, (opens, closes) = stage_at(vote, now), window_of(vote)
    tallies = tallies_of(tx.log.head(vote.commune_id, vote.uuid))
    known = vote_facts(tx, vote.commune_id, vote.uuid) if stage is Stage.COUNTING else None
    seats = tx.committee.members(vote.commune_id, vote.village_code, vote.committee or 0) if known else ()
    return Voting(
        vote.uuid, vote.title, stage, opens, closes, vote.households or 0, tallies.voted if tallies else 0, seats,
        {owner - SERVER_OWNER for owner, _ in known.partials} if known else (), vote.uuid in told, vote.practice,
    )  # fmt: skip
