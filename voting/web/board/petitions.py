"""A petition about a matter as the office that has it reads it: answers it, or passes it on to another."""

from collections.abc import Iterable

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField

from voting.services.errors import Conflict, Invalid
from voting.services.matters.terms import OFFICES, RECEIVERS, Office
from voting.services.oversight.petitions import MOST_WORDS
from voting.web.board.blueprint import blueprint
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.door.typed import sent_from
from voting.web.errors import sentence
from voting.web.forms import AtMost, Needed, NumberedForm, options
from voting.web.page_tools import capital
from voting.web.speech.languages import spoken
from voting.web.speech.petitions import handled, shown
from voting.web.speech.words import _, _l
from voting.web.wiring import services

PLACE = "/giam-sat/kien-nghi/<matter>/<int(max=100000):number>"


class AnswerForm(NumberedForm):
    """The answer."""

    answer = TextAreaField(
        _l("Trả lời thế nào?"),
        [Needed(_l("Hãy viết câu trả lời.")), AtMost(MOST_WORDS)],
        description=_l("Chỉ người gửi đọc được. Trang của việc chỉ ghi ngày trả lời."),
    )


class PassOnForm(NumberedForm):
    """To which other office."""

    to = RadioField(_l("Chuyển đến nơi nào?"), [Needed(_l("Hãy chọn nơi nhận."))])

    def offer(self, onward: Iterable[Office]) -> None:
        """The offices that it may be passed on to."""
        self.to.choices = options((office.value, capital(spoken(OFFICES[office]))) for office in onward)


@blueprint.get(PLACE)
@requires("matter.hear")
def petition(matter: str, number: int) -> str:
    """What it says, until when it is to be answered, and both ways to deal with it."""
    return _page(matter, number, AnswerForm(), PassOnForm())


@blueprint.post(PLACE)
@requires("matter.hear")
def answer_petition(matter: str, number: int) -> Response | tuple[str, int]:
    """Answers it."""
    form = AnswerForm()
    if form.accepted():
        try:
            services().petitions.answer(require_actor(), matter, number, form.answer.data or "", form.once)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            flash(sentence(error.code))
            return redirect(url_for("board.petition", matter=matter, number=number))
        else:
            flash(_("Đã trả lời. Người gửi đọc được ở trang của mình."))
            return redirect(url_for("board.petition", matter=matter, number=number))
    return _page(matter, number, form, PassOnForm(formdata=None)), form.status


@blueprint.post(PLACE + "/chuyen")
@requires("matter.hear")
@sent_from("board.petition")
def pass_petition_on(matter: str, number: int) -> Response | tuple[str, int]:
    """Passes it on; it leaves this desk, unless the same people serve both offices."""
    form = PassOnForm()
    form.offer(RECEIVERS)
    if form.accepted():
        try:
            services().petitions.pass_on(require_actor(), matter, number, form.to.data, form.once)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            flash(sentence(error.code))
            return redirect(url_for("board.petition", matter=matter, number=number))
        else:
            flash(_("Đã chuyển. Hạn trả lời không đổi."))
            return redirect(url_for("account.desk"))
    return _page(matter, number, AnswerForm(formdata=None), form), form.status


def _page(matter: str, number: int, answer: AnswerForm, onward: PassOnForm) -> str:
    found = services().petitions.read(require_actor(), matter, number)
    onward.offer(found.onward)
    faulty = answer if answer.faults else onward
    return render_template(
        "board/petition.html", matter=services().matters.get(matter), found=found, one=shown(found.told),
        state=handled(found.told), answer=answer, onward=onward, form=faulty,
    )  # fmt: skip
