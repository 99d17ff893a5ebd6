"""The group, hashes and proofs."""
