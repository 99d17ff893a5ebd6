"""Matters on their road, and the papers made on it.

A row of `matters` is an index over the record and the place of what stays out of it: words, names of the team, the
phone of a helper. What was decided, and when, is in the record's entries.
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

matters = Table(
    "matters",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("village_code", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("content", JSON, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("vote_uuid", Text),
    Column("created_at_utc", UtcDateTime, nullable=False),
    Column("created_by", Text, nullable=False),
    ForeignKeyConstraint(["commune_id", "village_code"], ["villages.commune_id", "villages.code"]),
    UniqueConstraint("id", name="uq_matters_id"),
    UniqueConstraint("commune_id", "village_code", "number", name="uq_matters_number"),
    UniqueConstraint("commune_id", "vote_uuid", name="uq_matters_vote"),
    CheckConstraint("id <> ''", name="id_given"),
    CheckConstraint("number >= 1", name="number_counted"),
    Index("ix_matters_village", "commune_id", "village_code"),
)

# Who opened a private list of a matter, and when; the list itself is sealed among the secrets.
annex_openings = Table(
    "annex_openings",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("matter_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("by_account", Text, primary_key=True),
    Column("at_utc", UtcDateTime, primary_key=True),
    ForeignKeyConstraint(["commune_id", "matter_id"], ["matters.commune_id", "matters.id"]),
    ForeignKeyConstraint(["commune_id", "by_account"], ["accounts.commune_id", "accounts.id"]),
    CheckConstraint("kind <> ''", name="kind_given"),
)

# `private` papers are for the village's officials alone. `step` is the mark of the road they were made at.
matter_papers = Table(
    "matter_papers",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("matter_id", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("step", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("added_at_utc", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["commune_id", "matter_id"], ["matters.commune_id", "matters.id"]),
    CheckConstraint("length(sha256) = 32", name="sha256_whole"),
    CheckConstraint("name <> ''", name="name_given"),
)
