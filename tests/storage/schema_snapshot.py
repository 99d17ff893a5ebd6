"""What a database's schema looks like, as values that can be compared."""

from typing import Any

from sqlalchemy import Connection, inspect, text

Schema = dict[str, Any]

CATALOG = {
    "sqlite": ["SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"],
    "postgresql": [
        """SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
            WHERE table_schema = 'public'""",
        """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace""",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    ],
}


def catalog(connection: Connection) -> set[tuple[str, ...]]:
    """Everything the engine itself says about tables, constraints, indexes, triggers and functions."""
    found: set[tuple[str, ...]] = set()
    for query in CATALOG[connection.dialect.name]:
        found |= {tuple(str(value) for value in row) for row in connection.execute(text(query))}
    # Alembic's own table, made at the first upgrade, stays.
    return {row for row in found if "alembic_version" not in " ".join(row)}


def tables(connection: Connection) -> Schema:
    """Tables with columns, keys, constraints and indexes, without regard to the order they were made in."""
    inspector = inspect(connection)
    return {name: _table(inspector, name) for name in inspector.get_table_names() if name != "alembic_version"}


def _table(inspector: Any, name: str) -> Schema:
    return {
        "columns": {c["name"]: (str(c["type"]), c["nullable"], c["default"]) for c in inspector.get_columns(name)},
        "primary key": _named(inspector.get_pk_constraint(name), "constrained_columns"),
        "foreign keys": sorted(
            _named(key, "constrained_columns", "referred_table", "referred_columns")
            for key in inspector.get_foreign_keys(name)
        ),
        "unique": sorted(_named(key, "column_names") for key in inspector.get_unique_constraints(name)),
        "checks": sorted(_named(check, "sqltext") for check in inspector.get_check_constraints(name)),
        "indexes": sorted(_index(index) for index in inspector.get_indexes(name)),
    }


def _index(index: Any) -> tuple[str, ...]:
    options = {name: str(value) for name, value in (index.get("dialect_options") or {}).items()}
    return (*_named(index, "column_names", "unique"), str(options))


def _named(thing: Any, *parts: str) -> tuple[str, ...]:
    return (thing["name"], *(str(thing.get(part)) for part in parts))
