"""Which witness policy is in force (LEDGER, "Witnesses"): a later one needs the old one's quorum on the checkpoint that
carries it.

The starting policy stands in ``log-started``, each later one in a ``policy-changed``. One is in force once a checkpoint
of the book that holds it has the quorum of the policy before; where that one asks for nobody (``quorum none``), at
once. Until then it waits, and what comes after it is judged by what is in force. Asked by the server and the verifier.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from voting.ledger.note import NoteVerifier
from voting.ledger.policy import NO_QUORUM, Policy, Verdict, parse_policy
from voting.record.errors import PolicyNotCosigned
from voting.record.facts import PolicyChange

CLOCKS_DIFFER_S = 120
"""How far two honest clocks may be apart (LEDGER, "Rules of validity")."""
COSIGNED_BEFORE_S = 86_400
"""A cosignature older than the checkpoint's last entry by more than this does not count (LEDGER, "Witnesses")."""


@dataclass(frozen=True)
class Heads:
    """What is asked of a commune's book to judge a checkpoint of it: the log's key, the book's root (32 bytes) at a
    size, and the minute of the last entry below a size, each ``None`` where the book was never so large; and the
    present time, if known, after which a cosignature is of the future.
    """  # fmt: skip

    log: NoteVerifier
    root_at: Callable[[int], bytes | None]
    last_at: Callable[[int], datetime | None]
    now: datetime | None = None


@dataclass(frozen=True)
class Era:
    """A policy that is, or was, in force: its text, the index of the entry that brought it (0: ``log-started``).

    Checkpoints of more than ``after`` entries are judged by it, until the next one's; ``note`` has brought it into
    force (empty where none was needed).
    """

    text: str
    index: int = 0
    after: int = 0
    note: bytes = b""

    @cached_property
    def policy(self) -> Policy:
        """The policy, parsed."""
        return parse_policy(self.text.encode())

    @property
    def asks(self) -> bool:
        """Whether it asks any witness at all."""
        return self.policy.quorum != NO_QUORUM


@dataclass(frozen=True)
class Standing:
    """The policies that came into force, in order, the last one being in force; and those that wait."""

    eras: tuple[Era, ...]
    waiting: tuple[PolicyChange, ...] = ()

    @property
    def in_force(self) -> Era:
        """The policy in force."""
        return self.eras[-1]

    def at(self, size: int) -> Era:
        """The policy by which a checkpoint of this size is judged."""
        return next(one for one in reversed(self.eras) if size > one.after or one is self.eras[0])

    def judge(self, note: bytes, size: int, heads: Heads) -> Verdict:
        """What the policy of its time says of a checkpoint of this size; raises as ``Policy.judge``."""
        return judged(self.at(size).policy, note, heads)


def judged(policy: Policy, note: bytes, heads: Heads) -> Verdict:
    """What a policy says of a checkpoint, only with cosignatures that are well dated; raises as ``Policy.judge``.

    Those of the future, or dated before the checkpoint's last entry by more than a day, do not count.
    """
    verdict = policy.judge(note, heads.log)
    counted = {name: at for name, at in verdict.cosigned.items() if is_well_dated(at, verdict.checkpoint.size, heads)}
    return replace(verdict, cosigned=counted, satisfied=policy.is_satisfied_by(counted))


def is_well_dated(time_s: int, size: int, heads: Heads) -> bool:
    """Whether a cosignature of this POSIX time under a checkpoint of this size counts."""
    last = heads.last_at(size)
    least = last.timestamp() - COSIGNED_BEFORE_S if last else 0
    return least <= time_s <= (heads.now.timestamp() + CLOCKS_DIFFER_S if heads.now else float("inf"))


def standing(
    start: str, changes: Sequence[PolicyChange], notes: Mapping[int, bytes], heads: Heads, seen: Sequence[bytes] = ()
) -> Standing:
    """Which policies came into force, given the starting one, the later ones in order, and the checkpoints.

    ``notes`` has, by a change's index, the checkpoint that is said to have brought it into force: raises what is wrong
    with one (``PolicyNotCosigned``, or as ``Policy.judge``). ``seen`` are other checkpoints, which count where they do.
    A change without a note of its own is also in force if the next one's, or one seen, shows the quorum.
    """
    if unknown := notes.keys() - {one.index for one in changes}:
        raise PolicyNotCosigned(f"a checkpoint for entry {min(unknown)}, which changes no policy")
    eras, waiting = [Era(start)], list[PolicyChange]()
    for change in changes:
        era = _brought(eras[-1], change, notes, heads, seen)
        if era is None:
            waiting.append(change)
        else:
            eras.append(era)
            waiting = []
    return Standing(tuple(eras), tuple(waiting))


def _brought(
    before: Era, change: PolicyChange, notes: Mapping[int, bytes], heads: Heads, seen: Sequence[bytes]
) -> Era | None:
    """The change as it came into force, ``None`` if it waits."""
    if not before.asks:
        return Era(change.text, change.index, max(change.index, before.after))
    own = notes.get(change.index)
    if own is not None:
        verdict = _carrying(before.policy, own, change, heads)
        if not verdict.satisfied:
            raise PolicyNotCosigned(f"entry {change.index}: the policy before it has no quorum on its checkpoint")
        return Era(change.text, change.index, max(verdict.checkpoint.size, before.after), own)
    later = [notes[index] for index in sorted(notes) if index > change.index]
    for note in (*later[:1], *seen):
        verdict = judged(before.policy, note, heads)
        size = verdict.checkpoint.size
        if verdict.satisfied and size > change.index and heads.root_at(size) == verdict.checkpoint.root:
            return Era(change.text, change.index, max(size, before.after), note)
    return None


def _carrying(policy: Policy, note: bytes, change: PolicyChange, heads: Heads) -> Verdict:
    """What the policy before says of the checkpoint that is said to carry the change; it is of this very book."""
    verdict = judged(policy, note, heads)
    checkpoint = verdict.checkpoint
    if checkpoint.size <= change.index:
        raise PolicyNotCosigned(f"entry {change.index}: its checkpoint ends at {checkpoint.size} entries")
    if heads.root_at(checkpoint.size) != checkpoint.root:
        raise PolicyNotCosigned(f"entry {change.index}: its checkpoint of {checkpoint.size} entries is of another book")
    return verdict
