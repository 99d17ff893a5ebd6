"""Tests of voting/storage and migrations, each on SQLite and, where there is a server, on PostgreSQL."""
