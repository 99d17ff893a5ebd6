"""Group arithmetic, hashes and proofs of the prime-order subgroup of edwards25519 (Belenios v1, group Ed25519)."""
