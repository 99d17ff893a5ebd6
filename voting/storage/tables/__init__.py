"""The schema: importing this package defines every table on `metadata`."""

from voting.storage.tables import households, people, record, votes
from voting.storage.tables.metadata import metadata

__all__ = ["households", "metadata", "people", "record", "votes"]
