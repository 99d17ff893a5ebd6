"""Who is asked about a piece: the verifier, the rules of the record, the audit of an archive."""

from voting.ballots.audit import verify_archive
from voting.ballots.errors import BallotError
from voting.record.bundle import read_bundle, unzip
from voting.record.errors import RecordError
from voting.record.replay import accept
from voting.record.state import State
from voting.verifier.errors import UnreadableInput
from voting.verifier.evidence import Trusted
from voting.verifier.findings import crime_of
from voting.verifier.inputs import read_bytes
from voting.verifier.verification import verify


def verifier(raw: bytes, trusted: Trusted) -> tuple[str, ...]:
    """The checks that fail, as the labels name them; empty if everything that could be checked holds."""
    try:
        evidence = read_bytes(raw, "a piece of the museum")
    except UnreadableInput as error:
        return (f"input:{error.code}",)
    return tuple(named(one.name, one.error, one.crime) for one in verify(evidence, trusted=trusted).failures)


def named(check: str, error: str, crime: str) -> str:
    return f"{check}:{error}" if error == crime else f"{check}:{error}/{crime}"


def rules(raw: bytes) -> str:
    """How the rules of the record refuse a bundle's entries, as the labels name it; empty if they accept all."""
    shown = read_bundle(unzip(raw))
    state = State()
    for _, entry in sorted(shown.entries.items()):
        try:
            accept(state, entry, payload=shown.payloads.__getitem__)
        except RecordError as error:
            return named("replay", error.code, crime_of(error))
    return ""


def audit(archive: bytes) -> str:
    """The name of the crime that an archive shows by itself; empty if it is sound."""
    try:
        verify_archive(archive)
    except BallotError as error:
        return error.name
    return ""
