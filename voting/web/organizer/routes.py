"""The pages of a village's desk, for `app`."""

from voting.web.organizer import (
    annexes,
    announcements,
    cards,
    correcting,
    creation,
    help_desk,
    home,
    lost_cards,
    matter_steps,
    matters,
    practice,
    reminding,
    review,
    roll,
    running,
    subjects,
    telling,
)
from voting.web.organizer.blueprint import blueprint

__all__ = [
    "annexes",
    "announcements",
    "blueprint",
    "cards",
    "correcting",
    "creation",
    "help_desk",
    "home",
    "lost_cards",
    "matter_steps",
    "matters",
    "practice",
    "reminding",
    "review",
    "roll",
    "running",
    "subjects",
    "telling",
]
