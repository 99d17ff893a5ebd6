"""The rule of decision: which proposals of a vote are passed, and how many households the others are short of.

Pure numbers; the sentences are made where they are shown. Never to be shown before the count: during a vote only the
turnout is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from voting.law.articles import cite
from voting.law.majority import Majority, needed, reached
from voting.law.matters import MATTERS, Matter
from voting.law.practice import PRACTICE

OPINION = "opinion"
"""The rule of a question that decides nothing: no clause, no majority, no outcome, whatever the numbers."""
DECIDES_NOTHING = (OPINION, PRACTICE)
"""The rules under which there are numbers and no outcome."""


@dataclass(frozen=True)
class Rule:
    """The majority a proposal needs and the citation (a key of articles.CITATIONS) it rests on.

    Raises UnknownCitation when the key is not in the list.
    """

    majority: Majority
    citation_key: str

    def __post_init__(self) -> None:
        cite(self.citation_key)


@dataclass(frozen=True)
class ProposalOutcome:
    """One proposal: households in favour and needed, whether it is passed, and how many more it would have taken."""

    in_favour: int
    needed: int
    passed: bool
    missing: int


def rule_of(matter: Matter | int) -> Rule:
    """The rule of decision for a matter, or for a clause (1 to 6) of Article 15."""
    found = MATTERS[matter] if isinstance(matter, int) else matter
    return Rule(found.majority, found.citation)


def decide(rule: Rule, households: int, in_favour: Sequence[int]) -> tuple[ProposalOutcome, ...]:
    """The outcome of each proposal, from the households in favour of it (Art. 21). Raises BadCount."""
    least = needed(rule.majority, households)
    return tuple(
        ProposalOutcome(
            in_favour=votes,
            needed=least,
            passed=reached(rule.majority, votes, households),
            missing=max(0, least - votes),
        )
        for votes in in_favour
    )
