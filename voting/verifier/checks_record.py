"""Checks of the record itself: key, checkpoint, witnesses, Merkle tree, every entry by the rules, closing."""

from voting.ballots.election import parse_election
from voting.ballots.errors import BallotError
from voting.ledger.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from voting.ledger.errors import QuorumNotMet
from voting.ledger.merkle import CompactRange, leaf_hash, node_reader
from voting.ledger.note import NoteVerifier, parse_note
from voting.ledger.policy import NO_QUORUM, Policy, Verdict, parse_policy
from voting.ledger.tiles import cut_tile
from voting.record.entries.casting import BallotCast
from voting.record.entries.entry import compact
from voting.record.entries.vote import VoteClosed, VoteOpened
from voting.record.errors import NotStarted, RecordError, UnknownVote, WrongClosing
from voting.record.replay import accept
from voting.record.state import State
from voting.verifier.case import Case, Line, Replayed, Subject, need
from voting.verifier.errors import (
    ClosingNotCosigned,
    EntryNotInLog,
    LogIncomplete,
    WrongLogKey,
    WrongPolicy,
    WrongRoot,
    WrongTile,
)
from voting.verifier.evidence import Kind
from voting.verifier.findings import Failure, Finding, NotShown, held


def log_key(case: Case) -> Finding:
    """1. One log key and one policy: those the user trusts, the ones beside the record and in it are the same."""
    if case.is_archive:
        raise NotShown("log-key.archive")
    given, brought = case.evidence, case.trusted
    in_record = case.start.vkey if case.start else ""
    vkeys = [one for one in (brought.vkey, given.vkey, in_record) if one]
    if not vkeys:
        raise NotShown("log-key.none")
    case.log = NoteVerifier.parse(vkeys[0])
    if any(one != vkeys[0] for one in vkeys) or (case.start and case.start.origin != case.log.name):
        raise WrongLogKey("the trusted key, the one beside the record and the one in it are not the same")
    _settle_policy(case)
    if not brought.vkey:
        raise NotShown("log-key.came-along", name=case.log.name, vkey=case.log.vkey)
    return held("log-key.trusted", name=case.log.name)


def _settle_policy(case: Case) -> None:
    in_record, beside = case.start.policy if case.start else "", case.evidence.policy
    text = case.trusted.policy or (beside or in_record).encode()
    if text:
        case.policy = parse_policy(text)
    if in_record and beside and in_record != beside:
        raise WrongPolicy("the policy beside the record is not the one in the record")


def checkpoint(case: Case) -> Finding:
    """2. The checkpoint is signed by the log's key."""
    if case.is_archive:
        raise NotShown("checkpoint.archive")
    case.head = parse_checkpoint(parse_note(case.evidence.checkpoint).text)
    open_checkpoint(case.evidence.checkpoint, need(case.log, "log-key"))
    return held("checkpoint.signed", origin=case.head.origin, size=case.head.size, root=case.head.root.hex())


def quorum(case: Case) -> Finding:
    """3. Witnesses enough for the policy have co-signed the log at or after the closing of the vote.

    A closed vote without them fails; while a vote is open, and for a log that goes on growing, it is only noted, unless
    the user brought the policy and so asks for it.
    """
    if case.is_archive:
        raise NotShown("quorum.archive")
    log, policy = need(case.log, "log-key"), need(case.policy, "log-key")
    verdicts = [policy.judge(note, log) for note in (case.evidence.checkpoint, case.evidence.cosigned) if note]
    if policy.quorum == NO_QUORUM:
        raise NotShown("quorum.none-asked")
    satisfied = [one for one in verdicts if one.satisfied]
    closed_at = _closing_index(case)
    for verdict in satisfied:
        if verdict.checkpoint.size > closed_at:
            return _cosigned(verdict, policy)
    have = len(verdicts[0].cosigned)
    if not case.trusted.policy and (case.evidence.kind is Kind.LOG or closed_at < 0):
        raise NotShown("quorum.not-yet", have=have, known=len(policy.witnesses))
    error = ClosingNotCosigned if satisfied else QuorumNotMet
    raise Failure(error(f"{have} of {len(policy.witnesses)} witnesses"), have=have, known=len(policy.witnesses))


def _cosigned(verdict: Verdict, policy: Policy) -> Finding:
    names = ", ".join(sorted(verdict.cosigned))
    size = verdict.checkpoint.size
    return held("quorum.met", have=len(verdict.cosigned), known=len(policy.witnesses), names=names, size=size)


def _closing_index(case: Case) -> int:
    """The index of the bundle's `vote-closed`, or -1."""
    if case.evidence.kind is Kind.LOG:
        return -1
    closings = [line.index for line in case.lines_of(case.evidence.vote) if isinstance(line.entry, VoteClosed)]
    return max(closings, default=-1)


def entries(case: Case) -> Finding:
    """4. The entries hash to the signed root; those of a bundle stand in the log at their index."""
    if case.is_archive:
        raise NotShown("entries.archive")
    head = need(case.head, "checkpoint")
    if case.evidence.damage is not None:
        raise case.evidence.damage
    leaves = case.evidence.leaves or _own_leaves(case, head)
    for line in case.lines:
        if line.index >= len(leaves) or leaf_hash(line.raw) != leaves[line.index]:
            raise Failure(EntryNotInLog(f"entry {line.index} is not the one in the log"), index=line.index)
    if len(leaves) != head.size or CompactRange().extend(leaves).root() != head.root:
        raise WrongRoot(f"{len(leaves)} entries do not hash to the signed root of {head.size}")
    _check_tiles(case, leaves)
    _check_cosigned_root(case, leaves)
    say = "entries.all" if len(case.lines) == head.size else "entries.some"
    return held(say, given=len(case.lines), size=head.size)


def _own_leaves(case: Case, head: Checkpoint) -> tuple[bytes, ...]:
    """The leaf hashes of a log whose entries are all there."""
    for place in range(head.size):
        if place not in case.evidence.entries:
            raise Failure(LogIncomplete(f"entry {place} of {head.size} is missing"), index=place)
    return tuple(leaf_hash(line.raw) for line in case.lines)


def _check_tiles(case: Case, leaves: tuple[bytes, ...]) -> None:
    read = node_reader(leaves)
    for tile, data in case.evidence.tiles.items():
        if not tile.is_within(len(leaves)) or cut_tile(tile, read) != data:
            raise WrongTile(f"{tile.path} does not hold the entries' hashes")


def _check_cosigned_root(case: Case, leaves: tuple[bytes, ...]) -> None:
    """The earlier checkpoint that witnesses signed is of this very log."""
    if not case.evidence.cosigned:
        return
    earlier = parse_checkpoint(parse_note(case.evidence.cosigned).text)
    if earlier.size > len(leaves) or CompactRange().extend(leaves[: earlier.size]).root() != earlier.root:
        raise WrongRoot(f"the co-signed checkpoint of {earlier.size} entries is of another log")


def replay(case: Case) -> Finding:
    """5. The rules of the record accept every entry in order."""
    if case.is_archive:
        raise NotShown("replay.archive")
    check_envelopes(case)
    state, accepted = State(), []
    try:
        for line in case.lines:
            _accept(case, state, line)
            accepted.append(line)
    finally:
        case.replayed = Replayed(state, tuple(accepted), complete=len(accepted) == len(case.lines))
    if not accepted:
        raise NotStarted("no entries")
    if case.evidence.vote and case.evidence.vote not in state.votes:
        raise UnknownVote(f"no entry opens the vote {case.evidence.vote}")
    return held("replay.all", entries=len(accepted))


def _accept(case: Case, state: State, line: Line) -> None:
    try:
        if not state.size and line.index:
            raise NotStarted("the log's first entry is not given")
        accept(state, line.raw, verified=case.proofs.envelopes, payload=case.payload)
    except RecordError as error:
        kind = line.entry.type if line.entry else ""
        raise Failure(error, index=line.index, type=kind) from error


def check_envelopes(case: Case) -> None:
    """The proofs of all ballots in the record, vote by vote, on all cores; `accept` then need not repeat them."""
    cast: dict[str, list[bytes]] = {}
    for line in case.lines:
        if isinstance(line.entry, BallotCast):
            cast.setdefault(line.entry.vote, []).append(compact(line.entry.envelope))
    case.proofs.total += sum(map(len, cast.values()))
    for line in case.lines:
        if isinstance(line.entry, VoteOpened) and line.entry.vote in cast:
            try:
                election = parse_election(line.entry.election.encode())
            except BallotError:
                continue  # the rules will name it
            case.proofs.check_envelopes(election, cast.pop(line.entry.vote))


def vote_root(case: Case, subject: Subject) -> Finding:
    """6. `vote-closed` states the ballots, households and Merkle root of exactly this vote's entries before it."""
    if case.is_archive:
        raise NotShown("vote-root.archive")
    before: list[Line] = []
    for line in case.lines_of(subject.uuid):
        if isinstance(line.entry, VoteClosed):
            return _closing(line.entry, before)
        before.append(line)
    raise NotShown("vote-root.open")


def _closing(entry: VoteClosed, before: list[Line]) -> Finding:
    cast = [line.entry.envelope.get("ballot") for line in before if isinstance(line.entry, BallotCast)]
    voted = len({str(one.get("credential")) for one in cast if isinstance(one, dict)})
    root = CompactRange().extend(leaf_hash(line.raw) for line in before).root().hex()
    numbers = {"stated": entry.ballots, "ballots": len(cast), "stated_voted": entry.voted, "voted": voted}
    if (entry.ballots, entry.voted, entry.root) != (len(cast), voted, root):
        raise Failure(WrongClosing(f"vote-closed states {entry.ballots} ballots, {len(cast)} are there"), **numbers)
    return held("vote-root.matches", entries=len(before), **numbers)
