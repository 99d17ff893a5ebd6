"""The law's terms that pages about matters use, for `web`, which knows services alone; their home is `law`."""

from base64 import b64encode
from hashlib import sha256

from voting.law.articles import Confidence, cite
from voting.law.classification import QUESTIONS, Question
from voting.law.clocks import UNIT_NAMES, Clock
from voting.law.disclosure import FORMS, ITEMS, Form
from voting.law.matters import CHANNEL_NAMES, MATTERS, SHOWING_NAMES, SHOWINGS, Channel
from voting.law.petitions import ABOUT, HANDLINGS, RECEIVERS
from voting.law.road import BY_COMMUNE, ENDINGS, OFFICES, STEPS, Ending, Mark, Office, Step, Stretch, may_end, stretches
from voting.law.sentence import Sentence
from voting.papers.names import PAPER_NAMES
from voting.papers.page import STYLE

PAPER_STYLE = f"sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}"
"""The hash of a paper's own style, as a page's policy names it."""

__all__ = [
    "ABOUT",
    "BY_COMMUNE",
    "CHANNEL_NAMES",
    "ENDINGS",
    "FORMS",
    "HANDLINGS",
    "ITEMS",
    "MATTERS",
    "OFFICES",
    "PAPER_NAMES",
    "PAPER_STYLE",
    "QUESTIONS",
    "RECEIVERS",
    "SHOWINGS",
    "SHOWING_NAMES",
    "STEPS",
    "UNIT_NAMES",
    "Channel",
    "Clock",
    "Confidence",
    "Ending",
    "Form",
    "Mark",
    "Office",
    "Question",
    "Sentence",
    "Step",
    "Stretch",
    "cite",
    "may_end",
    "stretches",
]  # fmt: skip
