"""Where a commune's calendar differs from the public holidays that the program knows."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKeyConstraint, Table, Text

from voting.storage.tables.metadata import metadata

# `off` says that nobody works on this day; false, that people do although the list of holidays says otherwise.
calendar_days = Table(
    "calendar_days",
    metadata,
    Column("commune_id", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("off", Boolean, nullable=False),
    Column("name", Text, nullable=False),
    ForeignKeyConstraint(["commune_id"], ["communes.code"]),
    CheckConstraint("name <> ''", name="name_given"),
)
