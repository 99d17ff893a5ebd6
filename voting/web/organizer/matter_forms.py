"""The forms of a matter's steps."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel.speaklater import LazyString
from flask_wtf.file import FileField, MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, FieldList, Form, FormField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from voting.services.matters.content import Proposal
from voting.services.matters.meetings import MOST_BESIDE, Beside, Counted
from voting.services.matters.preparing import KINDS, Member, Poll
from voting.services.matters.proposals import NewProposal
from voting.services.matters.terms import SHOWING_NAMES, SHOWINGS, Channel, Mark, Office
from voting.services.votes.drafting import MAX_DESCRIPTION, MAX_QUESTIONS, MAX_TITLE, NewDocument, lines_of
from voting.web.forms import AtMost, DayField, HourField, Needed, NumberedForm, WholeNumber, options
from voting.web.page_tools import capital
from voting.web.speech.languages import spoken
from voting.web.speech.times import local, to_utc
from voting.web.speech.words import _, _l
from voting.web.wiring import now_utc

MEMBERS, FEWEST_MEMBERS = 5, 3
EVENING = time(20)
OFFICIAL, PAPER, BY_CARD = "official", "paper", "card"
"""Who proposes, and how the households' consents come."""
PHOTO_HINT = _l("PDF hoặc ảnh (JPEG, PNG), nhiều nhất 10 MB.")
TO = options([(Office.COMMUNE.value, _l("Ủy ban nhân dân xã")), (Office.COMMUNE_FRONT.value, _l("Mặt trận xã"))])
_BODIES = {
    Mark.INFORMED_COMMUNE: Office.COMMUNE, Mark.SENT_COMMUNE: Office.COMMUNE,
    Mark.INFORMED_FRONT: Office.COMMUNE_FRONT, Mark.SENT_FRONT: Office.COMMUNE_FRONT,
}  # fmt: skip


def _number(label: Any, description: Any = "") -> WholeNumber:
    needed = InputRequired(_l("Hãy điền một số, ví dụ 120."))
    needed.field_flags = {}
    most = NumberRange(min=0, max=100_000, message=_l("Hãy điền một số, ví dụ 120."))
    most.field_flags = {}
    return WholeNumber(label, [needed, most], description=description)


def in_a_week() -> date:
    """Until when households are asked, unless another day is chosen."""
    return local(now_utc()).date() + timedelta(days=7)


def document_of(field: FileField) -> NewDocument | None:
    """The file that was chosen, or none."""
    file: FileStorage | None = field.data
    return NewDocument(file.filename or "", file.mimetype, file.read()) if file and file.filename else None


class Photo:
    """A form with a photograph or scan that must be there."""

    proof: FileField

    def validate_proof(self, field: FileField) -> None:
        """Something was chosen."""
        if not field.data or not field.data.filename:
            raise ValidationError(_("Hãy chọn ảnh hoặc bản quét."))

    def photo(self) -> NewDocument:
        """What was chosen."""
        found = document_of(self.proof)
        if found is None:
            raise ValueError("no photograph")
        return found


class ToOne(NumberedForm):
    """A form about one of the commune's two bodies: only those that still wait can be chosen."""

    to: RadioField

    def offer(self, marks: tuple[Mark, ...]) -> None:
        """The bodies that these marks stand for; the only one left is chosen."""
        left = {_BODIES[mark].value for mark in marks}
        self.to.choices = [one for one in TO if one.value in left]
        if len(left) == 1 and not self.to.data:
            self.to.data = left.pop()


class SureForm(NumberedForm):
    """A step that asks for nothing but the step itself."""


class ProposeForm(NumberedForm):
    """A matter as filled in."""

    title = StringField(
        _l("Việc gì?"),
        [Needed(_l("Hãy điền việc cần bàn.")), AtMost(MAX_TITLE)],
        description=_l("Một câu ngắn, ví dụ: Giờ thu gom rác của thôn."),
    )
    description = TextAreaField(
        _l("Việc này thay đổi điều gì cho các hộ?"),
        [AtMost(MAX_DESCRIPTION)],
        description=_l("Ví dụ: Xe rác đến lúc 6 giờ sáng thay vì 9 giờ. Ghi rõ nếu hộ phải góp tiền hoặc góp công."),
    )
    questions = TextAreaField(
        _l("Hỏi các hộ điều gì?"),
        [Needed(_l("Hãy điền câu hỏi."))],
        description=_l("Mỗi dòng một câu, nhiều nhất 5. Đồng ý nghĩa là làm. Ví dụ: Thu gom rác lúc 6 giờ sáng?"),
    )
    way = RadioField(
        _l("Ai đề xuất?"),
        choices=options(
            [
                (OFFICIAL, _l("Tôi, theo chức vụ của tôi")),
                (PAPER, _l("Các hộ trong thôn: đã có danh sách ký giấy")),
                (BY_CARD, _l("Các hộ trong thôn: lấy đồng ý bằng thẻ của hộ")),
            ]
        ),
        default=OFFICIAL,
        validate_choice=False,
    )
    consents = WholeNumber(
        _l("Bao nhiêu hộ đã ký đồng ý?"),
        description=_l("Đếm theo danh sách đã ký. Cần từ 10% tổng số hộ. Bản ký giấy giữ ở thôn."),
    )
    consenters = TextAreaField(
        _l("Những hộ nào đã ký? (không bắt buộc)"),
        description=_l("Mỗi dòng một hộ. Danh sách thành phụ lục riêng: chỉ Trưởng thôn và Tổ mở được."),
    )
    for_front = BooleanField(_l("Chưa đủ 10%: hỏi Ban công tác Mặt trận có ủng hộ không"))
    closes_day = DayField(_l("Lấy đồng ý đến hết ngày nào?"), description=_l("Nhiều nhất 60 ngày."), default=in_a_week)
    closes_at = HourField(_l("Giờ hết hạn"), default=EVENING)
    documents = MultipleFileField(_l("Tài liệu kèm theo (không bắt buộc)"), description=PHOTO_HINT)

    def validate_consents(self, field: WholeNumber) -> None:
        """Needed where households have signed on paper."""
        if self.way.data == PAPER and field.data is None:
            raise ValidationError(_("Hãy điền một số, ví dụ 120."))

    def validate_closes_day(self, field: DayField) -> None:
        """Needed where consents are gathered by card."""
        if self.way.data == BY_CARD and field.data is None and not field.errors:
            raise ValidationError(_("Hãy chọn ngày hết hạn."))

    def validate_closes_at(self, field: HourField) -> None:
        """Needed where consents are gathered by card."""
        if self.way.data == BY_CARD and field.data is None and not field.errors:
            raise ValidationError(_("Hãy chọn giờ hết hạn."))

    def validate_questions(self, field: TextAreaField) -> None:
        """So many questions."""
        if len(lines_of(field.data or "")) > MAX_QUESTIONS:
            raise ValidationError(_("Nhiều nhất 5 câu hỏi."))

    def plan(self) -> NewProposal:
        """As the services take it."""
        words = Proposal(self.title.data, self.description.data or "", lines_of(self.questions.data or ""))
        files = [file for file in self.documents.data or [] if file and file.filename]
        return NewProposal(
            words,
            by=Office.CITIZENS if self.way.data in {PAPER, BY_CARD} else "",
            consents=(self.consents.data or 0) if self.way.data == PAPER else 0,
            for_front=bool(self.for_front.data),
            consenters=lines_of(self.consenters.data or "") if self.way.data == PAPER else (),
            until_utc=to_utc(self.closes_day.data, self.closes_at.data) if self.way.data == BY_CARD else None,
            documents=tuple(NewDocument(one.filename, one.mimetype, one.read()) for one in files),
        )


class HandedForm(Photo, ToOne):
    """Something was handed over on paper."""

    to = RadioField(_l("Đã giao cho ai?"), choices=TO, validators=[Needed(_l("Hãy chọn nơi nhận."))])
    proof = FileField(_l("Ảnh chụp bản đã ký nhận, có ngày"), description=PHOTO_HINT)


class ReceivedForm(ToOne):
    """The commune acknowledges for one of its two bodies."""

    to = RadioField(_l("Nhận cho cơ quan nào?"), choices=TO, validators=[Needed(_l("Hãy chọn nơi nhận."))])


class MemberForm(Form):  # type: ignore[misc] # WTForms has no types
    """One member of the team and what they stand for."""

    class Meta:
        """Our own sentences only."""

        locales = False

    name = StringField(_l("Họ và tên"))
    front = BooleanField(_l("Mặt trận"))
    village = BooleanField(_l("Thôn"))
    households = BooleanField(_l("Đại diện hộ"))
    it = BooleanField(_l("Thạo máy tính"))

    @property
    def kinds(self) -> tuple[BooleanField, ...]:
        """The boxes of the four kinds."""
        return (self.front, self.village, self.households, self.it)


class TeamForm(NumberedForm):
    """The online-voting team."""

    members = FieldList(FormField(MemberForm), min_entries=MEMBERS, max_entries=MEMBERS)
    leader = RadioField(
        _l("Tổ trưởng"),
        choices=options([(str(n), _l("Người này làm Tổ trưởng")) for n in range(1, MEMBERS + 1)]),
        validators=[Needed(_l("Hãy chọn Tổ trưởng."))],
    )

    def suggest(self, front: Sequence[str], team: Sequence[str]) -> None:
        """Names who hold these offices already, the leader first; what each stands for is for the head to say."""
        if any(entry.form.name.data for entry in self.members.entries) or self.is_submitted():
            return
        for entry, name in zip(self.members.entries, dict.fromkeys([*front[:1], *team]), strict=False):
            entry.form.name.data, entry.form.front.data = name, name in front
        self.leader.data = "1" if front else None

    @property
    def has_more(self) -> bool:
        """Whether more than the fewest are filled in."""
        return any(entry.form.name.data for entry in self.members.entries[FEWEST_MEMBERS:])

    def validate_members(self, field: FieldList) -> None:
        """The first three have a name, and whoever has one stands for something."""
        for number, entry in enumerate(field.entries, 1):
            row = entry.form
            if number <= FEWEST_MEMBERS and not (row.name.data or "").strip():
                row.name.errors = [_("Hãy điền họ tên người thứ %(number)s.", number=number)]
            elif row.name.data and not any(one.data for one in row.kinds):
                row.name.errors = [_("Hãy chọn người thứ %(number)s đại diện cho ai.", number=number)]
        if any(entry.form.name.errors for entry in field.entries):
            raise ValidationError("")

    def plan(self) -> tuple[Member, ...]:
        """As the services take it."""
        rows = enumerate((entry.form for entry in self.members.entries), 1)
        return tuple(
            Member(row.name.data or "", tuple(one for one in KINDS if row[one].data), str(n) == self.leader.data)
            for n, row in rows
            if row.name.data
        )


class AskFormForm(NumberedForm):
    """Until when households may say by card how they want to decide."""

    closes_day = DayField(
        _l("Nhận trả lời đến hết ngày nào?"), [Needed(_l("Hãy chọn ngày hết hạn."))], default=in_a_week
    )
    closes_at = HourField(_l("Giờ hết hạn"), [Needed(_l("Hãy chọn giờ hết hạn."))], default=EVENING)

    def closes_at_utc(self) -> datetime:
        """The moment."""
        return to_utc(self.closes_day.data, self.closes_at.data)


class PollForm(NumberedForm):
    """How the households want to decide."""

    way = RadioField(
        _l("Đã hỏi bà con ở đâu?"),
        choices=options(
            [
                ("group", _l("Trong nhóm mạng xã hội của thôn")),
                ("visits", _l("Gặp hoặc gọi từng hộ")),
            ]
        ),
        validators=[Needed(_l("Hãy chọn nơi đã hỏi."))],
    )
    in_favour = _number(_l("Số hộ đồng ý biểu quyết trực tuyến"))
    against = _number(_l("Số hộ không đồng ý"), _l("Hộ không trả lời thì không tính vào đây."))
    proof = FileField(
        _l("Ảnh chụp kết quả"),
        description=_l("Hỏi trong nhóm thì phải có ảnh chụp màn hình. PDF, JPEG, PNG, nhiều nhất 10 MB."),
    )

    def plan(self) -> Poll:
        """As the services take it."""
        return Poll(self.way.data, self.in_favour.data, self.against.data, document_of(self.proof))


class MinutesForm(NumberedForm):
    """The team's minutes."""

    opinions = TextAreaField(
        _l("Ý kiến khác của các hộ"),
        description=_l("Mỗi dòng một ý kiến. Bỏ tên người trước khi ghi. Không có thì để trống."),
    )

    def plan(self) -> tuple[str, ...]:
        """The opinions, a line each."""
        return lines_of(self.opinions.data or "")


class PublishForm(NumberedForm):
    """The result is posted."""

    until = DayField(
        _l("Niêm yết đến hết ngày nào?"),
        [Needed(_l("Hãy chọn ngày."))],
        description=_l("Ít nhất 30 ngày (luật không quy định, xã đặt)."),
    )
    proof = FileField(_l("Ảnh bảng niêm yết (không bắt buộc)"), description=PHOTO_HINT)


class DoneForm(NumberedForm):
    """Something of the decision is done, or all of it."""

    words = TextAreaField(_l("Đã làm được gì?"), [Needed(_l("Hãy ghi việc đã làm."))])
    proof = FileField(_l("Ảnh, không có mặt người (không bắt buộc)"), description=PHOTO_HINT)


class ReportForm(NumberedForm):
    """The last report."""

    words = TextAreaField(_l("Kết quả thực hiện thế nào?"), [Needed(_l("Hãy ghi kết quả."))])


class TurnForm(NumberedForm):
    """To a meeting or slips."""

    channel = RadioField(
        _l("Chuyển sang hình thức nào?"),
        choices=options([
            (Channel.MEETING.value, _l("Họp cộng đồng dân cư")),
            (Channel.SLIPS.value, _l("Phát phiếu lấy ý kiến")),
        ]),
        validators=[Needed(_l("Hãy chọn hình thức."))],
    )  # fmt: skip
    reason = TextAreaField(
        _l("Vì sao?"), [Needed(_l("Hãy ghi lý do."))],
        description=_l("Lý do được ghi vào sổ chung. Đừng ghi tên người."),
    )  # fmt: skip


class ConveneForm(NumberedForm):
    """The meeting, or the day on which slips are counted."""

    day = DayField(_l("Ngày họp, ngày thu phiếu"), [Needed(_l("Hãy chọn ngày."))])
    hour = HourField(_l("Giờ"), [Needed(_l("Hãy chọn giờ."))])
    place = StringField(_l("Ở đâu?"), [Needed(_l("Hãy điền nơi họp."))], description=_l("Ví dụ: Nhà văn hóa thôn."))
    delegates = StringField(
        _l("Mời thêm đại biểu nào? (không bắt buộc)"), [AtMost(MOST_BESIDE)],
        description=_l("Ghi nơi cử đến, đừng ghi tên. Ví dụ: đại diện Mặt trận xã."),
    )  # fmt: skip
    documents = StringField(
        _l("Tài liệu gửi kèm (không bắt buộc)"), [AtMost(MOST_BESIDE)],
        description=_l("Việc có đóng góp, thu chi, hương ước thì gửi tài liệu đến từng hộ trước ít nhất 2 ngày."),
    )  # fmt: skip

    def held_at_utc(self) -> datetime:
        """The moment."""
        return to_utc(self.day.data, self.hour.data)

    def beside(self) -> Beside:
        """As the services take it."""
        return Beside(self.delegates.data or "", self.documents.data or "")


class HeldForm(Photo, NumberedForm):
    """What a meeting or slips gave."""

    showing = RadioField(
        _l("Bà con biểu quyết bằng cách nào?"),
        choices=options(
            (it.value, LazyString(lambda it=it: capital(spoken(SHOWING_NAMES[it])))) for it in SHOWINGS[Channel.MEETING]
        ),
        validators=[Needed(_l("Hãy chọn một cách."))],
        description=_l("Theo lựa chọn của quá nửa số hộ có mặt. Bỏ phiếu kín thì có biên bản kiểm phiếu."),
    )  # fmt: skip
    present = _number(_l("Số hộ có mặt, số phiếu thu về"))
    in_favour = _number(_l("Đồng ý"))
    against = _number(_l("Không đồng ý"))
    other = _number(_l("Ý kiến khác"))
    proof = FileField(_l("Ảnh biên bản đã ký"), description=PHOTO_HINT)

    def plan(self) -> Counted:
        """As the services take it."""
        showing = self.showing.data if self.showing else SHOWINGS[Channel.SLIPS][0]
        return Counted(self.present.data, self.in_favour.data, self.against.data, self.other.data, showing)

    def offer(self, channel: str) -> None:
        """Only a meeting chooses."""
        if channel != Channel.MEETING:
            del self.showing


class RecogniseForm(NumberedForm):
    """Recognised, or refused with the reason."""

    recognised = RadioField(
        _l("Xã trả lời thế nào?"),
        choices=options([("1", _l("Công nhận")), ("0", _l("Không công nhận"))]),
        validators=[Needed(_l("Hãy chọn câu trả lời."))],
    )
    reason = TextAreaField(_l("Số, ngày văn bản hoặc lý do"), [Needed(_l("Hãy ghi số văn bản hoặc lý do."))])
