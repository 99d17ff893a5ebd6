"""A reason that goes into the public record: for a card, a cancellation, an extension."""

from voting.services.errors import Invalid
from voting.texts.validity import InvalidText, cleaned, require_valid

MAX_REASON_CHARACTERS = 500


def public_reason(reason: str) -> str:
    """The reason as it is recorded; `Invalid` at the field `reason`."""
    text = cleaned(reason, line_breaks=True)
    if not text or len(text) > MAX_REASON_CHARACTERS:
        raise Invalid({"reason": "reason-missing"})
    try:
        return require_valid(text, line_breaks=True)
    except InvalidText as error:
        raise Invalid({"reason": "wrong-text"}, str(error)) from error
