"""Gettext with types: `_` says a sentence now, `_l` when it is shown. Sentences in the code are Vietnamese."""

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString


def _(sentence: str, **values: object) -> str:
    """`sentence` in the reader's language, with its `%(name)s` places filled."""
    return str(gettext(sentence, **values))


def _l(sentence: str, **values: object) -> LazyString:
    """`sentence`, translated and filled each time it is shown."""
    return lazy_gettext(sentence, **values)
