"""Checks of the commune's book: key, checkpoint, witnesses, Merkle tree, every entry by the rules."""

from datetime import datetime
from itertools import pairwise

from voting.ledger.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from voting.ledger.errors import QuorumNotMet, TileMalformed
from voting.ledger.merkle import node_reader
from voting.ledger.note import NoteVerifier, parse_note
from voting.ledger.policy import Policy, Verdict, parse_policy
from voting.ledger.tiles import cut_tile
from voting.record.book_files import BookFiles
from voting.record.entries.count import ResultDeclared
from voting.record.entries.statements import SubjectClosed
from voting.record.entries.vote import VoteCancelled, VoteClosed
from voting.record.errors import NotStarted, RecordError, UnknownSubject, UnknownVote
from voting.record.lookups import Context
from voting.record.policies import CLOCKS_DIFFER_S, Era, Heads, Standing, judged, standing
from voting.record.replay import judge
from voting.record.state.commune import CommuneState
from voting.verifier.case import Case, Line, need, root_of
from voting.verifier.errors import (
    DatedBeforeCosignature,
    LogIncomplete,
    NotCosigned,
    WrongLogKey,
    WrongPolicy,
    WrongRoot,
    WrongTile,
)
from voting.verifier.evidence import Kind
from voting.verifier.findings import Failure, Finding, NotShown, held

WITH_SUBJECTS = {
    "replay.all": "replay.all-asked", "replay.others": "replay.others-asked", "replay.votes": "replay.votes-asked",
}  # fmt: skip
"""What is said where the book has subjects besides, whose statements were not examined."""


def log_key(case: Case) -> Finding:
    """1. One key and one policy: those the user trusts, the ones beside the record and in it are the same."""
    given, in_record = case.evidence, case.start.vkey if case.start else ""
    trusted = _trusted_vkey(case, given.vkey or in_record)
    vkeys = [one for one in (trusted, given.vkey, in_record) if one]
    if not vkeys:
        raise NotShown("log-key.none")
    case.log = NoteVerifier.parse(vkeys[0])
    if any(one != vkeys[0] for one in vkeys) or (case.start and case.start.origin != case.log.name):
        raise WrongLogKey("the trusted key, the one beside the record and the one in it are not the same")
    _settle_policy(case)
    if not trusted:
        raise NotShown("log-key.came-along", name=case.log.name, vkey=case.log.vkey)
    return held("log-key.trusted", name=case.log.name)


def _trusted_vkey(case: Case, own: str) -> str:
    """The key that the user brought; the key of the vote's book is the same under another name, and as good."""
    brought = case.trusted.vkey
    if not brought or not own:
        return brought
    name, trusted = NoteVerifier.parse(own).name, NoteVerifier.parse(brought)
    return trusted.named(name).vkey if trusted.name == f"{name}/{case.evidence.about}" else brought


def _settle_policy(case: Case) -> None:
    """The reader's policy, else the record's starting one; the one beside the record is one of the record's."""
    in_record, beside = case.start.policy if case.start else "", case.evidence.policy
    text = case.trusted.policy or (in_record or beside).encode()
    if text:
        case.policy = parse_policy(text)
    if in_record and beside and beside not in {in_record, *(one.text for one in case.policy_changes)}:
        raise WrongPolicy("the policy beside the record is not one of those in the record")


def checkpoint(case: Case) -> Finding:
    """2. The checkpoint is signed by the commune's key."""
    note = case.evidence.commune.checkpoint
    case.head = parse_checkpoint(parse_note(note).text)
    open_checkpoint(note, need(case.log, "log-key"))
    return held("checkpoint.signed", origin=case.head.origin, size=case.head.size, root=case.head.root.hex())


def quorum(case: Case) -> Finding:
    """3. Witnesses enough for the policy have co-signed the commune's book with the entry that the vote ends with.

    That is its `result`, else its closing or cancellation. An ended vote without them fails; while a vote is open, and
    for a commune's book by itself, it is only noted, unless the user brought the policy and so asks for it.
    A checkpoint is judged by the policy that was in force at its size; one that the user brought judges all of them.
    """
    case.heads = _heads(case, need(case.log, "log-key"))
    policies = case.judging = _settle_policies(case, case.heads)
    end = _end_of_vote(case)
    satisfied = [one for one in case.verdicts if one.satisfied and policies.at(one.checkpoint.size).asks]
    for verdict in satisfied:
        if verdict.checkpoint.size > end:
            return _cosigned(verdict, policies.at(verdict.checkpoint.size).policy)
    if not (policies.at(end + 1) if end >= 0 else policies.in_force).asks:
        raise NotShown("quorum.none-asked")
    have, known = len(case.verdicts[0].cosigned), len(policies.in_force.policy.witnesses)
    if not case.trusted.policy and end < 0:
        raise NotShown("quorum.not-yet", have=have, known=known)
    error = NotCosigned if satisfied else QuorumNotMet
    raise Failure(error(f"{have} of {known} witnesses"), have=have, known=known)


def _settle_policies(case: Case, heads: Heads) -> Standing:
    """The policies by which the checkpoints given are judged, and what they say of each."""
    need(case.policy, "log-key")
    given = case.evidence
    notes = [note for note in (given.commune.checkpoint, given.cosigned) if note]
    start = case.start.policy if case.start else given.policy
    own = case.policies = standing(start, case.policy_changes, given.policies, heads, seen=notes)
    if given.policy in {one.text for one in own.waiting}:
        raise WrongPolicy("the policy beside the record waits for its quorum")
    trusted = case.trusted.policy
    judging = Standing((Era(trusted.decode()),)) if trusted else own
    sizes = [parse_checkpoint(parse_note(note).text).size for note in notes]
    case.verdicts = tuple(judged(judging.at(size).policy, note, heads) for size, note in zip(sizes, notes, strict=True))
    case.brought = tuple(judged(before.policy, one.note, heads) for before, one in pairwise(own.eras) if one.note)
    return judging


def _heads(case: Case, log: NoteVerifier) -> Heads:
    """What the policies ask of the commune's book, as it is shown."""
    lines = case.commune_lines

    def last_at(size: int) -> datetime | None:
        last = lines[size - 1].entry if 0 < size <= len(lines) else None
        return last.at if last else None

    return Heads(log, lambda size: root_of(lines, size) if 0 <= size <= len(lines) else None, last_at, case.now)


def _cosigned(verdict: Verdict, policy: Policy) -> Finding:
    names = ", ".join(sorted(verdict.cosigned))
    size = verdict.checkpoint.size
    return held("quorum.met", have=len(verdict.cosigned), known=len(policy.witnesses), names=names, size=size)


def _end_of_vote(case: Case) -> int:
    """The index of the examined vote's `result`, else of its closing or cancellation (or the subject's), or -1."""
    of_vote = [(line.index, line.entry) for line in case.commune_lines if _is_about(line, case.evidence.about)]
    results = [index for index, entry in of_vote if isinstance(entry, ResultDeclared)]
    ends = [index for index, entry in of_vote if isinstance(entry, VoteClosed | VoteCancelled | SubjectClosed)]
    return max(results or ends, default=-1)


def _is_about(line: Line, about: str) -> bool:
    return bool(about) and line.entry is not None and line.entry.subject() == about


def entries(case: Case) -> Finding:
    """4. All entries of the commune's book are there and hash to the signed root; so do tiles beside them."""
    head = need(case.head, "checkpoint")
    require_whole(case.evidence.commune, case.commune_lines, head)
    _check_tiles(case)
    _check_cosigned_root(case)
    return held("entries.all", size=head.size)


def require_whole(book: BookFiles, lines: tuple[Line, ...], head: Checkpoint) -> None:
    """The lines are all that the checkpoint counts, and hash to its root; of either kind of book."""
    if book.damage and not book.damage.endswith(" is missing"):
        raise TileMalformed(book.damage)
    if len(lines) < head.size:
        raise Failure(LogIncomplete(f"entry {len(lines)} of {head.size} is missing"), index=len(lines))
    if len(lines) != head.size or root_of(lines, head.size) != head.root:
        raise WrongRoot(f"{len(lines)} entries do not hash to the signed root of {head.size}")


def _check_tiles(case: Case) -> None:
    read = node_reader([line.leaf for line in case.commune_lines])
    for tile, data in case.evidence.tiles.items():
        if not tile.is_within(len(case.commune_lines)) or cut_tile(tile, read) != data:
            raise WrongTile(f"{tile.path} does not hold the entries' hashes")


def _check_cosigned_root(case: Case) -> None:
    """The earlier checkpoint that witnesses signed is of this very book."""
    if not case.evidence.cosigned:
        return
    earlier = parse_checkpoint(parse_note(case.evidence.cosigned).text)
    if earlier.size > len(case.commune_lines) or root_of(case.commune_lines, earlier.size) != earlier.root:
        raise WrongRoot(f"the co-signed checkpoint of {earlier.size} entries is of another book")


def replay(case: Case) -> Finding:
    """5. The rules of the record accept every entry of the commune's book in order.

    What the votes' own books alone can show of an entry is not judged here: for the examined vote by later checks, for
    the others not at all, and the sentence counts them.
    """
    state = case.commune = CommuneState()
    context = Context(payload=case.payload, vote_book=lambda _: None)
    for line in case.commune_lines:
        _take(state, line, context)
    if not state.size:
        raise NotStarted("no entries")
    if case.evidence.vote and case.evidence.vote not in state.votes:
        raise UnknownVote(f"no entry opens the vote {case.evidence.vote}")
    if case.evidence.subject and case.evidence.subject not in state.subjects:
        raise UnknownSubject(f"no entry opens the subject {case.evidence.subject}")
    _check_dates(case)
    others = len(state.votes.keys() - {case.evidence.vote})
    say = "replay.votes" if case.kind is Kind.COMMUNE else "replay.others" if others else "replay.all"
    asked = len(state.subjects.keys() - {case.evidence.subject})
    return held(WITH_SUBJECTS[say] if asked else say, entries=state.size, others=others, asked=asked)


def _take(state: CommuneState, line: Line, context: Context) -> None:
    try:
        if line.entry is None:
            raise line.error or NotStarted("no entry")
        state.apply(line.entry, line.leaf, judge(state, line.entry, context))
    except RecordError as error:
        kind = line.entry.type if line.entry else ""
        raise Failure(error, index=line.index, type=kind) from error


def _check_dates(case: Case) -> None:
    """No entry after a checkpoint co-signed at T is dated before T less two minutes."""
    for verdict in (*case.verdicts, *case.brought):
        for line in case.commune_lines[verdict.checkpoint.size :][:1]:
            seen_s = max(verdict.cosigned.values(), default=0) - CLOCKS_DIFFER_S
            if line.entry and line.entry.at.timestamp() < seen_s:
                error = DatedBeforeCosignature(f"entry {line.index} is dated before witnesses saw the book without it")
                raise Failure(error, index=line.index, type=line.entry.type)
