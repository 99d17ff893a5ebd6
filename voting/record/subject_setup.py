"""What ``subject-opened`` fixes, read from its exact bytes and from the list beside the book."""

from voting.ballots.credentials import parse_credentials
from voting.ballots.errors import BallotError
from voting.ballots.statement import Terms
from voting.record.entries.statements import SubjectOpened
from voting.record.errors import WrongCredentialCount, WrongSetup
from voting.record.facts import Place, SubjectSetup
from voting.record.payloads import require_named


def subject_setup_of(entry: SubjectOpened, opening: Place, pseudonyms_raw: bytes) -> SubjectSetup:
    """The subject's setup; ``opening`` is the entry's own place. Raises ``WrongSetup``. About 40 us a household."""
    return SubjectSetup(
        terms=Terms(entry.subject_id, entry.kind, entry.values, entry.worded),
        village=entry.village,
        opening=opening,
        opened_at=entry.at,
        closes_at=entry.closes_at,
        pseudonyms=frozenset(read_pseudonyms(entry, pseudonyms_raw)),
        register=entry.register,
        about=entry.about,
    )


def read_pseudonyms(entry: SubjectOpened, raw: bytes) -> tuple[str, ...]:
    """The list of these bytes: the one named, sorted, in the group, as long as stated; else ``WrongSetup``."""
    require_named(entry.pseudonyms, raw)
    try:
        listed = parse_credentials(raw)
    except BallotError as error:
        raise WrongSetup(f"{error.name}: {error}") from error
    if len(listed) != entry.listed:
        raise WrongCredentialCount(f"{len(listed)} pseudonyms, subject-opened says {entry.listed}")
    return listed
