"""A vote from its draft to its result."""
