"""Around an open vote: shared devices, whom the team has reminded, and closings of credentials that wait to be written.

Nothing here is of the record, and nothing says how anyone voted. A count of ballots is one number for a vote; a
reminder says only that a household had not voted at that moment, and is deleted when it is of no more use.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, Table, Text, UniqueConstraint

from voting.storage.tables.metadata import UtcDateTime, metadata

# `id` is the SHA-256 of the device's token: what is stored opens nothing.
help_desks = Table(
    "help_desks",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("village_code", Text, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("opened_at_utc", UtcDateTime, nullable=False),
    Column("closed_at_utc", UtcDateTime),
    ForeignKeyConstraint(["commune_id", "village_code"], ["villages.commune_id", "villages.code"]),
    ForeignKeyConstraint(["commune_id", "opened_by"], ["accounts.commune_id", "accounts.id"]),
    CheckConstraint("length(id) = 64", name="id_whole"),
    Index("ix_help_desks_village", "commune_id", "village_code"),
)

desk_ballots = Table(
    "desk_ballots",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("vote_uuid", Text, primary_key=True),
    Column("ballots", Integer, nullable=False),
    ForeignKeyConstraint(["commune_id", "vote_uuid"], ["votes.commune_id", "votes.uuid"]),
    CheckConstraint("ballots >= 1", name="ballots_counted"),
)

reminders = Table(
    "reminders",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("vote_uuid", Text, primary_key=True),
    Column("household_code", Text, primary_key=True),
    Column("way", Text, nullable=False),
    Column("by_account", Text, nullable=False),
    Column("at_utc", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["commune_id", "vote_uuid"], ["votes.commune_id", "votes.uuid"]),
    ForeignKeyConstraint(["commune_id", "by_account"], ["accounts.commune_id", "accounts.id"]),
    CheckConstraint("way <> ''", name="way_given"),
)

# No minute stands here: when a card was lost is nobody's business, and would tie its credentials together.
waiting_closings = Table(
    "waiting_closings",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("vote_uuid", Text, primary_key=True),
    Column("credential", Text, primary_key=True),
    Column("spare", Text),
    ForeignKeyConstraint(["commune_id", "vote_uuid"], ["votes.commune_id", "votes.uuid"]),
    UniqueConstraint("commune_id", "vote_uuid", "spare", name="uq_waiting_closings_spare"),
    CheckConstraint("length(credential) = 64", name="credential_whole"),
    CheckConstraint("length(spare) = 64", name="spare_whole"),
)
