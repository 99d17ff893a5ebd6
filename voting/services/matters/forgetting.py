"""What is personal of a matter goes once it is over and its time has run out (LAW.md 14); the record still verifies.

Names of the team, the helper and the phone, and who entered a meeting's figures are deleted; the salts of what the
record only commits to are destroyed. The papers stay: they are the village's file; private lists have their own
time.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from voting.record.facts import Matter
from voting.services.desk import Desk
from voting.services.lookups import COMMUNE_BOOK, MATTER, clock_of, entry_at, read_fact
from voting.services.matters.acts import is_over
from voting.services.matters.steps import ANNEX, MATTER_SALT, find_matter, matter_facts
from voting.storage.database import Transaction

NAMES_KEPT = timedelta(days=90)
"""After the last step: longer than a result is posted and complaints take. No law sets this time."""
RETENTION = "annex.retention"
"""The number of the law's clocks by which private lists are kept."""
PERSONAL = ("team", "helper", "phone", "entered", "consenters")
"""What of a matter's notes is about people."""


def forgotten_due(tx: Transaction, commune: str, now: datetime) -> Collection[str]:
    """The matters (ids) of a commune of which something personal is kept and need not be any more.

    A matter with a salt younger than that time cannot be due, so only old ones are looked at.
    """
    salted = {name.partition(" ")[0] for name in tx.secrets.names(commune, MATTER_SALT, before=now - NAMES_KEPT)}
    known = tx.facts.many(commune, COMMUNE_BOOK, MATTER) if salted else {}
    over = [one for one in sorted(salted) if one in known and is_over(read_fact(Matter, known[one]))]
    return [one for one in over if _last_step(tx, commune, one) <= now - NAMES_KEPT]


def forget(desk: Desk, tx: Transaction, commune: str, matter: str) -> bool:
    """Delete what is personal of a matter and destroy its salts; `False` if it goes on after all."""
    desk.books.commune(tx, commune)  # locked: a matter that was not passed may yet be turned to a meeting
    row = find_matter(tx, matter)
    if not is_over(matter_facts(tx, row)):
        return False
    tx.matters.forget(commune, matter, {name: one for name, one in row.notes.items() if name not in PERSONAL})
    for name in tx.secrets.names(commune, MATTER_SALT):
        if name.startswith(f"{matter} "):
            tx.secrets.destroy(commune, MATTER_SALT, name)
    return True


def annexes_due(tx: Transaction, commune: str, now: datetime) -> Collection[str]:
    """The matters (ids) of a commune whose private lists are kept and need not be any more."""
    kept = timedelta(days=clock_of(tx, commune, RETENTION).value)
    listed = {name.partition(" ")[0] for name in tx.secrets.names(commune, ANNEX, before=now - kept)}
    known = tx.facts.some(commune, COMMUNE_BOOK, MATTER, sorted(listed))
    over = [one for one in known if is_over(read_fact(Matter, known[one]))]
    return [one for one in over if _last_step(tx, commune, one) <= now - kept]


def destroy_annexes(desk: Desk, tx: Transaction, commune: str, matter: str) -> bool:
    """Nothing opens a matter's private lists any more, or proves what the record's hashes are of; `False` if it goes
    on after all."""
    desk.books.commune(tx, commune)  # as for `forget`
    if not is_over(matter_facts(tx, find_matter(tx, matter))):
        return False
    for name in tx.secrets.names(commune, ANNEX):
        if name.startswith(f"{matter} "):
            tx.secrets.destroy(commune, ANNEX, name)
    return True


def _last_step(tx: Transaction, commune: str, matter: str) -> datetime:
    return entry_at(tx, commune, tx.log.entries_about(commune, matter)[-1].idx).at
