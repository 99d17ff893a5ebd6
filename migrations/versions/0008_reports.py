"""What officials type for the half-yearly reports, and reports that are settled."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_figures",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("typed_by", sa.Text(), nullable=False),
        sa.Column("typed_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "commune_id", "village_code", "period", "sheet", "version", name=op.f("pk_report_figures")
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "typed_by"],
            ["accounts.commune_id", "accounts.id"],
            name=op.f("fk_report_figures_accounts"),
        ),
        sa.CheckConstraint("period <> ''", name=op.f("ck_report_figures_period_given")),
        sa.CheckConstraint("sheet <> ''", name=op.f("ck_report_figures_sheet_given")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_report_figures_version_counted")),
    )
    op.create_table(
        "frozen_reports",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "commune_id", "village_code", "period", "revision", "kind", name=op.f("pk_frozen_reports")
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.code"], name=op.f("fk_frozen_reports_communes")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_frozen_reports_revision_counted")),
        sa.CheckConstraint("length(sha256) = 32", name=op.f("ck_frozen_reports_sha256_whole")),
    )


def downgrade() -> None:
    op.drop_table("frozen_reports")
    op.drop_table("report_figures")
