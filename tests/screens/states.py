"""The whole table."""

from screens import states_card, states_vote
from screens.state import State

STATES: list[State] = [*states_card.STATES, *states_vote.ENGLISH, *states_vote.SPECIAL, *states_vote.STATES]
"""In an order in which the last may close a vote."""
