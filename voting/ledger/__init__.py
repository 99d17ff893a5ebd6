"""The C2SP transparency log: notes, Merkle tree, tiles, checkpoints, receipts, policy."""
