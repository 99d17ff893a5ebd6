"""What the boards look into, and what they recommend."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TO_VILLAGE = (["commune_id", "village_code"], ["villages.commune_id", "villages.code"])


def upgrade() -> None:
    op.create_table(
        "supervision_sessions",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sent_at_utc", TIME, nullable=False),
        sa.Column("held_at_utc", TIME, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_supervision_sessions")),
        sa.ForeignKeyConstraint(*TO_VILLAGE, name=op.f("fk_supervision_sessions_villages")),
        sa.CheckConstraint("id <> ''", name=op.f("ck_supervision_sessions_id_given")),
        sa.CheckConstraint("sent_at_utc <= held_at_utc", name=op.f("ck_supervision_sessions_sent_before")),
    )
    op.create_index(
        "ix_supervision_sessions_village", "supervision_sessions", ["commune_id", "village_code", "held_at_utc"]
    )
    op.create_table(
        "recommendations",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.Text(), nullable=False),
        sa.Column("drafted_at_utc", TIME, nullable=False),
        sa.Column("certified_by", sa.Text(), nullable=True),
        sa.Column("certified_at_utc", TIME, nullable=True),
        sa.Column("sent_at_utc", TIME, nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at_utc", TIME, nullable=True),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.Column("closed_at_utc", TIME, nullable=True),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_recommendations")),
        sa.ForeignKeyConstraint(*TO_VILLAGE, name=op.f("fk_recommendations_villages")),
        sa.ForeignKeyConstraint(
            ["commune_id", "session_id"],
            ["supervision_sessions.commune_id", "supervision_sessions.id"],
            name=op.f("fk_recommendations_supervision_sessions"),
        ),
        sa.UniqueConstraint("commune_id", "session_id", "number", name="uq_recommendations_number"),
        sa.CheckConstraint("id <> ''", name=op.f("ck_recommendations_id_given")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_recommendations_number_counted")),
        sa.CheckConstraint(
            "(certified_at_utc IS NULL) = (certified_by IS NULL)", name=op.f("ck_recommendations_certified_by_somebody")
        ),
        sa.CheckConstraint(
            "sent_at_utc IS NULL OR certified_at_utc IS NOT NULL", name=op.f("ck_recommendations_certified_first")
        ),
        sa.CheckConstraint(
            "answered_at_utc IS NULL OR sent_at_utc IS NOT NULL", name=op.f("ck_recommendations_sent_first")
        ),
    )
    op.create_index("ix_recommendations_state", "recommendations", ["commune_id", "state"])


def downgrade() -> None:
    op.drop_table("recommendations")
    op.drop_table("supervision_sessions")
