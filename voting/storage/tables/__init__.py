"""The schema: importing this package defines every table on `metadata`."""

from voting.storage.tables import (
    announcements,
    board_notes,
    calendar,
    disclosures,
    forms,
    households,
    matters,
    messages,
    people,
    petitions,
    record,
    reports,
    statements,
    supervision,
    turnout,
    votes,
)
from voting.storage.tables.metadata import metadata

__all__ = [
    "announcements",
    "board_notes",
    "calendar",
    "disclosures",
    "forms",
    "households",
    "matters",
    "messages",
    "metadata",
    "people",
    "petitions",
    "record",
    "reports",
    "statements",
    "supervision",
    "turnout",
    "votes",
]
