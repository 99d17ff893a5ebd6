"""Facts that follow from a book's entries, kept so that a rule can look them up instead of replaying.

Written in the transaction, and under the lock, of the entry they follow from. Mutable, and no part of the record.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Text, and_, bindparam, column, func, select, text, values

from voting.storage.tables.record import record_facts
from voting.storage.work import Work

Key = tuple[str, str]
"""Kind and key of a fact within a book."""

_OF_KIND = (
    select(record_facts.c.key, record_facts.c.value)
    .where(record_facts.c.commune_id == bindparam("commune"), record_facts.c.book == bindparam("in_book"))
    .where(record_facts.c.kind == bindparam("of_kind"))
)
_OF_KINDS = (
    select(record_facts.c.kind, record_facts.c.key, record_facts.c.value)
    .where(record_facts.c.commune_id == bindparam("commune"), record_facts.c.book == bindparam("in_book"))
    .where(record_facts.c.kind.in_(bindparam("of_kinds", expanding=True)))
)
_ONE = _OF_KIND.where(record_facts.c.key == bindparam("of_key"))
_FIRST = _OF_KIND.where(record_facts.c.key >= bindparam("of_key")).order_by(record_facts.c.key).limit(1)
_SOME = _OF_KIND.where(record_facts.c.key.in_(bindparam("of_keys", expanding=True)))
_LAST = _OF_KIND.order_by(record_facts.c.key.desc()).limit(1)
_PUT = text(
    "INSERT INTO record_facts (commune_id, book, kind, key, value) VALUES (:commune_id, :book, :kind, :key, :value)"
    " ON CONFLICT (commune_id, book, kind, key) DO UPDATE SET value = excluded.value"
)
_DROP = text(
    "DELETE FROM record_facts WHERE commune_id = :commune AND book = :in_book AND kind = :of_kind AND key = :of_key"
)


class Facts:
    """`tx.facts`. `book` is `""` for the commune's book, the vote's uuid for a vote's; a value is text."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, commune_id: str, book: str, kind: str, key: str) -> str | None:
        """A fact, or `None`."""
        asked = {"commune": commune_id, "in_book": book, "of_kind": kind, "of_key": key}
        found = self._work.mappings(_ONE, asked)
        return str(found[0]["value"]) if found else None

    def many(self, commune_id: str, book: str, kind: str) -> dict[str, str]:
        """All facts of a kind, by key."""
        found = self._work.mappings(_OF_KIND, {"commune": commune_id, "in_book": book, "of_kind": kind})
        return {row["key"]: row["value"] for row in found}

    def of_kinds(self, commune_id: str, book: str, kinds: Collection[str]) -> dict[str, dict[str, str]]:
        """All facts of these kinds: kind -> key -> value, in one statement."""
        found: dict[str, dict[str, str]] = {kind: {} for kind in kinds}
        asked = {"commune": commune_id, "in_book": book, "of_kinds": sorted(kinds)}
        for row in self._work.mappings(_OF_KINDS, asked):
            found[row["kind"]][row["key"]] = row["value"]
        return found

    def some(self, commune_id: str, book: str, kind: str, keys: Collection[str]) -> dict[str, str]:
        """The facts of a kind under these keys, in one statement; none for a key that is not there."""
        asked = {"commune": commune_id, "in_book": book, "of_kind": kind, "of_keys": list(keys)}
        return {row["key"]: row["value"] for row in self._work.mappings(_SOME, asked)} if keys else {}

    def first(self, commune_id: str, book: str, kind: str, *, at_least: str) -> str | None:
        """The first key of a kind from this one on, as texts sort; `None` after the last."""
        asked = {"commune": commune_id, "in_book": book, "of_kind": kind, "of_key": at_least}
        found = self._work.mappings(_FIRST, asked)
        return str(found[0]["key"]) if found else None

    def first_items(
        self, commune_id: str, book: str, kind: str, at_least: Collection[str]
    ) -> dict[str, tuple[str, str]]:
        """For each of these the first key from it on, with its value; none after the last. Two statements."""
        asked = list(at_least)
        found = self._firsts(commune_id, book, kind, asked) if asked else {}
        told = self.some(commune_id, book, kind, sorted(set(found.values())))
        return {one: (key, told[key]) for one, key in found.items()}

    def _firsts(self, commune_id: str, book: str, kind: str, asked: Sequence[str]) -> dict[str, str]:
        rows, keys = record_facts.alias(), values(column("k", Text)).data([(one,) for one in asked]).cte("asked")
        of_kind = and_(rows.c.commune_id == commune_id, rows.c.book == book, rows.c.kind == kind)
        first = select(func.min(rows.c.key)).where(of_kind, rows.c.key >= keys.c.k).scalar_subquery()
        found = self._work.mappings(select(keys.c.k, first.label("first")), {})
        return {str(row["k"]): str(row["first"]) for row in found if row["first"] is not None}

    def last(self, commune_id: str, book: str, kind: str) -> str | None:
        """The last key of a kind, as texts sort; `None` without any."""
        found = self._work.mappings(_LAST, {"commune": commune_id, "in_book": book, "of_kind": kind})
        return str(found[0]["key"]) if found else None

    def put(self, commune_id: str, book: str, rows: Mapping[Key, str]) -> None:
        """Store facts, new or other now; `MissingReference` without the book, `BadValue` for an empty kind."""
        if rows:
            self._work.send(_PUT, _rows(commune_id, book, rows))

    def add(self, commune_id: str, book: str, rows: Mapping[Key, str]) -> None:
        """Store facts that are all new; `Conflict` (pk_record_facts) if there is one of that kind and key."""
        self._work.insert_rows(record_facts, _rows(commune_id, book, rows))

    def drop(self, commune_id: str, book: str, keys: Iterable[Key]) -> None:
        """Forget facts; one that is not there is no error."""
        rows = [{"commune": commune_id, "in_book": book, "of_kind": kind, "of_key": key} for kind, key in keys]
        if rows:
            self._work.send(_DROP, rows)


def _rows(commune_id: str, book: str, rows: Mapping[Key, str]) -> list[dict[str, str]]:
    return [
        {"commune_id": commune_id, "book": book, "kind": kind, "key": key, "value": value}
        for (kind, key), value in rows.items()
    ]
