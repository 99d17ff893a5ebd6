"""What supervising boards write down for themselves about a village, beside the record."""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Table, Text

from voting.storage.tables.metadata import UtcDateTime, metadata

board_notes = Table(
    "board_notes",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("village_code", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("posted_by", Text, nullable=False),
    Column("posted_at_utc", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["commune_id", "village_code"], ["villages.commune_id", "villages.code"]),
    CheckConstraint("kind <> ''", name="kind_given"),
    CheckConstraint("words <> ''", name="words_given"),
    Index("ix_board_notes_village", "commune_id", "village_code", "posted_at_utc"),
)
