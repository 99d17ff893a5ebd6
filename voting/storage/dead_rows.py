"""PostgreSQL keeps the bytes of a deleted row in its table's file until the table is vacuumed; SQLite overwrites them.

`VACUUM` alone only marks their place as free: the bytes stay until something is written there. So a table that is small
enough to be locked for a moment is written anew (`FULL`), a large one is cleaned in place. Either runs by itself,
outside any transaction.
"""

from typing import Final

from sqlalchemy import Connection, Engine, Table, text

from voting.storage.tables.disclosures import disclosure_files, disclosures
from voting.storage.tables.forms import kept_forms, kept_papers
from voting.storage.tables.households import households, roll_uploads
from voting.storage.tables.matters import matters
from voting.storage.tables.messages import mail_wishes, messages
from voting.storage.tables.people import identities, passkeys
from voting.storage.tables.statements import statement_answers, statement_words, subject_households
from voting.storage.tables.turnout import reminders

ERASED_FROM: Final[tuple[Table, ...]] = (
    households, roll_uploads, kept_forms, kept_papers, subject_households, statement_words, statement_answers,
    matters, reminders, messages, mail_wishes, passkeys, identities, disclosures, disclosure_files,
)  # fmt: skip
"""The tables from which people's data are erased."""
WRITTEN_ANEW_MAX_BYTES: Final = 64 * 2**20
"""A larger table would be locked for more than about a second."""

_SIZE = text("SELECT pg_total_relation_size(CAST(:table AS regclass))")
_DEAD = text("SELECT pg_stat_get_dead_tuples(CAST(:table AS regclass))")


def forget_dead_rows(writer: Engine) -> int:
    """Vacuum the tables people are erased from, where anything was deleted; how many tables that were."""
    if writer.dialect.name != "postgresql":
        return 0
    with writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        names = [table.name for table in ERASED_FROM if connection.scalar(_DEAD, {"table": table.name})]
        for name in names:
            _vacuum(connection, name)
    return len(names)


def _vacuum(connection: Connection, name: str) -> None:
    if connection.scalar(_SIZE, {"table": name}) <= WRITTEN_ANEW_MAX_BYTES:
        connection.exec_driver_sql(f"VACUUM (FULL) {name}")
    connection.exec_driver_sql(f"VACUUM {name}")  # this one sets the count of dead rows back
