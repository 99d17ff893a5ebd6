"""Matters: the road of a decision, from a proposal to a paper the commune files."""
