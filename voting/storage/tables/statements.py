"""What households are asked in the open, and what the record does not hold of it: who speaks, the words, the answers.

`subjects` is an index over the record. The other three are personal and can be deleted at any time: nothing refers to
their rows, and the record still verifies. The index of accepted statements is one of the record's own tables.
"""

from sqlalchemy import (
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

SUBJECT = ["subjects.commune_id", "subjects.subject_id"]

subjects = Table(
    "subjects",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("subject_id", Text, primary_key=True),
    Column("village_code", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("roll_version", Integer, nullable=False),
    Column("opened_at_utc", UtcDateTime, nullable=False),
    Column("closes_at_utc", UtcDateTime, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("erased_at_utc", UtcDateTime),
    ForeignKeyConstraint(["commune_id", "village_code"], ["villages.commune_id", "villages.code"]),
    UniqueConstraint("subject_id", name="uq_subjects_subject_id"),
    CheckConstraint("subject_id <> ''", name="subject_id_given"),
    CheckConstraint("state <> ''", name="state_given"),
    CheckConstraint("closes_at_utc >= opened_at_utc", name="closes_after_opening"),
    Index("ix_subjects_village", "commune_id", "village_code"),
    Index("ix_subjects_state", "state", "closes_at_utc"),
)

# Which household a pseudonym is of, by the card that it was made from.
subject_households = Table(
    "subject_households",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("subject_id", Text, primary_key=True),
    Column("pseudonym", Text, primary_key=True),
    Column("village_code", Text, nullable=False),
    Column("household_code", Text, nullable=False),
    Column("issue", Integer, nullable=False),
    ForeignKeyConstraint(["commune_id", "subject_id"], SUBJECT),
    UniqueConstraint("commune_id", "subject_id", "household_code", name="uq_subject_households_code"),
    CheckConstraint("length(pseudonym) = 64", name="pseudonym_is_hex"),
)

# The salt with the words: without it the hash in the record says nothing about them. `shown` is what the team decided
# about publishing them, with its `reason`; nothing before it has.
statement_words = Table(
    "statement_words",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("subject_id", Text, primary_key=True),
    Column("tracker", Text, primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("words", Text, nullable=False),
    Column("shown", Boolean),
    Column("reason", Text, nullable=False),
    ForeignKeyConstraint(["commune_id", "subject_id"], SUBJECT),
    CheckConstraint("length(salt) = 32", name="salt_whole"),
    CheckConstraint("words <> ''", name="words_given"),
)

# An empty answer stands for words that the household asked to be erased.
statement_answers = Table(
    "statement_answers",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("subject_id", Text, primary_key=True),
    Column("tracker", Text, primary_key=True),
    Column("answer", Text, nullable=False),
    Column("answered_by", Text, nullable=False),
    Column("answered_at_utc", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["commune_id", "subject_id"], SUBJECT),
)
