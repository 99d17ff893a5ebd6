"""The forms of a vote being prepared: one that decides a matter, and one that asks for opinions and decides nothing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, Self

from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from voting.services.matters.preparing import Helper, Means
from voting.services.matters.reading import MatterSummary
from voting.services.votes.drafting import (
    MAX_ANSWERS,
    MAX_DESCRIPTION,
    MAX_OPINIONS,
    MAX_QUESTIONS,
    MAX_TITLE,
    USUAL_ANSWERS,
    NewQuestion,
    NewVote,
    check_new_vote,
    lines_of,
    tidied,
)
from voting.web.forms import AtMost, DayField, HourField, Needed, NumberedForm, SeenForm, WholeNumber, options
from voting.web.speech.times import to_utc
from voting.web.speech.words import _, _l
from voting.web.wiring import now_utc

MOST_COUNTED = 100_000


def counted(label: Any) -> WholeNumber:
    """A number of households that may be left open."""

    def in_range(_form: Any, field: WholeNumber) -> None:
        if field.data is not None and not 0 <= field.data <= MOST_COUNTED:
            raise ValidationError(_("Hãy điền một số, ví dụ 120."))

    return WholeNumber(label, [in_range])


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


HOW_MANY = [
    ("1", _l("Một câu")),
    *((str(number), _l("Nhiều nhất %(number)s câu", number=number)) for number in range(2, MAX_ANSWERS)),
]
"""How many answers of a question a household may choose."""


class OpinionQuestionForm(Form):  # type: ignore[misc] # WTForms has no types
    """One thing to be asked: its own answers, one a line, and how many of them a household may choose."""

    class Meta:
        """Our own sentences only."""

        locales = False

    text = StringField(
        _l("Câu hỏi"),
        [Needed(_l("Hãy điền câu hỏi."))],
        description=_l("Ví dụ: Thu gom rác vào giờ nào thì tiện?"),
    )
    answers = TextAreaField(
        _l("Các câu trả lời"),
        [Needed(_l("Hãy điền các câu trả lời."))],
        description=_l(
            "Mỗi dòng một câu, từ 2 đến 8 câu. Không dùng “%(yes)s”, “%(no)s”: đó là lời quyết định.",
            yes=USUAL_ANSWERS[0],
            no=USUAL_ANSWERS[1],
        ),
    )
    maximum = SelectField(
        _l("Mỗi hộ được chọn mấy câu?"),
        choices=options(
            [
                ("1", _l("Một câu")),
                *((str(n), _l("Nhiều nhất %(number)s câu", number=n)) for n in range(2, MAX_ANSWERS)),
            ]
        ),
        default="1",
        validate_choice=False,
    )
    blank = BooleanField(_l("Hộ có thể để phiếu trắng câu này"))

    def validate_maximum(self, field: SelectField) -> None:
        """One of those offered."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_("Hãy chọn một dòng trong danh sách."))

    def plan(self) -> NewQuestion:
        """The question as the services take it."""
        answers = lines_of(self.answers.data or "")
        return NewQuestion(self.text.data, answers, maximum=int(self.maximum.data), blank=bool(self.blank.data))


class DraftForm(NumberedForm, SeenForm):
    """What every vote being prepared has: words and times. `template` is its page."""

    template: ClassVar[str]
    most_questions: ClassVar[int]
    questions: FieldList

    opens = RadioField(
        _l("Mở lúc nào?"),
        choices=options([("now", _l("Ngay khi bấm nút mở")), ("later", _l("Vào lúc đã hẹn"))]),
        default="now",
    )
    opens_day = DayField(_l("Ngày mở"))
    opens_hour = HourField(_l("Giờ mở"))
    closes_day = DayField(_l("Ngày đóng"), [Needed(_l("Hãy chọn ngày đóng."))])
    closes_at = HourField(_l("Giờ đóng"), [Needed(_l("Hãy chọn giờ đóng."))])

    @property
    def has_room(self) -> bool:
        """Whether another question may be asked."""
        return len(self.questions.entries) < self.most_questions

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
            opinion=isinstance(self, OpinionForm),
        ))  # fmt: skip

    def check(self) -> None:
        """`Invalid` where something does not hold, or does not hold any more."""
        check_new_vote(self.plan(), now_utc())


class VoteForm(DraftForm):
    """A vote that decides a matter."""

    template = "organizer/new_vote.html"
    most_questions = MAX_QUESTIONS
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
    helper = StringField(
        _l("Ai giúp bà con khi cần?"),
        [Needed(_l("Hãy điền người giúp."))],
        description=_l("Họ tên, ví dụ: Bà Lê Thị Mận. Tên và số điện thoại in trên thông báo."),
    )
    phone = StringField(_l("Điện thoại của người giúp"), [Needed(_l("Hãy điền số điện thoại."))])
    alone = counted(_l("Số hộ tự bỏ phiếu được"))
    helped = counted(_l("Số hộ cần hỗ trợ"))
    unable = counted(_l("Số hộ không thể bỏ phiếu trực tuyến"))

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

    def validate_unable(self, _field: WholeNumber) -> None:
        """All three numbers, or none."""
        if len({one.data is None for one in (self.alone, self.helped, self.unable)}) > 1:
            raise ValidationError(_("Hãy điền cả ba số, hoặc để trống cả ba."))

    def means(self) -> Means | None:
        """How many households need help, where that was counted."""
        counts = [one.data for one in (self.alone, self.helped, self.unable)]
        return None if None in counts else Means(*counts)

    def whom_to_call(self) -> Helper:
        """Who helps, as the services take it."""
        return Helper(self.helper.data or "", self.phone.data or "", self.means())

    def check(self) -> None:
        """The vote, and whom people call."""
        super().check()
        self.whom_to_call().checked()


class OpinionForm(DraftForm):
    """A vote that only asks what the households think; `kind` tells its drafts from those of decisions."""

    template = "organizer/new_opinion.html"
    most_questions = MAX_OPINIONS
    KIND = "opinion"
    kind = HiddenField(default=KIND)
    title = StringField(
        _l("Muốn hỏi bà con điều gì?"),
        [Needed(_l("Hãy điền điều muốn hỏi.")), AtMost(MAX_TITLE)],
        description=_l("Một câu ngắn, ví dụ: Giờ thu gom rác tiện cho bà con."),
    )
    description = TextAreaField(
        _l("Nội dung"),
        [AtMost(MAX_DESCRIPTION)],
        description=_l("Hỏi để làm gì? Viết ngắn, dễ hiểu. Để trống cũng được."),
    )
    questions = FieldList(FormField(OpinionQuestionForm), min_entries=1, max_entries=MAX_OPINIONS)
