"""The kinds of subjects there are, with their values: what a count means is fixed, and not for a server to say."""

from collections.abc import Mapping
from enum import StrEnum


class SubjectKind(StrEnum):
    """What households are asked in the open."""

    LIST_REVIEW = "list-review"
    CONSENT = "consent"
    FORM_POLL = "form-poll"
    VOTE_WORDS = "vote-words"


RIGHT, OBJECTION = "right", "objection"
YES, NO = "yes", "no"
SAID, WITHDRAWN = "said", "withdrawn"
TERMS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    SubjectKind.LIST_REVIEW: ((RIGHT, OBJECTION), (OBJECTION,)),
    SubjectKind.CONSENT: ((YES, NO), ()),
    SubjectKind.FORM_POLL: ((YES, NO), ()),
    SubjectKind.VOTE_WORDS: ((SAID, WITHDRAWN), (SAID,)),
}
"""Kind -> the values to choose from, and those of them that come with words."""
MOST_STATEMENTS = 20
"""Of one household in one subject: it may change its mind, and no card makes a book grow without end."""
