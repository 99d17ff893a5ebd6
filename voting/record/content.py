"""What will be voted on, as one hash: fixed by the notice, compared with the election when the vote is opened."""

from collections.abc import Sequence
from hashlib import sha256

from voting.ballots.election import Question
from voting.record.entries.entry import compact


def content_hash(title: str, description: str, questions: Sequence[Question], documents: Sequence[str]) -> str:
    """SHA-256 (hex) of the compact JSON ``[title, description, [question, ...], [SHA-256 of a document, ...]]``."""
    parts = [title, description, [question.value() for question in questions], list(documents)]
    return sha256(compact(parts)).hexdigest()
