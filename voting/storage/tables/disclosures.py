"""What is made public under Article 11, its papers and photographs of the board."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from voting.storage.tables.metadata import UtcDateTime, metadata

# `village_code` is empty for the commune's own. `forms` are pairs of a form and its first day. `until` is the last of
# its days, NULL of what stays for good; `last_day`, set once, when it ended. Of a list of people the title and the
# files go when its time is over: `erased`.
disclosures = Table(
    "disclosures",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("village_code", Text, nullable=False),
    Column("item", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("plan", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("decided", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("forms", JSON, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("until", Date),
    Column("office", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at_utc", UtcDateTime, nullable=False),
    Column("entry_index", Integer, nullable=False),
    Column("last_day", Date),
    Column("reason", Text, nullable=False),
    Column("end_index", Integer),
    Column("listed", Boolean, nullable=False),
    Column("erased", Boolean, nullable=False),
    ForeignKeyConstraint(["commune_id", "made_by"], ["accounts.commune_id", "accounts.id"]),
    CheckConstraint("item BETWEEN 1 AND 14", name="item_known"),
    CheckConstraint("erased OR title <> ''", name="title_given"),
    CheckConstraint("(last_day IS NULL) = (end_index IS NULL)", name="ended_in_the_book"),
    Index("ix_disclosures_village", "commune_id", "village_code", "first_day"),
)

# `kind` is the paper itself or a photograph of the board, without what the camera says of place and time.
disclosure_files = Table(
    "disclosure_files",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("disclosure_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(["commune_id", "disclosure_id"], ["disclosures.commune_id", "disclosures.id"]),
    CheckConstraint("number >= 1", name="number_counted"),
    CheckConstraint("length(sha256) = 32", name="sha256_whole"),
)
