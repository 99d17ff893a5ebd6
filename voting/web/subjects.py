"""Where people read what households are asked about."""

from flask import url_for

from voting.services.households.subjects import SubjectInfo, SubjectKind


def page_about(subject: SubjectInfo) -> str:
    """The page of its vote or matter; of the list, its own."""
    if subject.kind is SubjectKind.VOTE_WORDS:
        return url_for("noticeboard.vote", vote=subject.about)
    if subject.about:
        return url_for("noticeboard.matter", matter=subject.about)
    return url_for("noticeboard.subject", subject=subject.id)
