"""Short messages of a village to everyone, each with its source."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKeyConstraint, Index, Table, Text

from voting.storage.tables.metadata import UtcDateTime, metadata

# `hidden_...` are set once, together: the words leave the pages, the reason stays until the last day.
announcements = Table(
    "announcements",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("village_code", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("until", Date, nullable=False),
    Column("office", Text, nullable=False),
    Column("posted_by", Text, nullable=False),
    Column("posted_at_utc", UtcDateTime, nullable=False),
    Column("hidden_by", Text),
    Column("hidden_at_utc", UtcDateTime),
    Column("hidden_because", Text),
    ForeignKeyConstraint(["commune_id", "village_code"], ["villages.commune_id", "villages.code"]),
    CheckConstraint("words <> ''", name="words_given"),
    CheckConstraint("source <> ''", name="source_given"),
    CheckConstraint("(hidden_at_utc IS NULL) = (hidden_because IS NULL)", name="hidden_with_reason"),
    CheckConstraint("(hidden_at_utc IS NULL) = (hidden_by IS NULL)", name="hidden_by_somebody"),
    Index("ix_announcements_village", "commune_id", "village_code", "posted_at_utc"),
)
