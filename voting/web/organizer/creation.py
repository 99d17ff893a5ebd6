"""Opening a vote: fill in, look over, open. After opening, the content is fixed for good."""

from dataclasses import replace
from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.wrappers import Response
from wtforms import FieldList, Form, FormField, RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from voting.services.errors import Invalid
from voting.services.votes.drafting import (
    MAX_DESCRIPTION,
    MAX_QUESTIONS,
    MAX_TITLE,
    USUAL_ANSWERS,
    NewDocument,
    NewQuestion,
    NewVote,
    check_new_vote,
    lines_of,
    tidied,
)
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.forms import AtMost, DayField, HourField, Needed, PageForm, options
from voting.web.organizer.blueprint import blueprint
from voting.web.speech.times import to_utc
from voting.web.speech.words import _, _l
from voting.web.wiring import now_utc, services


class QuestionForm(Form):  # type: ignore[misc] # WTForms has no types
    """One thing to be decided. The decree fixes the answers; what an older page sends as such is not dropped unsaid."""

    class Meta:
        """Our own sentences only."""

        locales = False

    text = StringField(
        _l("Câu hỏi"),
        [Needed(_l("Hãy điền câu hỏi."))],
        description=_l("Hỏi sao cho đồng ý nghĩa là làm, ví dụ: Làm đường hoa ở ngõ xóm?"),
    )
    answers = StringField(_l("Các câu trả lời"))

    def validate_answers(self, field: StringField) -> None:
        """Nothing, or the three."""
        if field.data and lines_of(field.data) != USUAL_ANSWERS:
            raise ValidationError(
                _("Câu trả lời do nghị định quy định, không tự đặt được: %(three)s.", three=", ".join(USUAL_ANSWERS))
            )

    def plan(self) -> NewQuestion:
        """The question as the services take it."""
        return NewQuestion(self.text.data)


class VoteForm(PageForm):
    """A vote to be opened."""

    title = StringField(
        _l("Việc cần biểu quyết"),
        [Needed(_l("Hãy điền việc cần biểu quyết.")), AtMost(MAX_TITLE)],
        description=_l("Một câu ngắn, ví dụ: Lịch dùng nhà văn hóa năm 2027."),
    )
    description = TextAreaField(
        _l("Nội dung"),
        [AtMost(MAX_DESCRIPTION)],
        description=_l("Việc này thay đổi điều gì cho các hộ? Ai đề xuất? Viết ngắn, dễ hiểu."),
    )
    questions = FieldList(FormField(QuestionForm), min_entries=1, max_entries=MAX_QUESTIONS)
    opens = RadioField(
        _l("Mở lúc nào?"),
        choices=options([("now", _l("Ngay khi bấm nút mở")), ("later", _l("Vào lúc đã hẹn"))]),
        default="now",
    )
    opens_day = DayField(_l("Ngày mở"))
    opens_hour = HourField(_l("Giờ mở"))
    closes_day = DayField(_l("Ngày đóng"), [Needed(_l("Hãy chọn ngày đóng."))])
    closes_at = HourField(_l("Giờ đóng"), [Needed(_l("Hãy chọn giờ đóng."))])

    def validate_opens_day(self, field: DayField) -> None:
        """A vote that opens later needs a day."""
        if self.opens.data == "later" and field.data is None:
            raise ValidationError(_("Hãy chọn ngày mở."))

    def validate_opens_hour(self, field: HourField) -> None:
        """A vote that opens later needs a time."""
        if self.opens.data == "later" and field.data is None:
            raise ValidationError(_("Hãy chọn giờ mở."))

    def opens_at_utc(self) -> datetime:
        """When the vote is to open."""
        return now_utc() if self.opens.data == "now" else to_utc(self.opens_day.data, self.opens_hour.data)

    def plan(self) -> NewVote:
        """The vote as the services take it, and as the last page before opening shows it."""
        return tidied(NewVote(
            title=self.title.data,
            description=self.description.data or "",
            questions=tuple(entry.form.plan() for entry in self.questions.entries),
            opens_at_utc=self.opens_at_utc(),
            closes_at_utc=to_utc(self.closes_day.data, self.closes_at.data),
        ))  # fmt: skip


class PapersForm(PageForm):
    """Papers shown with the vote, chosen on the last page before opening."""

    documents = MultipleFileField(
        _l("Tài liệu kèm theo (không bắt buộc)"),
        description=_l("PDF hoặc ảnh (JPEG, PNG), nhiều nhất 8 tệp và 10 MB tất cả. Mở rồi thì không thêm bớt được."),
    )

    def plan(self) -> tuple[NewDocument, ...]:
        """The papers as the services take them."""
        files = [file for file in self.documents.data or [] if file and file.filename]
        return tuple(NewDocument(file.filename, file.mimetype, file.read()) for file in files)


@blueprint.get("/quan-ly/<village>/bieu-quyet/moi")
@requires("vote.open")
def new_vote(village: str) -> str:
    """The empty form."""
    return _form_page(village, VoteForm())


@blueprint.post("/quan-ly/<village>/bieu-quyet/moi")
@requires("vote.open")
def open_vote(village: str) -> Response | str | tuple[str, int]:
    """One button after the other: another question, look over, back to the form, open."""
    form, act = VoteForm(), request.form.get("act", "review")
    if act == "add" and len(form.questions.entries) < MAX_QUESTIONS:
        form.questions.append_entry()
    if act in {"add", "edit"}:
        return _form_page(village, form)
    if not form.accepted():
        return _form_page(village, form), form.status
    papers = PapersForm()
    try:
        plan = replace(form.plan(), documents=papers.plan() if act == "open" else ())
        if act == "open":
            opened = services().votes.open(require_actor(), village, plan)
            return redirect(url_for("organizer.manage", vote=opened.uuid))
        check_new_vote(plan, now_utc())
    except Invalid as error:
        if error.faults.keys() != {"documents"}:
            form.show(error)
            return _form_page(village, form), form.status
        papers.show(error)
    return _review_page(village, form, papers), papers.status


def _form_page(village: str, form: VoteForm) -> str:
    return render_template(
        "organizer/new_vote.html",
        form=form,
        answers=USUAL_ANSWERS,
        village=village_called(village),
        room=len(form.questions.entries) < MAX_QUESTIONS,
    )


def _review_page(village: str, form: VoteForm, papers: PapersForm) -> str:
    typed: ImmutableMultiDict[str, str] = request.form
    return render_template(
        "organizer/review.html",
        plan=form.plan(),
        form=papers,
        now=form.opens.data == "now",
        typed=[pair for pair in typed.items(multi=True) if pair[0] not in {"act", "csrf_token"}],
        village=village_called(village),
        roll=services().rolls.current(village),
    )
