"""The terms of supervision that pages use, for `web`, which knows services alone; their home is `law`."""

from voting.law.supervision import (
    ANSWER,
    BOARDS,
    FOLLOWING,
    NOTICES,
    RECIPIENTS,
    SESSIONS,
    STANDS,
    TOPICS,
    Board,
    Held,
    Stand,
    To,
    Topic,
)

__all__ = [
    "ANSWER",
    "BOARDS",
    "FOLLOWING",
    "NOTICES",
    "RECIPIENTS",
    "SESSIONS",
    "STANDS",
    "TOPICS",
    "Board",
    "Held",
    "Stand",
    "To",
    "Topic",
]
