"""The public pages, for `app`."""

from voting.web.noticeboard import guide, home, matter, subject, village, vote
from voting.web.noticeboard.blueprint import blueprint

__all__ = ["blueprint", "guide", "home", "matter", "subject", "village", "vote"]
