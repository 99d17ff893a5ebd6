"""What is made public, for the village's pages and the commune's: the forms by which it is said, added to and ended."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from voting.services.errors import Conflict, Invalid
from voting.services.matters.terms import FORMS, ITEMS, Form
from voting.services.oversight.disclosure import MOST_PLAN, MOST_TITLE, Addition, NewDisclosure
from voting.services.oversight.registers import MadePublic
from voting.services.votes.drafting import NewDocument
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import AtMost, DayField, Needed, NumberedForm, Ticks, options
from voting.web.speech.disclosures import item_names, items_of
from voting.web.speech.languages import spoken
from voting.web.speech.times import local
from voting.web.speech.words import _, _l
from voting.web.wiring import now_utc, services

Shown = Callable[[NumberedForm], str]
"""The page with its form, as an audience shows it."""


class DiscloseForm(NumberedForm):
    """What is made public, in which forms, since when; eight fields, half of them needed."""

    item = SelectField(_l("Công khai nội dung nào?"), [Needed(_l("Hãy chọn một ý."))])
    title = StringField(
        _l("Tên văn bản"),
        [Needed(_l("Hãy ghi tên văn bản.")), AtMost(MOST_TITLE)],
        description=_l("Ví dụ: Quyết toán quỹ thôn năm 2026. Tên này hiện công khai, đừng ghi tên người dân."),
    )
    decided = DayField(_l("Văn bản ký ngày nào?"), [Needed(_l("Hãy chọn ngày."))])
    first = DayField(_l("Bắt đầu công khai từ ngày nào?"), [Needed(_l("Hãy chọn ngày."))])
    forms = Ticks(_l("Công khai bằng cách nào?"), [Needed(_l("Hãy chọn ít nhất một cách."))])
    document = FileField(
        _l("Văn bản (không bắt buộc)"),
        description=_l("PDF hoặc ảnh, nhiều nhất 10 MB. Danh sách người chỉ hiện trong thời gian niêm yết."),
    )
    plan = StringField(
        _l("Số kế hoạch công khai của xã (không bắt buộc)"), [AtMost(MOST_PLAN)], description=_l("Ví dụ: 12/KH-UBND.")
    )
    due = DayField(
        _l("Hạn theo luật khác (không bắt buộc)"),
        [Optional()],
        description=_l("Để trống thì hạn là 5 ngày làm việc từ ngày ký (khoản 3 Điều 12)."),
    )

    def offer(self) -> None:
        """The items of the law, and the forms in which each is made public."""
        self.item.choices = options([("", _("Chọn một mục của Điều 11")), *item_names()])
        self.forms.choices = _form_choices(tuple(FORMS))

    def plan_of(self) -> NewDisclosure:
        """As the services take it."""
        number = self.item.data or ""
        return NewDisclosure(
            int(number) if number.isdecimal() else 0, self.title.data or "", self.decided.data, self.first.data,
            tuple(self.forms.data or ()), self.plan.data or "", self.due.data, chosen_file(self.document),
        )  # fmt: skip


class AddForm(NumberedForm):
    """Further forms from a day on, or a photograph of the board."""

    photo = FileField(
        _l("Ảnh bảng niêm yết"),
        description=_l("JPEG hoặc PNG, nhiều nhất 8 MB. Chỗ chụp, giờ chụp trong tệp được bỏ đi. Đừng chụp mặt người."),
    )
    forms = Ticks(_l("Thêm cách công khai"))
    first = DayField(_l("Cách mới bắt đầu từ ngày"), [Needed(_l("Hãy chọn ngày."))])

    def offer(self, one: MadePublic) -> None:
        """The forms of its item that it does not have yet."""
        known = {form.form for form in one.forms}
        self.forms.choices = _form_choices(tuple(form for form in one.item.forms if form not in known))

    def more(self) -> Addition:
        """As the services take it."""
        return Addition(tuple(self.forms.data or ()), self.first.data, chosen_file(self.photo))


class EndForm(NumberedForm):
    """It is public no longer; why, where that is before its time."""

    reason = TextAreaField(_l("Vì sao kết thúc sớm?"), description=_l("Bà con đọc được lý do. Đừng ghi tên người."))


def chosen_file(field: FileField) -> NewDocument | None:
    """The file that was chosen, or none."""
    file: FileStorage | None = field.data
    return NewDocument(file.filename or "", file.mimetype, file.read()) if file and file.filename else None


def _form_choices(forms: tuple[Form, ...]) -> list[Any]:
    return options((form.value, _told(form)) for form in forms)


def _told(form: Form) -> str:
    if all(item.takes(form) for item in ITEMS.values()):
        return spoken(FORMS[form])
    return _("%(form)s (chỉ mục %(items)s)", form=spoken(FORMS[form]), items=items_of(form))


def disclose_in(village: str, shown: Shown, back: str) -> str | Response | tuple[str, int]:
    """Asks what is made public, or makes it so and leads back; sent twice it is one."""
    today = local(now_utc()).date()
    form = DiscloseForm(data={"first": today, "forms": [Form.POSTING.value]})
    form.offer()
    return _done(
        form, shown, back, _("Đã ghi vào danh mục công khai. Bà con xem được ngay."),
        lambda: services().disclosures.make_public(require_actor(), village, form.plan_of(), form.once),
    )  # fmt: skip


def add_in(village: str, one: MadePublic, shown: Shown, back: str) -> str | Response | tuple[str, int]:
    """Asks for a photograph or further forms, or keeps them and leads back."""
    form = AddForm(data={"first": local(now_utc()).date()})
    form.offer(one)
    return _done(
        form, shown, back, _("Đã ghi thêm vào danh mục công khai."),
        lambda: services().disclosures.add(require_actor(), village, one.id, form.more(), form.once),
    )  # fmt: skip


def end_in(village: str, one: MadePublic, shown: Shown, back: str) -> str | Response | tuple[str, int]:
    """Asks whether it is public no longer, or ends it and leads back."""
    form = EndForm()
    return _done(
        form, shown, back, _("Đã ghi là hết công khai."),
        lambda: services().disclosures.end(require_actor(), village, one.id, form.reason.data or "", form.once),
    )  # fmt: skip


def _done(
    form: NumberedForm, shown: Shown, back: str, words: str, act: Callable[[], object]
) -> str | Response | tuple[str, int]:
    if form.accepted():
        try:
            act()
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.form_errors.append(sentence(error.code))
        else:
            flash(words)
            return redirect(back)
    return shown(form), form.status
