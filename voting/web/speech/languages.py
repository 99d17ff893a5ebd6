"""Vietnamese first, English complete.

The sentences in code and templates are the Vietnamese ones; `translations/en/LC_MESSAGES/messages.po` holds the
English. The catalogue is read as text when English is first asked for, so a fresh clone needs no compile step and a
server that starts does not wait for it.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.support import Translations
from flask import Flask, request
from flask_babel import Babel, get_locale

from voting.services.wording import Sentence

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
COOKIE = "lang"
TIME_ZONE = "Asia/Ho_Chi_Minh"
CATALOGUE = Path(__file__).parent / "translations" / "en" / "LC_MESSAGES" / "messages.po"


def read_catalogue(path: Path = CATALOGUE) -> Catalog:
    """The English catalogue as Babel understands it."""
    from babel.messages.pofile import read_po  # noqa: PLC0415 - only who reads English needs it

    with path.open("rb") as file:
        return read_po(file, locale="en")


@cache
def _english() -> Translations:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only who reads English needs it

    compiled = BytesIO()
    write_mo(compiled, read_catalogue())
    compiled.seek(0)
    return Translations(compiled)


class _Catalogues(dict[tuple[str, str], Translations]):
    """Flask-Babel's cache of catalogues, by language and domain: it takes a `KeyError` for "look on the disk"."""

    def __missing__(self, wanted: tuple[str, str]) -> Translations:
        if wanted != ("en", "messages"):
            raise KeyError(wanted)
        self[wanted] = _english()
        return self[wanted]


def prepare(app: Flask) -> None:
    """Lets gettext calls in code and templates of `app` answer in the reader's language; the filter `spoken`."""
    babel = Babel(app, default_locale="vi", default_timezone=TIME_ZONE, locale_selector=chosen_language)
    with app.app_context():
        known = babel.domain_instance
    app.jinja_env.filters["spoken"] = spoken
    known.cache = _Catalogues({("vi", "messages"): Translations()})


def chosen_language() -> str:
    """`vi` unless English was asked for: by the language link on pages, by `Accept-Language` in the interface."""
    if request.blueprint == "api":
        return request.accept_languages.best_match(list(LANGUAGES)) or "vi"
    wanted = request.cookies.get(COOKIE, "vi")
    return wanted if wanted in LANGUAGES else "vi"


def language() -> str:
    """The language code of the page being made."""
    return str(get_locale())


def spoken(sentence: Sentence) -> str:
    """A sentence that stands in both languages, in the reader's."""
    return sentence.en if language() == "en" else sentence.vi
