"""Short messages of a village to everyone, each with its source."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKeyConstraint, Index, Integer, LargeBinary, Table, Text

from voting.storage.tables.metadata import UtcDateTime, metadata

# `version` counts from 1; `entry_index` is where its words stand in the commune's book, `reason` why they are others
# than before. `hidden_...` are set once, together: the words leave the pages, the reason stays until the last day.
announcements = Table(
    "announcements",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("village_code", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_office", Text, nullable=False),
    Column("until", Date, nullable=False),
    Column("version", Integer, nullable=False),
    Column("entry_index", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("posted_by", Text, nullable=False),
    Column("posted_at_utc", UtcDateTime, nullable=False),
    Column("hidden_by", Text),
    Column("hidden_at_utc", UtcDateTime),
    Column("hidden_because", Text),
    Column("hidden_index", Integer),
    ForeignKeyConstraint(["commune_id", "village_code"], ["villages.commune_id", "villages.code"]),
    CheckConstraint("words <> ''", name="words_given"),
    CheckConstraint("source <> ''", name="source_given"),
    CheckConstraint("(hidden_at_utc IS NULL) = (hidden_because IS NULL)", name="hidden_with_reason"),
    CheckConstraint("(hidden_at_utc IS NULL) = (hidden_by IS NULL)", name="hidden_by_somebody"),
    CheckConstraint("(hidden_at_utc IS NULL) = (hidden_index IS NULL)", name="hidden_in_the_book"),
    CheckConstraint("version >= 1", name="version_counted"),
    Index("ix_announcements_village", "commune_id", "village_code", "posted_at_utc"),
)

# Each version as it was hung up: what was put right stays readable, until the message is withdrawn.
announcement_papers = Table(
    "announcement_papers",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("announcement_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("media_type", Text, primary_key=True),
    Column("sha256", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(["commune_id", "announcement_id"], ["announcements.commune_id", "announcements.id"]),
    CheckConstraint("length(sha256) = 32", name="sha256_whole"),
)
