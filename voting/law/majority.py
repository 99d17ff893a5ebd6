"""How many households must be in favour. Integers only: no percentages, no rounding.

N is the number of household representatives on the village's frozen roll: all of them, not those who voted. A
household that does not vote weighs like one against (Law 10/2022/QH15, Art. 21).
"""

from enum import StrEnum

from voting.law.errors import BadCount


class Majority(StrEnum):
    """The majorities the law asks for, of all households on the roll."""

    MORE_THAN_HALF = "more-than-half"
    TWO_THIRDS = "two-thirds"


def needed(majority: Majority, households: int) -> int:
    """The smallest number of households in favour that reaches the majority of `households`.

    More than half: least y with 2y > N. Two thirds: least y with 3y >= 2N. Raises BadCount when N < 1.
    """
    _require_households(households)
    if majority is Majority.MORE_THAN_HALF:
        return households // 2 + 1
    return -(-2 * households // 3)


def reached(majority: Majority, in_favour: int, households: int) -> bool:
    """Whether `in_favour` of `households` reach the majority. Raises BadCount when N < 1 or y < 0."""
    _require_households(households)
    if in_favour < 0:
        raise BadCount("households in favour", in_favour)
    if majority is Majority.MORE_THAN_HALF:
        return 2 * in_favour > households
    return 3 * in_favour >= 2 * households


def reached_commune_wide(villages_in_favour: int, villages: int) -> bool:
    """Whether a matter of clause 1 or 2 over a whole commune is passed: two thirds of its villages, in each of which
    two thirds of the households are in favour (Art. 21(1); our reading). Raises BadCount.
    """
    if not 0 <= villages_in_favour <= villages:
        raise BadCount("villages in favour", villages_in_favour)
    return reached(Majority.TWO_THIRDS, villages_in_favour, villages)


def _require_households(households: int) -> None:
    if households < 1:
        raise BadCount("households", households)
