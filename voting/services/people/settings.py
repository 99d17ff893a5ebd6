"""The numbers the law leaves open, as a commune has set them: its administrator changes them in public."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from voting.law.clocks import CLOCKS, Clock, in_force
from voting.record.entries.commune import SettingsChanged
from voting.record.facts import Commune, Setting
from voting.services.desk import Desk
from voting.services.errors import Invalid, NotFound
from voting.services.forms import once
from voting.services.lookups import commune_facts, entry_at
from voting.services.permissions import Actor
from voting.services.typed import public_reason
from voting.storage.database import Transaction


@dataclass(frozen=True)
class NumberChanged:
    """A number that was changed from ``before``, when and why; ``index`` is the entry's place in the book."""

    clock: Clock
    before: int
    at_utc: datetime
    reason: str
    index: int


class Settings:
    """Every clock of ``law.clocks`` with the number in force in a commune."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, commune: str) -> Mapping[str, Clock]:
        """Every number by its key."""
        with self._desk.database.reading() as tx:
            known = commune_facts(tx, commune)
            numbers = known.numbers if known else {}
            return {key: in_force(key, numbers) for key in CLOCKS}

    def clock(self, commune: str, key: str) -> Clock:
        """One number; ``NotFound`` if there is none of this key."""
        if key not in CLOCKS:
            raise NotFound(code="unknown-setting")
        return self.of(commune)[key]

    def changes(self, commune: str) -> tuple[NumberChanged, ...]:
        """What was changed, the latest first."""
        with self._desk.database.reading() as tx:
            known = commune_facts(tx, commune)
            return _changes(tx, known) if known else ()

    def change(self, actor: Actor, key: str, value: int, reason: str, form: str = "") -> None:
        """Set a number from now on, in the record; ``Invalid`` at ``value``, the same number too, and ``reason``.

        ``NotFound`` for one that is not the commune's to set.
        """
        actor.require("village.manage")
        clock, reason = CLOCKS.get(key), public_reason(reason)
        if clock is None or clock.bounds is None:
            raise NotFound(code="unknown-setting")
        if not clock.allows(value):
            raise Invalid({"value": "number-bounds"})

        def changed(tx: Transaction) -> str:
            self._desk.books.commune(tx, actor.commune)  # locked: of two at once the second sees the first
            known = commune_facts(tx, actor.commune)
            if in_force(key, known.numbers if known else {}).value == value:
                raise Invalid({"value": "number-same"})
            at = self._desk.next_minute(tx, actor.commune)
            entry = SettingsChanged(village="", at=at, key=key, value=value, reason=reason, by="admin")
            return str(self._desk.append(tx, actor.commune, [entry]))

        once(self._desk, actor, form and f"setting|{key}|{form}", changed)


def _changes(tx: Transaction, known: Commune) -> tuple[NumberChanged, ...]:
    found, numbers = [], {key: clock.value for key, clock in CLOCKS.items()}
    for one in known.settings:
        found.append(_changed(tx, known.code, one, numbers[one.key]))
        numbers[one.key] = one.value
    return tuple(reversed(found))


def _changed(tx: Transaction, commune: str, one: Setting, before: int) -> NumberChanged:
    entry = entry_at(tx, commune, one.index)
    if not isinstance(entry, SettingsChanged):
        raise TypeError(f"entry {one.index} sets no number but is {entry.type}")
    return NumberChanged(in_force(one.key, {one.key: one.value}), before, entry.at, entry.reason, one.index)
