"""What a row of the table is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from screens.visitor import Visitor


@dataclass(frozen=True)
class State:
    """One thing a person can see: how to get there, the heading, and the words that say what to do next.

    `browser` are options of the browser's context, `script` runs before the page's own, `language` is "en" or "vi".
    """

    name: str
    reach: Callable[[Visitor], object]
    heading: str
    next_step: str
    browser: Mapping[str, Any] = field(default_factory=dict)
    script: str = ""
    language: str = "vi"
    text_percent: int = 100
