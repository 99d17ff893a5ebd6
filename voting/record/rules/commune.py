"""Rules about the commune's book itself, who holds a role, and the seals on the votes' books."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from voting.law.clocks import CLOCKS, in_force
from voting.ledger.errors import LedgerDataError
from voting.ledger.note import NoteVerifier
from voting.ledger.policy import Policy, parse_policy
from voting.record.changes import CommuneChange
from voting.record.entries.commune import BooksSealed, LogStarted, OfficialsChanged, PolicyChanged, SettingsChanged
from voting.record.entries.entry import Entry
from voting.record.errors import BadPolicy, NotStarted, WrongLog, WrongSeal, WrongSetting
from voting.record.facts import Commune, Phase, PolicyChange, Setting, Subject, Vote
from voting.record.fields import Seal
from voting.record.lookups import CommuneBook, Context
from voting.record.rules.shared import require_text, started
from voting.record.ties import require_seal


def log_started(book: CommuneBook, entry: LogStarted, _: Context) -> CommuneChange:
    """The first entry, and only the first, says whose book this is, by which key, and who must co-sign it."""
    if book.size or entry.village:
        raise NotStarted("log-started stands first, once, and is about no village")
    try:
        key, policy = NoteVerifier.parse(entry.vkey), parse_policy(entry.policy.encode())
    except LedgerDataError as error:
        raise WrongLog(f"{error.code}: {error}") from error
    if key.name != entry.origin or not entry.origin.endswith(f"/{entry.commune}"):
        raise WrongLog(f"the key of {key.name} and the origin {entry.origin} are not those of {entry.commune}")
    if key not in policy.logs:
        raise WrongLog("the policy does not list the log's own key")
    return CommuneChange(commune=Commune(entry.commune, entry.origin, entry.vkey, entry.policy))


def policy_changed(book: CommuneBook, entry: PolicyChanged, _: Context) -> CommuneChange:
    """A policy that can be gone by: it parses, lists the log's own key, says where each witness is, and is news.

    Whether it is in force is no question of the entry: the policy before it must have co-signed it (``policies``).
    """
    commune = started(book, entry)
    if entry.village:
        raise BadPolicy("policy-changed is about no village")
    if entry.policy == commune.newest_policy:
        raise BadPolicy("the same text as the newest policy")
    try:
        policy = parse_policy(entry.policy.encode())
    except LedgerDataError as error:
        raise BadPolicy(f"{error.code}: {error}") from error
    _require_usable(policy, NoteVerifier.parse(commune.vkey))
    change = PolicyChange(book.size, entry.policy)
    return CommuneChange(commune=replace(commune, changes=(*commune.changes, change)))


def _require_usable(policy: Policy, log: NoteVerifier) -> None:
    """The log is its own, every witness has an address, and no key serves two (``parse_policy``: no two witnesses)."""
    if log not in policy.logs:
        raise BadPolicy("the policy does not list the log's own key")
    logs = {one.key.public_key for one in (*policy.logs, log)}
    for name, witness in policy.witnesses.items():
        if not policy.urls.get(name, "").startswith(("https://", "http://")):
            raise BadPolicy(f"no address for the witness {name}")
        if witness.key.public_key in logs:
            raise BadPolicy(f"the witness {name} has a log's own key")


def officials_changed(book: CommuneBook, entry: OfficialsChanged, _: Context) -> CommuneChange:
    """A commitment binds whoever holds its salt; there is nothing else to check in the open."""
    started(book, entry)
    village = book.village(entry.village)
    if not entry.village or village.named:
        return CommuneChange()
    return CommuneChange(villages={entry.village: replace(village, named=True)})


def settings_changed(book: CommuneBook, entry: SettingsChanged, _: Context) -> CommuneChange:
    """LAW.md 11: only a number that the law does not fix, within its bounds, and another than is in force."""
    commune = started(book, entry)
    clock = CLOCKS.get(entry.key)
    if entry.village or clock is None or not clock.allows(entry.value):
        raise WrongSetting(f"{entry.key!r} is not set to {entry.value}")
    if in_force(entry.key, commune.numbers).value == entry.value:
        raise WrongSetting(f"{entry.key} is {entry.value} already")
    require_text(entry.reason, "reason", line_breaks=True)
    setting = Setting(book.size, entry.key, entry.value)
    return CommuneChange(commune=replace(commune, settings=(*commune.settings, setting)))


def books_sealed(book: CommuneBook, entry: BooksSealed, context: Context) -> CommuneChange:
    """Books of what is open only, each that has grown once, in order; and with the root that the book has."""
    started(book, entry)
    if entry.village or not entry.books:
        raise WrongSeal("books-sealed is about no village, and seals at least one book")
    _require_sorted([uuid for uuid, _ in entry.books])
    votes: dict[str, Vote] = {}
    subjects: dict[str, Subject] = {}
    for name, seal in entry.books:
        if (subject := book.subject(name)) is not None:
            subjects[name] = _subject_sealed(subject, name, seal)
        else:
            votes[name] = _sealed(book.vote(name), name, seal)
    for name, seal in entry.books:
        own = context.subject_book(name) if name in subjects else context.vote_book(name)
        if own is not None:
            require_seal(seal, own)
    return CommuneChange(votes=votes, subjects=subjects)


def _require_sorted(uuids: Sequence[str]) -> None:
    if any(left >= right for left, right in pairwise(uuids)):
        raise WrongSeal("the sealed books are not sorted, or one stands twice")


def _sealed(vote: Vote | None, uuid: str, seal: Seal) -> Vote:
    if vote is None or vote.phase is not Phase.OPEN:
        raise WrongSeal(f"no open vote {uuid}")
    _require_grown(vote.seal, uuid, seal)
    return replace(vote, seal=seal)


def _subject_sealed(subject: Subject, name: str, seal: Seal) -> Subject:
    if subject.closing is not None:
        raise WrongSeal(f"the subject {name} is closed")
    _require_grown(subject.seal, name, seal)
    return replace(subject, seal=seal)


def _require_grown(before: Seal | None, name: str, seal: Seal) -> None:
    if seal.size <= (before.size if before else 0):
        raise WrongSeal(f"the book of {name} has not grown since its last seal")


RULES: dict[type[Entry], Callable[[CommuneBook, Any, Context], CommuneChange]] = {
    LogStarted: log_started,
    PolicyChanged: policy_changed,
    OfficialsChanged: officials_changed,
    SettingsChanged: settings_changed,
    BooksSealed: books_sealed,
}
