"""The ballot protocol."""
