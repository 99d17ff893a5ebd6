"""Each step of a matter as one page: its question, its form, the service it calls. One table, one pair of views."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response

from voting.services.errors import Conflict, Forbidden, Invalid
from voting.services.matters.reading import MatterSummary
from voting.services.matters.terms import Channel, Ending, Mark, Office, may_end
from voting.services.permissions import Actor
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import NumberedForm
from voting.web.organizer import matter_forms as forms
from voting.web.organizer.blueprint import blueprint
from voting.web.speech.words import _, _l
from voting.web.wiring import services

Take = Callable[[Actor, str, Any], object]


@dataclass(frozen=True)
class StepPage:
    """A step's page: the marks it leaves, who may, its question, what follows from it, its button, what it does."""

    slug: str
    marks: frozenset[Mark]
    action: str
    form: type[NumberedForm]
    heading: LazyString
    words: LazyString
    act: LazyString
    take: Take
    files: bool = False
    grave: bool = False

    def is_open(self, matter: MatterSummary) -> bool:
        """Whether the step may be taken now."""
        return any(step.mark in self.marks for step in matter.next)


_STEPS = (
    StepPage(
        "thong-nhat", frozenset({Mark.AGREED_HEAD, Mark.AGREED_FRONT}), "matter.agree", forms.SureForm,
        _l("Ông/bà thống nhất biểu quyết trực tuyến?"),
        _l("Việc này không cần họp, không phát phiếu. Trưởng thôn và Ban công tác Mặt trận phải cùng thống nhất."),
        _l("Tôi thống nhất"),
        lambda actor, one, form: services().proposals.agree(actor, one, form.once),
    ),
    StepPage(
        "bao-cao-xa", frozenset({Mark.INFORMED_COMMUNE, Mark.INFORMED_FRONT}), "matter.lead", forms.HandedForm,
        _l("Đã giao báo cáo giấy cho ai?"),
        _l("Xã có tài khoản thì tự bấm đã nhận. Chỉ ghi ở đây khi giao bản giấy. Không phải chờ xã duyệt."),
        _l("Ghi đã báo cáo"),
        lambda actor, one, form: services().proposals.inform(
            actor, one, Office(form.to.data), form.photo(), form.once
        ),
        files=True,
    ),
    StepPage(
        "xa-nhan-bao-cao", frozenset({Mark.INFORMED_COMMUNE, Mark.INFORMED_FRONT}), "matter.receive",
        forms.ReceivedForm,
        _l("Xã đã nhận báo cáo?"), _l("Nhận là biết, không phải duyệt."), _l("Đã nhận báo cáo"),
        lambda actor, one, form: services().proposals.receive(actor, one, Office(form.to.data), form.once),
    ),
    StepPage(
        "lap-to", frozenset({Mark.TEAM}), "matter.lead", forms.TeamForm,
        _l("Ai ở trong Tổ lấy ý kiến?"),
        _l("Từ 3 đến 5 người, đủ bốn thành phần. Một người có thể giữ hai thành phần."),
        _l("Lập Tổ lấy ý kiến"),
        lambda actor, one, form: services().preparing.appoint(actor, one, form.plan(), form.once),
    ),
    StepPage(
        "chot-danh-sach", frozenset({Mark.ROLL}), "matter.team", forms.SureForm,
        _l("Danh sách hộ của thôn đúng và đủ?"),
        _l("Mỗi hộ một người đại diện. Danh sách đang dùng của thôn được chốt cho việc này."),
        _l("Chốt danh sách"),
        lambda actor, one, form: services().preparing.settle(actor, one, form.once),
    ),
    StepPage(
        "hinh-thuc", frozenset({Mark.FORM_ONLINE, Mark.FORM_MEETING}), "matter.team", forms.PollForm,
        _l("Bao nhiêu hộ muốn biểu quyết trực tuyến?"),
        _l("Cần quá nửa tổng số hộ. Không quá nửa thì phải họp hoặc phát phiếu."),
        _l("Ghi kết quả hỏi"),
        lambda actor, one, form: services().preparing.poll(actor, one, form.plan(), form.once),
        files=True,
    ),
    StepPage(
        "bien-ban", frozenset({Mark.MINUTED}), "matter.team", forms.MinutesForm,
        _l("Lập biên bản của Tổ?"),
        _l("Các con số lấy từ kết quả đã công bố. Bản giấy do Tổ trưởng ký."),
        _l("Lập biên bản"),
        lambda actor, one, form: services().decisions.minute(actor, one, form.plan(), form.once),
    ),
    StepPage(
        "quyet-dinh", frozenset({Mark.PASSED, Mark.NOT_PASSED}), "matter.lead", forms.SureForm,
        _l("Lập biên bản kết quả theo Mẫu số 03?"),
        _l("Bốn chữ ký: trưởng thôn, trưởng ban Mặt trận, hai đại diện hộ."),
        _l("Lập biên bản kết quả"),
        lambda actor, one, form: services().decisions.resolve(actor, one, form.once),
    ),
    StepPage(
        "niem-yet", frozenset({Mark.PUBLISHED}), "matter.lead", forms.PublishForm,
        _l("Đã niêm yết kết quả?"),
        _l("Dán ở nhà văn hóa, điểm sinh hoạt cộng đồng; đọc loa, báo trong nhóm."),
        _l("Ghi đã niêm yết"),
        lambda actor, one, form: services().decisions.publish(
            actor, one, form.until.data, forms.document_of(form.proof), form.once
        ),
        files=True,
    ),
    StepPage(
        "gui-xa", frozenset({Mark.SENT_COMMUNE, Mark.SENT_FRONT}), "matter.lead", forms.HandedForm,
        _l("Đã giao kết quả giấy cho ai?"),
        _l("Trong 5 ngày làm việc, cho cả Ủy ban nhân dân và Mặt trận xã."),
        _l("Ghi đã gửi"),
        lambda actor, one, form: services().decisions.send(
            actor, one, Office(form.to.data), form.photo(), form.once
        ),
        files=True,
    ),
    StepPage(
        "xa-nhan-ket-qua", frozenset({Mark.SENT_COMMUNE, Mark.SENT_FRONT}), "matter.receive", forms.ReceivedForm,
        _l("Xã đã nhận kết quả?"), _l("Nhận là biết, không phải công nhận."), _l("Đã nhận kết quả"),
        lambda actor, one, form: services().decisions.receive(actor, one, Office(form.to.data), form.once),
    ),
    StepPage(
        "da-lam", frozenset({Mark.CARRIED_OUT}), "matter.lead", forms.DoneForm,
        _l("Đã làm được gì?"), _l("Mỗi lần làm xong một phần thì ghi một lần."), _l("Ghi việc đã làm"),
        lambda actor, one, form: services().decisions.carry_out(
            actor, one, form.words.data, forms.document_of(form.proof), form.once
        ),
        files=True,
    ),
    StepPage(
        "bao-cao", frozenset({Mark.REPORTED}), "matter.lead", forms.ReportForm,
        _l("Báo cáo bà con và xã thế nào?"), _l("Báo cáo này khép lại việc."), _l("Lập báo cáo"),
        lambda actor, one, form: services().decisions.report(actor, one, form.words.data, form.once),
    ),
    StepPage(
        "chuyen", frozenset({Mark.TURNED}), "matter.lead", forms.TurnForm,
        _l("Chuyển sang họp hay phát phiếu?"),
        _l("Kết quả họp hoặc phiếu được tính riêng, không cộng với phiếu trực tuyến."),
        _l("Chuyển hình thức"),
        lambda actor, one, form: services().meetings.turn(
            actor, one, Channel(form.channel.data), form.reason.data, form.once
        ),
    ),
    StepPage(
        "moi-hop", frozenset({Mark.CONVENED}), "matter.lead", forms.ConveneForm,
        _l("Họp hoặc thu phiếu khi nào, ở đâu?"),
        _l("Báo trước ít nhất 2 ngày. Giấy mời theo Mẫu số 01 được lập sẵn."),
        _l("Lập giấy mời"),
        lambda actor, one, form: services().meetings.convene(
            actor, one, form.held_at_utc(), form.place.data, form.once
        ),
    ),
    StepPage(
        "ket-qua-hop", frozenset({Mark.PASSED, Mark.NOT_PASSED}), "matter.agree", forms.HeldForm,
        _l("Cuộc họp, đợt phiếu có kết quả thế nào?"),
        _l("Một người nhập, người kia xem lại rồi xác nhận. Chưa xác nhận thì chưa vào sổ."),
        _l("Nhập kết quả"),
        lambda actor, one, form: services().meetings.enter(actor, one, form.plan(), form.photo(), form.once),
        files=True,
    ),
    StepPage(
        "cong-nhan", frozenset({Mark.RECOGNISED, Mark.NOT_RECOGNISED}), "matter.lead", forms.RecogniseForm,
        _l("Xã đã công nhận chưa?"), _l("Xã trả lời trong 5 ngày làm việc kể từ khi nhận."), _l("Ghi câu trả lời"),
        lambda actor, one, form: services().meetings.recognise(
            actor, one, recognised=form.recognised.data == "1", reason=form.reason.data, form=form.once
        ),
    ),
    StepPage(
        "dung", frozenset({Mark.ENDED}), "matter.lead", forms.EndForm,
        _l("Dừng việc này?"),
        _l("Dừng rồi thì không đi tiếp được. Các bước và giấy tờ đã có vẫn còn trong sổ."),
        _l("Dừng việc này"),
        lambda actor, one, form: services().meetings.end(
            actor, one, Ending(form.ending.data), form.reason.data, form.once
        ),
        grave=True,
    ),
)  # fmt: skip


PAGES: Mapping[str, StepPage] = {page.slug: page for page in _STEPS}
"""Every step that one form takes, by the last part of its address; others have views of their own."""


@blueprint.get("/quan-ly/viec/<matter>/buoc/<step>")
@requires("village.see")
def matter_step(matter: str, step: str) -> str | Response:
    """The form of a step; a step that is done, or not yet due, shows the matter."""
    page, found = _page(matter, step)
    if not page.is_open(found):
        return redirect(url_for("organizer.matter", matter=matter))
    return _shown(page, found, _form(page, found))


@blueprint.post("/quan-ly/viec/<matter>/buoc/<step>")
@requires("village.see")
def take_step(matter: str, step: str) -> Response | tuple[str, int]:
    """Takes the step; sent twice it is taken once."""
    page, found = _page(matter, step)
    if not page.is_open(found):
        return redirect(url_for("organizer.matter", matter=matter))
    form = _form(page, found)
    if form.accepted():
        try:
            page.take(require_actor(), matter, form)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            flash(sentence(error.code))
            return redirect(url_for("organizer.matter", matter=matter))
        else:
            flash(_("Đã ghi."))
            return redirect(url_for("organizer.matter", matter=matter))
    return _shown(page, found, form), form.status


def _page(matter: str, step: str) -> tuple[StepPage, MatterSummary]:
    """The step's page, for whoever may take it in the matter's village; `Forbidden`."""
    page, found = PAGES.get(step), services().matters.get(matter)
    if page is None:
        abort(404)
    if not require_actor().may(page.action, found.village):
        raise Forbidden(page.action)
    return page, found


def _form(page: StepPage, matter: MatterSummary) -> NumberedForm:
    form = page.form()
    if isinstance(form, forms.EndForm):
        form.offer(tuple(one for one in Ending if may_end(matter.marks, one)))
    return form


def _shown(page: StepPage, matter: MatterSummary, form: NumberedForm) -> str:
    roll = services().rolls.current(matter.village)
    return render_template("organizer/matter_step.html", page=page, matter=matter, form=form, roll=roll)
