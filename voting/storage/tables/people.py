"""Communes, their villages, the officials' accounts and roles, and secrets at rest."""

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
)

from voting.storage.tables.metadata import UtcDateTime, metadata


def _whom_to_ring() -> tuple[Column[str] | CheckConstraint, ...]:
    """Name, office and telephone of who answers questions, in public: all of it, or nothing."""
    return (
        Column("ring_name", Text),
        Column("ring_office", Text),
        Column("ring_phone", Text),
        CheckConstraint(
            "(ring_name IS NULL) = (ring_office IS NULL) AND (ring_office IS NULL) = (ring_phone IS NULL)",
            name="ring_whole",
        ),
    )


communes = Table(
    "communes",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("origin", Text, nullable=False),
    *_whom_to_ring(),
    UniqueConstraint("origin", name="uq_communes_origin"),
    CheckConstraint("code <> ''", name="code_given"),
    CheckConstraint("origin <> ''", name="origin_given"),
)

# `nobody_else` is why the village may put duties into one hand that are kept apart elsewhere; `successors` the codes of
# the villages it became part of, with a space between.
villages = Table(
    "villages",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("unit_kind", Text, nullable=False),
    Column("nobody_else", Text),
    Column("successors", Text),
    *_whom_to_ring(),
    ForeignKeyConstraint(["commune_id"], ["communes.code"]),
    UniqueConstraint("code", name="uq_villages_code"),
    CheckConstraint("code <> ''", name="code_given"),
)

# `phone` is for the other officials of the commune; '' where nobody gave one.
accounts = Table(
    "accounts",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("login", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("session_version", Integer, nullable=False),
    Column("created_at_utc", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["commune_id"], ["communes.code"]),
    UniqueConstraint("commune_id", "login", name="uq_accounts_login"),
    CheckConstraint("login <> ''", name="login_given"),
    Index("ix_accounts_login", "login"),
)

# village_code '' is a role in the whole commune; `office` is the person's title where it is not the role's usual one.
grants = Table(
    "grants",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("account_id", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("village_code", Text, primary_key=True),
    Column("office", Text, nullable=False),
    ForeignKeyConstraint(["commune_id", "account_id"], ["accounts.commune_id", "accounts.id"]),
    CheckConstraint("role <> ''", name="role_given"),
)

# One at most for each account; `used_at_utc` once its owner has chosen a password.
invitations = Table(
    "invitations",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("account_id", Text, primary_key=True),
    Column("token_hash", LargeBinary, nullable=False),
    Column("expires_at_utc", UtcDateTime, nullable=False),
    Column("used_at_utc", UtcDateTime),
    ForeignKeyConstraint(["commune_id", "account_id"], ["accounts.commune_id", "accounts.id"]),
    CheckConstraint("length(token_hash) = 32", name="token_hash_is_sha256"),
    Index("ix_invitations_token_hash", "token_hash"),
)

# Keys of an account on its owner's devices. `public_key` is a COSE key, `sign_count` what the device had counted to
# when it last signed, `counter_back_at_utc` when something signed that had counted less.
passkeys = Table(
    "passkeys",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("credential_id", LargeBinary, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("created_at_utc", UtcDateTime, nullable=False),
    Column("used_at_utc", UtcDateTime),
    Column("counter_back_at_utc", UtcDateTime),
    ForeignKeyConstraint(["commune_id", "account_id"], ["accounts.commune_id", "accounts.id"]),
    UniqueConstraint("commune_id", "credential_id", name="uq_passkeys_credential"),
    CheckConstraint("id <> ''", name="id_given"),
    CheckConstraint("name <> ''", name="name_given"),
    CheckConstraint("length(credential_id) BETWEEN 16 AND 1023", name="credential_id_whole"),
    CheckConstraint("sign_count >= 0", name="sign_count_counted"),
    Index("ix_passkeys_credential", "credential_id"),
    Index("ix_passkeys_account", "commune_id", "account_id"),
)

# Accounts elsewhere (OpenID Connect) with which an account is opened too: who vouches, and a hash of whom.
identities = Table(
    "identities",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("subject_hash", LargeBinary, nullable=False),
    Column("created_at_utc", UtcDateTime, nullable=False),
    Column("used_at_utc", UtcDateTime),
    ForeignKeyConstraint(["commune_id", "account_id"], ["accounts.commune_id", "accounts.id"]),
    UniqueConstraint("commune_id", "issuer", "subject_hash", name="uq_identities_subject"),
    UniqueConstraint("commune_id", "account_id", "issuer", name="uq_identities_issuer"),
    CheckConstraint("id <> ''", name="id_given"),
    CheckConstraint("issuer <> ''", name="issuer_given"),
    CheckConstraint("length(subject_hash) = 32", name="subject_hash_is_sha256"),
    Index("ix_identities_subject", "issuer", "subject_hash"),
)

# Challenges that a passkey has answered, by their SHA-256: none is answered twice. Kept while one could be.
used_challenges = Table(
    "used_challenges",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("challenge_hash", LargeBinary, primary_key=True),
    Column("used_at_utc", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["commune_id"], ["communes.code"]),
    CheckConstraint("length(challenge_hash) = 32", name="challenge_hash_is_sha256"),
)

# `key_file` names the file without which the secret does not open, for a secret that has one of its own.
sealed_secrets = Table(
    "sealed_secrets",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("key_file", Text),
    Column("created_at_utc", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["commune_id"], ["communes.code"]),
    CheckConstraint("length(sealed) >= 29", name="sealed_whole"),
)

# Key files whose secrets are destroyed: written with that, deleted when the file is gone, so that no crash keeps one.
forgotten_keys = Table(
    "forgotten_keys",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("key_file", Text, primary_key=True),
    ForeignKeyConstraint(["commune_id"], ["communes.code"]),
)
