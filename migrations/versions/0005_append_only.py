"""The triggers that keep the record append-only."""

import sqlalchemy as sa
from alembic import context, op

from voting.storage.errors import RefusedByRecord

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SAYS = "append-only: "
# Append-only tables, and what is unique in each. SQLite prints no constraint's name and lets REPLACE delete the row
# that is in the way, so there a trigger looks first; PostgreSQL turns such a statement into an UPDATE, and refuses it.
UNIQUE = {
    "log_entries": {"pk_log_entries": ("commune_id", "book", "idx")},
    "log_checkpoints": {"pk_log_checkpoints": ("commune_id", "book", "size")},
    "log_tiles": {"pk_log_tiles": ("commune_id", "book", "level", "n")},
    "record_payloads": {"pk_record_payloads": ("commune_id", "sha256")},
    "ballots": {
        "pk_ballots": ("commune_id", "vote_uuid", "tracker"),
        "uq_ballots_sequence": ("commune_id", "vote_uuid", "credential", "sequence"),
        "uq_ballots_idx": ("commune_id", "vote_uuid", "idx"),
    },
    "ballot_ciphertexts": {"pk_ballot_ciphertexts": ("commune_id", "vote_uuid", "ciphertext_hash")},
    "statements": {
        "pk_statements": ("commune_id", "subject_id", "pseudonym", "sequence"),
        "uq_statements_tracker": ("commune_id", "subject_id", "tracker"),
        "uq_statements_idx": ("commune_id", "subject_id", "idx"),
    },
    "cosignatures": {"pk_cosignatures": ("commune_id", "size", "witness")},
    "witness_evidence": {"pk_witness_evidence": ("commune_id", "digest")},
}
HEADS_UNIQUE = {"pk_log_heads": ("commune_id", "book"), "uq_log_heads_origin": ("origin",)}

SQLITE_TRIGGERS = """
    CREATE TRIGGER log_heads_grow BEFORE UPDATE ON log_heads
    WHEN NEW.size <= OLD.size OR NEW.commune_id <> OLD.commune_id OR NEW.book <> OLD.book OR NEW.origin <> OLD.origin
        OR NEW.rowid <> OLD.rowid
    BEGIN SELECT RAISE(ABORT, 'append-only: log_heads refuses a head that does not grow'); END;

    CREATE TRIGGER log_heads_no_delete BEFORE DELETE ON log_heads
    BEGIN SELECT RAISE(ABORT, 'append-only: log_heads refuses DELETE'); END;

    CREATE TRIGGER log_entries_dense BEFORE INSERT ON log_entries
    WHEN NEW.idx > 0 AND NOT EXISTS (
        SELECT 1 FROM log_entries WHERE commune_id = NEW.commune_id AND book = NEW.book AND idx = NEW.idx - 1
    )
    BEGIN SELECT RAISE(ABORT, 'append-only: log_entries refuses a gap'); END;

    CREATE TRIGGER log_checkpoints_grow BEFORE INSERT ON log_checkpoints
    WHEN EXISTS (
        SELECT 1 FROM log_checkpoints WHERE commune_id = NEW.commune_id AND book = NEW.book AND size > NEW.size
    )
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
        IF NEW.size <= OLD.size OR NEW.commune_id <> OLD.commune_id OR NEW.book <> OLD.book
            OR NEW.origin <> OLD.origin
        THEN
            RAISE EXCEPTION USING ERRCODE = 'DN001',
                MESSAGE = 'append-only: log_heads refuses a head that does not grow';
        END IF;
        RETURN NEW;
    END $$;

    CREATE FUNCTION record_refuse_gap() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.idx > 0 AND NOT EXISTS (
            SELECT 1 FROM log_entries WHERE commune_id = NEW.commune_id AND book = NEW.book AND idx = NEW.idx - 1
        ) THEN
            RAISE EXCEPTION USING ERRCODE = 'DN001', MESSAGE = 'append-only: log_entries refuses a gap';
        END IF;
        RETURN NEW;
    END $$;

    CREATE FUNCTION record_refuse_smaller_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM log_checkpoints WHERE commune_id = NEW.commune_id AND book = NEW.book AND size > NEW.size
        ) THEN
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
    if op.get_bind().dialect.name == "sqlite":
        _protect_sqlite()
    else:
        _protect_postgresql()


def downgrade() -> None:
    """Take the protection away. Refused while a book has entries, unless the caller insists."""
    written = op.get_bind().scalar(sa.text("SELECT count(*) FROM log_entries"))
    if written and not context.config.attributes.get("unsafe_drop_record"):
        raise RefusedByRecord(f"{SAYS}this would lay open a record of {written} entries")
    if op.get_bind().dialect.name == "sqlite":
        for name in op.get_bind().scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            op.execute(f"DROP TRIGGER {name}")
    else:
        for name in POSTGRESQL_FUNCTION_NAMES:
            op.execute(f"DROP FUNCTION {name}() CASCADE")


def _protect_sqlite() -> None:
    for trigger in SQLITE_TRIGGERS.split("\n\n"):
        op.execute(trigger)
    for table, keys in {"log_heads": HEADS_UNIQUE, **UNIQUE}.items():
        _refuse_rows_in_the_place_of_others(table, keys)
    for table in UNIQUE:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{SAYS}{table} refuses {change}'); END"
            )


def _refuse_rows_in_the_place_of_others(table: str, keys: dict[str, tuple[str, ...]]) -> None:
    """Also INSERT OR REPLACE on a connection without recursive_triggers, by any key, the hidden rowid included.

    In a BEFORE trigger the rowid of a row that names none is some number below 1, so no row may have one like that.
    """
    taken = {f"already there {name}": _same(columns) for name, columns in keys.items()}
    taken |= {f"{table} refuses the rowid of another row": _same(("rowid",))}
    looks = " ".join(
        f"SELECT RAISE(ABORT, '{SAYS}{says}') WHERE EXISTS (SELECT 1 FROM {table} WHERE {same});"  # noqa: S608 - names of our own
        for says, same in taken.items()
    )
    op.execute(f"CREATE TRIGGER {table}_once BEFORE INSERT ON {table} BEGIN {looks} END")
    op.execute(
        f"CREATE TRIGGER {table}_rowid AFTER INSERT ON {table} WHEN NEW.rowid < 1 "
        f"BEGIN SELECT RAISE(ABORT, '{SAYS}{table} refuses a rowid below 1'); END"
    )


def _same(columns: tuple[str, ...]) -> str:
    return " AND ".join(f"{column} = NEW.{column}" for column in columns)


def _protect_postgresql() -> None:
    op.execute(POSTGRESQL_FUNCTIONS)
    op.execute(POSTGRESQL_TRIGGERS)
    for table in UNIQUE:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION record_refuse_change()"
        )
