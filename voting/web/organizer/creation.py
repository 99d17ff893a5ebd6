"""A vote being prepared: what the households decide and when. What was typed is a draft, kept until it is opened."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Self

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import FieldList, Form, FormField, RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from voting.services.errors import Invalid
from voting.services.matters.preparing import Helper
from voting.services.matters.reading import MatterSummary
from voting.services.matters.terms import CLOCKS, Mark
from voting.services.votes.drafting import (
    MAX_DESCRIPTION,
    MAX_QUESTIONS,
    MAX_TITLE,
    USUAL_ANSWERS,
    NewQuestion,
    NewVote,
    check_new_vote,
    lines_of,
    tidied,
)
from voting.services.votes.drafts import VoteDraft
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.door.typed import typed_before
from voting.web.forms import AtMost, DayField, HourField, Needed, NumberedForm, options
from voting.web.organizer.blueprint import blueprint
from voting.web.speech.times import local, to_utc
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


class VoteForm(NumberedForm):
    """A vote to be opened."""

    matter = RadioField(_l("Cuộc biểu quyết này của việc nào?"), validate_choice=False)
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
    helper = StringField(
        _l("Ai giúp bà con khi cần?"),
        [Needed(_l("Hãy điền người giúp."))],
        description=_l("Họ tên, ví dụ: Bà Lê Thị Mận. Tên và số điện thoại in trên thông báo."),
    )
    phone = StringField(_l("Điện thoại của người giúp"), [Needed(_l("Hãy điền số điện thoại."))])

    def offer(self, ready: Iterable[MatterSummary]) -> Self:
        """Matters that the vote may be about; asked only where the form has none of them."""
        self.matter.choices = options((one.id, one.title) for one in ready)
        return self

    @property
    def is_tied(self) -> bool:
        """Whether the form has its matter: then nobody is asked."""
        return self.matter.data in {choice.value for choice in self.matter.choices}

    def validate_matter(self, _field: RadioField) -> None:
        """One of those offered."""
        if not self.is_tied:
            none = _("Chưa có việc nào đến bước ra thông báo.")
            raise ValidationError(_("Hãy chọn một việc đã đến bước ra thông báo.") if self.matter.choices else none)

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

    def whom_to_call(self) -> Helper:
        """Who helps, as the services take it."""
        return Helper(self.helper.data or "", self.phone.data or "")

    def plan(self) -> NewVote:
        """The vote as the services take it, and as the last page before opening shows it."""
        return tidied(NewVote(
            title=self.title.data,
            description=self.description.data or "",
            questions=tuple(entry.form.plan() for entry in self.questions.entries),
            opens_at_utc=self.opens_at_utc(),
            closes_at_utc=to_utc(self.closes_day.data, self.closes_at.data),
        ))  # fmt: skip


@blueprint.get("/quan-ly/<village>/bieu-quyet/moi")
@requires("vote.open")
def new_vote(village: str) -> str | Response:
    """The form with the words of the matter (`?viec=`) that is to be voted on; without one, that one begins."""
    ready = _ready(village)
    found = next((one for one in ready if one.id == request.args.get("viec", "")), None)
    if found is None and typed_before() is None:
        return redirect(url_for("organizer.matters", village=village))
    return form_page(village, VoteForm(data=_proposed(found) if found else {}).offer(ready))


def _proposed(matter: MatterSummary) -> dict[str, object]:
    """The fields of the form that the proposal fills in; and times that leave the notice and the vote long enough."""
    words, today = matter.words, local(now_utc()).date()
    opens = today + timedelta(days=CLOCKS["online.notice"].value)
    closes = opens + timedelta(days=CLOCKS["online.min-duration"].value)
    return {
        "matter": matter.id, "title": words.title, "description": words.description,
        "questions": [{"text": question} for question in words.questions],
        "opens": "later", "opens_day": opens, "opens_hour": time(8), "closes_day": closes, "closes_at": time(20),
    }  # fmt: skip


def _ready(village: str) -> list[MatterSummary]:
    """Matters of this village whose vote may be announced."""
    found = services().matters.list(village)
    return [one for one in found if any(step.mark is Mark.ANNOUNCED for step in one.next)]


@blueprint.post("/quan-ly/<village>/bieu-quyet/moi")
@requires("vote.open")
def begin_draft(village: str) -> Response | tuple[str, int]:
    """Keeps what was typed as a draft, and goes on with it. The same form sent again is the same draft."""
    form = VoteForm().offer(_ready(village))
    try:
        draft = services().drafts.begin(require_actor(), village, form.once, _typed())
    except Invalid as error:
        form.show(error)
        return form_page(village, form), form.status
    return _onward(village, draft, form)


@blueprint.get("/quan-ly/<village>/bieu-quyet/nhap/<draft>/sua")
@requires("vote.open")
def edit_draft(village: str, draft: str) -> str | Response:
    """The form as it was filled in, with one question more where that was asked for."""
    found = services().drafts.get(require_actor(), village, draft)
    if found.opened:
        return redirect(url_for("organizer.manage", vote=found.opened))
    form = filled(village, found, typed_before())
    wanted = request.args.get("cau", "")
    if wanted == str(len(form.questions.entries) + 1) and len(form.questions.entries) < MAX_QUESTIONS:
        form.questions.append_entry()
    return form_page(village, form, draft)


@blueprint.post("/quan-ly/<village>/bieu-quyet/nhap/<draft>/sua")
@requires("vote.open")
def save_draft(village: str, draft: str) -> Response | tuple[str, int]:
    """Keeps what is typed now, and goes on."""
    form = VoteForm().offer(_ready(village))
    try:
        services().drafts.save(require_actor(), village, draft, _typed())
    except Invalid as error:
        form.show(error)
        return form_page(village, form, draft), form.status
    return _onward(village, draft, form)


def _typed() -> list[tuple[str, str]]:
    return [pair for pair in request.form.items(multi=True) if pair[0] not in {"act", "csrf_token", "number"}]


def _onward(village: str, draft: str, form: VoteForm) -> Response | tuple[str, int]:
    """The vote if it is open by now, another question, the look over everything, or the form with its faults."""
    if opened := services().drafts.get(require_actor(), village, draft).opened:
        return redirect(url_for("organizer.manage", vote=opened))
    if request.form.get("act") == "add":
        more = len(form.questions.entries) + 1
        return redirect(url_for("organizer.edit_draft", village=village, draft=draft, cau=more))
    if form.accepted():
        try:
            check_new_vote(form.plan(), now_utc())
            form.whom_to_call().checked()
        except Invalid as error:
            form.show(error)
        else:
            return redirect(url_for("organizer.review", village=village, draft=draft))
    return form_page(village, form, draft), form.status


def filled(village: str, draft: VoteDraft, instead: MultiDict[str, str] | None = None) -> VoteForm:
    """The form as the draft has it, or with other fields instead; to be shown."""
    return VoteForm(formdata=MultiDict(draft.typed) if instead is None else instead).offer(_ready(village))


def read_again(village: str, draft: VoteDraft) -> VoteForm:
    """The form as the draft has it; to be checked, not shown."""
    return VoteForm(formdata=MultiDict(draft.typed), meta={"csrf": False}).offer(_ready(village))


def form_page(village: str, form: VoteForm, draft: str = "") -> str:
    """The form, of a draft if there is one."""
    there = url_for("organizer.edit_draft", village=village, draft=draft) if draft else ""
    return render_template(
        "organizer/new_vote.html",
        form=form,
        action=there,
        answers=USUAL_ANSWERS,
        village=village_called(village),
        room=len(form.questions.entries) < MAX_QUESTIONS,
    )
