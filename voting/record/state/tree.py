"""A Merkle tree that only grows and knows its root at every size it ever had."""

from dataclasses import dataclass, field

from voting.ledger.merkle import node_hash, root_of


@dataclass
class GrowingTree:
    """``levels[k]`` are the roots of all complete subtrees of 2^k leaves; about 64 bytes a leaf."""

    levels: list[list[bytes]] = field(default_factory=lambda: [[]])

    @property
    def size(self) -> int:
        """How many leaves it has."""
        return len(self.levels[0])

    def append(self, leaf: bytes) -> None:
        """Add a leaf hash (32 bytes), and every subtree that it completes."""
        self.levels[0].append(leaf)
        level, complete = 0, self.size
        while not complete & 1:
            if level + 1 == len(self.levels):
                self.levels.append([])
            self.levels[level + 1].append(node_hash(*self.levels[level][-2:]))
            level, complete = level + 1, complete >> 1

    def root_at(self, size: int) -> bytes | None:
        """The root (32 bytes) of its first ``size`` leaves, ``None`` if it never had so many; O(log size)."""
        return root_of(size, self._node) if 0 <= size <= self.size else None

    def root(self) -> bytes:
        """The root of all of it."""
        return root_of(self.size, self._node)

    def _node(self, level: int, index: int) -> bytes:
        return self.levels[level][index]
