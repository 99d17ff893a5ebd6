"""What stands beside a book, named by its SHA-256: which entries name it, and how it is read."""

from collections.abc import Callable
from hashlib import sha256

from voting.record.entries.entry import Entry
from voting.record.entries.statements import SubjectOpened
from voting.record.entries.vote import VoteOpened
from voting.record.errors import WrongSetup


def names_in(entry: Entry) -> tuple[str, ...]:
    """The SHA-256 (hex) of every payload the entry refers to; papers shown with a vote are not payloads."""
    match entry:
        case VoteOpened():
            return (entry.credentials,)
        case SubjectOpened():
            return (entry.pseudonyms,)
    return ()


def require_named(name: str, raw: bytes) -> bytes:
    """These bytes, which must have the hash they are named by; else ``WrongSetup``."""
    if sha256(raw).hexdigest() != name:
        raise WrongSetup(f"payload {name} has another hash")
    return raw


def credentials_bytes(entry: VoteOpened, read: Callable[[str], bytes | None]) -> bytes:
    """The exact bytes of a vote's credential list; ``WrongSetup`` if they are not given or not the ones named."""
    raw = read(entry.credentials)
    if raw is None:
        raise WrongSetup(f"payload {entry.credentials} is not given")
    return require_named(entry.credentials, raw)
