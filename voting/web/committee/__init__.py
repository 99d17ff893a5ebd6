"""The counting committee: who sits in it, each member's key, and counting day."""
