"""The Merkle tree of RFC 6962 (section 2.1, SHA-256): hashing, growing, proving, checking.

A tree is known by its size (number of leaves) and its root (32 bytes). Nodes are addressed as (level, index): the
complete subtree over leaves [index * 2^level, (index + 1) * 2^level). Whatever can answer such a question - a list
of leaf hashes, stored tiles - can be proved from; see `NodeReader`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from voting.ledger.encoding import MAX_SIZE
from voting.ledger.errors import ConsistencyInvalid, InclusionInvalid, LedgerMisuse

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

NodeReader = Callable[[int, int], bytes]
"""(level, index) -> the 32-byte hash of that complete subtree. Only complete subtrees inside the tree are asked for."""

TreeSource = NodeReader | Sequence[bytes]
"""Where proofs are read from: a NodeReader, or simply the leaf hashes in order."""


def leaf_hash(entry: bytes) -> bytes:
    """Hash an entry as a leaf: SHA-256(0x00 || entry), 32 bytes."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two children (32 bytes each) into their parent: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class CompactRange:
    """All that must be kept to go on appending: the roots of the complete subtrees, largest (leftmost) first.

    `size` leaves; `hashes` one 32-byte hash for each 1 bit of `size` (at most 53). Immutable: appending makes another.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.size <= MAX_SIZE or len(self.hashes) != self.size.bit_count():
            raise LedgerMisuse(f"{len(self.hashes)} hashes cannot stand for {self.size} leaves")
        if any(len(one) != HASH_BYTES for one in self.hashes):
            raise LedgerMisuse("a compact range holds hashes of 32 bytes")

    @classmethod
    def from_bytes(cls, size: int, joined: bytes) -> CompactRange:
        """Read back what `to_bytes` wrote for that size; raises LedgerMisuse when they do not fit together."""
        return cls(size, tuple(joined[at : at + HASH_BYTES] for at in range(0, len(joined), HASH_BYTES)))

    def to_bytes(self) -> bytes:
        """Join the hashes for storage; the size is stored beside them."""
        return b"".join(self.hashes)

    def append(self, leaf: bytes) -> CompactRange:
        """Return the range one leaf hash longer."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> CompactRange:
        """Return the range longer by these leaf hashes, in order."""
        size, hashes = self.size, list(self.hashes)
        for leaf in leaves:
            carried, below = leaf, size
            while below & 1:
                carried = node_hash(hashes.pop(), carried)
                below >>= 1
            hashes.append(carried)
            size += 1
        return CompactRange(size, tuple(hashes))

    def path_of_next(self) -> tuple[bytes, ...]:
        """Return the audit path of the next leaf, in the tree that it completes: these hashes, smallest first."""
        return self.hashes[::-1]

    def root(self) -> bytes:
        """Return the root of the tree of this size (SHA-256 of nothing for the empty tree)."""
        return _fold(self.hashes) if self.hashes else EMPTY_ROOT


def tree_root(entries: Iterable[bytes]) -> bytes:
    """Return the root over whole entries (not yet hashed), in order."""
    return CompactRange().extend(map(leaf_hash, entries)).root()


def node_reader(leaf_hashes: Sequence[bytes]) -> NodeReader:
    """Answer for every complete subtree over these leaf hashes; remembers what it computed."""
    known: dict[tuple[int, int], bytes] = {}

    def read(level: int, index: int) -> bytes:
        if level == 0:
            return leaf_hashes[index]
        if (level, index) not in known:
            known[level, index] = node_hash(read(level - 1, 2 * index), read(level - 1, 2 * index + 1))
        return known[level, index]

    return read


def root_of(size: int, source: TreeSource) -> bytes:
    """Return the root of the first `size` leaves of a larger or equal tree."""
    return _range_root(0, size, _reader(source)) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, source: TreeSource) -> tuple[bytes, ...]:
    """Make the audit path of leaf `index` in the tree of `size` leaves, leaf's sibling first (RFC 6962 2.1.1)."""
    if not 0 <= index < size:
        raise LedgerMisuse(f"no leaf {index} in a tree of {size}")
    read, low, high = _reader(source), 0, size
    path: list[bytes] = []
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_range_root(middle, high, read))
            high = middle
        else:
            path.append(_range_root(low, middle, read))
            low = middle
    return tuple(reversed(path))


def consistency_proof(old_size: int, new_size: int, source: TreeSource) -> tuple[bytes, ...]:
    """Make the proof that the tree of `new_size` begins with that of `old_size` (RFC 6962 2.1.2).

    Empty when the sizes are equal, and when the old tree is empty as c2sp.org/tlog-witness wants it.
    """
    if not 0 <= old_size <= new_size:
        raise LedgerMisuse(f"no tree of {new_size} grows out of one of {old_size}")
    if old_size == 0:
        return ()
    read, low, high = _reader(source), 0, new_size
    proof: list[bytes] = []
    while high != old_size:
        middle = low + _split(high - low)
        if old_size <= middle:
            proof.append(_range_root(middle, high, read))
            high = middle
        else:
            proof.append(_range_root(low, middle, read))
            low = middle
    if low > 0:  # otherwise the old root itself is the start, and the checker has it
        proof.append(_range_root(low, high, read))
    return tuple(reversed(proof))


def verify_inclusion(leaf: bytes, proof: Sequence[bytes], *, index: int, size: int, root: bytes) -> None:
    """Check that the leaf hash stands at `index` of that tree, or raise InclusionInvalid (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size or any(len(one) != HASH_BYTES for one in (leaf, root, *proof)):
        raise InclusionInvalid(f"no leaf {index} in a tree of {size}, or a hash that is not 32 bytes")
    first, last, value = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise InclusionInvalid("the path is too long")
        if first & 1 or first == last:
            value = node_hash(sibling, value)
            first, last = _climb_left(first, last)
        else:
            value = node_hash(value, sibling)
        first, last = first >> 1, last >> 1
    if last != 0 or value != root:
        raise InclusionInvalid("the path does not lead to the root")


def verify_consistency(
    proof: Sequence[bytes], *, old_size: int, old_root: bytes, new_size: int, new_root: bytes
) -> None:
    """Check that the new tree begins with the old one; raises ConsistencyInvalid (RFC 9162 2.1.4.2).

    The old tree has at least one leaf: RFC 6962 defines no proof from the empty tree (see `witness.advance`).
    """
    if not 0 < old_size <= new_size:
        raise ConsistencyInvalid("sizes out of order, or an empty old tree")
    if old_size == new_size:
        if proof or old_root != new_root:
            raise ConsistencyInvalid("equal sizes with different roots, or a proof where none is needed")
        return
    if any(len(one) != HASH_BYTES for one in (old_root, new_root, *proof)):
        raise ConsistencyInvalid("a hash that is not 32 bytes")
    path = proof if old_size & (old_size - 1) else (old_root, *proof)
    if not path or _replay_consistency(path, old_size - 1, new_size - 1) != (old_root, new_root):
        raise ConsistencyInvalid("the proof does not lead to both roots")


def _replay_consistency(path: Sequence[bytes], first: int, last: int) -> tuple[bytes, bytes]:
    """Rebuild both roots from a path that starts at the old tree's rightmost complete subtree."""
    while first & 1:
        first, last = first >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ConsistencyInvalid("the proof is too long")
        if first & 1 or first == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            first, last = _climb_left(first, last)
        else:
            new = node_hash(new, sibling)
        first, last = first >> 1, last >> 1
    if last != 0:
        raise ConsistencyInvalid("the proof is too short")
    return old, new


def _climb_left(first: int, last: int) -> tuple[int, int]:
    """Skip the levels on which the rightmost node has no sibling of its own."""
    while first and not first & 1:
        first, last = first >> 1, last >> 1
    return first, last


def _split(size: int) -> int:
    """Return the largest power of two smaller than size (size > 1)."""
    return 1 << (size - 1).bit_length() - 1


def _fold(hashes: Sequence[bytes]) -> bytes:
    """Join subtree roots, largest first, into the root above them."""
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


def _range_root(low: int, high: int, read: NodeReader) -> bytes:
    """Return the root over leaves [low, high); low is a multiple of a power of two >= high - low, as in RFC 6962."""
    parts: list[bytes] = []
    while low < high:
        level = (high - low).bit_length() - 1
        parts.append(read(level, low >> level))
        low += 1 << level
    return _fold(parts)


def _reader(source: TreeSource) -> NodeReader:
    return source if callable(source) else node_reader(source)
