"""Forms: what is typed is kept, and a fault from a service is said at its field."""

import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Any

from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectChoice,
    SelectMultipleField,
    TimeField,
)
from wtforms.fields.choices import SelectFieldBase
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from voting.services.errors import Invalid
from voting.web.door.typed import SECRET_FIELDS, typed_before
from voting.web.errors import sentence
from voting.web.speech.words import _

MOST_BESIDE = 400
"""Characters of what is stored that are said beside what was typed."""
_THIS_ERA = re.compile(r"2[01]\d\d-", re.ASCII)


class PageForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A form of one page, with its CSRF token."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Our own sentences only: WTForms' built-in ones are not loaded."""

        locales = False

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent; on a page that is only looked at, what was typed there before a sign-in was lost."""
            wrapped = super().wrap_formdata(form, formdata)
            return typed_before() if wrapped is None and formdata is not None else wrapped

    form_errors: list[str]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for name, field in vars(cls).items():
            if isinstance(field, UnboundField) and issubclass(field.field_class, PasswordField):
                SECRET_FIELDS.add(name)

    def accepted(self) -> bool:
        """Whether this request sent the form and every field holds."""
        return bool(self.validate_on_submit())

    def show(self, error: Invalid) -> None:
        """Says a service's faults at their fields."""
        for name, fault in error.faults.items():
            self.say(name, sentence(fault))

    def say(self, name: str, words: str) -> None:
        """One sentence at the field `name` (`questions.0.text` for a field inside), else above the form."""
        field = _field(self, name)
        if field is None or isinstance(field, FieldList):  # a list has no place of its own on the page
            self.form_errors.append(words)
        else:
            field.errors = [*field.errors, words]

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Every fault as `(id of the field or "", sentence)`, in the order of the page."""
        return [("", str(words)) for words in self.form_errors] + list(_faults(self))

    @property
    def status(self) -> int:
        """The status of the page that shows this form: 422 when something in it does not hold."""
        return 422 if self.faults else 200


def new_number() -> str:
    """A form's one-time number: sent twice, it makes nothing twice."""
    return secrets.token_hex(8)


class NumberedForm(PageForm):
    """A form that makes or changes something: its number stands for what it made, however often it is sent."""

    number = HiddenField(default=new_number)

    @property
    def once(self) -> str:
        """The number as services take it; a form without one gets one of its own."""
        return self.number.data or new_number()


class SeenForm(PageForm):
    """A form that changes what stands, and says what it had seen of it: never another tab's work undone unknowingly."""

    seen = HiddenField()

    def has_seen(self, now: str) -> None:
        """On a page that is opened: this is what stands. What was typed before a lost sign-in knows what it saw."""
        self.seen.data = self.seen.data or now


def _field(form: Any, name: str) -> Field | None:
    first, _dot, rest = name.partition(".")
    field = form._fields.get(first)
    if isinstance(field, FieldList) and rest:
        number, _dot, inner = rest.partition(".")
        entries = field.entries
        return _field(entries[int(number)].form, inner) if int(number) < len(entries) else None
    return field


def _faults(form: Any) -> Iterator[tuple[str, str]]:
    for field in form:
        if isinstance(field, FieldList):
            for entry in field.entries:
                yield from _faults(entry.form)
        elif isinstance(field, FormField):
            yield from _faults(field.form)
        else:
            for words in field.errors:
                yield field.id, str(words)


def say_beside(form: PageForm, stored: PageForm) -> None:
    """Says at each field what stands there in the form as it is stored, where that is something else."""
    kept = dict(_shown_fields(stored))
    for place, field in _shown_fields(form):
        other = kept.pop(place, None)
        if other is not None and _shown(other) != _shown(field):
            field.errors = [*field.errors, _stored(_shown(other))]
    form.form_errors.extend(_stored(words) for words in map(_shown, kept.values()) if words)


def _shown_fields(form: Any) -> Iterator[tuple[str, Field]]:
    for field in form:
        if isinstance(field, FieldList):
            for entry in field.entries:
                yield from _shown_fields(entry.form)
        elif not isinstance(field, HiddenField):
            yield field.id, field


def _shown(field: Any) -> str:
    """What a person sees in the field."""
    if isinstance(field, BooleanField):
        return _("có") if field.data else _("không")
    if isinstance(field, SelectFieldBase):
        return ", ".join(str(one.label.text) for one in field if one.checked)
    if isinstance(field.data, time):
        return f"{field.data:%H:%M}"
    return f"{field.data:%d/%m/%Y}" if isinstance(field.data, date) else str(field.data or "").strip()


def _stored(words: str) -> str:
    if not words:
        return _("Bản đang lưu để trống chỗ này.")
    return _("Bản đang lưu: “%(words)s”.", words=words if len(words) <= MOST_BESIDE else words[:MOST_BESIDE] + "…")


class Needed(InputRequired):  # type: ignore[misc]
    """The field must be filled in; without the browser's own bubble, whose language is not ours."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.field_flags: dict[str, Any] = {}


class NeededWithoutPasskey(Needed):
    """The field must be filled in, unless a passkey was shown instead."""

    def __call__(self, form: Any, field: Any) -> None:
        """Raises the validation error with our sentence."""
        if not form.passkey.data:
            super().__call__(form, field)


class AtMost(Length):  # type: ignore[misc]
    """At most so many characters; the browser does not cut what is pasted, we say it."""

    def __init__(self, maximum: int) -> None:
        super().__init__(max=maximum)
        self.field_flags: dict[str, Any] = {}

    def __call__(self, form: Any, field: Any) -> None:
        """Raises the validation error with our sentence."""
        self.message = _("Dài quá: nhiều nhất %(most)s ký tự.", most=self.max)
        super().__call__(form, field)


def options(pairs: Iterable[tuple[str, str | LazyString]]) -> list[SelectChoice]:
    """`(value, words)` as WTForms takes the choices of a field."""
    return [SelectChoice(value, words) for value, words in pairs]


class Ticks(SelectMultipleField):  # type: ignore[misc]
    """Several of several, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class DayField(DateField):  # type: ignore[misc]
    """A day, as the browser's picker sends it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the day; says so in our words when it is none, or none that any village will see."""
        words = _("Hãy chọn ngày, ví dụ 28/11/2026.")
        if any(text and not _THIS_ERA.match(text) for text in valuelist):
            raise ValueError(words)
        _say_instead(super().process_formdata, valuelist, words)


class HourField(TimeField):  # type: ignore[misc]
    """A time of day, as the browser's picker sends it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the time; says so in our words when it is none."""
        _say_instead(super().process_formdata, valuelist, _("Hãy chọn giờ, ví dụ 20:00."))


class WholeNumber(IntegerField):  # type: ignore[misc]
    """A number, as typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the number; says so in our words when it is none. A field left empty is for its validators."""
        if not any(one.strip() for one in valuelist):
            return
        try:
            super().process_formdata([one.strip().replace(".", "") for one in valuelist])
        except ValueError as error:
            raise ValueError(_("Hãy điền một số, ví dụ 120.")) from error


def _say_instead(read: Any, valuelist: list[str], words: str) -> None:
    """Lets WTForms read what was typed, in our words; a field left empty is for `Needed` to judge."""
    if not any(valuelist):
        return
    try:
        read(valuelist)
    except ValueError as error:
        raise ValueError(words) from error
