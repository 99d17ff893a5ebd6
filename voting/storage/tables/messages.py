"""Messages that wait to be sent, and officials who want to be reminded by mail. No telephone number stands here."""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Table, Text

from voting.storage.tables.metadata import UtcDateTime, metadata

# A household gets one message an occasion: that is the primary key.
messages = Table(
    "messages",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("vote_uuid", Text, primary_key=True),
    Column("occasion", Text, primary_key=True),
    Column("household_code", Text, primary_key=True),
    Column("words", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("asked_at_utc", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["commune_id", "vote_uuid"], ["votes.commune_id", "votes.uuid"]),
    ForeignKeyConstraint(["commune_id", "asked_by"], ["accounts.commune_id", "accounts.id"]),
    CheckConstraint("words <> ''", name="words_given"),
    CheckConstraint("state <> ''", name="state_given"),
    Index("ix_messages_state", "state", "asked_at_utc"),
)

# `last_at_utc` is when the last one was sent; at first, when it was wished.
mail_wishes = Table(
    "mail_wishes",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("account_id", Text, primary_key=True),
    Column("address", Text, nullable=False),
    Column("last_at_utc", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["commune_id", "account_id"], ["accounts.commune_id", "accounts.id"]),
    CheckConstraint("address <> ''", name="address_given"),
)
