"""The append-only record: tables, and the triggers that keep it so."""

from hashlib import sha256

import sqlalchemy as sa
from alembic import context, op

from voting.storage.errors import RefusedByRecord

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    "log_heads",
    "log_entries",
    "log_checkpoints",
    "log_tiles",
    "record_payloads",
    "ballots",
    "ballot_ciphertexts",
    "cosignatures",
)


APPEND_ONLY = TABLES[1:]
SAYS = "append-only: "

SQLITE_TRIGGERS = """
    CREATE TRIGGER log_heads_grow BEFORE UPDATE ON log_heads
    WHEN NEW.size <= OLD.size OR NEW.commune_id <> OLD.commune_id
    BEGIN SELECT RAISE(ABORT, 'append-only: log_heads refuses a head that does not grow'); END;

    CREATE TRIGGER log_heads_no_delete BEFORE DELETE ON log_heads
    BEGIN SELECT RAISE(ABORT, 'append-only: log_heads refuses DELETE'); END;

    CREATE TRIGGER log_entries_dense BEFORE INSERT ON log_entries
    WHEN NEW.idx > 0
        AND NOT EXISTS (SELECT 1 FROM log_entries WHERE commune_id = NEW.commune_id AND idx = NEW.idx - 1)
    BEGIN SELECT RAISE(ABORT, 'append-only: log_entries refuses a gap'); END;

    CREATE TRIGGER log_checkpoints_grow BEFORE INSERT ON log_checkpoints
    WHEN EXISTS (SELECT 1 FROM log_checkpoints WHERE commune_id = NEW.commune_id AND size > NEW.size)
    BEGIN SELECT RAISE(ABORT, 'append-only: log_checkpoints refuses a smaller size'); END;
"""

# DN001 is our own SQLSTATE; voting/storage/faults.py knows it.
POSTGRESQL_FUNCTIONS = """
    CREATE FUNCTION record_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = 'DN001', MESSAGE = 'append-only: ' || TG_TABLE_NAME || ' refuses ' || TG_OP;
    END $$;

    CREATE FUNCTION record_refuse_smaller_head() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.size <= OLD.size OR NEW.commune_id <> OLD.commune_id THEN
            RAISE EXCEPTION USING ERRCODE = 'DN001',
                MESSAGE = 'append-only: log_heads refuses a head that does not grow';
        END IF;
        RETURN NEW;
    END $$;

    CREATE FUNCTION record_refuse_gap() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.idx > 0 AND NOT EXISTS (
            SELECT 1 FROM log_entries WHERE commune_id = NEW.commune_id AND idx = NEW.idx - 1
        ) THEN
            RAISE EXCEPTION USING ERRCODE = 'DN001', MESSAGE = 'append-only: log_entries refuses a gap';
        END IF;
        RETURN NEW;
    END $$;

    CREATE FUNCTION record_refuse_smaller_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM log_checkpoints WHERE commune_id = NEW.commune_id AND size > NEW.size) THEN
            RAISE EXCEPTION USING ERRCODE = 'DN001', MESSAGE = 'append-only: log_checkpoints refuses a smaller size';
        END IF;
        RETURN NEW;
    END $$;
"""

POSTGRESQL_TRIGGERS = """
    CREATE TRIGGER log_heads_grow BEFORE UPDATE ON log_heads
        FOR EACH ROW EXECUTE FUNCTION record_refuse_smaller_head();

    CREATE TRIGGER log_heads_no_delete BEFORE DELETE OR TRUNCATE ON log_heads
        FOR EACH STATEMENT EXECUTE FUNCTION record_refuse_change();

    CREATE TRIGGER log_entries_dense BEFORE INSERT ON log_entries
        FOR EACH ROW EXECUTE FUNCTION record_refuse_gap();

    CREATE TRIGGER log_checkpoints_grow BEFORE INSERT ON log_checkpoints
        FOR EACH ROW EXECUTE FUNCTION record_refuse_smaller_checkpoint();
"""

POSTGRESQL_FUNCTION_NAMES = (
    "record_refuse_change",
    "record_refuse_smaller_head",
    "record_refuse_gap",
    "record_refuse_smaller_checkpoint",
)


def upgrade() -> None:
    _create_log_heads()
    _create_log_entries()
    _create_log_checkpoints()
    _create_log_tiles()
    _create_record_payloads()
    _create_ballots()
    _create_ballot_ciphertexts()
    _create_cosignatures()
    _start_logs()
    if op.get_bind().dialect.name == "sqlite":
        _protect_sqlite()
    else:
        _protect_postgresql()


def downgrade() -> None:
    """Drop the record. Refused while a log has entries, unless the caller insists."""
    written = op.get_bind().scalar(sa.text("SELECT count(*) FROM log_entries"))
    if written and not context.config.attributes.get("unsafe_drop_record"):
        raise RefusedByRecord(f"{SAYS}this would drop a record of {written} entries")
    for name in reversed(TABLES):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        for name in POSTGRESQL_FUNCTION_NAMES:
            op.execute(f"DROP FUNCTION {name}()")


def _start_logs() -> None:
    """Communes stored before this version get their empty log; its root is SHA-256 of nothing."""
    communes = sa.table("communes", sa.column("code"))
    heads = sa.table(
        "log_heads",
        sa.column("commune_id"),
        sa.column("size"),
        sa.column("hashes", sa.LargeBinary),
        sa.column("root", sa.LargeBinary),
    )
    for code in op.get_bind().scalars(sa.select(communes.c.code)).all():
        op.execute(heads.insert().values(commune_id=code, size=0, hashes=b"", root=sha256(b"").digest()))


def _protect_sqlite() -> None:
    for trigger in SQLITE_TRIGGERS.split("\n\n"):
        op.execute(trigger)
    for table in APPEND_ONLY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{SAYS}{table} refuses {change}'); END"
            )


def _protect_postgresql() -> None:
    op.execute(POSTGRESQL_FUNCTIONS)
    op.execute(POSTGRESQL_TRIGGERS)
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION record_refuse_change()"
        )


def _create_log_heads() -> None:
    op.create_table(
        "log_heads",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("last_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("commune_id", name=op.f("pk_log_heads")),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.code"], name=op.f("fk_log_heads_communes")),
        sa.CheckConstraint("length(hashes) % 32 = 0", name=op.f("ck_log_heads_hashes_whole")),
        sa.CheckConstraint("length(root) = 32", name=op.f("ck_log_heads_root_is_sha256")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_log_heads_size_counted")),
    )


def _create_log_entries() -> None:
    op.create_table(
        "log_entries",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("idx", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("vote_uuid", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "idx", name=op.f("pk_log_entries")),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.code"], name=op.f("fk_log_entries_communes")),
        sa.CheckConstraint("type <> ''", name=op.f("ck_log_entries_type_given")),
        sa.CheckConstraint("idx >= 0", name=op.f("ck_log_entries_idx_counted")),
        sa.CheckConstraint("length(leaf_hash) = 32", name=op.f("ck_log_entries_leaf_hash_is_sha256")),
        sa.CheckConstraint("length(raw) BETWEEN 1 AND 65535", name=op.f("ck_log_entries_raw_fits_bundle")),
    )
    op.create_index("ix_log_entries_vote", "log_entries", ["commune_id", "vote_uuid", "idx"], unique=False)


def _create_log_checkpoints() -> None:
    op.create_table(
        "log_checkpoints",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "size", name=op.f("pk_log_checkpoints")),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.code"], name=op.f("fk_log_checkpoints_communes")),
        sa.CheckConstraint("length(root) = 32", name=op.f("ck_log_checkpoints_root_is_sha256")),
        sa.CheckConstraint("size >= 1", name=op.f("ck_log_checkpoints_size_counted")),
    )


def _create_log_tiles() -> None:
    op.create_table(
        "log_tiles",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("tile", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "level", "n", name=op.f("pk_log_tiles")),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.code"], name=op.f("fk_log_tiles_communes")),
        sa.CheckConstraint("length(root) = 32", name=op.f("ck_log_tiles_root_is_sha256")),
        sa.CheckConstraint("length(tile) = 8192", name=op.f("ck_log_tiles_tile_full")),
        sa.CheckConstraint("level BETWEEN 0 AND 63", name=op.f("ck_log_tiles_level_counted")),
        sa.CheckConstraint("n >= 0", name=op.f("ck_log_tiles_n_counted")),
    )


def _create_record_payloads() -> None:
    op.create_table(
        "record_payloads",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "sha256", name=op.f("pk_record_payloads")),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.code"], name=op.f("fk_record_payloads_communes")),
        sa.CheckConstraint("length(sha256) = 32", name=op.f("ck_record_payloads_sha256_whole")),
    )


def _create_ballots() -> None:
    op.create_table(
        "ballots",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("vote_uuid", sa.Text(), nullable=False),
        sa.Column("tracker", sa.Text(), nullable=False),
        sa.Column("credential", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("idx", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "vote_uuid", "tracker", name=op.f("pk_ballots")),
        sa.ForeignKeyConstraint(
            ["commune_id", "idx"], ["log_entries.commune_id", "log_entries.idx"], name=op.f("fk_ballots_log_entries")
        ),
        sa.UniqueConstraint("commune_id", "idx", name="uq_ballots_idx"),
        sa.UniqueConstraint("commune_id", "vote_uuid", "credential", "sequence", name="uq_ballots_sequence"),
        sa.CheckConstraint("tracker <> ''", name=op.f("ck_ballots_tracker_given")),
        sa.CheckConstraint("length(credential) = 64", name=op.f("ck_ballots_credential_is_hex")),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_ballots_sequence_counted")),
    )
    op.create_index("ix_ballots_tracker", "ballots", ["tracker"])


def _create_ballot_ciphertexts() -> None:
    op.create_table(
        "ballot_ciphertexts",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("vote_uuid", sa.Text(), nullable=False),
        sa.Column("ciphertext_hash", sa.LargeBinary(), nullable=False),
        sa.Column("idx", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "vote_uuid", "ciphertext_hash", name=op.f("pk_ballot_ciphertexts")),
        sa.ForeignKeyConstraint(
            ["commune_id", "idx"],
            ["log_entries.commune_id", "log_entries.idx"],
            name=op.f("fk_ballot_ciphertexts_log_entries"),
        ),
        sa.CheckConstraint("length(ciphertext_hash) = 32", name=op.f("ck_ballot_ciphertexts_hash_is_sha256")),
    )


def _create_cosignatures() -> None:
    op.create_table(
        "cosignatures",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "size", "witness", name=op.f("pk_cosignatures")),
        sa.ForeignKeyConstraint(
            ["commune_id", "size"],
            ["log_checkpoints.commune_id", "log_checkpoints.size"],
            name=op.f("fk_cosignatures_log_checkpoints"),
        ),
        sa.CheckConstraint("line <> ''", name=op.f("ck_cosignatures_line_given")),
        sa.CheckConstraint("witness <> ''", name=op.f("ck_cosignatures_witness_given")),
    )
