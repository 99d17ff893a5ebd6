"""What all rules share: the context of a judgement, and how a village and a vote are found."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from hashlib import sha256

from voting.record.entries.entry import Entry
from voting.record.errors import MalformedEntry, NotStarted, OutOfOrder, UnknownVote, WrongSetup
from voting.record.state import Phase, State, VillageState, VoteState

Change = Callable[[], None]


@dataclass(frozen=True)
class Context:
    """Envelopes whose proofs are already checked (SHA-256, hex), and how payloads beside the record are read."""

    verified: Collection[str]
    read_payload: Callable[[str], bytes]

    def payload(self, name: str) -> bytes:
        """The payload of this SHA-256; ``WrongSetup`` if it is not given or not the one named."""
        try:
            raw = self.read_payload(name)
        except LookupError as error:
            raise WrongSetup(f"payload {name} is not given") from error
        if sha256(raw).hexdigest() != name:
            raise WrongSetup(f"payload {name} has another hash")
        return raw


def of_vote(entry: Entry) -> str | None:
    """The uuid of the vote an entry is about, or ``None`` for entries about a village or the log."""
    return getattr(entry, "vote", None)


def vote_in(state: State, entry: Entry, phase: Phase) -> VoteState:
    """The vote an entry is about, which must be of the entry's village and in this phase."""
    vote = state.votes.get(of_vote(entry) or "")
    if vote is None or vote.setup.village != entry.village:
        raise UnknownVote(f"{entry.type}: no vote {of_vote(entry)} in village {entry.village!r}")
    if vote.phase is not phase:
        raise OutOfOrder(f"{entry.type}: the vote is {vote.phase.value}, not {phase.value}")
    return vote


def started(state: State, entry: Entry) -> None:
    """Nothing comes before ``log-started``."""
    if not state.size:
        raise NotStarted(f"{entry.type} before log-started")


def village_of(state: State, entry: Entry) -> VillageState:
    """The village an entry is about as it stands, or as it begins; ``MalformedEntry`` if none is named."""
    started(state, entry)
    if not entry.village:
        raise MalformedEntry(f"{entry.type} names no village")
    return state.villages.get(entry.village, VillageState())


def under_way(state: State, entry: Entry) -> None:
    """The roll does not change while a vote of the village is open."""
    if any(v.setup.village == entry.village and v.phase is Phase.OPEN for v in state.votes.values()):
        raise OutOfOrder(f"{entry.type} while a vote of the village is open")
