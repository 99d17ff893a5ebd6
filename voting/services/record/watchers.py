"""Who watches the commune's book: as it stands for everyone to read, and changed by whoever manages the commune.

A change is an entry of the book. It counts once those who watch now have signed the book with it; where nobody watches
yet, at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from voting.ledger.cosignature import CosignatureVerifier
from voting.ledger.errors import KeyMalformed
from voting.ledger.note import NoteVerifier
from voting.ledger.policy import NO_QUORUM, Policy, make_policy, parse_policy
from voting.record.entries.commune import PolicyChanged
from voting.services.checkpoints import log_start, standing_of, take_into_force
from voting.services.desk import Desk
from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.forms import once
from voting.services.lookups import COMMUNE_BOOK, entry_at
from voting.services.people.short_names import short_code
from voting.services.permissions import Actor
from voting.services.record.pulling import pull_url, pulls
from voting.services.record.witnessing import ALARMS
from voting.services.typed import name_fault
from voting.storage.database import Transaction
from voting.storage.witnesses import Evidence
from voting.texts.validity import cleaned

GROUP = "ben-giam-sat"
"""The group that a policy made here asks for: those who replay every rule before they sign (LEDGER, "Witnesses").

Those who only see that the book has grown co-sign beside it, and are shown; a result is not final by them.
"""
MOST_WATCHERS = 12
MOST_URL = 200
MADE_BY = "admin"


@dataclass(frozen=True)
class Watcher:
    """One who watches: the policy's name and its key, the office, the address (empty where it pulls).

    ``replays``: it goes through every entry by the rules before it signs, and not only sees that the book has grown;
    only then does it count.

    ``size`` and ``signed_at_utc`` are of the newest head it has signed; ``answer`` its last one, ``stopped`` whether it
    says that the book contradicts itself.
    """

    name: str
    vkey: str
    office: str
    url: str
    size: int = 0
    signed_at_utc: datetime | None = None
    answer: str = ""
    stopped: bool = False
    replays: bool = True


@dataclass(frozen=True)
class Watch:
    """Who watches now, and how many of those who replay are enough (0: nobody is asked).

    ``coming`` and ``coming_needed`` are the newest change while it waits for those, ``changed_at_utc`` its minute;
    ``size``: entries of the book now.
    """

    watchers: tuple[Watcher, ...]
    needed: int
    size: int
    coming: tuple[Watcher, ...] = ()
    coming_needed: int = 0
    changed_at_utc: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether a change waits for the signatures of those who watch now."""
        return self.changed_at_utc is not None

    @property
    def counting(self) -> int:
        """How many there are whose signatures count, by the newest change."""
        return _counting(self.newest)

    @property
    def newest(self) -> tuple[Watcher, ...]:
        """Those who watch by the newest change, in force or not."""
        return self.coming if self.waits else self.watchers


@dataclass(frozen=True)
class Alarm:
    """A contradiction that a witness has found, with the notes that show it, as texts."""

    office: str
    kind: str
    at_utc: datetime
    size: int
    note: str
    earlier: str
    reply: str


@dataclass(frozen=True)
class NewWatcher:
    """Somebody to watch: the office, the key as its witness prints it, its address (empty: it pulls), how many are
    enough from then on, and whether it replays every rule, as the `witness` command does."""

    office: str
    vkey: str
    url: str
    needed: int
    replays: bool = True


@dataclass(frozen=True)
class Concerns:
    """What whoever manages the commune should know: how many of those who watch say now that the book contradicts
    itself, and whether a change waits for their signatures."""

    alarmed: int = 0
    waits: bool = False


def concerns(tx: Transaction, commune: str) -> Concerns:
    """As it stands with those who watch by the policy in force."""
    standing, states = standing_of(tx, commune), tx.witnesses.of_commune(commune)
    keys = {key.vkey for key in standing.in_force.policy.witnesses.values()}
    alarmed = [one for one in states.values() if one.vkey in keys and (one.stopped or one.answer in ALARMS)]
    return Concerns(len(alarmed), bool(standing.waiting))


class Watchers:
    """Reading and changing who watches."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, commune: str) -> Watch:
        """Who watches a commune's book; ``NotFound``."""
        with self._desk.database.reading() as tx:
            standing, known = standing_of(tx, commune), _Known(tx, commune)
            policy, size = standing.in_force.policy, tx.log.head(commune, COMMUNE_BOOK).size
            watch = Watch(known.watchers(policy), needed_by(policy), size)
            if not standing.waiting:
                return watch
            change = standing.waiting[-1]
            coming, at = parse_policy(change.text.encode()), entry_at(tx, commune, change.index).at
            return Watch(watch.watchers, watch.needed, size, known.watchers(coming), needed_by(coming), at)

    def alarmed_at(self, commune: str) -> datetime | None:
        """When a contradiction was last found in the commune's book, if ever."""
        with self._desk.database.reading() as tx:
            return tx.witnesses.alarmed_at(commune)

    def alarms(self, commune: str) -> tuple[Alarm, ...]:
        """Every contradiction that was ever found, the newest first; nothing of it is ever deleted."""
        with self._desk.database.reading() as tx:
            known = _Known(tx, commune)
            return tuple(known.alarm(one) for one in reversed(tx.witnesses.evidence(commune)))

    def add(self, actor: Actor, new: NewWatcher, form: str) -> None:
        """One more; ``Invalid`` at ``office``, ``vkey``, ``url``, ``needed``, ``Conflict`` "watchers-full"."""
        office, url, vkey = cleaned(new.office), new.url.strip(), _pasted(new.vkey)
        faults = {name: fault for name, fault in (("office", name_fault(office)), ("url", _url_fault(url))) if fault}

        def change(tx: Transaction, watchers: list[Watcher]) -> int:
            if len(watchers) >= MOST_WATCHERS:
                raise Conflict(code="watchers-full")
            if fault := _key_fault(vkey, log_start(tx, actor.commune).vkey, watchers):
                faults["vkey"] = fault
            if faults:
                raise Invalid(faults)
            taken = {GROUP, NO_QUORUM, *(one.name for one in watchers)}
            name = short_code(office, taken.__contains__)
            watchers.append(Watcher(name, vkey, office, url, replays=new.replays))
            tx.witnesses.put(replace(tx.witnesses.get(actor.commune, vkey), office=office))
            return new.needed

        self._change(actor, form, change)

    def remove(self, actor: Actor, name: str, needed: int, form: str) -> None:
        """One less; ``NotFound`` "unknown-watcher", ``Invalid`` at ``needed``."""

        def change(_: Transaction, watchers: list[Watcher]) -> int:
            found = next((one for one in watchers if one.name == name), None)
            if found is None:
                raise NotFound(code="unknown-watcher")
            watchers.remove(found)
            return needed

        self._change(actor, form, change)

    def require(self, actor: Actor, needed: int, form: str) -> None:
        """So many are enough from now on; ``Invalid`` at ``needed``, ``Conflict`` "same-policy"."""
        self._change(actor, form, lambda _tx, _watchers: needed)

    def _change(self, actor: Actor, form: str, change: Callable[[Transaction, list[Watcher]], int]) -> None:
        """A new policy out of the newest one, once a form."""
        actor.require("watch.change")
        commune = actor.commune

        def make(tx: Transaction) -> str:
            self._desk.books.commune(tx, commune)  # locked before anything is read
            own = log_start(tx, commune)
            watchers = list(_Known(tx, commune).watchers(parse_policy(own.newest_policy.encode())))
            needed = change(tx, watchers)
            if (counting := _counting(watchers)) and not 1 <= needed <= counting:
                raise Invalid({"needed": "watchers-needed"})
            text = policy_text(own.vkey, own.origin, watchers, needed)
            if text == own.newest_policy:
                raise Conflict(code="same-policy")
            at = self._desk.next_minute(tx, commune)
            index = self._desk.append(tx, commune, [PolicyChanged(village="", at=at, policy=text, by=MADE_BY)])
            take_into_force(tx, commune)
            return str(index)

        once(self._desk, actor, form, make)


class _Known:
    """A commune's witnesses as they are kept, to be shown with a policy."""

    def __init__(self, tx: Transaction, commune: str) -> None:
        self._states = tx.witnesses.of_commune(commune)
        self._origin = log_start(tx, commune).origin

    def watchers(self, policy: Policy) -> tuple[Watcher, ...]:
        """The witnesses of a policy, in its order."""
        replaying = policy.groups[GROUP].members if GROUP in policy.groups else ()
        return tuple(
            replace(self._watcher(name, key.vkey, policy.urls.get(name, "")), replays=name in replaying)
            for name, key in policy.witnesses.items()
        )

    def _watcher(self, name: str, vkey: str, url: str) -> Watcher:
        own = "" if pulls(url, self._origin) else url
        state = self._states.get(vkey)
        if state is None:
            return Watcher(name, vkey, name, own)
        office = state.office or name
        return Watcher(name, vkey, office, own, state.size, state.signed_at_utc, state.answer, state.stopped)

    def alarm(self, found: Evidence) -> Alarm:
        """Evidence as texts."""
        state = self._states.get(found.vkey)
        office = (state.office if state else "") or found.vkey.partition("+")[0]
        texts = [raw.decode(errors="replace") for raw in (found.note, found.earlier, found.reply)]
        return Alarm(office, found.kind, found.at_utc, found.size, *texts)


def policy_text(vkey: str, origin: str, watchers: Sequence[Watcher], needed: int) -> str:
    """The policy of these watchers; of those who replay so many are enough, and without one nobody is."""
    lines = [f"log {vkey}"]
    lines += [f"witness {one.name} {one.vkey} {one.url or pull_url(origin)}" for one in watchers]
    counting = [one.name for one in watchers if one.replays]
    if not counting:
        return make_policy([*lines, f"quorum {NO_QUORUM}"]).text
    return make_policy([*lines, f"group {GROUP} {needed} {' '.join(counting)}", f"quorum {GROUP}"]).text


def needed_by(policy: Policy) -> int:
    """How many of its witnesses are enough for a policy; of one made elsewhere, at the least."""
    if policy.quorum == NO_QUORUM:
        return 0
    group = policy.groups.get(policy.quorum)
    return group.threshold if group else 1


def _counting(watchers: Sequence[Watcher]) -> int:
    return sum(1 for one in watchers if one.replays)


def _pasted(typed: str) -> str:
    """The key out of what was pasted: itself, or the whole line of a policy as a witness prints it."""
    words = typed.split()
    return words[2] if len(words) > 2 and words[0] == "witness" else " ".join(words)  # noqa: PLR2004 - its third word


def _key_fault(vkey: str, log: str, watchers: Sequence[Watcher]) -> str:
    try:
        public = CosignatureVerifier.parse(vkey).key.public_key
    except KeyMalformed:
        return "vkey-form"
    others = [NoteVerifier.parse(log).key, *(CosignatureVerifier.parse(one.vkey).key for one in watchers)]
    return "vkey-taken" if any(one.public_key == public for one in others) else ""


def _url_fault(url: str) -> str:
    """An address that can stand in a line of a policy and be asked."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None and parts.port != 0
    except ValueError:
        return "url-form"
    plain = url.isascii() and url.isprintable() and " " not in url and not parts.query and not parts.fragment
    return "" if usable and plain and len(url) <= MOST_URL else "url-form"
