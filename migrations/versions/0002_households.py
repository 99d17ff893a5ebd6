"""Household rolls, uploads, the card register, counting committees."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "rolls",
    "households",
    "roll_uploads",
    "cards",
    "practice_cards",
    "card_requests",
    "committee_members",
    "committee_messages",
    "subjects",
    "subject_households",
    "statement_words",
    "statement_answers",
)


def upgrade() -> None:
    _create_rolls()
    _create_households()
    _create_roll_uploads()
    _create_cards()
    _create_practice_cards()
    _create_card_requests()
    _create_committee_members()
    _create_committee_messages()
    _create_subjects()
    _create_subject_households()
    _create_statement_words()
    _create_statement_answers()


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)


def _create_rolls() -> None:
    op.create_table(
        "rolls",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("commitment", sa.LargeBinary(), nullable=True),
        sa.Column("created_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "village_code", "version", name=op.f("pk_rolls")),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_code"], ["villages.commune_id", "villages.code"], name=op.f("fk_rolls_villages")
        ),
        sa.CheckConstraint(
            "(commitment IS NULL) = (frozen_at_utc IS NULL)", name=op.f("ck_rolls_frozen_with_commitment")
        ),
        sa.CheckConstraint("commitment IS NULL OR length(commitment) = 32", name=op.f("ck_rolls_commitment_is_sha256")),
        sa.CheckConstraint("households >= 1", name=op.f("ck_rolls_households_counted")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_rolls_version_counted")),
    )


def _create_households() -> None:
    op.create_table(
        "households",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("roll_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("head_name", sa.Text(), nullable=False),
        sa.Column("representative", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("smartphone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "village_code", "roll_version", "code", name=op.f("pk_households")),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_code", "roll_version"],
            ["rolls.commune_id", "rolls.village_code", "rolls.version"],
            name=op.f("fk_households_rolls"),
        ),
        sa.UniqueConstraint("commune_id", "village_code", "roll_version", "position", name="uq_households_position"),
        sa.CheckConstraint("code <> ''", name=op.f("ck_households_code_given")),
        sa.CheckConstraint("members IS NULL OR members >= 0", name=op.f("ck_households_members_counted")),
    )


def _create_roll_uploads() -> None:
    op.create_table(
        "roll_uploads",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("created_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_roll_uploads")),
        sa.ForeignKeyConstraint(
            ["commune_id", "account_id"], ["accounts.commune_id", "accounts.id"], name=op.f("fk_roll_uploads_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_code"],
            ["villages.commune_id", "villages.code"],
            name=op.f("fk_roll_uploads_villages"),
        ),
    )


def _create_cards() -> None:
    op.create_table(
        "cards",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("household_code", sa.Text(), nullable=False),
        sa.Column("issue", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("issued_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.Column("spare", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("commune_id", "village_code", "household_code", "issue", name=op.f("pk_cards")),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_code"], ["villages.commune_id", "villages.code"], name=op.f("fk_cards_villages")
        ),
        sa.UniqueConstraint("commune_id", "key", name="uq_cards_key"),
        sa.CheckConstraint("issue >= 1", name=op.f("ck_cards_issue_counted")),
        sa.CheckConstraint("length(key) = 64", name=op.f("ck_cards_key_is_hex")),
        sa.CheckConstraint("spare IS NULL OR spare >= 1", name=op.f("ck_cards_spare_counted")),
    )
    op.create_index("ix_cards_key", "cards", ["key"], unique=False)
    op.create_index(
        "uq_cards_active",
        "cards",
        ["commune_id", "village_code", "household_code"],
        unique=True,
        sqlite_where=sa.text("revoked_at_utc IS NULL"),
        postgresql_where=sa.text("revoked_at_utc IS NULL"),
    )


def _create_practice_cards() -> None:
    op.create_table(
        "practice_cards",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "village_code", "number", name=op.f("pk_practice_cards")),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_code"],
            ["villages.commune_id", "villages.code"],
            name=op.f("fk_practice_cards_villages"),
        ),
        sa.UniqueConstraint("commune_id", "key", name="uq_practice_cards_key"),
        sa.CheckConstraint("number >= 1", name=op.f("ck_practice_cards_number_counted")),
        sa.CheckConstraint("length(key) = 64", name=op.f("ck_practice_cards_key_is_hex")),
    )
    op.create_index("ix_practice_cards_key", "practice_cards", ["key"], unique=False)


def _create_card_requests() -> None:
    op.create_table(
        "card_requests",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("households", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_card_requests")),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_code"],
            ["villages.commune_id", "villages.code"],
            name=op.f("fk_card_requests_villages"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "asked_by"], ["accounts.commune_id", "accounts.id"], name=op.f("fk_card_requests_accounts")
        ),
        sa.CheckConstraint(
            "(decided_by IS NULL) = (decided_at_utc IS NULL)", name=op.f("ck_card_requests_decided_by_somebody")
        ),
    )
    op.create_index("ix_card_requests_village", "card_requests", ["commune_id", "village_code", "state"], unique=False)


def _create_committee_members() -> None:
    op.create_table(
        "committee_members",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("committee", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=True),
        sa.Column("seen_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("commune_id", "village_code", "committee", "member", name=op.f("pk_committee_members")),
        sa.ForeignKeyConstraint(
            ["commune_id", "account_id"],
            ["accounts.commune_id", "accounts.id"],
            name=op.f("fk_committee_members_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_code"],
            ["villages.commune_id", "villages.code"],
            name=op.f("fk_committee_members_villages"),
        ),
        sa.UniqueConstraint(
            "commune_id", "village_code", "committee", "account_id", name="uq_committee_members_account"
        ),
        sa.CheckConstraint("committee >= 1", name=op.f("ck_committee_members_committee_counted")),
        sa.CheckConstraint("member >= 1", name=op.f("ck_committee_members_member_counted")),
    )
    op.create_index("ix_committee_members_account", "committee_members", ["commune_id", "account_id"], unique=False)


def _create_committee_messages() -> None:
    op.create_table(
        "committee_messages",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("committee", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "commune_id", "village_code", "committee", "member", "kind", "recipient",
            name=op.f("pk_committee_messages"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_code", "committee", "member"],
            [f"committee_members.{one}" for one in ("commune_id", "village_code", "committee", "member")],
            name=op.f("fk_committee_messages_committee_members"),
        ),
        sa.CheckConstraint("kind <> ''", name=op.f("ck_committee_messages_kind_given")),
        sa.CheckConstraint("recipient >= 1", name=op.f("ck_committee_messages_recipient_counted")),
    )  # fmt: skip


def _create_subjects() -> None:
    op.create_table(
        "subjects",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("roll_version", sa.Integer(), nullable=False),
        sa.Column("opened_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("erased_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("commune_id", "subject_id", name=op.f("pk_subjects")),
        sa.UniqueConstraint("subject_id", name="uq_subjects_subject_id"),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_code"], ["villages.commune_id", "villages.code"], name=op.f("fk_subjects_villages")
        ),
        sa.CheckConstraint("subject_id <> ''", name=op.f("ck_subjects_subject_id_given")),
        sa.CheckConstraint("state <> ''", name=op.f("ck_subjects_state_given")),
        sa.CheckConstraint("closes_at_utc >= opened_at_utc", name=op.f("ck_subjects_closes_after_opening")),
    )
    op.create_index("ix_subjects_village", "subjects", ["commune_id", "village_code"], unique=False)
    op.create_index("ix_subjects_state", "subjects", ["state", "closes_at_utc"], unique=False)


def _of_subject(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["commune_id", "subject_id"], ["subjects.commune_id", "subjects.subject_id"], name=op.f(f"fk_{table}_subjects")
    )


def _create_subject_households() -> None:
    op.create_table(
        "subject_households",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("household_code", sa.Text(), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "subject_id", "pseudonym", name=op.f("pk_subject_households")),
        _of_subject("subject_households"),
        sa.UniqueConstraint("commune_id", "subject_id", "household_code", name="uq_subject_households_code"),
        sa.CheckConstraint("length(pseudonym) = 64", name=op.f("ck_subject_households_pseudonym_is_hex")),
    )


def _create_statement_words() -> None:
    op.create_table(
        "statement_words",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("tracker", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "subject_id", "tracker", name=op.f("pk_statement_words")),
        _of_subject("statement_words"),
        sa.CheckConstraint("length(salt) = 32", name=op.f("ck_statement_words_salt_whole")),
        sa.CheckConstraint("words <> ''", name=op.f("ck_statement_words_words_given")),
    )


def _create_statement_answers() -> None:
    op.create_table(
        "statement_answers",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("tracker", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("answered_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "subject_id", "tracker", name=op.f("pk_statement_answers")),
        _of_subject("statement_answers"),
    )
