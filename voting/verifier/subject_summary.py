"""What a report says of a subject that households spoke about."""

from dataclasses import dataclass
from typing import Any

from voting.verifier.case import Case
from voting.verifier.checks_subject import KINDS, told
from voting.verifier.evidence import Kind
from voting.verifier.sentence import Sentence

_SPOKEN = Sentence(
    "Lấy ý kiến {kind}: {spoken}/{listed} hộ đã nói; {counts}.",
    "Subject {kind}: {spoken} of {listed} households have spoken; {counts}.",
)
_UNREAD = Sentence("Không đọc được ý kiến các hộ.", "The households' statements could not be read.")


@dataclass(frozen=True)
class SubjectSummary:
    """A subject as far as it could be recounted; ``counts`` only then."""

    id: str
    kind: str
    listed: int
    closed: bool
    counts: tuple[tuple[str, int], ...] | None

    @property
    def sentence(self) -> Sentence:
        """The subject in a sentence."""
        if self.counts is None:
            return _UNREAD
        spoken = sum(number for _, number in self.counts)
        values = {"kind": KINDS[self.kind], "spoken": spoken, "listed": self.listed, "counts": told(self.counts)}
        return _SPOKEN.filled(values)

    def value(self) -> dict[str, Any]:
        """The JSON object."""
        counts = None if self.counts is None else dict(self.counts)
        return {
            "id": self.id,
            "kind": self.kind,
            "state": "closed" if self.closed else "open",
            "households": self.listed,
            "counts": counts,
        }


def subject_summary(case: Case) -> SubjectSummary | None:
    """The examined subject; ``None`` where a vote or a commune's book was given."""
    if case.kind is not Kind.SUBJECT:
        return None
    subject, opened = case.subject, case.subject_opened
    counts = case.opinions.counts if case.opinions else None
    kind, listed = (opened.kind, opened.listed) if opened else ("", 0)
    return SubjectSummary(case.evidence.subject, kind, listed, bool(subject and subject.closing is not None), counts)
