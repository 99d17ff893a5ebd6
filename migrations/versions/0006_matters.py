"""Matters on their road, their papers, petitions about them, what villages tell everyone, the commune's days off."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_matters()
    _create_matter_papers()
    _create_petitions()
    _create_annex_openings()
    _create_announcements()
    _create_board_notes()
    _create_calendar_days()


def downgrade() -> None:
    op.drop_table("calendar_days")
    op.drop_table("board_notes")
    op.drop_table("announcement_papers")
    op.drop_table("announcements")
    op.drop_table("petitions")
    op.drop_table("annex_openings")
    op.drop_table("matter_papers")
    op.drop_table("matters")


def _create_matters() -> None:
    op.create_table(
        "matters",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("vote_uuid", sa.Text(), nullable=True),
        sa.Column("created_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.CheckConstraint("id <> ''", name=op.f("ck_matters_id_given")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_matters_number_counted")),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_code"],
            ["villages.commune_id", "villages.code"],
            name=op.f("fk_matters_villages"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_matters")),
        sa.UniqueConstraint("id", name="uq_matters_id"),
        sa.UniqueConstraint("commune_id", "village_code", "number", name="uq_matters_number"),
        sa.UniqueConstraint("commune_id", "vote_uuid", name="uq_matters_vote"),
    )
    op.create_index("ix_matters_village", "matters", ["commune_id", "village_code"])


def _create_matter_papers() -> None:
    op.create_table(
        "matter_papers",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("matter_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 32", name=op.f("ck_matter_papers_sha256_whole")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_matter_papers_name_given")),
        sa.ForeignKeyConstraint(
            ["commune_id", "matter_id"],
            ["matters.commune_id", "matters.id"],
            name=op.f("fk_matter_papers_matters"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "matter_id", "position", name=op.f("pk_matter_papers")),
    )


def _create_petitions() -> None:
    op.create_table(
        "petitions",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("received_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("answered_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id <> ''", name=op.f("ck_petitions_id_given")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_petitions_number_counted")),
        sa.CheckConstraint(
            "(answered_at_utc IS NULL) = (answered_by IS NULL)", name=op.f("ck_petitions_answered_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "matter_id"], ["matters.commune_id", "matters.id"], name=op.f("fk_petitions_matters")
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_petitions")),
        sa.UniqueConstraint("commune_id", "matter_id", "number", name=op.f("uq_petitions_number")),
    )
    op.create_index("ix_petitions_answered", "petitions", ["commune_id", "answered_at_utc"])


def _create_annex_openings() -> None:
    op.create_table(
        "annex_openings",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("matter_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by_account", sa.Text(), nullable=False),
        sa.Column("at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind <> ''", name=op.f("ck_annex_openings_kind_given")),
        sa.ForeignKeyConstraint(
            ["commune_id", "matter_id"],
            ["matters.commune_id", "matters.id"],
            name=op.f("fk_annex_openings_matters"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "by_account"],
            ["accounts.commune_id", "accounts.id"],
            name=op.f("fk_annex_openings_accounts"),
        ),
        sa.PrimaryKeyConstraint(
            "commune_id", "matter_id", "kind", "by_account", "at_utc", name=op.f("pk_annex_openings")
        ),
    )


def _create_announcements() -> None:
    op.create_table(
        "announcements",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_office", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_index", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("posted_by", sa.Text(), nullable=False),
        sa.Column("posted_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_by", sa.Text(), nullable=True),
        sa.Column("hidden_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_because", sa.Text(), nullable=True),
        sa.Column("hidden_index", sa.Integer(), nullable=True),
        sa.CheckConstraint("words <> ''", name=op.f("ck_announcements_words_given")),
        sa.CheckConstraint("source <> ''", name=op.f("ck_announcements_source_given")),
        sa.CheckConstraint(
            "(hidden_at_utc IS NULL) = (hidden_because IS NULL)", name=op.f("ck_announcements_hidden_with_reason")
        ),
        sa.CheckConstraint(
            "(hidden_at_utc IS NULL) = (hidden_by IS NULL)", name=op.f("ck_announcements_hidden_by_somebody")
        ),
        sa.CheckConstraint(
            "(hidden_at_utc IS NULL) = (hidden_index IS NULL)", name=op.f("ck_announcements_hidden_in_the_book")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_announcements_version_counted")),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_code"],
            ["villages.commune_id", "villages.code"],
            name=op.f("fk_announcements_villages"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_announcements")),
    )
    op.create_index("ix_announcements_village", "announcements", ["commune_id", "village_code", "posted_at_utc"])
    op.create_table(
        "announcement_papers",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("announcement_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(sha256) = 32", name=op.f("ck_announcement_papers_sha256_whole")),
        sa.ForeignKeyConstraint(
            ["commune_id", "announcement_id"],
            ["announcements.commune_id", "announcements.id"],
            name=op.f("fk_announcement_papers_announcements"),
        ),
        sa.PrimaryKeyConstraint(
            "commune_id", "announcement_id", "version", "media_type", name=op.f("pk_announcement_papers")
        ),
    )


def _create_board_notes() -> None:
    op.create_table(
        "board_notes",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("posted_by", sa.Text(), nullable=False),
        sa.Column("posted_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind <> ''", name=op.f("ck_board_notes_kind_given")),
        sa.CheckConstraint("words <> ''", name=op.f("ck_board_notes_words_given")),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_code"],
            ["villages.commune_id", "villages.code"],
            name=op.f("fk_board_notes_villages"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_board_notes")),
    )
    op.create_index("ix_board_notes_village", "board_notes", ["commune_id", "village_code", "posted_at_utc"])


def _create_calendar_days() -> None:
    op.create_table(
        "calendar_days",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_calendar_days_name_given")),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.code"], name=op.f("fk_calendar_days_communes")),
        sa.PrimaryKeyConstraint("commune_id", "day", name=op.f("pk_calendar_days")),
    )
