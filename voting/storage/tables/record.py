"""The record: append-only tables, the one row per book that moves, and facts that follow from the entries.

`book` is `""` for the commune's book and the vote's uuid for a vote's (LEDGER, "Why two kinds of books"). Triggers
(see the migration that makes these tables) refuse UPDATE and DELETE on all append-only tables, a row in the place of
another, a gap in the entries, a checkpoint smaller than the last, and a head that does not grow.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from voting.storage.tables.metadata import UtcDateTime, metadata

BYTEWISE = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by its bytes, as on SQLite, in whatever language the database sorts."""
BOOK = ["log_heads.commune_id", "log_heads.book"]
ENTRY = ["log_entries.commune_id", "log_entries.book", "log_entries.idx"]

# Mutable on purpose: its row lock is the order of the book, its compact range saves reading the tree at each append,
# and `facts` is the caller's text about the book at this size. All of it follows from log_entries; it is no part of
# the record.
log_heads = Table(
    "log_heads",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("book", Text, primary_key=True),
    Column("origin", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("hashes", LargeBinary, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("last_at_utc", UtcDateTime),
    Column("facts", Text, nullable=False),
    ForeignKeyConstraint(["commune_id"], ["communes.code"]),
    UniqueConstraint("origin", name="uq_log_heads_origin"),
    CheckConstraint("origin <> ''", name="origin_given"),
    CheckConstraint("size >= 0", name="size_counted"),
    CheckConstraint("length(root) = 32", name="root_is_sha256"),
    CheckConstraint("length(hashes) % 32 = 0", name="hashes_whole"),
)

# `subject` is what an entry is about; only the commune's book is ever asked by it.
log_entries = Table(
    "log_entries",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("book", Text, primary_key=True),
    Column("idx", BigInteger, primary_key=True, autoincrement=False),
    Column("leaf_hash", LargeBinary, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("type", Text, nullable=False),
    Column("subject", Text, nullable=False),
    ForeignKeyConstraint(["commune_id", "book"], BOOK),
    CheckConstraint("idx >= 0", name="idx_counted"),
    CheckConstraint("length(leaf_hash) = 32", name="leaf_hash_is_sha256"),
    CheckConstraint("length(raw) BETWEEN 1 AND 65535", name="raw_fits_bundle"),
    CheckConstraint("type <> ''", name="type_given"),
    Index(
        "ix_log_entries_subject",
        "commune_id",
        "subject",
        "idx",
        sqlite_where=text("book = ''"),
        postgresql_where=text("book = ''"),
    ),
)

log_checkpoints = Table(
    "log_checkpoints",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("book", Text, primary_key=True),
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("note", LargeBinary, nullable=False),
    ForeignKeyConstraint(["commune_id", "book"], BOOK),
    CheckConstraint("size >= 1", name="size_counted"),
    CheckConstraint("length(root) = 32", name="root_is_sha256"),
)

# `root` is the tile's own tree hash: it is one of the hashes of the tile above.
log_tiles = Table(
    "log_tiles",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("book", Text, primary_key=True),
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("tile", LargeBinary, nullable=False),
    ForeignKeyConstraint(["commune_id", "book"], BOOK),
    CheckConstraint("level BETWEEN 0 AND 63", name="level_counted"),
    CheckConstraint("n >= 0", name="n_counted"),
    CheckConstraint("length(root) = 32", name="root_is_sha256"),
    CheckConstraint("length(tile) = 8192", name="tile_full"),
)

record_payloads = Table(
    "record_payloads",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("sha256", LargeBinary, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(["commune_id"], ["communes.code"]),
    CheckConstraint("length(sha256) = 32", name="sha256_whole"),
)

# Mutable: what the entries say so far, for a rule to look up; written with the entry it follows from.
record_facts = Table(
    "record_facts",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("book", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", BYTEWISE, primary_key=True),
    Column("value", Text, nullable=False),
    ForeignKeyConstraint(["commune_id", "book"], BOOK),
    CheckConstraint("kind <> ''", name="kind_given"),
)

ballots = Table(
    "ballots",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("vote_uuid", Text, primary_key=True),
    Column("tracker", Text, primary_key=True),
    Column("credential", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("idx", BigInteger, nullable=False),
    ForeignKeyConstraint(["commune_id", "vote_uuid", "idx"], ENTRY),
    UniqueConstraint("commune_id", "vote_uuid", "credential", "sequence", name="uq_ballots_sequence"),
    UniqueConstraint("commune_id", "vote_uuid", "idx", name="uq_ballots_idx"),
    CheckConstraint("tracker <> ''", name="tracker_given"),
    CheckConstraint("length(credential) = 64", name="credential_is_hex"),
    CheckConstraint("sequence >= 1", name="sequence_counted"),
    Index("ix_ballots_tracker", "tracker", postgresql_ops={"tracker": "text_pattern_ops"}),
)

ballot_ciphertexts = Table(
    "ballot_ciphertexts",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("vote_uuid", Text, primary_key=True),
    Column("ciphertext_hash", LargeBinary, primary_key=True),
    Column("idx", BigInteger, nullable=False),
    ForeignKeyConstraint(["commune_id", "vote_uuid", "idx"], ENTRY),
    CheckConstraint("length(ciphertext_hash) = 32", name="hash_is_sha256"),
)

# Accepted statements of households (PROTOCOL 10), by the subject whose book they stand in.
statements = Table(
    "statements",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("subject_id", Text, primary_key=True),
    Column("pseudonym", Text, primary_key=True),
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("tracker", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("idx", BigInteger, nullable=False),
    ForeignKeyConstraint(["commune_id", "subject_id", "idx"], ENTRY),
    UniqueConstraint("commune_id", "subject_id", "tracker", name="uq_statements_tracker"),
    UniqueConstraint("commune_id", "subject_id", "idx", name="uq_statements_idx"),
    CheckConstraint("length(pseudonym) = 64", name="pseudonym_is_hex"),
    CheckConstraint("sequence >= 1", name="sequence_counted"),
    CheckConstraint("tracker <> ''", name="tracker_given"),
    CheckConstraint("value <> ''", name="value_given"),
)

# Witnesses co-sign the commune's book only; `book` is there to refer to its checkpoint.
cosignatures = Table(
    "cosignatures",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("book", Text, nullable=False),
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("witness", Text, primary_key=True),
    Column("line", Text, nullable=False),
    ForeignKeyConstraint(
        ["commune_id", "book", "size"],
        ["log_checkpoints.commune_id", "log_checkpoints.book", "log_checkpoints.size"],
    ),
    CheckConstraint("book = ''", name="book_is_the_communes"),
    CheckConstraint("witness <> ''", name="witness_given"),
    CheckConstraint("line <> ''", name="line_given"),
)

# Mutable, and no part of the record: how it stands between us and each witness, by its verifier key.
witnesses = Table(
    "witnesses",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("vkey", Text, primary_key=True),
    Column("office", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("signed_at_utc", UtcDateTime),
    Column("final_size", BigInteger, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("asked_at_utc", UtcDateTime),
    Column("next_try_utc", UtcDateTime),
    Column("stopped", Boolean, nullable=False),
    ForeignKeyConstraint(["commune_id"], ["communes.code"]),
    CheckConstraint("vkey <> ''", name="vkey_given"),
    CheckConstraint("size >= 0", name="size_counted"),
    CheckConstraint("final_size >= 0", name="final_size_counted"),
    CheckConstraint("failures >= 0", name="failures_counted"),
)

# What contradicts itself, with the notes that show it: never deleted. `digest` is of all that is kept, so that the
# same thing seen twice is kept once.
witness_evidence = Table(
    "witness_evidence",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    Column("vkey", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at_utc", UtcDateTime, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("note", LargeBinary, nullable=False),
    Column("earlier", LargeBinary, nullable=False),
    Column("reply", LargeBinary, nullable=False),
    ForeignKeyConstraint(["commune_id"], ["communes.code"]),
    CheckConstraint("length(digest) = 32", name="digest_is_sha256"),
    CheckConstraint("vkey <> ''", name="vkey_given"),
    CheckConstraint("kind <> ''", name="kind_given"),
    CheckConstraint("size >= 1", name="size_counted"),
)

RECORD_TABLES = (
    log_entries,
    log_checkpoints,
    log_tiles,
    record_payloads,
    ballots,
    ballot_ciphertexts,
    statements,
    cosignatures,
    witness_evidence,
)
