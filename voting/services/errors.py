"""Why a service refuses. ``code`` is stable and English; the Vietnamese sentence for each is the web's business."""

from voting.storage import errors as storage_errors


class ServiceError(Exception):
    """Root of everything a service raises on purpose."""

    code = "refused"

    def __init__(self, detail: str = "", *, code: str = "") -> None:
        super().__init__(detail or code or self.code)
        self.detail = detail
        if code:
            self.code = code


class NotFound(ServiceError):
    """There is no such village, vote, account, ballot or card."""

    code = "not-found"


class Forbidden(ServiceError):
    """The account's roles do not allow this here."""

    code = "forbidden"


class Invalid(ServiceError):
    """What was filled in does not hold; ``faults`` maps a field to a fault's code, for the page to say it there."""

    code = "invalid"

    def __init__(self, faults: dict[str, str], detail: str = "") -> None:
        super().__init__(detail or ", ".join(f"{name}: {fault}" for name, fault in faults.items()))
        self.faults = faults


class UnreadableList(ServiceError):
    """A file that cannot be read as a household list; ``code`` and sentences are those of ``lists.errors``.

    ``kept`` is the id under which this stands for a day instead of a preview, "" where it is not kept.
    """

    def __init__(self, code: str, *, message_vi: str, message_en: str, kept: str = "") -> None:
        super().__init__(message_en, code=code)
        self.message_vi = message_vi
        self.message_en = message_en
        self.kept = kept


class Conflict(ServiceError):
    """Right in itself, but not in the present state of things; ``code`` says which."""

    code = "conflict"


class WrongPassword(ServiceError):
    """Login and password do not fit; which of the two is not said."""

    code = "wrong-password"


class TooManyAttempts(ServiceError):
    """Whoever tries has tried too often and must wait."""

    code = "too-many-attempts"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"try again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class RefusedBallot(ServiceError):
    """A ballot that was not accepted; ``code`` is one of PROTOCOL section 8, ``crime`` the finer name."""

    code = "malformed"

    def __init__(self, detail: str, *, code: str, crime: str = "") -> None:
        super().__init__(detail, code=code)
        self.crime = crime or code


class RefusedStatement(RefusedBallot):
    """A household's statement that was not accepted; ``code`` is of the interface, ``crime`` the finer name."""


class RefusedLine(ServiceError):
    """A witness's line that was not kept: not of that form, by nobody who watches, or not over our checkpoint."""

    code = "malformed"


class Unavailable(ServiceError):
    """The database or the log cannot be reached just now; nothing was stored."""

    code = "unavailable"


DATABASE_TROUBLE: dict[type[Exception], str] = {
    storage_errors.OutcomeUnknown: "outcome-unknown",
    storage_errors.Unavailable: "unavailable",
    storage_errors.Damaged: "damaged",
}
"""What any service may let through when the database is away, or not as it was left, with the code to say it by."""
