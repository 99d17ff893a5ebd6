"""What every template may use: the reader's language, the signed-in official, numbers and long codes for human eyes."""

from flask import Flask, get_flashed_messages, request, session
from flask_babel import format_decimal

from voting.web.door.access import allowed
from voting.web.door.sessions import current_actor, has_session
from voting.web.speech.languages import LANGUAGES, language
from voting.web.wiring import settings

GROUP = 4
MOST_PAGES = 100_000


def prepare(app: Flask) -> None:
    """Adds the names below to the templates of `app`."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(number=format_decimal, groups=groups, within=within, capital=capital)
    app.jinja_env.globals.update(allowed=allowed, languages=LANGUAGES, notices=notices, public_url=public_url)
    app.context_processor(lambda: {"actor": current_actor(), "language": language(), "here": here()})


def groups(code: str, size: int = GROUP) -> list[str]:
    """A long code cut into groups, to be read aloud and compared by eye."""
    return [code[start : start + size] for start in range(0, len(code), size)]


def within(name: str) -> str:
    """A place's name inside a sentence: "thôn Đông Hòa", "xã Đông Hòa"."""
    return name[:1].lower() + name[1:]


def capital(words: str) -> str:
    """Words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def notices() -> list[str]:
    """What was just done, to be said once at the top of the next page; reads no session where there is none."""
    return [str(one) for one in get_flashed_messages()] if has_session() or session.modified else []


def public_url(path: str) -> str:
    """`path` as people type it, with scheme and host."""
    return settings().public_url + path


def page_asked() -> int:
    """Which page of a long list the address asks for (`?trang=`); the first where it says nothing that fits."""
    number = request.args.get("trang", 1, type=int)
    return number if 1 <= number <= MOST_PAGES else 1


def here() -> str:
    """The path of this page, for the language link to come back to."""
    return request.full_path.rstrip("?")
