"""The counting committee's pages, for `app`."""

from voting.web.committee import count, form, key
from voting.web.committee.blueprint import blueprint

__all__ = ["blueprint", "count", "form", "key"]
