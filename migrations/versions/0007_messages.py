"""Messages that wait to be sent, and officials who want to be reminded by mail."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "messages",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("vote_uuid", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("household_code", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "vote_uuid", "occasion", "household_code", name=op.f("pk_messages")),
        sa.ForeignKeyConstraint(
            ["commune_id", "vote_uuid"], ["votes.commune_id", "votes.uuid"], name=op.f("fk_messages_votes")
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "asked_by"], ["accounts.commune_id", "accounts.id"], name=op.f("fk_messages_accounts")
        ),
        sa.CheckConstraint("words <> ''", name=op.f("ck_messages_words_given")),
        sa.CheckConstraint("state <> ''", name=op.f("ck_messages_state_given")),
    )
    op.create_index("ix_messages_state", "messages", ["state", "asked_at_utc"], unique=False)
    op.create_table(
        "mail_wishes",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("last_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "account_id", name=op.f("pk_mail_wishes")),
        sa.ForeignKeyConstraint(
            ["commune_id", "account_id"], ["accounts.commune_id", "accounts.id"], name=op.f("fk_mail_wishes_accounts")
        ),
        sa.CheckConstraint("address <> ''", name=op.f("ck_mail_wishes_address_given")),
    )


def downgrade() -> None:
    op.drop_table("mail_wishes")
    op.drop_table("messages")
