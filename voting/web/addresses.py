"""How addresses are made from routes: the code that makes one is compiled when it is first asked for, not at the start.

Werkzeug compiles two functions for each of some 170 routes as it is added: a fifth of a second of a server's start, for
pages that this process may never link to.
"""

from collections.abc import Callable
from functools import cache

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class Route(Rule):
    """A rule whose two makers of addresses (with and without a query) are compiled at their first use."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        compiled = cache(super()._compile_builder)

        def build(route: Rule, /, **values: object) -> tuple[str, str]:
            return compiled(append_unknown)(route, **values)

        return build
