"""Votes, from draft to result, and the papers that belong to them.

A row of `votes` is an index over the record and a place for the draft: its state may be updated. What was
decided, and the bytes that were signed, are in the record tables.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from voting.storage.tables.metadata import UtcDateTime, metadata

votes = Table(
    "votes",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("uuid", Text, primary_key=True),
    Column("village_code", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("plan", JSON, nullable=False),
    Column("state", Text, nullable=False),
    Column("households", Integer),
    Column("roll_version", Integer),
    Column("committee", Integer),
    Column("opens_at_utc", UtcDateTime),
    Column("closes_at_utc", UtcDateTime),
    Column("created_at_utc", UtcDateTime, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("practice", Boolean, nullable=False),
    ForeignKeyConstraint(["commune_id", "village_code"], ["villages.commune_id", "villages.code"]),
    UniqueConstraint("uuid", name="uq_votes_uuid"),
    CheckConstraint("uuid <> ''", name="uuid_given"),
    CheckConstraint("state <> ''", name="state_given"),
    CheckConstraint("households IS NULL OR households >= 1", name="households_counted"),
    CheckConstraint("closes_at_utc IS NULL OR closes_at_utc > opens_at_utc", name="closes_after_opening"),
    Index("ix_votes_village", "commune_id", "village_code"),
    Index("ix_votes_state", "state", "closes_at_utc"),
)

documents = Table(
    "documents",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("vote_uuid", Text, primary_key=True),
    Column("sha256", LargeBinary, primary_key=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("added_at_utc", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["commune_id", "vote_uuid"], ["votes.commune_id", "votes.uuid"]),
    CheckConstraint("length(sha256) = 32", name="sha256_whole"),
    CheckConstraint("name <> ''", name="name_given"),
)
