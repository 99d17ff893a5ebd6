"""Forms: what is typed is kept, and a fault from a service is said at its field."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import InputRequired, Length

from voting.services.errors import Invalid
from voting.web.errors import sentence


class PageForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A form of one page, with its CSRF token."""

    class Meta:
        """Our own sentences only: WTForms' built-in ones are not loaded."""

        locales = False

    def accepted(self) -> bool:
        """Whether this request sent the form and every field holds."""
        return bool(self.validate_on_submit())

    def show(self, error: Invalid, places: dict[str, str] | None = None) -> None:
        """Says a service's faults at their fields; `places` maps its field names to the form's where they differ."""
        for name, fault in error.faults.items():
            self.say(name if places is None else places.get(name, name), sentence(fault))

    def say(self, name: str, words: str) -> None:
        """One sentence at the field `name`, or above the form when it has no such field."""
        field: Field | None = self._fields.get(name)
        if field is None:
            self.form_errors.append(words)
        else:
            field.errors = [*field.errors, words]


class Needed(InputRequired):  # type: ignore[misc]
    """The field must be filled in; without the browser's own bubble, whose language is not ours."""

    field_flags: dict[str, Any] = {}  # noqa: RUF012 - WTForms reads it from the class

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.field_flags = {}


class AtMost(Length):  # type: ignore[misc]
    """At most so many characters, said in words."""

    def __init__(self, maximum: int, message: Any) -> None:
        super().__init__(max=maximum, message=message)
