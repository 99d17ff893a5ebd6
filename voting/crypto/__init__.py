"""Group arithmetic, hashes and proofs of the prime-order subgroup of edwards25519 (PROTOCOL: Belenios v1, group Ed25519)."""
