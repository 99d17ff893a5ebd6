"""Vietnamese first, English complete.

The sentences in code and templates are the Vietnamese ones; `translations/en/LC_MESSAGES/messages.po` holds the
English. The catalogue is read as text when the application starts, so a fresh clone needs no compile step.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, request
from flask_babel import Babel, get_locale

from voting.services.wording import Sentence

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
COOKIE = "lang"
TIME_ZONE = "Asia/Ho_Chi_Minh"
CATALOGUE = Path(__file__).parent / "translations" / "en" / "LC_MESSAGES" / "messages.po"


def read_catalogue(path: Path = CATALOGUE) -> Catalog:
    """The English catalogue as Babel understands it."""
    with path.open("rb") as file:
        return read_po(file, locale="en")


@cache
def _english() -> Translations:
    compiled = BytesIO()
    write_mo(compiled, read_catalogue())
    compiled.seek(0)
    return Translations(compiled)


def prepare(app: Flask) -> None:
    """Lets gettext calls in code and templates of `app` answer in the reader's language; the filter `spoken`."""
    babel = Babel(app, default_locale="vi", default_timezone=TIME_ZONE, locale_selector=chosen_language)
    with app.app_context():
        known = babel.domain_instance
    app.jinja_env.filters["spoken"] = spoken
    known.cache.update({("vi", "messages"): Translations(), ("en", "messages"): _english()})


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
