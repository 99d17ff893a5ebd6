"""Household rolls, their staging, the card register and the counting committees' seats.

`households` and `roll_uploads` hold personal data and can be deleted at any time: nothing refers to them.
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
    text,
)

from voting.storage.tables.metadata import UtcDateTime, metadata

VILLAGE = ["villages.commune_id", "villages.code"]
ACCOUNT = ["accounts.commune_id", "accounts.id"]

# The salt of the commitment is a secret with a key file of its own: forgetting that is the erasure, and the commitment
# in the record then says nothing about the households.
rolls = Table(
    "rolls",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("village_code", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("households", Integer, nullable=False),
    Column("commitment", LargeBinary),
    Column("created_at_utc", UtcDateTime, nullable=False),
    Column("frozen_at_utc", UtcDateTime),
    Column("erased", Boolean, nullable=False),
    ForeignKeyConstraint(["commune_id", "village_code"], VILLAGE),
    CheckConstraint("version >= 1", name="version_counted"),
    CheckConstraint("households >= 1", name="households_counted"),
    CheckConstraint("(commitment IS NULL) = (frozen_at_utc IS NULL)", name="frozen_with_commitment"),
    CheckConstraint("commitment IS NULL OR length(commitment) = 32", name="commitment_is_sha256"),
)

households = Table(
    "households",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("village_code", Text, primary_key=True),
    Column("roll_version", Integer, primary_key=True, autoincrement=False),
    Column("code", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("head_name", Text, nullable=False),
    Column("representative", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("members", Integer),
    Column("smartphone", Boolean, nullable=False),
    ForeignKeyConstraint(
        ["commune_id", "village_code", "roll_version"],
        ["rolls.commune_id", "rolls.village_code", "rolls.version"],
    ),
    UniqueConstraint("commune_id", "village_code", "roll_version", "position", name="uq_households_position"),
    CheckConstraint("code <> ''", name="code_given"),
    CheckConstraint("members IS NULL OR members >= 0", name="members_counted"),
)

roll_uploads = Table(
    "roll_uploads",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("village_code", Text, nullable=False),
    Column("account_id", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("rows", JSON, nullable=False),
    Column("faults", JSON, nullable=False),
    Column("created_at_utc", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["commune_id", "village_code"], VILLAGE),
    ForeignKeyConstraint(["commune_id", "account_id"], ACCOUNT),
)

cards = Table(
    "cards",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("village_code", Text, primary_key=True),
    Column("household_code", Text, primary_key=True),
    Column("issue", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False),
    Column("issued_at_utc", UtcDateTime, nullable=False),
    Column("revoked_at_utc", UtcDateTime),
    Column("spare", Integer),
    ForeignKeyConstraint(["commune_id", "village_code"], VILLAGE),
    UniqueConstraint("commune_id", "key", name="uq_cards_key"),
    CheckConstraint("issue >= 1", name="issue_counted"),
    CheckConstraint("spare IS NULL OR spare >= 1", name="spare_counted"),
    CheckConstraint("length(key) = 64", name="key_is_hex"),
    Index(
        "uq_cards_active",
        "commune_id",
        "village_code",
        "household_code",
        unique=True,
        sqlite_where=text("revoked_at_utc IS NULL"),
        postgresql_where=text("revoked_at_utc IS NULL"),
    ),
    Index("ix_cards_key", "key"),
)

# Cards to practise with: of no household, made anew as a whole.
practice_cards = Table(
    "practice_cards",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("village_code", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False),
    ForeignKeyConstraint(["commune_id", "village_code"], VILLAGE),
    UniqueConstraint("commune_id", "key", name="uq_practice_cards_key"),
    CheckConstraint("number >= 1", name="number_counted"),
    CheckConstraint("length(key) = 64", name="key_is_hex"),
    Index("ix_practice_cards_key", "key"),
)

# What one official asks for and another one, of another office, agrees to.
card_requests = Table(
    "card_requests",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("village_code", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("households", JSON, nullable=False),
    Column("reason", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("asked_at_utc", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("decided_by", Text),
    Column("decided_at_utc", UtcDateTime),
    ForeignKeyConstraint(["commune_id", "village_code"], VILLAGE),
    ForeignKeyConstraint(["commune_id", "asked_by"], ACCOUNT),
    CheckConstraint("(decided_by IS NULL) = (decided_at_utc IS NULL)", name="decided_by_somebody"),
    Index("ix_card_requests_village", "commune_id", "village_code", "state"),
)

committee_members = Table(
    "committee_members",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("village_code", Text, primary_key=True),
    Column("committee", Integer, primary_key=True, autoincrement=False),
    Column("member", Integer, primary_key=True, autoincrement=False),
    Column("account_id", Text, nullable=False),
    Column("public_key", Text),
    Column("seen_at_utc", UtcDateTime),
    ForeignKeyConstraint(["commune_id", "village_code"], VILLAGE),
    ForeignKeyConstraint(["commune_id", "account_id"], ACCOUNT),
    UniqueConstraint("commune_id", "village_code", "committee", "account_id", name="uq_committee_members_account"),
    CheckConstraint("committee >= 1", name="committee_counted"),
    CheckConstraint("member >= 1", name="member_counted"),
    Index("ix_committee_members_account", "commune_id", "account_id"),
)

committee_messages = Table(
    "committee_messages",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("village_code", Text, primary_key=True),
    Column("committee", Integer, primary_key=True, autoincrement=False),
    Column("member", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("recipient", Integer, primary_key=True, autoincrement=False),
    Column("sealed", Text, nullable=False),
    ForeignKeyConstraint(
        ["commune_id", "village_code", "committee", "member"],
        [f"committee_members.{one}" for one in ("commune_id", "village_code", "committee", "member")],
    ),
    CheckConstraint("kind <> ''", name="kind_given"),
    CheckConstraint("recipient >= 1", name="recipient_counted"),
)
