"""What is made public under Article 11, with its papers and photographs of the board."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "disclosures",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("decided", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry_index", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("end_index", sa.Integer(), nullable=True),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_disclosures")),
        sa.ForeignKeyConstraint(
            ["commune_id", "made_by"], ["accounts.commune_id", "accounts.id"], name=op.f("fk_disclosures_accounts")
        ),
        sa.CheckConstraint("item BETWEEN 1 AND 14", name=op.f("ck_disclosures_item_known")),
        sa.CheckConstraint("erased OR title <> ''", name=op.f("ck_disclosures_title_given")),
        sa.CheckConstraint("(last_day IS NULL) = (end_index IS NULL)", name=op.f("ck_disclosures_ended_in_the_book")),
    )
    op.create_index("ix_disclosures_village", "disclosures", ["commune_id", "village_code", "first_day"])
    op.create_table(
        "disclosure_files",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("disclosure_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "disclosure_id", "kind", "number", name=op.f("pk_disclosure_files")),
        sa.ForeignKeyConstraint(
            ["commune_id", "disclosure_id"],
            ["disclosures.commune_id", "disclosures.id"],
            name=op.f("fk_disclosure_files_disclosures"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_disclosure_files_number_counted")),
        sa.CheckConstraint("length(sha256) = 32", name=op.f("ck_disclosure_files_sha256_whole")),
    )


def downgrade() -> None:
    op.drop_table("disclosure_files")
    op.drop_table("disclosures")
