"""Rules about a vote as a whole: everything it stands on fits together at its opening; a later or no end; closing."""

from collections.abc import Callable
from typing import Any

from voting.ballots import strict_json
from voting.ballots.credentials import parse_credentials
from voting.ballots.election import ENVELOPE_MAX_BYTES, Election, max_envelope_bytes, parse_election
from voting.ballots.errors import BallotError
from voting.ballots.event_chain import EventChain
from voting.ballots.single import SingleKey
from voting.ballots.trustees import Trustees, check_trustees, parse_trustees
from voting.law.articles import CITATIONS
from voting.law.majority import Majority
from voting.record.entries.entry import Entry, compact
from voting.record.entries.vote import VoteCancelled, VoteClosed, VoteExtended, VoteOpened
from voting.record.errors import (
    ClosedTooEarly,
    OutOfOrder,
    WrongCards,
    WrongClosing,
    WrongCommittee,
    WrongCredentialCount,
    WrongPublicKey,
    WrongRule,
    WrongSetup,
)
from voting.record.fields import PayloadRef
from voting.record.rules.shared import Change, Context, village_of, vote_in
from voting.record.state import Barred, Committee, Phase, Setup, State, VillageState, VoteState


def vote_opened(state: State, entry: VoteOpened, context: Context) -> Change:
    """Roll, cards, committee, keys, credentials, rule and times all fit together, and are fixed from now on."""
    village = village_of(state, entry)
    _check_village(village, entry)
    if not entry.at <= entry.opens_at < entry.closes_at:
        raise WrongSetup("a vote opens after it is recorded and before it closes")
    try:
        election = parse_election(entry.election.encode())
        trustees = parse_trustees(entry.trustees.encode())
        credentials = _credentials(entry, context)
        server_key = _check_trustees(state, trustees, village.committee, election)
    except BallotError as error:
        raise WrongSetup(f"{error.name}: {error}") from error
    _check_election(state, entry, election)
    _check_credentials(entry, credentials)
    _check_rule(entry, election)
    setup = Setup(
        village=entry.village,
        election=election,
        trustees=trustees,
        credentials=frozenset(credentials),
        households=entry.households,
        register=entry.register,
        majority=entry.majority,
        citation=entry.citation,
        proposals=entry.proposals,
        documents=entry.documents,
        opens_at=entry.opens_at,
    )
    chain = EventChain.setup(election.raw, trustees.raw, compact(list(credentials)))

    def change() -> None:
        closed = dict.fromkeys(entry.spares, Barred.SPARE)
        state.votes[entry.vote] = VoteState(setup, entry.closes_at, chain, closed=closed)
        state.server_keys.add(server_key)

    return change


def _check_village(village: VillageState, entry: VoteOpened) -> None:
    if not village.households or entry.households != village.households:
        raise WrongSetup(f"{entry.households} households, the frozen roll has {village.households}")
    if village.cards != village.households or entry.register != village.register:
        raise WrongCards(f"{village.cards} valid cards for {village.households} households, or another register")
    if len(entry.spares) != village.spares:
        raise WrongCards(f"{len(entry.spares)} spare credentials for {village.spares} spare cards")
    committee = village.committee
    if committee is None or not committee.complete or committee.number != entry.committee:
        raise WrongCommittee("the present committee is not the one named, or lacks keys")


def _check_election(state: State, entry: VoteOpened, election: Election) -> None:
    if entry.vote in state.votes or election.uuid != entry.vote:
        raise WrongSetup(f"vote {entry.vote} was opened before, or its election has another uuid")
    if max_envelope_bytes(election) > ENVELOPE_MAX_BYTES:
        raise WrongSetup("a ballot of these questions would be too large for an entry")


def _check_trustees(state: State, trustees: Trustees, committee: Committee | None, election: Election) -> str:
    """The server's fresh key first, then the committee's keys as published; returns the server's key (hex)."""
    members = [committee.keys[number].encode() for number in sorted(committee.keys)] if committee else []
    server, *others = trustees.entries
    if not isinstance(server, SingleKey) or [strict_json.dump(one.value()) for one in others] != members:
        raise WrongCommittee("the trustees are not the server and the committee's published keys, in order")
    if server.public_key.hex in state.server_keys:
        raise WrongSetup("the server's key served an earlier vote")
    if trustees.public_key != election.public_key:
        raise WrongPublicKey("the election key is not the product of the trustees' keys")
    check_trustees(trustees)
    return server.public_key.hex


def _credentials(entry: VoteOpened, context: Context) -> tuple[str, ...]:
    given = entry.credentials
    raw = context.payload(given.sha256) if isinstance(given, PayloadRef) else compact(list(given))
    return parse_credentials(raw)


def _check_credentials(entry: VoteOpened, credentials: tuple[str, ...]) -> None:
    if len(credentials) - len(entry.spares) != entry.households:
        raise WrongCredentialCount(
            f"{len(credentials)} credentials, {len(entry.spares)} of them spare, for {entry.households} households"
        )
    if len(set(entry.spares)) != len(entry.spares) or not set(entry.spares) <= set(credentials):
        raise WrongCredentialCount("a spare credential is named twice or is not in the list")


def _check_rule(entry: VoteOpened, election: Election) -> None:
    if entry.majority not in set(Majority) or entry.citation not in CITATIONS:
        raise WrongRule(f"no majority {entry.majority!r} by {entry.citation!r} in the law as we know it")
    if len(entry.proposals) != len(election.questions):
        raise WrongRule("each question names the answers that are put to the majority")
    for numbers, question in zip(entry.proposals, election.questions, strict=True):
        if list(numbers) != sorted(set(numbers)) or any(n >= len(question.answers) for n in numbers):
            raise WrongRule(f"answers {list(numbers)} of {len(question.answers)}")


def vote_extended(state: State, entry: VoteExtended, _: Context) -> Change:
    """Only to a later time, and only while the vote has not yet reached its closing."""
    vote = vote_in(state, entry, Phase.OPEN)
    if not entry.at < vote.closes_at < entry.closes_at:
        raise OutOfOrder("an extension comes before closing and ends later")

    def change() -> None:
        vote.closes_at = entry.closes_at

    return change


def vote_cancelled(state: State, entry: VoteCancelled, _: Context) -> Change:
    """A vote can be cancelled until it is closed; its ballots stay sealed."""
    vote = vote_in(state, entry, Phase.OPEN)

    def change() -> None:
        vote.phase = Phase.CANCELLED

    return change


def vote_closed(state: State, entry: VoteClosed, _: Context) -> Change:
    """At its time, or earlier if all N have voted; states what anyone can count."""
    vote = vote_in(state, entry, Phase.OPEN)
    if entry.at < vote.closes_at and not (vote.voted == vote.setup.households and entry.at >= vote.setup.opens_at):
        raise ClosedTooEarly(f"{vote.voted} of {vote.setup.households} households have voted")
    chain = vote.chain.append("EndBallots")
    stated = (entry.ballots, entry.voted, entry.head, entry.root)
    if stated != (vote.ballots, vote.voted, chain.head, vote.entries.root().hex()):
        raise WrongClosing("vote-closed states other ballots, households, archive head or root than the record's")

    def change() -> None:
        vote.phase = Phase.CLOSED
        vote.chain = chain

    return change


RULES: dict[type[Entry], Callable[[State, Any, Context], Change]] = {
    VoteOpened: vote_opened,
    VoteExtended: vote_extended,
    VoteCancelled: vote_cancelled,
    VoteClosed: vote_closed,
}
