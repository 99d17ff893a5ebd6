"""Communes, villages, accounts, roles, sealed secrets."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "communes", "villages", "accounts", "grants", "invitations", "passkeys", "identities", "used_challenges",
    "sealed_secrets", "forgotten_keys",
)  # fmt: skip


def upgrade() -> None:
    _create_communes()
    _create_villages()
    _create_accounts()
    _create_grants()
    _create_invitations()
    _create_passkeys()
    _create_identities()
    _create_used_challenges()
    _create_sealed_secrets()
    _create_forgotten_keys()


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)


def _create_communes() -> None:
    op.create_table(
        "communes",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        *_whom_to_ring("communes"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_communes")),
        sa.UniqueConstraint("origin", name="uq_communes_origin"),
        sa.CheckConstraint("code <> ''", name=op.f("ck_communes_code_given")),
        sa.CheckConstraint("origin <> ''", name=op.f("ck_communes_origin_given")),
    )


def _whom_to_ring(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Name, office and telephone of who answers questions, in public: all of it, or nothing."""
    missing = [f"({column} IS NULL)" for column in ("ring_name", "ring_office", "ring_phone")]
    return (
        sa.Column("ring_name", sa.Text(), nullable=True),
        sa.Column("ring_office", sa.Text(), nullable=True),
        sa.Column("ring_phone", sa.Text(), nullable=True),
        sa.CheckConstraint(
            f"{missing[0]} = {missing[1]} AND {missing[1]} = {missing[2]}", name=op.f(f"ck_{table}_ring_whole")
        ),
    )


def _create_villages() -> None:
    op.create_table(
        "villages",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_kind", sa.Text(), nullable=False),
        sa.Column("nobody_else", sa.Text(), nullable=True),
        sa.Column("successors", sa.Text(), nullable=True),
        *_whom_to_ring("villages"),
        sa.PrimaryKeyConstraint("commune_id", "code", name=op.f("pk_villages")),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.code"], name=op.f("fk_villages_communes")),
        sa.UniqueConstraint("code", name="uq_villages_code"),
        sa.CheckConstraint("code <> ''", name=op.f("ck_villages_code_given")),
    )


def _create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("session_version", sa.Integer(), nullable=False),
        sa.Column("created_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_accounts")),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.code"], name=op.f("fk_accounts_communes")),
        sa.UniqueConstraint("commune_id", "login", name="uq_accounts_login"),
        sa.CheckConstraint("login <> ''", name=op.f("ck_accounts_login_given")),
    )
    op.create_index("ix_accounts_login", "accounts", ["login"], unique=False)


def _create_grants() -> None:
    op.create_table(
        "grants",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "account_id", "role", "village_code", name=op.f("pk_grants")),
        sa.ForeignKeyConstraint(
            ["commune_id", "account_id"], ["accounts.commune_id", "accounts.id"], name=op.f("fk_grants_accounts")
        ),
        sa.CheckConstraint("role <> ''", name=op.f("ck_grants_role_given")),
    )


def _create_invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("commune_id", "account_id", name=op.f("pk_invitations")),
        sa.ForeignKeyConstraint(
            ["commune_id", "account_id"], ["accounts.commune_id", "accounts.id"], name=op.f("fk_invitations_accounts")
        ),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_invitations_token_hash_is_sha256")),
    )
    op.create_index("ix_invitations_token_hash", "invitations", ["token_hash"], unique=False)


def _create_passkeys() -> None:
    op.create_table(
        "passkeys",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counter_back_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_passkeys")),
        sa.ForeignKeyConstraint(
            ["commune_id", "account_id"], ["accounts.commune_id", "accounts.id"], name=op.f("fk_passkeys_accounts")
        ),
        sa.UniqueConstraint("commune_id", "credential_id", name="uq_passkeys_credential"),
        sa.CheckConstraint("id <> ''", name=op.f("ck_passkeys_id_given")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_passkeys_name_given")),
        sa.CheckConstraint(
            "length(credential_id) BETWEEN 16 AND 1023", name=op.f("ck_passkeys_credential_id_whole")
        ),
        sa.CheckConstraint("sign_count >= 0", name=op.f("ck_passkeys_sign_count_counted")),
    )
    op.create_index("ix_passkeys_credential", "passkeys", ["credential_id"], unique=False)
    op.create_index("ix_passkeys_account", "passkeys", ["commune_id", "account_id"], unique=False)


def _create_identities() -> None:
    op.create_table(
        "identities",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_identities")),
        sa.ForeignKeyConstraint(
            ["commune_id", "account_id"], ["accounts.commune_id", "accounts.id"], name=op.f("fk_identities_accounts")
        ),
        sa.UniqueConstraint("commune_id", "issuer", "subject_hash", name="uq_identities_subject"),
        sa.UniqueConstraint("commune_id", "account_id", "issuer", name="uq_identities_issuer"),
        sa.CheckConstraint("id <> ''", name=op.f("ck_identities_id_given")),
        sa.CheckConstraint("issuer <> ''", name=op.f("ck_identities_issuer_given")),
        sa.CheckConstraint("length(subject_hash) = 32", name=op.f("ck_identities_subject_hash_is_sha256")),
    )
    op.create_index("ix_identities_subject", "identities", ["issuer", "subject_hash"], unique=False)


def _create_used_challenges() -> None:
    op.create_table(
        "used_challenges",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("challenge_hash", sa.LargeBinary(), nullable=False),
        sa.Column("used_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "challenge_hash", name=op.f("pk_used_challenges")),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.code"], name=op.f("fk_used_challenges_communes")),
        sa.CheckConstraint("length(challenge_hash) = 32", name=op.f("ck_used_challenges_challenge_hash_is_sha256")),
    )


def _create_sealed_secrets() -> None:
    op.create_table(
        "sealed_secrets",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key_file", sa.Text(), nullable=True),
        sa.Column("created_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "kind", "name", name=op.f("pk_sealed_secrets")),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.code"], name=op.f("fk_sealed_secrets_communes")),
        sa.CheckConstraint("length(sealed) >= 29", name=op.f("ck_sealed_secrets_sealed_whole")),
    )


def _create_forgotten_keys() -> None:
    op.create_table(
        "forgotten_keys",
        sa.Column("commune_id", sa.Text(), nullable=False),
        sa.Column("key_file", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "key_file", name=op.f("pk_forgotten_keys")),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.code"], name=op.f("fk_forgotten_keys_communes")),
    )
