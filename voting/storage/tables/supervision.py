"""What the boards look into and recommend: subjects, words and answers are here and in no record."""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, Table, Text, UniqueConstraint

from voting.storage.tables.metadata import UtcDateTime, metadata

# `subject` says what is looked into, for those who supervise alone. `held_at_utc` is when it is to be, or was, held.
supervision_sessions = Table(
    "supervision_sessions",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("village_code", Text, nullable=False),
    Column("board", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("sent_at_utc", UtcDateTime, nullable=False),
    Column("held_at_utc", UtcDateTime, nullable=False),
    Column("words", Text, nullable=False),
    ForeignKeyConstraint(["commune_id", "village_code"], ["villages.commune_id", "villages.code"]),
    CheckConstraint("id <> ''", name="id_given"),
    CheckConstraint("sent_at_utc <= held_at_utc", name="sent_before"),
    Index("ix_supervision_sessions_village", "commune_id", "village_code", "held_at_utc"),
)
# `words` are what was recommended, `answer` what was said to it; `closing` why it ended otherwise, or how it was done.
recommendations = Table(
    "recommendations",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("village_code", Text, nullable=False),
    Column("session_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("about", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("drafted_by", Text, nullable=False),
    Column("drafted_at_utc", UtcDateTime, nullable=False),
    Column("certified_by", Text),
    Column("certified_at_utc", UtcDateTime),
    Column("sent_at_utc", UtcDateTime),
    Column("answer", Text, nullable=False),
    Column("answered_at_utc", UtcDateTime),
    Column("closing", Text, nullable=False),
    Column("closed_at_utc", UtcDateTime),
    ForeignKeyConstraint(["commune_id", "village_code"], ["villages.commune_id", "villages.code"]),
    ForeignKeyConstraint(["commune_id", "session_id"], ["supervision_sessions.commune_id", "supervision_sessions.id"]),
    UniqueConstraint("commune_id", "session_id", "number", name="uq_recommendations_number"),
    CheckConstraint("id <> ''", name="id_given"),
    CheckConstraint("number >= 1", name="number_counted"),
    CheckConstraint("(certified_at_utc IS NULL) = (certified_by IS NULL)", name="certified_by_somebody"),
    CheckConstraint("sent_at_utc IS NULL OR certified_at_utc IS NOT NULL", name="certified_first"),
    CheckConstraint("answered_at_utc IS NULL OR sent_at_utc IS NOT NULL", name="sent_first"),
    Index("ix_recommendations_state", "commune_id", "state"),
)
