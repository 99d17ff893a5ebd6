"""Votes and their papers; forms kept for a while; help desks, reminders, closings that wait."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("votes", "documents", "kept_forms", "kept_papers", "help_desks", "desk_ballots", "reminders",
          "waiting_closings")  # fmt: skip


def upgrade() -> None:
    _create_votes()
    _create_documents()
    _create_kept_forms()
    _create_kept_papers()
    _create_help_desks()
    _create_desk_ballots()
    _create_reminders()
    _create_waiting_closings()


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)


def _create_votes() -> None:
    op.create_table(
        "votes",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("roll_version", sa.Integer(), nullable=True),
        sa.Column("committee", sa.Integer(), nullable=True),
        sa.Column("opens_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("practice", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "uuid", name=op.f("pk_votes")),
        sa.UniqueConstraint("uuid", name="uq_votes_uuid"),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_code"], ["villages.commune_id", "villages.code"], name=op.f("fk_votes_villages")
        ),
        sa.CheckConstraint("state <> ''", name=op.f("ck_votes_state_given")),
        sa.CheckConstraint("uuid <> ''", name=op.f("ck_votes_uuid_given")),
        sa.CheckConstraint(
            "closes_at_utc IS NULL OR closes_at_utc > opens_at_utc", name=op.f("ck_votes_closes_after_opening")
        ),
        sa.CheckConstraint("households IS NULL OR households >= 1", name=op.f("ck_votes_households_counted")),
    )
    op.create_index("ix_votes_state", "votes", ["state", "closes_at_utc"], unique=False)
    op.create_index("ix_votes_village", "votes", ["commune_id", "village_code"], unique=False)


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("vote_uuid", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "vote_uuid", "sha256", name=op.f("pk_documents")),
        sa.ForeignKeyConstraint(
            ["commune_id", "vote_uuid"], ["votes.commune_id", "votes.uuid"], name=op.f("fk_documents_votes")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_documents_name_given")),
        sa.CheckConstraint("length(sha256) = 32", name=op.f("ck_documents_sha256_whole")),
    )


def _create_kept_forms() -> None:
    op.create_table(
        "kept_forms",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("made", sa.Text(), nullable=True),
        sa.Column("kept_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_kept_forms")),
        sa.ForeignKeyConstraint(
            ["commune_id", "account_id"], ["accounts.commune_id", "accounts.id"], name=op.f("fk_kept_forms_accounts")
        ),
        sa.CheckConstraint("id <> ''", name=op.f("ck_kept_forms_id_given")),
    )
    op.create_index("ix_kept_forms_age", "kept_forms", ["commune_id", "kept_at_utc"], unique=False)


def _create_kept_papers() -> None:
    op.create_table(
        "kept_papers",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "form_id", "sha256", name=op.f("pk_kept_papers")),
        sa.ForeignKeyConstraint(
            ["commune_id", "form_id"],
            ["kept_forms.commune_id", "kept_forms.id"],
            name=op.f("fk_kept_papers_kept_forms"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_kept_papers_name_given")),
        sa.CheckConstraint("length(sha256) = 32", name=op.f("ck_kept_papers_sha256_whole")),
    )


def _create_help_desks() -> None:
    op.create_table(
        "help_desks",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("opened_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_help_desks")),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_code"],
            ["villages.commune_id", "villages.code"],
            name=op.f("fk_help_desks_villages"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "opened_by"], ["accounts.commune_id", "accounts.id"], name=op.f("fk_help_desks_accounts")
        ),
        sa.CheckConstraint("length(id) = 64", name=op.f("ck_help_desks_id_whole")),
    )
    op.create_index("ix_help_desks_village", "help_desks", ["commune_id", "village_code"], unique=False)


def _create_desk_ballots() -> None:
    op.create_table(
        "desk_ballots",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("vote_uuid", sa.Text(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "vote_uuid", name=op.f("pk_desk_ballots")),
        sa.ForeignKeyConstraint(
            ["commune_id", "vote_uuid"], ["votes.commune_id", "votes.uuid"], name=op.f("fk_desk_ballots_votes")
        ),
        sa.CheckConstraint("ballots >= 1", name=op.f("ck_desk_ballots_ballots_counted")),
    )


def _create_reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("vote_uuid", sa.Text(), nullable=False),
        sa.Column("household_code", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("by_account", sa.Text(), nullable=False),
        sa.Column("at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "vote_uuid", "household_code", name=op.f("pk_reminders")),
        sa.ForeignKeyConstraint(
            ["commune_id", "vote_uuid"], ["votes.commune_id", "votes.uuid"], name=op.f("fk_reminders_votes")
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "by_account"], ["accounts.commune_id", "accounts.id"], name=op.f("fk_reminders_accounts")
        ),
        sa.CheckConstraint("way <> ''", name=op.f("ck_reminders_way_given")),
    )


def _create_waiting_closings() -> None:
    op.create_table(
        "waiting_closings",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("vote_uuid", sa.Text(), nullable=False),
        sa.Column("credential", sa.Text(), nullable=False),
        sa.Column("spare", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("commune_id", "vote_uuid", "credential", name=op.f("pk_waiting_closings")),
        sa.ForeignKeyConstraint(
            ["commune_id", "vote_uuid"], ["votes.commune_id", "votes.uuid"], name=op.f("fk_waiting_closings_votes")
        ),
        sa.UniqueConstraint("commune_id", "vote_uuid", "spare", name="uq_waiting_closings_spare"),
        sa.CheckConstraint("length(credential) = 64", name=op.f("ck_waiting_closings_credential_whole")),
        sa.CheckConstraint("length(spare) = 64", name=op.f("ck_waiting_closings_spare_whole")),
    )
