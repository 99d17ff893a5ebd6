"""What a check may come to: it holds, it fails, it could not be shown, or an earlier failure took its ground away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from voting.ballots.errors import BallotError
from voting.ledger.errors import LedgerDataError
from voting.record.errors import RecordError
from voting.verifier.errors import Crime

DATA_ERRORS = (Crime, RecordError, BallotError, LedgerDataError)
"""Every error that the evidence can cause; anything else is a mistake of this program."""


class Status(StrEnum):
    """The four outcomes, as in the JSON report."""

    PASS = "pass"  # noqa: S105 - not a password
    FAIL = "fail"
    NOT_GIVEN = "not-given"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Finding:
    """One check's outcome. `say` names its sentence, `values` fill it.

    `error` is the coarse stable code and `crime` the finest name known, both only when the check failed;
    `detail` is the error's own words (English, for whoever looks into the bytes).
    """

    status: Status
    say: str
    values: Mapping[str, object] = field(default_factory=dict)
    error: str = ""
    crime: str = ""
    detail: str = ""


@dataclass(frozen=True)
class ReceiptFinding:
    """What became of one receipt: the name of its file, its sentence with values; `error` if it contradicts a book.

    `cosigned` are the witnesses that have signed the book with the seal past its ballot; `None` if it shows no seal.
    """

    name: str
    status: Status
    say: str
    values: Mapping[str, object] = field(default_factory=dict)
    error: Exception | None = None
    cosigned: tuple[str, ...] | None = None


class NotShown(Exception):
    """Raised by a check for which the evidence holds nothing."""

    def __init__(self, say: str, **values: object) -> None:
        super().__init__(say)
        self.say, self.values = say, values


class Needs(Exception):
    """Raised by a check that cannot run because what an earlier check establishes is missing."""

    def __init__(self, check: str) -> None:
        super().__init__(check)
        self.check = check


class Failure(Exception):
    """A data error with the numbers that belong in the sentence about it."""

    def __init__(self, error: Exception, **values: object) -> None:
        super().__init__(str(error))
        self.error, self.values = error, values


def held(say: str, **values: object) -> Finding:
    """The check holds."""
    return Finding(Status.PASS, say, values)


def failed(error: Exception, say: str, values: Mapping[str, object]) -> Finding:
    """The check fails with this data error."""
    return Finding(Status.FAIL, say, values, error=code_of(error), crime=crime_of(error), detail=str(error))


def code_of(error: BaseException) -> str:
    """The stable code: a ballot error's own name, any other error's code."""
    if isinstance(error, BallotError):
        return error.name
    return str(getattr(error, "code", "unknown"))


def crime_of(error: BaseException) -> str:
    """The finest name: that of a refused ballot, or of the ballot error behind a record error."""
    if isinstance(error, RecordError):
        if isinstance(error.__cause__, BallotError):
            return error.__cause__.name
        return str(getattr(error, "crime", error.code))
    return code_of(error)
