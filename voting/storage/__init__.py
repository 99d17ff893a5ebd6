"""The database: SQLite and PostgreSQL through SQLAlchemy."""
