"""Forms of officials: what was typed and is not done yet, and the one-time numbers of those that were done.

Both tables may hold personal data that somebody typed and can be deleted at any time: nothing else refers to them.
"""

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, LargeBinary, Table, Text

from voting.storage.tables.metadata import UtcDateTime, metadata

kept_forms = Table(
    "kept_forms",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("made", Text),
    Column("kept_at_utc", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["commune_id", "account_id"], ["accounts.commune_id", "accounts.id"]),
    CheckConstraint("id <> ''", name="id_given"),
    Index("ix_kept_forms_age", "commune_id", "kept_at_utc"),
)

kept_papers = Table(
    "kept_papers",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("form_id", Text, primary_key=True),
    Column("sha256", LargeBinary, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(["commune_id", "form_id"], ["kept_forms.commune_id", "kept_forms.id"]),
    CheckConstraint("length(sha256) = 32", name="sha256_whole"),
    CheckConstraint("name <> ''", name="name_given"),
)
