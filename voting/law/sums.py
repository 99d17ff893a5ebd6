"""What must add up among the numbers that are typed for a report: each rule says which field is wrong, and how.

A number that is not given is not known: a rule then asks only what it still can.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

Values = Mapping[str, int]
"""The numbers that are known, by the key of their field."""


class Rule(Protocol):
    """A rule of arithmetic."""

    def faults(self, values: Values) -> Iterator[tuple[str, str]]:
        """(field, code of what is wrong) of each fault."""


@dataclass(frozen=True)
class Sum:
    """The whole is its parts together."""

    whole: str
    parts: tuple[str, ...]

    def faults(self, values: Values) -> Iterator[tuple[str, str]]:
        """At the whole: other than its parts, or less than those of them that are known."""
        known = [values[one] for one in self.parts if one in values]
        if self.whole not in values or not known:
            return
        whole, together = values[self.whole], sum(known)
        if whole < together or (whole > together and len(known) == len(self.parts)):
            yield self.whole, "sum-differs"


@dataclass(frozen=True)
class Within:
    """A part is never more than the whole."""

    whole: str
    part: str

    def faults(self, values: Values) -> Iterator[tuple[str, str]]:
        """At the part."""
        if self.whole in values and self.part in values and values[self.part] > values[self.whole]:
            yield self.part, "more-than-whole"


@dataclass(frozen=True)
class Covered:
    """Each of the whole is counted under at least one of the parts, and may be under several."""

    whole: str
    parts: tuple[str, ...]

    def faults(self, values: Values) -> Iterator[tuple[str, str]]:
        """At a part that is more than the whole; at the whole where the parts together are less."""
        if self.whole not in values:
            return
        for one in self.parts:
            yield from Within(self.whole, one).faults(values)
        if all(one in values for one in self.parts) and sum(values[one] for one in self.parts) < values[self.whole]:
            yield self.whole, "not-covered"


@dataclass(frozen=True)
class Balance:
    """What is left is what was there before, and what came, less what was settled."""

    before: str
    came: str
    settled: str
    left: str

    def faults(self, values: Values) -> Iterator[tuple[str, str]]:
        """At what is left; at what was settled where that is more than there was."""
        before, came, settled, left = (values.get(one) for one in (self.before, self.came, self.settled, self.left))
        if before is None or came is None or settled is None:
            return
        if settled > before + came:
            yield self.settled, "more-than-whole"
        elif left is not None and left != before + came - settled:
            yield self.left, "balance-differs"
