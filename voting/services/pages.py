"""Long lists are read a page at a time, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
PAGE = 20
"""Rows of a page."""


@dataclass(frozen=True)
class Page(Generic[Row]):
    """A page of a list, counted from 1; ``more`` tells whether older rows follow."""

    rows: tuple[Row, ...]
    number: int = 1
    more: bool = False

    def __iter__(self) -> Iterator[Row]:
        """Its rows."""
        return iter(self.rows)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.rows)
