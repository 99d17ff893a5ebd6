"""Rules about the log itself and who holds a role."""

from collections.abc import Callable
from typing import Any

from voting.ledger.errors import LedgerDataError
from voting.ledger.note import NoteVerifier
from voting.ledger.policy import parse_policy
from voting.record.entries.commune import LogStarted, OfficialsChanged
from voting.record.entries.entry import Entry
from voting.record.errors import NotStarted, WrongLog
from voting.record.rules.shared import Change, Context, started
from voting.record.state import State


def log_started(state: State, entry: LogStarted, _: Context) -> Change:
    """The first entry, and only the first, says whose log this is, by which key, and who must co-sign it."""
    if state.size or entry.village:
        raise NotStarted("log-started stands first, once, and is about no village")
    try:
        key, policy = NoteVerifier.parse(entry.vkey), parse_policy(entry.policy.encode())
    except LedgerDataError as error:
        raise WrongLog(f"{error.code}: {error}") from error
    if key.name != entry.origin or not entry.origin.endswith(f"/{entry.commune}"):
        raise WrongLog(f"the key of {key.name} and the origin {entry.origin} are not those of {entry.commune}")
    if key not in policy.logs:
        raise WrongLog("the policy does not list the log's own key")

    def change() -> None:
        state.commune, state.origin, state.vkey, state.policy = entry.commune, entry.origin, entry.vkey, entry.policy

    return change


def officials_changed(state: State, entry: OfficialsChanged, _: Context) -> Change:
    """A commitment binds whoever holds its salt; there is nothing else to check in the open."""
    started(state, entry)
    return lambda: None


RULES: dict[type[Entry], Callable[[State, Any, Context], Change]] = {
    LogStarted: log_started,
    OfficialsChanged: officials_changed,
}
