"""Supervision as the boards, the Front and the commune do it: plans, sessions, recommendations and their next step."""

from collections.abc import Callable, Iterable

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from voting.services.errors import Conflict, Invalid
from voting.services.oversight.boards import MOST_WORDS
from voting.services.oversight.recommendations import WORDLESS, NewRecommendation
from voting.services.oversight.supervision import MOST_SUBJECT, Ended, NewSession
from voting.services.oversight.terms import BOARDS, NOTICES, RECIPIENTS, TOPICS, Held, Stand
from voting.web.board.blueprint import blueprint
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import AtMost, DayField, Needed, NumberedForm, options
from voting.web.page_tools import capital
from voting.web.speech.languages import spoken
from voting.web.speech.supervision import ACTS, AWAITED, STEPS, recommendation_shown, session_shown
from voting.web.speech.words import _, _l
from voting.web.wiring import services

Page = str | Response | tuple[str, int]
ENDS = {
    Held.HELD: _l("Đã giám sát xong"),
    Held.CANCELLED: _l("Không giám sát nữa"),
}
DAY = _l("Hãy chọn ngày.")


class PlanForm(NumberedForm):
    """A session whose plan was sent."""

    board = RadioField(_l("Ban nào giám sát?"), [Needed(_l("Hãy chọn một ban."))])
    topic = RadioField(_l("Giám sát loại việc gì?"), [Needed(_l("Hãy chọn một loại việc."))])
    subject = StringField(
        _l("Giám sát điều gì?"),
        [Needed(_l("Hãy viết điều sẽ giám sát.")), AtMost(MOST_SUBJECT)],
        description=_l("Chỉ ban, Mặt trận và xã đọc được. Đừng ghi tên người."),
    )
    sent = DayField(
        _l("Gửi kế hoạch ngày nào?"),
        [Needed(DAY)],
        description=_l("Gửi Mặt trận, UBND xã và nơi được giám sát."),
    )
    held = DayField(_l("Giám sát ngày nào?"), [Needed(DAY)])

    def offer(self) -> None:
        """The boards and what a session may be about."""
        self.board.choices = options((one.value, spoken(said)) for one, said in BOARDS.items())
        self.topic.choices = options((one.value, spoken(said)) for one, said in TOPICS.items())

    def plan(self) -> NewSession:
        """As the services take it."""
        return NewSession(
            self.board.data, self.topic.data, self.subject.data or "", self.sent.data, self.held.data
        )  # fmt: skip


class EndForm(NumberedForm):
    """How a session ended."""

    state = RadioField(_l("Cuộc giám sát thế nào?"), [Needed(_l("Hãy chọn một ý."))])
    held = DayField(_l("Giám sát ngày nào?"), [Optional()], description=_l("Để trống nếu không giám sát nữa."))
    words = TextAreaField(
        _l("Kết quả, hoặc vì sao không giám sát"),
        [Needed(_l("Hãy viết kết quả hoặc lý do.")), AtMost(MOST_WORDS)],
        description=_l("Chỉ ban, Mặt trận và xã đọc được. Sổ chung chỉ ghi ngày."),
    )

    def offer(self, ends: Iterable[Held]) -> None:
        """The ways in which it may end."""
        self.state.choices = options((one.value, ENDS[one]) for one in ends)


class RecommendForm(NumberedForm):
    """A recommendation."""

    to = RadioField(_l("Kiến nghị với nơi nào?"), [Needed(_l("Hãy chọn nơi nhận."))])
    about = SelectField(_l("Về việc nào của thôn? (không bắt buộc)"), [Optional()])
    words = TextAreaField(
        _l("Kiến nghị điều gì?"),
        [Needed(_l("Hãy viết điều kiến nghị.")), AtMost(MOST_WORDS)],
        description=_l("Chỉ ban, Mặt trận và xã đọc được. Mặt trận xác nhận đúng lời này."),
    )

    def offer(self, village: str) -> None:
        """The recipients, and what it may point at."""
        self.to.choices = options((one.value, capital(spoken(said))) for one, said in RECIPIENTS.items())
        pointable = services().supervision.recommendations.pointable(village)
        self.about.choices = options([("", _("Không về việc nào cụ thể")), *pointable.items()])

    def plan(self) -> NewRecommendation:
        """As the services take it."""
        return NewRecommendation(self.to.data, self.about.data or "", self.words.data or "")


class StepForm(NumberedForm):
    """The next step of a recommendation."""

    step = RadioField(_l("Làm bước nào?"), [Needed(_l("Hãy chọn một bước."))])
    words = TextAreaField(_l("Viết gì kèm theo?"), [Optional(), AtMost(MOST_WORDS)])

    def offer(self, steps: Iterable[Stand]) -> None:
        """The steps that this official may take now."""
        steps = tuple(steps)
        self.step.choices = options((one.value, STEPS[one]) for one in steps)
        if any(one in WORDLESS for one in steps):
            self.words.description = _l("Cần khi trả lại hoặc rút. Chỉ ban, Mặt trận và xã đọc được.")


@blueprint.get("/giam-sat/<village>/giam-sat")
@requires("supervision.see")
def supervision(village: str) -> str:
    """The boards' register in a village: the next act first, then every session with its recommendations."""
    found = services().supervision.register(require_actor(), village)
    return render_template(
        "board/supervision.html", village=village_called(village), sessions=[session_shown(one) for one in found],
        boards=BOARDS, periods=services().board_reports.periods(), spoken=spoken,
    )  # fmt: skip


@blueprint.get("/giam-sat/<village>/giam-sat/moi")
@requires("supervision.lead")
def plan_session(village: str) -> Page:
    """The empty form of a session."""
    return _plan_page(village, PlanForm())


@blueprint.post("/giam-sat/<village>/giam-sat/moi")
@requires("supervision.lead")
def plan_session_now(village: str) -> Page:
    """Writes down that a plan was sent."""
    form = PlanForm()
    form.offer()

    def done() -> Response:
        made = services().supervision.plan(require_actor(), village, form.plan(), form.once)
        flash(_("Đã ghi kế hoạch vào sổ."))
        return redirect(url_for("board.session", village=village, session=made))

    return _sent(form, done) or _plan_page(village, form)


def _plan_page(village: str, form: PlanForm) -> Page:
    form.offer()
    found = village_called(village)
    clocks = services().settings.of(found.commune)
    lead_days = [clocks[key].value for key in NOTICES.values()]
    return render_template("board/plan_session.html", village=found, form=form, lead_days=lead_days), form.status


@blueprint.get("/giam-sat/<village>/giam-sat/<session>")
@requires("supervision.see")
def session(village: str, session: str) -> Page:
    """A session: what it looks into, what was found, what is recommended after it; and how it ends."""
    return _session_page(village, session, EndForm())


@blueprint.post("/giam-sat/<village>/giam-sat/<session>")
@requires("supervision.move")
def end_session(village: str, session: str) -> Page:
    """It was held, or is called off."""
    form = EndForm()
    form.offer(ENDS)

    def done() -> Response:
        end = Ended(form.state.data, form.held.data, form.words.data or "")
        services().supervision.end_session(require_actor(), village, session, end, form.once)
        flash(_("Đã ghi vào sổ."))
        return redirect(url_for("board.session", village=village, session=session))

    return _sent(form, done) or _session_page(village, session, form)


def _session_page(village: str, session: str, form: EndForm) -> Page:
    found = services().supervision.session(require_actor(), village, session)
    form.offer(found.ends)
    return render_template(
        "board/session.html", village=village_called(village), found=found, shown=session_shown(found.told), form=form
    ), form.status


@blueprint.get("/giam-sat/<village>/giam-sat/<session>/kien-nghi")
@requires("supervision.lead")
def recommend(village: str, session: str) -> Page:
    """The empty form of a recommendation."""
    return _recommend_page(village, session, RecommendForm())


@blueprint.post("/giam-sat/<village>/giam-sat/<session>/kien-nghi")
@requires("supervision.lead")
def recommend_now(village: str, session: str) -> Page:
    """Drafts it; the Front certifies it next."""
    form = RecommendForm()
    form.offer(village)

    def done() -> Response:
        made = services().supervision.recommendations.draft(require_actor(), village, session, form.plan(), form.once)
        flash(_("Đã soạn. Mặt trận xã xác nhận rồi ban mới gửi."))
        return redirect(url_for("board.recommendation", village=village, recommendation=made))

    return _sent(form, done) or _recommend_page(village, session, form)


def _recommend_page(village: str, session: str, form: RecommendForm) -> Page:
    found = services().supervision.session(require_actor(), village, session)
    form.offer(village)
    return render_template(
        "board/recommend.html", village=village_called(village), shown=session_shown(found.told), form=form
    ), form.status


@blueprint.get("/giam-sat/<village>/kien-nghi/<recommendation>")
@requires("supervision.see")
def recommendation(village: str, recommendation: str) -> Page:
    """A recommendation: what it says, where it stands, and the next step of whoever reads."""
    return _step_page(village, recommendation, StepForm())


@blueprint.post("/giam-sat/<village>/kien-nghi/<recommendation>")
@requires("supervision.move")
def move_recommendation(village: str, recommendation: str) -> Page:
    """Takes it one step further."""
    form = StepForm()
    form.offer(STEPS)

    def done() -> Response:
        services().supervision.recommendations.move(
            require_actor(), village, recommendation, step=form.step.data, words=form.words.data or "", form=form.once
        )  # fmt: skip
        flash(_("Đã ghi vào sổ."))
        return redirect(url_for("board.recommendation", village=village, recommendation=recommendation))

    return _sent(form, done) or _step_page(village, recommendation, form)


def _step_page(village: str, recommendation: str, form: StepForm) -> Page:
    found = services().supervision.recommendations.read(require_actor(), village, recommendation)
    form.offer(found.steps)
    return render_template(
        "board/recommendation.html", village=village_called(village), found=found,
        shown=recommendation_shown(found.told), act=ACTS.get(found.told.state), awaited=AWAITED.get(found.told.state),
        form=form,
    ), form.status  # fmt: skip


def _sent(form: FlaskForm, done: Callable[[], Response]) -> Response | None:
    """What was done if the form holds; none if its page is to be shown, with what does not hold."""
    if form.accepted():
        try:
            return done()
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.say("", str(sentence(error.code)))
    return None
