"""Lines of a page end where a reader pauses: every page's text is set by `wording.bound`, whoever wrote the sentence.

Only text that is read is touched: no attribute, from which scripts take their sentences, nothing that is typed or
copied letter by letter, nothing that is not a page.
"""

from collections.abc import Iterator
from typing import Any

from flask import Flask
from jinja2 import Template

from voting.services.wording import NO_BREAK, PARTED

_EXACT = ("script", "style", "textarea", "pre", "code", "option", "title")


class PageTemplate(Template):
    """A template whose pages are set so."""

    def render(self, *args: Any, **values: Any) -> str:
        """The page; a text that is no page as it is."""
        written = super().render(*args, **values)
        return set_lines(written) if (self.name or "").endswith(".html") else written


def prepare(app: Flask) -> None:
    """Lets every page of `app` be set so."""
    app.jinja_env.template_class = PageTemplate


def set_lines(page: str) -> str:
    """A page's HTML with no-break spaces in the sentences that are read."""
    return "".join(_pieces(page))


def _pieces(page: str) -> Iterator[str]:
    done = 0
    for found in PARTED.finditer(page):
        if _is_read(page, found.start()):
            yield page[done : found.start()]
            yield NO_BREAK
            done = found.end()
    yield page[done:]


def _is_read(page: str, at: int) -> bool:
    """Whether what stands here is text, and of an element that is read."""
    opened, closed = page.rfind("<", 0, at), page.rfind(">", 0, at)
    return closed > opened >= 0 and not page.startswith(_EXACT, opened + 1)
