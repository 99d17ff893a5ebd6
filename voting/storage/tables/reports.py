"""What officials type for the half-yearly reports, every change a row; and reports that are settled, file by file."""

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKeyConstraint, Integer, LargeBinary, Table, Text

from voting.storage.tables.metadata import UtcDateTime, metadata

# `village_code` is empty for what the commune's own office types; `content` numbers and words by their field.
report_figures = Table(
    "report_figures",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("village_code", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("sheet", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("content", JSON, nullable=False),
    Column("typed_by", Text, nullable=False),
    Column("typed_at_utc", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["commune_id", "typed_by"], ["accounts.commune_id", "accounts.id"]),
    CheckConstraint("period <> ''", name="period_given"),
    CheckConstraint("sheet <> ''", name="sheet_given"),
    CheckConstraint("version >= 1", name="version_counted"),
)

# A settled report's files, as their hashes stand in the commune's book; `village_code` is empty for the commune's.
frozen_reports = Table(
    "frozen_reports",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("village_code", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(["commune_id"], ["communes.code"]),
    CheckConstraint("revision >= 1", name="revision_counted"),
    CheckConstraint("length(sha256) = 32", name="sha256_whole"),
)
