"""The schema: importing this package defines every table on `metadata`."""

from voting.storage.tables import calendar, forms, households, matters, people, record, statements, votes
from voting.storage.tables.metadata import metadata

__all__ = ["calendar", "forms", "households", "matters", "metadata", "people", "record", "statements", "votes"]
