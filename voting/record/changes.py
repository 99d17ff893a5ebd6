"""What an accepted entry changes, as values: ``state/`` takes them in, ``services/books.py`` writes them as rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from voting.ballots.tally import Rows
from voting.record.facts import Barred, Commune, Matter, Opinions, Subject, Tallies, Village, Vote
from voting.record.told import Disclosure, Notice, Recommendation, Report, Session


@dataclass(frozen=True)
class CommuneChange:
    """Facts of the commune's book that are new or other now; ``server_key`` (hex) may not serve another vote."""

    commune: Commune | None = None
    villages: Mapping[str, Village] = field(default_factory=dict)
    votes: Mapping[str, Vote] = field(default_factory=dict)
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    matters: Mapping[str, Matter] = field(default_factory=dict)
    notices: Mapping[str, Notice] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    disclosures: Mapping[str, Disclosure] = field(default_factory=dict)
    sessions: Mapping[str, Session] = field(default_factory=dict)
    recommendations: Mapping[str, Recommendation] = field(default_factory=dict)
    server_key: str = ""


@dataclass(frozen=True)
class TakenBallot:
    """A ballot that was accepted, as it is looked for later; ``ciphertexts`` as ``Ballot.ciphertexts``."""

    credential: str
    sequence: int
    tracker: str
    ciphertexts: tuple[str, ...]
    choices: Rows


@dataclass(frozen=True)
class BookChange:
    """A vote's book in numbers after the entry, the ballot it took, and credentials barred (``None``: no longer)."""

    tallies: Tallies
    ballot: TakenBallot | None = None
    barred: Mapping[str, Barred | None] = field(default_factory=dict)


@dataclass(frozen=True)
class TakenStatement:
    """A household's statement that was accepted, as it is looked for later."""

    pseudonym: str
    sequence: int
    tracker: str
    value: str


@dataclass(frozen=True)
class SubjectChange:
    """A subject's book in numbers after the entry, and the statement it took."""

    opinions: Opinions
    statement: TakenStatement | None = None
