"""What an official types into a line of a form: names, and reasons that go into the public record."""

from voting.record.fields import MAX_REASON, REASON, fits
from voting.services.errors import Invalid
from voting.texts.validity import InvalidText, cleaned, require_valid, says_something

MOST_NAME, MOST_REASON = 120, MAX_REASON
"""Characters of a name and of a reason."""


def public_reason(reason: str) -> str:
    """The reason for a card, a cancellation, an extension, as it is recorded; `Invalid` at the field `reason`."""
    text = cleaned(reason, line_breaks=True)
    if not fits(REASON, text):
        raise Invalid({"reason": "reason-missing"})
    try:
        require_valid(text, line_breaks=True)
    except InvalidText as error:
        raise Invalid({"reason": "wrong-text"}, str(error)) from error
    if not says_something(text):
        raise Invalid({"reason": "reason-missing"})
    return text


def public_words(text: str, field: str, most: int = MOST_REASON) -> str:
    """Words that others read, with so many characters at the most; `Invalid` at this field."""
    plain = cleaned(text, line_breaks=True)
    if len(plain) > most:
        raise Invalid({field: "text-long"})
    if not plain:
        raise Invalid({field: "text-missing"})
    try:
        require_valid(plain, line_breaks=True)
    except InvalidText as error:
        raise Invalid({field: "wrong-text"}, str(error)) from error
    if not says_something(plain):
        raise Invalid({field: "text-missing"})
    return plain


def name_fault(name: str) -> str:
    """The fault's code of a person's or a place's name that was `cleaned`; empty if it may stand on a page."""
    if not 0 < len(name) <= MOST_NAME:
        return "name-missing"
    try:
        require_valid(name)
    except InvalidText:
        return "wrong-text"
    return "" if says_something(name) else "name-missing"
