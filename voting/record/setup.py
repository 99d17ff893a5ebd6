"""What ``vote-opened`` fixes, read from its exact bytes; whether it fits roll, cards and committee is for the rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from voting.ballots import strict_json
from voting.ballots.credentials import parse_credentials
from voting.ballots.election import Election, parse_election
from voting.ballots.errors import BallotError
from voting.ballots.trustees import Trustees, parse_trustees
from voting.record.entries.vote import VoteOpened
from voting.record.errors import WrongCredentialCount, WrongSetup
from voting.record.facts import Place, Setup
from voting.record.payloads import require_named

MAX_DURATION = timedelta(days=90)
"""A vote ends at most so long after its opening, extensions included (LEDGER, "Rules of validity")."""


def setup_of(entry: VoteOpened, opening: Place, credentials_raw: bytes, *, judged: bool = False) -> Setup:
    """The vote's setup; ``opening`` is the entry's own place. Raises ``WrongSetup``. About 40 us a credential.

    ``judged``: the rules have accepted the entry beside this very list, and it is not looked through again.
    """
    known = load_credentials if judged else read_credentials
    credentials = known(entry, credentials_raw)
    return Setup(
        uuid=entry.vote,
        village=entry.village,
        opening=opening,
        opened_at=entry.at,
        opens_at=entry.opens_at,
        closes_at=entry.closes_at,
        election=read_election(entry),
        trustees=read_trustees(entry),
        credentials=frozenset(credentials),
        credentials_raw=credentials_raw,
        spares=entry.spares,
        households=entry.households,
        register=entry.register,
        majority=entry.majority,
        citation=entry.citation,
        proposals=entry.proposals,
        documents=entry.documents,
    )


def read_election(entry: VoteOpened) -> Election:
    """The election, which is this vote's; else ``WrongSetup``."""
    with _named():
        election = parse_election(entry.election.encode())
    if election.uuid != entry.vote:
        raise WrongSetup(f"the election of vote {entry.vote} has the uuid {election.uuid}")
    return election


def read_trustees(entry: VoteOpened) -> Trustees:
    """The trustees; their proofs are for ``ballots.trustees.check_trustees``. Raises ``WrongSetup``."""
    with _named():
        return parse_trustees(entry.trustees.encode())


def read_credentials(entry: VoteOpened, raw: bytes) -> tuple[str, ...]:
    """The list of these bytes: the one named, sorted, in the group, as long as stated, with every spare in it.

    Raises ``WrongSetup``, ``WrongCredentialCount``.
    """
    require_named(entry.credentials, raw)
    with _named():
        credentials = parse_credentials(raw)
    if len(credentials) != entry.listed:
        raise WrongCredentialCount(f"{len(credentials)} credentials, vote-opened says {entry.listed}")
    if not set(entry.spares) <= set(credentials):
        raise WrongCredentialCount("a spare credential is not in the list")
    return credentials


def load_credentials(entry: VoteOpened, raw: bytes) -> tuple[str, ...]:
    """As ``read_credentials``, of a list that it has accepted before: only the one named is that list."""
    listed: list[str] = strict_json.load(require_named(entry.credentials, raw), size_max_bytes=len(raw))
    return tuple(listed)


@contextmanager
def _named() -> Iterator[None]:
    try:
        yield
    except BallotError as error:
        raise WrongSetup(f"{error.name}: {error}") from error
