"""Rules about a vote while it is open: ballots and credentials."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from voting.ballots import acceptance
from voting.ballots.envelope import Envelope, parse_envelope
from voting.ballots.errors import BallotError
from voting.record.entries.casting import BallotCast, CredentialAdded, CredentialClosed
from voting.record.entries.entry import Entry, compact
from voting.record.errors import OutOfOrder, RefusedBallot, WrongSetup
from voting.record.rules.shared import Change, Context, vote_in
from voting.record.state import Barred, LastBallot, Phase, State, VoteState


def ballot(state: State, entry: BallotCast, context: Context) -> Change:
    """The acceptance list of PROTOCOL section 4; proofs are skipped only for envelopes named in ``verified``."""
    vote = _open_vote(state, entry)
    raw = compact(entry.envelope)
    try:
        envelope = parse_envelope(raw)
        acceptance.check_shape(envelope.ballot, vote.setup.election)
    except BallotError as error:
        raise refused(error) from error
    check_turn(vote, envelope)
    if sha256(raw).hexdigest() not in context.verified:
        try:
            acceptance.check_proofs(envelope, vote.setup.election)
        except BallotError as error:
            raise refused(error) from error
    cast = envelope.ballot
    chain = vote.chain.append("Ballot", cast.raw)

    def change() -> None:
        vote.last[cast.credential] = LastBallot(envelope.sequence, cast.tracker, cast.choices)
        vote.trackers.add(cast.tracker)
        vote.ciphertexts.update(cast.ciphertexts)
        vote.chain = chain

    return change


def _open_vote(state: State, entry: BallotCast) -> VoteState:
    vote = state.votes.get(entry.vote)
    if vote is None or vote.setup.village != entry.village:
        raise RefusedBallot(f"no vote {entry.vote} in village {entry.village!r}", code="wrong-election")
    if vote.phase is not Phase.OPEN or not vote.setup.opens_at <= entry.at < vote.closes_at:
        raise RefusedBallot("the vote is not open at this time", code="not-open")
    return vote


def check_turn(vote: VoteState, envelope: Envelope) -> None:
    """Steps 3, 9 and 10 of the acceptance list, which need the record: credential, order, never seen before."""
    cast = envelope.ballot
    if cast.credential not in vote.setup.credentials:
        raise RefusedBallot("the credential is not on the list", code="unknown-credential")
    if cast.credential in vote.closed:
        raise RefusedBallot("the credential is closed", code="closed-credential")
    fresh = set(cast.ciphertexts)
    if cast.tracker in vote.trackers:
        raise RefusedBallot("this very ballot is already in the record", code="duplicate", crime="replayed-ballot")
    if len(fresh) != len(cast.ciphertexts) or fresh & vote.ciphertexts:
        raise RefusedBallot("a ciphertext appears a second time", code="duplicate", crime="copied-ciphertext")
    last = vote.last.get(cast.credential)
    if last is not None and envelope.sequence <= last.sequence:
        raise RefusedBallot(f"sequence {envelope.sequence} is not above the last, {last.sequence}", code="old-sequence")


def refused(error: BallotError) -> RefusedBallot:
    """A ballot's own error as the record says it: the code of the interface, the crime by its finer name."""
    return RefusedBallot(str(error), code=error.code, crime=error.name)


def credential_closed(state: State, entry: CredentialClosed, _: Context) -> Change:
    """No further ballot from here on; one that was accepted before stays counted, as the archive counts it."""
    vote = vote_in(state, entry, Phase.OPEN)
    if entry.credential not in vote.setup.credentials or entry.credential in vote.closed:
        raise WrongSetup("the credential is not on the list, or closed already")
    if entry.count != vote.closings + 1:
        raise WrongSetup(f"credential-closed says {entry.count}, the record has {vote.closings} before it")

    def change() -> None:
        vote.closed[entry.credential] = Barred.CLOSED
        vote.closings += 1

    return change


def credential_added(state: State, entry: CredentialAdded, _: Context) -> Change:
    """A spare takes the place of one closed credential, once, so that open credentials never outnumber households."""
    vote = vote_in(state, entry, Phase.OPEN)
    if vote.closed.get(entry.credential) is not Barred.SPARE:
        raise WrongSetup("not a spare credential still closed")
    if vote.closed.get(entry.instead_of) is not Barred.CLOSED:
        raise WrongSetup("the credential it replaces is not closed, or was replaced before")
    if entry.instead_of in vote.last:
        raise OutOfOrder("the credential it replaces has voted: its household has had its vote")
    if entry.count != vote.exchanged + 1:
        raise WrongSetup(f"credential-added says {entry.count}, the record has {vote.exchanged} before it")

    def change() -> None:
        del vote.closed[entry.credential]
        vote.closed[entry.instead_of] = Barred.EXCHANGED
        vote.exchanged += 1

    return change


RULES: dict[type[Entry], Callable[[State, Any, Context], Change]] = {
    BallotCast: ballot,
    CredentialClosed: credential_closed,
    CredentialAdded: credential_added,
}
