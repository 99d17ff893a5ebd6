"""The public pages, for `app`."""

from voting.web.noticeboard import (
    commune,
    disclosures,
    feed,
    guide,
    home,
    matter,
    petitions,
    subject,
    supervision,
    village,
    vote,
    watchers,
)
from voting.web.noticeboard.blueprint import blueprint

__all__ = [
    "blueprint", "commune", "disclosures", "feed", "guide", "home", "matter", "petitions", "subject", "supervision",
    "village", "vote", "watchers",
]  # fmt: skip
