"""Alembic's entry: runs the versions inside the transaction that `voting.storage.migrate` has opened."""

from alembic import context

from voting.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
