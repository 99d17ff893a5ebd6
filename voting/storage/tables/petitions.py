"""Petitions of citizens about matters: what they say, and who says it, is here and in no record."""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, Table, Text, UniqueConstraint

from voting.storage.tables.metadata import UtcDateTime, metadata

# `words`, `sender` and `answer` are emptied when their time is over. `office` has it now.
petitions = Table(
    "petitions",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("matter_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("about", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("received_at_utc", UtcDateTime, nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_by", Text),
    Column("answered_at_utc", UtcDateTime),
    ForeignKeyConstraint(["commune_id", "matter_id"], ["matters.commune_id", "matters.id"]),
    UniqueConstraint("commune_id", "matter_id", "number", name="uq_petitions_number"),
    CheckConstraint("id <> ''", name="id_given"),
    CheckConstraint("number >= 1", name="number_counted"),
    CheckConstraint("(answered_at_utc IS NULL) = (answered_by IS NULL)", name="answered_by_somebody"),
    Index("ix_petitions_answered", "commune_id", "answered_at_utc"),
)
