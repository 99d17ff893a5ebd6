"""The record: books with their entries, checkpoints and tiles, payloads, facts, ballots, cosignatures."""

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
    "record_facts",
    "ballots",
    "ballot_ciphertexts",
    "statements",
    "cosignatures",
    "witnesses",
    "witness_evidence",
)


def upgrade() -> None:
    _create_log_heads()
    _create_log_entries()
    _create_log_checkpoints()
    _create_log_tiles()
    _create_record_payloads()
    _create_record_facts()
    _create_ballots()
    _create_ballot_ciphertexts()
    _create_statements()
    _create_cosignatures()
    _create_witnesses()
    _create_witness_evidence()
    _start_logs()


def downgrade() -> None:
    """Drop the record. Refused while a book has entries, unless the caller insists."""
    written = op.get_bind().scalar(sa.text("SELECT count(*) FROM log_entries"))
    if written and not context.config.attributes.get("unsafe_drop_record"):
        raise RefusedByRecord(f"append-only: this would drop a record of {written} entries")
    for name in reversed(TABLES):
        op.drop_table(name)


def _start_logs() -> None:
    """Communes stored before this version get their empty book; its root is SHA-256 of nothing."""
    communes = sa.table("communes", sa.column("code"), sa.column("origin"))
    names = ("commune_id", "book", "origin", "size", "facts")
    binary = (sa.column("hashes", sa.LargeBinary), sa.column("root", sa.LargeBinary))
    heads = sa.table("log_heads", *[sa.column(name) for name in names], *binary)
    empty = {"book": "", "size": 0, "hashes": b"", "root": sha256(b"").digest(), "facts": ""}
    for code, origin in op.get_bind().execute(sa.select(communes.c.code, communes.c.origin)).all():
        op.execute(heads.insert().values(commune_id=code, origin=origin, **empty))


def _column(name: str, kind: type[sa.types.TypeEngine] = sa.Text) -> sa.Column:
    """A column that must be filled; numbers in a primary key are never counted up by the database."""
    counted = {"autoincrement": False} if kind in (sa.BigInteger, sa.Integer) else {}
    return sa.Column(name, kind(), nullable=False, **counted)


def _create_log_heads() -> None:
    op.create_table(
        "log_heads",
        _column("commune_id"),
        _column("book"),
        _column("origin"),
        _column("size", sa.BigInteger),
        _column("hashes", sa.LargeBinary),
        _column("root", sa.LargeBinary),
        sa.Column("last_at_utc", sa.DateTime(timezone=True), nullable=True),
        _column("facts"),
        sa.PrimaryKeyConstraint("commune_id", "book", name=op.f("pk_log_heads")),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.code"], name=op.f("fk_log_heads_communes")),
        sa.UniqueConstraint("origin", name="uq_log_heads_origin"),
        sa.CheckConstraint("origin <> ''", name=op.f("ck_log_heads_origin_given")),
        sa.CheckConstraint("length(hashes) % 32 = 0", name=op.f("ck_log_heads_hashes_whole")),
        sa.CheckConstraint("length(root) = 32", name=op.f("ck_log_heads_root_is_sha256")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_log_heads_size_counted")),
    )


def _book_of(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["commune_id", "book"], ["log_heads.commune_id", "log_heads.book"], name=op.f(f"fk_{table}_log_heads")
    )


def _create_log_entries() -> None:
    op.create_table(
        "log_entries",
        _column("commune_id"),
        _column("book"),
        _column("idx", sa.BigInteger),
        _column("leaf_hash", sa.LargeBinary),
        _column("raw", sa.LargeBinary),
        _column("type"),
        _column("subject"),
        sa.PrimaryKeyConstraint("commune_id", "book", "idx", name=op.f("pk_log_entries")),
        _book_of("log_entries"),
        sa.CheckConstraint("type <> ''", name=op.f("ck_log_entries_type_given")),
        sa.CheckConstraint("idx >= 0", name=op.f("ck_log_entries_idx_counted")),
        sa.CheckConstraint("length(leaf_hash) = 32", name=op.f("ck_log_entries_leaf_hash_is_sha256")),
        sa.CheckConstraint("length(raw) BETWEEN 1 AND 65535", name=op.f("ck_log_entries_raw_fits_bundle")),
    )
    op.create_index(
        "ix_log_entries_subject",
        "log_entries",
        ["commune_id", "subject", "idx"],
        unique=False,
        sqlite_where=sa.text("book = ''"),
        postgresql_where=sa.text("book = ''"),
    )


def _create_log_checkpoints() -> None:
    op.create_table(
        "log_checkpoints",
        _column("commune_id"),
        _column("book"),
        _column("size", sa.BigInteger),
        _column("root", sa.LargeBinary),
        _column("note", sa.LargeBinary),
        sa.PrimaryKeyConstraint("commune_id", "book", "size", name=op.f("pk_log_checkpoints")),
        _book_of("log_checkpoints"),
        sa.CheckConstraint("length(root) = 32", name=op.f("ck_log_checkpoints_root_is_sha256")),
        sa.CheckConstraint("size >= 1", name=op.f("ck_log_checkpoints_size_counted")),
    )


def _create_log_tiles() -> None:
    op.create_table(
        "log_tiles",
        _column("commune_id"),
        _column("book"),
        _column("level", sa.Integer),
        _column("n", sa.BigInteger),
        _column("root", sa.LargeBinary),
        _column("tile", sa.LargeBinary),
        sa.PrimaryKeyConstraint("commune_id", "book", "level", "n", name=op.f("pk_log_tiles")),
        _book_of("log_tiles"),
        sa.CheckConstraint("length(root) = 32", name=op.f("ck_log_tiles_root_is_sha256")),
        sa.CheckConstraint("length(tile) = 8192", name=op.f("ck_log_tiles_tile_full")),
        sa.CheckConstraint("level BETWEEN 0 AND 63", name=op.f("ck_log_tiles_level_counted")),
        sa.CheckConstraint("n >= 0", name=op.f("ck_log_tiles_n_counted")),
    )


def _create_record_payloads() -> None:
    op.create_table(
        "record_payloads",
        _column("commune_id"),
        _column("sha256", sa.LargeBinary),
        _column("content", sa.LargeBinary),
        sa.PrimaryKeyConstraint("commune_id", "sha256", name=op.f("pk_record_payloads")),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.code"], name=op.f("fk_record_payloads_communes")),
        sa.CheckConstraint("length(sha256) = 32", name=op.f("ck_record_payloads_sha256_whole")),
    )


def _create_record_facts() -> None:
    op.create_table(
        "record_facts",
        _column("commune_id"),
        _column("book"),
        _column("kind"),
        sa.Column("key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        _column("value"),
        sa.PrimaryKeyConstraint("commune_id", "book", "kind", "key", name=op.f("pk_record_facts")),
        _book_of("record_facts"),
        sa.CheckConstraint("kind <> ''", name=op.f("ck_record_facts_kind_given")),
    )


def _entry_of(table: str, book: str = "vote_uuid") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["commune_id", book, "idx"],
        ["log_entries.commune_id", "log_entries.book", "log_entries.idx"],
        name=op.f(f"fk_{table}_log_entries"),
    )


def _create_ballots() -> None:
    op.create_table(
        "ballots",
        _column("commune_id"),
        _column("vote_uuid"),
        _column("tracker"),
        _column("credential"),
        _column("sequence", sa.BigInteger),
        _column("idx", sa.BigInteger),
        sa.PrimaryKeyConstraint("commune_id", "vote_uuid", "tracker", name=op.f("pk_ballots")),
        _entry_of("ballots"),
        sa.UniqueConstraint("commune_id", "vote_uuid", "idx", name="uq_ballots_idx"),
        sa.UniqueConstraint("commune_id", "vote_uuid", "credential", "sequence", name="uq_ballots_sequence"),
        sa.CheckConstraint("tracker <> ''", name=op.f("ck_ballots_tracker_given")),
        sa.CheckConstraint("length(credential) = 64", name=op.f("ck_ballots_credential_is_hex")),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_ballots_sequence_counted")),
    )
    op.create_index("ix_ballots_tracker", "ballots", ["tracker"], postgresql_ops={"tracker": "text_pattern_ops"})


def _create_ballot_ciphertexts() -> None:
    op.create_table(
        "ballot_ciphertexts",
        _column("commune_id"),
        _column("vote_uuid"),
        _column("ciphertext_hash", sa.LargeBinary),
        _column("idx", sa.BigInteger),
        sa.PrimaryKeyConstraint("commune_id", "vote_uuid", "ciphertext_hash", name=op.f("pk_ballot_ciphertexts")),
        _entry_of("ballot_ciphertexts"),
        sa.CheckConstraint("length(ciphertext_hash) = 32", name=op.f("ck_ballot_ciphertexts_hash_is_sha256")),
    )


def _create_statements() -> None:
    op.create_table(
        "statements",
        _column("commune_id"),
        _column("subject_id"),
        _column("pseudonym"),
        _column("sequence", sa.BigInteger),
        _column("tracker"),
        _column("value"),
        _column("idx", sa.BigInteger),
        sa.PrimaryKeyConstraint("commune_id", "subject_id", "pseudonym", "sequence", name=op.f("pk_statements")),
        _entry_of("statements", "subject_id"),
        sa.UniqueConstraint("commune_id", "subject_id", "tracker", name="uq_statements_tracker"),
        sa.UniqueConstraint("commune_id", "subject_id", "idx", name="uq_statements_idx"),
        sa.CheckConstraint("length(pseudonym) = 64", name=op.f("ck_statements_pseudonym_is_hex")),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_statements_sequence_counted")),
        sa.CheckConstraint("tracker <> ''", name=op.f("ck_statements_tracker_given")),
        sa.CheckConstraint("value <> ''", name=op.f("ck_statements_value_given")),
    )


def _create_cosignatures() -> None:
    op.create_table(
        "cosignatures",
        _column("commune_id"),
        _column("book"),
        _column("size", sa.BigInteger),
        _column("witness"),
        _column("line"),
        sa.PrimaryKeyConstraint("commune_id", "size", "witness", name=op.f("pk_cosignatures")),
        sa.ForeignKeyConstraint(
            ["commune_id", "book", "size"],
            ["log_checkpoints.commune_id", "log_checkpoints.book", "log_checkpoints.size"],
            name=op.f("fk_cosignatures_log_checkpoints"),
        ),
        sa.CheckConstraint("book = ''", name=op.f("ck_cosignatures_book_is_the_communes")),
        sa.CheckConstraint("line <> ''", name=op.f("ck_cosignatures_line_given")),
        sa.CheckConstraint("witness <> ''", name=op.f("ck_cosignatures_witness_given")),
    )


def _commune_of(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["commune_id"], ["communes.code"], name=op.f(f"fk_{table}_communes"))


def _moment(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def _create_witnesses() -> None:
    op.create_table(
        "witnesses",
        _column("commune_id"),
        _column("vkey"),
        _column("office"),
        _column("size", sa.BigInteger),
        _moment("signed_at_utc"),
        _column("final_size", sa.BigInteger),
        _column("failures", sa.Integer),
        _column("answer"),
        _moment("asked_at_utc"),
        _moment("next_try_utc"),
        _column("stopped", sa.Boolean),
        sa.PrimaryKeyConstraint("commune_id", "vkey", name=op.f("pk_witnesses")),
        _commune_of("witnesses"),
        sa.CheckConstraint("vkey <> ''", name=op.f("ck_witnesses_vkey_given")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_witnesses_size_counted")),
        sa.CheckConstraint("final_size >= 0", name=op.f("ck_witnesses_final_size_counted")),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_witnesses_failures_counted")),
    )


def _create_witness_evidence() -> None:
    op.create_table(
        "witness_evidence",
        _column("commune_id"),
        _column("digest", sa.LargeBinary),
        _column("vkey"),
        _column("kind"),
        sa.Column("at_utc", sa.DateTime(timezone=True), nullable=False),
        _column("size", sa.BigInteger),
        _column("note", sa.LargeBinary),
        _column("earlier", sa.LargeBinary),
        _column("reply", sa.LargeBinary),
        sa.PrimaryKeyConstraint("commune_id", "digest", name=op.f("pk_witness_evidence")),
        _commune_of("witness_evidence"),
        sa.CheckConstraint("length(digest) = 32", name=op.f("ck_witness_evidence_digest_is_sha256")),
        sa.CheckConstraint("vkey <> ''", name=op.f("ck_witness_evidence_vkey_given")),
        sa.CheckConstraint("kind <> ''", name=op.f("ck_witness_evidence_kind_given")),
        sa.CheckConstraint("size >= 1", name=op.f("ck_witness_evidence_size_counted")),
    )
