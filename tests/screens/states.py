"""The whole table: states of the booth, and pages by their address."""

from screens import (
    states_card,
    states_counting,
    states_desk,
    states_disclosures,
    states_people,
    states_public,
    states_road,
    states_supervision,
    states_village,
    states_vote,
)
from screens.sight import Sight
from screens.state import State

STATES: list[State] = [
    *states_card.STATES,
    *states_desk.STATES,
    *states_vote.ENGLISH,
    *states_vote.SPECIAL,
    *states_vote.STATES,
]
"""In an order in which the last may close a vote."""
SIGHTS: list[Sight] = [
    *states_public.SIGHTS, *states_people.SIGHTS, *states_village.SIGHTS, *states_road.SIGHTS,
    *states_counting.SIGHTS, *states_disclosures.SIGHTS, *states_supervision.SIGHTS,
]  # fmt: skip
