"""The pages of a village's desk, for `app`."""

from voting.web.organizer import (
    cards,
    correcting,
    creation,
    home,
    lost_cards,
    matter_steps,
    matters,
    review,
    roll,
    running,
    subjects,
    telling,
)
from voting.web.organizer.blueprint import blueprint

__all__ = [
    "blueprint",
    "cards",
    "correcting",
    "creation",
    "home",
    "lost_cards",
    "matter_steps",
    "matters",
    "review",
    "roll",
    "running",
    "subjects",
    "telling",
]
