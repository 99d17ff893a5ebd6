"""What opening a vote writes: the record's entries, the server's key, an index for pages, the papers."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from voting.record.committee_keys import trustees_of
from voting.record.entries.casting import BookStarted
from voting.record.facts import Phase
from voting.record.register import CardRegister
from voting.services.desk import Desk
from voting.services.errors import Conflict, Invalid
from voting.services.households.card_records import register_of
from voting.services.households.rolls import latest_roll
from voting.services.lookups import COMMUNE_BOOK, village_facts
from voting.services.permissions import Actor
from voting.services.votes.closing import VOTE_KEY
from voting.services.votes.committees import committee_of
from voting.services.votes.drafting import Draft, NewDocument, NewVote, make_draft, plan_of
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.votes import Document, Vote
from voting.texts.sameness import likeness


@dataclass(frozen=True)
class Check:
    """One thing that must hold before a vote can open: ``roll``, ``cards`` or ``committee``."""

    key: str
    ok: bool


Before = Callable[[str], None]
"""What is written into the commune's book before the opening of the vote with this uuid."""


def nothing_before(_uuid: str) -> None:
    """Before an opinion vote, which is of no matter."""


def open_vote(desk: Desk, tx: Transaction, actor: Actor, where: Village, new: NewVote, before: Before) -> Vote:
    """Fix a tidied and checked vote in the record; ``Conflict`` names what is still missing."""
    missing = [check.key for check in readiness(tx, where) if not check.ok]
    if missing:
        raise Conflict(", ".join(missing), code=f"missing-{missing[0]}")
    draft = _prepare(desk, tx, where, new, register_of(tx, where))
    before(draft.entry.vote)
    vote = _opened(desk, tx, actor, where, (new, draft))
    _keep_documents(desk, tx, vote, new.documents)
    return vote


def open_practice(
    desk: Desk, tx: Transaction, actor: Actor, where: Village, new: NewVote, register: CardRegister
) -> Vote:
    """Fix a practice vote in the record, of these cards; ``Conflict`` "missing-committee"."""
    return _opened(desk, tx, actor, where, (new, _prepare(desk, tx, where, new, register)))


def _opened(desk: Desk, tx: Transaction, actor: Actor, where: Village, made: tuple[NewVote, Draft]) -> Vote:
    new, draft = made
    _record(desk, tx, actor.commune, draft)
    vote = _index(desk, where, draft, new, actor)
    tx.votes.add(vote)
    return vote


def _record(desk: Desk, tx: Transaction, commune: str, draft: Draft) -> None:
    """The opening in the commune's book, the credential list beside it, the vote's own book, the server's key."""
    entry = draft.entry
    tx.payloads.put(commune, draft.credentials)
    index = desk.append(tx, commune, [entry])
    tx.log.start(commune, entry.vote, entry.book)
    started = BookStarted(
        village=entry.village,
        at=max(desk.next_minute(tx, commune, entry.vote), entry.at),
        vote=entry.vote,
        opened_index=index,
        opened_leaf=tx.log.entry(commune, COMMUNE_BOOK, index).leaf_hash.hex(),
    )
    desk.append_in_vote(tx, commune, entry.vote, [started])
    secret = draft.server_secret.to_bytes(32, "big")
    tx.secrets.put(commune, VOTE_KEY, entry.vote, secret, at=desk.now(), own_key=True)


def _keep_documents(desk: Desk, tx: Transaction, vote: Vote, documents: tuple[NewDocument, ...]) -> None:
    for one in documents:
        digest = sha256(one.content).digest()
        tx.votes.add_document(Document(
            vote.commune_id, vote.uuid, digest, one.name[:200], one.media_type, desk.now(), one.content
        ))  # fmt: skip


def _prepare(desk: Desk, tx: Transaction, village: Village, new: NewVote, register: CardRegister) -> Draft:
    committee = village_facts(tx, village.commune_id, village.code).committee
    if committee is None or not committee.complete:
        raise Conflict(code="missing-committee")
    return make_draft(
        new,
        at=desk.next_minute(tx, village.commune_id),
        origin=tx.log.head(village.commune_id, COMMUNE_BOOK).origin,
        register=register,
        committee=committee.number,
        trustees=trustees_of(committee),
    )


def _index(desk: Desk, village: Village, draft: Draft, new: NewVote, actor: Actor) -> Vote:
    entry = draft.entry
    return Vote(
        commune_id=village.commune_id,
        uuid=entry.vote,
        village_code=village.code,
        title=new.title,
        description=new.description,
        state=Phase.OPEN.value,
        created_at_utc=desk.now(),
        created_by=actor.account_id,
        plan=plan_of(new, draft).show(),
        households=entry.households,
        committee=entry.committee,
        opens_at_utc=entry.opens_at,
        closes_at_utc=entry.closes_at,
        practice=new.practice,
    )


def readiness(tx: Transaction, village: Village) -> tuple[Check, ...]:
    """What must hold before a vote of this village can open."""
    roll = latest_roll(tx, village)
    cards = len(register_of(tx, village).cards)
    number = tx.committee.latest(village.commune_id, village.code)
    return (
        Check("roll", roll is not None),
        Check("cards", roll is not None and cards == roll.households),
        Check("committee", bool(number) and committee_of(tx, village, number).complete),
    )


def require_other_title(tx: Transaction, village: Village, title: str) -> None:
    """A vote that is not decided yet keeps its title for itself: two that look alike would be taken for one."""
    for vote in tx.votes.in_village(village.commune_id, village.code, states=(Phase.OPEN, Phase.CLOSED)):
        if likeness(vote.title) == likeness(title):
            raise Invalid({"title": "vote-known"})
