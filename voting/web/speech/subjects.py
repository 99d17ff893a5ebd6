"""What households are asked in the open, in words: the question of each kind, and each answer."""

from collections.abc import Mapping

from flask import Flask
from flask_babel.speaklater import LazyString

from voting.services.households.subjects import SubjectInfo, SubjectKind
from voting.web.speech.words import _l

QUESTIONS: Mapping[SubjectKind, LazyString] = {
    SubjectKind.LIST_REVIEW: _l("Các hộ xem lại danh sách hộ"),
    SubjectKind.CONSENT: _l("Các hộ đồng ý đề xuất hay không"),
    SubjectKind.FORM_POLL: _l("Các hộ muốn biểu quyết trực tuyến hay không"),
    SubjectKind.VOTE_WORDS: _l("Các hộ ghi ý kiến bằng lời"),
}
CALLS: Mapping[SubjectKind, LazyString] = {
    SubjectKind.LIST_REVIEW: _l("Mời bà con quét thẻ của hộ, xem hộ mình ghi trong danh sách đã đúng chưa."),
    SubjectKind.CONSENT: _l("Mời bà con quét thẻ của hộ, cho biết có đồng ý đưa đề xuất này ra bàn không."),
    SubjectKind.FORM_POLL: _l("Mời bà con quét thẻ của hộ, cho biết có đồng ý biểu quyết trực tuyến không."),
    SubjectKind.VOTE_WORDS: _l("Gửi phiếu rồi, hộ nào muốn nói thêm thì ghi ý kiến bằng lời."),
}
"""What is said to the households, for the loudspeaker and the group."""
ANSWERS: Mapping[tuple[SubjectKind, str], LazyString] = {
    (SubjectKind.LIST_REVIEW, "right"): _l("Ghi đúng rồi"),
    (SubjectKind.LIST_REVIEW, "objection"): _l("Ghi chưa đúng"),
    (SubjectKind.CONSENT, "yes"): _l("Đồng ý đưa ra bàn"),
    (SubjectKind.CONSENT, "no"): _l("Không đồng ý"),
    (SubjectKind.FORM_POLL, "yes"): _l("Đồng ý biểu quyết trực tuyến"),
    (SubjectKind.FORM_POLL, "no"): _l("Không, nên họp hoặc phát phiếu"),
    (SubjectKind.VOTE_WORDS, "said"): _l("Ghi ý kiến"),
    (SubjectKind.VOTE_WORDS, "withdrawn"): _l("Rút lời đã gửi"),
}


def prepare(app: Flask) -> None:
    """Adds the filters to the templates of `app`."""
    app.jinja_env.filters.update(question=question, call_to=call_to, answers=answers)


def question(subject: SubjectInfo) -> str:
    """What is asked, as a heading."""
    return str(QUESTIONS[subject.kind])


def call_to(subject: SubjectInfo) -> str:
    """What is said to the households, so that they come."""
    return str(CALLS[subject.kind])


def answers(subject: SubjectInfo) -> list[tuple[str, int]]:
    """Each answer in words, and how many households gave it last."""
    return [(str(ANSWERS[subject.kind, value]), number) for value, number in subject.counts]
